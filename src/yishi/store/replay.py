"""What a set of journal rows means: pure functions of the set, so the order of arrival cannot matter."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

import orjson
from sqlalchemy import ColumnDefault

from yishi.domain.records.record import kinds


class Row(NamedTuple):
    """One record's changes in one action, as stored, exchanged and hashed."""

    device: str
    seq: int
    tx: int  # seq of the first row of the same action
    hlc: int
    at: int  # what the PC's clock said, milliseconds; shown, never used for order
    actor: str  # an id, never a name
    verb: str | None  # what the user did ("speech", "import", "undo <device> <tx>"), on the first row of an action
    kind: str
    record: str
    changes: str  # JSON {field: [old, new]} of the fields that stay
    seen: str | None  # JSON {device: [seq, hash]}, on the first row after the copy learned something
    seal: bytes | None  # sha256 of the erasable part below
    hash: bytes
    salt: bytes | None = None
    reason: str | None = None
    personal: str | None = None  # JSON {field: [old, new]} of the fields that can be erased


Saw = Callable[[Row, Row], bool]
Changes = dict[str, Sequence[Any]]  # field: (old, new)
State = dict[str, Any]


class Conflict(NamedTuple):
    """One field that copies changed without knowing of each other; `values` begins with the one that shows."""

    kind: str
    record: str
    field: str
    values: list[Any]


def order(row: Row) -> tuple[int, str, int]:
    """Return the key of the one total order of all rows; a row always comes after every row it had seen."""
    return row.hlc, row.device, row.seq


def changes_of(row: Row) -> Changes:
    """Return {field: [old, new]} with the personal fields, where these are not erased."""
    changes: Changes = orjson.loads(row.changes)
    return changes | orjson.loads(row.personal) if row.personal else changes


def sight(witnesses: Iterable[tuple[str, int, str]]) -> Saw:
    """Return the question "had `later` seen `earlier`?", from the (device, seq, seen) of all rows that have `seen`."""
    learned: dict[str, list[tuple[int, dict[str, list[Any]]]]] = {}
    for device, seq, seen in sorted(witnesses):
        learned.setdefault(device, []).append((seq, orjson.loads(seen)))

    def saw(later: Row, earlier: Row) -> bool:
        if later.device == earlier.device:
            return later.seq > earlier.seq
        past = learned.get(later.device, [])
        index = bisect_right(past, later.seq, key=lambda step: step[0])
        return index > 0 and bool(past[index - 1][1].get(earlier.device, [0])[0] >= earlier.seq)

    return saw


def unseen(rows: Iterable[Row], saw: Saw) -> list[Row]:
    """Return the rows that none of the others had seen, the winner first."""
    newest_first = sorted(rows, key=order, reverse=True)
    return [row for row in newest_first if not any(saw(other, row) for other in newest_first)]


def is_deleted(rows: list[Row], saw: Saw) -> bool:
    """Return whether every change was known to someone who deleted: an unseen edit revives the record."""
    drops = [row for row in rows if _deletes(row)]
    return bool(drops) and all(any(saw(drop, row) for drop in drops) for row in rows if _edits(row))


def fold(rows: list[Row], saw: Saw) -> State:
    """Return the fields, as JSON values, that a record's rows add up to, in whatever order they are given."""
    if len(rows) == 1:
        state = {field: new for field, (_, new) in changes_of(rows[0]).items()}
    else:
        state = {}
        for row in sorted(rows, key=order):
            state.update((field, new) for field, (_, new) in changes_of(row).items())
        for field in fields_with(rows[0].kind, "ask") & state.keys():
            state[field] = _agreed(field, rows, saw)
        state["deleted"] = is_deleted(rows, saw)
    erasing = [row for row in rows if erases(row)]
    if erasing:
        state["erased"] = any(_value(row, "erased") for row in erasing)
        state.update(dict.fromkeys(fields_with(rows[0].kind, "personal")))
        for row in sorted(still_told(rows, saw), key=order):
            state.update((field, new) for field, (_, new) in orjson.loads(row.personal or "{}").items())
    return state


def erases(row: Row) -> bool:
    """Return whether this row erased the record's personal values, or put others in the place of all of them (`redact`)."""
    return '"erased":[' in row.changes and "erased" in orjson.loads(row.changes)


