"""How a name sounds: full pinyin and initials, surnames read as surnames; and the one index that finds people by it.

Only the standard library is loaded with this module; pypinyin comes with the first name that is asked for.
"""

import re
from collections import defaultdict
from collections.abc import Container, Iterable
from functools import cache
from itertools import islice, product
from typing import Protocol

from yishi.domain.finding import DOT, fold
from yishi.domain.surname_readings import COMPOUND, SURNAMES

PHONE = 5  # figures; fewer are a house number
MOST_READINGS = 8  # of one name; more only where nearly every character has several

Syllables = tuple[str, ...]


def sounds(name: str) -> tuple[tuple[str, str], ...]:
    """Return the readings of `name` as (full pinyin, initials), the usual one first; letters stay as they are."""
    taken, firsts = (_begins if len(name) < 5 else _surname)(name[:2])
    given, initials = _given(name[taken:])
    if len(firsts) == 1:
        [(first, head)] = firsts
        return ((first + given, head + initials),)
    return tuple([(first + given, head + initials) for first, head in firsts])


Beginning = tuple[int, tuple[tuple[str, str], ...]]  # how many characters, and each way they sound, with the initials


@cache
def _surname(two: str) -> Beginning:
    """Return how the surname at the beginning of a name sounds, where it has a reading of its own."""
    surname = two if two in SURNAMES else two[:1]
    if surname not in SURNAMES:
        return 0, (("", ""),)
    # A compound surname sounds as one word but is typed by its two initials.
    return len(surname), tuple((first, "".join(s[0] for s in COMPOUND[surname]) if surname in COMPOUND else first[:1])
                               for first in SURNAMES[surname])  # fmt: skip


@cache
def _begins(two: str) -> Beginning:
    """Return how a name of up to four characters begins: the surname, else the first character where it is read by itself."""
    return _alone_first(two) if _surname(two)[0] == 0 else _surname(two)


@cache
def _alone_first(two: str) -> Beginning:
    """Return how the first of two characters sounds, unless both may be read as one word."""
    said = _alone(two[:1]) if len(two) == 2 and two not in _phrases()[1] else ()
    return (1, ((said[0].lower(), said[0][:1].lower()),)) if said else (0, (("", ""),))


@cache
def _given(text: str) -> tuple[str, str]:
    """Return full pinyin and initials of what comes after a surname, or of a name that is read as a whole."""
    if len(text) < 5 and _alone_first(text[:2])[0]:
        [(full, head)] = _alone_first(text[:2])[1]
        rest, heads = _given(text[1:])
        return full + rest, head + heads
    syllables = _usual(text)
    return "".join(syllables).lower(), "".join([s[:1] for s in syllables]).lower()


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
    """Return every way to say `name`, syllable by syllable, at most some MOST_READINGS, the usual one first; 吕 is lv, lu and lyu."""
    ways: list[Syllables] = []
    if name[:2] in COMPOUND:
        ways += _ways([COMPOUND[name[:2]]], name[2:])
    if name[:2] not in COMPOUND or name[:1] in SURNAMES:  # 单于林 may be a Mr 单 too
        ways += _ways([(said,) for said in SURNAMES.get(name[:1], ())], name[1:]) if name[:1] in SURNAMES else _ways([], name)
    umlauts = [tuple(s.replace("v", typed_as) for s in way) for way in ways for typed_as in ("u", "yu") if "v" in "".join(way)]
    return tuple(dict.fromkeys((*ways, *umlauts)))


def _ways(heads: list[Syllables], given: str) -> list[Syllables]:
    """Return each head with the usual reading of what comes after it, then with the other ones."""
    heads, usual = heads or [()], [s.lower().replace("ü", "v") for s in _usual(given)]
    others = product(*(said for character in given if (said := _of_character(character))))
    return [(*head, *rest) for rest in (usual, *islice(others, MOST_READINGS)) for head in heads]


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


class Written(str):
    """A key that is found by its signs alone: a house number (3-501 by 501 too), how a rare character is made (⿰亻尔)."""


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
    @property
    def door(self) -> str: ...
    @property
    def glyph_note(self) -> str: ...


