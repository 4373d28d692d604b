"""Bringing an older book up: killed or failed at any point the old book stands; a newer one is not touched."""

import os
import signal
import sqlite3
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import Connection

from tests.store.copies import CLERK, book_at, content, fault, fill
from tests.store.test_book import child
from yishi.errors import Exit, Refusal
from yishi.store import migrations
from yishi.store.book import Book
from yishi.store.bookfile import schema_of

NEXT = migrations.SCHEMA + 1


def add_index(connection: Connection) -> None:
    connection.exec_driver_sql("CREATE INDEX speech_by_speaker ON speech(speaker)")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    with book_at(tmp_path, "村") as book, book.write(CLERK, "init") as session:
        fill(session)
    return tmp_path / "村.yishi"


def bytes_of(file: Path) -> bytes:
    return sha256(file.read_bytes()).digest()


def leftovers(book: Path) -> set[str]:
    return {file.name.removeprefix(book.name) for file in book.parent.iterdir() if file.is_file()} - {"", ".lock"}


def set_schema(book: Path, number: int) -> None:
    connection = sqlite3.connect(book)
    connection.execute(f"PRAGMA user_version={number}")
    connection.close()


def test_a_book_of_today_is_left_as_it_is(book: Path) -> None:
    before = bytes_of(book)
    assert migrations.bring_up(book) is None
    assert bytes_of(book) == before


def test_an_older_book_is_brought_up_and_the_old_one_kept(book: Path) -> None:
    before = bytes_of(book)
    kept = migrations.bring_up(book, schema=NEXT, steps={migrations.SCHEMA: add_index})
    assert kept is not None and kept.name == f"村.yishi.before-{migrations.SCHEMA}.bak"
    assert bytes_of(kept) == before
    assert schema_of(book) == NEXT
    assert leftovers(book) == {f".before-{migrations.SCHEMA}.bak"}


def test_a_migration_that_fails_leaves_the_old_book(book: Path) -> None:
    def fail(connection: Connection) -> None:
        add_index(connection)
        connection.exec_driver_sql("DELETE FROM resolution")
        raise ZeroDivisionError

    before = bytes_of(book)
    with pytest.raises(ZeroDivisionError):
        migrations.bring_up(book, schema=NEXT, steps={migrations.SCHEMA: fail})
    assert bytes_of(book) == before
    assert leftovers(book) == {f".before-{migrations.SCHEMA}.bak"}


def test_a_migration_whose_outcome_does_not_verify_leaves_the_old_book(book: Path) -> None:
    def lose(connection: Connection) -> None:
        connection.exec_driver_sql("DELETE FROM resolution")

    before = bytes_of(book)
    with pytest.raises(Refusal) as refused:
        migrations.bring_up(book, schema=NEXT, steps={migrations.SCHEMA: lose})
    assert refused.value.exit_code == Exit.DAMAGED
    assert bytes_of(book) == before


@pytest.mark.parametrize("moment", ["copy_to", "_keep", "step", "_check", "put_in_place"])
def test_a_migration_killed_at_any_moment_leaves_the_old_book_and_can_be_done_again(moment: str, book: Path) -> None:
    before = bytes_of(book)
    killed = child(
        """
        import os, signal
        from yishi.store import migrations
        from tests.store.test_migrations import NEXT, add_index
        book, moment = Path(sys.argv[1]), sys.argv[2]
        steps = {migrations.SCHEMA: add_index}
        def die(real):
            def dying(*arguments, **named):
                if moment == "step":
                    real(*arguments, **named)
                os.kill(os.getpid(), signal.SIGKILL)
            return dying
        if moment == "step":
            steps = {migrations.SCHEMA: die(add_index)}
        else:
            setattr(migrations, moment, die(getattr(migrations, moment)))
        migrations.bring_up(book, schema=NEXT, steps=steps)
        """,
        book,
        moment,
    )
    assert killed.wait() == -signal.SIGKILL
    assert bytes_of(book) == before
    migrations.bring_up(book, schema=NEXT, steps={migrations.SCHEMA: add_index})
    assert schema_of(book) == NEXT
    assert leftovers(book) == {f".before-{migrations.SCHEMA}.bak"}


def test_a_newer_book_is_refused_and_not_one_byte_touched(book: Path) -> None:
    set_schema(book, NEXT)
    before, files = bytes_of(book), set(os.listdir(book.parent))
    for write in (True, False):
        with pytest.raises(Refusal, match="YS-B07") as refused:
            Book.open(book, home=book.parent / "村", write=write)
        assert refused.value.exit_code == Exit.NEWER
    assert bytes_of(book) == before
    assert set(os.listdir(book.parent)) == files


def test_an_older_book_is_read_through_a_copy_where_it_may_not_be_written(book: Path, tmp_path: Path) -> None:
    before, copy = bytes_of(book), tmp_path / "copy.yishi"
    assert migrations.bring_up(book, copy, schema=NEXT, steps={migrations.SCHEMA: add_index}) is None
    assert schema_of(copy) == NEXT
    assert bytes_of(book) == before


def test_a_book_made_but_for_its_last_step_is_no_book(tmp_path: Path) -> None:
    (tmp_path / "村.yishi.new").write_bytes(b"half a book")
    with book_at(tmp_path, "村") as book:
        with book.write(CLERK, "init") as session:
            fill(session)
        assert fault(book) is None
        assert content(book)
