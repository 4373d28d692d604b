"""卷宗封面: the first sheet of a folder, with what it holds, from when to when, how many papers, how long it is kept; and 备考表, its last.

Numbers of fonds, catalogue and file are given by who files, so they are boxes to write in.
"""

from dataclasses import replace

from yishi.documents import filing, wording
from yishi.documents.archive_catalogue import subject
from yishi.documents.chain import FANG, HEI, TITLE
from yishi.documents.layout import Flow, Page, Paper, Rule, Sheet, Style
from yishi.documents.page import MM, headline, signatures, small, writing_lines
from yishi.documents.table import Column, Table
from yishi.documents.text import one_line
from yishi.domain import retention
from yishi.domain.terms import RETENTION_WORDS
from yishi.i18n import _
from yishi.services.printed_file import PrintedFile

_SHEET = Sheet(210 * MM, 297 * MM, top=26 * MM, right=24 * MM, bottom=24 * MM, left=34 * MM)
_ORG = Style(TITLE, 22, 34, align="center")
_BIG = Style(TITLE, 44, 66, align="center")
_NAME = Style(FANG, 20, 34, align="center")
_LABEL = Style(HEI, 14, 20, align="center")
_VALUE = Style(FANG, 15, 21, align="left")
_TEXT = Style(FANG, 15, 26)
_LINES = 6
_FACTS = 96 * MM  # from the foot up: the table of facts


def compose(p: PrintedFile) -> Paper:
    """Return the cover of the folder of a meeting or resolution, with its last sheet."""

    def furniture(page: Page, number: int, total: int) -> None:
        _frame(page)
        small(_SHEET, page, number, _("样例，不作凭证") if p.meeting.sample else "")

    flow = Flow(_SHEET, furniture)
    filed = filing.papers(p)
    _cover(flow, p, filed)
    flow.next_page()
    _last(flow, p, filed)
    return flow.finish(_("{name} 卷宗封面").format(name=one_line(p.meeting.line.number)))


def _frame(page: Page) -> None:
    """Draw a double frame around the type area."""
    for out in (8 * MM, 6.5 * MM):
        x1, x2 = _SHEET.left - out, _SHEET.width - _SHEET.right + out
        y1, y2 = _SHEET.bottom - out, _SHEET.height - _SHEET.top + out
        page += [Rule(x1, y1, x2, y1), Rule(x1, y2, x2, y2), Rule(x1, y1, x1, y2), Rule(x2, y1, x2, y2)]


def _cover(flow: Flow, p: PrintedFile, filed: tuple[filing.Filed, ...]) -> None:
    third = _SHEET.measure / 6
    table = Table(flow, [Column("", third, _LABEL), Column("", third, _VALUE)] * 3, _LABEL, 12 * MM)
    table.row([_("全宗号"), "", _("目录号"), "", _("案卷号"), ""])
    flow.skip(14 * MM)
    headline(flow, one_line(p.meeting.org or p.meeting.community), _ORG)
    flow.skip(4 * MM)
    headline(flow, _("卷　宗"), _BIG)
    flow.skip(6 * MM)
    name = subject(p)
    if name:
        headline(flow, name, _NAME)
        topics = () if p.alone else p.meeting.agenda
        small_name = replace(_NAME, size=15, leading=25)
        for item in topics:
            if flow.y - 2 * small_name.leading < _SHEET.bottom + _FACTS:
                headline(flow, _("等{n}个议题").format(n=len(topics)), small_name)
                break
            headline(flow, _("议题{n}：{title}").format(n=item.no, title=one_line(item.title)), small_name)
    else:
        writing_lines(flow, 2, _NAME)
    flow.y = min(flow.y, _SHEET.bottom + _FACTS)
    _facts(flow, p, filed)


def _facts(flow: Flow, p: PrintedFile, filed: tuple[filing.Filed, ...]) -> None:
    first, last = filing.span(filed)
    year = p.meeting.line.start[:4]
    term = retention.longest(each.term for each in filed)
    number = one_line(p.line.number)
    half = (_SHEET.measure - 2 * 30 * MM) / 2
    pairs = Table(flow, (Column("", 30 * MM, _LABEL), Column("", half, _VALUE)) * 2, _LABEL, 12 * MM)
    pairs.row((_("年　　度"), _("{year}年").format(year=year) if year else "", _("编　　号"), number))
    pairs.row((_("件　　数"), _("{n}件").format(n=len(filed)) if filed else "", _("页　　数"), _("共＿＿＿页")))
    pairs.row((_("保管期限"), _(RETENTION_WORDS[term]) if term else "", _("盒　　号"), ""))
    table = Table(flow, (Column("", 30 * MM, _LABEL), Column("", _SHEET.measure - 30 * MM, _VALUE)), _LABEL, 12 * MM)
    when = _("{first}至{last}").format(first=wording.day(first), last=wording.day(last)) if first and last else ""
    table.row((_("起止日期"), when or _("　　　　年　　月　　日至　　　　年　　月　　日")))
    table.row((_("立卷单位"), one_line(p.meeting.org or p.meeting.community)))
    pairs = Table(flow, (Column("", 30 * MM, _LABEL), Column("", half, _VALUE)) * 2, _LABEL, 14 * MM)
    pairs.row((_("立 卷 人"), "", _("立卷日期"), ""))
    flow.paragraph(_("保管期限按卷内最长的一件，是软件的出厂建议，可改。"), Style(FANG, 11, 18, align="left"))


def _last(flow: Flow, p: PrintedFile, filed: tuple[filing.Filed, ...]) -> None:
    """Set 备考表: what is to be known of the folder, who made it up and who looked through it."""
    headline(flow, _("卷内备考表"), _ORG)
    flow.skip(10 * MM)
    flow.paragraph(_("本卷共有{n}件，＿＿＿页；照片＿＿＿张，录音＿＿＿件。").format(n=len(filed)), _TEXT)
    missing = filing.lacking(p)
    told = _("截至{day}还没有{names}。").format(day=wording.day(p.today), names="、".join(missing)) if missing else ""
    flow.paragraph([(HEI, _("本卷情况说明：")), (FANG, told)], _TEXT)
    writing_lines(flow, _LINES, replace(_TEXT, leading=32))
    flow.skip(14 * MM)
    for label in (_("立卷人签字："), _("检查人签字："), _("立卷时间：")):
        flow.keep(40)
        signatures(flow, (label,), replace(_TEXT, leading=40, indent=13))
