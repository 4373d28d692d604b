"""The code in a corner of each printed page: a square for the scanner, ten characters for people, so that paper finds its way back.

The corner is the same on all pages of a paper: the first of four whose margin is empty. On pages of GB/T 9704 that is the
lower left one, outside the type area and clear of the page number. Where no margin is wide enough the pages are moved
up or down a little, and made smaller only where even that is not enough; what is on them stays as it was composed.

A page is told from others by its `prints`, not by when it was printed: the same content gives the same code (see
services.printed_pages), so a paper printed again unchanged is byte for byte the same, and a scan of either copy is right.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from yishi.documents.chain import HEI
from yishi.documents.layout import Paper, Picture, Rule, Squares, Style, Text
from yishi.domain import form_code

MM = 72 / 25.4
SIDE = 15 * MM  # of the square; on A3 it grows with the sheet
_MODULES, _QUIET = 21, 4  # version 1; the white border that scanners ask for
_EDGE = 5 * MM  # what printers cannot reach
_READ = Style(HEI, 7.5, 9)
_A4_WIDTH = 210 * MM
_SMALLER = (1.0, 0.97, 0.94, 0.91, 0.88, 0.85)
_HEAD = re.compile(r"[0-9a-f]{12}-\d+-[0-9a-f]{8,}")  # of the journal: it moves on with every action, the page does not

Draw = Text | Rule | Picture
Codes = Callable[[Sequence[str]], Sequence[str]]  # prints of the pages → their codes, () = print without


class _Box(NamedTuple):
    """A rectangle, points from the lower left."""

    left: float
    bottom: float
    right: float
    top: float


class _Spot(NamedTuple):
    """Where the code stands: square with its white border, the line to read; how far the pages move up for it."""

    square: _Box
    words: _Box
    lift: float


def prints(paper: Paper) -> tuple[str, ...]:
    """Return what tells each page from others, hex: its words and lines where they stand, without the journal's head."""
    found = []
    for page in paper.pages:
        found.append(sha256("\n".join(map(_told, page)).encode()).hexdigest())
    return tuple(found)


def _told(each: Draw) -> str:
    if isinstance(each, Text):
        text, heads = _HEAD.subn("", each.text)
        return f"{0 if heads else each.x:.1f} {each.y:.1f} {each.size:.2f} {each.chain.name} {text}"
    if isinstance(each, Picture):
        return f"{each.x:.1f} {each.y:.1f} {each.width:.1f} {each.height:.1f} {each.file.name}"
    return " ".join(f"{at:.1f}" for at in each)


def coded(paper: Paper, codes: Codes | None) -> Paper:
    """Return the paper with the codes that `codes` gives for its prints, in a corner; without any it stays as it is."""
    given = tuple(codes(prints(paper))) if codes is not None else ()
    return carry(paper, given) if given else paper


def carry(paper: Paper, codes: Sequence[str]) -> Paper:
    """Return the paper with one code a page in its corner. Raises ValueError unless there are as many as pages."""
    if len(codes) != len(paper.pages):
        raise ValueError(f"{len(codes)} codes for {len(paper.pages)} pages")
    for by in _SMALLER:
        smaller = _smaller(paper, by)
        spot = _spot(smaller)
        if spot is not None:
            break
    else:
        smaller, spot = paper, _spots(paper)[0]
    pages, squares = [], []
    for page, code in zip(smaller.pages, codes, strict=True):
        size = _READ.size * _grown(paper)
        read = Text(spot.words.left, spot.words.bottom, size, 0, HEI, form_code.shown(code))
        pages.append([*(_moved(each, 1, 0, spot.lift) for each in page), read])
        border = (spot.square.right - spot.square.left) * _QUIET / (_MODULES + 2 * _QUIET)
        squares.append(Squares(spot.square.left + border, spot.square.bottom + border,
                               spot.square.right - spot.square.left - 2 * border, dark(form_code.carried(code))))
    return replace(paper, pages=tuple(pages), squares=tuple(squares))


