"""Order that holds even when the PC's clock is wrong."""

import time

DAY_MS = 86_400_000
LONGEST_LEAP = 92 * DAY_MS << 16  # a season: a clock further ahead than this is asked about, not believed
LATEST = 1 << 62  # year 4199: nothing may push the clock so far that no later value exists


def wall_ms() -> int:
    """Return what the PC says the time is, in milliseconds since 1970 UTC."""
    return time.time_ns() // 1_000_000


def local_time(at_ms: int, pattern: str = "%H:%M:%S") -> str:
    """Return `at_ms` as this PC's wall clock shows it."""
    return time.strftime(pattern, time.localtime(at_ms / 1000))


def believable(last: int, now_ms: int) -> bool:
    """Return whether the wall clock may be right, given the newest clock value that the book knows (0 = none)."""
    return not last or (now_ms << 16) - last <= LONGEST_LEAP


def tick(last: int, now_ms: int, confirmed: bool = False) -> int:
    """Return a hybrid logical clock value above `last`, near `now_ms` where that is believable.

    A value is milliseconds << 16 | counter. It always exceeds everything this copy has seen; that alone makes
    the merge right. The wall clock only makes ties between copies fair, so it may be disbelieved without harm.
    `confirmed`: the user has said that the date is right.
    """
    return max(last + 1, now_ms << 16 if confirmed or believable(last, now_ms) else 0)
