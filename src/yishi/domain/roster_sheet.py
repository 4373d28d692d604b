"""A sheet of residents as places keep it in Excel, read into people column by column: each different cell is understood once.

Pure: rows of cells in, people and problems out. `row` counts the lines of the sheet from 1, as Excel shows them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import itemgetter
from typing import NamedTuple, TypeVar

from yishi.domain import roster_cells as cells
from yishi.domain import roster_columns, roster_doubts, roster_homes, roster_ids
from yishi.domain.roster_cells import Cell
from yishi.domain.roster_columns import FIELDS, Column, Columns
from yishi.domain.roster_lines import Lines
from yishi.errors import Refusal
from yishi.i18n import _

__all__ = ["FIELDS", "Column", "RosterSheet", "RowProblem", "SheetPerson", "people_of", "read"]


class RowProblem(NamedTuple):
    """What is wrong with one cell: line of the sheet from 1, header (or letter) of the column, a sentence."""

    row: int
    column: str
    message: str


class SheetPerson(NamedTuple):
    """Somebody as a line of the sheet has them; empty where it says nothing."""

    row: int
    name: str
    gender: str = ""
    birth_year: int | None = None
    phone: str = ""
    unit: str = ""
    role: str = ""
    by_age: bool = False  # the year was reckoned from an age: it fills a gap, it corrects nothing
    household: str = ""
    household_head: bool | None = None
    tags: str = ""
    alias: str = ""
    note: str = ""
    door: str = ""
    local: bool | None = None  # 户籍 in this place
    id_tail: str = ""  # last 4 of a good ID number, only where the place collects them
    id_number: str = ""  # a good ID number whole, only where the caller asks; shown nowhere

    def __repr__(self) -> str:
        """Return what a log or a traceback may have: the line, nothing of the person."""
        return f"SheetPerson(row={self.row})"


@dataclass(frozen=True)
class RosterSheet:
    """What a sheet holds: the last line of its header (0 = none), its columns, its people, its problems by line."""

    header_row: int
    columns: tuple[Column, ...]
    people: tuple[SheetPerson, ...]
    problems: tuple[RowProblem, ...]


class _Read(NamedTuple):
    """One cell understood."""

    value: str = ""
    year: int | None = None
    message: str = ""
    number: str = ""  # an ID number whose last sign is right


_NOTHING = _Read()
_LOCAL = {roster_homes.LOCAL: True, roster_homes.ELSEWHERE: False}
T = TypeVar("T")


def read(rows: Sequence[Sequence[Cell]], mapping: Mapping[str, str] | None = None, today: date | None = None) -> RosterSheet:
    """Return the people of a sheet. `mapping`: header → one of FIELDS, before what the header says by itself.

    Refused: YS-I18 an empty sheet, YS-I19 no column of names, YS-I20 a mapping that names no column or no field.
    """
    refuse_empty(rows)
    return people_of(rows, roster_columns.find(rows, mapping), today)


def refuse_empty(rows: Sequence[Sequence[Cell]]) -> None:
    """Raise YS-I18 for a sheet that says nothing."""
    if not any(cells.text(cell) for row in rows for cell in row):
        raise Refusal("YS-I18", _("这张表是空的。"), next_step=_("请打开表看看，名单是不是在另一张工作表里。"))


def people_of(rows: Sequence[Sequence[Cell]], found: Columns, today: date | None = None, id_tail: bool = False,
              id_numbers: bool = False) -> RosterSheet:  # fmt: skip
    """Return the people of a sheet whose columns are known; of good ID numbers `id_tail` keeps the last four, `id_numbers` all.

    Refused: YS-I19 no column of names.
    """
    named = found.of("name")
    if named is None:
        raise Refusal("YS-I19", _("表里没有找到姓名那一列。"), next_step=_("请在表头写上“姓名”再导入。"))
    body, first = rows[found.header_row :], found.header_row + 1
    wanted = [column for column in found.columns if column.field not in ("", "skip")]
    cells_of = _transposed(body)
    said = {column.field: _column(cells_of(column.place), column, today, id_tail or id_numbers) for column in wanted}
    names = said["name"].values
    heads = {column.place for column in wanted if column.field == "household_head"}  # there a name may well stand twice
    twice = _names_elsewhere(body, cells_of, named.place, heads)
    kept: Sequence[int] = range(len(names))
    problems: list[RowProblem] = []
    if twice or not all(names):
        raw = cells_of(named.place)
        kept = [n for n, name in enumerate(names) if name and not (raw[n] in twice and _subtitle(body[n], named.place, heads))]
        problems += [RowProblem(first + n, named.called, said["name"].messages.get(n, ""))
                     for n, name in enumerate(names) if not name and _says_something(body[n])]  # fmt: skip
    here = set(kept) if any(column.messages for column in said.values()) else set()
    for column in wanted:
        problems += [RowProblem(first + n, column.called, message) for n, message in said[column.field].messages.items() if n in here]
    doubts = _doubts(kept, said)
    for field, told in doubts.items():
        called, among = next(column.called for column in wanted if column.field == field), set(kept) if told else set()
        problems += [RowProblem(first + n, called, message) for n, message in told.items() if n in among]
    if mistaken := doubts.get("birth"):
        said["birth"] = replace(said["birth"], years=[None if n in mistaken else year for n, year in enumerate(said["birth"].years)])
    problems.sort(key=itemgetter(0))
    return RosterSheet(found.header_row, found.columns, tuple(_people(kept, first, said, id_tail, id_numbers)), tuple(problems))


@dataclass(frozen=True)
class _Said:
    """What each line says in one column, and by place of the line what is wrong."""

    values: Sequence[str]
    messages: Mapping[int, str]
    years: Sequence[int | None] = ()
    numbers: Sequence[str] = ()


def _transposed(body: Sequence[Sequence[Cell]]) -> Callable[[int], Sequence[Cell]]:
    """Return a way to ask for what the lines hold at a place."""
    if isinstance(body, Lines):
        return lambda place: body.columns[place] if place < len(body.columns) else (None,) * len(body)
    if len({len(row) for row in body}) == 1:  # as a workbook tells it
        whole = list(zip(*body, strict=True))
        return lambda place: whole[place] if place < len(whole) else (None,) * len(body)
    return lambda place: [row[place] if place < len(row) else None for row in body]


def _column(given: Sequence[Cell], column: Column, today: date | None, keep_id: bool) -> _Said:
    """Return what each line says in one column; a cell that comes a thousand times is read once."""
    reader = _reader(column, today, keep_id)
    keys: Sequence[object] = given
    if set(map(type, given)) <= {str}:
        if column.field == "id_number":
            return _id_numbers(given, reader, today, keep_id)  # type: ignore[arg-type]
        different = set(given)
        easy = cells.as_they_are(column.field, different)  # type: ignore[arg-type]
        if len(easy) == len(different):
            return _Said(given, {})  # type: ignore[arg-type]
        known: dict[object, _Read] = {cell: reader(cell) for cell in different - easy}
    else:  # 1, 1.0 and TRUE are one key and three cells
        keys = typed = [(type(cell), cell) for cell in given]
        easy, known = set(), {key: reader(key[1]) for key in set(typed)}
    values = {key: read_.value for key, read_ in known.items()} | dict(zip(easy, easy, strict=True))
    wrong = {key: read_.message for key, read_ in known.items() if read_.message}
    messages = {n: wrong[key] for n, key in enumerate(keys) if key in wrong} if wrong else {}
    of: list[str] = list(map(values.__getitem__, keys))
    if column.field not in ("birth", "age", "id_number"):
        return _Said(of, messages)
    return _Said(of, messages, [known[key].year for key in keys], [known[key].number for key in keys])


def _id_numbers(given: Sequence[str], reader: Callable[[Cell], _Read], today: date | None, keep_id: bool) -> _Said:
    """Return what each line says in a column of ID numbers, most of which are as they should be."""
    years, sexes, others = roster_ids.usual(given, today)
    numbers, messages, known = list(given) if keep_id else [], dict[int, str](), dict[str, _Read]()
    for n in others:
        cell = given[n]
        found = known[cell] = known.get(cell) or reader(cell)
        years[n], sexes[n] = found.year, found.value
        if found.message:
            messages[n] = found.message
        if keep_id:
            numbers[n] = found.number
    return _Said(sexes, messages, years, numbers or [""] * len(sexes))


def _reader(column: Column, today: date | None, keep_id: bool) -> Callable[[Cell], _Read]:
    """Return what understands the cells of a column."""
    of = _reader_of(column, today, keep_id)

    def unless_broken(cell: Cell) -> _Read:
        broken = cells.error(cell)
        return _Read("", None, broken) if broken else of(cell)

    return unless_broken


def _reader_of(column: Column, today: date | None, keep_id: bool) -> Callable[[Cell], _Read]:
    simple: dict[str, Callable[[Cell], tuple[str, str]]] = {
        "name": cells.name, "gender": cells.gender, "phone": cells.phone, "household": cells.household, "tags": cells.several,
        "alias": cells.several, "household_head": cells.words, "unit": lambda cell: cells.unit(cell, column.header),
        "door": roster_homes.door, "local": lambda cell: roster_homes.local(cell, column.header),
    }  # fmt: skip
    match column.field:
        case "birth" | "age":
            year_of = cells.birth_year if column.field == "birth" else cells.age

            def by_year(cell: Cell) -> _Read:
                year, message = year_of(cell, today)
                return _Read("", year, message)

            return by_year
        case "id_number":

            def by_id(cell: Cell) -> _Read:
                year, sex, message = cells.id_number(cell, today)
                return _Read(sex, year, message, cells.whole_id(cell) if keep_id and sex and not message else "")

            return by_id
        case "political":
            return lambda cell: _Read(cells.party_member(cell))
    of = simple.get(column.field, cells.words)

    def plainly(cell: Cell) -> _Read:
        value, message = of(cell)
        return _Read(value, None, message) if value or message else _NOTHING

    return plainly


def _people(kept: Sequence[int], first: int, said: Mapping[str, _Said], id_tail: bool, id_numbers: bool) -> Iterable[SheetPerson]:
    all_of_them = "name" in said and len(kept) == len(said["name"].values)

    def chosen(column: Sequence[T]) -> Sequence[T]:
        return column if all_of_them else [column[n] for n in kept]

    def of(field: str) -> Sequence[str]:
        return chosen(said[field].values) if field in said else [""] * len(kept)

    def years(field: str) -> Sequence[int | None]:
        return chosen(said[field].years) if field in said else [None] * len(kept)

    nothing = [""] * len(kept)
    numbers = chosen(said["id_number"].numbers) if "id_number" in said else nothing
    tails = [number[-4:] for number in numbers] if id_tail else nothing
    sexes = [own or by_id for own, by_id in zip(of("gender"), of("id_number"), strict=True)]
    born = [day or by_id for day, by_id in zip(years("birth"), years("id_number"), strict=True)]
    names, roles, aged, by_age = of("name"), of("role"), years("age"), [False] * len(kept)
    if "age" in said:
        by_age = [year is None and age is not None for year, age in zip(born, aged, strict=True)]
        born = [year or age for year, age in zip(born, aged, strict=True)]
    if "political" in said:
        roles = [_with_party(role, party) for role, party in zip(roles, of("political"), strict=True)]
    heads: list[bool | None] = [None] * len(kept)
    if "household_head" in said:
        # 户主, 本人, or the name of the head is their own
        heads = [word in cells.HEADS or word == name if word else None for word, name in zip(of("household_head"), names, strict=True)]
    homes = [_LOCAL.get(word) for word in of("local")] if "local" in said else [None] * len(kept)
    lines = [first + n for n in kept]
    kept_numbers = numbers if id_numbers else nothing
    return map(SheetPerson._make, zip(lines, names, sexes, born, of("phone"), of("unit"), roles, by_age, of("household"), heads,
                                      of("tags"), of("alias"), of("note"), of("door"), homes, tails, kept_numbers,
                                      strict=True))  # fmt: skip


def _with_party(role: str, party: str) -> str:
    if not party or "党员" in role:
        return role
    return f"{role}、{party}" if role else party


def _doubts(kept: Sequence[int], said: Mapping[str, _Said]) -> dict[str, dict[int, str]]:
    """Return by field and line what is wrong with cells that are right by themselves."""
    told = dict[str, dict[int, str]]()
    by_id = said.get("id_number")
    if by_id and "gender" in said:
        told["gender"] = roster_doubts.of_sex(kept, said["gender"].values, by_id.values)
    if by_id and "birth" in said:
        told["birth"] = roster_doubts.of_birth(kept, said["birth"].years, by_id.years, by_id.messages)
    if "household" in said:
        told["household"] = roster_doubts.of_length(said["household"].values, said["household"].messages)
    return told


def _says_something(row: Sequence[Cell]) -> bool:
    """Whether a line without a name is one that ought to have one: not empty, no subtitle over merged cells."""
    filled = [text for cell in row if (text := cells.text(cell))]
    return bool(filled) and not (len(filled) > 1 and len(set(filled)) == 1)


def _names_elsewhere(body: Sequence[Sequence[Cell]], cells_of: Callable[[int], Sequence[Cell]], place: int, apart: set[int]) -> set[Cell]:
    """Return what stands in the column of names and in another one as well: a line that has it may be a subtitle."""
    names, width = set(cells_of(place)), max(map(len, body), default=0) if not isinstance(body, Lines) else len(body.columns)
    return {cell for other in range(width) if other != place and other not in apart for cell in names.intersection(cells_of(other))}


def _subtitle(row: Sequence[Cell], place: int, apart: set[int]) -> bool:
    """Whether the line says one thing over and over, as merged cells do when they are filled."""
    if row.count(row[place]) < 2:
        return False
    others = [cell for n, cell in enumerate(row) if n not in apart]
    return others.count(row[place]) > 1 and not _says_something(others)
