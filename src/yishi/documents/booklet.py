"""活页册 (一册展示): a meeting with everything that came of it, to lie open on the counter or hang on a cord, instead of boards on walls.

A front page that lists the leaves, a leaf about the meeting, one for each resolution with how far it is, and the last with how to
object. A leaf is changed for a fresh one when its matter moves on: each begins on a page of its own, has room to be punched and says
as of which day it is. Everybody may read it, so it is made from the allow-list views of the notice board alone (domain 1.3, 4.7).
"""

from dataclasses import dataclass, replace
from datetime import date

from yishi.documents import loop_wording as told
from yishi.documents import photo, posting_view, wording
from yishi.documents.board import period, vote
from yishi.documents.chain import FANG, HEI, SONG, TITLE
from yishi.documents.cleaning import Cleaner, walled
from yishi.documents.layout import Flow, Page, Paper, Rule, Sheet, Style, Text
from yishi.documents.manner import Manner
from yishi.documents.page import MM, counted, headline, writing_lines
from yishi.documents.posting_view import OutcomeView, PostingView
from yishi.documents.table import Column, Table
from yishi.documents.text import one_line
from yishi.domain.money import yuan
from yishi.i18n import _
from yishi.services.printed_file import PrintedFile

_SHEET = Sheet(210 * MM, 297 * MM, top=20 * MM, right=18 * MM, bottom=20 * MM, left=30 * MM)
_HOLES = (297 / 2 - 40, 297 / 2 + 40)  # mm from the bottom: two holes 80 mm apart
_COVER = Style(TITLE, 32, 50, align="center")
_TITLE = Style(TITLE, 24, 38, align="center")
_TEXT = Style(FANG, 17, 27, indent=2)
_LABEL = Style(HEI, 15, 22, align="center")
_VALUE = Style(FANG, 16, 24, align="left")
_FOOT = Style(SONG, 10.5, 12)
_PHOTO = 44 * MM
_LONGEST = 30  # characters of a matter on the front page


@dataclass(frozen=True)
class LeafView:
    """What the leaf of a resolution shows beside its outcome."""

    number: str
    state: str
    latest: str
    outcome: OutcomeView


@dataclass(frozen=True)
class BookletView:
    """What the loose leaves show."""

    number: str
    today: date
    meeting: PostingView
    leaves: tuple[LeafView, ...]


def compose(p: PrintedFile, _manner: Manner | None = None) -> Paper:
    """Return the loose leaves of a meeting, or of one resolution with its meeting; the same for whomever they are printed."""
    return of_view(walled(view, p))


def view(p: PrintedFile, clean: Cleaner) -> BookletView:
    """Return what everybody may read of a meeting and of what came of it."""
    agreed = [r for r in p.resolutions if r.line.state != "DRAFT"]
    return BookletView(clean.text(wording.number(p.meeting)), p.today, posting_view.decision(p.meeting, clean), tuple(
        LeafView(clean.text(r.line.number), one_line(r.line.state_words), clean.free(told.latest(r, "progress", "report_done")),
                 posting_view.outcome(r, clean)) for r in agreed))  # fmt: skip


def of_view(v: BookletView) -> Paper:
    """Return the loose leaves made from a view."""

    def furniture(page: Page, number: int, total: int) -> None:
        for height in _HOLES:
            page += [Rule(9 * MM, height * MM, 15 * MM, height * MM), Rule(12 * MM, (height - 3) * MM, 12 * MM, (height + 3) * MM)]
        counted(_SHEET, page, number, total)
        y = _SHEET.bottom - 10 * MM
        page.append(Text(_SHEET.left, y, _FOOT.size, 0, SONG, _("截至{day}").format(day=wording.day(v.today))))
        if v.meeting.sample:
            words = _("样例，不作凭证")
            page.append(Text(_SHEET.width - _SHEET.right - _FOOT.width(words), y, _FOOT.size, 0, SONG, words))

    starts = list(range(2, len(v.leaves) + 4))  # pages on which the leaves begin, if each takes one
    for _again in range(2):
        flow = Flow(_SHEET, furniture)
        starts = _set(flow, v, starts)
    return flow.finish(_("{form}活页册").format(form=v.meeting.form))


def _set(flow: Flow, v: BookletView, starts: list[int]) -> list[int]:
    """Set front page and leaves; return the pages on which the leaves begin."""
    _front(flow, v, starts)
    found = []
    flow.next_page()
    found.append(flow.number)
    _about_meeting(flow, v.meeting)
    for leaf in v.leaves:
        flow.next_page()
        found.append(flow.number)
        _resolution(flow, leaf, v.today)
    flow.next_page()
    _watched(flow, v.meeting)
    return [*found, flow.number]


def _front(flow: Flow, v: BookletView, starts: list[int]) -> None:
    m = v.meeting
    flow.y -= 30 * MM
    headline(flow, m.community, replace(_COVER, size=26, leading=42))
    headline(flow, m.form.removeprefix(m.community), _COVER)
    headline(flow, _("活页册"), _COVER)
    flow.skip(12 * MM)
    _rows(flow, ((_("编　　号"), v.number), (_("时　　间"), m.when), (_("地　　点"), m.place), (_("单　　位"), m.org)))
    flow.skip(12 * MM)
    columns = (Column(_("页"), 16 * MM, replace(_VALUE, align="center")), Column(_("本页"), 46 * MM, _VALUE),
               Column(_("内容"), _SHEET.measure - 62 * MM, _VALUE))  # fmt: skip
    table = Table(flow, columns, _LABEL, 12 * MM)
    leaves = [(_("会议情况"), m.when), *((leaf.number, _short(leaf.outcome.item.text)) for leaf in v.leaves), (_("公示和监督"), "")]
    for n, (title, about) in zip(starts, leaves, strict=True):
        table.row([str(n), title, about])
    flow.skip(8)
    flow.paragraph(_("事情有了进展就换新页，旧页归档。看完请放回原处。"), replace(_TEXT, size=14, leading=22, indent=0))


