"""How many must be there, in whole numbers: 过半数 is more than half, 以上 includes the number itself (civil code, article 1259)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from yishi.domain.marker import N_
from yishi.i18n import _

_PART = re.compile(r"(>?)(\d{1,3})/(\d{1,3})")
_DIGITS = "零一二三四五六七八九十"
OF_WORDS: dict[str, str] = {  # of whom a part is counted
    "adults": N_("十八周岁以上的村民"),
    "members": N_("组成人员"),
    "households": N_("各户代表"),
    "owners": N_("业主"),
}


@dataclass(frozen=True)
class Part:
    """A part of a whole, n/d; `over` means strictly more than it (过半数), else the number itself is enough (以上)."""

    n: int
    d: int
    over: bool = False

    @classmethod
    def read(cls, text: str) -> "Part | None":
        """Return the part written "2/3" (two thirds or more) or ">1/2" (more than half); None for anything else."""
        found = _PART.fullmatch(text.strip())
        if not found or not 0 < int(found[2]) <= int(found[3]):
            return None
        part = cls(int(found[2]), int(found[3]), bool(found[1]))
        return None if part.over and part.n == part.d else part

    def __str__(self) -> str:
        return f"{'>' if self.over else ''}{self.n}/{self.d}"

    def needed(self, whole: int) -> int:
        """Return the least whole number that is enough of `whole`."""
        return whole * self.n // self.d + 1 if self.over else -(-whole * self.n // self.d)

    def met(self, count: int, whole: int) -> bool:
        """Return whether `count` of `whole` is enough; of nobody, nothing is."""
        if whole <= 0:
            return False
        return count * self.d > whole * self.n if self.over else count * self.d >= whole * self.n

    @property
    def words(self) -> str:
        """过半数, 三分之二以上."""
        if (self.n, self.d, self.over) == (1, 2, True):
            return _("过半数")
        part = _("{d}分之{n}").format(d=_digit(self.d), n=_digit(self.n))
        return (_("超过{part}") if self.over else _("{part}以上")).format(part=part)


def _digit(n: int) -> str:
    return _DIGITS[n] if n < len(_DIGITS) else str(n)


@dataclass(frozen=True)
class Alternative:
    """One way in which a meeting reaches its number: a part of those whom `of` names (a key of OF_WORDS)."""

    of: str
    part: Part

    @property
    def words(self) -> str:
        return _("{who}{part}到会").format(part=self.part.words, who=_(OF_WORDS.get(self.of, self.of)))


@dataclass(frozen=True)
class Counted:
    """How many there are and how many came, by the kind that an alternative counts; None = nobody has said."""

    expected: int | None
    present: int
    households: int | None = None
    households_present: int | None = None

    def of(self, kind: str) -> tuple[int | None, int]:
        """Return whole and count for a key of OF_WORDS."""
        if kind == "households":
            return self.households, self.households_present or 0
        return self.expected, self.present


@dataclass(frozen=True)
class Reached:
    """What the alternatives make of the numbers: `by` is the one that is met, or else the one that lacks least."""

    by: Alternative
    whole: int | None  # None: the numbers it counts are not known
    count: int
    needed: int
    met: bool

    @property
    def lacking(self) -> int:
        return 0 if self.met else max(0, self.needed - self.count)


def reached(alternatives: Sequence[Alternative], counted: Counted) -> Reached | None:
    """Return how the meeting stands; None where the rule asks for no number. One alternative that is met is enough."""
    found = [_reached(alternative, counted) for alternative in alternatives]
    known = [one for one in found if one.whole]
    met = [one for one in known if one.met]
    if met:
        return met[0]
    return min(known, key=lambda one: one.lacking) if known else found[0] if found else None


def _reached(alternative: Alternative, counted: Counted) -> Reached:
    whole, count = counted.of(alternative.of)
    if not whole:
        return Reached(alternative, None, count, 0, False)
    return Reached(alternative, whole, count, alternative.part.needed(whole), alternative.part.met(count, whole))


def thousandths(count: int, whole: int) -> int:
    """Return the share in thousandths, rounded down so that it never looks like more than it is; of nobody it is 0."""
    return count * 1000 // whole if whole > 0 else 0
