"""Where somebody lives and is registered: kept with the person, gone with them, taken over when two are made one, asked about once."""

import pytest

from tests.services.conftest import ACTOR, TODAY
from yishi.domain.masking import mask_door
from yishi.domain.records import Person
from yishi.services import doubles, erasing, people


def test_erasing_somebody_takes_the_house_number_along(new_book):
    book = new_book()
    with book.write(ACTOR, "person") as session:
        gone = people.add(session, "王建国", unit="3幢", door="3-501", local=False)
    with book.write(ACTOR, "erase") as session:
        erasing.erase_person(session, gone, TODAY)
    with book.read() as session:
        person = session.get(Person, gone)
        assert (person.door, person.local) == (None, None)


def test_of_two_who_are_made_one_the_house_number_that_is_known_stays(new_book):
    book = new_book()
    with book.write(ACTOR, "person") as session:
        kept, other = people.add(session, "王建国"), people.add(session, "王建国", unit="3幢", door="3-501", local=False)
    with book.write(ACTOR, "merge") as session:
        doubles.merge(session, kept, other, TODAY)
    with book.read() as session:
        [line] = people.lines(session, "3-501")
        assert (line.id, line.door, line.local) == (kept, "3-501", False)


def test_two_of_one_name_behind_one_door_are_asked_about(new_book):
    book = new_book()
    with book.write(ACTOR, "person") as session:
        people.add(session, "王建国", unit="3幢", door="3-501")
        people.add(session, "王建国", unit="1组", door="3-501")
    with book.read() as session:
        assert ["门牌" in double.why for double in doubles.found(session)] == [True]


@pytest.mark.parametrize(("door", "shown"), [
    ("3-501", "3幢"), ("３－５０１", "3幢"), ("12幢2单元501室", "12幢"), ("12-2-501", "12幢"), ("A1-302", "A1幢"), ("501", "*"),
    ("501室", "*"), ("周家湾组12号", "周家湾组"), ("翠屏路8号3栋201", "翠屏路8号3栋")])  # fmt: skip
def test_of_a_house_number_the_building_alone_is_shown(door, shown):
    assert mask_door(door) == shown
