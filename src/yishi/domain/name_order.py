"""The order of names on a list: by strokes of the surname or of the whole name, by sound, by post, by household, by hand.

Strokes are compared sign by sign: fewer first, then 横竖撇点折 from the first stroke on, as the 《通用规范汉字表》 has
them. Of two-character names there are two customs, so both are offered and the list says which it follows: 姓氏笔画
leaves the middle empty (田富 before 田大利; a single given name after a compound surname by analogy), 姓名笔画 does not
(田大利 before 田富). ICU's stroke order is not used: it
puts 文 before 王.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from yishi.domain.marker import N_
from yishi.domain.masking import COMPOUND
from yishi.domain.rare_names import is_sign
from yishi.domain.terms import ROLE_WORDS

Strokes = Mapping[str, int]  # a sign: its place in the order of all signs

ORDERS: dict[str, str] = {
    "post": N_("按职务排列"),
    "stroke-surname": N_("按姓氏笔画为序"),
    "stroke-name": N_("按姓名笔画为序"),
    "pinyin": N_("按拼音为序"),
    "household": N_("按户组排列"),
    "hand": N_("手工排列"),
}
BY_STROKES = ("stroke-surname", "stroke-name")
POSTS = ("secretary", "director", "oversight_member", "host", "recorder", "grid_head", "group_head", "building_head", "representative")
_HEADS = ("书记", "主任", "召集人", "理事长", "会长", "主席", "组长", "队长", "网格长", "楼栋长")  # of a body, as people say them
_NUMBER = re.compile(r"(\d+)")
_EMPTY = 0
_UNKNOWN = 1_000_000


@dataclass(frozen=True)
class Ordered:
    """The names in order, and the signs whose strokes nobody knows (their names stand last, to be put right by hand)."""

    names: tuple[str, ...]
    unknown: tuple[str, ...]


def by_strokes(names: Iterable[str], strokes: Strokes, empty_middle: bool) -> Ordered:
    """Return names by strokes; equal names keep the order in which they came."""
    listed = list(names)
    unknown = dict.fromkeys(sign for name in listed for sign in signs(name) if sign not in strokes)
    return Ordered(tuple(sorted(listed, key=lambda name: stroke_key(name, strokes, empty_middle))), tuple(unknown))


def stroke_key(name: str, strokes: Strokes, empty_middle: bool) -> tuple[bool, tuple[int, ...]]:
    """Return what a name is sorted by; one with an unknown sign comes after all others."""
    shown = signs(name)
    places = [strokes.get(sign, _UNKNOWN) for sign in shown]
    if empty_middle and len(shown) == 2:
        places.insert(1, _EMPTY)
    elif empty_middle and len(shown) == 3 and "".join(shown[:2]) in COMPOUND:
        places.insert(2, _EMPTY)
    return _UNKNOWN in places, tuple(places)


def signs(name: str) -> list[str]:
    """Return the signs of a name that are compared: no dots, no spaces, nothing in brackets."""
    plain = name.partition("（")[0]
    return [sign for sign in plain if is_sign(sign)]


def by_sound(names: Iterable[str], sound: Callable[[str], str]) -> tuple[str, ...]:
    """Return names by their full pinyin; of two that sound alike the one that came first stays first."""
    return tuple(sorted(names, key=lambda name: sound(name)))


def by_post(people: Iterable[tuple[str, str]], posts: Sequence[str] = POSTS) -> tuple[str, ...]:
    """Return the names of (name, role code) in the order of posts; roles that are not listed come after, as they came."""
    rank = {post: n for n, post in enumerate(posts)}
    return tuple(name for name, role in sorted(people, key=lambda person: rank.get(person[1], len(rank))))


def post_place(role: str, post: str = "") -> tuple[int, int]:
    """Return by what a post is sorted: heads first, then their deputies, then other posts in the order of POSTS, then none.

    `post` is what somebody is in the body that is listed (召集人, 委员), `role` what the roster calls them; whoever has a post in
    the body comes before those who only have a role.
    """
    heads, first = (_HEADS, 0) if post else (_HEADS[:2], 4)
    words = post or role
    for n, head in enumerate(heads):
        if head in words.replace(f"副{head}", ""):
            return first, n
    for n, head in enumerate(heads):
        if f"副{head}" in words:
            return first + 1, n
    known = next((n for n, code in enumerate(POSTS) if ROLE_WORDS[code] in words), len(POSTS))
    return (first + 2 if post or known < len(POSTS) else first + 3), known


def house_place(household: str, head: bool | None) -> tuple[bool, list[tuple[bool, int | str]], bool]:
    """Return by what the people of a group are sorted: by household as numbers, its head first; without one last."""
    return not household, counted(household), not head


def counted(text: str) -> list[tuple[bool, int | str]]:
    """Return a text so that its figures are compared as numbers: 2组 before 12组."""
    return [(not part.isdecimal(), int(part) if part.isdecimal() else part) for part in _NUMBER.split(text) if part]
