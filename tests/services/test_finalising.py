"""A final record stays as it is; what was wrong in it is corrected in the open."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from yishi.domain.records import Person
from yishi.errors import Refusal
from yishi.services import filling_in, finalising, loop_events, meetings, people, resolutions, room, settling, voting
from yishi.store.book import Book

TODAY = date(2026, 11, 21)
NUMBER = "TW-2026-03"


@pytest.fixture
def book(new_book) -> Book:
    """A village's book with its worked meeting, closed."""
    return new_book("village", worked=True)


def meeting(session: Session) -> str:
    return meetings.find(session, NUMBER)


def sheet(book: Book):
    with book.read() as session:
        return meetings.sheet(session, meeting(session), TODAY)


def make_final(book: Book) -> None:
    with book.write("许晓芸", "finalise") as session:
        finalising.finalise(session, meeting(session))


def correct(book: Book, kind: str, id_: str, field: str, text: str, reason: str = "听录音核对") -> None:
    with book.write("许晓芸", "correct") as session:
        finalising.correct(session, meeting(session), kind, id_, field, text, reason, TODAY)


def test_a_closed_meeting_becomes_final_once(book: Book) -> None:
    make_final(book)
    assert sheet(book).line.state == "final"
    with pytest.raises(Refusal, match="YS-W02"):
        make_final(book)


def test_a_meeting_that_goes_on_cannot_be_made_final(book: Book) -> None:
    with book.write("许晓芸", "meeting") as session:
        room.reopen_meeting(session, meeting(session))
    with pytest.raises(Refusal, match="YS-W01"):
        make_final(book)


def test_every_verb_of_the_room_refuses_a_final_meeting(book: Book) -> None:
    make_final(book)
    found = sheet(book)
    speech, item = found.speeches[0].id, found.agenda[0].id
    verbs = (
        lambda s, m: room.reopen_meeting(s, m), lambda s, m: room.speak(s, m, 1, found.speeches[0].speaker, "再说一句"),
        lambda s, m: room.correct_speech(s, speech, "改了"), lambda s, m: room.strike_speech(s, speech),
        lambda s, m: room.sign_in(s, m, "新来的"), lambda s, m: room.add_agenda(s, m, "再加一条"),
        lambda s, m: room.reword_agenda(s, item, "换个说法"), lambda s, m: room.dissent(s, m, "我不同意", ""),
        lambda s, m: room.resolve(s, m, 1, "再做一件", "", "甲", "乙", workdays=5), lambda s, m: room.close_meeting(s, m),
        lambda s, m: voting.record(s, m, 1, "再表决一次", "FOR_GT_AGAINST", "举手", 1, 0, 0),
        lambda s, m: settling.settle(s, item, "settled"), lambda s, m: filling_in.fill(s, m, "end", "", "20:00", TODAY),
    )  # fmt: skip
    for verb in verbs:
        with pytest.raises(Refusal) as refused, book.write("许晓芸", "test") as session:
            verb(session, meeting(session))
        assert refused.value.next_step
    assert sheet(book) == found


def test_a_correction_changes_the_text_and_keeps_what_stood_there_and_why(book: Book) -> None:
    make_final(book)
    speech = sheet(book).speeches[2]
    correct(book, "speech", speech.id, "text", "一共十二户，不是十户。")
    found = sheet(book)
    (line,) = found.corrections
    assert found.speeches[2].text == "一共十二户，不是十户。"
    assert (line.what, line.old, line.new) == ("第3条发言", speech.text, "一共十二户，不是十户。")
    assert (line.reason, line.on) == ("听录音核对", TODAY)


@pytest.mark.parametrize(
    ("kind", "field", "new"),
    [("meeting", "title", "另一个名称"), ("meeting", "place", ""), ("meeting", "host", "周德厚（支书）"),
     ("agenda_item", "title", "老井围栏（改）"), ("agenda_item", "conclusion", "先围起来"), ("motion", "text", "先围后修"),
     ("attendance", "role", "村民代表"), ("attendance", "name", "周得厚")],
)  # fmt: skip
def test_what_may_be_corrected_is_corrected(book: Book, kind: str, field: str, new: str) -> None:
    make_final(book)
    found = sheet(book)
    ids = {"meeting": found.line.id, "agenda_item": found.agenda[0].id, "attendance": found.attendees[0].id,
           "motion": found.motions[0].id}  # fmt: skip
    correct(book, kind, ids[kind], field, new)
    (line,) = sheet(book).corrections
    assert line.new == new and line.old != new


