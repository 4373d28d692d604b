"""The merge rule, one sentence a test: what a person would read to learn it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.store.copies import (
    CLERK,
    DAY,
    START,
    attendance,
    book_at,
    conflicts,
    content,
    fault,
    fill,
    look,
    package,
    put,
    send,
    take_in,
)
from yishi.domain.records import Attendance, Person, Resolution
from yishi.errors import Exit, Refusal
from yishi.store.book import Book
from yishi.store.journal import digest, hash_at, heads_of
from yishi.store.replay import Conflict
from yishi.store.writing import erase, redact, settle

Two = tuple[Book, Book]


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    """Two copies that agree on one person, meeting and resolution; the second PC's clock is 400 days behind."""
    with book_at(tmp_path, "a") as a, book_at(tmp_path, "b", lambda: START - 400 * DAY) as b:
        with a.write(CLERK, "init") as session:
            fill(session)
        send(a, b)
        yield a, b


def agree(two: Two) -> list[Conflict]:
    """Let both take in what the other has; return the conflicts that both list."""
    a, b = two
    send(a, b)
    send(b, a)
    assert content(a) == content(b)
    assert conflicts(a) == conflicts(b)
    assert fault(a) is fault(b) is None
    return conflicts(a)


def test_a_later_edit_wins_although_its_clock_is_400_days_behind(two: Two) -> None:
    a, b = two
    put(a, Person, "p", phone="2")
    send(a, b)
    put(b, Person, "p", phone="3")
    assert agree(two) == []
    assert look(a, Person, "p").phone == "3"


def test_two_edits_that_did_not_know_of_each_other_are_listed(two: Two) -> None:
    a, b = two
    put(a, Person, "p", phone="2")
    put(b, Person, "p", phone="3")
    [listed] = agree(two)
    assert sorted(listed.values) == ["2", "3"]
    assert listed.values[0] == look(a, Person, "p").phone


def test_two_edits_to_the_same_value_are_no_conflict(two: Two) -> None:
    for book in two:
        put(book, Person, "p", phone="2")
    assert agree(two) == []


def test_different_fields_of_one_record_do_not_conflict(two: Two) -> None:
    a, b = two
    put(a, Person, "p", phone="2")
    put(b, Person, "p", unit="3幢")
    assert agree(two) == []
    assert (look(a, Person, "p").phone, look(a, Person, "p").unit) == ("2", "3幢")


def test_a_resolution_text_has_no_automatic_winner(two: Two) -> None:
    a, b = two
    put(a, Resolution, "r", text="修东路")
    put(b, Resolution, "r", text="修西路")
    [listed] = agree(two)
    assert look(a, Resolution, "r").text == listed.values[0] == "修路"
    assert set(listed.values) == {"修路", "修东路", "修西路"}


def test_a_decision_ends_a_conflict_even_for_the_value_that_shows(two: Two) -> None:
    a, b = two
    put(a, Person, "p", phone="2")
    put(b, Person, "p", phone="3")
    shown = agree(two)[0].values[0]
    with b.write(CLERK, "settle") as session:
        settle(session, session.get_one(Person, "p"), "phone", shown)
    assert agree(two) == []
    assert look(a, Person, "p").phone == shown


def test_an_edit_that_the_deletion_had_not_seen_revives_and_is_listed(two: Two) -> None:
    a, b = two
    put(a, Person, "p", deleted=True)
    put(b, Person, "p", phone="3")
    assert [listed.field for listed in agree(two)] == ["deleted"]
    assert not look(a, Person, "p").deleted


def test_a_deletion_that_had_seen_everything_stands(two: Two) -> None:
    a, b = two
    put(b, Person, "p", phone="3")
    send(b, a)
    put(a, Person, "p", deleted=True)
    assert agree(two) == []
    assert look(b, Person, "p").deleted


def test_erasure_beats_an_edit_it_had_not_seen(two: Two) -> None:
    a, b = two
    put(b, Person, "p", name="新名")
    with a.write(CLERK, "erase") as session:
        erase(session, session.get_one(Person, "p"))
    agree(two)
    assert look(b, Person, "p").name is None


def redacted(book: Book, **left: str) -> None:
    with book.write(CLERK, "erase") as session:
        redact(session, session.get_one(Person, "p"), **left)


def test_a_masked_name_takes_the_place_of_the_one_that_is_forgotten(two: Two) -> None:
    a, _b = two
    put(a, Person, "p", reason="王五来电", phone="2")
    redacted(a, name="王*")
    assert agree(two) == []
    for book in two:
        assert (look(book, Person, "p").name, look(book, Person, "p").phone) == ("王*", None)
        assert "王五".encode() not in Path(book.location).read_bytes()


def test_what_was_written_in_ignorance_of_a_redaction_is_gone_and_what_knew_of_it_counts(two: Two) -> None:
    a, b = two
    put(b, Person, "p", name="王五六")
    redacted(a, name="王*")
    assert agree(two) == []
    assert look(b, Person, "p").name == "王*"
    put(b, Person, "p", phone="3")
    assert agree(two) == []
    assert (look(a, Person, "p").name, look(a, Person, "p").phone) == ("王*", "3")


