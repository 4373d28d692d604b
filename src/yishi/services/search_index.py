"""The index of words kept in the book: filled in quiet moments, used by every search, never trusted about what changed since.

Nothing that saves knows of it. The journal's rows since the mark say which records are not as the index has them; those are
looked through themselves, so that a search finds what the book says now whether or not the index has been brought up to date.
Without an index (a hub, an old SQLite, a book just made or one from which somebody was erased) all texts are looked through.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import orjson
from sqlalchemy import Integer, column, select, table
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Session

from yishi.domain import finding, rare_names
from yishi.domain.records import Meeting, Person
from yishi.services.search_sources import SOURCES, Found, Source, everything, in_order, looked_through, moment_of
from yishi.store import word_index
from yishi.store.journal import journal as log

FORMAT = 2  # raise it when other texts are looked through
SLICE = 400  # records, or journal rows, that are taken in at once
_MOST_ROWS = 4000  # of the journal since the index was up to date; with more of them all texts are looked through
_WORTH = 200  # of these rows are taken in without waiting for the book to be closed
_MOST_STALE = 2000  # records
_PERSON = 0
_NUMBERS = {source.kind: n for n, source in enumerate(SOURCES, 1)}
_BY_TABLE = {source.table.__tablename__: _NUMBERS[source.kind] for source in SOURCES} | {Person.__tablename__: _PERSON}
_OFF, _BUILDING, _JOINING = "=off", "=building", "=joining"
_WHOLE, _SMALL = 1, 2  # what is joined
_PAGES = 60  # of the index that are joined at once
_ID = Found._fields.index("id")
_HAN = 0x2E80  # signs from here on are neither letters that sound like a name nor figures of a telephone

Stale = dict[int, set[str]]


@cache
def _made_by() -> str:
    return f"={FORMAT} {finding.folding():08x}"


# --- filling ----------------------------------------------------------------------------------------------------------


def settle(session: Session, most: int = SLICE) -> bool:
    """Take the next `most` records or journal rows into the index, inside `Book.keep`; return whether there is more to do."""
    if not word_index.make(session):
        return False
    marks = word_index.marks(session)
    if marks.get(_OFF, (0, ""))[1] == _made_by():
        return False
    try:
        heads = word_index.heads(session)
        if _made_by() in marks and not _went_back(marks, heads):
            return _catch_up(session, marks, heads, most) or _join(session, marks)
        return _build(session, marks, heads, most)
    except word_index.Full:
        word_index.empty(session)
        word_index.mark(session, {_OFF: (0, _made_by())})
        return False


def _build(session: Session, marks: dict[str, tuple[int, str]], heads: dict[str, int], most: int) -> bool:
    """Take in the next records in the order of kinds and ids; what changes meanwhile is in the journal after the mark."""
    name = f"{_BUILDING} {_made_by()}"
    if name not in marks or _went_back(marks, heads):
        word_index.empty(session)
        marks = {device: (seq, "") for device, seq in heads.items()} | {name: (_PERSON, "")}
        word_index.mark(session, marks)
    number, last = marks[name]
    while number <= len(SOURCES):
        rows = list(_rows(session, number, after=last, most=most))
        word_index.put(session, number, rows)
        most -= len(rows)
        if not most:
            word_index.mark(session, {name: (number, rows[-1][0])})
            return True
        number, last = number + 1, ""
    word_index.unmark(session, name)
    word_index.mark(session, {_made_by(): (0, ""), _JOINING: (_WHOLE, "")})
    return True


def _join(session: Session, marks: dict[str, tuple[int, str]]) -> bool:
    """Join pieces: into one after all was taken in, else the small ones only."""
    noted = marks.get(_JOINING)
    more = noted is not None and word_index.join(session, _PAGES, to_one=noted[0] == _WHOLE)
    if noted is not None and not more:
        word_index.unmark(session, _JOINING)
    return more


def _catch_up(session: Session, marks: dict[str, tuple[int, str]], heads: dict[str, int], most: int) -> bool:
    stale: Stale = {}
    for device, seq in heads.items():
        done = marks.get(device, (0, ""))[0]
        if done >= seq or most <= 0:
            continue
        rows = _journal(session, device, done, most)
        most -= len(rows)
        _note(session, stale, rows)
        marks[device] = (rows[-1][0], "")
        word_index.mark(session, {device: marks[device]})
    for number, ids in stale.items():
        word_index.take_out(session, number, ids)
        several = sorted(ids)
        for start in range(0, len(several), 500):
            word_index.put(session, number, _rows(session, number, among=several[start : start + 500]))
    if stale and _JOINING not in marks:
        marks[_JOINING] = (_SMALL, "")
        word_index.mark(session, {_JOINING: marks[_JOINING]})
    return any(marks.get(device, (0, ""))[0] < seq for device, seq in heads.items())


def _went_back(marks: dict[str, tuple[int, str]], heads: dict[str, int]) -> bool:
    """Return whether the index knows of more than there is."""
    return any(heads.get(device, -1) < seq for device, (seq, _cursor) in marks.items() if device[0] != "=")


def _rows(
    session: Session, number: int, *, after: str = "", most: int | None = None, among: list[str] | None = None
) -> Iterator[tuple[str, str, int, Iterable[str]]]:
    """Yield (id, moment, rank, texts) of the living records of a kind, by id."""
    if number == _PERSON:
        kind: Any = Person
        query = _people()
    else:
        source = SOURCES[number - 1]
        kind = source.table
        query = select(kind.id, moment_of(source), source.rank, *source.texts).select_from(kind)
        if source.moment.class_ is not kind:
            named = next(named for parent, named in source.parents if parent is source.moment.class_)
            query = query.outerjoin(source.moment.class_, source.moment.class_.id == named)
        query = query.where(kind.deleted.is_(False))
    query = query.where(kind.id > after) if among is None else query.where(kind.id.in_(among))
    for row in session.execute(query.order_by(kind.id).limit(most)):
        if number == _PERSON:
            called = [row.name, *others(row)]
            bare = [without for name in called if (without := finding.fold(name).replace(finding.DOT, "")) != finding.fold(name)]
            yield row.id, "", 0, (*called, *bare, row.unit, row.household, row.door, row.glyph_note)
        else:
            yield row[0], row[1], row[2], row[3:]


# --- what changed since -----------------------------------------------------------------------------------------------


def _journal(session: Session, device: str, after: int, most: int) -> list[Any]:
    query = select(log.c.seq, log.c.kind, log.c.record, log.c.changes).where(log.c.device == device, log.c.seq > after)
    return list(session.execute(query.order_by(log.c.seq).limit(most)))


def _note(session: Session, stale: Stale, rows: Iterable[Any]) -> None:
    """Add the records that these journal rows change, and those whose moment is that of a changed meeting."""
    moved = set[str]()
    for _seq, kind, record, changes in rows:
        if kind in _BY_TABLE:
            stale.setdefault(_BY_TABLE[kind], set()).add(record)
        if kind == Meeting.__tablename__ and orjson.loads(changes).get("starts", (None,))[0] is not None:
            moved.add(record)
    several = sorted(moved)
    for source in SOURCES if moved else ():
        if source.table is not Meeting and source.moment.class_ is Meeting:
            for start in range(0, len(several), 500):
                query = select(source.table.id).where(source.table.meeting_id.in_(several[start : start + 500]))
                stale.setdefault(_NUMBERS[source.kind], set()).update(session.scalars(query))


# --- looking for ------------------------------------------------------------------------------------------------------


def worth_it(session: Session) -> bool:
    """Return whether the index is still being filled, or so much has changed since that a search would feel it."""
    if not word_index.exists(session):
        return word_index.cursor_of(session) is not None
    marks, heads = word_index.marks(session), word_index.heads(session)
    if _made_by() not in marks:
        return marks.get(_OFF, (0, ""))[1] != _made_by()
    return _JOINING in marks or sum(seq - marks.get(device, (0, ""))[0] for device, seq in heads.items()) >= _WORTH


def ready(session: Session) -> "Index | None":
    """Return the index, None where there is none or too much has changed since: then all texts must be looked through.

    So they must in the middle of an action, whose changes are not in the journal yet.
    """
    if "act" in session.info or not word_index.exists(session):
        return None
    marks = word_index.marks(session)
    heads = word_index.heads(session)
    if _made_by() not in marks or _went_back(marks, heads):
        return None
    fresh = {device: marks.get(device, (0, ""))[0] for device, seq in heads.items() if seq > marks.get(device, (0, ""))[0]}
    stale: Stale = {}
    if sum(heads[device] - seq for device, seq in fresh.items()) > _MOST_ROWS:
        return None
    for device, seq in fresh.items():
        _note(session, stale, _journal(session, device, seq, _MOST_ROWS))
    return Index(session, stale) if sum(map(len, stale.values())) <= _MOST_STALE else None


@dataclass(frozen=True)
class Index:
    """The index as one session sees it, with the records of which it does not know how they are now."""

    session: Session
    stale: Stale

    def newest(self, words: tuple[str, ...], most: int) -> list[Found]:
        """Return the newest `most` records of each kind that have all the words."""
        match, found = word_index.asked(words), list[Found]()
        for number in word_index.kinds_of(self.session, match, len(SOURCES)):
            rows = word_index.newest(self.session, _sql(number), number, match, most, self.stale.get(number, set()), _ID)
            found += in_order(map(Found._make, rows))[:most]
        for number, ids in self.stale.items():
            if number != _PERSON:
                found = self._with_stale(found, SOURCES[number - 1], sorted(ids), words, most)
        return found

    def _with_stale(self, found: list[Found], source: Source, ids: list[str], words: tuple[str, ...], most: int) -> list[Found]:
        kind = [row for row in found if row.kind == source.kind]
        for start in range(0, len(ids), 500):
            query = looked_through(source, words, most, ids[start : start + 500])
            kind += [Found(*row) for row in self.session.execute(query)]
        return [row for row in found if row.kind != source.kind] + in_order(kind)[:most]

    def people(self, words: tuple[str, ...], own: Mapping[str, str]) -> set[str]:
        """Return the ids of the people who may be meant by what is written of them; or more of them.

        `own`: what the place's own characters stand for; that is looked for, but not in the index.
        """
        asked = []
        for word in words:
            ways = rare_names.drawn_ways(word, own)
            asked.append(word_index.either(*ways, *(bare for way in ways if (bare := way.replace(finding.DOT, "")))))
        return word_index.all_of(self.session, _PERSON, " AND ".join(asked)) | self.stale.get(_PERSON, set())


@cache
def _sql(number: int) -> str:
    """Return the statement for the newest of a kind, as `Found`."""
    source: Source = SOURCES[number - 1]
    index, rows = table("find_text", column("rowid", Integer)), table("find_row", column("place", Integer), column("record"))
    start = index.join(rows, rows.c.place == index.c.rowid).join(source.table, source.table.id == rows.c.record)
    query = everything(source, start)
    query = query.add_columns(rows.c.place)
    which = "find_text MATCH ? AND find_text.rowid BETWEEN ? AND ?"  # in every statement's WHERE, which is never empty
    query = query.order_by(index.c.rowid.desc())
    said = str(query.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}))
    return said.replace("\nWHERE ", f"\nWHERE {which} AND ", 1)


def others(row: Any, own: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Return the other names of a person: what people call them, what the ID card writes, the name with `own` characters put right."""
    read = rare_names.spelled(row.name or "", own or {})
    return tuple(name for name in (*(row.alias or "").split("、"), row.id_name or "", read if read != row.name else "") if name)


def _people() -> Any:
    columns = Person.id, Person.name, Person.unit, Person.phone, Person.alias, Person.id_name, Person.household, Person.door
    return select(*columns, Person.glyph_note).where(Person.deleted.is_(False), Person.erased.is_not(True), Person.name != "")


def people(session: Session, words: tuple[str, ...], index: Index | None, own: Mapping[str, str]) -> list[Any]:
    """Return the people among whom are those meant by the words, by name, group and id: all of them, or those that the index names.

    Letters may be the sound of a name and figures the end of a telephone number; of these the index knows nothing.
    """
    written = all(all(ord(sign) >= _HAN or sign == finding.DOT for sign in word) and not word.isdecimal() for word in words)
    if index is None or not written:
        return list(session.execute(_people().order_by(Person.name, Person.unit, Person.id)))
    several, rows = sorted(index.people(words, own)), list[Any]()
    for start in range(0, len(several), 500):
        rows += session.execute(_people().where(Person.id.in_(several[start : start + 500])))
    return sorted(rows, key=lambda row: (row.name, row.unit, row.id))
