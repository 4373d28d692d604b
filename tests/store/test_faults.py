"""Tampering is found and named, erasure leaves no byte, and a copied book or a cloned PC forks no chain."""

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.copies import CLERK, attendance, book_at, content, fault, fill, package, person, put, send, take_in
from yishi.domain.records import Person
from yishi.errors import Exit, Refusal
from yishi.store.book import Book
from yishi.store.journal import anchor, printed_head
from yishi.store.replay import Row
from yishi.store.verify import Fault, verify
from yishi.store.writing import erase

HASHED = [name for name in Row._fields if name not in ("device", "seq")]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book that two PCs wrote, with edits, reasons and a deletion."""
    folder = tmp_path_factory.mktemp("written")
    with book_at(folder, "a") as a, book_at(folder, "b") as b:
        with a.write(CLERK, "init") as session:
            fill(session)
            session.add_all([person(id=f"p{number}", name=f"名{number}") for number in range(8)])
        send(a, b)
        for book in (b, a):
            put(book, Person, "p1", reason="更正", phone=f"9{book.device}")
            put(book, Person, "p2", unit="3幢")
            with book.write("周德厚", "sign-in") as session:
                session.add(attendance("m", "p3" if book is a else "p4"))
            put(book, Person, "p5", deleted=book is b)
        send(b, a)
        assert fault(a) is None
    return folder / "a.yishi"


@pytest.fixture
def book(written: Path, tmp_path: Path) -> Path:
    return shutil.copy(written, tmp_path / "tampered.yishi")


def tampered(book: Path, *statements: str) -> Fault | None:
    """Change the file behind the program's back; return what verify says."""
    connection = sqlite3.connect(book)
    for statement in statements:
        assert connection.execute(statement).rowcount != 0
    connection.commit()
    connection.close()
    with Book.open(book, write=False) as opened, opened.read() as session:
        return verify(session)


def rows(book: Path) -> Iterator[tuple[str, int]]:
    connection = sqlite3.connect(book)
    yield from connection.execute("SELECT device, seq FROM journal").fetchall()
    connection.close()


@pytest.mark.parametrize("column", HASHED)
def test_a_row_altered_in_any_column_is_found_and_named(column: str, book: Path, tmp_path: Path) -> None:
    for number, (device, seq) in enumerate(rows(book)):
        if number % 3:
            continue
        copy = shutil.copy(book, tmp_path / f"{number}.yishi")
        there, other = f"device='{device}' AND seq={seq}", {"tx": 99, "hlc": 1, "at": 99}.get(column, "'x'")
        found = tampered(copy, f"UPDATE journal SET {column}={other} WHERE {there}")
        assert found is not None and found.where == (device, seq)


def test_a_personal_value_that_was_taken_out_without_an_erasure_is_found(book: Path) -> None:
    found = tampered(
        book, "UPDATE journal SET personal=NULL, reason=NULL, salt=NULL WHERE record='p1' AND reason IS NOT NULL"
    )
    assert found is not None and found.what == "personal value taken out"


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM journal WHERE seq=5",
        "UPDATE journal SET seq=seq+1 WHERE seq=(SELECT max(seq) FROM journal)",
        "UPDATE person SET phone='777' WHERE id='p2'",
        "UPDATE person SET photo_consent=2 WHERE id='p2'",
        "DELETE FROM attendance",
        "INSERT INTO person (id, community_id, name, gender, unit, namesake, role, party, deleted) "
        "SELECT 'z', community_id, name, gender, unit, namesake, role, party, deleted FROM person WHERE id='p'",
        "UPDATE journal_head SET seq=seq-1",
        "UPDATE journal_head SET seen='{}'",
        "DELETE FROM journal_head",
    ],
)
def test_rows_and_records_that_go_come_or_move_are_found(statement: str, book: Path) -> None:
    assert tampered(book, statement) is not None


def test_two_rows_that_changed_places_are_found(book: Path) -> None:
    device = next(rows(book))[0]
    moves = [(2, 9001), (3, 2), (9001, 3)]
    found = tampered(book, *(f"UPDATE journal SET seq={to} WHERE device='{device}' AND seq={seq}" for seq, to in moves))
    assert found is not None and found.where == (device, 2)


