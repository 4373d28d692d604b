"""统计, 一套表: everything that a report asks for, counted from what is in the book; nothing is typed twice.

A figure of the loop counts what happened in the period (closed, reopened, assigned), whatever the day of the meeting;
meetings, people, topics and resolutions are those of the period's meetings. Rates pool the counts of each last round.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from yishi.domain import terms
from yishi.domain.evaluation import GRADES
from yishi.domain.periods import Period
from yishi.domain.standing import LEVELS
from yishi.i18n import _
from yishi.services import bundle, meetings
from yishi.services.answers import MeetingLine
from yishi.services.dossier import Dossier, gather
from yishi.services.figures import Counted, Figure, Report, Split
from yishi.services.living import rows

HELD = ("open", "closed", "final")
_SATISFIED = GRADES[:3]  # 基本满意 counts as satisfied (3.8), and the definition says so


@dataclass(frozen=True)
class _Found:
    """What a period holds."""

    period: Period
    as_of: date
    meetings: tuple[MeetingLine, ...]
    agenda: tuple[tuple[str, str, str, str], ...]  # topic or item id, title, category, source
    decided: tuple[Dossier, ...]  # resolutions of those meetings
    every: tuple[Dossier, ...]  # all resolutions up to the day


def report(session: Session, period: Period, today: date) -> Report:
    """Return the figures of `period` as of its last day, or of `today` where that comes first."""
    found = _find(session, period, min(period.last, today))
    return Report(period.first, period.last, found.as_of, tuple(make(found) for make in _FIGURES), tuple(make(found) for make in _SPLITS))


def _find(session: Session, period: Period, as_of: date) -> _Found:
    from yishi.domain.records import AgendaItem

    held = tuple(m for m in meetings.lines(session)
                 if m.state in HELD and _day(m) in period and _day(m) <= as_of)
    mine = {m.id for m in held}
    agenda = {a.topic_id or a.id: (a.topic_id or a.id, a.title, a.category, a.source)
              for a in rows(session, AgendaItem, by=(AgendaItem.meeting_id, AgendaItem.position)) if a.meeting_id in mine}
    every = tuple(d for d in gather(bundle.of_book(session), as_of) if d.meeting_day <= as_of)
    return _Found(period, as_of, held, tuple(agenda.values()), tuple(d for d in every if d.row.meeting_id in mine), every)


def _day(m: MeetingLine) -> date:
    return date.fromisoformat(m.start[:10])


def _held(found: Iterable[MeetingLine]) -> tuple[Counted, ...]:
    return tuple(Counted("meetings", m.id, f"{m.number}　{m.title}") for m in found)


def _lines(found: Iterable[Dossier]) -> tuple[Counted, ...]:
    return tuple(Counted("follow", d.row.id, f"{d.row.number}　{d.row.text or ''}") for d in found)


# --- the figures, each a function


def _meetings(f: _Found) -> Figure:
    return Figure("meetings", _("会议场数"), _("这段时间里开过的会，不算还在准备的。"), len(f.meetings), records=_held(f.meetings))


def _attendances(f: _Found) -> Figure:
    return Figure("attendances", _("参加人次"), _("签到的和委托别人来的，列席不算。"), sum(m.present for m in f.meetings),
                  records=_held(f.meetings))


def _topics(f: _Found) -> Figure:
    listed = tuple(Counted("topics", key, title) for key, title, *__ in f.agenda)
    return Figure("topics", _("议题数"), _("上过会的议题，同一议题多次上会只算一个。"), len(f.agenda), records=listed)


def _resolutions(f: _Found) -> Figure:
    return Figure("resolutions", _("决议数"), _("这段时间的会上形成的决议。"), len(f.decided), records=_lines(f.decided))


def _closed_there(f: _Found) -> tuple[Dossier, ...]:
    return tuple(d for d in f.every if d.standing.closed_on in f.period)


def _closed(f: _Found) -> Figure:
    done = _closed_there(f)
    return Figure("closed", _("办结数"), _("这段时间里评价通过的决议，不论哪天开的会。"), len(done), records=_lines(done))


def _reopened(f: _Found) -> Figure:
    again = tuple(d for d in f.every if any(e.event in ("eval_fail", "reopen") and e.happened_on in f.period for e in d.counted))
    return Figure("reopened", _("重新办理数"), _("这段时间里因差评或复发退回去重办的决议。"), len(again), records=_lines(again))


def _overdue(f: _Found) -> Figure:
    late = tuple(d for d in f.every if (d.light.days_left or 0) < 0 and d.light.colour == "red")
    return Figure("overdue", _("逾期未办结"), _("到截止那天已经过了期限、还没办完的决议。"), len(late), records=_lines(late))


def _on_time_rate(f: _Found) -> Figure:
    done = _closed_there(f)
    timely = tuple(d for d in done if d.standing.on_time)
    return Figure("on_time_rate", _("按期率"), _("办结的决议里，最后一轮在期限内报办结的占多少。"), len(timely), len(done), _lines(done))


def _response_rate(f: _Found) -> Figure:
    assigned = tuple(d for d in f.every if d.standing.assigned_on in f.period and d.standing.answered_in_time is not None)
    timely = tuple(d for d in assigned if d.standing.answered_in_time)
    definition = _("交办后签收了的决议里，在签收期限内签收的占多少。")
    return Figure("response_rate", _("响应率"), definition, len(timely), len(assigned), _lines(assigned))


def _evaluated(f: _Found) -> tuple[Dossier, ...]:
    def day(d: Dossier) -> date | None:
        return next((e.happened_on for e in reversed(d.counted) if e.event in ("eval_pass", "eval_fail")), None)

    return tuple(d for d in f.every if d.evaluated and day(d) in f.period)


def _resolve_rate(f: _Found) -> Figure:
    asked = _evaluated(f)
    last = [d.evaluated[-1] for d in asked]
    part = sum(2 * e.solved + e.partially_solved for e in last)
    whole = sum(e.solved + e.partially_solved + e.unsolved for e in last)
    definition = _("最后一轮评价里答“已解决”的占多少，“部分解决”算一半。")
    return Figure("resolve_rate", _("解决率"), definition, part, whole, _lines(asked), half_parts=True)


def _satisfaction_rate(f: _Found) -> Figure:
    asked = _evaluated(f)
    last = [d.evaluated[-1] for d in asked]
    part, whole = sum(getattr(e, grade) for e in last for grade in _SATISFIED), sum(e.valid for e in last)
    definition = _("最后一轮有效评价里非常满意、满意、基本满意合起来占多少。")
    return Figure("satisfaction_rate", _("满意率"), definition, part, whole, _lines(asked))


def _conversion_rate(f: _Found) -> Figure:
    """Zhenjiang's yardstick: more than 80 % of what was agreed became a result."""
    done = tuple(d for d in f.decided if d.standing.closed_on is not None)
    definition = _("这段时间的决议里，已经办结的占多少（镇江的尺子是八成以上）。")
    return Figure("conversion_rate", _("成果转化率"), definition, len(done), len(f.decided), _lines(f.decided))


