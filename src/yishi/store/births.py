"""Many new records at once, column by column: what they hold, and the text that the journal will have of each.

A record that is written down with thousands of others is rarely changed again in the same action. So it is noted as the
two texts of its journal row, made for all of them together, and read back only where it is changed again.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, repeat
from operator import itemgetter
from typing import Any, NamedTuple

import orjson

from yishi.store.replay import Changes, blank, dates_of, encode, fields_with

Columns = Mapping[str, Sequence[Any]]  # field: what each record holds there


MISSING = object()  # in a column: this record does not name the field


class Born(NamedTuple):
    """A new record as its journal row tells it: JSON {field: [null, value]} of the fields that stay, and of the personal ones."""

    opened: str
    personal: str | None


def pairs(noted: Changes | Born) -> Changes:
    """Return what was noted of a record as {field: (old, new)}."""
    if not isinstance(noted, Born):
        return noted
    found: Changes = orjson.loads(noted.opened)
    return found | orjson.loads(noted.personal) if noted.personal else found


def columns_of(rows: Sequence[Mapping[str, Any]]) -> dict[str, Sequence[Any]]:
    """Return what rows hold, column by column; where only some of them name a field, the others leave it to its default."""
    named = rows[0].keys()
    if all(row.keys() == named for row in rows):
        return {name: list(map(itemgetter(name), rows)) for name in named}
    return {name: [row.get(name, MISSING) for row in rows] for name in dict.fromkeys(chain.from_iterable(rows))}


def completed(table: str, columns: Columns) -> dict[str, Sequence[Any]]:
    """Return every field of new records, the id last: a missing field has its plain default, dates are ISO text.

    Raises TypeError for a field that the table does not have.
    """
    default = {**blank(table), "id": None}
    if unknown := columns.keys() - default.keys():
        raise TypeError(f"{table} has no column {unknown}")
    many = len(next(iter(columns.values())))
    whole: dict[str, Sequence[Any]] = {name: columns.get(name) or [plain] * many for name, plain in default.items()}
    for name in columns:
        if MISSING in whole[name]:
            whole[name] = [default[name] if value is MISSING else value for value in whole[name]]
    return whole | {name: list(map(encode, whole[name])) for name in dates_of(table) & columns.keys()}


def told(table: str, columns: Columns) -> list[Born]:
    """Return how the journal tells of new records; what they do not hold (null) goes without saying."""
    personal = fields_with(table, "personal")
    opened = _objects([name for name in columns if name not in personal and name != "id"], columns)
    hidden = _objects(sorted(personal), columns)
    return list(map(Born, opened, (text if text != "{}" else None for text in hidden)))


def _objects(names: Sequence[str], columns: Columns) -> list[str]:
    """Return a JSON object for each record, of those fields that it holds."""
    many, parts, alike = len(columns["id"]), list[Iterable[str]](), ""
    for name in names:
        column = columns[name]
        if column.count(column[0]) < many or len(set(map(type, column))) > 1:
            parts += [repeat(alike, many), _parts(name, column)]
            alike = ""
        elif column[0] is not None:
            alike += f'"{name}":[null,{orjson.dumps(column[0]).decode()}],'
    parts.append(repeat(alike, many))
    return [f"{{{said[:-1]}}}" for said in map("".join, zip(*parts, strict=True))]


def _parts(name: str, column: Sequence[Any]) -> Iterable[str]:
    """Return `"name":[null,value],` for each record, nothing where it holds none; what many hold is written once."""
    head, kinds, different = f'"{name}":[null,', set(map(type, column)), set(column)
    if len(kinds - {type(None)}) == 1 and 2 * len(different) < len(column):  # 1 and true are one key and two values
        of = {value: f"{head}{orjson.dumps(value).decode()}]," for value in different} | {None: ""}
        return map(of.__getitem__, column)
    texts = orjson.dumps(column).decode()[1:-1].split(",")
    if len(texts) != len(column):  # somebody wrote a comma
        texts = [orjson.dumps(value).decode() for value in column]
    if type(None) in kinds:
        return ["" if value is None else f"{head}{text}]," for value, text in zip(column, texts, strict=True)]
    return [f"{head}{text}]," for text in texts]
