"""Grids, hamlets, groups, yards and buildings of the community: written down by themselves with the people who live there."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from yishi.domain.areas import AREA_WORDS, RANK, may_lie_in, unit_type
from yishi.domain.records import Area, Person
from yishi.errors import Refusal
from yishi.i18n import _
from yishi.services.living import one, rows
from yishi.store.writing import add_many, put


@dataclass(frozen=True)
class AreaLine:
    """A place, the one it lies in ("" = directly in the community), and how many people of the roster belong to it."""

    id: str
    unit_type: str
    name: str
    parent: str
    people: int


def lines(session: Session) -> tuple[AreaLine, ...]:
    """Return the places, larger kinds first, each kind by name."""
    found = rows(session, Area)
    names = {a.id: a.name for a in found}
    living_there = Counter(p.unit for p in rows(session, Person))
    listed = [AreaLine(a.id, a.unit_type, a.name, names.get(a.parent_id, ""), living_there[a.name]) for a in found]
    return tuple(sorted(listed, key=lambda a: (RANK[a.unit_type], a.name)))


def ensure(session: Session, community_id: str, name: str) -> None:
    """Write down the place that a person's unit names, where its name says what kind it is and it is not known yet."""
    kind = unit_type(name)
    known = session.get(Area, Area.id_for(community_id, kind or "", name))
    if kind and (known is None or known.deleted):
        put(session, Area, Area.id_for(community_id, kind, name), {"community_id": community_id, "unit_type": kind, "name": name})


def ensure_all(session: Session, community_id: str, names: Iterable[str]) -> None:
    """Write down the places that many people's units name, as `ensure` does for one."""
    of = {Area.id_for(community_id, kind, name): (kind, name) for name in sorted(set(names)) if (kind := unit_type(name))}
    known = set(session.scalars(select(Area.id).where(Area.deleted.is_(False))))
    add_many(session, Area, [{"id": id_, "community_id": community_id, "unit_type": kind, "name": name}
                             for id_, (kind, name) in of.items() if id_ not in known])  # fmt: skip


def put_in(session: Session, area_id: str, parent_id: str | None) -> None:
    """Say in which place another one lies: a building in a grid, never a grid in a building."""
    area = one(session, Area, area_id)
    if parent_id is not None:
        parent = one(session, Area, parent_id)
        if not may_lie_in(area.unit_type, parent.unit_type):
            raise Refusal("YS-M21", _("{inner}不能放在{outer}里面。").format(inner=_(AREA_WORDS[area.unit_type]),
                                                                     outer=_(AREA_WORDS[parent.unit_type])),
                          next_step=_("请选一个更大的地方，例如网格。"))
    area.parent_id = parent_id
