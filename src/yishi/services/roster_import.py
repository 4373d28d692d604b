"""A sheet of residents into the roster: looked at first, then taken in as one action. A second time adds nobody."""

import dataclasses
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
from yishi.domain.roster_match import Known, Matched, match, perhaps
from yishi.domain.roster_sheet import RowProblem, SheetPerson
from yishi.i18n import _
from yishi.services import areas, communities, id_key, id_numbers, roster_memory
from yishi.services.living import one, rows
from yishi.services.roster_numbers import Numbers
from yishi.store.writing import add_columns, without_collector

Cells = Sequence[Sequence[Cell]]
Tell = Callable[[int, int], None]  # so many of so many are written; may raise to give it all up
FIELDS = ("gender", "birth_year", "phone", "unit", "role", "household", "household_head", "tags", "alias", "note",
          "door", "local", "id_tail")  # fmt: skip
_SEVERAL = ("tags", "alias")  # 、 between: what comes is added to what is there
_PERHAPS = ("phone", "household", "tags", "alias", "note", "door", "id_tail")  # nothing said is nothing known
_AT_ONCE = 2000
_MOST_MERGED = 20  # one into the next


@dataclass(frozen=True)
class PersonChange:
    """Somebody of the roster and what the sheet says differently: field → value, and what the roster says now."""

    row: int
    person_id: str
    values: dict[str, object]
    was: dict[str, object]
    number: str = dataclasses.field(default="", repr=False)  # the whole ID number, where the roster is to have it sealed


@dataclass(frozen=True)
class Perhaps:
    """A line that would add somebody who may be on the roster already: as whom, and what the two have in common."""

    row: int
    person_id: str
    why: str

    @property
    def words(self) -> str:
        """What is asked."""
        return _("名册里也有（{why}），是同一人？").format(why=self.why)


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
    perhaps: tuple[Perhaps, ...] = ()  # of those in `added`

    @property
    def left_out(self) -> tuple[Column, ...]:
        """Return the columns that hold something nobody asks for here."""
        return tuple(c for c in self.columns if c.header and c.field == "")

    @property
    def doubts(self) -> tuple[RowProblem, ...]:
        """Return what is to be looked at of the lines that may be somebody of the roster, as other problems are told."""
        return tuple(RowProblem(each.row, _("姓名"), each.words) for each in self.perhaps)


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
            places: Mapping[int, str] | None = None, meant: Mapping[int, str] | None = None) -> RosterPreview:  # fmt: skip
    """Return what a sheet would bring; nothing changes. `today` turns ages into years of birth; refused as roster_sheet.read says.

    `meant`: what was answered to `RosterPreview.perhaps`: line of the sheet → id of the person of the roster, "" = somebody else.
    """
    with without_collector():
        return _preview(session, cells, columns(session, cells, mapping, places), today, meant or {})


def _preview(session: Session, cells: Cells, found_columns: Columns, today: date | None, meant: Mapping[int, str]) -> RosterPreview:
    numbers = Numbers(session)
    sheet = roster_sheet.people_of(cells, found_columns, today, numbers.tails, numbers.whole)
    people = rows(session, Person, Person.erased.is_not(True))
    roster = {p.id: p for p in people}
    held = list(map(_known, people))
    said, rest, free = _answered(sheet.people, held, meant)
    found = numbers.match(rest, free, people)
    found.same += said
    updated, unchanged = [], []
    for person, known in found.same:
        values, number = _news(person, roster[known.id]), numbers.news(person, roster[known.id])
        if number:
            values["id_tail"] = person.id_tail
        if values:
            was = {name: getattr(roster[known.id], name) for name in values}
            updated.append(PersonChange(person.row, known.id, values, was, number))
        else:
            unchanged.append(person.row)
    unchanged += _merged_away(session, found, set(roster))
    asked = _perhaps(found, free, meant)
    problems = sorted((*numbers.told(sheet), *sheet.problems, *found.problems), key=lambda problem: problem.row)
    return RosterPreview(tuple(found.new), tuple(sorted(updated, key=lambda change: change.row)), tuple(sorted(unchanged)),
                         tuple(problems), sheet.columns, sheet.header_row, sheet.people, asked)


def _known(p: Any) -> Known:
    return Known(p.id, p.name or "", p.gender, p.birth_year, p.phone or "", p.unit, p.household or "", p.door or "", p.id_tail or "")


