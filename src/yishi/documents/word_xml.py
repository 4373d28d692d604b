"""The XML of Word files: lines, tables, cells. Lengths come in points and are written in twentieths of a point."""

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple
from xml.sax.saxutils import escape

from yishi.documents.chain import Chain
from yishi.documents.layout import Align, Picture, Row, Style, split_spans
from yishi.documents.table import PAD

FONTS = {"Fang": "仿宋_GB2312", "Hei": "黑体", "Kai": "楷体_GB2312", "Song": "宋体", "Title": "方正小标宋简体"}
LATIN = "Times New Roman"
FACES = {"": "Fang", "Title": "Title", "Heading1": "Hei"}  # style of Word → chain of its type
TAB, LED = "tab", "led"  # to the next stop; with a line to write on
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LONG = 300  # characters: a row with such a cell may be cut by the end of a page
_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
_JUSTIFIED = {"justify": "both", "left": "left", "center": "center", "right": "right"}


class Stop(NamedTuple):
    """A tab stop, from the left of the type area."""

    at: float
    kind: str = "left"  # left, right, LED


class Shaded(NamedTuple):
    """A grey bar, in points."""

    width: float


class Shown(NamedTuple):
    """A picture: the XML of its run."""

    xml: str


class Counted(NamedTuple):
    """A number that Word counts: PAGE or NUMPAGES, set like words beside it."""

    name: str
    chain: Chain
    size: float


Part = tuple[Chain, str, float] | Shaded | Shown | Counted | str  # words of a chain in a size; TAB, LED


class Looks(NamedTuple):
    """Types of the styles 正文 (""), Title and Heading1, and what gives the XML of a picture."""

    usual: Mapping[str, Style]
    show: Callable[[Picture], str]


@dataclass
class Line:
    """A paragraph; `height` is the distance of its lines, 0 = as its content asks."""

    parts: list[Part]
    kind: str = ""
    align: Align = "justify"
    height: float = 0.0
    hang: float = 0.0
    indent: float = 0.0  # of the first line
    stops: list[Stop] = field(default_factory=list)
    before: float = 0.0
    fresh: bool = False  # begins a page
    cut: bool = False  # a line to cut along runs under it

    def tab(self, at: float, kind: str = "left") -> None:
        """Go on at a place from the left of the type area: what follows begins there, ends there (right), or is led there."""
        self.parts.append(LED if kind == LED else TAB)
        self.stops.append(Stop(at, kind))

    def xml(self, looks: Looks) -> str:
        """Return the paragraph."""
        return f"<w:p><w:pPr>{self._properties(looks)}</w:pPr>{''.join(self._run(part, looks) for part in self.parts)}</w:p>"

    def _properties(self, looks: Looks) -> str:
        told = f'<w:pStyle w:val="{self.kind}"/>' if self.kind else ""
        told += "<w:pageBreakBefore/>" if self.fresh else ""
        told += '<w:pBdr><w:bottom w:val="dashed" w:sz="4" w:space="1" w:color="auto"/></w:pBdr>' if self.cut else ""
        if self.stops:
            told += f"<w:tabs>{''.join(map(_stop, sorted(self.stops)))}</w:tabs>"
        spacing = f' w:before="{twips(self.before)}"' if self.before else ""
        if not self.height:
            spacing += ' w:line="240" w:lineRule="auto"'
        elif abs(self.height - looks.usual[self.kind].leading) > 0.04:
            spacing += f' w:line="{max(twips(self.height), 20)}" w:lineRule="exact"'
        told += f"<w:spacing{spacing}/>" if spacing else ""
        first = self.indent - self.hang
        ind = f' w:left="{twips(self.hang)}"' if self.hang else ""
        ind += f' w:firstLine="{twips(first)}"' if first > 0 else f' w:hanging="{twips(-first)}"' if first < 0 else ""
        told += f"<w:ind{ind}/>" if ind else ""
        align = _JUSTIFIED["left" if self.stops and self.align == "justify" else self.align]
        return told + (f'<w:jc w:val="{align}"/>' if align != ("center" if self.kind == "Title" else "both") else "")

    def _run(self, part: Part, looks: Looks) -> str:
        if isinstance(part, str):
            return "<w:r><w:tab/></w:r>"
        if isinstance(part, Shown):
            return part.xml
        if isinstance(part, Shaded):
            wide = "　" * max(round(part.width / looks.usual[self.kind].size), 1)
            return f'<w:r><w:rPr><w:shd w:val="clear" w:color="auto" w:fill="BFBFBF"/></w:rPr><w:t xml:space="preserve">{wide}</w:t></w:r>'
        chain, words, size = (part.chain, "1", part.size) if isinstance(part, Counted) else part
        told = fonts(FONTS.get(chain.name, FONTS["Fang"])) if chain.name != FACES[self.kind] else ""
        told += sizes(size) if half_points(size) != half_points(looks.usual[self.kind].size) else ""
        properties = f"<w:rPr>{told}</w:rPr>" if told else ""
        run = f'<w:r>{properties}<w:t xml:space="preserve">{written(words)}</w:t></w:r>'
        return f'<w:fldSimple w:instr=" {part.name} ">{run}</w:fldSimple>' if isinstance(part, Counted) else run


def twips(points: float) -> int:
    """Return points in twentieths."""
    return round(points * 20)


def half_points(size: float) -> int:
    """Return a size of type as Word counts it; 15.75 pt is its 三号, 16 pt."""
    return int(size * 2 + 0.5)


def written(words: str) -> str:
    """Return words as XML, without what XML cannot carry."""
    return escape(_NO_XML.sub("", words))


def fonts(east: str) -> str:
    """Return which fonts a run takes: Chinese characters by `eastAsia`, the others in a Latin face."""
    return f'<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:cs="{LATIN}" w:eastAsia="{east}"/>'


