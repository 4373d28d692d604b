"""卷内目录: the papers of a folder in their order, each with its number, author, title, day, pages and how long it is kept (domain 2.9)."""

from dataclasses import replace

from yishi.documents import filing, wording
from yishi.documents.chain import FANG, HEI, SONG
from yishi.documents.layout import Flow, Page, Paper, Sheet, Style
from yishi.documents.page import HEADLINE, MM, counted, headline, signatures, small
from yishi.documents.table import Column, Table
from yishi.documents.text import one_line
from yishi.domain.terms import RETENTION_WORDS
from yishi.i18n import _
from yishi.services.printed_file import PrintedFile

_SHEET = Sheet(210 * MM, 297 * MM, top=20 * MM, right=14 * MM, bottom=18 * MM, left=24 * MM)
_HEAD = Style(HEI, 10.5, 14, align="center")
_CELL = Style(FANG, 11, 14.5, align="left")
_MIDDLE, _NUMBER = replace(_CELL, align="center"), Style(FANG, 10, 13, align="left")
_DAY = Style(SONG, 9, 12, align="center")
_ABOVE = Style(FANG, 12, 19, align="left")
_FREE_ROWS = (4, 3, 2, 6, 8, 10, 12)  # for what is put in later: so many that the end is not alone on a page
_FEWEST = 12  # rows in all


def compose(p: PrintedFile) -> Paper:
    """Return the list of the papers of a meeting or resolution, with rows for those that are put in later."""
    filed = filing.papers(p)
    for free in _FREE_ROWS:
        paper, together = _made(p, filed, free)
        if together:
            break
    return paper


def _made(p: PrintedFile, filed: tuple[filing.Filed, ...], free: int) -> tuple[Paper, bool]:
    """Return the list with so many free rows, and whether its end stands on a page with some of them."""

    def furniture(page: Page, number: int, total: int) -> None:
        counted(_SHEET, page, number, total)
        small(_SHEET, page, number, _("样例，不作凭证") if p.meeting.sample else "")

    flow = Flow(_SHEET, furniture)
    title = _("卷内目录")
    headline(flow, title, replace(HEADLINE, size=22, leading=36))
    _above(flow, p)
    flow.skip(4)
    _rows(flow, filed, free)
    last = flow.page
    _below(flow, p, filed)
    return flow.finish(f"{one_line(p.line.number)} {title}"), flow.page is last


def subject(p: PrintedFile) -> str:
    """Return what the folder is called."""
    if p.alone:
        return f"{one_line(p.resolutions[0].line.number)}　{wording.sentence(p.resolutions[0].line.text)}"
    return one_line(p.meeting.line.title)


def _above(flow: Flow, p: PrintedFile) -> None:
    number = one_line(p.line.number)
    hang = replace(_ABOVE, hang=3)
    flow.paragraph([(HEI, _("题名：")), (FANG, subject(p))], hang)
    flow.paragraph([(HEI, _("编号：")), (FANG, number), (HEI, _("　　案卷号：")), (FANG, wording.BLANK * 2)], hang)


def _rows(flow: Flow, filed: tuple[filing.Filed, ...], free: int) -> None:
    widths = ((_("序号"), 11, _MIDDLE), (_("文　号"), 32, _NUMBER), (_("责任者"), 30, _CELL), (_("题　名"), 33, _CELL),
              (_("日　期"), 20, _DAY), (_("页数"), 11, _DAY), (_("页号"), 12, _DAY), (_("保管\n期限"), 11, _MIDDLE),
              (_("备注"), 12, _CELL))  # fmt: skip
    table = Table(flow, [Column(word, wide * MM, style) for word, wide, style in widths], _HEAD, 9.5 * MM)
    at: int | None = 1
    for n, each in enumerate(filed, 1):
        count = str(each.pages) if each.pages is not None else ""
        place = "" if at is None or each.pages is None else str(at) if each.pages == 1 else f"{at}–{at + each.pages - 1}"
        at = at + each.pages if at is not None and each.pages is not None else None  # after a paper without a count nobody knows
        table.row([str(n), each.number, each.author, each.title, each.day.isoformat() if each.day else "", count, place,
                   _(RETENTION_WORDS[each.term]), each.remark])
    for n in range(len(filed) + 1, max(len(filed) + free, _FEWEST) + 1):
        table.row([str(n), *[""] * 8])


def _below(flow: Flow, p: PrintedFile, filed: tuple[filing.Filed, ...]) -> None:
    flow.skip(6)
    flow.keep(5 * _ABOVE.leading + 32)
    told = _("共{n}件，印出来的{pages}页；页数空着的装订时填写。").format(n=len(filed), pages=filing.pages(filed))
    flow.paragraph(told, _ABOVE)
    missing = filing.lacking(p)
    if missing:
        flow.paragraph(_("截至{day}还没有：{names}。").format(day=wording.day(p.today), names="、".join(missing)), _ABOVE)
    flow.paragraph(_("保管期限是软件的出厂建议，请按县级的保管期限表核对；含个人信息的单份表格到期应销毁。"), _ABOVE)
    flow.skip(8)
    signatures(flow, (_("立卷人签字："), _("检查人签字："), _("日期：")), replace(_ABOVE, leading=24))
