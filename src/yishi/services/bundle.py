"""All living records of a meeting, of a resolution or of the whole book, of many kinds, in one statement.

A page shows a meeting with everything that hangs on it; asked kind by kind that is twenty questions to the book. Here
the kinds stand under one another in a UNION, each with the columns that it has, so that it is one. The statement of a
scope is built once and kept.
"""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from functools import cache
from types import SimpleNamespace
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Date,
    Row,
    Select,
    String,
    Table,
    bindparam,
    case,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    true,
    union_all,
)
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
    Record,
    Recusal,
    Resolution,
    RuleCopy,
    Speech,
    StatutoryFollowup,
    Vote,
    Waiver,
)
from yishi.services.living import rows

Rows = list[Row[Any]]
OF_RESOLUTION: tuple[type[Record], ...] = (LoopEvent, Evaluation, Photo, Expense, Milestone, StatutoryFollowup, OwnersVote)
OF_MEETING: tuple[type[Record], ...] = (Meeting, Resolution, AgendaItem, Motion, Vote, Posting, Objection)
OF_PLACE: tuple[type[Record], ...] = (RuleCopy, CalendarDay)  # what the place has changed of deadlines, lights and working days
OF_SHEET: tuple[type[Record], ...] = (Community, Attendance, Dissent, Recusal, Waiver, Correction, Attachment)
PLACE_RULES = ("deadlines", "lights", "thresholds", "year")  # kinds of RuleCopy; whole forms and rules are not read here
STRAIGHT = ("adopt", "publish_decision", "assign", "accept", "progress", "extend", "urge", "report_done", "inspect_pass", "eval_pass",
            "publish_outcome", "archive")
_TAG = "kind_of_row"
_THROUGH: dict[str, tuple[str, type[Record]]] = {
    Vote.__tablename__: ("motion_id", Motion), Objection.__tablename__: ("posting_id", Posting)
}  # kinds that know their meeting by another one only
_SORTED: dict[type[Record], Callable[[Any], tuple[Any, ...]]] = {
    LoopEvent: lambda r: (r.happened_on, r.position, r.id),
    Objection: lambda r: (r.raised_on, r.position, r.id),
    Posting: lambda r: (r.starts_on, r.id),
    Evaluation: lambda r: (r.round,),
    Resolution: lambda r: (r.meeting_id, r.position, r.id),
}


class Bundle:
    """The rows by kind, in the order in which people read them; a row also has the columns of the other kinds, empty."""

    def __init__(self, found: dict[str, Rows]) -> None:
        self._found = found

    def of(self, kind: type[Record]) -> Rows:
        """Return the rows of a kind in their order."""
        mine = self._found.get(kind.__tablename__, [])
        if kind in _SORTED:
            return sorted(mine, key=_SORTED[kind])
        return sorted(mine, key=lambda r: (r.position, r.id)) if "position" in kind.__table__.c else mine

    def add(self, kind: type[Record], mine: Rows) -> None:
        """Put in the rows of one more kind."""
        self._found[kind.__tablename__] = mine

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


NUMBERS = ("eligible", "present", "votes_for", "votes_against", "abstain", "invalid", "not_voted", "issued", "returned")


def _with_vote(motion: Row[Any], vote: Row[Any] | None) -> SimpleNamespace:
    told = {name: getattr(motion, name) for name in ("id", "meeting_id", "agenda_item_id", "position", "text", "rule", "method", "note")}
    numbers = {name: getattr(vote, name) if vote is not None else None for name in (*NUMBERS, "tellers")}
    return SimpleNamespace(**told, **numbers, vote_id=vote.id if vote is not None else None)


def of_meeting(session: Session, meeting_id: str) -> Bundle:
    """Return a meeting with everything that hangs on it."""
    found = _fetch(session, "meeting", OF_SHEET + OF_MEETING + OF_RESOLUTION + OF_PLACE, scope=meeting_id)
    found.add(Speech, rows(session, Speech, Speech.meeting_id == meeting_id))  # by themselves: some thousand, and few columns
    return found


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


def _fetch(session: Session, span: str, kinds: tuple[type[Record], ...], **bound: Any) -> Bundle:
    found: defaultdict[str, Rows] = defaultdict(list)
    for row in session.execute(_statement(span, kinds), bound):
        found[row[0]].append(row)
    return Bundle(found)


