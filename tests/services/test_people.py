"""The roster: who is somebody new, and who is somebody known."""

from tests.services.conftest import ACTOR, content
from yishi.services import people


def test_somebody_of_the_same_name_can_move_in_where_a_namesake_moved_away(new_book):
    book = new_book()
    with book.write(ACTOR, "person") as session:
        first = people.add(session, "周杰", unit="3幢")
    with book.write(ACTOR, "person") as session:
        people.change(session, first, unit="5幢")
    with book.write(ACTOR, "person") as session:
        second = people.add(session, "周杰", unit="3幢")
    with book.read() as session:
        found = {(line.id, line.unit) for line in people.lines(session, "周杰")}
    assert found == {(first, "5幢"), (second, "3幢")}
    assert content(book).count('"周杰"') >= 2
