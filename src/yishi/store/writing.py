"""How an action gets into the journal: flushes are noted, and appended once, before the commit.

The notes are taken after each flush, never before: defaults and foreign keys are known only then, and an action that
flushes several times must still give one row per record.
"""

import gc
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain, repeat
from typing import Any, TypeVar

import orjson
from sqlalchemy import event, inspect, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.orm.util import identity_key

from yishi.domain.records.record import Record, uuid7s
from yishi.errors import Refusal
from yishi.i18n import _
from yishi.store.births import Born, Columns, columns_of, completed, pairs, told
from yishi.store.clock import tick
from yishi.store.journal import MARK, Head, among, digest, forget, heads_of, move_heads, pour, pour_columns, seal_of
from yishi.store.replay import Changes, Row, blank, decode, encode, fields_with

Noted = dict[tuple[str, str], Changes | Born]  # by kind and id


@dataclass
class Act:
    """One user action: who, what, why, on which device, when by the PC's clock, and what it has changed so far."""

    device: str
    actor: str  # id of a record of kind "actor"
    verb: str
    reason: str | None
    at: int
    clock_confirmed: bool = False
    ends: dict[str, Head] | None = None  # ends of all chains where they are known; None: ask the book
    changes: Noted = field(default_factory=dict)
    taken_in: int = 0  # rows of other copies that were merged


class JournaledSession(Session):
    """A session whose `info["act"]` notes what every flush changes; Book.write appends it."""


def act_of(session: Session) -> Act:
    """Return the action that this session records. Raises RuntimeError for a session that only reads."""
    act = session.info.get("act")
    if not isinstance(act, Act):
        raise RuntimeError("this session was opened for reading")
    return act


@event.listens_for(JournaledSession, "before_flush")
def _refuse(session: Session, *_args: Any) -> None:
    if session.deleted:
        raise RuntimeError("records are marked deleted, never removed")
    for record in session.new:
        for value in inspect(record).dict.values():
            refuse_unreadable(value)
    for record in session.dirty:
        state = inspect(record)
        for name in state.committed_state:
            refuse_unreadable(state.dict.get(name))


@event.listens_for(JournaledSession, "after_flush")
def _note(session: Session, _context: Any) -> None:
    changed = act_of(session).changes
    for record in session.new:
        assert isinstance(record, Record)
        kind, held = record.__tablename__, inspect(record).dict
        changed[kind, record.id] = _born({name: held.get(name) for name in blank(kind)})
    for record in session.dirty:
        assert isinstance(record, Record)
        kind = record.__tablename__
        born = (kind, record.id) in changed and pairs(changed[kind, record.id]).get("deleted", [0])[0] is None
        found = {name: (old, new) for name in blank(kind) for old, new in _edit(record, name, born)}
        if not found:
            continue
        noted = _noted(changed, kind, record.id)
        for name, (old, new) in found.items():
            noted[name] = (noted[name][0] if name in noted else old, new)
        if record.deleted and not noted.keys() & {"deleted", "erased"}:
            raise deleted_already()
        if record.erased and "erased" not in noted and found.keys() & fields_with(kind, "personal"):
            raise _erased_already()


def _noted(changed: Noted, kind: str, id_: str) -> Changes:
    """Return what was noted of a record so far, to be added to."""
    found = changed[kind, id_] = pairs(changed.get((kind, id_), {}))
    return found


def deleted_already() -> Refusal:
    """Return the refusal of an edit of a deleted record."""
    return Refusal("YS-J02", _("这条记录已经删除。"), next_step=_("先恢复它，再改。"))


def refuse_unreadable(value: Any) -> None:
    """Raise a Refusal for text that cannot be stored everywhere: U+0000, or half of a character."""
    if isinstance(value, str) and ("\0" in value or not _whole(value)):
        what = _("文字里有一个存不了的坏字符。")
        raise Refusal("YS-J01", what, next_step=_("请删掉显示不出来的那个字符，重新输入。"))


