"""Who belongs to which body, from a day on and until a day."""

from datetime import date

import pytest

from tests.services.conftest import ACTOR
from yishi.errors import Refusal
from yishi.services import bodies, people
from yishi.store.book import Book


@pytest.fixture
def book(new_book):
    """A book with three people on the roster."""
    made = new_book("village")
    with made.write(ACTOR, "person") as session:
        for name in ("周德厚", "吴秀兰", "周桂英"):
            people.add(session, name, unit="周家湾组")
    return made


def person(book: Book, name: str) -> str:
    with book.read() as session:
        return people.find(session, name)


def join(book: Book, name: str, body: str, since: date | None, post: str = "") -> None:
    with book.write(ACTOR, "person") as session:
        bodies.join(session, people.find(session, name), body, post, since)


def named(book: Book, body: str, on: date) -> list[str]:
    with book.read() as session:
        return [line.name for line in bodies.members(session, body, on)]


def test_a_member_belongs_from_the_first_day_to_the_last(book):
    join(book, "周德厚", "村民议事会", date(2026, 3, 1), "召集人")
    with book.write(ACTOR, "person") as session:
        bodies.leave(session, people.find(session, "周德厚"), "村民议事会", date(2026, 6, 30))
    days = {date(2026, 2, 28): [], date(2026, 3, 1): ["周德厚"], date(2026, 6, 30): ["周德厚"], date(2026, 7, 1): []}
    assert {day: named(book, "村民议事会", day) for day in days} == days


def test_who_always_belonged_needs_no_first_day(book):
    join(book, "吴秀兰", "两委", None)
    assert named(book, "两委", date(1999, 1, 1)) == ["吴秀兰"]


def test_the_bodies_are_counted_for_the_day(book):
    join(book, "周德厚", "村民议事会", date(2026, 3, 1))
    join(book, "吴秀兰", "村民议事会", date(2026, 5, 1))
    with book.read() as session:
        counted = {day.month: bodies.bodies(session, day) for day in (date(2026, 4, 1), date(2026, 5, 1))}
    assert {month: [(line.body, line.people) for line in lines] for month, lines in counted.items()} == {
        4: [("村民议事会", 1)], 5: [("村民议事会", 2)]}  # fmt: skip


def test_nobody_is_twice_in_one_body_on_one_day(book):
    join(book, "周德厚", "村民议事会", date(2026, 3, 1))
    with pytest.raises(Refusal) as refused:
        join(book, "周德厚", "村民议事会", date(2026, 4, 1))
    assert refused.value.code == "YS-M43" and named(book, "村民议事会", date(2026, 5, 1)) == ["周德厚"]


def test_after_one_term_another_can_begin(book):
    join(book, "周德厚", "村民议事会", date(2023, 3, 1))
    with book.write(ACTOR, "person") as session:
        bodies.leave(session, people.find(session, "周德厚"), "村民议事会", date(2026, 2, 28))
    join(book, "周德厚", "村民议事会", date(2026, 3, 1), "召集人")
    with book.read() as session:
        lines = bodies.of_person(session, people.find(session, "周德厚"))
    assert [(line.post, line.starts_on, line.ends_on) for line in lines] == [
        ("召集人", date(2026, 3, 1), None), ("", date(2023, 3, 1), date(2026, 2, 28))]  # fmt: skip


@pytest.mark.parametrize(("body", "until", "code"), [("村民议事会", date(2026, 2, 1), "YS-M44"), ("两委", date(2026, 4, 1), "YS-M45")])
def test_what_never_began_cannot_end(book, body, until, code):
    join(book, "周德厚", "村民议事会", date(2026, 3, 1))
    with pytest.raises(Refusal) as refused, book.write(ACTOR, "person") as session:
        bodies.leave(session, people.find(session, "周德厚"), body, until)
    assert refused.value.code == code and refused.value.next_step
    assert named(book, "村民议事会", date(2026, 5, 1)) == ["周德厚"]


def test_who_was_taken_off_the_roster_belongs_to_nothing(book):
    join(book, "周德厚", "村民议事会", date(2026, 3, 1))
    with book.write(ACTOR, "delete") as session:
        people.remove(session, people.find(session, "周德厚"))
    assert named(book, "村民议事会", date(2026, 5, 1)) == []
    with book.read() as session:
        assert bodies.bodies(session, date(2026, 5, 1)) == ()


def test_a_membership_written_down_by_mistake_is_taken_out(book):
    join(book, "周德厚", "村民议事会", date(2026, 3, 1))
    with book.write(ACTOR, "person") as session:
        bodies.strike(session, bodies.of_person(session, people.find(session, "周德厚"))[0].id)
    assert named(book, "村民议事会", date(2026, 5, 1)) == []
    join(book, "周德厚", "村民议事会", date(2026, 3, 1))
    assert named(book, "村民议事会", date(2026, 5, 1)) == ["周德厚"]
