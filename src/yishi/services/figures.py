"""What a report answers: each figure with what it means and the records that it counts, so that it can be clicked down.

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
    """A count (`whole` None) or a share `part` of `whole`."""

    code: str
    word: str
    definition: str
    part: int
    whole: int | None = None
    records: tuple[Counted, ...] = ()
    half_parts: bool = False  # `part` counts halves (部分解决 is half of 解决)

    @property
    def rate(self) -> float | None:
        """The share, 0…1; None where there is nothing to have a share of."""
        if not self.whole:
            return None
        return self.part / (2 * self.whole if self.half_parts else self.whole)


@dataclass(frozen=True)
class Split:
    """One figure by kinds: meetings by form, topics by category; the words are for people, the codes never change."""

    code: str
    word: str
    definition: str
    shares: tuple[tuple[str, str, int], ...]  # code, word, how many

    @property
    def total(self) -> int:
        return sum(share[2] for share in self.shares)


@dataclass(frozen=True)
class Report:
    """The figures of a period as of a day."""

    first: date
    last: date
    as_of: date
    figures: tuple[Figure, ...]
    splits: tuple[Split, ...] = field(default=())

    def figure(self, code: str) -> Figure:
        return next(f for f in self.figures if f.code == code)

    def split(self, code: str) -> Split:
        return next(s for s in self.splits if s.code == code)
