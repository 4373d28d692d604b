"""What a page promises the window."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QLayout, QWidget

from yishi.gui import forms
from yishi.gui.workspace import Workspace
from yishi.i18n import _


class Page(QWidget):
    """A place of the program. A subclass sets `form` and `title`, annotates its form's children and fills `reload`.

    `reload` is called when the page is shown and after each save while it is visible; it reads everything anew from
    the book. It must not move the focus.

    Signals:
        wants(place, ref): go to another place, e.g. wants("follow", resolution_id); the ref is handed to show_ref.
        retitled(): title, crumb or info changed.
        counted(place, n): so many are overdue at a place of the rail, e.g. counted("follow", 2).
    """

    wants = Signal(str, object)
    retitled = Signal()
    counted = Signal(str, int)

    form = ""  # stem of the form in ui/, "" = the page builds itself
    title = ""
    crumb = ""
    own_bar = False  # True: the window's page bar is hidden, the page brings its own
    whole_window = False  # True: rail and status strip are hidden too
    strips: QLayout | None = None  # where messages go; None = above the page
    narrows: tuple[str, ...] = ()  # its tables that Ctrl+F narrows, the one that is shown; none: it looks in the whole book at once
    narrows_by = ""  # its own field, where it narrows its table itself; then the words of Ctrl+F are put there

    _is_built = False

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        if self.form:
            forms.wear(self, self.form)

    def built(self) -> None:
        """Share the room out, now that all parts are there, and again whenever the page or its text gets another size."""
        self._is_built = True
        self.share_room()

    def share_room(self) -> None:
        """Give each part its share of the room."""

    def dress(self) -> None:
        if self._is_built:
            self.share_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_built:
            self.share_room()

    def reload(self) -> None:
        """Show what the book says now."""

    def show_ref(self, ref: Any) -> None:
        """Show what another page sent the user here for; called before `reload`."""

    def keys(self) -> list[tuple[str, str]]:
        """Return the keys of this page for F1, as (key, what it does)."""
        return []

    def home(self) -> QWidget | None:
        """Return the child that has the focus when the page is shown and after Esc."""
        return None

    def info(self) -> str:
        """Return what the status strip says at its right end."""
        return ""

    def menu_entries(self) -> list[tuple[str, str, Any]]:
        """Return what the page adds to 菜单 › 文件, as (word, key, what it does), e.g. printing."""
        return []

    def table_entries(self) -> list[tuple[str, str, Any]]:
        """Return 存成表格 where a table with rows is shown; the menu of every page has it."""
        from yishi.gui.table_files import save_shown, table_of

        return [(_("这张表存成表格…"), "", lambda: save_shown(self))] if table_of(self) is not None else []

    def table_words(self, table: QWidget) -> tuple[str, str]:
        """Return what stands above `table` where it is saved: its title, and a line below that (its order)."""
        return self.title, ""

    def may_leave(self) -> bool:
        """Return False to keep the window open, after saying why on the page."""
        return True

    def escape(self) -> None:
        """Esc: the focus goes home."""
        home = self.home()
        if home is not None:
            home.setFocus(Qt.FocusReason.OtherFocusReason)

    def say_title(self, title: str, crumb: str = "") -> None:
        """Change title and crumb."""
        self.title, self.crumb = title, crumb
        self.retitled.emit()

    def key(self, sequence: str, act: Any) -> QShortcut:
        """Bind a key that works while this page is shown."""
        shortcut = QShortcut(QKeySequence(sequence), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)
        return shortcut
