"""Words that make a sentence private when they stand near a name: illness, need, family, punishment, children."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_BETWEEN = re.compile("[\\s·•・‧･∙⋅./\\-—_*+\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufe00-\ufe0f]+")
_GROUPS = ("illness", "need", "family", "justice")


@dataclass(frozen=True)
class PrivateWords:
    """What to look for; `ordinary` are everyday words that a roster may also hold as names."""

    welfare: tuple[str, ...] = ()
    child: tuple[str, ...] = ()
    ordinary: frozenset[str] = frozenset()

    def in_text(self, text: str) -> tuple[str, ...]:
        """Return the words of a text that speak of illness, need, family or punishment: to be looked at before it is released."""
        near = tight(text)
        return tuple(word for word in self.welfare if word.casefold() in near)

    def of_child(self, text: str) -> tuple[str, ...]:
        """Return the words of a text that speak of a child."""
        near = tight(text)
        return tuple(word for word in self.child if word.casefold() in near)


def tight(text: str) -> str:
    """Return a text in which a word stands as it is looked for: 低　保, 乙.肝 and ｈｉｖ are found too."""
    return _BETWEEN.sub("", unicodedata.normalize("NFKC", text)).casefold()


def read(data: Mapping[str, Any]) -> PrivateWords:
    """Return the words of a table with a list of strings for each group. Raises TypeError where a group is no list of strings."""
    lists = {group: data.get(group, []) for group in (*_GROUPS, "child", "ordinary")}
    if not all(isinstance(words, list) and all(isinstance(word, str) and word for word in words) for words in lists.values()):
        raise TypeError("every group is a list of words")
    welfare = dict.fromkeys(word for group in _GROUPS for word in lists[group])
    return PrivateWords(tuple(welfare), tuple(lists["child"]), frozenset(lists["ordinary"]))
