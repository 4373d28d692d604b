"""What the follow-through page asks: what is to be done, which steps are offered, what is still missing."""

from datetime import date

import pytest

from tests.services.conftest import ACTOR
from yishi.domain.meeting_forms import as_data
from yishi.domain.records import Resolution
from yishi.errors import Refusal
from yishi.services import confirmation, forms, loop_events, meetings, resolutions, room, today, voting
from yishi.store.undo import undo_last

DAY = date(2026, 6, 8)


@pytest.fixture
def book(new_book):
    """A book with one meeting and one resolution, adopted on 8 June."""
    book = new_book("urban")
    with book.write(ACTOR, "meeting") as s:
        meeting = room.open_meeting(s, "bench", "堆物", "楼下", "2026-06-08T19:00", host="孟繁星（书记）", recorder=ACTOR)
        for name in ("秦守业", "朱玉梅", "苏敏"):
            room.sign_in(s, meeting, name)
        room.add_agenda(s, meeting, "楼道堆物", statutory_flag="改变共有部分用途属民法典第278条业主共同决定事项")
        voting.record(s, meeting, 1, "清理楼道", "FOR_GT_AGAINST", "举手", 2, 1, 0)
        room.resolve(s, meeting, 1, "清理楼道", "绿安物业", "孙伟", "诸葛平", workdays=10)
        room.close_meeting(s, meeting, "2026-06-08T20:00")
    return book


def step(book, event, by=ACTOR, on=DAY, **more):
    with book.write(ACTOR, event) as s:
        loop_events.happen(s, resolutions.find(s, "翠议〔2026〕1-1"), event, by=by, on=on, today=on, actor=ACTOR, **more)


def sheet(book, day=DAY):
    with book.read() as s:
        return resolutions.sheet(s, resolutions.find(s, "翠议〔2026〕1-1"), day)


def test_a_posting_can_be_objected_to_while_it_hangs_and_the_answer_is_asked_for(book):
    assert not {"object", "answer_objection"} & set(sheet(book).allowed)
    step(book, "publish_decision", posting={"natural_days": 7, "place": ["公告栏", "单元门口"]})
    assert "object" in sheet(book).allowed and "publish_decision" not in sheet(book).allowed
    step(book, "object", by="5幢某业主", text="搬家车怎么办")
    assert "answer_objection" in sheet(book).allowed
    step(book, "answer_objection", reply="可以放倒", on=date(2026, 6, 10))
    shown = sheet(book, date(2026, 6, 10)).postings[0]
    assert shown.places == ("公告栏", "单元门口") and shown.end == date(2026, 6, 15)
    objection = shown.objections[0]
    assert (objection.text, objection.reply, objection.replied_on) == ("搬家车怎么办", "可以放倒", date(2026, 6, 10))
    assert "object" not in sheet(book, date(2026, 6, 16)).allowed


def test_a_second_posting_of_one_decision_is_refused(book):
    step(book, "publish_decision")
    with pytest.raises(Refusal, match="已经公示过"):
        step(book, "publish_decision")


def test_a_refused_step_leaves_no_trace(book):
    before = sheet(book)
    with pytest.raises(Refusal):
        step(book, "inspect_pass", by="诸葛平")
    assert sheet(book) == before


def test_urging_is_offered_only_when_the_light_asks_for_it(book):
    step(book, "assign", workdays=10)
    step(book, "accept", by="孙伟")
    assert "urge" not in sheet(book).allowed and "urge" in sheet(book, date(2026, 6, 23)).allowed


def test_a_topic_that_needs_the_owners_marks_its_resolution_until_they_decided(book):
    assert sheet(book).line.awaits_confirmation and sheet(book).line.legal_status == "consultative"
    counts = {"total_area": 100_00, "participating_area": 80_00, "total_owners": 100, "participating_owners": 80}

    def decided(agree_owners, agree_area):
        with book.write(ACTOR, "owners_vote") as s:
            id_ = resolutions.find(s, "翠议〔2026〕1-1")
            agreed = {"agree_owners": agree_owners, "agree_area": agree_area}
            return confirmation.by_owners(s, id_, 8, DAY, DAY, "楼道用途", counts | agreed)

    assert not decided(59, 60_00) and sheet(book).line.awaits_confirmation
    assert decided(60, 60_00)
    assert not sheet(book).line.awaits_confirmation and sheet(book).line.legal_status == "confirmed"


