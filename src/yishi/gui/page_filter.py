"""Ctrl+F within a page: one line under the page bar that narrows the page's table while typing, and leads on to the whole book.

It is there for as long as rows are hidden: whoever leaves the page, or makes another table show, sees all rows again.
"""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QWidget

from yishi.errors import Refusal
from yishi.gui.controls import Button
from yishi.gui.ime import commit_composition
from yishi.gui.layout import column, row
from yishi.gui.page import Page
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.row_finder import RowFinder
from yishi.gui.table import Table
from yishi.gui.widgets import Glyph, Label
from yishi.gui.words_box import WordsBox
from yishi.gui.workspace import Workspace
from yishi.i18n import _

_PAUSE = 250  # ms without a key before it is counted what the whole book has


class PageFilter(QWidget):
    """The line: box, how many rows are left, how many there are in the whole book, and a way back to all rows.

    Signals:
        all_wanted(words): look in the whole book.
    """

    all_wanted = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.page: Page | None = None
        self.table: Table | None = None
        self._came_from: QWidget | None = None
        self._finder: RowFinder | None = None
        self.setObjectName("page_filter")
        self.box = WordsBox(hint=_("只看这一页里有这些字的；拼音、首字母也行"), name=_("在本页里找"))
        self.box.setObjectName("page_filter_box")
        self.box.to_list = True
        self.here = Label("", "muted")
        self.all_button = Button(_("在全部里找"), key=_("回车"), small=True)
        self.close_button = Button(_("看回全部行"), kind="quiet", key="Esc", small=True)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._count)
        self.box.query.connect(self._narrow)
        self.box.chosen.connect(self.go_on)
        self.box.moved.connect(self._move)
        self.box.left.connect(self._into_table)
        self.all_button.clicked.connect(self.go_on)
        self.close_button.clicked.connect(self.leave)
        press_by_enter(self.all_button, self.close_button)
        line = QFrame()
        line.setProperty("kind", "strip-blue")
        line.setLayout(row(Glyph("search", "blue"), (self.box, 1), self.here, self.all_button, self.close_button, margin=(10, 5, 8, 5)))
        self.setLayout(column(line, margin=(12, 8, 12, 0)))
        self.hide()

    # ---- beginning and end

    def open(self, page: Page) -> bool:
        """Begin on this page; False where it has no table with rows to be narrowed."""
        shown = (getattr(page, name) for name in page.narrows)
        table = next((each for each in shown if each.isVisible() and each.rows.given), None)
        if table is None:
            return False
        self.end()
        self.page, self.table, self._came_from = page, table, QApplication.focusWidget()
        table.installEventFilter(self)
        table.widened.connect(self.end)
        own = self._own
        self.box.setText(own.text() if own is not None else "")
        self.show()
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.selectAll()
        self.tell()
        return True

    @property
    def words(self) -> str:
        """What is looked for, with what is still being composed."""
        return self.box.words() if self.page is not None else ""

    @property
    def _own(self) -> QLineEdit | None:
        """The page's own field that does the narrowing."""
        return getattr(self.page, self.page.narrows_by) if self.page is not None and self.page.narrows_by else None

    def end(self) -> None:
        """All rows are shown again, and the line goes; the focus stays where it is."""
        if self.page is None or self.table is None:
            return
        own, table = self._own, self.table
        self.page = self.table = self._finder = None
        self._pause.stop()
        table.removeEventFilter(self)
        table.widened.disconnect(self.end)
        if self.workspace.book is None:  # closed meanwhile: nobody must look up what is chosen then
            table.blockSignals(True)
        if own is not None:
            own.clear()
        table.narrow(None)
        table.blockSignals(False)
        self.hide()
        self.box.blockSignals(True)
        self.box.clear()
        self.box.blockSignals(False)

    def leave(self) -> None:
        """Esc: all rows again, and the focus back to where it was."""
        commit_composition()
        page, back = self.page, self._came_from
        self.end()
        if page is not None and (back is None or not back.isVisible()):
            back = page.home()
        if back is not None:
            back.setFocus(Qt.FocusReason.OtherFocusReason)

    def has_focus(self) -> bool:
        """Return whether Esc is meant for this line: the focus is in it or in the table that it narrows."""
        focus = QApplication.focusWidget()
        return self.page is not None and focus is not None and (focus is self.table or self.isAncestorOf(focus))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.table and isinstance(event, QHideEvent) and not event.spontaneous():
            self.end()
        return False

    # ---- while it is there

    def _narrow(self, query: str) -> None:
        if self.table is None:
            return
        own = self._own
        if own is not None:
            own.setText(query)
        elif query.strip():
            self._finder = RowFinder(query, self._finder)
            self.table.narrow(self._finder)
        else:
            self.table.narrow(None)
        self.tell()

    def tell(self) -> None:
        """Say how many rows are left; also after the page has read everything anew."""
        if self.table is None:
            return
        self.here.setText(_("本页 {n} 条").format(n=len(self.table.rows.rows)))
        self.all_button.set_word(_("在全部里找"), _("回车"))
        if self.words.strip():
            self._pause.start()

    def _count(self) -> None:
        from yishi.gui.pages.search import paper_titles
        from yishi.services import search

        if self.page is None or self.workspace.book is None or not self.words.strip():
            return
        try:
            with self.workspace.read() as session:
                hits = search.find(session, self.words, titles=paper_titles())
        except Refusal:
            return  # so many words: said where they are looked for
        word = _("全部 {n} 条以上") if search.cut(hits) else _("全部 {n} 条")
        self.all_button.set_word(word.format(n=len(hits)), _("回车"))

    def _move(self, way: int) -> None:
        if self.table is not None:
            place = self.table.currentIndex().row() + way
            if 0 <= place < len(self.table.rows.rows):
                self.table.selectRow(place)

    def _into_table(self) -> None:
        if self.table is not None:
            self.table.setFocus(Qt.FocusReason.TabFocusReason)

    def go_on(self) -> None:
        """Enter: the same words in the whole book."""
        commit_composition()
        self.all_wanted.emit(self.words)
