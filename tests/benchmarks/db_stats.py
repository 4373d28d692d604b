"""Workload `db-stats`: the figures of a quarter, of a year and of ten years, beside a direct group-by of meetings, people and resolutions.

What became of the matters of a quarter's meetings is kept in the book and added up (services/kept.py); what is stale is
counted anew, and the journal tells it. These books have none: everything kept is fresh. `--scale township` measures 300
communities in one file, the figures of ten years; keeping them takes some minutes before the first run.
"""

from pathlib import Path
from typing import Any

from tests.benchmarks import township, worked
from tests.benchmarks.db_open import connect
from tests.benchmarks.measure import Case, wall

RAW = (
    "SELECT substr(starts, 1, 4), form, count(*) FROM meeting WHERE deleted = 0 GROUP BY 1, 2",
    "SELECT substr(m.starts, 1, 4), count(*), sum(a.mark = 'present') FROM meeting m JOIN attendance a ON a.meeting_id = m.id GROUP BY 1",
    "SELECT substr(m.starts, 1, 4), count(*),"
    " sum(EXISTS (SELECT 1 FROM loop_event e WHERE e.resolution_id = r.id AND e.event = 'eval_pass'))"
    " FROM resolution r JOIN meeting m ON m.id = r.meeting_id GROUP BY 1",
    "SELECT category, source, count(*) FROM agenda_item GROUP BY 1, 2",
)


def cases(folder: Path, scale: str) -> list[Case]:
    """Return the measurements."""
    from yishi.domain.periods import Period, quarter, year

    ten = Period(quarter(township.TODAY.year - township.YEARS, 2).first, township.TODAY)  # a quarter begins before the first meeting
    told, goal = "direct group-by, the same book", "≤ 0.05 × (of a township's ten years)"
    one = _Book(folder, 1)
    made = [_case(one, f"all figures of {word}", period, told, goal)
            for word, period in (("a quarter", quarter(2026, 2)), ("a year", year(2026)), ("ten years", ten))]  # fmt: skip
    made.append(_case(one, "ten years, records and bars too", ten, told, "", records=True))
    if scale == "township":
        count = township.COMMUNITIES[scale]
        made.append(_case(_Book(folder, count), f"ten years of {count} communities", ten, told, goal))
    return made


class _Book:
    """A book with its facts kept, and a connection with the driver alone."""

    def __init__(self, folder: Path, communities: int) -> None:
        from yishi.services import kept
        from yishi.store.book import Book

        path = township.books(folder, communities)
        with Book.open(path, home=worked.home(folder)) as book:
            book.keep(kept.settle)
        self.book = Book.open(path, home=worked.home(folder), write=False)
        self.connection = connect(path)


def _case(on: _Book, name: str, period: Any, told: str, goal: str, records: bool = False) -> Case:
    from yishi.services import stats
    from yishi.services.stats_found import find

    found: dict[str, Any] = {}

    def product() -> None:
        with on.book.read() as session:
            if records:
                found["report"] = stats.of_found(find(session, period, township.TODAY))
            else:
                found["report"] = stats.report(session, period, township.TODAY)

    def group() -> None:
        found["raw"] = [on.connection.execute(sql).fetchall() for sql in RAW]

    def facts() -> dict[str, Any]:
        names = ("meeting", "resolution", "loop_event")
        counts = {name: on.connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names}
        return counts | {"meetings counted": found["report"].figure("meetings").part}

    return Case("db-stats", name, lambda: wall(product), lambda: wall(group), told, goal, facts=facts)
