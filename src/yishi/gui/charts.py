"""Bars drawn with QPainter: each with its number, hatched besides tinted, so that a print in black and white says the same.

The drawing is a function of painter, box and data, used by the widget on the page and by the printed sheet alike.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFontMetricsF,
    QMouseEvent,
    QPageLayout,
    QPageSize,
    QPainter,
    QPaintEvent,
    QPdfWriter,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from yishi.gui import theme
from yishi.i18n import _

Pattern = Qt.BrushStyle
MIDDLE, RIGHT, CENTRE = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignCenter
# how a part of a stacked bar looks: (state colour, hatch)
LOOKS: dict[str, tuple[str, Pattern]] = {
    "closed": ("gray", Pattern.BDiagPattern),
    "green": ("green", Pattern.NoBrush),
    "yellow": ("yellow", Pattern.Dense5Pattern),
    "red": ("red", Pattern.DiagCrossPattern),
    "gray": ("gray", Pattern.Dense6Pattern),
    "very_satisfied": ("green", Pattern.NoBrush),
    "satisfied": ("green", Pattern.BDiagPattern),
    "basically_satisfied": ("gray", Pattern.NoBrush),
    "dissatisfied": ("yellow", Pattern.Dense5Pattern),
    "very_dissatisfied": ("red", Pattern.DiagCrossPattern),
}


@dataclass(frozen=True)
class Mark:
    """One bar or column: what it leads to, its word, how many, a quieter word; `parts` (look, how many) make it a stacked one."""

    ref: Any
    word: str
    value: int
    note: str = ""
    parts: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Drawing:
    """A chart: kind is columns, bars or stacked; what it says in one sentence for those who cannot see it."""

    kind: str
    marks: tuple[Mark, ...]
    spoken: str = ""
    legend: tuple[tuple[str, str], ...] = ()  # look, word


def spoken(marks: Sequence[Mark]) -> str:
    """Return the marks as a sentence."""
    return "；".join(f"{mark.word} {mark.value}" + (f" {mark.note}" if mark.note else "") for mark in marks)


class Chart(QWidget):
    """A chart on the page.

    Signals:
        picked(ref): a bar was clicked; the table beside says the same for the keyboard.
    """

    picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.drawing = Drawing("bars", ())
        self._places: list[tuple[QRectF, Any]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)

    def show_drawing(self, drawing: Drawing) -> None:
        """Show another chart."""
        self.drawing = drawing
        self.setAccessibleName(drawing.spoken or spoken(drawing.marks))
        self.updateGeometry()
        self.update()

    def minimumSizeHint(self) -> QSize:
        lines = max(len(self.drawing.marks), 1)
        high = 130 if self.drawing.kind == "columns" else min(24 * lines + (26 if self.drawing.legend else 0), 175)
        return QSize(theme.px(200), theme.px(high))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._places = paint(painter, QRectF(self.rect()), self.drawing)

    def _at(self, where: QPointF) -> Any:
        return next((ref for box, ref in self._places if ref is not None and box.contains(where)), None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hand = self._at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        ref = self._at(event.position())
        if ref is not None and event.button() == Qt.MouseButton.LeftButton:
            self.picked.emit(ref)


def paint(painter: QPainter, box: QRectF, drawing: Drawing) -> list[tuple[QRectF, Any]]:
    """Draw a chart into `box` and return where each bar lies, with what it leads to."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    if not drawing.marks:
        _write(painter, box, MIDDLE, _("这段时间没有数。"), "muted")
        return []
    if drawing.legend:
        foot = _lines(painter) + 8
        _legend(painter, QRectF(box.x(), box.bottom() - foot + 4, box.width(), foot - 4), drawing.legend)
        box = box.adjusted(0, 0, 0, -foot)
    return {"columns": _columns, "bars": _bars, "stacked": _stacked}[drawing.kind](painter, box, drawing.marks)


def _lines(painter: QPainter) -> float:
    return QFontMetricsF(theme.font(), painter.device()).height()


