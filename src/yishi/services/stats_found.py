"""What a period holds, read once for all figures: meetings, who came, the agenda, the resolutions with where they stand."""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from yishi.domain.periods import Period
from yishi.services import bundle, communities, meetings
from yishi.services.answers import MeetingLine
from yishi.services.dossier import Dossier, gather
from yishi.services.living import rows

HELD = ("open", "closed", "final")
YOUNG = 35  # under


class Came(NamedTuple):
    """Somebody who came to a meeting: what the sheet or the roster says of them, None where nobody wrote it down."""

    meeting_id: str
    woman: bool | None
    young: bool | None
    elsewhere: bool | None  # 户籍不在本地


@dataclass(frozen=True)
class Found:
    """What a period holds as of a day."""

    period: Period
    as_of: date
    meetings: tuple[MeetingLine, ...]
    came: tuple[Came, ...]
    items: tuple[Any, ...]  # of their agendas
    decided: tuple[Dossier, ...]  # resolutions of those meetings
    every: tuple[Dossier, ...]  # resolutions up to the day, without those that were finished before the period
    community: Any


def find(session: Session, period: Period, as_of: date) -> Found:
    """Read what `period` holds as of a day."""
    from yishi.domain.records import AgendaItem

    held = tuple(m for m in meetings.lines(session) if m.state in HELD and day_of(m.start) in period and day_of(m.start) <= as_of)
    mine = {m.id for m in held}
    put_on = rows(session, AgendaItem, AgendaItem.meeting_id.in_(_met(period)), by=(AgendaItem.meeting_id, AgendaItem.position))
    items = tuple(a for a in put_on if a.meeting_id in mine)
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

    year = {m.id: day_of(m.start).year for m in held}
    told = (Attendance.meeting_id, Attendance.gender, Attendance.age, Attendance.role, Attendance.party, Person.gender, Person.birth_year,
            Person.role, Person.local)
    query = select(*told).join(Person, Person.id == Attendance.person_id)
    query = query.where(Attendance.deleted.is_(False), Attendance.mark.in_(meetings.PRESENT), Attendance.meeting_id.in_(which))
    found = []
    for meeting_id, gender, age, role, party, listed_gender, birth_year, listed_role, local in session.execute(query):
        if meeting_id not in year:
            continue
        old = age if age is not None else year[meeting_id] - birth_year if birth_year else None
        found.append(Came(meeting_id, *traits(gender or listed_gender, old, local, role, party, listed_role)))
    return tuple(found)


def traits(gender: str, age: int | None, local: bool | None, *told: str) -> tuple[bool | None, bool | None, bool | None]:
    """Return whether somebody is a woman, young, and registered elsewhere (户籍不在本地); None where nobody wrote it down.

    Of a role only 非户籍 (非户籍居民代表) says where somebody is registered; any other says nothing of it.
    """
    elsewhere = not local if local is not None else True if any("非户籍" in words for words in told) else None
    return gender == "女" if gender in ("男", "女") else None, None if age is None else age < YOUNG, elsewhere


def day_of(start: str) -> date:
    """Return the day of a meeting, of when it begins."""
    return date.fromisoformat(start[:10])
