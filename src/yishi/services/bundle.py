"""All living records of a meeting, of a resolution or of the whole book, of many kinds, in one statement.

A page shows a meeting with everything that hangs on it; asked kind by kind that is twenty questions to the book. Here
the kinds stand under one another in a UNION, each with the columns that it has, so that it is one. The statement of a
scope is built once and kept.
"""

from collections import defaultdict
from collections.abc import Callable
from functools import cache
from types import SimpleNamespace
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Row,
    Select,
    String,
    Table,
    bindparam,
    cast,
    literal,
    null,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import Session

from yishi.domain.records import (
    AgendaItem,
    Attachment,
    Attendance,
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
    Speech,
    StatutoryFollowup,
    Vote,
    Waiver,
)

Rows = list[Row[Any]]
OF_RESOLUTION: tuple[type[Record], ...] = (LoopEvent, Evaluation, Photo, Expense, Milestone, StatutoryFollowup, OwnersVote)
OF_MEETING: tuple[type[Record], ...] = (Meeting, Resolution, AgendaItem, Motion, Vote, Posting, Objection)
OF_SHEET: tuple[type[Record], ...] = (Community, Attendance, Speech, Dissent, Recusal, Waiver, Correction, Attachment)
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
    return _fetch(session, "meeting", OF_SHEET + OF_MEETING + OF_RESOLUTION, meeting_id)


def of_resolution(session: Session, resolution_id: str) -> Bundle:
    """Return a resolution with everything that it depends on."""
    return _fetch(session, "resolution", OF_MEETING + OF_RESOLUTION, resolution_id)


def of_book(session: Session) -> Bundle:
    """Return every resolution of the book with everything that they depend on."""
    return _fetch(session, "book", OF_MEETING + OF_RESOLUTION, "")


def _fetch(session: Session, scope: str, kinds: tuple[type[Record], ...], id_: str) -> Bundle:
    found: defaultdict[str, Rows] = defaultdict(list)
    for row in session.execute(_statement(scope, kinds), {"scope": id_} if scope != "book" else {}):
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


def _within(table: Table, scope: str) -> ColumnElement[bool]:
    """Return which rows of a table belong to the scope that is bound as `scope`."""
    if scope == "book":
        return true()
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


