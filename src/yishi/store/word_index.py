"""Where words stand in the book, so that looking for them reads no text: SQLite's FTS5 over pairs of characters.

A text is written down as its pairs of neighbours (路灯坏 = 路灯 灯坏 坏∎), so a word of two or more characters is a phrase of
pairs, one character is the beginning of a pair, and what is found is exactly what a look at every text would find. A record's
number, its place, grows with its day: the newest come first without sorting.

The three tables are made when they are first filled, not with the book: the standard library's SQLite may be too old for them
(then, and on a hub, the texts themselves are looked through). They follow from the records and are neither journaled nor dumped
nor merged. Whatever is erased takes all of them with it in the same action: `secure_delete` leaves no byte, and pairs cannot be
taken out one by one. They are filled again in quiet moments.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy.orm import Session

from yishi.domain.finding import fold
from yishi.store.engine import OperationalError

TABLES = ("find_text", "find_row", "find_mark")
_MADE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS find_text USING fts5(pairs, content='', contentless_delete=1, tokenize='ascii', prefix='1')",
    "CREATE TABLE IF NOT EXISTS find_row (place INTEGER PRIMARY KEY, record TEXT NOT NULL)",
    "CREATE INDEX IF NOT EXISTS find_row_by_record ON find_row (record)",
    "CREATE TABLE IF NOT EXISTS find_mark (device TEXT PRIMARY KEY, seq INTEGER NOT NULL, cursor TEXT NOT NULL) WITHOUT ROWID",
)
_KIND, _DAY, _MINUTE, _RANK, _SERIAL = 3, 22, 11, 10, 17  # bits of a place, the highest first
_CELL = _DAY + _MINUTE + _RANK
_SPAN = _CELL + _SERIAL  # bits below the kind
_RANKS = 1 << (_RANK - 1)
_END = "\U0010ff80"
_MATCHING = "SELECT rowid FROM find_text WHERE find_text MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid"
_TOKEN_SIGNS = {sign: 0x10FF00 + sign for sign in range(128)}  # to the tokenizer, ASCII is what parts tokens


class Full(ValueError):
    """A record for which there is no place: a day that is none, or too many records of one moment."""


def cursor_of(session: Session) -> Any:
    """Return the driver's own cursor in the session's transaction, None where the book is not SQLite's."""
    connection = session.connection()
    return connection.connection.cursor() if connection.dialect.name == "sqlite" else None


def exists(session: Session) -> bool:
    """Return whether the tables are there and this SQLite can read them."""
    cursor = cursor_of(session)
    if cursor is None or not cursor.execute("SELECT 1 FROM sqlite_master WHERE name='find_mark'").fetchone():
        return False
    try:
        cursor.execute("SELECT rowid FROM find_text LIMIT 0").close()
    except OperationalError:  # made by a newer SQLite
        return False
    return True


def filled(session: Session, tables: Iterable[str]) -> list[bool]:
    """Return which of the tables have rows; of a hub, that all may."""
    names, cursor = list(tables), cursor_of(session)
    if cursor is None:
        return [True] * len(names)
    return [bool(n) for n in cursor.execute(f"SELECT {', '.join(f'EXISTS (SELECT 1 FROM {name})' for name in names)}").fetchone()]


def make(session: Session) -> bool:
    """Make the tables; return False where this SQLite cannot."""
    cursor = cursor_of(session)
    if cursor is None:
        return False
    try:
        for sql in _MADE:
            cursor.execute(sql)
        cursor.execute("SELECT rowid FROM find_text LIMIT 0").close()
    except OperationalError as error:
        if str(error).startswith(("no such module", "unrecognized option", "vtable constructor failed")):
            return False
        raise
    return True


