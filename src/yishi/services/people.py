"""The roster: who there is, and finding the one who is meant."""

import re
import unicodedata
from collections.abc import Mapping
from itertools import count
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from yishi.domain import rare_names
from yishi.domain.marker import N_
from yishi.domain.masking import mask_phone
from yishi.domain.records import Attendance, Person
from yishi.errors import Refusal, shown
from yishi.i18n import _
from yishi.services import areas, communities, private_use, sound
from yishi.services.answers import PersonLine
from yishi.services.checks import checked_name, checked_phone, short, text_of
from yishi.services.living import one, rows
from yishi.store.writing import put

FIELDS = ("name", "gender", "birth_year", "phone", "unit", "role", "party", "photo_consent", "alias", "household", "household_head",
          "tags", "id_name", "glyph_note", "note", "door", "local")  # fmt: skip
_MAYBE = ("phone", "alias", "household", "tags", "id_name", "glyph_note", "note", "door")  # null when nobody says anything
_LISTS = ("alias", "tags")  # several words, 、 between
_WORDS = {
    "gender": N_("性别"), "phone": N_("电话"), "unit": N_("组或楼栋"), "role": N_("身份"), "party": N_("代表哪方"), "alias": N_("称呼"),
    "household": N_("户号"), "tags": N_("标签"), "id_name": N_("身份证写法"), "glyph_note": N_("字形说明"), "door": N_("门牌"),
}  # fmt: skip
_PARTS = re.compile(r"\s*[、，,;；\n]+\s*")


def lines(session: Session, find: str = "") -> tuple[PersonLine, ...]:
    """Return the people in the order of their sound; with `find`, those whom it means (`sound.Index`)."""
    query = select(Attendance.person_id, func.count()).where(Attendance.deleted.is_(False), Attendance.mark.in_(("present", "proxy")))
    came = {person: count for person, count in session.execute(query.group_by(Attendance.person_id))}
    own = private_use.table(session)
    found = [_line(p, came.get(p.id, 0), own) for p in rows(session, Person) if not p.erased]
    if find:
        meant = sound.Index((p.name, sound.keys_of(p)) for p in found)
        found = [found[place] for place in meant.find(find)]
    return tuple(sorted(found, key=lambda p: (p.pinyin, p.name, p.unit, p.id)))


def id_names(session: Session) -> tuple[tuple[str, str], ...]:
    """Return the names that the ID card writes otherwise, with what it writes."""
    known = rows(session, Person, Person.id_name.is_not(None), by=(Person.name, Person.id))
    return tuple((p.name, p.id_name) for p in known if p.name and p.id_name and not p.erased)


def removed(session: Session) -> tuple[PersonLine, ...]:
    """Return who was taken off the roster and may be put back (回收站), in the order of their sound."""
    gone = select(*Person.__table__.c).where(
        Person.deleted.is_(True), Person.erased.is_not(True), Person.merged_into_id.is_(None), Person.name != "")
    found = [_line(p, 0) for p in session.execute(gone)]
    return tuple(sorted(found, key=lambda p: (p.pinyin, p.name, p.unit, p.id)))


def _line(p: Row[Any], came: int, own: Mapping[str, str] | None = None) -> PersonLine:
    read = rare_names.spelled(p.name or "", own or {})
    pinyin, initials = sound.sounds(read)[0]
    return PersonLine(
        p.id, p.name or "", p.gender, p.unit, p.role, p.party, p.phone or "", pinyin, initials, came, p.birth_year, p.alias or "",
        p.household or "", p.household_head, p.tags or "", p.photo_consent, p.id_name or "", p.glyph_note or "", p.note or "",
        p.id_tail or "", p.id_hash or "", p.door or "", p.local, read if read != p.name else "")  # fmt: skip


def add(session: Session, name: str, **fields: object) -> str:
    """Write down a person and return the id; a namesake in the same group is a person of their own."""
    name = checked_name(name)
    community, unit = communities.mine(session).id, short(str(fields.get("unit", "") or ""), _("组或楼栋"))
    namesake = next(n for n in count(1) if _free(session, Person.id_for(community, name, unit, n)))
    said = {field: _checked(field, fields[field]) for field in FIELDS[1:] if field in fields}
    id_ = Person.id_for(community, name, unit, namesake)
    put(session, Person, id_, {**said, "community_id": community, "name": name, "unit": unit, "namesake": namesake})
    areas.ensure(session, community, unit)
    return id_


def _free(session: Session, id_: str) -> bool:
    """Whether nobody has this id; who has moved to another group keeps the id of before, and so does who was merged or erased."""
    here = session.get(Person, id_)
    return here is None or (here.deleted and not here.erased and not here.merged_into_id)


def change(session: Session, person_id: str, **fields: object) -> None:
    """Change what the roster says of a person; sheets of past meetings keep what they said."""
    person = one(session, Person, person_id)
    for field, value in fields.items():
        if field not in FIELDS:
            raise TypeError(field)
        if field == "phone" and value == (person.phone or ""):
            continue  # an odd one of an older book stays until somebody writes another
        checked = _checked(field, value)
        if checked != getattr(person, field):
            setattr(person, field, checked)
    areas.ensure(session, person.community_id, person.unit)


def _checked(field: str, value: object) -> object:
    """Return a field as it is stored.

    Refused: YS-M61 a telephone number with the stars that hide it, YS-M80 what is no number, YS-M62 a year that nobody is of.
    """
    if field == "name":
        return checked_name(str(value))
    if field == "birth_year" and value is not None:
        if not isinstance(value, int) or not 1880 <= value <= 2200:
            raise Refusal("YS-M62", _("出生年份“{year}”不对。").format(year=shown(str(value))), next_step=_("写四位数字，例如 1958。"))
        return value
    if not isinstance(value, str):
        return value
    words = text_of(value, _("备注"), required=False) if field == "note" else short(value, _(_WORDS[field]))
    if field == "phone" and "*" in unicodedata.normalize("NFKC", words):
        raise Refusal("YS-M61", _("电话“{phone}”是隐去了中间几位的。").format(phone=mask_phone(words) if len(words) > 20 else words),
                      next_step=_("请写完整的号码；没改电话的，按 Esc 再来。"))
    if field == "phone":
        words = checked_phone(value)
    if field in _LISTS:
        words = "、".join(dict.fromkeys(part for part in _PARTS.split(words) if part))
    return words or (None if field in _MAYBE else "")


def restore(session: Session, person_id: str) -> None:
    """Put somebody back on the roster who was taken off."""
    person = session.get(Person, person_id)
    if person is None or person.erased or person.merged_into_id or not person.deleted:
        raise Refusal("YS-M63", _("这个人不在回收站里了。"), next_step=_("请在名册里再找一找。"))
    person.deleted = False


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
