"""The list of who is expected at a meeting: from bodies, roles, groups and buildings, the last meeting, or one by one."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from yishi.domain import terms
from yishi.domain.records import Attendance, Meeting, Person
from yishi.errors import Refusal
from yishi.i18n import _
from yishi.services import bodies, people, room
from yishi.services.carry_over import same_body
from yishi.services.checks import checked_name
from yishi.services.living import one, rows
from yishi.services.prepared import Added, ExpectedLine, GroupLine
from yishi.store.writing import add_many

_LISTED = re.compile(r"[\n、，,;；]+")  # between names that were typed or pasted in one go
TELLING = ("unit", "phone", "gender", "role", "party")  # of the roster: what tells two of one name apart


def expect(session: Session, meeting_id: str, person_ids: Iterable[str]) -> Added:
    """Put these people on the expected list, each once; who is on the sheet already is told, not added again."""
    _takes_people(session, meeting_id)
    session.flush()
    there = {a.person_id: a for a in rows(session, Attendance, Attendance.meeting_id == meeting_id)}
    known = {p.id: p for p in rows(session, Person) if not p.erased}
    wanted = [known[id_] for id_ in dict.fromkeys(person_ids) if id_ in known]
    last = max((a.position for a in there.values()), default=0)
    fresh = [p for p in wanted if p.id not in there]
    add_many(session, Attendance, [
        {"id": Attendance.id_for(meeting_id, p.id), "meeting_id": meeting_id, "person_id": p.id, "mark": "expected", "position": n,
         "name": p.name, "gender": p.gender, "role": p.role, "party": p.party, "phone": p.phone, "unit": p.unit,
         "photo_consent": p.photo_consent}
        for n, p in enumerate(fresh, last + 1)
    ])  # fmt: skip
    return Added(len(fresh), tuple(p.name or "" for p in wanted if p.id in there))


def expect_body(session: Session, meeting_id: str, body: str) -> Added:
    """Expect everybody who belongs to a body on the day of the meeting."""
    day = _takes_people(session, meeting_id)
    return expect(session, meeting_id, [m.person_id for m in bodies.members(session, body, day)])


def expect_group(session: Session, meeting_id: str, kind: str, code: str = "") -> Added:
    """Expect a group of `groups`: last, body, role, party, unit or roster."""
    if kind == "body":
        return expect_body(session, meeting_id, code)
    if kind == "last":
        meeting = one(session, Meeting, meeting_id)
        before = last_of(session, meeting.form, meeting.area_id or "", meeting_id)
        return expect(session, meeting_id, list_of(session, before.id) if before else ())
    named = sorted(_of_roster(session, kind, code), key=lambda p: (p.unit, p.name or "", p.id))
    return expect(session, meeting_id, [p.id for p in named])


def expect_one(session: Session, meeting_id: str, name: str, person_id: str = "") -> str:
    """Expect one person by name (or the one of `person_id`); somebody unknown joins the roster. Return the person's id.

    Refused (YS-M42) when this person is on the list already, and where several have the name (YS-M06).
    """
    _takes_people(session, meeting_id)
    name = checked_name(name)
    id_ = person_id or people.known(session, name) or people.add(session, name)
    if not expect(session, meeting_id, (id_,)).added:
        raise Refusal("YS-M42", _("{name}已经在名单上了。").format(name=name), next_step=_("要换一位同名的，请写明是哪一组、哪一幢的。"))
    return id_


def names_in(text: str) -> tuple[str, ...]:
    """Return the names in what was typed or pasted as a list: one a line (of a table the first column) or parted by 、 and ，."""
    cells = (part.strip().partition("\t")[0].strip() for part in _LISTED.split(text.replace("\r", "\n")))
    return tuple(dict.fromkeys(cell for cell in cells if cell))


def expect_named(session: Session, meeting_id: str, names: Iterable[str]) -> Added:
    """Expect everybody of these names, each once; somebody unknown joins the roster. Refused as a whole where several have a name."""
    _takes_people(session, meeting_id)
    return expect(session, meeting_id, [people.known(session, name) or people.add(session, name) for name in map(checked_name, names)])


def unexpect(session: Session, meeting_id: str, person_id: str) -> None:
    """Take somebody off the expected list."""
    room.strike(session, Attendance.id_for(meeting_id, person_id))


def groups(session: Session, on: date) -> tuple[GroupLine, ...]:
    """Return the groups that people can be expected by, with how many are in each on the day `on`."""
    roster = [p for p in rows(session, Person) if not p.erased]
    found = [GroupLine("last", "", _("上次开会的人"), 0)]
    found += [GroupLine("body", b.body, b.body, b.people) for b in bodies.bodies(session, on) if b.people]
    for word in dict.fromkeys(_(word) for word in terms.ROLE_WORDS.values()):
        count = sum(word in p.role for p in roster)
        if count:
            found.append(GroupLine("role", word, word, count))
    for kind, counted in (("party", Counter(p.party for p in roster)), ("unit", Counter(p.unit for p in roster))):
        found += [GroupLine(kind, code, code, n) for code, n in sorted(counted.items()) if code]
    return (*found, GroupLine("roster", "", _("整本名册"), len(roster)))


def unclear(lines: Sequence[ExpectedLine]) -> tuple[str, ...]:
    """Return each name that stands on the list twice with nothing that tells the two apart: one person, or two to be told apart."""
    found = Counter((line.name, line.telling) for line in lines)
    return tuple(dict.fromkeys(name for (name, _telling), count in found.items() if count > 1))


def doubles(lines: Sequence[ExpectedLine]) -> tuple[str, ...]:
    """Return each name that stands on the list more than once, with where: perhaps one person, written down twice.

    Those of whom nothing tells which is which are `unclear`.
    """
    found, same = [], unclear(lines)
    for name, count in Counter(line.name for line in lines).items():
        if count > 1 and name not in same:
            where = "、".join(line.unit or _("未写明") for line in lines if line.name == name)
            found.append(_("{name}{n}人（{where}）").format(n=count, name=name, where=where))
    return tuple(found)


def last_of(session: Session, form: str, area_id: str = "", but: str = "") -> Row[Any] | None:
    """Return the last meeting of a body that was held, or else is prepared; None when there is none."""
    found = [m for m in rows(session, Meeting, *same_body(form, area_id), by=(Meeting.starts.desc(), Meeting.number.desc()))
             if m.id != but]
    return next((m for m in found if m.state != "planned"), found[0] if found else None)


def list_of(session: Session, meeting_id: str) -> list[str]:
    """Return the ids of those who were expected at a meeting, in the order of its sheet; observers are not."""
    found = rows(session, Attendance, Attendance.meeting_id == meeting_id, Attendance.mark != "observer", by=Attendance.position)
    return [a.person_id for a in found]


def _of_roster(session: Session, kind: str, code: str) -> list[Row[Any]]:
    roster = rows(session, Person)
    if kind == "role":
        return [p for p in roster if code in p.role]
    return roster if kind == "roster" else [p for p in roster if getattr(p, kind) == code]


def _takes_people(session: Session, meeting_id: str) -> date:
    """Return the day of a meeting that is prepared or goes on; an ended one takes nobody more."""
    meeting = one(session, Meeting, meeting_id)
    if meeting.state not in ("planned", "open"):
        raise Refusal("YS-M11", _("{number}已经结束了。").format(number=meeting.number), next_step=_("要补记，请先点“继续开会”。"))
    return date.fromisoformat(meeting.starts[:10])
