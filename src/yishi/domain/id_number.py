"""The number of a resident's ID card, read (GB 11643-1999): day of birth, sex, check sign.

Figures 7–14 are the day of birth, an odd 17th figure a man, the 18th a check by modulus 11-2. Cards of before 1999 have 15
figures, a year of two, and no check. A number that does not pass its check may be kept all the same: the card in hand is
right, and the slip may lie in the register it was copied from; it is only said.
"""

import re
import unicodedata
from datetime import date
from typing import NamedTuple

CHECKS = "10X98765432"  # the last sign, by what the weighted sum of the others leaves by 11
_WHOLE, _OLD = re.compile(r"[0-9]{17}[0-9X]"), re.compile(r"[0-9]{15}")
FIRST_YEAR = 1880


class IdNumber(NamedTuple):
    """A number as it is kept, what it tells, and what is wrong: "" length day check."""

    number: str
    born: date | None = None
    sex: str = ""
    fault: str = ""

    @property
    def tail(self) -> str:
        """The last four signs."""
        return self.number[-4:]


def normal(text: str) -> str:
    """Return a number as it is kept and compared: full-width signs narrow, no blanks, x as X."""
    narrow = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return "".join(sign for sign in narrow.upper() if not sign.isspace() and sign not in "-—'\u200b\ufeff")


def read(text: str, today: date | None = None) -> IdNumber:
    """Return what a number says; with `today`, nobody is born after it. `length`: neither 18 nor 15 signs of a number."""
    number = normal(text)
    if _OLD.fullmatch(number):
        born = _day("19" + number[6:12], today)
        return IdNumber(number, born, sex_of(number[14]), "" if born else "day")
    if not _WHOLE.fullmatch(number):
        return IdNumber(number, fault="length")
    born = _day(number[6:14], today)
    fault = "day" if born is None else "" if passes(number) else "check"
    return IdNumber(number, born, sex_of(number[16]), fault)


def passes(number: str) -> bool:
    """Return whether the last of 18 signs is what the others ask for."""
    return number[17] == CHECKS[2 * int(number[:17], 13) % 11]  # 13 leaves 2 by 11, and the weights are powers of 2


def sex_of(figure: str) -> str:
    """Return 男 for an odd figure, 女 for an even one."""
    return "男" if int(figure) % 2 else "女"


def _day(figures: str, today: date | None) -> date | None:
    try:
        day = date(int(figures[:4]), int(figures[4:6]), int(figures[6:]))
    except ValueError:
        return None
    return day if day.year >= FIRST_YEAR and (today is None or day <= today) else None
