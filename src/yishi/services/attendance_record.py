"""Who came how often: of one person over a year, of a body over a year, and of everybody on the roster (到会情况).

应到 is whoever stands on the sheet of a meeting that was held: 到 those who signed in, 代 those for whom somebody else came,
请假 those who are absent with a reason, 缺 the others. 列席 is neither. Somebody came who signed in or sent a proxy, as everywhere
in the figures.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from yishi.domain.marker import N_
from yishi.domain.name_order import post_place
from yishi.domain.periods import year as whole_year
from yishi.domain.records import Attendance, Meeting, Membership, Person
from yishi.i18n import _
from yishi.services.bodies import belongs
from yishi.services.figures import Figure, of_both
from yishi.services.living import rows
from yishi.services.meetings import EXPECTED, PRESENT
from yishi.services.sound import sounds
from yishi.services.stats_found import HELD, YOUNG, traits

CAME, BY_PROXY, ON_LEAVE, MISSED = "present", "proxy", "leave", "absent"
MARKS = {CAME: N_("到"), BY_PROXY: N_("代"), ON_LEAVE: N_("请假"), MISSED: N_("缺")}
SHAPES = {CAME: "●", BY_PROXY: "◎", ON_LEAVE: "△", MISSED: "○"}
_EXCUSED, _UNSAID = "请假", "未说明"  # as sheets have it before the reason, and where nobody knows one


@dataclass(frozen=True)
class Turn:
    """One meeting that somebody was expected at; `mark` of MARKS, `note` the reason, the proxy, or that they came late."""

    meeting_id: str
    number: str
    title: str
    on: date
    mark: str
    note: str = ""


@dataclass(frozen=True)
class Times:
    """How often somebody was expected, came (a proxy counts), and excused themselves."""

    due: int = 0
    came: int = 0
    proxies: int = 0
    leaves: int = 0

    @property
    def rate(self) -> str:
        """What part of the meetings they came to: 83%, half up; "" where they were expected at none."""
        return f"{(200 * self.came + self.due) // (2 * self.due)}%" if self.due else ""


@dataclass(frozen=True)
class PersonRecord:
    """The meetings of a person in a year, the latest first, and the years in which there are any."""

    year: int
    years: tuple[int, ...]
    turns: tuple[Turn, ...]
    times: Times


@dataclass(frozen=True)
class Held:
    """A meeting of a body."""

    id: str
    number: str
    title: str
    on: date


@dataclass(frozen=True)
class MemberRow:
    """A member over the year: by the id of a meeting the mark, nothing for one they were not called to."""

    person_id: str
    name: str
    unit: str
    post: str
    marks: dict[str, str]
    times: Times


@dataclass(frozen=True)
class BodyRecord:
    """A body over a year: its meetings, the earliest first, its members by post and name, and who they are as shares."""

    body: str
    year: int
    meetings: tuple[Held, ...]
    members: tuple[MemberRow, ...]
    times: Times
    shares: tuple[Figure, ...]


def of_person(session: Session, person_id: str, year: int = 0) -> PersonRecord:
    """Return the attendance of a person in a year, "0" the last one with a meeting."""
    found = list(session.execute(_sheets(Attendance.person_id == person_id)))
    years = tuple(sorted({int(a.starts[:4]) for a in found}, reverse=True))
    wanted = year or (years[0] if years else 0)
    turns = tuple(_turn(a) for a in reversed(found) if int(a.starts[:4]) == wanted)
    return PersonRecord(wanted, years, turns, _times(turn.mark for turn in turns))


def of_body(session: Session, body: str, year: int, today: date) -> BodyRecord:
    """Return the attendance of the members of a body in a year.

    A meeting is the body's where half or more of those who belonged to it that day were on the sheet as expected. Members
    are those who belonged to it on any day of the year up to `today`; a day on which they did not is left free.
    """
    period = whole_year(year)
    last = min(period.last, max(today, period.first))
    belonging = [m for m in rows(session, Membership, Membership.body == body) if _touches(m, period.first, last)]
    people = {p.id: p for p in rows(session, Person, Person.id.in_({m.person_id for m in belonging})) if not p.erased}
    mine = [m for m in belonging if m.person_id in people]
    named = Attendance.person_id.in_(people), Meeting.starts >= period.first.isoformat(), Meeting.starts < f"{period.last}U"
    sheets = [a for a in session.execute(_sheets(*named)) if any(m.person_id == a.person_id and belongs(m, _day(a)) for m in mine)]
    meetings = _of_the_body(sheets, mine)
    told = {m.id for m in meetings}
    marks: dict[str, dict[str, str]] = {id_: {} for id_ in people}
    for a in sheets:
        if a.meeting_id in told:
            marks[a.person_id][a.meeting_id] = _mark(a)
    members = [MemberRow(p.id, p.name or "", p.unit, _post(mine, p.id), marks[p.id], _times(marks[p.id].values())) for p in people.values()]
    members.sort(key=lambda row: (post_place(people[row.person_id].role, row.post), sounds(row.name)[0], row.unit, row.person_id))
    whole = _times(mark for row in members for mark in row.marks.values())
    return BodyRecord(body, year, meetings, tuple(members), whole, shares(people.values(), year))


def rates(session: Session, year: int) -> dict[str, Times]:
    """Return by the id of each person how often they were expected and came in a year, in one statement."""
    came = func.sum(case((Attendance.mark.in_(PRESENT), 1), else_=0))
    query = select(Attendance.person_id, func.count(), came).join(Meeting, Meeting.id == Attendance.meeting_id).where(
        *_held(), Attendance.deleted.is_(False), Attendance.mark.in_(EXPECTED),
        Meeting.starts >= f"{year:04}-", Meeting.starts < f"{year + 1:04}-")
    return {id_: Times(int(due), int(n)) for id_, due, n in session.execute(query.group_by(Attendance.person_id))}


def shares(people: Iterable[Any], year: int) -> tuple[Figure, ...]:
    """Return what part of some people are women, young, and from elsewhere, each of those of whom it is known."""
    found = [traits(p.gender, year - p.birth_year if p.birth_year else None, p.local, p.role, p.party, p.tags or "") for p in people]
    known, elsewhere = _("{all}人里{n}人写明了"), _("{all}人里{n}人写明了户籍，其中{part}人非本地户籍")
    told = (  # code, word, definition, what is said beside it, whether both sides must be known
        ("women_rate", _("女性占比"), _("名册里写明了性别的人里，女性占多少。"), known, False),
        ("young_rate", _("青年占比"), _("名册里写明了出生年份的人里，{n}岁以下的占多少。").format(n=YOUNG), known, False),
        ("non_hukou_rate", _("非户籍占比"), _("名册里写明了户籍的人里，户籍不在本地的占多少。没写的不算；身份带“非户籍”的算写明了。"),
         elsewhere, True),
    )  # fmt: skip
    figures = []
    for n, (code, word, definition, note, both) in enumerate(told):
        marks = [mark for one in found if (mark := one[n]) is not None]
        part, whole = sum(marks), len(marks)
        said = note.format(all=len(found), n=whole, part=part)
        figures.append(Figure(code, word, definition, *(of_both(part, whole) if both else (part, whole)), note=said))
    return tuple(figures)


def _held() -> tuple[Any, ...]:
    return Attendance.deleted.is_(False), Meeting.deleted.is_(False), Meeting.state.in_(HELD)


def _sheets(*where: Any) -> Any:
    """Select what the sheets of meetings that were held say of those who were expected, the earliest first."""
    told = (Attendance.meeting_id, Attendance.person_id, Attendance.mark, Attendance.reason, Attendance.proxy, Attendance.arrived_at,
            Attendance.left_at, Meeting.number, Meeting.title, Meeting.starts)
    query = select(*told).join(Meeting, Meeting.id == Attendance.meeting_id)
    return query.where(*_held(), Attendance.mark.in_(EXPECTED), *where).order_by(Meeting.starts, Meeting.number)


def _mark(a: Any) -> str:
    if a.mark in (CAME, BY_PROXY):
        return str(a.mark)
    return ON_LEAVE if (a.reason or "").strip() not in ("", _UNSAID) else MISSED


def _turn(a: Any) -> Turn:
    said = (a.reason or "").removeprefix(_EXCUSED).lstrip("：") if _mark(a) == ON_LEAVE else ""
    if a.mark == BY_PROXY and a.proxy:
        said = _("{name}代").format(name=a.proxy)
    late = _("{time}到").format(time=a.arrived_at) if a.arrived_at else ""
    early = _("{time}走").format(time=a.left_at) if a.left_at else ""
    return Turn(a.meeting_id, a.number, a.title, _day(a), _mark(a), "，".join(filter(None, (said, late, early))))


def _day(a: Any) -> date:
    return date.fromisoformat(a.starts[:10])


def _times(marks: Iterable[str]) -> Times:
    told = list(marks)
    proxies = told.count(BY_PROXY)
    return Times(len(told), told.count(CAME) + proxies, proxies, told.count(ON_LEAVE))


def _of_the_body(sheets: Sequence[Any], mine: Sequence[Any]) -> tuple[Held, ...]:
    called: dict[str, list[Any]] = {}
    for a in sheets:
        called.setdefault(a.meeting_id, []).append(a)
    found = []
    for meeting_id, listed in called.items():
        day = _day(listed[0])
        if 2 * len({a.person_id for a in listed}) >= len({m.person_id for m in mine if belongs(m, day)}):
            found.append(Held(meeting_id, listed[0].number, listed[0].title, day))
    return tuple(found)


def _touches(m: Any, first: date, last: date) -> bool:
    return (m.starts_on is None or m.starts_on <= last) and (m.ends_on is None or m.ends_on >= first)


def _post(mine: Sequence[Any], person_id: str) -> str:
    """Return the post of the latest membership."""
    held = sorted((m for m in mine if m.person_id == person_id), key=lambda m: m.starts_on or date.min)
    return str(held[-1].post)
