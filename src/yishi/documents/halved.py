"""A3 on a printer that only takes A4: each page on two sheets, to be put together with a strip of glue.

The page is made a little smaller, so that nothing lies where printers do not reach and 1 cm is left for the glue. What the
cut runs through is printed whole on both sheets: the upper one is cut along the marks and laid over the strip of the other.
"""

from dataclasses import replace
from typing import NamedTuple

from yishi.documents.chain import HEI
from yishi.documents.layout import Paper, Picture, Rule, Sheet, Squares, Style, Text
from yishi.documents.page import MM
from yishi.i18n import _

STRIP = 10 * MM
_BY = 1 - STRIP / (210 * MM)  # two halves and two strips make two sheets of A4
_MARK = 14 * MM
_WORDS = Style(HEI, 8, 9)
_EDGE = 5 * MM  # what printers cannot reach
_NOTHING = Squares(0, 0, 0, (".",))
Draw = Text | Rule | Picture


class _Half(NamedTuple):
    """What is moved by how much, and between which lines of the whole page it lies."""

    x: float
    y: float
    low: float
    high: float


def halved(paper: Paper) -> Paper:
    """Return A3 pages as two A4 sheets each: upper and lower half across, of a page across its left and right half upright."""
    across = paper.sheet.width > paper.sheet.height
    size = (paper.sheet.height, paper.sheet.width / 2) if across else (paper.sheet.width, paper.sheet.height / 2)
    width, height = (size[1], size[0]) if across else size
    sheet = Sheet(width, height, 0, 0, 0, 0)
    pages, squares = [], []
    for n, page in enumerate(paper.pages):
        for first in (True, False):
            half = _half(paper, across, first)
            kept = [_moved(each, half) for each in page if _lies(each, half, across)]
            pages.append([*kept, *_marks(sheet, across, first)])
            if paper.squares:
                code = paper.squares[n]
                middle = (code.x if across else code.y) * _BY
                squares.append(Squares(code.x * _BY + half.x, code.y * _BY + half.y, code.side * _BY, code.rows)
                               if half.low <= middle < half.high else _NOTHING)
    return replace(paper, sheet=sheet, pages=tuple(pages), squares=tuple(squares))


def _half(paper: Paper, across: bool, first: bool) -> _Half:
    """Return the half that is read first (upper, left) or the other one."""
    length, breadth = (paper.sheet.width, paper.sheet.height) if across else (paper.sheet.height, paper.sheet.width)
    whole, side = length * _BY, breadth * (1 - _BY) / 2
    if across:
        return _Half(0, side, -1e9, whole / 2) if first else _Half(STRIP - whole / 2, side, whole / 2, 1e9)
    return _Half(side, STRIP - whole / 2, whole / 2, 1e9) if first else _Half(side, 0, -1e9, whole / 2)


def _lies(each: Draw, half: _Half, across: bool) -> bool:
    """Whether a part of something lies in this half; what the cut runs through lies in both."""
    low, high = _reach(each, across)
    return high * _BY > half.low and low * _BY < half.high


def _reach(each: Draw, across: bool) -> tuple[float, float]:
    """Return where something begins and ends, along the longer side."""
    if isinstance(each, Rule):
        ends = (each.x1, each.x2) if across else (each.y1, each.y2)
        return min(ends), max(ends)
    if isinstance(each, Picture):
        return (each.x, each.x + each.width) if across else (each.y, each.y + each.height)
    if across:
        return each.x, each.x + each.size * each.chain.width(each.text) + each.spacing * len(each.text)
    return each.y - 0.25 * each.size, each.y + 0.95 * each.size


def _moved(each: Draw, half: _Half) -> Draw:
    if isinstance(each, Rule):
        return Rule(each.x1 * _BY + half.x, each.y1 * _BY + half.y, each.x2 * _BY + half.x, each.y2 * _BY + half.y)
    x, y = each.x * _BY + half.x, each.y * _BY + half.y
    if isinstance(each, Picture):
        return each._replace(x=x, y=y, width=each.width * _BY, height=each.height * _BY)
    return each._replace(x=x, y=y, size=each.size * _BY, spacing=each.spacing * _BY)


def _marks(sheet: Sheet, across: bool, first: bool) -> list[Text | Rule]:
    """Return the ends of the line along which to cut, or where the glue goes, and what to do there, beside what is printed."""
    words = _("沿线裁下") if first else _("抹胶水")
    if across:
        x = sheet.width - STRIP if first else STRIP
        middle = (sheet.width - STRIP if first else 0) + (STRIP - _WORDS.size) / 2
        signs = [Text(middle, top - n * _WORDS.leading, _WORDS.size, 0, HEI, sign)
                 for top in (sheet.height - _EDGE - _WORDS.size, _EDGE + len(words) * _WORDS.leading) for n, sign in enumerate(words)]
        return [Rule(x, 0, x, _MARK), Rule(x, sheet.height - _MARK, x, sheet.height), *signs]
    y = STRIP if first else sheet.height - STRIP
    low = (0 if first else sheet.height - STRIP) + (STRIP - _WORDS.size) / 2
    places = (_EDGE, sheet.width - _EDGE - _WORDS.width(words))
    return [Rule(0, y, _MARK, y), Rule(sheet.width - _MARK, y, sheet.width, y),
            *(Text(x, low, _WORDS.size, 0, HEI, words) for x in places)]  # fmt: skip
