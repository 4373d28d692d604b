"""The verbs of a meeting while it goes on: open, sign in, speak, resolve, close. Voting has a room of its own."""

from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from yishi.domain import numbering, terms
from yishi.domain.records import AgendaItem, Attendance, Dissent, Meeting, Motion, Person, Resolution, Speech, Topic
from yishi.errors import Refusal
from yishi.i18n import _
from yishi.services import communities, forms, kinship, offices, people, pool, resolution_facts
from yishi.services.checks import checked_hour, checked_name, checked_time, short, text_of
from yishi.services.living import as_list, name_of, one, role_of, rows
from yishi.store.floor import FLOOR
from yishi.store.writing import add_many, put

MARKS = ("expected", "present", "proxy", "observer", "absent")


def open_meeting(session: Session, form: str, title: str, place: str, start: str, host: str = "", recorder: str = "") -> str:
    """Begin a meeting and return its id; `start` is local time, YYYY-MM-DDTHH:MM. The number counts over all forms of a year."""
    return new_meeting(session, form, title, place, start, host, recorder, state="open").id


def new_meeting(session: Session, form: str, title: str, place: str, start: str, host: str, recorder: str, state: str) -> Meeting:
    """Write down a meeting under the next number: one that begins (open) or one that is prepared (planned)."""
    way = forms.of(session, form)
    begins = checked_time(start)
    mine = communities.mine(session)
    year = int(begins[:4])
    number = numbering.meeting_number(way.letters, year, next_number(session, mine.id, year))
    meeting = Meeting(id=Meeting.id_for(mine.id, number), community_id=mine.id, number=number, form=form,
                      title=text_of(title, _("会议名称")), org=mine.org,
                      place=text_of(place, _("地点"), required=False) or way.place, starts=begins, state=state,
                      host=short(host, _("主持人")) or None, recorder=short(recorder, _("记录人")) or None)
    taken = session.get(Meeting, meeting.id)
    if taken is not None:
        raise Refusal("YS-M08", _("编号{number}已经用过了。").format(number=number), next_step=_("请再试一次。"))
    forms.hold(session, meeting)
    session.add(meeting)
    for text in (meeting.host, meeting.recorder):
        people.mention(session, name_of(text), role_of(text))
    return meeting


def next_number(session: Session, community_id: str, year: int) -> int:
    """Return the next number of the community's one counter for `year`; numbers of cancelled meetings are not used again."""
    used = session.scalars(select(Meeting.number).where(Meeting.community_id == community_id, Meeting.number.contains(f"-{year}-")))
    return max((parsed.n for parsed in map(numbering.parse_meeting_number, used) if parsed), default=0) + 1


def _open(session: Session, meeting_id: str, *, planned: bool = False) -> Meeting:
    """Return the meeting that goes on; with `planned` also one that is still being prepared."""
    meeting = one(session, Meeting, meeting_id)
    if meeting.state == "planned" and not planned:
        raise Refusal("YS-M41", _("{number}还没有开始。").format(number=meeting.number), next_step=_("请先点“开始会议”。"))
    if meeting.state == "final":
        raise Refusal("YS-W02", _("{number}已经定稿了。").format(number=meeting.number), next_step=_("要改，请用更正。"))
    if meeting.state not in ("open", "planned"):
        raise Refusal("YS-M11", _("{number}已经结束了。").format(number=meeting.number), next_step=_("要补记，请先点“继续开会”。"))
    return meeting


def _next_position(session: Session, kind: Any, meeting_id: str) -> int:
    return int(session.scalar(select(func.max(kind.position)).where(kind.meeting_id == meeting_id)) or 0) + 1