def sizes(size: float) -> str:
    """Return the size of a run."""
    return f'<w:sz w:val="{half_points(size)}"/><w:szCs w:val="{half_points(size)}"/>'


def _stop(stop: Stop) -> str:
    kind, leader = ("left", ' w:leader="underscore"') if stop.kind == LED else (stop.kind, "")
    return f'<w:tab w:val="{kind}"{leader} w:pos="{twips(stop.at)}"/>'


# ---- tables


def table_xml(rows: Sequence[tuple[Row, Sequence[Picture]]], left: float, measure: float, looks: Looks) -> str:
    """Return rows as one ruled table; cells of rows with other edges span the columns that all edges together make."""
    edges = _together([edge for row, _pictures in rows for edge in row.edges])
    columns = [after - before for before, after in pairwise(edges)]
    width, aside = edges[-1] - edges[0], edges[0] - left
    at = '<w:jc w:val="center"/>' if abs(2 * aside + width - measure) < 2 else f'<w:tblInd w:w="{twips(aside)}" w:type="dxa"/>'
    head = _frame(width, at, "single") + _margins(PAD * 0.75, PAD)
    grid = "".join(f'<w:gridCol w:w="{twips(each)}"/>' for each in columns)
    told, headed = [], True
    for row, pictures in rows:
        headed = headed and row.head  # only the first rows can stand again on the next page
        told.append(_row(row, pictures, edges, headed, looks))
    return f"<w:tbl><w:tblPr>{head}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(told)}</w:tbl>"


def _together(edges: Sequence[float]) -> list[float]:
    """Return all edges from left to right, those that lie side by side as one."""
    found: list[float] = []
    for edge in sorted(edges):
        if not found or edge - found[-1] > 1:
            found.append(edge)
    return found


def _frame(width: float, at: str, lines: str, outside: bool = True) -> str:
    kinds = ((edge, lines if outside or edge.startswith("inside") else "nil") for edge in _EDGES)
    borders = "".join(f'<w:{edge} w:val="{kind}" w:sz="4" w:space="0" w:color="auto"/>' for edge, kind in kinds)
    return f'<w:tblW w:w="{twips(width)}" w:type="dxa"/>{at}<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'


def _margins(high: float, wide: float) -> str:
    each = "".join(f'<w:{edge} w:w="{twips(by)}" w:type="dxa"/>' for edge, by in
                   (("top", high), ("left", wide), ("bottom", high), ("right", wide)))  # fmt: skip
    return f"<w:tblCellMar>{each}</w:tblCellMar>"


def _row(row: Row, pictures: Sequence[Picture], edges: Sequence[float], headed: bool, looks: Looks) -> str:
    places = [bisect_left(edges, edge - 1) for edge in row.edges]
    cells = []
    for n, (text, style) in enumerate(zip(row.cells, row.styles, strict=True)):
        first, last = places[n], places[n + 1]
        span = f'<w:gridSpan w:val="{last - first}"/>' if last - first > 1 else ""
        wide = f'<w:tcW w:w="{twips(edges[last] - edges[first])}" w:type="dxa"/>'
        lines = _cell(text, style)
        lines += [picture_line(looks.show(each)) for each in pictures if row.edges[n] <= each.x < row.edges[n + 1]]
        lines = lines or [Line([], height=style.leading)]
        cells.append(f'<w:tc><w:tcPr>{wide}{span}<w:vAlign w:val="center"/></w:tcPr>{"".join(line.xml(looks) for line in lines)}</w:tc>')
    whole = "" if any(len(text) > _LONG for text in row.cells) else "<w:cantSplit/>"
    height = f'<w:trHeight w:val="{max(twips(row.height), 1)}" w:hRule="atLeast"/>'
    return f"<w:tr><w:trPr>{whole}{height}{'<w:tblHeader/>' if headed else ''}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(text: str, style: Style) -> list[Line]:
    found = []
    for spans in split_spans([(style.chain, text)]):
        parts: list[Part] = [(chain, words, style.size) for chain, words in spans]
        found.append(Line(parts, "", style.align, style.leading))
    return found


def grid_xml(cells: Sequence[Sequence[Line | str]], columns: int, inset: float, size: tuple[float, float], looks: Looks) -> str:
    """Return small papers as the cells of a table that covers a sheet of `size`, with the lines to cut along between them."""
    wide, high = size[0] / columns, size[1] / max(len(cells) // columns, 1) - 2  # the line after a table takes its place
    frame = _frame(size[0], '<w:tblInd w:w="0" w:type="dxa"/>', "dashed", outside=False) + _margins(inset, inset)
    told = [f'<w:tc><w:tcPr><w:tcW w:w="{twips(wide)}" w:type="dxa"/></w:tcPr>{flowing(cell, looks)}</w:tc>' for cell in cells]
    height = f'<w:trPr><w:cantSplit/><w:trHeight w:val="{twips(high)}" w:hRule="atLeast"/></w:trPr>'
    rows = "".join(f"<w:tr>{height}{''.join(told[n : n + columns])}</w:tr>" for n in range(0, len(told), columns))
    grid = f'<w:gridCol w:w="{twips(wide)}"/>' * columns
    return f"<w:tbl><w:tblPr>{frame}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


def flowing(what: Sequence[Line | str], looks: Looks) -> str:
    """Return lines and tables one after another; the last is a line, as Word asks."""
    told = [each if isinstance(each, str) else each.xml(looks) for each in what]
    if not what or isinstance(what[-1], str):
        told.append(Line([], height=1).xml(looks))
    return "".join(told)


def picture_line(xml: str) -> Line:
    """Return a line of its own for a picture."""
    return Line([Shown(xml)] if xml else [], align="center")
