"""空白记录纸: everything to write a meeting down by hand where there is no computer, to be entered later (补录).

A sheet with the head filled in, the sign-in sheet with free rows and what is paid for the time lost, a page for each topic, the end with
the signatures, a tally sheet for each topic, and cards for what was agreed, so that each one takes theirs home.
"""

from dataclasses import replace

from yishi.documents import sign_in, tally, wording
from yishi.documents.chain import FANG, HEI, TITLE
from yishi.documents.layout import Flow, Page, Paper, Rule, Sheet, Style
from yishi.documents.page import A4, BODY, LEADING, MM, counted, headline, signatures, small, writing_lines
from yishi.documents.table import Column, Table
from yishi.documents.text import one_line
from yishi.i18n import _
from yishi.services.answers import AgendaLine, MeetingSheet

_SHEET = replace(A4, top=22 * MM, bottom=22 * MM, right=20 * MM)
_TOPICS = 3  # pages where nobody knows yet what will be spoken about
_LABEL = Style(HEI, 13, 18, align="center")
_VALUE = Style(FANG, 13, 18, align="left")
_HINT = Style(FANG, 12, 18)
_SPEECH_ROWS = 11
_FREE_ROWS = 15
_CARDS = 3  # on a page, to be cut apart
_CARD_TITLE = Style(TITLE, 15, 22, align="center")


def compose(sheet: MeetingSheet) -> Paper:
    """Return the blank sheets of a meeting; what is known of it stands in them."""

    def furniture(page: Page, number: int, total: int) -> None:
        counted(_SHEET, page, number, total)
        small(_SHEET, page, number, _("样例，不作凭证") if sheet.sample else "")

    flow = Flow(_SHEET, furniture)
    title = wording.form_title(sheet, _("空白记录纸"))
    _head(flow, sheet, title)
    if sheet.agenda:
        for item in sheet.agenda:
            _topic(flow, item.no, item)
    else:
        for n in range(1, _TOPICS + 1):
            _topic(flow, n, None)
    _end(flow)
    own = flow.finish(title)
    signed = sign_in.compose(sheet, free_rows=_FREE_ROWS, allowance=True)
    counting = tally.compose(replace(sheet, motions=()))  # what was counted already is not what is to be written
    cards = _cards(sheet)
    pages = (own.pages[0], *signed.pages, *own.pages[1:], *counting.pages, *cards.pages)
    outline = (own.outline[0], *signed.outline, *own.outline[1:], *counting.outline, *cards.outline)
    return Paper(one_line(title), _SHEET, pages, outline=outline)


def _head(flow: Flow, sheet: MeetingSheet, title: str) -> None:
    wording.headline(flow, sheet, title)
    flow.skip(10)
    flow.paragraph(_("停电或者没带电脑时用它手写。会后在电脑上补录，把这几页拍下来附在后面。"), _HINT)
    flow.skip(8)
    line = sheet.line
    posted = _("□＿＿月＿＿日贴出　□广播　□口头　□微信群")
    people = _("应到{expected}人，实到＿＿＿人，列席＿＿＿人").format(expected=sheet.members or line.expected or "＿＿＿")
    day = wording.day(line.start) + (f"（{wording.weekday(line.start)}）" if line.start else "")
    began = wording.clock(line.start) or _("＿＿时＿＿分")
    table = _form(flow)
    for label, value in (
        (_("会议名称"), one_line(line.title)), (_("编　　号"), wording.number(sheet)), (_("形　　式"), one_line(line.form_name)),
        (_("时　　间"), _("{day}{began}至＿＿时＿＿分").format(day=day, began=began)), (_("地　　点"), one_line(line.place)),
        (_("会议通知"), posted), (_("主 持 人"), one_line(sheet.host)), (_("记 录 人"), one_line(sheet.recorder)), (_("人　　数"), people),
    ):  # fmt: skip
        table.row((label, value))
    table = _form(flow, 30 * MM)
    table.row((_("缺　　席\n（原因）"), ""))
    table.row((_("议　　程"), "\n".join(f"{item.no}. {one_line(item.title)}" for item in sheet.agenda)))
    for name in _parties(sheet):
        _form(flow, 11 * MM).row((name, _("来的人：")))


def _parties(sheet: MeetingSheet) -> list[str]:
    return list(dict.fromkeys(one_line(name) for name, _who in sheet.parties if name.strip()))[:8]


def _form(flow: Flow, height: float = 11 * MM) -> Table:
    wide = 32 * MM
    return Table(flow, (Column("", wide, _LABEL), Column("", _SHEET.measure - wide, _VALUE)), _LABEL, height)


