"""统计, 一套表: everything that a report asks for, added up from facts; nothing is typed twice.

The facts of the past are kept in the book by quarter: a period that begins with a quarter is added up from them, however long
it is. The records behind a number are asked for when somebody wants them, by the condition that counted it (measures.py).
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from yishi.domain.evaluation import GRADES
from yishi.domain.periods import Period, month_before, quarter_before, quarter_of
from yishi.services import communities, facts, kept, score
from yishi.services.figures import Bar, Counted, Month, Report
from yishi.services.measures import MEASURES, SPLITS, Told, kinds_of, of
from yishi.services.stats_found import Found, find

LIGHTS = ("closed", "green", "yellow", "red", "gray")
MOST_BARS = 6
LEAST_SHOWN = 5  # answers of a group; fewer are never shown


def report(session: Session, period: Period, today: date) -> Report:
    """Return the figures of `period` as of its last day, or of `today` where that comes first; without bars.

    Where nothing is kept, or the period begins inside a quarter, they are counted.
    """
    as_of = min(period.last, today)
    known = kept.facts_of(session, period, as_of) if quarter_of(period.first).first == period.first else None
    told = _told(find(session, period, as_of)) if known is None else Told(period, as_of.isoformat(), known)
    return _report(period, as_of, told, communities.mine(session))


def of_found(f: Found) -> Report:
    """Return the figures and bars of what was found."""
    return replace(_report(f.period, f.as_of, _told(f), f.community), lights=_lights(f), grades=_grades(f))


def _told(f: Found) -> Told:
    return Told(f.period, f.as_of.isoformat(), facts.of_found(f))


def _report(period: Period, as_of: date, told: Told, place: Any) -> Report:
    figures, splits = tuple(m.figure(told) for m in MEASURES), tuple(kinds.split(told) for kinds in SPLITS)
    return Report(period.first, period.last, as_of, figures, splits, _months(period, as_of, told), community=place.name,
                  community_kind=place.kind, sample=place.sample)


def _months(period: Period, as_of: date, told: Told) -> tuple[Month, ...]:
    """Return each month that the period has begun, with its meetings."""
    year, month, made = period.first.year, period.first.month, dict[tuple[int, int], list[int]]()
    while (year, month) <= (as_of.year, as_of.month):
        made[year, month] = [0, 0, 0]
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    for m in told.facts["meetings"]:
        numbers = made[int(m.month[:4]), int(m.month[5:])]
        for n, number in enumerate((m.n, m.counted, m.expected)):
            numbers[n] += number
    return tuple(Month(*of_month, *numbers) for of_month, numbers in made.items())


# ---- down to the records


def behind(session: Session, period: Period, today: date, ref: tuple[Any, ...]) -> tuple[Counted, ...]:
    """Return the records behind a number of a report.

    `ref` says which: ("figure", code), ("split", code, kind), ("split_all", code), ("month", (year, month)) or ("unit", its name),
    whose score counts them.
    """
    found, (what, name, *kind) = find(session, period, min(period.last, today)), ref
    if what == "unit":
        return tuple(map(facts.listed, score.units(found).get(name, ())))
    told = _told(found)
    if what == "figure":
        return of(name).records(told)
    if what == "month":
        return tuple(m.behind for m in told.facts["meetings"] if m.month == f"{name[0]:04}-{name[1]:02}")
    kinds = kinds_of(name)
    return kinds.records(told, *(kind or [code for code, _word, _n in kinds.split(told).shares]))


# ---- bars


def _lights(f: Found) -> tuple[Bar, ...]:
    """Return what became of the resolutions of each meeting, the newest meetings of the period, in their order."""
    made: dict[str, dict[str, int]] = {}
    for d in f.decided:
        counts = made.setdefault(d.row.meeting_id, dict.fromkeys(LIGHTS, 0))
        counts["closed" if d.standing.closed_on is not None else d.light.colour] += 1
    told = sorted((m for m in f.meetings if m.id in made), key=lambda m: m.start)[-MOST_BARS:]
    return tuple(Bar("meetings", m.id, m.number, tuple(made[m.id].items())) for m in told)


def _grades(f: Found) -> tuple[Bar, ...]:
    """Return the five grades of the resolutions that were evaluated last; nobody's own answer can be read from fewer than five."""
    asked = [(d, facts.of_matter(d, None).evaluated) for d in f.every if d.evaluated and d.evaluated[-1].valid >= LEAST_SHOWN]
    told = [d for d, day in asked if day >= f.period.first.isoformat()]
    told.sort(key=lambda d: max(e.happened_on for e in d.counted))
    return tuple(Bar("follow", d.row.id, d.agenda.title, tuple((grade, getattr(d.evaluated[-1], grade)) for grade in GRADES))
                 for d in told[-MOST_BARS:])  # fmt: skip


# ---- what is to be put up


@dataclass(frozen=True)
class ToPublish:
    """A stretch of which nothing hangs on the notice board yet: `span` is month or quarter."""

    span: str
    period: Period


def to_publish(session: Session, today: date) -> tuple[ToPublish, ...]:
    """Return the month and the quarter before `today` after which nothing has been put up yet.

    A reminder, not a rule: what must be published how often is said by the law and the town (domain.md 2.2). A posting
    that begins after the stretch has ended counts as its publication.
    """
    from yishi.domain.records import Posting

    newest = session.scalar(select(Posting.starts_on).where(Posting.deleted.is_(False), Posting.starts_on <= today)
                            .order_by(Posting.starts_on.desc()).limit(1))
    spans = (ToPublish("month", month_before(today)), ToPublish("quarter", quarter_before(today)))
    return tuple(span for span in spans if newest is None or newest <= span.period.last)
