"""Steps on the way with days of their own: progress is how many of them are done, never a percentage that somebody guessed."""

from datetime import date

from sqlalchemy.orm import Session

from yishi.domain.loop import State
from yishi.domain.records import Milestone, Resolution
from yishi.errors import Refusal
from yishi.i18n import _
from yishi.services import resolutions
from yishi.services.checks import text_of
from yishi.services.living import one, rows

LONGEST = 200
MOST = 40
_FINISHED = (State.CLOSED, State.ARCHIVED, State.TERMINATED)


def add(session: Session, resolution_id: str, text: str, due: date, today: date) -> str:
    """Add a step to be done by `due` and return its id; refused (YS-L70) once the matter is closed."""
    _still_open(session, resolution_id, today)
    words = text_of(text, _("节点"), longest=LONGEST)
    there = rows(session, Milestone, Milestone.resolution_id == resolution_id)
    if len(there) >= MOST:
        raise Refusal("YS-L71", _("节点已经有{n}个了。").format(n=len(there)), next_step=_("请把几个小的并成一个。"))
    if any(m.text == words for m in there):
        raise Refusal("YS-L71", _("已经有“{text}”这个节点了。").format(text=words), next_step=_("要改日期，请改原来那一个。"))
    record = Milestone(resolution_id=resolution_id, position=max((m.position for m in there), default=0) + 1, text=words, due=due)
    session.add(record)
    session.flush()
    return record.id


def move(session: Session, milestone_id: str, due: date, today: date) -> None:
    """Give a step another day; one that is done keeps the day it had."""
    record = one(session, Milestone, milestone_id)
    _still_open(session, record.resolution_id, today)
    if record.done is not None:
        raise Refusal("YS-L72", _("“{text}”已经做完了，日期不用再改。").format(text=record.text), next_step=_("点错了可以先取消“做完了”。"))
    record.due = due


def finish(session: Session, milestone_id: str, on: date | None, today: date) -> None:
    """Say on which day a step was done, None = not yet; refused (YS-L73) for a day to come or before the meeting."""
    record = one(session, Milestone, milestone_id)
    line = _still_open(session, record.resolution_id, today)
    met = resolutions.sheet(session, line, today).meeting_day
    if on is not None and not met <= on <= today:
        raise Refusal("YS-L73", _("做完的日子要在开会那天（{met}）和今天之间，不能写{on}。").format(met=met, on=on),
                      next_step=_("请改日期。"))
    record.done = on


def remove(session: Session, milestone_id: str, today: date) -> None:
    """Take a step out again; Ctrl+Z brings it back."""
    record = one(session, Milestone, milestone_id)
    _still_open(session, record.resolution_id, today)
    record.deleted = True


def _still_open(session: Session, resolution_id: str, today: date) -> str:
    id_: str = one(session, Resolution, resolution_id).id
    if resolutions.sheet(session, id_, today).line.state in _FINISHED:
        raise Refusal("YS-L70", _("这件事已经了结，节点不能再改。"), next_step=_("要再办，请先“重新办理”。"))
    return id_
