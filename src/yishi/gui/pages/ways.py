"""The big buttons of the first page: one way into the program each."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from yishi.gui import icons, theme

_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class Way(QAbstractButton):
    """Icon, word, a sentence and how long it takes; `likely` marks the one recommended. Enter presses it too."""

    def __init__(self, glyph: str, word: str, about: str, time: str, *, likely: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._glyph, self._about, self._time, self._likely = glyph, about, time, likely
        self.setText(word)
        self.setAccessibleName(word)
        self.setAccessibleDescription(about)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.dress()

    def dress(self) -> None:
        self.setFixedHeight(theme.px(156))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(250), theme.px(156))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(160), theme.px(156))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, edge = QPainter(self), theme.px(16)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edging, thick = ("focus", 3) if self.hasFocus() else ("primary", 2) if self._likely else ("quiet", 1)
        box = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        painter.setPen(QPen(theme.color(edging), thick))
        painter.setBrush(theme.color("tonal" if self._likely else "card"))
        painter.drawRoundedRect(box, 6, 6)
        side, wide = theme.px(30), self.width() - 2 * edge
        painter.drawPixmap(edge, edge, icons.pixmap(self._glyph, theme.color("primary").name(), side))
        painter.setPen(theme.color("muted"))
        painter.setFont(theme.font())
        painter.drawText(QRectF(edge, edge, wide, theme.px(22)), int(_MIDDLE | Qt.AlignmentFlag.AlignRight), self._time)
        top = edge + side + theme.px(6)
        painter.setFont(theme.font(2.5, bold=True))
        painter.setPen(theme.color("primary" if self._likely else "text"))
        painter.drawText(QRectF(edge, top, wide, theme.px(28)), _MIDDLE, self.text())
        painter.setFont(theme.font())
        painter.setPen(theme.color("text"))
        rest = QRectF(edge, top + theme.px(30), wide, self.height() - top - theme.px(34))
        painter.drawText(rest, Qt.TextFlag.TextWordWrap, self._about)
