"""The roster: who there is, and finding the one who is meant."""

from itertools import count

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from yishi.domain.records import Attendance, Person
from yishi.errors import Refusal, shown
from yishi.i18n import _
from yishi.services import areas, communities, sound
from yishi.services.answers import PersonLine
from yishi.services.checks import checked_name, short
from yishi.services.living import one, rows
from yishi.store.writing import put

FIELDS = ("name", "gender", "birth_year", "phone", "unit", "role", "party", "photo_consent")


def lines(session: Session, find: str = "") -> tuple[PersonLine, ...]:
    """Return the people in the order of their sound; with `find`, those whom it means (`sound.Index`)."""
    query = select(Attendance.person_id, func.count()).where(Attendance.deleted.is_(False), Attendance.mark.in_(("present", "proxy")))
    came = {person: count for person, count in session.execute(query.group_by(Attendance.person_id))}
    found = []
    for p in rows(session, Person):
        name, phone = p.name or "", p.phone or ""
        if p.erased:
            continue
        pinyin, initials = sound.sounds(name)[0]
        found.append(PersonLine(p.id, name, p.gender, p.unit, p.role, p.party, phone, pinyin, initials, came.get(p.id, 0)))
    if find:
        meant = sound.Index((p.name, (p.phone, p.unit)) for p in found)
        found = [found[place] for place in meant.find(find)]
    return tuple(sorted(found, key=lambda p: (p.pinyin, p.name, p.unit, p.id)))


def add(session: Session, name: str, **fields: object) -> str:
    """Write down a person and return the id; a namesake in the same group is a person of their own."""
    name = checked_name(name)
    community, unit = communities.mine(session).id, short(str(fields.get("unit", "") or ""), _("组或楼栋"))
    namesake = next(n for n in count(1) if _free(session, Person.id_for(community, name, unit, n)))
    said = {field: fields[field] for field in FIELDS[1:] if field in fields}
    id_ = Person.id_for(community, name, unit, namesake)
    put(session, Person, id_, {**said, "community_id": community, "name": name, "unit": unit, "namesake": namesake})
    areas.ensure(session, community, unit)
    return id_


def _free(session: Session, id_: str) -> bool:
    """Whether no living person has this id; one who has moved to another group keeps the id of before."""
    here = session.get(Person, id_)
    return here is None or here.deleted


def change(session: Session, person_id: str, **fields: object) -> None:
    """Change what the roster says of a person; sheets of past meetings keep what they said."""
    person = one(session, Person, person_id)
    for field, value in fields.items():
        if field not in FIELDS:
            raise TypeError(field)
        setattr(person, field, checked_name(str(value)) if field == "name" else value)


def remove(session: Session, person_id: str) -> None:
    """Take a person off the roster; undo brings them back."""
    one(session, Person, person_id).deleted = True


def mention(session: Session, name: str, role: str = "") -> None:
    """Make sure that somebody named in passing (host, recorder, owner, supervisor) is on the roster."""
    if name and not session.scalar(select(func.count()).where(Person.name == name, Person.deleted.is_(False))):
        add(session, name, role=role)
        session.flush()


def complete(person: Person, **said: object) -> None:
    """Add to the roster what a sign-in sheet says and the roster does not know yet."""
    for field, value in said.items():
        if value not in (None, "") and getattr(person, field) in (None, ""):
            setattr(person, field, value)


def known(session: Session, name: str, unit: str = "") -> str | None:
    """Return the id of the person of this name, None when nobody is; refuse when several are and `unit` does not tell.

    With a unit it is the one of that unit, else the one whose unit nobody has said yet.
    """
    found = rows(session, Person, Person.name == name, by=Person.id)
    if unit:
        found = [p for p in found if p.unit == unit] or [p for p in found if not p.unit]
    if len(found) > 1:
        raise several(name, [p.unit for p in found])
    return str(found[0].id) if found else None


def several(name: str, units: list[str]) -> Refusal:
    """Return the refusal for a name that more than one person has."""
    where = "、".join(unit or _("未写明") for unit in units)
    return Refusal("YS-M06", _("叫“{name}”的不止一位（{where}）。").format(name=name, where=where),
                   next_step=_("请写明是哪一组、哪一幢的。"))


def find(session: Session, ref: str) -> str:
    """Return the id of the person whose name or id `ref` is; refused when nobody or several are."""
    found = rows(session, Person, (Person.id == ref) | (Person.name == ref))
    if not found:
        raise Refusal("YS-R05", _("没有叫“{ref}”的人。").format(ref=shown(ref)), next_step=_("请看看名字写得对不对。"))
    if len(found) > 1:
        raise Refusal("YS-R03", _("叫“{ref}”的不止一位：{ids}。").format(ref=shown(ref), ids="、".join(p.id for p in found)),
                      next_step=_("请写其中一位的编号。"))
    return str(found[0].id)
