"""People who stand on the roster twice: found, shown side by side, made one on request and never by themselves.

Looked alike: one ID number (where a place keeps them, by its hash), the same name in one household, group or building (or
where one of the two says none), and names that sound alike with one telephone number. Who was said not to be the same
person is not asked about again.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from yishi.domain.marker import N_
from yishi.domain.records import (
    Attendance,
    Correction,
    Distinct,
    HandOrder,
    Meeting,
    Membership,
    Person,
    Speech,
    VoteSeat,
)
from yishi.errors import Refusal
from yishi.i18n import _
from yishi.services import id_numbers, people, sound
from yishi.services.answers import PersonLine
from yishi.services.living import as_list, one, rows, unlist
from yishi.services.references import fill, repoint
from yishi.store.writing import put

FIELDS = {
    "name": N_("姓名"), "gender": N_("性别"), "birth_year": N_("出生"), "unit": N_("组别"), "household": N_("户号"), "door": N_("门牌"),
    "phone": N_("电话"),
    "id_tail": N_("证号"), "role": N_("身份"), "party": N_("代表"), "alias": N_("称呼"), "tags": N_("标签"),
    "id_name": N_("身份证写法"), "note": N_("备注"),
}  # fmt: skip
_MARKS = ("present", "proxy", "observer", "absent", "expected")  # of two marks at one meeting the first of these holds
_MOST_OF_A_NAME = 8  # people of one name that are compared with each other


@dataclass(frozen=True)
class Double:
    """Two who may be one: `kept` would stay, `other` go over to it; why they look alike, and in which of FIELDS they differ."""

    kept: PersonLine
    other: PersonLine
    why: str
    differ: tuple[str, ...]


def found(session: Session, lines: Iterable[PersonLine] | None = None) -> tuple[Double, ...]:
    """Return the pairs to be asked about, by name; `lines` are those of the roster, where they are known already."""
    apart = {frozenset((d.person_id, d.other_id)) for d in rows(session, Distinct)}
    alike: dict[frozenset[str], Double] = {}
    for one_, two, why in _alike(people.lines(session) if lines is None else lines):
        pair = frozenset((one_.id, two.id))
        if pair not in apart and pair not in alike:
            kept, other = sorted((one_, two), key=_worth, reverse=True)
            alike[pair] = Double(kept, other, why, differences(kept, other))
    return tuple(sorted(alike.values(), key=lambda d: (d.kept.pinyin, d.kept.name, d.kept.id, d.other.id)))


def differences(one_: PersonLine, two: PersonLine) -> tuple[str, ...]:
    """Return the fields of FIELDS in which two people differ."""
    return tuple(name for name in FIELDS if (getattr(one_, name) or "") != (getattr(two, name) or ""))


def keep_apart(session: Session, one_id: str, other_id: str) -> None:
    """Note that two people are not the same (不是同一人): they are not asked about again."""
    values = {"person_id": one(session, Person, one_id).id, "other_id": one(session, Person, other_id).id}
    put(session, Distinct, Distinct.id_for(one_id, other_id), values, over=True)
    session.flush()


def merge(session: Session, kept_id: str, other_id: str, today: date) -> None:
    """Make one person of two in one action: all that points to `other` points to `kept`, whose gaps are filled.

    Where both stand on the sheet of one meeting, one line stays (a final record notes a correction). Refused: YS-M65 the
    same id twice, YS-M66 both had a vote in one motion.
    """
    if kept_id == other_id:
        raise Refusal("YS-M65", _("这是同一条，不用合并。"), next_step=_("请选两个人。"))
    kept, other = one(session, Person, kept_id), one(session, Person, other_id)
    _refuse_two_votes(session, kept, other)
    _join_sheets(session, kept_id, other_id, today)
    _join_bodies(session, kept_id, other_id)
    _reorder(session, kept_id, other_id)
    repoint(session, Person.__tablename__, other_id, kept_id, skip=frozenset({Person.__tablename__}))
    said = {"alias": _all(kept.alias, other.alias, other.name if other.name != kept.name else ""), "tags": _all(kept.tags, other.tags)}
    notes = "\n".join(dict.fromkeys(note for note in (kept.note, other.note) if note))
    numbers = id_numbers.joined(kept, other)
    fill(kept, other)
    kept.id_tail, kept.id_hash, kept.id_sealed = numbers
    if not kept.unit:  # part of what names a person, so `fill` leaves it alone
        kept.unit = other.unit
    kept.alias, kept.tags, kept.note = said["alias"] or None, said["tags"] or None, notes or None
    other.deleted, other.merged_into_id = True, kept_id
    session.flush()


def _alike(roster: Iterable[PersonLine]) -> Iterable[tuple[PersonLine, PersonLine, str]]:
    named, rung, numbered = (defaultdict[str, list[PersonLine]](list) for _each in range(3))
    for p in roster:
        if p.id_hash:
            numbered[p.id_hash].append(p)
        named[sound.typed(p.also or p.name)].append(p)
        number = "".join(sign for sign in p.phone if sign.isdecimal())
        if len(number) >= sound.PHONE:
            rung[number].append(p)
    for same in numbered.values():
        for one_, two in combinations(same[:_MOST_OF_A_NAME], 2):
            yield one_, two, _("身份证号相同")
    for same in named.values():
        for one_, two in combinations(same[:_MOST_OF_A_NAME], 2):
            if one_.household and one_.household == two.household:
                yield one_, two, _("同名，同一户")
            elif one_.door and one_.door == two.door:
                yield one_, two, _("同名，门牌一样")
            elif one_.unit == two.unit:
                yield one_, two, _("同名，同在{unit}").format(unit=one_.unit) if one_.unit else _("同名，都没写组别")
            elif not (one_.unit and two.unit):
                yield one_, two, _("同名，有一位没写组别")
    for same in rung.values():
        for one_, two in combinations(same[:_MOST_OF_A_NAME], 2):
            if {said for said, _heads in sound.sounds(one_.name)} & {said for said, _heads in sound.sounds(two.name)}:
                yield one_, two, _("同音，电话一样")


def _worth(p: PersonLine) -> tuple[int, int, str]:
    return p.meetings, sum(bool(getattr(p, name)) for name in FIELDS), p.id


def _all(*words: str | None) -> str:
    return "、".join(dict.fromkeys(word for text in words for word in (text or "").split("、") if word))


def _refuse_two_votes(session: Session, kept: Person, other: Person) -> None:
    mine = {seat.motion_id for seat in rows(session, VoteSeat, VoteSeat.person_id == kept.id)}
    if any(seat.motion_id in mine for seat in rows(session, VoteSeat, VoteSeat.person_id == other.id)):
        raise Refusal("YS-M66", _("两位“{name}”在同一次表决里各有一票，合并会少一票。").format(name=kept.name), _("名册没有变。"),
                      _("多半是两个人，请点“不是”；确是一个人的，先把那次表决改对。"))


def _join_sheets(session: Session, kept_id: str, other_id: str, today: date) -> None:
    """Where both stand on one sheet, let one line of it stay."""
    theirs = {a.meeting_id: a.id for a in rows(session, Attendance, Attendance.person_id == other_id)}
    for here in rows(session, Attendance, Attendance.person_id == kept_id, Attendance.meeting_id.in_(theirs)):
        stays, goes = one(session, Attendance, here.id), one(session, Attendance, theirs[here.meeting_id])
        meeting = one(session, Meeting, here.meeting_id)
        if _MARKS.index(goes.mark) < _MARKS.index(stays.mark):
            stays.mark = goes.mark
        fill(stays, goes)
        if stays.mark == "present":  # of the two, one came
            stays.reason = stays.proxy = None
        if meeting.state == "final":
            _correct(session, meeting.id, stays, goes, today)
        elif goes.name != stays.name:
            for speech in session.scalars(select(Speech).where(
                    Speech.meeting_id == meeting.id, Speech.deleted.is_(False), Speech.speaker == goes.name)):  # fmt: skip
                speech.speaker = stays.name
        goes.deleted = True
    session.flush()


def _correct(session: Session, meeting_id: str, stays: Attendance, goes: Attendance, today: date) -> None:
    last = session.scalar(select(func.max(Correction.position)).where(Correction.meeting_id == meeting_id, Correction.deleted.is_(False)))
    names = [f"{a.name or ''}（{a.unit}）" if a.unit else a.name or "" for a in (stays, goes)]
    session.add(Correction(meeting_id=meeting_id, position=(last or 0) + 1, happened_on=today, what=_("签到表"), old_text="、".join(names),
                           new_text=stays.name, reason=_("名册上记了两遍，是同一人")))


def _join_bodies(session: Session, kept_id: str, other_id: str) -> None:
    """Make one membership of two in one body whose days overlap."""
    mine = rows(session, Membership, Membership.person_id == kept_id)
    for line in rows(session, Membership, Membership.person_id == other_id):
        same = next((m for m in mine if m.body == line.body and _overlap(m, line)), None)
        if same is None:
            continue
        starts = None if None in (same.starts_on, line.starts_on) else min(same.starts_on, line.starts_on)
        ends = None if None in (same.ends_on, line.ends_on) else max(same.ends_on, line.ends_on)
        values = {"person_id": kept_id, "body": line.body, "post": same.post or line.post, "starts_on": starts, "ends_on": ends}
        one(session, Membership, line.id).deleted = True
        if starts != same.starts_on:
            one(session, Membership, same.id).deleted = True
        put(session, Membership, Membership.id_for(kept_id, line.body, starts), values, over=True)
        session.flush()
        mine = rows(session, Membership, Membership.person_id == kept_id)


def _overlap(one_: Any, two: Any) -> bool:
    first, last = date.min, date.max
    return (one_.starts_on or first) <= (two.ends_on or last) and (two.starts_on or first) <= (one_.ends_on or last)


def _reorder(session: Session, kept_id: str, other_id: str) -> None:
    """Let orders made by hand name the one who stays, where the first of the two stood."""
    for order in rows(session, HandOrder, HandOrder.people.contains(other_id)):
        ids = dict.fromkeys(kept_id if id_ == other_id else id_ for id_ in unlist(order.people))
        one(session, HandOrder, order.id).people = as_list(ids) or "[]"
