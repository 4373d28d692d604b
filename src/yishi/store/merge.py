"""Taking in the rows of other copies, and listing where copies disagree."""

from collections.abc import Iterable
from itertools import chain, groupby
from typing import Any, NamedTuple

import orjson
from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from yishi.store.incoming import altered, check
from yishi.store.journal import (
    Head,
    digest,
    erased_among,
    forget,
    hash_at,
    heads_of,
    journal,
    move_heads,
    pour,
    rows_of,
    rows_where,
    sight_of,
    stripped,
    two_books,
    waiting,
)
from yishi.store.replay import Conflict, Row, blank, conflicts, fold, order, still_told
from yishi.store.writing import act_of, without_collector

Key = tuple[str, str]  # kind, record


class Merged(NamedTuple):
    """What a package brought: journal rows that were new, the records they made or changed, and rows that must wait."""

    rows: int
    added: frozenset[Key]
    updated: frozenset[Key]
    unchanged: int  # records of the package that this copy had in full
    waiting: int  # rows here whose predecessors have not come yet


def merge(session: Session, rows: Iterable[Row]) -> Merged:
    """Take in rows of other copies, in any order and any number of times.

    Rows that arrive before a row they follow or had seen wait until it comes. Raises a Refusal for a chain that does
    not fit (YS-J05), for two books that write under one device id (YS-J06, a copied file) and for kinds of a newer
    program (YS-J07); nothing has changed then.
    """
    act = act_of(session)
    session.flush()
    if act.changes:
        raise RuntimeError("merge first: what this action has changed is not in the journal yet")
    parked = {(row.device, row.seq): row for row in (Row(*row) for row in session.execute(select(waiting)))}
    brought: dict[tuple[str, int], Row] = {}
    for row in rows:
        check(row)
        brought[row.device, row.seq] = row
    before = heads_of(session)
    ends = dict(before)
    fresh, held = _attach(session, sorted({**parked, **brought}.values(), key=order), ends, brought.keys())
    try:
        with without_collector():
            added, updated = _replay(session, fresh)
    except IntegrityError as error:  # a record that lacks what it may not lack
        raise altered(fresh[0]) from error
    move_heads(session, [ends[device] for device in sorted({row.device for row in fresh})], before)
    if parked or held:
        session.execute(delete(waiting))
        pour(session, "journal_waiting", Row._fields, held)
        forget(session, erased_among(session, journal.c.record.in_({row.record for row in held})))
    act.ends, act.taken_in = None, act.taken_in + len(fresh) + len(held)
    touched = {(row.kind, row.record) for row in brought.values()}
    return Merged(len(fresh), frozenset(added), frozenset(updated), len(touched - added - updated), len(held))


def _attach(
    session: Session, rows: list[Row], ends: dict[str, Head], brought: Iterable[tuple[str, int]]
) -> tuple[list[Row], list[Row]]:
    """Split `rows` into those that fit the chains in `ends`, which they move on, and those that must wait."""
    fresh, held, known, new = [], [], dict[str, Row](), set(brought)
    for row in rows:
        end = ends.get(row.device, Head(row.device))
        news: dict[str, list[Any]] = orjson.loads(row.seen) if row.seen else {}
        if row.seq <= end.seq:
            known[row.device] = row
        elif row.seq > end.seq + 1 or any(
            ends.get(device, Head(device)).seq < seq for device, (seq, _hash) in news.items()
        ):
            held.append(row)
        elif _fits(row, end):
            ends[row.device] = Head(row.device, row.seq, row.hlc, row.hash, row.seen or end.seen)
            fresh.append(row)
        elif (row.device, row.seq) in new:
            raise altered(row)  # one that only waited here and does not fit after all is dropped
    for row in known.values():
        if (row.device, row.seq) in new and hash_at(session, row.device, row.seq) != row.hash:
            raise two_books(row.device, row.seq)
    return fresh, held


def _fits(row: Row, end: Head) -> bool:
    return row.hash == digest(end.hash, row) and end.hlc <= row.hlc


def _replay(session: Session, fresh: list[Row]) -> tuple[set[Key], set[Key]]:
    """Store new rows and bring the records they touch up to date; return which were made and which were changed."""
    known = list(rows_of(session, list({row.record for row in fresh})))
    touched: dict[Key, list[Row]] = {(row.kind, row.record): [] for row in fresh}
    old = {(row.kind, row.record) for row in known} & touched.keys()
    for row in chain(known, fresh):
        if (row.kind, row.record) in touched:
            touched[row.kind, row.record].append(row)
    saw = sight_of(session, fresh)
    erased, told = set[str](), set[tuple[str, int]]()
    states: dict[tuple[str, bool], list[tuple[Any, ...]]] = {}
    for (kind, record), rows in touched.items():
        state = fold(rows, saw)
        if state.get("erased") is not None:
            erased.add(record)
            told.update((row.device, row.seq) for row in still_told(rows, saw))
        values = tuple(state.get(name, default) for name, default in blank(kind).items())
        states.setdefault((kind, (kind, record) in old), []).append((*values, record))
    pour(session, "journal", Row._fields, [
        stripped(row) if row.record in erased and (row.device, row.seq) not in told else row for row in fresh
    ])  # fmt: skip
    forget(session, erased)
    for (kind, exists), group in states.items():
        pour(session, kind, [*blank(kind), "id"], group, known=exists)
    session.expire_all()
    return touched.keys() - old, old


def all_conflicts(session: Session) -> list[Conflict]:
    """Return every field on which copies disagree (待核对), in the order of record ids."""
    saw = sight_of(session)
    record, device = journal.c.record, journal.c.device
    several = select(record).group_by(record).having(func.min(device) < func.max(device))
    rows = rows_where(session, record.in_(several), record, journal.c.kind)
    groups = groupby(list(rows), key=lambda row: (row.record, row.kind))
    return list(chain.from_iterable(conflicts(list(group), saw) for _key, group in groups))