def sign_in(session: Session, meeting_id: str, name: str, role: str = "", mark: str = "present", unit: str = "", reason: str = "",
            proxy: str = "", arrived_at: str = "", proxy_paper: bool | None = None, person_id: str = "") -> str:
    """Put somebody on the sign-in sheet, or change how they are marked there; unknown people join the roster.

    `proxy` came instead, `proxy_paper` says whether the written authorisation was shown; of namesakes `person_id` says which.
    """
    _open(session, meeting_id, planned=mark == "expected")
    if mark not in MARKS:
        raise Refusal("YS-M12", _("没有“{mark}”这种到会情况。").format(mark=mark), next_step=_("可以记到会、列席、缺席、委托。"))
    name, role = checked_name(name_of(name)), short(role or role_of(name), _("身份"))
    unit, reason, proxy = short(unit, _("组或楼栋")), text_of(reason, _("原因"), required=False), short(proxy, _("受托人"))
    if not person_id:
        person_id = people.known(session, name, unit) or people.add(session, name, unit=unit, role=role)
        session.flush()
    person = one(session, Person, person_id)
    people.complete(person, role=role, unit=unit)
    if mark == "absent":
        _refuse_speaker(session, meeting_id, name)
    here = session.get(Attendance, Attendance.id_for(meeting_id, person_id))
    anew = here is None or here.deleted or here.mark != mark
    if here is None:
        here = Attendance(id=Attendance.id_for(meeting_id, person_id), meeting_id=meeting_id, person_id=person_id, mark=mark,
                          position=_next_position(session, Attendance, meeting_id), name=person.name, gender=person.gender,
                          role=role or person.role, party=person.party, phone=person.phone, unit=person.unit,
                          photo_consent=person.photo_consent)
        session.add(here)
    here.deleted, here.mark = False, mark
    told = {"reason": reason, "proxy": proxy, "arrived_at": checked_hour(arrived_at)}
    for field, value in told.items():
        if value or anew:  # the same mark again adds to what is known, another one begins afresh
            setattr(here, field, value or None)
    if proxy_paper is not None or anew:
        here.proxy_paper = proxy_paper if mark == "proxy" else None
    here.left_at = None  # who is marked anew has not left
    if role:
        here.role = role
    return here.id


def all_present(session: Session, meeting_id: str) -> int:
    """Mark everybody who is expected and not marked yet as present; return how many they are."""
    _open(session, meeting_id)
    waiting = select(Attendance).where(Attendance.meeting_id == meeting_id, Attendance.deleted.is_(False), Attendance.mark == "expected")
    found = list(session.scalars(waiting))
    for here in found:
        here.mark = "present"
    return len(found)


def _refuse_speaker(session: Session, meeting_id: str, name: str) -> None:
    """Who has spoken was there: the speech must be struck first."""
    if rows(session, Speech, Speech.meeting_id == meeting_id, Speech.speaker == name):
        raise Refusal("YS-M24", _("{name}已经发过言，不能记成没来。").format(name=name),
                      next_step=_("要改，请先划掉那条发言；提前走了可以记早退。"))


def leave(session: Session, meeting_id: str, name: str, at: str, attendance_id: str = "") -> None:
    """Note that somebody left before the end, at HH:MM; of namesakes `attendance_id` says which."""
    _open(session, meeting_id)
    here = rows(session, Attendance, Attendance.meeting_id == meeting_id, Attendance.name == name,
                *((Attendance.id == attendance_id,) if attendance_id else ()))
    if len(here) > 1:
        raise people.several(name, [a.unit for a in here])
    if not here:
        raise Refusal("YS-M13", _("签到表上没有{name}。").format(name=name), next_step=_("请先签到，再记早退。"))
    one(session, Attendance, here[0].id).left_at = checked_hour(at)


def strike(session: Session, attendance_id: str) -> None:
    """Take somebody off the sign-in sheet."""
    here = one(session, Attendance, attendance_id)
    _open(session, here.meeting_id, planned=True)
    _refuse_speaker(session, here.meeting_id, here.name or "")
    here.deleted = True


def add_agenda(session: Session, meeting_id: str, title: str, category: str = "", source: str = "", proposer: str = "",
               statutory_flag: str = "") -> str:
    """Put a topic on the agenda, also in mid-meeting; a topic of the same title is the same matter coming back."""
    meeting = _open(session, meeting_id, planned=True)
    title = text_of(title, _("议题"))
    said = _said(category, source, proposer, statutory_flag)
    topic_id = Topic.id_for(meeting.community_id, title)
    topic = session.get(Topic, topic_id)
    if topic is None or topic.deleted:
        topic = None
        put(session, Topic, topic_id, {"community_id": meeting.community_id, "title": title, **said})
    else:
        topic = pool.take_up(session, topic_id)
        said |= {"external_no": topic.external_no}
    item = AgendaItem(meeting_id=meeting_id, topic_id=topic.id if topic else topic_id, title=title,
                      position=_next_position(session, AgendaItem, meeting_id), **said)
    session.add(item)
    session.flush()
    return item.id


