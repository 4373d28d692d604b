"""季度一张总表: meetings, people, topics, resolutions, rates, 7:2:1, what is late, the scores; on one sheet where it fits."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from yishi.documents import wording
from yishi.documents.chain import FANG, HEI
from yishi.documents.layout import BASELINE, Flow, Page, Paper, Rule, Sheet, Style, Text
from yishi.documents.page import HEADLINE, MM, counted, headline, signatures, small
from yishi.documents.table import Column, Table
from yishi.documents.text import one_line
from yishi.domain.periods import name_of
from yishi.i18n import _
from yishi.services.figures import Figure, Report, Split

if TYPE_CHECKING:
    from yishi.services.quarter import QuarterSheet

_SHEET = Sheet(210 * MM, 297 * MM, top=18 * MM, right=18 * MM, bottom=18 * MM, left=22 * MM)
_TEXT = Style(FANG, 10.5, 13, align="left")
_NUMBER = replace(_TEXT, align="right")
_HEAD = Style(HEI, 10.5, 14, align="center")
_TITLE = Style(HEI, 11, 19, align="left")
_SMALL = Style(FANG, 9, 13, align="left")
_FIGURES = (
    ("meetings", "attendances"), ("attendance_rate", "women_rate"), ("young_rate", "non_hukou_rate"), ("topics", "found_out_rate"),
    ("resolutions", "closed"), ("on_time_rate", "response_rate"), ("resolve_rate", "satisfaction_rate"),
    ("reopened", "redo_rate"), ("conversion_rate", "mean_rounds"), ("overdue", "solved_topics"),
)  # fmt: skip
_SPLITS = ("forms", "categories", "sources", "tiers", "funds", "together")
_BAR, _HATCH = 7.0, 3.0  # height of a bar, distance of its strokes, points


def compose(sheet: "QuarterSheet") -> Paper:
    """Return the paper of a period."""
    report = sheet.report

    def furniture(page: Page, number: int, total: int) -> None:
        counted(_SHEET, page, number, total)
        if report.sample:
            small(_SHEET, page, number, _("样例，不作凭证"))

    flow = Flow(_SHEET, furniture)
    title = _("{community}{period}议事统计总表").format(community=one_line(report.community), period=name_of(sheet.period))
    headline(flow, title, replace(HEADLINE, size=18, leading=30))
    flow.paragraph(_("截至{day}。期限按工作日算，“基本满意”算满意。").format(day=wording.day(report.as_of)), replace(_TEXT, align="center"))
    flow.skip(4)
    _numbers(flow, report)
    _kinds(flow, report)
    _late(flow, sheet)
    _units(flow, sheet)
    flow.skip(10)
    signatures(flow, (_("填表人："), _("审核人："), _("日期：")), replace(_TEXT, size=12, leading=24))
    return flow.finish(title)


def _value(figure: Figure) -> str:
    if figure.whole is None:
        return str(figure.part)
    return f"{figure.value}（{figure.fraction}）" if figure.value and not figure.mean else figure.value or "—"


def _numbers(flow: Flow, report: Report) -> None:
    half = _SHEET.measure / 2
    columns = [Column("", half * 0.52, _TEXT), Column("", half * 0.48, _NUMBER)] * 2
    table = Table(flow, columns, _HEAD, 17)
    for pair in _FIGURES:
        told = [report.figure(code) for code in pair]
        table.row([cell for figure in told for cell in (figure.word, _value(figure))])
    hukou = report.figure("non_hukou_rate")
    if hukou.note:  # a share of the few of whom it is known would be read as one of all
        flow.paragraph(f"{hukou.word}：{hukou.note}。", _TEXT)


def _kinds(flow: Flow, report: Report) -> None:
    """Each figure by kinds: word, bar, number and share; hatched, so that a copy in black and white keeps it."""
    for code in _SPLITS:
        split = report.split(code)
        shown = [share for share in split.shares if share[2]]
        if not shown:
            continue
        flow.keep(_TITLE.leading + (len(shown) + 1) * _TEXT.leading)
        flow.paragraph(_heading(split, code), _TITLE)
        most = max(share[2] for share in shown) or 1
        for kind, word, n in shown:
            _bar(flow, one_line(word), n, most, str(n) if code == "together" else f"{n}　{split.percent(kind)}")


def _heading(split: Split, code: str) -> str:
    return _("{word}（对照7:2:1，不是考核指标）").format(word=split.word) if code == "tiers" else split.word


def _bar(flow: Flow, word: str, n: int, most: int, told: str) -> None:
    style, left = _TEXT, _SHEET.left
    flow.keep(style.leading)
    base = flow.y - style.leading / 2 - BASELINE * style.size
    start, room = left + 116, _SHEET.measure - 116 - 80
    flow.page.append(Text(left, base, style.size, 0, FANG, word[:11]))
    width = room * n / most
    bottom, end = base - 0.5, start + width
    flow.page += [Rule(start, bottom, end, bottom), Rule(start, bottom + _BAR, end, bottom + _BAR)]
    flow.page += [Rule(start, bottom, start, bottom + _BAR), Rule(end, bottom, end, bottom + _BAR)]
    flow.page += [Rule(x, bottom, min(x + _BAR, end), bottom + min(_BAR, end - x)) for x in _steps(start, end)]
    flow.page.append(Text(end + 6, base, style.size, 0, FANG, told))
    flow.y -= style.leading


def _steps(start: float, end: float) -> Sequence[float]:
    return [start + _HATCH * n for n in range(int((end - start) / _HATCH) + 1)]


def _late(flow: Flow, sheet: "QuarterSheet") -> None:
    flow.skip(4)
    flow.keep(_TITLE.leading * 3)
    flow.paragraph(_("逾期清单（{n}件）").format(n=len(sheet.overdue)), _TITLE)
    if not sheet.overdue:
        flow.paragraph(_("没有逾期的事项。"), _TEXT)
        return
    columns = [Column(_("编号"), 92, _TEXT), Column(_("事项"), _SHEET.measure - 92 - 96 - 66 - 72, _TEXT), Column(_("责任单位"), 96, _TEXT),
               Column(_("期限"), 66, _TEXT), Column(_("情况"), 72, _TEXT)]  # fmt: skip
    table = Table(flow, columns, _HEAD)
    for line in sheet.overdue:
        due = line.due.isoformat() if line.due else ""
        table.row([one_line(line.number), one_line(line.text), one_line(line.owner_unit), due, line.light_words])


def _units(flow: Flow, sheet: "QuarterSheet") -> None:
    ranked = [unit for unit in sheet.scores.units if unit.place is not None]
    flow.skip(4)
    flow.keep(_TITLE.leading * 3)
    flow.paragraph(_("责任单位得分"), _TITLE)
    w = sheet.scores.weights
    said = _("按期{a}分、督查一次合格{b}分、解决{c}分、满意{d}分；办结少于{n}件的不排名。").format(
        a=w.on_time, b=w.first_pass, c=w.solved, d=w.satisfied, n=w.least_cases)
    flow.paragraph(said, _SMALL)
    if not ranked:
        flow.paragraph(_("没有单位够排名。"), _TEXT)
        return
    columns = [Column(_("名次"), 48, _NUMBER), Column(_("责任单位"), _SHEET.measure - 48 - 60 - 60 - 90, _TEXT),
               Column(_("得分"), 60, _NUMBER), Column(_("办结"), 60, _NUMBER), Column(_("备注"), 90, _TEXT)]  # fmt: skip
    table = Table(flow, columns, _HEAD)
    for unit in ranked:
        remark = _("流动奖牌") if unit.medal else _("末三名") if unit.last else ""
        table.row([str(unit.place), one_line(unit.counts.unit), unit.points, str(unit.counts.cases), remark])
