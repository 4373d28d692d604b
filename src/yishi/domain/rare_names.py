"""Names that not every machine can write: characters beyond the common set, and those a place has drawn itself (造字).

A private-use character (U+E000–F8FF, planes 15 and 16) has a shape only where its font is; a table that the place fills says
what it stands for.
"""

from collections.abc import Mapping

_PRIVATE = ((0xE000, 0xF8FF), (0xF0000, 0xFFFFD), (0x100000, 0x10FFFD))


def is_private(sign: str) -> bool:
    """Return whether this character means nothing outside the machine it was drawn on."""
    return any(first <= ord(sign) <= last for first, last in _PRIVATE)


def private_in(text: str) -> tuple[str, ...]:
    """Return the private-use characters of a text, each once."""
    return tuple(dict.fromkeys(sign for sign in text if is_private(sign)))


def rare_in(text: str) -> tuple[str, ...]:
    """Return the letters of a name that the common set of Chinese computers (GB 2312) lacks, each once; private-use ones are apart."""
    found = (sign for sign in text if sign.isalpha() and not is_private(sign) and not _common(sign))
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


def code(sign: str) -> str:
    """Return a character's number as people read it: U+E123."""
    return f"U+{ord(sign):04X}"