def move_agenda(session: Session, agenda_item_id: str, step: int) -> None:
    """Move an agenda item one place up (-1) or down (+1)."""
    item = one(session, AgendaItem, agenda_item_id)
    _open(session, item.meeting_id, planned=True)
    order = rows(session, AgendaItem, AgendaItem.meeting_id == item.meeting_id, by=(AgendaItem.position, AgendaItem.id))
    at = next(i for i, other in enumerate(order) if other.id == item.id)
    if not 0 <= at + step < len(order):
        return
    other = one(session, AgendaItem, order[at + step].id)
    item.position, other.position = other.position, item.position


def reword_agenda(session: Session, agenda_item_id: str, title: str) -> None:
    """Put an agenda item in other words; the topic keeps its own."""
    item = one(session, AgendaItem, agenda_item_id)
    _open(session, item.meeting_id, planned=True)
    item.title = text_of(title, _("议题"))


def describe_agenda(session: Session, agenda_item_id: str, category: str | None = None, source: str | None = None,
                    proposer: str | None = None, statutory_flag: str | None = None) -> None:
    """Say more of an agenda item; None leaves what stands there. `statutory_flag` is why others must decide it, "" = they need not."""
    item = one(session, AgendaItem, agenda_item_id)
    _open(session, item.meeting_id, planned=True)
    for field, value in _said(category, source, proposer, statutory_flag).items():
        setattr(item, field, value)


def _said(category: str | None, source: str | None, proposer: str | None, statutory_flag: str | None) -> dict[str, Any]:
    """Return what was said of a topic, checked; what is None was not said."""
    for value, words in ((category, terms.CATEGORY_WORDS), (source, terms.SOURCE_WORDS)):
        if value and value not in words:
            raise Refusal("YS-M25", _("没有“{value}”这种类别或来源。").format(value=value[:40]),
                          next_step=_("可以写：{known}。").format(known="、".join(words)))
    found: dict[str, Any] = {key: value for key, value in (("category", category), ("source", source)) if value is not None}
    if proposer is not None:
        found["proposer"] = short(proposer, _("提出人")) or None
    if statutory_flag is not None:
        found["statutory_flag"] = text_of(statutory_flag, _("法定事项"), required=False)
    return found


def agenda_id(session: Session, meeting_id: str, no: int) -> str:
    """Return the id of the agenda item that is shown as `no` (from 1)."""
    order = rows(session, AgendaItem, AgendaItem.meeting_id == meeting_id, by=(AgendaItem.position, AgendaItem.id))
    if not 1 <= no <= len(order):
        raise Refusal("YS-M14", _("没有第{no}项议题。").format(no=no), next_step=_("请先加议题。"))
    return str(order[no - 1].id)


def speak(session: Session, meeting_id: str, agenda_no: int, speaker: str, text: str, stance: str = "", at: str = "") -> str:
    """Note a speech and return its id: one look at the book, one row. A speaker is on the sign-in sheet, or host or recorder."""
    speaker, text = checked_name(name_of(speaker)), text_of(text, _("发言"))
    session.flush()  # the statement is SQL: it sees what is written
    found = session.execute(FLOOR, {"meeting": meeting_id, "no": agenda_no, "speaker": speaker}).first()
    if found is None or found.state != "open":
        raise Refusal("YS-M11", _("这场会议已经结束了。"), next_step=_("要补记，请先点“继续开会”。"))
    if found.item is None:
        raise Refusal("YS-M14", _("没有第{no}项议题。").format(no=agenda_no), next_step=_("请先加议题。"))
    if not found.signed and speaker not in (name_of(found.host), name_of(found.recorder)) and speaker != terms.ANYBODY:
        raise _not_signed_in(speaker)
    said = {"meeting_id": meeting_id, "agenda_item_id": found.item, "position": (found.last or 0) + 1, "at": checked_hour(at) or None,
            "speaker": speaker, "stance": short(stance, _("态度")), "text": text}
    return add_many(session, Speech, [said])[0]


