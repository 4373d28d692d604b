"""Names that not every machine can write: characters beyond the common set, and those a place has drawn itself (造字).

A private-use character (U+E000–F8FF, planes 15 and 16) has a shape only where its font is; a table that the place fills says
what it stands for.
"""

from collections import defaultdict
from collections.abc import Mapping
from itertools import islice, product

from yishi.i18n import _

_PRIVATE = ((0xE000, 0xF8FF), (0xF0000, 0xFFFFD), (0x100000, 0x10FFFD))
_MOST_WAYS = 32


# radicals, 〇, strokes, Extension A, the common ones, compatibility, and planes 2 and 3: Extensions B to J and whatever comes next
_IDEOGRAPHS = (
    (0x2E80, 0x2FDF), (0x3005, 0x3007), (0x31C0, 0x31EF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF),
)  # fmt: skip


def is_ideograph(sign: str) -> bool:
    """Return whether this is a Chinese character, by its place in the code and not by what this Python's tables know of it."""
    return any(first <= ord(sign) <= last for first, last in _IDEOGRAPHS)


def is_sign(sign: str) -> bool:
    """Return whether this is a sign of a name: a letter of any script, a Chinese character however new, or one that a place has drawn."""
    return sign.isalpha() or is_ideograph(sign) or is_private(sign)


def is_private(sign: str) -> bool:
    """Return whether this character means nothing outside the machine it was drawn on."""
    return any(first <= ord(sign) <= last for first, last in _PRIVATE)


def private_in(text: str) -> tuple[str, ...]:
    """Return the private-use characters of a text, each once."""
    return tuple(dict.fromkeys(sign for sign in text if is_private(sign)))


def rare_in(text: str) -> tuple[str, ...]:
    """Return the signs of a name that the common set of Chinese computers (GB 2312) lacks, each once; private-use ones are apart."""
    found = (sign for sign in text if is_sign(sign) and not is_private(sign) and not _common(sign))
    return tuple(dict.fromkeys(found))


def _common(sign: str) -> bool:
    try:
        sign.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def spelled(text: str, table: Mapping[str, str]) -> str:
    """Return a text with the private-use characters that the table (character → what it stands for) knows put right."""
    return text.translate({ord(sign): meant for sign, meant in table.items() if is_private(sign)}) if table else text


def visible(text: str) -> str:
    """Return a text in which a character that has no shape here is told by its number: 孔〔造字E200〕."""
    if text.isascii() or not private_in(text):
        return text
    return "".join(_("〔造字{code}〕").format(code=f"{ord(sign):04X}") if is_private(sign) else sign for sign in text)


def drawn_ways(word: str, table: Mapping[str, str]) -> tuple[str, ...]:
    """Return a word, and each way in which it may be written with the place's own characters, at most some."""
    drawn = defaultdict[str, str](str)
    for sign, meant in table.items():
        drawn[meant] += sign
    return tuple("".join(way) for way in islice(product(*(sign + drawn.get(sign, "") for sign in word)), _MOST_WAYS))


def code(sign: str) -> str:
    """Return a character's number as people read it: U+E123."""
    return f"U+{ord(sign):04X}"
