"""Words that are looked for: what counts as the same sign, whether a text has all the words, and where they stand in it.

Folding takes one character to one character, so that a place in the folded text is the same place in the text as written:
letters lose their case, full-width signs their width, the brackets of a number (〔2026〕) are those of any keyboard, and the
dots inside a name (买买提·艾力) are one dot, whichever was typed. All other characters, those beyond U+FFFF too, stand for
themselves.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from zlib import crc32

DOT = "·"  # U+00B7, as identity cards have it
DOTS = ".\u0387\u2022\u2024\u2027\u2219\u22c5\u30fb\ufe52\uff0e\uff65"
_CASED = (*range(0x41, 0x5B), *range(0xC0, 0x530), *range(0x1E00, 0x1F00))  # Latin, Greek, Cyrillic; elsewhere case is no habit here
EXCERPT = 60  # characters of a long text that are shown
_BEFORE = 12  # of them before the first word found

Span = tuple[int, int]


def _table() -> dict[str, str]:
    found = {chr(code): chr(code).lower() for code in _CASED if len(chr(code).lower()) == 1 and chr(code).lower() != chr(code)}
    for wide in range(0xFF01, 0xFF5F):
        plain = chr(wide - 0xFEE0)
        found[chr(wide)] = plain.lower()
    return found | dict.fromkeys(DOTS, DOT) | {"\u3000": " ", "〔": "[", "〕": "]", "【": "[", "】": "]"}


_FOLDED = _table()
_TRANSLATION = str.maketrans(_FOLDED)


def folding() -> int:
    """Return a number that changes with what is folded to what: what was kept of folded texts is good for as long as it is the same."""
    return crc32(repr(sorted(_FOLDED.items())).encode())


def _written() -> dict[str, str]:
    found: defaultdict[str, str] = defaultdict(str)
    for written, folded in _FOLDED.items():
        found[folded] += written
    return dict(found)


_WRITTEN = _written()


def fold(text: str) -> str:
    """Return `text` as it is compared; as long as the text itself."""
    return text.translate(_TRANSLATION)


def written_as(word: str) -> tuple[tuple[str, str], ...]:
    """Return (as it may be written, as it is folded) for the signs of a folded word: whoever compares elsewhere needs only these."""
    return tuple((written, sign) for sign in dict.fromkeys(word) for written in _WRITTEN.get(sign, ""))


@lru_cache(maxsize=256)
def _only_itself(word: str) -> bool:
    """Return whether nothing else is folded to this word: then it is found in a text as written."""
    return not any(sign in _WRITTEN for sign in word)


def words_of(query: str) -> tuple[str, ...]:
    """Return the folded words of what was typed, each once; what cannot be typed (control characters, halves of pairs) parts words."""
    plain = "".join(" " if unicodedata.category(sign) in ("Cc", "Cs") else sign for sign in query)
    return tuple(dict.fromkeys(fold(plain).split()))


def has_all(texts: Iterable[str], words: Iterable[str]) -> bool:
    """Return whether each of the folded words stands in at least one of the texts."""
    folded = [fold(text) for text in texts]
    return all(any(word in text for text in folded) for word in words)


def marks_in(text: str, words: Iterable[str]) -> tuple[Span, ...]:
    """Return where the folded words stand in `text`: (from, to) in characters, in order, those that touch made one."""
    folded, found = "", list[Span]()
    for word in words:
        if _only_itself(word):
            said = text
        else:
            said = folded = folded or fold(text)
        at = said.find(word) if word else -1
        while at >= 0:
            found.append((at, at + len(word)))
            at = said.find(word, at + 1)
    if len(found) < 2:
        return tuple(found)
    joined: list[Span] = []
    for start, end in sorted(found):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return tuple(joined)


def excerpt(texts: Iterable[str], words: tuple[str, ...], width: int = EXCERPT) -> tuple[str, tuple[Span, ...]]:
    """Return what is shown of a record's texts, on one line, and the marks in it; a long one is cut around the first word."""
    whole = "　".join(" ".join(text.split()) for text in texts if text and not text.isspace())
    marks = marks_in(whole, words)
    width = max(width, marks[0][1] - marks[0][0] + _BEFORE if marks else 0)
    if len(whole) <= width:
        return whole, marks
    start = max(0, min(marks[0][0] - _BEFORE if marks else 0, len(whole) - width))
    end = min(start + width, len(whole))
    head, tail = "…" if start else "", "…" if end < len(whole) else ""
    moved = len(head) - start
    kept = tuple((max(a, start) + moved, min(b, end) + moved) for a, b in marks if a < end and b > start)
    return head + whole[start:end] + tail, kept
