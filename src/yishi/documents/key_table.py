"""快捷键表 to hang beside the screen: for each place its keys, in one table of two halves."""

from dataclasses import dataclass, replace
from itertools import zip_longest

from yishi.documents.chain import FANG, HEI
from yishi.documents.layout import Flow, Page, Paper, Sheet, Style
from yishi.documents.page import HEADLINE, MM, counted, headline
from yishi.documents.table import Column, Table
from yishi.i18n import _

_SHEET = Sheet(210 * MM, 297 * MM, top=18 * MM, right=18 * MM, bottom=16 * MM, left=22 * MM)
_HEAD = Style(HEI, 11, 14, align="center")
_KEY, _WHAT = Style(HEI, 10.5, 13, align="left"), Style(FANG, 10.5, 13, align="left")
_WIDE = 34 * MM
_BAND = Style(HEI, 11, 14, align="center")


@dataclass(frozen=True)
class KeyTable:
    """The keys of each place, as (place, ((key, what it does), …))."""

    groups: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


def compose(keys: KeyTable) -> Paper:
    """Return the table; a place without keys of its own is left out."""

    def furniture(page: Page, number: int, total: int) -> None:
        if total > 1:
            counted(_SHEET, page, number, total)

    flow = Flow(_SHEET, furniture)
    title = _("议事　快捷键表")
    headline(flow, title, replace(HEADLINE, size=20, leading=32))
    flow.skip(6)
    half = [Column(_("按键"), _WIDE, _KEY), Column(_("做什么"), _SHEET.measure / 2 - _WIDE, _WHAT)]
    table = Table(flow, [*half, *half], _HEAD)
    for place, lines in keys.groups:
        if lines:
            table.band(place, _BAND)
            middle = -(-len(lines) // 2)
            for left, right in zip_longest(lines[:middle], lines[middle:], fillvalue=("", "")):
                table.row([*left, *right])
    return flow.finish(title)
