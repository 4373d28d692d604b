"""表决票: A4 to be cut into four (domain 4.6). A secret one bears no name and no number; an owner's is signed.

As many as people are expected, motion after motion; a motion too long for a quarter gets half a page, then a whole one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import ceil

from yishi.documents import wording
from yishi.documents.chain import FANG, HEI, SONG, TITLE
from yishi.documents.layout import Flow, Page, Paper, Rule, Sheet, Style
from yishi.documents.page import A4, MM, signatures, writing_lines
from yishi.documents.table import Column, Table
from yishi.documents.text import one_line
from yishi.i18n import _
from yishi.services.answers import MeetingSheet

_INSET = 11 * MM  # from the cut to the words
_MOST_PAGES = 80  # for one motion; beyond it the printer makes the copies
_HEADLINE = Style(TITLE, 16, 22, align="center")
_CHOICE = Style(HEI, 16, 22, align="center")
_HINT = Style(SONG, 10.5, 14.5)


@dataclass(frozen=True)
class Question:
    """What is voted on: the place of its topic in the agenda, the topic, the motion ("" = to be written in)."""

    no: int
    topic: str
    motion: str


def questions(sheet: MeetingSheet) -> tuple[Question, ...]:
    """Return what is still to be voted on, all of it where everything was; topics without a motion leave room to write one."""
    title = {item.no: one_line(item.title) for item in sheet.agenda}
    put = [m for m in sheet.motions if not m.voted] or list(sheet.motions)
    found = [Question(m.agenda, title.get(m.agenda, ""), wording.sentence(m.text)) for m in put]
    moved = {m.agenda for m in sheet.motions}
    found += [Question(item.no, title[item.no], "") for item in sheet.agenda if item.no not in moved]
    return tuple(found) or (Question(0, "", ""),)


def named(sheet: MeetingSheet) -> bool:
    """Return whether the ballots are signed: owners vote by name (domain 4.6)."""
    return sheet.line.form == "owners_vote" or any(m.rule == "OWNERS_DOUBLE" for m in sheet.motions)


def compose(sheet: MeetingSheet) -> Paper:
    """Return the ballots of a meeting."""
    entitled = max(sheet.members or sheet.line.expected, 1)
    pages: list[Page] = []
    for question in questions(sheet):
        sheet_of_ballots, count = _page(sheet, question)
        pages += [sheet_of_ballots] * min(ceil(entitled / count), _MOST_PAGES)
    return Paper(one_line(wording.form_title(sheet, _("表决票"))), A4, tuple(pages))


def _page(sheet: MeetingSheet, question: Question) -> tuple[Page, int]:
    """Return a page of equal ballots and how many are on it."""
    for columns, rows in ((2, 2), (1, 2), (1, 1)):
        for size in (14, 12, 10.5):
            cells = [_ballot(sheet, question, cell, size) for cell in _cells(columns, rows)]
            if all(len(cell) == 1 for cell in cells):
                return [command for cell in cells for command in cell[0]] + _cuts(columns, rows), columns * rows
    return cells[0][0], 1  # longer than a page: what does not fit is on the notice board


def _cells(columns: int, rows: int) -> Iterator[Sheet]:
    wide, high = A4.width / columns, A4.height / rows
    for row in range(rows):
        for column in range(columns):
            yield Sheet(A4.width, A4.height, top=row * high + _INSET, right=A4.width - (column + 1) * wide + _INSET,
                        bottom=A4.height - (row + 1) * high + _INSET, left=column * wide + _INSET)


def _cuts(columns: int, rows: int) -> Page:
    cuts: Page = [Rule(0, A4.height * n / rows, A4.width, A4.height * n / rows) for n in range(1, rows)]
    return cuts + [Rule(A4.width * n / columns, 0, A4.width * n / columns, A4.height) for n in range(1, columns)]


def _ballot(sheet: MeetingSheet, question: Question, cell: Sheet, size: float) -> tuple[Page, ...]:
    flow = Flow(cell)
    text = Style(FANG, size, size * 1.4)
    wording.headline(flow, sheet, wording.form_title(sheet, _("表决票")), _HEADLINE)
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
    if named(sheet):
        flow.skip(4)
        lined = replace(text, leading=24)
        signatures(flow, (_("楼栋室号："),), lined)
        signatures(flow, (_("专有面积："), _("日期：")), lined)
        signatures(flow, (_("业主签名："),), lined)
    foot = _("（盖章处）") + (_("　样例，不作凭证") if sheet.sample else "")
    flow.keep(_HINT.leading)
    flow.y = min(flow.y, cell.bottom + _HINT.leading)
    flow.paragraph(foot, replace(_HINT, align="right"))
    return flow.finish("").pages


def _choices(flow: Flow) -> None:
    """Set the three boxes, for first, each big enough for a shaky hand."""
    words = (_("同意"), _("反对"), _("弃权"))
    wide = flow.sheet.measure / len(words)
    flow.keep(26 + 19 * MM)
    Table(flow, [Column("", wide, _CHOICE)] * 3, _CHOICE, height=26).row(words)
    Table(flow, [Column("", wide, _CHOICE)] * 3, _CHOICE, height=18 * MM).row(["○"] * 3)
