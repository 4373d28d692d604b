"""Workload `live-action`: one speech saved, journal included, beside a raw, equally durable commit of one row."""

from itertools import count
from pathlib import Path
from typing import Any

from tests.benchmarks import worked
from tests.benchmarks.db_open import connect
from tests.benchmarks.measure import Case, wall

TURNS = 40  # speeches in a run
TEXT = "这件事去年就说过，今年无论如何要定下来，钱从哪里出要先讲清楚，比价单和发票都要上墙，大家看得见才放心。"


def cases(folder: Path, scale: str) -> list[Case]:
    """Return the measurement; product and reference write on the same disk."""
    from sqlalchemy import event

    from yishi.services import communities, room
    from yishi.store.book import Book

    path = folder / "live.yishi"
    path.unlink(missing_ok=True)
    book = Book.open(path, home=worked.home(folder), create=True)
    with book.write(worked.ACTOR, "init") as session:
        communities.found(session, "village", worked.NAME, worked.ABBR)
    with book.write(worked.ACTOR, "open_meeting") as session:
        meeting = room.open_meeting(session, "teahouse", "议事会", "晒谷场", "2026-06-15T14:00", recorder=worked.ACTOR)
    with book.write(worked.ACTOR, "agenda") as session:
        room.add_agenda(session, meeting, worked.TOPICS[0])
        for name in ("赵安邦", "钱宝田", "孙春生"):
            room.sign_in(session, meeting, name)
    said: list[str] = []
    event.listen(book.engine, "before_cursor_execute", lambda *a: said.append(a[2]))

    def speak() -> None:
        with book.write(worked.ACTOR, "speech") as session:
            room.speak(session, meeting, 1, "赵安邦", TEXT, at="14:05")

    def product() -> None:
        for _turn in range(TURNS):
            speak()

    raw = _raw(folder)

    def reference() -> None:
        for _turn in range(TURNS):
            raw()

    def facts() -> dict[str, Any]:
        said.clear()
        speak()
        return {"statements (≤ 6)": len(said)}

    return [
        Case(
            "live-action",
            "one speech, journal included",
            lambda: wall(product) / TURNS,
            lambda: wall(reference) / TURNS,
            "raw one-row commit, TRUNCATE + FULL",
            "≤ 2.5 ×",
            facts=facts,
        )
    ]


def _raw(folder: Path) -> Any:
    path = folder / "raw.db"
    path.unlink(missing_ok=True)
    connection = connect(path)
    for pragma in ("journal_mode = TRUNCATE", "synchronous = FULL", "secure_delete = ON"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("CREATE TABLE speech (id TEXT PRIMARY KEY, meeting_id TEXT, speaker TEXT, text TEXT)")
    connection.execute("CREATE INDEX speech_meeting ON speech (meeting_id)")
    number = count()

    def commit_one() -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO speech VALUES (?, ?, ?, ?)", (f"{next(number):032x}", "m" * 32, "赵安邦", TEXT))
        connection.execute("COMMIT")

    return commit_one
