"""No resident of the book is named in the hall, whether they are at the meeting or not, and however their name is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yishi.domain.hidden_names import Hidden, Known
from yishi.domain.leaks import Named

ROSTER = Known(
    (
        Named("周德厚", "12幢", aliases=("老周头", "厚"), here=False), Named("买买提·艾力", here=False), Named("张伟", here=False),
        Named("江一舟", office=True, here=False), Named("高兴", here=False), Named("小宝", child=True, here=False),
    ),
    frozenset({"高兴"}),
)  # fmt: skip
HALL = Hidden((Named("诸葛平"), Named("张伟明"), Named("孟繁星", office=True)), ROSTER)


@pytest.mark.parametrize(("said", "read"), [
    ("周德厚家占了车位", "周*厚家占了车位"), ("老周头说不行", "周*厚说不行"), ("忠厚老实", "忠厚老实"), ("高兴地同意", "高兴地同意"),
    ("张伟明、张伟同意", "张*明、张*同意"), ("江一舟、孟繁星答复诸葛平", "江一舟、孟繁星答复诸葛*"), ("周 德厚不来", "周*厚不来"),
])  # fmt: skip
def test_residents_are_masked_and_officers_keep_their_names(said: str, read: str) -> None:
    assert HALL.masked(said) == read


@pytest.mark.parametrize("dot", "·・•･‧∙⋅.．")
def test_the_dot_of_a_name_may_be_any(dot: str) -> None:
    assert HALL.masked(f"买买提{dot}艾力反对") == "买**·艾*反对"


def test_a_child_is_not_even_named_by_a_masked_name() -> None:
    assert "小" not in HALL.masked("小宝摔了") and HALL.person("小宝") == "〔未成年人〕"


def test_a_name_that_stands_alone_is_masked_unless_its_bearer_acts_in_office() -> None:
    assert [HALL.person(name) for name in ("张伟", "江一舟", "业委会", "诸葛平")] == ["张*", "江一舟", "业委会", "诸葛*"]


@given(st.lists(st.sampled_from(["周德厚", "老周头", "买买提•艾力", "诸葛平", "张伟", "家", "，", "同意", "江一舟", "3"]), max_size=12))
def test_whatever_is_said_no_resident_can_be_read(parts: list[str]) -> None:
    shown = HALL.masked("".join(parts))
    assert not any(name in shown for name in ("周德厚", "老周头", "艾力", "诸葛平", "张伟"))
    assert shown.count("江一舟") == parts.count("江一舟")
