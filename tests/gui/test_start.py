"""The start with a list that was kept: painted before the book is open, the same as the book's, and never in the way."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import yishi
from tests.gui.conftest import TODAY
from yishi.gui import application
from yishi.gui.main_window import MainWindow
from yishi.gui.pages.follow import FollowPage
from yishi.gui.pages.today import TodayPage
from yishi.gui.workspace import Workspace

PAINTED = """
import sys
from datetime import date
from yishi.gui import application
from yishi.gui.main_window import MainWindow
from yishi.gui.workspace import Workspace
app = application.make_application()
window = MainWindow(Workspace(sys.argv[1], today=date.fromisoformat(sys.argv[2])))
def end(window):
    assert window.page.todo_table.rows.rows
    print(" ".join({name.partition(".")[0] for name in sys.modules}))
    app.quit()
application.open_book = end
window.painted.connect(lambda: application.start(window))
window.show()
app.exec()
"""


def listed(page: TodayPage) -> list[tuple[str, ...]]:
    return [tuple(cell.text + cell.sub for cell in row.cells) for row in page.todo_table.rows.rows]


@pytest.fixture
def closed(workspace: Workspace) -> str:
    """A book in which something was written before its window was closed."""
    with workspace.write("person") as session:
        from yishi.services import people

        people.add(session, "新来的")
    workspace.close()
    return workspace.location


@pytest.fixture
def window(closed: str, qtbot: QtBot) -> Iterator[MainWindow]:
    """A window on it, shown and not yet started."""
    made = MainWindow(Workspace(closed, today=TODAY, actor="杜鹃"))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.workspace.close()


def test_the_kept_list_is_there_first_and_then_the_same_from_the_book(window: MainWindow, qtbot: QtBot) -> None:
    application.start(window)
    page = window.page
    assert isinstance(page, TodayPage)
    assert window.workspace.book is None
    before, title = listed(page), (window.title_label.text(), window.crumb_label.text(), page.red_count.text())
    assert before
    qtbot.waitUntil(lambda: window.workspace.book is not None)
    assert window.page is page
    assert listed(page) == before
    assert (window.title_label.text(), window.crumb_label.text(), page.red_count.text()) == title
    assert window.workspace.recalled is None and window.workspace.may_write


def test_whoever_goes_on_at_once_has_the_book(window: MainWindow, qtbot: QtBot) -> None:
    application.start(window)
    window.go("follow")
    assert window.workspace.book is not None
    page = window.page
    assert isinstance(page, FollowPage) and page.resolution_table.rows.rows
    qtbot.wait(50)  # what was left of the start comes now
    assert window.page is page


def test_whoever_writes_at_once_has_the_book(window: MainWindow) -> None:
    application.start(window)
    with window.workspace.write("person") as session:
        from yishi.services import people

        people.add(session, "又来的")
    assert window.workspace.saves["person"] == 1


def test_a_book_that_another_copy_wrote_in_is_opened_first(closed: str, qtbot: QtBot) -> None:
    from yishi.services import people
    from yishi.store.book import Book

    with Book.open(closed) as book, book.write("杜鹃", "person") as session:
        people.add(session, "别处来的")
    window = MainWindow(Workspace(closed, today=TODAY, actor="杜鹃"))
    qtbot.addWidget(window)
    window.show()
    application.start(window)
    assert window.workspace.book is not None and window.here == "today"
    window.workspace.close()


def test_the_kept_list_is_painted_before_the_heavy_libraries_are_loaded(closed: str, tmp_path: Path) -> None:
    source = {"PYTHONPATH": str(Path(yishi.__file__).parents[1])}
    command = [sys.executable, "-c", PAINTED, closed, TODAY.isoformat()]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=tmp_path, env=os.environ | source)
    loaded = set(ran.stdout.split())
    assert "yishi" in loaded, ran.stderr
    assert loaded.isdisjoint({"sqlalchemy", "reportlab", "click"})
