"""Whole ID numbers: sealed under a key that is not in the book, shown with a reason, gone when given up."""

import stat
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from tests.services.conftest import ACTOR, TODAY, content
from tests.services.test_erasing import in_files
from yishi.domain.records import IdKey, IdShowing, Person
from yishi.errors import Refusal
from yishi.services import collecting, doubles, erasing, id_key, id_numbers, living, meetings, people, records_out
from yishi.store import id_keys
from yishi.store.book import Book
from yishi.store.bookfile import copy_to
from yishi.store.undo import last_undoable, undo_last
from yishi.store.verify import verify

NewBook = Callable[..., Book]
ID, OTHER_ID = "11010519491231002X", "320124198001011236"
NOW = datetime(2026, 11, 21, 9, 30)
FIELDS = ("id_tail", "id_hash", "id_sealed")


@pytest.fixture
def book(new_book: NewBook) -> Book:
    return new_book()


def turn_on(book: Book) -> str:
    code = id_key.new_code()
    with book.write(ACTOR, id_key.ON) as session:
        id_key.turn_on(session, code, TODAY)
    return code


def add(book: Book, name: str, number: str = "", **fields: object) -> str:
    with book.write(ACTOR, "person") as session:
        person = people.add(session, name, **fields)
        if number:
            id_numbers.keep(session, person, number, TODAY)
    return person


def keep(book: Book, person: str, number: str) -> None:
    with book.write(ACTOR, "person") as session:
        id_numbers.keep(session, person, number, TODAY)


def show(book: Book, person: str, reason: str = "核对身份") -> str:
    with book.write(ACTOR, id_numbers.LOOK) as session:
        return id_numbers.show(session, person, reason, ACTOR, NOW)


def turn_off(book: Book, keep_tails: bool = False) -> int:
    with book.write(ACTOR, id_key.OFF) as session:
        count = id_key.turn_off(session, keep_tails)
    with book.read() as session:
        id_key.forget_given_up(session)
    return count


def kept(book: Book, person: str) -> tuple[str | None, str | None, str | None]:
    with book.read() as session:
        found = session.get_one(Person, person)
        return found.id_tail, found.id_hash, found.id_sealed


def key_files(book: Book) -> list[Path]:
    return [file for file in (book.home / id_keys.FOLDER).glob("*") if file.is_file()]


def elsewhere(book: Book, tmp_path: Path) -> Book:
    """Return a copy of the book, open on another device."""
    home = tmp_path / "other"
    home.mkdir()
    copy_to(Path(book.location), home / "copy.yishi")
    return Book.open(home / "copy.yishi", home=home, who=ACTOR)


# --- nothing, until somebody says so


def test_nothing_is_kept_until_it_is_turned_on(book: Book) -> None:
    person = add(book, "王建国")
    with pytest.raises(Refusal, match="YS-D09"):
        keep(book, person, ID)
    with book.read() as session:
        assert id_key.state(session) == id_key.State("none", False, 0, 0) and id_numbers.known(session, person).masked == ""
    assert key_files(book) == []


def test_where_the_last_four_are_kept_a_whole_number_leaves_no_more(book: Book) -> None:
    with book.write(ACTOR, "collect") as session:
        collecting.keep_id_tail(session, True)
    one, two = add(book, "王建国", ID), add(book, "李秀英", "12 3x")
    assert kept(book, one) == ("002X", None, None) and kept(book, two) == ("123X", None, None) and in_files(book, ID) == []
    with pytest.raises(Refusal, match="YS-D10"):
        show(book, one)


# --- sealed and shown


def test_a_number_comes_back_whole_for_a_reason_and_each_look_is_listed(book: Book) -> None:
    turn_on(book)
    person = add(book, "王建国", "１１０１０５ 19491231 002x")
    with book.read() as session:
        assert id_numbers.known(session, person) == id_numbers.Known("••••002X", True, True)
    with pytest.raises(Refusal, match="YS-D05"):
        show(book, person, "　")
    assert show(book, person, "上级核查") == ID
    with book.read() as session:
        assert id_numbers.looked_at(session, person) == (id_numbers.Showing("2026-11-21T09:30:00", ACTOR, "上级核查"),)


