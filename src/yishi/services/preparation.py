"""Reading a meeting that is being prepared, and proposing the next one before anything of it is in the book."""

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from yishi.domain import numbering, terms
from yishi.domain.records import AgendaItem, Attendance, Meeting, Person
from yishi.i18n import _
from yishi.services import carry_over, communities, expected, form_facts, meetings, notice, prepare, resolutions
from yishi.services.answers import MeetingSheet
from yishi.services.dossier import calendar
from yishi.services.living import rows
from yishi.services.prepared import ExpectedLine, MinutesSum, NoticeSheet, Preparation, PreparedItem, Unfinished


def of_meeting(session: Session, meeting_id: str, today: date) -> Preparation:
    """Return everything that the preparation of a planned meeting shows, as of `today`."""
    sheet = meetings.sheet(session, meeting_id, today)
    stored = rows(session, Meeting, Meeting.id == meeting_id)[0]
    last = expected.last_of(session, sheet.line.form, stored.area_id or "", meeting_id)
    people = _expected(session, [a.person_id for a in sheet.attendees if a.mark != "observer"], last.id if last else "")
    told = form_facts.of(session, sheet.line.form)
    return Preparation(
        meeting_id=meeting_id, number=sheet.line.number, form=sheet.line.form, form_name=sheet.line.form_name, title=sheet.line.title,
        place=sheet.line.place, start=sheet.line.start, host=sheet.host, recorder=sheet.recorder,
        planned_minutes=sheet.planned_minutes, area_id=stored.area_id or "", members=sheet.members,
        households_total=sheet.households_total, statutory=told.statutory, form_note=told.note,
        last_words=_nth(last.number) if last else "", agenda=_agenda(session, sheet, stored, today), expected=people,
        doubles=expected.doubles(people), notice=notice_of(session, sheet, today), minutes=plan_minutes(sheet),
        unclear=expected.unclear(people),
    )  # fmt: skip


def proposal(session: Session, form: str, now: datetime, actor: str = "") -> Preparation:
    """Return the next meeting of a form ("" = that of the last meeting) as it would be planned; nothing is written.

    Place, host, recorder and people are those of the last meeting of the form; a form that recurs says the day.
    """
    facts, today = communities.mine(session), now.date()
    newest: Any = next(iter(rows(session, Meeting, by=(Meeting.starts.desc(), Meeting.number.desc()))), None)
    usual = "bench" if facts.kind == "urban" else "teahouse"
    form = form or (newest.form if newest is not None else usual)
    last = prepare.copy_last(session, form)
    told = form_facts.of(session, form)
    start = told.next_start(last_start(session, form), now) or f"{now:%Y-%m-%dT%H:%M}"
    left = carry_over.unfinished(session, form, last.area_id if last.form == form else "", start, today)
    people = _expected(session, list(last.people), last.id)
    return Preparation(
        meeting_id="", number="", form=form, form_name=told.name, title=title_of(session, form), place=told.place or last.place,
        start=start, host=last.host, recorder=actor or last.recorder, planned_minutes=None,
        area_id=last.area_id if last.form == form else "", members=None, households_total=None, statutory=told.statutory,
        form_note=told.note, last_words=_nth(last.number) if last.id else "",
        agenda=tuple(_proposed(each, n) for n, each in enumerate(left, 1)), expected=people,
        doubles=expected.doubles(people), notice=_count(session, told, start, today, None, ()), minutes=MinutesSum(0, None, 0),
        unclear=expected.unclear(people),
    )  # fmt: skip


def _nth(number: str) -> str:
    parsed = numbering.parse_meeting_number(number)
    return _("第{n}期").format(n=parsed.n) if parsed else number


def title_of(session: Session, form: str) -> str:
    """Return what a meeting of a form is called when nobody calls it otherwise: 桃湾村“流动的茶馆”议事会."""
    word = {"teahouse": _("“流动的茶馆”议事会"), "bench": _("“流动小板凳”会商")}.get(form) or form_facts.of(session, form).name
    return f"{communities.mine(session).name}{word}"


