"""What was taken away for good stays away: in a restored backup it is taken away again before anybody can open it.

Only what is known to have been taken away: an erasure, a key to ID numbers that was given up, a number that was wiped off one
person. That something is merely not there in the present book means nothing: it may be younger than that.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from yishi.domain.records import IdKey, Person
from yishi.domain.records.record import Record, kinds
from yishi.services import collecting, id_key
from yishi.services.erasing import VERB, erase_person
from yishi.services.id_wiping import wipe
from yishi.store.journal import journal
from yishi.store.writing import erase

__all__ = ["VERB", "take_away_again"]
_AT_ONCE = 500
R = TypeVar("R", bound=Record)


def take_away_again(session: Session, present: Session | None, erased: Iterable[str], today: date) -> int:
    """Take away in `session` what is gone for good in the `present` book, or has one of the ids in `erased`; do it under VERB.

    Return of how many people. Open matters of theirs stay as they are, under a masked name: nobody could hand them over.
    """
    ids = sorted(erased)
    people = [person.id for person in _living(session, Person, ids)]
    for id_ in people:
        erase_person(session, id_, today, again=True)
    for kind in kinds().values():
        for record in list(_living(session, kind, ids)):
            erase(session, record)
    session.flush()
    return len({*people, *(_numbers(session, present) if present is not None else ())})


def _living(session: Session, kind: type[R], ids: list[str]) -> Iterator[R]:
    """Yield those of `kind` with these ids that are not erased, whether deleted or not."""
    for start in range(0, len(ids), _AT_ONCE):
        chosen = select(kind).where(kind.id.in_(ids[start : start + _AT_ONCE]), kind.erased.is_not(True))
        yield from list(session.scalars(chosen))


def _numbers(session: Session, present: Session) -> set[str]:
    """Give up the keys that the present book gave up, and wipe the numbers that were wiped there; return of whom."""
    done: set[str] = set()
    given_up = set(present.scalars(select(IdKey.id).where(IdKey.wrapped == "")))
    if given_up & set(session.scalars(select(IdKey.id).where(IdKey.wrapped != ""))):
        done.update(session.scalars(select(Person.id).where(Person.id_sealed.is_not(None), Person.erased.is_not(True))))
        id_key.turn_off(session, keep_tails=collecting.id_tail(present))
    known = _wiped(session)
    for id_ in sorted({record for device, seq, record in _wiped(present) - known}):
        here, there = session.get(Person, id_), present.get(Person, id_)
        if here is None or there is None or here.erased:
            continue
        lost = [name for name in id_key.COLUMNS if getattr(there, name) is None]
        if any(getattr(here, name) is not None for name in lost):
            wipe(session, lost, [id_])
            done.add(id_)
    return done


def _wiped(session: Session) -> set[tuple[str, int, str]]:
    """Return (device, seq, id) of each time that something of a person was wiped."""
    j = journal.c
    found = session.execute(select(j.device, j.seq, j.record).where(j.kind == Person.__tablename__, j.changes.contains('"erased":[')))
    return {(device, seq, record) for device, seq, record in found}
