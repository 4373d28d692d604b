"""The journal (流水): audit trail, undo, history, exchange and merge are five questions to one append-only table.

Every action appends one row per changed record (writing.py); the mapped tables are what the rows add up to (replay.py).
Each device's rows form their own hash chain, and a row's `seen` names the heads of all other chains, so that one
printed head vouches for everything its copy knew. This module holds the tables, the row's hash, and how rows are read.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, NamedTuple, cast

import orjson
from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Index,
    LargeBinary,
    MetaData,
    String,
    Table,
    bindparam,
    select,
    update,
)
from sqlalchemy.orm import Session

from yishi.errors import Refusal
from yishi.i18n import _
from yishi.store import kept_day, word_index
from yishi.store.replay import Row, Saw, order, sight, still_told

Vector = dict[str, tuple[int, str]]  # device: last seq, and the first characters of its hash

MARK = 16  # characters of a hash in vectors and in `seen`
HASHED = Row._fields.index("hash")
MOST_ASKED = 10_000  # values in one question; SQLite takes 32,766
MANY = 100  # rows from which on a statement of their own is worth while
_CODE_WORD = re.compile(r"[0-9A-Za-z_]*")

schema = MetaData()


def _row_table(name: str) -> Table:
    numbers, blobs = {"seq", "tx", "hlc", "at"}, {"seal", "hash", "salt"}
    keys, optional = {"device", "seq"}, {"verb", "seen", "seal", "salt", "reason", "personal"}
    return Table(
        name,
        schema,
        *(
            Column(
                field,
                BigInteger if field in numbers else LargeBinary if field in blobs else String,
                primary_key=field in keys,
                nullable=field in optional,
                autoincrement=False,
            )
            for field in Row._fields
        ),
        sqlite_with_rowid=False,
    )


journal, waiting = _row_table("journal"), _row_table("journal_waiting")
journal_head = Table(
    "journal_head",
    schema,
    Column("device", String, primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("hlc", BigInteger, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("seen", String),
    sqlite_with_rowid=False,
)
Index("journal_by_record", journal.c.record)
Index("journal_seen", journal.c.device, sqlite_where=journal.c.seen.is_not(None))  # a hub's holds all: its dialect is slow to load


class Head(NamedTuple):
    """The end of one device's chain."""

    device: str
    seq: int = 0
    hlc: int = 0
    hash: bytes = b""
    seen: str | None = None


# --- the rows themselves ----------------------------------------------------------------------------------------------


def digest(previous: bytes, row: tuple[Any, ...]) -> bytes:
    """Return the hash of a row: all that cannot be erased, after the hash of the device's row before it."""
    return sha256(b"%b%b%b" % (previous, row[HASHED - 1] or b"-", orjson.dumps(row[: HASHED - 1]))).digest()


def seal_of(salt: bytes, reason: str | None, personal: str | None) -> bytes:
    """Return what binds an erasable part to its row."""
    return sha256(salt + orjson.dumps((reason, personal))).digest()


def seal_holds(row: Row) -> bool:
    """Return whether the erasable part is the one that was sealed; a part that was erased holds too."""
    if row.reason is None and row.personal is None:
        return row.salt is None
    return row.salt is not None and row.seal == seal_of(row.salt, row.reason, row.personal)


def stripped(row: Row) -> Row:
    """Return `row` without its erasable part."""
    return row._replace(salt=None, reason=None, personal=None)


# --- reading ----------------------------------------------------------------------------------------------------------


def heads_of(session: Session) -> dict[str, Head]:
    """Return the end of every chain in this copy, by device."""
    return {row.device: Head(*row) for row in session.execute(select(journal_head).order_by(journal_head.c.device))}


def vector(session: Session) -> Vector:
    """Return what this copy has."""
    return {device: (head.seq, head.hash.hex()[:MARK]) for device, head in heads_of(session).items()}


def printed_head(session: Session) -> str:
    """Return the newest chain's end as it is printed on minutes: device-seq-16 hex; "" for an empty book."""
    newest = max(heads_of(session).values(), key=lambda head: (head.hlc, head.device), default=None)
    return f"{newest.device}-{newest.seq}-{newest.hash.hex()[:MARK]}" if newest else ""


