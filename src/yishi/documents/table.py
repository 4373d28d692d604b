"""Ruled tables that run over pages: repeated head, bands, rows that are never cut through a line of text."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import floor

from yishi.documents.layout import Flow, Mark, Row, Rule, Style, edges
from yishi.documents.lines import Line, break_lines
from yishi.documents.text import printable

PAD = 4.0  # points between a rule and the text beside it


@dataclass(frozen=True)
class Column:
    """A column: head, width in points, type of its cells."""

    title: str
    width: float
    style: Style


Cell = list[tuple[str, list[Line]]]  # paragraphs of a cell, broken into lines


class Table:
    """Rows set one after another into a flow."""

    def __init__(self, flow: Flow, columns: Sequence[Column], head: Style, height: float = 0.0) -> None:
        """`height` is the least height of a row, in points; a head without any title is not drawn."""
        self._flow, self._columns, self._head, self._height = flow, columns, head, height
        width = sum(column.width for column in columns)
        left = flow.sheet.left + (flow.sheet.measure - width) / 2
        self._edges = list(accumulate((column.width for column in columns), initial=left))
        if any(column.title for column in columns):
            flow.keep(head.leading + 4 * PAD + height)
        self._opened: Mark | None = flow.mark()  # the rule above belongs to the first row
        self._begin()
        if any(column.title for column in columns):
            titles = [column.title for column in columns]
            flow.note(self._opened, Row(self._edges, titles, [head] * len(titles), height, head=True))
            self._opened = None

    def _begin(self) -> None:
        """Draw the top rule and the head; also after each turn of page."""
        x1, x2, y = self._edges[0], self._edges[-1], self._flow.y
        self._flow.page.append(Rule(x1, y, x2, y))
        if any(column.title for column in self._columns):
            cells = [_cell(c.title, self._head, c.width) for c in self._columns]
            tallest = max(map(_count, cells)) * self._head.leading + 2 * PAD
            self._draw(cells, [self._head] * len(cells), self._edges, max(self._height, self._head.leading + 4 * PAD, tallest))

    def row(self, cells: Sequence[str], styles: Sequence[Style] | None = None) -> None:
        """Set one row; it moves to the next page when it does not fit, and is divided only when it fits on none.

        `styles` stand in for those of the columns.
        """
        styles, mark = styles or [column.style for column in self._columns], self._mark()
        widths = [column.width for column in self._columns]
        broken = [_cell(text, style, width) for text, style, width in zip(cells, styles, widths, strict=True)]
        height = self._row_height(broken, styles)
        if height > self._flow.room + 0.01:
            if height > self._flow.sheet.depth / 2:
                broken = self._divide(broken, styles)
                height = self._row_height(broken, styles)
            if height > self._flow.room + 0.01:
                self._turn()
        self._draw(broken, styles, self._edges, height)
        self._flow.note(mark, Row(self._edges, cells, styles, self._height))

    def band(self, text: str, style: Style) -> None:
        """Set one cell over all columns; it stays with the row after it."""
        height, mark = max(self._height * 0.75, style.leading + 2 * PAD), self._mark()
        if height + max(self._height, style.leading) > self._flow.room:
            self._turn()
        outer = [self._edges[0], self._edges[-1]]
        self._draw([_cell(text, style, outer[1] - outer[0])], [style], outer, height)
        self._flow.note(mark, Row(outer, [text], [style], height))

    def _mark(self) -> Mark:
        mark, self._opened = self._opened or self._flow.mark(), None
        return mark

    def _turn(self) -> None:
        self._flow.next_page(fresh=False)
        self._begin()

    def _row_height(self, cells: Sequence[Cell], styles: Sequence[Style]) -> float:
        tallest = max(_count(cell) * style.leading for cell, style in zip(cells, styles, strict=True))
        return max(self._height, tallest + 2 * PAD)

    def _divide(self, cells: list[Cell], styles: Sequence[Style]) -> list[Cell]:
        """Draw what fits of a row that is taller than half a page, page by page; return the rest."""
        while True:
            room = self._flow.room - 2 * PAD
            fits = [max(floor((room + 0.01) / style.leading), 0) for style in styles]
            if all(_count(cell) <= fit for cell, fit in zip(cells, fits, strict=True)):
                return cells
            if min(fits) > 0:
                parts = [_part(cell, fit) for cell, fit in zip(cells, fits, strict=True)]
                heads, cells = [head for head, _ in parts], [tail for _, tail in parts]
                self._draw(heads, styles, self._edges, self._row_height(heads, styles))
            if self._row_height(cells, styles) > self._flow.sheet.depth / 2:
                self._turn()
            else:
                return cells

    def _draw(self, cells: Sequence[Cell], styles: Sequence[Style], at: Sequence[float], height: float) -> None:
        flow, top = self._flow, self._flow.y
        for x, cell, style in zip(at, cells, styles, strict=False):
            y = top - (height - _count(cell) * style.leading) / 2
            for text, lines in cell:
                for line in lines:
                    flow.line([(style.chain, text)], text, line, x + PAD, y, style)
                    y -= style.leading
        flow.page += [Rule(x, top, x, top - height) for x in at]
        flow.page.append(Rule(at[0], top - height, at[-1], top - height))
        flow.y -= height


def _cell(text: str, style: Style, width: float) -> Cell:
    room = width - 2 * PAD
    parts = printable(text).split("\n") if text else []
    widths = [edges([(style.chain, part)], style) for part in parts]
    return [
        (part, break_lines(part, width, room, room, style.size, style.only_after))
        for part, width in zip(parts, widths, strict=True)
    ]


def _count(cell: Cell) -> int:
    return sum(len(lines) for _, lines in cell)


def _part(cell: Cell, count: int) -> tuple[Cell, Cell]:
    """Cut a cell after `count` lines."""
    head: Cell = []
    tail: Cell = []
    for text, lines in cell:
        head.append((text, lines[:count]))
        tail.append((text, lines[count:]))
        count = max(count - len(lines), 0)
    return [p for p in head if p[1]], [p for p in tail if p[1]]
