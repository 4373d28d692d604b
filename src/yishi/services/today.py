"""The work list of the day."""

from datetime import date

from sqlalchemy.orm import Session

from yishi.domain.loop import State
from yishi.services import meetings, resolutions
from yishi.services.answers import TodaySheet


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
        open_meeting=next((m for m in sessions if m.state == "open"), None), latest_meetings=sessions[:4],
    )
