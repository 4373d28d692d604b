"""会议通知: when, where and about what a meeting is, to be posted and handed out, with a slip to cut off (回执).

Posted on a board it is read from a step away: the title is 小初 (36 pt), the text 3号 (domain 4.2). It names nobody but
whom to ask: who is expected is told by group, not by name.
"""

from dataclasses import replace

from yishi.documents import wording
from yishi.documents.chain import FANG, HEI, SONG, TITLE
from yishi.documents.layout import Flow, Page, Paper, Style
from yishi.documents.page import A4, BODY, LEADING, MM, folio, headline, signed, small
from yishi.documents.table import Column, Table
from yishi.documents.text import one_line
from yishi.domain.terms import SOURCE_WORDS
from yishi.i18n import _
from yishi.services.answers import AgendaLine, MeetingSheet

_TITLE = Style(TITLE, 36, 2 * LEADING, align="center")
_SLIP_TITLE = Style(TITLE, 22, 32, align="center")
_LABEL = Style(HEI, 14, 20, align="center")
_CELL = Style(FANG, 14, 20, align="left")
_CUT = Style(SONG, 10.5, 15, align="center")
_SLIP_ABOUT = Style(FANG, 12, 17, align="center")
_TIGHTER = (27.0, 25.0)  # points between lines, where it brings everything on one page


def compose(sheet: MeetingSheet) -> Paper:
    """Return the notice of a meeting with a page of two slips."""

    def furniture(page: Page, number: int, total: int) -> None:
        folio(A4, page, number)
        small(A4, page, number, _("样例，不作凭证") if sheet.sample else "")

    title = _("关于召开{meeting}的通知").format(meeting=wording.form_title(sheet, ""))
    for leading in (LEADING, *_TIGHTER):
        flow = Flow(A4, furniture)
        pages = _text(flow, sheet, title, replace(BODY, leading=leading))
        if pages == 1:
            break
    else:
        flow = Flow(A4, furniture)
        _text(flow, sheet, title, BODY)
    _slips(flow, sheet)
    return flow.finish(title)


def _text(flow: Flow, sheet: MeetingSheet, title: str, body: Style) -> int:
    """Set the notice itself and return how many pages it takes."""
    first = flow.page
    wording.headline(flow, sheet, title, _TITLE)
    flow.skip(body.leading / 2)
    flow.paragraph(_greeting(sheet), replace(body, indent=0))
    flow.paragraph(_("现将召开{title}的有关事项通知如下：").format(title=one_line(sheet.line.title)), body)
    _facts(flow, sheet, body)
    flow.skip(body.leading / 2)
    flow.keep(2 * body.leading)
    signed(flow, sheet.org or sheet.community, wording.day(sheet.notice_date), body)
    return 1 if flow.page is first else 2


def _greeting(sheet: MeetingSheet) -> str:
    return _("各位居民代表、各相关单位：") if sheet.community_kind == "urban" else _("各位村民代表、各相关单位：")


def _when(sheet: MeetingSheet) -> str:
    start = sheet.line.start
    return wording.day(start) + (f"（{wording.weekday(start)}）" if start else "") + wording.clock(start)


def _facts(flow: Flow, sheet: MeetingSheet, body: Style) -> None:
    line = sheet.line
    _line(flow, body, _("时间："), _when(sheet))
    _line(flow, body, _("地点："), one_line(line.place) or wording.BLANK)
    _line(flow, body, _("形式："), one_line(line.form_name))
    _line(flow, body, _("议题："), "" if sheet.agenda else wording.BLANK)
    for n, item in enumerate(sheet.agenda, 1):
        flow.paragraph(f"{n}. {one_line(item.title)}{_origin(item)}", replace(body, hang=3))
    _line(flow, body, _("参加人员："), _who(sheet))
    _line(flow, body, _("会前材料："), _("方案、图纸、预算可向联系人索取。"))
    _line(flow, body, _("不能到会的："), _("可书面委托或写意见，＿＿月＿＿日前交回执。"))
    name, _role = wording.person(sheet.recorder)
    _line(flow, body, _("联系人："), _("{name}　　电话：{phone}").format(name=name or wording.BLANK, phone=wording.BLANK * 2))


def _line(flow: Flow, body: Style, label: str, words: str) -> None:
    flow.paragraph([(HEI, label), (FANG, words)], replace(body, hang=2 + len(label)))


def _origin(item: AgendaLine) -> str:
    """Return who brought it up, by kind and not by name."""
    return f"（{_(SOURCE_WORDS[item.source])}）" if item.source in SOURCE_WORDS else ""


def _who(sheet: MeetingSheet) -> str:
    people = sheet.marked("expected", "present", "proxy", "absent")
    groups = list(dict.fromkeys(filter(None, (one_line(a.party) for a in people)))) or [name for name, _who in sheet.parties]
    count = sheet.members or len(people)
    if groups:
        return "、".join(groups) + (_("，共{n}人").format(n=count) if count else "")
    return _("应到{n}人").format(n=count) if count else wording.BLANK


def _slips(flow: Flow, sheet: MeetingSheet) -> None:
    """Set two slips to cut off on a page of their own."""
    flow.next_page()
    top = flow.y
    for n in (0, 1):
        flow.y = top - n * A4.depth / 2
        if n:
            flow.paragraph(_("………………………… 沿 此 线 剪 开 …………………………"), _CUT)
            flow.skip(8)
        _slip(flow, sheet)


def _slip(flow: Flow, sheet: MeetingSheet) -> None:
    headline(flow, _("回　执"), _SLIP_TITLE)
    flow.skip(4)
    flow.paragraph(_("{title}（{when}）").format(title=one_line(sheet.line.title), when=wording.period(sheet.line.start, "")), _SLIP_ABOUT)
    flow.skip(6)
    labels = Column("", 30 * MM, _LABEL), Column("", A4.measure - 30 * MM, _CELL)
    table = Table(flow, labels, _LABEL, height=11 * MM)
    table.row((_("姓　　名"), ""))
    table.row((_("楼栋或小组"), ""))
    table.row((_("是否参加"), _("□参加　　□不参加　　□委托＿＿＿＿＿参加")))
    big = Table(flow, labels, _LABEL, height=28 * MM)
    big.row((_("书面意见"), ""))
    flow.skip(6)
    flow.paragraph(_("签名：＿＿＿＿＿＿＿　　日期：＿＿＿年＿＿月＿＿日"), replace(_CELL, align="right"))
