"""Whether the book is as it was written: the file sound, every chain unbroken, every record the sum of its rows."""

from collections.abc import Iterable, Iterator
from heapq import merge as merge_sorted
from itertools import chain, groupby
from typing import Any, NamedTuple

import orjson
from sqlalchemy import Table, select, true
from sqlalchemy.orm import Session

from yishi.domain.records.record import kinds
from yishi.store.journal import Head, digest, erased_among, hash_at, heads_of, journal, rows_where, seal_holds, sight_of
from yishi.store.replay import Row, blank, encode, fold

Anchor = tuple[str, int, str]  # device, seq, first characters of the hash, as printed on minutes


class Fault(NamedTuple):
    """The first thing that is not as it was written: a journal row (device, seq), a record (kind, id) or the file."""

    where: tuple[str, int | str]
    what: str


def verify(session: Session, anchors: Iterable[Anchor] = ()) -> Fault | None:
    """Return the first fault, or None. It reads everything once or twice, record by record, and keeps none of it."""
    return next(chain(_file_faults(session), _chain_faults(session, anchors), _record_faults(session)), None)


def verify_chains(session: Session, anchors: Iterable[Anchor] = ()) -> Fault | None:
    """Return the first fault of the file and the journal's chains, or None, whatever schema the records are of."""
    return next(chain(_file_faults(session), _chain_faults(session, anchors)), None)


def _file_faults(session: Session) -> Iterator[Fault]:
    if session.get_bind().dialect.name == "sqlite":
        said = session.connection().exec_driver_sql("PRAGMA integrity_check(1)").scalar()
        if said != "ok":
            yield Fault(("file", str(said)), "file damaged")


def _chain_faults(session: Session, anchors: Iterable[Anchor]) -> Iterator[Fault]:
    ends, last, vouched = heads_of(session), Head(""), set(anchors)
    erased = erased_among(session, true())
    tails: dict[str, Head] = {}
    for row in rows_where(session):
        last = last if row.device == last.device else Head(row.device)
        if row.seq != last.seq + 1:
            yield Fault((row.device, last.seq + 1), "row missing")
        if not _as_written(row, last):
            yield Fault((row.device, row.seq), "row altered")
        if row.seal and not row.salt and row.record not in erased:
            yield Fault((row.device, row.seq), "personal value taken out")
        if row.seen:
            vouched.update((device, seq, start) for device, (seq, start) in orjson.loads(row.seen).items())
        last = tails[row.device] = Head(row.device, row.seq, row.hlc, row.hash, row.seen or last.seen)
    for device in sorted(ends.keys() | tails.keys()):
        if ends.get(device) != tails.get(device):
            seq = max(head.seq for head in (ends.get(device), tails.get(device)) if head)
            yield Fault((device, seq), "chain does not end where it did")
    for device, seq, start in sorted(vouched):
        if not (hash_at(session, device, seq) or b"").hex().startswith(start):
            yield Fault((device, seq), "not the row that was vouched for")


def _as_written(row: Row, before: Head) -> bool:
    try:
        return row.hash == digest(before.hash, row) and row.hlc >= before.hlc and seal_holds(row)
    except (TypeError, ValueError):  # not even the right kind of value
        return False


def _record_faults(session: Session) -> Iterator[Fault]:
    """Walk the tables and the journal side by side, both in the order of the records' ids."""
    saw = sight_of(session)
    stored = merge_sorted(*(_stored(session, kind) for kind in kinds()))
    here: tuple[str, str, Any] | None = next(stored, None)
    for record, rows in groupby(rows_where(session, None, journal.c.record), key=lambda row: row.record):
        for kind, group in _by_kind(rows):
            while here and here[:2] < (record, kind):
                yield Fault((here[1], here[0]), "record that was never written")
                here = next(stored, None)
            if here is None or here[:2] != (record, kind):
                yield Fault((kind, record), "record is gone")
            elif here[2] != tuple({**blank(kind), **_known(kind, fold(group, saw))}.values()):
                yield Fault((kind, record), "record differs from its journal")
            else:
                here = next(stored, None)
    if here:
        yield Fault((here[1], here[0]), "record that was never written")


def _by_kind(rows: Iterator[Row]) -> list[tuple[str, list[Row]]]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.kind, []).append(row)
    return sorted(groups.items())


def _known(kind: str, state: dict[str, Any]) -> dict[str, Any]:
    fields = blank(kind).keys()
    return state if state.keys() <= fields else {name: value for name, value in state.items() if name in fields}


def _stored(session: Session, kind: str) -> Iterator[tuple[str, str, tuple[Any, ...]]]:
    """Yield (id, kind, the other values as the journal would hold them) in the order of ids."""
    table = kinds()[kind].__table__
    assert isinstance(table, Table)
    columns = [table.c.id, *(table.c[name] for name in blank(kind))]
    if session.get_bind().dialect.name == "sqlite":  # as the file holds them, nothing in between smooths them
        names = ", ".join(f'"{column.name}"' for column in columns)
        query = f'SELECT {names} FROM "{kind}" ORDER BY id'
        found = session.connection().exec_driver_sql(query, execution_options={"yield_per": 1000})
        yield from ((row[0], kind, tuple(row)[1:]) for row in found)
    else:
        for row in session.execute(select(*columns).order_by(table.c.id)):
            yield row[0], kind, tuple(map(encode, row[1:]))
