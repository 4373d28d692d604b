"""After an evaluation: asking those again who were not content, and 「还好吗」 ninety days after a matter was closed."""

from datetime import date

from sqlalchemy.orm import Session

from yishi.domain import loop
from yishi.domain.evaluation import BAD_GRADES
from yishi.domain.records import Aftercare, Callback, Draw
from yishi.domain.transitions import State
from yishi.errors import Refusal
from yishi.i18n import _
from yishi.services import bundle, calls, loop_events, pool, survey
from yishi.services.checks import LONGEST_NAME, short, text_of
from yishi.services.dossier import Dossier, gather
from yishi.services.evaluating import NextStep
from yishi.services.fine_still import DAYS, due
from yishi.services.living import rows
from yishi.store.writing import put

__all__ = ["DAYS", "begin_again", "due", "new_topic", "next_step", "note", "reopen", "to_ask_again"]

_CLOSED = (State.CLOSED, State.ARCHIVED)


def note(session: Session, resolution_id: str, today: date, fine: bool, words: str = "", caller: str = "") -> NextStep:
    """Note the answer; return what can be done about a no: reopen it while T19 allows it, else a new topic."""
    d = _closed(session, resolution_id, today)
    said = text_of(words, _("怎么不好"), required=False)
    if not fine and not said:
        raise Refusal("YS-S81", _("又出问题的，要写一句是什么问题。"), next_step=_("写一句就行，例如：隔离桩又倒了两根。"))
    put(session, Aftercare, Aftercare.id_for(resolution_id, today), {
        "resolution_id": resolution_id, "happened_on": today, "fine": fine, "words": said or None,
        "caller": short(caller, _("回访人")) or None}, over=True)
    return NextStep("") if fine else _next_step(d, today)


def next_step(session: Session, resolution_id: str, today: date) -> NextStep:
    """Return what a no would offer now."""
    return _next_step(_closed(session, resolution_id, today), today)


def _next_step(d: Dossier, today: date) -> NextStep:
    closed = d.standing.closed_on
    limit = d.calendar.natural_due(closed, d.terms.deadlines.reopen_natural) if closed is not None else None
    if limit is not None and today <= limit and "reopen" in loop.allowed(d.standing.state):
        return NextStep("reopen", limit)
    return NextStep("topic", limit)


def reopen(session: Session, resolution_id: str, today: date, actor: str, words: str) -> str:
    """Begin the redo of a matter that went wrong again within the window (T19); the guards decide."""
    return loop_events.happen(session, resolution_id, "reopen", by=actor, on=today, today=today, actor=actor, text=words)


def new_topic(session: Session, resolution_id: str, today: date, words: str, who: str = "") -> str:
    """Put a matter that went wrong later into the pool of topics; return the topic's id."""
    d = _closed(session, resolution_id, today)
    title = _("{text}：又出了问题").format(text=(d.row.text or d.agenda.title).rstrip("。")[: LONGEST_NAME - 10])
    told = _("{number}办结后又出问题：{words}").format(number=d.row.number, words=words)
    return pool.capture(session, title, source="resident", who=who, on=today,
                        category=d.agenda.category, situation=told)


def to_ask_again(session: Session, resolution_id: str, round_: int) -> tuple[str, ...]:
    """Return the people who were not content in the round before, or asked for an answer; each once, in their order."""
    drawn = rows(session, Draw, Draw.kind == "callback", Draw.subject_id == resolution_id, Draw.round == round_ - 1)
    said = rows(session, Callback, Callback.draw_id.in_([d.id for d in drawn]), by=Callback.position) if drawn else []
    return tuple(dict.fromkeys(c.person_id for c in said if c.grade in BAD_GRADES or c.wants_answer))


def begin_again(session: Session, resolution_id: str, today: date) -> str:
    """Keep the list of those to be told and asked again after a redo; return its id. It does not count into the rate."""
    d = survey.in_evaluation(session, resolution_id, today)
    known = calls.latest(session, resolution_id, d.standing.round, "again")
    if known:
        return known
    people = to_ask_again(session, resolution_id, d.standing.round)
    if not people:
        raise Refusal("YS-S82", _("上一轮没有不满意、也没有要求答复的回访户。"), next_step=_("直接抽这一轮的名单就行。"))
    return calls.keep(session, "again", resolution_id, 0, d.standing.round, len(people), len(people), today, people)


def _closed(session: Session, resolution_id: str, today: date) -> Dossier:
    found = gather(bundle.of_resolution(session, resolution_id), today)
    if not found:
        raise Refusal("YS-R02", _("这条决议已经不在了。"), next_step=_("请回到落实页再看一眼。"))
    if found[0].standing.state not in _CLOSED:
        raise Refusal("YS-S80", _("这件事还没有办结，不用问“还好吗”。"), next_step=_("请到“落实”里接着办。"))
    return found[0]
