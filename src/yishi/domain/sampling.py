"""A random draw that anybody can draw again: by lot, without putting back, the same for the same seed on every machine.

Each name gets a lot from the seed and its own key; the lots in ascending order are the draw, and who comes next in that
order replaces somebody who could not be reached (domain rule 3.8). Nothing of it depends on a library's generator.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from math import sqrt
from typing import TypeVar

T = TypeVar("T")

MOST = 250  # 出厂 min(总数, 250)


def drawn(keyed: Iterable[tuple[str, T]], seed: int) -> list[T]:
    """Return everybody in the order of the lots; `keyed` pairs each with a key that is the same in every copy of the book."""
    lots = sorted((sha256(f"{seed}\x1f{key}".encode()).digest(), key, n, who) for n, (key, who) in enumerate(keyed))
    return [who for *_lot, who in lots]


def split(order: Sequence[T], size: int) -> tuple[Sequence[T], Sequence[T]]:
    """Return the sample of `size` (all where there are fewer) and the replacements in their order."""
    return order[:size], order[size:]


def usual_size(total: int) -> int:
    """Return how many are asked where nobody says otherwise: all, at most 250."""
    return min(total, MOST)


def margin(size: int, total: int) -> int:
    """Return by how many thousandths the share may be off, 95 % of the time (simple random sample, finite population)."""
    if size <= 0 or total <= 1 or size >= total:
        return 0
    return round(1000 * 1.96 * sqrt(0.25 / size * (total - size) / (total - 1)))
