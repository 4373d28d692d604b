"""What counts as the same sign, and where words stand in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yishi.domain.finding import EXCERPT, excerpt, fold, has_all, marks_in, words_of, written_as

SIGNS = "aAＡａß１1·•．.〔[張张伟𬱖𠮷%_\\/— 　"


@pytest.mark.parametrize(("typed", "written"), [
    ("led灯", "ＬＥＤ灯"), ("１２幢", "12幢"), ("买买提•艾力", "买买提·艾力"),
    ("买买提.艾力", "买买提·艾力"), ("买买提・艾力", "买买提·艾力"),
    ("翠议[2026]4-1", "翠议〔2026〕4-1"), ("é", "É"), ("(一)", "（一）"),
])  # fmt: skip
def test_case_width_dots_and_brackets_make_no_difference(typed, written):
    assert fold(typed) == fold(written)


@pytest.mark.parametrize(("one", "other"), [("𬱖", "頠"), ("𠮷", "吉"), ("张", "張"), ("文", "王")])
def test_characters_that_only_look_alike_stay_apart(one, other):
    assert fold(one) != fold(other) and not has_all([other], words_of(one))


@given(st.text() | st.text(SIGNS))
def test_folding_keeps_every_place_and_folding_twice_changes_nothing(text):
    assert len(fold(text)) == len(text) and fold(fold(text)) == fold(text)


@given(st.text(SIGNS, min_size=1, max_size=4), st.text(SIGNS, max_size=12))
def test_the_signs_of_a_word_are_all_that_need_folding_to_find_it(typed, text):
    for word in words_of(typed):
        partly = text
        for written, sign in written_as(word):
            partly = partly.replace(written, sign)
        assert (word in partly) == (word in fold(text))


def test_words_are_parted_by_any_space_and_named_once():
    assert words_of(" 飞线　充电\t桩\n飞线 ") == ("飞线", "充电", "桩")


@pytest.mark.parametrize("query", ["", " ", "　", "\x00", "\ud83d", "\x1b\n"])
def test_nothing_readable_is_no_word(query):
    assert words_of(query) == ()


def test_both_words_must_be_there_but_not_in_one_place():
    assert has_all(("消防通道", "张伟"), ("张伟", "通道")) and not has_all(("消防通道", "张伟"), ("通道", "李"))


def test_marks_that_touch_or_overlap_are_one():
    assert marks_in("哈哈哈，哈", ("哈哈",)) == ((0, 3),)
    assert marks_in("飞线充电", ("飞线", "充电")) == ((0, 4),)
    assert marks_in("𬱖在前，𬱖在后", ("𬱖",)) == ((0, 1), (4, 5))


def test_a_long_text_is_cut_around_the_first_word():
    shown, marks = excerpt(("路灯" * 40 + "飞线充电" + "井盖" * 40,), ("飞线",))
    assert shown.startswith("…") and shown.endswith("…") and len(shown) == EXCERPT + 2
    assert [shown[a:b] for a, b in marks] == ["飞线"]


def test_an_excerpt_is_one_line_without_empty_parts():
    assert excerpt(("标题", "", "一行\n两行"), ("两行",)) == ("标题　一行 两行", ((6, 8),))


@given(st.lists(st.text(SIGNS, max_size=90), max_size=3), st.text(SIGNS, min_size=1, max_size=5))
def test_every_mark_stands_on_a_word(texts, query):
    words = words_of(query)
    shown, marks = excerpt(texts, words)
    assert all(0 <= a < b <= len(shown) and any(fold(shown[a:b]) in word or word in fold(shown[a:b]) for word in words)
               for a, b in marks)