def last_start(session: Session, form: str) -> str:
    """Return when the last meeting of a form began, "" when there was none."""
    found = rows(session, Meeting, Meeting.form == form, by=Meeting.starts.desc())
    return str(found[0].starts) if found else ""


def notice_of(session: Session, sheet: MeetingSheet, today: date) -> NoticeSheet:
    """Return what must be done about the notice of a meeting, as of `today`."""
    return _count(session, form_facts.of(session, sheet.line.form), sheet.line.start, today, sheet.notice_date, sheet.notice_channels)


def plan_minutes(sheet: MeetingSheet) -> MinutesSum:
    """Return the planned minutes of the agenda beside those of the meeting."""
    total = sum(item.planned_minutes or 0 for item in sheet.agenda)
    planned = sheet.planned_minutes
    return MinutesSum(total, planned, max(total - planned, 0) if planned is not None else 0)


def _count(session: Session, told: form_facts.FormFacts, start: str, today: date, posted: date | None,
           channels: tuple[str, ...]) -> NoticeSheet:
    held_on = date.fromisoformat(start[:10])
    if held_on < today and posted is None:  # written down afterwards: it is too late to hang anything up
        return NoticeSheet(0, told.notice_unit, None, None, None, (), "", short=False)
    return notice.count(told.notice_days, told.notice_unit, held_on, today, calendar(session), posted, channels)


# ---- the agenda and the people


def _proposed(each: Unfinished, no: int) -> PreparedItem:
    return PreparedItem(no, each.title, each.words, each.light, carried=True, minutes=None)


def _agenda(session: Session, sheet: MeetingSheet, stored: Any, today: date) -> tuple[PreparedItem, ...]:
    about = {item.about_resolution_id for item in sheet.agenda} - {""}
    lines = {line.id: line for line in resolutions.lines(session, today) if line.id in about} if about else {}
    before = _matters_before(session, stored)
    found = []
    for item in sheet.agenda:
        line = lines.get(item.about_resolution_id)
        carried = bool(item.about_resolution_id) or item.topic_id in before
        words = "　".join(part for part in (_(terms.SOURCE_WORDS.get(item.source, item.source)), item.proposer) if part)
        if line is not None:
            words = carry_over.report_words(line)
        elif carried:
            words = before.get(item.topic_id, words)
        found.append(PreparedItem(item.no, item.title, words, line.light if line else "", carried, item.planned_minutes, item.id))
    return tuple(found)


def _matters_before(session: Session, stored: Any) -> dict[str, str]:
    """Return the topics of earlier meetings of the same body, with the words that say why one comes back."""
    earlier = {m.id: m.starts for m in rows(session, Meeting, *carry_over.same_body(stored.form, stored.area_id or ""))
               if m.state != "planned" and m.starts < stored.starts}
    items = rows(session, AgendaItem, AgendaItem.meeting_id.in_(earlier))
    return {i.topic_id: carry_over.topic_words(i.outcome) for i in sorted(items, key=lambda i: earlier[i.meeting_id]) if i.topic_id}


def _expected(session: Session, ids: list[str], last: str) -> tuple[ExpectedLine, ...]:
    known = {p.id: p for p in rows(session, Person) if not p.erased}
    absent = {a.person_id: a.reason or _("未说明") for a in rows(session, Attendance, Attendance.meeting_id == last)
              if a.mark == "absent"} if last else {}
    return tuple(
        ExpectedLine(id_, known[id_].name or "", known[id_].unit, known[id_].role,
                     _("上次缺席：{reason}").format(reason=absent[id_]) if id_ in absent else "",
                     tuple(getattr(known[id_], key) or "" for key in expected.TELLING))
        for id_ in ids if id_ in known
    )  # fmt: skip
