"""Figures of what was agreed: done, in time, answered, solved, satisfied, done again; where it was done and who paid.

A figure of the loop counts what happened in the period (closed, reopened, assigned), whatever the day of the meeting.
Rates pool the counts of each last round.
"""

from collections.abc import Callable, Sequence

from yishi.domain import terms
from yishi.domain.evaluation import GRADES
from yishi.domain.fund_sorts import FUND_WORDS, sort_of
from yishi.domain.standing import LEVELS
from yishi.i18n import _
from yishi.services.dossier import Dossier
from yishi.services.figures import Bar, Figure, Split
from yishi.services.splits import split
from yishi.services.stats_found import Found, listed

SATISFIED = GRADES[:3]  # 基本满意 counts as satisfied (3.8), and the definition says so
ZHENJIANG_PERCENT = 80  # of what was agreed became a result, more than
LIGHTS = ("closed", "green", "yellow", "red", "gray")
MOST_BARS = 6
LEAST_SHOWN = 5  # answers of a group; fewer are never shown


def _resolutions(f: Found) -> Figure:
    return Figure("resolutions", _("决议数"), _("这段时间的会上形成的决议。"), len(f.decided), records=listed(f.decided))


def _closed(f: Found) -> Figure:
    return Figure("closed", _("办结数"), _("这段时间里评价通过的决议，不论哪天开的会。"), len(f.closed), records=listed(f.closed))


def _reopened(f: Found) -> Figure:
    definition = _("这段时间里因差评或复发退回去重办的决议。")
    return Figure("reopened", _("重新办理数"), definition, len(f.sent_back), records=listed(f.sent_back))


def _overdue(f: Found) -> Figure:
    late = overdue(f)
    return Figure("overdue", _("逾期未办结"), _("到截止那天已经过了期限、还没办完的决议。"), len(late), records=listed(late))


def overdue(f: Found) -> tuple[Dossier, ...]:
    """Return what is late as of the last day."""
    return tuple(d for d in f.every if (d.light.days_left or 0) < 0 and d.light.colour == "red")


def _on_time_rate(f: Found) -> Figure:
    timely = tuple(d for d in f.closed if d.standing.on_time)
    definition = _("办结的决议里，最后一轮在期限内报办结的占多少，按工作日算。")
    return Figure("on_time_rate", _("按期率"), definition, len(timely), len(f.closed), listed(f.closed))


def _response_rate(f: Found) -> Figure:
    assigned = tuple(d for d in f.every if d.standing.assigned_on in f.period and d.standing.answered_in_time is not None)
    timely = tuple(d for d in assigned if d.standing.answered_in_time)
    definition = _("交办后签收了的决议里，在签收期限内签收的占多少。")
    return Figure("response_rate", _("响应率"), definition, len(timely), len(assigned), listed(assigned))


def _resolve_rate(f: Found) -> Figure:
    part, whole = solved(f.evaluated)
    definition = _("最后一轮评价里答“已解决”的占多少，“部分解决”算一半。")
    return Figure("resolve_rate", _("解决率"), definition, part, whole, listed(f.evaluated), half_parts=True)


def _satisfaction_rate(f: Found) -> Figure:
    part, whole = satisfied(f.evaluated)
    definition = _("最后一轮有效评价里非常满意、满意、基本满意合起来占多少。")
    return Figure("satisfaction_rate", _("满意率"), definition, part, whole, listed(f.evaluated))


def solved(asked: Sequence[Dossier]) -> tuple[int, int]:
    """Return the answers that count as solved, in halves, and all answers of the last rounds."""
    last = [d.evaluated[-1] for d in asked]
    whole = sum(e.solved + e.partially_solved + e.unsolved for e in last)
    return sum(2 * e.solved + e.partially_solved for e in last), whole


def satisfied(asked: Sequence[Dossier]) -> tuple[int, int]:
    """Return the satisfied and all valid answers of the last rounds."""
    last = [d.evaluated[-1] for d in asked]
    return sum(getattr(e, grade) for e in last for grade in SATISFIED), sum(e.valid for e in last)


