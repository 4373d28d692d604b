"""吹哨、报到: a matter that cannot be solved at its level goes up one, whoever is asked comes, and the asker rates it.

The program sends nothing; it keeps and prints what was asked and what came of it. The answer is due the same day where
it is urgent, else within the term of the place (2 working days); after that its light is red (吹哨未应).
"""

from datetime import date
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from yishi.domain.guards import same_person
from yishi.domain.records import LoopEvent, Meeting, Resolution, Whistle
from yishi.errors import Refusal, shown
from yishi.i18n import _
from yishi.services import loop_events
from yishi.services.living import one, rows
from yishi.services.loop_signs import CASE_WORDS, SPEED_WORDS, WhistleSheet

SOLVED = ("solved", "partially_solved", "unsolved")


def escalate(session: Session, resolution_id: str, case: str, by: str, on: date, today: date, actor: str, *, level: str = "",
             urgent: bool = False, asked_unit: str = "", measures: str = "", obstacle: str = "", request: str = "",
             reviewed_by: str = "", text: str = "") -> str:
    """Blow the whistle and return the id of the event; `case` is a key of CASE_WORDS, `level` "" the next one up.

    Refused (YS-L48) without the case, the obstacle, the request, the unit that is asked and who reviewed it: a whistle is
    reviewed before it is blown (防止随意吹哨). An own attempt in this round is asked for by the guard (YS-L23).
    """
    given = {_("哪种情形"): case, _("请求报到单位"): asked_unit, _("解决不了的原因"): obstacle, _("请求事项"): request,
             _("审核人"): reviewed_by}
    blank = [words for words, value in given.items() if not value.strip()]
    if blank:
        raise Refusal("YS-L48", _("吹哨单还缺：{blank}。审核后才能吹哨。").format(blank="、".join(blank)), next_step=_("请填好再吹。"))
    told = {"matter": case, "urgent": urgent, "asked_unit": asked_unit, "measures": measures, "obstacle": obstacle,
            "request": request, "reviewed_by": reviewed_by}
    return loop_events.happen(session, resolution_id, "escalate", by, on, today, actor, text=text or obstacle, level=level, whistle=told)


def respond(session: Session, resolution_id: str, unit: str, person: str, on: date, today: date, actor: str, at: str = "",
            text: str = "") -> str:
    """Note that a unit came (报到): who, when (`at` HH:MM), and what was done; return the id of the event."""
    who = _("{person}，{at}到场").format(person=person.strip(), at=at) if at else person.strip()
    told = "：".join(part for part in (who, text.strip()) if part)
    return loop_events.happen(session, resolution_id, "respond", unit, on, today, actor, text=told)


def rate(session: Session, event_id: str, speed: str, quality: int | None = None, solved: str = "", by: str = "") -> None:
    """Let whoever blew the whistle rate who came: `speed` of SPEED_WORDS, `quality` 1 to 5, `solved` of SOLVED.

    Refused: YS-L49 what cannot be read, YS-L51 when they who came rate themselves, YS-L52 before anybody came (then only 未应).
    """
    event = one(session, LoopEvent, event_id)
    came = _answer_to(session, event)
    _check_rating(speed, quality, solved)
    if speed == "none" and (came is not None or quality is not None):
        raise Refusal("YS-L49", _("“未应”是没有来报到，不能再打质量分。"), next_step=_("来过的，请选及时、一般或迟缓。"))
    if speed != "none" and came is None:
        raise Refusal("YS-L52", _("还没有单位来报到，不能打分。"), next_step=_("请先记“报到”；一直没来的，选“未应”。"))
    if came is not None and by.strip() and same_person(by, came.doer or ""):
        raise Refusal("YS-L51", _("打分的是吹哨的一方，{by}是来报到的单位。").format(by=shown(by)), next_step=_("请由吹哨的一方来打分。"))
    record = session.get(Whistle, Whistle.id_for(event_id))
    if record is None:
        record = Whistle(id=Whistle.id_for(event_id), event_id=event_id, resolution_id=event.resolution_id, matter="")
        session.add(record)
    record.speed, record.quality, record.solved = speed, quality, solved
    session.flush()


