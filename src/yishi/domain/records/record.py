"""What every mapped class rests on: an id for life, marks of deletion and erasure, and how a record is named.

Rules for journaled classes (the journal keeps their names for ever, so choose well and never rename):
  - columns are `str`, `int`, `bool` or `date`, nullable where the value may be missing; times are int or str; no
    floats, no server defaults, no `onupdate`, no UNIQUE but the primary key. `kinds()` refuses anything else;
  - no row is ever removed: `deleted` marks it. A natural key becomes the id: `natural_id("vote", motion_id)`;
  - `info=PERSONAL`: the value can be erased for good, so it must be nullable. `info=ASK`: two copies that changed it
    without knowing of each other have no automatic winner. Both: `info=PERSONAL | ASK`. `info=REFERS`: the value is the
    id of a record of any kind (a ForeignKey says so by itself);
  - foreign keys are checked at COMMIT, so the order in which records are added does not matter.

How a record is named in the canonical dump (no ids there, equal content gives equal bytes):
  - `natural`: the columns that form its key. A foreign-key column stands for its target's key and makes the target the
    parent: a record whose parent is deleted is left out;
  - `ordered`: the columns by which siblings of an equal key are ranked (then content, then id); they get #1, #2 …;
  - `undumped`: columns left out of the dump (a position, a cached spelling).
"""

import os
import time
from datetime import date
from functools import cache
from hashlib import sha1
from typing import Any, ClassVar
from uuid import NAMESPACE_OID

from sqlalchemy import BigInteger, String, Table, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

PERSONAL = {"personal": True}
ASK = {"ask": True}
REFERS = {"refers": True}

_ALLOWED = (str, int, bool, date)
_NAMESPACE, _VARIANT = NAMESPACE_OID.bytes, {figure: "89ab"[int(figure, 16) & 3] for figure in "0123456789abcdef"}
_last_stamp = 0


def uuid7s(count: int) -> list[str]:
    """Return `count` new ids, 32 hex each, ascending and above all drawn before, so that a bulk insert appends."""
    global _last_stamp
    first = max(_last_stamp + 1, time.time_ns() // 1_000_000 << 12)
    _last_stamp = first + count - 1
    noise = os.urandom(8 * count).hex()
    return [
        f"{stamp >> 12:012x}7{stamp & 0xFFF:03x}{'89ab'[int(noise[i], 16) & 3]}{noise[i + 1 : i + 16]}"
        for stamp, i in zip(range(first, first + count), range(0, 16 * count, 16), strict=True)
    ]


def uuid7() -> str:
    """Return one new id."""
    return uuid7s(1)[0]


def natural_id(*parts: str) -> str:
    """Return the id that every copy gives to the thing with these natural parts; begin with the kind's name."""
    figures = sha1(_NAMESPACE + "\x1f".join(parts).encode(), usedforsecurity=False).hexdigest()  # a UUID of version 5, made quickly
    return f"{figures[:12]}5{figures[13:16]}{_VARIANT[figures[16]]}{figures[17:32]}"


class Record(DeclarativeBase):
    """What every record has: an id for life, and the marks of deletion and of erasure."""

    type_annotation_map: ClassVar[dict[Any, Any]] = {int: BigInteger}
    natural: ClassVar[tuple[str, ...]] = ()
    ordered: ClassVar[tuple[str, ...]] = ()
    undumped: ClassVar[frozenset[str]] = frozenset()

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=uuid7, sort_order=-1)
    deleted: Mapped[bool] = mapped_column(default=False, sort_order=8)
    erased: Mapped[bool | None] = mapped_column(sort_order=9)

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        table = cls.__dict__.get("__table__")
        if isinstance(table, Table):
            table.dialect_options["sqlite"]["with_rowid"] = False
            for constraint in table.foreign_key_constraints:
                constraint.deferrable, constraint.initially = True, "DEFERRED"


class Actor(Record):
    """Somebody who writes in the book; the journal names people by the id of this record only, never by name."""

    __tablename__ = "actor"
    natural: ClassVar[tuple[str, ...]] = ("name",)
    name: Mapped[str | None] = mapped_column(info=PERSONAL)


@cache
def kinds() -> dict[str, type[Record]]:
    """Return every mapped class by its table's name. Call it after `yishi.domain.records` is imported.

    Raises TypeError for a class that breaks a rule of this module.
    """
    found = {mapper.class_.__tablename__: mapper.class_ for mapper in Record.registry.mappers}
    for kind in found.values():
        _check(kind)
    return dict(sorted(found.items()))


def _check(kind: type[Record]) -> None:
    table = kind.__table__
    assert isinstance(table, Table)
    for column in table.columns:
        where = f"{table.name}.{column.key}"
        if column.type.python_type not in _ALLOWED or column.server_default or column.onupdate:
            raise TypeError(f"{where}: only plain str, int, bool and date columns are journaled")
        if column.unique or (column.info.get("personal") and not column.nullable):
            raise TypeError(f"{where}: unique, or personal and not nullable")
    if any(isinstance(constraint, UniqueConstraint) for constraint in table.constraints):
        raise TypeError(f"{table.name}: a unique constraint would break the merge; make the key the id")
    unknown = {*kind.natural, *kind.ordered, *kind.undumped} - set(table.columns.keys())
    if unknown:
        raise TypeError(f"{table.name}: no column {unknown}")
