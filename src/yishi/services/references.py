"""What points to a person, found in the mapped columns themselves, so that a kind that comes later is not forgotten."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from yishi.domain.records import Record
from yishi.domain.records.record import kinds
from yishi.store.writing import put

_OWN = ("id", "deleted", "erased")


def columns_to(target: str) -> Iterator[tuple[type[Record], str]]:
    """Yield (kind, column) of everything that names a record of the table `target` by its id; columns for ids of any kind too."""
    for kind in kinds().values():
        for column in kind.__table__.columns:
            if any(key.column.table.name == target for key in column.foreign_keys) or column.info.get("refers"):
                yield kind, column.key


def repoint(session: Session, target: str, old: str, new: str, skip: frozenset[str] = frozenset()) -> None:
    """Let everything that lives and points to the record `old` of the table `target` point to `new`; `skip` names tables left alone.

    Where the pair makes the id (one person at one meeting), the record goes over to the id of the new pair; if that is there
    already, what it lacks is filled in. A record that would then point twice to the same (两个人是亲属) is struck.
    """
    for kind, column in columns_to(target):
        if kind.__tablename__ in skip:
            continue
        query = select(kind).where(kind.deleted.is_(False), kind.__table__.c[column] == old).order_by(kind.id)
        for record in list(session.scalars(query)):
            if record.deleted:  # struck with another one in this walk
                continue
            if not _by_nature(kind, record):
                setattr(record, column, new)
            else:
                _move(session, kind, record, column, new)
    session.flush()


def fill(kept: Record, other: Record) -> None:
    """Put what `other` says where `kept` says nothing; keys and ids are left alone."""
    table = kept.__table__
    keys = {column.key for column in table.columns if column.foreign_keys}
    for name in (c.key for c in table.columns if c.key not in (*_OWN, *kept.natural) and c.key not in keys):
        if getattr(kept, name) in (None, "", "[]") and getattr(other, name) not in (None, "", "[]"):
            setattr(kept, name, getattr(other, name))


def _by_nature(kind: type[Record], record: Record) -> bool:
    """Return whether the id of this record is made of its natural parts."""
    made = getattr(kind, "id_for", None)
    return made is not None and bool(made(*(getattr(record, name) for name in kind.natural)) == record.id)


def _move(session: Session, kind: type[Any], record: Any, column: str, new: str) -> None:
    values = {c.key: getattr(record, c.key) for c in kind.__table__.columns if c.key not in _OWN} | {column: new}
    pointed = [values[c.key] for c in kind.__table__.columns if any(key.column.table.name == "person" for key in c.foreign_keys)]
    old = record.id
    record.deleted = True
    session.flush()
    if len(pointed) > 1 and len(set(pointed)) < len(pointed):
        return
    id_ = kind.id_for(*(values[name] for name in kind.natural))
    there = session.get(kind, id_)
    if there is not None and not there.deleted:
        fill(there, record)
    else:
        put(session, kind, id_, values)
    session.flush()
    repoint(session, kind.__tablename__, old, id_)
