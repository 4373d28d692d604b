"""Who had the floor, how often and how long, and whose turn it is: the village's own Robert's rules (南塘十三条).

They are advice for whoever presides, never a lock: two minutes a time, twice a motion, for and against in turn, and the
one who presides does not take sides.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MINUTES_A_TIME = 2
TIMES_A_MOTION = 2
LONGEST = 10  # minutes; a longer gap between two lines of the record was no speech any more
FOR, AGAINST = "赞成", "反对"  # stances as they stand in the book
_DAY = 24 * 60


@dataclass(frozen=True)
class Said:
    """One line of the record: who, when it began (HH:MM or ""), and on which side."""

    speaker: str
    at: str = ""
    stance: str = ""


@dataclass(frozen=True)
class Share:
    """What one person had of the discussion of one item."""

    speaker: str
    times: int
    minutes: int

    @property
    def used_up(self) -> bool:
        """Whether they spoke as often as one motion allows."""
        return self.times >= TIMES_A_MOTION


def _minute(at: str) -> int | None:
    hours, colon, minutes = at.partition(":")
    if not colon or not (hours.isdecimal() and minutes.isdecimal()):
        return None
    found = int(hours) * 60 + int(minutes)
    return found if found < _DAY else None


def lengths(times: Sequence[str], until: str = "") -> tuple[int, ...]:
    """Return how many minutes each speech lasted: until the next one began, at most LONGEST; the last one until `until`.

    Times are HH:MM; what is unknown, or goes back in time, counts as nothing. A meeting may go on past midnight.
    """
    found = []
    for begun, over in zip(times, (*times[1:], until), strict=False):
        first, last = _minute(begun), _minute(over)
        gap = (last - first) % _DAY if first is not None and last is not None else 0
        found.append(min(gap, LONGEST) if gap < _DAY // 2 else 0)
    return tuple(found)


def shares(said: Sequence[Said], until: str = "") -> tuple[Share, ...]:
    """Return what each speaker had, those who spoke most first; of equals the one who spoke earlier."""
    minutes: dict[str, int] = {}
    times: dict[str, int] = {}
    for line, length in zip(said, lengths([each.at for each in said], until), strict=True):
        minutes[line.speaker] = minutes.get(line.speaker, 0) + length
        times[line.speaker] = times.get(line.speaker, 0) + 1
    found = (Share(name, times[name], minutes[name]) for name in times)
    return tuple(sorted(found, key=lambda share: (-share.times, -share.minutes)))


def silent(present: Iterable[str], said: Iterable[Said], apart: Iterable[str] = ()) -> tuple[str, ...]:
    """Return who is there and has not spoken yet, in the order of the sheet; without those `apart` (host, recorder)."""
    heard = {line.speaker for line in said} | set(apart)
    return tuple(dict.fromkeys(name for name in present if name not in heard))


def whose_turn(said: Sequence[Said]) -> str:
    """Return the side that should speak next, FOR or AGAINST, the other one of the last who took a side; "" = nobody did."""
    last = next((line.stance for line in reversed(said) if line.stance in (FOR, AGAINST)), "")
    return {FOR: AGAINST, AGAINST: FOR}.get(last, "")


def takes_sides(said: Iterable[Said], host: str) -> bool:
    """Return whether the one who presides spoke for or against: they lead, and do not take sides."""
    return bool(host) and any(line.speaker == host and line.stance in (FOR, AGAINST) for line in said)
