"""Live entry as lines of JSON: each line one verb of the meeting room, for scripts, dictation and paper that is typed in later.

A line is one user action. What a line refers to (the open meeting) is remembered between lines, never in the book.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from yishi.domain.owners import read_area
from yishi.domain.records import Meeting
from yishi.errors import Refusal
from yishi.i18n import _
from yishi.services import confirmation, loop_events, resolutions, room, voting
from yishi.services.living import rows

Line = dict[str, Any]
LONGEST_LINE = 200_000


@dataclass
class LiveEntry:
    """The entry of one meeting by lines; `meeting` is the one that is open, None until there is one."""

    actor: str
    today: date
    meeting: str | None = None
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


def read_line(text: str) -> Line:
    """Return the line as a checked object; a Refusal names what is wrong with it."""
    try:
        line = json.loads(text) if len(text) <= LONGEST_LINE else None
    except (ValueError, RecursionError):
        line = None
    if not isinstance(line, dict):
        raise Refusal("YS-I10", _("这一行看不懂。"), next_step=_("每行写一个完整的 JSON。"))
    do = line.get("do")
    if do not in _KEYS:
        raise Refusal("YS-I11", _("没有“{do}”这个动作。").format(do=do), next_step=_("可以写：{known}。").format(known="、".join(_KEYS)))
    required, optional = _KEYS[do]
    unknown = sorted(set(line) - {"do", *required, *optional})
    missing = [k for k in required if line.get(k) is None or line[k] == ""]
    if unknown or missing:
        told = ((_("不认识：{names}"), unknown), (_("缺少：{names}"), missing))
        parts = [words.format(names="、".join(names)) for words, names in told if names]
        raise Refusal("YS-I12", _("{do}这一行不对，{what}。").format(do=do, what="，".join(parts)), next_step=_("请改好再送一次。"))
    _check_types(do, line)
    return line


_OWNERS = ("total_owners", "participating_owners", "agree_owners")
_AREAS = ("total_area", "participating_area", "agree_area")
_NUMBERS = frozenset({"agenda", "for", "against", "abstain", "invalid", "workdays", "members", "present", "votes_for", "votes_against",
                      "civil_code_278", *_OWNERS})
_OBJECTS = frozenset({"evaluation", "posting", "data"})
_LISTS = frozenset({"assist"})
_TRUTHS = frozenset({"quorum_met"})


def _check_types(do: str, line: Line) -> None:
    for key, value in line.items():
        number = isinstance(value, int) and not isinstance(value, bool) and abs(value) < 1_000_000_000
        wanted = number if key in _NUMBERS or (do == "resolve" and key == "motion") else (
            isinstance(value, dict) if key in _OBJECTS else isinstance(value, bool) if key in _TRUTHS else
            isinstance(value, list) and all(isinstance(v, str) for v in value) if key in _LISTS else isinstance(value, str))
        if not wanted:
            raise Refusal("YS-I13", _("{do}里的“{key}”写法不对。").format(do=do, key=key), next_step=_("请改好再送一次。"))


def read_date(text: str | None) -> date | None:
    """Return a date written YYYY-MM-DD, or None for nothing."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refusal("YS-T01", _("“{text}”看不出是哪天。").format(text=text), next_step=_("请写成 2026-12-31 这样。")) from None


def _open_meeting(entry: LiveEntry, s: Session, x: Line) -> str:
    entry.meeting = room.open_meeting(s, x["form"], x["title"], x["place"], x["start"], host=x.get("host", ""),
                                      recorder=x.get("recorder") or entry.actor)
    return entry.meeting


def _sign_in(entry: LiveEntry, s: Session, x: Line) -> str:
    return room.sign_in(s, entry.open(s), **x)


def _leave(entry: LiveEntry, s: Session, x: Line) -> str:
    room.leave(s, entry.open(s), x["name"], x.get("at", ""))
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
    data = dict(x.get("data") or {})
    return loop_events.happen(
        s, resolutions.find(s, x["resolution"]), x["event"], by=x.get("by") or entry.actor, on=read_date(x.get("on")) or entry.today,
        today=entry.today, actor=entry.actor, text=x.get("text", "") or str(data.get("text", "")), reply=str(data.get("reply", "")),
        due=read_date(x.get("due")), workdays=x.get("workdays"), approved_by=x.get("approved_by", "") or str(data.get("approved_by", "")),
        level=x.get("level", "") or str(data.get("level", "")), posting=x.get("posting") or data.get("posting"),
        evaluation=x.get("evaluation") or (data if x["event"] in loop_events.EVALUATED and data else None), photos=entry.photos,
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
_KEYS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "open_meeting": (("form", "title", "place", "start"), ("host", "recorder")),
    "sign_in": (("name",), ("role", "mark", "unit", "reason", "proxy", "arrived_at")),
    "leave": (("name",), ("at",)),
    "agenda": (("title",), ("category", "source", "proposer", "statutory_flag")),
    "speech": (("agenda", "speaker", "text"), ("stance", "at")),
    "vote": (("agenda", "motion", "rule", "method", "for", "against", "abstain"), ("invalid", "note")),
    "resolve": (("agenda", "text", "owner_unit", "owner", "supervisor"), ("motion", "due", "workdays", "assist")),
    "dissent": (("who",), ("explain",)),
    "close_meeting": ((), ("end",)),
    "statutory_followup": (("resolution", "type", "date", "members", "present", "quorum_met", "rule", "votes_for", "votes_against",
                            "abstain"), ("party_precheck_date", "party_precheck_doc")),
    "owners_vote": (("resolution", "civil_code_278", "start", "end", "matter", *_OWNERS, *_AREAS), ()),
    "loop": (("resolution", "event"), ("by", "on", "text", "due", "workdays", "approved_by", "level", "posting", "evaluation", "data")),
}


def verb_of(line: Line) -> str:
    """Return the journal's short word for what a line does."""
    return str(line["event"]) if line["do"] == "loop" else str(line["do"])
