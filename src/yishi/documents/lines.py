"""Where lines of Chinese text end: 避头尾, squeezing before carrying over. Lengths in points.

Knows no page and no PDF; `edges` are the running widths of the text, one more than characters.
"""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

# 避头: may not begin a line; 避尾: may not end one (GB/T 15834—2011, 5.1).
NO_START = frozenset("，。、；：？！）〕》〉」』】”’％℃…·～—,.;:?!)]}%")
NO_END = frozenset("（〔《〈「『【“‘([{￥¥№")
_BLANK_RIGHT = frozenset("，。、；：）〕》〉」』】”’")  # ink in the left half: the right half may hang out
_UNITS = frozenset("年月日时分人票幢栋号个条元户辆盏名岁米次天项")  # stay with the figure before them
_LOOSEST = 2  # em a full line may be stretched in all; a looser one stays ragged
_LONG = 20  # characters; a line this long hides a squeeze of half an em


class Line(NamedTuple):
    """Characters start … end of a text, their width as set, and the room they have."""

    start: int
    end: int
    natural: float
    room: float


def breakable(text: str, i: int) -> bool:
    """Return whether a line may end before text[i]."""
    before, after = text[i - 1], text[i]
    if after in NO_START or before in NO_END or (after in _UNITS and "0" <= before <= "9"):
        return False
    return before == " " or not (_wordy(before) and _wordy(after))


def _wordy(char: str) -> bool:
    """Return whether `char` belongs to a run that is not broken: Latin, Greek, Cyrillic, digits."""
    return char < "\u0600"


def break_lines(
    text: str, edges: Sequence[float], first: float, room: float, size: float, only_after: str = ""
) -> list[Line]:
    """Return the lines of `text`: `first` is the room of the first, `room` of the others, `size` the type.

    With `only_after`, lines end after one of these characters (a list of names is not broken within a name).
    """
    lines: list[Line] = []
    count, start, available = len(text), 0, first
    while start < count:
        limit = edges[start] + available
        end = bisect_right(edges, limit + 0.01) - 1
        if end < count:
            end = _line_end(text, edges, start, max(end, start + 1), limit, size, only_after)
            if not only_after:
                end = _companion(text, start, end)
        shown = end
        while shown - 1 > start and text[shown - 1] == " ":
            shown -= 1
        lines.append(Line(start, shown, edges[shown] - edges[start], available))
        start, available = end, room
    return lines or [Line(0, 0, 0.0, first)]


def _companion(text: str, start: int, end: int) -> int:
    """Give the last character of a paragraph, when it would stand alone in a line, another one beside it."""
    alone = len(text) - end == 1 or (len(text) - end == 2 and text[-1] in NO_START)
    if alone and end - start > _LONG and breakable(text, end - 1):
        return end - 1
    return end


def _line_end(
    text: str, edges: Sequence[float], start: int, end: int, limit: float, size: float, only_after: str
) -> int:
    """Move a forbidden break to the nearest allowed place: take one mark in, or give characters away."""
    if end >= len(text):
        return len(text)
    if only_after:
        return next((i for i in range(end, start, -1) if text[i - 1] in only_after), end)
    give = size if end - start >= _LONG else size / 2
    fits = edges[end + 1] <= limit + give + 0.1
    if fits and text[end] in _BLANK_RIGHT and (end + 1 == len(text) or breakable(text, end + 1)):
        return end + 1
    for i in range(end, start, -1):
        if breakable(text, i):
            return i
    return end


def stretch(text: str, line: Line, size: float, last: bool) -> float:
    """Return the extra space after each character that makes a line reach its edge; negative squeezes."""
    gaps, width = line.end - line.start - 1, line.natural
    if gaps < 1:
        return 0.0
    if width > line.room and text[line.end - 1] in _BLANK_RIGHT:
        width = max(line.room, width - size / 2)
    if width > line.room or (not last and line.room - width < _LOOSEST * size):
        return (line.room - width) / gaps
    return 0.0
