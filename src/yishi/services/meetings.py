"""Reading meetings: the list, and everything about one."""

from collections import Counter
from datetime import date
from typing import Any

from sqlalchemy import Row, func, or_, select
from sqlalchemy.orm import Session

from yishi.domain.records import (
    AgendaItem,
    Attachment,
    Attendance,
    Community,
    Correction,
    Dissent,
    Meeting,
    Objection,
    Posting,
    Recusal,
    Resolution,
    Speech,
    Waiver,
)
from yishi.errors import Refusal, shown
from yishi.i18n import _
from yishi.services import bundle, forms, resolutions
from yishi.services.answers import (
    AttachmentLine,
    CorrectionLine,
    DissentLine,
    MeetingLine,
    MeetingSheet,
    PostingLine,
    SpeechLine,
    WaiverLine,
)
from yishi.services.bundle import Bundle
from yishi.services.dossier import in_force
from yishi.services.lines import agenda_line, attendees, motion_line, posting_line
from yishi.services.living import living, rows, unlist

PRESENT = ("present", "proxy")
EXPECTED = ("expected", "present", "proxy", "absent")


def find(session: Session, ref: str) -> str:
    """Return the id of the meeting that `ref` names: its number as printed, or an id."""
    found = list(session.execute(living(Meeting, or_(Meeting.id == ref, Meeting.number == ref))))
    if not found:
        raise Refusal("YS-R04", _("没有编号是“{ref}”的会议。").format(ref=shown(ref)), next_step=_("编号要照印出来的写，例如 TW-2026-03。"))
    if len(found) > 1:
        raise Refusal("YS-R03", _("“{ref}”不止一场：{ids}。").format(ref=shown(ref), ids="、".join(m.id for m in found)),
                      next_step=_("请写其中一场的编号。"))
    return str(found[0].id)


def lines(session: Session) -> tuple[MeetingLine, ...]:
    """Return the meetings, newest first."""
    return _lines(session)


def near(session: Session, newest: int) -> tuple[MeetingLine, ...]:
    """Return the meetings that go on or are prepared, and so many of the newest others, newest first."""
    mine = select(Meeting.id).where(Meeting.deleted.is_(False))
    going = mine.where(Meeting.state.in_(("planned", "open")))
    last = mine.where(Meeting.state != "planned").order_by(Meeting.starts.desc(), Meeting.number.desc()).limit(newest)
    return _lines(session, tuple({*session.scalars(going), *session.scalars(last)}))


def of(session: Session, ids: tuple[str, ...]) -> tuple[MeetingLine, ...]:
    """Return these meetings, newest first."""
    return _lines(session, ids)


def _lines(session: Session, ids: tuple[str, ...] | None = None) -> tuple[MeetingLine, ...]:
    def of(column: Any) -> tuple[Any, ...]:
        return () if ids is None else (column.in_(ids),)

    marks = Counter[tuple[str, str]]()
    query = select(Attendance.meeting_id, Attendance.mark, func.count()).where(Attendance.deleted.is_(False), *of(Attendance.meeting_id))
    for meeting_id, mark, count in session.execute(query.group_by(Attendance.meeting_id, Attendance.mark)):
        marks[meeting_id, mark] = count
    topics, resolutions = (_count(session, kind, *of(kind.meeting_id)) for kind in (AgendaItem, Resolution))
    found = rows(session, Meeting, *of(Meeting.id), by=(Meeting.starts.desc(), Meeting.number.desc()))
    return tuple(_line(m, marks, topics.get(m.id, 0), resolutions.get(m.id, 0)) for m in found)


def _count(session: Session, kind: Any, *where: Any) -> dict[str, int]:
    query = select(kind.meeting_id, func.count()).where(kind.deleted.is_(False), *where).group_by(kind.meeting_id)
    return {meeting_id: count for meeting_id, count in session.execute(query)}


