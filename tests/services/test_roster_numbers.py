"""A sheet with ID numbers where the place keeps them whole: known by the number, sealed as they come, told where they clash."""

from collections.abc import Callable

import pytest

from tests.services.conftest import ACTOR, TODAY
from tests.services.test_erasing import in_files
from tests.services.test_id_numbers import add, elsewhere, keep, kept, show, turn_on
from yishi.domain.records import Person
from yishi.services import doubles, living, people, roster_import
from yishi.store.book import Book
from yishi.store.undo import undo_last

NewBook = Callable[..., Book]
ID, OTHER_ID, BAD_ID = "11010519491231002X", "320124198001011236", "110105194912310021"
HEAD = ["姓名", "身份证号", "村民小组"]
SHEET = [HEAD, ["王建国", ID, "1组"], ["李秀英", OTHER_ID, "2组"], ["张伟", BAD_ID, "2组"], ["赵六", "", "3组"]]


@pytest.fixture
def book(new_book: NewBook) -> Book:
    made = new_book("village")
    turn_on(made)
    return made


def take(book: Book, sheet: list[list[str]]) -> roster_import.RosterPreview:
    with book.write(ACTOR, "import") as session:
        return roster_import.take_in(session, sheet, None, TODAY)


def counts(found: roster_import.RosterPreview) -> tuple[int, int, int]:
    return len(found.added), len(found.updated), len(found.unchanged)


def of(book: Book, name: str) -> str:
    with book.read() as session:
        return people.find(session, name)


def test_good_numbers_are_sealed_and_a_second_time_adds_and_changes_nobody(book: Book) -> None:
    assert counts(take(book, SHEET)) == (4, 0, 0)
    assert show(book, of(book, "王建国")) == ID and kept(book, of(book, "赵六")) == (None, None, None)
    assert kept(book, of(book, "张伟"))[1] is None and in_files(book, ID, OTHER_ID, BAD_ID) == []
    assert counts(take(book, SHEET)) == (0, 0, 4)


def test_a_number_finds_its_person_in_another_group_and_with_another_phone(book: Book) -> None:
    take(book, SHEET)
    moved = take(book, [[*HEAD, "电话"], ["王建国", ID.lower(), "5组", "19900000301"]])
    assert counts(moved) == (0, 1, 0) and moved.updated[0].values == {"unit": "5组", "phone": "19900000301"}
    assert ID not in repr(moved)
    with book.read() as session:
        assert len(living.rows(session, Person)) == 4
    assert show(book, of(book, "王建国")) == ID


def test_who_is_known_by_name_gets_the_number_and_undo_takes_it(book: Book) -> None:
    take(book, [["姓名", "村民小组"], ["王建国", "1组"]])
    found = take(book, SHEET[:2])
    assert counts(found) == (0, 1, 0) and found.updated[0].values["id_tail"] == "002X"
    assert show(book, of(book, "王建国")) == ID
    with book.write(ACTOR, "undo") as session:
        undo_last(session, ACTOR)
    assert kept(book, of(book, "王建国")) == (None, None, None)


def test_clashes_are_told_by_row_and_nothing_is_guessed(book: Book) -> None:
    add(book, "周德厚", ID, unit="9组")
    add(book, "李秀英", OTHER_ID, unit="2组")
    found = take(book, [HEAD, ["王建国", ID, "1组"], ["李秀英", "320124198001011244", "2组"], ["张伟", "320124198001011324", "1组"],
                        ["张威", "320124198001011324", "1组"]])  # fmt: skip
    told = {problem.row: problem.message for problem in found.problems}
    assert "周德厚" in told[2] and "另一个身份证号" in told[3] and "第4行" in told[5]
    assert [person.name for person in found.added] == ["张伟"] and not found.updated


def test_a_sheet_on_a_pc_without_the_key_brings_the_tails_and_says_so(book: Book, tmp_path) -> None:
    with elsewhere(book, tmp_path) as other:
        found = take(other, SHEET)
        assert counts(found) == (4, 0, 0) and any("没有打开身份证号的钥匙" in problem.message for problem in found.problems)
        assert kept(other, of(other, "王建国")) == ("002X", None, None) and in_files(other, ID) == []


def test_two_who_came_apart_with_one_number_are_offered_as_doubles(book: Book) -> None:
    take(book, SHEET)
    person = add(book, "王健国", unit="7组")
    keep(book, person, ID)
    with book.read() as session:
        assert [d.why for d in doubles.found(session)] == ["身份证号相同"]
        line = next(p for p in people.lines(session) if p.id == person)
    assert line.id_tail == "002X"
