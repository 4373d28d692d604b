"""交接单: what an officer who leaves hands over, on two sides of a sheet: promises still open, meetings not final, papers and things held.

Promises belong to a post, not to a person: nothing that was promised may be lost because somebody moved on. Where the paper lies is
written in by hand; the three who sign are named by the papers of their kind: 移交人 接交人 监交人.
"""

from dataclasses import replace

from yishi.documents import wording
from yishi.documents.chain import FANG, HEI, SONG
from yishi.documents.layout import Flow, Page, Paper, Style
from yishi.documents.page import MM, counted, headline, signatures, small, writing_lines
from yishi.documents.ruled import A4_FORM, Ruled, Size
from yishi.documents.table import Column, Table
from yishi.documents.text import one_line
from yishi.domain.terms import LIGHT_WORDS
from yishi.i18n import _
from yishi.services.printed_file import HandoverSheet, Promise

_SIZE = Size(12, 10.5 * MM, 1.0)
_SECOND_SIDE = 150 * MM  # things, what is to be said, signatures: they stay together
_TITLE = Style(HEI, 13, 22, align="left")
_HEAD = Style(HEI, 11, 14, align="center")
_CELL = Style(FANG, 11, 14.5, align="left")
_MIDDLE, _DAY = replace(_CELL, align="center"), Style(SONG, 9, 13, align="center")
_TEXT = Style(FANG, 12, 21)
_FREE_ROWS, _BLANK_ROWS = 3, 8


def compose(h: HandoverSheet) -> Paper:
    """Return the sheet of an officer who leaves, two sides; without one every place is free to be filled in by hand."""

    def furniture(page: Page, number: int, total: int) -> None:
        if total > 1:
            counted(A4_FORM, page, number, total)
        small(A4_FORM, page, number, _("样例，不作凭证") if h.sample else "")

    flow = Flow(A4_FORM, furniture)
    title = _("{community}工作交接单").format(community=one_line(h.community))
    headline(flow, title)
    form = Ruled.within(flow, title, _SIZE)
    flow.skip(4)
    form.pairs((_("移 交 人"), one_line(h.leaver)), (_("职　　务"), one_line(h.leaver_post)))
    form.pairs((_("接 交 人"), one_line(h.successor)), (_("职　　务"), ""))
    form.pairs((_("监 交 人"), one_line(h.witness)), (_("交接日期"), wording.day(h.happened_on)))
    form.boxes(_("交接原因"), [(word, False) for word in (_("换届"), _("调动"), _("离任"), _("休假代管"))], _("□其他＿＿＿"))
    _promises(flow, h)
    _meetings(flow, h)
    flow.keep(_SECOND_SIDE)
    _things(flow, h)
    _end(flow, h)
    return flow.finish(title)


def _section(flow: Flow, words: str) -> None:
    flow.skip(7)
    flow.keep(70)
    flow.paragraph(words, _TITLE)


def _promises(flow: Flow, h: HandoverSheet) -> None:
    n = len(h.promises)
    told = _("一、没有办完的承诺（{n}件，截至{day}）").format(n=n, day=wording.day(h.today)) if h.leaver else _("一、没有办完的承诺")
    _section(flow, told)
    measure, kept = A4_FORM.measure - 114 * MM, Column(_("材料在哪里"), 29 * MM, _CELL)
    columns = (Column(_("决议号"), 30 * MM, _CELL), Column(_("事项和最近进展"), measure, _CELL), Column(_("承办\n督查"), 13 * MM, _MIDDLE),
               Column(_("期限"), 21 * MM, _DAY), Column(_("状态（灯）"), 21 * MM, _MIDDLE), kept)  # fmt: skip
    table = Table(flow, columns, _HEAD, _SIZE.row)
    for each in h.promises:
        table.row(_cells(each))
    for _n in range(_FREE_ROWS if h.promises else _BLANK_ROWS):
        table.row([""] * len(columns))


def _cells(each: Promise) -> list[str]:
    role = {"owner": _("承办"), "supervisor": _("督查"), "handler": _("经办")}.get(each.role, "")
    light = f"\n（{_(LIGHT_WORDS[each.light])}）" if each.due is not None and each.light in LIGHT_WORDS else ""
    latest = "\n" + _("最近：{text}").format(text=wording.sentence(each.latest)) if each.latest.strip() else ""
    return [one_line(each.number), wording.sentence(each.text) + latest, role, each.due.isoformat() if each.due else "",
            one_line(each.state_words) + light, ""]


def _meetings(flow: Flow, h: HandoverSheet) -> None:
    _section(flow, _("二、没有定稿的会议记录"))
    columns = (Column(_("编号"), 34 * MM, _CELL), Column(_("会议"), A4_FORM.measure - 92 * MM, _CELL), Column(_("日期"), 22 * MM, _DAY),
               Column(_("还差什么"), 36 * MM, _CELL))  # fmt: skip
    table = Table(flow, columns, _HEAD, _SIZE.row * 0.92)
    for line in h.unfinished:
        table.row([one_line(line.number), one_line(line.title), line.start[:10], ""])
    for _n in range(1 if h.unfinished else 2):
        table.row([""] * 4)


def _things(flow: Flow, h: HandoverSheet) -> None:
    _section(flow, _("三、移交的材料和物品"))
    where = A4_FORM.measure - 118 * MM
    columns = (Column(_("名称"), 66 * MM, _CELL), Column(_("数量"), 22 * MM, _MIDDLE), Column(_("放在哪里"), where, _CELL),
               Column(_("点收"), 30 * MM, _MIDDLE))  # fmt: skip
    table = Table(flow, columns, _HEAD, _SIZE.row * 0.92)
    kept = _("{n}场").format(n=h.meetings) if h.meetings else ""
    names = (_("备份U盘"), _("会议卷宗"), _("公示原件和张贴照片"), _("公开栏钥匙、印章"), _("居民名册、联系电话"), "")
    for name, count in ((_("议事簿（电脑里的一本，当面打开）"), kept), *((name, "") for name in names)):
        table.row([name, count, "", _("□已点清") if name else ""])


def _end(flow: Flow, h: HandoverSheet) -> None:
    _section(flow, _("四、要特别说明的"))
    if h.note.strip():
        flow.paragraph(wording.sentence(h.note), replace(_TEXT, indent=2))
    writing_lines(flow, 6, replace(_TEXT, leading=28))
    flow.skip(16)
    flow.keep(2 * _TEXT.leading + 2 * 40 + 10)
    flow.paragraph(_("以上各项已当面点清。承诺跟着职务走：从交接日期起，由接交人接着办，期限不变。"), replace(_TEXT, indent=2))
    flow.skip(10)
    wide = replace(_TEXT, leading=40)
    signatures(flow, (_("移交人签字："), _("接交人签字：")), wide)
    signatures(flow, (_("监交人签字："), _("日期：")), wide)
