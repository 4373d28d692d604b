"""Who is whose close relative (近亲属), so that nobody watches over their own family (domain rules 2.2 and 3.1)."""

from dataclasses import dataclass

from sqlalchemy import or_
from sqlalchemy.orm import Session

from yishi.domain.guards import bare, of_one_family, same_person
from yishi.domain.records import Kinship, Person
from yishi.errors import Refusal
from yishi.i18n import _
from yishi.services.checks import short
from yishi.services.living import name_of, one, rows
from yishi.store.writing import put


@dataclass(frozen=True)
class RelativeLine:
    """A close relative of somebody."""

    id: str
    person_id: str
    name: str
    relation: str


def note(session: Session, person_id: str, other_id: str, relation: str = "") -> str:
    """Note that two people are close relatives, and return the id; noted again, only the word for it changes."""
    if one(session, Person, person_id).id == one(session, Person, other_id).id:
        raise Refusal("YS-M95", _("不能把一个人记成自己的亲属。"), next_step=_("请选另一个人。"))
    id_ = Kinship.id_for(person_id, other_id)
    put(session, Kinship, id_, {"person_id": person_id, "other_id": other_id, "relation": short(relation, _("关系"))}, over=True)
    session.flush()
    return id_


def strike(session: Session, kinship_id: str) -> None:
    """Take out a relation that was noted by mistake."""
    one(session, Kinship, kinship_id).deleted = True


def of_person(session: Session, person_id: str) -> tuple[RelativeLine, ...]:
    """Return the close relatives of a person, by name."""
    found = rows(session, Kinship, or_(Kinship.person_id == person_id, Kinship.other_id == person_id))
    others = {k.id: k.other_id if k.person_id == person_id else k.person_id for k in found}
    names = {p.id: p.name or "" for p in rows(session, Person, Person.id.in_(others.values())) if not p.erased}
    lines = (RelativeLine(k.id, others[k.id], names[others[k.id]], k.relation) for k in found if others[k.id] in names)
    return tuple(sorted(lines, key=lambda line: (line.name, line.id)))


def check_supervisor(session: Session, supervisor: str, owner: str) -> None:
    """Refuse a supervisor who is the owner (YS-L12) or a close relative of the owner (YS-L46); where either is open, nothing."""
    if same_person(supervisor, owner):
        raise Refusal("YS-L12", _("督查人和责任人不能是同一个人（{name}）。").format(name=bare(owner)), next_step=_("请另选一位督查人。"))
    if supervisor.strip() and any(same_person(supervisor, name) for name in names_of_kin(session, owner)):
        raise of_one_family(supervisor, owner)


def names_of_kin(session: Session, name: str) -> frozenset[str]:
    """Return the names of the close relatives of everybody of this name (姓名（说明） too): owners are kept by name."""
    if not rows(session, Kinship):
        return frozenset()
    named = [p.id for p in rows(session, Person, Person.name == name_of(name))]
    return frozenset(line.name for id_ in named for line in of_person(session, id_))
