"""Erasing somebody for good: what goes, what stays under a masked name, and that no byte is left."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.services.conftest import ACTOR, TODAY, content
from yishi.domain.masking import mask_name
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


# ---- what people call somebody


def called(book: Book, alias: str, *said: str, name: str = "曹阿瞒", **also: object) -> str:
    """Put somebody of this alias on the roster and words at a meeting; return their id."""
    with book.write(ACTOR, "fill") as session:
        person = people.add(session, name, unit="3幢", alias=alias, **also)
        meeting = room.open_meeting(session, "teahouse", "茶馆", "树下", "2026-06-08T19:00", "许晓芸", "许晓芸")
        room.add_agenda(session, meeting, "路灯")
        session.flush()
        for words in said:
            room.speak(session, meeting, 1, "许晓芸", words)
    return person


def said(book: Book) -> list[str]:
    with book.read() as session:
        return [s.text or "" for s in living.rows(session, Speech, by=Speech.position)]


def test_what_people_called_somebody_is_masked_in_sentences_and_not_found_any_more(new_book: NewBook) -> None:
    book = new_book()
    person = called(book, "老瞒头、阿瞒哥", "我同意老瞒头的说法", "阿瞒哥也来了")
    with book.write(ACTOR, "person") as session:
        people.change(session, person, alias="瞒大爷")
    erase(book, person)
    assert said(book) == ["我同意曹*瞒的说法", "曹*瞒也来了"]  # also by what they were called before
    with book.read() as session:
        assert search.find(session, "老瞒头") == () and verify(session) is None
    assert in_files(book, "老瞒头", "阿瞒哥", "瞒大爷") == []


def test_an_alias_that_may_mean_something_else_stays_and_is_told(new_book: NewBook) -> None:
    book = new_book()
    person = called(book, "石头、瞒、主任、老赵", "石头搬走了，瞒不住主任", "老赵不来")
    with book.write(ACTOR, "person") as session:
        people.add(session, "赵四", alias="老赵")
    with book.read() as session:
        assert erasing.look(session, person).left == ("石头", "瞒", "主任", "老赵")
    erase(book, person)
    assert said(book) == ["石头搬走了，瞒不住主任", "老赵不来"]


def test_a_longer_alias_of_somebody_else_is_left_alone(new_book: NewBook) -> None:
    book = new_book()
    person = called(book, "老瞒", "老瞒和老瞒头都来了")
    with book.write(ACTOR, "person") as session:
        people.add(session, "赵四", alias="老瞒头")
    erase(book, person)
    assert said(book) == ["曹*瞒和老瞒头都来了"]


def test_the_name_as_the_id_card_has_it_goes_too_and_so_does_a_former_number(new_book: NewBook) -> None:
    book = new_book()
    person = called(book, "", "曹䍩瞒的电话19900007788", phone="19900007788")
    with book.write(ACTOR, "person") as session:
        people.change(session, person, id_name="曹䍩瞒", phone="19900009911")
    erase(book, person)
    assert said(book) == ["曹*瞒的电话199****7788"]


_SIGN = st.sampled_from("甄嬛靡阪鞠咎郗淳廖糜\U00020B9F龘㐂·")
_CALLED = st.text(_SIGN, min_size=2, max_size=5).filter(lambda text: text.strip("·") == text and "··" not in text)
_TALK = st.lists(st.sampled_from(["{name}", "{alias}", "{phone}", "，说", "路灯", "{alias}家", "请", "的"]), min_size=1, max_size=8)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_CALLED, _CALLED, st.integers(10_000_000, 99_999_999), st.lists(_TALK, min_size=1, max_size=4))
def test_whatever_was_said_no_byte_of_name_alias_number_or_note_is_left(
    new_book: NewBook, name: str, alias: str, number: int, talk: list[list[str]]
) -> None:
    book, phone, note = new_book(), f"199{number}", "腿脚不便要人扶"
    words = ["".join(parts).format(name=name, alias=alias, phone=phone) for parts in talk]
    person = called(book, alias, *words, name=name, phone=phone, note=note)
    with book.write(ACTOR, "person", f"{alias}来电") as session:
        people.change(session, person, note=f"{note}，叫他{alias}")
    masked = mask_name(name)
    erase(book, person)
    left = in_files(book, phone, note, *(word for word in (name, alias) if word not in masked))
    assert left == []
    with book.read() as session:
        assert verify(session) is None
    book.close()
