"""A sheet of residents into the roster: looked at first, then taken in as one action. A second time adds nobody."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from yishi.domain import roster_columns, roster_sheet
from yishi.domain.records import Person
from yishi.domain.roster_cells import Cell
from yishi.domain.roster_columns import Column, Columns
from yishi.domain.roster_match import Known, match
from yishi.domain.roster_sheet import RowProblem, SheetPerson
from yishi.services import areas, collecting, communities, roster_memory
from yishi.services.living import one, rows
from yishi.store.writing import add_many, without_collector

Cells = Sequence[Sequence[Cell]]
Tell = Callable[[int, int], None]  # so many of so many are written; may raise to give it all up
FIELDS = ("gender", "birth_year", "phone", "unit", "role", "household", "household_head", "tags", "alias", "note", "id_tail")
_SEVERAL = ("tags", "alias")  # 、 between: what comes is added to what is there
_AT_ONCE = 2000


@dataclass(frozen=True)
class PersonChange:
    """Somebody of the roster and what the sheet says differently: field → value, and what the roster says now."""

    row: int
    person_id: str
    values: dict[str, object]
    was: dict[str, object]


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
    people: tuple[SheetPerson, ...] = ()  # everybody of the sheet who has a name

    @property
    def left_out(self) -> tuple[Column, ...]:
        """Return the columns that hold something nobody asks for here."""
        return tuple(c for c in self.columns if c.header and c.field == "")


def columns(session: Session, cells: Cells, mapping: Mapping[str, str] | None = None,
            places: Mapping[int, str] | None = None) -> Columns:  # fmt: skip
    """Return what the columns of a sheet hold: by `mapping` (header → field), else as it was said last time for these headers.

    `places` (place → field) is said by hand and goes before everything. Refused as roster_columns.find says, YS-I18 an empty sheet.
    """
    roster_sheet.refuse_empty(cells)
    found = roster_columns.find(cells, mapping)
    if not mapping:
        found = roster_memory.recall(session, found)
    return roster_columns.placed(found, places) if places else found


def preview(session: Session, cells: Cells, mapping: Mapping[str, str] | None = None, today: date | None = None,
            places: Mapping[int, str] | None = None) -> RosterPreview:  # fmt: skip
    """Return what a sheet would bring; nothing changes. `today` turns ages into years of birth; refused as roster_sheet.read says."""
    with without_collector():
        return _preview(session, cells, columns(session, cells, mapping, places), today)


def _preview(session: Session, cells: Cells, found_columns: Columns, today: date | None) -> RosterPreview:
    sheet = roster_sheet.people_of(cells, found_columns, today, collecting.id_tail(session))
    people = rows(session, Person, Person.erased.is_not(True))
    roster = {p.id: p for p in people}
    held = [Known(p.id, p.name or "", p.gender, p.birth_year, p.phone or "", p.unit, p.household or "") for p in people]
    found = match(sheet.people, held)
    updated, unchanged = [], []
    for person, known in found.same:
        values = _news(person, roster[known.id])
        if values:
            updated.append(PersonChange(person.row, known.id, values, {field: getattr(roster[known.id], field) for field in values}))
        else:
            unchanged.append(person.row)
    problems = sorted((*sheet.problems, *found.problems), key=lambda problem: problem.row)
    return RosterPreview(tuple(found.new), tuple(sorted(updated, key=lambda change: change.row)), tuple(sorted(unchanged)),
                         tuple(problems), sheet.columns, sheet.header_row, sheet.people)


def take_in(session: Session, cells: Cells, mapping: Mapping[str, str] | None = None, today: date | None = None,
            places: Mapping[int, str] | None = None) -> RosterPreview:  # fmt: skip
    """Bring the people of a sheet into the roster in the action of `session`; return what was done."""
    found = preview(session, cells, mapping, today, places)
    write(session, found, by_hand=bool(mapping or places))
    return found


def write(session: Session, found: RosterPreview, by_hand: bool = False, tell: Tell | None = None) -> None:
    """Do what a preview says; `by_hand`: somebody said what the columns hold, which is remembered for the next time."""
    community, done = communities.mine(session).id, 0
    told: Tell = tell or (lambda _done, _all: None)
    total = len(found.updated) + len(found.added)
    for start in range(0, len(found.updated), _AT_ONCE):
        told(start, total)
        _change(session, found.updated[start : start + _AT_ONCE])
    done = len(found.updated)
    _add(session, community, found.added, lambda more: told(done + more, total))
    units = {person.unit for person in found.added} | {str(change.values.get("unit", "")) for change in found.updated}
    for unit in sorted(units - {""}):
        areas.ensure(session, community, unit)
    if by_hand:
        roster_memory.keep(session, Columns(found.header_row, found.columns))
    told(total, total)


def _news(person: SheetPerson, known: Row[Any]) -> dict[str, object]:
    """Return what the sheet says and the roster does not; an empty cell takes nothing away, an age corrects no year."""
    values: dict[str, object] = {}
    for field in FIELDS:
        said, there = getattr(person, field), getattr(known, field)
        if said in ("", None) or said == there or (field == "birth_year" and person.by_age and there):
            continue
        if field == "role" and there:
            if all(part in there for part in said.split("、")):
                continue
            said = f"{there}、{said}" if said == "党员" else said  # of 政治面貌 alone: it says nothing about the post
        if field in _SEVERAL and there:
            parts = there.split("、")
            new = [part for part in said.split("、") if part not in parts]
            if not new:
                continue
            said = "、".join((*parts, *new))
        values[field] = said
    return values


def _change(session: Session, changes: Sequence[PersonChange]) -> None:
    for start in range(0, len(changes), 500):  # read at once, not one by one
        part = changes[start : start + 500]
        of_them = Person.id.in_([change.person_id for change in part])
        held = list(session.scalars(select(Person).where(of_them, Person.deleted.is_(False))))
        for change in part:
            person = one(session, Person, change.person_id)
            for field, value in change.values.items():
                setattr(person, field, value)
        session.flush()
        del held


def _add(session: Session, community: str, people: Sequence[SheetPerson], tell: Callable[[int], None]) -> None:
    """Write down new people at once; a namesake in the same group gets the next free number."""
    # An id stays with a person whose group has changed since, and with one whose data was erased.
    taken = set(session.scalars(select(Person.id).where(Person.deleted.is_(False) | Person.erased.is_(True))))
    records = []
    for p in people:
        namesake = 1
        while (id_ := Person.id_for(community, p.name, p.unit, namesake)) in taken:
            namesake += 1
        taken.add(id_)
        records.append({
            "id": id_, "community_id": community, "name": p.name, "unit": p.unit, "namesake": namesake, "gender": p.gender,
            "birth_year": p.birth_year, "phone": p.phone or None, "role": p.role, "household": p.household or None,
            "household_head": p.household_head, "tags": p.tags or None, "alias": p.alias or None, "note": p.note or None,
            "id_tail": p.id_tail or None,
        })  # fmt: skip
    for start in range(0, len(records), _AT_ONCE):
        tell(start)
        add_many(session, Person, records[start : start + _AT_ONCE])
