"""A sheet of residents into the roster: looked at first, then taken in as one action. A second time adds nobody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from yishi.domain import roster_sheet
from yishi.domain.records import Person
from yishi.domain.roster_cells import Cell
from yishi.domain.roster_match import Known, match
from yishi.domain.roster_sheet import Column, RowProblem, SheetPerson
from yishi.services import areas, communities
from yishi.services.living import one, rows
from yishi.store.writing import add_many

_FIELDS = ("gender", "birth_year", "phone", "unit", "role")


@dataclass(frozen=True)
class PersonChange:
    """Somebody of the roster and what the sheet says differently: field → value."""

    row: int
    person_id: str
    values: dict[str, object]


@dataclass(frozen=True)
class RosterPreview:
    """What taking a sheet in would do: who comes, who changes, lines of those who stay, what is wrong, what each column holds.

    A line of the sheet whose problem is small is in `added` or `updated` too: the person comes, without the bad cell.
    """

    added: tuple[SheetPerson, ...]
    updated: tuple[PersonChange, ...]
    unchanged: tuple[int, ...]
    problems: tuple[RowProblem, ...]
    columns: tuple[Column, ...]
    header_row: int

    @property
    def left_out(self) -> tuple[Column, ...]:
        """Return the columns that hold something nobody asks for here."""
        return tuple(c for c in self.columns if c.header and c.field in ("", "note"))


def preview(session: Session, cells: Sequence[Sequence[Cell]], mapping: Mapping[str, str] | None = None,
            today: date | None = None) -> RosterPreview:  # fmt: skip
    """Return what a sheet would bring; nothing changes. `today` turns ages into years of birth; refused as roster_sheet.read says."""
    sheet = roster_sheet.read(cells, mapping, today)
    people = rows(session, Person, Person.erased.is_not(True))
    roster = {p.id: p for p in people}
    found = match(sheet.people, [Known(p.id, p.name or "", p.gender, p.birth_year, p.phone or "", p.unit) for p in people])
    updated, unchanged = [], []
    for person, known in found.same:
        values = _news(person, roster[known.id])
        if values:
            updated.append(PersonChange(person.row, known.id, values))
        else:
            unchanged.append(person.row)
    problems = sorted((*sheet.problems, *found.problems), key=lambda problem: problem.row)
    return RosterPreview(tuple(found.new), tuple(sorted(updated, key=lambda change: change.row)), tuple(sorted(unchanged)),
                         tuple(problems), sheet.columns, sheet.header_row)


def take_in(session: Session, cells: Sequence[Sequence[Cell]], mapping: Mapping[str, str] | None = None,
            today: date | None = None) -> RosterPreview:  # fmt: skip
    """Bring the people of a sheet into the roster in the action of `session`; return what was done."""
    found = preview(session, cells, mapping, today)
    community = communities.mine(session).id
    for change in found.updated:
        person = one(session, Person, change.person_id)
        for field, value in change.values.items():
            setattr(person, field, value)
    session.flush()
    _add(session, community, found.added)
    units = {person.unit for person in found.added} | {str(change.values.get("unit", "")) for change in found.updated}
    for unit in sorted(units - {""}):
        areas.ensure(session, community, unit)
    return found


def _news(person: SheetPerson, known: Row[Any]) -> dict[str, object]:
    """Return what the sheet says and the roster does not; an empty cell takes nothing away, an age corrects no year."""
    values: dict[str, object] = {}
    for field in _FIELDS:
        said, there = getattr(person, field), getattr(known, field)
        if said in ("", None) or said == there or (field == "birth_year" and person.by_age and there):
            continue
        if field == "role" and there:
            if all(part in there for part in said.split("、")):
                continue
            said = f"{there}、{said}" if said == "党员" else said  # of 政治面貌 alone: it says nothing about the post
        values[field] = said
    return values


def _add(session: Session, community: str, people: Sequence[SheetPerson]) -> None:
    """Write down new people at once; a namesake in the same group gets the next free number."""
    # An id stays with a person whose group has changed since, and with one whose data was erased.
    taken = set(session.scalars(select(Person.id).where(Person.deleted.is_(False) | Person.erased.is_(True))))
    records = []
    for person in people:
        namesake = 1
        while (id_ := Person.id_for(community, person.name, person.unit, namesake)) in taken:
            namesake += 1
        taken.add(id_)
        records.append({
            "id": id_, "community_id": community, "name": person.name, "unit": person.unit, "namesake": namesake, "gender": person.gender,
            "birth_year": person.birth_year, "phone": person.phone or None, "role": person.role,
        })  # fmt: skip
    add_many(session, Person, records)
