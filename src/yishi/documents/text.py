"""User text on its way to paper: plain characters only, and every one of them in some face."""

import re
import unicodedata
from collections.abc import Iterable

from yishi.documents.chain import SONG
from yishi.errors import Refusal
from yishi.i18n import _

_NEWLINES = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_ACCENTED = re.compile("[A-Za-z][\u0300-\u036f]+")
_VARIATION = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_SUSPECT = re.compile("[^ -~°·×—‘’“”…\u3000-\u3029\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff5e]")  # all else is looked at
_DROPPED = {"Cc", "Cf", "Cn"}  # control, format (bidi overrides, zero-width), unassigned non-characters


def printable(text: str) -> str:
    """Return `text` as it can be set: its letters unchanged, line ends as "\\n", a tab as one wide space.

    Control, bidi and zero-width characters and variation selectors have no ink and are dropped, so the order on paper
    is the order of typing. Nothing else is interpreted: markup and formulas stay the characters they are.
    """
    if not _SUSPECT.search(text):
        return text
    text = _ACCENTED.sub(lambda m: unicodedata.normalize("NFC", m.group()), _NEWLINES.sub("\n", text))
    return "".join(filter(None, map(_plain, _VARIATION.sub("", text))))


def _plain(char: str) -> str:
    if char == "\n" or char == "\u3000":
        return char
    if char == "\t":
        return "\u3000"
    category = unicodedata.category(char)
    if category == "Zs":
        return " "
    if category == "Cn" and not _noncharacter(char):
        return char  # newer than this Python's tables: the faces decide
    return "" if category in _DROPPED else char


def _noncharacter(char: str) -> bool:
    code = ord(char)
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF


def one_line(text: str) -> str:
    """Return `text` as one printable line: names, titles, labels."""
    return " ".join(part.strip(" ") for part in printable(text).split("\n") if part.strip())


def missing(text: str) -> tuple[str, ...]:
    """Return the characters of `text` that cannot be printed, each once, in code order.

    Every chain ends in the same faces, so one chain answers for all.
    """
    return tuple(sorted(SONG.missing(printable(text).replace("\n", ""))))


def refuse_missing(characters: Iterable[str]) -> None:
    """Raise YS-P01, naming each character and its code, when there is any; to be called before a file is made."""
    named = "、".join(f"{_shown(char)}（U+{ord(char):04X}）" for char in sorted(characters))
    if named:
        raise Refusal(
            "YS-P01",
            _("有字印不出来：{named}。字库里没有这个字，印出来会是空白，所以没有印。").format(named=named),
            next_step=_("请在原处换成通行的写法，再印一次。"),
        )


def _shown(char: str) -> str:
    """Return the character where a message may hold it, else nothing."""
    return "" if unicodedata.category(char) in ("Cs", "Co", "Cn") else char
