"""The facts of a community's meetings of one quarter, and of all that came of them, as the book keeps them."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from yishi.domain.periods import Period, quarter
from yishi.domain.records import AgendaItem, Meeting
from yishi.services import bundle, meetings
from yishi.services.dossier import Dossier, gather
from yishi.services.facts import Facts, of_found, to_keep
from yishi.services.living import rows
from yishi.services.stats_found import HELD, Found, came, day_of


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
    held = tuple(m for m in listed if m.state in HELD and day_of(m.start) <= as_of)
    ids = {m.id for m in held}
    items = tuple(rows(session, AgendaItem, AgendaItem.meeting_id.in_(ids)))
    met = gather(bundle.of_quarter(session, which.community_id, period.first, after), as_of)
    every = tuple(d for d in met if d.meeting_day <= as_of)
    decided = tuple(d for d in every if d.row.meeting_id in ids)
    found = Found(period, as_of, held, came(session, held, list(ids)), items, decided, every, None)
    days = [day_of(m.start) for m in listed if m.state in HELD] + [day for d in met for day in _days(d)]
    return to_keep(of_found(found), _again(session, {a.topic_id for a in items if a.topic_id})), max(days, default=period.first)


def _again(session: Session, topics: set[str]) -> set[str]:
    """Return which of these topics came up more than once."""
    found: set[str] = set()
    several = sorted(topics)
    for start in range(0, len(several), 500):
        query = select(AgendaItem.topic_id).where(AgendaItem.deleted.is_(False), AgendaItem.topic_id.in_(several[start : start + 500]))
        found.update(session.scalars(query.group_by(AgendaItem.topic_id).having(func.count() > 1)))
    return found


def _days(d: Dossier) -> list[date]:
    told: list[date | None] = [d.meeting_day, *(e.happened_on for e in d.events), *(p.starts_on for p in d.postings)]
    told += [day for raised in d.objections.values() for o in raised for day in (o.raised_on, o.replied_on)]
    told += [d.followup.held_on] if d.followup is not None else []
    told += [d.owners.ends_on] if d.owners is not None else []
    return [day for day in told if day is not None]
