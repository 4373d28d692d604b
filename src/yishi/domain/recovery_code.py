"""A secret that a person copies from paper: six groups of five signs, and each group says by itself whether it was typed right.

The signs are 2–9 and A–Z without I and O, so that nothing looks like something else on a bad printer. Of each group four
signs carry the secret (120 bits in all) and the fifth is their weighted sum in the field of 32 elements: one wrong sign,
or two that changed places, never pass; and since a group's place counts too, neither do two groups that did. So whoever
makes a slip is told which group it is in, instead of that the whole is wrong.
"""

import unicodedata
from collections.abc import Iterator

SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
GROUPS, _FREE = 6, 4
BYTES = GROUPS * _FREE * 5 // 8
_MARKS = frozenset(" -—–－_.·,，、　")


def told(secret: bytes) -> str:
    """Return the code of a secret of BYTES bytes: ABCDE-FGHJK-…"""
    if len(secret) != BYTES:
        raise ValueError(len(secret))
    bits = int.from_bytes(secret)
    values = [bits >> 5 * place & 31 for place in reversed(range(GROUPS * _FREE))]
    groups = (values[_FREE * n : _FREE * (n + 1)] for n in range(GROUPS))
    return "-".join("".join(SIGNS[value] for value in (*group, _check(group, n))) for n, group in enumerate(groups))


def strange(typed: str) -> str:
    """Return the signs of a typed code that no code has, each once; 0, O, 1 and I are among them."""
    return "".join(dict.fromkeys(sign for sign in _narrow(typed) if sign not in SIGNS))


def missing(typed: str) -> int:
    """Return how many signs a typed code has too few; below 0: too many."""
    return GROUPS * (_FREE + 1) - len(_narrow(typed))


def wrong(typed: str) -> tuple[int, ...]:
    """Return the groups, from 1, that have a slip; only for a code of the right length without strange signs."""
    return tuple(n + 1 for n, group in enumerate(_groups(typed)) if _check(group[:_FREE], n) != group[_FREE])


def secret(typed: str) -> bytes:
    """Return the secret of a code; ValueError for one that is not right."""
    if strange(typed) or missing(typed) or wrong(typed):
        raise ValueError("not a code")
    bits = 0
    for group in _groups(typed):
        for value in group[:_FREE]:
            bits = bits << 5 | value
    return bits.to_bytes(BYTES)


def _narrow(typed: str) -> str:
    text = typed if typed.isascii() else unicodedata.normalize("NFKC", typed)
    return "".join(sign for sign in text.upper() if sign not in _MARKS and not sign.isspace())


def _groups(typed: str) -> Iterator[list[int]]:
    values = [SIGNS.index(sign) for sign in _narrow(typed)]
    yield from (values[start : start + _FREE + 1] for start in range(0, len(values), _FREE + 1))


def _check(values: list[int], group: int) -> int:
    """Return the sum of the values by the weights x, x², x³, x⁴ of the field, and of the group's place: all differ, none is 0 or 1."""
    found = group
    for power, value in enumerate(values, 1):
        found ^= _times(value, 1 << power)
    return found


def _times(one: int, other: int) -> int:
    """Multiply in the field of 32 elements, by x⁵ + x² + 1."""
    found = 0
    while other:
        if other & 1:
            found ^= one
        one = one << 1 ^ (37 if one & 16 else 0)
        other >>= 1
    return found