def test_a_number_that_fails_its_check_is_kept_and_said_to_be_faulty(book: Book) -> None:
    turn_on(book)
    with book.write(ACTOR, "person") as session:
        person = people.add(session, "王建国")
        assert id_numbers.keep(session, person, ID[:-1] + "1", TODAY).fault == "check"
        with pytest.raises(Refusal, match="YS-D08"):
            id_numbers.keep(session, person, ID[:-1], TODAY)
    with book.read() as session:
        assert id_numbers.known(session, person).fault == "check"


def test_neither_number_nor_key_nor_code_is_in_the_bytes_of_book_journal_and_dump(book: Book, tmp_path: Path) -> None:
    code = turn_on(book)
    person = add(book, "王建国", ID)
    show(book, person)
    (key_file,) = key_files(book)
    key = key_file.read_text().split()[1]
    assert in_files(book, ID, ID[:14], key, bytes.fromhex(key).hex().upper(), code, code.replace("-", "")) == []
    raw = Path(book.location).read_bytes()
    assert bytes.fromhex(key) not in raw and b"002X" in raw
    book.close()
    assert in_files(book, ID, ID[:14]) == []
    if sys.platform != "win32":
        assert stat.S_IMODE(key_file.stat().st_mode) == 0o600


def test_the_dump_names_no_hash_and_nothing_that_is_sealed(book: Book) -> None:
    turn_on(book)
    _tail, hash_, sealed = kept(book, add(book, "王建国", ID))
    assert hash_ and sealed and hash_ not in content(book) and sealed not in content(book) and "wrapped" not in content(book)


def test_what_is_sealed_opens_for_nobody_else(book: Book) -> None:
    turn_on(book)
    one, two = add(book, "王建国", ID), add(book, "李秀英", OTHER_ID)
    with book.write(ACTOR, "person") as session:
        session.get_one(Person, two).id_sealed = session.get_one(Person, one).id_sealed
    with pytest.raises(Refusal, match="YS-D04"):
        show(book, two)
    assert show(book, one) == ID


def test_a_damaged_value_is_told_and_typing_the_number_again_mends_it(book: Book) -> None:
    turn_on(book)
    person = add(book, "王建国", ID)
    for damaged in ("", "1", "1.x.y", "好", (kept(book, person)[2] or "")[:-6]):
        with book.write(ACTOR, "person") as session:
            session.get_one(Person, person).id_sealed = damaged
        with pytest.raises(Refusal, match=r"YS-D0[34]"):
            show(book, person)
        with book.read() as session:
            assert id_numbers.known(session, person) == id_numbers.Known("••••002X", True)
    keep(book, person, ID)
    assert show(book, person) == ID


# --- the sheet


def test_another_device_opens_nothing_before_the_code_is_typed(book: Book, tmp_path: Path) -> None:
    code = turn_on(book)
    person = add(book, "王建国", ID)
    with elsewhere(book, tmp_path) as other:
        with pytest.raises(Refusal, match="YS-D03"):
            show(other, person)
        with pytest.raises(Refusal, match="YS-D03"):
            keep(other, person, OTHER_ID)
        with other.read() as session:
            assert not id_key.state(session).opens and id_numbers.looked_at(session, person) == ()
            for wrong in (id_key.new_code(), code[:-1], code + "2", code[:-1] + "0", ("3" if code[0] == "2" else "2") + code[1:]):
                with pytest.raises(Refusal, match=r"YS-D0[12]"):
                    id_key.enter(session, wrong)
            assert not id_key.state(session).opens
            id_key.enter(session, code.lower().replace("-", " "))
            assert id_key.state(session).opens
        assert show(other, person) == ID


