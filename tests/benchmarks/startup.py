"""Workload `startup`: a fresh process to its first painted window, beside a bare QMainWindow."""

from pathlib import Path

from tests.benchmarks import worked
from tests.benchmarks.measure import Case, process

BARE = """
import os
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event):
        QTimer.singleShot(0, lambda: os._exit(0))

app = QApplication([])
window = Window()
window.resize(1366, 728)
window.show()
app.exec()
"""

# Started as by a click on the icon: without a word, the surroundings say which book. The process ends with the first paint,
# with today's list painted, or, where none was kept, with the list that the open book gave.
PRODUCT = """
import gc, os, runpy, sys
gc.disable()  # as the doorstep does before it imports the window
from PySide6.QtCore import QTimer
import yishi.gui.application as application

begin = application.start
wanted = sys.argv[1]

def end(window):
    if wanted == "painted":
        os._exit(0)
    if wanted == "kept":
        application.open_book = lambda window: os._exit(0 if window.page is not None else 1)
        return begin(window)
    window.workspace.recall = lambda: False
    begin(window)
    window.repaint()
    os._exit(0)

application.start = end
os.environ |= {"YISHI_BOOK": sys.argv[2], "YISHI_TODAY": "2026-06-15", "YISHI_ACTOR": "苏文静"}
sys.argv = ["yishi"]
runpy.run_module("yishi", run_name="__main__")
"""


def cases(folder: Path, scale: str) -> list[Case]:
    """Return the measurements: the window painted; today's list filled, from what was kept and from the book."""
    from yishi.services import kept_today
    from yishi.store.book import Book

    path, home = worked.book(folder, 20 if scale == "small" else 240), worked.home(folder)
    with Book.open(path, home=home) as book:
        book.keep(lambda session: kept_today.settle(session, worked.TODAY))  # as when the window is closed
    env = {"QT_QPA_PLATFORM": "offscreen", "YISHI_HOME": str(home),
           "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}  # as installed: compiled by the run before

    def bare() -> float:
        return process(BARE, env=env).cpu

    def product(how: str) -> float:
        return process(PRODUCT, how, str(path), env=env).cpu

    against = "bare QMainWindow, fresh process, CPU"
    return [
        Case("startup", "first painted window", lambda: product("painted"), bare, against, "≤ 1.6 ×"),
        Case("startup", "today's list, kept at the last close", lambda: product("kept"), bare, against, "≤ 4 ×"),
        Case("startup", "today's list, nothing kept", lambda: product("counted"), bare, against),
    ]
