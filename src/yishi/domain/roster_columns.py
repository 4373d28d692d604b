"""What the columns of a sheet of residents hold: its header found below title rows, in one line or two; by synonym, by content, by hand."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2s

from yishi.domain import roster_cells as cells
from yishi.domain.marker import N_
from yishi.domain.roster_cells import Cell
from yishi.errors import Refusal, shown
from yishi.i18n import _

FIELDS: dict[str, str] = {
    "name": N_("姓名"), "gender": N_("性别"), "birth": N_("出生日期"), "age": N_("年龄"), "id_number": N_("身份证号"), "phone": N_("电话"),
    "unit": N_("组或楼栋"), "household": N_("户号"), "household_head": N_("与户主关系"), "role": N_("职务"), "political": N_("政治面貌"),
    "tags": N_("标签"), "alias": N_("称呼"), "note": N_("备注"), "door": N_("门牌"), "local": N_("户籍"), "skip": N_("不要"),
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
    "role": ("职务", "身份", "职位", "角色", "担任职务", "现任职务", "人员身份", "身份职务", "role"),
    "birth": ("出生日期", "出生年月", "出生年月日", "出生年份", "出生", "生日", "birth"),
    "age": ("年龄", "周岁", "年纪", "age"),
    "id_number": ("身份证号", "身份证号码", "身份证", "公民身份号码", "公民身份证号码", "证件号", "证件号码", "身份号码"),
    "political": ("政治面貌", "是否党员", "党员", "是否中共党员"),
    "household": ("户号", "户编号", "户号码", "家庭编号", "户籍编号", "household"),
    "household_head": ("与户主关系", "户主关系", "与户主的关系", "和户主关系", "是否户主", "家庭关系"),
    "tags": ("标签", "类别", "人员类别", "人员标签", "类型", "tags"),
    "alias": ("称呼", "小名", "别名", "曾用名", "俗称", "绰号", "外号", "乳名", "alias"),
    "note": ("备注", "说明", "备考", "note"),
    "door": ("门牌", "门牌号", "门牌号码", "房号", "房间号", "室号", "室", "户室号", "房屋号", "楼栋房号", "幢室号", "栋房号", "家庭住址",
             "家庭地址", "住址", "现住址", "现住地", "居住地址", "居住地", "详细地址", "常住地址", "地址", "door"),
    "local": ("户籍", "户籍性质", "户籍类型", "户籍类别", "户籍情况", "户籍状态", "是否本地户籍", "本地户籍", "是否本地", "是否本村户籍",
              "是否本社区户籍", "是否户籍人口", "户籍人口", "常住类型", "居住类型", "人口类型", "人口性质", "local"),
    "skip": ("序号", "编号", "no"),
}  # fmt: skip
_WITHIN: dict[str, str] = {
    "door": r"^(?!.*户籍).*(?:门牌|房号|室号|住址|居住地址|家庭地址)", "local": r"本地户籍|户籍(?:性质|类型|类别|状态)|常住类型",
    "id_number": r"身份证|证件号|公民身份", "phone": r"手机|电话|联系方式", "birth": r"出生", "age": r"年龄",
    "political": r"政治面貌|是否党员", "role": r"职务", "unit": r"楼栋|楼幢|幢号|小组|组别|网格(?![员长])", "gender": r"性别",
    "household_head": r"与户主.*关系", "household": r"户号$", "alias": r"小名|别名|曾用名", "tags": r"标签$",
    "name": r"^(居民|村民|人员|代表|业主|党员|户主|成员)?姓名$", "note": r"备注",
}  # fmt: skip
_OTHERS = re.compile(r"网格[员长]|联系人|监护|配偶|父亲|母亲|紧急|关系|包[联户保]")
_HEAD_OF_HOUSEHOLD = ("户主姓名", "户主")  # beside 姓名 it says who the head is
_CLEAN = re.compile(r"[（(\[【].*?[）)\]】]|[\s*＊:：/／、.·_-]")


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
class Columns:
    """How many lines come before the people (0 = there is no header), and the columns from the left."""

    header_row: int
    columns: tuple[Column, ...]

    def of(self, field: str) -> Column | None:
        """Return the column that holds a field, None where there is none."""
        return next((column for column in self.columns if column.field == field), None)

    @property
    def signature(self) -> str:
        """Return by what a sheet with these headers is known again, "" for one without headers."""
        headers = [_bare(column.header) for column in self.columns]
        while headers and not headers[-1]:
            headers.pop()
        return blake2s("\n".join(headers).encode(), digest_size=12).hexdigest() if self.header_row and any(headers) else ""


def find(rows: Sequence[Sequence[Cell]], mapping: Mapping[str, str] | None = None) -> Columns:
    """Return the columns of a sheet. `mapping`: header (or letter) → one of FIELDS, before what the header says by itself.

    Refused: YS-I20 a mapping that names no column or no field.
    """
    wanted = {_bare(header): field for header, field in (mapping or {}).items()}
    first, headers = _headers(rows, wanted)
    columns = _columns(rows[first:], headers, wanted)
    _refuse_mapping(mapping or {}, columns)
    return Columns(first, tuple(columns))


def placed(found: Columns, fields: Mapping[int, str]) -> Columns:
    """Return the columns with some of them said by hand: place → one of FIELDS, "skip" for one that is not wanted.

    A field that is given to one column is taken from the other that had it.
    """
    given = {field for field in fields.values() if field not in ("", "skip")}
    columns = []
    for column in found.columns:
        field = fields.get(column.place, "skip" if column.field in given else column.field)
        columns.append(Column(column.place, column.header, field))
    return Columns(found.header_row, tuple(columns))


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
    names = [_field(header, wanted) or wanted.get(_bare(_letter(place)), "") for place, header in enumerate(headers)]
    best: dict[str, tuple[int, int]] = {}
    for place, header in enumerate(headers):
        if names[place] not in ("", "skip"):
            said = _bare(header) in wanted or _bare(_letter(place)) in wanted
            best[names[place]] = min(best.get(names[place], (999, 0)), (-1 if said else _rank(names[place], header), place))
    taken = {place: field for field, (__, place) in best.items()}
    for place, header in enumerate(headers):  # 姓名 and 户主 side by side: the second one says whose household it is
        if place not in taken and "household_head" not in taken.values() and _bare(header) in _HEAD_OF_HOUSEHOLD:
            taken[place] = "household_head"
    for place, header in enumerate(headers):
        if place not in taken and names[place] != "skip" and (not header or not _OTHERS.search(header)):
            field = _by_content([row[place] for row in body[:_SAMPLE] if place < len(row)])
            if field and field not in taken.values() and (not headers[place] or field != "name"):
                taken[place] = field
    if width > 1 and set(taken.values()) == {"name"} and not any(headers):  # two characters alone may be anything
        taken.clear()
    return [Column(place, header, taken.get(place, "skip" if names[place] == "skip" else "")) for place, header in enumerate(headers)]


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
    return _CLEAN.sub("", cells.plain(header).lower())


def _letter(place: int) -> str:
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _refuse_mapping(mapping: Mapping[str, str], columns: Sequence[Column]) -> None:
    there = {_bare(column.called) for column in columns}
    for header, field in mapping.items():
        if field not in FIELDS:
            raise Refusal("YS-I20", _("没有“{field}”这一项。").format(field=shown(field)),
                          next_step=_("可以写：{known}。").format(known="、".join(FIELDS)))
        if _bare(header) not in there:
            raise Refusal("YS-I20", _("表头里没有“{header}”。").format(header=shown(header)),
                          next_step=_("请照表里的写法填表头。"))
