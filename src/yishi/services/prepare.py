"""Preparing a meeting: plan it, change it, begin it; what was left open comes back by itself.

A planned meeting (准备中) has its number, agenda and expected people in the book; nothing can be said or voted there yet.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from yishi.domain import numbering
from yishi.domain.records import AgendaItem, Area, Attendance, Meeting, Person
from yishi.errors import Refusal
from yishi.i18n import _
from yishi.services import expected, forms, people, room
from yishi.services.carry_over import bring_back, unfinished
from yishi.services.checks import checked_time, short, text_of
from yishi.services.living import as_list, name_of, one, role_of, rows
from yishi.services.prepared import Unfinished
from yishi.store.writing import put

__all__ = ["Last", "begin", "cancel", "change", "copy_last", "plan", "unfinished"]

MOST_EXPECTED = 60  # a roster up to this size is expected as a whole
MOST_MINUTES = 24 * 60


@dataclass(frozen=True)
class Last:
    """What a new meeting takes from the last one of its form (id "" = there was none)."""

    id: str
    number: str
    form: str
    place: str
    host: str
    recorder: str
    area_id: str
    people: tuple[str, ...]  # ids of those who were expected


def copy_last(session: Session, form: str) -> Last:
    """Return place, host, recorder, area and people of the last meeting of a form; of the last at all where there is none.

    Without any meeting a roster of up to 60 people is expected as a whole.
    """
    every = rows(session, Meeting, by=(Meeting.starts.desc(), Meeting.number.desc()))
    mine = [m for m in every if m.form == form] or every
    found: Any = next((m for m in mine if m.state != "planned"), mine[0] if mine else None)
    living = {p.id for p in rows(session, Person) if not p.erased}
    if found is None:
        roster = people.lines(session) if len(living) <= MOST_EXPECTED else ()
        return Last("", "", "", "", "", "", "", tuple(p.id for p in roster))
    came = tuple(id_ for id_ in expected.list_of(session, found.id) if id_ in living)
    return Last(found.id, found.number, found.form, found.place, found.host or "", found.recorder or "", found.area_id or "", came)


def plan(session: Session, form: str, title: str, place: str, start: str, host: str = "", recorder: str = "",
         planned_minutes: int | None = None, area_id: str = "", members: int | None = None, households_total: int | None = None,
         today: date | None = None, who: tuple[str, ...] = ()) -> str:
    """Write down a meeting that is to come and return its id; what was left open is on its agenda, `who` (ids) are expected.

    `start` is local time, YYYY-MM-DDTHH:MM; lights of what comes back are as of `today` (None: the day of the meeting).
    """
    meeting = room.new_meeting(session, form, title, place, start, host, recorder, state="planned")
    session.flush()
    change(session, meeting.id, planned_minutes=planned_minutes, area_id=area_id, members=members, households_total=households_total)
    day = today or date.fromisoformat(meeting.starts[:10])
    bring_back(session, meeting.id, unfinished(session, form, area_id, meeting.starts, day))
    expected.expect(session, meeting.id, who)
    return meeting.id


def change(session: Session, meeting_id: str, **facts: Any) -> str:
    """Change what is said of a planned meeting and return its id.

    Facts: form title place start host recorder planned_minutes area_id members households_total notice_date notice_channels.
    Another form, or another year, means another number and so another id; agenda and people go along.
    """
    meeting = _planned(session, meeting_id)
    body, left = (meeting.form, meeting.area_id), _left(session, meeting) if facts.keys() & {"form", "area_id"} else ()
    for name, value in facts.items():
        _CHECKS[name](session, meeting, value)
    if (meeting.form, meeting.area_id) != body:
        _carry_anew(session, meeting, left)
    if facts.keys() & {"form", "start"}:
        session.flush()
        forms.hold(session, meeting)
    number = _number(session, meeting) if facts.keys() & {"form", "start"} else meeting.number
    return meeting.id if number == meeting.number else _moved(session, meeting, number)


def begin(session: Session, meeting_id: str, start_now: str = "", today: date | None = None) -> None:
    """Begin a planned meeting: from now on what is said and voted can be noted.

    `start_now` is when it really began (YYYY-MM-DDTHH:MM, "" = as planned). Begun on a later day than it was held (补录), it
    keeps `today` as the day on which it was written down. The form it began under is frozen with it.
    """
    meeting = _planned(session, meeting_id)
    if start_now:
        meeting.starts = checked_time(start_now)
    meeting.state = "open"
    note_late_entry(meeting, today)
    session.flush()
    forms.hold(session, meeting)


def note_late_entry(meeting: Meeting, today: date | None) -> None:
    """Keep the day of writing where it is later than the day of the meeting (补录): both stand on screen and paper."""
    if today is not None and date.fromisoformat(meeting.starts[:10]) < today:
        meeting.entered_on = today


def cancel(session: Session, meeting_id: str) -> None:
    """Give up a planned meeting; its topics stay in the pool, its number is not used again."""
    meeting = _planned(session, meeting_id)
    _drop(session, meeting)


def set_minutes(session: Session, agenda_item_id: str, minutes: int | None) -> None:
    """Say how long an agenda item is to take; None = not said."""
    one(session, AgendaItem, agenda_item_id).planned_minutes = _count(minutes, MOST_MINUTES, _("计划时长"))


def drop_item(session: Session, agenda_item_id: str) -> None:
    """Take an item off the agenda of a planned meeting; the topic stays in the pool."""
    item = one(session, AgendaItem, agenda_item_id)
    _planned(session, item.meeting_id)
    item.deleted = True


def start_time(planned: str, now: datetime) -> str:
    """Return when a meeting that is begun now began: as planned when its day is past (补录) or the hour is near, else now."""
    hour = datetime.fromisoformat(planned)
    near = abs((now - hour).total_seconds()) <= 15 * 60
    return planned if hour.date() < now.date() or near else f"{now:%Y-%m-%dT%H:%M}"


# ---- what a fact must be like


def _planned(session: Session, meeting_id: str) -> Meeting:
    meeting = one(session, Meeting, meeting_id)
    if meeting.state != "planned":
        raise Refusal("YS-M47", _("{number}已经开始了，不能再当准备中的会来改。").format(number=meeting.number),
                      next_step=_("请到会议室里改。"))
    return meeting


def _count(value: int | None, most: int, what: str) -> int | None:
    if value is not None and not 0 < value <= most:
        raise Refusal("YS-M46", _("{what}写的是{n}，不合适。").format(what=what, n=value),
                      next_step=_("请写1到{most}之间的数，不清楚就空着。").format(most=most))
    return value


def _set_form(session: Session, meeting: Meeting, value: str) -> None:
    meeting.form = forms.of(session, value).code


def _set_start(_session: Session, meeting: Meeting, value: str) -> None:
    meeting.starts = checked_time(value)


def _set_title(_session: Session, meeting: Meeting, value: str) -> None:
    meeting.title = text_of(value, _("会议名称"))


def _set_place(_session: Session, meeting: Meeting, value: str) -> None:
    meeting.place = text_of(value, _("地点"), required=False)


def _set_host(session: Session, meeting: Meeting, value: str) -> None:
    meeting.host = short(value, _("主持人")) or None
    people.mention(session, name_of(meeting.host), role_of(meeting.host))


def _set_recorder(session: Session, meeting: Meeting, value: str) -> None:
    meeting.recorder = short(value, _("记录人")) or None
    people.mention(session, name_of(meeting.recorder), role_of(meeting.recorder))


def _set_area(session: Session, meeting: Meeting, value: str) -> None:
    meeting.area_id = one(session, Area, value).id if value else None


def _set_minutes(_session: Session, meeting: Meeting, value: int | None) -> None:
    meeting.planned_minutes = _count(value, MOST_MINUTES, _("计划时长"))


def _set_members(_session: Session, meeting: Meeting, value: int | None) -> None:
    meeting.members = _count(value, 999_999, _("应到人数"))


def _set_households(_session: Session, meeting: Meeting, value: int | None) -> None:
    meeting.households_total = _count(value, 999_999, _("总户数"))


def _set_notice(_session: Session, meeting: Meeting, value: date | None) -> None:
    if value is not None and value > date.fromisoformat(meeting.starts[:10]):
        raise Refusal("YS-M48", _("通知{day}才贴，会已经开过了。").format(day=value), next_step=_("请核对贴通知的日子。"))
    meeting.notice_date = value


def _set_channels(_session: Session, meeting: Meeting, value: tuple[str, ...]) -> None:
    meeting.notice_channels = as_list([channel for each in value if (channel := short(each, _("通知方式")))])


_CHECKS: dict[str, Callable[[Session, Meeting, Any], None]] = {
    "form": _set_form, "title": _set_title, "place": _set_place, "start": _set_start, "host": _set_host, "recorder": _set_recorder,
    "planned_minutes": _set_minutes, "area_id": _set_area, "members": _set_members, "households_total": _set_households,
    "notice_date": _set_notice, "notice_channels": _set_channels,
}  # fmt: skip


# ---- another body


def _left(session: Session, meeting: Meeting) -> tuple[Unfinished, ...]:
    day = date.fromisoformat(meeting.starts[:10])
    return unfinished(session, meeting.form, meeting.area_id or "", meeting.starts, day, but=meeting.id)


def _carry_anew(session: Session, meeting: Meeting, before: tuple[Unfinished, ...]) -> None:
    """The meeting is another body's now: what came back from the one goes, what the other left open comes."""
    session.flush()
    gone = {(each.topic_id or None, each.about_resolution_id or None) for each in before}
    for item in rows(session, AgendaItem, AgendaItem.meeting_id == meeting.id):
        if (item.topic_id, item.about_resolution_id) in gone:
            one(session, AgendaItem, item.id).deleted = True
    session.flush()
    bring_back(session, meeting.id, _left(session, meeting))


