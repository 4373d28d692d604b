"""Who was at a meeting as the record has it, and by which number votes and recusals name them."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from yishi.domain.records import Attendance, Person, Recusal
from yishi.services.bundle import Bundle
from yishi.services.living import name_of, role_of, rows, with_role
from yishi.services.record_rows_people import ON_THE_ROSTER
from yishi.services.records_out_given import Json, filled


class Seats:
    """The sign-in sheet: participants with a number, observers and absent people of whom nothing but a name is told."""

    def __init__(self, session: Session, found: Bundle, voted: list[Row[Any]], named: Sequence[str | None]) -> None:
        """Host and recorder are `named`: the roster knows them by these words first."""
        self.people = found.of(Attendance)
        roles = {name_of(text): role_of(text) for text in reversed(named) if text and role_of(text)}
        known = {p.id: p for p in rows(session, Person, Person.id.in_([p.person_id for p in self.people])) if not p.erased}
        self._roster = {p.id: _roster(known.get(p.person_id), p, roles) for p in self.people}
        called = {row.person_id for row in (*voted, *found.of(Recusal))}
        names = Counter(p.name for p in self.people)
        self._named = {p.id for p in self.people if _is_only_named(p) and p.person_id not in called and names[p.name] == 1
                       and not self._roster[p.id]}
        listed = [p for p in self.people if p.id not in self._named]
        self._seq = {p.id: p.position for p in listed}
        if len(set(self._seq.values())) < len(listed):  # two copies of the book went on signing people in
            self._seq = {p.id: n for n, p in enumerate(listed, 1)}
        self._number = {p.person_id: self._seq[p.id] for p in listed}
        gone = called - self._number.keys()
        self._gone = {p.id: p for p in rows(session, Person, Person.id.in_(gone))} if gone else {}

    def record(self) -> Json:
        """Return the three lists."""
        return {
            "participants": [_participant(p, self._seq[p.id]) | filled(roster=self._roster[p.id] or None)
                             for p in self.people if p.id in self._seq],
            "observers": [with_role(p.name or "", p.role) for p in self.people if p.mark == "observer" and p.id in self._named],
            "absent": [{"name": p.name or "", "reason": p.reason or ""} for p in self.people
                       if p.mark == "absent" and p.id in self._named],
        }

    def list(self, of: list[Any], **told: Callable[[Any], Any]) -> list[Json]:
        """Return who these rows are about, each with what is told of the row: by number, else by name and unit."""
        shown = [{**who, **filled(**{key: tell(row) for key, tell in told.items()})} for row in of if (who := self.who(row.person_id))]
        return in_order(shown)

    def who(self, person_id: str) -> Json:
        """Return by what a person is named: a seat, else name and unit; nothing where the name was erased."""
        if person_id in self._number:
            return {"seq": self._number[person_id]}
        gone = self._gone.get(person_id)  # struck off the sheet since
        if gone is None or not gone.name:
            return {}
        told = ("gender", "role", "party", "phone", "photo_consent", "birth_year", *ON_THE_ROSTER)
        roster = filled(**{key: getattr(gone, key) for key in told})
        return {"name": gone.name, **filled(unit=gone.unit, roster=roster or None)}


def in_order(who: list[Json]) -> list[Json]:
    """Return entries about people by their numbers, and those without one by name."""
    return sorted(who, key=lambda w: ("seq" not in w, w.get("seq", 0), w.get("name", ""), w.get("unit", "")))


def _is_only_named(p: Row[Any]) -> bool:
    """Whether an observer or absent person fits the short form: a name and a role, or a name and a reason."""
    said = (p.gender, p.age, p.party, p.phone, p.unit, p.photo_consent, p.proxy, p.proxy_paper, p.arrived_at, p.left_at)
    if p.mark not in ("observer", "absent") or any(value not in (None, "") for value in said):
        return False
    return not p.reason and "（" not in (p.name or "") + p.role if p.mark == "observer" else not p.role


def _roster(person: Row[Any] | None, p: Row[Any], roles: dict[str, str]) -> Json:
    """Return what the roster says of a person and the sheet does not; null where the roster says nothing.

    Notes and the digits of an ID number stay in the book.
    """
    if person is None:
        return {}
    name = filled(name=person.name if person.name != p.name else "")
    sheet = {key: getattr(p, key) for key in ("unit", "gender", "party", "phone", "photo_consent")}
    sheet |= {"role": roles.get(p.name or "", p.role), "birth_year": None, **dict.fromkeys(ON_THE_ROSTER)}
    own = {key: getattr(person, key) for key in sheet}
    differing = [key for key in sheet if own[key] != sheet[key] and (own[key], sheet[key]) != ("", None)]
    return name | {key: None if own[key] == "" else own[key] for key in differing}


def _participant(p: Row[Any], seq: int) -> Json:
    extra = filled(mark=p.mark if p.mark != "present" else "", proxy=p.proxy, proxy_paper=p.proxy_paper, arrived=p.arrived_at,
                   left=p.left_at, reason=p.reason)
    return {
        "seq": seq, "name": p.name or "", "gender": p.gender, "age": p.age, "role": p.role, "party": p.party,
        "phone": p.phone or "", "building_or_group": p.unit, "photo_consent": p.photo_consent, **extra,
    }
