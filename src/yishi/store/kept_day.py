"""The work list of a day as it will be, kept in the book: on the screen before the libraries are loaded that would count it.

It counts only for as long as nothing was written since, by whatever copy: beside each day stand the ends of all chains of
the journal as they were. Like the index of words its table is made when it is first filled, is neither journaled nor
dumped nor merged, and loses everything when something is erased. Reading needs the driver alone.
"""

from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yishi.store.bookfile import address, has_open_journal

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_MADE = ("CREATE TABLE IF NOT EXISTS kept_day (day TEXT PRIMARY KEY, heads TEXT NOT NULL, made_by TEXT NOT NULL, told TEXT NOT NULL) "
         "WITHOUT ROWID")  # fmt: skip
_THERE = "SELECT 1 FROM sqlite_master WHERE name = 'kept_day'"


def read(location: str, day: str, made_by: str) -> str | None:
    """Return what is kept for a day of the book at `location`; None where there is nothing that counts, or no reading it so simply."""
    try:
        from sqlcipher3 import dbapi2 as driver
    except ImportError:  # no wheel for this machine
        import sqlite3 as driver

    book = Path(location)
    if "://" in location or has_open_journal(book):
        return None
    try:
        with closing(driver.connect(f"{address(book.resolve())}?mode=ro", uri=True)) as connection:
            connection.execute("PRAGMA trusted_schema=OFF").close()
            connection.execute("BEGIN").close()  # both questions are about one state of the book
            return _told(connection.execute, day, made_by)
    except (driver.Error, OSError):  # whoever opens the book says what is wrong
        return None


def fresh(session: "Session", days: Iterable[str], made_by: str) -> bool:
    """Return whether all these days are kept and count."""
    cursor = _cursor(session)
    if cursor is None or not cursor.execute(_THERE).fetchone():
        return False
    return all(_told(cursor.execute, day, made_by) is not None for day in days)


def put(session: "Session", told: dict[str, str], made_by: str) -> None:
    """Keep what is told of days, in place of all that was kept; only in a book that is a file."""
    cursor = _cursor(session)
    if cursor is None:
        return
    cursor.execute(_MADE)
    cursor.execute("DELETE FROM kept_day")
    heads = _heads(cursor.execute)
    cursor.executemany("INSERT INTO kept_day VALUES (?, ?, ?, ?)", [(day, heads, made_by, text) for day, text in told.items()])


def wipe(session: "Session") -> None:
    """Forget every day, in the transaction of `session`."""
    cursor = _cursor(session)
    if cursor is not None and cursor.execute(_THERE).fetchone():
        cursor.execute("DELETE FROM kept_day")


def _told(execute: Callable[..., Any], day: str, made_by: str) -> str | None:
    found = execute("SELECT told, heads FROM kept_day WHERE day = ? AND made_by = ?", (day, made_by)).fetchone()
    return str(found[0]) if found and found[1] == _heads(execute) else None


def _heads(execute: Callable[..., Any]) -> str:
    """Return the ends of all chains as one text."""
    ends = execute("SELECT device, seq, hash FROM journal_head ORDER BY device").fetchall()
    return " ".join(f"{device}-{seq}-{bytes(end).hex()}" for device, seq, end in ends)


def _cursor(session: "Session") -> Any:
    connection = session.connection()
    return connection.connection.cursor() if connection.dialect.name == "sqlite" else None
