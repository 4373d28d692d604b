"""The quiet table: rows of frozen cells, hairlines instead of a grid, the chosen row tinted with a bar at its head.

A page makes `Row`s (`Many` for tens of thousands) for `Table.show_rows`; it hears `opened`, `pressed`, `ticked` and `chosen` with the
row's `ref`. Single keys (Space, 1, 2, 3) arrive even while a Chinese input method is on.
"""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QSignalBlocker,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from yishi.gui import theme
from yishi.gui.cells import SIDES, QuietDelegate, button_box, row_heights
from yishi.gui.chips import accessible, stages
from yishi.gui.focus_frame import FocusFrame
from yishi.gui.table_rows import Cell as Cell
from yishi.gui.table_rows import Column as Column
from yishi.gui.table_rows import Many as Many
from yishi.gui.table_rows import Row as Row
from yishi.gui.table_rows import in_order, sorts_by

Index = QModelIndex | QPersistentModelIndex
Fits = Callable[[Sequence[Row]], Sequence[int]]  # of these rows, the places of those that are shown


def _alike(old: Row, new: Row) -> bool:
    return old is new or old == new


class Rows(QAbstractTableModel):
    """The rows, in the order of the page or sorted by one column."""

    def __init__(self, columns: Sequence[Column], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows: list[Row] | Many = []
        self.given: tuple[Row, ...] | Many = ()  # by the page, those too that are hidden now
        self.fits: Fits | None = None
        self._sorted: tuple[int, Qt.SortOrder] | None = None

    def fill(self, rows: Sequence[Row]) -> range:
        """Replace the rows, keeping the sorting the user asked for; return the places that are new or other ones.

        What stands alike at the beginning and at the end is not touched: a line more in a long list costs one line.
        """
        old = self.rows
        if self.fits is not None or self._sorted is not None or isinstance(rows, Many) or isinstance(old, Many):
            self.beginResetModel()
            self.given = rows if isinstance(rows, Many) else tuple(rows)
            self._arrange()
            self.endResetModel()
            return range(len(self.rows))
        self.given = new = tuple(rows)
        least = min(len(old), len(new))
        head = next((n for n in range(least) if not _alike(old[n], new[n])), least)
        tail = next((n for n in range(least - head) if not _alike(old[-1 - n], new[-1 - n])), least - head)
        gone, come = len(old) - head - tail, len(new) - head - tail
        both, top = head + min(gone, come), QModelIndex()
        if both > head:
            old[head:both] = new[head:both]
            self.dataChanged.emit(self.index(head, 0), self.index(both - 1, len(self.columns) - 1))
        if gone > come:
            self.beginRemoveRows(top, both, head + gone - 1)
            del old[both : head + gone]
            self.endRemoveRows()
        elif come > gone:
            self.beginInsertRows(top, both, head + come - 1)
            old[both:both] = new[both : head + come]
            self.endInsertRows()
        return range(head, head + come)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 is the order of the page again."""
        self.beginResetModel()
        self._sorted = (column, order) if column >= 0 else None
        self._arrange()
        self.endResetModel()

    def narrow(self, fits: "Fits | None") -> None:
        """Show only the rows that fit; None: all of them again."""
        self.beginResetModel()
        self.fits = fits
        self._arrange()
        self.endResetModel()

    def _arrange(self) -> None:
        given = self.given
        if self.fits is not None:
            places = self.fits(given)
            given = given.only(places) if isinstance(given, Many) else tuple(given[place] for place in places)
        column, order = self._sorted or (-1, Qt.SortOrder.AscendingOrder)
        down = order == Qt.SortOrder.DescendingOrder
        if isinstance(given, Many):
            self.rows = given if column < 0 else given.sorted_by(column, down)
        elif column < 0:
            self.rows = list(given)
        else:
            self.rows = [given[n] for n in in_order([sorts_by(row.cells[column]) for row in given], down)]

    def place_of(self, ref: Any) -> int:
        """Return where the row known by `ref` stands, -1 for nowhere."""
        if ref is None:
            return -1
        if isinstance(self.rows, Many):
            return self.rows.place_of(ref)
        return next((place for place, row in enumerate(self.rows) if row.ref == ref), -1)

    def hides(self, ref: Any) -> bool:
        """Return whether the page gave a row known by `ref` that is not shown."""
        if ref is None or self.fits is None or self.place_of(ref) >= 0:
            return False
        given = self.given
        return given.place_of(ref) >= 0 if isinstance(given, Many) else any(row.ref == ref for row in given)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        cell = row.cells[index.column()]
        if role == Qt.ItemDataRole.UserRole:
            return cell
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return accessible(*(part for each in row.cells for part in (each.cap, each.text, each.sub)))
        if role == Qt.ItemDataRole.ToolTipRole and cell.text and not cell.wrap:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text or (stages()[min(cell.stage, 5)] if cell.stage >= 0 else "")
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return self.columns[section].word
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return SIDES[self.columns[section].side]
        return None


class Table(QTableView):
    """A list to look at and choose from: `table.set_columns(…)` once, `table.show_rows(…)` on each reload.

    Signals:
        opened(ref): Enter or a double click on a row.
        pressed(ref): the button of a row, by click or Space.
        ticked(ref, on): a tick box, by click or Space.
        widened(): rows were hidden, and all are shown again because one of them was chosen.
        chosen(ref): another row became the chosen one.
    """

    opened = Signal(object)
    pressed = Signal(object)
    ticked = Signal(object, bool)
    chosen = Signal(object)
    widened = Signal()

    def __init__(self, columns: Sequence[Column] = (), parent: QWidget | None = None, *, height: int = 36) -> None:
        super().__init__(parent)
        self.row_height, self.grows, self._fit, self._told = height, False, False, False
        self.delegate = QuietDelegate(self)
        self.setItemDelegate(self.delegate)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setMinimumSectionSize(20)
        self.horizontalHeader().sectionClicked.connect(self._sort)
        self.horizontalHeader().sectionResized.connect(self._widened)
        self._frame = FocusFrame(self)
        self._growing = QTimer(self)
        self._growing.setSingleShot(True)
        self._growing.timeout.connect(self._grow)
        self._last_sort: tuple[int, bool] = (-1, False)
        self.rows = Rows(columns, self)  # for _grow; the ones that stay are made next
        self.set_columns(columns)

    def set_columns(
        self, columns: Sequence[Column], *, height: int = 0, header: bool = True, grows: bool = False
    ) -> None:
        """Say which columns there are, how high a row is (30 names, 36 one line, 45–58 two) and whether rows grow."""
        before, self.rows = self.rows, Rows(columns, self)
        self.rows.fits = before.fits
        self.setModel(self.rows)
        self.selectionModel().currentRowChanged.connect(self._tell_chosen)
        self.row_height, self.grows = height or self.row_height, grows
        if not self.accessibleName():
            self.setAccessibleName("，".join(column.word for column in columns if column.word))
        self.horizontalHeader().setVisible(header and bool(columns))
        self.horizontalHeader().setSectionsClickable(any(column.sorts for column in columns))
        self.dress()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows; the chosen row stays chosen when its `ref` is still there, else its place does."""
        self._refill(lambda: self.rows.fill(rows))

    def narrow(self, fits: Fits | None) -> None:
        """Show only the rows that fit, also of those shown later, until this is called again; None: all of them.

        The page goes on as before: it gives all its rows, and hears which one is chosen.
        """
        if fits is not self.rows.fits:
            self._refill(lambda: self.rows.narrow(fits))

    def _refill(self, fill: Callable[[], range | None]) -> None:
        kept, place, scrolled = self.chosen_ref(), self.currentIndex().row(), self.verticalScrollBar().value()
        self._told = False
        with QSignalBlocker(self.selectionModel()):  # rows that come and go must not choose in between
            changed = fill()
        self._grow(changed)
        if not self._choose(kept) and self.rows.rows:
            self.selectRow(min(max(place, 0), len(self.rows.rows) - 1))
        if not self._told and self.currentIndex().isValid():  # the same row, but what it says may be new
            self._tell_chosen(self.currentIndex(), QModelIndex())
        self.verticalScrollBar().setValue(scrolled)

    def choose(self, ref: Any) -> bool:
        """Choose the row known by `ref`; False when it is not there. One that is hidden is brought back with all others."""
        if self.rows.hides(ref):
            self.narrow(None)
            self.widened.emit()
        return self._choose(ref)

    def _choose(self, ref: Any) -> bool:
        place = self.rows.place_of(ref)
        if place >= 0:
            self.selectRow(place)
        return place >= 0

    def chosen_ref(self) -> Any:
        """Return the ref of the chosen row, None when there is none."""
        place = self.currentIndex().row()
        return self.rows.rows[place].ref if 0 <= place < len(self.rows.rows) else None

    def fit(self) -> None:
        """Be exactly as high as the rows, now and after each `show_rows`."""
        self._fit = True
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._grow()

    def dress(self) -> None:
        upright, heads = self.verticalHeader(), self.horizontalHeader()
        upright.setMinimumSectionSize(8)
        upright.setDefaultSectionSize(theme.px(self.row_height))
        upright.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads.setFixedHeight(theme.px(32))
        for place, column in enumerate(self.rows.columns):
            mode = QHeaderView.ResizeMode.Fixed if column.width else QHeaderView.ResizeMode.Stretch
            heads.setSectionResizeMode(place, mode)
            if column.width:
                self.setColumnWidth(place, theme.px(column.width))
        self._grow()

    def _grow(self, places: range | None = None) -> None:
        """Make rows as high as their text: those that changed, or all."""
        if self.grows:
            upright, height = self.verticalHeader(), row_heights(self)
            for place in range(len(self.rows.rows)) if places is None else places:
                high = height(self.rows.rows[place])
                if upright.sectionSize(place) != high:
                    upright.resizeSection(place, high)
        if self._fit:
            head = 0 if self.horizontalHeader().isHidden() else theme.px(32)
            self.setFixedHeight(self.verticalHeader().length() + head + 2)

    def _sort(self, section: int) -> None:
        """A click sorts, a second turns it round, a third gives the page's order back."""
        if not self.rows.columns[section].sorts:
            return
        kept, (last, down) = self.chosen_ref(), self._last_sort
        down = last == section and not down
        again = self._last_sort == (section, True)
        self._last_sort = (-1, False) if again else (section, down)
        order = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
        self.rows.sort(-1 if again else section, order)
        self.horizontalHeader().setSortIndicatorShown(not again)
        self.horizontalHeader().setSortIndicator(section, order)
        self._grow()
        self.choose(kept)

    @property
    def sorted(self) -> bool:
        """Whether a column sorts the rows now, not the page."""
        return self._last_sort[0] >= 0

    def unsort(self) -> None:
        """Give the page's order back."""
        if self.sorted:
            self._last_sort = (self._last_sort[0], True)
            self._sort(self._last_sort[0])

    def _tell_chosen(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid():
            self._told = True
            self.chosen.emit(self.rows.rows[now.row()].ref)

    def _hot(self, where: QPoint) -> tuple[QModelIndex, str]:
        """What of a cell lies under the mouse: "button", "box" or ""."""
        index = self.indexAt(where)
        if index.isValid():
            cell: Cell = index.data(Qt.ItemDataRole.UserRole)
            if cell.button and button_box(self.visualRect(index), cell.button).contains(where):
                return index, "button"
            if cell.box is not None:
                return index, "box"
        return index, ""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index, part = self._hot(event.position().toPoint())
        self.delegate.hot = QPersistentModelIndex(index) if part == "button" else None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if part else Qt.CursorShape.ArrowCursor)
        self.viewport().update()
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index, part = self._hot(event.position().toPoint())
        if part and event.button() == Qt.MouseButton.LeftButton:
            self._act(index.row(), part)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index, part = self._hot(event.position().toPoint())
        if index.isValid() and not part:
            self.opened.emit(self.rows.rows[index.row()].ref)

    def _act(self, place: int, part: str) -> None:
        row = self.rows.rows[place]
        if part == "button":
            self.pressed.emit(row.ref)
        else:
            self.ticked.emit(row.ref, not next(cell.box for cell in row.cells if cell.box is not None))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = self.currentIndex().row()
        if 0 <= place < len(self.rows.rows) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            row = self.rows.rows[place]
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.opened.emit(row.ref)
                return
            if event.key() == Qt.Key.Key_Space:
                if any(cell.box is not None for cell in row.cells):
                    self._act(place, "box")
                elif any(cell.button for cell in row.cells):
                    self._act(place, "button")
                return
        if event.text() and not event.text().isspace() and event.text().isprintable():
            event.ignore()  # single keys belong to the page, not to a search by first letter
            return
        super().keyPressEvent(event)

    def _widened(self) -> None:
        """A column became wider or narrower: text that wraps needs another height, once for all columns."""
        if self.grows:
            self._growing.start()
