"""How a secretary comes to the PC: a real window on a real file, on a given day, driven by keys."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from yishi.gui import application, feedback
from yishi.gui.main_window import MainWindow
from yishi.gui.workspace import Workspace

RECORDER = "许晓芸"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the book will lie."""
    return tmp_path / "桃湾村.yishi"


@pytest.fixture
def sit_down(file: Path, qapp: QApplication) -> Iterator[Callable[[date], MainWindow]]:
    """Return how one sits down on a day: the window of the day before is closed, a new one opened on the same file."""
    application.make_application()
    windows: list[MainWindow] = []

    def leave() -> None:
        for window in windows:
            window.workspace.close()
            window.close()
            shiboken6.delete(window)  # else every later window would be dressed together with this one
        windows.clear()

    def sit(today: date) -> MainWindow:
        leave()
        window = MainWindow(Workspace(str(file), today=today, actor=RECORDER if file.exists() else ""))
        windows.append(window)
        feedback.install(window.complain)
        window.resize(1366, 728)
        window.show()
        assert QTest.qWaitForWindowExposed(window)
        window.activateWindow()
        assert QTest.qWaitForWindowActive(window)
        application.start(window)
        return window

    yield sit
    leave()