def wipe(session: Session) -> None:
    """Forget everything, leaving no byte of it, in the transaction of `session`."""
    cursor = cursor_of(session)
    if cursor is None or not cursor.execute("SELECT 1 FROM sqlite_master WHERE name='find_mark'").fetchone():
        return
    if exists(session):
        cursor.execute("INSERT INTO find_text(find_text) VALUES ('delete-all')")
    else:  # this SQLite cannot work with the table, but it can empty what the table is made of
        for table in ("find_text_data", "find_text_idx", "find_text_docsize"):
            cursor.execute(f"DELETE FROM {table}")
    cursor.execute("DELETE FROM find_row")
    cursor.execute("DELETE FROM find_mark")


def empty(session: Session) -> None:
    """Begin again, also where the tables were spoilt; the tables must have been made."""
    cursor = cursor_of(session)
    cursor.execute("DROP TABLE find_text")
    cursor.execute(_MADE[0])
    cursor.execute("DELETE FROM find_row")
    cursor.execute("DELETE FROM find_mark")


def marks(session: Session) -> dict[str, tuple[int, str]]:
    """Return {device: (seq, cursor)} up to where the journal is in the index, and what else was noted under a name with "="."""
    found = cursor_of(session).execute("SELECT device, seq, cursor FROM find_mark").fetchall()
    return {device: (seq, cursor) for device, seq, cursor in found}


def heads(session: Session) -> dict[str, int]:
    """Return how far the journal is, by device."""
    return dict(cursor_of(session).execute("SELECT device, seq FROM journal_head").fetchall())


def mark(session: Session, noted: dict[str, tuple[int, str]]) -> None:
    """Note how far the index is."""
    rows = [(device, seq, cursor) for device, (seq, cursor) in noted.items()]
    cursor_of(session).executemany("INSERT OR REPLACE INTO find_mark VALUES (?, ?, ?)", rows)


def unmark(session: Session, device: str) -> None:
    """Take a note back."""
    cursor_of(session).execute("DELETE FROM find_mark WHERE device = ?", (device,))


# --- putting in and taking out ----------------------------------------------------------------------------------------


def put(session: Session, kind: int, rows: Iterable[tuple[str, str, int, Iterable[str]]]) -> None:
    """Put in records (id, moment as ISO text or "", rank among those of one moment, texts) that are not in. Raises Full."""
    cursor, last = cursor_of(session), dict[int, int]()
    places, texts = [], []
    for id_, moment, rank, said in rows:
        first, end = _cell(kind, moment, rank)
        if first not in last:
            found = cursor.execute("SELECT max(place) FROM find_row WHERE place BETWEEN ? AND ?", (first, end)).fetchone()[0]
            last[first] = first - 1 if found is None else found
        place = last[first] = last[first] + 1
        if place > end:
            raise Full("no place left")
        places.append((place, id_))
        texts.append((place, " ".join(_pairs(text) for text in said if text)))
    cursor.executemany("INSERT INTO find_row VALUES (?, ?)", places)
    cursor.executemany("INSERT INTO find_text(rowid, pairs) VALUES (?, ?)", texts)


def take_out(session: Session, kind: int, ids: Iterable[str]) -> None:
    """Take out the records of a kind with these ids, those that are in."""
    cursor, several = cursor_of(session), sorted(ids)
    for start in range(0, len(several), 500):
        some = several[start : start + 500]
        which = f"record IN ({', '.join('?' * len(some))}) AND +place BETWEEN ? AND ?"
        places = cursor.execute(f"SELECT place FROM find_row WHERE {which}", (*some, *span(kind))).fetchall()
        cursor.executemany("DELETE FROM find_text WHERE rowid = ?", places)
        cursor.executemany("DELETE FROM find_row WHERE place = ?", places)


