"""The light of each stage, its due day and its word."""

from dataclasses import replace
from datetime import date

import pytest

from tests.domain.builders import CALENDAR, TERMS, event, on, standing, terms_in
from yishi.domain import lights, loop
from yishi.domain.lights import Light


def shown(state: str, day: str, *more: loop.Event, milestone: bool = False, terms: loop.Terms | None = None) -> Light:
    today = on(day)
    now = standing(state, more, today)
    return lights.light(terms or terms_in(state), now, CALENDAR, today, milestone_overdue=milestone)


@pytest.mark.parametrize(
    ("state", "day", "colour", "left", "due", "word"),
    [
        ("DRAFT", "6-20", "green", None, None, "正常"),
        ("ADOPTED", "6-8", "yellow", 2, "6-10", "临期2天"),  # no posting: meeting day + 2
        ("ADOPTED", "6-11", "red", -1, "6-10", "逾期1天"),
        ("ASSIGNED", "6-9", "yellow", 1, "6-10", "临期1天"),
        ("ASSIGNED", "6-10", "yellow", 0, "6-10", "今天到期"),
        ("IN_PROGRESS", "6-10", "green", 9, "6-24", "正常9天"),
        ("IN_PROGRESS", "6-17", "green", 4, "6-24", "正常4天"),  # six days of ten are not yet seventy percent
        ("IN_PROGRESS", "6-30", "red", -4, "6-24", "逾期4天"),
        ("SUSPENDED", "6-30", "gray", None, None, "挂起"),
        ("ESCALATED", "6-12", "yellow", 2, "6-16", "临期2天"),
        ("ESCALATED", "6-17", "red", -1, "6-16", "吹哨未应"),
        ("INSPECTING", "6-15", "green", 5, "6-23", "正常5天"),
        ("RECTIFYING", "6-16", "red", 5, "6-24", "整改中"),
        ("RECTIFYING", "6-25", "red", -1, "6-24", "逾期1天"),
        ("EVALUATING", "6-16", "green", 5, "6-24", "正常5天"),
        ("CLOSED", "6-30", "gray", None, None, "办结"),
        ("ARCHIVED", "7-30", "gray", None, None, "已归档"),
        ("TERMINATED", "6-30", "gray", None, None, "终止"),
    ],
)
def test_each_stage_has_its_own_deadline(
    state: str, day: str, colour: str, left: int | None, due: str | None, word: str
) -> None:
    light = shown(state, day)
    wanted = (colour, left, on(due) if due else None, word)
    assert (light.colour, light.days_left, light.due, light.word) == wanted


def test_seventy_percent_of_the_time_without_follow_up_is_yellow() -> None:
    longer = replace(TERMS, workdays=20)
    events = [event("assign", "6-9"), event("accept", "6-9")]

    def word(day: str, *more: loop.Event) -> str:
        now = loop.fold(longer, [*events, *more], CALENDAR, on(day))
        return lights.light(longer, now, CALENDAR, on(day)).word

    assert word("6-29") == "正常7天"  # 13 of 20 used
    assert word("6-30") == "久无跟进"  # 14 of 20
    assert word("6-30", event("progress", "6-10")) == "正常6天"


def test_days_suspended_are_not_days_used() -> None:
    longer = replace(TERMS, workdays=20)
    events = [event("assign", "6-9"), event("accept", "6-9"), event("suspend", "6-10"), event("resume", "7-1")]
    now = loop.fold(longer, events, CALENDAR)
    assert lights.light(longer, now, CALENDAR, on("7-1")).word == "正常19天"


def test_a_milestone_gone_by_is_yellow_and_says_so() -> None:
    light = shown("IN_PROGRESS", "6-10", milestone=True)
    assert (light.colour, light.word, light.shape) == ("yellow", "节点滞后", "▲")


def test_work_sent_back_is_red_until_it_is_reported_again() -> None:
    back = event("eval_fail", "6-17")
    assert shown("EVALUATING", "6-18", back).word == "重新办理"
    assert shown("EVALUATING", "6-18", back, event("report_done", "6-18")).colour == "green"


def test_an_adopted_resolution_waits_for_the_end_of_its_posting() -> None:
    posted = replace(TERMS, posting_end=on("6-15"))
    assert lights.due_in_force(posted, standing("ADOPTED"), CALENDAR) == on("6-17")
    later = standing("ADOPTED", [event("publish_decision", "6-12")])
    assert lights.due_in_force(posted, later, CALENDAR) == on("6-23")  # up on Friday the 12th for seven days, + 2


def test_a_rejected_assignment_is_due_anew() -> None:
    again = standing("ASSIGNED", [event("reject_assign", "6-10")])
    assert lights.due_in_force(TERMS, again, CALENDAR) == on("6-12")


def test_an_inspection_may_give_the_evaluation_a_later_day() -> None:
    trial = standing("INSPECTING", [event("inspect_pass", "6-16", due=on("7-16"))])
    assert lights.due_in_force(TERMS, trial, CALENDAR) == on("7-16")


def test_five_days_overdue_advise_to_blow_the_whistle() -> None:
    assert not lights.escalation_advised(TERMS, shown("IN_PROGRESS", "6-30"))
    assert lights.escalation_advised(TERMS, shown("IN_PROGRESS", "7-1"))


def test_a_closed_matter_whose_outcome_is_not_posted_in_five_days_is_awaited() -> None:
    closed = standing("CLOSED")
    assert not lights.outcome_awaited(TERMS, closed, CALENDAR, on("6-25"))
    assert lights.outcome_awaited(TERMS, closed, CALENDAR, on("6-26"))
    posted = standing("CLOSED", [event("publish_outcome", "6-18")])
    assert not lights.outcome_awaited(TERMS, posted, CALENDAR, date(2026, 12, 1))


@pytest.mark.parametrize(
    ("state", "more", "step"),
    [
        ("DRAFT", [], "adopt"),
        ("ADOPTED", [], "publish_decision"),
        ("ASSIGNED", [], "accept"),
        ("IN_PROGRESS", [], "progress"),
        ("IN_PROGRESS", [event("progress", "6-11")], "report_done"),
        ("SUSPENDED", [], "resume"),
        ("ESCALATED", [], "respond"),
        ("INSPECTING", [], "inspect_pass"),
        ("RECTIFYING", [], "report_done"),
        ("EVALUATING", [], "eval_pass"),
        ("CLOSED", [], "publish_outcome"),
        ("CLOSED", [event("publish_outcome", "6-18")], "archive"),
        ("CLOSED", [event("publish_outcome", "6-18"), event("object", "6-19")], "answer_objection"),
        ("ARCHIVED", [], ""),
        ("TERMINATED", [], ""),
    ],
)
def test_the_next_step_is_an_event_that_the_table_allows(state: str, more: list[loop.Event], step: str) -> None:
    now = standing(state, more)
    assert lights.next_step(terms_in(state), now) == step
    assert step == "" or step in loop.allowed(now.state)


def test_a_due_day_beyond_the_calendar_is_none() -> None:
    last = date(9999, 12, 31)
    now = replace(standing("ASSIGNED"), since=last)
    assert lights.due_in_force(TERMS, now, CALENDAR) is None
    assert lights.light(TERMS, now, CALENDAR, last).days_left is None
    assert not lights.outcome_awaited(TERMS, replace(standing("CLOSED"), closed_on=last), CALENDAR, last)
