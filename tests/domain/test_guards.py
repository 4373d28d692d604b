"""Every guard of the loop: at least one case that it refuses and one that it lets in."""

from dataclasses import replace
from typing import Any

import pytest

from tests.domain.builders import BAD, CALENDAR, GOOD, event, on, terms_in, way
from yishi.domain import loop
from yishi.domain.loop import GUARDS
from yishi.domain.workdays import PostingPeriod
from yishi.errors import Refusal

POSTED = [event("publish_outcome", "6-18")]  # seven days from the 18th, the 24th is a Wednesday
Keys = dict[str, Any]
FOLLOWED = [event("progress", "6-11")]
ASKED = [event("object", "6-9")]
SHORT = PostingPeriod(on("6-18"), 4, on("6-21"), on("6-22"))
WRONG = PostingPeriod(on("6-8"), 7, on("6-14"), on("6-14"))  # the 14th is a Sunday
RIGHT = PostingPeriod(on("6-8"), 7, on("6-14"), on("6-15"))


def case(
    guard: str,
    state: str,
    new: loop.Event,
    code: str = "",
    live: bool = True,
    before: list[loop.Event] | None = None,
    **terms: Any,
) -> Any:
    """One row: with a code it must be refused by that code, without one it must be let in."""
    return pytest.param(
        guard, state, new, code, live, before or [], terms, id=f"{guard}-{code or 'passes'}-{new.event}"
    )


