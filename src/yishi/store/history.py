"""Who changed what, when and why: the rows of one record, as they are read to the user."""

from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from yishi.domain.records import Actor
from yishi.store.clock import DAY_MS
from yishi.store.journal import journal, rows_where
from yishi.store.replay import changes_of, order


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
    rows = sorted(rows_where(session, journal.c.record == record_id), key=order)
    found = session.execute(select(Actor.id, Actor.name).where(Actor.id.in_({row.actor for row in rows})))
    names: dict[str, str | None] = {id_: name for id_, name in found}
    return [
        HistoryLine(
            row.at,
            names.get(row.actor) or "",
            row.kind,
            row.verb or _verb(session, row.device, row.tx),
            {name: (old, new) for name, (old, new) in changes_of(row).items()},
            row.reason,
            row.seal is not None and row.salt is None,
            abs((row.hlc >> 16) - row.at) >= DAY_MS,
        )
        for row in rows
    ]


def _verb(session: Session, device: str, tx: int) -> str:
    return session.scalar(select(journal.c.verb).where(journal.c.device == device, journal.c.seq == tx)) or ""
