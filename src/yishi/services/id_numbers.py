"""Whole ID numbers, where a place keeps them: sealed in the book, looked at with a reason, each look noted.

A merged person's number stays sealed for the one it was entered for, and is found through `merged_into_id`: so a merge
needs no key, and its undo nothing at all.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from yishi.domain import id_number
from yishi.domain.id_number import IdNumber
from yishi.domain.records import IdShowing, Person
from yishi.errors import Refusal
from yishi.i18n import _
from yishi.services import collecting, id_key
from yishi.services.checks import short
from yishi.services.living import one, rows
from yishi.store.writing import put

LOOK, DROP = "id_show", "id_drop"  # verbs that Ctrl+Z passes over (store/undo.py)
MARK = "••••"  # before the last four, where the rest is hidden


@dataclass(frozen=True)
class Known:
    """What may be said of somebody's number without showing it: ••••1234 or "", whether the whole is kept, opens here, and is faulty."""

    masked: str = ""
    whole: bool = False
    opens: bool = False
    fault: str = ""  # as in domain.id_number


@dataclass(frozen=True)
class Showing:
    """One look at a number: when (YYYY-MM-DDTHH:MM:SS), by whom, what for."""

    at: str
    by: str
    reason: str


def keep(session: Session, person_id: str, text: str, today: date) -> IdNumber:
    """Keep a number of somebody as the place has it (whole or the last four); one that fails its check too. Return what it tells.

    Refused: YS-D08 no number (18 or 15 signs; where tails are kept, four do), YS-D09 nothing is kept here, YS-D03 no key here.
    """
    person, kept, number = one(session, Person, person_id), collecting.of_ids(session), id_number.read(text, today)
    if kept == "none":
        raise Refusal("YS-D09", _("这里不收身份证号。"), next_step=_("确实用得着的，先到“设置—人名和证号”里打开。"))
    if number.fault == "length" and not (kept == "tail" and _is_tail(number.number)):
        raise Refusal("YS-D08", _("身份证号应是18位，这里是{n}位。").format(n=len(number.number)),
                      next_step=_("请照证件再输一遍；没改号码的，把这一格清空。"))
    if kept == "tail":
        person.id_tail = number.tail
        return number
    person.id_tail, person.id_hash, person.id_sealed = sealer(session)(person_id, number.number)
    return number


def sealer(session: Session) -> Callable[[str, str], tuple[str, str, str]]:
    """Return what makes (id_tail, id_hash, id_sealed) of a person's id and a number; refused (YS-D03) without the key."""
    vault = id_key.vault(session)
    return lambda person_id, number: (number[-4:], vault.hash(number), vault.seal(person_id, number))


def hasher(session: Session) -> Callable[[str], str] | None:
    """Return what makes the hash of a number; None where none are kept, or the key is not here."""
    if collecting.of_ids(session) != "whole" or not id_key.held(session):
        return None
    return id_key.vault(session).hash


def known(session: Session, person_id: str) -> Known:
    """Return what may be said without showing the number; one that does not open is only said to be there."""
    person = session.get(Person, person_id)
    if person is None or person.erased or not (person.id_tail or person.id_hash):
        return Known()
    masked = f"{MARK}{person.id_tail or ''}"
    if not person.id_hash:
        return Known(masked)
    try:
        return Known(masked, True, True, id_number.read(_opened(session, person)).fault)
    except Refusal:
        return Known(masked, True)


def show(session: Session, person_id: str, reason: str, by: str, now: datetime) -> str:
    """Return the whole number and note the look, in one action under the verb LOOK.

    Refused: YS-D05 without a reason, YS-D10 no whole number there, YS-D03 no key here, YS-D04 it does not open.
    """
    person, why = one(session, Person, person_id), short(reason.strip(), _("原因"))
    if not why:
        raise Refusal("YS-D05", _("看身份证号要写明原因。"), _("号码没有显示。"), _("请选一个原因，或者写几个字。"))
    if not person.id_hash:
        raise Refusal("YS-D10", _("这个人没有存全号。"), next_step=_("要用全号的，请看证件。"))
    number, at = _opened(session, person), now.strftime("%Y-%m-%dT%H:%M:%S")
    said = {"person_id": person_id, "shown_at": at, "shown_to": by, "reason": why}
    put(session, IdShowing, IdShowing.id_for(person_id, at), said, over=True)
    session.flush()
    return number


def looked_at(session: Session, person_id: str) -> tuple[Showing, ...]:
    """Return who has looked at somebody's number, the newest first."""
    found = rows(session, IdShowing, IdShowing.person_id == person_id, by=IdShowing.shown_at.desc())
    return tuple(Showing(line.shown_at, line.shown_to or "", line.reason or "") for line in found)


def drop(session: Session, person_id: str) -> None:
    """Take one person's number out of the book's bytes, the tail too; do it under the verb DROP."""
    from yishi.services.id_wiping import wipe

    wipe(session, id_key.COLUMNS, {one(session, Person, person_id).id, *(p.id for p in merged_into(session, person_id))})


def joined(kept: Person, other: Person) -> tuple[str | None, str | None, str | None]:
    """Return the three of one who stays after a merge: their own, else the other's; what is sealed stays where it is."""
    if kept.id_hash or (kept.id_tail and kept.id_tail != other.id_tail):
        return kept.id_tail, kept.id_hash, kept.id_sealed
    return other.id_tail or kept.id_tail, other.id_hash, None


def _is_tail(text: str) -> bool:
    return len(text) == 4 and text[:3].isdecimal() and (text[3].isdecimal() or text[3] == "X")


def _opened(session: Session, person: Person) -> str:
    """Return somebody's number, opened; that of one who was merged into them counts where the hash is the same."""
    from yishi.store import id_vault

    holders = [person] if person.id_sealed else [p for p in merged_into(session, person.id) if p.id_hash == person.id_hash]
    holder = next((p for p in holders if p.id_sealed), None)
    if holder is None or not holder.id_sealed:
        raise _broken()
    try:
        return id_key.vault(session, id_vault.mark_of(holder.id_sealed)).open(holder.id, holder.id_sealed)
    except id_vault.Broken as error:
        raise _broken() from error


def merged_into(session: Session, person_id: str) -> list[Person]:
    """Return the records, by now deleted, of those who were merged into somebody, over any number of merges."""
    found = dict[str, Person]()
    ids = {person_id}
    while ids:
        several = session.scalars(select(Person).where(Person.merged_into_id.in_(ids), Person.erased.is_not(True)))
        fresh = {each.id: each for each in several if each.id not in found}
        found |= fresh
        ids = set(fresh)
    return list(found.values())


def _broken() -> Refusal:
    return Refusal("YS-D04", _("存着的这个身份证号打不开，可能损坏了。"), next_step=_("请照证件再输一遍，存好就行。"))
