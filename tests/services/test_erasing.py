"""Erasing somebody for good: what goes, what stays under a masked name, and that no byte is left."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.services.conftest import ACTOR, TODAY, content
from yishi.domain.records import Attendance, Person, Speech
from yishi.errors import Refusal
from yishi.services import erasing, living, people, record_format, records_in, records_out, room, search
from yishi.store.book import Book
from yishi.store.bookfile import copy_to
from yishi.store.undo import last_undoable, undo_last
from yishi.store.verify import verify

NewBook = Callable[..., Book]
NAME, PHONE = "尉迟抹除", "19900007788"


def filled(book: Book, **also: object) -> tuple[str, str]:
    """Put somebody at a meeting, with words said and words about them; return the ids of person and meeting."""
    with book.write(ACTOR, "fill", f"{NAME}本人来电") as session:
        person = people.add(session, NAME, unit="3幢", phone=PHONE, alias="老尉迟", note=f"{NAME}腿脚不便", tags="低保", **also)
        meeting = room.open_meeting(session, "teahouse", "茶馆", "树下", "2026-06-08T19:00", "许晓芸", "许晓芸")
        room.sign_in(session, meeting, NAME, person_id=person)
        room.add_agenda(session, meeting, "路灯")
        session.flush()
        room.speak(session, meeting, 1, NAME, "路灯坏了三天，打我电话199 0000 7788。")
        room.speak(session, meeting, 1, "许晓芸", f"{NAME}说得对，明天去看。")
    with book.write(ACTOR, "person", f"{NAME}换号") as session:
        people.change(session, person, phone="19900009911")
    with book.write(ACTOR, "person") as session:
        people.change(session, person, phone=PHONE)
    return person, meeting


def erase(book: Book, person: str, today: date = TODAY) -> None:
    with book.write(ACTOR, erasing.VERB) as session:
        erasing.erase_person(session, person, today)


def in_files(book: Book, *marks: str) -> list[str]:
    place = Path(book.location)
    files = [file for file in place.parent.rglob(f"{place.stem}*") if file.is_file()]
    return [mark for mark in marks for file in files if mark.encode() in file.read_bytes()]


def test_no_byte_of_name_and_number_is_left_in_the_file_nor_in_a_later_copy(new_book: NewBook, tmp_path: Path) -> None:
    book = new_book()
    person, _meeting = filled(book)
    marks = (NAME, PHONE, "199 0000 7788", "19900009911", "老尉迟", "腿脚不便")
    assert set(in_files(book, *marks)) == set(marks)
    erase(book, person)
    with book.read() as session:
        assert verify(session) is None
    assert in_files(book, *marks) == []
    copy_to(Path(book.location), tmp_path / "backup.yishi")
    assert not any(mark.encode() in (tmp_path / "backup.yishi").read_bytes() for mark in marks)


def test_sheets_and_speeches_keep_a_masked_name(new_book: NewBook) -> None:
    book = new_book()
    person, _meeting = filled(book)
    erase(book, person)
    with book.read() as session:
        names = [a.name for a in living.rows(session, Attendance)]
        said = [(s.speaker, s.text) for s in living.rows(session, Speech, by=Speech.position)]
    assert "尉迟*除" in names and NAME not in names
    assert said == [("尉迟*除", "路灯坏了三天，打我电话199****7788。"), ("许晓芸", "尉迟*除说得对，明天去看。")]


def test_the_roster_the_bin_and_the_search_do_not_find_them(new_book: NewBook) -> None:
    book = new_book()
    person, _meeting = filled(book)
    erase(book, person)
    with book.read() as session:
        assert people.lines(session, "ycmc") == people.removed(session) == ()
        assert search.find(session, NAME) == search.find(session, PHONE) == search.find(session, "老尉迟") == ()
        gone = session.get_one(Person, person)
        assert (gone.name, gone.tags, gone.erased) == (None, None, True)


def test_it_cannot_be_undone_and_the_action_before_it_still_can(new_book: NewBook) -> None:
    book = new_book()
    person, _meeting = filled(book)
    with book.write(ACTOR, "later") as session:
        people.add(session, "周强")
    erase(book, person)
    with book.read() as session:
        found = last_undoable(session, ACTOR)
        assert found is not None and found.verb == "later"
    with book.write(ACTOR, "undo") as session:
        undo_last(session, ACTOR)
    assert NAME not in content(book)


def test_undo_goes_on_to_what_was_done_before_the_actions_that_were_erased(new_book: NewBook) -> None:
    book = new_book()
    with book.write(ACTOR, "before") as session:
        other = people.add(session, "周强")
    with book.write(ACTOR, "person") as session:
        person = people.add(session, NAME)
    for note in ("怕狗", "怕猫"):
        with book.write(ACTOR, "person") as session:
            people.change(session, person, note=note)
    erase(book, person)
    taken = []
    while True:
        with book.read() as session:
            found = last_undoable(session, ACTOR)
        if found is None:
            break
        with book.write(ACTOR, "undo") as session:
            taken.append(undo_last(session, ACTOR))
        assert len(taken) < 5, "the same action again and again"
    assert taken[-1].verb == "before" and taken[-1].done
    with book.read() as session:
        assert verify(session) is None and other not in {p.id for p in people.lines(session)}


def test_the_record_of_the_meeting_still_goes_out_and_comes_in_elsewhere(new_book: NewBook) -> None:
    book, other = new_book(), new_book()
    person, meeting = filled(book)
    erase(book, person)
    with book.read() as session:
        record = records_out.document(session, meeting)
    record_format.check(record)
    with other.write(ACTOR, "import") as session:
        records_in.import_documents(session, [record], TODAY)
    assert "尉迟*除" in content(other) and NAME not in content(other)


def test_words_that_mean_a_namesake_are_left_alone(new_book: NewBook) -> None:
    book = new_book()
    person, _meeting = filled(book)
    with book.write(ACTOR, "person") as session:
        other = people.add(session, NAME, unit="9幢")
    with book.read() as session:
        assert erasing.look(session, person).namesakes == 1
    erase(book, person)
    with book.read() as session:
        assert session.get_one(Person, other).name == NAME
        assert [a.name for a in living.rows(session, Attendance) if a.person_id == person] == ["尉迟*除"]
        assert living.rows(session, Speech, by=Speech.position)[0].speaker == "尉迟*除"
        assert verify(session) is None


def test_a_longer_name_that_begins_alike_is_left_alone(new_book: NewBook) -> None:
    book = new_book()
    with book.write(ACTOR, "fill") as session:
        person = people.add(session, "张伟")
        people.add(session, "张伟民")
        meeting = room.open_meeting(session, "teahouse", "茶馆", "树下", "2026-06-08T19:00", "许晓芸", "许晓芸")
        room.sign_in(session, meeting, "张伟民")
        room.add_agenda(session, meeting, "路灯")
        session.flush()
        room.speak(session, meeting, 1, "张伟民", "张伟和张伟民都来了。")
    erase(book, person)
    with book.read() as session:
        assert [(s.speaker, s.text) for s in living.rows(session, Speech)] == [("张伟民", "张*和张伟民都来了。")]


def test_what_would_go_is_counted_before(new_book: NewBook) -> None:
    book = new_book()
    person, _meeting = filled(book)
    with book.read() as session:
        told = erasing.look(session, person)
    assert (told.name, told.masked, told.sheets, told.namesakes) == (NAME, "尉迟*除", 1, 0)
    assert told.others >= 2 and told.public == 0


def test_who_still_has_something_to_do_is_not_erased(new_book: NewBook) -> None:
    book = new_book()
    person, meeting = filled(book)
    with book.write(ACTOR, "resolve") as session:
        room.resolve(session, meeting, 1, "换路灯", "居委会", NAME, "许晓芸", due=date(2026, 12, 1))
    before = content(book)
    with pytest.raises(Refusal, match="YS-M67"):
        erase(book, person)
    assert content(book) == before


def test_nobody_is_erased_twice(new_book: NewBook) -> None:
    book = new_book()
    person, _meeting = filled(book)
    erase(book, person)
    with pytest.raises(Refusal, match="YS-R05"):
        erase(book, person)