def _conversion_rate(f: Found) -> Figure:
    """Zhenjiang's yardstick: more than 80 % of what was agreed became a result."""
    done = tuple(d for d in f.decided if d.standing.closed_on is not None)
    definition = _("这段时间的决议里，已经办结的占多少。")
    note = _("镇江的尺子：超过{percent}%").format(percent=ZHENJIANG_PERCENT)
    return Figure("conversion_rate", _("成果转化率"), definition, len(done), len(f.decided), listed(f.decided), note=note)


def _redo_rate(f: Found) -> Figure:
    again = {d.row.id for d in f.sent_back}
    looked = tuple(d for d in f.every if d.row.id in again or d.standing.closed_on in f.period)
    definition = _("这段时间里办结的和退回的决议中，退回重办的占多少。")
    return Figure("redo_rate", _("重新办理率"), definition, len(again), len(looked), listed(looked))


def _mean_rounds(f: Found) -> Figure:
    definition = _("办结的决议平均办了几轮，一次办好是1轮。")
    rounds = sum(d.standing.round for d in f.closed)
    return Figure("mean_rounds", _("平均轮次"), definition, rounds, len(f.closed), listed(f.closed), mean=True)


FIGURES: Sequence[Callable[[Found], Figure]] = (
    _resolutions, _closed, _reopened, _overdue, _on_time_rate, _response_rate, _resolve_rate, _satisfaction_rate, _conversion_rate,
    _redo_rate, _mean_rounds,
)


def _by_tier(f: Found) -> Split:
    """721: where the matters that were closed had to go; shown as a comparison, never as a target."""
    told = ((d.standing.highest_level, listed((d,))) for d in f.closed)
    definition = _("办结的决议，按最高到过哪一级分。只和7:2:1对照，不是考核指标。")
    return split("tiers", _("办结层级"), definition, told, terms.LEVEL_WORDS, LEVELS)


def _by_fund(f: Found) -> Split:
    told = ((sort_of(d.row.fund_source), listed((d,))) for d in f.decided if d.row.fund_source)
    return split("funds", _("资金来源"), _("要花钱的决议，按写下的资金来源归类。"), told, FUND_WORDS)


def _fund_money(f: Found) -> Split:
    told = ((sort_of(d.row.fund_source), listed((d,)), sum(e.amount for e in d.expenses)) for d in f.decided if d.row.fund_source)
    return split("fund_money", _("已支出按来源"), _("这些决议已经支出的钱，按资金来源归类。"), told, FUND_WORDS, money=True)


SPLITS: Sequence[Callable[[Found], Split]] = (_by_tier, _by_fund, _fund_money)


def lights(f: Found) -> tuple[Bar, ...]:
    """Return what became of the resolutions of each meeting, the newest meetings of the period, in their order."""
    made: dict[str, dict[str, int]] = {}
    for d in f.decided:
        counts = made.setdefault(d.row.meeting_id, dict.fromkeys(LIGHTS, 0))
        counts["closed" if d.standing.closed_on is not None else d.light.colour] += 1
    told = sorted((m for m in f.meetings if m.id in made), key=lambda m: m.start)[-MOST_BARS:]
    return tuple(Bar("meetings", m.id, m.number, tuple(made[m.id].items())) for m in told)


def grades(f: Found) -> tuple[Bar, ...]:
    """Return the five grades of the resolutions that were evaluated last; nobody's own answer can be read from fewer than five."""
    told = [d for d in f.evaluated if d.evaluated[-1].valid >= LEAST_SHOWN]
    told.sort(key=lambda d: max(e.happened_on for e in d.counted))
    return tuple(Bar("follow", d.row.id, d.agenda.title, _graded(d)) for d in told[-MOST_BARS:])


def _graded(d: Dossier) -> tuple[tuple[str, int], ...]:
    return tuple((grade, getattr(d.evaluated[-1], grade)) for grade in GRADES)
