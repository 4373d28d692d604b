"""回音单: tells the proposer what became of a topic (件件有回音); the lower half is the stub that is kept."""

from dataclasses import replace

from yishi.documents import wording
from yishi.documents.chain import FANG, HEI, SONG
from yishi.documents.layout import Flow, Page, Paper, Rule, Sheet, Style
from yishi.documents.page import HEADLINE, MM, headline, signatures, signed, small, writing_lines
from yishi.documents.table import Column, Table
from yishi.documents.text import one_line
from yishi.domain.terms import SOURCE_WORDS
from yishi.i18n import _
from yishi.services.pool_lines import TopicEntry, TopicSheet

_SHEET = Sheet(210 * MM, 297 * MM, top=20 * MM, right=24 * MM, bottom=18 * MM, left=26 * MM)
_BODY = Style(FANG, 14, 25, indent=2)
_LABEL = Style(HEI, 12, 17, align="center")
_VALUE = Style(FANG, 12, 17, align="left")
_BLANK = TopicEntry(
    id="", title="", raised_on=None, source="", proposer="", unit="", category="", level="", duty_list="", ledger_kind="", external_no="",
    phone="", statutory_flag="", situation="", wish="", status="new", status_words="", mentions=0, reason="", passed_to="", merged_into="",
    replied_on=None, reply_channel="", reply="", meetings=0, resolutions=0, settled=False,
)
_CUT = Style(SONG, 9, 14, align="center")


def compose(sheet: TopicSheet) -> Paper:
    """Return the slip of a topic; without one it is to be written by hand, where the answer is given at the door."""
    entry = sheet.entry or _BLANK

    def furniture(page: Page, number: int, total: int) -> None:
        small(_SHEET, page, number, _("样例，不作凭证") if sheet.sample else "")

    flow = Flow(_SHEET, furniture)
    title = _("{community}议题回音单").format(community=one_line(sheet.community))
    headline(flow, title, replace(HEADLINE, size=20, leading=34))
    flow.skip(10)
    who = one_line(entry.proposer) or (_("反映人") if sheet.entry else wording.BLANK * 2)
    flow.paragraph(_("{who}：").format(who=who), replace(_BODY, indent=0))
    flow.paragraph(_received(entry), _BODY)
    for words in _became(entry, sheet) if sheet.entry else ():
        flow.paragraph(words, _BODY)
    if sheet.entry is None:
        writing_lines(flow, 4, _BODY)
    flow.paragraph(_("如果还有不同意见或新的情况，欢迎再来反映。"), _BODY)
    flow.skip(10)
    signed(flow, sheet.org, wording.day(entry.replied_on or (sheet.today if sheet.entry else None)), _BODY)
    _stub(flow, sheet, entry)
    return flow.finish(title)


def _received(e: TopicEntry) -> str:
    """Return when and what was raised; 热线 with the number of its ticket."""
    if e is _BLANK:
        return _("您于＿＿＿年＿＿月＿＿日反映的“＿＿＿＿＿＿＿＿＿＿”，我们收到后已登记。现将办理情况告知如下：")
    when = _("您于{day}").format(day=wording.day(e.raised_on)) if e.raised_on else _("您")
    ticket = _("（工单号{no}）").format(no=one_line(e.external_no)) if e.external_no else ""
    return _("{when}反映的“{title}”{ticket}，我们收到后已登记。现将办理情况告知如下：").format(
        when=when, title=one_line(e.title), ticket=ticket)


def _became(e: TopicEntry, sheet: TopicSheet) -> list[str]:
    """Return what has become of the topic, in sentences."""
    told = {
        "new": _("已记入议题池，正在研究，有了结果再告诉您。"),
        "merged": _("与“{title}”是同一件事，已合并办理。").format(title=one_line(e.merged_into)),
        "direct": _("这件事不必开会，已经直接办理。"),
        "declined": _("经研究，这件事暂不列入会议商议。"),
        "passed_up": _("这件事不属于我们自办的事项，已报{to}。").format(to=one_line(e.passed_to) or wording.BLANK),
        "listed": _("已列入会议商议（会议编号：{numbers}）。").format(numbers="、".join(map(one_line, sheet.listed))),
        "done": _("已经会议商议并办结（会议编号：{numbers}）。").format(numbers="、".join(map(one_line, sheet.listed))),
    }
    found = [told[e.status]]
    if e.reason:
        label = _("办理情况：{words}") if e.status == "direct" else _("理由：{words}")
        found.append(label.format(words=wording.sentence(e.reason)))
    found += [_("会议形成决议：{text}").format(text=wording.sentence(text)) for text in sheet.resolutions]
    if e.reply:
        found.append(wording.sentence(e.reply))
    return found


def _stub(flow: Flow, sheet: TopicSheet, e: TopicEntry) -> None:
    """Set the stub below a line to cut along: what, who, what became of it, how they were told, and a place to sign."""
    flow.keep(80 * MM)
    flow.skip(22)
    flow.page.append(Rule(0, flow.y, _SHEET.width, flow.y))
    flow.paragraph(_("沿此线裁开　　下联存根"), _CUT)
    flow.skip(8)
    headline(flow, _("回音单（存根）"), replace(HEADLINE, size=15, leading=26))
    flow.skip(4)
    wide = _SHEET.measure - 28 * MM
    table = Table(flow, (Column("", 28 * MM, _LABEL), Column("", wide, _VALUE)), _LABEL, height=9 * MM)
    source = _(SOURCE_WORDS.get(e.source, e.source)) if e.source else ""
    when = wording.day(e.raised_on) if e.raised_on else ""
    told = "　".join(filter(None, (wording.day(e.replied_on), one_line(e.reply_channel)))) if e.replied_on else ""
    for label, value in (
        (_("议　　题"), one_line(e.title)),
        (_("反 映 人"), "　".join(filter(None, (one_line(e.proposer), one_line(e.unit))))),
        (_("登　　记"), "　".join(filter(None, (when, source, one_line(e.external_no))))),
        (_("去　　向"), one_line(e.status_words) + (f"　{one_line(e.passed_to)}" if e.passed_to else "")),
        (_("告知日期\n和 方 式"), told),
    ):
        table.row((label, value))
    flow.skip(14)
    signatures(flow, (_("反映人签字："), _("经办人签字：")), replace(_BODY, size=12, indent=0))
