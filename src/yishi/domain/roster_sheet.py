"""A sheet of residents as places keep it in Excel, read into people: title rows, two-line headers, columns by synonym and content.

Pure: rows of cells in, people and problems out. `row` counts the lines of the sheet from 1, as Excel shows them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from yishi.domain import roster_cells as cells
from yishi.domain.marker import N_
from yishi.domain.roster_cells import Cell
from yishi.errors import Refusal, shown
from yishi.i18n import _

FIELDS: dict[str, str] = {
    "name": N_("姓名"), "gender": N_("性别"), "phone": N_("电话"), "unit": N_("组或楼栋"), "role": N_("职务"), "birth": N_("出生日期"),
    "age": N_("年龄"), "id_number": N_("身份证号（只取出生年和性别）"), "political": N_("政治面貌"), "note": N_("备注（不导入）"),
    "skip": N_("不导入"),
}  # fmt: skip
HEADER_WITHIN = 20  # lines: below that nobody writes a header
_SAMPLE = 60  # lines that tell what a column without a known header holds
# Whole headers, the likelier first; then what a header may contain. Names of other people (网格员, 联系人) are no match.
_WHOLE: dict[str, tuple[str, ...]] = {
    "name": ("姓名", "名字", "居民姓名", "村民姓名", "人员姓名", "代表姓名", "户主姓名", "户主", "name"),
    "gender": ("性别", "男女", "sex", "gender"),
    "phone": ("手机", "手机号", "手机号码", "移动电话", "联系电话", "联系方式", "电话", "电话号码", "本人电话", "phone", "tel"),
    "unit": ("楼栋", "楼幢", "楼栋号", "幢号", "幢", "栋", "楼号", "组", "小组", "村民小组", "组别", "所属小组", "所在组", "户组",
             "居民小组", "自然村", "网格", "所属网格", "网格名称", "组网格楼栋", "group"),
    "role": ("职务", "身份", "职位", "角色", "担任职务", "现任职务", "人员类别", "人员身份", "身份职务", "role"),
    "birth": ("出生日期", "出生年月", "出生年月日", "出生年份", "出生", "生日", "birth"),
    "age": ("年龄", "周岁", "年纪", "age"),
    "id_number": ("身份证号", "身份证号码", "身份证", "公民身份号码", "公民身份证号码", "证件号", "证件号码", "身份号码"),
    "political": ("政治面貌", "是否党员", "党员", "是否中共党员"),
    "note": ("备注", "说明", "备考", "note"),
    "skip": ("序号", "编号", "no", "户号"),
}  # fmt: skip
_WITHIN: dict[str, str] = {
    "id_number": r"身份证|证件号|公民身份", "phone": r"手机|电话|联系方式", "birth": r"出生", "age": r"年龄",
    "political": r"政治面貌|是否党员", "role": r"职务", "unit": r"楼栋|楼幢|幢号|小组|组别|网格(?![员长])", "gender": r"性别",
    "name": r"^(居民|村民|人员|代表|业主|党员|户主|成员)?姓名$", "note": r"备注",
}  # fmt: skip
_OTHERS = re.compile(r"网格[员长]|联系人|监护|配偶|父亲|母亲|紧急|关系|包[联户保]")


@dataclass(frozen=True)
class RowProblem:
    """What is wrong with one cell: line of the sheet from 1, header (or letter) of the column, a sentence."""

    row: int
    column: str
    message: str


@dataclass(frozen=True)
class Column:
    """One column of the sheet: its place from 0, its header and which of FIELDS it holds ("" = not understood)."""

    place: int
    header: str
    field: str

    @property
    def called(self) -> str:
        """Return the header, or the letter where it has none."""
        return self.header or _letter(self.place)


@dataclass(frozen=True)
class SheetPerson:
    """Somebody as a line of the sheet has them; empty where it says nothing."""

    row: int
    name: str
    gender: str = ""
    birth_year: int | None = None
    phone: str = ""
    unit: str = ""
    role: str = ""
    by_age: bool = False  # the year was reckoned from an age: it fills a gap, it corrects nothing


@dataclass(frozen=True)
class RosterSheet:
    """What a sheet holds: the last line of its header (0 = none), its columns, its people, its problems by line."""

    header_row: int
    columns: tuple[Column, ...]
    people: tuple[SheetPerson, ...]
    problems: tuple[RowProblem, ...]


def read(rows: Sequence[Sequence[Cell]], mapping: Mapping[str, str] | None = None, today: date | None = None) -> RosterSheet:
    """Return the people of a sheet. `mapping`: header → one of FIELDS, before what the header says by itself.

    Refused: YS-I18 an empty sheet, YS-I19 no column of names, YS-I20 a mapping that names no column or no field.
    """
    if not any(cells.text(cell) for row in rows for cell in row):
        raise Refusal("YS-I18", _("这张表是空的。"), next_step=_("请打开表看看，名单是不是在另一张工作表里。"))
    wanted = {_bare(header): field for header, field in (mapping or {}).items()}
    first, headers = _headers(rows, wanted)
    columns = _columns(rows[first:], headers, wanted)
    _refuse_mapping(mapping or {}, headers)
    if not any(column.field == "name" for column in columns):
        raise Refusal("YS-I19", _("表里没有找到姓名那一列。"), next_step=_("请在表头写上“姓名”再导入。"))
    people, problems = [], list[RowProblem]()
    known = [column for column in columns if column.field and column.field not in ("note", "skip")]
    for n, row in enumerate(rows[first:], first + 1):
        filled = [text for cell in row if (text := cells.text(cell))]
        repeated = len(filled) > 1 and len(set(filled)) == 1  # a subtitle in merged cells
        if filled and not repeated:
            person, wrong = _person(n, row, known, today)
            problems += wrong
            people += [person] if person else []
    return RosterSheet(first, tuple(columns), tuple(people), tuple(problems))


def _person(n: int, row: Sequence[Cell], columns: Sequence[Column], today: date | None) -> tuple[SheetPerson | None, list[RowProblem]]:
    """Read one line; without a name there is nobody, and only that is told."""
    found: dict[str, str] = {}
    years: dict[str, int] = {}
    wrong: list[RowProblem] = []
    for column in columns:
        cell = row[column.place] if column.place < len(row) else None
        value, year, message = _cell(column, cell, today)
        if message:
            wrong.append(RowProblem(n, column.called, message))
        if year is not None:
            years.setdefault(column.field, year)
        if value:
            found.setdefault("id_sex" if column.field == "id_number" else column.field, value)
        if column.field == "name" and not value:
            return None, wrong[-1:]
    sex, by_id = found.get("gender", ""), found.get("id_sex", "")
    if sex and by_id and sex != by_id:
        wrong.append(RowProblem(n, _("性别"), _("性别和身份证号对不上，按性别一栏写的收。")))
    year = years.get("birth") or years.get("id_number") or years.get("age")
    role = found.get("role", "")
    if found.get("political") and "党员" not in role:
        role = f"{role}、党员" if role else "党员"
    by_age = "age" in years and not years.keys() & {"birth", "id_number"}
    return SheetPerson(n, found["name"], sex or by_id, year, found.get("phone", ""), found.get("unit", ""), role, by_age), wrong


def _cell(column: Column, cell: Cell, today: date | None) -> tuple[str, int | None, str]:
    """Return what a cell says: text, year, and what is wrong."""
    match column.field:
        case "name" | "gender" | "phone":
            value, message = {"name": cells.name, "gender": cells.gender, "phone": cells.phone}[column.field](cell)
            return value, None, message
        case "unit":
            value, message = cells.unit(cell, column.header)
            return value, None, message
        case "birth" | "age":
            year, message = (cells.birth_year if column.field == "birth" else cells.age)(cell, today)
            return "", year, message
        case "id_number":
            year, sex, message = cells.id_number(cell, today)
            return sex, year, message
        case "political":
            said = cells.plain(cell)
            return "党员" if said in ("是", "√", "✓") or ("党员" in said and "非" not in said) else "", None, ""
    value, message = cells.words(cell)
    return value, None, message


def _headers(rows: Sequence[Sequence[Cell]], wanted: Mapping[str, str]) -> tuple[int, list[str]]:
    """Return how many lines come before the people, and the headers; (0, none) where the sheet has no header."""
    for n, row in enumerate(rows[:HEADER_WITHIN]):
        here = [cells.text(cell) for cell in row]
        fields = {_field(header, wanted) for header in here} - {""}
        if "name" not in fields:
            continue
        upper = [cells.text(cell) for cell in rows[n - 1]] if n else []
        if len(set(upper) - {""}) > 1:
            return n + 1, _joined(upper, here, wanted)
        lower = [cells.text(cell) for cell in rows[n + 1]] if n + 1 < len(rows) else []
        under = {_field(header, wanted) for place, header in enumerate(lower) if header != (here + [""] * len(lower))[place]} - {""}
        at = next(place for place, header in enumerate(here) if _field(header, wanted) == "name")
        if under and (at >= len(lower) or lower[at] in ("", here[at])):
            return n + 2, _joined(here, lower, wanted)
        return n + 1, here
    return 0, []


def _joined(upper: list[str], lower: list[str], wanted: Mapping[str, str]) -> list[str]:
    """Return one header a column: the lower line where it says enough, else both together, else the upper one."""
    found = []
    for place in range(max(len(upper), len(lower))):
        over, under = upper[place] if place < len(upper) else "", lower[place] if place < len(lower) else ""
        ways = (under, over + under, over)
        found.append(next((way for way in ways if way and _field(way, wanted)), under or over))
    return found


def _columns(body: Sequence[Sequence[Cell]], headers: list[str], wanted: Mapping[str, str]) -> list[Column]:
    """Return what each column holds; of two columns of one kind the likelier is taken, the other is not understood."""
    width = max([len(headers), *(len(row) for row in body[:_SAMPLE])])
    headers = headers + [""] * (width - len(headers))
    best: dict[str, tuple[int, int]] = {}
    for place, header in enumerate(headers):
        field = _field(header, wanted)
        if field and field != "skip":
            rank = -1 if _bare(header) in wanted else _rank(field, header)
            best[field] = min(best.get(field, (999, 0)), (rank, place))
    taken = {place: field for field, (__, place) in best.items()}
    for place, header in enumerate(headers):
        if place not in taken and _field(header, wanted) != "skip" and (not header or not _OTHERS.search(header)):
            field = _by_content([row[place] for row in body[:_SAMPLE] if place < len(row)])
            if field and field not in taken.values() and (not headers[place] or field != "name"):
                taken[place] = field
    if width > 1 and set(taken.values()) == {"name"} and not any(headers):  # two characters alone may be anything
        taken.clear()
    return [Column(place, header, taken.get(place, "skip" if _field(header, wanted) == "skip" else ""))
            for place, header in enumerate(headers)]  # fmt: skip


def _by_content(column: Sequence[Cell]) -> str:
    """Return which field nearly all cells of a column look like, or nothing."""
    filled = [cell for cell in column if cells.text(cell)]
    looks = {
        "id_number": cells.looks_like_id,
        "phone": lambda cell: len(cells.plain(cell)) == 11 and bool(cells.phone(cell)[0]),
        "gender": lambda cell: cells.text(cell) in ("男", "女"),
        "name": cells.looks_like_name,
    }
    return next((field for field, fits in looks.items() if filled and sum(map(fits, filled)) >= 0.8 * len(filled)), "")


def _field(header: str, wanted: Mapping[str, str]) -> str:
    bare = _bare(header)
    if not bare or len(bare) > 20:
        return ""
    if bare in wanted:
        return wanted[bare]
    whole = next((field for field, names in _WHOLE.items() if bare in names), "")
    if whole or _OTHERS.search(bare):
        return whole
    return next((field for field, pattern in _WITHIN.items() if re.search(pattern, bare)), "")


def _rank(field: str, header: str) -> int:
    names = _WHOLE[field]
    return names.index(_bare(header)) if _bare(header) in names else len(names)


def _bare(header: str) -> str:
    """Return a header without blanks, marks and what stands in brackets."""
    narrow = cells.plain(header).lower()
    return re.sub(r"[（(\[【].*?[）)\]】]|[\s*＊:：/／、.·_-]", "", narrow)


def _letter(place: int) -> str:
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _refuse_mapping(mapping: Mapping[str, str], headers: Sequence[str]) -> None:
    there = {_bare(header) for header in headers}
    for header, field in mapping.items():
        if field not in FIELDS:
            raise Refusal("YS-I20", _("没有“{field}”这一项。").format(field=shown(field)),
                          next_step=_("可以写：{known}。").format(known="、".join(FIELDS)))
        if _bare(header) not in there:
            raise Refusal("YS-I20", _("表头里没有“{header}”。").format(header=shown(header)),
                          next_step=_("请照表里的写法填表头。"))
