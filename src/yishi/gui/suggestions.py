"""The list under a name box: part of the window, never the focus, driven by the keys of the box."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from yishi.gui import theme

_LINES = 8


class Suggestions(QFrame):
    """Up to eight candidates (name, hint), the first one chosen.

    Signals:
        taken(candidate): one was clicked.
    """

    taken = Signal(object)

    def __init__(self, box: QWidget) -> None:
        super().__init__(box)
        self._box = box
        self._items: list[Any] = []
        self._place = 0
        self.setProperty("kind", "list")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.hide()

    def offer(self, items: Sequence[Any]) -> None:
        """Show these candidates below the box, or above it where the window ends; none hides the list."""
        self._items, self._place = list(items)[:_LINES], 0
        if not self._items:
            self.hide()
            return
        window = self._box.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        line = self._line()
        width, high = max(self._box.width(), theme.px(200)), line * len(self._items) + 4
        corner = self._box.mapTo(window, QPoint(0, self._box.height() + 2))
        if corner.y() + high > window.height():
            corner = self._box.mapTo(window, QPoint(0, -high - 2))
        left = max(0, min(corner.x(), window.width() - width))
        self.setGeometry(QRect(left, corner.y(), width, high))
        self.setAccessibleName("，".join(f"{item.name} {item.hint}" for item in self._items))
        self.show()
        self.raise_()
        self.update()

    def move_choice(self, way: int) -> None:
        """Choose the next or the previous one, round the end."""
        self._place = (self._place + way) % len(self._items)
        self.update()

    def choice(self) -> Any:
        """Return the chosen candidate, None when there is none."""
        return self._items[self._place] if self._items else None

    def items(self) -> list[Any]:
        """Return what is shown."""
        return list(self._items)

    def _line(self) -> int:
        return theme.px(30)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._place = min(max(int(event.position().y() - 2) // self._line(), 0), len(self._items) - 1)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.mouseMoveEvent(event)
        self.hide()
        self.taken.emit(self.choice())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter, line = QPainter(self), self._line()
        middle = Qt.AlignmentFlag.AlignVCenter
        for place, item in enumerate(self._items):
            area = QRect(2, 2 + place * line, self.width() - 4, line)
            chosen = place == self._place
            if chosen:
                painter.fillRect(area, theme.color("sel"))
            painter.setFont(theme.font(bold=chosen))
            painter.setPen(theme.color("on_sel" if chosen else "text"))
            words = area.adjusted(8, 0, -8, 0)
            painter.drawText(words, middle, item.name)
            used = painter.fontMetrics().horizontalAdvance(item.name) + 12
            painter.setFont(theme.font(-1))
            painter.setPen(theme.color("on_sel" if chosen else "muted"))
            room = words.adjusted(used, 0, 0, 0)
            hint = painter.fontMetrics().elidedText(item.hint, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, middle | Qt.AlignmentFlag.AlignRight, hint)
