"""The whole logical content of a book as canonical text: equal content gives equal bytes, whatever the ids."""

from collections.abc import Iterator
from typing import Any

import orjson
from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from yishi.domain.records.record import Actor, Record, kinds
from yishi.store.replay import encode

Fields = dict[str, Any]


def dump(session: Session) -> str:
    """Return one JSON line {kind, key, fields…} for each living record but actors, sorted bytewise.

    Ids are replaced by natural keys (see domain/records/record.py); nulls and `deleted` are left out, and so is a record
    whose parent is deleted.
    """
    content = _Content(session)
    for kind in content.rows:
        content.name(kind)
    lines = [orjson.dumps(shown, option=orjson.OPT_SORT_KEYS) for kind in content.rows for shown in content.shown(kind)]
    return b"".join(line + b"\n" for line in sorted(lines)).decode()


class _Content:
    """All records with the names they go by; a kind is named after the kinds that its natural key points to."""

    def __init__(self, session: Session) -> None:
        self.classes = {kind: mapped for kind, mapped in kinds().items() if mapped is not Actor}
        self.rows: dict[str, list[Fields]] = {kind: _rows(session, mapped) for kind, mapped in self.classes.items()}
        self.names: dict[str, dict[str, str]] = {}  # kind: id: name
        self.living: dict[str, set[str]] = {}

    def name(self, kind: str) -> None:
        """Name every record of `kind`, and of the kinds above it first."""
        if kind in self.names:
            return
        mapped = self.classes[kind]
        above = {field: target for field, target in _targets(mapped).items() if field in mapped.natural}
        for target in above.values():
            self.name(target)
        living = self.living[kind] = {
            row["id"]
            for row in self.rows[kind]
            if not row["deleted"]
            and all(row[field] is None or row[field] in self.living[target] for field, target in above.items())
        }
        names = self.names[kind] = {}
        siblings: dict[tuple[bool, str], list[Fields]] = {}
        for row in self.rows[kind]:
            stem = "/".join(self._part(above, field, row[field]) for field in mapped.natural)
            siblings.setdefault((row["id"] in living, stem), []).append(row)
        for (lives, stem), group in siblings.items():
            group.sort(key=lambda row: _rank(mapped, row))
            for number, row in enumerate(group, 1):
                names[row["id"]] = stem + ("" if lives and len(group) == 1 else f"#{number}" if lives else "#-")

    def shown(self, kind: str) -> Iterator[Fields]:
        """Yield the living records of `kind` as the dump shows them."""
        mapped, targets = self.classes[kind], _targets(self.classes[kind])
        left_out = mapped.undumped | {"id", "deleted"} | (targets.keys() & set(mapped.natural))
        free = _free_references(mapped)
        for row in self.rows[kind]:
            if row["id"] not in self.living[kind]:
                continue
            fields = {name: value for name, value in row.items() if value is not None and name not in left_out}
            for name in fields.keys() & targets.keys():
                fields[name] = self.names[targets[name]].get(fields[name], "")
            for name in fields.keys() & free:
                fields[name] = next((names[fields[name]] for names in self.names.values() if fields[name] in names), "")
            yield {"kind": kind, "key": self.names[kind][row["id"]], "fields": fields}

    def _part(self, above: dict[str, str], field: str, value: Any) -> str:
        if value is None:
            return ""
        return self.names[above[field]].get(value, "") if field in above else str(value)


def _rows(session: Session, mapped: type[Record]) -> list[Fields]:
    found = session.execute(select(_table(mapped)))
    return [{name: encode(value) for name, value in row._mapping.items()} for row in found]


def _rank(mapped: type[Record], row: Fields) -> tuple[list[tuple[bool, Any]], bytes, str]:
    """Return by what siblings of one name are ranked: as the class says, then by content, then by id."""
    chosen = [(row[name] is not None, row[name] if row[name] is not None else 0) for name in mapped.ordered]
    hidden = {"id", *_targets(mapped), *_free_references(mapped), *mapped.undumped}
    content = {name: value for name, value in row.items() if name not in hidden}
    return chosen, orjson.dumps(content, option=orjson.OPT_SORT_KEYS), row["id"]


def _targets(mapped: type[Record]) -> dict[str, str]:
    """Return {foreign-key field: kind that it points to}."""
    return {column.key: key.column.table.name for column in _table(mapped).columns for key in column.foreign_keys}


def _free_references(mapped: type[Record]) -> set[str]:
    """Return the fields that hold the id of a record of any kind."""
    return {column.key for column in _table(mapped).columns if column.info.get("refers")}


def _table(mapped: type[Record]) -> Table:
    table = mapped.__table__
    assert isinstance(table, Table)
    return table
