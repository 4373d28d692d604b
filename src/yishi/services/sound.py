"""How a name sounds: full pinyin and initials, surnames read as surnames; and the one index that finds people by it.

Only the standard library is loaded with this module; pypinyin comes with the first name that is asked for.
"""

from collections import defaultdict
from collections.abc import Container, Iterable
from functools import cache
from itertools import islice, product
from typing import Protocol

from yishi.domain.finding import DOT, fold

# Surnames that the usual reading gets wrong; the first reading is shown, all are found.
SURNAMES = {
    "单": ("shan",), "曾": ("zeng",), "仇": ("qiu",), "解": ("xie",), "区": ("ou",), "查": ("zha",), "盖": ("ge", "gai"),
    "朴": ("piao", "pu"), "覃": ("qin", "tan"), "尉迟": ("yuchi",), "乐": ("yue", "le"), "任": ("ren",), "华": ("hua",),
    "纪": ("ji",), "缪": ("miao",), "宁": ("ning",), "那": ("na",), "召": ("shao",), "翟": ("zhai",), "长孙": ("zhangsun",),
    "万俟": ("moqi",), "澹台": ("tantai",), "令狐": ("linghu",), "宓": ("mi",), "晟": ("cheng",), "葛": ("ge",), "燕": ("yan",),
    "折": ("she",), "种": ("chong",), "繁": ("po",), "冼": ("xian",), "员": ("yun",), "黑": ("he",), "秘": ("bi",), "幺": ("yao",),
}
COMPOUND = {"尉迟": ("yu", "chi"), "长孙": ("zhang", "sun"), "万俟": ("mo", "qi"), "澹台": ("tan", "tai"), "令狐": ("ling", "hu")}
PHONE = 5  # figures; fewer are a house number
MOST_READINGS = 8  # of one name; more only where nearly every character has several

Syllables = tuple[str, ...]


@cache
def sounds(name: str) -> tuple[tuple[str, str], ...]:
    """Return the readings of `name` as (full pinyin, initials), the usual one first; letters stay as they are."""
    surname = name[:2] if name[:2] in SURNAMES else name[:1] if name[:1] in SURNAMES else ""
    given = _usual(name[len(surname) :])
    if not surname:
        return (("".join(given).lower(), "".join([s[0] for s in given]).lower()),)
    firsts = SURNAMES[surname]
    found = []
    for first in firsts:
        # A compound surname sounds as one word but is typed by its two initials.
        heads = "".join(s[0] for s in COMPOUND[surname]) if surname in COMPOUND else first[:1]
        found.append(((first + "".join(given)).lower(), (heads + "".join(s[:1] for s in given)).lower()))
    return tuple(found)


def _usual(text: str) -> list[str]:
    """Return the usual readings of a text, syllable by syllable: as pypinyin has it, names by a table of what they are made of."""
    if len(text) < 5:
        (phrases, begun), found, at = _phrases(), list[str](), 0
        while at < len(text):
            size = 1
            if text[at : at + 2] in begun:
                size = next((n for n in (4, 3, 2) if n <= len(text) - at and text[at : at + n] in phrases), 1)
            said = _alone(text[at : at + size])
            if not said:  # a letter, a dot, a sign without a reading
                break
            found += said
            at += size
        else:
            return found
    from pypinyin import lazy_pinyin

    return [part for part in lazy_pinyin(text) if part.isalnum()]


@cache
def _phrases() -> tuple[Container[str], frozenset[str]]:
    """Return what pypinyin reads as a whole (朝阳 as chaoyang), and the first two characters of each such phrase."""
    from pypinyin.constants import PHRASES_DICT

    return PHRASES_DICT, frozenset(phrase[:2] for phrase in PHRASES_DICT)


