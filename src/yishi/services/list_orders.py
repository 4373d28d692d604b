"""In which order a list of the roster stands: post, strokes, sound, household, or as somebody set it by hand (手工排序)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from yishi.domain import name_order
from yishi.domain.records import HandOrder, Person
from yishi.errors import Refusal
from yishi.i18n import _
from yishi.services import communities
from yishi.services.living import as_list, rows, unlist
from yishi.services.person_lines import PersonLine
from yishi.store.writing import put

HAND = "hand"
USUAL = "pinyin"  # how the roster stands by itself
MOST = 500  # people of a list that are put in order by hand


@dataclass(frozen=True)
class OrderedList:
    """People in order, how that order is called on the list, whose strokes nobody knows, and who has no place by hand yet.

    Those of `unknown` signs and of `unplaced` ids stand last.
    """

    people: tuple[PersonLine, ...]
    label: str
    unknown: tuple[str, ...] = ()
    unplaced: tuple[str, ...] = ()


def ordered(people: Sequence[PersonLine], how: str, *, posts: Mapping[str, str] | None = None, hand: Sequence[str] = ()) -> OrderedList:
    """Return `people` in the order `how` (a key of name_order.ORDERS); those who are alike keep the order in which they came.

    `posts`: by id, what somebody is in the body that is listed; it goes before what the roster calls them. `hand`: the ids as
    they were put in order by hand.
    """
    label, told = _(name_order.ORDERS[how]), posts or {}
    if how == HAND:
        place = {id_: n for n, id_ in enumerate(hand)}
        last = tuple(p.id for p in people if p.id not in place)
        return OrderedList(tuple(sorted(people, key=lambda p: place.get(p.id, len(place)))), label, unplaced=last)
    if how in name_order.BY_STROKES:
        from yishi.store import strokes

        known, names = strokes.load(), {p.id: p.also or p.name for p in people}
        unknown = dict.fromkeys(sign for p in people for sign in name_order.signs(names[p.id]) if sign not in known)
        empty = how == name_order.BY_STROKES[0]
        found = sorted(people, key=lambda p: name_order.stroke_key(names[p.id], known, empty))
        return OrderedList(tuple(found), label, unknown=tuple(unknown))
    if how == "post":
        return OrderedList(tuple(sorted(people, key=lambda p: name_order.post_place(p.role, told.get(p.id, "")))), label)
    if how == "household":
        return OrderedList(tuple(sorted(people, key=_house)), label)
    return OrderedList(tuple(sorted(people, key=lambda p: p.pinyin)), label)


def _house(p: PersonLine) -> tuple[object, ...]:
    """Group or building first, then the household, its head before the others."""
    return (not p.unit, name_order.counted(p.unit), *name_order.house_place(p.household, p.household_head))


def houses(session: Session, ids: Iterable[str]) -> dict[str, tuple[object, ...]]:
    """Return by id what people of one group are sorted by: their household, its head first."""
    wanted = rows(session, Person, Person.id.in_(list(ids)))
    return {p.id: name_order.house_place(p.household or "", p.household_head) for p in wanted}


def by_hand(session: Session, list_name: str) -> tuple[str, ...]:
    """Return the ids of a list as they were put in order by hand; nothing where nobody has."""
    id_ = HandOrder.id_for(communities.mine(session).id, list_name)
    found = rows(session, HandOrder, HandOrder.id == id_)
    return tuple(map(str, unlist(found[0].people))) if found else ()


def every_hand(session: Session) -> dict[str, tuple[str, ...]]:
    """Return all orders by hand, by the name of their list."""
    found = rows(session, HandOrder, HandOrder.community_id == communities.mine(session).id, by=HandOrder.name)
    return {row.name: tuple(map(str, unlist(row.people))) for row in found}


def move(session: Session, list_name: str, shown: Sequence[str], person_id: str, step: int) -> bool:
    """Move somebody one place up (-1) or down (+1) in a list as it is `shown` and keep that order; False at its end.

    Everybody shown then has a place. Refused: YS-M70 a list longer than MOST, YS-M71 somebody who is not on it.
    """
    ids = list(shown)
    if len(ids) > MOST:
        raise Refusal("YS-M70", _("这份名单有{n}人，手工排序最多排{most}人。").format(n=len(ids), most=MOST),
                      next_step=_("请在左边选一个小一些的组织或小组再排。"))
    if person_id not in ids:
        raise Refusal("YS-M71", _("这个人不在这份名单里了。"), next_step=_("请先在名单里选一个人。"))
    at = ids.index(person_id)
    to = at + step
    if not 0 <= to < len(ids):
        return False
    ids[at], ids[to] = ids[to], ids[at]
    keep(session, list_name, ids)
    return True


def keep(session: Session, list_name: str, ids: Sequence[str]) -> None:
    """Keep an order by hand."""
    community = communities.mine(session).id
    values = {"community_id": community, "name": list_name, "people": as_list(dict.fromkeys(ids)) or "[]"}
    put(session, HandOrder, HandOrder.id_for(community, list_name), values, over=True)
    session.flush()
