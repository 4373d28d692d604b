"""The booklet of 四议两公开: six steps in order, each with its day, its numbers and places to sign."""

from collections.abc import Callable
from dataclasses import fields

from yishi.documents import booklet
from yishi.documents.layout import Paper
from yishi.services.answers import MeetingSheet
from yishi.services.printed import PrintedSheet, StepOnPaper

Words = Callable[[Paper], str]
STEPS = ("党组织提议", "“两委”商议", "党员大会审议", "村民代表会议决议", "决议公开", "实施结果公开")


def with_steps(sheet: MeetingSheet, steps: tuple[StepOnPaper, ...]) -> PrintedSheet:
    return PrintedSheet(**{field.name: getattr(sheet, field.name) for field in fields(MeetingSheet)}, procedure=steps)


def test_the_six_steps_stand_in_order_with_what_was_noted(meeting: MeetingSheet, words: Words) -> None:
    steps = [StepOnPaper(name) for name in STEPS]
    steps[2] = StepOnPaper(STEPS[2], "2026-04-20", 30, 25, 20, "程序合规")
    text = words(booklet.compose(with_steps(meeting, tuple(steps))))
    places = [text.index(name) for name in STEPS]
    assert places == sorted(places)
    third = text[places[2] : places[3]]
    assert "2026年4月20日" in third and "应到30人实到25人同意20人" in third and "程序合规" in third
    assert text.count("监督人：") == 6


def test_what_nobody_noted_is_left_to_be_written(meeting: MeetingSheet, words: Words) -> None:
    text = words(booklet.compose(meeting))
    assert text.count("应到＿＿人实到＿＿人同意＿＿人") == 6 and "1.消防通道违停" in text
