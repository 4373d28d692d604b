"""Who asked to be deleted does not come back with a backup: not in a record, not in a byte of the file."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.services import test_id_numbers as numbers
from tests.services.conftest import ACTOR, TODAY
from tests.services.test_erasing import NAME, PHONE, erase, filled
from yishi.domain.records import Person, Resolution
from yishi.services import kept, kept_today, living, people, restoring, room, search, search_index
from yishi.store import restoring as store
from yishi.store.backups import make
from yishi.store.book import Book
from yishi.store.verify import verify

NewBook = Callable[..., Book]
MARKS = (NAME, PHONE, "199 0000 7788", "19900009911", "老尉迟", "腿脚不便")


def amend(session: Session, present: Session | None, erased: frozenset[str]) -> int:
    return restoring.take_away_again(session, present, erased, TODAY)


def put_back(file: Path, book: Path, home: Path) -> store.Restored:
    return store.restore(file, book, amend, restoring.VERB, who=ACTOR, home=home)


def in_bytes(file: Path) -> list[str]:
    bytes_ = file.read_bytes()
    return [mark for mark in MARKS if mark.encode() in bytes_]


def test_an_erased_person_is_in_no_byte_of_the_restored_book(new_book: NewBook, tmp_path: Path) -> None:
    book = new_book()
    person, _meeting = filled(book)
    file = Path(book.location)
    old = make(file, tmp_path / "备份", "manual", home=tmp_path).file
    assert set(in_bytes(old)) == set(MARKS)
    erase(book, person)
    later = make(file, tmp_path / "备份", "manual", home=tmp_path).file
    assert in_bytes(later) == []
    book.close()

    done = put_back(old, file, tmp_path)
    assert done.again == 1 and in_bytes(file) == []
    assert not [left for left in file.parent.iterdir() if left.name.startswith(file.name) and left.is_file() and in_bytes(left)]
    with Book.open(file, home=tmp_path) as again, again.read() as session:
        assert verify(session) is None
        assert session.get_one(Person, person).erased and people.lines(session, "尉迟") == ()
        assert search.find(session, NAME) == ()


def test_even_a_book_that_cannot_be_read_any_more_does_not_bring_them_back(new_book: NewBook, tmp_path: Path) -> None:
    book = new_book()
    person, _meeting = filled(book)
    file = Path(book.location)
    old = make(file, tmp_path / "备份", "manual", home=tmp_path).file
    erase(book, person)
    book.close()
    file.write_bytes(b"gone")
    assert put_back(old, file, tmp_path).was_damaged
    assert in_bytes(file) == []


def test_nor_under_another_file_name_on_this_pc(new_book: NewBook, tmp_path: Path) -> None:
    book = new_book()
    person, _meeting = filled(book)
    old = make(Path(book.location), tmp_path / "备份", "manual", home=tmp_path).file
    erase(book, person)
    put_back(old, tmp_path / "另一本.yishi", tmp_path)
    assert in_bytes(tmp_path / "另一本.yishi") == []


def test_who_had_something_to_do_in_the_backup_is_erased_all_the_same(new_book: NewBook, tmp_path: Path) -> None:
    book = new_book()
    person, meeting = filled(book)
    with book.write(ACTOR, "resolve") as session:
        number = room.resolve(session, meeting, 1, "换路灯", "居委会", NAME, "许晓芸", due=date(2026, 12, 1))
    for settle in (kept.settle, search_index.settle, lambda session: kept_today.settle(session, TODAY)):
        book.keep(settle)  # what is kept besides the records has the name too
    old = make(Path(book.location), tmp_path / "备份", "manual", home=tmp_path).file
    with book.write(ACTOR, "edit") as session:
        session.scalars(select(Resolution).where(Resolution.number == number)).one().owner = "周强"
    erase(book, person)
    book.close()
    put_back(old, Path(book.location), tmp_path)
    assert in_bytes(Path(book.location)) == []
    with Book.open(book.location, home=tmp_path) as again, again.read() as session:
        assert [r.owner for r in living.rows(session, Resolution)] == ["尉迟*除"]


def test_others_come_back_as_they_were(new_book: NewBook, tmp_path: Path) -> None:
    book = new_book()
    person, _meeting = filled(book)
    with book.write(ACTOR, "person") as session:
        other = people.add(session, "周强", phone="13900001234")
    old = make(Path(book.location), tmp_path / "备份", "manual", home=tmp_path).file
    erase(book, person)
    with book.write(ACTOR, "person") as session:
        people.change(session, other, phone="13900009999")
    book.close()
    put_back(old, Path(book.location), tmp_path)
    with Book.open(book.location, home=tmp_path) as again, again.read() as session:
        assert session.get_one(Person, other).phone == "13900001234"


def test_nothing_is_written_where_nobody_was_erased(new_book: NewBook, tmp_path: Path) -> None:
    book = new_book()
    filled(book)
    made = make(Path(book.location), tmp_path / "备份", "manual", home=tmp_path)
    book.close()
    assert put_back(made.file, Path(book.location), tmp_path).again == 0
    again = make(Path(book.location), tmp_path / "备份", "manual", home=tmp_path)
    assert not again.fresh and again.file == made.file


def test_an_erasure_that_was_restored_over_is_still_known_when_the_newer_one_is_put_back(new_book: NewBook, tmp_path: Path) -> None:
    book = new_book()
    person, _meeting = filled(book)
    file = Path(book.location)
    old = make(file, tmp_path / "备份", "manual", home=tmp_path).file
    erase(book, person)
    book.close()
    before = put_back(old, file, tmp_path).before
    assert before is not None
    put_back(before, file, tmp_path)
    assert in_bytes(file) == []
    with Book.open(file, home=tmp_path) as again, again.read() as session:
        assert session.get_one(Person, person).erased


# --- ID numbers


def kept_numbers(file: Path, home: Path, person: str) -> tuple[str | None, str | None, str | None]:
    with Book.open(file, home=home) as book:
        with book.read() as session:
            assert verify(session) is None
        return numbers.kept(book, person)


def test_numbers_whose_key_was_given_up_do_not_come_back(new_book: NewBook, tmp_path: Path) -> None:
    book = new_book()
    numbers.turn_on(book)
    person = numbers.add(book, "王建国", numbers.ID)
    sealed = numbers.kept(book, person)[2]
    old = make(Path(book.location), tmp_path / "备份", "manual", home=tmp_path).file
    numbers.turn_off(book)
    book.close()
    assert sealed is not None and put_back(old, Path(book.location), tmp_path).again == 1
    assert kept_numbers(Path(book.location), tmp_path, person) == (None, None, None)
    assert sealed.encode() not in Path(book.location).read_bytes()


def test_a_number_that_was_wiped_of_one_person_stays_away_and_the_others_come_back(new_book: NewBook, tmp_path: Path) -> None:
    book = new_book()
    numbers.turn_on(book)
    one, other = numbers.add(book, "王建国", numbers.ID), numbers.add(book, "李秀英", numbers.OTHER_ID)
    old = make(Path(book.location), tmp_path / "备份", "manual", home=tmp_path).file
    with book.write(ACTOR, numbers.id_numbers.DROP) as session:
        numbers.id_numbers.drop(session, one)
    there = numbers.kept(book, other)
    book.close()
    assert put_back(old, Path(book.location), tmp_path).again == 1
    assert kept_numbers(Path(book.location), tmp_path, one) == (None, None, None)
    assert kept_numbers(Path(book.location), tmp_path, other) == there


def test_numbers_that_came_after_the_present_book_come_back(new_book: NewBook, tmp_path: Path) -> None:
    book = new_book()
    person = numbers.add(book, "王建国")
    file = Path(book.location)
    before = make(file, tmp_path / "备份", "manual", home=tmp_path).file
    numbers.turn_on(book)
    numbers.keep(book, person, numbers.ID)
    there = numbers.kept(book, person)
    book.close()
    newer = put_back(before, file, tmp_path).before
    assert newer is not None and put_back(newer, file, tmp_path).again == 0
    assert kept_numbers(file, tmp_path, person) == there
