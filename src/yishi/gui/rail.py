"""The rail at the left: the seal, the places with the word under the icon, the tools at the bottom."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QIcon, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QVBoxLayout, QWidget

from yishi.gui import icons, theme
from yishi.gui.layout import row
from yishi.i18n import _

_CENTRE = Qt.AlignmentFlag.AlignCenter


def paint_seal(painter: QPainter, box: QRectF, ink: QColor) -> None:
    """Draw 议事 as a two-character name seal, the only logo; never in a state colour."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    high = box.height()
    painter.setPen(QPen(ink, max(1.4, high / 26)))
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), high * 0.09, high * 0.09)
    face = theme.font(bold=True, serif=True)
    face.setPixelSize(max(int(high * 0.4), 1))
    painter.setFont(face)
    half = box.height() * 0.48
    painter.drawText(QRectF(box.x(), box.y() + high * 0.035, box.width(), half), _CENTRE, "议")
    painter.drawText(QRectF(box.x(), box.y() + high * 0.475, box.width(), half), _CENTRE, "事")
    painter.restore()


def seal_icon() -> QIcon:
    """Return the seal for the title bar and the task list."""
    drawn = QPixmap(128, 128)
    drawn.fill(QColor(theme.LIGHT.nav))
    painter = QPainter(drawn)
    paint_seal(painter, QRectF(20, 8, 88, 112), QColor(theme.LIGHT.paper))
    painter.end()
    return QIcon(drawn)


class Seal(QWidget):
    """The seal as a widget, `side` high."""

    def __init__(self, side: int = 40, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = side
        self.setAccessibleName(_("议事"))
        self.dress()

    def resize_to(self, side: int) -> None:
        """Be another size."""
        self._side = side
        self.dress()

    def dress(self) -> None:
        self.setFixedSize(theme.px(self._side * 0.78), theme.px(self._side))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_seal(QPainter(self), QRectF(self.rect()), theme.color("paper"))


class PlaceButton(QAbstractButton):
    """One place: icon, word, a badge with a number when something is overdue there."""

    def __init__(self, word: str, glyph: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._glyph, self._badge, self.high = glyph, 0, 60
        self.setText(word)
        self.setCheckable(True)
        self.setAutoExclusive(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Maximum)
        self.show_badge(0)

    def show_badge(self, number: int) -> None:
        """Show how many are overdue; 0 shows nothing."""
        self._badge = number
        words = _("{place}，{n}项逾期").format(place=self.text(), n=number) if number else self.text()
        self.setAccessibleName(words)
        self.update()

    def dress(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(72), theme.px(self.high))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(72), theme.px(44))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, on = QPainter(self), self.isChecked()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("nav_sel"))
            painter.drawRoundedRect(area.adjusted(4, 2, -4, -2), 6, 6)
            painter.setBrush(theme.color("nav" if theme.now.outlined else "paper"))
            painter.drawRoundedRect(QRectF(4, area.height() / 2 - theme.px(9), 3, theme.px(18)), 1.5, 1.5)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("paper"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(5, 3, -5, -3), 6, 6)
        ink = theme.color("on_nav_sel" if on else "nav_text")
        side, line = theme.px(22), QFontMetrics(theme.font()).height()
        top = (self.height() - side - line - 1) // 2
        painter.drawPixmap((self.width() - side) // 2, top, icons.pixmap(self._glyph, ink.name(), side))
        painter.setPen(ink)
        painter.setFont(theme.font(-1 if len(self.text()) > 3 else 0, bold=on))
        painter.drawText(QRectF(0, top + side + 1, self.width(), line), _CENTRE, self.text())
        if self._badge:
            self._paint_badge(painter, top)

    def _paint_badge(self, painter: QPainter, top: int) -> None:
        number = str(self._badge) if self._badge < 100 else "99+"
        face, side = theme.font(-2, bold=True), theme.px(17)
        width = max(side, QFontMetrics(face).horizontalAdvance(number) + theme.px(7))
        box = QRectF(self.width() / 2 + theme.px(6), max(top - theme.px(4), 1), width, side)
        outlined = theme.now.outlined
        painter.setPen(QPen(theme.color("nav"), 2))
        painter.setBrush(theme.color("red") if outlined else QColor(theme.BADGE))
        painter.drawRoundedRect(box, side / 2, side / 2)
        painter.setPen(QColor("#000000" if outlined else "#FFFFFF"))
        painter.setFont(face)
        painter.drawText(box, _CENTRE, number)


class Rail(QFrame):
    """The places (key, word, glyph, is a tool).

    Signals:
        went(key): a place was clicked.
    """

    went = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[str, PlaceButton] = {}
        self._slim = False
        self._seal = Seal()
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addLayout(row(None, self._seal, None))
        self._column.addSpacing(8)
        self._tools_at = self._column.count()
        self._column.addStretch(1)
        self.dress()

    def offer(self, places: Sequence[tuple[str, str, str, bool]]) -> None:
        """Show these places."""
        for key, word, glyph, tool in places:
            button = PlaceButton(word, glyph)
            button.clicked.connect(lambda _on=False, key=key: self.went.emit(key))
            self.buttons[key] = button
            if tool:
                self._column.addWidget(button)
            else:
                self._column.insertWidget(self._tools_at, button)
                self._tools_at += 1
        self.dress()

    def mark(self, key: str) -> None:
        """Show where the user is."""
        for each, button in self.buttons.items():
            button.setChecked(each == key)

    def dress(self) -> None:
        self.setFixedWidth(theme.px(72))
        self._column.setContentsMargins(0, 8 if self._slim else 14, 0, 8)
        self._seal.resize_to(34 if self._slim else 40)
        for button in self.buttons.values():
            button.high = 50 if self._slim else 60
            button.dress()

    def slim(self, available: int) -> None:
        """Draw the places closer together where `available` pixels of height are few."""
        narrow = available < theme.px(60 * (len(self.buttons) + 1)) + theme.px(40)
        if narrow != self._slim:
            self._slim = narrow
            self.dress()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("nav"))
        if theme.now.outlined:
            painter.fillRect(self.width() - 1, 0, 1, self.height(), theme.color("edge"))
