"""Bodies and groups that people belong to, each membership with its days: who belongs to 议事会 on the day of the meeting."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Row, or_
from sqlalchemy.orm import Session

from yishi.domain.records import Membership, Person
from yishi.errors import Refusal
from yishi.i18n import _
from yishi.services.checks import short, text_of
from yishi.services.living import one, rows
from yishi.services.prepared import BodyLine, MembershipLine
from yishi.store.writing import put


def bodies(session: Session, on: date) -> tuple[BodyLine, ...]:
    """Return the bodies that ever had a member, by name, with how many people belong to each on the day `on`."""
    known = {p.id for p in rows(session, Person)}
    every = [m for m in rows(session, Membership) if m.person_id in known]
    now = Counter(body for body, _person in {(m.body, m.person_id) for m in every if belongs(m, on)})
    return tuple(BodyLine(body, now[body]) for body in sorted({m.body for m in every}))


def members(session: Session, body: str, on: date) -> tuple[MembershipLine, ...]:
    """Return who belongs to a body on the day `on`, in the order of their names, each person once."""
    there = or_(Membership.starts_on.is_(None), Membership.starts_on <= on), or_(Membership.ends_on.is_(None), Membership.ends_on >= on)
    found = _lines(session, rows(session, Membership, Membership.body == body, *there, by=(Membership.starts_on, Membership.id)))
    return tuple(sorted({line.person_id: line for line in found}.values(), key=lambda line: (line.name, line.unit, line.person_id)))


def of_person(session: Session, person_id: str) -> tuple[MembershipLine, ...]:
    """Return the memberships of a person, the latest first."""
    found = _lines(session, rows(session, Membership, Membership.person_id == person_id, by=Membership.body))
    return tuple(sorted(found, key=lambda line: line.starts_on or date.min, reverse=True))


def join(session: Session, person_id: str, body: str, post: str = "", starts_on: date | None = None) -> str:
    """Let somebody belong to a body from a day on (None = for as long as anybody knows); return the id of the membership.

    Refused (YS-M43) when they belong to it on that day already.
    """
    person = one(session, Person, person_id)
    body, post = text_of(body, _("议事组织"), longest=200), short(post, _("职务"))
    for other in rows(session, Membership, Membership.person_id == person_id, Membership.body == body):
        if starts_on is None or other.ends_on is None or starts_on <= other.ends_on:
            raise Refusal("YS-M43", _("{name}已经在{body}里了。").format(name=person.name, body=body),
                          next_step=_("换届的，请先给上一届写上止日。"))
    values = {"person_id": person_id, "body": body, "post": post, "starts_on": starts_on, "ends_on": None}
    return put(session, Membership, Membership.id_for(person_id, body, starts_on), values).id


def leave(session: Session, person_id: str, body: str, ends_on: date) -> None:
    """Let somebody's membership end with the day `ends_on`. Refused: YS-M44 before it began, YS-M45 when there is none."""
    still = rows(session, Membership, Membership.person_id == person_id, Membership.body == body, Membership.ends_on.is_(None))
    if not still:
        raise Refusal("YS-M45", _("{name}现在不在{body}里。").format(name=one(session, Person, person_id).name, body=body),
                      next_step=_("请看看他这一栏里写的起止日。"))
    if still[0].starts_on is not None and ends_on < still[0].starts_on:
        raise Refusal("YS-M44", _("止日{ends}早于起日{starts}。").format(ends=ends_on, starts=still[0].starts_on),
                      next_step=_("请核对日期；记错了的，可以删掉这一条再记。"))
    one(session, Membership, still[0].id).ends_on = ends_on


def strike(session: Session, membership_id: str) -> None:
    """Take out a membership that was written down by mistake."""
    one(session, Membership, membership_id).deleted = True


def belongs(m: Any, on: date) -> bool:
    """Return whether a membership holds on a day."""
    return (m.starts_on is None or m.starts_on <= on) and (m.ends_on is None or m.ends_on >= on)


def _lines(session: Session, found: Iterable[Row[Any]]) -> list[MembershipLine]:
    found = list(found)
    known = {p.id: p for p in rows(session, Person, Person.id.in_({m.person_id for m in found})) if not p.erased}
    return [
        MembershipLine(m.id, m.person_id, known[m.person_id].name or "", known[m.person_id].unit, m.body, m.post, m.starts_on, m.ends_on)
        for m in found if m.person_id in known
    ]  # fmt: skip