def _cell(kind: int, moment: str, rank: int) -> tuple[int, int]:
    """Return the first and the last place of the records of a kind, a minute and a rank; later moments and lower ranks are higher."""
    if kind == 0:  # whatever has no moment at all
        return 0, (1 << _SPAN) - 1
    day = minute = 0
    if moment:
        try:
            day = (int(moment[:4]) * 12 + int(moment[5:7]) - 1) * 31 + int(moment[8:10])
            hour, past = (int(moment[11:13]), int(moment[14:16])) if len(moment) >= 16 else (0, 0)
        except ValueError:
            raise Full(moment) from None
        if not (0 < day < 1 << _DAY and 0 <= hour < 24 and 0 <= past < 60):
            raise Full(moment)
        minute = hour * 60 + past
    lower = _RANKS - 1 - max(-_RANKS, min(_RANKS - 1, rank))
    first = ((((kind << _DAY | day) << _MINUTE | minute) << _RANK) | lower) << _SERIAL
    return first, first + (1 << _SERIAL) - 1


def _pairs(text: str) -> str:
    signs = fold(text).translate(_TOKEN_SIGNS)
    return " ".join(map(str.__add__, signs, signs[1:] + _END))


def join(session: Session, pages: int, *, to_one: bool) -> bool:
    """Do about `pages` pages of the work of making one piece of the index out of its pieces, or few of many; was there any to do?

    Each filling leaves a piece, and each piece costs every later search a look.
    """
    cursor = cursor_of(session)
    before = cursor.connection.total_changes
    cursor.execute("INSERT INTO find_text(find_text, rank) VALUES ('merge', ?)", (-pages if to_one else pages,))
    return bool(cursor.connection.total_changes - before > 1)


# --- looking for ------------------------------------------------------------------------------------------------------


def asked(words: Iterable[str]) -> str:
    """Return the folded words as FTS5 is asked for them: all of them must be there."""
    return " AND ".join(map(_phrase, words))


def either(*words: str) -> str:
    """Return what asks for one word or the other."""
    return "(" + " OR ".join(map(_phrase, dict.fromkeys(words))) + ")"


def _phrase(word: str) -> str:
    signs = word.translate(_TOKEN_SIGNS)
    if len(signs) == 1:
        return f'"{signs}"*'
    return '"' + " ".join(map(str.__add__, signs, signs[1:])) + '"'


def span(kind: int) -> tuple[int, int]:
    """Return the first and the last place of a kind."""
    return kind << _SPAN, (kind + 1 << _SPAN) - 1


def kinds_of(session: Session, match: str, highest: int) -> Iterator[int]:
    """Yield the kinds above 0 of which a record matches, from the highest down."""
    cursor = cursor_of(session)
    ends = f"SELECT ({_MATCHING} DESC LIMIT 1), ({_MATCHING} LIMIT 1)"
    everything = span(1)[0], span(highest)[1]
    last, first = cursor.execute(ends, (match, *everything, match, *everything)).fetchone()
    while last is not None:
        yield last >> _SPAN
        if first >> _SPAN == last >> _SPAN:
            return
        below = (last >> _SPAN << _SPAN) - 1
        (last,) = cursor.execute(f"{_MATCHING} DESC LIMIT 1", (match, first, below)).fetchone()


def newest(session: Session, sql: str, kind: int, match: str, most: int, but: set[str], id_at: int) -> list[Any]:
    """Return rows of `sql`, whose last column is the place, whose column `id_at` is the record's id, asked with a match and the span.

    They are the newest, `most` of them and then all others of the same moment and rank as the last one; without the records in
    `but`, which are not as the index says.
    """
    found: list[Any] = []
    cursor = cursor_of(session).execute(sql, (match, *span(kind)))
    while rows := cursor.fetchmany(most + 1):
        found += [row for row in rows if row[id_at] not in but] if but else rows
        if len(found) > most and found[-1][-1] >> _SERIAL != found[most - 1][-1] >> _SERIAL:
            break
    cursor.close()
    return found


def all_of(session: Session, kind: int, match: str) -> set[str]:
    """Return the ids of all records of a kind that match."""
    sql = "SELECT record FROM find_text f JOIN find_row ON place = f.rowid WHERE find_text MATCH ? AND f.rowid BETWEEN ? AND ?"
    return {record for (record,) in cursor_of(session).execute(sql, (match, *span(kind)))}
