"""Whatever happens in whatever order: the state is a legal one, nothing is counted backwards, and there is always a way to an end."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st

from tests.domain.builders import BAD, CALENDAR, GOOD, TERMS, WAYS, event, on, way
from yishi.domain import lights, loop
from yishi.domain.loop import EVENTS, TABLE, State
from yishi.domain.transitions import FINAL
from yishi.errors import Refusal

BEGIN, FAR = on("6-8"), date(2028, 12, 31)
Step = tuple[int, int, bool]  # which event, how many days later, whether by whom it may be done
STEPS = st.lists(st.tuples(st.integers(0, 999), st.integers(0, 4), st.sampled_from((True, True, True, True, False))), max_size=40)
LONG = st.lists(st.tuples(st.integers(0, 999), st.integers(0, 4), st.just(True)), min_size=15, max_size=40)
TERMS_ALONE = replace(TERMS, open_objections=None)


def named(number: int, now: loop.Standing) -> str:
    """Return which event a number means: the next step, one that the table allows now, or any at all.

    Names drawn blindly would hardly ever get as far as an evaluation.
    """
    if number % 5 > 2 and (step := lights.next_step(TERMS_ALONE, now)):
        return {"publish_decision": "assign", "inspect_pass": ("inspect_pass", "inspect_fail")[number % 3 == 0],
                "eval_pass": ("eval_pass", "eval_fail")[number % 2]}.get(step, step)  # fmt: skip
    allowed = [name for name in loop.allowed(now.state) if name != "terminate" or number % 7 == 0]
    return allowed[number // 5 % len(allowed)] if allowed and number % 5 else EVENTS[number // 5 % len(EVENTS)]


def happened(steps: list[Step]) -> list[loop.Event]:
    """Return what was let in of these steps."""
    past: list[loop.Event] = []
    day = BEGIN
    for number, gap, right in steps:
        day += timedelta(days=gap)
        name = named(number, loop.fold(TERMS_ALONE, past, CALENDAR))
        new = replace(event(name, "6-9", by="孙伟" if right else "诸葛平"), on=day)
        try:
            past.append(loop.admit(TERMS_ALONE, past, new, CALENDAR, FAR))
        except Refusal:
            continue
    return past


@given(STEPS)
def test_any_sequence_of_events_leaves_a_legal_state(steps: list[Step]) -> None:
    past = happened(steps)
    now = loop.fold(TERMS_ALONE, past, CALENDAR)
    assert now.state in State and now.ignored == ()
    arrows = {(source, row.event): row.target or source for row in TABLE for source in row.sources}
    state = loop.fold(TERMS_ALONE, [], CALENDAR).state
    for each in past:
        state = arrows[state, each.event]
    assert state is now.state
    assert lights.light(TERMS_ALONE, now, CALENDAR, past[-1].on if past else BEGIN).colour in ("green", "yellow", "red", "gray")


@given(LONG)
def test_rounds_and_failed_inspections_never_fall_and_days_never_go_back(steps: list[Step]) -> None:
    past = happened(steps)
    stands = [loop.fold(TERMS_ALONE, past[:n], CALENDAR) for n in range(len(past) + 1)]
    for before, after, each in zip(stands, stands[1:], past, strict=False):
        again = each.event in ("eval_fail", "reopen", "assign", "reject_assign")  # begins to count extensions anew
        assert again or after.extensions - before.extensions == (each.event == "extend")
        assert after.round - before.round == (each.event in ("eval_fail", "reopen"))
        assert after.rectify_count - before.rectify_count == (each.event == "inspect_fail")
        assert before.last_on is None or before.last_on <= each.on == after.last_on
        assert after.extensions <= TERMS_ALONE.deadlines.extensions


@given(STEPS, st.integers(0, 40))
def test_as_of_a_day_only_what_happened_by_then_counts(steps: list[Step], days: int) -> None:
    past, day = happened(steps), BEGIN + timedelta(days=days)
    known = [each for each in past if each.on <= day]
    assert loop.fold(TERMS_ALONE, past, CALENDAR, day) == loop.fold(TERMS_ALONE, known, CALENDAR)


@settings(max_examples=60)
@given(STEPS, st.lists(st.booleans(), min_size=3, max_size=3))
def test_every_state_reaches_an_end(steps: list[Step], good: list[bool]) -> None:
    past = happened(steps)
    now = loop.fold(TERMS_ALONE, past, CALENDAR)
    day = max([each.on for each in past], default=BEGIN)
    if now.state not in FINAL:
        ended = loop.admit(TERMS_ALONE, past, replace(event("terminate", "6-9"), on=day), CALENDAR, FAR)
        assert loop.fold(TERMS_ALONE, [*past, ended], CALENDAR).state is State.TERMINATED
    judged = iter([*good, *[True] * 9])
    for _step in range(60):
        now = loop.fold(TERMS_ALONE, past, CALENDAR)
        name = lights.next_step(TERMS_ALONE, now)
        if not name:
            break
        if name == "eval_pass" and not next(judged):
            name = "eval_fail"
        if name == "publish_decision" and now.decision is not None:
            name = "assign"
        day = max(day, now.outcome.end + timedelta(days=1)) if name == "archive" and now.outcome else day
        counts = {"eval_pass": GOOD, "eval_fail": BAD}.get(name)
        new = replace(event(name, "6-9"), on=day, counts=counts)
        past.append(loop.admit(TERMS_ALONE, past, new, CALENDAR, FAR))
    assert loop.fold(TERMS_ALONE, past, CALENDAR).state in FINAL


@pytest.mark.parametrize("state", sorted(WAYS, key=str))
def test_the_table_alone_leads_from_every_state_to_both_ends(state: State) -> None:
    reached, grows = {state}, True
    while grows:
        more = {row.target or source for row in TABLE for source in row.sources if source in reached} - reached
        reached, grows = reached | more, bool(more)
    ends = FINAL if state not in FINAL else {state}
    assert ends <= reached
    assert loop.fold(replace(TERMS, adopted_on=None) if state is State.DRAFT else TERMS, way(state), CALENDAR).state is state


@pytest.mark.parametrize(("what", "reached"), [
    ("a second round", lambda past: loop.fold(TERMS_ALONE, past, CALENDAR).round > 1),
    ("a failed inspection", lambda past: loop.fold(TERMS_ALONE, past, CALENDAR).rectify_count > 0),
    ("an extension", lambda past: loop.fold(TERMS_ALONE, past, CALENDAR).extensions > 0),
    ("a good evaluation", lambda past: loop.fold(TERMS_ALONE, past, CALENDAR).state is State.CLOSED),
])  # fmt: skip
def test_the_sequences_get_far_enough_to_break_the_rules(what: str, reached: Callable[[list[loop.Event]], bool]) -> None:
    found = find(LONG, lambda steps: reached(happened(steps)), settings=settings(max_examples=400, database=None), random=Random(1))
    assert found, what
