"""How the hall screen is laid out and painted; window and preview use the same, so that they cannot differ.

Sizes are of a screen 1080 high: title 68, body 44, nothing below 33 pixels on any screen (letters 1/150 of eight metres on a
100-inch screen). What does not fit shrinks to 33, then the oldest points go, then long texts end in ….
"""

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontInfo,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPen,
    QTextLayout,
    QTextOption,
)

from yishi.gui import theme
from yishi.gui.theme import Hall
from yishi.i18n import _
from yishi.services.projection import ProjectorView

TITLE, BODY, LEAST = 68, 44, 33
_LEADING = 1.3
_SYNTHETIC = 64  # above this many pixels Qt does not thicken letters that have no bold cut


@dataclass(frozen=True)
class Block:
    """One text broken into lines, at so many pixels."""

    lines: tuple[str, ...]
    px: int
    bold: bool = False

    @property
    def height(self) -> float:
        """Height of all lines, in pixels."""
        return len(self.lines) * self.px * _LEADING


@dataclass(frozen=True)
class Arranged:
    """What will be painted: each text already broken; `left_out` points did not fit."""

    view: ProjectorView
    unit: float  # pixels of the screen per pixel of the drawing
    body: int
    title: Block
    points: tuple[Block, ...]
    resolution: Block
    left_out: int
    height: float  # of all between head and foot

    @property
    def least(self) -> int:
        """The smallest letters on this screen, in pixels."""
        return min(self.body, self.title.px, small(self.unit, self.body))


def face(px: int, bold: bool = False) -> QFont:
    """Return the hall's letters."""
    font = QFont()
    font.setFamilies(theme.families(theme.SANS))
    font.setPixelSize(px)
    font.setBold(bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def small(unit: float, body: int) -> int:
    """Return the size of what stands beside the body: head, facts, remark."""
    return max(LEAST, min(round(38 * unit), body))


def broken(text: str, px: int, width: float, most: int = 0, bold: bool = False) -> Block:
    """Break a text into lines; with `most`, so many at most, the last of them ending in …."""
    font = face(px, bold)
    layout = QTextLayout(text.replace("\n", "　"), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    lines: list[str] = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        lines.append(layout.text()[line.textStart() : line.textStart() + line.textLength()].rstrip())
    layout.endLayout()
    if most and len(lines) > most:
        rest = "".join(lines[most - 1 :])
        lines = [*lines[: most - 1], QFontMetricsF(font).elidedText(rest, Qt.TextElideMode.ElideRight, width)]
    return Block(tuple(lines) if text else (), px, bold)


def arrange(view: ProjectorView, size: QSizeF) -> Arranged:
    """Break and size everything so that it fits a screen of `size` pixels."""
    unit = max(min(size.height() / 1080, size.width() / 1440), 0.4)
    room = _foot(view, size, unit) - _head(unit)
    biggest = max(LEAST, round(BODY * unit))
    made = _at(view, size, unit, biggest, view.points)
    for body in range(biggest, LEAST - 1, -1):
        made = _at(view, size, unit, body, view.points)
        if made.height <= room:
            return made
    points = view.points
    while len(points) > 1 and made.height > room:
        points = points[1:]
        made = replace(_at(view, size, unit, LEAST, points), left_out=len(view.points) - len(points))
    for most in (4, 3, 2, 1):
        if made.height <= room:
            break
        made = replace(_at(view, size, unit, LEAST, points, most), left_out=len(view.points) - len(points))
    if made.height > room and points:
        made = replace(_at(view, size, unit, LEAST, (), 1), left_out=len(view.points))
    return made


def _head(unit: float) -> float:
    return max(146 * unit, LEAST * 2.4)


def _foot(view: ProjectorView, size: QSizeF, unit: float) -> float:
    return size.height() - (max(84 * unit, LEAST * 1.9) if view.remark else 44 * unit)


def _at(view: ProjectorView, size: QSizeF, unit: float, body: int, points: tuple[str, ...], most: int = 0) -> Arranged:
    """Break everything for this size of the body; `most` lines for a single text, 0 = as many as it has."""
    width = size.width() - 2 * _margin(unit)
    largest = max(LEAST, round(TITLE * unit * body / max(round(BODY * unit), LEAST)))
    title = broken(view.title, largest, width, bold=True)
    for px in range(largest, max(LEAST, body) - 1, -1):
        title = broken(view.title, px, width, bold=True)
        if len(title.lines) <= 2:
            break
    title = broken(view.title, title.px, width, min(most, 2) or 2, bold=True)
    blocks = tuple(broken(point, body, width - 1.2 * body, most) for point in points)
    text = view.resolution.text if view.resolution else ""
    resolution = broken(text, body, width - _label(body), most or 4, bold=True)
    height = title.height + (small(unit, body) * 1.9 if view.item else 0)
    height += sum(block.height + 0.35 * body for block in blocks) + (0.5 * body if blocks else 0)
    height += _box(unit, body) + 0.6 * body if view.vote else 0
    height += resolution.height + small(unit, body) * 1.5 + 0.6 * body if view.resolution else 0
    return Arranged(view, unit, body, title, blocks, resolution, 0, height)


def _margin(unit: float) -> float:
    return 96 * unit


def _label(body: int) -> float:
    return 2.75 * body


def _box(unit: float, body: int) -> float:
    return small(unit, body) * 2 + body * 3.1


# ---- painting


def paint(painter: QPainter, size: QSizeF, view: ProjectorView, colours: Hall, hint: str = "") -> Arranged:
    """Paint the hall screen of `size` pixels; `hint` is said at the bottom left (only on the operator's own screen)."""
    made = arrange(view, size)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(QRectF(QPointF(0, 0), size), QColor(colours.ground))
    margin, width, unit = _margin(made.unit), size.width() - 2 * _margin(made.unit), made.unit
    _paint_head(painter, made, colours, QRectF(margin, 0, width, _head(unit)))
    top = _head(unit)
    little = small(unit, made.body)
    if view.item:
        _text(painter, margin, top + little * 0.4, view.item, little, colours.accent, bold=True)
        top += little * 1.9
    top = _lines(painter, margin, top, made.title, colours.text)
    top += 0.5 * made.body if made.points else 0
    for block in made.points:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent))
        painter.drawEllipse(QPointF(margin + 0.28 * made.body, top + 0.68 * made.body), 0.15 * made.body, 0.15 * made.body)
        top = _lines(painter, margin + 1.2 * made.body, top, block, colours.text) + 0.35 * made.body
    if view.vote is not None:
        top += 0.6 * made.body
        box = QRectF(margin, top, width, _box(unit, made.body))
        _paint_vote(painter, made, colours, box)
        top = box.bottom()
    if view.resolution is not None:
        top += 0.6 * made.body
        _text(painter, margin, top, _("决议"), made.body, colours.accent, bold=True)
        top = _lines(painter, margin + _label(made.body), top, made.resolution, colours.text)
        left, room = margin + _label(made.body), width - _label(made.body)
        apart = "　　" if QFontMetricsF(face(little)).horizontalAdvance("　　".join(view.resolution.facts)) <= room else "　"
        _text(painter, left, top, apart.join(view.resolution.facts), little, colours.quiet, width=room)
    _paint_foot(painter, made, colours, QRectF(margin, 0, width, size.height() - max(24 * unit, 12)), hint)
    return made