def test_a_cut_tail_is_found_by_a_printed_head_and_by_another_copy(tmp_path: Path) -> None:
    with book_at(tmp_path, "a") as a, book_at(tmp_path, "b") as b:
        with a.write(CLERK, "init") as session:
            fill(session)
        put(a, Person, "p", unit="3幢")
        send(a, b)
        with a.read() as session:
            printed = printed_head(session)
        file, device = Path(a.location), a.device
    seq = anchor(printed)[1]
    cut = [
        f"DELETE FROM journal WHERE device='{device}' AND seq={seq}",
        f"UPDATE journal_head SET seq={seq - 1}, hash=(SELECT hash FROM journal WHERE seq={seq - 1}), "
        f"hlc=(SELECT hlc FROM journal WHERE seq={seq - 1})",
        "UPDATE person SET unit='周家湾组' WHERE id='p'",
    ]
    assert tampered(file, *cut) is None
    with book_at(tmp_path, "a") as a:
        with a.read() as session:
            found = verify(session, [anchor(printed)])
        assert found is not None and found.where == (device, seq)
        with book_at(tmp_path, "b") as b:
            assert len(package(b, a)) == 1


def test_erasure_leaves_no_byte_in_any_copy(tmp_path: Path) -> None:
    mark = "欧阳抹除"
    with book_at(tmp_path, "a") as a, book_at(tmp_path, "b") as b:
        with a.write(CLERK, "init") as session:
            fill(session)
        for turn in range(30):
            with a.write(CLERK, "add", f"{mark}来电") as session:
                session.add_all(
                    [person(id=f"x{turn}", name=f"邻居{turn}"), *([person(id="o", name=mark)] if turn == 9 else [])]
                )
            if turn > 20:
                put(a, Person, "o", reason=f"改{mark}", name=f"{mark}{turn}", phone=f"{mark}{turn}")
        assert mark.encode() in Path(a.location).read_bytes()
        send(a, b)
        put(b, Person, "o", reason=mark, phone=f"{mark}b")  # the eraser has not seen this
        late = package(b)
        with a.write(CLERK, "erase") as session:
            for key in ("o", *(f"x{turn}" for turn in range(30))):  # the reasons of those days name the person too
                erase(session, session.get_one(Person, key))
        send(a, b)
        take_in(a, late)
        send(b, a)
        assert fault(a) is fault(b) is None
        assert content(a) == content(b)
        with pytest.raises(Refusal, match="YS-J02"):
            put(a, Person, "o", name=mark)
    for name in ("a", "b"):
        for file in tmp_path.glob(f"{name}.yishi*"):
            assert mark.encode() not in file.read_bytes()


def test_a_copied_and_a_restored_book_get_a_new_device_id(tmp_path: Path) -> None:
    with book_at(tmp_path, "a") as a:
        with a.write(CLERK, "init") as session:
            fill(session)
        first, home = a.device, tmp_path / "a"
    file, stick = tmp_path / "a.yishi", shutil.copy(tmp_path / "a.yishi", tmp_path / "stick.yishi")
    with Book.open(stick, home=home) as copied:
        assert copied.device != first
    with Book.open(file, home=home) as again:
        assert again.device == first
        put(again, Person, "p", unit="3幢")
    shutil.copy(stick, file)
    with Book.open(file, home=home) as restored:
        assert restored.device != first


def test_a_cloned_pc_is_refused_by_both_sides_with_nothing_changed(tmp_path: Path) -> None:
    with book_at(tmp_path, "a") as a, a.write(CLERK, "init") as session:
        fill(session)
    shutil.copy(tmp_path / "a.yishi", tmp_path / "b.yishi")
    with book_at(tmp_path, "a") as a, book_at(tmp_path, "b") as b:
        b.device = a.device
        put(a, Person, "p", phone="2")
        put(b, Person, "p", phone="3")
        before = content(b)
        with pytest.raises(Refusal, match="YS-J06"):
            package(a, b)
        for giver, taker in ((a, b), (b, a)):
            with pytest.raises(Refusal, match="YS-J06"):
                take_in(taker, package(giver))
        assert content(b) == before
        assert fault(a) is fault(b) is None


def test_a_flipped_bit_is_refused_or_found_or_changes_nothing(book: Path) -> None:
    whole = book.read_bytes()
    with Book.open(book, write=False) as opened:
        true = content(opened)
    noticed = 0
    for place in range(100, len(whole), len(whole) // 60):
        broken = bytearray(whole)
        broken[place] ^= 4
        book.write_bytes(broken)
        try:
            with Book.open(book, write=False) as opened:
                if fault(opened) is None:
                    assert content(opened) == true  # it fell into the unused space of a page
                    continue
        except Refusal as refusal:
            assert refusal.exit_code == Exit.DAMAGED
        noticed += 1
    assert noticed
