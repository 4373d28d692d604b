"""The preview of a roster as rows of a table: line of the sheet, verdict, who, and what is to be said about it."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from yishi.domain.masking import mask_door, mask_phone
from yishi.domain.rare_names import visible
from yishi.domain.roster_cells import text
from yishi.errors import shown
from yishi.gui.pages.roster import spaced
from yishi.gui.pages.roster_damage import Wrong, marked
from yishi.gui.table import Cell, Column, Row
from yishi.i18n import _

if TYPE_CHECKING:
    from yishi.domain.roster_columns import Column as SheetColumn
    from yishi.domain.roster_sheet import RowProblem, SheetPerson
    from yishi.services.roster_import import Perhaps, RosterPreview

MOST = 1000  # rows that are shown at once; nobody looks at more
_RAW = 8  # columns of a sheet that nothing is known of
_CHIPS = {"new": "green", "changed": "passed", "same": "suspended", "doubt": "yellow", "out": "red"}


_NOTHING: Mapping[str, object] = {}


class Line(NamedTuple):
    """One line of the sheet: new, changed, same, doubt (comes, without a bad cell) or out (does not come)."""

    row: int
    verdict: str
    person: "SheetPerson | None"
    problems: "tuple[RowProblem, ...]" = ()
    values: Mapping[str, object] = _NOTHING
    was: Mapping[str, object] = _NOTHING
    perhaps: "Perhaps | None" = None  # somebody of the roster may be meant

    @property
    def asks(self) -> bool:
        """Whether somebody should look at it."""
        return bool(self.problems or self.perhaps)


def verdict_word(verdict: str) -> str:
    """Return the word of a verdict."""
    return {"new": _("新增"), "changed": _("更新"), "same": _("没变"), "doubt": _("有问题"), "out": _("不导入")}[verdict]


def field_word(name: str) -> str:
    """Return what a field of a person is called here."""
    return {
        "gender": _("性别"), "birth_year": _("出生年"), "phone": _("电话"), "unit": _("组、楼栋"), "role": _("职务"),
        "household": _("户号"), "household_head": _("户主"), "tags": _("标签"), "alias": _("称呼"), "note": _("备注"),
        "id_number": _("身份证号"), "door": _("门牌"), "local": _("户籍"), "id_tail": _("证号末四位"),
    }[name]  # fmt: skip


def lines(found: "RosterPreview") -> list[Line]:
    """Return every line of the sheet that says something, in its order."""
    wrong: defaultdict[int, list[RowProblem]] = defaultdict(list)
    for problem in found.problems:
        wrong[problem.row].append(problem)
    people = {person.row: person for person in found.people}
    new, changed = {person.row for person in found.added}, {change.row: change for change in found.updated}
    same, asked = set(found.unchanged), {each.row: each for each in found.perhaps}
    made = []
    for row in sorted(people.keys() | wrong.keys()):
        change = changed.get(row)
        come = row in new or change is not None or row in same
        verdict = "new" if row in new else "changed" if change else "same"
        verdict = "out" if not come else "doubt" if row in wrong or row in asked else verdict
        made.append(Line(row, verdict, people.get(row), tuple(wrong.get(row, ())), change.values if change else {},
                         change.was if change else {}, asked.get(row)))
    return made


def raw_columns(columns: "Sequence[SheetColumn]") -> tuple[Column, ...]:
    """Return the heads of a sheet in which nothing was understood: its own."""
    return (Column(_("行"), _ROW, "right", sorts=False), *(Column(shown(column.called, 12), sorts=False) for column in columns[:_RAW]))


def raw_rows(columns: "Sequence[SheetColumn]", cells: Sequence[Sequence[object]]) -> list[Row]:
    """Return the first lines of a sheet as they are."""
    places = [column.place for column in columns[:_RAW]]
    return [Row(n, (Cell(str(n), kind="muted"), *(Cell(_raw(line, place)) for place in places))) for n, line in enumerate(cells[:40], 1)]


def _raw(line: Sequence[object], place: int) -> str:
    value = line[place] if place < len(line) else ""
    return Wrong("", "", "", text(value)).masked[:40] if value is None or isinstance(value, (str, int, float)) else ""


# field → word, width; the name and the words at the end are always there
_WIDTHS = (("gender", 46), ("phone", 106), ("id_number", 92), ("unit", 86), ("role", 98), ("birth_year", 58), ("door", 74),
           ("household", 62), ("household_head", 52), ("local", 58), ("alias", 88), ("tags", 88), ("note", 88))  # fmt: skip
_NAME, _ROW, _VERDICT, _WORDS, _BAD = 84, 42, 86, 140, 112


def shown_fields(found: "RosterPreview", room: float) -> list[str]:
    """Return which fields have a column of their own: those that the sheet fills, as many as `room` (at 10.5 pt) takes.

    Those with bad cells go before the others; ID numbers have a column only where some are bad.
    """
    bad = bad_fields(found)
    kinds = {column.field for column in found.columns} - ({"id_number"} - bad)
    filled = kinds | ({"birth_year"} if kinds & {"birth", "age", "id_number"} else set()) | (
        {"gender"} if "id_number" in kinds else set()) | ({"role"} if "political" in kinds else set())
    if any(column.field == "id_number" for column in found.columns):
        filled |= {"gender", "birth_year"}
    left, kept = room - _ROW - _VERDICT - _NAME - _WORDS, set[str]()
    for name, width in sorted(_WIDTHS, key=lambda field: field[0] not in bad):  # else the more important ones stand first
        if name in filled:
            left -= max(width, _BAD) if name in bad else width
            if left < 0:
                break
            kept.add(name)
    return [name for name, _width in _WIDTHS if name in kept]


def bad_fields(found: "RosterPreview") -> set[str]:
    """Return the fields in whose columns some cell is bad."""
    bad_columns = {problem.column for problem in found.problems}
    return {Wrong("", column.field, "").shown_in for column in found.columns if column.called in bad_columns}


def columns(fields: Sequence[str], bad: Collection[str] = ()) -> tuple[Column, ...]:
    """Return the heads of the table; where cells are bad there is room for what stood there."""
    widths = {name: max(width, _BAD) if name in bad else width for name, width in _WIDTHS}
    middle = tuple(Column(field_word(name), widths[name], sorts=False) for name in fields)
    return (Column(_("行"), _ROW, "right", sorts=False), Column(_("结果"), _VERDICT, sorts=False), Column(_("姓名"), _NAME, sorts=False),
            *middle, Column(_("说明"), sorts=False))  # fmt: skip


def table_row(line: Line, fields: Sequence[str], wrongs: Sequence[Wrong] = ()) -> Row:
    """Return one line as a row; its ref is the line of the sheet. A bad cell shows what stood there, with a mark."""
    person = line.person
    bad = {wrong.shown_in: wrong for wrong in reversed(wrongs) if wrong.field}
    chip = Cell(verdict_word(line.verdict), chip=_CHIPS[line.verdict])
    name = Cell(visible(spaced(person.name)), bold=True) if person else Cell(_("（没有）"), kind="muted")
    if "name" in bad and (person or bad["name"].said):
        name = Cell(marked(bad["name"], visible(spaced(person.name)) if person else ""), bold=bool(person),
                    kind="yellow" if person else "red")  # fmt: skip
    middle = []
    for each in fields:
        value = value_word(each, getattr(person, each, "")) if person else ""
        middle.append(Cell(marked(bad[each], value), kind="yellow") if each in bad else Cell(value))
    told = Cell(words(line), kind={"doubt": "yellow", "out": "red"}.get(line.verdict, "muted"))
    return Row(line.row, (Cell(str(line.row), kind="muted"), chip, name, *middle, told))


def value_word(field: str, value: object) -> str:
    """Return a value as it is shown: phones, house numbers and ID numbers masked."""
    if value in (None, ""):
        return ""
    if field == "id_number":
        return Wrong("", field, "", str(value)).masked
    if field == "phone":
        return mask_phone(str(value))
    if field == "door":
        return mask_door(str(value))
    if field == "household_head":
        return _("户主") if value else ""
    if field == "local":
        return _("本地") if value else _("非本地")
    return str(value)


def words(line: Line) -> str:
    """Return what is to be said about a line: what is wrong, else what changes."""
    if line.asks:
        asked = (line.perhaps.words,) if line.perhaps else ()
        if len(line.problems) > 1:  # each of them whole beside the list, when the line is chosen
            told = "、".join(dict.fromkeys(problem.column for problem in line.problems))
            return "　".join((*asked, _("{n}处：{columns}").format(n=len(line.problems), columns=told)))
        return "　".join((*asked, *(f"{problem.column}：{problem.message}" for problem in line.problems)))
    return "　".join(change_words(line))


def change_words(line: Line) -> list[str]:
    """Return 电话：199****0201 → 138****0001 for each field that changes."""
    told = []
    for name, value in line.values.items():
        before, after = value_word(name, line.was.get(name)), value_word(name, value)
        told.append(_("{field}：{before} → {after}").format(field=field_word(name), before=before or _("空"), after=after or _("不是")))
    return told
