"""Who of a sheet is on the roster already by their ID number, where a place keeps them: before name and group say anything.

A number has one person. Two lines with one number, or a line with the number of somebody of another name, are told and
not guessed. Pure: numbers come as their hashes, so nothing here knows one.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from yishi.domain.roster_match import Known
from yishi.domain.roster_sheet import RowProblem, SheetPerson
from yishi.i18n import _


@dataclass
class Numbered:
    """Lines known by their number, lines and people that are left for name and group, lines that are told."""

    same: list[tuple[SheetPerson, Known]] = field(default_factory=list)
    rest: list[SheetPerson] = field(default_factory=list)
    free: list[Known] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)


def by_number(people: Sequence[SheetPerson], hashes: Sequence[str], roster: Iterable[Known], held: dict[str, str]) -> Numbered:
    """Return what the numbers say; `hashes` go with `people` ("" for none), `held` has those of the roster by id."""
    found, first = Numbered(), dict[str, SheetPerson]()
    roster = list(roster)
    holders: defaultdict[str, list[Known]] = defaultdict(list)
    for known in roster if held else ():
        if known.id in held:
            holders[held[known.id]].append(known)
    taken = set[str]()
    for person, mark in zip(people, hashes, strict=True):
        if not mark:
            found.rest.append(person)
        elif mark in first:
            _second(person, first[mark], found)
        else:
            first[mark] = person
            there = holders.get(mark, [])
            _line(person, there, found)
            taken.update(known.id for known in there)
    found.free = [known for known in roster if known.id not in taken] if taken else roster
    return found


def another_number(same: Iterable[tuple[SheetPerson, Known]], mark_of: dict[int, str],
                   held: dict[str, str]) -> tuple[list[tuple[SheetPerson, Known]], list[RowProblem]]:  # fmt: skip
    """Return the pairs that name and group found, without those whose numbers differ; these are told. `mark_of`: line → hash."""
    kept, problems = [], []
    for person, known in same:
        mark = mark_of.get(person.row, "")
        if mark and held.get(known.id, mark) != mark:
            message = _("名册里的“{name}”是另一个身份证号，分不清是输错了还是同名的两个人，这一行没有导入。").format(name=known.name)
            problems.append(RowProblem(person.row, _("身份证号"), message))
        else:
            kept.append((person, known))
    return kept, problems


def _line(person: SheetPerson, there: Sequence[Known], found: Numbered) -> None:
    if not there:
        found.rest.append(person)
    elif len(there) > 1:
        message = _("名册里有{n}位是这个身份证号，分不清是哪一位，这一行没有导入。请先到“可能重复”里合并。").format(n=len(there))
        found.problems.append(RowProblem(person.row, _("身份证号"), message))
    elif there[0].name != person.name:
        message = _("名册里的“{name}”也是这个身份证号，姓名却不一样，这一行没有导入。").format(name=there[0].name)
        found.problems.append(RowProblem(person.row, _("身份证号"), message))
    else:
        found.same.append((person, there[0]))


def _second(person: SheetPerson, other: SheetPerson, found: Numbered) -> None:
    if person.name == other.name:
        message = _("和第{row}行是同一个人，只收了那一行。").format(row=other.row)
    else:
        message = _("和第{row}行“{name}”的身份证号一样，姓名却不一样，这一行没有导入。").format(row=other.row, name=other.name)
    found.problems.append(RowProblem(person.row, _("身份证号"), message))
