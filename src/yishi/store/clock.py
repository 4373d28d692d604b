"""Order that holds even when the PC's clock is wrong.

A clock that is a season ahead of the book may be wrong, or the book was idle for a season. One day cannot tell, two can:
`ClockNote` remembers the day that was disbelieved, and a clock that shows a later day near it is believed. So a clock that
jumps for a day moves nobody out of reach, and a book that rested goes on with right times from its second day.
"""

import time
from contextlib import suppress
from datetime import datetime
from pathlib import Path

DAY_MS = 86_400_000
LONGEST_LEAP = 92 * DAY_MS << 16  # a season: a clock further ahead than this is asked about, not believed
BEIJING_MS = 8 * 3_600_000  # days are told apart by Beijing time
LATEST = 1 << 62  # year 4199: nothing may push the clock so far that no later value exists


def wall_ms() -> int:
    """Return what the PC says the time is, in milliseconds since 1970 UTC."""
    return time.time_ns() // 1_000_000


def local_time(at_ms: int, pattern: str = "%H:%M:%S") -> str:
    """Return `at_ms` as this PC's wall clock shows it."""
    return time.strftime(pattern, time.localtime(at_ms / 1000))


def local_moment(at_ms: int) -> datetime:
    """Return `at_ms` as this PC's wall clock shows it; what lies beyond its calendar is the calendar's first or last moment."""
    try:
        return datetime.fromtimestamp(at_ms / 1000)
    except (ValueError, OverflowError, OSError):  # the clock was wrong when this was noted
        return datetime(1970, 1, 1) if at_ms < 0 else datetime(9999, 12, 31)


def believable(last: int, now_ms: int) -> bool:
    """Return whether the wall clock may be right, given the newest clock value that the book knows (0 = none)."""
    return not last or (now_ms << 16) - last <= LONGEST_LEAP


def tick(last: int, now_ms: int, confirmed: bool = False) -> int:
    """Return a hybrid logical clock value above `last`, near `now_ms` where that is believable.

    A value is milliseconds << 16 | counter. It always exceeds everything this copy has seen; that alone makes
    the merge right. The wall clock only makes ties between copies fair, so it may be disbelieved without harm.
    `confirmed`: the user has said that the date is right, or the PC has shown such a date on an earlier day too.
    """
    return max(last + 1, now_ms << 16 if confirmed or believable(last, now_ms) else 0)


class ClockNote:
    """The last moment of this PC's clock that was not believed; one small file in `home`, for all books."""

    def __init__(self, home: Path) -> None:
        self._file = home / "clock"

    def confirms(self, now_ms: int) -> bool:
        """Return whether the PC showed a date at most a leap before this one on an earlier day."""
        noted = self._noted()
        if noted is None or now_ms << 16 >= LATEST:
            return False
        return _day(noted) < _day(now_ms) and now_ms - noted << 16 <= LONGEST_LEAP

    def disbelieve(self, now_ms: int) -> None:
        """Note a moment that was not believed; a note that cannot be written only makes the PC wait another day."""
        noted = self._noted()
        if noted is not None and _day(noted) == _day(now_ms):
            return
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_text(str(now_ms), "ascii")

    def _noted(self) -> int | None:
        try:
            return int(self._file.read_text("ascii"))
        except (OSError, ValueError):
            return None


def _day(at_ms: int) -> int:
    return (at_ms + BEIJING_MS) // DAY_MS