def anchor(printed: str) -> tuple[str, int, str]:
    """Return a printed head as `verify` wants it. Raises ValueError for something else."""
    device, seq, start = printed.strip().split("-")
    return device, int(seq), start


def rows_since(session: Session, theirs: Vector) -> list[Row]:
    """Return every row that a copy with the vector `theirs` lacks, each after all that it had seen.

    Raises a Refusal where their chain is not ours, which is how a copied file that kept its device id shows.
    """
    rows: list[Row] = []
    for device in heads_of(session):
        seq, mark = theirs.get(device, (0, ""))
        common = hash_at(session, device, seq)
        if common and not common.hex().startswith(mark):
            raise two_books(device, seq)
        rows += rows_where(session, (journal.c.device == device) & (journal.c.seq > seq))
    return sorted(rows, key=order)


def two_books(device: str, seq: int) -> Refusal:
    """Return the refusal of two books that write under one device id: a PC that was cloned whole."""
    what = _("两本议事簿用了同一个设备编号（{device}，第{seq}条对不上），多半是整台电脑被克隆过。")
    return Refusal(
        "YS-J06",
        what.format(device=device, seq=seq),
        next_step=_("请在其中一台电脑上把议事簿另存一份，用新的那份继续记，再带出带回。"),
    )


def rows_where(session: Session, which: Any = None, *by: Any) -> Iterator[Row]:
    """Yield the journal rows that meet a condition, streamed, in the order of `by`, then of chain."""
    query = select(*(journal.c[name] for name in Row._fields)).order_by(*by, journal.c.device, journal.c.seq)
    found = session.execute(query if which is None else query.where(which), execution_options={"yield_per": 1000})
    return (Row(*row) for row in found)


def rows_of(session: Session, records: Sequence[str]) -> Iterator[Row]:
    """Yield all rows of the records with these ids."""
    for start in range(0, len(records), 500):
        yield from rows_where(session, journal.c.record.in_(records[start : start + 500]))


def hash_at(session: Session, device: str, seq: int) -> bytes | None:
    """Return the hash of one row, or None where this copy has no such row."""
    return session.scalar(select(journal.c.hash).where(journal.c.device == device, journal.c.seq == seq))


def sight_of(session: Session, fresh: Iterable[Row] = ()) -> Saw:
    """Return who had seen what, from the book's rows and `fresh` ones that are not in it yet."""
    known = session.execute(select(journal.c.device, journal.c.seq, journal.c.seen).where(journal.c.seen.is_not(None)))
    old = (cast(tuple[str, int, str], tuple(row)) for row in known)
    return sight([*old, *((row.device, row.seq, row.seen) for row in fresh if row.seen)])


def erased_among(session: Session, which: Any) -> set[str]:
    """Return the ids of the records that were erased, among the rows that meet a condition."""
    return set(session.scalars(select(journal.c.record).where(which, journal.c.changes.contains('"erased":['))))


# --- storing ----------------------------------------------------------------------------------------------------------


def pour(
    session: Session, table: str, names: Sequence[str], rows: Sequence[tuple[Any, ...]], known: bool = False
) -> None:
    """Insert many rows of plain values (or update known ones, id last) past SQLAlchemy's work on each value."""
    if not rows:
        return
    if len(rows) >= MANY and not known:
        pour_columns(session, table, dict(zip(names, zip(*rows, strict=True), strict=True)))
        return
    connection = session.connection()
    mark = _mark(connection)
    quoted = [f'"{name}"' for name in names]
    if known:
        values = ", ".join(f"{name}={mark}" for name in quoted[:-1])
        sql = f'UPDATE "{table}" SET {values} WHERE {quoted[-1]}={mark}'
    else:
        sql = f'INSERT INTO "{table}" ({", ".join(quoted)}) VALUES ({", ".join([mark] * len(quoted))})'
    connection.exec_driver_sql(sql, rows if len(rows) > 1 else rows[0])


