"""Marks that nobody sees go, what is seen stays."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yishi.domain import roster_cells
from yishi.domain.unseen import without_marks


@pytest.mark.parametrize("mark", "\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2060\u2066\u2069\ufeff\U000e0041")
def test_a_name_copied_with_a_mark_is_the_name(mark):
    assert without_marks(f"王{mark}建国{mark}") == "王建国"
    assert roster_cells.name(f"{mark}王建国{mark}") == ("王建国", "")


@pytest.mark.parametrize("name", [
    "阿依古丽·买买提", "𬱖尔", "Ann Lee", "葛\U000e0100", "王　伟", "ئايگۈل\u200cخان", "👨\u200d👩\u200d👧 一家",
    "李家二媳妇、老李",
])  # fmt: skip
def test_what_is_seen_is_never_changed(name):
    assert without_marks(name) == name


@given(st.text())
def test_nothing_but_marks_goes_and_a_second_time_nothing_does(text):
    found = without_marks(text)
    assert without_marks(found) == found
    gone = list(text)
    for sign in found:
        gone.remove(sign)
    assert all(unicodedata.category(sign) in ("Cf", "Mn", "Cn") for sign in gone)
