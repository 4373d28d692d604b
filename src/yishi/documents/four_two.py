"""四议两公开决策实施登记表: six tables, one a page, from the proposal to the result on the board, behind a page that lists them.

The common columns are those of the booklets in use (domain 2.5): 动议事由, matter, day, 应到 实到 比例, what was said, signatures of those
present, from the third on those of the town's people with their posts, how it was published, what the supervisors say. The fourth
table is the meeting itself: what the book knows of it stands there.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from yishi.documents import wording
from yishi.documents.chain import FANG, HEI, TITLE
from yishi.documents.layout import Flow, Page, Paper, Style
from yishi.documents.page import MM, chinese, counted, headline, small
from yishi.documents.remarks import when
from yishi.documents.ruled import A4_FORM, Ruled, Size
from yishi.documents.table import Column, Table
from yishi.documents.text import one_line
from yishi.domain.marker import N_
from yishi.domain.money import yuan
from yishi.errors import Refusal
from yishi.i18n import _
from yishi.services.answers import MeetingSheet, PostingLine
from yishi.services.printed import PrintedSheet, StepOnPaper

_FORM = "four_two"
STEPS = (N_("党组织提议"), N_("“两委”商议"), N_("党员大会审议"), N_("村民代表会议决议"), N_("决议公开"), N_("实施结果公开"))
_BOOK, _TOWN, _POSTED = 3, (2, 3), (4, 5)  # places of: the meeting itself, where the town's people sign, the two publications
_COVER = Style(TITLE, 30, 46, align="center")
_MOST = 5  # matters in the head of a table
_TEXT = Size(13, 11.5 * MM, 1.0)
_LIST, _MIDDLE = Style(FANG, 15, 24, align="left"), Style(FANG, 15, 24, align="center")


@dataclass(frozen=True)
class _Told:
    """What is known of one table."""

    step: StepOnPaper
    content: str = ""
    place: str = ""
    posted: tuple[PostingLine, ...] = ()


def compose(sheet: MeetingSheet) -> Paper:
    """Return the booklet of a village's meeting, 7 pages; refused (YS-P52) in an urban community, where there is no 四议两公开."""
    if sheet.community_kind != "village":
        raise Refusal("YS-P52", _("四议两公开是村里的程序，社区的会没有这本登记表。"), next_step=_("请换会议记录或者会议纪要。"))

    def furniture(page: Page, number: int, total: int) -> None:
        counted(A4_FORM, page, number, total)
        small(A4_FORM, page, number, _("样例，不作凭证") if sheet.sample else "")

    title = _("{community}四议两公开决策实施登记表").format(community=one_line(sheet.community))
    tables = _tables(sheet)
    starts = list(range(2, len(tables) + 2))  # pages on which the tables begin, if each takes one
    for _again in range(2):
        flow, found = Flow(A4_FORM, furniture), []
        _cover(flow, sheet, tables, starts)
        for n, told in enumerate(tables):
            flow.next_page()
            found.append(flow.number)
            _table(flow, sheet, n, told)
        starts = found
    return flow.finish(title)


def _tables(sheet: MeetingSheet) -> list[_Told]:
    steps = list(sheet.procedure) if isinstance(sheet, PrintedSheet) and sheet.line.form == _FORM else []
    steps = (steps + [StepOnPaper(_(name)) for name in STEPS[len(steps) :]])[: max(len(STEPS), len(steps))]
    found = [_Told(step) for step in steps]
    if sheet.line.form == _FORM and sheet.line.state != "planned":
        found[_BOOK] = _of_meeting(sheet, found[_BOOK].step)
    decided = sheet.posting
    outcomes = [p for r in sheet.resolutions for p in r.postings if p.kind == "outcome"]
    for place, posted in zip(_POSTED, ((decided,) if decided is not None else (), tuple(outcomes)), strict=True):
        step = found[place].step
        if posted and not step.when:
            step = replace(step, when=posted[0].start.isoformat())
        found[place] = replace(found[place], step=step, posted=posted)
    return found


def _of_meeting(sheet: MeetingSheet, step: StepOnPaper) -> _Told:
    """Return the fourth table with what the book knows; what somebody noted of the step goes first."""
    line = sheet.line
    agreed = "\n".join(f"{one_line(r.line.number)}　{wording.sentence(r.line.text)}" for r in sheet.resolutions if r.line.state != "DRAFT")
    votes = [m.votes_for for m in sheet.motions if m.voted]
    expected = sheet.members or line.expected or None
    step = replace(
        step, when=step.when or line.start[:10], expected=expected if step.expected is None else step.expected,
        present=(line.present or None) if step.present is None else step.present,
        votes_for=votes[0] if step.votes_for is None and len(votes) == 1 else step.votes_for)  # fmt: skip
    return _Told(step, agreed, one_line(line.place))


def _cover(flow: Flow, sheet: MeetingSheet, tables: Sequence[_Told], starts: Sequence[int]) -> None:
    flow.y -= 34 * MM
    headline(flow, one_line(sheet.community), replace(_COVER, size=24))
    headline(flow, _("四议两公开"), _COVER)
    headline(flow, _("决策实施登记表"), _COVER)
    flow.skip(16 * MM)
    form = Ruled.within(flow, _("决策事项"), _TEXT)
    form.pairs((_("编　　号"), wording.number(sheet)))
    form.tall(_("决策事项"), _matters(sheet), 30)
    form.boxes(_("动议事由"), _grounds())
    form.pairs((_("村"), one_line(sheet.community)), (_("登 记 人"), wording.person(sheet.recorder)[0]))
    flow.skip(10 * MM)
    columns = (Column(_("表"), 18 * MM, _MIDDLE), Column(_("环　节"), 72 * MM, _LIST),
               Column(_("时　间"), flow.sheet.measure - 120 * MM, _LIST), Column(_("页"), 30 * MM, _MIDDLE))  # fmt: skip
    table = Table(flow, columns, Style(HEI, 14, 20, align="center"), 11 * MM)
    for n, (told, page) in enumerate(zip(tables, starts, strict=True), 1):
        table.row([chinese(n), one_line(told.step.name), when(told.step.when), str(page)])


