"""回访记录表 and its summary: whom the lots fell on by number, three tries each, what they said; one page to count it (domain 4.12)."""

from collections import Counter

from yishi.documents import loop_wording as told
from yishi.documents import wording
from yishi.documents.chain import FANG, HEI, SONG
from yishi.documents.layout import Flow, Page, Paper, Sheet, Style
from yishi.documents.page import HEADLINE, MM, counted, headline, signatures, small
from yishi.documents.table import Column, Table
from yishi.documents.text import one_line, printable
from yishi.domain.evaluation import BAD_GRADES, GRADES
from yishi.domain.marker import N_
from yishi.domain.terms import GRADE_WORDS
from yishi.i18n import _
from yishi.services.printed_loop import CallOnPaper, PrintedResolution

_SHEET = Sheet(297 * MM, 210 * MM, top=15 * MM, right=13 * MM, bottom=14 * MM, left=15 * MM)
_TEXT = Style(FANG, 12, 18)
_HEAD = Style(HEI, 10.5, 14, align="center")
_CELL = Style(FANG, 10.5, 14, align="left")
_MIDDLE = Style(FANG, 10.5, 14, align="center")
_LABEL = Style(HEI, 12, 17, align="center")
_VALUE = Style(FANG, 13, 18, align="center")
_TRIES = {"reached": N_("接通"), "no_answer": N_("未接"), "refused": N_("拒访"), "wrong_number": N_("空号")}
_ON_TIME = {"yes": N_("是"), "no": N_("否"), "unknown": N_("不清楚")}
_FREE_ROWS = 10
_MEASURE = 269.0


def compose(p: PrintedResolution) -> Paper:
    """Return the sheet of the newest draw, or one with free rows; the summary is a page of its own."""
    told.refuse_draft(p, _("回访记录表"))

    def furniture(page: Page, number: int, total: int) -> None:
        counted(_SHEET, page, number, total)
        small(_SHEET, page, number, _("样例，不作凭证") if p.meeting.sample else "")

    flow = Flow(_SHEET, furniture)
    title = _("{community}回访记录表").format(community=one_line(p.meeting.community))
    headline(flow, title, HEADLINE)
    _about(flow, p)
    table = Table(flow, _columns(), _HEAD, 11.5 * MM)
    for n, call in enumerate(p.calls, 1):
        table.row(_row(n, call))
    for n in range(len(p.calls) + 1, max(len(p.calls), _FREE_ROWS) + 1):
        table.row([str(n), *[""] * 12])
    flow.next_page()
    _summary(flow, p)
    return flow.finish(title)


def _about(flow: Flow, p: PrintedResolution) -> None:
    flow.paragraph(_("事项：{matter}（{number}）").format(matter=wording.stem(p.line.text), number=one_line(p.line.number)), _TEXT)
    org = one_line(p.meeting.org or p.meeting.community)
    flow.paragraph(_("开头这样说：“您好，我是{org}的＿＿＿＿，想了解上面这件事办得怎么样，只用于改进工作，您可以不回答。”"
                     "请在9:00—11:30、14:30—17:30打电话；三次不通的换下一位。").format(org=org), _TEXT)  # fmt: skip
    flow.skip(3)


def _columns() -> list[Column]:
    wide = ((_("序号"), 9, _MIDDLE), (_("抽样\n编号"), 12, _MIDDLE), (_("回访人"), 18, _MIDDLE), (_("方式"), 17, _MIDDLE),
            (_("第1次\n时间与结果"), 30, _CELL), (_("第2次\n时间与结果"), 30, _CELL), (_("第3次\n时间与结果"), 30, _CELL),
            (_("解决了吗"), 18, _MIDDLE), (_("满意吗"), 20, _MIDDLE), (_("按时吗"), 14, _MIDDLE), (_("原话摘录"), 35, _CELL),
            (_("要再\n反馈"), 12, _MIDDLE), (_("签字"), 24, _CELL))  # fmt: skip
    return [Column(title, width * MM, style) for title, width, style in wide]


