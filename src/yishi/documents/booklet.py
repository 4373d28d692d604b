"""登记表 of a procedure that goes step by step (四议两公开): each step with its day, its numbers, who signs, what the supervisors say."""

from dataclasses import replace

from yishi.documents import wording
from yishi.documents.chain import FANG, HEI
from yishi.documents.layout import Flow, Page, Paper, Style
from yishi.documents.page import A4, LEADING, MM, chinese, counted, small
from yishi.documents.remarks import when
from yishi.documents.table import Column, Table
from yishi.documents.text import one_line
from yishi.i18n import _
from yishi.services.answers import MeetingSheet
from yishi.services.printed import PrintedSheet, StepOnPaper

_SHEET = replace(A4, top=22 * MM, bottom=20 * MM, right=20 * MM)
_LABEL = Style(HEI, 13, 18, align="center")
_VALUE = Style(FANG, 13, 18, align="left")
_STEPS = 6  # rows where the form says nothing of its steps


def compose(sheet: MeetingSheet) -> Paper:
    """Return the booklet of a meeting; what was not noted is left to be written in."""

    def furniture(page: Page, number: int, total: int) -> None:
        counted(_SHEET, page, number, total)
        small(_SHEET, page, number, _("样例，不作凭证") if sheet.sample else "")

    flow = Flow(_SHEET, furniture)
    name = one_line(sheet.line.form_name) or _("议事")
    title = _("{community}{form}决策实施登记表").format(community=one_line(sheet.community), form=name)
    wording.headline(flow, sheet, title)
    flow.skip(LEADING / 2)
    table = _rows(flow, 10 * MM)
    table.row((_("编　　号"), wording.number(sheet)))
    table.row((_("决策事项"), "\n".join(f"{item.no}. {one_line(item.title)}" for item in sheet.agenda)))
    table.row((_("动议事由"), _("□党员群众建议　□村干部提议　□上级安排")))
    steps = sheet.procedure if isinstance(sheet, PrintedSheet) else ()
    for n, step in enumerate(steps or [StepOnPaper("")] * _STEPS, 1):
        _step(flow, n, step)
    return flow.finish(title)


def _rows(flow: Flow, height: float) -> Table:
    wide = 30 * MM
    return Table(flow, (Column("", wide, _LABEL), Column("", _SHEET.measure - wide, _VALUE)), _LABEL, height)


def _step(flow: Flow, no: int, step: StepOnPaper) -> None:
    flow.keep(61 * MM)
    flow.skip(8)
    table = _rows(flow, 9 * MM)
    table.band(f"{chinese(no)}、{one_line(step.name) or wording.BLANK}", replace(_LABEL, align="left"))
    table.row((_("时　　间"), when(step.when) or _("＿＿＿年＿＿月＿＿日")))
    numbers = _("应到{e}人　实到{p}人　同意{v}人").format(e=_n(step.expected), p=_n(step.present), v=_n(step.votes_for))
    table.row((_("人　　数"), numbers))
    tall = _rows(flow, 12 * MM)
    tall.row((_("内容和结果"), ""))
    tall.row((_("监督意见"), one_line(step.opinion)))
    table = _rows(flow, 10 * MM)
    table.row((_("签　　字"), _("负责人：＿＿＿＿　记录人：＿＿＿＿　监督人：＿＿＿＿")))


def _n(number: int | None) -> str:
    return "＿＿" if number is None else str(number)