def test_a_slip_is_told_with_its_group(book: Book) -> None:
    code = id_key.new_code()
    groups = code.split("-")
    groups[2] = ("3" if groups[2][0] == "2" else "2") + groups[2][1:]
    with pytest.raises(Refusal, match="第3组有一个字不对"):
        id_key.check_code("-".join(groups))


def test_a_new_sheet_takes_the_place_of_one_that_cannot_be_found(book: Book, tmp_path: Path) -> None:
    old = turn_on(book)
    person, new = add(book, "王建国", ID), id_key.new_code()
    with book.write(ACTOR, id_key.NEW_CODE) as session:
        id_key.renew(session, new)
    with elsewhere(book, tmp_path) as other:
        with other.read() as session:
            with pytest.raises(Refusal, match="YS-D02"):
                id_key.enter(session, old)
            id_key.enter(session, new)
        assert show(other, person) == ID


def test_two_devices_that_turned_it_on_apart_keep_both_keys(book: Book, tmp_path: Path) -> None:
    from yishi.store import journal
    from yishi.store.merge import merge

    person = add(book, "王建国")
    with elsewhere(book, tmp_path) as other:
        turn_on(book)
        turn_on(other)
        keep(other, person, ID)
        with other.read() as theirs:
            came = list(journal.rows_where(theirs))
        with book.write(ACTOR, "bring_back") as session:
            merge(session, came)
        with book.read() as session:
            assert len(living.rows(session, IdKey)) == 2
        with pytest.raises(Refusal, match="YS-D03"):
            show(book, person)
        assert show(other, person) == ID


def test_it_cannot_be_turned_on_twice(book: Book) -> None:
    turn_on(book)
    with pytest.raises(Refusal, match="YS-D07"):
        turn_on(book)


# --- given up


@pytest.mark.parametrize("keep_tails", [False, True])
def test_giving_up_leaves_no_byte_of_any_number_and_no_key(book: Book, keep_tails: bool) -> None:
    turn_on(book)
    one, gone = add(book, "王建国", ID, phone="19900000301"), add(book, "李秀英", OTHER_ID)
    was = [kept(book, one)]
    keep(book, one, OTHER_ID)
    with book.write(ACTOR, "person") as session:
        people.remove(session, gone)
    marks = [mark for line in (*was, kept(book, one), kept(book, gone)) for mark in line[0 if not keep_tails else 1 :] if mark]
    assert set(in_files(book, *marks)) == set(marks) and key_files(book)
    assert turn_off(book, keep_tails) == 2
    assert in_files(book, *marks) == [] and key_files(book) == []
    with book.read() as session:
        assert verify(session) is None and collecting.of_ids(session) == ("tail" if keep_tails else "none")
        assert id_key.state(session).whole == 0 and session.get_one(Person, one).phone == "19900000301"
        assert [p.name for p in people.removed(session)] == ["李秀英"]
    with book.write(ACTOR, "person") as session:
        people.restore(session, gone)
    assert kept(book, gone) == (("1236" if keep_tails else None), None, None)


def test_what_was_given_up_does_not_come_back_by_undo(book: Book) -> None:
    turn_on(book)
    person = add(book, "王建国", ID)
    keep(book, person, OTHER_ID)
    turn_off(book)
    with book.write(ACTOR, "undo") as session:
        undo_last(session, ACTOR)
    assert kept(book, person) == (None, None, None)
    with book.read() as session:
        assert verify(session) is None


def test_undo_passes_over_looks_and_keys_and_takes_a_number_back(book: Book) -> None:
    turn_on(book)
    person = add(book, "王建国", ID)
    keep(book, person, OTHER_ID)
    show(book, person)
    with book.write(ACTOR, "undo") as session:
        undo_last(session, ACTOR)
    assert show(book, person) == ID
    with book.read() as session:
        assert len(id_numbers.looked_at(session, person)) == 1
        last = last_undoable(session, ACTOR)
    assert last is not None and last.verb == "person"


