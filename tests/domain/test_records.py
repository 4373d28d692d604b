"""The two worked meetings, walked through the loop event by event."""

from datetime import date
from typing import Any

import pytest

from tests.domain.builders import CALENDAR, recorded, resolutions
from yishi.domain import lights, loop
from yishi.domain.transitions import State

ALL = [pytest.param(m, r, id=r["no"]) for m, r in resolutions()]


@pytest.mark.parametrize(("meeting", "data"), ALL)
def test_every_step_ends_in_the_recorded_state(meeting: dict[str, Any], data: dict[str, Any]) -> None:
    terms, events = recorded(meeting, data)
    state = "ADOPTED"
    for n, step in enumerate(data["events"], 1):
        state = step["state_after"] or state
        assert loop.fold(terms, events[:n], CALENDAR).state == state, step
        assert loop.fold(terms, events, CALENDAR, events[n - 1].on).ignored == ()
    final = loop.fold(terms, events, CALENDAR)
    assert (final.state, final.round, final.ignored) == (data["final_state"], data["round"], ())
    assert final.first_due == date.fromisoformat(data["due"])


@pytest.mark.parametrize(("meeting", "data"), ALL)
@pytest.mark.parametrize("live", [False, True])
def test_every_step_is_let_in_as_it_was_recorded(meeting: dict[str, Any], data: dict[str, Any], live: bool) -> None:
    terms, events = recorded(meeting, data)
    for n, event in enumerate(events):
        filled = loop.admit(terms, events[:n], event, CALENDAR, date(2026, 11, 21), live=live)
        assert event.due in (None, filled.due) and event.posting in (None, filled.posting)


@pytest.mark.parametrize(
    ("today", "number", "state", "colour", "days", "word"),
    [
        ("2026-05-08", "4-1", "IN_PROGRESS", "green", 9, "正常9天"),
        ("2026-05-18", "4-1", "IN_PROGRESS", "yellow", 2, "临期2天"),
        ("2026-05-18", "4-2", "IN_PROGRESS", "green", 12, "正常12天"),
        ("2026-05-27", "4-3", "IN_PROGRESS", "yellow", 5, "久无跟进"),
        ("2026-06-01", "4-2", "IN_PROGRESS", "yellow", 2, "临期2天"),
        ("2026-06-03", "4-2", "IN_PROGRESS", "green", 10, "正常10天"),
        ("2026-07-10", "4-3", "IN_PROGRESS", "red", 11, "重新办理"),
        ("2026-04-24", "4-1", "ADOPTED", "green", 7, "正常7天"),
        ("2026-05-14", "4-2", "ESCALATED", "yellow", 2, "临期2天"),
        ("2026-08-24", "4-3", "CLOSED", "gray", None, "办结"),
    ],
)
def test_the_light_of_a_day(today: str, number: str, state: str, colour: str, days: int | None, word: str) -> None:
    meeting, data = next((m, r) for m, r in resolutions() if r["no"] == f"翠议〔2026〕{number}")
    terms, events = recorded(meeting, data)
    day = date.fromisoformat(today)
    standing = loop.fold(terms, events, CALENDAR, day)
    shown = lights.light(terms, standing, CALENDAR, day)
    assert (standing.state, shown.colour, shown.days_left, shown.word) == (State(state), colour, days, word)
