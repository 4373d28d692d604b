"""Where a resolution stands: the fold of its append-only events. Nothing of it is ever stored."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from yishi.domain.evaluation import FACTORY as FACTORY_THRESHOLDS
from yishi.domain.evaluation import Counts, Thresholds
from yishi.domain.marker import N_
from yishi.domain.quick import quick
from yishi.domain.transitions import FACTORY, STAGE_OF, Deadlines, Stage, State, after
from yishi.domain.workdays import PostingPeriod, WorkCalendar
from yishi.errors import Refusal

Changes = dict[str, Any]  # fields of Standing
LEVELS: tuple[str, ...] = ("grid", "community", "town", "department")
SPOT_VISIT = N_("抽查记录")  # the paper of a visit before anything was reported as done


@quick
@dataclass(frozen=True)
class Event:
    """One thing that happened to a resolution on a day; `by` is who did it, not who typed it."""

    on: date
    event: str
    by: str
    text: str = ""
    document: str = ""
    due: date | None = None
    workdays: int | None = None
    approved_by: str = ""
    level: str = ""
    posting: PostingPeriod | None = None
    counts: Counts | None = None


@quick
@dataclass(frozen=True)
class Terms:
    """What the rules must know of the resolution itself.

    `adopted_on` None = not carried yet. `posting_start/end` is the decision's posting, the later one where a statutory
    meeting posted too; leave it out while it begins after the day asked about. `clerks` may enter for others.
    `open_objections` None = count the events. `lacking` names the papers that a live `archive` still misses, `kin` the
    owner's close relatives. `deadlines` and `thresholds` are those in force now: they count for events made from now on,
    a due day that was written with an event stays.
    """

    adopted_on: date | None
    meeting_day: date
    owner: str
    supervisor: str
    owner_unit: str = ""
    assist: Sequence[str] = ()
    clerks: frozenset[str] = frozenset()
    workdays: int | None = None
    due: date | None = None
    posting_end: date | None = None
    posting_start: date | None = None
    carried: bool = False
    open_objections: int | None = None
    lacking: Sequence[str] = ()
    beneficiaries: int | None = None
    deadlines: Deadlines = FACTORY
    thresholds: Thresholds = FACTORY_THRESHOLDS
    kin: frozenset[str] = frozenset()


@quick
@dataclass(frozen=True)
class Standing:
    """The resolution as of a day. `due` is that of the work itself; `lights.due_in_force` gives that of the stage.

    `round` counts from 1 (T15, T19 add one), `rectify_count` all failed inspections; `extensions`, `level`, `paused`
    and `followed_up` are of this round. `ignored` are positions of events that do not fit the table (待核对).
    """

    state: State
    round: int = 1
    rectify_count: int = 0
    due: date | None = None
    first_due: date | None = None
    stage_due: date | None = None
    since: date | None = None
    round_started: date | None = None
    extensions: int = 0
    level: str = LEVELS[0]
    highest_level: str = LEVELS[0]
    followed_up: bool = False
    last_progress: date | None = None
    assigned_on: date | None = None
    accepted_on: date | None = None
    answered_in_time: bool | None = None
    rejected_on: date | None = None
    reported_on: date | None = None
    on_time: bool | None = None
    closed_on: date | None = None
    suspended_on: date | None = None
    paused: int = 0
    reopened: bool = False
    decision: PostingPeriod | None = None
    outcome: PostingPeriod | None = None
    objections: tuple[date, ...] = ()
    late_answers: int = 0
    last_on: date | None = None
    ignored: tuple[int, ...] = ()

    @property
    def stage(self) -> Stage:
        return STAGE_OF[self.state]


def fold(terms: Terms, events: Sequence[Event], calendar: WorkCalendar, today: date | None = None) -> Standing:
    """Return where it stands after `events` (ordered by day, then position), as of `today` (None: all count).

    Later events are not counted yet. Events that do not fit the state reached (two copies merged) change nothing and
    are listed in `ignored`. Guards are not asked again: they spoke when the event was entered.
    """
    now = _begin(terms, today)
    for _position in _led(now, terms, events, calendar, today):
        pass
    return now


def walk(terms: Terms, events: Sequence[Event], calendar: WorkCalendar) -> list[Standing]:
    """Return where it stood after each of `events`: what `fold` gives for the first, the first two …"""
    now = _begin(terms, None)
    found = []
    for _position in _led(now, terms, events, calendar, None):
        kept = object.__new__(Standing)
        vars(kept).update(vars(now))
        found.append(kept)
    return found


def _begin(terms: Terms, today: date | None) -> Standing:
    adopted = terms.adopted_on is not None and (today is None or terms.adopted_on <= today)
    return Standing(State.ADOPTED, since=terms.adopted_on) if adopted else Standing(State.DRAFT)


def _led(now: Standing, terms: Terms, events: Sequence[Event], calendar: WorkCalendar, today: date | None) -> Iterator[int]:
    """Lead `now` through the events that count, yielding the position of each when it is done."""
    # `now` is ours alone until it is returned: filled in place, since a copy for every event costs more than all the rest
    for position, event in enumerate(events):
        if today is not None and event.on > today:
            continue
        changes = _changes(now, event, terms, calendar)
        vars(now).update({"ignored": (*now.ignored, position)} if changes is None else {**changes, "last_on": event.on})
        yield position


def _changes(now: Standing, event: Event, terms: Terms, calendar: WorkCalendar) -> Changes | None:
    """Return what an event changes; None where it does not fit."""
    state = after(now.state, event.event)
    if state is None:
        return None
    effect = _EFFECTS.get(event.event)
    try:
        changes = effect(now, event, terms, calendar) if effect else {}
    except Refusal:  # days that no calendar holds, from another copy: one bad row must not hide the list
        return None
    return changes if state is now.state else {"state": state, "since": event.on, "stage_due": None, **changes}


def term(event: Event, calendar: WorkCalendar, days: int) -> date:
    """Return the day an event sets: its own due, else its own or the usual working days after it."""
    return event.due or calendar.add(event.on, days if event.workdays is None else event.workdays)


def work_due(terms: Terms, event: Event, calendar: WorkCalendar) -> date | None:
    """Return the due day that `assign` sets: its own, else counted from it, else the day agreed; None = unknown."""
    if event.due is not None:
        return event.due
    days = terms.workdays if event.workdays is None else event.workdays
    return terms.due if days is None else calendar.add(event.on, days)


def extended_due(now: Standing, event: Event, calendar: WorkCalendar) -> date | None:
    """Return the due day after an extension: counted from the due day it had."""
    if event.due is not None or now.due is None or event.workdays is None:
        return event.due or now.due
    return calendar.add(now.due, event.workdays)


def resumed_due(now: Standing, event: Event, calendar: WorkCalendar) -> date | None:
    """Return the due day after a suspension: as many days are left as were when it began."""
    if now.due is None or now.suspended_on is None:
        return now.due
    return calendar.add(now.due, calendar.count(now.suspended_on, event.on))


def outcome_period(event: Event, calendar: WorkCalendar, days: int) -> PostingPeriod:
    """Return the period that a posting event opens: its own, else `days` natural days from that day."""
    return event.posting or calendar.posting_period(event.on, days)


def _assigned(now: Standing, event: Event, terms: Terms, calendar: WorkCalendar) -> Changes:
    due = work_due(terms, event, calendar)
    return dict(due=due, first_due=due, assigned_on=event.on, round_started=event.on)


def _accepted(now: Standing, event: Event, terms: Terms, calendar: WorkCalendar) -> Changes:
    limit = calendar.add(now.assigned_on or event.on, terms.deadlines.accept)
    return dict(accepted_on=event.on, answered_in_time=event.on <= limit)


def _rejected(now: Standing, event: Event, terms: Terms, calendar: WorkCalendar) -> Changes:
    return dict(due=None, first_due=None, assigned_on=None, round_started=None, rejected_on=event.on)


def _progressed(now: Standing, event: Event, terms: Terms, calendar: WorkCalendar) -> Changes:
    if event.document == SPOT_VISIT:
        return {}  # the supervisor looked: nothing was done by that, so it may not make a light green
    return dict(followed_up=True, last_progress=event.on)


def _extended(now: Standing, event: Event, terms: Terms, calendar: WorkCalendar) -> Changes:
    return dict(due=extended_due(now, event, calendar), extensions=now.extensions + 1)


def _suspended(now: Standing, event: Event, terms: Terms, calendar: WorkCalendar) -> Changes:
    return dict(suspended_on=event.on)


def _resumed(now: Standing, event: Event, terms: Terms, calendar: WorkCalendar) -> Changes:
    days = calendar.count(now.suspended_on, event.on) if now.suspended_on else 0
    return dict(due=resumed_due(now, event, calendar), suspended_on=None, paused=now.paused + days)


def _escalated(now: Standing, event: Event, terms: Terms, calendar: WorkCalendar) -> Changes:
    level = event.level if event.level in LEVELS else next_level(now.level)
    highest = max(level, now.highest_level, key=LEVELS.index)
    return dict(level=level, highest_level=highest, stage_due=term(event, calendar, terms.deadlines.respond))


def _reported(now: Standing, event: Event, terms: Terms, calendar: WorkCalendar) -> Changes:
    first = now.state is State.IN_PROGRESS  # a report after rectifying does not make the first one late
    on_time = (now.due is None or event.on <= now.due) if first else now.on_time
    return dict(reported_on=event.on, on_time=on_time)


def _failed(now: Standing, event: Event, terms: Terms, calendar: WorkCalendar) -> Changes:
    return dict(due=term(event, calendar, terms.deadlines.rectify), rectify_count=now.rectify_count + 1)


def _passed(now: Standing, event: Event, terms: Terms, calendar: WorkCalendar) -> Changes:
    return dict(stage_due=term(event, calendar, terms.deadlines.evaluate))


def _closed(now: Standing, event: Event, terms: Terms, calendar: WorkCalendar) -> Changes:
    return dict(closed_on=event.on)


def _again(now: Standing, event: Event, terms: Terms, calendar: WorkCalendar) -> Changes:
    """Begin another round: new due day, and what was counted in the last round begins again."""
    return dict(
        round=now.round + 1,
        reopened=True,
        due=term(event, calendar, terms.deadlines.rework),
        round_started=event.on,
        extensions=0,
        level=LEVELS[0],
        followed_up=False,
        paused=0,
        closed_on=None,
        outcome=None,
        on_time=None,
    )


def _posted(now: Standing, event: Event, terms: Terms, calendar: WorkCalendar) -> Changes:
    return dict(decision=outcome_period(event, calendar, terms.deadlines.posting_natural))


def _published(now: Standing, event: Event, terms: Terms, calendar: WorkCalendar) -> Changes:
    return dict(outcome=outcome_period(event, calendar, terms.deadlines.outcome_natural))


def _objected(now: Standing, event: Event, terms: Terms, calendar: WorkCalendar) -> Changes:
    return dict(objections=(*now.objections, event.on))


def _answered(now: Standing, event: Event, terms: Terms, calendar: WorkCalendar) -> Changes:
    if not now.objections:
        return {}
    late = event.on > calendar.natural_due(now.objections[0], terms.deadlines.answer_natural)
    return dict(objections=now.objections[1:], late_answers=now.late_answers + late)


def next_level(level: str) -> str:
    """Return the level above `level`; the highest is its own."""
    return LEVELS[min(LEVELS.index(level) + 1, len(LEVELS) - 1)]


_EFFECTS: dict[str, Callable[[Standing, Event, Terms, WorkCalendar], Changes]] = {
    "publish_decision": _posted,
    "assign": _assigned,
    "accept": _accepted,
    "reject_assign": _rejected,
    "progress": _progressed,
    "extend": _extended,
    "suspend": _suspended,
    "resume": _resumed,
    "escalate": _escalated,
    "report_done": _reported,
    "inspect_fail": _failed,
    "inspect_pass": _passed,
    "eval_pass": _closed,
    "eval_fail": _again,
    "publish_outcome": _published,
    "reopen": _again,
    "object": _objected,
    "answer_objection": _answered,
}
