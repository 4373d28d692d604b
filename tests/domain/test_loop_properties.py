"""Whatever happens in whatever order: the state is a legal one, nothing is counted backwards, and there is always a way to an end."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.builders import BAD, CALENDAR, GOOD, TERMS, WAYS, event, on, way
from yishi.domain import lights, loop
from yishi.domain.loop import EVENTS, TABLE, State
from yishi.domain.transitions import FINAL
from yishi.errors import Refusal

BEGIN, FAR = on("6-8"), date(2028, 12, 31)
STEPS = st.lists(st.tuples(st.sampled_from(EVENTS), st.integers(0, 6), st.booleans()), max_size=40)
TERMS_ALONE = replace(TERMS, open_objections=None)


def happened(steps: list[tuple[str, int, bool]]) -> list[loop.Event]:
    """Return what was let in of these steps (event, days later, by whom it may be done)."""
    past: list[loop.Event] = []
    day = BEGIN
    for name, gap, right in steps:
        day += timedelta(days=gap)
        new = replace(event(name, "6-9", by="孙伟" if right else "诸葛平"), on=day)
        try:
            past.append(loop.admit(TERMS_ALONE, past, new, CALENDAR, FAR))
        except Refusal:
            continue
    return past


@given(STEPS)
def test_any_sequence_of_events_leaves_a_legal_state(steps: list[tuple[str, int, bool]]) -> None:
    past = happened(steps)
    now = loop.fold(TERMS_ALONE, past, CALENDAR)
    assert now.state in State and now.ignored == ()
    arrows = {(source, row.event): row.target or source for row in TABLE for source in row.sources}
    state = loop.fold(TERMS_ALONE, [], CALENDAR).state
    for each in past:
        state = arrows[state, each.event]
    assert state is now.state
    assert lights.light(TERMS_ALONE, now, CALENDAR, past[-1].on if past else BEGIN).colour in ("green", "yellow", "red", "gray")


@given(STEPS)
def test_rounds_and_failed_inspections_never_fall_and_days_never_go_back(steps: list[tuple[str, int, bool]]) -> None:
    past = happened(steps)
    stands = [loop.fold(TERMS_ALONE, past[:n], CALENDAR) for n in range(len(past) + 1)]
    for before, after, each in zip(stands, stands[1:], past, strict=False):
        assert after.round - before.round == (each.event in ("eval_fail", "reopen"))
        assert after.rectify_count - before.rectify_count == (each.event == "inspect_fail")
        assert before.last_on is None or before.last_on <= each.on == after.last_on
        assert after.extensions <= TERMS_ALONE.deadlines.extensions


@given(STEPS, st.integers(0, 40))
def test_as_of_a_day_only_what_happened_by_then_counts(steps: list[tuple[str, int, bool]], days: int) -> None:
    past, day = happened(steps), BEGIN + timedelta(days=days)
    known = [each for each in past if each.on <= day]
    assert loop.fold(TERMS_ALONE, past, CALENDAR, day) == loop.fold(TERMS_ALONE, known, CALENDAR)


@settings(max_examples=60)
@given(STEPS, st.lists(st.booleans(), min_size=3, max_size=3))
def test_every_state_reaches_an_end(steps: list[tuple[str, int, bool]], good: list[bool]) -> None:
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
