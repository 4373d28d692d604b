"""现场督查单: three to a page, to be cut apart; for whoever goes and looks with a pen and no computer."""

from collections.abc import Sequence
from dataclasses import replace

from yishi.documents import loop_wording as told
from yishi.documents import wording
from yishi.documents.chain import FANG, HEI, TITLE
from yishi.documents.layout import Flow, Page, Paper, Rule, Sheet, Style
from yishi.documents.page import MM, headline, small
from yishi.documents.table import Column, Table
from yishi.documents.text import one_line
from yishi.i18n import _
from yishi.services.printed_loop import PrintedResolution

_SHEET = Sheet(210 * MM, 297 * MM, top=5 * MM, right=18 * MM, bottom=6 * MM, left=22 * MM)
_COPIES = 3
_EACH = 297 * MM / _COPIES
_TITLE = Style(TITLE, 15, 22, align="center")
_LABEL = Style(HEI, 10.5, 14, align="center")
_VALUE = Style(FANG, 11, 15, align="left")
_LONGEST = 80  # characters of the matter on so small a sheet; the number leads to the rest
_SIDE = 22 * MM


def compose(asked: PrintedResolution | Sequence[PrintedResolution]) -> Paper:
    """Return the sheets of several resolutions, one each; of one alone three, for three visits."""
    wanted = [asked] * _COPIES if isinstance(asked, PrintedResolution) else list(asked)
    for each in wanted:
        told.refuse_draft(each, _("现场督查单"))

    def furniture(page: Page, number: int, total: int) -> None:
        sample = any(each.meeting.sample for each in wanted)
        small(replace(_SHEET, bottom=5 * MM), page, number, _("样例，不作凭证") if sample else "")

    flow = Flow(_SHEET, furniture)
    title = _("现场督查单")
    for place, p in enumerate(wanted):
        n = place % _COPIES
        if n:
            flow.page.append(Rule(0, _SHEET.height - n * _EACH, _SHEET.width, _SHEET.height - n * _EACH))
        elif place:
            flow.next_page()
        flow.y = _SHEET.height - n * _EACH - _SHEET.top
        _slip(flow, p, title)
    return flow.finish(title)


def _slip(flow: Flow, p: PrintedResolution, title: str) -> None:
    top = flow.y
    headline(flow, one_line(p.meeting.community) + title, _TITLE)
    text = told.matter(p)
    _row(flow, ((_("事　项"), f"{one_line(p.line.number)}　{text if len(text) <= _LONGEST else text[:_LONGEST] + '……'}"),), 11)
    _row(flow, ((_("谁　办"), told.unit_and_owner(p)), (_("期　限"), told.day(p.due))), 8)
    if p.spot is not None:
        words = _("{day}抽查，{total}件抽{size}件，随机种子{seed}").format(
            day=wording.day(p.spot.on), total=p.spot.total, size=p.spot.size, seed=p.spot.seed)
        _row(flow, ((_("怎样抽的"), words),), 8)
    _row(flow, ((_("日期时间"), _("　　月　　日　　时　　分")), (_("地　点"), "")), 8)
    rest = _EACH / MM - 15 - (top - flow.y) / MM - 28  # what the rows below and the margins leave
    _row(flow, ((_("看到什么"), ""),), rest)
    _row(flow, ((_("群众怎么说"), ""),), 11)
    _row(flow, ((_("结　论"), _("□合格　　□不合格，限＿＿月＿＿日前改完　　　　照片＿＿＿张")),), 8)
    _row(flow, ((_("督查人签字"), ""), (_("在场人签字"), "")), 9)


def _row(flow: Flow, pairs: tuple[tuple[str, str], ...], height: float) -> None:
    wide = (_SHEET.measure - len(pairs) * _SIDE) / len(pairs)
    columns = [each for _pair in pairs for each in (Column("", _SIDE, _LABEL), Column("", wide, _VALUE))]
    Table(flow, columns, _LABEL, height * MM).row([part for pair in pairs for part in pair])