CASES = [
    case("carried", "DRAFT", event("adopt", "6-9"), "YS-L10"),
    case("carried", "DRAFT", event("adopt", "6-9"), carried=True),
    case("fully_named", "ADOPTED", event("assign", "6-9"), "YS-L11", owner_unit=""),
    case("fully_named", "ADOPTED", event("assign", "6-9"), "YS-L11", supervisor=" "),
    case("fully_named", "ADOPTED", event("assign", "6-9")),
    case("supervisor_is_not_owner", "ADOPTED", event("assign", "6-9"), "YS-L12", supervisor="孙伟（物业）"),
    case("supervisor_is_not_owner", "INSPECTING", event("inspect_pass", "6-16", by="孙伟（经理）"), "YS-L12"),
    case("supervisor_is_not_owner", "INSPECTING", event("inspect_pass", "6-16")),
    case("deadline_set", "ADOPTED", event("assign", "6-9"), "YS-L13", workdays=None),
    case("deadline_set", "ADOPTED", event("assign", "6-9"), "YS-L13", workdays=None, due=on("6-8")),
    case("deadline_set", "ADOPTED", event("assign", "6-9"), workdays=None, due=on("6-30")),
    case("by_owner_side", "ASSIGNED", event("accept", "6-9", by="秦守业"), "YS-L14"),
    case("by_owner_side", "ASSIGNED", event("accept", "6-9", by=""), "YS-L14"),
    case("by_owner_side", "ASSIGNED", event("accept", "6-9", by="孙伟（项目经理）")),
    case("by_owner_side", "ASSIGNED", event("accept", "6-9", by="绿安物业")),
    case("by_owner_side", "IN_PROGRESS", event("report_done", "6-11", by="何丽")),  # written as 社工何丽
    case("by_owner_side", "IN_PROGRESS", event("report_done", "6-11", by="孟繁星")),  # the clerk enters for him
    case("by_owner_side", "IN_PROGRESS", event("report_done", "6-11", by="诸葛平"), "YS-L14"),
    case("by_owner_side", "ASSIGNED", event("reject_assign", "6-10", by="前任"), "YS-L14"),
    case("by_owner_side", "ASSIGNED", event("reject_assign", "6-10", by="前任"), live=False),
    case("by_supervisor", "INSPECTING", event("inspect_pass", "6-16", by="朱玉梅"), "YS-L15"),
    case("by_supervisor", "INSPECTING", event("inspect_fail", "6-16", by="孙伟 "), "YS-L12"),
    case("by_supervisor", "INSPECTING", event("inspect_fail", "6-16", by="诸葛平（监委会主任）")),
    case("reason_given", "ASSIGNED", event("reject_assign", "6-10", text=" "), "YS-L16"),
    case("reason_given", "IN_PROGRESS", event("suspend", "6-11", text=""), "YS-L16"),
    case("reason_given", "IN_PROGRESS", event("suspend", "6-11", text="汛期")),
    case("what_was_done", "IN_PROGRESS", event("progress", "6-11", text=""), "YS-L16"),
    case("what_was_done", "IN_PROGRESS", event("progress", "6-11")),
    case("what_is_wrong", "INSPECTING", event("inspect_fail", "6-16", text=""), "YS-L16"),
    case("what_is_wrong", "INSPECTING", event("inspect_fail", "6-16")),
    case("new_decision_cited", "IN_PROGRESS", event("terminate", "6-11", text=""), "YS-L16"),
    case("new_decision_cited", "IN_PROGRESS", event("terminate", "6-11", text="翠议〔2026〕5-1")),
    case("what_is_objected", "ADOPTED", event("object", "6-9", text=""), "YS-L16", posting_end=on("6-15")),
    case("what_is_objected", "ADOPTED", event("object", "6-9", text="桩太密"), posting_end=on("6-15")),
    case("answer_given", "ADOPTED", event("answer_objection", "6-9", text=""), "YS-L16", open_objections=1),
    case("answer_given", "ADOPTED", event("answer_objection", "6-9"), open_objections=1),
    case("within_acceptance", "ASSIGNED", event("reject_assign", "6-11"), "YS-L17"),
    case("within_acceptance", "ASSIGNED", event("reject_assign", "6-10")),
    case("approved_by_supervisor", "IN_PROGRESS", event("extend", "6-11", approved_by=""), "YS-L18"),
    case("approved_by_supervisor", "IN_PROGRESS", event("extend", "6-11", approved_by="孙伟"), "YS-L18"),
    case("approved_by_supervisor", "IN_PROGRESS", event("extend", "6-11")),
    case("before_due", "IN_PROGRESS", event("extend", "6-25"), "YS-L19"),  # assigned on the 9th, due on the 24th
    case("before_due", "IN_PROGRESS", event("extend", "6-24")),
    case("extensions_left", "IN_PROGRESS", event("extend", "6-11"), "YS-L20",
         before=[event("extend", "6-11"), event("extend", "6-11")]),
    case("extensions_left", "IN_PROGRESS", event("extend", "6-11"), before=[event("extend", "6-11")]),
    case("extension_length", "IN_PROGRESS", event("extend", "6-11", workdays=11), "YS-L21"),
    case("extension_length", "IN_PROGRESS", event("extend", "6-11", workdays=0), "YS-L21"),
    case("extension_length", "IN_PROGRESS", event("extend", "6-11", workdays=None), "YS-L21"),
    case("extension_length", "IN_PROGRESS", event("extend", "6-11", workdays=None, due=on("7-31")), "YS-L21"),
    case("extension_length", "IN_PROGRESS", event("extend", "6-11", workdays=None, due=on("6-26"))),
    case("extension_length", "IN_PROGRESS", event("extend", "6-11", workdays=10)),
    case("higher_level", "IN_PROGRESS", event("escalate", "6-11", level="moon"), "YS-L22", before=FOLLOWED),
    case("higher_level", "ESCALATED", event("escalate", "6-15", level="community"), "YS-L22",
         before=[event("respond", "6-15")]),
    case("higher_level", "IN_PROGRESS", event("escalate", "6-11", level="town"), before=FOLLOWED),
    case("own_attempt", "IN_PROGRESS", event("escalate", "6-11", level="town"), "YS-L23"),
    case("own_attempt", "IN_PROGRESS", event("escalate", "6-11"), before=FOLLOWED),
    case("who_came", "ESCALATED", event("respond", "6-15", text=""), "YS-L16"),
    case("who_came", "ESCALATED", event("respond", "6-15", by=" "), "YS-L16"),
    case("who_came", "ESCALATED", event("respond", "6-15", by="柳桥街道")),
    case("counted", "EVALUATING", event("eval_pass", "6-17", counts=None), "YS-L24"),
    case("counted", "EVALUATING", event("eval_pass", "6-17", counts=replace(GOOD, valid=3)), "YS-L42"),
    case("counted", "EVALUATING", event("eval_pass", "6-17")),
    case("counts_pass", "EVALUATING", event("eval_pass", "6-17", counts=BAD), "YS-L25"),
    case("counts_pass", "EVALUATING", event("eval_pass", "6-17"), "YS-L25", beneficiaries=300),
    case("counts_pass", "EVALUATING", event("eval_pass", "6-17"), beneficiaries=46),
    case("counts_fail", "EVALUATING", event("eval_fail", "6-17", counts=GOOD), "YS-L26"),
    case("counts_fail", "EVALUATING", event("eval_fail", "6-17")),
    case("outcome_posted", "CLOSED", event("archive", "6-30"), "YS-L27"),
    case("outcome_posted", "CLOSED", event("archive", "6-24"), "YS-L27", before=POSTED),
    case("outcome_posted", "CLOSED", event("archive", "6-25"), before=POSTED),
    case("objections_answered", "CLOSED", event("archive", "6-30"), "YS-L28",
         before=[*POSTED, event("object", "6-19")]),
    case("objections_answered", "CLOSED", event("archive", "6-30"), "YS-L28", before=POSTED, open_objections=2),
    case("objections_answered", "CLOSED", event("archive", "6-30"),
         before=[*POSTED, event("object", "6-19"), event("answer_objection", "6-22")]),
    case("papers_complete", "CLOSED", event("archive", "6-30"), "YS-L29", before=POSTED, lacking=["签到表"]),
    case("papers_complete", "CLOSED", event("archive", "6-30"), live=False, before=POSTED, lacking=["签到表"]),
    case("yellow_or_red", "IN_PROGRESS", event("urge", "6-11"), "YS-L30"),
    case("yellow_or_red", "IN_PROGRESS", event("urge", "6-22")),
    case("yellow_or_red", "IN_PROGRESS", event("urge", "6-11"), live=False),
    case("within_reopening", "CLOSED", event("reopen", "7-20"), "YS-L31"),  # closed on 17 June, 17 July is a Friday
    case("within_reopening", "CLOSED", event("reopen", "7-17")),
    case("posting_right", "CLOSED", event("publish_outcome", "6-18", posting=SHORT),
         "YS-L32"),
    case("posting_right", "CLOSED", event("publish_outcome", "6-18", posting=SHORT),
         live=False),
    case("posting_right", "ADOPTED", event("publish_decision", "6-8", posting=WRONG),
         "YS-L32"),
    case("posting_right", "ADOPTED", event("publish_decision", "6-8", posting=RIGHT)),
    case("while_posted", "ADOPTED", event("object", "6-9"), "YS-L33"),
    case("while_posted", "ADOPTED", event("object", "6-16"), "YS-L33", posting_end=on("6-15")),
    case("while_posted", "ADOPTED", event("object", "6-9"), "YS-L33", posting_start=on("6-10"), posting_end=on("6-16")),
    case("while_posted", "ADOPTED", event("object", "6-15"), posting_end=on("6-15")),
    case("while_posted", "ADOPTED", event("object", "6-15"), before=[event("publish_decision", "6-9")]),
    case("while_posted", "CLOSED", event("object", "6-25"), "YS-L33", before=POSTED),
    case("while_posted", "CLOSED", event("object", "6-24"), before=POSTED),
    case("objection_open", "ADOPTED", event("answer_objection", "6-9"), "YS-L34"),
    case("objection_open", "ADOPTED", event("answer_objection", "6-12"), posting_end=on("6-15"), before=ASKED),
]  # fmt: skip


