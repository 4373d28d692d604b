"""The light of a resolution on a day: a shape, a word and days, derived and never stored."""

from dataclasses import dataclass
from datetime import date

from yishi.domain.marker import N_
from yishi.domain.quick import quick
from yishi.domain.standing import Standing, Terms
from yishi.domain.transitions import (
    ADOPTED,
    ARCHIVED,
    ASSIGNED,
    CLOSED,
    DRAFT,
    ESCALATED,
    EVALUATING,
    IN_PROGRESS,
    INSPECTING,
    RECTIFYING,
    SUSPENDED,
    TERMINATED,
)
from yishi.domain.workdays import WorkCalendar
from yishi.errors import Refusal
from yishi.i18n import _

GRAY = frozenset({SUSPENDED, CLOSED, ARCHIVED, TERMINATED})

WORDS: dict[str, str] = {
    "overdue": N_("逾期{days}天"),
    "unanswered": N_("吹哨未应"),
    "rectifying": N_("整改中"),
    "rework": N_("重新办理"),
    "today": N_("今天到期"),
    "soon": N_("临期{days}天"),
    "milestone": N_("节点滞后"),
    "idle": N_("久无跟进"),
    "fine": N_("正常{days}天"),
    "calm": N_("正常"),
    "suspended": N_("挂起"),
    "closed": N_("办结"),
    "archived": N_("已归档"),
    "terminated": N_("终止"),
}
_RED = frozenset({"overdue", "unanswered", "rectifying", "rework"})
_YELLOW = frozenset({"today", "soon", "milestone", "idle"})
_AT_REST = {SUSPENDED: "suspended", CLOSED: "closed", ARCHIVED: "archived", TERMINATED: "terminated"}


@quick
@dataclass(frozen=True)
class Light:
    """`colour` is green, yellow, red or gray; `days_left` are working days, negative when overdue.

    `days_left` and `due` are None where no clock runs. `reason` is the key of `word` in WORDS.
    """

    colour: str
    days_left: int | None
    due: date | None
    word: str
    reason: str = "calm"

    @property
    def shape(self) -> str:
        """The sign that stands beside the word, for print in black and white."""
        return {"green": "●", "yellow": "▲", "red": "■"}.get(self.colour, "○")


def due_in_force(terms: Terms, standing: Standing, calendar: WorkCalendar) -> date | None:
    """Return the due day of the present stage, None where no clock runs or the day lies beyond the calendar.

    ADOPTED: end of posting + 2, without a posting meeting day + 2, after a rejected assignment that day + 2 if later;
    ASSIGNED + 1; IN_PROGRESS and RECTIFYING the due day of the work; ESCALATED + 2; INSPECTING + 5; EVALUATING + 5.
    """
    try:
        return _due(terms, standing, calendar)
    except Refusal:  # past the year 9999
        return None


def _due(terms: Terms, standing: Standing, calendar: WorkCalendar) -> date | None:
    since = standing.since or terms.meeting_day
    terms_of = terms.deadlines
    if standing.state is ADOPTED:
        return calendar.add(_assignable_from(terms, standing), terms_of.assign)
    if standing.state is ASSIGNED:
        return calendar.add(since, terms_of.accept)
    if standing.state in (IN_PROGRESS, RECTIFYING):
        return standing.due
    if standing.state is ESCALATED:
        return standing.stage_due or calendar.add(since, terms_of.respond)
    if standing.state is INSPECTING:
        return calendar.add(since, terms_of.inspect)
    if standing.state is EVALUATING:
        return standing.stage_due or calendar.add(since, terms_of.evaluate)
    return None


def _assignable_from(terms: Terms, standing: Standing) -> date:
    ends = [terms.posting_end, standing.decision.end if standing.decision else None]
    posted = [end for end in ends if end is not None]
    start = max(posted) if posted else max(terms.meeting_day, terms.adopted_on or terms.meeting_day)
    return max(start, standing.rejected_on or start)