def _wide(painter: QPainter, text: str, *, bold: bool = False) -> float:
    return QFontMetricsF(theme.font(bold=bold), painter.device()).horizontalAdvance(text)


def _write(painter: QPainter, box: QRectF, flags: Qt.AlignmentFlag, text: str, colour: str = "text", *, bold: bool = False) -> None:
    painter.setFont(theme.font(bold=bold))
    painter.setPen(theme.color(colour))
    metrics = QFontMetricsF(painter.font(), painter.device())
    painter.drawText(box, int(flags.value), metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width() + 1))


def _plain_bar(painter: QPainter, box: QRectF) -> None:
    ink = theme.color("chart")
    painter.fillRect(box, ink)
    painter.setPen(QPen(ink, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box)


def _columns(painter: QPainter, box: QRectF, marks: Sequence[Mark]) -> list[tuple[QRectF, Any]]:
    line, cell = _lines(painter), box.width() / len(marks)
    head, foot, top = line + 4, 2 * line + 6, max(mark.value for mark in marks) or 1
    base, room = box.bottom() - foot, max(box.height() - foot - head, 10)
    painter.setPen(QPen(theme.color("quiet"), 1))
    painter.drawLine(QPointF(box.x(), base), QPointF(box.right(), base))
    places = []
    for place, mark in enumerate(marks):
        x, high = box.x() + cell * place, room * mark.value / top
        width = min(line * 1.7, cell * 0.56)
        if mark.value:
            _plain_bar(painter, QRectF(x + (cell - width) / 2, base - high, width, high))
        _write(painter, QRectF(x, base - high - head, cell, head), CENTRE, str(mark.value), bold=True)
        narrow = _wide(painter, mark.word) > cell  # twelve months in large letters: the number alone
        _write(painter, QRectF(x, base + 3, cell, line), CENTRE, mark.word[:-1] if narrow else mark.word)
        if _wide(painter, mark.note) <= cell + 8:
            _write(painter, QRectF(x - 4, base + 3 + line, cell + 8, line), CENTRE, mark.note, "muted")
        places.append((QRectF(x, box.y(), cell, box.height()), mark.ref))
    return places


def _label_width(painter: QPainter, box: QRectF, marks: Sequence[Mark]) -> float:
    return min(max(_wide(painter, mark.word) for mark in marks) + 14, box.width() * 0.36)


def _line_height(painter: QPainter, box: QRectF, marks: Sequence[Mark]) -> float:
    return min(box.height() / len(marks), _lines(painter) * 2.2)


def _bars(painter: QPainter, box: QRectF, marks: Sequence[Mark]) -> list[tuple[QRectF, Any]]:
    left, line, top = _label_width(painter, box, marks), _line_height(painter, box, marks), max(mark.value for mark in marks) or 1
    told = max(_wide(painter, str(mark.value), bold=True) + _wide(painter, mark.note) for mark in marks) + 20
    room, places = max(box.width() - left - told, 10), []
    for place, mark in enumerate(marks):
        y, width = box.y() + place * line, max(2.0, room * mark.value / top)
        high = min(line * 0.62, _lines(painter) * 1.1)
        _write(painter, QRectF(box.x(), y, left - 12, line), RIGHT | MIDDLE, mark.word)
        _plain_bar(painter, QRectF(box.x() + left, y + (line - high) / 2, width, high))
        x, number = box.x() + left + width + 8, str(mark.value)
        _write(painter, QRectF(x, y, told, line), MIDDLE, number, bold=True)
        _write(painter, QRectF(x + _wide(painter, number, bold=True) + 6, y, told, line), MIDDLE, mark.note, "muted")
        places.append((QRectF(box.x(), y, box.width(), line), mark.ref))
    return places


def _stacked(painter: QPainter, box: QRectF, marks: Sequence[Mark]) -> list[tuple[QRectF, Any]]:
    left, line, places = _label_width(painter, box, marks), _line_height(painter, box, marks), []
    for place, mark in enumerate(marks):
        y, x, total = box.y() + place * line, box.x() + left, sum(n for _look, n in mark.parts) or 1
        room = box.width() - left - 2
        _write(painter, QRectF(box.x(), y, left - 12, line), RIGHT | MIDDLE, mark.word)
        for look, n in mark.parts:
            if n:
                width = room * n / total
                high = min(line * 0.78, _lines(painter) * 1.5)
                _part(painter, QRectF(x, y + (line - high) / 2, width - 2, high), look, str(n))
                x += width
        places.append((QRectF(box.x(), y, box.width(), line), mark.ref))
    return places


def _swatch(painter: QPainter, box: QRectF, look: str) -> QColor:
    state, pattern = LOOKS[look]
    ink, faint = theme.color(state), theme.color(state)
    faint.setAlpha(90)
    painter.setPen(QPen(ink, 1))
    painter.setBrush(theme.ground(state))
    painter.drawRect(box)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(faint, pattern) if pattern != Pattern.NoBrush else Qt.BrushStyle.NoBrush)
    painter.drawRect(box)
    return ink