@cache
def _alone(text: str) -> tuple[str, ...]:
    """Return the usual reading of one character or one phrase, nothing where it has none of its own."""
    from pypinyin import lazy_pinyin
    from pypinyin.constants import PINYIN_DICT

    return tuple(lazy_pinyin(text)) if all(ord(character) in PINYIN_DICT for character in text) else ()


@cache
def _of_character(character: str) -> Syllables:
    """Return all readings of one character, the usual one first; a letter or figure is its own."""
    from pypinyin import Style, pinyin

    found = pinyin(character, style=Style.NORMAL, heteronym=True, errors=str)
    return tuple(dict.fromkeys(part.lower().replace("ü", "v") for part in found[0] if part.isalnum())) if found else ()


@cache
def readings(name: str) -> tuple[Syllables, ...]:
    """Return every way to say `name`, syllable by syllable, at most MOST_READINGS, the usual one first."""
    surname = next((s for s in (name[:2], name[:1]) if s in SURNAMES), "")
    given = name[len(surname):]
    head: list[Syllables] = [(s,) for s in COMPOUND[surname]] if surname in COMPOUND else [SURNAMES[surname]] if surname else []
    usual = [part[0] for part in head] + [s.lower().replace("ü", "v") for s in _usual(given)]
    ways = product(*head, *(said for character in given if (said := _of_character(character))))
    return tuple(dict.fromkeys((tuple(usual), *islice(ways, MOST_READINGS))))