# ---- another number


def _number(session: Session, meeting: Meeting) -> str:
    """Return the number the meeting should have: that of its form and year, keeping its place in the year's count."""
    parsed = numbering.parse_meeting_number(meeting.number)
    if parsed is None:
        return meeting.number
    code, year = forms.held_by(meeting).letters, int(meeting.starts[:4])
    return meeting.number if (parsed.code, parsed.year) == (code, year) else numbering.meeting_number(code, year, parsed.n)


def _moved(session: Session, old: Meeting, number: str) -> str:
    """Write the meeting down again under another number, with its agenda and people, and give up the old one."""
    parsed, was = numbering.parse_meeting_number(number), numbering.parse_meeting_number(old.number)
    if parsed is not None and was is not None and parsed.year != was.year:
        n = room.next_number(session, old.community_id, parsed.year)
        number = numbering.meeting_number(parsed.code, parsed.year, n)
    kept = {name: value for name, value in _values(old).items() if name != "number"}
    new = put(session, Meeting, Meeting.id_for(old.community_id, number), {**kept, "number": number})
    session.flush()
    for item in rows(session, AgendaItem, AgendaItem.meeting_id == old.id, by=(AgendaItem.position, AgendaItem.id)):
        session.add(AgendaItem(**{**_values(item), "meeting_id": new.id}))
    ids = expected.list_of(session, old.id)
    _drop(session, old)
    expected.expect(session, new.id, ids)
    return new.id


def _values(record: Any) -> dict[str, Any]:
    """Return what a record or a row of the book says, without what it has for itself."""
    table = Meeting.__table__ if isinstance(record, Meeting) else AgendaItem.__table__
    return {c.name: getattr(record, c.name) for c in table.c if c.name not in ("id", "deleted", "erased")}


def _drop(session: Session, meeting: Meeting) -> None:
    for kind in (AgendaItem, Attendance):
        for row in rows(session, kind, kind.meeting_id == meeting.id):
            one(session, kind, row.id).deleted = True
    meeting.deleted = True
    session.flush()