def check_speaker(session: Session, meeting_id: str, name: str, next_step: str = "") -> None:
    """Refuse (YS-M15) a speaker who is neither on the sign-in sheet nor host, recorder or 某居民; one who was absent said nothing."""
    if not may_speak(session, meeting_id, name):
        raise _not_signed_in(name, next_step)


def may_speak(session: Session, meeting_id: str, name: str) -> bool:
    """Whether somebody is there to speak: on the sign-in sheet and not absent, host, recorder, or 某居民."""
    meeting = one(session, Meeting, meeting_id)
    known = (terms.ANYBODY, name_of(meeting.host), name_of(meeting.recorder))
    return name in known or bool(rows(session, Attendance, Attendance.meeting_id == meeting_id, Attendance.name == name,
                                      Attendance.mark != "absent"))  # fmt: skip


def _not_signed_in(name: str, next_step: str = "") -> Refusal:
    return Refusal("YS-M15", _("签到表上没有{name}。").format(name=name),
                   next_step=next_step or _("请先签到，再记发言；不知道名字的记作“某居民”。"))


def correct_speech(session: Session, speech_id: str, text: str | None = None, speaker: str | None = None,
                   stance: str | None = None) -> None:
    """Correct a speech; the history keeps what stood there."""
    speech = one(session, Speech, speech_id)
    _open(session, speech.meeting_id)
    if text is not None:
        speech.text = text_of(text, _("发言"))
    if speaker is not None:
        speaker = checked_name(name_of(speaker))
        if speaker != speech.speaker:
            check_speaker(session, speech.meeting_id, speaker)
        speech.speaker = speaker
    if stance is not None:
        speech.stance = short(stance, _("态度"))


def strike_speech(session: Session, speech_id: str) -> None:
    """Take a speech out of the record."""
    speech = one(session, Speech, speech_id)
    _open(session, speech.meeting_id)
    speech.deleted = True


def handle(session: Session, speech_id: str, handling: str, reply: str | None = None) -> None:
    """Note how an opinion is dealt with (a key of HANDLING_WORDS, "" = not said) and what was answered; None leaves the answer."""
    speech = one(session, Speech, speech_id)
    _open(session, speech.meeting_id)
    if handling and handling not in terms.HANDLING_WORDS:
        raise Refusal("YS-M31", _("没有“{value}”这种办法。").format(value=handling[:40]),
                      next_step=_("可以记当场答复、会后办理、上报。"))
    speech.handling = handling
    if reply is not None:
        speech.reply = text_of(reply, _("答复"), required=False) or None


def resolve(session: Session, meeting_id: str, agenda_no: int, text: str, owner_unit: str, owner: str, supervisor: str,
            due: date | None = None, workdays: int | None = None, motion_no: int | None = None, assist: tuple[str, ...] = (),
            beneficiaries: int | None = None, owner_title: str = "") -> str:
    """Write down a resolution and return its number; owner and supervisor are two hands, of two families (domain rule 3.1).

    `owner` may be a post in words: whoever holds it does it (services/offices). `beneficiaries` are the households that it is
    for; a tenth of them must answer when it is evaluated (3.8).
    """
    meeting = _open(session, meeting_id)
    owner, title = offices.charged(session, checked_name(owner), short(owner_title, _("职务")), date.fromisoformat(meeting.starts[:10]))
    supervisor = checked_name(supervisor)
    kinship.check_supervisor(session, supervisor, owner)
    if due is not None and workdays is not None:
        raise Refusal("YS-M26", _("期限写了两种：日期和工作日数。"), next_step=_("请只留一种。"))
    if due is None and workdays is None:
        raise Refusal("YS-M16", _("还没有写期限。"), next_step=_("可以写日期，也可以写几个工作日。"))
    if workdays is not None and not 1 <= workdays <= 999:
        raise Refusal("YS-M17", _("{n}个工作日不合适。").format(n=workdays), next_step=_("请写1到999之间的数。"))
    if due is not None and due < date.fromisoformat(meeting.starts[:10]):
        raise Refusal("YS-M18", _("期限{due}在开会之前。").format(due=due), next_step=_("请改一个开会以后的日子。"))
    position = _next_position(session, Resolution, meeting_id)
    mine = communities.mine(session)
    parsed = numbering.parse_meeting_number(meeting.number)
    year, n = (parsed.year, parsed.n) if parsed else (int(meeting.starts[:4]), 0)
    number = numbering.resolution_number(mine.abbr, year, n, _next_of_meeting(session, meeting_id))
    item = agenda_id(session, meeting_id, agenda_no)
    made = Resolution(
        meeting_id=meeting_id, agenda_item_id=item, motion_id=_motion_id(session, meeting_id, motion_no, item), number=number,
        position=position, text=text_of(text, _("决议内容")), owner_unit=short(owner_unit, _("责任单位")), owner=owner, owner_title=title,
        assist=as_list([short(a, _("协办")) for a in assist]), supervisor=supervisor, workdays=workdays, due=due,
    )
    session.add(made)
    if beneficiaries is not None:
        session.flush()
        resolution_facts.describe(session, made.id, beneficiaries=beneficiaries)
    for name in (owner, supervisor):
        people.mention(session, name)
    return number