def test_a_statutory_meeting_without_quorum_confirms_nothing(book):
    def held(**facts):
        told = {"members": 32, "present": 27, "quorum_met": True, "votes_for": 25, "votes_against": 0, "abstain": 2} | facts
        with book.write(ACTOR, "statutory_followup") as s:
            id_ = resolutions.find(s, "翠议〔2026〕1-1")
            return confirmation.by_meeting(s, id_, "residents_reps", DAY, rule="MAJORITY_PRESENT", **told)

    assert not held(quorum_met=False) and sheet(book).line.legal_status == "consultative"
    assert held() and sheet(book).line.legal_status == "confirmed"
    with pytest.raises(Refusal, match="33"):
        held(present=33)


def test_a_motion_that_failed_leaves_a_draft_that_cannot_be_assigned(book):
    with book.write(ACTOR, "meeting") as s:
        meeting = room.open_meeting(s, "bench", "绿地", "楼下", "2026-06-08T21:00")
        for name in ("秦守业", "朱玉梅"):
            room.sign_in(s, meeting, name)
        room.add_agenda(s, meeting, "绿地")
        voting.record(s, meeting, 1, "改车位", "FOR_GT_AGAINST", "举手", 1, 1, 0)
        number = room.resolve(s, meeting, 1, "改车位", "物业", "孙伟", "诸葛平", workdays=5, motion_no=1)
    with book.read() as s:
        line = next(r for r in resolutions.lines(s, DAY) if r.number == number)
    assert (number, line.state) == ("翠议〔2026〕2-1", "DRAFT")
    with pytest.raises(Refusal), book.write(ACTOR, "assign") as s:
        loop_events.happen(s, line.id, "assign", by=ACTOR, on=DAY, today=DAY, actor=ACTOR)


def test_today_lists_the_worst_first_and_forgets_what_is_finished(book):
    step(book, "assign", workdays=10)
    step(book, "accept", by="孙伟")
    with book.read() as s:
        late = today.sheet(s, date(2026, 7, 1))
    assert (late.red, late.yellow, late.green) == (1, 0, 0) and late.todo[0].light_words.startswith("逾期")
    step(book, "terminate", text="见翠议〔2026〕9-1", on=date(2026, 7, 1))
    with book.read() as s:
        assert today.sheet(s, date(2026, 7, 2)).todo == ()


def test_the_photo_of_the_finished_work_is_missed_until_it_is_there(book):
    step(book, "assign", workdays=10)
    step(book, "accept", by="孙伟")
    step(book, "report_done", by="孙伟", text="清完了")
    assert sheet(book).line.missing == ("办结后的照片",)


def test_undoing_a_step_brings_the_state_back(book):
    before = sheet(book)
    step(book, "assign", workdays=10)
    with book.write(ACTOR, "undo") as s:
        undo_last(s, ACTOR)
    assert sheet(book) == before


def test_events_that_two_copies_both_noted_are_listed_and_do_not_count(book):
    step(book, "assign", workdays=10)
    step(book, "accept", by="孙伟")
    from yishi.domain.records import LoopEvent

    with book.write(ACTOR, "merge") as s:
        id_ = resolutions.find(s, "翠议〔2026〕1-1")
        assert s.get(Resolution, id_) is not None
        s.add(LoopEvent(resolution_id=id_, position=3, happened_on=DAY, event="accept", doer="孙伟"))
    shown = sheet(book)
    assert shown.line.state == "IN_PROGRESS" and [e.ignored for e in shown.events] == [False, False, True]


def test_after_a_rejected_assignment_somebody_else_can_be_named(book):
    with pytest.raises(Refusal, match="派单异议"):
        step(book, "assign", workdays=10, duty={"owner": "卢思远"})
    step(book, "assign", workdays=10)
    step(book, "reject_assign", by="孙伟", text="不归物业管")
    with pytest.raises(Refusal, match="同一个人"):
        step(book, "assign", workdays=10, duty={"owner": "诸葛平"})
    step(book, "assign", workdays=10, duty={"owner_unit": "居委会", "owner": "卢思远"})
    line = sheet(book).line
    assert (line.owner_unit, line.owner, line.state) == ("居委会", "卢思远", "ASSIGNED")