def _topic(flow: Flow, no: int, item: AgendaLine | None) -> None:
    """Set the page of one topic: what was said, how it was voted on, what was settled."""
    flow.next_page()
    title = one_line(item.title) if item else ""
    flow.paragraph([(HEI, _("议题{n}：").format(n=no)), (FANG, title or wording.BLANK * 4)], replace(BODY, indent=0, hang=4))
    if item and item.proposer:
        flow.paragraph(_("提出人：{name}").format(name=one_line(item.proposer)), _HINT)
    flow.skip(6)
    wide = _SHEET.measure
    columns = (Column(_("时间"), 16 * MM, _LABEL), Column(_("发言人"), 24 * MM, _LABEL), Column(_("态度"), 16 * MM, _LABEL),
               Column(_("说了什么"), wide - 86 * MM, _VALUE), Column(_("怎么答复"), 30 * MM, _VALUE))  # fmt: skip
    table = Table(flow, columns, _LABEL, height=10 * MM)
    for _row in range(_SPEECH_ROWS):
        table.row([""] * len(columns))
    flow.skip(8)
    table = _form(flow, 14 * MM)
    table.row((_("动　　议"), ""))
    table = _form(flow)
    table.row((_("表　　决"), _("□举手　□投票　□无异议　　到会＿＿人　回避＿＿人")))
    table.row((_("票　　数"), _("同意＿＿ 反对＿＿ 弃权＿＿ 未投＿＿　□通过 □未通过")))
    table = _form(flow, 20 * MM)
    table.row((_("决　　议"), ""))
    table = _form(flow)
    table.row((_("谁来办"), _("责任人＿＿＿＿　督查人＿＿＿＿　期限＿＿月＿＿日")))
    table.row((_("没有决议"), _("□下次再议　　□直接结束　　□报上级：＿＿＿＿＿＿＿＿")))


def _end(flow: Flow) -> None:
    flow.next_page()
    text = replace(BODY, indent=0)
    flow.paragraph([(HEI, _("不同意见和当场的解释")), (FANG, _("　　□问过了，没有不同意见"))], text)
    writing_lines(flow, 5)
    flow.skip(LEADING / 2)
    flow.paragraph(_("主持人小结"), replace(text, chain=HEI))
    writing_lines(flow, 5)
    flow.skip(LEADING / 2)
    flow.paragraph(_("散会时间：＿＿时＿＿分　　照片＿＿张　　附件＿＿份"), text)
    flow.skip(LEADING)
    signatures(flow, (_("主持人签字："), _("记录人签字：")), text)
    flow.skip(LEADING / 2)
    signatures(flow, (_("监督人签字："), _("日期：")), text)


def _cards(sheet: MeetingSheet) -> Paper:
    """Return a page of cards: one each for who does it, who looks after it, and the file."""
    paper = Sheet(210 * MM, 297 * MM, top=6 * MM, right=18 * MM, bottom=4 * MM, left=22 * MM)

    def furniture(page: Page, number: int, total: int) -> None:
        small(paper, page, number, _("样例，不作凭证") if sheet.sample else "")

    flow = Flow(paper, furniture)
    each = paper.height / _CARDS
    for n in range(_CARDS):
        if n:
            flow.page.append(Rule(0, paper.height - n * each, paper.width, paper.height - n * each))
        flow.y = paper.height - n * each - paper.top
        headline(flow, _("{community}决议卡").format(community=one_line(sheet.community)), _CARD_TITLE)
        _card(flow, paper, ((_("会　　议"), one_line(sheet.line.title)),), 8)
        _card(flow, paper, ((_("议定事项"), ""),), 28)
        _card(flow, paper, ((_("谁 来 办"), ""), (_("谁 督 查"), "")), 9)
        _card(flow, paper, ((_("何时办完"), _("　　　　年　　月　　日")), (_("经　　费"), "")), 9)
        _card(flow, paper, ((_("做成什么样"), ""),), 14)
        _card(flow, paper, ((_("承办人签字"), ""), (_("督查人签字"), "")), 10)
    return flow.finish("")


def _card(flow: Flow, paper: Sheet, pairs: tuple[tuple[str, str], ...], height: float) -> None:
    label, value = replace(_LABEL, size=11, leading=14), replace(_VALUE, size=11.5, leading=15)
    wide = (paper.measure - len(pairs) * 26 * MM) / len(pairs)
    columns = [each for _pair in pairs for each in (Column("", 26 * MM, label), Column("", wide, value))]
    Table(flow, columns, label, height * MM).row([part for pair in pairs for part in pair])
