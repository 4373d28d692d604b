"""事项总台账: every resolution of the book, or of a year, in one table across (domain 4.13)."""

from yishi.documents import wording
from yishi.documents.chain import FANG, HEI, SONG
from yishi.documents.layout import Flow, Page, Paper, Sheet, Style
from yishi.documents.page import HEADLINE, MM, counted, headline, small
from yishi.documents.table import Column, Table
from yishi.documents.text import one_line
from yishi.domain.evaluation import rate_text
from yishi.domain.terms import LIGHT_WORDS
from yishi.i18n import _
from yishi.services.printed_loop import PrintedRegister, RegisterRow

_SHEET = Sheet(297 * MM, 210 * MM, top=16 * MM, right=12 * MM, bottom=14 * MM, left=14 * MM)
_HEAD = Style(HEI, 10.5, 14, align="center")
_CELL = Style(FANG, 10, 13, align="left")
_MIDDLE = Style(FANG, 10, 13, align="center")
_DAY = Style(SONG, 9, 12, align="center")
_ABOVE = Style(FANG, 11, 16)
_FREE_ROWS = 8


def compose(r: PrintedRegister) -> Paper:
    """Return the register; a book without resolutions gives free rows."""

    def furniture(page: Page, number: int, total: int) -> None:
        counted(_SHEET, page, number, total)
        small(_SHEET, page, number, _("样例，不作凭证") if r.sample else "")

    flow = Flow(_SHEET, furniture)
    year = _("{year}年").format(year=r.year) if r.year else ""
    title = _("{community}{year}议事事项总台账").format(community=one_line(r.community), year=year)
    headline(flow, title, HEADLINE)
    told = _("共{n}项，其中办结{done}项，逾期{late}项。").format(
        n=len(r.rows), done=sum(row.line.closed_on is not None for row in r.rows),
        late=sum((row.line.days_left or 0) < 0 for row in r.rows))  # fmt: skip
    flow.paragraph(_("填报单位：{org}　　截至：{day}　　{told}").format(org=one_line(r.org), day=wording.day(r.today), told=told), _ABOVE)
    flow.skip(3)
    table = Table(flow, _columns(), _HEAD, 10 * MM)
    for n, row in enumerate(r.rows, 1):
        table.row(_cells(n, row))
    for n in range(len(r.rows) + 1, (0 if r.rows else _FREE_ROWS) + 1):
        table.row([str(n), *[""] * 10])
    return flow.finish(title)


def _columns() -> list[Column]:
    wide = ((_("序号"), 9, _MIDDLE), (_("议题"), 32, _CELL), (_("会议日期"), 21, _DAY), (_("决议"), 54, _CELL),
            (_("责任单位/人"), 32, _CELL), (_("期限"), 21, _DAY), (_("状态（灯）"), 20, _MIDDLE), (_("办结日期"), 21, _DAY),
            (_("满意率"), 14, _DAY), (_("公开日期"), 21, _DAY), (_("备注"), 26, _CELL))  # fmt: skip
    return [Column(title, width * MM, style) for title, width, style in wide]


def _cells(n: int, row: RegisterRow) -> list[str]:
    line = row.line
    light = _(LIGHT_WORDS[line.light]) if line.light in LIGHT_WORDS and line.closed_on is None else ""
    who = "\n".join(filter(None, (one_line(line.owner_unit), one_line(line.owner))))
    return [
        str(n), one_line(row.topic), _day(row.meeting_day), f"{one_line(line.number)}　{one_line(line.text)}", who, _day(row.due),
        one_line(line.state_words) + (f"\n（{light}）" if light else ""), _day(line.closed_on),
        rate_text(line.satisfaction) if line.satisfaction is not None else "", _day(row.published_on), one_line(row.remark),
    ]  # fmt: skip


def _day(value: object) -> str:
    return str(value) if value is not None else ""