@cache
def _statement(scope: str, kinds: tuple[type[Record], ...]) -> CompoundSelect[Any]:
    tables = [_table(kind) for kind in kinds]
    columns: dict[str, Any] = {}
    for column in (c for table in tables for c in table.c if c.key not in ("deleted", "erased")):
        kept = columns.setdefault(column.key, column.type)
        assert kept.python_type is column.type.python_type, f"two kinds of {column.key} cannot stand under one another"

    def part(table: Table) -> Select[Any]:
        shown = [(table.c[name] if name in table.c else cast(null(), kind)).label(name) for name, kind in columns.items()]
        return select(literal(table.name).label(_TAG), *shown).where(table.c.deleted.is_(False), _within(table, scope))

    return union_all(*map(part, tables))


def _table(kind: type[Record]) -> Table:
    table = kind.__table__
    assert isinstance(table, Table)
    return table


@cache
def _open(wide: bool = False) -> Any:
    """Return ids and meetings of what is not plainly finished as of the bound day (`of_open`), or with `wide` of `of_period`."""
    event, resolution, meeting = _table(LoopEvent), _table(Resolution), _table(Meeting)
    today, since = bindparam("today", type_=Date), bindparam("since", type_=Date)
    counted = event.c.deleted.is_(False), event.c.happened_on <= today

    def some(what: ColumnElement[bool]) -> ColumnElement[int]:
        return func.sum(case((what, 1), else_=0))

    straight = some(event.c.event.not_in(STRAIGHT)) == 0
    over = some(event.c.event == "terminate") > 0, (some(event.c.event == "archive") > 0) & straight
    finished = select(event.c.resolution_id).where(*counted).group_by(event.c.resolution_id).having(or_(*over))
    lately = select(event.c.resolution_id).where(*counted, event.c.happened_on >= since)
    if not wide:
        lately = lately.where(event.c.event == "eval_pass")
    wanted = or_(resolution.c.id.not_in(finished), resolution.c.id.in_(lately))
    if wide:
        met = select(meeting.c.id).where(meeting.c.starts >= bindparam("day", type_=String))
        wanted = or_(wanted, resolution.c.meeting_id.in_(met))
    found = select(resolution.c.id, resolution.c.meeting_id).where(resolution.c.deleted.is_(False), wanted)
    return found.cte("not_finished").prefix_with("MATERIALIZED")


def _within(table: Table, scope: str) -> ColumnElement[bool]:
    """Return which rows of a table belong to the scope that is bound as `scope`."""
    if table.name == RuleCopy.__tablename__:
        return table.c.kind.in_(PLACE_RULES)
    if scope == "book" or table.name == CalendarDay.__tablename__:
        return true()
    if scope in ("open", "period"):
        return _within_open(table, _open(scope == "period"))
    resolution, meeting = _table(Resolution), _table(Meeting)
    id_: ColumnElement[Any] = bindparam("scope", type_=String)
    of_one = scope == "resolution"
    meeting_id = select(resolution.c.meeting_id).where(resolution.c.id == id_).scalar_subquery() if of_one else id_
    if "resolution_id" in table.c and table.name != Posting.__tablename__:
        mine = select(resolution.c.id).where(resolution.c.meeting_id == id_)
        return table.c.resolution_id == id_ if of_one else table.c.resolution_id.in_(mine)
    if table is resolution and of_one:
        return table.c.id == id_
    if "meeting_id" in table.c:
        return table.c.meeting_id == meeting_id
    if table.name in _THROUGH:
        name, parent = _THROUGH[table.name]
        above = _table(parent)
        return table.c[name].in_(select(above.c.id).where(above.c.meeting_id == meeting_id))
    if table is meeting:
        return table.c.id == meeting_id
    return table.c.id == select(meeting.c.community_id).where(meeting.c.id == meeting_id).scalar_subquery()


def _within_open(table: Table, chosen: Any) -> ColumnElement[bool]:
    ids, meetings = select(chosen.c.id), select(chosen.c.meeting_id)
    if "resolution_id" in table.c and table.name != Posting.__tablename__:
        return table.c.resolution_id.in_(ids)
    if table.name == Resolution.__tablename__:
        return table.c.id.in_(ids)
    if table.name in _THROUGH:
        name, parent = _THROUGH[table.name]
        above = _table(parent)
        return table.c[name].in_(select(above.c.id).where(above.c.meeting_id.in_(meetings)))
    return (table.c.id if table.name == Meeting.__tablename__ else table.c.meeting_id).in_(meetings)
