"""Which backups stay when there are many: by their order and their days, never by how old the PC's clock says they are."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

NEWEST = 20


class Mark(NamedTuple):
    """One backup: its number in its folder, which only ever goes up, and the day on which the PC's clock says it was made."""

    serial: int
    day: date


_RULES: tuple[tuple[int, Callable[[Mark], object]], ...] = (  # how many, and of what the last one each
    (14, lambda mark: mark.day),
    (8, lambda mark: mark.day.isocalendar()[:2]),
    (24, lambda mark: (mark.day.year, mark.day.month)),
    (8, lambda mark: mark.serial // 64),  # a clock that stands still: the days do not tell them apart, their numbers do
)


def kept(newest_first: Sequence[Mark]) -> set[int]:
    """Return the places in `newest_first` of those that stay: the newest 20, and the last of 14 days, 8 weeks and 24 months.

    What counts as newest is the order given. One more backup, whatever its day, costs at most one old one for each rule.
    """
    stay = set(range(min(NEWEST, len(newest_first))))
    for most, of in _RULES:
        seen: set[object] = set()
        for place, mark in enumerate(newest_first):
            if len(seen) == most:
                break
            if of(mark) not in seen:
                seen.add(of(mark))
                stay.add(place)
    return stay
