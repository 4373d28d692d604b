"""Short words for building resolutions and events in tests."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from yishi.domain import loop
from yishi.domain.evaluation import Counts, read_counts
from yishi.domain.workdays import PostingPeriod
from yishi.store.calendars import load

CALENDAR = load()
GOOD = Counts(20, 20, 10, 6, 2, 2, 0, 16, 4, 0, "satisfied")
BAD = Counts(20, 20, 2, 2, 2, 10, 4, 4, 4, 12, "satisfied")
TERMS = loop.Terms(
    adopted_on=date(2026, 6, 8),
    meeting_day=date(2026, 6, 8),
    owner="孙伟",
    supervisor="诸葛平",
    owner_unit="绿安物业",
    assist=("社工何丽", "暖邻社"),
    clerks=frozenset({"孟繁星"}),
    workdays=10,
)


def on(text: str) -> date:
    """Return the day 6-9 of 2026."""
    month, day = text.split("-")
    return date(2026, int(month), int(day))


def event(name: str, day: str, by: str = "孙伟", **more: Any) -> loop.Event:
    """Return an event that says enough to be let in, unless told otherwise."""
    usual: dict[str, Any] = {"text": "说明"}
    if name.startswith("inspect"):
        by = "诸葛平" if by == "孙伟" else by
    if name == "eval_pass":
        usual["counts"] = GOOD
    if name == "eval_fail":
        usual["counts"] = BAD
    if name == "extend":
        usual |= {"workdays": 5, "approved_by": "诸葛平"}
    return loop.Event(on=on(day), event=name, by=by, **(usual | more))


# the shortest way into each state; (event, day)
WAYS: dict[loop.State, tuple[tuple[str, str], ...]] = {}
_STEPS = {
    "ASSIGNED": ("ADOPTED", "assign", "6-9"),
    "IN_PROGRESS": ("ASSIGNED", "accept", "6-10"),
    "SUSPENDED": ("IN_PROGRESS", "suspend", "6-12"),
    "INSPECTING": ("IN_PROGRESS", "report_done", "6-15"),
    "RECTIFYING": ("INSPECTING", "inspect_fail", "6-16"),
    "EVALUATING": ("INSPECTING", "inspect_pass", "6-16"),
    "CLOSED": ("EVALUATING", "eval_pass", "6-17"),
    "TERMINATED": ("IN_PROGRESS", "terminate", "6-12"),
}
WAYS[loop.State.DRAFT] = WAYS[loop.State.ADOPTED] = ()
for _name, (_before, _event, _day) in _STEPS.items():
    WAYS[loop.State(_name)] = (*WAYS[loop.State(_before)], (_event, _day))
WAYS[loop.State.ESCALATED] = (*WAYS[loop.State.IN_PROGRESS], ("progress", "6-11"), ("escalate", "6-12"))
WAYS[loop.State.ARCHIVED] = (*WAYS[loop.State.CLOSED], ("publish_outcome", "6-18"), ("archive", "6-30"))


def way(state: str) -> list[loop.Event]:
    """Return events that lead into `state`."""
    return [event(name, day) for name, day in WAYS[loop.State(state)]]


def terms_in(state: str, **more: Any) -> loop.Terms:
    """Return the usual terms, without a day of adoption for a draft."""
    return replace(TERMS, **({"adopted_on": None} if state == "DRAFT" else {}) | more)


def admit(state: str, new: loop.Event, live: bool = True, terms: loop.Terms | None = None,
          before: Sequence[loop.Event] | None = None) -> loop.Event:  # fmt: skip
    """Ask the loop to let `new` in after the way into `state`."""
    past = way(state) if before is None else before
    return loop.admit(terms or terms_in(state), past, new, CALENDAR, max(new.on, date(2026, 6, 30)), live=live)


def standing(state: str, more: Sequence[loop.Event] = (), today: date | None = None) -> loop.Standing:
    """Fold the way into `state` and what came after."""
    return loop.fold(terms_in(state), [*way(state), *more], CALENDAR, today)


RECORDS = Path(__file__).with_name("records.json")


def _period(data: dict[str, Any]) -> PostingPeriod:
    day = date.fromisoformat
    return PostingPeriod(day(data["start"]), data["natural_days"], day(data["nominal_end"]), day(data["end"]))


def recorded(meeting: dict[str, Any], data: dict[str, Any]) -> tuple[loop.Terms, list[loop.Event]]:
    """Return terms and events of a resolution of a worked meeting."""
    ends = [p for p in (meeting.get("posting_decision"), (meeting.get("statutory_followup") or {}).get("posting")) if p]
    if ends and data["no"] != (meeting.get("statutory_followup") or {}).get("resolution"):
        ends = ends[:1]
    held = date.fromisoformat(meeting["start"][:10])
    terms = loop.Terms(
        adopted_on=held,
        meeting_day=held,
        owner=data["owner"],
        supervisor=data["supervisor"],
        owner_unit=data["owner_unit"],
        assist=tuple(data["assist"]),
        workdays=data["workdays"],
        posting_end=max((date.fromisoformat(p["end"]) for p in ends), default=None),
    )
    rounds = iter(data["evaluations"])
    events = []
    for one in data["events"]:
        counts = read_counts(next(rounds)) if one["event"].startswith("eval") else None
        events.append(
            loop.Event(
                on=date.fromisoformat(one["date"]),
                event=one["event"],
                by=one["actor"],
                text=one["text"],
                document=one["document"],
                due=date.fromisoformat(one["due"]) if one.get("due") else None,
                workdays=one.get("workdays"),
                approved_by=one.get("approved_by", ""),
                level=one.get("level", ""),
                posting=_period(one["posting"]) if one.get("posting") else None,
                counts=counts,
            )
        )
    return terms, events


def resolutions() -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Return (meeting, resolution) of the worked meetings."""
    meetings = json.loads(RECORDS.read_text(encoding="utf-8"))["meetings"]
    return [(m, r) for m in meetings for r in m["resolutions"]]
