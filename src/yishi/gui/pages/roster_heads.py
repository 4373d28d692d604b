"""The heads of a sheet that came in: 名字 › 姓名, one button each. A click or the arrow keys say what the column holds."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from yishi.errors import shown
from yishi.gui import theme
from yishi.gui.layout import clear, row
from yishi.gui.pages.entry import Choice, press_by_enter
from yishi.gui.widgets import Button, Label
from yishi.i18n import _

if TYPE_CHECKING:
    from yishi.domain.roster_columns import Column

_MOST = 40  # columns of a sheet anybody would look through


class Head(QWidget):
    """One column: what its header says, and what it is taken for.

    Signals:
        said(place, field): somebody says what it holds.
    """

    said = Signal(int, str)

    def __init__(self, column: "Column") -> None:
        super().__init__()
        from yishi.domain.roster_columns import FIELDS

        self.place = column.place
        self.called = shown(column.called, 8)
        self.button = Button("", small=True, glyph="down")
        self.button.setObjectName(f"head_{column.place}_button")
        self.choice = Choice(self.button)
        self.choice.offer([(field, _(word)) for field, word in FIELDS.items()], column.field or "skip")
        self.choice.picked.connect(self._say)
        press_by_enter(self.button)
        self.label = Label(self.called, "muted")
        self.setLayout(row(self.label, self.button, gap=4))
        self._name()

    def show_column(self, column: "Column") -> None:
        """Show what it is taken for now."""
        self.choice.choose(column.field or "skip")
        self._name()

    def _say(self, field: str) -> None:
        self._name()
        self.said.emit(self.place, field)

    def _name(self) -> None:
        self.label.setVisible(self.called != self.button.text())  # 性别 › 性别 says it twice
        taken = self.choice.value != "skip"
        self.button.set_kind("tonal" if taken else "")
        self.button.setAccessibleName(_("“{header}”这一列是：{field}").format(header=self.called, field=self.button.text()))


class Heads(QWidget):
    """All heads, in as many lines as they need.

    Signals:
        said(place, field): somebody says what a column holds.
    """

    said = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heads: list[Head] = []
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(4)
        self._shape: tuple[int, ...] = ()
        # as wide as there is room: its lines are broken anew, so they must not hold the page open
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)

    def show_columns(self, columns: "Sequence[Column]") -> None:
        """Show these columns; where only what they are taken for is new, the buttons stay and so does the focus."""
        bare = not any(column.header for column in columns)  # then every column must be sayable, by its letter
        columns = [column for column in columns if bare or column.header or column.field][:_MOST]
        if [head.place for head in self.heads] == [column.place for column in columns] and all(
                head.called == shown(column.called, 8) for head, column in zip(self.heads, columns, strict=True)):
            for head, column in zip(self.heads, columns, strict=True):
                head.show_column(column)
            return
        clear(self._lines)
        self.heads, self._shape = [Head(column) for column in columns], ()
        for head in self.heads:
            head.said.connect(self.said)
        self._share()

    def dress(self) -> None:
        self._shape = ()
        if self.heads:
            self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        """Put the heads into lines that fit."""
        lines, left, gap = list[list[Head]](), 0, theme.px(10)
        for head in self.heads:
            need = head.sizeHint().width() + gap
            if not lines or left < need:
                lines.append([])
                left = max(self.width(), theme.px(300))
            lines[-1].append(head)
            left -= need
        shape = tuple(len(line) for line in lines)
        if shape == self._shape:
            return
        self._shape = shape
        while (item := self._lines.takeAt(0)) is not None:
            inner = item.layout()
            while inner is not None and inner.takeAt(0) is not None:
                pass
        for line in lines:
            self._lines.addLayout(row(*line, None, gap=gap))
        for one, following in zip(self.heads, self.heads[1:], strict=False):
            QWidget.setTabOrder(one.button, following.button)
