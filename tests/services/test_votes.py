"""Votes as they are taken: who may vote is frozen, sums that cannot be are refused and leave the book as it was."""

from datetime import date

import pytest

from tests.services.conftest import ACTOR, content
from yishi.errors import Refusal
from yishi.services import meetings, room, voting
from yishi.store.undo import undo_last

PEOPLE = ("王建国", "李秀英", "陈大富", "张小妹", "周杰", "何丽")
RULE = "FOR_GT_AGAINST"


@pytest.fixture
def book(new_book):
    """A book with an open meeting: five are there, one of them by proxy, 何丽 only watches."""
    book = new_book("village")
    with book.write(ACTOR, "open_meeting") as session:
        made = room.open_meeting(session, "teahouse", "老井", "茶馆", "2026-06-08T14:00")
        for title in ("老井修缮", "垃圾清运"):
            room.add_agenda(session, made, title)
        for name in PEOPLE:
            mark = {"周杰": "proxy", "何丽": "observer"}.get(name, "present")
            room.sign_in(session, made, name, mark=mark, proxy="周小杰" if mark == "proxy" else "")
    return book


def meeting_of(session):
    return meetings.lines(session)[0].id


def sheet(book):
    with book.read() as session:
        return meetings.sheet(session, meeting_of(session), date(2026, 6, 8))


def person(book, name):
    return next(line.person_id for line in sheet(book).attendees if line.name == name)


def cast(book, *numbers, rule=RULE, method="举手", motion="修老井", **said):
    with book.write(ACTOR, "vote") as session:
        return voting.record(session, meeting_of(session), 1, motion, rule, method, *numbers, **said)


def recuse(book, name, reason="自家承包"):
    with book.write(ACTOR, "recuse") as session:
        voting.recuse(session, sheet(book).agenda[0].id, person(book, name), reason)


def frozen(book, motion):
    with book.read() as session:
        return {seat.name: seat.choice for seat in voting.seats(session, motion)}


def test_who_may_vote_is_kept_with_every_vote(book):
    motion = cast(book, 3, 1, 1)
    assert frozen(book, motion) == dict.fromkeys(PEOPLE[:5], "")
    (vote,) = sheet(book).motions
    assert (vote.present, vote.eligible, vote.not_voted) == (5, 5, 0)


def test_a_vote_that_was_taken_does_not_change_when_somebody_leaves_comes_or_is_recused(book):
    motion = cast(book, 3, 1, 1)
    before = frozen(book, motion)
    with book.write(ACTOR, "leave") as session:
        room.leave(session, meeting_of(session), "李秀英", "15:00")
        room.sign_in(session, meeting_of(session), "后来人")
    recuse(book, "陈大富")
    assert frozen(book, motion) == before
    assert sheet(book).motions[0].present == 5
    assert set(frozen(book, cast(book, 4, 0, 0))) == {"王建国", "张小妹", "周杰", "后来人"}


def test_who_is_recused_does_not_count_and_may_come_back(book):
    recuse(book, "王建国", "井在他家院里")
    assert sheet(book).agenda[0].recused == ((person(book, "王建国"), "井在他家院里"),)
    with pytest.raises(Refusal) as refused:
        cast(book, 4, 1, 0)
    assert refused.value.code == "YS-V02" and not sheet(book).motions
    cast(book, 3, 1, 0)
    assert sheet(book).motions[0].present == 4
    with book.write(ACTOR, "recuse") as session:
        voting.unrecuse(session, sheet(book).agenda[0].id, person(book, "王建国"))
    cast(book, 4, 1, 0)
    assert sheet(book).motions[1].present == 5


def test_a_recusal_counts_for_its_own_item_only(book):
    recuse(book, "王建国")
    with book.write(ACTOR, "vote") as session:
        motion = voting.record(session, meeting_of(session), 2, "清运", RULE, "举手", 5, 0, 0)
    assert "王建国" in frozen(book, motion)


def test_a_recusal_needs_a_reason_and_somebody_on_the_sheet(book):
    before = content(book)
    with pytest.raises(Refusal, match="原因"):
        recuse(book, "王建国", "  ")
    with pytest.raises(Refusal) as refused, book.write(ACTOR, "recuse") as session:
        voting.recuse(session, sheet(book).agenda[0].id, "nobody", "亲属")
    assert refused.value.code == "YS-V15" and content(book) == before


def test_a_named_vote_counts_its_choices(book):
    ids = {name: person(book, name) for name in PEOPLE}
    choices = {ids["王建国"]: "for", ids["李秀英"]: "against", ids["周杰"]: "for", ids["陈大富"]: "abstain"}
    motion = cast(book, method="记名", choices=choices)
    (vote,) = sheet(book).motions
    assert (vote.votes_for, vote.votes_against, vote.abstain, vote.not_voted, vote.passed) == (2, 1, 1, 1, True)
    assert frozen(book, motion) == {"王建国": "for", "李秀英": "against", "陈大富": "abstain", "张小妹": "not_voted", "周杰": "for"}


def test_all_votes_by_name_of_a_meeting_are_read_as_each_is_by_itself(book):
    by_hand = cast(book, 3, 1, 0)
    named = [cast(book, method="记名", choices={person(book, "周杰"): choice}, motion=choice) for choice in ("for", "against")]
    with book.read() as session:
        found = voting.votes_by_name(session, meeting_of(session))
        alone = {motion: voting.seats(session, motion) for motion in named}
    assert found == alone and by_hand not in found