def test_a_statutory_meeting_decides_nothing_without_a_vote(book):
    with book.write(ACTOR, "meeting") as s:
        meeting = room.open_meeting(s, "residents_reps", "代表会议", "会议室", "2026-06-08T09:00")
        room.add_agenda(s, meeting, "公益金")
        number = room.resolve(s, meeting, 1, "用公益金修路", "居委会", "卢思远", "诸葛平", workdays=10)
    with book.read() as s:
        line = next(r for r in resolutions.lines(s, DAY) if r.number == number)
    assert (line.state, line.legal_status) == ("DRAFT", "consultative")


def test_what_is_only_noted_needs_no_vote(book):
    with book.write(ACTOR, "meeting") as s:
        meeting = room.open_meeting(s, "heart_to_heart", "恳谈", "楼下", "2026-06-08T09:00")
        room.sign_in(s, meeting, "苏敏")
        room.add_agenda(s, meeting, "垃圾")
        voting.record(s, meeting, 1, "听取意见", "INFO_ONLY", "不表决", 0, 0, 0)
        number = room.resolve(s, meeting, 1, "加一次清运", "居委会", "卢思远", "诸葛平", workdays=10, motion_no=1)
    with book.read() as s:
        assert next(r for r in resolutions.lines(s, DAY) if r.number == number).state == "ADOPTED"


def test_the_number_of_a_cancelled_resolution_is_not_used_again(book):
    def another(text):
        with book.write(ACTOR, "resolve") as s:
            meeting = next(m.id for m in meetings.lines(s))
            room.reopen_meeting(s, meeting)
            return room.resolve(s, meeting, 1, text, "物业", "孙伟", "诸葛平", workdays=5)

    assert another("第二条") == "翠议〔2026〕1-2"
    with book.write(ACTOR, "undo") as s:
        undo_last(s, ACTOR)
    assert another("又一条") == "翠议〔2026〕1-3"


def test_an_open_objection_keeps_a_closed_matter_in_sight_until_the_day_it_is_answered(book):
    step(book, "publish_decision", posting={"natural_days": 30})
    for event, by in (("assign", ACTOR), ("accept", "孙伟"), ("report_done", "孙伟"), ("inspect_pass", "诸葛平")):
        step(book, event, by=by, **({"workdays": 10} if event == "assign" else {}))
    step(book, "eval_pass", evaluation={"very_satisfied": 9, "solved": 9, "raiser": "satisfied"})
    step(book, "publish_outcome")
    step(book, "object", by="某业主", text="没有修好")
    step(book, "answer_objection", reply="已补", on=date(2026, 6, 12))
    assert sheet(book, date(2026, 6, 11)).line.next == "answer_objection"
    with book.read() as s:
        assert [r.next for r in resolutions.attention(s, date(2026, 6, 11))] == ["answer_objection"]
    assert sheet(book, date(2026, 6, 12)).line.next == "archive"


def test_a_raiser_who_was_not_satisfied_is_asked_again(book):
    for event, by in (("assign", ACTOR), ("accept", "孙伟"), ("report_done", "孙伟"), ("inspect_pass", "诸葛平")):
        step(book, event, by=by, **({"workdays": 10} if event == "assign" else {}))
    step(book, "eval_fail", evaluation={"very_satisfied": 8, "dissatisfied": 1, "solved": 9, "raiser": "dissatisfied"})
    for event, by in (("report_done", "孙伟"), ("inspect_pass", "诸葛平")):
        step(book, event, by=by)
    good = {"very_satisfied": 9, "solved": 9}
    with pytest.raises(Refusal, match="还没有问他"):
        step(book, "eval_pass", evaluation=good)
    step(book, "eval_pass", evaluation=good | {"raiser": "unreached"})
    assert sheet(book).line.state == "CLOSED"


def test_attention_is_what_needs_doing_of_all_there_is(book):
    step(book, "assign")
    step(book, "accept", by="孙伟")
    for day in (DAY, date(2026, 6, 30), date(2027, 3, 1)):
        with book.read() as s:
            every = resolutions.lines(s, day)
            assert every and resolutions.attention(s, day) == tuple(line for line in every if resolutions.needs_doing(line))


def test_a_form_that_cannot_confirm_is_named_as_the_place_calls_it(book):
    with book.write(ACTOR, "forms") as s:
        forms.change_form(s, "bench", {**as_data(forms.of(s, "bench")), "name": "板凳会"})
    with book.write(ACTOR, "confirm") as s, pytest.raises(Refusal, match="“板凳会”不是法定会议"):
        confirmation.check_meeting(s, "bench", 10, 8, "FOR_GT_AGAINST", 6, 1, 1)
