"""In which order the names of a meeting stand on its papers: as on the sheet, or one of the orders of domain.name_order."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from yishi.domain import name_order
from yishi.domain.marker import N_
from yishi.errors import Refusal
from yishi.i18n import _
from yishi.services.answers import AttendeeLine, MeetingSheet
from yishi.services.printed_loop import PrintedResolution

AS_IS = ""
_NO_HOUSE = name_order.house_place("", None)
OFFERED: dict[str, str] = {  # as a choice calls them; how a list says it is in name_order.ORDERS
    AS_IS: N_("照签到表"), "stroke-surname": N_("姓氏笔画"), "stroke-name": N_("姓名笔画"), "post": N_("职务"), "pinyin": N_("拼音"),
    "household": N_("户组"), "hand": N_("手工"),
}  # fmt: skip
Hands = Mapping[str, Sequence[str]]  # orders set by hand: the name of a list, its people's ids
House = tuple[object, ...]  # by what the people of a group are sorted: household, its head first (list_orders.houses)


@dataclass(frozen=True)
class Listed:
    """What a paper is composed from, with its names in order.

    `unknown` are signs whose strokes nobody knows, `unplaced` names that the order by hand does not know: they stand last.
    """

    answer: Any
    unknown: tuple[str, ...] = ()
    unplaced: tuple[str, ...] = ()


def listed(answer: Any, how: str, hands: Hands | None = None, houses: Mapping[str, House] | None = None) -> Listed:
    """Return `answer` (a meeting, or a resolution with its meeting) with the people of the meeting in order, and said so.

    By household: the sheet knows the group, `houses` by a person's id what the roster says beside it.
    By hand: in the order of the list that holds most of them (of two alike the smaller one). Refused (YS-P27) where no such
    list was put in order by hand.
    """
    if how == AS_IS or not isinstance(answer, MeetingSheet | PrintedResolution):
        return Listed(answer)
    if isinstance(answer, PrintedResolution):
        inner = listed(answer.meeting, how, hands, houses)
        return Listed(replace(answer, meeting=inner.answer), inner.unknown, inner.unplaced)
    unplaced: tuple[str, ...] = ()
    if how == "hand":
        place = _by_hand(answer.attendees, hands or {})
        people, unknown = sorted(answer.attendees, key=lambda a: place.get(a.person_id, len(place))), tuple[str, ...]()
        unplaced = tuple(a.name for a in people if a.person_id not in place)
    else:
        people, unknown = _ordered(answer.attendees, how, houses or {})
    numbered = tuple(replace(a, position=n) for n, a in enumerate(people, 1))
    return Listed(replace(answer, attendees=numbered, listed=_(name_order.ORDERS[how])), unknown, unplaced)


def people_of(answer: Any) -> tuple[AttendeeLine, ...]:
    """Return the people of the meeting that a paper is about; nobody where it is about none."""
    meeting = answer.meeting if isinstance(answer, PrintedResolution) else answer
    return meeting.attendees if isinstance(meeting, MeetingSheet) else ()


def _ordered(people: Sequence[AttendeeLine], how: str, houses: Mapping[str, House]) -> tuple[list[AttendeeLine], tuple[str, ...]]:
    from yishi.services import sound
    from yishi.store import strokes

    key: Callable[[AttendeeLine], Any]
    unknown: tuple[str, ...] = ()
    if how in ("stroke-surname", "stroke-name"):
        known, empty = strokes.load(), how == "stroke-surname"
        unknown = tuple(dict.fromkeys(sign for a in people for sign in name_order.signs(a.name) if sign not in known))

        def key(a: AttendeeLine) -> Any:
            return name_order.stroke_key(a.name, known, empty)
    elif how == "pinyin":

        def key(a: AttendeeLine) -> Any:
            return sound.sounds(a.name)[0][0] if a.name else ""
    elif how == "post":

        def key(a: AttendeeLine) -> Any:
            return name_order.post_place(a.role)
    else:

        def key(a: AttendeeLine) -> Any:
            return not a.unit, name_order.counted(a.unit), houses.get(a.person_id, _NO_HOUSE)
    return sorted(people, key=key), unknown


def _by_hand(people: Sequence[AttendeeLine], hands: Hands) -> dict[str, int]:
    """Return the places of the order by hand that knows most of these people."""
    here = {a.person_id for a in people}
    known = {name: sum(id_ in here for id_ in ids) for name, ids in hands.items()}
    best = min((name for name, n in known.items() if n), key=lambda name: (-known[name], len(hands[name]), name), default=None)
    if best is None:
        raise Refusal("YS-P27", _("这场会的人还没有手工排过次序。"),
                      next_step=_("请到“人员”里选一个组织，把次序换成“手工”，用 Alt+↑、Alt+↓ 排好。"))
    return {id_: n for n, id_ in enumerate(hands[best])}
