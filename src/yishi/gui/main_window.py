"""The window around every page: rail, page bar, messages, status strip, and the keys that work everywhere."""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

from yishi.gui import forms, look, theme
from yishi.gui.controls import Button
from yishi.gui.ime import commit_composition
from yishi.gui.layout import clear, column
from yishi.gui.menu import classic_menu
from yishi.gui.notices import Notices
from yishi.gui.page import Page
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.places import NUMBERED, Place, places
from yishi.gui.rail import Rail, seal_icon
from yishi.gui.widgets import ElidedLabel, Glyph, Label, Strip
from yishi.gui.workspace import Workspace
from yishi.i18n import _

if TYPE_CHECKING:
    from yishi.gui.page_filter import PageFilter


class MainWindow(QWidget):
    """Shows one page at a time; pages are made when first visited.

    Signals:
        painted(): the window was painted for the first time.
    """

    painted = Signal()

    rail: Rail
    bar: QFrame
    title_label: Label
    crumb_label: ElidedLabel
    search_button: Button
    bigger_button: Button
    help_button: Button
    menu_button: Button
    busy_place: QFrame
    filter_place: QFrame
    notices: Notices
    stack: QStackedWidget
    status: QFrame
    saved_glyph: Glyph
    saved_label: Label
    undo_button: Button
    told_label: ElidedLabel
    info_label: Label

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self.here = ""
        self.pages: dict[str, Page] = {}
        self.places = {place.key: place for place in places() if place.exists()}
        self._was_painted = self._unsaved = False
        self._busy_strip: Strip | None = None  # on every page while the book can only be looked at
        forms.wear(self, "main_window")
        self.setWindowTitle(_("议事"))
        self.setWindowIcon(seal_icon())
        self.setAutoFillBackground(True)
        self.busy_place.setLayout(column(margin=(12, 8, 12, 0)))
        self.busy_place.hide()
        self.filter_place.setLayout(column())
        self.rail.offer([(place.key, place.word, place.glyph, place.tool) for place in self.on_rail()])
        self.rail.went.connect(self.go)
        self.search_button.clicked.connect(self.search)
        self.bigger_button.clicked.connect(self.bigger)
        self.help_button.clicked.connect(self.show_help)
        self.menu_button.clicked.connect(self._open_menu)
        self.undo_button.clicked.connect(self.undo)
        workspace.opened.connect(self._book_opened)
        workspace.committed.connect(self._committed)
        workspace.undone.connect(self.tell)
        workspace.day_changed.connect(lambda _day: self._reload())
        workspace.secured.connect(self._show_status)
        self._bind_keys()
        self.dress()
        self._show_status()
        for button in (self.search_button, self.bigger_button, self.help_button, self.menu_button, self.undo_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click must not take the focus from a half-typed line

    def on_rail(self) -> list[Place]:
        """Return the places that the rail shows."""
        return [place for place in self.places.values() if place.word]

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        return self.pages.get(self.here)

    def go(self, key: str, ref: Any = None) -> None:
        """Show a place, with something particular in it when `ref` is given."""
        if key not in self.places:
            return
        if self.here and self.workspace.recalled is not None:
            self.workspace.open()  # what was kept is shown: now the book itself is wanted
        commit_composition()
        page = self.pages.get(key) or self._make(key)
        self.notices.forget("yellow")
        self._end_filter()
        self.here = key
        if ref is not None:
            page.show_ref(ref)
        page.reload()
        self.stack.setCurrentWidget(_around(page))
        self.rail.mark(self.places[key].under or key)
        self._next_key.setEnabled(not any(own.key() == self._next_key.key() for own in page.findChildren(QShortcut)))
        self._show_bar()
        self._focus_home()

    def _make(self, key: str) -> Page:
        page = self.places[key].page_class()(self.workspace)
        page.wants.connect(self.go)
        page.retitled.connect(self._show_bar)
        page.counted.connect(self.show_badge)
        self.pages[key] = page
        self.stack.addWidget(_scrolled(page))
        return page

    def _reload(self) -> None:
        if self.page is not None and self.workspace.book is not None:
            self.page.reload()
            if "filter" in vars(self):
                self.filter.tell()
            self._show_bar()

    def _focus_home(self) -> None:
        home = self.page.home() if self.page is not None else None
        if home is not None:
            home.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- what the book did

    def _book_opened(self) -> None:
        self._end_filter()
        for key in [key for key in self.pages if key != self.here]:
            around = _around(self.pages.pop(key))
            self.stack.removeWidget(around)
            around.deleteLater()
        self.notices.forget("red", "yellow")
        self._unsaved = False
        self._show_busy()
        self._show_status()

    def _show_busy(self) -> None:
        """Say on every page why nothing can be written, and offer another try."""
        layout = self.busy_place.layout()
        assert layout is not None
        clear(layout)
        self._busy_strip = None
        if self.workspace.busy:
            again = Button(_("再试一次"), small=True)
            again.clicked.connect(self.try_again)
            press_by_enter(again)
            self._busy_strip = Strip("yellow", self.workspace.busy, again, glyph="lock")
            layout.addWidget(self._busy_strip)
        self._show_bar()

    def try_again(self) -> None:
        """Open the book once more: whoever had it may have closed it."""
        self.workspace.open()
        self.go(self.here)
        self.tell(_("那边还开着。") if self.workspace.busy else _("可以记了。"))

    def _committed(self, _verb: str) -> None:
        self._unsaved = False
        self.notices.forget("yellow", "red")
        self.told_label.setText("")
        self._reload()
        self._show_status()

    def _show_status(self) -> None:
        words = _("没存上") if self._unsaved else self.workspace.saved_words
        self.saved_label.setText(words)
        self.saved_label.tint("red" if self._unsaved else "")
        self.saved_glyph.setVisible(bool(words))
        shape = ("alert", "red") if self._unsaved else ("lock", "yellow") if self.workspace.busy else ("check", "green")
        self.saved_glyph.show_icon(*shape)
        what = self.workspace.undoable
        self.undo_button.setVisible(bool(what))
        short = what if len(what) <= 24 else what[:23] + "…"
        self.undo_button.set_word(_("撤销：{what}").format(what=short))
        info = (self.page.info() if self.page is not None else "") or self.workspace.backup_words
        self.info_label.setText(info or _("字号 {size}").format(size=theme.size_word(theme.points)))

    def _show_bar(self) -> None:
        page = self.page
        if page is None:
            return
        self.title_label.setText(page.title)
        self.crumb_label.setText(page.crumb)
        self.bar.setVisible(not page.own_bar and not page.whole_window)
        self.rail.setVisible(not page.whole_window)
        self.status.setVisible(not page.whole_window)
        self.busy_place.setVisible(self._busy_strip is not None and not page.whole_window)
        self._show_status()

    def show_badge(self, key: str, number: int) -> None:
        """Show how many are overdue at a place of the rail."""
        if key in self.rail.buttons:
            self.rail.buttons[key].show_badge(number)

    # ---- messages

    def complain(self, kind: str, words: str) -> None:
        """Put a strip (red yellow green blue) into the visible page; the status strip says so when it was not saved."""
        self.notices.tell(kind, words, self.page.strips if self.page is not None else None)
        if kind == "red" and words.startswith(_("没存上")):
            self._unsaved = True
            self._show_status()

    def tell(self, words: str) -> None:
        """Say something in the status strip until the next action; it never takes the focus."""
        self.told_label.setText(words)
        self._show_status()

    def flash_saved(self) -> None:
        """Ctrl+S: everything is saved already; say so, and make a backup of it."""
        self.workspace.securing.emit("save")
        self.tell(_("刚才那一步还没存上，请再试一次。") if self._unsaved else _("已保存，不用再按。"))

    # ---- keys

    @cached_property
    def filter(self) -> "PageFilter":
        """The line that narrows the table of a page; made when it is first asked for, since no first window needs it."""
        from yishi.gui.page_filter import PageFilter

        line = PageFilter(self.workspace)
        line.all_wanted.connect(self.search_everything)
        layout = self.filter_place.layout()
        assert layout is not None
        layout.addWidget(line)
        return line

    def _end_filter(self) -> None:
        if "filter" in vars(self):
            self.filter.end()

    def search(self) -> None:
        """Ctrl+F: narrow the table of this page; where there is none, or at the second time, look in everything."""
        if self.workspace.book is None or self.page is None:
            return
        if self.filter.page is not None or not self.filter.open(self.page):
            self.search_everything(self.filter.words)

    def search_everything(self, words: str = "") -> None:
        """Look for the words in the whole book; Esc leads back to this page."""
        self.go("search", (self.here, words))

    def next_hit(self) -> None:
        """F3: on to the next of what was found last, where the page has no other use for the key."""
        from yishi.gui.pages.search import SearchPage

        found = self.pages.get("search")
        if isinstance(found, SearchPage):
            found.next_hit()

    def _bind_keys(self) -> None:
        keys: list[tuple[str, Any]] = [
            ("Ctrl+Z", self.undo),
            ("Ctrl+Y", self.redo),
            ("Ctrl+S", self.flash_saved),
            ("Ctrl++", self.bigger),
            ("Ctrl+=", self.bigger),
            ("Ctrl+-", self.smaller),
            ("Ctrl+0", lambda: look.wear(points=theme.POINTS[0])),
            ("F1", self.show_help),
            ("Ctrl+F", self.search),
            ("F11", self.toggle_full_screen),
            ("Esc", self._escape),
        ]
        rail = [place for place in self.on_rail() if not place.tool]
        keys += [(f"Ctrl+{NUMBERED[place.key]}", lambda key=place.key: self.go(key)) for place in rail]
        for sequence, act in keys:
            shortcut = QShortcut(QKeySequence(sequence), self)
            shortcut.activated.connect(act)
        self._next_key = QShortcut(QKeySequence("F3"), self)
        self._next_key.activated.connect(self.next_hit)

    def _escape(self) -> None:
        if "filter" in vars(self) and self.filter.has_focus():
            self.filter.leave()
        elif self.page is not None:
            self.page.escape()

    def undo(self) -> None:
        """Take back the last action; said in the status strip."""
        commit_composition()
        self.workspace.undo()

    def redo(self) -> None:
        """Do again what was taken back."""
        commit_composition()
        self.workspace.redo()

    def bigger(self) -> None:
        """One text size up; from the biggest the button starts again."""
        at_end = theme.points == theme.POINTS[-1] and self.sender() is self.bigger_button
        look.wear(points=theme.POINTS[0] if at_end else theme.next_size(1))

    def smaller(self) -> None:
        """One text size down."""
        look.wear(points=theme.next_size(-1))

    def toggle_full_screen(self) -> None:
        """F11."""
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    def show_help(self) -> None:
        """F1: help and keys of the page that is shown."""
        page = self.page
        if page is not None and self.here != "help":
            from yishi.gui.help_page import name_at

            self.go("help", (self.here, page.title, page.keys(), name_at(self.focusWidget(), self.here)))

    def menu_entries(self) -> list[tuple[str, str, Any]]:
        """Return what the visible page adds to the file menu, 存成表格 last."""
        return [*self.page.menu_entries(), *self.page.table_entries()] if self.page is not None else []

    def _open_menu(self) -> None:
        menu = classic_menu(self)
        menu.popup(self.menu_button.mapToGlobal(self.menu_button.rect().bottomLeft()))

    # ---- the window itself

    def least(self) -> QSize:
        """Return the window's size below which the visible page begins to scroll."""
        page, outer = self.page, self.minimumSizeHint()
        if page is None:
            return outer
        return outer.expandedTo(self.size() - _around(page).size() + page.minimumSizeHint())

    def dress(self) -> None:
        """Take on the sizes of the chosen text size."""
        self.bar.setFixedHeight(theme.px(48))
        self.status.setFixedHeight(theme.px(28))
        self._show_status()
        self.rail.slim(self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rail.slim(self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.workspace.check_day()

    def closeEvent(self, event: QCloseEvent) -> None:
        commit_composition()
        self._end_filter()
        if (here := self.focusWidget()) is not None and self.workspace.book is not None:
            here.clearFocus()  # a field that is stored when it is left is stored now, while the book is open
        if self.page is not None and not self.page.may_leave():
            event.ignore()
            return
        self.workspace.close()
        event.accept()


def _scrolled(page: Page) -> QScrollArea:
    """Put a page where it can scroll: on a small screen with big letters everything stays within reach."""
    around = QScrollArea()
    around.setProperty("kind", "page")
    around.setFrameShape(QFrame.Shape.NoFrame)
    around.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    around.setWidgetResizable(True)
    around.setWidget(page)
    return around


def _around(page: Page) -> QScrollArea:
    viewport = page.parentWidget()
    around = viewport.parentWidget() if viewport is not None else None
    assert isinstance(around, QScrollArea)
    return around
