"""The window: light start, going from place to place, keys that work everywhere, saving and undoing."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

import yishi
from yishi.errors import Refusal
from yishi.gui import application, theme
from yishi.gui.main_window import MainWindow
from yishi.gui.page import Page
from yishi.gui.places import Place
from yishi.gui.widgets import Field
from yishi.gui.workspace import Workspace

LIGHT_START = """
import sys
import yishi.__main__
from yishi import doorstep
from yishi.gui import application
from yishi.gui.main_window import MainWindow
from yishi.gui.workspace import Workspace
app = application.make_application()
window = MainWindow(Workspace("none.yishi"))
window.painted.connect(app.quit)
window.show()
app.exec()
print(" ".join(name if name.startswith("yishi.") else name.partition(".")[0] for name in sys.modules))
"""


class Notes(Page):
    """A page of the tests: one field, and it counts how often it was read."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.title, self.read = "便签", 0
        self.refs: list[object] = []
        self.field = Field(name="便签")
        QVBoxLayout(self).addWidget(self.field)

    def home(self) -> QWidget | None:
        return self.field

    def keys(self) -> list[tuple[str, str]]:
        return [("F2", "记一笔")]

    def show_ref(self, ref: object) -> None:
        self.refs.append(ref)

    def reload(self) -> None:
        self.read += 1


@pytest.fixture
def notes(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> Notes:
    """The window, on the page of the tests."""
    for key in ("notes", "other"):
        window.places[key] = Place(key, "", "", __name__, "Notes")
    window.go("notes")
    page = window.page
    assert isinstance(page, Notes)
    return page


def test_the_first_window_is_painted_before_anything_heavy_is_loaded(tmp_path: Path) -> None:
    source = {"PYTHONPATH": str(Path(yishi.__file__).parents[1])}
    command = [sys.executable, "-c", LIGHT_START]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=tmp_path, env=os.environ | source)
    loaded = set(ran.stdout.split())
    assert "yishi" in loaded, ran.stderr
    assert loaded.isdisjoint({"sqlalchemy", "alembic", "reportlab", "pypinyin", "babel", "docx", "PIL", "openpyxl", "click"})
    own = {name for name in loaded if name.startswith("yishi.")}
    assert own.isdisjoint({"yishi.cli", "yishi.gui.table", "yishi.gui.page_filter", "yishi.domain.terms"}), sorted(own)


def test_the_window_fits_a_small_laptop_at_the_standard_size(window: MainWindow) -> None:
    least = window.minimumSizeHint()
    assert least.width() <= 911
    assert least.height() <= 574


def test_a_place_without_a_page_is_not_on_the_rail(window: MainWindow) -> None:
    assert set(window.rail.buttons) == {place.key for place in window.places.values() if place.word}
    assert all(place.exists() for place in window.places.values())


def test_a_page_is_read_when_shown_and_after_each_save_but_not_while_hidden(window: MainWindow, notes: Notes) -> None:
    before = notes.read
    window.workspace.committed.emit("speech")
    assert notes.read == before + 1
    window.go("other")
    window.workspace.committed.emit("speech")
    assert notes.read == before + 1
    window.go("notes")
    assert notes.read == before + 2


def test_a_page_can_send_the_user_to_something_particular(window: MainWindow, notes: Notes) -> None:
    notes.wants.emit("other", "r-7")
    other = window.page
    assert isinstance(other, Notes)
    assert (window.here, other.refs) == ("other", ["r-7"])


def test_escape_goes_back_to_where_one_types(window: MainWindow, notes: Notes, qtbot: QtBot) -> None:
    window.help_button.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert notes.field.hasFocus()


def test_help_lists_the_keys_of_the_page_and_escape_returns(window: MainWindow, notes: Notes, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert window.here == "help"
    from yishi.gui.table import Table

    page = window.page
    assert page is not None
    shown = [row.cells[0].text for row in page.findChildren(Table)[0].rows.rows]
    assert shown[0] == "F2"
    assert "F11" in shown
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.here == "notes"


def test_the_text_grows_and_shrinks_with_the_keyboard(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert theme.points == 12
    qtbot.keyClick(window, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert theme.points == 10.5


def test_ctrl_s_says_that_everything_is_saved(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert window.told_label.text().startswith("已保存")


def test_no_key_is_bound_twice_or_belongs_to_the_input_method(window: MainWindow) -> None:
    bound = [key.key().toString() for key in window.findChildren(QShortcut) if key.parent() is window]
    reserved = {QKeySequence(key).toString() for key in ("Ctrl+Space", "Ctrl+.", "Alt+A", "F10")}
    assert len(bound) == len(set(bound))
    assert not reserved & set(bound)
    assert not [key for key in bound if "Ctrl+Alt" in key or "Meta" in key or "Ctrl+Shift+" in key]


def test_a_save_is_shown_with_its_time_and_can_be_undone_with_ctrl_z(
    window: MainWindow, notes: Notes, qtbot: QtBot
) -> None:
    from yishi.services import people

    workspace = window.workspace
    with workspace.write("person", words="加上“林晓”") as session:
        people.add(session, "林晓")
    assert window.saved_label.text().startswith("已自动保存 ")
    assert window.undo_button.text() == "撤销：加上“林晓”"
    notes.field.setFocus()
    qtbot.keyClick(notes.field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    with workspace.read() as session:
        assert "林晓" not in [person.name for person in people.lines(session)]
    assert window.told_label.text() == "已撤销：改人员"
    workspace.redo()
    with workspace.read() as session:
        assert "林晓" in [person.name for person in people.lines(session)]


def test_ctrl_z_in_a_half_typed_line_takes_back_the_typing_only(window: MainWindow, notes: Notes, qtbot: QtBot) -> None:
    notes.field.setFocus()
    qtbot.keyClicks(notes.field, "abc")
    with qtbot.assertNotEmitted(window.workspace.undone):
        qtbot.keyClick(notes.field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert notes.field.text() == ""


def test_a_book_that_somebody_else_has_open_can_be_looked_at(window: MainWindow, book_file: Path) -> None:
    second = Workspace(str(book_file), today=date(2026, 5, 18), actor="许晓芸")
    second.open()
    assert "杜鹃" in second.busy
    with second.read() as session:
        assert session is not None
    with pytest.raises(Refusal, match="只能看"), second.write("speech"):
        pass
    second.close()


def test_another_day_reads_the_page_anew(window: MainWindow, notes: Notes) -> None:
    before = notes.read
    window.workspace._given = date(2026, 5, 19)
    window.workspace.check_day()
    window.workspace.check_day()
    assert notes.read == before + 1


def test_a_missing_book_leads_to_the_first_questions_not_to_an_error(tmp_path: Path, qtbot: QtBot) -> None:
    window = MainWindow(Workspace(str(tmp_path / "none.yishi"), today=date(2026, 5, 18)))
    qtbot.addWidget(window)
    window.show()
    application.start(window)
    assert window.workspace.book is None
    assert window.here in ("first_run", "")


def test_the_badge_is_read_aloud_too(window: MainWindow) -> None:
    from yishi.gui.rail import PlaceButton

    button = PlaceButton("落实", "follow")
    button.show_badge(3)
    assert button.accessibleName() == "落实，3项逾期"
