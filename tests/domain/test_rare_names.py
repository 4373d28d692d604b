"""Characters that not every machine can write, and those a place has drawn itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yishi.domain import rare_names


@pytest.mark.parametrize(("name", "rare"), [
    ("张伟", ()), ("李𰻝喆", ("𰻝", "喆")), ("朱镕基", ("镕",)), ("买买提·艾力", ()), ("\ue123", ()),
])  # fmt: skip
def test_what_the_common_set_lacks_is_rare(name: str, rare: tuple[str, ...]) -> None:
    assert rare_names.rare_in(name) == rare


@pytest.mark.parametrize("sign", ["\ue000", "\uf8ff", "\U000f0000", "\U0010fffd"])
def test_private_use_of_all_three_planes_is_private(sign: str) -> None:
    assert rare_names.is_private(sign) and rare_names.private_in(f"李{sign}{sign}") == (sign,)


@given(st.text(max_size=20), st.dictionaries(st.characters(), st.just("伟"), max_size=3))
def test_only_drawn_characters_are_put_right(text: str, table: dict[str, str]) -> None:
    put_right = rare_names.spelled(text, table)
    assert len(put_right) == len(text)
    assert all(new == old or (rare_names.is_private(old) and new == "伟") for old, new in zip(text, put_right, strict=True))


@pytest.mark.parametrize("sign", ["\U00031350", "\U0002EBF0", "\U0002B740", "㐂"])
def test_a_character_that_this_python_does_not_know_is_rare_all_the_same(sign: str) -> None:
    assert rare_names.rare_in(f"王{sign}·a1 ") == (sign,) and rare_names.is_sign(sign)


def test_a_drawn_character_is_told_by_its_number_where_it_has_no_shape() -> None:
    assert rare_names.visible("孔\ue200") == "孔〔造字E200〕" and rare_names.visible("孔䶮") == "孔䶮"