_FIGURES: Sequence[Callable[[_Found], Figure]] = (
    _meetings, _attendances, _topics, _resolutions, _closed, _reopened, _overdue, _on_time_rate, _response_rate, _resolve_rate,
    _satisfaction_rate, _conversion_rate,
)


# --- by kinds


def _split(code: str, word: str, definition: str, found: Iterable[str], words: dict[str, str], keep: Sequence[str] = ()) -> Split:
    counted = Counter(found)
    order = [*keep, *sorted(counted.keys() - set(keep), key=lambda c: (-counted[c], c))]
    return Split(code, word, definition, tuple((c, _(words[c]) if c in words else c or _("未写明"), counted[c]) for c in order))


def _by_form(f: _Found) -> Split:
    return _split("forms", _("会议按形式"), _("开过的会，按会议形式分。"), (m.form for m in f.meetings), terms.FORM_WORDS)


def _by_category(f: _Found) -> Split:
    return _split("categories", _("议题按类别"), _("上过会的议题，按类别分。"), (a[2] for a in f.agenda), terms.CATEGORY_WORDS)


def _by_source(f: _Found) -> Split:
    return _split("sources", _("议题按来源"), _("上过会的议题，按谁提出分。"), (a[3] for a in f.agenda), terms.SOURCE_WORDS)


def _by_tier(f: _Found) -> Split:
    """721: where the matters that were closed had to go; shown as a comparison, never as a target."""
    return _split("tiers", _("办结层级"), _("办结的决议，按最高到过哪一级分。只和7:2:1对照，不是考核指标。"),
                  (d.standing.highest_level for d in _closed_there(f)), terms.LEVEL_WORDS, LEVELS)


_SPLITS: Sequence[Callable[[_Found], Split]] = (_by_form, _by_category, _by_source, _by_tier)
ZHENJIANG_MEETINGS = 4  # deliberations a year, at least
