"""Undo and redo: compensating writes that leave alone what came after."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.store.copies import (
    CLERK,
    VILLAGE,
    attendance,
    book_at,
    content,
    fault,
    fill,
    look,
    meeting,
    person,
    put,
    resolution,
    send,
)
from yishi.domain.records import Actor, AgendaItem, LoopEvent, Meeting, Motion, Objection, Person, Posting, Vote
from yishi.errors import Refusal
from yishi.store import in_the_way as way
from yishi.store.book import Book
from yishi.store.history import HistoryLine, history_of
from yishi.store.in_the_way import Later
from yishi.store.undo import Undone, last_redoable, last_undoable, redo_last, undo_last
from yishi.store.writing import add_many, erase, redact
from yishi.store.writing import put as put_record


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with book_at(tmp_path, "村") as book:
        with book.write(CLERK, "init") as session:
            fill(session)
        yield book
        assert fault(book) is None


def undo(book: Book, actor: str = CLERK) -> Undone:
    with book.write(actor, "undo") as session:
        return undo_last(session, actor)


def redo(book: Book) -> Undone:
    with book.write(CLERK, "redo") as session:
        return redo_last(session, CLERK)


def phone(book: Book) -> str | None:
    return look(book, Person, "p").phone


def lines(book: Book, record: str) -> list[HistoryLine]:
    with book.read() as session:
        return history_of(session, record)


def test_undo_takes_back_the_last_action_and_again_goes_further_back(book: Book) -> None:
    for number in ("2", "3", "4"):
        put(book, Person, "p", phone=number)
    for expected in ("3", "2", "1"):
        assert undo(book).done == [("person", "p", "phone")]
        assert phone(book) == expected
    with pytest.raises(Refusal, match="YS-J03") as refused:
        undo(book)
    assert refused.value.next_step


def test_redo_puts_back_step_by_step_what_undo_took_back(book: Book) -> None:
    put(book, Person, "p", phone="2")
    put(book, Person, "p", phone="3")
    undo(book)
    undo(book)
    assert (redo(book).verb, phone(book)) == ("edit", "2")
    assert (redo(book).verb, phone(book)) == ("edit", "3")
    with pytest.raises(Refusal, match="YS-J03"):
        redo(book)
    undo(book)
    assert phone(book) == "2"


def test_redo_is_over_once_something_else_was_written(book: Book) -> None:
    put(book, Person, "p", phone="2")
    undo(book)
    put(book, Person, "p", unit="3幢")
    with pytest.raises(Refusal, match="YS-J03"):
        redo(book)


def test_undo_leaves_what_somebody_changed_since_and_says_so(book: Book) -> None:
    put(book, Person, "p", phone="2", unit="3幢")
    with book.write("周德厚", "edit") as session:
        session.get_one(Person, "p").unit = "4幢"
    undone = undo(book)
    assert (undone.done, undone.left) == ([("person", "p", "phone")], [("person", "p", "unit")])
    assert (phone(book), look(book, Person, "p").unit) == ("1", "4幢")


def test_undo_is_of_ones_own_actions_only(book: Book) -> None:
    put(book, Person, "p", phone="2")
    with book.write("周德厚", "edit") as session:
        session.get_one(Person, "p").phone = "3"
    with book.read() as session:
        assert last_undoable(session, "王建国") is None
    assert undo(book, "周德厚").verb == "edit"
    assert phone(book) == "2"


def test_undoing_a_birth_deletes_the_record_and_redo_revives_it(book: Book) -> None:
    with book.write("周德厚", "add") as session:
        session.add(person(id="q", name="赵六"))
    undo(book, "周德厚")
    assert look(book, Person, "q").deleted
    with book.read() as session:
        assert session.query(Actor).filter_by(name="周德厚").one().deleted is False
        assert last_redoable(session, "周德厚") is not None
    with book.write("周德厚", "redo") as session:
        redo_last(session, "周德厚")
    assert not look(book, Person, "q").deleted


def test_the_beginning_of_the_book_cannot_be_undone(book: Book) -> None:
    with book.read() as session:
        assert last_undoable(session, CLERK) is None


def test_what_another_copy_brought_is_not_undone_here(tmp_path: Path, book: Book) -> None:
    with book_at(tmp_path, "b") as other:
        send(book, other)
        put(other, Person, "p", phone="2")
        send(other, book)
        with book.read() as session:
            assert last_undoable(session, CLERK) is None
        assert undo(other).verb == "edit"


def test_undo_does_not_bring_back_what_was_erased(book: Book) -> None:
    put(book, Person, "p", name="赵六", unit="3幢")
    with book.write("周德厚", "erase") as session:
        erase(session, session.get_one(Person, "p"))
    undo(book)
    assert (look(book, Person, "p").name, look(book, Person, "p").unit) == (None, "周家湾组")


def test_undo_leaves_what_took_the_place_of_a_forgotten_name(book: Book) -> None:
    put(book, Person, "p", name="赵六", unit="3幢")
    with book.write("周德厚", "erase") as session:
        redact(session, session.get_one(Person, "p"), name="赵*")
    undo(book)
    assert (look(book, Person, "p").name, look(book, Person, "p").unit) == ("赵*", "周家湾组")
    with book.write("周德厚", "edit") as session:
        session.get_one(Person, "p").phone = "2"
    assert undo(book, "周德厚").done and look(book, Person, "p").name == "赵*"


def test_history_reads_who_changed_what_when_and_why(book: Book) -> None:
    put(book, Person, "p", reason="本人来电", phone="2")
    undo(book)
    born, edited, undone = lines(book, "p")
    assert (born.verb, born.actor_name, born.changes["name"]) == ("init", CLERK, (None, "王五"))
    assert (edited.changes, edited.reason, edited.erased) == ({"phone": ("1", "2")}, "本人来电", False)
    assert undone.verb.startswith("undo ") and undone.changes == {"phone": ("2", "1")}


def test_history_shows_that_something_was_erased(book: Book) -> None:
    put(book, Person, "p", reason="本人来电", phone="2")
    with book.write(CLERK, "erase") as session:
        erase(session, session.get_one(Person, "p"))
    assert [(line.erased, line.reason) for line in lines(book, "p")] == [(True, None), (True, None), (False, None)]
    assert "王五" not in repr(lines(book, "p"))


def test_history_marks_a_clock_that_cannot_have_been_right(book: Book) -> None:
    book.now = lambda: 915_148_800_000  # 1999
    put(book, Person, "p", phone="2")
    assert [line.clock_doubtful for line in lines(book, "p")] == [False, True]


def test_what_undo_deleted_can_be_born_again_and_keeps_nothing_of_before(book: Book) -> None:
    def born(**values: object) -> None:
        with book.write(CLERK, "add") as session:
            put_record(session, Person, "q", {"community_id": VILLAGE, "name": "赵六", **values})

    born(phone="1", unit="3幢")
    undo(book)
    born(unit="4幢")
    again = look(book, Person, "q")
    assert (again.deleted, again.phone, again.unit) == (False, None, "4幢")
    undo(book)
    assert look(book, Person, "q").deleted and fault(book) is None
    assert not (redo(book).left or look(book, Person, "q").deleted)


def test_many_that_were_deleted_are_born_again_beside_new_ones(book: Book) -> None:
    rows = [{"id": key, "community_id": VILLAGE, "name": key, "phone": "1"} for key in ("q1", "q2")]
    with book.write(CLERK, "import") as session:
        add_many(session, Person, rows)
    before = content(book)
    undo(book)
    with book.write(CLERK, "import") as session:
        assert session.get_one(Person, "q1").deleted
        add_many(session, Person, [*rows, {"id": "q3", "community_id": VILLAGE, "name": "q3"}])
        assert not session.get_one(Person, "q1").deleted
    assert fault(book) is None and {look(book, Person, f"q{n}").deleted for n in (1, 2, 3)} == {False}
    undo(book)
    assert {look(book, Person, f"q{n}").deleted for n in (1, 2, 3)} == {True} and fault(book) is None
    with book.write(CLERK, "import") as session:
        add_many(session, Person, rows)
    assert content(book) == before


def test_a_living_record_is_not_born_twice_but_may_be_written_over(book: Book) -> None:
    for again in (lambda s: put_record(s, Person, "p", {"name": "赵六"}), lambda s: add_many(s, Person, [{"id": "p"}])):
        with pytest.raises(RuntimeError, match="lives"), book.write(CLERK, "add") as session:
            again(session)
    with book.write(CLERK, "add") as session:
        put_record(session, Person, "p", {"name": "赵六"}, over=True)
    assert (look(book, Person, "p").name, phone(book)) == ("赵六", "1")


def test_what_was_erased_is_not_born_again(book: Book) -> None:
    with book.write(CLERK, "erase") as session:
        gone = session.get_one(Person, "p")
        erase(session, gone)
        gone.deleted = True
    for again in (lambda s: put_record(s, Person, "p", {"name": "赵六"}), lambda s: add_many(s, Person, [{"id": "p"}])):
        with pytest.raises(Refusal, match="YS-J02"), book.write(CLERK, "add") as session:
            again(session)


def test_undo_leaves_a_record_that_a_later_one_refers_to_and_takes_back_the_rest(book: Book) -> None:
    with book.write(CLERK, "add") as session:
        session.add_all([person(id="q", name="赵六"), meeting(id="n", number="TW-2026-04")])
        session.get_one(Person, "p").phone = "2"
        session.add(AgendaItem(id="b", meeting_id="n", position=1, title="水井"))
    with book.write("周德厚", "sign_in") as session:
        session.add(attendance("n", "q"))
    undone = undo(book)
    assert set(undone.left) == {("person", "q", "deleted"), ("meeting", "n", "deleted")}
    assert (look(book, Person, "q").deleted, look(book, Meeting, "n").deleted) == (False, False)
    assert (look(book, AgendaItem, "b").deleted, phone(book)) == (True, "1")


def test_what_a_needed_record_refers_to_is_left_too(book: Book) -> None:
    with book.write(CLERK, "add") as session:
        session.add(meeting(id="n", number="TW-2026-04"))
        session.add(AgendaItem(id="b", meeting_id="n", position=1, title="水井"))
    with book.write("周德厚", "resolve") as session:
        session.add(resolution(id="s", meeting_id="m", agenda_item_id="b"))
    assert len(undo(book).left) == 2 and not look(book, Meeting, "n").deleted
    undo(book, "周德厚")


def test_a_vote_by_which_somebody_adopted_is_not_undone(book: Book) -> None:
    numbers = {"eligible": 9, "present": 9, "votes_for": 9, "votes_against": 0, "abstain": 0}
    with book.write(CLERK, "vote") as session:
        told = {"text": "装灯", "rule": "FOR_GT_AGAINST", "method": "举手"}
        session.add(Motion(id="v", meeting_id="m", agenda_item_id="a", position=1, **told))
        session.add(Vote(id=Vote.id_for("v"), motion_id="v", **numbers))
    with book.write("周德厚", "resolve") as session:
        session.add(resolution(id="s", motion_id="v"))
    assert len(undo(book).left) == 2 and not look(book, Vote, Vote.id_for("v")).deleted
    undo(book, "周德厚")


def step(id_: str, position: int, day: int = 1, event: str = "progress") -> LoopEvent:
    return LoopEvent(id=id_, resolution_id="r", position=position, happened_on=date(2026, 6, day), event=event)


def test_a_step_after_which_another_stays_is_not_torn_out(book: Book) -> None:
    with book.write(CLERK, "publish_decision") as session:
        session.add_all([step("e1", 1, event="publish_decision"), step("e2", 2)])
        shown = {"starts_on": date(2026, 6, 1), "natural_days": 7, "ends_on": date(2026, 6, 8)}
        session.add(Posting(id="o", meeting_id="m", kind="decision", **shown))
        session.get_one(Person, "p").phone = "2"
    with book.write("周德厚", "progress") as session:
        session.add(step("e3", 1, day=2))
    undone = undo(book)
    left = {("loop_event", "e1", "deleted"), ("loop_event", "e2", "deleted"), ("posting", "o", "deleted")}
    assert (set(undone.left), undone.done) == (left, [("person", "p", "phone")])
    assert not look(book, LoopEvent, "e1").deleted
    redo(book)
    assert undo(book, "周德厚").done == [("loop_event", "e3", "deleted")]
    assert len(undo(book).done) == 4 and look(book, LoopEvent, "e1").deleted and look(book, Posting, "o").deleted


def test_an_objection_that_was_answered_since_is_left_and_so_is_its_posting(book: Book) -> None:
    with book.write(CLERK, "object") as session:
        shown = {"starts_on": date(2026, 6, 1), "natural_days": 7, "ends_on": date(2026, 6, 8)}
        session.add(Posting(id="o", meeting_id="m", kind="decision", **shown))
        session.add(Objection(id="x", posting_id="o", position=1, raised_on=date(2026, 6, 2), text="不同意"))
    with book.write("周德厚", "answer_objection") as session:
        objection = session.get_one(Objection, "x")
        objection.reply, objection.replied_on = "已说明", date(2026, 6, 3)
    undone = undo(book)
    assert not undone.done and set(undone.left) == {("posting", "o", "deleted"), ("objection", "x", "deleted")}
    undo(book, "周德厚")
    assert len(undo(book).done) == 2 and look(book, Objection, "x").deleted


def in_the_way(book: Book, actor: str = CLERK) -> Later | None:
    with book.write(actor, "undo") as session:
        return way.in_the_way(session, undo_last(session, actor))


def test_what_stands_in_the_way_is_the_latest_change_of_the_same_place(book: Book) -> None:
    put(book, Person, "p", unit="3幢")
    for unit, verb in (("4幢", "person"), ("5幢", "sign_in")):
        with book.write("周德厚", verb) as session:
            session.get_one(Person, "p").unit = unit
    assert in_the_way(book) == Later("sign_in", "周德厚", "person")
    undo(book, "周德厚")
    undo(book, "周德厚")
    assert undo(book).done == [("person", "p", "unit")]


def test_what_stands_in_the_way_of_a_birth_is_what_refers_to_it(book: Book) -> None:
    with book.write(CLERK, "add") as session:
        session.add_all([person(id="q", name="赵六"), meeting(id="n", number="TW-2026-04")])
    with book.write("周德厚", "sign_in") as session:
        session.add(attendance("n", "q"))
    assert in_the_way(book) == Later("sign_in", "周德厚", "attendance")


def test_what_stands_in_the_way_of_a_step_is_the_next_step(book: Book) -> None:
    with book.write(CLERK, "accept") as session:
        session.add(step("e1", 1))
    with book.write("周德厚", "progress") as session:
        session.add(step("e3", 1, day=2))
    assert in_the_way(book) == Later("progress", "周德厚", "loop_event")


def test_nothing_stands_in_the_way_of_what_was_taken_back(book: Book) -> None:
    put(book, Person, "p", phone="2")
    assert in_the_way(book) is None
