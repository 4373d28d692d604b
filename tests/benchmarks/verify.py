"""Workload `verify`: a book of 10,000 journal rows, chains and folds checked; microseconds a row."""

from pathlib import Path
from typing import Any

from tests.benchmarks import worked
from tests.benchmarks.measure import Case, wall

ROWS = 10_000


def cases(folder: Path, scale: str) -> list[Case]:
    """Return the measurement; nothing else does this work, so there is no reference."""
    from sqlalchemy import func, select

    from yishi.store.book import Book
    from yishi.store.journal import journal
    from yishi.store.verify import verify

    book = Book.open(_book(folder), home=worked.home(folder), write=False)
    with book.read() as session:
        rows = session.scalar(select(func.count()).select_from(journal)) or 1

    def product() -> None:
        with book.read() as session:
            fault = verify(session)
        if fault:
            raise RuntimeError(f"the book of the benchmark is damaged: {fault}")

    def facts() -> dict[str, Any]:
        return {"rows": rows}

    name, goal = "a journal row, fold included", "≤ 25 µs a row"
    return [Case("verify", name, lambda: wall(product) / rows, goal=goal, unit="µs", scale=1e6, facts=facts)]


def _book(folder: Path) -> Path:
    """Return a book with imported meetings, a roster, and changes of it, up to ROWS journal rows."""
    from yishi.services import communities, people
    from yishi.store.book import Book
    from yishi.store.writing import add_many

    path = worked.book(folder, 7)
    target = folder / "verify.yishi"
    if target.exists():
        return target
    target.write_bytes(path.read_bytes())
    with Book.open(target, home=worked.home(folder)) as book:
        left = ROWS - _rows(book)
        with book.write(worked.ACTOR, "roster") as session:
            from yishi.domain.records import Person

            community = communities.mine(session).id
            rows = [{"community_id": community, "name": f"居民{n}", "unit": "东头组"} for n in range(left - 500)]
            added = add_many(session, Person, rows)
        for start in range(0, 500, 10):
            with book.write(worked.ACTOR, "change") as session:
                for person in added[start : start + 10]:
                    people.change(session, person, phone="19900001234")
    return target


def _rows(book: Any) -> int:
    from sqlalchemy import func, select

    from yishi.store.journal import journal

    with book.read() as session:
        return int(session.scalar(select(func.count()).select_from(journal)) or 0)