def test_two_redactions_that_did_not_know_of_each_other_leave_nothing(two: Two) -> None:
    for book, mark in zip(two, ("王*", "*五"), strict=True):
        redacted(book, name=mark)
    agree(two)
    assert look(two[0], Person, "p").name is None
    redacted(two[0], name="王*")
    assert agree(two) == []
    assert look(two[1], Person, "p").name == "王*"


def test_a_redaction_does_not_bring_back_what_another_copy_erased(two: Two) -> None:
    a, b = two
    with a.write(CLERK, "erase") as session:
        erase(session, session.get_one(Person, "p"))
    redacted(b, name="王*")
    agree(two)
    assert look(b, Person, "p").erased and look(b, Person, "p").name is None


def test_both_copies_note_the_same_attendance(two: Two) -> None:
    for book, mark in zip(two, ("present", "absent"), strict=True):
        with book.write(CLERK, "sign-in") as session:
            session.add(attendance("m", "p", mark=mark))
    [listed] = agree(two)
    assert (listed.kind, listed.record, listed.field) == ("attendance", Attendance.id_for("m", "p"), "mark")


def test_a_clock_in_2099_moves_nobody_else_out_of_reach(tmp_path: Path) -> None:
    wrong = [START]
    with book_at(tmp_path, "a") as a, book_at(tmp_path, "b", lambda: wrong[0]) as b:
        with a.write(CLERK, "init") as session:
            fill(session)
        send(a, b)
        put(b, Person, "p", phone="2")
        wrong[0] = 4_070_908_800_000
        assert b.clock_looks_wrong() and not a.clock_looks_wrong()
        put(b, Person, "p", phone="3")
        send(b, a)
        put(a, Person, "p", phone="4")
        assert agree((a, b)) == []
        assert look(b, Person, "p").phone == "4"
        with a.read() as session:
            assert max(head.hlc for head in heads_of(session).values()) >> 16 < START + 93 * DAY


def test_a_package_with_an_altered_name_is_refused_whole(two: Two) -> None:
    a, b = two
    put(a, Person, "p", name="赵六")
    before, rows = content(b), package(a)
    altered = [*rows[:-1], rows[-1]._replace(personal='{"name":["王五","孙七"]}')]
    with pytest.raises(Refusal, match="YS-J05"):
        take_in(b, altered)
    assert content(b) == before
    assert fault(b) is None


def test_a_package_may_come_before_the_one_it_follows(two: Two) -> None:
    a, b = two
    put(a, Person, "p", phone="2")
    put(a, Person, "p", phone="3")
    first, second = package(a, b)
    early = take_in(b, [second])
    assert (early.rows, early.waiting) == (0, 1)
    late = take_in(b, [first])
    assert (late.rows, late.waiting, late.updated) == (2, 0, {("person", "p")})
    assert look(b, Person, "p").phone == "3"


def test_the_same_package_again_changes_nothing(two: Two) -> None:
    a, b = two
    put(a, Resolution, "r", due=date(2026, 12, 31))
    rows, before = package(a), content(a)
    assert take_in(b, rows).rows == 1
    again = take_in(b, rows)
    assert (again.rows, again.added, again.updated, again.unchanged) == (0, frozenset(), frozenset(), 6)
    assert content(b) == before


def test_a_kind_of_a_newer_program_refuses_the_package(two: Two) -> None:
    a, b = two
    put(a, Person, "p", phone="2")
    [row] = package(a, b)
    with pytest.raises(Refusal, match="YS-J07"):
        take_in(b, [row._replace(kind="drone")])
    assert look(b, Person, "p").phone == "1"


@pytest.mark.parametrize(
    "changes",
    [
        '{"birth_year":[null,"很久以前"]}',
        '{"birth_year":[null,true]}',
        '{"birth_year":[null,99999999999999999999]}',
        '{"unit":[null,"\\u0000"]}',
        '{"unit":[null,{"a":1}]}',
        '{"unit":[null,null]}',
        '{"unit":"x"}',
        '{"id":["p","q"]}',
        '["unit"]',
        "no json",
        '{"community_id":[null,"nowhere"]}',
    ],
)
def test_a_well_signed_row_of_nonsense_is_refused_whole(changes: str, two: Two) -> None:
    a, b = two
    before = content(b)
    put(a, Person, "p", unit="3幢")
    [row] = package(a, b)
    with a.read() as session:
        previous = hash_at(session, a.device, row.seq - 1) or b""
    forged = row._replace(changes=changes)
    forged = forged._replace(hash=digest(previous, forged))
    with pytest.raises(Refusal, match="YS-J05") as refused:
        take_in(b, [forged])
    assert refused.value.exit_code == Exit.DAMAGED
    assert content(b) == before
    assert fault(b) is None


def test_a_clock_after_a_long_rest_is_believed_from_the_second_day_on(tmp_path: Path) -> None:
    now = [START]
    with book_at(tmp_path, "a", lambda: now[0]) as a:
        with a.write(CLERK, "init") as session:
            fill(session)

        def believed(days: float) -> bool:
            now[0] = START + int(days * DAY)
            put(a, Person, "p", phone=str(days))
            with a.read() as session:
                return max(head.hlc for head in heads_of(session).values()) >> 16 == now[0]

        assert not believed(200) and a.clock_looks_wrong()
        assert not believed(200.01)
        assert not believed(300), "too far from the day that was noted"
        assert believed(301) and not a.clock_looks_wrong()
        assert believed(302) and fault(a) is None
