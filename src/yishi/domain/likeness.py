"""Which sentences speak of the same matter: judged by the Chinese characters and pairs of neighbours that they share."""

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from typing import NamedTuple

FEWEST_CHARACTERS = 4  # so many characters in common …
FEWEST_PAIRS = 2  # … of which so many pairs stand side by side, make two sentences alike
SHORTEST_WHOLE = 3  # a sentence as short as this is alike where it stands whole in the other
_HANZI = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")
_DIGITS = re.compile("[0-9]+")
_HOLLOW = frozenset("的了是在也都还就很太有没不要把被给让和与及到着过吗呢吧啊呀我你他她它们这那哪个些请想得地")


class Alike(NamedTuple):
    """An entry that speaks of the same: what it is known by, and how many pairs of characters it shares."""

    ref: Hashable
    pairs: int


def essence(text: str) -> str:
    """Return the Chinese characters of `text` that carry its meaning, in their order."""
    return "".join(char for char in _HANZI.findall(text) if char not in _HOLLOW)


def alike(one: str, other: str) -> bool:
    """Return whether two sentences speak of the same matter."""
    return _alike(essence(one), essence(other))


def _numbers(text: str) -> frozenset[str]:
    return frozenset(_DIGITS.findall(text))


def _pairs(core: str) -> set[str]:
    return {core[i : i + 2] for i in range(len(core) - 1)}


def _alike(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if len(short) >= SHORTEST_WHOLE and short in long:
        return True
    return len(set(one) & set(other)) >= FEWEST_CHARACTERS and len(_pairs(one) & _pairs(other)) >= FEWEST_PAIRS


class Likeness:
    """An index of sentences by their pairs of characters; asking it costs milliseconds among thousands."""

    def __init__(self, entries: Iterable[tuple[Hashable, str]]) -> None:
        """`entries` are (what it is known by, its words); several sentences may stand for one."""
        self._refs: list[Hashable] = []
        self._cores: list[str] = []
        self._numbers: list[frozenset[str]] = []  # 3幢 and 5幢 are like each other, but 3幢 is liker
        self._where: defaultdict[str, list[int]] = defaultdict(list)
        for place, (ref, text) in enumerate(entries):
            core = essence(text)
            self._refs.append(ref)
            self._cores.append(core)
            self._numbers.append(_numbers(text))
            for pair in _pairs(core):
                self._where[pair].append(place)

    def similar(self, text: str, most: int = 3) -> tuple[Alike, ...]:
        """Return what is like `text`, the likest first, at most `most`; nothing for fewer than three characters."""
        core = essence(text)
        shared: Counter[int] = Counter()
        for pair in _pairs(core):
            shared.update(self._where.get(pair, ()))
        found: dict[Hashable, int] = {}
        numbers = _numbers(text)

        def rank(each: tuple[int, int]) -> tuple[int, ...]:
            place, pairs = each
            return -pairs, -len(numbers & self._numbers[place]), abs(len(self._cores[place]) - len(core)), place

        for place, pairs in sorted(shared.items(), key=rank):
            if len(found) == most or pairs < FEWEST_PAIRS:
                break
            if self._refs[place] not in found and _alike(core, self._cores[place]):
                found[self._refs[place]] = pairs
        return tuple(Alike(ref, pairs) for ref, pairs in found.items())