def _answered(people: Sequence[SheetPerson], held: list[Known],
              meant: Mapping[int, str]) -> tuple[list[tuple[SheetPerson, Known]], Sequence[SheetPerson], list[Known]]:  # fmt: skip
    """Return the lines of which somebody said who they are, and the lines and people that are left."""
    if not any(meant.values()):
        return [], people, held
    by_id = {known.id: known for known in held}
    said = [(person, by_id[meant[person.row]]) for person in people if meant.get(person.row) in by_id]
    taken, rows_ = {known.id for _person, known in said}, {person.row for person, _known in said}
    return said, [person for person in people if person.row not in rows_], [known for known in held if known.id not in taken]


def _merged_away(session: Session, found: Matched, living: set[str]) -> list[int]:
    """Take those out of the new ones who were merged into somebody of the roster: they are there, and a sheet changes nothing of that."""
    names = {person.name for person in found.new}
    if not names:
        return []
    gone = {p.id: p for p in session.execute(select(*Person.__table__.c).where(
        Person.deleted.is_(True), Person.erased.is_not(True), Person.merged_into_id.is_not(None)))}  # fmt: skip
    were: dict[tuple[object, ...], Known] = {}
    for p in gone.values():
        into = p.merged_into_id
        for _step in range(_MOST_MERGED):  # two PCs may have merged two people into each other
            into = gone[into].merged_into_id if into in gone else into
        if into in living and p.name in names:
            known = _known(p)
            were.setdefault(known[1:], known)
    if not were:
        return []
    called = {known.name for known in were.values()}
    again = match([person for person in found.new if person.name in called], were.values())
    there = {person.row for person, _known in again.same}
    found.new = [person for person in found.new if person.row not in there]
    return sorted(there)


def _perhaps(found: Matched, held: Sequence[Known], meant: Mapping[int, str]) -> tuple[Perhaps, ...]:
    """Return which of the new ones may be somebody of the roster, unless it was answered."""
    names = {person.name for person in found.new}
    met = {known.id for _person, known in found.same}
    free = [known for known in held if known.name in names and known.id not in met]
    return tuple(Perhaps(person.row, known.id, why) for person, known, why in perhaps(found.new, free) if person.row not in meant)


def take_in(session: Session, cells: Cells, mapping: Mapping[str, str] | None = None, today: date | None = None,
            places: Mapping[int, str] | None = None) -> RosterPreview:  # fmt: skip
    """Bring the people of a sheet into the roster in the action of `session`; return what was done."""
    found = preview(session, cells, mapping, today, places)
    write(session, found, by_hand=bool(mapping or places))
    return found


@without_collector()
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
    areas.ensure_all(session, community, units - {""})
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
    seal = id_numbers.sealer(session) if any(change.number for change in changes) else None
    for start in range(0, len(changes), 500):  # read at once, not one by one
        part = changes[start : start + 500]
        of_them = Person.id.in_([change.person_id for change in part])
        held = list(session.scalars(select(Person).where(of_them, Person.deleted.is_(False))))
        for change in part:
            person = one(session, Person, change.person_id)
            for name, value in change.values.items():
                setattr(person, name, value)
            if seal is not None and change.number:
                person.id_tail, person.id_hash, person.id_sealed = seal(person.id, change.number)
        session.flush()
        del held


def _add(session: Session, community: str, people: Sequence[SheetPerson], tell: Callable[[int], None]) -> None:
    """Write down new people at once; a namesake in the same group gets the next free number."""
    # An id stays with a person whose group has changed since, with one whose data was erased, and with one who was merged into another.
    taken = set(session.scalars(
        select(Person.id).where(Person.deleted.is_(False) | Person.erased.is_(True) | Person.merged_into_id.is_not(None))))
    born: list[tuple[str, int, SheetPerson]] = []
    for p in people:
        namesake = 1
        while (id_ := Person.id_for(community, p.name, p.unit, namesake)) in taken:
            namesake += 1
        taken.add(id_)
        born.append((id_, namesake, p))
    born.sort()  # tables and indexes are in this order: appending is quicker than finding each a place
    seal = id_numbers.sealer(session) if any(p.id_number for p in people) else None
    for start in range(0, len(born), _AT_ONCE):
        tell(start)
        ids, namesakes, part = zip(*born[start : start + _AT_ONCE], strict=True)
        said = dict(zip(SheetPerson._fields, zip(*part, strict=True), strict=True))
        columns = {"id": ids, "community_id": [community] * len(ids), "namesake": namesakes}
        columns |= {name: said[name] for name in ("name", "unit", "gender", "birth_year", "role", "household_head", "local")}
        columns |= {name: [value or None for value in said[name]] for name in _PERHAPS}
        if seal is not None:
            sealed = [seal(id_, p.id_number) if p.id_number else (p.id_tail or None, None, None) for id_, p in zip(ids, part, strict=True)]
            columns |= dict(zip(id_key.COLUMNS, zip(*sealed, strict=True), strict=True))
        add_columns(session, Person, columns)
