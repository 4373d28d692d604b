"""What the wrap-up asks for is read as people type it, and answers the finding."""

from collections.abc import Callable
from datetime import date

import pytest

from yishi.domain.evaluation import needed
from yishi.errors import Refusal
from yishi.services import filling_in, finalising, holidays, meetings, room, settling, wrap_up
from yishi.services.answers import MeetingSheet
from yishi.store.book import Book

TODAY = date(2026, 5, 18)


class Meeting:
    """An open meeting with one item, and its lines as they are asked and answered."""

    def __init__(self, book: Book, form: str = "statutory_reps") -> None:
        self.book = book
        with book.write("许晓芸", "open_meeting") as session:
            self.id = room.open_meeting(session, form, "会议", "晒场", "2026-05-18T19:00")
            self.item = room.add_agenda(session, self.id, "老井围栏")
            room.sign_in(session, self.id, "周德厚")

    def fill(self, what: str, text: str, about: str = "") -> None:
        with self.book.write("许晓芸", "meeting") as session:
            filling_in.fill(session, self.id, what, about, text, TODAY)

    @property
    def sheet(self) -> MeetingSheet:
        with self.book.read() as session:
            return meetings.sheet(session, self.id)

    @property
    def matters(self) -> set[str]:
        return {each.matter for each in wrap_up.open_findings(self.sheet)}


@pytest.fixture
def meeting(new_book: Callable[..., Book]) -> Meeting:
    return Meeting(new_book("village"))


def test_the_day_of_the_notice_answers_the_notice(meeting: Meeting) -> None:
    assert "notice" in meeting.matters
    meeting.fill("notice", "5-8")
    assert meeting.sheet.notice_date == date(2026, 5, 8) and "notice" not in meeting.matters


def test_a_notice_after_the_meeting_is_refused(meeting: Meeting) -> None:
    with pytest.raises(Refusal, match="YS-W09"):
        meeting.fill("notice", "2026-05-20")
    assert meeting.sheet.notice_date is None


def test_who_should_be_there_and_how_many_households_came_are_numbers(meeting: Meeting) -> None:
    meeting.fill("members", "３０人")
    meeting.fill("households", "21")
    assert (meeting.sheet.members, meeting.sheet.households_present) == (30, 21)
    for what in ("members", "households"):
        with pytest.raises(Refusal, match="YS-W11"):
            meeting.fill(what, "不少")


def test_the_end_may_lie_after_midnight(meeting: Meeting) -> None:
    meeting.fill("end", "20:40")
    assert meeting.sheet.line.end == "2026-05-18T20:40"
    meeting.fill("end", "0:20")
    assert meeting.sheet.line.end == "2026-05-19T00:20"


def test_the_partys_study_has_a_day_and_a_paper(meeting: Meeting) -> None:
    assert "precheck 1" in meeting.matters
    meeting.fill("precheck", "5-10 支委会〔2026〕7号", meeting.item)
    item = meeting.sheet.agenda[0]
    assert (item.party_precheck_on, item.party_precheck_document) == (date(2026, 5, 10), "支委会〔2026〕7号")
    assert "precheck 1" not in meeting.matters


def test_a_step_keeps_its_day_when_its_numbers_come_and_its_numbers_when_its_day_comes(new_book: Callable[..., Book]) -> None:
    meeting = Meeting(new_book("village"), "four_two")
    meeting.fill("step", "5-10", "党员大会审议")
    meeting.fill("step_numbers", "30 25 20", "党员大会审议")
    meeting.fill("step", "5-11", "党员大会审议")
    assert meeting.sheet.steps == (("党员大会审议", "2026-05-11"),)
    assert '"present": 25' in meeting.sheet.booklet


def test_what_cannot_be_read_changes_nothing(meeting: Meeting) -> None:
    before = meeting.sheet
    for what, text in (("notice", "上回"), ("end", "二十五点"), ("precheck", "早就研究过了"), ("step", "不记得")):
        with pytest.raises(Refusal):
            meeting.fill(what, text, meeting.item)
    assert meeting.sheet == before


def test_a_final_meeting_is_not_filled_in(meeting: Meeting) -> None:
    with meeting.book.write("许晓芸", "close") as session:
        room.close_meeting(session, meeting.id)
        finalising.finalise(session, meeting.id)
    with pytest.raises(Refusal, match="YS-W02"):
        meeting.fill("members", "30")


def test_what_becomes_of_an_item_is_one_of_two(meeting: Meeting) -> None:
    with meeting.book.write("许晓芸", "settle") as session:
        settling.settle(session, meeting.item, "next_time", "先去看看")
    item = meeting.sheet.agenda[0]
    assert (item.outcome, item.conclusion) == ("next_time", "先去看看")
    with pytest.raises(Refusal, match="YS-W08"), meeting.book.write("许晓芸", "settle") as session:
        settling.settle(session, meeting.item, "forgotten")


def test_working_days_of_a_notice_go_by_the_days_that_the_place_has_entered(new_book: Callable[..., Book]) -> None:
    meeting = Meeting(new_book("urban"), "residents_council")
    meeting.fill("notice", "5-12")
    assert meeting.sheet.notice_workdays == 4
    with meeting.book.write("许晓芸", "holidays") as session:
        holidays.set_day(session, date(2026, 5, 14), False, "村里放假")
    assert meeting.sheet.notice_workdays == 3


def test_households_answer_the_hint_one_resolution_after_the_other(new_book: Callable[..., Book]) -> None:
    meeting = Meeting(new_book("urban"), "residents_council")
    with meeting.book.write("许晓芸", "resolve") as session:
        for text, households in (("修门禁", None), ("装路灯", 412), ("种树", None)):
            room.resolve(session, meeting.id, 1, text, "绿安物业", "孙伟", "诸葛平", workdays=5, beneficiaries=households)
    found = next(each for each in wrap_up.findings(meeting.sheet) if each.code == "beneficiaries")
    assert "修门禁" in found.words and "还有1条" in found.words and found.level == "yellow"
    with pytest.raises(Refusal, match="YS-W11"):
        meeting.fill(found.fix, "很多", found.where)
    meeting.fill(found.fix, "86户", found.where)
    found = next(each for each in wrap_up.findings(meeting.sheet) if each.code == "beneficiaries")
    assert "种树" in found.words and "还有" not in found.words
    meeting.fill(found.fix, "20", found.where)
    assert "beneficiaries" not in meeting.matters
    signs = [r.line.signs for r in meeting.sheet.resolutions]
    assert [needed(each.beneficiaries, each.thresholds) for each in signs] == [9, 42, 5]
    with pytest.raises(Refusal, match="YS-L55"), meeting.book.write("许晓芸", "resolve") as session:
        room.resolve(session, meeting.id, 1, "修路", "绿安物业", "孙伟", "诸葛平", workdays=5, beneficiaries=-3)
