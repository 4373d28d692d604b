"""Workload `import-record`: `yishi import` of a worked record into a new book, as a whole process."""

import shutil
from itertools import count
from pathlib import Path
from typing import Any

from tests.benchmarks import worked
from tests.benchmarks.measure import PEAK, Case, process

IMPORT = (
    PEAK
    + """
import runpy, sys
sys.argv = ["yishi", "--book", sys.argv[1], "--today", "2026-06-15", "--actor", "苏文静", "import", sys.argv[2]]
try:
    runpy.run_module("yishi", run_name="__main__")
except SystemExit as end:
    if end.code:
        raise
print(peak_mb())
"""
)


def cases(folder: Path, scale: str) -> list[Case]:
    """Return the measurement; wall time, because a person waits for it."""
    from yishi.services import communities
    from yishi.store.book import Book

    record, empty, turn = worked.file(folder), folder / "empty.yishi", count()
    empty.unlink(missing_ok=True)
    with Book.open(empty, home=worked.home(folder), create=True) as book, book.write(worked.ACTOR, "init") as session:
        communities.found(session, "village", worked.NAME, worked.ABBR)
    env, peaks = {"YISHI_HOME": str(worked.home(folder))}, []

    def product() -> float:
        book = folder / f"import-{next(turn)}.yishi"
        shutil.copy(empty, book)
        done = process(IMPORT, str(book), str(record), env=env)
        peaks.append(done.out.split()[-1])
        return done.wall

    def facts() -> dict[str, Any]:
        return {"peak MB": peaks[-1], "record KB": record.stat().st_size // 1000}

    return [Case("import-record", "a worked record, whole process", product, goal="≤ 1000 ms", facts=facts)]
