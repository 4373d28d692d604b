"""What F1 tells, on one sheet of A4 to hang beside the screen: the words of a page, then its keys in two halves."""

from dataclasses import dataclass, replace
from itertools import zip_longest

from yishi.documents.chain import FANG, HEI
from yishi.documents.layout import Flow, Page, Paper, Sheet, Style
from yishi.documents.page import HEADLINE, MM, counted, headline
from yishi.documents.table import Column, Table
from yishi.i18n import _

_SHEET = Sheet(210 * MM, 297 * MM, top=16 * MM, right=18 * MM, bottom=15 * MM, left=22 * MM)
_SIZES = (11.5, 11, 10.5, 10, 9.5, 9)  # points: the largest in which all stands on one page
_WIDE = 34 * MM


@dataclass(frozen=True)
class HelpSheet:
    """The help of a page: its paragraphs (those that begin with # are headings, with - or a number points), its keys."""

    title: str
    paragraphs: tuple[str, ...]
    keys: tuple[tuple[str, str], ...]


def compose(told: HelpSheet) -> Paper:
    """Return the sheet; only what does not fit on one page in 9 pt goes on to another."""
    papers = (_set(told, size) for size in _SIZES)
    return next((paper for paper in papers if len(paper.pages) == 1), _set(told, _SIZES[-1]))


def _set(told: HelpSheet, size: float) -> Paper:
    def furniture(page: Page, number: int, total: int) -> None:
        if total > 1:
            counted(_SHEET, page, number, total)

    flow = Flow(_SHEET, furniture)
    headline(flow, told.title, replace(HEADLINE, size=18, leading=26))
    body = Style(FANG, size, size * 1.36, align="left")
    head = Style(HEI, size + 0.5, size * 1.45, align="left")
    for text in told.paragraphs:
        if text.startswith("#"):
            flow.skip(size * 0.4)
            flow.paragraph(text.lstrip("# "), head)
        else:
            flow.paragraph("·　" + text[2:] if text.startswith("- ") else text, body)
    if told.keys:
        flow.skip(size * 0.5)
        key, what = Style(HEI, size - 0.5, size * 1.2, align="left"), Style(FANG, size - 0.5, size * 1.2, align="left")
        half = [Column(_("按键"), _WIDE, key), Column(_("做什么"), _SHEET.measure / 2 - _WIDE, what)]
        table = Table(flow, [*half, *half], replace(key, align="center"))
        middle = -(-len(told.keys) // 2)
        for left, right in zip_longest(told.keys[:middle], told.keys[middle:], fillvalue=("", "")):
            table.row([*left, *right])
    return flow.finish(told.title)
