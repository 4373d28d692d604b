"""What a community's meetings of one quarter, and all that came of them, add to figures: few numbers that can be summed.

Facts are counted by what the figures ask for (in which quarter a matter was closed, sent back, evaluated …), so that the
facts of many quarters add up to the figures of any stretch that begins with a quarter. All are as of one day.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

import orjson
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from yishi.domain import lights
from yishi.domain.fund_sorts import sort_of
from yishi.domain.periods import Period, quarter
from yishi.domain.records import AgendaItem, Meeting
from yishi.services import bundle, meetings
from yishi.services.dossier import Dossier, gather
from yishi.services.living import rows
from yishi.services.stats_found import EVALUATED, HELD, Came, Found, Item, came, day_of
from yishi.services.stats_loop import satisfied, solved
from yishi.services.stats_meetings import TEAHOUSE, YOUNG

Facts = dict[str, dict[str, Any]]  # sort of fact: JSON of what it is counted by: number, or numbers in a fixed order


class Quarter(NamedTuple):
    """A community's quarter, as the book keeps it."""

    community_id: str
    name: str  # 2026Q2

    @property
    def period(self) -> Period:
        """Its days."""
        return quarter(int(self.name[:4]), int(self.name[5]))


def name_of(day: date) -> str:
    """Return the quarter of a day: 2026Q2."""
    return f"{day.year:04}Q{(day.month + 2) // 3}"


def count(session: Session, which: Quarter, as_of: date) -> tuple[Facts, date]:
    """Return the facts of a quarter's meetings as of a day, and the newest day of anything that they rest on."""
    period = which.period
    after = quarter(period.last.year + period.last.month // 12, period.last.month % 12 // 3 + 1).first
    mine = Meeting.community_id == which.community_id, Meeting.starts >= period.first.isoformat(), Meeting.starts < after.isoformat()
    listed = meetings.of(session, tuple(m.id for m in rows(session, Meeting, *mine)))
    held = tuple(m for m in listed if m.state in HELD and day_of(m) <= as_of)
    ids = {m.id for m in held}
    items = [a for a in rows(session, AgendaItem, AgendaItem.meeting_id.in_(ids), by=(AgendaItem.meeting_id, AgendaItem.position))]
    told = tuple(Item(a.id, a.topic_id or a.id, a.title, a.category, a.source, a.meeting_id, a.outcome) for a in items)
    met = gather(bundle.of_quarter(session, which.community_id, period.first, after), as_of)
    every = tuple(d for d in met if d.meeting_day <= as_of)
    decided = tuple(d for d in every if d.row.meeting_id in ids)
    found = Found(period, as_of, held, came(session, held, list(ids)), told, decided, every, None)
    again = _again(session, {a.topic_id for a in items if a.topic_id})
    made: Facts = {"m": _meetings(found), "n": _names(found), "c": _came(found.came), "t": _topics(found, again),
                   "r": _resolutions(found, ids), "d": _due(every)}  # fmt: skip
    days = [day_of(m) for m in listed if m.state in HELD] + [day for d in met for day in _days(d)]
    return made, max(days, default=period.first)


def add(sums: Facts, sort: str, counted: dict[str, Any]) -> None:
    """Add one sort of facts to what was summed up so far."""
    mine = sums.setdefault(sort, {})
    for key, value in counted.items():
        known = mine.get(key)
        if known is None:
            mine[key] = value
        elif sort == "n":
            mine[key] = min(known, value)
        elif isinstance(value, int):
            mine[key] = known + value
        else:
            mine[key] = [a + b for a, b in zip(known, value, strict=True)]


def _key(*parts: Any) -> str:
    return orjson.dumps(parts).decode()


def _names(f: Found) -> dict[str, Any]:
    """What each form was called at its oldest meeting, after that meeting's time and number."""
    return {m.form: [m.start, m.number, m.form_name] for m in sorted(f.meetings, key=lambda m: (m.start, m.number), reverse=True)}


def _meetings(f: Found) -> dict[str, Any]:
    """By month and form: meetings, present, present and expected where anybody was expected."""
    made: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for m in f.meetings:
        mine = made[_key(m.start[:7], m.form)]
        for n, value in enumerate((1, m.present, m.present if m.expected else 0, m.expected)):
            mine[n] += value
    return dict(made)


def _came(every: Sequence[Came]) -> dict[str, Any]:
    """All, gender known, women, age known, young, origin known, from elsewhere."""
    told = (len(every), sum(c.gender in ("男", "女") for c in every), sum(c.gender == "女" for c in every),
            sum(c.age is not None for c in every), sum(c.age is not None and c.age < YOUNG for c in every),
            sum(c.hukou is not None for c in every), sum(c.hukou is False for c in every))  # fmt: skip
    return {"": list(told)} if every else {}


def _topics(f: Found, again: set[str]) -> dict[str, Any]:
    """By source, category, solved (1, of a teahouse 2): how many; those that came to several meetings by themselves."""
    forms = {m.id: m.form for m in f.meetings}
    agreed: dict[str, list[bool]] = {}
    for d in f.decided:
        agreed.setdefault(d.row.agenda_item_id, []).append(d.standing.closed_on is not None)
    made = Counter[str]()
    for n, item in enumerate(f.items):
        done = agreed.get(item.id, [])
        is_solved = all(done) if done else item.outcome == "settled"
        level = 0 if not is_solved else 2 if forms[item.meeting_id] == TEAHOUSE else 1
        alone = item.key not in again
        made[_key(item.source, item.category, level, *(() if alone else (item.key, item.meeting_id, n)))] += 1
    return dict(made)


def _again(session: Session, topics: set[str]) -> set[str]:
    """Return which of these topics came up more than once."""
    found: set[str] = set()
    several = sorted(topics)
    for start in range(0, len(several), 500):
        query = select(AgendaItem.topic_id).where(AgendaItem.deleted.is_(False), AgendaItem.topic_id.in_(several[start : start + 500]))
        found.update(session.scalars(query.group_by(AgendaItem.topic_id).having(func.count() > 1)))
    return found


def _resolutions(f: Found, ids: set[str]) -> dict[str, Any]:
    """By what became of them, and when: how many, satisfied of valid answers, solved (halves) of answers, money spent."""
    made: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0, 0, 0])
    for d in f.every:
        asked = [d] if d.evaluated else []
        numbers = (1, *satisfied(asked), *solved(asked), sum(e.amount for e in d.expenses))
        mine = made[_signature(d, d.row.meeting_id in ids)]
        for n, value in enumerate(numbers):
            mine[n] += value
    return dict(made)


