"""Numbers, plates and doors in a sentence that point to one person: where they stand and what may be shown in their place.

Patterns and what is left of each: factory rules of the product, after the personal information protection law, articles 6 and 25,
and domain 2.10. Where a run of digits may be either, it counts as a number of a person. The ID number's check digit is that of
GB 11643-1999, a card's that of ISO/IEC 7812 (Luhn); both only say which sort of number it is when the digits stand together.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from yishi.domain import id_number
from yishi.domain.masking import mask_phone

HIDDEN = "〔号码不公开〕"


class Span(NamedTuple):
    """A place in a text: what sort it is (SORTS of domain/leaks), from where to where, what is shown instead."""

    sort: str
    start: int
    end: int
    shown: str


_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领滬雲遼魯蘇贛晉陝閩貴寧瓊"
_COUNT = "〇零一二两三四五六七八九十百壹贰叁肆伍陆柒捌玖拾佰"
_N = rf"(?:[0-9]+|[{_COUNT}]+|[A-Za-z甲乙丙丁])"
_SPOKEN = {"零": "0", "〇": "0", "○": "0", "一": "1", "二": "2", "两": "2", "三": "3", "四": "4", "五": "5", "六": "6", "七": "7",
           "八": "8", "九": "9", "幺": "1", "壹": "1", "贰": "2", "叁": "3", "肆": "4", "伍": "5", "陆": "6", "柒": "7", "捌": "8",
           "玖": "9", "貳": "2", "參": "3", "陸": "6", "兩": "2", "么": "1", "洞": "0", "拐": "7", "勾": "9",
           **{chr(0x3020 + n): str(n) for n in range(1, 10)}}  # fmt: skip
_SAID = "".join(_SPOKEN)
_GAP = r"[ \-—–.·_/]{0,6}"
_SEP = r"[^\d\n\w]{1,6}"
_BUILDING = rf"({_N}\s*(?:号楼|#楼|幢|栋|棟|座))[，, ]*"
_UNIT = rf"(?:{_N}\s*(?:单元|單元|门|梯)[，, ]*)"
_FLOOR = rf"(?:{_N}\s*(?:楼|层|樓|層)[，, ]*)"
_AMOUNT = r"(?!\d|\s*[元万亿人户个吨斤公米平株棵度千瓦字份件次票块.％%])"

Check = Callable[["re.Match[str]"], str | None]  # what is shown, None: not what was looked for


def spans(text: str) -> list[Span]:
    """Return what points to a person, in order and without overlap; places are those of `text`."""
    plain = "".join(narrow(sign) for sign in text)
    found: list[Span] = []
    for sort, pattern, check, said in _RULES:
        looked = "".join(_SPOKEN.get(sign, sign) for sign in plain) if said else plain
        at = 0
        while (match := pattern.search(looked, at)) is not None:
            shown = check(match)
            if shown is None or match.start() == match.end():
                at = match.start() + 1
                continue
            start = match.start("n") if "n" in pattern.groupindex else match.start()
            found.append(Span(_sort(sort, match[0]), start, match.end(), shown))
            plain = plain[:start] + "\0" * (match.end() - start) + plain[match.end() :]
            looked = looked[:start] + "\0" * (match.end() - start) + looked[match.end() :]
            at = match.end()
    return sorted([*found, *_doors_with_blanks(plain)], key=lambda span: span.start)


def _doors_with_blanks(plain: str) -> list[Span]:
    """Return the doors that blanks between their signs hide: 3 单 元 402 室."""
    if " " not in plain:
        return []
    places = [n for n, sign in enumerate(plain) if sign != " "]
    looked, found = "".join(plain[n] for n in places), []
    for sort, pattern, check, _said in _RULES:
        if sort != "door":
            continue
        at = 0
        while (match := pattern.search(looked, at)) is not None:
            shown, start, end = check(match), match.start("n") if "n" in pattern.groupindex else match.start(), match.end()
            if shown is None or start == end:
                at = match.start() + 1
                continue
            found.append(Span(sort, places[start], places[end - 1] + 1, shown))
            looked = looked[:start] + "\0" * (end - start) + looked[end:]
            at = end
    return found


def narrow(sign: str) -> str:
    """Return the narrow form of one sign, a blank for an invisible one; always one sign, so that places stay the same."""
    digit = unicodedata.digit(sign, -1)  # ⑴ and ⒈ too
    if digit >= 0:
        return str(digit)
    plain = unicodedata.normalize("NFKC", sign)
    if len(plain) != 1 or unicodedata.category(sign) in ("Cf", "Mn", "Me"):
        return " "
    return plain


def is_id_number(digits: str) -> bool:
    """Return whether 18 signs are an ID number: the day exists and the check digit is right."""
    if not re.fullmatch(r"[1-9]\d{16}[\dXx]", digits) or not _a_day(digits[6:14]):
        return False
    return id_number.passes(digits.upper())


def is_card(digits: str) -> bool:
    """Return whether 16 to 19 digits pass the check of bank cards."""
    if not re.fullmatch(r"\d{16,19}", digits):
        return False
    doubled = [int(d) * (1 + n % 2) for n, d in enumerate(reversed(digits))]
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


def _a_day(text: str) -> bool:
    try:
        return 1880 <= date(int(text[:4]), int(text[4:6]), int(text[6:])).year <= 2100
    except ValueError:
        return False


def _digits(found: "re.Match[str]") -> str:
    return re.sub(r"[^\dXx]", "", found[0])


def _sort(sort: str, passage: str) -> str:
    """Return the sort of a run of digits by its length and check digit."""
    if sort != "number":
        return sort
    digits = re.sub(r"[^\dXx]", "", passage)
    if is_id_number(digits) or (len(digits) == 15 and _a_day("19" + digits[6:12])) or (len(digits) == 18 and _a_day(digits[6:14])):
        return "id_number"
    return "bank_card" if 16 <= len(digits) <= 19 else "number"


def _hide(_found: "re.Match[str]") -> str:
    return HIDDEN


def _phone(found: "re.Match[str]") -> str:
    return mask_phone(found[0])


def _parted_id(found: "re.Match[str]") -> str | None:
    return HIDDEN if is_id_number(_digits(found)) else None


def _old_id(found: "re.Match[str]") -> str | None:
    return HIDDEN if _a_day("19" + _digits(found)[6:12]) else None


def _parted_card(found: "re.Match[str]") -> str | None:
    return HIDDEN if is_card(_digits(found)) else None


def _local(found: "re.Match[str]") -> str | None:
    return None if len(found[0]) == 8 and _a_day(found[0]) else HIDDEN


def _kept(group: int = 1, more: str = "") -> Check:
    return lambda found: found[group] + more


_Rule = tuple[str, "re.Pattern[str]", Check, bool]  # sort, pattern, what is shown, whether spoken digits count


def _rule(sort: str, pattern: str, check: Check = _hide, said: bool = False, any_case: bool = False) -> _Rule:
    return sort, re.compile(pattern, re.IGNORECASE if any_case else 0), check, said


_RULES: tuple[_Rule, ...] = (
    _rule("email", r"[A-Za-z0-9_.+\-]+ {0,3}(?:@|[(（\[]at[)）\]]) {0,3}[A-Za-z0-9\-]+(?: ?\. ?[A-Za-z0-9\-]+)+"),
    _rule("number", r"(?:[微薇威V]信号?|(?<![A-Za-z])(?:wechat|vx|wx|qq)|加[微薇VQ]|扣扣)(?:是|号)?[:： ]{0,2}"
                    r"(?P<n>[a-z](?=[a-z0-9_\-]*[0-9_])[a-z0-9_\-]{5,19}|\d{5,12}(?!\d))", any_case=True),
    _rule("id_number", r"(?<!\d)\d{3,6}[*＊×xX]{4,14}\d{0,3}[\dXx](?!\d)"),
    _rule("number", rf"(?<!\d)\d{{6}}{_GAP}\d{{4}}{_GAP}\d{{4}}{_GAP}\d{{3}}[\dXx](?![\dA-Za-z])"),
    _rule("number", rf"(?<!\d)[1-9](?:{_GAP}\d){{16}}{_GAP}[\dXx](?![\dA-Za-z])", _parted_id, True),
    _rule("number", rf"(?<!\d)[1-9]\d{{5}}{_GAP}\d{{6}}{_GAP}\d{{3}}(?!\d)", _old_id, True),
    _rule("number", r"(?<!\d)\d{4}(?:[ \-]\d{4}){2,4}(?:[ \-]?\d{1,3})?(?!\d)"),
    *(_rule("bank_card", rf"(?<!\d)[3-9](?:{_GAP}\d){{{n}}}(?!\d)", _parted_card) for n in (18, 17, 16, 15)),
    _rule("id_number", r"(?:身份证|证件)[^\d\n。；;，,、]{0,8}(?P<n>\d{3,}[\dX])(?!\d|\s*[年月元份张人户])", any_case=True),
    _rule("phone", rf"(?<!\d)(?:\+?86{_GAP})?1[3-9]\d(?:{_GAP}\d){{8}}(?!\d)", _phone),
    _rule("phone", rf"(?<!\d)1[3-9]\d{_SEP}\d{{4}}{_SEP}\d{{4}}(?!\d)", _phone),
    _rule("phone", rf"(?<!\d)1[3-9]\d{_SEP}\d{{4}}{_SEP}\d{{4}}(?!\d)", said=True),  # 幺三八、零零一三、八零零零
    _rule("phone", rf"(?<!\d)1{_SEP}[3-9](?:{_SEP}\d){{9}}(?!\d)", said=True),  # 1，3，8，…
    _rule("phone", r"(?<![A-Za-z0-9])[1Il|][3-9](?=[A-Za-z]*\d[A-Za-z0-9]*\d)[0-9OoIlBSZ]{9}(?![A-Za-z0-9])"),  # letters for figures
    _rule("phone", r"(?<!\d)[(（]?0\d{2,3}[ \-—)）]{0,2}\d{3,4}[ \-]?\d{4}(?:[ \-转]+\d{1,5})?(?!\d)"),
    _rule("number", r"(?:电话|手机|座机|号码|微信|QQ|qq|账号|帐号|卡号|证号|账户|帐户|护照)[^\d\n。；;]{0,6}(?P<n>\d[\d \-]{4,}\d[Xx]?)"),
    _rule("number", r"(?<![A-Za-z0-9])[EGDSPHM]\d{8}(?!\d)"),
    _rule("number", r"(?<!\d)\d{9,}[Xx]?(?!\d|\s*(?:万|亿)?元)"),
    _rule("phone", rf"(?<!\d)1{_GAP}[3-9](?:{_GAP}\d){{9}}(?!\d)", said=True),
    _rule("number", rf"[{_SAID}]{{7,}}"),
    _rule("number", rf"(?=[0-9]*[{_SAID}])(?<![0-9{_SAID}])[0-9{_SAID}]{{11,}}"),
    _rule("phone", rf"(?<![\d.\-A-Za-z〔])[2-8]\d{{6,7}}{_AMOUNT}(?![\-A-Za-z号])", _local),
    _rule("phone", rf"(?<![\d.\-])[2-8]\d{{3}}[\- ]\d{{4}}{_AMOUNT}(?![\-A-Za-z])",
          lambda f: None if _a_day(re.sub(r"\D", "", f[0])) else HIDDEN),
    _rule("plate", rf"([{_PROVINCES}] {{0,2}}[A-Za-z])[·•. \-]{{0,2}}(?=[A-Za-z0-9 ]*\d)[A-Za-z0-9](?: ?[A-Za-z0-9]){{3,4}}"
                   r" ?[A-Za-z0-9挂学警港澳](?![A-Za-z0-9])",
          _kept(more="*****")),
    # 12幢3单元502室 → 12幢; 3-2-502 → 3幢; 2单元502、502室 → *; 周家湾12号 → 周家湾*号
    _rule("door", rf"{_BUILDING}{_UNIT}?{_FLOOR}?(?:\d{{1,2}}[\-—－#])?"
                  rf"(?:\d{{3,4}}(?!\d|[户个人米元辆年次月块])(?:室|号|房|户)?"
                  rf"|[〇零一二三四五六七八九]{{3,4}}(?![{_COUNT}户个人米元辆年次月块])(?:室|号|房)?"
                  rf"|{_N}\s*(?:室|号(?!楼)|房(?!屋)|户(?=[^主型均外]|$))|[东西南北中][边面]?[户家])", _kept()),
    _rule("door", rf"{_BUILDING}{_N}\s*(?:单元|單元|门|梯)", _kept()),
    _rule("door", r"(?<![\d\-/.年])(\d{1,3})[\-—－#]{1,2}\d{1,2}[\-—－#]\d{3,4}(?:室|号|房)?(?![\d\-/.])", _kept(more="幢")),
    _rule("door", rf"{_UNIT}{_FLOOR}?(?:\d{{3,4}}(?!\d)(?:室|号|房|户)?|[{_COUNT}]{{3,4}}\s*[室号房户]|[东西南北中][边面]?[户家])",
          lambda _f: "*室"),
    _rule("door", r"(?<![\d\-])\d{1,3}[\-—－]\d{3,4}(?:室|户|(?=业主|租户|住户|房东|那家|家的|的?老[^旧小年百城街]))", lambda _f: "*室"),
    _rule("door", r"(?<=[园苑庭邸])\d{1,3}[\-—－]\d{3,4}(?![\d\-年月])", lambda _f: "*室"),
    _rule("door", r"(?<![\d共全等约数计有.\-])\d{3,4}(?=业主|租户|房东|那家)", lambda _f: "*室"),
    _rule("door", r"(?:家住|住在|住址|门牌号?)[^\d\n。；，]{0,4}(?P<n>\d{3,4})(?![\d年月日元个户人米])", lambda _f: "*室"),
    _rule("door", r"(?<!\d)\d{3,4}(?:室|房(?!间|屋))", lambda _f: "*室"),
    _rule("door", rf"(?<![{_COUNT}])[{_COUNT}]{{3,4}}室", lambda _f: "*室"),
    _rule("door", rf"([组村巷路弄街湾庄塘屯坊沟寨院]|(?<![村区会屋家])里)(?:\d+|[{_COUNT}]+)(?:[\-—之]\d+)?(号)(?!楼|线|院|井|桥|闸|令|文)"
                  r"(?:\d{3,4}(?![\d年月日元个户人米])(?:室|房)?)?",
          lambda f: f"{f[1]}*{f[2]}"),
)  # fmt: skip
