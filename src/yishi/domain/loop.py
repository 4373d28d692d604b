"""The loop 跟进—督查—评价: what may happen to a resolution next, and where it stands after what happened.

`fold` (standing.py) and the table (transitions.py) are re-exported here; `admit` is the only door for a new event.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from yishi.domain.guards import GUARDS, Case, due_refused, filled_posting
from yishi.domain.lights import open_objections
from yishi.domain.standing import (
    LEVELS,
    Event,
    Standing,
    Terms,
    extended_due,
    fold,
    next_level,
    resumed_due,
    work_due,
)
from yishi.domain.terms import EVENT_WORDS, STATE_WORDS
from yishi.domain.transitions import (
    BY_EVENT,
    EVENTS,
    STAGE_OF,
    TABLE,
    Deadlines,
    Stage,
    State,
    Transition,
    after,
    allowed,
)
from yishi.domain.workdays import WorkCalendar
from yishi.errors import Refusal
from yishi.i18n import _

__all__ = [
    "BY_EVENT",
    "EVENTS",
    "GUARDS",
    "LEVELS",
    "STAGE_OF",
    "TABLE",
    "Case",
    "Deadlines",
    "Event",
    "Stage",
    "Standing",
    "State",
    "Terms",
    "Transition",
    "admit",
    "after",
    "allowed",
    "cautions",
    "cautions_at",
    "fold",
]


def admit(
    terms: Terms,
    events: Sequence[Event],
    new: Event,
    calendar: WorkCalendar,
    today: date,
    live: bool = True,
    milestone_overdue: bool = False,
) -> Event:
    """Return `new` with due day, working days, level or posting filled in, or refuse it (YS-Lnn) in plain words.

    `events` are those before it. `live=False` is imported history: missing papers and 'not after today' are not asked.
    A late answer to an objection is let in, since it must be answered some day; `cautions` says that it is late.
    """
    case = Case(terms, fold(terms, events, calendar), new, calendar, live, milestone_overdue)
    _known(case)
    _in_order(case, events, today)
    for name in BY_EVENT[new.event].guards:
        GUARDS[name](case)
    fill = _FILLS.get(new.event)
    filled = fill(case) if fill else new
    if filled.due is not None and filled.due < new.on:
        raise Refusal("YS-L35", _("期限{due}在{on}之前。").format(due=filled.due, on=new.on), next_step=_("请改期限。"))
    return filled


def cautions(terms: Terms, events: Sequence[Event], new: Event, calendar: WorkCalendar) -> list[str]:
    """Return what does not stop `new` but should be said: open objections, a late answer, a year not announced."""
    return cautions_at(terms, fold(terms, events, calendar), new, calendar)


def cautions_at(terms: Terms, now: Standing, new: Event, calendar: WorkCalendar) -> list[str]:
    """Return the same for who has folded already."""
    said = []
    if new.event == "assign" and open_objections(terms, now):
        said.append(_("公示期的异议还没有答复完。"))
    if new.event == "answer_objection" and now.objections:
        limit = calendar.natural_due(now.objections[0], terms.deadlines.answer_natural)
        if new.on > limit:
            said.append(_("异议应在{limit}前答复，这次晚了。").format(limit=limit))
    if new.due is not None and not calendar.announced(new.due.year):
        said.append(_("（未含法定节假日安排）"))
    return said


def _known(case: Case) -> None:
    state, event = case.standing.state, case.new.event
    if event not in BY_EVENT:
        known = "、".join(EVENTS)
        raise Refusal(
            "YS-L01",
            _("没有“{event}”这一步。").format(event=event),
            next_step=_("可以写：{known}。").format(known=known),
        )
    if after(state, event) is None:
        now, label = _(STATE_WORDS[state]), _(EVENT_WORDS[event])
        possible = "、".join(_(EVENT_WORDS[e]) for e in allowed(state))
        step = _("现在可以：{possible}。").format(possible=possible) if possible else _("这件事已经了结。")
        raise Refusal("YS-L02", _("现在是“{now}”，不能“{label}”。").format(now=now, label=label), next_step=step)


def _in_order(case: Case, events: Sequence[Event], today: date) -> None:
    terms, on = case.terms, case.new.on
    last = max([e.on for e in events] + [terms.adopted_on or terms.meeting_day])
    if on < last:
        text = _("{on}比上一步的{last}还早；后面的事不能记到前面去。").format(on=on, last=last)
        raise Refusal("YS-L03", text, next_step=_("请改日期。"))
    if case.live and on > today:
        raise Refusal(
            "YS-L04",
            _("{on}还没有到，今天是{today}。").format(on=on, today=today),
            next_step=_("请改日期，或到那天再记。"),
        )


def _counted_from(case: Case, start: date, days: int | None) -> Event:
    """Fill the due day from the working days after `start`; both given must agree, a day alone stands."""
    new, calendar = case.new, case.calendar
    if new.due is None:
        wanted = days if new.workdays is None else new.workdays
        return new if wanted is None else replace(new, due=calendar.add(start, wanted), workdays=wanted)
    if new.workdays is not None and calendar.add(start, new.workdays) != new.due:
        raise due_refused(new.due, calendar.add(start, new.workdays))
    return new


def _after(days_of: Callable[[Deadlines], int]) -> Callable[[Case], Event]:
    return lambda case: _counted_from(case, case.new.on, days_of(case.terms.deadlines))


def _fill_assign(case: Case) -> Event:
    if case.new.due is None and case.new.workdays is None and case.terms.workdays is None:
        due = work_due(case.terms, case.new, case.calendar)
        return _counted_from(replace(case, new=replace(case.new, due=due)), case.new.on, None)
    return _counted_from(case, case.new.on, case.terms.workdays)


def _fill_extend(case: Case) -> Event:
    if case.standing.due is None:
        return replace(case.new, due=extended_due(case.standing, case.new, case.calendar))
    return _counted_from(case, case.standing.due, None)


def _fill_resume(case: Case) -> Event:
    due = resumed_due(case.standing, case.new, case.calendar)
    if case.new.due is not None and due is not None and case.new.due != due:
        raise due_refused(case.new.due, due)
    return case.new


def _fill_escalate(case: Case) -> Event:
    new = replace(case.new, level=case.new.level or next_level(case.standing.level))
    return _counted_from(replace(case, new=new), new.on, case.terms.deadlines.respond)


def _fill_posting(case: Case) -> Event:
    return replace(case.new, posting=filled_posting(case))


_FILLS: dict[str, Callable[[Case], Event]] = {
    "assign": _fill_assign,
    "extend": _fill_extend,
    "resume": _fill_resume,
    "escalate": _fill_escalate,
    "inspect_fail": _after(lambda d: d.rectify),
    "inspect_pass": _after(lambda d: d.evaluate),
    "eval_fail": _after(lambda d: d.rework),
    "reopen": _after(lambda d: d.rework),
    "publish_decision": _fill_posting,
    "publish_outcome": _fill_posting,
}