def test_it_can_be_turned_on_again_under_another_key(book: Book) -> None:
    turn_on(book)
    turn_off(book)
    turn_on(book)
    assert show(book, add(book, "王建国", ID)) == ID


def test_one_persons_number_can_be_taken_out(book: Book) -> None:
    turn_on(book)
    person, other = add(book, "王建国", ID, phone="19900000301"), add(book, "李秀英", OTHER_ID)
    marks = [mark for mark in kept(book, person) if mark]
    with book.write(ACTOR, id_numbers.DROP) as session:
        id_numbers.drop(session, person)
    assert in_files(book, *marks) == [] and kept(book, person) == (None, None, None) and show(book, other) == OTHER_ID


# --- one person, two lines


def test_one_number_on_two_people_is_offered_as_a_double(book: Book) -> None:
    turn_on(book)
    add(book, "王建国", ID, unit="1组")
    add(book, "王健国", ID, unit="2组")
    add(book, "李秀英", OTHER_ID)
    with book.read() as session:
        (double,) = doubles.found(session)
    assert double.why == "身份证号相同" and "id_tail" not in double.differ


def test_who_is_left_after_a_merge_has_the_number_and_undo_gives_it_back(book: Book) -> None:
    turn_on(book)
    plain, numbered = add(book, "王建国", unit="1组"), add(book, "王建国", ID, unit="2组")
    with book.write(ACTOR, "merge_people") as session:
        doubles.merge(session, plain, numbered, TODAY)
    assert show(book, plain) == ID
    third = add(book, "王建国", unit="3组")
    with book.write(ACTOR, "merge_people") as session:
        doubles.merge(session, third, plain, TODAY)
    assert show(book, third) == ID
    with book.read() as session:
        assert len(id_numbers.looked_at(session, third)) == 1  # the two looks of one second, at one person, are one
    for _time in range(3):
        with book.write(ACTOR, "undo") as session:
            undo_last(session, ACTOR)
    assert show(book, numbered) == ID


def test_of_two_numbers_the_one_of_who_stays_stays(book: Book) -> None:
    turn_on(book)
    one, two = add(book, "王建国", ID, unit="1组"), add(book, "王建国", OTHER_ID, unit="2组")
    with book.read() as session:
        assert "id_tail" in doubles.differences(*people.lines(session))
    with book.write(ACTOR, "merge_people") as session:
        doubles.merge(session, one, two, TODAY)
    assert show(book, one) == ID


def test_erasing_somebody_takes_number_looks_and_those_merged_into_them(book: Book) -> None:
    turn_on(book)
    person, other = add(book, "王建国", phone="19900000301"), add(book, "王健国", ID, phone="19900000302")
    with book.write(ACTOR, "merge_people") as session:
        doubles.merge(session, person, other, TODAY)
    show(book, person, "给他办高龄津贴")
    marks = [mark for mark in (*kept(book, other), "19900000302", "给他办高龄津贴", "王健国") if mark]
    assert set(in_files(book, *marks)) == set(marks)
    with book.write(ACTOR, erasing.VERB) as session:
        erasing.erase_person(session, person, TODAY)
    assert in_files(book, *marks) == []
    with book.read() as session:
        assert verify(session) is None and all(not line.reason for line in living.rows(session, IdShowing))


def test_a_record_that_is_exported_has_nothing_of_a_number(new_book: NewBook) -> None:
    book = new_book("village", worked=True)
    turn_on(book)
    with book.write(ACTOR, "person") as session:
        line = people.lines(session)[0]
        id_numbers.keep(session, line.id, ID, TODAY)
    with book.read() as session:
        told = str(records_out.document(session, meetings.lines(session)[0].id))
    assert all(mark not in told for mark in (ID, "002X", *kept(book, line.id)) if mark)
