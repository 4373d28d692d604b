"""Posts and who holds them from when until when: a promise belongs to the post, so that it stays when its holder changes."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from yishi.domain.records import Membership, Person
from yishi.services.bodies import belongs
from yishi.services.living import rows


@dataclass(frozen=True)
class Holder:
    """Somebody in a post; `since` None for as long as anybody knows, `until` None = still."""

    person_id: str
    name: str
    body: str
    post: str
    since: date | None
    until: date | None


def history(session: Session, body: str, post: str) -> tuple[Holder, ...]:
    """Return who held a post, the latest first."""
    found = _holders(session, rows(session, Membership, Membership.body == body, Membership.post == post))
    return tuple(sorted(found, key=lambda h: h.since or date.min, reverse=True))


def titles(session: Session, on: date) -> dict[str, str]:
    """Return by the id of each person the posts they hold on a day, in words (村委会主任、议事会召集人)."""
    found: dict[str, list[str]] = {}
    for m in rows(session, Membership, Membership.post != "", by=(Membership.starts_on, Membership.id)):
        if belongs(m, on):
            found.setdefault(m.person_id, []).append(f"{m.body}{m.post}")
    return {id_: "、".join(dict.fromkeys(said)) for id_, said in found.items()}


def held(session: Session, person_id: str, on: date) -> frozenset[str]:
    """Return the posts somebody holds on a day, each in words (村委会主任)."""
    found = rows(session, Membership, Membership.post != "", Membership.person_id == person_id)
    return frozenset(f"{m.body}{m.post}" for m in found if belongs(m, on))


def holder(session: Session, title: str, on: date) -> Holder | None:
    """Return who holds the post of these words (村委会主任) on a day; of two the one who came later."""
    named = [m for m in rows(session, Membership, Membership.post != "") if f"{m.body}{m.post}" == title.strip() and belongs(m, on)]
    found = _holders(session, named)
    return max(found, key=lambda h: (h.since or date.min, h.person_id), default=None)


def _holders(session: Session, found: list[Any]) -> list[Holder]:
    names = {p.id: p.name or "" for p in rows(session, Person, Person.id.in_({m.person_id for m in found})) if not p.erased}
    return [Holder(m.person_id, names[m.person_id], m.body, m.post, m.starts_on, m.ends_on) for m in found if m.person_id in names]
