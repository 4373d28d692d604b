"""Who of a sheet is on the roster already: by name and group, else by name and phone. Namesakes stay apart.

A second import of the same sheet adds nobody. Whoever cannot be told apart is reported and not guessed.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import NamedTuple

from yishi.domain.roster_sheet import RowProblem, SheetPerson
from yishi.i18n import _


class Known(NamedTuple):
    """Somebody of the roster, as far as a sheet can tell them."""

    id: str
    name: str
    gender: str
    birth_year: int | None
    phone: str
    unit: str
    household: str = ""
    door: str = ""
    id_tail: str = ""


@dataclass
class Matched:
    """Lines of a sheet: who is new, who is known as whom, and which lines cannot be told apart."""

    new: list[SheetPerson] = field(default_factory=list)
    same: list[tuple[SheetPerson, Known]] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)


Fits = Callable[[SheetPerson, Known], bool]


def match(people: Sequence[SheetPerson], roster: Iterable[Known]) -> Matched:
    """Return what becomes of each line of the sheet."""
    by_name: defaultdict[str, list[Known]] = defaultdict(list)
    for known in roster:
        by_name[known.name].append(known)
    lines: defaultdict[str, list[SheetPerson]] = defaultdict(list)
    for person in people:
        lines[person.name].append(person)
    found = Matched()
    for name, of_name in lines.items():
        there = by_name.get(name)
        kept = of_name if len(of_name) == 1 else _each_once(of_name, found)
        if there is None:
            found.new += kept
        else:
            _one_name(kept, there, found)
    found.new.sort(key=itemgetter(0))
    found.problems.sort(key=itemgetter(0))
    return found


def _each_once(people: Sequence[SheetPerson], found: Matched) -> list[SheetPerson]:
    """Return the lines that are people of their own; one that says somebody a second time is reported."""
    if len({person.unit for person in people}) == len({person.phone for person in people} - {""}) == len(people):
        return list(people)  # no two of one group or one phone
    kept: list[SheetPerson] = []
    for person in people:
        twin = next((other for other in kept if _twins(person, other)), None)
        if twin is None:
            kept.append(person)
        else:
            found.problems.append(RowProblem(person.row, _("姓名"), _("和第{row}行是同一个人，只收了那一行。").format(row=twin.row)))
    return kept


def _twins(a: SheetPerson, b: SheetPerson) -> bool:
    if a.phone and a.phone == b.phone:
        return _apart(a, b) == 0
    return a.unit == b.unit and _apart(a, b) == 0


def _apart(a: SheetPerson | Known, b: SheetPerson | Known) -> int:
    """Return in how many of phone, sex, year of birth, household and house number two people differ, where both say something."""
    pairs = ((a.phone, b.phone), (a.gender, b.gender), (a.birth_year, b.birth_year), (a.household, b.household), (a.door, b.door))
    return sum(bool(one and other and one != other) for one, other in pairs)


def _alike(person: SheetPerson, known: Known) -> bool:
    return _apart(person, known) <= 1


def _within(person: SheetPerson, known: Known) -> bool:
    """Whether all that the line says is what the roster says, group or phone among it: so it is after the line was taken in."""
    year = None if person.by_age else person.birth_year
    said = ((person.unit, known.unit), (person.phone, known.phone), (person.gender, known.gender), (year, known.birth_year),
            (person.household, known.household), (person.door, known.door))  # fmt: skip
    return bool(person.unit or person.phone) and all(not one or one == other for one, other in said)


# In this order; a later way only looks at those whom no earlier one has found.
_WAYS: tuple[Fits, ...] = (
    lambda p, k: (p.unit, p.phone, p.gender, p.birth_year, p.household, p.door) == (
        k.unit, k.phone, k.gender, k.birth_year, k.household, k.door),
    _within,
    lambda p, k: p.unit == k.unit and bool(p.phone) and p.phone == k.phone and _alike(p, k),
    lambda p, k: p.unit == k.unit and _apart(p, k) == 0,
    lambda p, k: p.unit == k.unit and _alike(p, k),
    lambda p, k: bool(p.phone) and p.phone == k.phone and _alike(p, k),
    lambda p, k: not k.unit and not k.phone and _apart(p, k) == 0,  # known in passing only, from a meeting
    lambda p, k: not p.unit and not p.phone and _apart(p, k) == 0,  # a list of names alone
)


def _one_name(people: list[SheetPerson], roster: Sequence[Known], found: Matched) -> None:
    if len(people) == len(roster) == 1 and _WAYS[0](people[0], roster[0]):
        found.same.append((people[0], roster[0]))
        return
    left, free = list(people), list(roster)
    for fits in _WAYS:
        meant = {person.row: [known for known in free if fits(person, known)] for person in left}
        claims = Counter(known.id for each in meant.values() for known in each)
        contested = set[str]()
        for person in [person for person in left if meant[person.row]]:
            fitting = meant[person.row]
            left.remove(person)
            if len(fitting) == 1 and claims[fitting[0].id] == 1:
                free.remove(fitting[0])
                found.same.append((person, fitting[0]))
                continue
            contested |= {known.id for known in fitting}
            message = _("名册里叫这个名字的有{n}位，分不清是哪一位，这一行没有导入。") if len(fitting) > 1 else _(
                "表里同名的有几位，分不清名册里的是哪一位，这一行没有导入。")
            found.problems.append(RowProblem(person.row, _("姓名"), message.format(n=len(fitting))))
        free = [known for known in free if known.id not in contested]  # nobody else gets whom two have asked for
    found.new += left


def perhaps(new: Iterable[SheetPerson], roster: Iterable[Known]) -> list[tuple[SheetPerson, Known, str]]:
    """Return who of the new ones may be somebody of the roster after all, and what the two have in common: it is asked, never decided.

    `roster`: those whom no line of the sheet was known as.
    """
    by_name: defaultdict[str, list[Known]] = defaultdict(list)
    for known in roster:
        by_name[known.name].append(known)
    found = []
    for person in new:
        for known in by_name.get(person.name, ()):
            why = _in_common(person, known)
            if why:
                found.append((person, known, why))
                break
    return found


def _in_common(person: SheetPerson, known: Known) -> str:
    """Return what makes somebody of the same name look like the same person, "" where nothing does."""
    if person.household and person.household == known.household:
        return _("户号一样")
    if person.door and person.door == known.door:
        return _("门牌一样")
    if person.id_tail and person.id_tail == known.id_tail:
        return _("身份证末四位一样")
    others = (person.gender, known.gender), (person.birth_year, known.birth_year)
    if person.unit and person.unit == known.unit and not any(one and other and one != other for one, other in others):
        return _("同在{unit}").format(unit=person.unit)
    return ""
