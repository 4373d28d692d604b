"""The booklet of 四议两公开: six tables in order, each with its day, its numbers, places to sign, what the supervisors say."""

from collections.abc import Callable
from dataclasses import fields, replace

import pytest

from yishi.documents import four_two
from yishi.documents.layout import Paper
from yishi.services.answers import MeetingSheet
from yishi.services.printed import PrintedSheet, StepOnPaper

Words = Callable[[Paper], str]
STEPS = ("党组织提议", "“两委”商议", "党员大会审议", "村民代表会议决议", "决议公开", "实施结果公开")


@pytest.fixture
def village(meeting: MeetingSheet) -> PrintedSheet:
    """Return the worked meeting as one of a village that goes by the four steps."""
    told = {field.name: getattr(meeting, field.name) for field in fields(MeetingSheet)}
    told |= {"community": "桃湾村", "community_kind": "village", "line": replace(meeting.line, form="four_two", form_name="四议两公开")}
    return PrintedSheet(**told, procedure=tuple(StepOnPaper(name) for name in STEPS))


def pages(paper: Paper, words: Words) -> list[str]:
    return [words(replace(paper, pages=(page,))) for page in paper.pages]


def test_each_step_has_a_table_on_a_page_of_its_own(village: PrintedSheet, words: Words) -> None:
    steps = list(village.procedure)
    steps[2] = StepOnPaper(STEPS[2], "2026-04-20", 30, 25, 20, "程序合规")
    found = pages(four_two.compose(replace(village, procedure=tuple(steps))), words)
    assert len(found) == 7 and all(f"表{no}{name}" in page for no, name, page in zip("一二三四五六", STEPS, found[1:], strict=True))
    third = found[3]
    assert "2026年4月20日" in third and "应到30人实到25人比例83.3%" in third and "同意20人占应到66.7%" in third and "程序合规" in third
    assert all("监督意见" in page and "监督人签字" in page and "动议事由" in page for page in found[1:])


def test_people_of_the_town_sign_where_they_are_asked_to(village: PrintedSheet, words: Words) -> None:
    found = pages(four_two.compose(village), words)
    assert [n for n, page in enumerate(found) if "乡镇参会人员签字（含职务）" in page] == [3, 4]


def test_the_fourth_table_is_the_meeting_itself(village: PrintedSheet, words: Words) -> None:
    fourth = pages(four_two.compose(village), words)[4]
    assert "2026年4月24日" in fourth and "梧桐里小区3幢东侧空地" in fourth and "应到7人实到6人" in fourth and "隔离桩6根。" in fourth


def test_what_nobody_noted_is_left_to_be_written(village: PrintedSheet, words: Words) -> None:
    found = pages(four_two.compose(replace(village, procedure=(), line=replace(village.line, state="planned"))), words)
    assert all("应到＿＿人实到＿＿人比例＿＿%" in page for page in found[1:5])
    assert "2026年4月24日" not in found[4] and "1．消防通道违停" in found[1]


def test_a_long_decision_goes_on_over_pages_and_none_is_empty(village: PrintedSheet, words: Words) -> None:
    long = tuple(replace(r, line=replace(r.line, text="修好老井围栏并立警示牌，" * 60)) for r in village.resolutions)
    paper = four_two.compose(replace(village, resolutions=long))
    found = pages(paper, words)
    assert len(found) > 7 and all(len(page) > 40 for page in found)
    listed = found[0][found[0].index("环节") :]
    for n, name in enumerate(STEPS):
        at = next(number for number, page in enumerate(found, 1) if f"表{'一二三四五六'[n]}{name}" in page)
        assert any(f"{name}{day}{at}" in listed for day in ("", "2026年4月24日")), name