def _short(text: str) -> str:
    text = wording.stem(text)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _rows(flow: Flow, rows: tuple[tuple[str, str], ...], height: float = 12 * MM) -> None:
    table = Table(flow, (Column("", 32 * MM, _LABEL), Column("", _SHEET.measure - 32 * MM, _VALUE)), _LABEL, height)
    for row in rows:
        table.row(row)


def _about_meeting(flow: Flow, v: PostingView) -> None:
    headline(flow, _("会议情况"), _TITLE)
    flow.skip(6)
    came = [_("应到{n}人").format(n=v.expected)] if v.expected else []
    came += [_("参加{n}人").format(n=v.present or wording.BLANK)] + ([_("列席{n}人").format(n=v.observers)] if v.observers else [])
    groups = "、".join(_("{group}{n}人").format(group=g, n=n) for g, n in v.composition)
    _rows(flow, ((_("时　　间"), v.when), (_("地　　点"), v.place), (_("到会人数"), "，".join(came)), (_("都有谁来"), groups)))
    _head(flow, _("议了什么"))
    for n, topic in enumerate(v.topics, 1):
        flow.paragraph(f"{n}．{topic}", replace(_TEXT, indent=1, hang=2.2))
    if not v.topics:
        writing_lines(flow, 2, _TEXT)
    if v.lost:
        _head(flow, _("没有通过的"))
    for text, counts in v.lost:
        flow.paragraph(text + vote(counts), _TEXT)
    _head(flow, _("不同意见和说明"))
    for opinion, answer in v.dissents:
        flow.paragraph(_("{opinion}。{answer}").format(opinion=opinion, answer=answer), _TEXT)
    if not v.dissents and v.no_dissent:
        flow.paragraph(_("没有不同意见。"), _TEXT)
    elif not v.dissents:
        writing_lines(flow, 2, _TEXT)


def _head(flow: Flow, words: str) -> None:
    flow.skip(8)
    flow.paragraph(words, replace(_TEXT, chain=HEI, indent=0), keep=2)


def _resolution(flow: Flow, leaf: LeafView, today: date) -> None:
    v = leaf.outcome
    headline(flow, _("议定事项"), _TITLE)
    flow.paragraph(leaf.number, replace(_VALUE, align="center"))
    flow.skip(6)
    _rows(flow, ((_("事　　项"), v.item.text),), 26 * MM)
    _rows(flow, ((_("议　　题"), v.topic), (_("谁 来 办"), v.item.duty), (_("何时办完"), v.item.until),
                 (_("表　　决"), vote(v.item.vote) if v.item.vote else "")))  # fmt: skip
    state = _("{state}（截至{day}）").format(state=leaf.state, day=wording.day(today))
    _rows(flow, ((_("办到哪步"), state), (_("最近进展"), leaf.latest)))
    done = _("{day}办完。").format(day=wording.day(v.done_on)) if v.done_on and v.finished else ""
    _rows(flow, ((_("办理结果"), done + (v.done if v.finished else v.why_not)), (_("花了多少"), _money(v)), (_("群众评价"), _judged(v))))
    if v.before or v.after:
        _photos(flow, v)
    if flow.room > 30 * MM:
        _rows(flow, ((_("补　　记"), ""),), flow.room - 4)


def _money(v: OutcomeView) -> str:
    if v.money is None or not any(v.money):
        return _("没有使用经费")
    budget, spent, left = map(yuan, v.money)
    return _("预算{budget}元，实支{spent}元，结余{left}元").format(budget=budget, spent=spent, left=left)


def _judged(v: OutcomeView) -> str:
    if v.answers is None:
        return ""
    return _("{n}份，满意率{good}，解决率{solved}").format(n=v.answers[0], good=v.answers[1], solved=v.answers[2])


def _photos(flow: Flow, v: OutcomeView) -> None:
    half = Column("", _SHEET.measure / 2, _LABEL)
    flow.keep(_PHOTO + 40)
    Table(flow, [half, half], _LABEL).row([_("办理前"), _("办理后")])
    Table(flow, [half, half], _LABEL, _PHOTO).row(["", ""])
    photo.into_cells(flow, _PHOTO, (v.before, v.after))


def _watched(flow: Flow, v: PostingView) -> None:
    headline(flow, _("公示和监督"), _TITLE)
    flow.skip(6)
    line = wording.BLANK * 2
    _rows(flow, (
        (_("公 示 期"), period(v.period)), (_("怎样提意见"), _("书面提出，或者当面来说，公示期内都可以，逐条答复。")),
        (_("联 系 人"), _("{who}　　电话：{phone}").format(who=v.contact or line, phone=v.office_phone or line)),
        (_("监督电话"), told.oversight("village" if v.village else "urban") + "：" + (v.complaint_phone or line)), (_("镇街电话"), line),
    ))  # fmt: skip
    _head(flow, _("看了以后想说的（可以不写名字）"))
    while flow.room > 2 * _TEXT.leading:
        writing_lines(flow, 1, replace(_TEXT, leading=32))
