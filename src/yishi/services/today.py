"""The work list of the day."""

from datetime import date

from sqlalchemy.orm import Session

from yishi.domain.loop import State
from yishi.services import meetings, resolutions
from yishi.services.answers import MeetingLine, TodaySheet


def sheet(session: Session, today: date) -> TodaySheet:
    """Return what must be done today, the lamps, and the latest meetings."""
    every = resolutions.lines(session, today)
    sessions = meetings.lines(session)
    quarter = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    closed = [x for x in every if x.state in (State.CLOSED, State.ARCHIVED) and x.closed_on and x.closed_on >= quarter]
    lamps = [x.light for x in every]
    return TodaySheet(
        red=lamps.count("red"), yellow=lamps.count("yellow"), green=lamps.count("green"), closed_this_quarter=len(closed),
        todo=tuple(x for x in every if resolutions.needs_doing(x)),
        open_meeting=_open_or_next([m for m in sessions if m.state == "open"], today), latest_meetings=sessions[:4],
    )


def _open_or_next(unfinished: list[MeetingLine], today: date) -> MeetingLine | None:
    """Return the meeting that is going on, the latest first; else the next one that was written down ahead of its day."""
    begun = [m for m in unfinished if m.start[:10] <= today.isoformat()]
    return begun[0] if begun else min(unfinished, key=lambda m: m.start, default=None)
