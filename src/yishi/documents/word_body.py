"""What a paper is made of, in the language of Word files: real paragraphs, tables and pictures, nothing that floats.

What was drawn at a place of its own (labels with lines to sign on, number and day above a form) becomes a line with tab stops
where things stood; a line to write on becomes a tab that is led by underscores, so that it stays as long when it is written on.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from yishi.documents.chain import TITLE, Chain
from yishi.documents.layout import (
    Block,
    Grid,
    Outline,
    Page,
    Paper,
    Paragraph,
    Picture,
    Row,
    Rule,
    Sheet,
    Style,
    Text,
    split_spans,
)
from yishi.documents.page import page_words
from yishi.documents.word_xml import LED, Counted, Line, Looks, Part, Shaded, grid_xml, picture_line, table_xml
from yishi.i18n import _

_NEAR = 1.5  # points: what stands so close is on one line, at one edge
_UNDER = 6.0  # a line to write on lies no deeper under the foot of its words
_SLACK = 0.94  # of large gaps: Word sets lines a little taller than they were composed


@dataclass
class Place:
    """Where blocks go: the type area they were set in, what is written so far, and how far down the page that came."""

    sheet: Sheet
    looks: Looks
    out: list[Line | str] = field(default_factory=list)
    rows: list[tuple[Row, list[Picture]]] = field(default_factory=list)
    down: float | None = None  # None: at the top of a page
    fresh: bool = False  # what comes next begins a page

    @property
    def left(self) -> float:
        """Left edge of the type area."""
        return self.sheet.left

    def add(self, line: Line, top: float, end: float) -> None:
        """Add a line that was set between two heights, with the gap above it."""
        self.close()
        line.before = self._gap(top)
        line.fresh, self.fresh, self.down = self.fresh, False, end
        self.out.append(line)

    def _gap(self, top: float) -> float:
        gap = self.down - top if self.down is not None else 0.0
        return 0.0 if gap < 0.5 else gap * _SLACK if gap > 20 else gap

    def close(self) -> None:
        """End the table that is being collected."""
        if self.rows:
            self.out.append(table_xml(self.rows, self.left, self.sheet.measure, self.looks))
            self.rows = []

    def row(self, row: Row, block: Block) -> None:
        """Add a row to the table above it, or begin another where there is a gap, another width or a head."""
        last = self.rows[-1][0] if self.rows else None
        gap = self._gap(block.top)
        joined = last is not None and not row.head and not self.fresh and gap == 0.0 and \
            abs(last.edges[0] - row.edges[0]) < _NEAR and abs(last.edges[-1] - row.edges[-1]) < _NEAR
        if not joined:
            parted = bool(self.rows) or (bool(self.out) and not isinstance(self.out[-1], Line))
            self.close()
            if gap or self.fresh or parted:  # Word joins tables with nothing between
                self.out.append(Line([], height=max(gap, 1.0), fresh=self.fresh))
        self.rows.append((row, []))
        self.fresh, self.down = False, block.end


def set_pages(paper: Paper, outline: Sequence[Outline], start: int, place: Place) -> list[Line | str]:
    """Return lines and tables (XML) of pages that share a sheet; `start` is the number of the first, from 0."""
    at, skip = 0, 0
    for n, each in enumerate(outline, start):
        page = paper.pages[n]
        if each.fresh and (n > start or place.fresh):
            place.close()
            place.fresh, place.down = n > 0, each.sheet.height - each.sheet.top
        elif n == start:
            place.down = each.sheet.height - each.sheet.top
        elif not skip:
            place.down = None
        skip = max(skip - 1, 0)
        for block in each.blocks:
            _loose(page[at : block.at], page[at - 1] if at else None, place)
            _block(block, place)
            at, skip = block.to, block.turns
            if block.turns:
                break
        if not skip:
            _loose(page[at : each.filled], page[at - 1] if at else None, place)
            at = 0
    place.close()
    return place.out


def _block(block: Block, place: Place) -> None:
    told = block.content
    if isinstance(told, Row):
        place.row(told, block)
    elif isinstance(told, Grid):
        place.close()
        place.out.append(_grid(told, place))
    else:
        for n, line in enumerate(_paragraph(told)):
            place.add(line, block.top if n == 0 else place.down or block.end, block.end)


def _paragraph(told: Paragraph) -> Iterator[Line]:
    """Yield the lines of a paragraph, cut at line ends; what has no words is nothing, as on the page."""
    style = told.style
    for spans in split_spans(told.spans):
        yield Line([(chain, words, style.size) for chain, words in spans if words], kind_of(spans, style), style.align, style.leading,
                   style.hang * style.step if style.align in ("justify", "left") else 0.0,
                   style.indent * style.step if style.align in ("justify", "left") else 0.0)  # fmt: skip


def kind_of(spans: Sequence[tuple[Chain, str]], style: Style) -> str:
    """Return the style of Word: 标题 for what is set in the face of titles, 标题 1 for a line of 黑体 that begins a part."""
    chains = {chain.name for chain, words in spans if words}
    if chains == {TITLE.name}:
        return "Title"
    return "Heading1" if chains == {"Hei"} and style.indent and style.align != "center" and len(spans) == 1 else ""


def _grid(grid: Grid, place: Place) -> str:
    """Return small papers as the cells of a table that covers the sheet."""
    cells = []
    for paper in grid.papers:
        inner = Place(paper.outline[0].sheet, place.looks)
        cells.append(set_pages(paper, paper.outline, 0, inner))
    return grid_xml(cells, grid.columns, grid.inset, (place.sheet.width, place.sheet.height), place.looks)


# ---- headers and footers


def around(page: Page, outline: Outline, looks: Looks, number: int, total: int) -> tuple[list[Line], list[Line]]:
    """Return what stands above and below the type area of a page; its number is left to Word to count."""
    place = Place(outline.sheet, looks)
    above: list[Line] = []
    below: list[Line] = []
    for line in _lines(page[outline.filled :]):
        texts = [each for each in line if isinstance(each, Text) and each.text]
        if not texts:
            continue
        made = Line([], "", "left", 1.4 * texts[0].size)
        flat = [each for each in line if isinstance(each, Text) or (isinstance(each, Rule) and each.y1 == each.y2)]
        _placed(made, sorted(flat, key=lambda each: each.x1 if isinstance(each, Rule) else each.x), place)
        made.parts = [each for part in made.parts for each in _numbered(part, number, total)]
        (above if texts[0].y > outline.sheet.height - outline.sheet.top else below).append(made)
    return above, below


def _numbered(part: Part, number: int, total: int) -> Iterator[Part]:
    """Yield words with the number of the page and how many there are as what Word counts."""
    if not isinstance(part, tuple) or len(part) != 3 or isinstance(part, Counted):
        yield part
        return
    chain, words, size = part
    shapes = (page_words("{number}"), _("第 {number} 页　共 {total} 页"))
    shape = next((each for each in shapes if each.format(number=number, total=total) == words), "")
    for piece in re.split("({number}|{total})", shape or words):
        if shape and piece in ("{number}", "{total}"):
            yield Counted("PAGE" if piece == "{number}" else "NUMPAGES", chain, size)
        elif piece:
            yield (chain, piece, size)


# ---- what stands at a place of its own


def _loose(commands: Page, before: Text | Rule | Picture | None, place: Place) -> None:
    """Add what no block covers: pictures to the row they lie in, rules to the words they follow, the rest as lines."""
    rest: Page = []
    for each in commands:
        if isinstance(each, Picture) and not rest and place.rows and place.down is not None and each.y >= place.down - 1:
            place.rows[-1][1].append(each)
        elif isinstance(each, Rule) and not rest and not place.rows and place.out and _follows(each, before):
            last = place.out[-1]
            if isinstance(last, Line):
                last.tab(each.x2 - place.left, LED)
        else:
            rest.append(each)
    for line in _lines(rest):
        _stand(line, place)


def _follows(rule: Rule, before: Text | Rule | Picture | None) -> bool:
    return isinstance(before, Text) and rule.y1 == rule.y2 and 0 < before.y - rule.y1 < _UNDER


def _lines(commands: Sequence[Text | Rule | Picture]) -> Iterator[list[Text | Rule | Picture]]:
    """Put together what stands on one line, in the order in which it was drawn."""
    line: list[Text | Rule | Picture] = []
    foot = 0.0
    for each in commands:
        if isinstance(each, Rule) and each.y1 != each.y2 and not line:
            continue
        high = each.y if not isinstance(each, Rule) else min(each.y1, each.y2)
        near = bool(line) and not isinstance(each, Picture) and not isinstance(line[0], Picture) and (
            -_UNDER < high - foot < _UNDER * 2 if isinstance(each, Rule) else abs(high - foot) < _NEAR)
        if isinstance(each, Rule) and line and isinstance(line[0], Rule) and not _upright(line, each):
            near = False
        if line and not near:
            yield line
            line = []
        if not line:
            foot = high + (3 if isinstance(each, Rule) else 0)
        line.append(each)
    if line:
        yield line


def _upright(line: Sequence[Text | Rule | Picture], rule: Rule) -> bool:
    return rule.y1 != rule.y2 or any(isinstance(each, Text) for each in line)


def _stand(line: Sequence[Text | Rule | Picture], place: Place) -> None:
    """Add a line of things that stand at places of their own."""
    first = line[0]
    if isinstance(first, Picture):
        place.add(picture_line(place.looks.show(first)), first.y + first.height, first.y)
        return
    texts = [each for each in line if isinstance(each, Text) and each.text]
    rules = [each for each in line if isinstance(each, Rule)]
    if not texts and not rules:
        return
    size = max((each.size for each in texts), default=12.0)
    foot = (texts[0].y if texts else rules[0].y1 + 3) - 0.5 * size
    room = place.down - foot if place.down is not None else 1.8 * size
    height = min(max(room, 1.3 * size), 2.0 * size)
    if not texts and rules[0].x1 <= 1 and rules[0].x2 >= place.sheet.width - 1:
        place.add(Line([], height=8, cut=True), rules[0].y1 + 8, rules[0].y1)
        return
    made = Line([], "", "left", height)
    if len(texts) == 1 and not rules and abs(texts[0].x + _wide(texts[0]) / 2 - place.sheet.width / 2) < 2 * _NEAR:
        made.align, made.parts = "center", [(texts[0].chain, texts[0].text, size)]
    else:
        _placed(made, line, place)
    place.add(made, foot + height, foot)


def _wide(text: Text) -> float:
    return text.size * text.chain.width(text.text) + text.spacing * len(text.text)


def _placed(made: Line, line: Sequence[Text | Rule | Picture], place: Place) -> None:
    """Set words and rules where they stood, by tab stops; a box of lines (a bar of a chart) is shaded instead."""
    upright = any(isinstance(each, Rule) and each.y1 != each.y2 for each in line)
    bars = [each for each in line if isinstance(each, Rule) and each.y1 == each.y2][:1] if upright else None
    end = place.left
    right = place.sheet.width - place.sheet.right
    for each in line:
        if isinstance(each, Picture) or (isinstance(each, Rule) and bars is not None and each not in bars):
            continue
        x = each.x1 if isinstance(each, Rule) else each.x
        stop = each.x2 if isinstance(each, Rule) else x + _wide(each)
        if isinstance(each, Text) and not each.text:
            continue
        if x > end + _NEAR and not made.parts:
            made.hang = made.indent = x - place.left
        elif isinstance(each, Text) and made.parts and abs(stop - right) < _NEAR and x > end + _NEAR:
            made.tab(stop - place.left, "right")
        elif x > end + _NEAR:
            made.tab(x - place.left)
        if isinstance(each, Text):
            made.parts.append((each.chain, each.text, each.size))
        elif bars is not None:
            made.parts.append(Shaded(each.x2 - each.x1))
        else:
            made.tab(each.x2 - place.left, LED)
        end = max(end, stop)

