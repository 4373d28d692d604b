"""Three different hands: who may be charged with a matter and who may watch over it, each with the reason.

网格员 find and propose; they are not made owners by default (domain rule 1.2). The supervisor is by default a member of
the oversight committee, never the owner nor a close relative of the owner (3.1).
"""

from collections import defaultdict
from datetime import date
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from yishi.domain import terms
from yishi.domain.guards import bare, same_person
from yishi.domain.records import Membership, Person
from yishi.i18n import _
from yishi.services import kinship, posts
from yishi.services.living import rows
from yishi.services.loop_signs import Candidate

OVERSIGHT_BODIES = ("村务监督委员会", "居务监督委员会", "监督委员会")
_PROPOSES_ONLY = "grid_worker"
_OFTEN_OWNERS = ("director", "secretary", "group_head", "building_head", "neighbor_head", "property_company", "owners_committee")
_MAY_WATCH = ("representative", "delegate")


def owner_candidates(session: Session, on: date | None = None) -> tuple[Candidate, ...]:
    """Return the people of the roster, whom one would charge first; 网格员 come last, with the reason.

    A post can be charged as well as a person: the role names the posts that somebody holds on the day `on` (村委会主任).
    """
    found, held = [], posts.titles(session, on) if on is not None else {}
    for p in _people(session):
        told = "、".join(dict.fromkeys(part for part in (p.role, held.get(p.id, "")) if part))
        first = next((n for n, role in enumerate(_OFTEN_OWNERS) if has_role(told, role)), len(_OFTEN_OWNERS))
        caution = grid_caution(p.name) if has_role(told, _PROPOSES_ONLY) else ""
        found.append((bool(caution), first, Candidate(p.name, p.unit, told, caution=caution, person_id=p.id)))
    return tuple(c for _late, _first, c in sorted(found, key=lambda each: (each[0], each[1], each[2].name, each[2].unit)))


def supervisor_candidates(session: Session, owner: str, on: date | None = None) -> tuple[Candidate, ...]:
    """Return who may watch over what `owner` does: the oversight committee first, then representatives.

    Whoever may not (the owner and the owner's close relatives) stands last, with the reason in `barred`.
    """
    kin, bodies = kinship.names_of_kin(session, owner), _bodies(session, on)
    found = []
    for p in _people(session):
        why, rank = _why(p, bodies[p.id])
        barred = ""
        if same_person(p.name, owner):
            barred = _("自己不能监督自己")
        elif any(same_person(p.name, name) for name in kin):
            barred = _("是{owner}的近亲属，要回避").format(owner=bare(owner))
        if why or barred:
            found.append((bool(barred), rank, Candidate(p.name, p.unit, p.role, why, barred=barred, person_id=p.id)))
    return tuple(c for _out, _rank, c in sorted(found, key=lambda each: (each[0], each[1], each[2].name, each[2].unit)))


def default_supervisor(session: Session, owner: str, on: date | None = None) -> str:
    """Return the name of the first member of the oversight committee who may watch over what `owner` does; "" for none."""
    member = _(terms.ROLE_WORDS["oversight_member"])
    return next((c.name for c in supervisor_candidates(session, owner, on) if not c.barred and c.why == member), "")


def owner_caution(session: Session, owner: str, title: str = "") -> str:
    """Return what should be said of this owner before assigning, "" for nothing: a 网格员 may be chosen all the same."""
    told = [title, owner, *(p.role for p in rows(session, Person, Person.name == bare(owner)))]
    return grid_caution(bare(owner)) if any(has_role(text, _PROPOSES_ONLY) for text in told) else ""


def grid_caution(name: str) -> str:
    """Return why a 网格员 is not charged with a matter by default."""
    return _("{name}是网格员，职责是发现和提出，一般不当责任人。").format(name=name)


def has_role(text: str, role: str) -> bool:
    """Return whether what stands in a roster or title means a role: its code, or its Chinese word somewhere in it."""
    return text == role or terms.ROLE_WORDS[role] in text


def _why(p: Row[Any], bodies: set[str]) -> tuple[str, int]:
    if has_role(p.role, "oversight_member") or any(body in OVERSIGHT_BODIES or body.endswith(OVERSIGHT_BODIES[-1]) for body in bodies):
        return _(terms.ROLE_WORDS["oversight_member"]), 0
    watches = next((role for role in _MAY_WATCH if has_role(p.role, role)), "")
    return (_(terms.ROLE_WORDS[watches]), 1) if watches else ("", 2)


def _people(session: Session) -> list[Row[Any]]:
    return [p for p in rows(session, Person) if p.name and not p.erased]


def _bodies(session: Session, on: date | None) -> defaultdict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for m in rows(session, Membership):
        if on is None or ((m.starts_on is None or m.starts_on <= on) and (m.ends_on is None or on <= m.ends_on)):
            found[m.person_id].add(m.body)
    return found
