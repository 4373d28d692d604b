"""How a roster gets onto 人员: Ctrl+V anywhere on the page, a file dropped on it, the button; and what is said afterwards."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QDropEvent, QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from yishi.gui.ime import commit_composition
from yishi.gui.layout import column
from yishi.gui.page import Page
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.pages.roster_intake import RosterIntake, is_table
from yishi.gui.pages.taking_in import files_of
from yishi.gui.widgets import Button, Strip
from yishi.i18n import _


class PeopleIntake(QObject):
    """Puts the panel of the roster that comes in over the page while there is one."""

    def __init__(self, page: Page, find_box: QWidget, strip_place: QWidget) -> None:
        super().__init__(page)
        self.page, self.find_box, self.strip_place = page, find_box, strip_place
        self.panel, self.list = RosterIntake(page.workspace), QWidget()
        self._strip: Strip | None = None
        before = page.layout()
        assert before is not None
        self.list.setLayout(before)
        self.panel.hide()
        page.setLayout(column((self.list, 1), (self.panel, 1), gap=0))
        self._others = [key for key in page.findChildren(QShortcut, options=Qt.FindChildOption.FindDirectChildrenOnly)]
        page.key("Ctrl+V", self.paste)
        for sequence, act in (("Ctrl+Return", self.panel.take_in), ("Ctrl+Enter", self.panel.take_in),
                              ("F4", self.panel.panel.turn_filter)):  # fmt: skip
            key = QShortcut(QKeySequence(sequence), self.panel, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(act)
        find_box.setAcceptDrops(False)
        page.setAcceptDrops(True)
        page.installEventFilter(self)
        find_box.installEventFilter(self)
        self.panel.opened.connect(self._open)
        self.panel.left.connect(self._close)
        self.panel.done.connect(self._tell)
        for signal in (page.workspace.committed, page.workspace.undone, page.workspace.opened):
            signal.connect(lambda *_what: self._forget())

    @property
    def showing(self) -> bool:
        """Whether the roster that comes in is on screen."""
        return not self.panel.isHidden()

    def begin(self) -> None:
        """The button 导入名册: how a roster may come in."""
        self.panel.begin()

    def paste(self) -> None:
        """Ctrl+V: what was copied; the way how to copy it where nothing was."""
        commit_composition()
        if self.showing or is_table(QGuiApplication.clipboard().mimeData()):
            self.panel.paste()
        else:
            self.panel.begin()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop) and isinstance(event, QDropEvent):
            if watched is not self.page or not (files_of(event.mimeData()) or is_table(event.mimeData())):
                return False
            event.acceptProposedAction()
            if event.type() == QEvent.Type.DragEnter and files_of(event.mimeData()):
                self.panel.expect_file()
            if event.type() == QEvent.Type.Drop:
                self.panel.take(event.mimeData())
            return True
        pasting = watched is self.find_box and isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Paste)
        if pasting and is_table(QGuiApplication.clipboard().mimeData()):  # cells are no word to look for
            if event.type() == QEvent.Type.KeyPress:
                self.paste()
            event.accept()
            return True
        return False

    def _open(self) -> None:
        self._forget()
        for key in self._others:
            key.setEnabled(False)
        self.list.hide()
        self.panel.show()
        self.page.say_title(_("人员"), _("导入名册 · 还没有存进去"))

    def _close(self) -> None:
        for key in self._others:
            key.setEnabled(True)
        self.panel.hide()
        self.list.show()
        self.page.reload()
        self.page.escape()

    def _tell(self, added: int, updated: int) -> None:
        """Say what came in, with the way back; and on a new book with the way on."""
        from yishi.services import meetings

        self._close()
        words = _("导入了{n}人。").format(n=added) if not updated else _("导入了{n}人，更新{m}人。").format(n=added, m=updated)
        undo = Button(_("撤销"), key="Ctrl+Z", small=True)
        undo.setObjectName("undo_import_button")
        undo.clicked.connect(lambda: self.page.workspace.undo())
        buttons = [undo]
        with self.page.workspace.read() as session:
            first = not meetings.lines(session)
        if first:
            words += _("名册好了，现在开会？")
            go = Button(_("直接开会"), small=True)
            go.setObjectName("meet_now_button")
            go.clicked.connect(lambda: self.page.wants.emit("meetings", None))
            buttons.append(go)
        close = Button(_("知道了"), kind="quiet", small=True)
        close.clicked.connect(self._forget)
        press_by_enter(*buttons, close)
        self._strip = Strip("green", words, *buttons, close)
        place = self.strip_place.layout()
        assert place is not None
        place.addWidget(self._strip)
        self.strip_place.show()

    def _forget(self) -> None:
        if self._strip is not None:
            self._strip.hide()
            self._strip.deleteLater()
            self._strip = None
            self.strip_place.hide()
