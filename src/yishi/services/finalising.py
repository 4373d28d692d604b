"""定稿 and 更正: a final record stays as it is; what was wrong in it is put right in the open, with old and new text and why."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from yishi.domain.marker import N_
from yishi.domain.records import AgendaItem, Attendance, Correction, Dissent, Meeting, Motion, Record, Speech
from yishi.errors import Refusal
from yishi.i18n import _
from yishi.services import people, room
from yishi.services.checks import checked_name, short, text_of
from yishi.services.living import name_of, one, role_of, rows

KINDS: dict[str, type[Record]] = {
    "meeting": Meeting, "agenda_item": AgendaItem, "speech": Speech, "motion": Motion, "dissent": Dissent, "attendance": Attendance,
}  # fmt: skip
# What may be corrected; everything else stands as it was signed. {n} is the place of the record in its meeting.
FIELDS: dict[tuple[str, str], str] = {
    ("meeting", "title"): N_("会议名称"),
    ("meeting", "place"): N_("会议地点"),
    ("meeting", "host"): N_("主持人"),
    ("meeting", "recorder"): N_("记录人"),
    ("agenda_item", "title"): N_("第{n}项议题"),
    ("agenda_item", "conclusion"): N_("第{n}项议题的结论"),
    ("speech", "text"): N_("第{n}条发言"),
    ("speech", "speaker"): N_("第{n}条发言的发言人"),
    ("speech", "reply"): N_("第{n}条发言的答复"),
    ("motion", "text"): N_("第{n}项表决的动议"),
    ("dissent", "who"): N_("第{n}条不同意见"),
    ("dissent", "explanation"): N_("第{n}条不同意见的解释"),
    ("attendance", "name"): N_("签到表第{n}人的姓名"),
    ("attendance", "role"): N_("签到表第{n}人的身份"),
}
_NAMES = {"speaker", "name"}
OFFICES = ("host", "recorder")  # of a meeting: whoever is named there is on the roster
_SHORT = {*OFFICES, "role"}
_FREE = {"host", "recorder", "reply", "explanation"}  # nothing is kept where nothing is said
_MAY_BE_EMPTY = {*_FREE, "place", "role", "conclusion"}


@dataclass(frozen=True)
class Correctable:
    """A text of a final record that can be corrected."""

    kind: str
    id: str
    field: str
    words: str  # 第3条发言
    text: str  # as it stands now


def finalise(session: Session, meeting_id: str) -> None:
    """Make the record of a closed meeting final: from now on it is only corrected."""
    meeting = one(session, Meeting, meeting_id)
    if meeting.state == "final":
        raise Refusal("YS-W02", _("{number}已经定稿了。").format(number=meeting.number), next_step=_("要改，请用更正。"))
    if meeting.state != "closed":
        raise Refusal("YS-W01", _("{number}还没有散会，不能定稿。").format(number=meeting.number), next_step=_("请先结束会议。"))
    meeting.state = "final"


def correct(session: Session, meeting_id: str, kind: str, id_: str, field: str, new_text: str, reason: str, on: date) -> str:
    """Correct one text of a final record on the day `on`, keeping what stood there and why; return the correction's id.

    `kind` and `field` are a pair of `FIELDS`, `id_` the record's id. Raises Refusal YS-W03 … YS-W07, and YS-W12 for
    a day before the meeting.
    """
    meeting = one(session, Meeting, meeting_id)
    if meeting.state != "final":
        raise Refusal("YS-W03", _("{number}还没有定稿，不用更正。").format(number=meeting.number), next_step=_("请直接改。"))
    if on < date.fromisoformat(meeting.starts[:10]):
        raise Refusal("YS-W12", _("更正写的是{on}，比开会那天（{held}）还早。").format(on=on, held=meeting.starts[:10]),
                      next_step=_("请写开会以后的日子。"))
    if (kind, field) not in FIELDS:
        raise Refusal("YS-W04", _("这一处定稿以后不能改。"), next_step=_("决议要变，请另开会作变更决议；票数不能改。"))
    record: Any = one(session, KINDS[kind], id_)
    if (record.id if kind == "meeting" else record.meeting_id) != meeting.id:
        raise Refusal("YS-W05", _("要更正的不是这一场会议里的。"), next_step=_("请回到这场会议再选一次。"))
    what = what_of(session, record, kind, field)
    old, new = getattr(record, field) or "", _checked(field, new_text, what)
    if new == old:
        raise Refusal("YS-W06", _("{what}没有改动。").format(what=what), next_step=_("请写上改成什么。"))
    if field == "speaker":
        room.check_speaker(session, meeting.id, new, _("请写签到表上的人；不知道名字的记作“某居民”。"))
    why = text_of(reason, _("更正的理由"), required=False)
    if not why:
        raise Refusal("YS-W07", _("还没有写为什么更正。"), next_step=_("请写一句理由，会和更正印在一起。"))
    last = session.scalar(select(func.max(Correction.position)).where(Correction.meeting_id == meeting_id, Correction.deleted.is_(False)))
    made = Correction(meeting_id=meeting_id, position=(last or 0) + 1, happened_on=on, what=what, old_text=old, new_text=new, reason=why)
    setattr(record, field, new or (None if field in _FREE else ""))
    session.add(made)
    if field in OFFICES:
        people.mention(session, name_of(new), role_of(new))
    session.flush()
    return made.id


def correctables(session: Session, meeting_id: str) -> tuple[Correctable, ...]:
    """Return the texts of a meeting that a correction may name, but for speeches and people, which are chosen from their lists.

    For a person of the sign-in sheet there is `of_person`.
    """
    found = []
    for kind, mapped in (("meeting", Meeting), ("agenda_item", AgendaItem), ("motion", Motion), ("dissent", Dissent)):
        mine = Meeting.id == meeting_id if mapped is Meeting else mapped.__table__.c.meeting_id == meeting_id
        by = Meeting.id if mapped is Meeting else (mapped.__table__.c.position, mapped.__table__.c.id)
        for n, row in enumerate(rows(session, mapped, mine, by=by), 1):
            found += [Correctable(kind, row.id, field, _(words).format(n=n), getattr(row, field) or "")
                      for (of, field), words in FIELDS.items() if of == kind]
    return tuple(found)


def of_person(session: Session, attendance_id: str) -> tuple[Correctable, ...]:
    """Return what a correction may name of one person on the sign-in sheet: name and role."""
    record: Any = one(session, Attendance, attendance_id)
    return tuple(Correctable("attendance", record.id, field, what_of(session, record, "attendance", field), getattr(record, field) or "")
                 for (of, field) in FIELDS if of == "attendance")


def what_of(session: Session, record: Any, kind: str, field: str) -> str:
    """Return what a correction is about, in words: 第3条发言. Its number is that on paper."""
    words = _(FIELDS[kind, field])
    if kind == "meeting":
        return words
    order = rows(session, KINDS[kind], KINDS[kind].__table__.c.meeting_id == record.meeting_id,
                 by=(KINDS[kind].__table__.c.position, KINDS[kind].id))
    return words.format(n=next(n for n, each in enumerate(order, 1) if each.id == record.id))


def _checked(field: str, text: str, what: str) -> str:
    if field in _NAMES:
        return checked_name(name_of(text) if field == "speaker" else text)
    if field in _SHORT:
        return short(text, what)
    return text_of(text, what, required=field not in _MAY_BE_EMPTY)
