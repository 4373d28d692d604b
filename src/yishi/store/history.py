"""Who changed what, when and why: the rows of one record and of all that belongs to it, as they are read to the user."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from yishi.domain.records import Actor
from yishi.domain.records.record import kinds
from yishi.store.clock import DAY_MS
from yishi.store.journal import journal, rows_of, rows_where
from yishi.store.replay import Row, changes_of, order

CALLED = {  # the column by which people call a record of this kind
    "agenda_item": "title", "area": "name", "community": "name", "meeting": "number", "motion": "text", "person": "name",
    "resolution": "number", "topic": "title",
}  # fmt: skip
_AT_ONCE = 500
_SEALED = frozenset({"id_hash", "id_sealed", "wrapped"})  # that it changed is told, what it is is nothing to read


class HistoryLine(NamedTuple):
    """One action's change of one record. Values are as in the journal: text, numbers, ISO dates."""

    at_ms: int  # what the PC's clock said (电脑时间), milliseconds
    actor_name: str  # "" where the name was erased
    kind: str
    verb: str
    changes: dict[str, tuple[Any, Any]]
    reason: str | None
    erased: bool  # something stood here that was erased since: show 已删除
    clock_doubtful: bool  # the PC's clock disagreed with the order of things by a day or more


def history_of(session: Session, record_id: str) -> list[HistoryLine]:
    """Return the history of a record, oldest first, in the order in which its changes count."""
    return _lines(session, rows_where(session, journal.c.record == record_id))


def story_of(session: Session, kind: str, record_id: str) -> list[HistoryLine]:
    """Return the history of a record and of all records below it (the steps, sheets, postings … of a resolution)."""
    return _lines(session, rows_of(session, sorted({record_id, *_below(session, kind, {record_id})})))


def names_of(session: Session, lines: Iterable[HistoryLine]) -> dict[str, str]:
    """Return what the records are called to which these changes refer, by id; "" for one that has no name."""
    told = {value for line in lines for pair in line.changes.values() for value in pair if isinstance(value, str)}
    wanted, names = sorted(told), dict[str, str]()
    for kind, mapped in kinds().items():
        table = mapped.__table__
        called = table.columns[CALLED[kind]] if kind in CALLED else table.columns["id"]
        for start in range(0, len(wanted), _AT_ONCE):
            query = select(mapped.id, called).where(mapped.id.in_(wanted[start : start + _AT_ONCE]))
            names.update((id_, (name or "") if kind in CALLED else "") for id_, name in session.execute(query))
    return names


def _lines(session: Session, rows: Iterable[Row]) -> list[HistoryLine]:
    ordered = sorted(rows, key=order)
    found = session.execute(select(Actor.id, Actor.name).where(Actor.id.in_({row.actor for row in ordered})))
    names: dict[str, str | None] = {id_: name for id_, name in found}
    verbs: dict[tuple[str, int], str] = {}
    for row in ordered:
        if (row.device, row.tx) not in verbs:
            verbs[row.device, row.tx] = row.verb or _verb(session, row.device, row.tx)
    return [
        HistoryLine(
            row.at,
            names.get(row.actor) or "",
            row.kind,
            verbs[row.device, row.tx],
            {name: (_told(name, old), _told(name, new)) for name, (old, new) in changes_of(row).items()},
            row.reason,
            row.seal is not None and row.salt is None,
            abs((row.hlc >> 16) - row.at) >= DAY_MS,
        )
        for row in ordered
    ]


def _told(name: str, value: Any) -> Any:
    return "••••" if value and name in _SEALED else value


def _below(session: Session, kind: str, ids: set[str]) -> set[str]:
    """Return the ids of the records whose natural key leads up to these, at any depth."""
    found: set[str] = set()
    for child, mapped in kinds().items():
        above = [
            column
            for column in mapped.__table__.columns
            if column.key in mapped.natural and any(key.column.table.name == kind for key in column.foreign_keys)
        ]
        for column in above if child != kind else ():
            mine, several = set[str](), sorted(ids)
            for start in range(0, len(several), _AT_ONCE):
                mine.update(session.scalars(select(mapped.id).where(column.in_(several[start : start + _AT_ONCE]))))
            found |= mine | (_below(session, child, mine) if mine else set())
    return found


def _verb(session: Session, device: str, tx: int) -> str:
    return session.scalar(select(journal.c.verb).where(journal.c.device == device, journal.c.seq == tx)) or ""