def _paint_head(painter: QPainter, made: Arranged, colours: Hall, room: QRectF) -> None:
    px = max(LEAST, round(40 * made.unit))
    line = room.bottom() - max(22 * made.unit, 12)
    right = "　　".join(part for part in (made.view.attendance, made.view.clock) if part)
    taken = QFontMetricsF(face(px)).horizontalAdvance(right)
    top = line - px * 1.75
    _text(painter, room.right() - taken, top, right, px, colours.quiet)
    _text(painter, room.left(), top, made.view.heading, px, colours.quiet, width=room.width() - taken - px)
    painter.setPen(QPen(QColor(colours.line), max(2 * made.unit, 1)))
    painter.drawLine(QPointF(room.left(), line), QPointF(room.right(), line))


def _paint_vote(painter: QPainter, made: Arranged, colours: Hall, box: QRectF) -> None:
    """Paint the figures with bars, and the outcome as a filled sign with its word."""
    vote, body = made.view.vote, made.body
    assert vote is not None
    painter.setPen(QPen(QColor(colours.line), max(2 * made.unit, 1)))
    painter.setBrush(QColor(colours.box))
    painter.drawRoundedRect(box, 8 * made.unit, 8 * made.unit)
    little, pad = small(made.unit, body), max(40 * made.unit, 20)
    _text(painter, box.left() + pad, box.top() + little * 0.5, _("表决　{what}").format(what=vote.text), little, colours.quiet,
          width=box.width() - 2 * pad - 5 * little)  # fmt: skip
    if vote.invalid:
        words = _("无效 {n}").format(n=vote.invalid)
        taken = QFontMetricsF(face(little)).horizontalAdvance(words)
        _text(painter, box.right() - pad - taken, box.top() + little * 0.5, words, little, colours.quiet)
    figures = ((_("同意"), vote.votes_for, colours.passed), (_("反对"), vote.votes_against, colours.text),
               (_("弃权"), vote.abstain, colours.quiet))  # fmt: skip
    chip = QRectF(box.right() - pad - 5.6 * body, box.top() + little * 2 + 0.2 * body, 5.6 * body, 2.3 * body)
    most = max(1, *(figure for _word, figure, _colour in figures))
    step = (chip.left() - box.left() - pad * 1.5) / len(figures)
    big = round(min(body * 2.2, step * 0.5))
    base = box.top() + little * 2 + 1.9 * body
    for place, (word, figure, colour) in enumerate(figures):
        left = box.left() + pad + place * step
        beside = QFontMetricsF(face(body)).horizontalAdvance(word) + 0.45 * body
        px = big
        while px > body and beside + QFontMetricsF(face(px, True)).horizontalAdvance(str(figure)) > step - 0.3 * body:
            px -= 1
        painter.setPen(QColor(colours.text))
        painter.setFont(face(body))
        painter.drawText(QPointF(left, base - 0.1 * body), word)
        _bold(painter, QPointF(left + beside, base), str(figure), px, colours.text)
        wide = max((step - 1.5 * body) * figure / most, 0.22 * body if figure else 0)
        painter.fillRect(QRectF(left, base + 0.4 * body, wide, 0.2 * body), QColor(colour))
    _paint_outcome(painter, vote.passed, chip, body, colours)


