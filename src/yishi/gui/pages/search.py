"""查找: one box for the whole book, the hits below it by kind, newest first; what is still being composed is looked for too.

Keys: ↑ ↓ choose while the box keeps the focus, Enter goes to the place of the hit, Esc back to where one came from.
"""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from yishi.errors import Refusal
from yishi.gui import theme
from yishi.gui.cells import QuietDelegate
from yishi.gui.controls import Button
from yishi.gui.ime import NameBox, commit_composition
from yishi.gui.layout import column, row
from yishi.gui.page import Page
from yishi.gui.table import Cell, Column, Row, Table
from yishi.gui.widgets import Card, Empty, Label
from yishi.gui.workspace import Workspace
from yishi.i18n import _

_PAUSE = 150  # ms without a key before the book is looked through
_TEXT = 1  # column
_LONGEST = 16  # characters of what was looked for, said again where nothing is found
_GAP = 8  # before the text of a cell


class SearchBox(NameBox):
    """A name box without a list of its own, that keeps the spaces between words.

    Signals:
        moved(int): ↑ (-1) or ↓ (+1).
    """

    moved = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if way is None:
            super().keyPressEvent(event)
        else:
            self.moved.emit(way)

    def _wanted(self) -> str:
        return self.text() + self._preedit


class _Underlined(QuietDelegate):
    """Underlines what was looked for; a colour behind the words would be a lamp."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        model: Any = index.model()
        hit = model.rows[index.row()].ref
        if index.column() != _TEXT or hit is None:
            return
        area, metrics = option.rect, QFontMetrics(theme.font())  # type: ignore[attr-defined]
        painter.save()
        painter.setClipRect(area.adjusted(0, 0, -_GAP, 0))
        for start, end in hit.marks:
            left = area.x() + _GAP + metrics.horizontalAdvance(hit.text[:start])
            wide = metrics.horizontalAdvance(hit.text[:end]) + area.x() + _GAP - left
            painter.fillRect(left, area.center().y() + metrics.height() // 2, wide, 2, theme.color("primary"))
        painter.restore()


def _short(words: str) -> str:
    said = " ".join(words.split())
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"


class SearchPage(Page):
    """What has all the words of the box; opening a hit goes to its place."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.title = _("查找")
        self.hits: tuple[Any, ...] = ()
        self._asked = ""  # with what is still being composed
        self._shown = ""  # what the table is the answer to
        self._back = "today"
        self.box = SearchBox(hint=_("找人、议题、会议、发言、决议和资料；写两个词，两个都要有"), name=_("查找"))
        self.count = Label("", "muted")
        self.back_button = Button(_("返回"), key="Esc", glyph="back")
        self.table = Table(height=34)
        self.table.setAccessibleName(_("找到的"))
        self.table.delegate = _Underlined(self.table)
        self.table.setItemDelegate(self.table.delegate)
        self.table.set_columns(
            (Column(_("类别"), 92, sorts=False), Column(_("内容"), sorts=False), Column(_("日期"), 100, sorts=False)), height=34
        )
        self.nothing = Empty("", glyph="search")
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._look)
        self.box.query.connect(self._typed)
        self.box.chosen.connect(self._enter)
        self.box.moved.connect(self._move)
        self.table.opened.connect(self._open)
        self.back_button.clicked.connect(self.escape)
        found = Card(column((self.table, 1), (self.nothing, 1), margin=2))
        self.setLayout(column(row((self.box, 1), self.count, self.back_button), (found, 1), gap=10, margin=12))

    def show_ref(self, ref: Any) -> None:
        """`ref` is the key of the place one comes from."""
        if ref != "search":
            self._back = str(ref)
        self.box.selectAll()

    def home(self) -> QWidget:
        return self.box

    def keys(self) -> list[tuple[str, str]]:
        return [("↑　↓", _("选一条")), ("Enter", _("去到那里")), ("Esc", _("返回"))]

    def escape(self) -> None:
        """Esc: back to where one came from; what was looked for stays for the next time."""
        commit_composition()
        self.wants.emit(self._back, None)

    def reload(self) -> None:
        from yishi.services import search

        self._pause.stop()
        self.hits, said = (), _("写一个字也行：人名、拼音、电话尾号、编号，或者说过的一句话。")
        if self._asked.strip():
            try:
                with self.workspace.read() as session:
                    self.hits = search.find(session, self._asked)
                said = _("没找到“{words}”。试试全名，或者少写一个词。").format(words=_short(self._asked))
            except Refusal as refusal:
                said = f"{refusal.message}{refusal.next_step}"
        by_kind = [[hit for hit in self.hits if hit.kind == kind] for kind in search.KINDS]
        rows = [
            Row(hit, (Cell(_(search.KINDS[hit.kind]) if n == 0 else "", bold=True), Cell(hit.text),
                      Cell(hit.on.isoformat() if hit.on else "", kind="muted")))
            for hits in by_kind for n, hit in enumerate(hits)
        ]  # fmt: skip
        self.table.show_rows(rows)
        if rows and self._asked != self._shown:  # another question: its first answer
            self.table.selectRow(0)
        self._shown = self._asked
        self.nothing.label.setText(said)
        self.table.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        self.count.setText(_("找到 {n}").format(n=len(rows)) if rows else "")

    def _typed(self, query: str) -> None:
        if query != self._asked:
            self._asked = query
            self._pause.start()

    def _look(self) -> None:
        if self.workspace.book is not None:
            self.reload()

    def _move(self, way: int) -> None:
        if self._pause.isActive():
            self._look()
        place, count = self.table.currentIndex().row() + way, self.table.model().rowCount()
        if 0 <= place < count:
            self.table.setCurrentIndex(self.table.model().index(place, 0))

    def _enter(self) -> None:
        if self._pause.isActive():
            self._look()
        self._open(self.table.chosen_ref())

    def _open(self, hit: Any) -> None:
        if hit is None:
            return
        if hit.kind == "speech":  # in the room, chosen among all that was said
            self.wants.emit("room", (hit.ref, hit.record))
        else:
            self.wants.emit(hit.place, hit.ref)