@pytest.mark.parametrize(("guard", "state", "new", "code", "live", "before", "terms"), CASES)
def test_a_guard_holds(guard: str, state: str, new: loop.Event, code: str, live: bool, before: list[loop.Event],
                       terms: Keys) -> None:  # fmt: skip
    past, these = [*way(state), *before], terms_in(state, **terms)
    if not code:
        assert loop.admit(these, past, new, CALENDAR, on("12-31"), live=live).event == new.event
        return
    with pytest.raises(Refusal) as refused:
        loop.admit(these, past, new, CALENDAR, on("12-31"), live=live)
    assert refused.value.code == code
    assert refused.value.message and refused.value.next_step
    assert not any(word in str(refused.value) for word in ("数据库", "异常", "非法", "参数", "Error", "null"))


def test_every_guard_has_a_case_that_refuses_and_one_that_passes() -> None:
    refusing = {c.values[0] for c in CASES if c.values[3]}
    passing = {c.values[0] for c in CASES if not c.values[3]}
    assert refusing == passing == set(GUARDS)


def test_an_overlong_name_is_cut_where_a_refusal_repeats_it() -> None:
    long = "长" * 999
    for state, new in (
        ("IN_PROGRESS", event("extend", "6-12", approved_by=long)),
        ("IN_PROGRESS", event("escalate", "6-12", level=long)),
        ("ASSIGNED", event("accept", "6-10", by=long)),
        ("INSPECTING", event("inspect_pass", "6-16", by=long)),
    ):
        with pytest.raises(Refusal) as told:
            loop.admit(terms_in(state), way(state), new, CALENDAR, on("6-30"))
        assert len(told.value.message) < 100