def _next_of_meeting(session: Session, meeting_id: str) -> int:
    """Return the next number of a resolution in its meeting; that of a cancelled one is not used again (5.4)."""
    used = session.scalars(select(Resolution.number).where(Resolution.meeting_id == meeting_id))
    return max((parsed.n for parsed in map(numbering.parse_resolution_number, used) if parsed), default=0) + 1


def _motion_id(session: Session, meeting_id: str, no: int | None, item: str) -> str | None:
    if no is None:
        return None
    order = rows(session, Motion, Motion.meeting_id == meeting_id, by=(Motion.position, Motion.id))
    if not 1 <= no <= len(order):
        raise Refusal("YS-V06", _("没有第{no}项表决。").format(no=no), next_step=_("请先表决，再存决议。"))
    if order[no - 1].agenda_item_id != item:
        raise Refusal("YS-V09", _("第{no}项表决是另一项议题的。").format(no=no), next_step=_("请选这项议题自己的表决。"))
    return str(order[no - 1].id)


def dissent(session: Session, meeting_id: str, who: str, explanation: str) -> None:
    """Note a differing opinion and the explanation given."""
    _open(session, meeting_id).no_dissent = False
    session.add(Dissent(meeting_id=meeting_id, position=_next_position(session, Dissent, meeting_id), who=text_of(who, _("不同意见")),
                        explanation=text_of(explanation, _("解释说明"), required=False)))


def no_dissent(session: Session, meeting_id: str, on: bool = True) -> None:
    """Note that nobody differed, said on purpose (「无不同意见」), or take that back."""
    meeting = _open(session, meeting_id)
    if on and rows(session, Dissent, Dissent.meeting_id == meeting_id):
        raise Refusal("YS-V17", _("已经记了不同意见，不能再记“无不同意见”。"), next_step=_("请先划掉记下的不同意见。"))
    meeting.no_dissent = on


def strike_dissent(session: Session, dissent_id: str) -> None:
    """Take a differing opinion out of the record."""
    record = one(session, Dissent, dissent_id)
    _open(session, record.meeting_id)
    record.deleted = True


def close_meeting(session: Session, meeting_id: str, end: str = "") -> None:
    """End the meeting; what is missing is warned about elsewhere and never blocks."""
    meeting = _open(session, meeting_id)
    end = checked_time(end) if end else ""
    if end and end < meeting.starts:
        raise Refusal("YS-M19", _("散会时间{end}早于开会时间。").format(end=end.replace("T", " ")), next_step=_("请核对时间。"))
    meeting.state, meeting.ends = "closed", end or None


def reopen_meeting(session: Session, meeting_id: str) -> None:
    """Go on with a meeting that was ended."""
    meeting = one(session, Meeting, meeting_id)
    if meeting.state == "final":
        raise Refusal("YS-W02", _("{number}已经定稿了。").format(number=meeting.number), next_step=_("要改，请用更正。"))
    if meeting.state == "planned":
        raise Refusal("YS-M41", _("{number}还没有开始。").format(number=meeting.number), next_step=_("请先点“开始会议”。"))
    meeting.state = "open"
