"""Workload `db-open`: one meeting with everything on its page, beside raw SQL that fetches the same rows."""

import gc
from itertools import cycle
from pathlib import Path
from typing import Any

from tests.benchmarks import worked
from tests.benchmarks.measure import Case, wall

TURNS = 30  # meetings opened in a run
OWN = ("agenda_item", "attendance", "speech", "motion", "dissent", "resolution", "posting")  # they name the meeting
OF_MOTION, OF_RESOLUTION = ("vote",), ("loop_event", "evaluation", "expense", "milestone")
OF_POSTING = ("objection",)


def cases(folder: Path, scale: str) -> list[Case]:
    """Return the measurement; the book stays open until the process ends."""
    from sqlalchemy import event

    from yishi.services import bundle, meetings
    from yishi.store.book import Book

    path = worked.book(folder, 20 if scale == "small" else 240)
    book = Book.open(path, home=worked.home(folder), write=False)
    with book.read() as session:
        ids = [line.id for line in meetings.lines(session)]
    of_product, of_raw, of_rows = cycle(ids), cycle(ids), cycle(ids)
    gc.freeze()  # as the window does after its first page: the libraries are not walked over again
    said: list[str] = []
    event.listen(book.engine, "before_cursor_execute", lambda *a: said.append(a[2]))

    def product() -> None:
        for _turn in range(TURNS):
            with book.read() as session:
                meetings.sheet(session, next(of_product), worked.TODAY)

    def fetched() -> None:
        for _turn in range(TURNS):
            with book.read() as session:
                bundle.of_meeting(session, next(of_rows))

    raw = _raw(path)

    def reference() -> None:
        for _turn in range(TURNS):
            raw(next(of_raw))

    def facts() -> dict[str, Any]:
        said.clear()
        with book.read() as session:
            meetings.sheet(session, ids[0], worked.TODAY)
        asked = [sql for sql in said if sql.lstrip().upper().startswith(("SELECT", "WITH"))]
        return {"statements (≤ 6)": len(asked), "meetings in the book": len(ids)}

    return [
        Case(
            "db-open",
            "one meeting with everything",
            lambda: wall(product) / TURNS,
            lambda: wall(reference) / TURNS,
            "raw SQL, one statement a table",
            "≤ 2.5 ×",
            facts=facts,
        ),
        Case(
            "db-open",
            "of that its rows, nothing worked out",
            lambda: wall(fetched) / TURNS,
            lambda: wall(reference) / TURNS,
            "raw SQL, one statement a table",
        ),
    ]


def _raw(path: Path) -> Any:
    connection = connect(path)
    there = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    queries = ["SELECT * FROM meeting WHERE id = ?", "SELECT * FROM community LIMIT 1"]
    queries += [f"SELECT * FROM {table} WHERE meeting_id = ?" for table in OWN if table in there]
    for tables, parent in ((OF_MOTION, "motion"), (OF_RESOLUTION, "resolution"), (OF_POSTING, "posting")):
        inside = f"(SELECT id FROM {parent} WHERE meeting_id = ?)"
        queries += [f"SELECT * FROM {table} WHERE {parent}_id IN {inside}" for table in tables if table in there]

    def open_one(meeting_id: str) -> list[Any]:
        return [connection.execute(sql, (meeting_id,) * sql.count("?")).fetchall() for sql in queries]

    return open_one


def connect(path: Path) -> Any:
    """Open a book with the driver alone."""
    try:
        from sqlcipher3 import dbapi2 as driver
    except ImportError:
        import sqlite3 as driver  # type: ignore[no-redef]

    return driver.connect(str(path), isolation_level=None)
