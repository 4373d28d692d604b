"""What a meeting still lacks: each check fires where it should and nowhere else; a reason answers it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from yishi.services import meetings, room, waivers, wrap_up
from yishi.services.answers import (
    AgendaLine,
    AttachmentLine,
    AttendeeLine,
    MeetingLine,
    MeetingSheet,
    MotionLine,
    ResolutionLine,
    ResolutionSheet,
    SpeechLine,
    WaiverLine,
)
from yishi.services.loop_signs import Signs
from yishi.store import shipped_rules


def line_of(form: str = "residents_council", state: str = "open") -> MeetingLine:
    return MeetingLine("m", "YS-2026-01", form, "居民议事会", "翠屏社区居民议事会", "长廊", "2026-05-18T19:00", "", state, 3, 3, 1, 1)


def resolution(**changes: object) -> ResolutionSheet:
    line = ResolutionLine("r", "翠议〔2026〕1-1", "快递柜挪到东门", "", "m", "ADOPTED", "", "", "green", "", None, None, False, "居委会",
                          "丁一", "王三", 1, "consultative", "", "", None, "", signs=Signs(beneficiaries=120))
    sheet = ResolutionSheet(line, 1, "", MOTION, "", date(2026, 5, 18), "", (), 10, None, None, (), (), (), (), (), ())
    told = {key: value for key, value in changes.items() if key not in ("workdays",)}
    return replace(sheet, line=replace(line, **told), workdays=changes.get("workdays", 10))  # type: ignore[arg-type]


MOTION = MotionLine("v", 1, 1, "快递柜挪到东门", "FOR_GT_AGAINST", "赞成多于反对", "举手", "", True, 3, 3, 2, 1, 0, passed=True)


def complete() -> MeetingSheet:
    """A meeting that lacks nothing."""
    people = tuple(AttendeeLine(f"a{n}", f"p{n}", n, "present", name) for n, name in enumerate(("丁一", "于二", "王三"), 1))
    return MeetingSheet(
        line_of(), "翠屏社区", "urban", "", "孟繁星（书记）", "杜鹃", date(2026, 5, 12), (), "consultation",
        (AgendaLine("g1", 1, "快递柜放在哪里", "difficulties", "resident", "", "", "", 1, 1),), people,
        (SpeechLine("s1", 1, "19:05", "丁一", "赞成", "放东门"),), (MOTION,), (), True, (), (), (resolution(),), None,
        attachments=(AttachmentLine("x", 0, "photo", "0" * 64, "", "", True),),
    )  # fmt: skip


def codes(sheet: MeetingSheet) -> set[str]:
    return {each.matter for each in wrap_up.findings(sheet)}


def test_a_meeting_that_lacks_nothing_says_nothing() -> None:
    assert wrap_up.findings(complete()) == ()


AGENDA2 = AgendaLine("g2", 2, "夜间广场舞", "difficulties", "", "", "", "", 0, 0)
PERSON = AttendeeLine("a9", "p9", 9, "expected", "方四")
LOST = replace(MOTION, votes_for=1, votes_against=2, passed=False)
SEVEN = shipped_rules.forms()["five_party"].stages
CASES: dict[str, Callable[[MeetingSheet], MeetingSheet]] = {
    "nobody_signed": lambda s: replace(s, attendees=()),
    "expected_open": lambda s: replace(s, attendees=(*s.attendees, PERSON)),
    "same_twice": lambda s: replace(s, attendees=(*s.attendees, replace(PERSON, mark="present"), replace(PERSON, id="b9", mark="present"))),
    "proxy_paper": lambda s: replace(s, attendees=(*s.attendees, replace(PERSON, mark="proxy", proxy="田五"))),
    "strangers": lambda s: replace(s, speeches=(SpeechLine("s2", 1, "", "冯新来", "", "我说一句"),)),
    "parties": lambda s: replace(s, line=replace(s.line, form="five_party"), steps=tuple((step, "5-12") for step in SEVEN),
                                 attendees=tuple(replace(a, party="社区党组织") for a in s.attendees)),
    "no_agenda": lambda s: replace(s, agenda=(), motions=(), resolutions=(), speeches=()),
    "no_speech": lambda s: replace(s, speeches=()),
    "undecided 2": lambda s: replace(s, agenda=(*s.agenda, AGENDA2)),
    "unvoted 1": lambda s: replace(s, motions=(replace(MOTION, voted=False),)),
    "vote_sum 1": lambda s: replace(s, motions=(replace(MOTION, votes_for=3),)),
    "incomplete 1": lambda s: replace(s, resolutions=(resolution(owner=""),)),
    "same_hand 1": lambda s: replace(s, resolutions=(resolution(supervisor="丁一（业委会）"),)),
    "beneficiaries": lambda s: replace(s, resolutions=(resolution(signs=Signs()),)),
    "dissent_unsaid": lambda s: replace(s, no_dissent=False),
    "unsorted": lambda s: replace(s, speeches=(*s.speeches, SpeechLine("s2", 0, "", "丁一", "", "还有一句"))),
    "unhandled": lambda s: replace(s, line=line_of("bench")),
    "steps": lambda s: replace(s, steps=(("提前通报", "5-12"), ("反馈落实情况", ""))),
    "no_photo": lambda s: replace(s, attachments=()),
    "no_end": lambda s: replace(s, line=line_of(state="closed")),
    "notice": lambda s: replace(s, notice_date=None),
}  # fmt: skip


@pytest.mark.parametrize("matter", CASES)
def test_each_check_finds_what_it_is_for_and_nothing_else(matter: str) -> None:
    (found,) = wrap_up.findings(CASES[matter](complete()))
    assert found.matter == matter and found.words and found.fix


def test_every_check_of_the_table_has_a_case() -> None:
    known = {case.partition(" ")[0] for case in CASES} | {"law"}
    assert {check.__name__ for check in wrap_up.CHECKS} <= known


def test_a_lost_vote_needs_to_be_told_what_becomes_of_it() -> None:
    lost = replace(complete(), motions=(LOST,), resolutions=())
    (found,) = wrap_up.findings(lost)
    assert found.matter == "undecided 1" and "没有通过" in found.words
    item = replace(lost.agenda[0], outcome="next_time")
    assert wrap_up.findings(replace(lost, agenda=(item,))) == ()


def test_words_of_its_own_are_an_end_too() -> None:
    item = replace(AGENDA2, conclusion="大家都同意九点以后关音响")
    assert codes(replace(complete(), agenda=(*complete().agenda, item))) == set()


def test_a_draft_that_was_voted_down_decides_nothing() -> None:
    drafted = resolution(state="DRAFT")
    sheet = replace(complete(), motions=(LOST,), resolutions=(replace(drafted, motion=LOST),))
    assert codes(sheet) == {"undecided 1"}


@pytest.mark.parametrize(
    ("changes", "why"),
    [({"issued": 3, "returned": 4}, "多于发出"), ({"issued": 3, "returned": 3, "invalid": 1}, "收回"), ({"abstain": 4}, "到会")],
)
def test_votes_that_do_not_add_up_say_where(changes: dict[str, int], why: str) -> None:
    (found,) = wrap_up.findings(replace(complete(), motions=(replace(MOTION, **changes),)))  # type: ignore[arg-type]
    assert found.code == "vote_sum" and why in found.words


def test_a_quorum_that_is_not_reached_is_red_and_names_its_rule() -> None:
    sheet = replace(complete(), line=replace(line_of("statutory_reps"), expected=30), community_kind="village", members=30)
    found = {each.matter: each for each in wrap_up.findings(sheet)}
    assert found["quorum"].level == "red" and "还差" in found["quorum"].words


@pytest.mark.parametrize("form", ["four_two", "five_party"])
def test_a_form_that_goes_by_steps_asks_for_the_first_one_too(form: str) -> None:
    found = {each.matter: each for each in wrap_up.findings(replace(complete(), line=line_of(form), community_kind="village"))}
    assert found["steps"].where in found["steps"].words and found["steps"].fix == "step"


def test_who_is_host_or_recorder_or_nobody_by_name_need_not_sign() -> None:
    said = tuple(SpeechLine(name, 1, "", name, "", "一句") for name in ("孟繁星", "杜鹃", "某居民"))
    assert codes(replace(complete(), speeches=said)) == set()


def test_an_explanation_at_a_bench_needs_no_way() -> None:
    said = (SpeechLine("s", 1, "", "丁一", "情况说明", "现在有两组柜子"), SpeechLine("t", 1, "", "于二", "", "太远", handling="upward"))
    assert codes(replace(complete(), line=line_of("bench"), speeches=said)) == set()


def test_what_a_teahouse_has_not_sorted_is_no_item_without_an_end() -> None:
    item = AgendaLine("g2", 2, "随便聊聊", "", "", "", "", "", 1, 0)
    said = (*complete().speeches, SpeechLine("s2", 2, "", "丁一", "", "还有一句"))
    assert codes(replace(complete(), agenda=(*complete().agenda, item), speeches=said)) == {"unsorted"}


def test_a_reason_answers_and_goes_to_the_end() -> None:
    sheet = replace(CASES["nobody_signed"](complete()), attachments=(), waivers=(WaiverLine("nobody_signed", "签在纸上，另附"),))
    told = wrap_up.findings(sheet)
    assert [(each.matter, each.waived) for each in told] == [("no_photo", ""), ("nobody_signed", "签在纸上，另附")]
    assert [each.matter for each in wrap_up.open_findings(sheet)] == ["no_photo"]


def test_red_comes_before_yellow() -> None:
    sheet = replace(complete(), attachments=(), no_dissent=False)
    assert [each.level for each in wrap_up.findings(sheet)] == ["red", "yellow"]


def test_a_teahouse_asks_for_nothing_urgently() -> None:
    sheet = replace(complete(), line=line_of("teahouse"), agenda=(AGENDA2,), motions=(), resolutions=(), no_dissent=False, attachments=())
    assert {each.level for each in wrap_up.findings(sheet)} == {"yellow"}


def test_every_matter_has_words_for_the_record() -> None:
    for case in CASES:
        assert not wrap_up.worded(case).isascii() and "{" not in wrap_up.worded(case)


def test_a_waiver_in_the_book_answers_the_finding(new_book) -> None:
    book = new_book("urban")
    with book.write("杜鹃", "open_meeting") as session:
        made = room.open_meeting(session, "residents_council", "议事会", "长廊", "2026-05-18T19:00")
        waivers.go_on(session, made, "nobody_signed", "名单在纸上")
    with book.read() as session:
        found = wrap_up.findings(meetings.sheet(session, made))
    assert next(each for each in found if each.matter == "nobody_signed").waived == "名单在纸上"