@cache
def folded(pinyin: str) -> str:
    """Return pinyin without what many people cannot hear apart: zh/z ch/c sh/s, n/l, eng/en ing/in ang/an.

    What two syllables make together is folded alike in names and in what is typed, and a beginning stays a beginning.
    """
    for wide, narrow in (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n")):
        pinyin = pinyin.replace(wide, narrow)
    return pinyin.replace("l", "n")


def typed(query: str) -> str:
    """Return what was looked for, without the marks an input method puts between syllables and the dot inside a name, whichever it was."""
    return fold(query).replace(DOT, "").replace("'", "").replace("’", "").replace(" ", "").replace("ü", "v")


class OtherName(str):
    """A key that is another name of the same person (what people call them, what the ID card writes): found by sound like a name."""


class Somebody(Protocol):
    """What a person is found by; `services.answers.PersonLine` has it."""

    @property
    def phone(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def alias(self) -> str: ...
    @property
    def id_name(self) -> str: ...
    @property
    def also(self) -> str: ...
    @property
    def household(self) -> str: ...


def keys_of(person: Somebody) -> tuple[str, ...]:
    """Return by what a person is found besides the name, as `Index` takes it: other names, phone, household, group and house number."""
    others = (*person.alias.split("、"), person.id_name, person.also)
    phone = "".join(sign for sign in person.phone if sign.isdecimal())
    return (*(OtherName(name) for name in others if name), *(key for key in (phone, person.household, person.unit) if key))


def _mixed(syllables: Syllables, query: str) -> bool:
    """Return whether `query` is a beginning of each of the first syllables in turn: wangjg, wjguo."""
    if not query:
        return True
    if not syllables:
        return False
    first = syllables[0]
    most = 0
    while most < min(len(first), len(query)) and first[most] == query[most]:
        most += 1
    return any(_mixed(syllables[1:], query[taken:]) for taken in range(most, 0, -1))


Heard = tuple[str, str, str, str, Syllables, int, int]  # full, initials, both folded, syllables folded, what it adds, place


class Index:
    """Finds people by what is typed: name, full pinyin, initials, both mixed, house number, group, the end of a phone number.

    Made of (name, other keys): a key of five or more figures is a phone number, other figures are a house number; a key in
    characters (a group) is found like a name, after the names, and an `OtherName` among them. Finding is a walk through those
    whose sound begins alike, so that some thousand people are found in a millisecond.
    """

    def __init__(self, people: Iterable[tuple[str, Iterable[str]]]) -> None:
        self.names: list[str] = []
        self._heard: defaultdict[str, list[Heard]] = defaultdict(list)  # by the first letter, folded
        self._latin: list[int] = []  # places of names with letters in them
        self._phones: list[tuple[str, int]] = []
        self._others: list[tuple[str, int]] = []  # other names
        self._groups: defaultdict[str, list[int]] = defaultdict(list)  # who has this group, house number or other name
        for place, (name, given) in enumerate(people):
            keys = tuple(given)
            self.names.append(typed(name))
            if not name.isalpha() or name.isascii():
                self._latin.append(place)
            said = readings(name)
            for n, syllables in enumerate(said):
                self._add(syllables, place, 0 if n == 0 else 2)
            known = {key for syllables in said for key in ("".join(syllables), "".join(s[0] for s in syllables))}
            for other in (key for key in keys if isinstance(key, OtherName)):
                self._others.append((typed(other), place))
                for syllables in readings(other):
                    self._add(syllables, place, 2)
            for key in dict.fromkeys(typed(key) for key in keys if key and not isinstance(key, OtherName)):
                if key.isdecimal() and len(key) >= PHONE:
                    self._phones.append((key, place))
                elif key.isascii() and key.isalpha():
                    if key not in known:
                        self._add((key,), place, 0)
                else:
                    self._groups[key].append(place)

    def _add(self, syllables: Syllables, place: int, adds: int) -> None:
        if not syllables:
            return
        soft = tuple(folded(syllable) for syllable in syllables)
        full, heads = "".join(syllables), "".join(syllable[0] for syllable in syllables)
        entry = (full, heads, folded(full), folded(heads), soft, adds, place)
        self._heard[entry[2][0]].append(entry)

    def find(self, query: str) -> list[int]:
        """Return the places of those who are meant, the likeliest first; everybody when nothing is typed."""
        wanted = typed(query)
        if not wanted:
            return list(range(len(self.names)))
        ranks: dict[int, int] = {}
        if wanted.isascii() and wanted[0].isalpha():
            self._by_sound(wanted, ranks)
        elif wanted.isdecimal():
            for phone, place in self._phones:
                if phone.endswith(wanted) or phone == wanted:
                    ranks[place] = 1
        places = self._latin if wanted.isascii() else range(len(self.names))
        for place in [each for each in places if wanted in self.names[each]]:
            name = self.names[place]
            ranks[place] = min(ranks.get(place, 99), 0 if name == wanted else 1 if name.startswith(wanted) else 6)
        for other, place in self._others:
            if wanted in other:
                ranks[place] = min(ranks.get(place, 99), 2 if other.startswith(wanted) else 6)
        for group, members in self._groups.items():
            fits = self._group_fits(group, wanted)
            if fits is not None:
                for place in members:
                    ranks.setdefault(place, fits)
        return sorted(ranks, key=lambda place: (ranks[place], place))

    def _group_fits(self, group: str, wanted: str) -> int | None:
        if group.startswith(wanted):
            return 7
        if wanted in group:
            return 8
        if len(wanted) < 2 or not wanted.isascii() or group.isascii():  # one letter would bring in whole villages
            return None
        return 8 if any("".join(said).startswith(wanted) or "".join(s[0] for s in said).startswith(wanted)
                        for said in readings(group)) else None

    def _by_sound(self, wanted: str, ranks: dict[int, int]) -> None:
        soft = folded(wanted)
        for full, heads, soft_full, soft_heads, syllables, adds, place in self._heard.get(soft[0], ()):
            if full.startswith(wanted) or heads.startswith(wanted):
                rank = 0 if wanted in (full, heads) else 1
            elif soft_full.startswith(soft) or soft_heads.startswith(soft):
                rank = 4
            elif len(soft) > 1 and soft[1] in syllables[0][1:2] + "".join(syllables[1:2])[:1] and _mixed(syllables, soft):
                rank = 5
            else:
                continue
            if rank + adds < ranks.get(place, 99):
                ranks[place] = rank + adds