def still_told(rows: Sequence[Row], saw: Saw) -> list[Row]:
    """Return those of a record's rows whose erasable part may stay: all, or those that knew of every erasure there was.

    What was written before an erasure, or in ignorance of it, is gone for good; after a full one, everything is.
    """
    erasing = [row for row in rows if erases(row)]
    if any(_value(row, "erased") for row in erasing):
        return []
    return [row for row in rows if all(each is row or saw(row, each) for each in erasing)]


def conflicts(rows: list[Row], saw: Saw) -> list[Conflict]:
    """Return the fields of one record about which its rows disagree and nobody has decided since."""
    state, changed = fold(rows, saw), [(row, changes_of(row)) for row in rows]
    found = []
    for field in sorted({field for _, changes in changed for field in changes} - {"erased"}):
        if field == "deleted":
            values: list[Any] = _contested_deletion(rows, saw, state["deleted"])
        else:
            rivals = unseen([row for row, changes in changed if field in changes], saw)
            values = _distinct([state[field], *(_value(row, field) for row in rivals)])
            if len(_distinct(_value(row, field) for row in rivals)) == 1:
                continue
        if len(values) > 1:
            found.append(Conflict(rows[0].kind, rows[0].record, field, values))
    return found


def _agreed(field: str, rows: list[Row], saw: Saw) -> Any:
    """Return the only newest value or, where copies disagree, the last value that all of them had seen."""
    written = [row for row in rows if field in changes_of(row)]
    rivals = unseen(written, saw)
    if len(_distinct(_value(row, field) for row in rivals)) == 1:
        return _value(rivals[0], field)
    common = [row for row in written if all(saw(rival, row) for rival in rivals)]
    return _value(max(common, key=order) if common else min(written, key=order), field)


def _contested_deletion(rows: list[Row], saw: Saw, deleted: bool) -> list[bool]:
    """Return both values when somebody deleted what another, unknowing, edited, and nobody decided since."""
    for drop in filter(_deletes, rows):
        for edit in rows:
            if not _edits(edit) or saw(drop, edit) or saw(edit, drop):
                continue
            if not any("deleted" in changes_of(row) and saw(row, drop) and saw(row, edit) for row in rows):
                return [deleted, not deleted]
    return [deleted]


def _deletes(row: Row) -> bool:
    return '"deleted":[' in row.changes and orjson.loads(row.changes).get("deleted", [None, False])[1] is True


def _edits(row: Row) -> bool:
    return not _deletes(row) and not row.changes.startswith('{"erased":')


def _value(row: Row, field: str) -> Any:
    return changes_of(row)[field][1]


def _distinct(values: Iterable[Any]) -> list[Any]:
    return list(dict.fromkeys(values))


# --- fields of a kind -------------------------------------------------------------------------------------------------


@cache
def fields_with(kind: str, mark: str) -> frozenset[str]:
    """Return the names of the fields of `kind` that carry `mark` ("ask", "personal") in their column's info."""
    return frozenset(column.key for column in kinds()[kind].__table__.columns if column.info.get(mark))


@cache
def blank(kind: str) -> State:
    """Return every field of `kind` but the id with the value it has when no row names it.

    That is null, or the default of a column that may not be null: rows of an older schema lack the column.
    """
    return {c.key: _encoded_default(c) for c in kinds()[kind].__table__.columns if c.key != "id"}


@cache
def dates_of(kind: str) -> frozenset[str]:
    """Return the names of the fields of `kind` that hold a date."""
    return frozenset(c.key for c in kinds()[kind].__table__.columns if c.type.python_type is date)


def encode(value: Any) -> Any:
    """Return a field's value as it stands in the journal's JSON."""
    return value.isoformat() if isinstance(value, date) else value


def decode(kind: str, field: str, value: Any) -> Any:
    """Return a journal value as the mapped class holds it."""
    return date.fromisoformat(value) if value is not None and field in dates_of(kind) else value


def _encoded_default(column: Any) -> Any:
    scalar = isinstance(column.default, ColumnDefault) and column.default.is_scalar
    return encode(column.default.arg) if scalar and not column.nullable else None
