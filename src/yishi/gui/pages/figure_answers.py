"""Four questions a street office asks, each with the sentence that answers it, a chart, a small table, and what the numbers mean."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from yishi.domain import terms
from yishi.domain.money import yuan
from yishi.gui.charts import Drawing, Mark
from yishi.i18n import _
from yishi.services.figures import Figure, Report, Split

if TYPE_CHECKING:
    from yishi.services.score import ScoreTable

LIGHT_WORDS = (("closed", "办结"), ("green", "正常"), ("yellow", "临期"), ("red", "逾期"), ("gray", "挂起"))
MOST_LINES = 5  # of the small tables


@dataclass(frozen=True)
class Line:
    """One line of the small table; the ref says what is behind it."""

    ref: Any
    cells: tuple[str, ...]
    bold: bool = False
    muted: bool = False


@dataclass(frozen=True)
class Answer:
    """A card of the page."""

    question: str
    answer: str
    drawing: Drawing
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    definition: str


def answers(report: Report, scores: "ScoreTable") -> tuple[Answer, ...]:
    """Return the four cards."""
    return (_meetings(report), _topics(report), _done(report, scores), _satisfied(report))


def _or_none(figure: Figure) -> str:
    return figure.value or _("没有数")


def _meetings(report: Report) -> Answer:
    held, came, rate = (report.figure(code) for code in ("meetings", "attendances", "attendance_rate"))
    answer = _("开了{n}场，{people}人次，到会率{rate}").format(n=held.part, people=came.part, rate=_or_none(rate))
    marks = tuple(
        Mark(("month", (m.year, m.month)), _("{n}月").format(n=m.month), m.meetings,
             f"{(200 * m.present + m.expected) // (2 * m.expected)}%" if m.expected else "")
        for m in report.months[-12:]
    )  # fmt: skip
    people = {code: n for code, _word, n in report.split("attendances_by_form").shares}
    told = report.split("forms").shares
    lines = [Line(("split", "forms", code), (word, str(n), str(people.get(code, 0)))) for code, word, n in told[:MOST_LINES]]
    lines.append(Line(("figure", "meetings"), (_("合计"), str(held.part), str(came.part)), bold=True))
    definition = _("{came}月下是当月到会率。").format(came=came.definition)
    return Answer(_("开了几场会，来了多少人"), answer, Drawing("columns", marks), (_("形式"), _("场"), _("人次")), tuple(lines), definition)


def _topics(report: Report) -> Answer:
    topics, sources, tiers = report.figure("topics"), report.split("sources"), report.split("tiers")
    most = sources.shares[0] if sources.shares else None
    answer = _("{n}条议题，{word}的最多").format(n=topics.part, word=most[1]) if most else _("没有议题")
    marks = tuple(Mark(("split", "sources", code), word, n, sources.percent(code)) for code, word, n in sources.shares[:7])
    lines = [Line(("split", "tiers", code), (word, str(n), tiers.percent(code))) for code, word, n in tiers.shares]
    lines.append(Line(("split_all", "tiers"), (_("对照七二一"), "", "7:2:1"), muted=True))
    definition = topics.definition + _("七二一只作对照。")
    heads = _("办到哪一级"), _("件"), _("占比")
    return Answer(_("议题从哪里来，在哪里办"), answer, Drawing("bars", marks), heads, tuple(lines), definition)


def _done(report: Report, scores: "ScoreTable") -> Answer:
    decided, late = report.figure("resolutions"), report.figure("overdue")
    answer = _("{n}项决议，{late}项逾期").format(n=decided.part, late=late.part)
    marks = tuple(Mark(("meetings", bar.ref), bar.word, sum(n for _look, n in bar.parts), parts=bar.parts) for bar in report.lights)
    said = "；".join(f"{mark.word} " + "、".join(f"{_(dict(LIGHT_WORDS)[look])}{n}" for look, n in mark.parts if n) for mark in marks)
    units = [unit.counts for unit in scores.units if unit.counts.cases][: MOST_LINES - 1]
    lines = [Line(("unit", c.unit), (c.unit, f"{(200 * c.on_time.part + c.cases) // (2 * c.cases)}%")) for c in units]
    lines.append(Line(("figure", "on_time_rate"), (_("合计"), _or_none(report.figure("on_time_rate"))), bold=True))
    drawing = Drawing("stacked", marks, said, tuple((look, _(word)) for look, word in LIGHT_WORDS))
    definition = report.figure("on_time_rate").definition
    return Answer(_("议定的事办得怎么样"), answer, drawing, (_("责任单位"), _("按期率")), tuple(lines), definition)


def _satisfied(report: Report) -> Answer:
    rate = report.figure("satisfaction_rate")
    answer = _("满意率{rate}，答复{n}份").format(rate=rate.value, n=rate.whole) if rate.whole else _("还没有评价")
    marks = tuple(Mark(("follow", bar.ref), bar.word, sum(n for _look, n in bar.parts), parts=bar.parts) for bar in report.grades)
    said = "；".join(f"{m.word} " + "、".join(f"{_(terms.GRADE_WORDS[look])}{n}" for look, n in m.parts if n) for m in marks)
    codes = ("response_rate", "resolve_rate", "satisfaction_rate")
    lines = [Line(("figure", code), (report.figure(code).word, _or_none(report.figure(code)))) for code in codes]
    lines.append(Line(("figure", "reopened"), (_("重新办理"), _("{n}件").format(n=report.figure("reopened").part))))
    legend = (("very_satisfied", _("非常满意")), ("satisfied", _("满意")), ("basically_satisfied", _("基本")),
              ("dissatisfied", _("不满")), ("very_dissatisfied", _("很不满")))  # fmt: skip
    drawing = Drawing("stacked", marks, said, legend if marks else ())
    definition = _("“基本满意”算满意。不到5份的单独不画。")
    return Answer(_("居民满不满意"), answer, drawing, (_("指标"), _("数")), tuple(lines), definition)


def meaning(ref: Any, report: Report) -> tuple[str, str]:
    """Return what stands above the records behind a line or a bar: its name with the number, and what it means."""
    kind, name, *rest = ref
    if kind == "figure":
        figure = report.figure(name)
        said = f"{figure.word}　{_or_none(figure)}" + (f"　{figure.fraction}" if figure.fraction else "")
        return said, figure.definition + (f"　{figure.note}" if figure.note else "")
    if kind in ("split", "split_all"):
        split = report.split(name)
        return _kind_title(split, rest[0]) if rest else split.word, split.definition
    if kind == "month":
        return _("{year}年{n}月的会").format(year=name[0], n=name[1]), report.figure("meetings").definition
    return name, _("这段时间里首次督查、评价或办结的决议。")


def _kind_title(split: Split, code: str) -> str:
    word, n = next(((share[1], share[2]) for share in split.shares if share[0] == code), (code, 0))
    return f"{split.word}　{word}　{amount(split, n)}"


def amount(split: Split, n: int) -> str:
    """Return a number of a split in words: yuan where it is money."""
    return _("{yuan}元").format(yuan=yuan(n)) if split.money else str(n)
