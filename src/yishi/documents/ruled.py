"""Ruled forms: a title, number and day above, then rows of labels beside places that hold what is known or are left to write in.

A paper is made in the largest of some sizes in which it keeps to one page, so that a long text makes the type smaller before it
makes a second page.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Self

from yishi.documents.chain import FANG, HEI, SONG
from yishi.documents.layout import BASELINE, Flow, Page, Paper, Sheet, Style, Text
from yishi.documents.page import HEADLINE, MM, counted, headline, small
from yishi.documents.table import Column, Table
from yishi.documents.text import one_line, printable
from yishi.i18n import _

A4_FORM = Sheet(210 * MM, 297 * MM, top=18 * MM, right=20 * MM, bottom=18 * MM, left=25 * MM)
CHOSEN, FREE = "■", "□"
LABEL_WIDTH = 29 * MM


@dataclass(frozen=True)
class Size:
    """Type of the form: points of a value, least height of a row in points, part of the usual height of tall boxes."""

    value: float
    row: float
    tall: float

    @property
    def text(self) -> Style:
        """Type of what is filled in."""
        return Style(FANG, self.value, self.value * 1.45, align="left")

    @property
    def label(self) -> Style:
        """Type of the labels."""
        return Style(HEI, self.value - 0.5, self.value * 1.35, align="center")


SIZES = (Size(14, 12.5 * MM, 1.2), Size(13, 11.5 * MM, 1.0), Size(12, 10 * MM, 0.85), Size(11, 8.6 * MM, 0.7), Size(10, 7.4 * MM, 0.5))


class Ruled:
    """One ruled form in the making; `flow` is where it is set."""

    def __init__(self, title: str, sample: bool, size: Size, sheet: Sheet = A4_FORM, mark: str = "") -> None:
        """`mark` stands in the upper left corner: the copy, or the light."""

        def furniture(page: Page, number: int, total: int) -> None:
            if total > 1:
                counted(sheet, page, number, total)
            small(sheet, page, number, _("样例，不作凭证") if sample else "")

        self.size, self.title = size, title
        self.flow = Flow(sheet, furniture)
        self.head(title, mark)

    @classmethod
    def within(cls, flow: Flow, title: str, size: Size) -> Self:
        """Return a form that goes on in a flow that is being set; no title is drawn."""
        form = cls.__new__(cls)
        form.size, form.title, form.flow = size, title, flow
        return form

    def head(self, title: str, mark: str = "") -> None:
        """Set the title, with a word in the corner above it."""
        if mark:
            self.flow.paragraph(mark, Style(HEI, 14, 18, align="left"))
        headline(self.flow, title, replace(HEADLINE, leading=36))
        self.flow.skip(4)

    def above(self, left: str, right: str) -> None:
        """Set number and day over the form, at its left and right."""
        style, sheet = self.size.text, self.flow.sheet
        y = self.flow.y - style.leading / 2 - BASELINE * style.size
        for words, x in ((left, sheet.left), (right, sheet.width - sheet.right - style.width(right))):
            self.flow.page.append(Text(x, y, style.size, 0, style.chain, words))
        self.flow.y -= style.leading + 3

    def pairs(self, *pairs: tuple[str, str], height: float = 0.0, style: Style | None = None) -> None:
        """Set a row of labels, each with its value; `height` is the least one, in points."""
        text = style or self.size.text
        wide = (self.flow.sheet.measure - len(pairs) * LABEL_WIDTH) / len(pairs)
        columns = [each for _pair in pairs for each in (Column("", LABEL_WIDTH, self.size.label), Column("", wide, text))]
        table = Table(self.flow, columns, self.size.label, max(height, self.size.row))
        table.row([printable(part) for pair in pairs for part in pair])

    def tall(self, label: str, text: str, height: float) -> None:
        """Set a box of at least `height` millimetres (less in the smaller sizes) to write in."""
        self.pairs((label, text), height=height * MM * self.size.tall)

    def boxes(self, label: str, words: Sequence[tuple[str, bool]], rest: str = "") -> None:
        """Set a row of choices, those that hold filled."""
        told = "　".join((CHOSEN if on else FREE) + word for word, on in words)
        self.pairs((label, told + (f"　{rest}" if rest else "")), style=replace(self.size.text, only_after="　"))

    def band(self, text: str) -> None:
        """Set a heading over the whole width."""
        style = replace(self.size.label, align="center", size=self.size.value)
        Table(self.flow, [Column("", self.flow.sheet.measure, style)], style, self.size.row * 0.9).row([text])

    def signs(self, *labels: str, height: float = 13.0) -> None:
        """Set a row of places to sign or date, `height` millimetres."""
        self.pairs(*((label, "") for label in labels), height=height * MM * self.size.tall)

    def note(self, text: str) -> None:
        """Set a remark under the form."""
        self.flow.skip(5)
        self.flow.paragraph(text, Style(SONG, 10, 15, align="left"))

    def finish(self) -> Paper:
        """Return the pages."""
        return self.flow.finish(self.title)


def fitting(make: Callable[[Size], Paper], pages: int = 1) -> Paper:
    """Return the paper in the largest size in which it takes no more than `pages`, else in the smallest."""
    papers = map(make, SIZES)
    return next((paper for paper in papers if len(paper.pages) <= pages), None) or make(SIZES[-1])


def titled(org: str, words: str) -> str:
    """Return the title of a paper with whose it is before it."""
    return one_line(org) + words
