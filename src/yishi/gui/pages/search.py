"""查找: one box for the whole book, the hits below it by kind, newest first; what is still being composed is looked for too.

Keys: ↑ ↓ F3 choose while the box keeps the focus, Enter goes to the place of the hit, Esc back to where one came from. Of a kind of
which there are many only the newest are listed, with a button that lists all of them.
"""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from yishi.errors import Refusal
from yishi.gui import theme
from yishi.gui.cells import QuietDelegate
from yishi.gui.controls import Button
from yishi.gui.ime import commit_composition
from yishi.gui.layout import column, row
from yishi.gui.page import Page
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.table import Cell, Column, Row, Table
from yishi.gui.widgets import Card, Empty, Label
from yishi.gui.words_box import WordsBox
from yishi.gui.workspace import Workspace
from yishi.i18n import _

_PAUSE = 150  # ms without a key before the book is looked through
_ALL = 5000  # of each kind
_TEXT = 1  # column
_LONGEST = 16  # characters of what was looked for, said again where nothing is found
_GAP = 8  # before the text of a cell


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


def paper_titles() -> dict[str, str]:
    """Return what papers are called, by their names."""
    from yishi.documents.catalogue import documents

    return {name: each.title for name, each in documents().items()}


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
        self.box = WordsBox(hint=_("找人、议题、会议、发言、决议和资料；写两个词，两个都要有"), name=_("查找"))
        self.count = Label("", "muted")
        self.most = 0  # of each kind; 0: the newest only
        self.more_button = Button(_("更早的也列出来"), kind="quiet")
        self.more_button.setObjectName("more_button")
        self.more_button.clicked.connect(self.list_all)
        press_by_enter(self.more_button)
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
        self.setLayout(column(row((self.box, 1), self.count, self.more_button, self.back_button), (found, 1), gap=10, margin=12))

    def show_ref(self, ref: Any) -> None:
        """`ref` is the key of the place one comes from, or that and the words to look for ("" = those of the last time)."""
        back, words = ref if isinstance(ref, tuple) else (ref, "")
        if back != "search":
            self._back = str(back)
        if words.strip():
            self.box.setText(words)
        self.box.selectAll()

    def home(self) -> QWidget:
        return self.box

    def keys(self) -> list[tuple[str, str]]:
        return [("↑　↓　F3", _("选一条")), (_("回车"), _("去到那里")), (_("F3，在去到的那一页"), _("去下一条")), ("Esc", _("返回"))]

    def escape(self) -> None:
        """Esc: back to where one came from; what was looked for stays for the next time."""
        commit_composition()
        self.wants.emit(self._back, None)

    def reload(self) -> None:
        from yishi.services import search

        self._pause.stop()
        self.hits, more, said = (), False, _("写一个字也行：人名、拼音、电话尾号、编号，或者说过的一句话。")
        if self._asked.strip():
            try:
                with self.workspace.read() as session:
                    self.hits = search.find(session, self._asked, self.most or search.MOST, paper_titles())
                more = search.cut(self.hits, self.most or search.MOST)
                said = _("没找到“{words}”，所有年份都找过了。试试全名，或者少写一个词。").format(words=_short(self._asked))
            except Refusal as refusal:
                said = f"{refusal.message}{refusal.next_step}"
        rows = self._rows()
        self.table.show_rows(rows)
        if rows and self._asked != self._shown:  # another question: its first answer
            self.table.selectRow(0)
        self._shown = self._asked
        self.nothing.label.setText(said)
        self.table.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        self.count.setText((_("找到 {n}，各类只列最新的") if more else _("找到 {n}")).format(n=len(rows)) if rows else "")
        self.more_button.setVisible(more)

    def _rows(self) -> list[Row]:
        """Return the hits by the words of their kinds, the first of each with these."""
        from yishi.services.search import KINDS

        told = {word: [hit for hit in self.hits if KINDS[hit.kind] == word] for word in dict.fromkeys(KINDS.values())}
        return [
            Row(hit, (Cell(f"{_(word)} {len(hits)}" if n == 0 else "", bold=True), Cell(hit.text),
                      Cell(hit.on.isoformat() if hit.on else "", kind="muted")))
            for word, hits in told.items() for n, hit in enumerate(hits)
        ]  # fmt: skip

    def list_all(self) -> None:
        """List the older ones too."""
        self.most = _ALL
        self.reload()
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def next_hit(self) -> None:
        """F3 on another page: go to the hit after the one that was opened last."""
        place = self.table.currentIndex().row()
        self._move(1)
        if self.table.currentIndex().row() != place:
            self._open(self.table.chosen_ref())
        elif self.hits:
            self.window().tell(_("这是找到的最后一条。"))  # type: ignore[attr-defined]

    def _typed(self, query: str) -> None:
        if query != self._asked:
            self._asked, self.most = query, 0
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
        elif hit.kind == "paper":  # in 打印中心, chosen among the papers of what it is about
            about, _space, paper = hit.ref.partition(" ")
            self.wants.emit("papers", (about, paper))
        else:
            self.wants.emit(hit.place, hit.ref)
