"""How a cell of the quiet table is painted."""

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from yishi.gui import theme
from yishi.gui.chips import paint_chip, paint_stage_dots
from yishi.gui.controls import paint_tick

if TYPE_CHECKING:
    from yishi.gui.table import Cell, Row

SIDES = {  # of a column, in the middle of its height
    "left": Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    "right": Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
    "centre": Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter,
}
_GAP = 8


def button_box(cell: QRect, word: str) -> QRect:
    """Return where the row's button lies inside its cell."""
    width = QFontMetrics(theme.font()).horizontalAdvance(word) + 26
    high = min(theme.px(28), cell.height() - 4)
    return QRect(cell.right() - width - _GAP + 1, cell.center().y() - high // 2, width, high)


def lead_width(cell: "Cell") -> int:
    """Return how wide is what stands before the text: tick box, key cap, tag."""
    width = (theme.px(16) + _GAP if cell.box is not None else 0) + (theme.px(20) + _GAP if cell.cap else 0)
    if cell.tag:
        width += QFontMetrics(theme.font(-1, bold=cell.bold)).horizontalAdvance(cell.tag) + 12 + _GAP
    return width


@lru_cache(maxsize=8192)
def _wrapped(text: str, width: int, font: str, bold: bool) -> int:
    """Return how high `text` is in lines as wide as `width`; `font` (its description) only tells one size from another."""
    metrics = QFontMetrics(theme.font(bold=bold))
    return metrics.boundingRect(QRect(0, 0, width, 10000), Qt.TextFlag.TextWordWrap, text).height()


def row_heights(table: Any) -> "Callable[[Row], int]":
    """Return what says how high a row of `table` must be, at the size of text and the widths of this moment.

    Most texts are short: that they fit on one line is seen without laying them out.
    """
    metrics = QFontMetrics(theme.font())
    usual, widest = theme.px(table.row_height), metrics.horizontalAdvance("国") * 3 // 2
    spare, font = 2 * max((usual - metrics.height()) // 2, 4), theme.font().toString()
    widths = [table.columnWidth(place) - 2 * _GAP for place in range(len(table.rows.columns))]

    def height(row: "Row") -> int:
        high = usual
        for cell, width in zip(row.cells, widths, strict=False):
            if cell.wrap and cell.text:
                room = max(width - cell.indent - lead_width(cell), 40)
                if len(cell.text) * widest > room or "\n" in cell.text:
                    high = max(high, _wrapped(cell.text, room, font, cell.bold) + spare)
        return high

    return height


class QuietDelegate(QStyledItemDelegate):
    """Horizontal hairlines only; selection = tinted row with a 3 px bar at its head."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.hot: QPersistentModelIndex | None = None  # the button under the mouse

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model: Any = index.model()
        row: Row = model.rows[index.row()]
        cell = row.cells[index.column()]
        area: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(area, theme.color("sel"))
        elif row.tint:
            painter.fillRect(area, theme.ground(row.tint))
        painter.fillRect(area.x(), area.bottom(), area.width(), 1, theme.color("hair"))
        if chosen and index.column() == 0:
            focused = bool(state & QStyle.StateFlag.State_Active)
            painter.fillRect(area.x(), area.y(), 3, area.height(), theme.color("primary" if focused else "edge"))
        ink = theme.color("on_sel" if chosen else cell.kind or "text")
        table: Any = self.parent()
        if table.grows:  # in a high row the first line of every cell stands at the top
            area = QRect(area.x(), area.y(), area.width(), theme.px(table.row_height))
        if cell.button:
            self._button(painter, button_box(area, cell.button), cell.button, hot=self.hot == index)
            area = area.adjusted(0, 0, -button_box(area, cell.button).width() - _GAP, 0)
        left = self._lead(painter, area, cell, ink, chosen=chosen)
        if not cell.chip and cell.stage < 0:
            self._words(painter, area, left, cell, ink, SIDES[model.columns[index.column()].side], chosen=chosen)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        table: Any = self.parent()
        return QSize(10, row_heights(table)(table.rows.rows[index.row()]))

    def _lead(self, painter: QPainter, area: QRect, cell: "Cell", ink: QColor, *, chosen: bool) -> int:
        """Paint what stands before the text; return where the text begins."""
        x, middle = area.x() + _GAP + cell.indent, area.center().y()
        if cell.box is not None:
            side = theme.px(16)
            paint_tick(painter, QRectF(x, middle - side // 2, side, side), cell.box, chosen=chosen)
            x += side + _GAP
        if cell.chip:
            x += paint_chip(painter, x, middle, cell.chip, cell.text) + _GAP
        elif cell.stage >= 0:
            paint_stage_dots(painter, area.adjusted(_GAP, 0, 0, 0), cell.stage)
        if not cell.cap and not cell.tag:
            return x
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if cell.cap:
            side = theme.px(20)
            box = QRectF(x + 0.5, middle - side / 2 + 1.5, side - 1, side - 1)
            painter.setPen(ink if chosen else theme.color("quiet"))
            painter.setBrush(Qt.BrushStyle.NoBrush if chosen else theme.color("bg"))
            painter.drawRoundedRect(box, 3, 3)
            painter.setPen(ink)
            painter.setFont(theme.font(-0.5))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, cell.cap)
            x += side + _GAP
        if cell.tag:
            face = theme.font(-1, bold=cell.bold)
            metrics = QFontMetrics(face)
            width = metrics.horizontalAdvance(cell.tag) + 12
            top = area.y() + (area.height() - metrics.height()) / 2 - 1
            box = QRectF(x + 0.5, top + 0.5, width, metrics.height() + 2)
            painter.setPen(QPen(ink if chosen else theme.color("edge" if cell.bold else "quiet")))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 3, 3)
            painter.setPen(ink if chosen or cell.bold else theme.color("muted"))
            painter.setFont(face)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, cell.tag)
            x += width + _GAP
        painter.restore()
        return x

    def _words(
        self,
        painter: QPainter,
        area: QRect,
        left: int,
        cell: "Cell",
        ink: QColor,
        side: Qt.AlignmentFlag,
        *,
        chosen: bool,
    ) -> None:
        width = area.right() - left - _GAP + 1
        face = theme.font(bold=cell.bold and not cell.tag)
        metrics = QFontMetrics(face)
        painter.setPen(ink)
        painter.setFont(face)
        if cell.wrap:
            top = area.y() + (area.height() - 1 - metrics.height()) // 2
            painter.drawText(QRect(left, top, width, 10000), Qt.TextFlag.TextWordWrap, cell.text)
            return
        if cell.sub:
            small = theme.font(-1)
            fine = QFontMetrics(small)
            top = area.center().y() - (metrics.height() + fine.height()) // 2 + 1
            first = QRect(left, top, width, metrics.height())
            second = QRect(left, top + metrics.height() - 1, width, fine.height())
            painter.drawText(first, side, metrics.elidedText(cell.text, Qt.TextElideMode.ElideRight, width))
            painter.setPen(theme.color("on_sel" if chosen else cell.sub_kind or "muted"))
            painter.setFont(small)
            painter.drawText(second, side, fine.elidedText(cell.sub, Qt.TextElideMode.ElideRight, width))
        else:
            line = QRect(left, area.y(), width, area.height() - 1)
            painter.drawText(line, side, metrics.elidedText(cell.text, Qt.TextElideMode.ElideRight, width))

    def _button(self, painter: QPainter, box: QRect, word: str, *, hot: bool) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.color("edge" if hot else "quiet"))
        painter.setBrush(theme.color("bg" if hot else "card"))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(theme.color("text"))
        painter.setFont(theme.font())
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, word)
        painter.restore()
