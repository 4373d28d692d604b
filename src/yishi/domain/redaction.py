"""What never leaves the book inside a sentence: telephone, ID and account numbers, car plates, door numbers, residents' names.

For released free text (hall screen, notice board). Patterns and what is left of each: factory rules of the product, after the
personal information protection law, articles 6 and 25. Where a run of digits may be either, it is hidden.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable

from yishi.domain.masking import mask_name, mask_phone

HIDDEN = "〔号码不公开〕"
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领"
_COUNT = "〇零一二两三四五六七八九十百"
_N = rf"(?:[0-9]+|[{_COUNT}]+|[A-Za-z甲乙丙丁])"
_SPOKEN = "零〇一二三四五六七八九幺"
_GAP = r"[ \-—–.·]{0,3}"
# posts whose holders act in office and are named in full; who is merely a resident, owner or representative is not
POSTS = (
    "书记", "主任", "委员", "执委", "组长", "楼栋长", "楼长", "栋长", "幢长", "网格长", "网格员", "邻长", "会长", "理事",
    "监事", "社工", "民警", "经理", "会计", "文书", "站长", "所长", "科长", "镇长", "乡长", "村长", "队长", "干部", "辅警",
    "律师", "法律顾问", "保洁员", "护林员",
)  # fmt: skip


# what must not be shown of anybody without their own consent (articles 28 and 29); a person has to look, no pattern can decide
SENSITIVE = (
    "心脏病", "糖尿病", "高血压", "精神病", "传染病", "癌", "肿瘤", "艾滋", "肝炎", "抑郁", "重病", "大病", "住院", "瘫痪", "怀孕", "流产",
    "残疾", "低保", "特困", "五保", "贫困户", "离婚", "家暴", "出轨", "私生", "吸毒", "刑满", "坐牢", "社区矫正", "上访", "信访",
)  # fmt: skip


def sensitive(text: str) -> tuple[str, ...]:
    """Return the words of a text that speak of illness, need, family or punishment: to be looked at before it is released."""
    return tuple(word for word in SENSITIVE if word in text)


def holds_post(role: str) -> bool:
    """Return whether a role (业委会主任, 3幢楼栋长) is a post, so that its holder acts in office and may be named in full."""
    return any(post in role for post in POSTS) and not role.startswith(("原", "前", "退休"))


def redacted(text: str, residents: Iterable[str] = ()) -> str:
    """Return the text with everything masked that points to a person's number, door or car, and these residents' names.

    A telephone number keeps 3 and 4 digits, a plate its province and letter, an address its building.
    """
    for pattern, shown in _RULES:
        text = _replace(text, pattern, shown)
    for name in sorted({name for name in residents if len(name) >= 2}, key=len, reverse=True):
        text = text.replace(name, mask_name(name))
    return text


def _replace(text: str, pattern: "re.Pattern[str]", shown: Callable[["re.Match[str]"], str]) -> str:
    """Replace what the pattern finds in the plain form of the text (full-width digits made narrow, invisible signs gone)."""
    plain = "".join(_narrow(sign) for sign in text)
    pieces, end = [], 0
    for found in pattern.finditer(plain):
        pieces += [text[end : found.start()], shown(found)]
        end = found.end()
    return "".join([*pieces, text[end:]])


def _narrow(sign: str) -> str:
    """Return the narrow form of one sign, a blank for an invisible one; always one sign, so that places stay the same."""
    narrow = unicodedata.normalize("NFKC", sign)
    if len(narrow) != 1 or unicodedata.category(sign) == "Cf":
        return " "
    return str(unicodedata.digit(narrow)) if narrow.isdigit() else narrow


def _phone(found: "re.Match[str]") -> str:
    return mask_phone(found[0])


_RULES: tuple[tuple["re.Pattern[str]", Callable[["re.Match[str]"], str]], ...] = (
    (re.compile(rf"(?<!\d)\d{{6}}{_GAP}\d{{4}}{_GAP}\d{{4}}{_GAP}\d{{3}}[\dXx](?![\dA-Za-z])"), lambda _f: HIDDEN),
    (re.compile(r"(?<!\d)\d{4}(?:[ \-]\d{4}){2,4}(?:[ \-]?\d{1,3})?(?!\d)"), lambda _f: HIDDEN),
    (re.compile(rf"(?<!\d)(?:\+?86{_GAP})?1[3-9]\d(?:{_GAP}\d){{8}}(?!\d)"), _phone),
    (re.compile(r"(?<!\d)0\d{2,3}[ \-—)）]{0,2}\d{7,8}(?:[ \-转]+\d{1,5})?(?!\d)"), lambda _f: HIDDEN),
    (re.compile(r"((?:电话|手机|座机|号码|微信|QQ|qq|账号|卡号|证号)[^\d\n。；;]{0,6})\d[\d \-]{4,}\d[Xx]?"), lambda f: f[1] + HIDDEN),
    (re.compile(r"(?<!\d)\d{9,}[Xx]?(?!\d|\s*(?:万|亿)?元)"), lambda _f: HIDDEN),
    (re.compile(rf"[{_SPOKEN}]{{7,}}"), lambda _f: HIDDEN),
    (re.compile(rf"([{_PROVINCES}][A-Za-z])[·•. \-]?(?=[A-Za-z0-9]*\d)[A-Za-z0-9]{{4,5}}[A-Za-z0-9挂学警港澳](?![A-Za-z0-9])"),
     lambda f: f[1] + "*****"),
    # 12幢3单元502室 → 12幢; 3-2-502 → 3幢; 2单元502、502室 → *; 周家湾12号 → 周家湾*号
    (re.compile(rf"({_N}\s*(?:号楼|#楼|幢|栋|棟|座))[，, ]*(?:{_N}\s*(?:单元|门|梯)[，, ]*)?(?:{_N}\s*(?:楼|层)[，, ]*)?"
                rf"(?:\d{{3,4}}(?!\d|[户个人米元辆年次月块])(?:室|号|房|户)?"
                rf"|{_N}\s*(?:室|号(?!楼)|房(?!屋)|户(?=[^主型均外]|$)))"), lambda f: f[1]),
    (re.compile(rf"({_N}\s*(?:号楼|#楼|幢|栋|棟|座))[，, ]*{_N}\s*(?:单元|门|梯)"), lambda f: f[1]),
    (re.compile(r"(?<![\d\-/.年])(\d{1,3})[\-—#]\d{1,2}[\-—#]\d{3,4}(?:室|号|房)?(?![\d\-/.])"), lambda f: f[1] + "幢"),
    (re.compile(rf"{_N}\s*(?:单元|门|梯)[，, ]*\d{{3,4}}(?!\d)(?:室|号|房|户)?"), lambda _f: "*室"),
    (re.compile(r"(?<!\d)\d{3,4}(?:室|房(?!间|屋))"), lambda _f: "*室"),
    (re.compile(rf"([组村巷路弄街里湾庄塘屯坊沟寨])(?:\d+|[{_COUNT}]+)(?:[\-—之]\d+)?(号)(?!楼|线|院|井|桥|闸)"),
     lambda f: f"{f[1]}*{f[2]}"),
)  # fmt: skip