def _paint_outcome(painter: QPainter, passed: bool, chip: QRectF, body: int, colours: Hall) -> None:
    word = _("通过") if passed else _("未通过")
    painter.setPen(Qt.PenStyle.NoPen if passed else QPen(QColor(colours.text), max(0.06 * body, 2)))
    painter.setBrush(QColor(colours.passed) if passed else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(chip, 0.14 * body, 0.14 * body)
    ink = QColor(colours.on_passed if passed else colours.text)
    px = round(1.3 * body)
    taken = QFontMetricsF(face(px, True)).horizontalAdvance(word) + (1.3 * body if passed else 0)
    left = chip.center().x() - taken / 2
    if passed:
        pen = QPen(ink, 0.17 * body, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        middle = chip.center().y()
        painter.drawPolyline([QPointF(left, middle + 0.05 * body), QPointF(left + 0.3 * body, middle + 0.36 * body),
                              QPointF(left + 0.9 * body, middle - 0.34 * body)])  # fmt: skip
        left += 1.3 * body
    _bold(painter, QPointF(left, chip.center().y() + px * 0.36), word, px, ink.name())


def _paint_foot(painter: QPainter, made: Arranged, colours: Hall, room: QRectF, hint: str) -> None:
    px = LEAST if made.unit < 1 else round(LEAST * made.unit)
    top, left = room.bottom() - px * _LEADING, room.left()
    if hint:
        _text(painter, left, top, hint, px, colours.accent)
        left += QFontMetricsF(face(px)).horizontalAdvance(hint) + px
    remark = QFontMetricsF(face(px)).elidedText(made.view.remark, Qt.TextElideMode.ElideRight, max(room.right() - left, 0))
    _text(painter, room.right() - QFontMetricsF(face(px)).horizontalAdvance(remark), top, remark, px, colours.quiet)


def _lines(painter: QPainter, left: float, top: float, block: Block, colour: str) -> float:
    """Paint the lines of a block and return where it ends."""
    for line in block.lines:
        _text(painter, left, top, line, block.px, colour, bold=block.bold)
        top += block.px * _LEADING
    return top


def _text(painter: QPainter, left: float, top: float, text: str, px: int, colour: str, *, bold: bool = False, width: float = 0) -> None:
    font = face(px, bold)
    if width:
        text = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
    if bold:
        _bold(painter, QPointF(left, top + px * 1.03), text, px, colour)
        return
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(QPointF(left, top + px * 1.03), text)


def _bold(painter: QPainter, where: QPointF, text: str, px: int, colour: str) -> None:
    """Paint bold letters; big ones of a face without a bold cut get their weight from a stroke."""
    font = face(px, True)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(where, text)
    if px > _SYNTHETIC and "Bold" not in QFontInfo(font).styleName():
        path = QPainterPath()
        path.addText(where, font, text)
        painter.strokePath(path, QPen(QColor(colour), px * 0.035))
