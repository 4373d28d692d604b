"""What one cell of a roster says, as spreadsheets have left it: each reader returns a value and, where something is wrong, a sentence.

An ID number is read for year of birth and sex only and goes no further (GB 11643-1999: figures 7–14 the day of birth, an
odd 17th figure a man, the 18th a check by modulus 11-2). Excel keeps 15 figures of a number: an ID typed as a number ends in 000.
"""

import re
import unicodedata
from datetime import date
from functools import lru_cache

from yishi.domain import id_number as id_number_rules
from yishi.domain.marker import N_
from yishi.domain.rare_names import code, is_sign, private_in
from yishi.domain.unseen import without_marks
from yishi.i18n import _

Cell = str | int | float | bool | None

LONGEST_NAME, LONGEST_WORDS = 50, 200
_ODD = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_WHOLE_ID = re.compile(r"[0-9]{17}[0-9X]")
_ID_INSIDE = re.compile(r"(?<!\d)(?:\d{17}[\dXx]|\d{15})(?!\d)")
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+?\d{2}")
_MOBILES = re.compile(r"(?:1[3-9][0-9]{9})?(?:\n(?:1[3-9][0-9]{9})?)*")
_MOBILE, _LINE = re.compile(r"1[3-9][0-9]{9}"), re.compile(r"0\d{9,11}|[2-9]\d{6,7}|[48]00\d{7}")
_DAY = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?: 0?0:00(?::00)?)?|()(\d{1,2})月(\d{1,2})日")
_ERROR = re.compile(r"#(?:REF!|NAME\?|N/A|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)", re.IGNORECASE)
_PARTS = re.compile(r"[、,，;；/|]")
HEADS = frozenset({"户主", "本人", "是", "户主本人", "本人户主", "√", "✓"})
_MEN, _WOMEN = {"男", "男性", "男士", "m", "male", "1"}, {"女", "女性", "女士", "f", "female", "2"}
_NOBODY = {"合计", "总计", "小计", "共计", "姓名", "填表人", "制表人", "无"}
_TEXT_FIRST = N_("请在表里把这一列设为“文本”，重新填好再导入。")


def text(cell: Cell) -> str:
    """Return the cell as one line: no control characters, no blanks around; a whole number without its .0."""
    if cell is None or cell == "":
        return ""
    if type(cell) is str and cell.isalnum():  # nearly every cell of a long list
        return cell
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e18:
        cell = int(cell)
    return " ".join(_ODD.sub(" ", without_marks(str(cell))).replace("\u3000", " ").replace("\xa0", " ").split())


def plain(cell: Cell) -> str:
    """Return the cell with full-width figures and letters made narrow, without blanks; for numbers and codes."""
    found = text(cell)
    return (found if found.isascii() else unicodedata.normalize("NFKC", found)).replace(" ", "")


def name(cell: Cell) -> tuple[str, str]:
    """Return a person's name (王 伟 → 王伟) and what is wrong; a name that is none comes back empty."""
    if type(cell) is str and len(cell) < 5 and cell.isalpha() and cell not in _NOBODY:  # nearly every name
        return cell, ""
    found = text(cell)
    if not found.isascii() and " " in found:  # only names in letters have blanks that mean something
        found = re.sub(r"(?<![A-Za-z]) | (?![A-Za-z])", "", found)
    if not found:
        return "", _("没有姓名，这一行没有导入。")
    if len(found) > LONGEST_NAME:
        return "", _("姓名太长，这一行没有导入。请看看是不是贴错了内容。")
    if found in _NOBODY or _ID_INSIDE.search(found) or not any(map(is_sign, found)):
        return "", _("这里不像姓名，这一行没有导入。")
    if private := private_in(found):
        return found, _("{code}是造字，只有画它的电脑认得。").format(code="、".join(map(code, private[:3]))) + _(
            "人已列入；它是哪个字，导入后到这个人的卡片上记一次。")
    return found, ""


def error(cell: Cell) -> str:
    """Return what is to be said of a formula that has no result (#REF! and its like), nothing for any other cell."""
    if not isinstance(cell, str) or "#" not in cell or not _ERROR.fullmatch(found := cell.strip()):
        return ""
    return _("这里是表格里算不出来的公式（{error}），没有收进来。").format(error=found)


def as_typed(cell: Cell) -> str:
    """Return what somebody typed where a spreadsheet has made a day of it: 3-5 for 2026-03-05, 12-85 for 1985-12-01; else nothing."""
    found = _DAY.fullmatch(text(cell))
    if found is None:
        return ""
    year, month, day = (int(part or 0) for part in (found.groups()[:3] if found[2] else found.groups()[3:]))
    return f"{month}-{year % 100:02}" if day == 1 and 1930 <= year < 2015 else f"{month}-{day}"


