"""The facts of past quarters, kept in the book so that ten years are read and not counted; and which of them are stale.

The journal tells what changed since they were kept: nothing else has to remember that they exist. What is stale, or as of
a day before something in it happened, is counted anew; only `settle` writes, when the book is closed or was filled.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any
from zlib import crc32

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from yishi.domain.periods import Period
from yishi.domain.records import (
    AgendaItem,
    Attendance,
    CalendarDay,
    Community,
    Meeting,
    Motion,
    Person,
    Posting,
    PrintedPage,
    Record,
    Resolution,
    ReturnedPage,
    RuleCopy,
)
from yishi.i18n import language
from yishi.services.bundle import OF_MEETING, OF_RESOLUTION
from yishi.services.facts import EVER, KINDS, Facts, merged, plain, read
from yishi.services.quarter_facts import Quarter, count, name_of
from yishi.store import calendars, derived
from yishi.store.derived import kept_mark, kept_quarter
from yishi.store.journal import heads_of, rows_where
from yishi.store.journal import journal as log
from yishi.store.union import THROUGH

WHOLE = ""  # in place of a community: the sum of all
FORMAT = 3  # raise it when anything counts facts in another way
_MOST_ROWS = 20_000  # of the journal since the facts were kept; after more of them all is counted anew
_EVERYTHING = {kind.__tablename__ for kind in (RuleCopy, CalendarDay, Community)}  # they change every figure
_RESTS_ON: tuple[type[Record], ...] = (*OF_MEETING, *(k for k in OF_RESOLUTION if k not in (PrintedPage, ReturnedPage)), Attendance, Person)
_KINDS = {kind.__tablename__: kind for kind in _RESTS_ON}
_ABOVE = {"community_id", "meeting_id", "resolution_id", "posting_id"}  # columns that say where a record hangs


def settle(session: Session) -> None:
    """Bring the kept facts up to date, inside `Book.keep`."""
    stale = _stale(session)
    if stale is None:
        derived.wipe(session)
        stale = _every(session)
    for which in stale:
        facts, latest = count(session, which, date.max)
        _put(session, which, latest.isoformat(), facts)
    for name in {which.name for which in stale}:
        _put_whole(session, name)
    derived.mark(session, {_made_by(): 0} | {head.device: head.seq for head in heads_of(session).values()})


def _put(session: Session, which: Quarter, latest: str, facts: Facts) -> None:
    told = orjson.dumps(plain(facts)).decode() if any(facts.values()) else None
    derived.put(session, which.community_id, which.name, latest, told)


def _put_whole(session: Session, name: str) -> None:
    """Keep the sum of all communities beside them, where the book has several."""
    k = kept_quarter.c
    if len(list(session.scalars(select(Community.id).where(Community.deleted.is_(False)).limit(2)))) < 2:
        return
    found = list(session.execute(select(k.latest, k.facts).where(k.community_id != WHOLE, k.quarter == name)))
    latest = max((latest for latest, _facts in found), default="")
    _put(session, Quarter(WHOLE, name), latest, merged(*(read(orjson.loads(facts)) for _latest, facts in found)))


def facts_of(session: Session, period: Period, as_of: date) -> Facts | None:
    """Return the facts of a period that begins with a quarter, as of a day; None where nothing is kept or all of it is stale."""
    stale = _stale(session)
    if stale is None:
        return None
    first, made = name_of(period.first), Facts({kind: [] for kind in KINDS})
    for name, facts in _quarters(session, as_of, stale):
        for kind, mine in read(facts, KINDS if name >= first else EVER).items():
            made[kind] += mine
    return made


def _quarters(session: Session, as_of: date, stale: set[Quarter]) -> Iterator[tuple[str, dict[str, list[Any]]]]:
    last, day, k = name_of(as_of), as_of.isoformat(), kept_quarter.c
    anew, parted = {which for which in stale if which.name <= last}, {which.name for which in stale}
    single = k.community_id != WHOLE
    whole = list(session.execute(select(k.quarter, k.latest, k.facts).where(k.community_id == WHOLE, k.quarter <= last)))
    for name, latest, facts in whole:
        if latest > day or name in parted:
            parted.add(name)
        else:
            yield name, orjson.loads(facts)
    mine = single & k.quarter.in_(sorted(parted)) if whole else single
    for community, name, latest, facts in session.execute(
            select(k.community_id, k.quarter, k.latest, k.facts).where(mine, k.quarter <= last)):
        if latest > day:
            anew.add(Quarter(community, name))
        elif Quarter(community, name) not in stale:
            yield name, orjson.loads(facts)
    for which in sorted(anew):
        yield which.name, plain(count(session, which, as_of)[0])


def _made_by() -> str:
    """What the facts depend on outside the book: how they are counted, the shipped holidays, the language of the names."""
    return f"={FORMAT} {language()} {crc32(repr(sorted(calendars.tables().items())).encode()):08x}"


def _every(session: Session) -> set[Quarter]:
    query = select(Meeting.community_id, Meeting.starts).where(Meeting.deleted.is_(False))
    return {_quarter(community, starts) for community, starts in session.execute(query)}


def _quarter(community: str, starts: str) -> Quarter:
    return Quarter(community, name_of(date.fromisoformat(starts[:10])))


def _stale(session: Session) -> set[Quarter] | None:
    """Return the quarters that something changed in since they were kept; None where nothing kept can be trusted."""
    mark = {device: seq for device, seq in session.execute(select(kept_mark.c.device, kept_mark.c.seq))}
    heads = heads_of(session)
    if mark.pop(_made_by(), None) is None or any(device not in heads or heads[device].seq < seq for device, seq in mark.items()):
        return None
    fresh = {device: mark.get(device, 0) for device, head in heads.items() if head.seq > mark.get(device, 0)}
    if sum(heads[device].seq - seq for device, seq in fresh.items()) > _MOST_ROWS:
        return None
    touched: dict[str, set[str]] = {}
    moved: set[Quarter] = set()
    for device, seq in fresh.items():
        for row in rows_where(session, (log.c.device == device) & (log.c.seq > seq)):
            if row.kind in _EVERYTHING:
                return None
            if row.kind not in _KINDS:
                continue
            touched.setdefault(row.kind, set()).add(row.record)
            changes = orjson.loads(row.changes)
            before = {name: old for name, (old, _new) in changes.items() if old is not None}
            if before.keys() & _ABOVE:
                return None  # it was hung elsewhere: both places would have to be known
            if row.kind == Meeting.__tablename__ and "starts" in before:
                moved |= {_quarter(community, before["starts"]) for community in session.scalars(select(Community.id))}
    return moved | _quarters_of(session, _meetings_of(session, touched))


def _meetings_of(session: Session, touched: dict[str, set[str]]) -> set[str]:
    """Return the meetings whose facts rest on these records."""
    found: set[str] = set()

    def asked(column: object, where: object, ids: set[str]) -> set[str]:
        several, got = sorted(ids), set[str]()
        for start in range(0, len(several), 500):
            got.update(id_ for id_ in session.scalars(select(column).where(where.in_(several[start : start + 500]))) if id_)  # type: ignore[call-overload, attr-defined]
        return got

    for name, ids in touched.items():
        kind = _KINDS[name]
        columns = kind.__table__.c
        if kind is Meeting:
            found |= ids
        elif kind is Person:
            found |= asked(Attendance.meeting_id, Attendance.person_id, ids)
        elif kind is AgendaItem:  # a topic that comes again is no longer counted where it came alone
            topics = asked(AgendaItem.topic_id, AgendaItem.id, ids)
            found |= asked(AgendaItem.meeting_id, AgendaItem.topic_id, topics) | asked(AgendaItem.meeting_id, AgendaItem.id, ids)
        elif "meeting_id" in columns:
            found |= asked(columns.meeting_id, columns.id, ids)
        elif "resolution_id" in columns:
            found |= asked(Resolution.meeting_id, Resolution.id, asked(columns.resolution_id, columns.id, ids))
        else:
            by, parent = THROUGH[name]
            assert parent in (Motion, Posting)
            above = parent.__table__.c
            found |= asked(above.meeting_id, above.id, asked(columns[by], columns.id, ids))
    return found


def _quarters_of(session: Session, ids: set[str]) -> set[Quarter]:
    several, found = sorted(ids), set[Quarter]()
    for start in range(0, len(several), 500):
        query = select(Meeting.community_id, Meeting.starts).where(Meeting.id.in_(several[start : start + 500]))
        found |= {_quarter(community, starts) for community, starts in session.execute(query)}
    return found
