"""会议通知: when, where and about what a meeting is, to be posted and handed out, with a slip to cut off (回执).

Posted on a board it is read from a step away: the title is 小初 (36 pt), the text 3号 (domain 4.2). It names nobody but
whom to ask: who is expected is told by group, not by name.
"""

from dataclasses import replace

from yishi.documents import wording
from yishi.documents.chain import FANG, HEI, SONG, TITLE
from yishi.documents.cleaning import walled
from yishi.documents.layout import Flow, Page, Paper, Style
from yishi.documents.manner import Manner
from yishi.documents.meeting_view import NoticeView
from yishi.documents.meeting_view import notice as view
from yishi.documents.page import A4, BODY, LEADING, MM, folio, headline, signed, small
from yishi.documents.parts import Part
from yishi.documents.table import Column, Table
from yishi.documents.text import one_line
from yishi.i18n import _
from yishi.services.answers import MeetingSheet

_TITLE = Style(TITLE, 36, 2 * LEADING, align="center")
_SLIP_TITLE = Style(TITLE, 22, 32, align="center")
_LABEL = Style(HEI, 14, 20, align="center")
_CELL = Style(FANG, 14, 20, align="left")
_CUT = Style(SONG, 10.5, 15, align="center")
_SLIP_ABOUT = Style(FANG, 12, 17, align="center")
_TIGHTER = (27.0, 25.0)  # points between lines, where it brings everything on one page


def compose(sheet: MeetingSheet, manner: Manner | None = None) -> Paper:
    """Return the notice of a meeting with a page of two slips; it hangs, so it is made from the allow-list view alone."""
    return of_view(walled(view, sheet), manner)


def of_view(v: NoticeView, manner: Manner | None = None) -> Paper:
    """Return the notice made from a view."""

    def furniture(page: Page, number: int, total: int) -> None:
        folio(A4, page, number)
        small(A4, page, number, _("样例，不作凭证") if v.sample else "")

    title = _("关于召开{meeting}的通知").format(meeting=v.form_title)
    for leading in (LEADING, *_TIGHTER):
        flow = Flow(A4, furniture)
        pages = _text(flow, v, title, replace(BODY, leading=leading))
        if pages == 1:
            break
    else:
        flow = Flow(A4, furniture)
        _text(flow, v, title, BODY)
    _slips(flow, v)
    return flow.finish(title)


def _text(flow: Flow, v: NoticeView, title: str, body: Style) -> int:
    """Set the notice itself and return how many pages it takes."""
    first = flow.page
    wording.headline(flow, v, title, _TITLE)
    flow.skip(body.leading / 2)
    flow.paragraph(_("各位村民代表、各相关单位：") if v.village else _("各位居民代表、各相关单位："), replace(body, indent=0))
    flow.paragraph(v.opening or _opening(v.title), body)
    _facts(flow, v, body)
    flow.skip(body.leading / 2)
    flow.keep(2 * body.leading)
    signed(flow, v.org, wording.day(v.notice_on), body)
    return 1 if flow.page is first else 2


def _opening(title: str) -> str:
    return _("现将召开{title}的有关事项通知如下：").format(title=title)


def _material() -> str:
    return _("方案、图纸、预算可向联系人索取。")


def parts(sheet: MeetingSheet) -> tuple[Part, ...]:
    """Return what may be reworded: how the notice begins, and what to bring or ask for."""
    return Part("opening", _("开头"), _opening(one_line(sheet.line.title))), Part("material", _("会前材料"), _material())


def _when(start: str) -> str:
    return wording.day(start) + (f"（{wording.weekday(start)}）" if start else "") + wording.clock(start)


def _facts(flow: Flow, v: NoticeView, body: Style) -> None:
    _line(flow, body, _("时间："), _when(v.start))
    _line(flow, body, _("地点："), v.place or wording.BLANK)
    _line(flow, body, _("形式："), v.form_name)
    _line(flow, body, _("议题："), "" if v.topics else wording.BLANK)
    for n, topic in enumerate(v.topics, 1):
        flow.paragraph(f"{n}. {topic.title}" + (f"（{topic.origin}）" if topic.origin else ""), replace(body, hang=3))
    _line(flow, body, _("参加人员："), _who(v))
    _line(flow, body, _("会前材料："), v.material or _material())
    _line(flow, body, _("不能到会的："), _("可书面委托或写意见，＿＿月＿＿日前交回执。"))
    name = v.contact.partition("（")[0]
    _line(flow, body, _("联系人："), _("{name}　　电话：{phone}").format(
        name=name or wording.BLANK, phone=v.office_phone or wording.BLANK * 2))


def _line(flow: Flow, body: Style, label: str, words: str) -> None:
    flow.paragraph([(HEI, label), (FANG, words)], replace(body, hang=2 + len(label)))


def _who(v: NoticeView) -> str:
    if v.groups:
        return "、".join(v.groups) + (_("，共{n}人").format(n=v.expected) if v.expected else "")
    return _("应到{n}人").format(n=v.expected) if v.expected else wording.BLANK


def _slips(flow: Flow, v: NoticeView) -> None:
    """Set two slips to cut off on a page of their own."""
    flow.next_page()
    top = flow.y
    for n in (0, 1):
        flow.y = top - n * A4.depth / 2
        if n:
            flow.paragraph(_("………………………… 沿 此 线 剪 开 …………………………"), _CUT)
            flow.skip(8)
        _slip(flow, v)


def _slip(flow: Flow, v: NoticeView) -> None:
    headline(flow, _("回　执"), _SLIP_TITLE)
    flow.skip(4)
    flow.paragraph(_("{title}（{when}）").format(title=v.title, when=wording.period(v.start, "")), _SLIP_ABOUT)
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
