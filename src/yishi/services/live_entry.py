"""Live entry as lines of JSON: each line one verb of the meeting room, for scripts, dictation and paper that is typed in later.

A line is one user action. What a line refers to (the open meeting) is remembered between lines, never in the book.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from yishi.domain.owners import read_area
from yishi.domain.records import Attendance, Meeting
from yishi.errors import Refusal, shown
from yishi.i18n import _
from yishi.services import (
    confirmation,
    finalising,
    loop_events,
    meetings,
    people,
    prepare,
    resolutions,
    room,
    settling,
    voting,
    waivers,
)
from yishi.services.line_format import Line, read_date
from yishi.services.living import name_of, role_of, rows


@dataclass
class LiveEntry:
    """The entry of one meeting by lines; `meeting` is the one that is open, None until there is one."""

    actor: str
    today: date
    meeting: str | None = None
    ended: str | None = None  # the one that was closed last, for what is said of it afterwards
    hour: str = ""  # HH:MM now, for those who leave without saying when
    photos: Sequence[str] = ()  # hashes of pictures for the next event of the loop

    def take(self, session: Session, line: Line) -> str:
        """Do what one line says and return the id of what it made; a Refusal leaves the book as it was."""
        return _VERBS[line["do"]](self, session, {k: v for k, v in line.items() if k != "do"})

    def open(self, session: Session) -> str:
        """Return the meeting that lines speak of: the one opened here, else the only open one of the book."""
        if self.meeting is None:
            found = rows(session, Meeting, Meeting.state == "open")
            if len(found) != 1:
                what = _("正在开的会议不止一场。") if found else _("现在没有正在开的会议。")
                raise Refusal("YS-M20", what, next_step=_("请先 open_meeting。"))
            self.meeting = str(found[0].id)
        return self.meeting

    def held(self, session: Session, ref: str) -> str:
        """Return the meeting of this number; without one it is that which goes on, else the one closed last here."""
        return meetings.find(session, ref) if ref else self.meeting or self.ended or self.open(session)


def _open_meeting(entry: LiveEntry, s: Session, x: Line) -> str:
    told = {key: x[key] for key in ("members", "planned_minutes") if key in x}
    given = x["form"], x["title"], x["place"], x["start"], x.get("host", ""), x.get("recorder") or entry.actor
    written = read_date(x.get("entered_on"))
    if not told and not written:
        entry.meeting = room.open_meeting(s, *given)
        return entry.meeting
    meeting = room.new_meeting(s, *given, state="planned")
    if written and written <= date.fromisoformat(meeting.starts[:10]):
        raise Refusal("YS-T06", _("补录的日子{on}不在开会之后。").format(on=written), next_step=_("当天记的不用写补录的日子。"))
    s.flush()
    prepare.change(s, meeting.id, **told)
    prepare.begin(s, meeting.id, today=written)
    entry.meeting = meeting.id
    return entry.meeting


def _sign_in(entry: LiveEntry, s: Session, x: Line) -> str:
    if x.get("mark") == "expected":
        _refuse_expected_twice(s, entry.open(s), name_of(x["name"]), x.get("unit", ""))
    return room.sign_in(s, entry.open(s), **x)


def _refuse_expected_twice(s: Session, meeting_id: str, name: str, unit: str) -> None:
    known = people.known(s, name, unit)
    if known and rows(s, Attendance, Attendance.id == Attendance.id_for(meeting_id, known), Attendance.mark == "expected"):
        raise Refusal("YS-M42", _("{name}已经在名单上了。").format(name=name), next_step=_("要换一位同名的，请写明是哪一组、哪一幢的。"))


def _on_the_sheet(s: Session, meeting_id: str, name: str) -> str:
    """Return the id of the person of this name on the sign-in sheet; 姓名（组） tells namesakes apart."""
    same = rows(s, Attendance, Attendance.meeting_id == meeting_id, Attendance.name == name_of(name))
    found = [a for a in same if a.unit == role_of(name)] if len(same) > 1 and role_of(name) else same
    if len(found) > 1:
        raise people.several(name, [a.unit for a in found])
    if not found:
        raise Refusal("YS-M13", _("签到表上没有{name}。").format(name=shown(name)), next_step=_("请先签到。"))
    return str(found[0].person_id)


def _leave(entry: LiveEntry, s: Session, x: Line) -> str:
    room.leave(s, entry.open(s), x["name"], x.get("at") or entry.hour)
    return entry.open(s)


def _agenda(entry: LiveEntry, s: Session, x: Line) -> str:
    said = {key: x[key] for key in ("title", "category", "source", "proposer", "statutory_flag") if key in x}
    item = room.add_agenda(s, entry.open(s), **said)
    if "planned_minutes" in x:
        prepare.set_minutes(s, item, x["planned_minutes"])
    if x.get("party_precheck_date") or x.get("party_precheck_doc"):
        settling.note_precheck(s, item, read_date(x.get("party_precheck_date")), x.get("party_precheck_doc", ""))
    return item


def _recuse(entry: LiveEntry, s: Session, x: Line) -> str:
    meeting = entry.open(s)
    item = room.agenda_id(s, meeting, x["agenda"])
    voting.recuse(s, item, _on_the_sheet(s, meeting, x["name"]), x["reason"])
    return item


def _speech(entry: LiveEntry, s: Session, x: Line) -> str:
    speech = room.speak(s, entry.open(s), x["agenda"], x["speaker"], x["text"], stance=x.get("stance", ""), at=x.get("at", ""))
    if x.get("handling") or x.get("reply"):
        room.handle(s, speech, x.get("handling", ""), x.get("reply"))
    return speech


def _vote(entry: LiveEntry, s: Session, x: Line) -> str:
    meeting = entry.open(s)
    choices = {_on_the_sheet(s, meeting, name): choice for name, choice in x["choices"].items()} if x.get("choices") else None
    return voting.record(s, meeting, x["agenda"], x["motion"], x["rule"], x["method"], x.get("for") or 0, x.get("against") or 0,
                         x.get("abstain") or 0, invalid=x.get("invalid", 0), note=x.get("note", ""), issued=x.get("issued"),
                         returned=x.get("returned"), tellers=[(duty, name) for duty, name in x.get("tellers", ())], choices=choices)


def _resolve(entry: LiveEntry, s: Session, x: Line) -> str:
    return room.resolve(s, entry.open(s), x["agenda"], x["text"], x["owner_unit"], x["owner"], x["supervisor"],
                        due=read_date(x.get("due")), workdays=x.get("workdays"), motion_no=x.get("motion"),
                        assist=tuple(x.get("assist", ())), beneficiaries=x.get("beneficiaries"),
                        owner_title=x.get("owner_title", ""))


def _dissent(entry: LiveEntry, s: Session, x: Line) -> str:
    room.dissent(s, entry.open(s), x["who"], x.get("explain", ""))
    return entry.open(s)


def _no_dissent(entry: LiveEntry, s: Session, x: Line) -> str:
    room.no_dissent(s, entry.open(s))
    return entry.open(s)


def _outcome(entry: LiveEntry, s: Session, x: Line) -> str:
    item = room.agenda_id(s, entry.open(s), x["agenda"])
    settling.settle(s, item, x["outcome"], x.get("conclusion"))
    return item


def _waiver(entry: LiveEntry, s: Session, x: Line) -> str:
    waivers.go_on(s, entry.held(s, ""), x["matter"], x["reason"])
    return entry.held(s, "")


def _final(entry: LiveEntry, s: Session, x: Line) -> str:
    meeting = entry.held(s, x.get("meeting", ""))
    finalising.finalise(s, meeting)
    return meeting


def _correct(entry: LiveEntry, s: Session, x: Line) -> str:
    meeting, kind = entry.held(s, x.get("meeting", "")), x["kind"]
    return finalising.correct(s, meeting, kind, _nth(s, meeting, kind, x.get("no", 1)), x["field"], x["text"], x["reason"],
                              read_date(x.get("on")) or entry.today)


def _nth(s: Session, meeting_id: str, kind: str, no: int) -> str:
    """Return the id of the record that stands at this place of its list on paper; the meeting has but itself."""
    mapped = finalising.KINDS.get(kind)
    if mapped is None:
        raise Refusal("YS-W04", _("这一处定稿以后不能改。"), next_step=_("可以写：{known}。").format(known="、".join(finalising.KINDS)))
    if mapped is Meeting:
        return meeting_id
    columns = mapped.__table__.c
    order = rows(s, mapped, columns.meeting_id == meeting_id, by=(columns.position, columns.id))
    if not 1 <= no <= len(order):
        raise Refusal("YS-W05", _("没有第{no}条。").format(no=no), next_step=_("请照印出来的序号写。"))
    return str(order[no - 1].id)


def _close_meeting(entry: LiveEntry, s: Session, x: Line) -> str:
    closed = entry.open(s)
    room.close_meeting(s, closed, x.get("end", ""))
    entry.meeting, entry.ended = None, closed
    return closed


def _loop(entry: LiveEntry, s: Session, x: Line) -> str:
    data = x.get("data") or {}
    evaluated = x["event"] in loop_events.EVALUATED
    x = {**x, **({"evaluation": data} if data and evaluated else data)}
    return loop_events.happen(
        s, resolutions.find(s, x["resolution"]), x["event"], by=x.get("by") or entry.actor, on=read_date(x.get("on")) or entry.today,
        today=entry.today, actor=entry.actor, text=x.get("text", ""), reply=x.get("reply", ""), due=read_date(x.get("due")),
        workdays=x.get("workdays"), approved_by=x.get("approved_by", ""), level=x.get("level", ""), document=x.get("document", ""),
        posting=x.get("posting"), evaluation=x.get("evaluation"), photos=entry.photos,
        duty={key: x[key] for key in loop_events.DUTY if x.get(key)}, whistle=x.get("whistle"),
    )


def _statutory(entry: LiveEntry, s: Session, x: Line) -> str:
    id_ = resolutions.find(s, x["resolution"])
    confirmation.by_meeting(s, id_, x["type"], _needed_date(x["date"]), x["members"], x["present"], x["quorum_met"], x["rule"],
                            x["votes_for"], x["votes_against"], x["abstain"], read_date(x.get("party_precheck_date")),
                            x.get("party_precheck_doc", ""))
    return id_


def _owners(entry: LiveEntry, s: Session, x: Line) -> str:
    id_ = resolutions.find(s, x["resolution"])
    counts = {f"{who}_owners": x[f"{who}_owners"] for who in ("total", "participating", "agree")}
    counts |= {f"{who}_area": read_area(x[f"{who}_area"]) for who in ("total", "participating", "agree")}
    confirmation.by_owners(s, id_, x["civil_code_278"], _needed_date(x["start"]), _needed_date(x["end"]), x["matter"], counts)
    return id_


def _needed_date(text: str) -> date:
    found = read_date(text)
    assert found is not None
    return found


_VERBS: dict[str, Callable[[LiveEntry, Session, Line], str]] = {
    "open_meeting": _open_meeting, "sign_in": _sign_in, "leave": _leave, "agenda": _agenda, "recuse": _recuse, "speech": _speech,
    "vote": _vote, "resolve": _resolve, "dissent": _dissent, "no_dissent": _no_dissent, "outcome": _outcome, "waiver": _waiver,
    "close_meeting": _close_meeting, "final": _final, "correct": _correct, "loop": _loop,
    "statutory_followup": _statutory, "owners_vote": _owners,
}


_JOURNAL = {"no_dissent": "dissent", "outcome": "settle", "waiver": "waive", "final": "finalise"}  # as the window calls the same


def verb_of(line: Line) -> str:
    """Return the journal's short word for what a line does."""
    return str(line["event"]) if line["do"] == "loop" else _JOURNAL.get(line["do"], str(line["do"]))
