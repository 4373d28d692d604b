"""The work list of the day, and what is to be thought of besides."""

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy.orm import Session

from yishi.domain import periods
from yishi.domain.loop import State
from yishi.services import amiss, bundle, meetings, reminders, resolutions
from yishi.services.answers import MeetingLine, ResolutionLine, TodaySheet
from yishi.services.dossier import Dossier, gather
from yishi.services.today_lines import Filed

LATEST = 4  # meetings that are shown
LOOKED_BACK = 180  # days: what was closed since then may still be asked about (还好吗)


def sheet(session: Session, today: date) -> TodaySheet:
    """Return what must be done today, the lamps, and the latest meetings; what is long finished is not even read."""
    met = _met(session, today)
    filed = tuple(Filed(d.row.id, d.row.number, d.row.text or "", d.standing.state.name, d.standing.closed_on) for d in met if _is_filed(d))
    every = _sorted(d for d in met if not _is_filed(d))
    sessions = meetings.near(session, LATEST)
    quarter = periods.quarter_of(today).first
    known: tuple[ResolutionLine | Filed, ...] = (*every, *filed)
    closed = [x for x in known if x.state in (State.CLOSED, State.ARCHIVED) and x.closed_on and x.closed_on >= quarter]
    lamps = [x.light for x in every]
    next_, wrong = _open_or_next(sessions, today), amiss.found(session, today)
    return TodaySheet(
        red=lamps.count("red"), yellow=lamps.count("yellow"), green=lamps.count("green"), closed_this_quarter=len(closed),
        todo=tuple(x for x in every if resolutions.needs_doing(x)),
        open_meeting=next_, latest_meetings=tuple(m for m in sessions if m.state != "planned")[:LATEST],
        reminders=reminders.of_day(session, today, every, next_, wrong, filed), amiss=wrong,
    )


def lines(session: Session, today: date) -> tuple[ResolutionLine, ...]:
    """Return what is open and what was closed lately, worst first."""
    return _sorted(_met(session, today))


def _met(session: Session, today: date) -> list[Dossier]:
    return [d for d in gather(bundle.of_open(session, today, today - timedelta(days=LOOKED_BACK)), today) if d.meeting_day <= today]


def _sorted(found: Iterable[Dossier]) -> tuple[ResolutionLine, ...]:
    return tuple(sorted(map(resolutions.line_of, found), key=resolutions.worst_first))


def _is_filed(d: Dossier) -> bool:
    return d.standing.state is State.ARCHIVED and not d.missing


def _open_or_next(sessions: tuple[MeetingLine, ...], today: date) -> MeetingLine | None:
    """Return the meeting that is going on, the latest first; else the next one that is prepared."""
    begun = [m for m in sessions if m.state == "open" and m.start[:10] <= today.isoformat()]
    ahead = [m for m in sessions if m.state == "planned"] or [m for m in sessions if m.state == "open"]
    return begun[0] if begun else min(ahead, key=lambda m: m.start, default=None)
