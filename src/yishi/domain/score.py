"""The score of a responsible unit for a quarter (百分制): four shares, their weights, places with ties, never a rank of few cases.

The method is borrowed from the quarterly comparison of elder-care canteens (domain.md 1.3); its figures are the product's
own. Integers only: a score is in tenths of a point.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

PARTS = ("on_time", "first_pass", "solved", "satisfied")
LAST = 3  # 末三名


@dataclass(frozen=True)
class Weights:
    """Points of a hundred for each part; they come to 100 together. Factory values of the product, not of any law."""

    on_time: int = 30  # 按期率
    first_pass: int = 20  # 督查一次合格率
    solved: int = 25  # 解决率
    satisfied: int = 25  # 满意率
    least_cases: int = 5  # finished matters below which a unit is not ranked
    name_last: bool = False  # 通报末三名: off, because few cases make it unfair


FACTORY = Weights()


@dataclass(frozen=True)
class Share:
    """`part` of `whole`, both counts; nothing of nothing is not known."""

    part: int = 0
    whole: int = 0


@dataclass(frozen=True)
class UnitCounts:
    """What was counted of one unit: finished matters, and of what each part is a share."""

    unit: str
    cases: int
    on_time: Share = Share()
    first_pass: Share = Share()
    solved: Share = Share()
    satisfied: Share = Share()


@dataclass(frozen=True)
class Scored:
    """A unit with its score in tenths (None: nothing to count) and its place (None: not ranked)."""

    counts: UnitCounts
    tenths: int | None
    place: int | None = None
    medal: bool = False  # 流动奖牌
    last: bool = False  # among the last three, where the place wants them named

    @property
    def points(self) -> str:
        """The score as people read it: 92.5, or nothing."""
        return "" if self.tenths is None else f"{self.tenths // 10}.{self.tenths % 10}"


def score(counts: UnitCounts, weights: Weights = FACTORY) -> int | None:
    """Return the score in tenths of a point, half up; what nobody knows yet leaves its weight to the others."""
    total, points = 0, Fraction(0)
    for name in PARTS:
        share: Share = getattr(counts, name)
        if share.whole > 0:
            weight = getattr(weights, name)
            total += weight
            points += Fraction(weight * share.part, share.whole)
    if not total:
        return None
    return int(points * 1000 / total + Fraction(1, 2))


def rank(units: Sequence[UnitCounts], weights: Weights = FACTORY) -> tuple[Scored, ...]:
    """Return the units, the best first, those that are not ranked behind them by name.

    Equal scores share a place and the next place is left out (1, 1, 3). The first holds the medal. A unit is among the
    last three only where no more than three are as low as it is, somebody is better, and the place wants it said.
    """
    found = [(unit, score(unit, weights)) for unit in units]
    ranked = sorted(((u, s) for u, s in found if s is not None and u.cases >= weights.least_cases), key=lambda f: (-f[1], f[0].unit))
    others = sorted((f for f in found if f[1] is None or f[0].cases < weights.least_cases), key=lambda f: f[0].unit)
    made = []
    for unit, tenths in ranked:
        place = 1 + sum(other > tenths for _unit, other in ranked)
        low = sum(other <= tenths for _unit, other in ranked) <= LAST and place > 1
        made.append(Scored(unit, tenths, place, medal=place == 1, last=low and weights.name_last))
    return (*made, *(Scored(unit, tenths) for unit, tenths in others))
