"""A window without a screen, on a real book in a folder of its own."""

import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from yishi.gui import application, feedback, theme
from yishi.gui.main_window import MainWindow
from yishi.gui.pages.papers import PapersPage
from yishi.gui.workspace import Workspace

TODAY = date(2026, 5, 18)


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    """Every test starts light and at the standard size."""
    application.make_application()
    theme.wear(qapp, theme.LIGHT, theme.POINTS[0])
    yield
    theme.wear(qapp, theme.LIGHT, theme.POINTS[0])


@pytest.fixture(scope="session", autouse=True)
def emptied_clipboard(qapp: QApplication) -> Iterator[None]:
    """The offscreen platform gives the clipboard up after Qt is gone, and crashes on what is still in it."""
    yield
    qapp.clipboard().clear()


@pytest.fixture(scope="session")
def sample_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with the sample of an urban community in it, made once; tests get a copy."""
    from yishi.services import sample
    from yishi.store.book import Book

    folder = tmp_path_factory.mktemp("sample")
    file = folder / "sample.yishi"
    with Book.open(file, create=True, home=folder) as book, book.write("杜鹃", "init") as session:
        sample.fill(session, "urban", TODAY, "杜鹃")
    return file


@pytest.fixture
def book_file(sample_book: Path, tmp_path: Path) -> Path:
    """The sample in a file of the test's own."""
    return Path(shutil.copy(sample_book, tmp_path / "sample.yishi"))


@pytest.fixture
def workspace(book_file: Path, qapp: QApplication) -> Iterator[Workspace]:
    """The sample book, open."""
    made = Workspace(str(book_file), today=TODAY, actor="杜鹃")
    made.open()
    yield made
    made.close()


@pytest.fixture
def window(workspace: Workspace, qtbot: QtBot) -> MainWindow:
    """The main window on the sample book, shown."""
    made = MainWindow(workspace)
    qtbot.addWidget(made)
    made.resize(1366, 728)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def hearing(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the window hear refusals as it does when the program runs."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    feedback.install(window.complain)


@pytest.fixture
def papers(window: MainWindow, qtbot: QtBot) -> PapersPage:
    """打印中心, with the first paper in view."""
    window.go("papers")
    page = window.page
    assert isinstance(page, PapersPage)
    qtbot.waitUntil(lambda: page.view.image.height() > 400)
    return page


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[[QWidget], QWidget]:
    """Show a widget that is tested by itself."""

    def show(widget: QWidget) -> QWidget:
        qtbot.addWidget(widget)
        widget.show()
        qtbot.waitExposed(widget)
        widget.activateWindow()
        qtbot.waitUntil(widget.isActiveWindow)
        widget.setFocus()
        return widget

    return show
