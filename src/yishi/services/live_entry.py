"""Live entry as lines of JSON: each line one verb of the meeting room, for scripts, dictation and paper that is typed in later.

A line is one user action. What a line refers to (the open meeting) is remembered between lines, never in the book.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from yishi.domain.owners import read_area
from yishi.domain.records import Meeting
from yishi.errors import Refusal
from yishi.i18n import _
from yishi.services import confirmation, loop_events, resolutions, room, voting
from yishi.services.line_format import Line, read_date
from yishi.services.living import rows


@dataclass
class LiveEntry:
    """The entry of one meeting by lines; `meeting` is the one that is open, None until there is one."""

    actor: str
    today: date
    meeting: str | None = None
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


def _open_meeting(entry: LiveEntry, s: Session, x: Line) -> str:
    entry.meeting = room.open_meeting(s, x["form"], x["title"], x["place"], x["start"], host=x.get("host", ""),
                                      recorder=x.get("recorder") or entry.actor)
    return entry.meeting


def _sign_in(entry: LiveEntry, s: Session, x: Line) -> str:
    return room.sign_in(s, entry.open(s), **x)


def _leave(entry: LiveEntry, s: Session, x: Line) -> str:
    room.leave(s, entry.open(s), x["name"], x.get("at") or entry.hour)
    return entry.open(s)


def _agenda(entry: LiveEntry, s: Session, x: Line) -> str:
    return room.add_agenda(s, entry.open(s), **x)


def _speech(entry: LiveEntry, s: Session, x: Line) -> str:
    return room.speak(s, entry.open(s), x["agenda"], x["speaker"], x["text"], stance=x.get("stance", ""), at=x.get("at", ""))


def _vote(entry: LiveEntry, s: Session, x: Line) -> str:
    return voting.record(s, entry.open(s), x["agenda"], x["motion"], x["rule"], x["method"], x["for"], x["against"], x["abstain"],
                         invalid=x.get("invalid", 0), note=x.get("note", ""))


def _resolve(entry: LiveEntry, s: Session, x: Line) -> str:
    return room.resolve(s, entry.open(s), x["agenda"], x["text"], x["owner_unit"], x["owner"], x["supervisor"],
                        due=read_date(x.get("due")), workdays=x.get("workdays"), motion_no=x.get("motion"),
                        assist=tuple(x.get("assist", ())))


def _dissent(entry: LiveEntry, s: Session, x: Line) -> str:
    room.dissent(s, entry.open(s), x["who"], x.get("explain", ""))
    return entry.open(s)


def _close_meeting(entry: LiveEntry, s: Session, x: Line) -> str:
    closed = entry.open(s)
    room.close_meeting(s, closed, x.get("end", ""))
    entry.meeting = None
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
        duty={key: x[key] for key in loop_events.DUTY if x.get(key)},
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
    "open_meeting": _open_meeting, "sign_in": _sign_in, "leave": _leave, "agenda": _agenda, "speech": _speech, "vote": _vote,
    "resolve": _resolve, "dissent": _dissent, "close_meeting": _close_meeting, "loop": _loop,
    "statutory_followup": _statutory, "owners_vote": _owners,
}


def verb_of(line: Line) -> str:
    """Return the journal's short word for what a line does."""
    return str(line["event"]) if line["do"] == "loop" else str(line["do"])