def test_votes_and_resolutions_cannot_be_corrected(book: Book) -> None:
    make_final(book)
    found = sheet(book)
    for kind, id_, field in (("motion", found.motions[0].id, "rule"), ("vote", found.motions[0].id, "votes_for"),
                             ("resolution", found.resolutions[0].line.id, "text"), ("meeting", found.line.id, "state")):  # fmt: skip
        with pytest.raises(Refusal, match="YS-W04"):
            correct(book, kind, id_, field, "1")
    assert sheet(book) == found


def test_a_correction_needs_a_reason_and_a_change(book: Book) -> None:
    make_final(book)
    speech = sheet(book).speeches[0]
    with pytest.raises(Refusal, match="YS-W07"):
        correct(book, "speech", speech.id, "text", "别的话", "  ")
    with pytest.raises(Refusal, match="YS-W06"):
        correct(book, "speech", speech.id, "text", speech.text)
    with pytest.raises(Refusal, match="YS-M09"):
        correct(book, "speech", speech.id, "text", "  ")
    assert not sheet(book).corrections and sheet(book).speeches[0] == speech


def test_only_a_final_record_is_corrected(book: Book) -> None:
    with pytest.raises(Refusal, match="YS-W03"):
        correct(book, "meeting", sheet(book).line.id, "title", "另一个名称")


def test_a_correction_stays_within_its_meeting(book: Book) -> None:
    with book.write("许晓芸", "open_meeting") as session:
        other = room.open_meeting(session, "teahouse", "另一场", "晒场", "2026-11-01T19:00")
        item = room.add_agenda(session, other, "别的事")
    make_final(book)
    with pytest.raises(Refusal, match="YS-W05"):
        correct(book, "agenda_item", item, "title", "改了别人的")


def test_promises_go_on_after_the_record_is_final(book: Book) -> None:
    make_final(book)
    with book.read() as session:
        line = next(line for line in resolutions.lines(session, TODAY) if line.state not in ("ARCHIVED", "TERMINATED"))
        events = len(resolutions.sheet(session, line.id, TODAY).events)
        allowed = resolutions.sheet(session, line.id, TODAY).allowed
    assert allowed
    with book.write("许晓芸", "terminate") as session:
        loop_events.happen(session, line.id, "terminate", "许晓芸", TODAY, TODAY, "许晓芸", text="村民代表会议另有决定")
    with book.read() as session:
        assert len(resolutions.sheet(session, line.id, TODAY).events) == events + 1


def test_a_person_of_the_roster_keeps_the_name_when_the_sheet_is_corrected(book: Book) -> None:
    make_final(book)
    first = sheet(book).attendees[0]
    correct(book, "attendance", first.id, "name", first.name + "二")
    with book.read() as session:
        assert session.get(Person, first.person_id).name == first.name
        assert any(line.name == first.name for line in people.lines(session))


def test_a_host_who_is_corrected_joins_the_roster_with_the_post(book: Book) -> None:
    make_final(book)
    correct(book, "meeting", sheet(book).line.id, "host", "冯新来（副主任）")
    with book.read() as session:
        assert [line.role for line in people.lines(session) if line.name == "冯新来"] == ["副主任"]


def test_a_speech_cannot_be_given_to_somebody_who_was_not_there(book: Book) -> None:
    make_final(book)
    found = sheet(book)
    with pytest.raises(Refusal, match="YS-M15"):
        correct(book, "speech", found.speeches[0].id, "speaker", "冯新来")
    other = next(a.name for a in found.marked("present") if a.name != found.speeches[0].speaker)
    correct(book, "speech", found.speeches[0].id, "speaker", other)
    assert sheet(book).speeches[0].speaker == other


def test_a_correction_is_never_older_than_the_meeting(book: Book) -> None:
    make_final(book)
    with pytest.raises(Refusal, match="YS-W12"), book.write("许晓芸", "correct") as session:
        finalising.correct(session, meeting(session), "meeting", meeting(session), "place", "村部", "写错了", date(2026, 1, 1))
    assert not sheet(book).corrections
