"""决议卡: one resolution on a small sheet to carry along or to hang up at work: what, who, until when, how far it is."""

from dataclasses import replace

from yishi.documents import loop_wording as told
from yishi.documents.chain import FANG, HEI, TITLE
from yishi.documents.layout import Flow, Page, Paper, Sheet, Style
from yishi.documents.manner import Manner
from yishi.documents.page import MM, headline, small
from yishi.documents.table import Column, Table
from yishi.documents.text import one_line
from yishi.domain.terms import STATE_WORDS
from yishi.domain.transitions import State
from yishi.i18n import _
from yishi.services.printed_loop import PrintedResolution

A5 = Sheet(148 * MM, 210 * MM, top=14 * MM, right=12 * MM, bottom=14 * MM, left=16 * MM)
_TITLE = Style(TITLE, 20, 30, align="center")
_MATTER = Style(FANG, 18, 28, align="left")
_LABEL = Style(HEI, 12, 17, align="center")
_VALUE = Style(FANG, 13, 19, align="left")
_GROWN = (1.2, 1.0, 0.85, 0.7)  # the largest that keeps to one page


def compose(p: PrintedResolution, manner: Manner | None = None) -> Paper:
    """Return the card, A5; no telephone number is on it."""
    told.refuse_draft(p, _("决议卡"))
    sizes = _GROWN if manner is not None and manner.large else _GROWN[1:]
    papers = (_compose(p, grown) for grown in sizes)
    return next((paper for paper in papers if len(paper.pages) == 1), None) or _compose(p, sizes[-1])


def _compose(p: PrintedResolution, grown: float) -> Paper:
    def furniture(page: Page, number: int, total: int) -> None:
        small(A5, page, number, _("样例，不作凭证") if p.meeting.sample else "")

    label, value, text = (replace(s, size=s.size * grown, leading=s.leading * grown) for s in (_LABEL, _VALUE, _MATTER))
    flow = Flow(A5, furniture)
    title = _("{community}决议卡").format(community=one_line(p.meeting.community))
    headline(flow, title, _TITLE)
    flow.paragraph(one_line(p.line.number), replace(value, align="center"))
    flow.skip(8)
    Table(flow, [Column("", A5.measure, text)], label, 40 * MM * min(grown, 1)).row([told.matter(p)])
    side = 25 * MM * grown
    table = Table(flow, [Column("", side, label), Column("", A5.measure - side, value)], label, 11 * MM * min(grown, 1))
    for name, words in _facts(p):
        table.row((name, words))
    room = max(flow.room - 2, 24 * MM)
    rest = Table(flow, [Column("", side, label), Column("", A5.measure - side, value)], label, room)
    rest.row((_("进　　展"), told.latest(p, "progress")))
    return flow.finish(title)


def _facts(p: PrintedResolution) -> list[tuple[str, str]]:
    state = _(STATE_WORDS[State[p.line.state]])
    return [
        (_("议　　题"), one_line(p.sheet.agenda_title)),
        (_("会　　议"), told.day(p.sheet.meeting_day)),
        (_("谁　　办"), told.unit_and_owner(p)),
        (_("协　　办"), told.assist(p)),
        (_("何时办完"), told.day(p.due) or told.limit(p, None)),
        (_("谁　　查"), one_line(p.line.supervisor)),
        (_("到哪一步"), _("{state}（{day}）").format(state=state, day=told.day(p.today))),
    ]
