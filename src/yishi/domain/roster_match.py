"""Who of a sheet is on the roster already: by name and group, else by name and phone. Namesakes stay apart.

A second import of the same sheet adds nobody. Whoever cannot be told apart is reported and not guessed.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from yishi.domain.roster_sheet import RowProblem, SheetPerson
from yishi.i18n import _


@dataclass(frozen=True)
class Known:
    """Somebody of the roster, as far as a sheet can tell them."""

    id: str
    name: str
    gender: str
    birth_year: int | None
    phone: str
    unit: str


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
        _one_name(_each_once(of_name, found), by_name[name], found)
    found.new.sort(key=lambda person: person.row)
    found.problems.sort(key=lambda problem: problem.row)
    return found


def _each_once(people: Sequence[SheetPerson], found: Matched) -> list[SheetPerson]:
    """Return the lines that are people of their own; one that says somebody a second time is reported."""
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
    """Return in how many of phone, sex and year of birth two people differ, where both say something."""
    pairs = ((a.phone, b.phone), (a.gender, b.gender), (a.birth_year, b.birth_year))
    return sum(bool(one and other and one != other) for one, other in pairs)


def _alike(person: SheetPerson, known: Known) -> bool:
    return _apart(person, known) <= 1


# In this order; a later way only looks at those whom no earlier one has found.
_WAYS: tuple[Fits, ...] = (
    lambda p, k: (p.unit, p.phone, p.gender, p.birth_year) == (k.unit, k.phone, k.gender, k.birth_year),
    lambda p, k: p.unit == k.unit and bool(p.phone) and p.phone == k.phone and _alike(p, k),
    lambda p, k: p.unit == k.unit and _apart(p, k) == 0,
    lambda p, k: p.unit == k.unit and _alike(p, k),
    lambda p, k: bool(p.phone) and p.phone == k.phone and _alike(p, k),
    lambda p, k: not k.unit and not k.phone and _apart(p, k) == 0,  # known in passing only, from a meeting
    lambda p, k: not p.unit and not p.phone and _apart(p, k) == 0,  # a list of names alone
)


def _one_name(people: list[SheetPerson], roster: Sequence[Known], found: Matched) -> None:
    left, free = list(people), list(roster)
    for fits in _WAYS:
        meant = {person.row: [known for known in free if fits(person, known)] for person in left}
        claims = Counter(known.id for each in meant.values() for known in each)
        for person in [person for person in left if meant[person.row]]:
            fitting = meant[person.row]
            left.remove(person)
            if len(fitting) == 1 and claims[fitting[0].id] == 1:
                free.remove(fitting[0])
                found.same.append((person, fitting[0]))
                continue
            message = _("名册里叫这个名字的有{n}位，分不清是哪一位，这一行没有导入。") if len(fitting) > 1 else _(
                "表里同名的有几位，分不清名册里的是哪一位，这一行没有导入。")
            found.problems.append(RowProblem(person.row, _("姓名"), message.format(n=len(fitting))))
    found.new += left