@pytest.mark.parametrize(("name", "word"), [("王建国", "回避"), ("何丽", "不在可以表决的人里")])
def test_a_choice_by_somebody_without_a_vote_is_refused(book, name, word):
    recuse(book, "王建国")
    before = content(book)
    with pytest.raises(Refusal, match=word) as refused:
        cast(book, method="记名", choices={person(book, name): "for"})
    assert refused.value.code == "YS-V11" and name in refused.value.message and content(book) == before


@pytest.mark.parametrize(("numbers", "choice"), [((), "maybe"), ((2, 0, 0), "for"), ((0, 0, 0, 1), "for")])
def test_a_named_vote_that_contradicts_itself_is_refused(book, numbers, choice):
    before = content(book)
    with pytest.raises(Refusal):
        cast(book, *numbers, method="记名", choices={person(book, "王建国"): choice})
    assert content(book) == before


def test_ballots_are_kept_with_what_was_handed_out_and_who_counted(book):
    cast(book, 2, 1, 0, 1, method="投票", issued=5, returned=4, tellers=(("监票人", "张小妹"), ("计票人", " ")))
    (vote,) = sheet(book).motions
    assert (vote.issued, vote.returned, vote.invalid, vote.not_voted) == (5, 4, 1, 1)
    assert vote.tellers == (("监票人", "张小妹"),)


@pytest.mark.parametrize(("numbers", "issued", "returned", "said"), [
    ((5, 0, 0, 0), 6, 5, "发出6张"), ((3, 1, 1, 0), 4, 5, "收回5张"), ((3, 1, 1, 1), 5, 5, "合计5，比有效票4张多1"),
    ((2, 1, 0, 1), 5, 5, "少1"), ((0, 0, 0, 4), 3, 3, "无效4张"), ((3, 1, -1, 0), 5, 3, "负数"), ((3, 1, 0, 0), 5, None, "一起写"),
])
def test_ballots_that_do_not_add_up_are_refused(book, numbers, issued, returned, said):
    before = content(book)
    with pytest.raises(Refusal, match=said) as refused:
        cast(book, *numbers, method="投票", issued=issued, returned=returned)
    assert refused.value.code == "YS-V10" and refused.value.next_step and content(book) == before


def test_no_objection_with_somebody_against_is_none(book):
    with pytest.raises(Refusal) as refused:
        cast(book, 4, 1, 0, rule="CONSENSUS", method="无异议")
    assert refused.value.code == "YS-V12" and not sheet(book).motions
    cast(book, 5, 0, 0, rule="CONSENSUS", method="无异议")
    assert sheet(book).motions[0].passed


def test_two_thirds_of_all_counts_those_who_did_not_come(book):
    with book.write(ACTOR, "sign_in") as session:
        for n in range(3):
            room.sign_in(session, meeting_of(session), f"没来{n}", mark="absent")
    cast(book, 5, 0, 0, rule="TWO_THIRDS_OF_ALL")
    (vote,) = sheet(book).motions
    assert (vote.eligible, vote.present, vote.passed) == (8, 5, False)


def test_a_tie_does_not_carry(book):
    cast(book, 2, 2, 1)
    assert not sheet(book).motions[0].passed


def test_a_motion_waits_and_is_voted_on_later_once(book):
    with book.write(ACTOR, "motion") as session:
        motion = voting.put_motion(session, meeting_of(session), 1, "先围后淤", "CONSENSUS")
    (waits,) = sheet(book).motions
    assert (waits.voted, waits.rule, waits.text) == (False, RULE, "先围后淤")
    assert cast(book, 4, 1, 0, motion="先围栏，后清淤", motion_id=motion) == motion
    (voted,) = sheet(book).motions
    assert (voted.voted, voted.text, voted.passed) == (True, "先围栏，后清淤", True)
    with pytest.raises(Refusal) as refused:
        cast(book, 4, 1, 0, motion_id=motion)
    assert refused.value.code == "YS-V16"


def test_a_vote_is_taken_back_unless_a_resolution_rests_on_it(book):
    motion = cast(book, 5, 0, 0)
    with book.write(ACTOR, "resolve") as session:
        room.resolve(session, meeting_of(session), 1, "修老井", "村委会", "李秀英", "陈大富", due=date(2026, 12, 31), motion_no=1)
    with pytest.raises(Refusal, match="决议") as refused, book.write(ACTOR, "strike") as session:
        voting.strike_vote(session, motion)
    assert refused.value.code == "YS-V14"
    with book.write(ACTOR, "undo") as session:
        undo_last(session, ACTOR)
    with book.write(ACTOR, "strike") as session:
        voting.strike_vote(session, motion)
    assert not sheet(book).motions
    with book.write(ACTOR, "undo") as session:
        undo_last(session, ACTOR)
    assert sheet(book).motions[0].votes_for == 5 and len(frozen(book, motion)) == 5


def test_a_vote_undone_leaves_nothing(book):
    before = content(book)
    cast(book, method="记名", choices={person(book, "王建国"): "for"})
    with book.write(ACTOR, "undo") as session:
        undo_last(session, ACTOR)
    assert content(book) == before


def test_no_dissent_is_said_on_purpose_and_a_dissent_takes_it_back(book):
    with book.write(ACTOR, "dissent") as session:
        room.no_dissent(session, meeting_of(session), True)
    assert sheet(book).no_dissent
    with book.write(ACTOR, "dissent") as session:
        room.dissent(session, meeting_of(session), "周杰", "钱从村公益金出")
    assert not sheet(book).no_dissent
    with pytest.raises(Refusal) as refused, book.write(ACTOR, "dissent") as session:
        room.no_dissent(session, meeting_of(session), True)
    assert refused.value.code == "YS-V17"
    with book.write(ACTOR, "dissent") as session:
        room.strike_dissent(session, sheet(book).dissents[0].id)
    assert not sheet(book).dissents
