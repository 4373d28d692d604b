"""Workload `db-overdue`: what needs attention today in one community's ten years, beside raw SQL that only looks for what is open."""

from pathlib import Path
from typing import Any

from tests.benchmarks import township, worked
from tests.benchmarks.db_open import connect
from tests.benchmarks.measure import Case, wall

TURNS = 5
# open: neither archived nor terminated; its newest event and the day of its assignment, as an index can give them
RAW = """
SELECT r.id, r.number, r.text, r.owner_unit, r.owner, r.supervisor, r.workdays, r.due, m.number, m.starts,
       (SELECT max(e.happened_on) FROM loop_event e WHERE e.resolution_id = r.id AND e.event = 'assign'),
       (SELECT max(e.happened_on) FROM loop_event e WHERE e.resolution_id = r.id)
FROM resolution r JOIN meeting m ON m.id = r.meeting_id
WHERE r.deleted = 0 AND NOT EXISTS (SELECT 1 FROM loop_event e WHERE e.resolution_id = r.id AND e.event IN ('archive', 'terminate'))
"""


def cases(folder: Path, scale: str) -> list[Case]:
    """Return the measurement: a book is one community's at every scale, so the township is 300 of these."""
    from yishi.services import resolutions, today
    from yishi.store.book import Book

    path = township.books(folder, 1)
    book = Book.open(path, home=worked.home(folder), write=False)
    connection, found = connect(path), {}

    def product() -> None:
        for _turn in range(TURNS):
            with book.read() as session:
                found["sheet"] = today.sheet(session, township.TODAY)

    def everything() -> None:
        for _turn in range(TURNS):
            with book.read() as session:
                found["attention"] = resolutions.attention(session, township.TODAY)

    def reference() -> None:
        for _turn in range(TURNS):
            found["raw"] = connection.execute(RAW).fetchall()

    def facts() -> dict[str, Any]:
        total = connection.execute("SELECT count(*) FROM resolution").fetchone()[0]
        return {"resolutions": total, "open by raw SQL": len(found["raw"]), "open": len(found["attention"])}

    goal, told = "≤ 3 ×", "raw SQL, open resolutions with their newest event"
    return [
        Case("db-overdue", "what needs attention today", lambda: wall(everything) / TURNS, lambda: wall(reference) / TURNS, told, goal,
             facts=facts),
        Case("db-overdue", "今日: meetings, reminders, 180 days", lambda: wall(product) / TURNS, lambda: wall(reference) / TURNS, told),
    ]
