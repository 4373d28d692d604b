"""Workload `db-stats`: the figures of a quarter, of a year and of ten years, beside a direct group-by of meetings, people and resolutions.

The product keeps no summary table. A figure of the loop is the fold of its events as of a day, so a kept sum would have
to be made anew whenever the day or one old row changes (a merge brings such rows); instead a period reads only what it
can count. `--scale township` shows how long a direct group-by takes over 300 communities in one file.
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
    from yishi.services import stats
    from yishi.store.book import Book

    path = township.books(folder, 1)
    book = Book.open(path, home=worked.home(folder), write=False)
    connection = connect(path)
    whole = connect(township.books(folder, township.COMMUNITIES[scale])) if scale == "township" else connection
    found: dict[str, Any] = {}

    def product(period: Period) -> float:
        def work() -> None:
            with book.read() as session:
                found["report"] = stats.report(session, period, township.TODAY)

        return wall(work)

    def group(over: Any) -> float:
        return wall(lambda: found.update(raw=[over.execute(sql).fetchall() for sql in RAW]))

    def facts() -> dict[str, Any]:
        names = ("meeting", "resolution", "loop_event")
        counts = {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names}
        return counts | {"meetings counted": found["report"].figure("meetings").part}

    ten = Period(township.TODAY.replace(year=township.TODAY.year - township.YEARS), township.TODAY)
    told, goal = "direct group-by, the same book", "≤ 0.05 × (not reached: no summary table)"
    made = [Case("db-stats", f"all figures of {word}", lambda p=period: product(p), lambda: group(connection), told, goal, facts=facts)
            for word, period in (("a quarter", quarter(2026, 2)), ("a year", year(2026)), ("ten years", ten))]
    if scale == "township":
        count = township.COMMUNITIES[scale]
        made.append(Case("db-stats", f"a year of {count} books (one × {count})", lambda: count * product(year(2026)), lambda: group(whole),
                         f"direct group-by of ten years over {count} communities in one file", goal, facts=facts))
    return made
