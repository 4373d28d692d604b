"""The work list of the day, and what is to be thought of besides."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from yishi.domain import periods
from yishi.domain.loop import State
from yishi.services import bundle, meetings, reminders, resolutions
from yishi.services.answers import MeetingLine, ResolutionLine, TodaySheet
from yishi.services.dossier import gather

LOOKED_BACK = 180  # days: what was closed since then may still be asked about (还好吗)


def sheet(session: Session, today: date) -> TodaySheet:
    """Return what must be done today, the lamps, and the latest meetings; what is long finished is not even read."""
    every = lines(session, today)
    sessions = meetings.lines(session)
    quarter = periods.quarter_of(today).first
    closed = [x for x in every if x.state in (State.CLOSED, State.ARCHIVED) and x.closed_on and x.closed_on >= quarter]
    lamps = [x.light for x in every]
    next_ = _open_or_next(sessions, today)
    return TodaySheet(
        red=lamps.count("red"), yellow=lamps.count("yellow"), green=lamps.count("green"), closed_this_quarter=len(closed),
        todo=tuple(x for x in every if resolutions.needs_doing(x)),
        open_meeting=next_, latest_meetings=tuple(m for m in sessions if m.state != "planned")[:4],
        reminders=reminders.of_day(session, today, every, next_),
    )


def lines(session: Session, today: date) -> tuple[ResolutionLine, ...]:
    """Return what is open and what was closed lately, worst first."""
    met = [d for d in gather(bundle.of_open(session, today, today - timedelta(days=LOOKED_BACK)), today) if d.meeting_day <= today]
    return tuple(sorted(map(resolutions.line_of, met), key=resolutions.worst_first))


def _open_or_next(sessions: tuple[MeetingLine, ...], today: date) -> MeetingLine | None:
    """Return the meeting that is going on, the latest first; else the next one that is prepared."""
    begun = [m for m in sessions if m.state == "open" and m.start[:10] <= today.isoformat()]
    ahead = [m for m in sessions if m.state == "planned"] or [m for m in sessions if m.state == "open"]
    return begun[0] if begun else min(ahead, key=lambda m: m.start, default=None)