def pour_columns(session: Session, table: str, columns: Mapping[str, Sequence[Any]]) -> None:
    """Insert many rows, given column by column; what is the same in all of them is said once, in the statement.

    Handing a value over to the driver costs as much as storing it, and most of a new record's fields are empty.
    """
    rows = len(next(iter(columns.values())))
    if not rows:
        return
    plain = {name: _literal(column) for name, column in columns.items()} if rows >= MANY else {}
    connection = session.connection()
    mark = _mark(connection)
    quoted, values = ", ".join(f'"{name}"' for name in columns), ", ".join(plain.get(name) or mark for name in columns)
    given = list(zip(*(column for name, column in columns.items() if not plain.get(name)), strict=True))
    connection.exec_driver_sql(f'INSERT INTO "{table}" ({quoted}) VALUES ({values})', given if rows > 1 else given[0])


def among(session: Session, table: str, ids: Sequence[str]) -> list[str]:
    """Return those of the ids that the table has."""
    connection, found = session.connection(), list[str]()
    if len(ids) >= MANY and connection.dialect.name == "sqlite":  # it orders text as we do: where nothing is between, nobody is among
        between = connection.exec_driver_sql(f'SELECT id FROM "{table}" WHERE id BETWEEN ? AND ? LIMIT 1', (min(ids), max(ids)))
        if between.first() is None:
            return found
    for start in range(0, len(ids), MOST_ASKED):
        part = tuple(ids[start : start + MOST_ASKED])
        marks = ", ".join([_mark(connection)] * len(part))
        found += connection.exec_driver_sql(f'SELECT id FROM "{table}" WHERE id IN ({marks})', part).scalars()
    return found


def _literal(column: Sequence[Any]) -> str:
    """Return the one value of a column as SQL has it; "" where it has several, or one that is more than a code word."""
    value = column[0]
    if column.count(value) < len(column):
        return ""
    if value is None:
        return "NULL"
    if isinstance(value, str):
        return f"'{value}'" if _CODE_WORD.fullmatch(value) else ""
    return str(value).upper() if isinstance(value, int) else ""  # TRUE and FALSE are booleans to every engine


def _mark(connection: Connection) -> str:
    return "?" if connection.dialect.paramstyle == "qmark" else "%s"


def forget(session: Session, records: Iterable[str]) -> None:
    """Strip the erasable part off the rows of these records, for good (`secure_delete` overwrites the bytes).

    Rows that knew of every erasure keep theirs (`still_told`); whether a row that waits did, shows when its turn comes.
    The index of words and the kept work lists go with them.
    """
    records = list(records)
    if records:
        word_index.wipe(session)
        kept_day.wipe(session)
    saw: Saw | None = None
    j, wiped = journal.c, {"salt": None, "reason": None, "personal": None}
    for start in range(0, len(records), 500):
        several = records[start : start + 500]
        of: dict[str, list[Row]] = {record: [] for record in several}
        for row in rows_of(session, several):
            of[row.record].append(row)
        saw = saw or sight_of(session)
        going, unknown = list[dict[str, Any]](), list[str]()
        for record, rows in of.items():
            told = {(row.device, row.seq) for row in still_told(rows, saw)}
            lost = [row for row in rows if row.salt is not None and (row.device, row.seq) not in told]
            going += [{"of_device": row.device, "of_seq": row.seq} for row in lost]
            unknown += [] if told else [record]
        if going:
            which = (j.device == bindparam("of_device")) & (j.seq == bindparam("of_seq"))
            session.connection().execute(update(journal).where(which).values(wiped), going)
        session.execute(update(waiting).where(waiting.c.record.in_(unknown)).values(wiped))


def move_heads(session: Session, ends: Iterable[Head], known: Iterable[str]) -> None:
    """Note where chains end now; `known` are the devices that have a head in the book already."""
    old, fields = set(known), [*Head._fields[1:], Head._fields[0]]
    moved = [tuple(getattr(head, field) for field in fields) for head in ends]
    pour(session, "journal_head", fields, [row for row in moved if row[-1] in old], known=True)
    pour(session, "journal_head", fields, [row for row in moved if row[-1] not in old])
