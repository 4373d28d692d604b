"""A state is shape + word + days, colour last.

Shapes are painted paths, so no missing font can lose them and a black-and-white print keeps them. The states of a
light are the domain's (red yellow green gray); the others name what a thing waits for.
"""

from typing import Any

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from yishi.gui import theme
from yishi.i18n import _

# state: (shape, colour)
STATES: dict[str, tuple[str, str]] = {
    "red": ("square", "red"),
    "yellow": ("triangle", "yellow"),
    "green": ("disc", "green"),
    "gray": ("bars", "gray"),
    "inspect": ("diamond", "blue"),
    "evaluate": ("ring", "blue"),
    "suspended": ("bars", "gray"),
    "closed": ("tick", "gray"),
    "ended": ("cross", "gray"),
    "passed": ("tick", "green"),
    "ready": ("ring", "blue"),
    "live": ("disc", "blue"),
    "draft": ("triangle", "yellow"),
    "sealed": ("tick", "gray"),
    "note": ("ring", "gray"),
}


def word_of(state: str) -> str:
    """Return the usual word of a state, for a chip that was given none."""
    return {
        "red": _("逾期"),
        "yellow": _("临期"),
        "green": _("正常"),
        "gray": _("挂起"),
        "suspended": _("挂起"),
        "inspect": _("待督查"),
        "evaluate": _("待评价"),
        "closed": _("办结"),
        "ended": _("终止"),
        "passed": _("通过"),
        "live": _("进行中"),
        "ready": _("准备中"),
        "draft": _("待定稿"),
        "sealed": _("已定稿"),
    }.get(state, "")


def stages() -> tuple[str, ...]:
    """Return the six stations in the life of a resolution."""
    return (_("议题"), _("决议"), _("跟进"), _("督查"), _("评价"), _("办结"))


def shape_of(state: str) -> str:
    """Return the name of the shape of a state."""
    return STATES.get(state, ("ring", "gray"))[0]


def color_of(state: str) -> str:
    """Return the colour name (a key of Tokens.states) of a state."""
    return STATES.get(state, ("ring", "gray"))[1]


def paint_shape(painter: QPainter, box: QRectF, state: str, ink: QColor | None = None) -> None:
    """Draw the shape of `state` inside a square box."""
    ink = ink or theme.color(color_of(state))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    x, y, side = box.x(), box.y(), box.width()

    def polygon(*points: tuple[float, float]) -> QPolygonF:
        return QPolygonF([QPointF(x + side * across, y + side * down) for across, down in points])

    kind = shape_of(state)
    if kind in ("tick", "ring", "cross"):
        pen = QPen(ink, max(1.6, side * 0.17))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if kind == "tick":
            painter.drawPolyline(polygon((0, 0.55), (0.38, 0.9), (1, 0.15)))
        elif kind == "cross":
            painter.drawPolyline(polygon((0.1, 0.1), (0.9, 0.9)))
            painter.drawPolyline(polygon((0.9, 0.1), (0.1, 0.9)))
        else:
            painter.drawEllipse(box.adjusted(1, 1, -1, -1))
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        if kind == "square":
            painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
        elif kind == "triangle":
            painter.drawPolygon(polygon((0.5, 0), (1, 0.93), (0, 0.93)))
        elif kind == "diamond":
            painter.drawPolygon(polygon((0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5)))
        elif kind == "bars":
            painter.drawRect(QRectF(x + side * 0.14, y, side * 0.26, side))
            painter.drawRect(QRectF(x + side * 0.6, y, side * 0.26, side))
        else:
            painter.drawEllipse(box)
    painter.restore()


def chip_width(word: str) -> int:
    """Return the width of a chip that says `word`."""
    return 8 + theme.px(10) + 6 + QFontMetrics(theme.font()).horizontalAdvance(word) + 8


def paint_chip(painter: QPainter, x: int, middle: int, state: str, word: str) -> int:
    """Draw a chip from `x` to the right, centred on the line `middle`; return its width."""
    name = color_of(state)
    width, height, side = chip_width(word), theme.px(24), theme.px(10)
    box = QRectF(x + 0.5, middle - height / 2 + 0.5, width - 1, height - 1)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color(name)) if theme.now.outlined else QPen(Qt.PenStyle.NoPen))
    painter.setBrush(theme.ground(name))
    painter.drawRoundedRect(box, 4, 4)
    paint_shape(painter, QRectF(x + 8, middle - side / 2, side, side), state)
    painter.setPen(theme.color(name))
    painter.setFont(theme.font())
    painter.drawText(QRectF(x + 14 + side, box.y(), width, box.height()), Qt.AlignmentFlag.AlignVCenter, word)
    painter.restore()
    return width