def _row(n: int, call: CallOnPaper) -> list[str]:
    tries = [_try(each) for each in call.tries[:3]]
    again = {True: _("是"), False: _("否"), None: ""}[call.wants_answer]
    return [str(n), str(call.position), one_line(call.caller), _("电话") if call.tries else "", *tries, *[""] * (3 - len(tries)),
            _word(call.solved), _word(call.grade), _(_ON_TIME[call.on_time]) if call.on_time in _ON_TIME else "",
            printable(call.words), again, ""]  # fmt: skip


def _try(told_: tuple[str, str, str]) -> str:
    day, hour, result = told_
    month = f"{int(day[5:7])}月{int(day[8:10])}日" if len(day) == 10 else day
    return f"{month} {hour}\n{_(_TRIES[result])}" if result in _TRIES else f"{month} {hour}"


def _word(code: str) -> str:
    return _(GRADE_WORDS[code]) if code in GRADE_WORDS else ""


def _summary(flow: Flow, p: PrintedResolution) -> None:
    headline(flow, _("回访汇总表"), HEADLINE)
    flow.skip(6)
    flow.paragraph(_("事项：{matter}（{number}）　第{n}轮").format(
        matter=wording.stem(p.line.text), number=one_line(p.line.number), n=p.line.round), _TEXT)
    flow.skip(4)
    asked, reached, answered = _numbers(p.calls)
    grades = Counter(call.grade for call in p.calls if call.grade)
    known = bool(p.calls)
    _figures(flow, ((_("应访"), asked, known), (_("接通"), reached, known), (_("有效"), answered, known),
                    (_("差评"), sum(grades[g] for g in BAD_GRADES), known)))  # fmt: skip
    _figures(flow, tuple((_(GRADE_WORDS[g]), grades[g], known) for g in GRADES))
    solved = Counter(call.solved for call in p.calls if call.solved)
    _figures(flow, tuple((_(GRADE_WORDS[s]), solved[s], known) for s in ("solved", "partially_solved", "unsolved")))
    round_ = next((e for e in p.sheet.evaluations if e.round == p.line.round), None)
    side = 40 * MM
    wide = Table(flow, [Column("", side, _LABEL), Column("", _MEASURE * MM - side, Style(FANG, 13, 18, align="left"))], _LABEL, 13 * MM)
    wide.row((_("满意率、解决率"), told.rates(round_) if round_ else _("满意率＿＿＿＿，解决率＿＿＿＿")))
    big = Table(flow, [Column("", side, _LABEL), Column("", _MEASURE * MM - side, Style(FANG, 13, 18, align="left"))], _LABEL, 30 * MM)
    big.row((_("主要意见"), printable(round_.note) if round_ else ""))
    passed, failed = (round_ is not None and round_.passed is kind for kind in (True, False))
    marks = ("■" if passed else "□", "■" if failed else "□")
    wide = Table(flow, [Column("", side, _LABEL), Column("", _MEASURE * MM - side, Style(FANG, 13, 18, align="left"))], _LABEL, 13 * MM)
    wide.row((_("结　　论"), _("{a}通过　{b}重新办理").format(a=marks[0], b=marks[1])))
    flow.skip(14)
    signatures(flow, (_("回访人签字："), _("汇总人签字："), _("日期：")), Style(FANG, 13, 20))
    flow.skip(4)
    flow.paragraph(_("汇总只公布数字，不公布谁说了什么；有效不足5份的不公布分组结果。"), Style(SONG, 10, 15))


def _numbers(calls: tuple[CallOnPaper, ...]) -> tuple[int, int, int]:
    reached = sum(any(result == "reached" for _day, _hour, result in call.tries) for call in calls)
    return len(calls), reached, sum(bool(call.grade) for call in calls)


def _figures(flow: Flow, told_: tuple[tuple[str, int, bool], ...]) -> None:
    """Set a row of words with their numbers; without any call the numbers are left to write."""
    wide = _MEASURE * MM / (2 * len(told_))
    table = Table(flow, [each for _f in told_ for each in (Column("", wide, _LABEL), Column("", wide, _VALUE))], _LABEL, 12 * MM)
    table.row([part for word, n, known in told_ for part in (word, str(n) if known else "")])
