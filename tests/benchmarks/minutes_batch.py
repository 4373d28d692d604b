"""Workload `minutes-batch`: minutes (8 topics, votes, resolutions) of 100 and of 1,000 meetings into a folder, as the window saves a year.

The meetings of a small book come again and again: what is asked is whether the papers that are out take room.
"""

from pathlib import Path

from tests.benchmarks import worked
from tests.benchmarks.measure import PEAK, Case, Process, process

MEETINGS = 20  # different ones
BATCH = (
    PEAK
    + """
import sys
from datetime import date
from itertools import cycle, islice
from pathlib import Path
from PySide6.QtWidgets import QApplication
from yishi.documents.manner import Manner
from yishi.gui import paper_making
from yishi.gui.paper_job import PaperJob
from yishi.gui.paper_making import Piece, Wish
from yishi.gui.workspace import Workspace
from yishi.services import paper_subjects

book, out, count = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
app = QApplication([])
workspace = Workspace(book, today=date(2026, 6, 15), actor="苏文静")
workspace.open()
with workspace.read() as session:
    held = paper_subjects.held(session, 2026, workspace.today)
before = peak_mb()
asked = [Piece("minutes", "会议纪要", "MeetingSheet", (m.id,), m.number) for m in islice(cycle(held), count)]
job = PaperJob(workspace, asked, Wish(Manner()), paper_making.save_into(out), steady=True)
told = []
job.ended.connect(lambda outcome: (told.append(outcome), app.quit()))
job.start()
app.exec()
assert len(told[0].done) == count == len(list(out.iterdir()))
print(before, peak_mb())
workspace.close()
"""
)


def cases(folder: Path, scale: str) -> list[Case]:
    """Return the measurement of 100 and of 1,000."""
    book, home = worked.book(folder, MEETINGS), worked.home(folder)
    return [_case(folder, book, home, count) for count in (100, 1000)]


def _case(folder: Path, book: Path, home: Path, count: int) -> Case:
    told: list[Process] = []
    turns = iter(range(10**6))

    def run() -> float:
        out = folder / f"batch-{count}-{next(turns)}"
        out.mkdir()
        told.append(process(BATCH, str(book), str(out), str(count), env={"YISHI_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}))
        for file in out.iterdir():
            file.unlink()
        return told[-1].cpu

    facts = {
        "wall s": lambda: round(min(p.wall for p in told), 1),
        "ms each": lambda: round(1000 * min(p.wall for p in told) / count, 1),
        "MB before": lambda: told[-1].out.split()[0],
        "peak MB": lambda: told[-1].out.split()[1],
    }
    return Case("minutes-batch", f"{count} minutes to a folder", run, goal="peak as of 100", unit="s", scale=1.0,
                facts=lambda: {key: tell() for key, tell in facts.items()})  # fmt: skip
