"""全年归档索引: every meeting of a year in one table across, so that next year somebody finds the folder; where it lies is written in."""

from dataclasses import replace

from yishi.documents import filing, wording
from yishi.documents.chain import FANG, HEI, SONG
from yishi.documents.layout import Flow, Page, Paper, Sheet, Style
from yishi.documents.page import HEADLINE, MM, counted, headline, signatures, small
from yishi.documents.table import Column, Table
from yishi.documents.text import one_line
from yishi.domain import retention
from yishi.domain.terms import RETENTION_WORDS
from yishi.i18n import _
from yishi.services.printed_file import PrintedYear, YearRow

_SHEET = Sheet(297 * MM, 210 * MM, top=16 * MM, right=12 * MM, bottom=14 * MM, left=16 * MM)
_HEAD = Style(HEI, 10.5, 14, align="center")
_CELL = Style(FANG, 10.5, 13.5, align="left")
_MIDDLE = replace(_CELL, align="center")
_DAY = Style(SONG, 9, 12, align="center")
_ABOVE = Style(FANG, 11, 17)
_FREE_ROWS, _FEWEST = 2, 10


def compose(y: PrintedYear) -> Paper:
    """Return the index of a year; a year without meetings gives free rows."""

    def furniture(page: Page, number: int, total: int) -> None:
        counted(_SHEET, page, number, total)
        small(_SHEET, page, number, _("样例，不作凭证") if y.sample else "")

    flow = Flow(_SHEET, furniture)
    title = _("{community}{year}年归档索引").format(community=one_line(y.community), year=y.year)
    headline(flow, title, HEADLINE)
    agreed, done, filed = (sum(getattr(row, name) for row in y.rows) for name in ("adopted", "closed", "archived"))
    told = _("会议{n}场，决议{agreed}条，办结{done}条，归档{filed}条。").format(n=len(y.rows), agreed=agreed, done=done, filed=filed)
    flow.paragraph(_("立卷单位：{org}　　截至：{day}　　{told}").format(org=one_line(y.org), day=wording.day(y.today), told=told), _ABOVE)
    flow.skip(3)
    table = Table(flow, _columns(), _HEAD, 10.5 * MM)
    for n, row in enumerate(y.rows, 1):
        table.row(_cells(n, row))
    for n in range(len(y.rows) + 1, max(len(y.rows) + _FREE_ROWS, _FEWEST) + 1):
        table.row([str(n), *[""] * 12])
    flow.skip(5)
    flow.keep(60)
    due = _("文书材料请在{year}年6月底前归档（出厂设定，按当地规定改）。保管期限是出厂建议；"
            "件数、页数按程序里有的算，≥表示还有照片等要点数；装盒时核对，并填盒号。")
    flow.paragraph(due.format(year=y.year + 1), _ABOVE)
    flow.skip(4)
    signatures(flow, (_("填表人签字："), _("审核人签字："), _("档案员签字："), _("日期：")), replace(_ABOVE, leading=24))
    return flow.finish(title)


def _columns() -> list[Column]:
    wide = ((_("序号"), 11, _MIDDLE), (_("编　号"), 30, _DAY), (_("会议名称和议题"), 77, _CELL), (_("形　式"), 26, _CELL),
            (_("日　期"), 20, _DAY), (_("决议"), 11, _MIDDLE), (_("办结"), 11, _MIDDLE), (_("公示日期"), 20, _DAY),
            (_("保管\n期限"), 15, _MIDDLE), (_("件数"), 11, _MIDDLE), (_("页数"), 11, _MIDDLE), (_("盒号"), 11, _MIDDLE),
            (_("备注"), 15, _CELL))  # fmt: skip
    return [Column(title, width * MM, style) for title, width, style in wide]


def _cells(n: int, row: YearRow) -> list[str]:
    line = row.line
    topics = "；".join(map(one_line, row.topics))
    remark = "" if line.state == "final" else _("未定稿")
    term = _(RETENTION_WORDS[retention.TERM_OF["record"]])
    title = one_line(line.title) + (f"\n{topics}" if topics else "")
    posted = row.posted_on.isoformat() if row.posted_on else ""
    counts = [str(row.adopted), str(row.closed)]
    about = [str(n), one_line(line.number), title, one_line(line.form_name), line.start[:10]]
    return [*about, *counts, posted, term, *_filed(row), "", remark]


def _filed(row: YearRow) -> tuple[str, str]:
    """Return how many papers lie in the folder and how many pages they have; what only hands can count makes it 至少 (≥)."""
    if row.folder is None:
        return "", ""
    found = filing.papers(row.folder)
    more = "≥" if any(each.pages is None for each in found) else ""
    return str(len(found)), f"{more}{filing.pages(found)}"
