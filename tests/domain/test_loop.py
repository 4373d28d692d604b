"""The loop: what the table allows, what each guard refuses, and where a resolution stands afterwards."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.builders import CALENDAR, TERMS, admit, event, on, standing, terms_in, way
from yishi.domain import lights, loop
from yishi.domain.loop import EVENTS, GUARDS, TABLE, State
from yishi.domain.transitions import FINAL
from yishi.domain.workdays import PostingPeriod
from yishi.errors import Refusal

# the table of the reference, written a second time on purpose
GIVEN = {
    "adopt": ("DRAFT", "ADOPTED"),
    "publish_decision": ("ADOPTED ASSIGNED IN_PROGRESS", ""),
    "assign": ("ADOPTED", "ASSIGNED"),
    "accept": ("ASSIGNED", "IN_PROGRESS"),
    "reject_assign": ("ASSIGNED", "ADOPTED"),
    "progress": ("IN_PROGRESS RECTIFYING ESCALATED SUSPENDED", ""),
    "extend": ("IN_PROGRESS", ""),
    "suspend": ("IN_PROGRESS", "SUSPENDED"),
    "resume": ("SUSPENDED", "IN_PROGRESS"),
    "escalate": ("IN_PROGRESS", "ESCALATED"),
    "respond": ("ESCALATED", "IN_PROGRESS"),
    "report_done": ("IN_PROGRESS RECTIFYING", "INSPECTING"),
    "inspect_fail": ("INSPECTING", "RECTIFYING"),
    "inspect_pass": ("INSPECTING", "EVALUATING"),
    "eval_pass": ("EVALUATING", "CLOSED"),
    "eval_fail": ("EVALUATING", "IN_PROGRESS"),
    "archive": ("CLOSED", "ARCHIVED"),
    "terminate": (
        "DRAFT ADOPTED ASSIGNED IN_PROGRESS SUSPENDED ESCALATED INSPECTING RECTIFYING EVALUATING CLOSED",
        "TERMINATED",
    ),
    "urge": ("ADOPTED ASSIGNED IN_PROGRESS ESCALATED INSPECTING RECTIFYING EVALUATING", ""),
    "reopen": ("CLOSED", "IN_PROGRESS"),
    "publish_outcome": ("CLOSED", ""),
    "object": ("ADOPTED ASSIGNED IN_PROGRESS SUSPENDED ESCALATED INSPECTING RECTIFYING EVALUATING CLOSED", ""),
    "answer_objection": (
        "ADOPTED ASSIGNED IN_PROGRESS SUSPENDED ESCALATED INSPECTING RECTIFYING EVALUATING CLOSED",
        "",
    ),
}


@pytest.mark.parametrize("name", EVENTS)
@pytest.mark.parametrize("state", list(State))
def test_the_table_is_the_one_of_the_reference(state: State, name: str) -> None:
    sources, target = GIVEN[name]
    past = way(state)
    if state in sources.split():
        after = loop.fold(terms_in(state), [*past, event(name, "7-30")], CALENDAR)
        assert (after.state, after.ignored) == (target or state, ())
    else:
        before = loop.fold(terms_in(state), past, CALENDAR)
        after = loop.fold(terms_in(state), [*past, event(name, "7-30")], CALENDAR)
        assert after == replace(before, ignored=(len(past),))
        with pytest.raises(Refusal) as refused:
            loop.admit(terms_in(state), past, event(name, "7-30"), CALENDAR, on("7-30"))
        assert refused.value.code == "YS-L02"


def test_every_event_of_the_table_is_given_and_every_guard_has_a_rule() -> None:
    assert set(GIVEN) == set(EVENTS)
    named = {guard for row in TABLE for guard in row.guards}
    assert named == set(GUARDS)


def test_an_unknown_event_is_refused_and_the_known_ones_are_told() -> None:
    with pytest.raises(Refusal, match="report_done"):
        admit("ADOPTED", event("fly", "6-10"))


def test_a_refusal_says_what_can_be_done_now() -> None:
    with pytest.raises(Refusal) as refused:
        admit("ADOPTED", event("inspect_pass", "6-10"))
    assert "“已通过”" in refused.value.message and "交办" in refused.value.next_step


def test_the_supervisor_who_is_the_owner_is_told_so_plainly() -> None:
    with pytest.raises(Refusal, match="督查人和责任人不能是同一个人"):
        admit("INSPECTING", event("inspect_pass", "6-16", by="孙伟 "))


def test_an_event_before_the_last_one_is_refused_in_history_too() -> None:
    for live in (True, False):
        with pytest.raises(Refusal) as refused:
            admit("IN_PROGRESS", event("progress", "6-9"), live=live)
        assert refused.value.code == "YS-L03"


def test_an_event_of_tomorrow_is_refused_but_history_may_be_ahead_of_the_clock() -> None:
    tomorrow = event("progress", "6-12")
    with pytest.raises(Refusal) as refused:
        loop.admit(TERMS, way("IN_PROGRESS"), tomorrow, CALENDAR, on("6-11"))
    assert refused.value.code == "YS-L04"
    assert loop.admit(TERMS, way("IN_PROGRESS"), tomorrow, CALENDAR, on("6-11"), live=False) == tomorrow


@pytest.mark.parametrize(
    ("state", "new", "filled"),
    [
        ("ADOPTED", event("assign", "6-9"), {"due": on("6-24"), "workdays": 10}),
        ("ADOPTED", event("assign", "6-9", workdays=5), {"due": on("6-16"), "workdays": 5}),
        ("ADOPTED", event("assign", "6-9", due=on("6-20")), {"due": on("6-20"), "workdays": None}),
        ("IN_PROGRESS", event("extend", "6-11"), {"due": on("7-1"), "workdays": 5}),
        ("INSPECTING", event("inspect_fail", "6-16"), {"due": on("6-24"), "workdays": 5}),
        ("INSPECTING", event("inspect_pass", "6-16", due=on("7-16")), {"due": on("7-16")}),
        ("EVALUATING", event("eval_fail", "6-17"), {"due": on("7-9"), "workdays": 15}),
        ("CLOSED", event("reopen", "6-18", workdays=3), {"due": on("6-24"), "workdays": 3}),
        ("CLOSED", event("publish_outcome", "6-18"), {"posting": PostingPeriod(on("6-18"), 7, on("6-24"), on("6-24"))}),
    ],
)
def test_what_follows_from_the_calendar_is_filled_in(state: str, new: loop.Event, filled: dict[str, Any]) -> None:
    got = admit(state, new)
    assert {name: getattr(got, name) for name in filled} == filled


def test_escalation_without_a_level_goes_one_up_and_is_due_in_two_days() -> None:
    got = admit("IN_PROGRESS", event("escalate", "6-11"), before=[*way("IN_PROGRESS"), event("progress", "6-11")])
    assert (got.level, got.due) == ("community", on("6-15"))


def test_a_due_day_that_the_calendar_does_not_give_is_refused_with_both_days() -> None:
    with pytest.raises(Refusal) as refused:
        admit("INSPECTING", event("inspect_fail", "6-16", workdays=5, due=on("6-23")))
    assert (
        refused.value.code == "YS-L35"
        and "2026-06-23" in refused.value.message
        and "2026-06-24" in refused.value.message
    )


def test_a_due_day_in_the_past_is_refused() -> None:
    with pytest.raises(Refusal):
        admit("INSPECTING", event("inspect_fail", "6-16", due=on("6-15")))


def test_what_is_filled_in_folds_to_the_same() -> None:
    for state, name, day in (
        ("ADOPTED", "assign", "6-9"),
        ("IN_PROGRESS", "extend", "6-11"),
        ("INSPECTING", "inspect_fail", "6-16"),
    ):
        raw = event(name, day)
        assert standing(state, [admit(state, raw)]) == standing(state, [raw])


def test_each_failed_inspection_and_each_round_is_counted() -> None:
    after = standing("RECTIFYING", [
        event("report_done", "6-17"), event("inspect_fail", "6-18"), event("report_done", "6-22"),
        event("inspect_pass", "6-23"), event("eval_fail", "6-24"),
    ])  # fmt: skip
    assert (after.state, after.round, after.rectify_count, after.reopened) == ("IN_PROGRESS", 2, 2, True)
    assert (after.extensions, after.followed_up, after.round_started) == (0, False, on("6-24"))


def test_a_suspension_leaves_as_many_days_as_there_were() -> None:
    before = standing("IN_PROGRESS")
    after = standing("SUSPENDED", [event("resume", "7-3")])
    assert before.due and after.due
    assert CALENDAR.remaining(on("7-3"), after.due) == CALENDAR.remaining(on("6-12"), before.due)
    with pytest.raises(Refusal):
        admit("SUSPENDED", event("resume", "6-29", due=on("7-1")))
    assert admit("SUSPENDED", event("resume", "6-29")).event == "resume"


def test_events_after_the_day_asked_about_do_not_count_yet() -> None:
    assert standing("CLOSED", today=on("6-15")).state == "INSPECTING"
    assert loop.fold(TERMS, way("CLOSED"), CALENDAR, on("6-7")).state == "DRAFT"


def test_two_reports_of_two_copies_leave_one_to_be_looked_at() -> None:
    twice = [*way("INSPECTING"), event("report_done", "6-15", text="另一台电脑记的"), event("inspect_pass", "6-16")]
    after = loop.fold(TERMS, twice, CALENDAR)
    assert (after.state, after.ignored) == ("EVALUATING", (3,))


def test_a_merged_event_with_an_absurd_number_is_set_aside() -> None:
    absurd = [event("assign", "6-9", workdays=10**9), event("assign", "6-9"), event("accept", "6-9")]
    after = loop.fold(TERMS, absurd, CALENDAR)
    assert (after.state, after.due, after.ignored) == ("IN_PROGRESS", on("6-24"), (0,))
    with pytest.raises(Refusal):
        loop.admit(TERMS, [], absurd[0], CALENDAR, on("6-9"))


def test_a_late_answer_is_let_in_and_told() -> None:
    asked = [event("publish_decision", "6-9"), event("object", "6-9")]
    new = event("answer_objection", "6-17")
    assert loop.admit(TERMS, asked, new, CALENDAR, on("6-17")) == new
    assert "晚了" in loop.cautions(TERMS, asked, new, CALENDAR)[0]
    assert loop.fold(TERMS, [*asked, new], CALENDAR).late_answers == 1
    assert loop.cautions(TERMS, asked, event("answer_objection", "6-15"), CALENDAR) == []  # the 14th is a Sunday


def test_assigning_over_an_open_objection_is_a_caution_only() -> None:
    asked = [event("publish_decision", "6-9"), event("object", "6-9")]
    assert loop.cautions(TERMS, asked, event("assign", "6-10"), CALENDAR) == ["公示期的异议还没有答复完。"]
    assert loop.admit(TERMS, asked, event("assign", "6-10"), CALENDAR, on("6-10")).due == on("6-25")


def test_a_deadline_in_a_year_without_a_notice_carries_the_remark() -> None:
    new = event("assign", "6-9", due=date(2027, 1, 8))
    assert loop.cautions(TERMS, [], new, CALENDAR) == ["（未含法定节假日安排）"]


def test_the_answer_of_the_owner_is_timed() -> None:
    late = [event("assign", "6-9"), event("accept", "6-11")]
    assert loop.fold(TERMS, late, CALENDAR).answered_in_time is False
    assert standing("IN_PROGRESS").answered_in_time is True


@given(st.lists(st.tuples(st.sampled_from(EVENTS), st.integers(0, 40)), max_size=25))
def test_any_merged_history_folds_and_what_is_ignored_changes_nothing(steps: list[tuple[str, int]]) -> None:
    events = [replace(event(name, "6-9"), on=date.fromordinal(on("6-9").toordinal() + n)) for name, n in steps]
    events.sort(key=lambda e: e.on)
    after = loop.fold(TERMS, events, CALENDAR)
    kept = [e for n, e in enumerate(events) if n not in after.ignored]
    assert replace(after, ignored=()) == loop.fold(TERMS, kept, CALENDAR)
    shown = lights.light(TERMS, after, CALENDAR, on("7-20"))
    assert (shown.due is None) == (after.state in FINAL | {State.CLOSED, State.SUSPENDED})
    assert lights.next_step(TERMS, after) in (*EVENTS, "")


@given(st.lists(st.sampled_from(EVENTS), max_size=12))
def test_what_is_let_in_is_never_ignored(names: list[str]) -> None:
    past: list[loop.Event] = []
    for n, name in enumerate(names):
        new = replace(event(name, "6-9"), on=date.fromordinal(on("6-9").toordinal() + n))
        try:
            past.append(loop.admit(TERMS, past, new, CALENDAR, on("12-31")))
        except Refusal:
            continue
    assert loop.fold(TERMS, past, CALENDAR).ignored == ()