def paint_stage_dots(painter: QPainter, box: QRect, stage: int) -> None:
    """Six small dots for a table cell: done filled, the present one ringed, the rest hollow. Stage 5 = closed."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    step, radius, y = theme.px(14), theme.px(3.5), box.center().y() + 0.5
    left, last = box.x() + radius + 2, len(stages()) - 1
    painter.setPen(QPen(theme.color("quiet"), 1.4))
    painter.drawLine(QPointF(left, y), QPointF(left + step * last, y))
    painter.setPen(QPen(theme.color("primary"), 1.8))
    painter.drawLine(QPointF(left, y), QPointF(left + step * min(stage, last), y))
    for place in range(last + 1):
        done, here = place < stage or stage >= last, place == stage and stage < last
        centre = QPointF(left + place * step, y)
        painter.setPen(QPen(theme.color("primary" if done or here else "edge"), 1.5))
        painter.setBrush(theme.color("primary" if done else "card"))
        around = radius + 1.5 if here else radius - 0.5
        painter.drawEllipse(centre, around, around)
        if here:
            painter.setBrush(theme.color("primary"))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(centre, around - 3, around - 3)
    painter.restore()


class Chip(QWidget):
    """A chip by itself: `Chip("red", "逾期 4天")`, later `chip.show_state("green", "正常 9天")`."""

    def __init__(self, state: str = "green", word: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_state(state, word)

    def show_state(self, state: str, word: str = "") -> None:
        """Show another state; without a word, its usual one."""
        self.state, self.word = state, word or word_of(state)
        self.setAccessibleName(self.word)
        self.dress()

    def dress(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(chip_width(self.word), theme.px(24))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_chip(QPainter(self), 0, self.height() // 2, self.state, self.word)


class Shape(QWidget):
    """The bare shape of a state, for lamps and legends; a word must stand beside it."""

    def __init__(self, state: str = "green", side: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state, self._side = state, side
        self.dress()

    def dress(self) -> None:
        self.setFixedSize(theme.px(self._side), theme.px(self._side))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_shape(QPainter(self), QRectF(self.rect()), self.state)


class StageBar(QWidget):
    """议题—决议—跟进—督查—评价—办结 with a date under each station that was reached."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stage, self.dates = 0, ("",) * 6
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.dress()

    def show_stage(self, stage: int, dates: tuple[str, ...] | list[str] = ()) -> None:
        """Show station `stage` (0…5, 5 = closed) and up to six short dates ("04-24", "" = none)."""
        self.stage, self.dates = stage, (*dates, *("",) * 6)[:6]
        self.setAccessibleName(_("进度：{stage}").format(stage=stages()[min(stage, 5)]))
        self.update()

    def dress(self) -> None:
        self.setFixedHeight(theme.px(60))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(46) * 6, theme.px(60))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, word in enumerate(stages()):
            self._station(painter, place, word)

    def _station(self, painter: QPainter, place: int, word: str) -> None:
        last, cell = 5, self.width() / 6
        x, y, radius = cell * (place + 0.5), theme.px(10), theme.px(7)
        done, here = place < self.stage or self.stage >= last, place == self.stage < last
        if place < last:
            painter.setPen(QPen(theme.color("primary" if place < self.stage else "quiet"), 2))
            painter.drawLine(QPointF(x + radius + 3, y), QPointF(x + cell - radius - 3, y))
        painter.setPen(QPen(theme.color("primary" if done or here else "edge"), 2))
        painter.setBrush(theme.color("primary" if done else "card"))
        painter.drawEllipse(QPointF(x, y), radius, radius)
        if done:
            box = QRectF(x - radius * 0.5, y - radius * 0.45, radius, radius * 0.9)
            paint_shape(painter, box, "closed", theme.color("on_primary"))
        if here:
            painter.setBrush(theme.color("primary"))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(QPointF(x, y), radius - 4, radius - 4)

        def write(top: float, high: int, words: str) -> None:
            painter.drawText(QRectF(x - cell / 2, top, cell, high), Qt.AlignmentFlag.AlignCenter, words)

        painter.setFont(theme.font(bold=here))
        painter.setPen(theme.color("text" if done or here else "muted"))
        write(y + radius + 2, theme.px(20), word)
        painter.setFont(theme.font(-1.5))
        painter.setPen(theme.color("muted"))
        write(y + radius + theme.px(21), theme.px(18), self.dates[place])


def accessible(*parts: Any) -> str:
    """Join what is known of a row into one sentence for a screen reader."""
    return "，".join(str(part) for part in parts if part)
