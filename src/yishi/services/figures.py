"""What a report answers: each figure with what it means, and what a record behind it looks like when it is clicked down.

Standard library only, so that window and paper can hold them.
"""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Counted:
    """A record that a figure counts: where it leads and how it reads in a list."""

    place: str  # meetings follow topics
    ref: str  # id
    text: str


@dataclass(frozen=True)
class Figure:
    """A count (`whole` None), a share `part` of `whole`, or a mean of `part` over `whole`."""

    code: str
    word: str
    definition: str
    part: int
    whole: int | None = None
    half_parts: bool = False  # `part` counts halves (部分解决 is half of 解决)
    mean: bool = False  # so many each, not a share
    note: str = ""  # what must be said beside it: of how many it is known, the yardstick

    @property
    def rate(self) -> float | None:
        """The share, 0…1, or the mean; None where there is nothing to have a share of."""
        if not self.whole:
            return None
        return self.part / (2 * self.whole if self.half_parts else self.whole)

    @property
    def value(self) -> str:
        """The figure as people read it: 12, 75.0%, 1.3; an empty text where there is nothing to have a share of."""
        if self.whole is None:
            return str(self.part)
        if not self.whole:
            return ""
        thousandths = (2000 * self.part + self._under) // (2 * self._under)
        if self.mean:
            tenths = (20 * self.part + self.whole) // (2 * self.whole)
            return f"{tenths // 10}.{tenths % 10}"
        return f"{thousandths // 10}.{thousandths % 10}%"

    @property
    def fraction(self) -> str:
        """What the share is of: 9/12; an empty text for a count and where there is nothing to have a share of."""
        if not self.whole:
            return ""
        part = f"{self.part // 2}.5" if self.half_parts and self.part % 2 else str(self.part // 2 if self.half_parts else self.part)
        return f"{part}/{self.whole}"

    @property
    def _under(self) -> int:
        return (self.whole or 0) * (2 if self.half_parts else 1)


@dataclass(frozen=True)
class Split:
    """One figure by kinds: meetings by form, topics by category; the words are for people, the codes never change."""

    code: str
    word: str
    definition: str
    shares: tuple[tuple[str, str, int], ...]  # code, word, how many (fen where `money`)
    money: bool = False

    @property
    def total(self) -> int:
        return sum(share[2] for share in self.shares)

    def percent(self, code: str) -> str:
        """Return the share of one kind, 41%, half up; an empty text of nothing."""
        n = next((share[2] for share in self.shares if share[0] == code), 0)
        return f"{(200 * n + self.total) // (2 * self.total)}%" if self.total else ""


@dataclass(frozen=True)
class Month:
    """Meetings of a month, for the columns of the chart."""

    year: int
    month: int
    meetings: int
    present: int
    expected: int


@dataclass(frozen=True)
class Bar:
    """One line of a chart of shares: a meeting or a resolution with its parts by code."""

    place: str
    ref: str
    word: str
    parts: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Report:
    """The figures of a period as of a day."""

    first: date
    last: date
    as_of: date
    figures: tuple[Figure, ...]
    splits: tuple[Split, ...] = field(default=())
    months: tuple[Month, ...] = ()
    lights: tuple[Bar, ...] = ()  # by meeting: closed green yellow red gray
    grades: tuple[Bar, ...] = ()  # by resolution: the five grades
    community: str = ""
    community_kind: str = ""
    sample: bool = False

    def figure(self, code: str) -> Figure:
        return next(f for f in self.figures if f.code == code)

    def split(self, code: str) -> Split:
        return next(s for s in self.splits if s.code == code)


def of_both(part: int, whole: int) -> tuple[int, int]:
    """Return part and whole of a share, or no share (0, 0) while nothing but the part is known.

    Out of posts that say 非户籍 the share of those from elsewhere would always be the whole.
    """
    return (0, 0) if part == whole else (part, whole)
