"""一套表: reports, scores and registers as plain tables of heads and rows, the same for the screen, the clipboard and a workbook.

Whole numbers and days stay what they are; everything else is text.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from yishi.domain import terms
from yishi.domain.money import in_yuan
from yishi.domain.score import Share
from yishi.i18n import _
from yishi.services.attendance_record import MARKS, BodyRecord
from yishi.services.figures import Figure, Report
from yishi.services.ledgers import LedgerRow, TopicRow, WishRow
from yishi.services.register_lines import COLUMNS
from yishi.services.score import ScoreTable

Value = str | int | float | date | None


@dataclass(frozen=True)
class PlainTable:
    """A table: name of its sheet, heads, rows."""

    name: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def figures(report: Report) -> PlainTable:
    """Return every figure with what it is of and what it means."""
    rows = tuple((f.word, f.part if f.whole is None else f.value or _("没有数"), f.fraction, f.note, f.definition) for f in report.figures)
    return PlainTable(_("总表"), (_("指标"), _("数"), _("分子/分母"), _("说明"), _("口径")), rows)


def splits(report: Report) -> PlainTable:
    """Return every figure by kinds, one kind a row."""
    rows = tuple((s.word, word, in_yuan(n) if s.money else n, s.percent(code)) for s in report.splits for code, word, n in s.shares)
    return PlainTable(_("分类"), (_("统计"), _("分类"), _("数"), _("占比")), rows)


def scores(table: ScoreTable) -> PlainTable:
    """Return the units with score, place and parts; those with few cases have no place."""
    heads = (_("名次"), _("责任单位"), _("得分"), _("办结"), _("按期"), _("一次合格"), _("解决"), _("满意"), _("备注"))
    return PlainTable(_("责任单位得分"), heads, tuple(_scored(table, n) for n in range(len(table.units))))


def _scored(table: ScoreTable, n: int) -> tuple[Value, ...]:
    unit = table.units[n]
    c = unit.counts
    remark = _("流动奖牌") if unit.medal else _("末三名") if unit.last else ""
    if unit.place is None:
        remark = _("少于{n}件，不排名").format(n=table.weights.least_cases)
    parts = (_percent(share) for share in (c.on_time, c.first_pass, c.solved, c.satisfied))
    return (unit.place, c.unit, unit.points, c.cases, *parts, remark)


def _percent(share: Share) -> str:
    return f"{(200 * share.part + share.whole) // (2 * share.whole)}%" if share.whole else ""


def register(rows: Iterable[LedgerRow], columns: Sequence[str] = ()) -> PlainTable:
    """Return the register, one matter a row; `columns` are keys of register_lines.COLUMNS, () = all."""
    every = list(COLUMNS)
    places = [every.index(key) for key in columns or every]
    heads = tuple(_(COLUMNS[every[place]]) for place in places)
    told = (_matter(n, row) for n, row in enumerate(rows, 1))
    return PlainTable(_("总台账"), heads, tuple(tuple(line[place] for place in places) for line in told))


def _matter(n: int, filed: LedgerRow) -> tuple[Value, ...]:
    """Return one matter in the order of register_lines.COLUMNS."""
    row, line = filed.row, filed.row.line
    satisfied = "" if line.satisfaction is None else f"{line.satisfaction // 10}.{line.satisfaction % 10}%"
    return (
        n, ledger_word(filed.kind), row.topic, _(terms.CATEGORY_WORDS.get(filed.category, "")) if filed.category else "",
        _(terms.SOURCE_WORDS.get(filed.source, "")) if filed.source else "", row.meeting_day, line.number, line.text, line.owner_unit,
        line.owner, line.supervisor, row.due, line.state_words, line.light_words, line.round, line.closed_on, satisfied,
        row.published_on, filed.fund_source, row.remark,
    )  # fmt: skip


def ledger_word(kind: str) -> str:
    """Return what a ledger is called; an empty text where nobody has said."""
    return _(terms.LEDGER_WORDS[kind]) if kind in terms.LEDGER_WORDS else ""


def wishes(rows: Iterable[WishRow]) -> PlainTable:
    """Return the list of wishes."""
    heads = (_("序号"), _("提出日期"), _("需求"), _("想要什么"), _("楼栋或小组"), _("来源"), _("提起次数"), _("已购买服务"))
    told = tuple((n, w.raised_on, w.title, w.wish, w.unit, _(terms.SOURCE_WORDS[w.source]), w.times, _("是") if w.bought else "")
                 for n, w in enumerate(rows, 1))
    return PlainTable(_("需求清单"), heads, told)


def topics(rows: Iterable[TopicRow]) -> PlainTable:
    """Return the topics with the ledger that each belongs to."""
    heads = (_("序号"), _("归账"), _("提出日期"), _("议题"), _("楼栋或小组"), _("来源"))
    told = tuple((n, ledger_word(t.kind), t.raised_on, t.title, t.unit, _(terms.SOURCE_WORDS.get(t.source, "")) if t.source else "")
                 for n, t in enumerate(rows, 1))
    return PlainTable(_("议题归账"), heads, told)


def attendance(record: BodyRecord) -> PlainTable:
    """Return the members of a body with what each meeting of the year marks them as."""
    held = (f"{m.on.isoformat()} {m.title}" for m in record.meetings)
    heads = (_("姓名"), _("组或楼栋"), _("职务"), *held, _("应到"), _("到"), _("请假"), _("到会率"))
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (r.name, r.unit, r.post, *(_(MARKS[mark]) if mark else "" for mark in (r.marks.get(m.id, "") for m in record.meetings)),
         r.times.due, r.times.came, r.times.leaves, r.times.rate)
        for r in record.members
    )  # fmt: skip
    return PlainTable(_("到会情况"), heads, rows)


def shares(figures: Iterable[Figure]) -> PlainTable:
    """Return shares of people with what they are of and what they mean."""
    rows = tuple((f.word, f.value or _("没有数"), f.fraction, f.note, f.definition) for f in figures)
    return PlainTable(_("占比"), (_("指标"), _("数"), _("分子/分母"), _("说明"), _("口径")), rows)