def keys_of(person: Somebody) -> tuple[str, ...]:
    """Return by what a person is found besides the name, as `Index` takes it: other names, phone, household, group, house number.

    And by how a rare character is made.
    """
    others = (*person.alias.split("、"), person.id_name, person.also)
    phone = "".join(sign for sign in person.phone if sign.isdecimal())
    written = (*door_keys(person.door), person.glyph_note)
    return (*(OtherName(name) for name in others if name), *(key for key in (phone, person.household, person.unit) if key),
            *(Written(key) for key in written if key))  # fmt: skip


def door_keys(door: str) -> tuple[str, ...]:
    """Return how a house number may be typed: as it is written, and by its figures (12幢2单元501室 is 12-2-501)."""
    figures = "-".join(re.findall(r"[0-9]+", fold(door)))
    return tuple(dict.fromkeys(key for key in (door, figures if "-" in figures else "") if key))


def stands_in(wanted: str, written: str) -> bool:
    """Return whether what is looked for stands in a `Written` key, both as `typed`: 501 and 3-5 in 3-501, but not 01."""
    at = written.find(wanted) if wanted else -1
    while at >= 0:
        if not (at and wanted[0].isdecimal() and written[at - 1].isdecimal()):
            return True
        at = written.find(wanted, at + 1)
    return False


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


_WITHIN, _LONGEST = 6, 6  # a given name comes after every whole name; longer ones are no names of people
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
        self._usual: list[tuple[Syllables, int]] = []  # names whose later characters are not in `_within` yet
        self._within: defaultdict[str, list[Heard]] = defaultdict(list)  # a name without its first characters: 建国, 国
        self._latin: list[int] = []  # places of names with letters in them
        self._phones: list[tuple[str, int]] = []
        self._others: list[tuple[str, int]] = []  # other names
        self._written: list[tuple[str, int]] = []
        self._groups: defaultdict[str, list[int]] = defaultdict(list)  # who has this group, house number or other name
        for place, (name, given) in enumerate(people):
            keys = tuple(given)
            self.names.append(typed(name))
            if not name.isalpha() or name.isascii():
                self._latin.append(place)
            said = readings(name)
            for n, syllables in enumerate(said):
                self._add(syllables, place, 0 if n == 0 else 2)
            if said and 1 < len(said[0]) <= _LONGEST:
                self._usual.append((said[0], place))
            known = {key for syllables in said for key in ("".join(syllables), "".join(s[0] for s in syllables))}
            for other in (key for key in keys if isinstance(key, OtherName)):
                self._others.append((typed(other), place))
                for syllables in readings(other):
                    self._add(syllables, place, 2)
            self._written += [(typed(key), place) for key in keys if isinstance(key, Written)]
            for key in dict.fromkeys(typed(key) for key in keys if key and not isinstance(key, OtherName | Written)):
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

    def _inside(self) -> "defaultdict[str, list[Heard]]":
        """Return what the names sound like from their second character on; made with the first question for it."""
        made = dict[Syllables, Heard]()  # given names are few, people many
        for syllables, place in self._usual:
            for n in range(1, len(syllables)):
                rest = syllables[n:]
                known = made.get(rest)
                if known is None:
                    full, heads = "".join(rest), "".join(syllable[0] for syllable in rest)
                    soft = tuple(folded(syllable) for syllable in rest)
                    known = made[rest] = (full, heads, folded(full), folded(heads), soft, _WITHIN, 0)
                self._within[known[2][0]].append((*known[:6], place))
        self._usual.clear()
        return self._within

    def find(self, query: str) -> list[int]:
        """Return the places of those who are meant, the likeliest first; everybody when nothing is typed."""
        wanted = typed(query)
        if not wanted:
            return list(range(len(self.names)))
        ranks: dict[int, int] = {}
        if wanted.isascii() and wanted[0].isalpha():
            self._by_sound(wanted, ranks, self._heard)
            if len(wanted) > 1:  # one letter is the beginning of a surname, not any character of half the village
                self._by_sound(wanted, ranks, self._inside())
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
        for written, place in self._written:
            if wanted in written and stands_in(wanted, written):
                ranks.setdefault(place, 7 if written.startswith(wanted) else 8)
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

    def _by_sound(self, wanted: str, ranks: dict[int, int], said: "defaultdict[str, list[Heard]]") -> None:
        soft = folded(wanted)
        for full, heads, soft_full, soft_heads, syllables, adds, place in said.get(soft[0], ()):
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