def of_a_door(cell: Cell) -> str:
    """Return what is wrong with a group, building, door or household that a spreadsheet has taken for a day or a number."""
    if typed := as_typed(cell):
        return _("表格软件把{typed}改成了日期，没有收进来。").format(typed=typed)
    if (isinstance(cell, float) and abs(cell) >= 1e15) or ("+" in (given := plain(cell)) and _SCIENTIFIC.fullmatch(given)):
        return _scientific()
    return ""


def words(cell: Cell) -> tuple[str, str]:
    """Return a few words (a post, a group); ID numbers in them are taken out, an overlong text is left out."""
    found = text(cell)
    if len(found) >= 15 and _ID_INSIDE.search(found):
        return _ID_INSIDE.sub("", found).strip(), _("这里写着身份证号，号码没有收进来。")
    if len(found) > LONGEST_WORDS:
        return "", _("这一格太长，没有收进来。")
    return found, ""


def unit(cell: Cell, header: str) -> tuple[str, str]:
    """Return a group, grid or building; a bare figure gets the word of its column (楼栋 3 → 3栋)."""
    if broken := of_a_door(cell):
        return "", broken
    found, wrong = words(cell)
    if found.isdecimal():
        kinds = (("网格", "网格"), ("组", "组"), ("幢", "幢"), ("栋", "栋"), ("楼", "幢"))
        found += next((ending for word, ending in kinds if word in header), "")
    return found, wrong


def gender(cell: Cell) -> tuple[str, str]:
    """Return 男, 女 or nothing."""
    found = plain(cell).lower()
    if found in _MEN:
        return "男", ""
    if found in _WOMEN:
        return "女", ""
    return "", _("性别要写“男”或“女”，这一格没有收进来。") if found else ""


def phone(cell: Cell) -> tuple[str, str]:
    """Return the first number that is whole, figures only; another second one is told, not kept."""
    if type(cell) is str and _MOBILE.fullmatch(cell):
        return cell, ""
    given = plain(cell)
    if not given:
        return "", ""
    if _MOBILE.fullmatch(given):
        return given, ""
    if _SCIENTIFIC.fullmatch(given):
        return "", _scientific()
    parts = [re.sub(r"[^\d]", "", part) for part in re.split(r"[/、,，;；]|\s+或", given)]
    parts = [part.removeprefix("86") if len(part) == 13 else part for part in parts if part]
    good = [part for part in parts if _MOBILE.fullmatch(part) or _LINE.fullmatch(part)]
    if good:
        return good[0], _("这里有{n}个号码，只收了第一个。").format(n=len(parts)) if len(parts) > 1 else ""
    if len(parts) == 1 and re.fullmatch(r"[2-9]\d{8,10}", parts[0]):
        return "", _("电话开头的0可能被 Excel 去掉了，号码没有收进来。") + _(_TEXT_FIRST)
    return "", _("电话号码不对（{n}位），号码没有收进来，人已列入。").format(n=len("".join(parts)))


def birth_year(cell: Cell, today: date | None) -> tuple[int | None, str]:
    """Return the year of a day or month of birth: 1970, 1970-01-02, 1970.1, 19700102, 70年 is not enough."""
    given = plain(cell)
    if not given:
        return None, ""
    found = re.match(r"(\d{4})(?:$|[-/.年]|(?:0[1-9]|1[0-2])(?:$|\d\d$))", given)
    if found is None:
        if re.fullmatch(r"\d{5}(\.\d+)?", given):
            return None, _("出生日期成了 Excel 的序号，没有收进来。请在表里把这一列设为“日期”，再导入。")
        return None, _("看不出是哪一年出生的，没有收进来。请写成 1970-01-02。")
    year = int(found[1])
    if year in (1900, 1904) and len(given) > 4:
        return None, _("出生日期成了{year}年，多半是 Excel 把空格或数字当成了日期，没有收进来。").format(year=year)
    if not 1900 <= year <= (today.year if today else 2200):
        return None, _("出生年份{year}不对，没有收进来。").format(year=year)
    return year, ""


def age(cell: Cell, today: date | None) -> tuple[int | None, str]:
    """Return the year of birth that an age means, give or take one."""
    given = plain(cell).removesuffix("岁")
    if not given:
        return None, ""
    if not given.isdecimal() or int(given) > 130:
        return None, _("年龄写得不对，没有收进来。")
    return (today.year - int(given) if today else None), ""