def _matters(sheet: MeetingSheet) -> str:
    told = [f"{item.no}．{one_line(item.title)}" for item in sheet.agenda]
    if len(told) > _MOST:
        told = [*told[: _MOST - 1], _("等{n}项，见会议记录").format(n=len(told))]
    return "\n".join(told)


def _grounds() -> list[tuple[str, bool]]:
    return [(_("党员群众建议"), False), (_("村干部提议"), False), (_("上级安排"), False)]


def _table(flow: Flow, sheet: MeetingSheet, n: int, told: _Told) -> None:
    step = told.step
    form = Ruled.within(flow, step.name, _TEXT)
    headline(flow, _("表{no}　{step}").format(no=chinese(n + 1), step=one_line(step.name)), Style(TITLE, 22, 36, align="center"))
    form.above(_("村：{name}").format(name=one_line(sheet.community)), _("编号：{number}").format(number=wording.number(sheet)))
    form.boxes(_("动议事由"), _grounds())
    form.tall(_("事　　项"), _matters(sheet), 15)
    if n in _POSTED:
        _published(form, sheet, told, n)
        return
    form.pairs((_("时　　间"), when(step.when) or _("　　　　年　　月　　日")), (_("地　　点"), told.place))
    form.pairs((_("人　　数"), _numbers(step)))
    form.pairs((_("同　　意"), _agreed(step)))
    below = (120 if n in _TOWN else 91) * MM  # signatures and what the supervisors say: they stay together
    form.pairs((_("内　　容"), told.content), height=max(flow.room - below, 40 * MM))
    flow.keep(below - 4 * MM)
    form.pairs((_("参会人员\n签　　字"), ""), height=38 * MM)
    if n in _TOWN:
        form.pairs((_("乡镇参会\n人员签字\n（含职务）"), ""), height=28 * MM)
    form.pairs((_("监督意见"), one_line(step.opinion)), height=22 * MM)
    _signed(form)


def _published(form: Ruled, sheet: MeetingSheet, told: _Told, n: int) -> None:
    """Set a publication: from when to when, where, how, which objections, how it was answered."""
    first = told.posted[0] if told.posted else None
    since = when(told.step.when) or _("　　　　年　　月　　日")
    days = _("{since}至　　　　年　　月　　日，共＿＿日").format(since=since)
    if first is not None:
        days = _("{start}至{end}，共{n}日").format(start=wording.day(first.start), end=wording.day(first.end), n=first.natural_days)
    form.pairs((_("公开时间"), days))
    form.pairs((_("公开地点"), "、".join(map(one_line, first.places)) if first else ""))
    ways = (_("公开栏"), _("广播"), _("会议"), _("微信群"), _("入户告知"))
    form.boxes(_("公开方式"), [(way, first is not None and way == ways[0]) for way in ways], _("□其他＿＿＿"))
    label = _("公开内容") if n == _POSTED[0] else _("实施结果\n（完成情况\n花费验收）")
    content = "\n".join(_result(sheet, n))
    form.pairs((label, content), height=max(form.flow.room - 106 * MM, 40 * MM))
    form.flow.keep(100 * MM)
    form.pairs((_("群众意见\n和 答 复"), "\n".join(_objection(o.text, o.reply) for p in told.posted for o in p.objections)), height=32 * MM)
    form.pairs((_("公开照片"), _("□已拍照存档　　＿＿张")))
    form.pairs((_("监督意见"), one_line(told.step.opinion)), height=26 * MM)
    _signed(form)


def _result(sheet: MeetingSheet, n: int) -> list[str]:
    """Return what is published: what was decided, or what became of it."""
    found = []
    for r in sheet.resolutions:
        if r.line.state == "DRAFT":
            continue
        done = next((e for e in reversed(r.events) if e.event == "report_done" and not e.ignored), None)
        if n == _POSTED[0]:
            found.append(f"{one_line(r.line.number)}　{wording.sentence(r.line.text)}")
        elif done is not None:
            spent = _("实支{money}元。").format(money=yuan(r.fund.spent)) if r.fund else ""
            found.append(f"{one_line(r.line.number)}　{wording.day(done.on)}{_('完成：')}{wording.sentence(done.text)}{spent}")
    return found


def _objection(text: str, reply: str) -> str:
    return _("{text}答复：{reply}").format(text=wording.sentence(text), reply=wording.sentence(reply) or wording.BLANK * 2)


def _numbers(step: StepOnPaper) -> str:
    return _("应到{e}人　　实到{p}人　　比例{part}").format(
        e=_n(step.expected), p=_n(step.present), part=_part(step.present, step.expected))


def _agreed(step: StepOnPaper) -> str:
    return _("同意{n}人　　占应到{part}　　□通过　□未通过").format(n=_n(step.votes_for), part=_part(step.votes_for, step.expected))


def _n(number: int | None) -> str:
    return "＿＿" if number is None else str(number)


def _part(some: int | None, of: int | None) -> str:
    """Return 85.7% of two whole numbers, a place to write where one is not known."""
    if some is None or not of:
        return "＿＿%"
    tenths = (some * 2000 + of) // (2 * of)
    return f"{tenths // 10}.{tenths % 10}%"


def _signed(form: Ruled) -> None:
    form.signs(_("负责人签字"), _("记录人签字"), height=13)
    form.signs(_("监督人签字"), _("日　　期"), height=13)