def _whole(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


@contextmanager
def without_collector() -> Iterator[None]:
    """Keep the cycle collector from walking, over and over, many small things of which none makes a cycle."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


R = TypeVar("R", bound=Record)


def put(session: Session, kind: type[R], id_: str, values: dict[str, Any], over: bool = False) -> R:
    """Return the record `id_` with these values: a new one, or one that was deleted, revived as if it were new.

    A revived record keeps nothing of before: what `values` does not name gets its plain default. A living one is our
    bug (RuntimeError), but with `over` its named values are overwritten. Raises Refusal YS-J02 for an erased record.
    """
    act_of(session)
    if unknown := values.keys() - blank(kind.__tablename__).keys():
        raise TypeError(f"{kind.__tablename__} has no column {unknown}")
    session.flush()
    found = session.get(kind, id_)
    if found is None:
        found = kind(id=id_, **values)
        session.add(found)
        return found
    if found.erased:
        raise _erased_already()
    if not found.deleted:
        if not over:
            raise _lives(kind.__tablename__, id_)
        wanted = values
    else:
        wanted = {**_plain(kind), **values}
    for name, value in wanted.items():
        setattr(found, name, value)
    return found


@without_collector()
def add_many(session: Session, kind: type[Record], rows: list[dict[str, Any]]) -> list[str]:
    """Insert many new records without building objects, noted like any others; return their ids in the same order.

    A missing id is drawn, a missing field gets its plain default; dates may be dates or ISO text. Rows are not changed.
    An id that was deleted is revived, as `put` does; one that lives raises RuntimeError.
    """
    return add_columns(session, kind, columns_of(rows)) if rows else []


@without_collector()
def add_columns(session: Session, kind: type[Record], given: Columns) -> list[str]:
    """Insert many new records as `add_many` does, given column by column."""
    session.flush()
    table = kind.__tablename__
    columns = completed(table, given)
    drawn = iter(uuid7s(len(columns["id"])))
    before = _deleted_among(session, kind, [id_ for id_ in columns["id"] if id_])
    ids = [id_ or next(drawn) for id_ in columns["id"]]
    columns["id"] = ids
    try:
        if before:
            places = [n for n, id_ in enumerate(ids) if id_ in before]
            _revive(session, table, [{name: column[n] for name, column in columns.items()} for n in places], before)
            columns = {name: [column[n] for n, id_ in enumerate(ids) if id_ not in before] for name, column in columns.items()}
        if columns["id"]:
            _pour_births(session, table, columns)
    except (UnicodeEncodeError, DBAPIError):  # PostgreSQL takes no U+0000
        for column in columns.values():
            for value in column:
                refuse_unreadable(value)
        raise
    return ids


def _pour_births(session: Session, table: str, columns: Columns) -> None:
    """Store and note new records."""
    pour_columns(session, table, columns)
    born = told(table, columns)
    for text in chain.from_iterable(born):
        if text and "\\u0000" in text:
            _refuse_nothing(text)
    noted: Iterable[Changes | Born] = born
    if columns["erased"].count(None) < len(born):
        noted = map(pairs, born)  # an erasure is looked for by name
    act_of(session).changes.update(zip(zip(repeat(table), columns["id"]), noted, strict=True))


def _revive(session: Session, table: str, rows: list[dict[str, Any]], before: dict[str, dict[str, Any]]) -> None:
    """Store and note what comes in the place of deleted records; `before` has what they were."""
    changed = act_of(session).changes
    for row in rows:
        old, noted = before[row["id"]], _noted(changed, table, row["id"])
        for name in old.keys() - {"id"}:
            if old[name] != row[name]:
                noted[name] = (noted[name][0] if name in noted else old[name], row[name])
    pour(session, table, list(rows[0]), [tuple(row.values()) for row in rows], known=True)


def _deleted_among(session: Session, kind: type[Record], ids: list[str]) -> dict[str, dict[str, Any]]:
    """Return what the records with these ids hold, as the journal writes it; all must be deleted, or not there."""
    if len(set(ids)) < len(ids):
        raise _lives(kind.__tablename__, next(id_ for n, id_ in enumerate(ids) if id_ in ids[:n]))
    columns, found = list(kind.__table__.columns), dict[str, dict[str, Any]]()
    there = among(session, kind.__tablename__, ids)
    for start in range(0, len(there), 500):
        chosen = select(*columns).where(kind.id.in_(there[start : start + 500]))
        for row in session.execute(chosen).mappings():
            old = {column.key: encode(row[column]) for column in columns}
            if old["erased"]:
                raise _erased_already()
            if not old["deleted"]:
                raise _lives(kind.__tablename__, old["id"])
            found[old["id"]] = old
            held = session.identity_map.get(identity_key(kind, old["id"]))
            if held is not None:
                session.expire(held)
    return found


def _plain(kind: type[Record]) -> dict[str, Any]:
    """Return the values of a record that was given none, as the mapped class holds them."""
    name = kind.__tablename__
    return {field: decode(name, field, value) for field, value in blank(name).items()}


def _lives(kind: str, id_: str) -> RuntimeError:
    return RuntimeError(f"{kind} {id_} is born although it lives")


def _erased_already() -> Refusal:
    return Refusal("YS-J02", _("这条记录里的个人信息已经按要求抹去，不能再填。"))


def settle(session: Session, record: Record, name: str, value: Any) -> None:
    """Decide a conflict: `value` is written as seen by all, even where it is the value that shows already."""
    if record.deleted and name != "deleted":
        raise deleted_already()
    noted = _noted(act_of(session).changes, record.__tablename__, record.id)
    noted[name] = (noted[name][0] if name in noted else encode(getattr(record, name)), encode(value))
    setattr(record, name, value)


def erase(session: Session, record: Record) -> None:
    """Forget a record's personal values everywhere, for ever; that it existed and what it counted for stays."""
    act_of(session)
    record.erased = True
    for name in fields_with(record.__tablename__, "personal"):
        setattr(record, name, None)


def redact(session: Session, record: Record, /, in_bin: bool = False, **left: Any) -> None:
    """Forget what a record's personal values were, everywhere and for ever, and go on with those in `left` (张* for a name).

    A value that `left` does not name becomes null. Unlike an erased record, it is still there and may be changed later;
    with `in_bin` a deleted one is meant too, and stays deleted.
    """
    kind = record.__tablename__
    personal = fields_with(kind, "personal")
    if left.keys() - personal:
        raise TypeError(f"{kind} has no personal column {left.keys() - personal}")
    if record.erased:
        raise _erased_already()
    if record.deleted and not in_bin:
        raise deleted_already()
    session.flush()
    noted = _noted(act_of(session).changes, kind, record.id)
    noted["erased"] = (record.erased, False)
    record.erased = False
    for name in personal:
        noted[name] = (None, encode(left.get(name)))
        setattr(record, name, left.get(name))


def erased_in(act: Act) -> list[str]:
    """Return the ids of the records that an action erased."""
    return [id_ for (_kind, id_), told in act.changes.items() if isinstance(told, dict) and told.get("erased", (None, None))[1]]


@without_collector()
def append(session: Session, act: Act) -> Head | None:
    """Write one journal row for every record that the action has changed; return the new end of the device's chain.

    `act.ends` holds the new ends of all chains afterwards. None is returned where nothing has changed.
    """
    changed = {key: changes for key, changes in act.changes.items() if changes}
    if not changed:
        return None
    ends = heads_of(session) if act.ends is None else act.ends
    own = ends.get(act.device, Head(act.device))
    others = {name: [head.seq, head.hash.hex()[:MARK]] for name, head in sorted(ends.items()) if name != act.device}
    hlc = tick(max((head.hlc for head in ends.values()), default=0), act.at, act.clock_confirmed)
    seen = _json(others) if others else None
    rows = _rows(act, changed, own, hlc, seen if seen != own.seen else None)
    for part in (slice(1), slice(1, None)):  # only the first row has a verb
        pour_columns(session, "journal", {name: column[part] for name, column in rows.items()})
    forget(session, [record for (_kind, record), changes in changed.items()
                     if not isinstance(changes, Born) and "erased" in changes])
    end = Head(act.device, rows["seq"][-1], hlc, rows["hash"][-1], seen)
    move_heads(session, [end], ends)
    act.ends = {**ends, act.device: end}
    return end


def _rows(act: Act, changed: Noted, own: Head, hlc: int, news: str | None) -> dict[str, Sequence[Any]]:
    """Return the action's rows as they are stored, column by column."""
    last, first, many, salts = own.hash, own.seq + 1, len(changed), os.urandom(16 * len(changed))
    device, at, actor, parts = act.device, act.at, act.actor, list[tuple[Any, ...]]()
    verb, seen = [act.verb, *[None] * (many - 1)], [news, *[None] * (many - 1)]  # they are told once, on the first row
    for index, ((kind, record), changes) in enumerate(changed.items()):
        if isinstance(changes, Born):
            (opened, personal), reason = changes, act.reason or None
        else:
            opened, personal, reason = _parted(kind, changes, act.reason)
        salt = salts[16 * index : 16 * index + 16] if reason or personal else None
        seal = seal_of(salt, reason, personal) if salt else None
        last = digest(last, (device, first + index, first, hlc, at, actor, verb[index], kind, record, opened, seen[index], seal))
        parts.append((opened, seal, last, salt, reason, personal))
    same = {"device": device, "tx": first, "hlc": hlc, "at": at, "actor": actor}
    columns: dict[str, Sequence[Any]] = {name: [value] * many for name, value in same.items()}
    columns |= {"seq": range(first, first + many), "verb": verb, "seen": seen}
    columns |= zip(("kind", "record"), zip(*changed, strict=True), strict=True)
    columns |= zip(("changes", "seal", "hash", "salt", "reason", "personal"), zip(*parts, strict=True), strict=True)
    return {name: columns[name] for name in Row._fields}


def _parted(kind: str, changes: Changes, reason: str | None) -> tuple[str, str | None, str | None]:
    """Return what stays, and what can be erased: the personal fields and the reason. An erasure brings neither.

    One that puts other values in the place of the old ones brings those, and never the old.
    """
    opened = changes.copy()
    personal = {name: opened.pop(name) for name in sorted(fields_with(kind, "personal") & changes.keys())}
    if "erased" in changes:
        left = {name: (None, new) for name, (_old, new) in personal.items() if new is not None}
        return _json(opened), _json(left) if left and not changes["erased"][1] else None, None
    return _json(opened), _json(personal) if personal else None, reason or None


def _edit(record: Record, name: str, born: bool) -> Iterator[tuple[Any, Any]]:
    change = inspect(record).attrs[name].history
    if change.added:
        if not change.deleted and not born:
            raise RuntimeError(f"{record.__tablename__}.{name} was changed before it was read")
        yield encode(change.deleted[0]) if change.deleted else None, encode(change.added[0])


def _born(fields: dict[str, Any]) -> Changes:
    return {name: (None, encode(value)) for name, value in fields.items() if value is not None}


def _json(value: Any) -> str:
    text = orjson.dumps(value).decode()
    _refuse_nothing(text)
    return text


def _refuse_nothing(text: str) -> None:
    """Raise a Refusal where a JSON text has U+0000 in it."""
    if "\\u0000" in text and "\\u0000" in text.replace("\\\\", ""):
        refuse_unreadable("\0")
