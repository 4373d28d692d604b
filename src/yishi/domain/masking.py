"""What a notice board may show of a person: factory rules of the product, one for the whole program.

An official acting in office keeps name and title; that is for the caller to know. ID numbers never come out at all.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence

# kept whole; left out where a single surname is likelier (贺兰英)
_COMPOUND = """
欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶
太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良
漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌 微生 公户 公玉 公仪 梁丘 公仲
公上 公山 公坚 左丘 公伯 西门 公祖 第五 公乘 贯丘 公皙 南荣 东里 东宫 仲长 子书 子桑 即墨 达奚 褚师
纳兰 单于 叶赫 那拉 完颜 耶律 哥舒 屈突 斛律 尔朱 钟吾 淳于 相里 陆费 仉督
歐陽 諸葛 東方 獨孤 萬俟 聞人 尉遲 赫連 澹臺 濮陽 公孫 仲孫 鍾離 長孫 鮮于 軒轅 東郭 南門 西門 司馬 納蘭 單于 閭丘 穀梁
"""
COMPOUND = frozenset(_COMPOUND.split())
_DOTS = "·•・‧･．∙⋅.。｡⸱ꞏ"
_COUNT = "〇○零一二三四五六七八九十百千两廿卅卌壹贰叁肆伍陆柒捌玖拾佰仟弌弍弎貳參叄陸"
_STEM = "甲乙丙丁戊己庚辛壬癸"
_NUMBER = rf"[0-9A-Za-z{_COUNT}{_STEM}]"
_BUILDING = re.compile(rf"^.*?(?:{_NUMBER}+\s*(?:号楼|#楼|幢|栋|棟|座)|号楼)")
_PLACE = re.compile(rf"^.*(?:组|自然村|村|社区|小区|新村|花园|苑|院|湾|庄|塘)(?=\D*[0-9{_COUNT}{_STEM}])")
_DASHED = re.compile(r"^\s*(\d{1,3})-\d{1,3}-\d{2,4}\s*$")
_SHORT_DOOR = re.compile(r"^\s*(\d{1,3}|[A-Za-z]\d{0,2})\s*[-—－#/]\s*\d{3,4}\s*(?:室|号|房)?\s*$")  # in a column of house numbers only
_DOOR = re.compile(
    rf"\d|[{_COUNT}]{{3,}}|[{_COUNT}]+\s*(?:号|室|户|单元|楼|层|房|弄|门(?=\s*(?:{_NUMBER}|$)))"
    rf"|[A-Za-z{_STEM}]+\s*(?:号|室|户|单元|层|房)"
)


def mask_name(name: str) -> str:
    """Return a name for the notice board: 张*, 周*厚, 诸葛*, 欧阳*燕, 买**·艾*; a remark in brackets goes.

    A digit never comes out: somebody wrote a telephone number beside the name.
    """
    plain = re.split(r"[（(]", name, maxsplit=1)[0].strip(f"{_DOTS} \t\n\u3000")
    shown = _masked(plain)
    return "".join("*" if unicodedata.category(char) in ("Nd", "No") else char for char in shown)


def _masked(plain: str) -> str:
    if plain and plain.isascii():
        return " ".join(_first_only(part) for part in plain.split())
    if any(dot in plain for dot in _DOTS):
        shown = re.sub(rf"[^{_DOTS}]+", lambda part: _first_only(part[0].strip()), plain)
        return shown if "*" in shown else shown[:-1] + "*"
    signs = _signs("".join(plain.split()))
    if len(signs) < 2:
        return "*" * len(signs)
    family = 2 if len(signs) > 2 and "".join(signs[:2]) in COMPOUND else 1
    given = signs[family:]
    shown = "*" * (len(given) - 1) + given[-1] if len(given) > 1 else "*"
    return "".join(signs[:family]) + shown


def mask_names(people: Sequence[tuple[str, str]]) -> list[str]:
    """Return the names of one page masked; where two people look alike, their building (幢 or 组 only) is added.

    `people` are (name, building or group). Namesakes of one building are told apart by a count; the same pair twice is
    one person.
    """
    masked = [mask_name(name) for name, _where in people]
    alike: defaultdict[str, dict[tuple[str, str], str]] = defaultdict(dict)
    for person, shown in zip(people, masked, strict=True):
        alike[shown].setdefault(person, "")
    for shown, group in alike.items():
        taken: defaultdict[str, int] = defaultdict(int)
        for person in group:
            where = mask_address(person[1]) if person[1].strip() else ""
            taken[where] += 1
            remark = "，".join(part for part in (where, str(taken[where]) if taken[where] > 1 else "") if part)
            group[person] = f"{shown}（{remark}）" if len(group) > 1 and remark else shown
    return [alike[shown][person] for person, shown in zip(people, masked, strict=True)]


def mask_phone(phone: str) -> str:
    """Return a phone number as 199****0012; other numbers keep their last two digits, short ones nothing."""
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", phone))
    if len(digits) == 13 and digits.startswith("86"):
        digits = digits[2:]
    if len(digits) == 11 and digits.startswith("1"):
        return f"{digits[:3]}****{digits[7:]}"
    return "*" * (len(digits) - 2) + digits[-2:] if len(digits) >= 7 else "*" * len(digits)


def mask_address(address: str) -> str:
    """Return an address down to the building (12幢), else to the group or estate, else the words before any number."""
    plain = unicodedata.normalize("NFKC", address).strip()
    dashed = _DASHED.match(plain)
    if dashed:
        return f"{dashed[1]}幢"
    for pattern in (_BUILDING, _PLACE):
        found = pattern.match(plain)
        if found:
            return found[0]
    door = _DOOR.search(plain)
    if door is None:
        return plain
    return plain[: door.start()].strip() or "*"


def mask_door(door: str) -> str:
    """Return a house number of the roster down to the building: 12幢2单元501室 and 12-2-501 are 12幢, 3-501 is 3幢."""
    short = _SHORT_DOOR.match(unicodedata.normalize("NFKC", door))
    return f"{short[1]}幢" if short else mask_address(door)


def _first_only(part: str) -> str:
    signs = _signs(part)
    return signs[0] + "*" * (len(signs) - 1) if signs else ""


def _signs(text: str) -> list[str]:
    """Split into what people see as one sign: a variant selector or combining mark stays with its character."""
    signs: list[str] = []
    for char in text:
        joined = unicodedata.combining(char) or 0xFE00 <= ord(char) <= 0xFE0F or 0xE0100 <= ord(char) <= 0xE01EF
        if joined and signs:
            signs[-1] += char
        else:
            signs.append(char)
    return signs
