"""A new book is there whole or not at all."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.store.copies import CLERK, VILLAGE, community, content, fault
from yishi.errors import Refusal
from yishi.store.book import Book
from yishi.store.founding import new_book
from yishi.store.history import HistoryLine, history_of


def test_a_new_book_is_there_at_the_end_and_goes_on_under_the_same_device(tmp_path: Path) -> None:
    place = tmp_path / "村.yishi"
    with new_book(str(place), who=CLERK) as book, book.write(CLERK, "init") as session:
        session.add(community())
        assert not place.exists()
    with Book.open(place) as opened:
        assert opened.device == book.device and "桃湾村" in content(opened) and fault(opened) is None


def lines(book: Book) -> list[HistoryLine]:
    with book.read() as session:
        return history_of(session, VILLAGE)


def test_nothing_is_left_of_a_book_that_was_refused(tmp_path: Path) -> None:
    with (
        pytest.raises(ZeroDivisionError),
        new_book(str(tmp_path / "村.yishi")) as book,
        book.write(CLERK, "init") as session,
    ):
        session.add(community())
        session.flush()
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


def test_of_two_who_begin_at_once_one_wins(tmp_path: Path) -> None:
    place = tmp_path / "村.yishi"
    with pytest.raises(Refusal, match="YS-B02"), new_book(str(place)) as slow, slow.write(CLERK, "init") as session:
        session.add(community())
        with new_book(str(place)) as quick, quick.write("周德厚", "init") as other:
            other.add(community())
    with Book.open(place) as opened:
        assert fault(opened) is None and {"周德厚"} == {line.actor_name for line in lines(opened)}
    assert [path.name for path in tmp_path.glob(".*")] == []


def test_a_beginning_that_is_killed_leaves_no_book(tmp_path: Path) -> None:
    place = tmp_path / "村.yishi"
    code = f"""
import os
from tests.store.copies import community
from yishi.store.founding import new_book
with new_book({str(place)!r}) as book:
    with book.write("许晓芸", "init") as session:
        session.add(community())
    os._exit(9)
"""
    assert subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": os.getcwd()}).returncode == 9
    assert not place.exists()
    with new_book(str(place)) as book, book.write(CLERK, "init") as session:
        session.add(community())
    assert place.exists()


@pytest.mark.parametrize("way", ["new_book", "open"])
def test_what_a_book_that_was_moved_away_left_is_set_aside_and_spoils_no_new_book(way: str, tmp_path: Path) -> None:
    place, left = tmp_path / "村.yishi", tmp_path / "村.yishi-journal"
    with new_book(str(place)) as book, book.write(CLERK, "init") as session:
        session.add(community())
    code = f"""
import os, sqlite3
book = sqlite3.connect({str(place)!r}, isolation_level=None)
book.execute("PRAGMA cache_size=1")
book.execute("BEGIN IMMEDIATE")
book.execute("UPDATE community SET name=?", ("x" * 200000,))
book.execute("CREATE TABLE much AS SELECT * FROM journal")
os._exit(9)
"""
    subprocess.run([sys.executable, "-c", code])
    stale = left.read_bytes()
    assert stale
    place.rename(tmp_path / "走了.yishi")
    for n in (1, 2):
        begun = new_book(str(place)) if way == "new_book" else Book.open(place, create=True)
        with begun as book, book.write(CLERK, "init") as session:
            session.add(community())
        with Book.open(place) as opened:
            assert "桃湾村" in content(opened) and fault(opened) is None
        assert left.with_name(f"{left.name}.left-{n}").read_bytes() == stale
        place.unlink()
        left.write_bytes(stale)
