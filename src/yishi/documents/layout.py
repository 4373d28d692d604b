"""Chinese page layout: text in, pages of draw commands out. Lengths in points, y upwards.

A page is a list of `Text`, `Rule` and `Picture`: paint.py turns it into PDF, tests read the positions. Knows neither.
Beside it stands what the page is made of, its paragraphs and rows, for a file that can go on being edited (docx.py).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil
from pathlib import Path
from typing import Literal, NamedTuple

from yishi.documents.chain import Chain
from yishi.documents.lines import Line, break_lines, stretch
from yishi.documents.text import one_line, printable

BASELINE = 0.38  # em from the middle of a line down to the baseline (ideographic box 0.88/-0.12)


class Text(NamedTuple):
    """A string of one chain: left end and baseline, extra space after each character."""

    x: float
    y: float
    size: float
    spacing: float
    chain: Chain
    text: str


class Rule(NamedTuple):
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float


class Picture(NamedTuple):
    """A photo: lower left corner and size as it is shown, and its JPEG file."""

    x: float
    y: float
    width: float
    height: float
    file: Path


class Squares(NamedTuple):
    """A field of dark squares (a QR code): lower left end, side of the whole, rows from above with "#" where it is dark."""

    x: float
    y: float
    side: float
    rows: tuple[str, ...]


Page = list[Text | Rule | Picture]
Spans = Sequence[tuple[Chain, str]]
Align = Literal["justify", "left", "center", "right"]


@dataclass(frozen=True)
class Style:
    """Type of a block; `pitch` is the distance of full-width characters, `indent` and `hang` are in characters."""

    chain: Chain
    size: float
    leading: float
    pitch: float = 0.0  # 0 = the size
    indent: float = 0.0  # first line
    hang: float = 0.0  # other lines
    align: Align = "justify"
    only_after: str = ""  # lines end after these characters only

    @property
    def step(self) -> float:
        """Distance of full-width characters."""
        return self.pitch or self.size

    def width(self, text: str, chain: Chain | None = None) -> float:
        """Return the width of `text` set in this style."""
        return self.size * (chain or self.chain).width(text) + (self.step - self.size) * len(text)


@dataclass(frozen=True)
class Sheet:
    """Paper and margins."""

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float

    @property
    def measure(self) -> float:
        """Width of the type area."""
        return self.width - self.left - self.right

    @property
    def depth(self) -> float:
        """Height of the type area."""
        return self.height - self.top - self.bottom


class Paragraph(NamedTuple):
    """What a paragraph was set from; line ends in it begin others of the same style."""

    spans: Spans
    style: Style


class Row(NamedTuple):
    """What a row of a ruled table was set from: `edges` of its cells from the left of the sheet, least height, points."""

    edges: Sequence[float]
    cells: Sequence[str]
    styles: Sequence[Style]
    height: float
    head: bool = False  # stands again on the next page


class Grid(NamedTuple):
    """Equal small papers on one sheet, to be cut apart; `inset` is from the cut to the words."""

    columns: int
    inset: float
    papers: "tuple[Paper, ...]"


class Block(NamedTuple):
    """A paragraph, row or grid, and which draw commands it became: those from `at` on its first page to `to` on its last.

    `top` and `end` are its upper and lower end. What no block covers was drawn at a place of its own.
    """

    content: Paragraph | Row | Grid
    at: int
    to: int
    turns: int  # pages turned within
    top: float
    end: float


class Outline(NamedTuple):
    """What a page is made of: the blocks that begin on it, how many commands are not header or footer."""

    sheet: Sheet
    blocks: Sequence[Block]
    filled: int
    fresh: bool = True  # begun on purpose, not because the page before was full


Mark = tuple[list[Block], int, int, float]  # a place in a flow: blocks of its page, page, commands on it, height


@dataclass(frozen=True)
class Paper:
    """A finished document: its title (the only metadata) and its pages; `squares` holds the code of each page, if they carry one.

    `outline` tells page by page what they are made of; it is of the pages as they were composed, without codes.
    """

    title: str
    sheet: Sheet
    pages: tuple[Page, ...]
    squares: tuple[Squares, ...] = ()
    outline: tuple[Outline, ...] = ()


Furniture = Callable[[Page, int, int], None]  # page, number, how many: headers and footers


class Flow:
    """Fills pages with blocks from top to bottom."""

    def __init__(self, sheet: Sheet, furniture: Furniture | None = None) -> None:
        self.sheet, self._furniture = sheet, furniture
        self._pages: list[Page] = []
        self._outline: list[tuple[list[Block], bool]] = []
        self.next_page()

    def next_page(self, fresh: bool = True) -> None:
        """Go to the top of a new page; not `fresh` = only because this one is full."""
        self.page: Page = []
        self.y = self.sheet.height - self.sheet.top
        self._pages.append(self.page)
        self._blocks: list[Block] = []
        self._outline.append((self._blocks, fresh))

    def mark(self) -> Mark:
        """Return the place where a block begins, for `note`."""
        return self._blocks, len(self._pages), len(self.page), self.y

    def note(self, mark: Mark, content: Paragraph | Row) -> None:
        """Note what was set since `mark`."""
        blocks, number, at, top = mark
        blocks.append(Block(content, at, len(self.page), len(self._pages) - number, top, self.y))

    @property
    def number(self) -> int:
        """Number of the page that is being set, from 1."""
        return len(self._pages)

    @property
    def room(self) -> float:
        """Height left on this page."""
        return self.y - self.sheet.bottom

    def keep(self, height: float) -> bool:
        """Start a page unless `height` fits on this one; return whether it was started."""
        if height <= self.room + 0.01 or not self.page:
            return False
        self.next_page(fresh=False)
        return True

    def skip(self, height: float) -> None:
        """Leave a space, but none at the top of a page."""
        if self.page:
            self.y -= height

    def snap(self, leading: float) -> None:
        """Go down to the next line of the grid, after something that is not set on it."""
        used = self.sheet.height - self.sheet.top - self.y
        self.y = self.sheet.height - self.sheet.top - ceil(used / leading - 0.01) * leading

    def paragraph(self, content: str | Spans, style: Style, keep: int = 1) -> float:
        """Set a paragraph and return where its last line ended; `keep` lines must fit before it begins.

        A line end in the text begins another paragraph of the same style.
        """
        spans: Spans = [(style.chain, content)] if isinstance(content, str) else content
        self.keep(keep * style.leading)
        end, mark = self.sheet.left, self.mark()
        for part in split_spans(spans):
            end = self._set(part, style)
        self.note(mark, Paragraph(spans, style))
        return end

    def _set(self, spans: Spans, style: Style) -> float:
        text, left = "".join(words for _, words in spans), self.sheet.left
        indent, hang, end = style.indent * style.step, style.hang * style.step, left
        measure = self.sheet.measure
        for line in break_lines(
            text, edges(spans, style), measure - indent, measure - hang, style.size, style.only_after
        ):
            self.keep(style.leading)
            x = left + (indent if line.start == 0 else hang)
            end = self.line(spans, text, line, x, self.y, style)
            self.y -= style.leading
        return end

    def line(self, spans: Spans, text: str, line: Line, x: float, top: float, style: Style) -> float:
        """Draw one line whose box begins at `top`; return where it ends."""
        y = top - style.leading / 2 - BASELINE * style.size
        spacing = style.step - style.size
        free = line.room - line.natural + spacing
        if style.align in ("center", "right") and free > 0:
            x += free / 2 if style.align == "center" else free
        else:
            last = line.end == len(text) or style.align != "justify" or bool(style.only_after)
            spacing += stretch(text, line, style.size, last)
        at = 0
        for chain, words in spans:
            piece = words[max(line.start - at, 0) : max(line.end - at, 0)]
            if piece:
                self.page.append(Text(x, y, style.size, spacing, chain, piece))
                x += style.size * chain.width(piece) + spacing * len(piece)
            at += len(words)
        return x

    def rule(self, x1: float, x2: float, style: Style) -> None:
        """Draw a line to write on, under the line of `style` that was set last."""
        y = self.y + style.leading / 2 - BASELINE * style.size - 3
        self.page.append(Rule(x1, y, x2, y))

    def finish(self, title: str) -> Paper:
        """Return the pages; headers and footers are drawn now because only now the number of pages is known."""
        outline = tuple(Outline(self.sheet, blocks, len(page), fresh)
                        for page, (blocks, fresh) in zip(self._pages, self._outline, strict=True))  # fmt: skip
        if self._furniture:
            for number, page in enumerate(self._pages, 1):
                self._furniture(page, number, len(self._pages))
        return Paper(one_line(title), self.sheet, tuple(self._pages), outline=outline)


def edges(spans: Spans, style: Style) -> list[float]:
    """Return the running widths of the text of `spans`, one more than characters."""
    size, extra = style.size, style.step - style.size
    advances = [em * size + extra for chain, words in spans for em in map(chain.advances.__getitem__, words)]
    return list(accumulate(advances, initial=0.0))


def split_spans(spans: Spans) -> list[Spans]:
    """Make spans printable and cut them at line ends."""
    parts: list[list[tuple[Chain, str]]] = [[]]
    for chain, words in spans:
        for i, piece in enumerate(printable(words).split("\n")):
            if i:
                parts.append([])
            parts[-1].append((chain, piece))
    return [part for part in parts if any(words for _, words in part)]