def _line(m: Row[Any], marks: Counter[tuple[str, str]], topics: int, resolutions: int) -> MeetingLine:
    return MeetingLine(
        id=m.id, number=m.number, form=m.form, form_name=forms.name_held(m.form, m.held_under), title=m.title, place=m.place,
        start=m.starts, end=m.ends or "", state=m.state,
        expected=sum(marks[m.id, mark] for mark in EXPECTED) if m.members is None else m.members,
        present=sum(marks[m.id, mark] for mark in PRESENT), topics=topics, resolutions=resolutions,
    )


def sheet(session: Session, meeting_id: str, today: date | None = None) -> MeetingSheet:
    """Return everything about one meeting; its resolutions as of `today` (None: everything counts)."""
    everything = bundle.of_meeting(session, meeting_id)
    found = next(iter(everything.of(Meeting)), None)
    if found is None:
        raise Refusal("YS-R04", _("这场会议已经不在了。"), next_step=_("请回到会议页再看一眼。"))
    community = everything.of(Community)[0]
    people = attendees(everything.of(Attendance))
    items, speeches, motions = everything.of(AgendaItem), everything.of(Speech), everything.motions()
    no_of = {item.id: n for n, item in enumerate(items, 1)}
    decided = resolutions.sheets(everything, today)
    marks = Counter((meeting_id, a.mark) for a in people)
    recused = everything.grouped(Recusal, "agenda_item_id")
    said, moved = Counter(s.agenda_item_id for s in speeches), Counter(m.agenda_item_id for m in motions)
    return MeetingSheet(
        line=_line(found, marks, len(items), len(decided)), community=community.name, community_kind=community.kind,
        org=found.org or community.org or community.name, host=found.host or "", recorder=found.recorder or "",
        notice_date=found.notice_date, notice_channels=unlist(found.notice_channels), rule_profile=found.rule_profile,
        notice_workdays=_notice_workdays(everything, found),
        agenda=tuple(agenda_line(item, no_of[item.id], said[item.id], moved[item.id], recused.get(item.id, [])) for item in items),
        attendees=people,
        speeches=tuple(SpeechLine(s.id, no_of.get(s.agenda_item_id, 0), s.at or "", s.speaker or "", s.stance, s.text or "",
                                  s.handling, s.reply or "") for s in speeches),
        motions=tuple(motion_line(m, no_of.get(m.agenda_item_id, 0), n) for n, m in enumerate(motions, 1)),
        dissents=tuple(DissentLine(d.who or "", d.explanation or "", d.id) for d in everything.of(Dissent)),
        no_dissent=found.no_dissent, parties=_pairs(found.parties), steps=_pairs(found.steps), resolutions=decided,
        booklet=found.steps or "",
        posting=_decision_posting(everything), sample=community.invented,
        held_under=found.held_under or "", entered_on=found.entered_on, planned_minutes=found.planned_minutes, members=found.members,
        households_total=found.households_total, households_present=found.households_present,
        waivers=tuple(WaiverLine(w.matter, w.reason or "") for w in everything.of(Waiver)),
        corrections=tuple(CorrectionLine(c.happened_on, c.what, c.old_text or "", c.new_text or "", c.reason or "")
                          for c in everything.of(Correction)),
        attachments=tuple(AttachmentLine(a.id, no_of.get(a.agenda_item_id or "", 0), a.kind, a.sha256, a.at or "", a.caption or "",
                                         a.photo_consent) for a in everything.of(Attachment)),
    )


def _notice_workdays(everything: Bundle, found: Row[Any]) -> int | None:
    if found.notice_date is None:
        return None
    return in_force(everything).calendar.count(found.notice_date, date.fromisoformat(found.starts[:10]))


def _pairs(text: str | None) -> tuple[tuple[str, str], ...]:
    return tuple((pair[0], pair[1]) for pair in unlist(text))


def _decision_posting(found: Bundle) -> PostingLine | None:
    posted = next((p for p in found.of(Posting) if p.kind == "decision"), None)
    return posting_line(posted, found.grouped(Objection, "posting_id").get(posted.id, []), in_force(found).calendar) if posted else None
