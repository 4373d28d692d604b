"""The preview of a roster as rows of a table: line of the sheet, verdict, who, and what is to be said about it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from yishi.domain.masking import mask_phone
from yishi.domain.roster_cells import text
from yishi.errors import shown
from yishi.gui.pages.roster import spaced
from yishi.gui.table import Cell, Column, Row
from yishi.i18n import _

if TYPE_CHECKING:
    from yishi.domain.roster_columns import Column as SheetColumn
    from yishi.domain.roster_sheet import RowProblem, SheetPerson
    from yishi.services.roster_import import RosterPreview

MOST = 1000  # rows that are shown at once; nobody looks at more
_RAW = 8  # columns of a sheet that nothing is known of
_CHIPS = {"new": "green", "changed": "passed", "same": "suspended", "doubt": "yellow", "out": "red"}


@dataclass(frozen=True)
class Line:
    """One line of the sheet: new, changed, same, doubt (comes, without a bad cell) or out (does not come)."""

    row: int
    verdict: str
    person: "SheetPerson | None"
    problems: "tuple[RowProblem, ...]" = ()
    values: Mapping[str, object] = field(default_factory=dict)
    was: Mapping[str, object] = field(default_factory=dict)

    @property
    def asks(self) -> bool:
        """Whether somebody should look at it."""
        return bool(self.problems)


def verdict_word(verdict: str) -> str:
    """Return the word of a verdict."""
    return {"new": _("新增"), "changed": _("更新"), "same": _("没变"), "doubt": _("有问题"), "out": _("不导入")}[verdict]


def field_word(name: str) -> str:
    """Return what a field of a person is called here."""
    return {
        "gender": _("性别"), "birth_year": _("出生年"), "phone": _("电话"), "unit": _("组、楼栋"), "role": _("职务"),
        "household": _("户号"), "household_head": _("户主"), "tags": _("标签"), "alias": _("称呼"), "note": _("备注"),
        "id_tail": _("证号末四位"),
    }[name]  # fmt: skip


def lines(found: "RosterPreview") -> list[Line]:
    """Return every line of the sheet that says something, in its order."""
    wrong: defaultdict[int, list[RowProblem]] = defaultdict(list)
    for problem in found.problems:
        wrong[problem.row].append(problem)
    people = {person.row: person for person in found.people}
    new, changed = {person.row for person in found.added}, {change.row: change for change in found.updated}
    same = set(found.unchanged)
    made = []
    for row in sorted(people.keys() | wrong.keys()):
        change = changed.get(row)
        come = row in new or change is not None or row in same
        verdict = "out" if not come else "doubt" if row in wrong else "new" if row in new else "changed" if change else "same"
        made.append(Line(row, verdict, people.get(row), tuple(wrong.get(row, ())), change.values if change else {},
                         change.was if change else {}))
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
    return text(value)[:40] if value is None or isinstance(value, (str, int, float)) else ""


# field → word, width; the name and the words at the end are always there
_WIDTHS = (("gender", 46), ("phone", 106), ("unit", 86), ("role", 98), ("birth_year", 58), ("household", 62), ("household_head", 52),
           ("alias", 88), ("tags", 88), ("note", 88))  # fmt: skip
_NAME, _ROW, _VERDICT, _WORDS = 84, 42, 86, 140


def shown_fields(found: "RosterPreview", room: float) -> list[str]:
    """Return which fields have a column of their own: those that the sheet fills, as many as `room` (at 10.5 pt) takes."""
    kinds = {column.field for column in found.columns}
    filled = kinds | ({"birth_year"} if kinds & {"birth", "age", "id_number"} else set()) | (
        {"gender"} if "id_number" in kinds else set()) | ({"role"} if "political" in kinds else set())
    left, kept = room - _ROW - _VERDICT - _NAME - _WORDS, []
    for name, width in _WIDTHS:
        if name in filled:
            left -= width
            if left < 0:  # the more important ones stand first
                break
            kept.append(name)
    return kept


def columns(fields: Sequence[str]) -> tuple[Column, ...]:
    """Return the heads of the table."""
    widths = dict(_WIDTHS)
    middle = tuple(Column(field_word(name), widths[name], sorts=False) for name in fields)
    return (Column(_("行"), _ROW, "right", sorts=False), Column(_("结果"), _VERDICT, sorts=False), Column(_("姓名"), _NAME, sorts=False),
            *middle, Column(_("说明"), sorts=False))  # fmt: skip


def table_row(line: Line, fields: Sequence[str]) -> Row:
    """Return one line as a row; its ref is the line of the sheet."""
    person = line.person
    chip = Cell(verdict_word(line.verdict), chip=_CHIPS[line.verdict])
    name = Cell(spaced(person.name), bold=True) if person else Cell(_("（没有）"), kind="muted")
    middle = [Cell(value_word(field, getattr(person, field)) if person else "") for field in fields]
    told = Cell(words(line), kind={"doubt": "yellow", "out": "red"}.get(line.verdict, "muted"))
    return Row(line.row, (Cell(str(line.row), kind="muted"), chip, name, *middle, told))


def value_word(field: str, value: object) -> str:
    """Return a value as it is shown: phones masked."""
    if value in (None, ""):
        return ""
    if field == "phone":
        return mask_phone(str(value))
    if field == "household_head":
        return _("户主") if value else ""
    return str(value)


def words(line: Line) -> str:
    """Return what is to be said about a line: what is wrong, else what changes."""
    if line.problems:
        return "　".join(f"{problem.column}：{problem.message}" for problem in line.problems)
    return "　".join(change_words(line))


def change_words(line: Line) -> list[str]:
    """Return 电话：199****0201 → 138****0001 for each field that changes."""
    told = []
    for name, value in line.values.items():
        before, after = value_word(name, line.was.get(name)), value_word(name, value)
        told.append(_("{field}：{before} → {after}").format(field=field_word(name), before=before or _("空"), after=after or _("不是")))
    return told
