"""How often somebody came, and a body over a year."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from sqlalchemy import event

from tests.services.conftest import ACTOR
from yishi.services import attendance_record, bodies, meetings, people, room, tables
from yishi.services.attendance_record import Times
from yishi.store.book import Book

TODAY = date(2026, 11, 21)
MEMBERS = (("王建国", "男", 1958, "村民代表"), ("李秀英", "女", 1994, "非户籍居民代表"), ("陈明", "男", None, ""))
MARKS = (  # by meeting: its day, and who was marked how
    ("2026-01-10", {"王建国": "present", "李秀英": "proxy", "陈明": "absent"}),
    ("2026-03-10", {"王建国": "present", "李秀英": "present"}),
    ("2026-05-10", {"王建国": "absent", "李秀英": "expected", "陈明": "observer"}),
    ("2025-12-01", {"王建国": "present", "陈明": "present"}),
)


@pytest.fixture
def book(new_book) -> Book:
    made: Book = new_book()
    with made.write(ACTOR, "person") as session:
        for name, gender, born, role in MEMBERS:
            bodies.join(session, people.add(session, name, gender=gender, birth_year=born, role=role), "议事会", "委员", date(2025, 1, 1))
        people.add(session, "路过")
    for day, marks in MARKS:
        with made.write(ACTOR, "meeting") as session:
            held = room.open_meeting(session, "teahouse", "茶馆", "晒场", f"{day}T19:00", "", ACTOR)
            for name, mark in {**marks, "路过": "present"}.items():
                reason = "请假：住院" if name == "王建国" and mark == "absent" else ""
                room.sign_in(session, held, name, mark=mark, reason=reason, proxy="家属" if mark == "proxy" else "")
            room.close_meeting(session, held, f"{day}T20:00")
    return made


def record(book: Book, name: str, year: int = 0) -> attendance_record.PersonRecord:
    with book.read() as session:
        return attendance_record.of_person(session, people.find(session, name), year)


def body(book: Book, year: int = 2026) -> attendance_record.BodyRecord:
    with book.read() as session:
        return attendance_record.of_body(session, "议事会", year, TODAY)


@contextmanager
def counted(book: Book) -> Iterator[list[str]]:
    """Note the statements that are sent."""
    seen: list[str] = []
    with book.read() as session:
        engine = session.get_bind().engine

        def note(_connection, _cursor, statement, *_rest) -> None:
            seen.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        yield seen
        event.remove(engine, "before_cursor_execute", note)


def test_a_person_s_year_says_how_often_they_came_excused_themselves_and_missed(book: Book) -> None:
    told = record(book, "王建国")
    assert (told.year, told.years, told.times) == (2026, (2026, 2025), Times(3, 2, 0, 1))
    assert [(turn.on.month, turn.mark, turn.note) for turn in told.turns] == [(5, "leave", "住院"), (3, "present", ""), (1, "present", "")]
    assert told.times.rate == "67%"
    assert record(book, "王建国", 2025).times == Times(1, 1, 0, 0)


def test_a_proxy_counts_as_come_and_is_told_and_who_is_still_only_expected_missed_it(book: Book) -> None:
    told = record(book, "李秀英")
    assert told.times == Times(3, 2, 1, 0)
    assert [turn.mark for turn in told.turns] == ["absent", "present", "proxy"] and told.turns[-1].note == "家属代"


def test_an_observer_was_not_expected(book: Book) -> None:
    assert record(book, "陈明").times == Times(1, 0, 0, 0)


def test_a_meeting_that_is_struck_or_only_prepared_does_not_count(book: Book) -> None:
    from yishi.domain.records import Meeting

    with book.write(ACTOR, "x") as session:
        last = next(m.id for m in meetings.lines(session) if m.start.startswith("2026-05"))
        session.get(Meeting, last).state = "planned"
    assert record(book, "王建国").times.due == 2


def test_a_body_s_year_is_a_table_of_its_meetings_with_a_rate(book: Book) -> None:
    told = body(book)
    assert [held.on.month for held in told.meetings] == [1, 3, 5]
    rows = {row.name: (list(row.marks.values()), row.times.rate) for row in told.members}
    assert rows == {"王建国": (["present", "present", "leave"], "67%"), "李秀英": (["proxy", "present", "absent"], "67%"),
                    "陈明": (["absent"], "0%")}  # fmt: skip
    assert told.times == Times(7, 4, 1, 1)


def test_the_days_on_which_somebody_did_not_belong_to_it_are_left_free(book: Book) -> None:
    with book.write(ACTOR, "person") as session:
        bodies.leave(session, people.find(session, "王建国"), "议事会", date(2026, 2, 1))
    marks = {row.name: row.marks for row in body(book).members}
    assert len(marks["王建国"]) == 1 and len(marks["李秀英"]) == 3


def test_a_meeting_with_few_of_them_is_not_the_body_s(book: Book) -> None:
    with book.write(ACTOR, "meeting") as session:
        held = room.open_meeting(session, "bench", "别的会", "晒场", "2026-06-01T19:00", "", ACTOR)
        room.sign_in(session, held, "王建国")
    assert len(body(book).meetings) == 3


def test_the_shares_say_of_how_many_it_is_known(book: Book) -> None:
    women, young, elsewhere = body(book).shares
    assert (women.value, women.fraction) == ("33.3%", "1/3")
    assert (young.fraction, young.note) == ("1/2", "3人里2人写明了")
    assert elsewhere.value == "" and elsewhere.definition, "one who is known by a post alone makes no share"
    assert elsewhere.note == "3人里1人写明了户籍，其中1人非本地户籍", "a post (村民代表) says nothing of where somebody is registered"


def test_who_is_registered_elsewhere_is_counted_among_those_of_whom_it_is_written_down(book: Book) -> None:
    with book.write(ACTOR, "person") as session:
        people.change(session, people.find(session, "王建国"), local=True)
    assert body(book).shares[2].fraction == "1/2"
    with book.write(ACTOR, "person") as session:
        people.change(session, people.find(session, "李秀英"), local=True)
        people.change(session, people.find(session, "陈明"), local=False)
    assert body(book).shares[2].note == "3人里3人写明了户籍，其中1人非本地户籍", "what the roster says goes before a role"


def test_the_rates_of_everybody_are_one_statement_and_so_is_a_person_whoever_else_there_is(book: Book) -> None:
    with book.read() as session:
        assert {times.rate for times in attendance_record.rates(session, 2026).values()} == {"67%", "0%", "100%"}
        ids = people.find(session, "王建国")
    with counted(book) as seen, book.read() as session:
        seen.clear()
        attendance_record.rates(session, 2026)
        assert len([s for s in seen if s.startswith("SELECT")]) == 1
        seen.clear()
        attendance_record.of_person(session, ids)
        assert len([s for s in seen if s.startswith("SELECT")]) == 1
        seen.clear()
        attendance_record.of_body(session, "议事会", 2026, TODAY)
        assert len([s for s in seen if s.startswith("SELECT")]) <= 3


def test_the_workbook_has_every_meeting_and_every_member(book: Book) -> None:
    table = tables.attendance(body(book))
    assert len(table.headers) == 3 + 3 + 4 and len(table.rows) == 3
    assert ("王建国", "", "委员", "到", "到", "请假", 3, 2, 1, "67%") in table.rows
    assert tables.shares(body(book).shares).rows[0][0] == "女性占比"
