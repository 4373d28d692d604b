"""How a cell of the quiet table is painted."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from yishi.gui import theme
from yishi.gui.chips import paint_chip, paint_stage_dots
from yishi.gui.controls import paint_tick

if TYPE_CHECKING:
    from yishi.gui.table import Cell

_MIDDLE = Qt.AlignmentFlag.AlignVCenter
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


class QuietDelegate(QStyledItemDelegate):
    """Horizontal hairlines only; selection = tinted row with a 3 px bar at its head."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.hot: QPersistentModelIndex | None = None  # the button under the mouse

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        cell: Cell = index.data(Qt.ItemDataRole.UserRole)
        area: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        model: Any = index.model()
        tint = model.rows[index.row()].tint
        if chosen:
            painter.fillRect(area, theme.color("sel"))
        elif tint:
            painter.fillRect(area, theme.ground(tint))
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
            side = Qt.AlignmentFlag(
                model.headerData(index.column(), Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
            )
            self._words(painter, area, left, cell, ink, side & ~_MIDDLE, chosen=chosen)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        cell: Cell = index.data(Qt.ItemDataRole.UserRole)
        table: Any = self.parent()
        high = theme.px(table.row_height)
        if cell.wrap:
            metrics = QFontMetrics(theme.font(bold=cell.bold))
            room = QRect(
                0, 0, max(table.columnWidth(index.column()) - 2 * _GAP - cell.indent - lead_width(cell), 40), 10000
            )
            words = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, cell.text).height()
            needs = words + 2 * max((high - metrics.height()) // 2, 4)
            high = max(high, needs)
        return QSize(10, high)

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
        face, small = theme.font(bold=cell.bold and not cell.tag), theme.font(-1)
        metrics, fine = QFontMetrics(face), QFontMetrics(small)
        painter.setPen(ink)
        painter.setFont(face)
        if cell.wrap:
            top = area.y() + (area.height() - 1 - metrics.height()) // 2
            painter.drawText(QRect(left, top, width, 10000), Qt.TextFlag.TextWordWrap, cell.text)
            return
        if cell.sub:
            top = area.center().y() - (metrics.height() + fine.height()) // 2 + 1
            first = QRect(left, top, width, metrics.height())
            second = QRect(left, top + metrics.height() - 1, width, fine.height())
            painter.drawText(first, side | _MIDDLE, metrics.elidedText(cell.text, Qt.TextElideMode.ElideRight, width))
            painter.setPen(theme.color("on_sel" if chosen else "muted"))
            painter.setFont(small)
            painter.drawText(second, side | _MIDDLE, fine.elidedText(cell.sub, Qt.TextElideMode.ElideRight, width))
        else:
            line = QRect(left, area.y(), width, area.height() - 1)
            painter.drawText(line, side | _MIDDLE, metrics.elidedText(cell.text, Qt.TextElideMode.ElideRight, width))

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
