"""What stands in the way of an undo: the later action that changed the same place again, or that goes on from it."""

from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from yishi.domain.records import Actor, LoopEvent
from yishi.store.journal import journal
from yishi.store.undo import Undone, records_on

_AT_ONCE = 500
_PASSED_OVER = ("undo ", "redo ", "print", "id_show")  # they stand in nobody's way


class Later(NamedTuple):
    """An action that came after another and stands on it: what, by whom ("" where the name was erased), and on which record it stands."""

    verb: str
    actor: str
    kind: str


def in_the_way(session: Session, undone: Undone) -> Later | None:
    """Return the newest later action on what an undo had to leave; None where nothing was left, or nobody's action explains it."""
    ids = sorted({record for _kind, record, _field in undone.left} | _standing_on(session, undone))
    j, own = journal.c, session.execute(
        select(journal.c.hlc, journal.c.device, journal.c.seq).where(journal.c.device == undone.action.device,
                                                                     journal.c.seq == undone.action.tx)).one()  # fmt: skip
    newest, said = None, ""
    for start in range(0, len(ids), _AT_ONCE):
        query = select(j.hlc, j.device, j.seq, j.tx, j.actor, j.kind).where(j.record.in_(ids[start : start + _AT_ONCE]), j.hlc > own.hlc)
        for row in session.execute(query):
            if (row.device, row.tx) == (undone.action.device, undone.action.tx):
                continue
            if newest is None or (row.hlc, row.device, row.seq) > (newest.hlc, newest.device, newest.seq):
                verb = session.scalar(select(j.verb).where(j.device == row.device, j.seq == row.tx)) or ""
                if not verb.startswith(_PASSED_OVER):
                    newest, said = row, verb
    if newest is None:
        return None
    return Later(said, session.scalar(select(Actor.name).where(Actor.id == newest.actor)) or "", newest.kind)


def _standing_on(session: Session, undone: Undone) -> set[str]:
    """Return the ids of living records that refer to those whose birth was not taken back, and of later steps of the same matter."""
    born: dict[str, set[str]] = {}
    for kind, record, field in undone.left:
        if field == "deleted":
            born.setdefault(kind, set()).add(record)
    found = {id_ for kind, ids in born.items() for _kind, id_ in records_on(session, kind, ids)}
    steps = born.get(LoopEvent.__tablename__, set())
    if steps:
        matters = select(LoopEvent.resolution_id).where(LoopEvent.id.in_(steps))
        found |= set(session.scalars(select(LoopEvent.id).where(LoopEvent.resolution_id.in_(matters), LoopEvent.deleted.is_(False))))
    return found
