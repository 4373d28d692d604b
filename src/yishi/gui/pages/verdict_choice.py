"""合格 · 整改 · 不合格: three large buttons, each with its shape, what it leads to and its key."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QWidget

from yishi.gui import theme
from yishi.gui.chips import accessible, color_of, paint_shape
from yishi.gui.layout import row

_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class VerdictButton(QAbstractButton):
    """One verdict: shape, bold word, a quieter line of what follows, its key in a box."""

    def __init__(self, state: str, word: str, follows: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state, self.follows, self.key = state, follows, key
        self.setText(word)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(accessible(word, follows, key))
        self.setToolTip(follows)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.dress()

    def dress(self) -> None:
        self.setFixedHeight(theme.px(58))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(190), theme.px(58))

    def minimumSizeHint(self) -> QSize:
        word = QFontMetrics(theme.font(1, bold=True)).horizontalAdvance(self.text())
        return QSize(theme.px(16) + 20 + word + theme.px(24) + 28, theme.px(58))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, on = QPainter(self), self.isChecked()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = color_of(self.state)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(theme.color(colour if on else "quiet"), 2 if on else 1.4))
        painter.setBrush(theme.ground(colour) if on else theme.color("card"))
        painter.drawRoundedRect(box, 4, 4)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(2, 2, -2, -2), 3, 3)
        side, high = theme.px(16), self.height()
        paint_shape(painter, QRectF(14, (high - side) / 2, side, side), self.state)
        left, room = 14 + side + 12, self.width() - 14 - side - 24
        painter.setPen(theme.color(colour if on else "text"))
        painter.setFont(theme.font(1, bold=True))
        painter.drawText(QRectF(left, theme.px(7), room, theme.px(22)), _MIDDLE, self.text())
        painter.setFont(theme.font(-0.5))
        painter.setPen(theme.color(colour if on else "muted"))
        said = painter.fontMetrics().elidedText(self.follows, Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(QRectF(left, theme.px(29), room, theme.px(22)), _MIDDLE, said)
        cap = QRectF(self.width() - theme.px(22) - 10, 9, theme.px(20), theme.px(20))
        painter.setPen(QPen(theme.color("quiet"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(cap, 3, 3)
        painter.setPen(theme.color("muted"))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self.key)


class VerdictChoice(QWidget):
    """Exclusive; nothing is chosen at first, so that nobody stores a verdict that nobody gave.

    Signals:
        picked(str): the verdict the user chose.
    """

    picked = Signal(str)

    def __init__(self, choices: Sequence[tuple[str, str, str, str, str]], parent: QWidget | None = None) -> None:
        """`choices` are (value, state of chips.STATES, word, what follows, key)."""
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, VerdictButton] = {}
        for value, state, word, follows, key in choices:
            button = VerdictButton(state, word, follows, key)
            button.clicked.connect(lambda _on=False, value=value: self.picked.emit(value))
            self._group.addButton(button)
            self.buttons[value] = button
        self.setLayout(row(*((button, 1) for button in self.buttons.values())))

    @property
    def value(self) -> str:
        """The verdict, "" while there is none."""
        return next((value for value, button in self.buttons.items() if button.isChecked()), "")

    def choose(self, value: str) -> None:
        """Choose a verdict, "" for none, without a signal."""
        self._group.setExclusive(False)
        for name, button in self.buttons.items():
            button.setChecked(name == value)
        self._group.setExclusive(True)
