"""Two lines of the roster that are one person: found, kept apart, made one and taken apart again."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.services.conftest import ACTOR, TODAY, content
from yishi.domain.records import Attendance, Correction, HandOrder, Meeting, Person
from yishi.domain.records.record import kinds
from yishi.errors import Refusal
from yishi.services import bodies, communities, doubles, kinship, living, people, room, voting
from yishi.services.references import columns_to
from yishi.store.book import Book
from yishi.store.undo import redo_last, undo_last
from yishi.store.verify import verify
from yishi.store.writing import put

NewBook = Callable[..., Book]


def two(book: Book, **other: object) -> tuple[str, str]:
    with book.write(ACTOR, "person") as session:
        kept = people.add(session, "周桂兰", unit="3幢", phone="19900000031", gender="女")
        return kept, people.add(session, str(other.pop("name", "周桂兰")), **{"unit": "", "role": "党员", "tags": "热心", **other})


def both_signed_in(session: Session, *people_: str) -> str:
    meeting = room.open_meeting(session, "teahouse", "茶馆", "树下", "2026-06-08T19:00", "许晓芸", "许晓芸")
    for person in people_:
        room.sign_in(session, meeting, "周桂兰", person_id=person)
    return meeting


def merge(book: Book, kept: str, other: str) -> None:
    with book.write(ACTOR, "merge") as session:
        doubles.merge(session, kept, other, TODAY)


def asked(book: Book) -> list[tuple[str, str, str]]:
    with book.read() as session:
        return [(d.kept.name, d.other.name, d.why) for d in doubles.found(session)]


@pytest.mark.parametrize(("other", "why"), [
    ({}, "同名，有一位没写组别"),
    ({"unit": "3幢"}, "同名，同在3幢"),
    ({"name": "周贵兰", "unit": "5幢", "phone": "199 0000 0031"}, "同音，电话一样"),
])  # fmt: skip
def test_who_looks_alike_is_asked_about(new_book: NewBook, other: dict[str, object], why: str) -> None:
    book = new_book()
    two(book, **other)
    assert [reason for _kept, _other, reason in asked(book)] == [why]


@pytest.mark.parametrize("other", [{"unit": "5幢"}, {"name": "周桂英"}, {"name": "周贵兰", "phone": "19900000032"}])
def test_namesakes_of_two_buildings_and_other_names_are_not_asked_about(new_book: NewBook, other: dict[str, object]) -> None:
    book = new_book()
    two(book, **other)
    assert asked(book) == []


def test_one_household_is_asked_about_whatever_the_building(new_book: NewBook) -> None:
    book = new_book()
    kept, _other = two(book, unit="5幢", household="0312")
    with book.write(ACTOR, "person") as session:
        people.change(session, kept, household="0312")
    assert asked(book)[0][2] == "同名，同一户"


def test_who_was_said_to_be_two_people_is_not_asked_about_again(new_book: NewBook) -> None:
    book = new_book()
    kept, other = two(book)
    with book.write(ACTOR, "distinct") as session:
        doubles.keep_apart(session, other, kept)
    assert asked(book) == []
    with book.write(ACTOR, "undo") as session:
        undo_last(session, ACTOR)
    assert len(asked(book)) == 1


def test_what_the_second_said_fills_the_gaps_of_the_first(new_book: NewBook) -> None:
    book = new_book()
    kept, other = two(book, name="周贵兰", phone="19900000031", unit="5幢", note="腿脚不便")
    merge(book, kept, other)
    with book.read() as session:
        [line] = people.lines(session)
    assert (line.name, line.unit, line.phone, line.role, line.tags, line.note) == (
        "周桂兰", "3幢", "19900000031", "党员", "热心", "腿脚不便")  # fmt: skip
    assert line.alias == "周贵兰", "found by the other spelling from now on"
    with book.read() as session:
        gone = session.get_one(Person, other)
        assert gone.deleted and gone.merged_into_id == kept and people.removed(session) == ()


def test_a_merged_person_comes_to_meetings_bodies_and_relatives_of_the_first(new_book: NewBook) -> None:
    book = new_book()
    kept, other = two(book)
    with book.write(ACTOR, "fill") as session:
        meeting = room.open_meeting(session, "teahouse", "茶馆", "树下", "2026-06-08T19:00", "许晓芸", "许晓芸")
        room.sign_in(session, meeting, "周桂兰", person_id=other)
        bodies.join(session, other, "议事会", "委员", date(2026, 1, 1))
        son = people.add(session, "周强", unit="3幢")
        kinship.note(session, other, son, "母子")
    merge(book, kept, other)
    with book.read() as session:
        assert [a.person_id for a in living.rows(session, Attendance)] == [kept]
        assert living.rows(session, Attendance)[0].id == Attendance.id_for(meeting, kept)
        assert [(m.body, m.post) for m in bodies.of_person(session, kept)] == [("议事会", "委员")]
        assert [r.name for r in kinship.of_person(session, kept)] == ["周强"]
        assert verify(session) is None


def test_two_lines_on_one_sheet_become_one(new_book: NewBook) -> None:
    book = new_book()
    kept, other = two(book)
    with book.write(ACTOR, "fill") as session:
        meeting = room.open_meeting(session, "teahouse", "茶馆", "树下", "2026-06-08T19:00", "许晓芸", "许晓芸")
        room.sign_in(session, meeting, "周桂兰", mark="absent", reason="没接电话", person_id=kept)
        room.sign_in(session, meeting, "周桂兰", mark="present", arrived_at="19:20", person_id=other)
    merge(book, kept, other)
    with book.read() as session:
        [line] = [a for a in living.rows(session, Attendance) if a.name == "周桂兰"]
        assert (line.person_id, line.mark, line.arrived_at, line.reason) == (kept, "present", "19:20", None)
        assert living.rows(session, Correction) == []


def test_a_final_sheet_says_that_two_lines_became_one(new_book: NewBook) -> None:
    book = new_book()
    kept, other = two(book)
    with book.write(ACTOR, "fill") as session:
        meeting = both_signed_in(session, kept, other)
        session.flush()
        session.get_one(Meeting, meeting).state = "final"
    merge(book, kept, other)
    with book.read() as session:
        [note] = living.rows(session, Correction)
        assert (note.what, note.old_text, note.new_text, note.happened_on) == ("签到表", "周桂兰（3幢）、周桂兰", "周桂兰", TODAY)


def test_two_votes_in_one_motion_are_two_people_and_nothing_changes(new_book: NewBook) -> None:
    book = new_book()
    kept, other = two(book)
    with book.write(ACTOR, "fill") as session:
        meeting = both_signed_in(session, kept, other)
        room.add_agenda(session, meeting, "路灯")
        session.flush()
        voting.record(session, meeting, 1, "修路灯", "MAJORITY_PRESENT", "举手", 2, 0, 0)
    before = content(book)
    with pytest.raises(Refusal, match="YS-M66"):
        merge(book, kept, other)
    assert content(book) == before


def test_two_memberships_whose_days_overlap_become_one(new_book: NewBook) -> None:
    book = new_book()
    kept, other = two(book)
    with book.write(ACTOR, "fill") as session:
        bodies.join(session, kept, "议事会", "", date(2025, 1, 1))
        bodies.join(session, other, "议事会", "召集人", date(2024, 1, 1))
    merge(book, kept, other)
    with book.read() as session:
        assert [(m.post, m.starts_on, m.ends_on) for m in bodies.of_person(session, kept)] == [("召集人", date(2024, 1, 1), None)]


def test_an_order_made_by_hand_names_the_one_who_stays(new_book: NewBook) -> None:
    book = new_book()
    kept, other = two(book)
    with book.write(ACTOR, "order") as session:
        mine = communities.mine(session).id
        put(session, HandOrder, HandOrder.id_for(mine, "全部"),
            {"community_id": mine, "name": "全部", "people": f'["{other}", "x", "{kept}"]'})
    merge(book, kept, other)
    with book.read() as session:
        assert living.unlist(living.rows(session, HandOrder)[0].people) == (kept, "x")


def test_every_column_that_names_a_person_is_known(new_book: NewBook) -> None:
    found = {(kind.__tablename__, column) for kind, column in columns_to("person")}
    declared = {(name, c.key) for name, kind in kinds().items() for c in kind.__table__.columns
                if any(key.column.table.name == "person" for key in c.foreign_keys)}  # fmt: skip
    assert declared <= found and ("attendance", "person_id") in found and ("vote_seat", "person_id") in found


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_merge_that_is_undone_leaves_the_book_as_it_was(new_book: NewBook, data: st.DataObject) -> None:
    book = new_book()
    some = st.sampled_from(["", "党员", "热心、低保"])
    kept, other = two(book, name=data.draw(st.sampled_from(["周桂兰", "周贵兰"])), tags=data.draw(some), role=data.draw(some),
                      phone=data.draw(st.sampled_from(["", "19900000031"])))  # fmt: skip
    with book.write(ACTOR, "fill") as session:
        third = people.add(session, "周强")
        for number in range(data.draw(st.integers(0, 2))):
            meeting = room.open_meeting(session, "teahouse", "茶馆", "树下", f"2026-06-0{number + 1}T19:00", "许晓芸", "许晓芸")
            for person in data.draw(st.sets(st.sampled_from((kept, other)))):
                name, mark = session.get_one(Person, person).name or "", data.draw(st.sampled_from(sorted(room.MARKS)))
                room.sign_in(session, meeting, name, mark=mark, person_id=person)
        for person in data.draw(st.sets(st.sampled_from((kept, other)))):
            bodies.join(session, person, "议事会", "", data.draw(st.sampled_from([None, date(2025, 1, 1), date(2026, 1, 1)])))
        for person in data.draw(st.sets(st.sampled_from((kept, other)))):
            kinship.note(session, person, third, "母子")
        if data.draw(st.booleans()):
            kinship.note(session, kept, other)
        if data.draw(st.booleans()):
            doubles.keep_apart(session, kept, other)
    before = content(book)
    merge(book, kept, other)
    merged = content(book)
    with book.write(ACTOR, "undo") as session:
        assert not undo_last(session, ACTOR).left
    assert content(book) == before != merged
    with book.write(ACTOR, "redo") as session:
        redo_last(session, ACTOR)
    assert content(book) == merged
    with book.read() as session:
        assert verify(session) is None