def _check_rating(speed: str, quality: int | None, solved: str) -> None:
    fits = isinstance(quality, int) and not isinstance(quality, bool) and 1 <= quality <= 5
    if speed not in SPEED_WORDS or (speed != "none" and not fits) or (solved and solved not in SOLVED):
        raise Refusal("YS-L49", _("响应要选及时、一般、迟缓或未应，办理质量打1到5分。"), next_step=_("请改好再存。"))


def whistle_sheet(session: Session, resolution_id: str, event_id: str = "") -> WhistleSheet | None:
    """Return the latest escalation of a resolution, or the one of `event_id`; None where there was none."""
    steps = _steps(session, resolution_id)
    blown = [e for e in steps if e.event == "escalate" and event_id in ("", e.id)]
    return _sheet(session, resolution_id, steps, blown[-1]) if blown else None


def sheets(session: Session, resolution_id: str) -> tuple[WhistleSheet, ...]:
    """Return every escalation of a resolution, the earliest first."""
    steps = _steps(session, resolution_id)
    return tuple(_sheet(session, resolution_id, steps, e) for e in steps if e.event == "escalate")


def _steps(session: Session, resolution_id: str) -> list[Row[Any]]:
    return rows(session, LoopEvent, LoopEvent.resolution_id == resolution_id, by=(LoopEvent.happened_on, LoopEvent.position, LoopEvent.id))


def _answer_to(session: Session, event: LoopEvent) -> Row[Any] | None:
    if event.event != "escalate":
        raise Refusal("YS-R02", _("这一步不是吹哨。"), next_step=_("请回到落实页再看一眼。"))
    return _answered(_steps(session, event.resolution_id), event.id)


def _answered(steps: list[Row[Any]], event_id: str) -> Row[Any] | None:
    place = next(n for n, e in enumerate(steps) if e.id == event_id)
    after = steps[place + 1 :]
    again = next((n for n, e in enumerate(after) if e.event == "escalate"), len(after))
    return next((e for e in after[:again] if e.event == "respond"), None)


def _sheet(session: Session, resolution_id: str, steps: list[Row[Any]], event: Row[Any]) -> WhistleSheet:
    row = one(session, Resolution, resolution_id)
    said: Any = next(iter(rows(session, Whistle, Whistle.event_id == event.id)), None)
    if said is None:  # an event that came without its order: nothing is known of it
        said = Whistle(matter="", urgent=False, asked_unit="", speed="", solved="")
    came = _answered(steps, event.id)
    before = steps[: next(n for n, e in enumerate(steps) if e.id == event.id)]
    return WhistleSheet(
        event_id=event.id, number=event.document, resolution=row.number, text=row.text, place=one(session, Meeting, row.meeting_id).place,
        blown_by=event.doer or "", blown_on=event.happened_on, level=event.level, case=said.matter, urgent=said.urgent,
        asked_unit=said.asked_unit, attempts=tuple((e.happened_on, e.doer or "", e.text or "") for e in before if e.event == "progress"),
        measures=said.measures or "", obstacle=said.obstacle or event.text or "", request=said.request or "",
        reviewed_by=said.reviewed_by or "", due=event.due, **_came(event, came), speed=said.speed, quality=said.quality, solved=said.solved,
    )


def _came(event: Row[Any], came: Row[Any] | None) -> dict[str, Any]:
    if came is None:
        return {"answered_on": None, "answered_by": "", "answer": "", "in_time": None}
    in_time = came.happened_on <= event.due if event.due is not None else None
    return {"answered_on": came.happened_on, "answered_by": came.doer or "", "answer": came.text or "", "in_time": in_time}


def case_words(case: str) -> str:
    """Return what one of the three cases is called; "" for none."""
    return _(CASE_WORDS[case]) if case in CASE_WORDS else ""
