"""The code in the corner of a printed page: ten characters that nobody misreads, the last of which checks the others.

The alphabet has 31 signs, digits and capitals without 0 O 1 I L. 31 is a prime: the weighted sum modulo 31, as ISBN-10
does it modulo 11, notices every single wrong character and every two that changed places.
"""

import unicodedata

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 10
BYTES = 8  # of random bits at least; nine signs hold 44.5
_PRIME = len(ALPHABET)
_VALUES = {sign: value for value, sign in enumerate(ALPHABET)}
_MARK = "YS:"  # what a scanner reads before the code: tells ours from any other square in a picture


def make(bits: bytes) -> str:
    """Return the code that these random bits (at least BYTES of them) give; the same bits, the same code."""
    if len(bits) < BYTES:
        raise ValueError(f"a code needs {BYTES} random bytes")
    number, signs = int.from_bytes(bits) % _PRIME ** (LENGTH - 1), ""
    for _place in range(LENGTH - 1):
        number, value = divmod(number, _PRIME)
        signs += ALPHABET[value]
    return signs + ALPHABET[-_sum(signs) % _PRIME]


def valid(code: str) -> bool:
    """Whether `code` is ten signs of the alphabet and its last one fits the others."""
    return len(code) == LENGTH and all(sign in _VALUES for sign in code) and _sum(code) == 0


def shown(code: str) -> str:
    """Return the code as it is printed to be read: ABCDE-FGHJK."""
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"


def read(text: str) -> str:
    """Return the code that somebody typed, in whatever case and width, with or without the dash; "" where it is none."""
    plain = "".join(char for char in unicodedata.normalize("NFKC", text).upper() if char.isalnum())
    return plain if valid(plain) else ""


def carried(code: str) -> str:
    """Return what the square of a page carries."""
    return _MARK + code


def found_in(text: str) -> str:
    """Return the code that a square carries, "" where it is not one of ours."""
    mark, code = text[: len(_MARK)], text[len(_MARK) :]
    return code if mark == _MARK and valid(code) else ""


def _sum(signs: str) -> int:
    return sum((LENGTH - place) * _VALUES[sign] for place, sign in enumerate(signs)) % _PRIME
