"""How long a paper really hung on the wall: put up, torn down, put up again, taken down (domain rule 3.9).

A posting that hung for fewer days than its period asks for must be posted anew (山东省村务公开条例13条、重庆办法30条 say so;
for other places it is a factory rule of the product). Day one is the day it goes up; a day counts when it hung on it at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from yishi.domain.marker import N_

KINDS: dict[str, str] = {"up": N_("贴出"), "torn": N_("撕毁"), "again": N_("补贴"), "down": N_("取下")}
_AFTER: dict[str, frozenset[str]] = {  # what may come next; "" is the bare wall
    "": frozenset({"up"}), "up": frozenset({"torn", "down"}), "torn": frozenset({"again", "down"}),
    "again": frozenset({"torn", "down"}), "down": frozenset({"up"}),
}  # fmt: skip


@dataclass(frozen=True)
class Mark:
    """Something that happened to the paper at one place."""

    on: date
    kind: str
    place: str = ""


@dataclass(frozen=True)
class Hung:
    """As of a day: whether it hangs, on how many days of its period it hung, and whether it must be posted anew."""

    hangs: bool
    days: int
    needed: int
    short: bool
    torn: int = 0


def may_follow(marks: Sequence[Mark], kind: str, place: str) -> bool:
    """Return whether `kind` can happen next at `place`."""
    last = next((m.kind for m in reversed(marks) if m.place == place), "")
    return kind in _AFTER[last]


def hung(marks: Sequence[Mark], start: date, end: date, needed: int, today: date) -> Hung | None:
    """Return how long it hung of `start`…`end`; None where nobody noted anything. At several places the best one counts.

    What was taken down before `start` belongs to an earlier try: of a paper posted anew nothing is known until it is put up.
    It ran short when the period is over, or the paper was taken down for good, and it hung on fewer than `needed` days.
    """
    known = [m for m in marks if m.on <= today]
    earlier = {place for place in {m.place for m in known} if _over_before([m for m in known if m.place == place], start)}
    known = [m for m in known if m.place not in earlier]
    if not known:
        return None
    places = dict.fromkeys(m.place for m in known)
    best = max((_at([m for m in known if m.place == place], start, end, today) for place in places), key=lambda one: (one[1], one[0]))
    hangs, days = best
    over = today > end or not any(_hangs([m for m in known if m.place == place]) for place in places)
    return Hung(hangs, days, needed, over and days < needed, sum(m.kind == "torn" for m in known))


def _over_before(marks: Sequence[Mark], start: date) -> bool:
    return marks[-1].on < start and not _hangs(marks)


def _hangs(marks: Sequence[Mark]) -> bool:
    return bool(marks) and marks[-1].kind in ("up", "again")


def _at(marks: Sequence[Mark], start: date, end: date, today: date) -> tuple[bool, int]:
    days, since = set[date](), None
    for mark in marks:
        if mark.kind in ("up", "again"):
            since = mark.on
        elif since is not None:
            days |= _span(since, mark.on)
            since = None
    if since is not None:
        days |= _span(since, min(today, end))
    return since is not None, sum(start <= day <= end for day in days)


def _span(first: date, last: date) -> set[date]:
    return {first + timedelta(days=n) for n in range((last - first).days + 1)}
