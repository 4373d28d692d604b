"""表决票: A4 to be cut into four (domain 4.6). A secret one bears no name and no number; an owner's is signed.

As many as people are expected, motion after motion; a motion too long for a quarter gets half a page, then a whole one.
"""

from collections.abc import Iterator
from dataclasses import replace
from math import ceil

from yishi.documents import wording
from yishi.documents.chain import FANG, HEI, SONG, TITLE
from yishi.documents.cleaning import Verbatim, walled
from yishi.documents.layout import Block, Flow, Grid, Outline, Page, Paper, Rule, Sheet, Style
from yishi.documents.manner import POSTING, Manner
from yishi.documents.meeting_view import BallotView, ShownQuestion
from yishi.documents.meeting_view import ballot as view
from yishi.documents.page import A4, MM, signatures, writing_lines
from yishi.documents.table import Column, Table
from yishi.i18n import _
from yishi.services.answers import MeetingSheet

_INSET = 11 * MM  # from the cut to the words
_UNCUT = replace(A4, top=0, right=0, bottom=0, left=0)
_MOST_PAGES = 80  # for one motion; beyond it the printer makes the copies
_HEADLINE = Style(TITLE, 16, 22, align="center")
_CHOICE = Style(HEI, 16, 22, align="center")
_HINT = Style(SONG, 10.5, 14.5)


def compose(sheet: MeetingSheet, manner: Manner | None = None) -> Paper:
    """Return the ballots of a meeting: word for word what is voted on, but for the wall only what it may show."""
    if manner is not None and manner.profile == POSTING:
        return of_view(walled(view, sheet), manner)
    return of_view(view(sheet, Verbatim(sheet)), manner)


def of_view(v: BallotView, manner: Manner | None = None) -> Paper:
    """Return the ballots made from a view."""
    pages: list[Page] = []
    outline: list[Outline] = []
    for question in v.questions:
        sheet_of_ballots, grid = _page(v, question)
        copies = min(ceil(v.entitled / len(grid.papers)), _MOST_PAGES)
        pages += [sheet_of_ballots] * copies
        whole = Block(grid, 0, len(sheet_of_ballots), 0, A4.height, 0)
        outline += [Outline(_UNCUT, (whole,), len(sheet_of_ballots))] * copies
    return Paper(v.form_title, A4, tuple(pages), outline=tuple(outline))


def _page(v: BallotView, question: ShownQuestion) -> tuple[Page, Grid]:
    """Return a page of equal ballots and what is on it."""
    for columns, rows in ((2, 2), (1, 2), (1, 1)):
        for size in (14, 12, 10.5):
            cells = [_ballot(v, question, cell, size) for cell in _cells(columns, rows)]
            if all(len(cell.pages) == 1 for cell in cells):
                page = [command for cell in cells for command in cell.pages[0]] + _cuts(columns, rows)
                return page, Grid(columns, _INSET, tuple(cells))
    one = replace(cells[0], pages=cells[0].pages[:1], outline=cells[0].outline[:1])
    return one.pages[0], Grid(1, _INSET, (one,))  # longer than a page: what does not fit is on the notice board


def _cells(columns: int, rows: int) -> Iterator[Sheet]:
    wide, high = A4.width / columns, A4.height / rows
    for row in range(rows):
        for column in range(columns):
            yield Sheet(A4.width, A4.height, top=row * high + _INSET, right=A4.width - (column + 1) * wide + _INSET,
                        bottom=A4.height - (row + 1) * high + _INSET, left=column * wide + _INSET)


def _cuts(columns: int, rows: int) -> Page:
    cuts: Page = [Rule(0, A4.height * n / rows, A4.width, A4.height * n / rows) for n in range(1, rows)]
    return cuts + [Rule(A4.width * n / columns, 0, A4.width * n / columns, A4.height) for n in range(1, columns)]


def _ballot(v: BallotView, question: ShownQuestion, cell: Sheet, size: float) -> Paper:
    flow = Flow(cell)
    text = Style(FANG, size, size * 1.4)
    wording.headline(flow, v, v.form_title, _HEADLINE)
    flow.skip(6)
    number = _("议题{n}：").format(n=question.no) if question.no else _("议题：")
    flow.paragraph([(HEI, number), (FANG, question.topic or wording.BLANK * 2)], text)
    flow.paragraph([(HEI, _("动议：")), (FANG, question.motion)], text)
    if not question.motion:
        writing_lines(flow, 2, replace(text, leading=20))
    flow.skip(10)
    _choices(flow)
    flow.skip(6)
    for words in (_("在所选格内打“√”。"), _("多选、不选、涂改的为无效票。")):
        flow.paragraph(words, _HINT)
    if v.signed:
        flow.skip(4)
        lined = replace(text, leading=24)
        signatures(flow, (_("楼栋室号："),), lined)
        signatures(flow, (_("专有面积："), _("日期：")), lined)
        signatures(flow, (_("业主签名："),), lined)
    foot = _("（盖章处）") + (_("　样例，不作凭证") if v.sample else "")
    flow.keep(_HINT.leading)
    flow.y = min(flow.y, cell.bottom + _HINT.leading)
    flow.paragraph(foot, replace(_HINT, align="right"))
    return flow.finish("")


def _choices(flow: Flow) -> None:
    """Set the three boxes, for first, each big enough for a shaky hand."""
    words = (_("同意"), _("反对"), _("弃权"))
    wide = flow.sheet.measure / len(words)
    flow.keep(26 + 19 * MM)
    Table(flow, [Column("", wide, _CHOICE)] * 3, _CHOICE, height=26).row(words)
    Table(flow, [Column("", wide, _CHOICE)] * 3, _CHOICE, height=18 * MM).row(["○"] * 3)