@lru_cache(256)
def dark(words: str) -> tuple[str, ...]:
    """Return the rows of the QR square (version 1, level Q: a quarter may be lost) that carries `words`, "#" = dark."""
    from reportlab.graphics.barcode.qrencoder import QRAlphaNum, QRCode, QRErrorCorrectLevel

    square = QRCode(1, QRErrorCorrectLevel.Q)
    square.addData(QRAlphaNum(words))
    square.make()
    side = range(square.getModuleCount())
    return tuple("".join("#" if square.isDark(row, column) else "." for column in side) for row in side)


def _grown(paper: Paper) -> float:
    return max(1.0, min(paper.sheet.width, paper.sheet.height) / _A4_WIDTH)


def _spots(paper: Paper) -> tuple[_Spot, ...]:
    """Return the four places in the order in which they are tried: lower left, lower right, upper right, upper left."""
    by, sheet = _grown(paper), paper.sheet
    border = SIDE * by * _QUIET / _MODULES
    whole, wide, high = SIDE * by + 2 * border, _READ.width("ABCDE-FGHJK") * by * 1.1, _READ.size * by
    outer = _EDGE * by - border  # the white border may reach where the printer does not
    found = []
    for top, right in ((False, False), (False, True), (True, True), (True, False)):
        x = sheet.width - outer - whole if right else outer
        y = sheet.height - outer - whole if top else outer
        beside = x - wide if right else x + whole
        line = sheet.height - _EDGE * by - high if top else _EDGE * by
        found.append(_Spot(_Box(x, y, x + whole, y + whole), _Box(beside, line, beside + wide, line + high), 0.0))
    return tuple(found)


def _spot(paper: Paper) -> _Spot | None:
    """Return the place for which the pages move least, None where they cannot move far enough."""
    top = max((_reach(each)[1] for page in paper.pages for each in page), default=0.0)
    bottom = min((_reach(each)[0] for page in paper.pages for each in page), default=paper.sheet.height)
    above, below = max(paper.sheet.height - _EDGE - top, 0.0), max(bottom - _EDGE, 0.0)
    best: _Spot | None = None
    for n, spot in enumerate(_spots(paper)):
        lift = max((_push(each, spot, n > 1) for page in paper.pages for each in page), default=0.0)
        fits = lift <= (below if n > 1 else above)
        if lift == 0.0:
            return spot
        if fits and (best is None or lift < abs(best.lift)):
            best = spot._replace(lift=-lift if n > 1 else lift)
    return best


def _push(each: Draw, spot: _Spot, from_top: bool) -> float:
    """Return how far something must move away from the edge to clear the code."""
    low, high = _reach(each)
    far = 0.0
    for box in (spot.square, spot.words):
        gap = box.top - low if not from_top else high - box.bottom
        if gap > far + 0.01 and any(left < box.right and right > box.left for left, right in _across(each)):
            far = gap
    return far


def _reach(each: Draw) -> tuple[float, float]:
    """Return lowest and highest point."""
    if isinstance(each, Rule):
        return min(each.y1, each.y2), max(each.y1, each.y2)
    if isinstance(each, Picture):
        return each.y, each.y + each.height
    return each.y - 0.15 * each.size, each.y + 0.9 * each.size


def _across(each: Draw) -> Iterator[tuple[float, float]]:
    """Yield leftmost and rightmost point, of a text only where it has ink."""
    if isinstance(each, Rule):
        yield min(each.x1, each.x2), max(each.x1, each.x2)
    elif isinstance(each, Picture):
        yield each.x, each.x + each.width
    elif each.text.strip():
        yield each.x, each.x + each.size * each.chain.width(each.text) + each.spacing * len(each.text)


def _smaller(paper: Paper, by: float) -> Paper:
    """Return the pages made smaller about the middle of the sheet."""
    if by == 1.0:
        return paper
    x, y = paper.sheet.width * (1 - by) / 2, paper.sheet.height * (1 - by) / 2
    return replace(paper, pages=tuple([_moved(each, by, x, y) for each in page] for page in paper.pages))


def _moved(each: Draw, by: float, x: float, y: float) -> Draw:
    if isinstance(each, Text):
        return each._replace(x=each.x * by + x, y=each.y * by + y, size=each.size * by, spacing=each.spacing * by)
    if isinstance(each, Picture):
        return each._replace(x=each.x * by + x, y=each.y * by + y, width=each.width * by, height=each.height * by)
    return Rule(each.x1 * by + x, each.y1 * by + y, each.x2 * by + x, each.y2 * by + y)

