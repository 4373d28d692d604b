"""签到表: rows tall enough for a signature or a thumb print, in groups, with free rows for those who just come."""

from dataclasses import replace

from yishi.documents import wording
from yishi.documents.chain import FANG, HEI, SONG
from yishi.documents.layout import Flow, Page, Paper, Sheet, Style
from yishi.documents.page import HEADLINE, MM, counted, headline, signatures, small
from yishi.documents.table import Column, Table
from yishi.documents.text import one_line
from yishi.i18n import _
from yishi.services.answers import AttendeeLine, MeetingSheet

_SHEET = Sheet(210 * MM, 297 * MM, top=18 * MM, right=15 * MM, bottom=18 * MM, left=20 * MM)  # 左边装订
_ROW = 11.5 * MM  # least height to sign in: 1.1 cm
_FREE_ROWS = 5
_INFO = Style(FANG, 14, 22)
_HEAD = Style(HEI, 11, 14, align="center")
_BAND = Style(HEI, 11, 14, align="left")
_CELL = Style(FANG, 12, 14.5, align="left")
_MIDDLE = replace(_CELL, align="center")
_NAME = Style(FANG, 15, 18, align="left")
_PHONE = Style(SONG, 11, 14, align="center")


def compose(sheet: MeetingSheet, phones: bool = True, free_rows: int = _FREE_ROWS, allowance: bool = False) -> Paper:
    """Return the sign-in sheet of a meeting; without `phones` that column is left out and signatures get its room.

    With `allowance` the telephone gives way to what is paid for the time lost (误工补贴): the amount, and whoever takes it signs.
    """

    phones = phones and not allowance
    fewest = max(free_rows - 6, 1) if allowance else free_rows
    for free in range(free_rows, fewest - 1, -1):
        paper, together = _made(sheet, _columns(phones, allowance), free, allowance)
        if together:
            break
    return paper


def _made(sheet: MeetingSheet, columns: list[Column], free_rows: int, allowance: bool) -> tuple[Paper, bool]:
    """Return the sheet with so many free rows, and whether its end stands on a page with some of the rows."""

    def furniture(page: Page, number: int, total: int) -> None:
        counted(_SHEET, page, number, total)
        if sheet.sample:
            small(_SHEET, page, number, _("样例，不作凭证"))

    flow = Flow(_SHEET, furniture)
    title = wording.form_title(sheet, _("签到表"))
    headline(flow, title, replace(HEADLINE, leading=32))
    flow.skip(6)
    _facts(flow, sheet)
    flow.skip(6)
    _people(flow, sheet, columns, free_rows)
    if sheet.respelled:
        flow.skip(4)
        flow.paragraph(sheet.respelled, _CELL)
    last = flow.page
    if allowance:
        _paid(flow)
    return flow.finish(title), flow.page is last


def _facts(flow: Flow, sheet: MeetingSheet) -> None:
    line = sheet.line
    expected = str(sheet.members or line.expected or wording.BLANK)
    present = str(line.present) if line.state in ("closed", "final") and line.present else wording.BLANK
    count = _("应到：{expected}人　　实到：{present}人").format(expected=expected, present=present)
    hang = replace(_INFO, hang=5)
    flow.paragraph(_("会议名称：{title}").format(title=one_line(line.title)), hang)
    flow.paragraph(_("时　　间：{when}").format(when=wording.period(line.start, "")), hang)
    flow.paragraph(_("地　　点：{place}").format(place=one_line(line.place) or wording.BLANK), hang)
    flow.paragraph(_("人　　数：{count}").format(count=count), hang)


def _paid(flow: Flow) -> None:
    """Set the sum of what was paid, and who stands for it."""
    flow.skip(8)
    flow.keep(2 * _INFO.leading + 10)
    flow.paragraph(_("误工补贴合计：＿＿＿人，＿＿＿＿元。本人签领，不代领；代领的写明代领人。"), replace(_INFO, size=12))
    signatures(flow, (_("发放人签字："), _("监督人签字："), _("日期：")), replace(_INFO, size=12, leading=28))


def _people(flow: Flow, sheet: MeetingSheet, columns: list[Column], free_rows: int) -> None:
    table = Table(flow, columns, _HEAD, _ROW)
    number, phones = 0, any(column.style is _PHONE for column in columns)
    more = [""] * (len(columns) - (7 if phones else 6))  # the columns of the allowance, after the signature

    def rows(label: str, people: list[tuple[str, str, str, str, str]]) -> None:
        nonlocal number
        if people:
            table.band(label, _BAND)
        for name, role, unit, phone, remark in people:
            number += 1
            table.row([str(number), name, role, unit, *([phone] if phones else []), "", *more, remark])

    rows(_("正式参会"), [_cells(a) for a in _regular(sheet)])
    rows(_("列席"), [_cells(a) for a in sheet.marked("observer")])
    rows(_("工作人员"), _staff(sheet))
    table.band(_("临时到场"), _BAND)
    for _i in range(free_rows):
        number += 1
        table.row([str(number), *[""] * (len(columns) - 1)])


def _columns(phones: bool, allowance: bool) -> list[Column]:
    """Return the columns, 175 mm in all."""
    columns = [
        Column(_("序号"), 11 * MM, _MIDDLE),
        Column(_("姓名"), 24 * MM, _NAME),
        Column(_("身份/代表"), 31 * MM, _CELL),
        Column(_("楼栋/小组\n或单位"), 32 * MM, _CELL),
        Column(_("联系电话"), 27 * MM, _PHONE),
        Column(_("签名"), 35 * MM, _CELL),
        Column(_("备注"), 15 * MM, _MIDDLE),
    ]
    if allowance:
        paid = Column(_("误工\n补贴\n（元）"), 14 * MM, _MIDDLE)
        columns[4:6] = [Column(_("签名"), 28 * MM, _CELL), paid, Column(_("签领"), 20 * MM, _CELL)]
    elif not phones:
        columns[5] = replace(columns[5], width=columns[5].width + columns.pop(4).width)
    return columns


def _regular(sheet: MeetingSheet) -> list[AttendeeLine]:
    """Return everybody who was expected, in the order of the sheet, whether they came or not."""
    return sorted(sheet.marked("expected", "present", "proxy", "absent"), key=lambda a: a.position)


def _cells(attendee: AttendeeLine) -> tuple[str, str, str, str, str]:
    """Return name, role, where from, phone, remark; the reason of an absence is nobody's business at the door."""
    remark = {"proxy": _("代"), "absent": _("请假")}.get(attendee.mark, "")
    if attendee.arrived_at:
        remark = _("迟到")
    where = one_line(attendee.unit) or one_line(attendee.party)
    return one_line(attendee.name), one_line(attendee.role), where, one_line(attendee.phone), remark


def _staff(sheet: MeetingSheet) -> list[tuple[str, str, str, str, str]]:
    """Return host and recorder, unless they are among the others."""
    known = {wording.person(a.name)[0] for a in sheet.attendees}
    found = []
    for text, duty in ((sheet.host, _("主持")), (sheet.recorder, _("记录"))):
        name, description = wording.person(text)
        if name and name not in known:
            known.add(name)
            found.append((name, description, "", "", duty))
    return found
