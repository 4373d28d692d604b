"""What the room asks of a speaker, and what it takes up from the pool."""

from datetime import date

import pytest
from sqlalchemy import event

from tests.services.conftest import ACTOR
from yishi.domain.records import AgendaItem, Meeting, Topic
from yishi.errors import Refusal
from yishi.services import meetings, pool, room
from yishi.services.living import one, rows
from yishi.store.book import Book


@pytest.fixture
def book(new_book) -> Book:
    return new_book("urban")


@pytest.fixture
def meeting(book: Book) -> str:
    """A meeting that goes on, with one speech of 丁一; 王三 was absent."""
    with book.write(ACTOR, "open_meeting") as session:
        made = room.open_meeting(session, "bench", "东区会商", "长廊", "2026-05-18T19:00", "孟繁星（书记）")
        room.add_agenda(session, made, "快递柜")
        room.sign_in(session, made, "丁一")
        room.sign_in(session, made, "于二")
        room.sign_in(session, made, "王三", mark="absent")
        session.flush()
        room.speak(session, made, 1, "丁一", "放东门")
    return made


def correct(book: Book, meeting: str, speaker: str) -> str:
    with book.write(ACTOR, "correct") as session:
        room.correct_speech(session, meetings.sheet(session, meeting).speeches[0].id, speaker=speaker)
    with book.read() as session:
        return meetings.sheet(session, meeting).speeches[0].speaker


@pytest.mark.parametrize(("typed", "kept"), [("于二", "于二"), ("于二（居民）", "于二"), ("孟繁星", "孟繁星"), ("某居民", "某居民")])
def test_a_speech_is_given_to_somebody_who_was_there(typed, kept, book, meeting):
    assert correct(book, meeting, typed) == kept


@pytest.mark.parametrize("name", ["方四", "王三"])
def test_a_speech_is_not_given_to_somebody_who_was_not(name, book, meeting):
    with pytest.raises(Refusal, match="YS-M15"):
        correct(book, meeting, name)


def test_the_speaker_that_stands_there_stays_when_only_the_text_is_corrected(book, meeting):
    with book.write(ACTOR, "attendance") as session:
        here = next(a for a in meetings.sheet(session, meeting).attendees if a.name == "丁一")
        here_id = here.id
        speech = meetings.sheet(session, meeting).speeches[0].id
        from yishi.domain.records import Attendance

        one(session, Attendance, here_id).deleted = True
    with book.write(ACTOR, "correct") as session:
        room.correct_speech(session, speech, "放西门", "丁一")
    with book.read() as session:
        assert meetings.sheet(session, meeting).speeches[0].text == "放西门"


def test_a_topic_that_was_put_aside_is_taken_up_when_a_meeting_puts_it_on_its_agenda(book, meeting):
    with book.write(ACTOR, "topic") as session:
        topic = pool.capture(session, "夜间广场舞", source="hotline", external_no="12345-0098", on=date(2026, 5, 1))
        session.flush()
        pool.decline(session, topic, "属于物业分内事")
    with book.write(ACTOR, "agenda") as session:
        room.add_agenda(session, meeting, "夜间广场舞")
    with book.read() as session:
        (item,) = rows(session, AgendaItem, AgendaItem.topic_id == topic)
        assert item.external_no == "12345-0098"
        assert (one(session, Topic, topic).fate, one(session, Topic, topic).fate_reason) == ("", None)


def test_a_topic_that_was_merged_is_taken_up_as_the_one_it_became(book, meeting):
    with book.write(ACTOR, "topic") as session:
        kept, gone = pool.capture(session, "电动车进楼"), pool.capture(session, "楼道里充电")
        session.flush()
        pool.merge(session, gone, kept)
    with book.write(ACTOR, "agenda") as session:
        item = room.add_agenda(session, meeting, "楼道里充电")
    with book.read() as session:
        assert one(session, AgendaItem, item).topic_id == kept and one(session, AgendaItem, item).title == "楼道里充电"


def test_a_speech_takes_six_statements_and_what_is_not_flushed_counts(book, meeting):
    said = []
    event.listen(book.engine.pool, "checkout", lambda raw, *_: raw.set_trace_callback(said.append))
    with book.write(ACTOR, "speech") as session:
        room.speak(session, meeting, 1, "于二", "放西门")
    assert [line.split()[0] for line in said] == ["BEGIN", "SELECT", "INSERT", "INSERT", "UPDATE", "COMMIT"]
    with book.write(ACTOR, "speech") as session:
        one(session, Meeting, meeting).host = "郑九"
        room.speak(session, meeting, 1, "郑九", "都行")
    with book.read() as session:
        assert [speech.text for speech in meetings.sheet(session, meeting).speeches] == ["放东门", "放西门", "都行"]
