"""The loop 跟进—督查—评价 of a resolution as one table: what may happen in which state, who does it, what it asks for.

The machine is a design of this product (only the three words 跟进—督查—评价 are given); all figures can be edited.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from yishi.domain.marker import N_


class State(StrEnum):
    """Where a resolution stands; exactly one at a time."""

    DRAFT = "DRAFT"
    ADOPTED = "ADOPTED"
    ASSIGNED = "ASSIGNED"
    IN_PROGRESS = "IN_PROGRESS"
    SUSPENDED = "SUSPENDED"
    ESCALATED = "ESCALATED"
    INSPECTING = "INSPECTING"
    RECTIFYING = "RECTIFYING"
    EVALUATING = "EVALUATING"
    CLOSED = "CLOSED"
    ARCHIVED = "ARCHIVED"
    TERMINATED = "TERMINATED"


(
    DRAFT,
    ADOPTED,
    ASSIGNED,
    IN_PROGRESS,
    SUSPENDED,
    ESCALATED,
    INSPECTING,
    RECTIFYING,
    EVALUATING,
    CLOSED,
    ARCHIVED,
    TERMINATED,
) = State
FINAL = frozenset({ARCHIVED, TERMINATED})
LIVE = tuple(state for state in State if state not in FINAL)


class Stage(StrEnum):
    """The five steps that people see; the value is the Chinese word (a contract of the command line)."""

    RESOLUTION = N_("决议")
    FOLLOW_UP = N_("跟进")
    SUPERVISION = N_("督查")
    EVALUATION = N_("评价")
    PUBLICITY = N_("公开归档")


STAGE_OF: dict[State, Stage] = {
    DRAFT: Stage.RESOLUTION,
    ADOPTED: Stage.RESOLUTION,
    ASSIGNED: Stage.FOLLOW_UP,
    IN_PROGRESS: Stage.FOLLOW_UP,
    SUSPENDED: Stage.FOLLOW_UP,
    ESCALATED: Stage.FOLLOW_UP,
    INSPECTING: Stage.SUPERVISION,
    RECTIFYING: Stage.SUPERVISION,
    EVALUATING: Stage.EVALUATION,
    CLOSED: Stage.PUBLICITY,
    ARCHIVED: Stage.PUBLICITY,
    TERMINATED: Stage.PUBLICITY,
}


@dataclass(frozen=True)
class Deadlines:
    """Terms in working days, or natural days where the name says so; factory values, all editable."""

    notice: int = 3
    statutory_notice_natural: int = 10
    minutes: int = 3
    posting_natural: int = 7
    posting_least_natural: int = 5
    answer_natural: int = 5
    assign: int = 2
    accept: int = 1
    immediate: int = 2
    ordinary: int = 10
    complex: int = 20
    extensions: int = 2  # times in one round
    extension: int = 10  # each at most
    inspect: int = 5
    rectify: int = 5
    respond: int = 2
    respond_urgent: int = 0  # the same day
    evaluate: int = 5
    bad_grade_call: int = 1
    rework: int = 15
    publish_outcome: int = 5
    outcome_natural: int = 7
    reopen_natural: int = 30
    archive_month: int = 6  # of the next year
    archive_day: int = 30
    soon: int = 3  # days left that make a light yellow
    idle_percent: int = 70  # of the time used without any follow-up
    escalate_after: int = 5  # days overdue after which escalation is advised

    def archive_by(self, closed_on: date) -> date:
        """Return the last day to file what was closed: 30 June of the next year, unless the place has another day."""
        return date(closed_on.year + 1, self.archive_month, self.archive_day)


FACTORY = Deadlines()

SEC, OWNER, SUPERVISOR, ESCALATEE, RESIDENT = N_("书记或文书"), N_("责任人"), N_("督查人"), N_("报到单位"), N_("居民")


@dataclass(frozen=True)
class Transition:
    """One row: `target` None keeps the state, `guards` are hard (names in loop.GUARDS), `papers` may be missing."""

    number: str
    event: str
    label: str
    sources: tuple[State, ...]
    target: State | None
    who: str
    guards: tuple[str, ...]
    document: str
    deadline: str = ""
    papers: tuple[str, ...] = ()


_WORKING = (IN_PROGRESS, RECTIFYING, ESCALATED, SUSPENDED)
_URGEABLE = (ADOPTED, ASSIGNED, IN_PROGRESS, ESCALATED, INSPECTING, RECTIFYING, EVALUATING)
_PHOTO = N_("完成后的照片")

# fmt: off
TABLE: tuple[Transition, ...] = (
    Transition("T1", "adopt", N_("通过"), (DRAFT,), ADOPTED, SEC, ("carried",), N_("协商意见书")),
    # 可并行: the posting runs beside the work, so a late one may still be put up while the matter is being done
    Transition("T2", "publish_decision", N_("决议公示"), (ADOPTED, ASSIGNED, IN_PROGRESS), None, SEC,
               ("posting_right",), N_("决议公示"), "posting period begins", (N_("张贴照片"),)),
    Transition("T3", "assign", N_("交办"), (ADOPTED,), ASSIGNED, SEC,
               ("fully_named", "supervisor_is_not_owner", "deadline_set"), N_("任务交办单"), "due = assignment + n"),
    Transition("T4", "accept", N_("签收"), (ASSIGNED,), IN_PROGRESS, OWNER, ("by_owner_side",), N_("任务交办单")),
    Transition("T5", "reject_assign", N_("派单异议"), (ASSIGNED,), ADOPTED, OWNER,
               ("by_owner_side", "reason_given", "within_acceptance"), N_("异议说明"), "assignment is due anew"),
    Transition("T6", "progress", N_("记跟进"), _WORKING, None, OWNER, ("what_was_done",), N_("跟进记录")),
    Transition("T7", "extend", N_("延期"), (IN_PROGRESS,), None, OWNER,
               ("by_owner_side", "reason_given", "approved_by_supervisor", "before_due", "extensions_left",
                "extension_length"), N_("延期审批单"), "due moves"),
    Transition("T8", "suspend", N_("挂起"), (IN_PROGRESS,), SUSPENDED, SEC, ("reason_given",),
               N_("挂起说明"), "clock stops"),
    Transition("T8", "resume", N_("恢复"), (SUSPENDED,), IN_PROGRESS, SEC, (), N_("挂起说明"), "due + days suspended"),
    Transition("T9", "escalate", N_("吹哨"), (IN_PROGRESS,), ESCALATED, OWNER, ("higher_level", "own_attempt"),
               N_("吹哨单"), "answer is due"),
    Transition("T10", "respond", N_("报到"), (ESCALATED,), IN_PROGRESS, ESCALATEE, ("who_came",), N_("报到记录")),
    Transition("T11", "report_done", N_("报办结"), (IN_PROGRESS, RECTIFYING), INSPECTING, OWNER, ("by_owner_side",),
               N_("办结报告"), "inspection is due", (_PHOTO,)),
    Transition("T12", "inspect_fail", N_("督查不合格"), (INSPECTING,), RECTIFYING, SUPERVISOR,
               ("supervisor_is_not_owner", "by_supervisor", "what_is_wrong"),
               N_("督查整改通知单"), "rectification is due"),
    Transition("T13", "inspect_pass", N_("督查合格"), (INSPECTING,), EVALUATING, SUPERVISOR,
               ("supervisor_is_not_owner", "by_supervisor"), N_("督查记录"), "evaluation is due", (N_("督查人签字"),)),
    Transition("T14", "eval_pass", N_("评价通过"), (EVALUATING,), CLOSED, SEC, ("counted", "counts_pass"),
               N_("满意度汇总"), "", (N_("提出人的评价"),)),
    Transition("T15", "eval_fail", N_("评价不通过"), (EVALUATING,), IN_PROGRESS, SEC, ("counted", "counts_fail"),
               N_("重新办理通知单"), "round + 1, new due", (N_("提出人的评价"),)),
    Transition("T16", "archive", N_("归档"), (CLOSED,), ARCHIVED, SEC,
               ("outcome_posted", "objections_answered", "papers_complete"), N_("归档目录")),
    Transition("T17", "terminate", N_("终止"), LIVE, TERMINATED, SEC, ("new_decision_cited",), N_("终止说明")),
    Transition("T18", "urge", N_("催办"), _URGEABLE, None, SUPERVISOR, ("yellow_or_red",), N_("催办单")),
    Transition("T19", "reopen", N_("重新办理"), (CLOSED,), IN_PROGRESS, SEC, ("reason_given", "within_reopening"),
               N_("重新办理通知单"), "round + 1, new due"),
    Transition("T20", "publish_outcome", N_("结果公开"), (CLOSED,), None, SEC, ("posting_right",), N_("结果公告"),
               "outcome period begins", (N_("张贴照片"),)),
    Transition("T21", "object", N_("提出异议"), tuple(s for s in LIVE if s != DRAFT), None, RESIDENT,
               ("while_posted", "what_is_objected"), N_("异议登记")),
    Transition("T22", "answer_objection", N_("答复异议"), tuple(s for s in LIVE if s != DRAFT), None, SEC,
               ("objection_open", "answer_given"), N_("异议登记")),
)
# fmt: on

BY_EVENT: dict[str, Transition] = {row.event: row for row in TABLE}
EVENTS: tuple[str, ...] = tuple(BY_EVENT)


def allowed(state: State) -> tuple[str, ...]:
    """Return the events that the table knows in `state`: the row of buttons."""
    return tuple(row.event for row in TABLE if state in row.sources)


def after(state: State, event: str) -> State | None:
    """Return the state after `event`, or None where the table has no such row."""
    row = BY_EVENT.get(event)
    if row is None or state not in row.sources:
        return None
    return row.target or state
