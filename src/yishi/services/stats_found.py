"""What a period holds, read once for all figures: meetings, who came, the agenda, the resolutions with where they stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from yishi.domain.periods import Period
from yishi.i18n import _
from yishi.services import bundle, communities, meetings
from yishi.services.answers import MeetingLine
from yishi.services.dossier import Dossier, gather
from yishi.services.figures import Counted
from yishi.services.living import rows

HELD = ("open", "closed", "final")
EVALUATED = ("eval_pass", "eval_fail")
INSPECTED = ("inspect_pass", "inspect_fail")


@dataclass(frozen=True)
class Came:
    """Somebody who came to a meeting: what the sheet or the roster says of them; "" or None where nobody wrote it down."""

    meeting_id: str
    gender: str
    age: int | None
    hukou: bool | None  # False: from elsewhere (非户籍)


@dataclass(frozen=True)
class Item:
    """A topic at one meeting; `key` is the same at each meeting that it came to."""

    id: str
    key: str
    title: str
    category: str
    source: str
    meeting_id: str
    outcome: str


@dataclass(frozen=True)
class Found:
    """What a period holds as of a day."""

    period: Period
    as_of: date
    meetings: tuple[MeetingLine, ...]
    came: tuple[Came, ...]
    items: tuple[Item, ...]  # of those meetings, in their order
    decided: tuple[Dossier, ...]  # resolutions of those meetings
    every: tuple[Dossier, ...]  # resolutions up to the day, without those that were finished before the period
    community: Any

    @cached_property
    def topics(self) -> tuple[Item, ...]:
        """Each topic once, as it stood at its last meeting of the period."""
        return tuple({item.key: item for item in self.items}.values())

    @cached_property
    def closed(self) -> tuple[Dossier, ...]:
        """Resolutions whose evaluation passed in the period."""
        return tuple(d for d in self.every if d.standing.closed_on in self.period)

    @cached_property
    def sent_back(self) -> tuple[Dossier, ...]:
        """Resolutions that were sent back to be done again in the period."""
        return tuple(d for d in self.every if any(e.event in ("eval_fail", "reopen") and e.happened_on in self.period for e in d.counted))

    @cached_property
    def evaluated(self) -> tuple[Dossier, ...]:
        """Resolutions whose newest evaluation lies in the period."""
        return tuple(d for d in self.every if d.evaluated and _last_day(d, EVALUATED) in self.period)


def find(session: Session, period: Period, as_of: date) -> Found:
    """Read what `period` holds as of a day."""
    from yishi.domain.records import AgendaItem

    held = tuple(m for m in meetings.lines(session) if m.state in HELD and day_of(m) in period and day_of(m) <= as_of)
    mine = {m.id for m in held}
    put_on = rows(session, AgendaItem, AgendaItem.meeting_id.in_(_met(period)), by=(AgendaItem.meeting_id, AgendaItem.position))
    items = tuple(Item(a.id, a.topic_id or a.id, a.title, a.category, a.source, a.meeting_id, a.outcome)
                  for a in put_on if a.meeting_id in mine)
    every = tuple(d for d in gather(bundle.of_period(session, period.first, as_of), as_of) if d.meeting_day <= as_of)
    decided = tuple(d for d in every if d.row.meeting_id in mine)
    return Found(period, as_of, held, came(session, held, _met(period)), items, decided, every, communities.mine(session))


def _met(period: Period) -> Any:
    """Select the ids of all meetings of a period; their day is the beginning of a text."""
    from yishi.domain.records import Meeting

    first, last = period.first.isoformat(), f"{period.last.isoformat()}U"  # U follows the T before the hour
    return select(Meeting.id).where(Meeting.deleted.is_(False), Meeting.starts >= first, Meeting.starts < last)


def came(session: Session, held: tuple[MeetingLine, ...], which: Any) -> tuple[Came, ...]:
    """Return who came to the meetings `held`, which are among the ids or the selection `which`.

    An age that the sheet lacks follows from the year of birth in the roster.
    """
    from yishi.domain.records import Attendance, Person

    year = {m.id: day_of(m).year for m in held}
    told = (Attendance.meeting_id, Attendance.gender, Attendance.age, Attendance.role, Attendance.party, Person.gender, Person.birth_year,
            Person.role)
    query = select(*told).join(Person, Person.id == Attendance.person_id)
    query = query.where(Attendance.deleted.is_(False), Attendance.mark.in_(meetings.PRESENT), Attendance.meeting_id.in_(which))
    found = []
    for meeting_id, gender, age, role, party, listed_gender, birth_year, listed_role in session.execute(query):
        if meeting_id not in year:
            continue
        old = age if age is not None else year[meeting_id] - birth_year if birth_year else None
        found.append(Came(meeting_id, gender or listed_gender, old, is_local(role, party, listed_role)))
    return tuple(found)


def is_local(*told: str) -> bool | None:
    """Return whether somebody is registered here, by what is said of them (非户籍居民代表); None where nothing is said."""
    words = "".join(told)
    return "非户籍" not in words if words else None


def day_of(m: MeetingLine) -> date:
    """Return the day of a meeting."""
    return date.fromisoformat(m.start[:10])


def _last_day(d: Dossier, events: tuple[str, ...]) -> date | None:
    return next((e.happened_on for e in reversed(d.counted) if e.event in events), None)


def held(found: Iterable[MeetingLine]) -> tuple[Counted, ...]:
    """Return meetings as the records of a figure."""
    return tuple(Counted("meetings", m.id, f"{m.number}　{m.title}") for m in found)


def listed(found: Iterable[Dossier]) -> tuple[Counted, ...]:
    """Return resolutions as the records of a figure."""
    return tuple(Counted("follow", d.row.id, f"{d.row.number}　{d.row.text or ''}") for d in found)


def put(found: Iterable[Item]) -> tuple[Counted, ...]:
    """Return topics as the records of a figure."""
    return tuple(Counted("topics", item.key, item.title or _("没有题目")) for item in found)