def id_number(cell: Cell, today: date | None) -> tuple[int | None, str, str]:
    """Return (year of birth, 男 or 女, what is wrong); the number itself is not kept anywhere."""
    if type(cell) is str and len(cell) == 18 and cell.isascii() and cell[:17].isdecimal():  # nearly every one of a long list
        year = _born(cell[6:14], today)
        if year and id_number_rules.passes(cell):
            return year, "男" if cell[16] in "13579" else "女", ""
    given = plain(cell).lstrip("'").upper()
    if not given:
        return None, "", ""
    if _SCIENTIFIC.fullmatch(given) and not isinstance(cell, int | float):
        return None, "", _scientific()
    if re.fullmatch(r"\d{15}", given):
        year = _born("19" + given[6:12], today)
        return (year, id_number_rules.sex_of(given[14]), "") if year else (None, "", _not_a_day())
    if not _WHOLE_ID.fullmatch(given):
        return None, "", _("身份证号应是18位，这里是{n}位。").format(n=len(given))
    year = _born(given[6:14], today)
    good = id_number_rules.passes(given)
    if given.endswith("000") and (not good or not isinstance(cell, str)):
        return year, "", _("身份证末位被 Excel 改成了 000。") + _(_TEXT_FIRST)
    if year is None:
        return None, "", _not_a_day()
    return year, id_number_rules.sex_of(given[16]), "" if good else _("身份证末位校验不对，可能输错一位。")


def whole_id(cell: Cell) -> str:
    """Return an ID number of 18 as it is written on the card; only places that have turned it on may ask."""
    given = plain(cell).lstrip("'").upper()
    return given if _WHOLE_ID.fullmatch(given) else ""


def as_they_are(field: str, given: set[str]) -> set[str]:
    """Return those cells, all of text, that the reader of `field` would give back unchanged and without a word.

    A long list is nearly all like that, so all are asked together first.
    """
    together, longest = "".join(given), max(map(len, given), default=0)
    if field == "phone":
        if "\n" not in together and _MOBILES.fullmatch("\n".join(given)):
            return given
        return {cell for cell in given if _MOBILE.fullmatch(cell)}
    if field == "name":
        if together.isalpha() and longest < 5 and "" not in given and not given & _NOBODY:
            return given
        return {cell for cell in given if len(cell) < 5 and cell.isalpha()} - _NOBODY
    if field in ("role", "household", "note", "alias", "tags", "door"):
        if "日" in together and field in ("household", "door"):  # 3月5日 may be 3-5
            given = {cell for cell in given if "日" not in cell}
            together = "".join(given)
        if (together.isalnum() or not together) and longest < 15:
            return given
        return {cell for cell in given if len(cell) < 15 and cell.isalnum()}
    return set()


def household(cell: Cell) -> tuple[str, str]:
    """Return the number or name of a household, without blanks."""
    if broken := of_a_door(cell):
        return "", broken
    found, wrong = words(cell)
    return found.replace(" ", ""), wrong


def several(cell: Cell) -> tuple[str, str]:
    """Return words that stand side by side in one cell, 、 between, each once: 低保户/独居 → 低保户、独居."""
    found, wrong = words(cell)
    return "、".join(dict.fromkeys(part for each in _PARTS.split(found) if (part := each.strip()))), wrong


def party_member(cell: Cell) -> str:
    """Return 党员 for a party member, by 中共党员, 预备党员, 是 or a tick; else nothing."""
    said = plain(cell)
    return "党员" if said in ("是", "√", "✓") or ("党员" in said and "非" not in said) else ""


def looks_like_id(cell: Cell) -> bool:
    """Return whether the cell holds an ID number, whole or as Excel spoils it."""
    given = plain(cell).lstrip("'")
    return bool(re.fullmatch(r"\d{17}[\dXx]", given) or re.fullmatch(r"\d(?:\.\d+)?[eE]\+?1[4-8]", given))


def looks_like_name(cell: Cell) -> bool:
    """Return whether the cell holds two to four Chinese characters, or a name with a middle dot."""
    return bool(re.fullmatch(r"[\u3400-\u9fff\U00020000-\U0003ffff]{2,4}|[\u3400-\u9fff]+(?:[·•][\u3400-\u9fff]+)+",
                             text(cell).replace(" ", "")))


@lru_cache(maxsize=65536)
def _born(figures: str, today: date | None) -> int | None:
    try:
        day = date(int(figures[:4]), int(figures[4:6]), int(figures[6:]))
    except ValueError:
        return None
    return day.year if day.year >= 1880 and (today is None or day <= today) else None


def _scientific() -> str:
    return _("号码被 Excel 改成了 4.2E+17 这样的写法。") + _(_TEXT_FIRST)


def _not_a_day() -> str:
    return _("身份证号里的出生日期不对，可能输错了。")
