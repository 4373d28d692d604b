"""签字页: those who were there sign for what was settled, each with room to say where they differ; filed with the record."""

from dataclasses import replace

from yishi.documents import wording
from yishi.documents.chain import FANG, HEI
from yishi.documents.layout import Flow, Page, Paper, Style
from yishi.documents.page import A4, BODY, LEADING, MM, counted, signatures, signed, small
from yishi.documents.table import Column, Table
from yishi.documents.text import one_line
from yishi.i18n import _
from yishi.services.answers import MeetingSheet

_SHEET = replace(A4, top=25 * MM, bottom=22 * MM)
_HEAD = Style(HEI, 12, 16, align="center")
_CELL = Style(FANG, 13, 17, align="left")
_ROW = 12 * MM
_FREE_ROWS = 3


def compose(sheet: MeetingSheet) -> Paper:
    """Return the page on which those present sign."""

    def furniture(page: Page, number: int, total: int) -> None:
        counted(_SHEET, page, number, total)
        small(_SHEET, page, number, _("样例，不作凭证") if sheet.sample else "")

    flow = Flow(_SHEET, furniture)
    title = wording.form_title(sheet, _("签字页"))
    wording.headline(flow, sheet, title)
    flow.skip(LEADING / 2)
    flow.paragraph(_("{when}，{title}，编号{number}。").format(
        when=wording.period(sheet.line.start, sheet.line.end), title=one_line(sheet.line.title), number=wording.number(sheet)), BODY)
    settled = [r for r in sheet.resolutions if r.line.state != "DRAFT"]
    if settled:
        flow.paragraph(_("会议议定下列事项，到会人员核对后签字；有不同意见的，写在本人一行里。"), BODY)
        for resolution in settled:
            flow.paragraph(f"{one_line(resolution.line.number)}　{wording.sentence(resolution.line.text)}", BODY)
    else:
        flow.paragraph(_("到会人员核对会议记录后签字；有不同意见的，写在本人一行里。"), BODY)
    flow.skip(8)
    _people(flow, sheet)
    if sheet.respelled:
        flow.skip(4)
        flow.paragraph(sheet.respelled, _CELL)
    flow.keep(6 * LEADING)
    flow.skip(LEADING)
    wide = replace(BODY, indent=0)
    signatures(flow, (_("主持人签字："), _("记录人签字：")), wide)
    flow.skip(LEADING / 2)
    signatures(flow, (_("监督人签字："), _("日期：")), wide)
    flow.skip(LEADING / 2)
    signed(flow, sheet.org or sheet.community, wording.day(sheet.line.start))
    return flow.finish(title)


def _people(flow: Flow, sheet: MeetingSheet) -> None:
    columns = (Column(_("序号"), 13 * MM, replace(_CELL, align="center")), Column(_("姓名"), 34 * MM, _CELL),
               Column(_("身份"), 36 * MM, _CELL), Column(_("签名"), 35 * MM, _CELL), Column(_("不同意见"), 38 * MM, _CELL))  # fmt: skip
    table = Table(flow, columns, _HEAD, _ROW)
    people = [(wording.present_name(a), one_line(a.role)) for a in sheet.marked("present", "proxy")]
    people += [(one_line(a.name), _("列席")) for a in sheet.marked("observer")]
    for number, (name, role) in enumerate((*people, *[("", "")] * _FREE_ROWS), 1):
        table.row((str(number), name, role, "", ""))
