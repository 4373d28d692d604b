"""The life of one resolution, newest last: date | shape on a thread | what happened, one line of fact, papers."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from yishi.gui import theme
from yishi.gui.chips import accessible, paint_shape

_WRAP = Qt.TextFlag.TextWordWrap


@dataclass(frozen=True)
class Moment:
    """One event: short date, state (key of chips.STATES), bold word, one fact, name of the paper it left."""

    date: str
    state: str
    word: str
    text: str = ""
    paper: str = ""
    faint: bool = False  # told, but not counted

    @property
    def fact(self) -> str:
        """The second line with the paper in hooked brackets."""
        paper = f"〔{self.paper}〕" if self.paper else ""
        return "　".join(part for part in (self.text, paper) if part)


class Timeline(QWidget):
    """Paints moments; put it into a scroll area where it may be long."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.moments: tuple[Moment, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_moments(self, moments: Sequence[Moment]) -> None:
        """Show these moments, oldest first."""
        self.moments = tuple(moments)
        self.setAccessibleName("；".join(accessible(m.date, m.word, m.fact) for m in self.moments))
        self.dress()

    def dress(self) -> None:
        self.updateGeometry()
        self.setMinimumHeight(self.heightForWidth(self.width()))
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return sum(self._height(moment, width) for moment in self.moments) + 4

    def sizeHint(self) -> QSize:
        return QSize(theme.px(340), self.heightForWidth(max(self.width(), theme.px(240))))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(220), theme.px(60))

    def resizeEvent(self, event: object) -> None:
        self.setMinimumHeight(self.heightForWidth(self.width()))

    def _left(self) -> int:
        return theme.px(52) + 24

    def _height(self, moment: Moment, width: int) -> int:
        metrics = QFontMetrics(theme.font())
        if not moment.fact:
            return metrics.height() + 10
        room = QRect(0, 0, max(width - self._left() - 4, 40), 4000)
        return metrics.height() + metrics.boundingRect(room, _WRAP, moment.fact).height() + 10

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = 2
        for place, moment in enumerate(self.moments):
            high = self._height(moment, self.width())
            self._paint(painter, moment, top, high, thread=place < len(self.moments) - 1)
            top += high

    def _paint(self, painter: QPainter, moment: Moment, top: int, high: int, *, thread: bool) -> None:
        line, side, left = QFontMetrics(theme.font()).height(), theme.px(10), self._left()
        x, middle = theme.px(52) + 8, top + line / 2
        if thread:
            painter.setPen(QPen(theme.color("quiet"), 1.5))
            painter.drawLine(QPointF(x, middle + side), QPointF(x, top + high + line / 2 - side))
        paint_shape(painter, QRectF(x - side / 2, middle - side / 2, side, side), moment.state)
        painter.setFont(theme.font())
        painter.setPen(theme.color("muted"))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(0, top, theme.px(52) - 4, line), right, moment.date)
        painter.setPen(theme.color("muted" if moment.faint else "text"))
        painter.setFont(theme.font(bold=True))
        painter.drawText(QRectF(left, top, self.width() - left, line), Qt.AlignmentFlag.AlignVCenter, moment.word)
        painter.setFont(theme.font())
        painter.drawText(QRectF(left, top + line, self.width() - left - 4, high), _WRAP, moment.fact)
