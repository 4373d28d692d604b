"""All living records of a meeting, of a resolution or of the whole book, of many kinds, in one statement.

A page shows a meeting with everything that hangs on it; asked kind by kind that is twenty questions to the book. Here
the kinds stand under one another (store/union.py), so that it is one.
"""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from functools import cache
from operator import attrgetter
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from yishi.domain.records import (
    AgendaItem,
    Attachment,
    Attendance,
    CalendarDay,
    Community,
    Correction,
    Dissent,
    Evaluation,
    Expense,
    LoopEvent,
    Meeting,
    Milestone,
    Motion,
    Objection,
    OwnersVote,
    Photo,
    Posting,
    PrintedPage,
    Record,
    Recusal,
    Resolution,
    ReturnedPage,
    RuleCopy,
    Speech,
    StatutoryFollowup,
    Vote,
    Waiver,
)
from yishi.services import offices
from yishi.services.offices import Offices
from yishi.store.union import maker, statement

Rows = list[Row[Any]]
OF_RESOLUTION: tuple[type[Record], ...] = (LoopEvent, Evaluation, Photo, Expense, Milestone, StatutoryFollowup, OwnersVote,
                                          PrintedPage, ReturnedPage)  # of papers only those of the inspection
OF_MEETING: tuple[type[Record], ...] = (Meeting, Resolution, AgendaItem, Motion, Vote, Posting, Objection)
OF_PLACE: tuple[type[Record], ...] = (RuleCopy, CalendarDay)  # what the place has changed of deadlines, lights and working days
OF_SHEET: tuple[type[Record], ...] = (Community, Attendance, Dissent, Recusal, Waiver, Correction, Attachment, Speech)
_SORTED: dict[type[Record], tuple[str, ...]] = {
    LoopEvent: ("happened_on", "position", "id"),
    Objection: ("raised_on", "position", "id"),
    Posting: ("starts_on", "id"),
    Evaluation: ("round",),
    Resolution: ("meeting_id", "position", "id"),
}


class Bundle:
    """The rows by kind, in the order in which people read them; a row also has the columns of the other kinds, empty."""

    def __init__(self, found: dict[str, Rows], posts: Offices | None = None) -> None:
        self._found = found
        self.offices = posts or Offices()  # read only where a resolution is charged to a post
        self._sorted: dict[type[Record], Rows] = {}

    def of(self, kind: type[Record]) -> Rows:
        """Return the rows of a kind in their order."""
        if kind not in self._sorted:
            mine, order = self._found.get(kind.__tablename__, []), _order(kind)
            self._sorted[kind] = sorted(mine, key=order) if order else mine
        return self._sorted[kind]

    def grouped(self, kind: type[Record], name: str) -> dict[str, Rows]:
        """Return the rows of a kind by the value of one column, each group in its order."""
        groups: defaultdict[str, Rows] = defaultdict(list)
        for row in self.of(kind):
            groups[getattr(row, name)].append(row)
        return groups

    def motions(self) -> list[Any]:
        """Return motions with their vote's numbers beside them; `vote_id` is None where no vote was taken."""
        votes = {v.motion_id: v for v in self.of(Vote)}
        return [_with_vote(m, votes.get(m.id)) for m in self.of(Motion)]


@cache
def _order(kind: type[Record]) -> Callable[[Any], Any] | None:
    """Return what rows of a kind are sorted by; None where they stay as they come."""
    names = _SORTED.get(kind, ("position", "id") if "position" in kind.__table__.c else ())
    return attrgetter(*names) if names else None


NUMBERS = ("eligible", "present", "votes_for", "votes_against", "abstain", "invalid", "not_voted", "issued", "returned")


def _with_vote(motion: Row[Any], vote: Row[Any] | None) -> SimpleNamespace:
    told = {name: getattr(motion, name) for name in ("id", "meeting_id", "agenda_item_id", "position", "text", "rule", "method", "note")}
    numbers = {name: getattr(vote, name) if vote is not None else None for name in (*NUMBERS, "tellers")}
    return SimpleNamespace(**told, **numbers, vote_id=vote.id if vote is not None else None)


def of_meeting(session: Session, meeting_id: str) -> Bundle:
    """Return a meeting with everything that hangs on it."""
    return _fetch(session, "meeting", OF_SHEET + OF_MEETING + OF_RESOLUTION + OF_PLACE, scope=meeting_id)


def of_resolution(session: Session, resolution_id: str) -> Bundle:
    """Return a resolution with everything that it depends on."""
    return _fetch(session, "resolution", OF_MEETING + OF_RESOLUTION + OF_PLACE, scope=resolution_id)


def of_book(session: Session) -> Bundle:
    """Return every resolution of the book with everything that they depend on."""
    return _fetch(session, "book", OF_MEETING + OF_RESOLUTION + OF_PLACE)


def of_open(session: Session, today: date, closed_since: date) -> Bundle:
    """Return the resolutions that may need something as of `today`, and those whose evaluation passed since a day.

    Left out is what is plainly finished, so that ten years cost no more than what is open: it was terminated, or it was
    archived and its log has only steps that lead straight there. Where two copies were merged and an archive does not
    count, other steps stand in the log too, and the fold decides.
    """
    return _fetch(session, "open", OF_MEETING + OF_RESOLUTION + OF_PLACE, today=today, since=closed_since)


def of_period(session: Session, first: date, today: date) -> Bundle:
    """Return the resolutions that figures from `first` to `today` can count, so that they cost no more than their own period.

    These are the ones of `of_open`, those to which anything happened since, and those of the meetings since.
    """
    return _fetch(session, "period", OF_MEETING + OF_RESOLUTION + OF_PLACE, today=today, since=first, day=first.isoformat())


def of_quarter(session: Session, community_id: str, first: date, after: date) -> Bundle:
    """Return the resolutions of a community's meetings from a day up to the day before another."""
    return _fetch(session, "quarter", OF_MEETING + OF_RESOLUTION + OF_PLACE, community=community_id, first=first.isoformat(),
                  after=after.isoformat())


def _fetch(session: Session, span: str, kinds: tuple[type[Record], ...], **bound: Any) -> Bundle:
    raw: defaultdict[int, list[Any]] = defaultdict(list)
    for row in session.execute(statement(span, kinds), bound).all():
        raw[row[0]].append(row)
    made = {kinds[n].__tablename__: list(map(maker(kinds[n], kinds), found)) for n, found in raw.items()}
    posted = any(row.owner_title for row in made.get(Resolution.__tablename__, ()))
    return Bundle(made, offices.read(session) if posted else None)