def _signature(d: Dossier, held: bool) -> str:
    s = d.standing
    back = sorted({name_of(e.happened_on) for e in d.counted if e.event in ("eval_fail", "reopen")})
    seen = sorted({name_of(e.happened_on) for e in d.counted if e.event.startswith("inspect")})
    asked = next((name_of(e.happened_on) for e in reversed(d.counted) if e.event in EVALUATED), "") if d.evaluated else ""
    answered = name_of(s.assigned_on) if s.assigned_on is not None and s.answered_in_time is not None else ""
    closed = name_of(s.closed_on) if s.closed_on is not None else ""
    fund = sort_of(d.row.fund_source) if d.row.fund_source else None
    return _key(held, closed, bool(s.on_time), s.round, s.highest_level, back, seen, answered, bool(s.answered_in_time), asked, fund,
                d.row.together)


def _due(every: Iterable[Dossier]) -> dict[str, Any]:
    """By the day at which the present stage is due: matters that a light may call overdue."""
    days = (lights.due_in_force(d.terms, d.standing, d.calendar) for d in every if d.standing.state not in lights.GRAY)
    return dict(Counter(day.isoformat() for day in days if day is not None))


def _days(d: Dossier) -> list[date]:
    told: list[date | None] = [d.meeting_day, *(e.happened_on for e in d.events), *(p.starts_on for p in d.postings)]
    told += [day for raised in d.objections.values() for o in raised for day in (o.raised_on, o.replied_on)]
    told += [d.followup.held_on] if d.followup is not None else []
    told += [d.owners.ends_on] if d.owners is not None else []
    return [day for day in told if day is not None]
