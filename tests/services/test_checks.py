"""What is typed is cleaned or refused at the door, whichever way it comes in."""

import pytest

from tests.gui.in_session import open_meeting
from tests.services.conftest import ACTOR
from yishi.domain.records import Person
from yishi.errors import Refusal
from yishi.services import checks, meetings, people, room
from yishi.services.living import one, rows
from yishi.store.book import Book


@pytest.fixture
def book(new_book) -> Book:
    return new_book("urban")


def stored(book: Book) -> list[tuple[str, str]]:
    with book.read() as session:
        return sorted((p.name, p.alias or "") for p in rows(session, Person))


def test_marks_that_nobody_sees_do_not_get_onto_the_roster(book):
    with book.write(ACTOR, "person") as session:
        id_ = people.add(session, "王\u202e建国", alias="老\u200b王、王\ufeff头")
        people.change(session, id_, name="\u2066王建国\u2069", unit="3\u200e幢")
    assert stored(book) == [("王建国", "老王、王头")]


def test_a_name_with_such_a_mark_is_the_same_person_at_a_meeting(book):
    with book.write(ACTOR, "open_meeting") as session:
        people.add(session, "陈立群")
        session.flush()
        meeting = open_meeting(session)
        room.sign_in(session, meeting, "陈\u200b立群\u200f")
    with book.read() as session:
        from yishi.domain.records import Meeting

        found = meetings.sheet(session, rows(session, Meeting)[0].id)
    assert [line.name for line in found.attendees].count("陈立群") == 1
    assert [name for name, _alias in stored(book)].count("陈立群") == 1


def test_a_name_of_nothing_but_marks_is_empty(book):
    with book.write(ACTOR, "person") as session, pytest.raises(Refusal) as refused:
        people.add(session, "\u200b\u202e\ufeff")
    assert refused.value.code == "YS-M04"


@pytest.mark.parametrize("phone", ["19900000031", "199 0000 0031", "+86 199-0000-0031", "0511-85551234", "(0511)85551234",
                                   "（0511）85551234转8001", "85551234 ext. 12", "110", "6131", "１９９００００００３１",
                                   "0511-85551234、19900000031", "85551234/85551235", ""])  # fmt: skip
def test_numbers_as_people_write_them_are_numbers(phone):
    assert checks.checked_phone(phone) == phone


@pytest.mark.parametrize("phone", ["=cmd|x", "=1+1", "无", "找周德厚", "19900000031 王家", "@sum(1234)", "12", "-", "<b>19900000031</b>"])
def test_what_is_no_number_is_refused_with_the_way_to_write_it_and_nothing_is_stored(phone, book):
    with pytest.raises(Refusal) as refused, book.write(ACTOR, "person") as session:
        people.add(session, "王建国", phone=phone)
    assert refused.value.code == "YS-M80" and "例如" in refused.value.next_step
    assert stored(book) == []


def test_an_odd_number_of_an_older_book_does_not_stand_in_the_way_of_other_changes(book):
    with book.write(ACTOR, "person") as session:
        id_ = people.add(session, "王建国")
        session.flush()
        one(session, Person, id_).phone = "找周德厚"
    with book.write(ACTOR, "person") as session:
        people.change(session, id_, phone="找周德厚", unit="3幢")
        with pytest.raises(Refusal):
            people.change(session, id_, phone="找周德")
    with book.read() as session:
        assert (people.lines(session)[0].phone, people.lines(session)[0].unit) == ("找周德厚", "3幢")


def test_a_long_text_that_is_nearly_a_number_is_refused_at_once():
    with pytest.raises(Refusal):
        checks.checked_phone("ext." * 50 + "!")  # ways to read it must not multiply
