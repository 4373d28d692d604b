"""The sample book: a worked meeting with its whole loop, and a fresh one whose resolutions are red, yellow and green today.

Every person, place and telephone number in it is invented; the content is data in resources/sample.
"""

import tomllib
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from yishi import paths
from yishi.domain.workdays import WorkCalendar
from yishi.services import communities, loop_events, record_format, records_in, resolutions, room, voting
from yishi.services.dossier import calendar

WORKED = {"village": ("桃湾村", "桃", "青石镇"), "urban": ("翠屏社区", "翠", "柳桥街道")}


def fill(session: Session, kind: str, today: date, actor: str) -> None:
    """Write the sample of this kind (village or urban) into an empty book."""
    name, abbr, town = WORKED[kind]
    communities.found(session, kind, name, abbr, town, sample=True)
    session.flush()
    worked = record_format.read_file(paths.resource("sample", f"{kind}.json"))
    records_in.import_documents(session, [worked], today)
    fresh = tomllib.loads(paths.resource("sample", "open.toml").read_text(encoding="utf-8"))[kind]
    _fresh_meeting(session, fresh, today, actor)


def _fresh_meeting(session: Session, told: dict[str, Any], today: date, actor: str) -> None:
    matters, days = told["matter"], calendar(session)
    held = _workdays_ago(days, today, max(m["gone"] for m in matters) + 2)
    meeting = room.open_meeting(session, told["form"], told["title"], told["place"], f"{held}T19:00", told["host"], told["recorder"])
    for person in told["present"]:
        room.sign_in(session, meeting, person)
    for n, matter in enumerate(matters, 1):
        _discuss(session, meeting, n, matter, len(told["present"]))
        _begin(session, n, matter, days, today, actor, meeting)
    room.close_meeting(session, meeting, f"{held}T20:30")


def _discuss(session: Session, meeting: str, n: int, m: dict[str, Any], present: int) -> None:
    room.add_agenda(session, meeting, m["topic"], category="difficulties", source="resident", proposer=m["speaker"])
    room.speak(session, meeting, n, m["speaker"], m["said"], stance="建议", at=f"19:{10 * n:02d}")
    voting.record(session, meeting, n, m["text"] + "。", "FOR_GT_AGAINST", "举手", present - 1, 0, 1)


def _begin(session: Session, n: int, m: dict[str, Any], days: WorkCalendar, today: date, actor: str, meeting: str) -> None:
    number = room.resolve(session, meeting, n, m["text"], m["unit"], m["owner"], m["supervisor"], workdays=m["workdays"], motion_no=n)
    id_, start = resolutions.find(session, number), _workdays_ago(days, today, m["gone"])
    steps = (("assign", start, actor, "交办"), ("accept", start, m["owner"], "签收"),
             ("progress", days.add(start, 2), m["owner"], m["progress"]))
    for event, on, by, text in steps:
        loop_events.happen(session, id_, event, by=by, on=on, today=today, actor=actor, text=text)


def _workdays_ago(days: WorkCalendar, today: date, n: int) -> date:
    day = today
    while n:
        day -= timedelta(days=1)
        n -= days.is_workday(day)
    return day