def _part(painter: QPainter, box: QRectF, look: str, number: str) -> None:
    ink = _swatch(painter, box, look)
    tag = QRectF(0, 0, _wide(painter, number, bold=True) + 8, box.height() * 0.72)
    tag.moveCenter(box.center())
    if tag.width() < box.width():
        painter.fillRect(tag, theme.ground(LOOKS[look][0]))
    painter.setPen(ink)
    painter.setFont(theme.font(bold=True))
    painter.drawText(box, int(CENTRE.value), number)


def _legend(painter: QPainter, box: QRectF, legend: Sequence[tuple[str, str]]) -> None:
    side, x = _lines(painter) * 0.72, box.x()
    needed = sum(side * 1.5 + 5 + _wide(painter, word) for _look, word in legend)
    gap = min(max((box.width() - needed) / max(len(legend) - 1, 1), 4), 14)
    for look, word in legend:
        _swatch(painter, QRectF(x, box.center().y() - side / 2, side * 1.5, side), look)
        width = _wide(painter, word)
        _write(painter, QRectF(x + side * 1.5 + 5, box.y(), width + 2, box.height()), MIDDLE, word, "muted")
        x += side * 1.5 + 5 + width + gap


def write_pdf(file: str, title: str, charts: Sequence[tuple[str, str, Drawing]]) -> None:
    """Print charts on one A4 sheet lying: (question, answer, drawing) each, two beside each other, in the light theme's colours."""
    writer = QPdfWriter(file)
    writer.setTitle(title)
    writer.setCreator("")
    writer.setResolution(96)
    writer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Landscape, QMarginsF(12, 12, 12, 12),
                                     QPageLayout.Unit.Millimeter))  # fmt: skip
    kept, theme.now = theme.now, theme.LIGHT
    painter = QPainter(writer)
    try:
        whole = QRectF(0, 0, writer.width(), writer.height())
        line = _lines(painter)
        _write(painter, QRectF(0, 0, whole.width(), 2 * line), CENTRE, title, bold=True)
        cell = QSize(int(whole.width() / 2), int((whole.height() - 2 * line) / 2))
        for place, (question, answer, drawing) in enumerate(charts[:4]):
            x, y = (place % 2) * cell.width(), 2 * line + (place // 2) * cell.height()
            box = QRectF(x + 8, y + 8, cell.width() - 16, cell.height() - 16)
            painter.setPen(QPen(theme.color("quiet"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box)
            box = box.adjusted(14, 8, -14, -10)
            _write(painter, QRectF(box.x(), box.y(), box.width(), line), MIDDLE, question, "muted")
            _write(painter, QRectF(box.x(), box.y() + line + 2, box.width(), line * 1.3), MIDDLE, answer, bold=True)
            paint(painter, box.adjusted(0, 2.6 * line + 6, 0, 0), drawing)
    finally:
        painter.end()
        theme.now = kept