def light(
    terms: Terms, standing: Standing, calendar: WorkCalendar, today: date, milestone_overdue: bool = False
) -> Light:
    """Return the light as of `today`; `standing` must be folded up to the same day.

    Red: overdue, RECTIFYING, or IN_PROGRESS in a later round. Yellow: three days or fewer left, a milestone gone by, or
    70 % of the time used without follow-up in this round. Gray: SUSPENDED, CLOSED, ARCHIVED, TERMINATED.
    """
    due = due_in_force(terms, standing, calendar)
    left = calendar.remaining(today, due) if due else None
    reason = _reason(terms, standing, calendar, today, left, milestone_overdue)
    colour = (
        "red" if reason in _RED else "yellow" if reason in _YELLOW else "gray" if standing.state in GRAY else "green"
    )
    return Light(colour, left, due, _(WORDS[reason]).format(days=abs(left or 0)), reason)


def _reason(
    terms: Terms, standing: Standing, calendar: WorkCalendar, today: date, left: int | None, milestone_overdue: bool
) -> str:
    state = standing.state
    if state in GRAY:
        return _AT_REST[state]
    if left is not None and left < 0:
        return "unanswered" if state is ESCALATED else "overdue"
    if state is RECTIFYING:
        return "rectifying"
    if state is IN_PROGRESS and standing.round > 1:
        return "rework"
    if left is not None and left <= terms.deadlines.soon:
        return "soon" if left else "today"
    if milestone_overdue and state is not DRAFT:
        return "milestone"
    if _idle(terms, standing, calendar, today):
        return "idle"
    return "calm" if left is None else "fine"


def _idle(terms: Terms, standing: Standing, calendar: WorkCalendar, today: date) -> bool:
    """Tell whether most of the time of this round is used and nothing was followed up; days suspended do not count."""
    start, due = standing.round_started, standing.due
    if standing.state is not IN_PROGRESS or standing.followed_up or start is None or due is None:
        return False
    used = calendar.count(start, today) - standing.paused
    whole = calendar.count(start, due) - standing.paused
    return 100 * used >= terms.deadlines.idle_percent * whole


def escalation_advised(terms: Terms, light_: Light) -> bool:
    """Return whether it is overdue so long (5 working days) that blowing the whistle is advised."""
    return light_.reason == "overdue" and -(light_.days_left or 0) >= terms.deadlines.escalate_after


def outcome_awaited(terms: Terms, standing: Standing, calendar: WorkCalendar, today: date) -> bool:
    """Return whether a closed matter is 待公开: five working days gone and the outcome not posted. It is no light."""
    if standing.state is not CLOSED or standing.outcome is not None or standing.closed_on is None:
        return False
    try:
        return today > calendar.add(standing.closed_on, terms.deadlines.publish_outcome)
    except Refusal:  # past the year 9999
        return False


def next_step(terms: Terms, standing: Standing) -> str:
    """Return the event that takes the resolution on from here; empty where nothing is left to do."""
    if standing.state is ADOPTED:
        posted = terms.posting_end is not None or standing.decision is not None
        return "assign" if posted else "publish_decision"
    if standing.state is IN_PROGRESS:
        return "report_done" if standing.followed_up else "progress"
    if standing.state is CLOSED:
        if standing.outcome is None:
            return "publish_outcome"
        return "answer_objection" if open_objections(terms, standing) else "archive"
    return _NEXT[standing.state]


_NEXT = {
    DRAFT: "adopt",
    ASSIGNED: "accept",
    SUSPENDED: "resume",
    ESCALATED: "respond",
    INSPECTING: "inspect_pass",
    RECTIFYING: "report_done",
    EVALUATING: "eval_pass",
    ARCHIVED: "",
    TERMINATED: "",
}


def open_objections(terms: Terms, standing: Standing) -> int:
    """Return how many objections are not answered yet."""
    return len(standing.objections) if terms.open_objections is None else terms.open_objections
