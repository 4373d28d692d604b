"""The page on which those present sign for what was settled."""

from collections.abc import Callable
from dataclasses import replace

from yishi.documents import signatures
from yishi.documents.catalogue import documents, offered
from yishi.documents.layout import Paper
from yishi.services.answers import MeetingSheet

Words = Callable[[Paper], str]


def test_everybody_who_came_signs_for_each_resolution(meeting: MeetingSheet, words: Words) -> None:
    text = words(signatures.compose(meeting))
    assert "翠议〔2026〕4-1消防通道划线并设可倒伏隔离桩6根。" in text and "不同意见" in text
    assert all(a.name in text for a in meeting.marked("present", "observer")) and "许志远" not in text
    assert text.index("陈立群") < text.index("主持人签字：") < text.index("监督人签字：")


def test_a_draft_that_was_not_carried_is_signed_by_nobody(meeting: MeetingSheet, words: Words) -> None:
    lost = tuple(replace(r, line=replace(r.line, state="DRAFT")) for r in meeting.resolutions)
    text = words(signatures.compose(replace(meeting, resolutions=lost)))
    assert "隔离桩" not in text and "核对会议记录后签字" in text


def test_a_form_decides_which_papers_are_offered() -> None:
    assert [each.name for each in offered(())] == ["blank-pack", "record", "sign-in", "sign-in-allowance", "signatures", "poster"]
    asked = {each.name for each in offered(("notice", "minutes", "ballot", "photo"))}
    assert {"notice", "minutes", "ballot", "record"} <= asked and "tally" not in asked and "photo" not in asked


def test_every_paper_is_listed_by_a_name_of_its_own() -> None:
    assert {"notice", "blank-pack", "minutes", "record", "sign-in", "signatures", "ballot", "tally"} <= set(documents())
