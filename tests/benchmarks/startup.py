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

# What follows the first paint is replaced by the end of the process, or followed by it.
PRODUCT = """
import gc, os, runpy, sys
import yishi.cli
gc.disable()  # as the command line does before it imports the window
from PySide6.QtCore import QTimer
import yishi.gui.application as application

begin = application.start
filled = sys.argv[1] == "filled"

def end(window):
    if filled:
        begin(window)
        QTimer.singleShot(0, lambda: QTimer.singleShot(0, lambda: os._exit(0)))
    else:
        os._exit(0)

application.start = end
sys.argv = ["yishi", "--book", sys.argv[2], "--today", "2026-06-15", "--actor", "苏文静"]
runpy.run_module("yishi", run_name="__main__")
"""


def cases(folder: Path, scale: str) -> list[Case]:
    """Return the measurements: the window painted, and today's list filled."""
    book = worked.book(folder, 20 if scale == "small" else 240)
    env = {"QT_QPA_PLATFORM": "offscreen", "YISHI_HOME": str(worked.home(folder)),
           "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}  # as installed: compiled by the run before

    def bare() -> float:
        return process(BARE, env=env).cpu

    def product(how: str) -> float:
        return process(PRODUCT, how, str(book), env=env).cpu

    against = "bare QMainWindow, fresh process, CPU"
    return [
        Case("startup", "first painted window", lambda: product("painted"), bare, against, "≤ 1.6 ×"),
        Case("startup", "today's list filled", lambda: product("filled"), bare, against, "≤ 4 ×"),
    ]
