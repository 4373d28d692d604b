"""A table of the screen on paper: A4 across, the first column as wide as the others leave it."""

from collections.abc import Sequence

from yishi.documents.chain import FANG, HEI
from yishi.documents.layout import Flow, Page, Paper, Sheet, Style
from yishi.documents.page import HEADLINE, MM, counted, headline
from yishi.documents.table import PAD, Column, Table
from yishi.documents.text import one_line
from yishi.i18n import _

_SHEET = Sheet(297 * MM, 210 * MM, top=16 * MM, right=12 * MM, bottom=14 * MM, left=14 * MM)
_HEAD = Style(HEI, 10.5, 14, align="center")
_CELL = Style(FANG, 10, 13, align="left")
_MIDDLE = Style(FANG, 10, 13, align="center")
_ABOVE = Style(FANG, 11, 16)
_NARROWEST, _WIDEST = 12 * MM, 40 * MM
_FIRST = 60 * MM  # least width of the first column


def compose(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], above: str = "") -> Paper:
    """Return the pages of a table; `above` stands between title and table. Every row has as many cells as there are heads."""

    def furniture(page: Page, number: int, total: int) -> None:
        counted(_SHEET, page, number, total)

    flow = Flow(_SHEET, furniture)
    headline(flow, one_line(title), HEADLINE)
    if above:
        flow.paragraph(one_line(above), _ABOVE)
    flow.skip(3)
    table = Table(flow, _columns(heads, rows), _HEAD, 8 * MM)
    for row in rows:
        table.row([one_line(cell) or _("—") for cell in row])
    return flow.finish(one_line(title))


def _columns(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[Column]:
    """Return columns as wide as their longest words, made narrower alike where all together are too wide."""
    asked = [min(max([_HEAD.width(head), *(_CELL.width(row[n]) for row in rows)]) + 2 * PAD + 1, _WIDEST) for n, head in enumerate(heads)]
    asked = [max(width, _NARROWEST) for width in asked]
    room = _SHEET.measure - _FIRST
    by = min(1.0, room / max(sum(asked[1:]), 1))
    widths = [width * by for width in asked[1:]]
    first = max(_SHEET.measure - sum(widths), _FIRST)
    return [Column(head, width, _CELL if n == 0 else _MIDDLE) for n, (head, width) in enumerate(zip(heads, [first, *widths], strict=True))]
