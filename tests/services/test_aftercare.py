"""Asking again: after a redo, and 「还好吗」 ninety days after closing."""

from datetime import date, timedelta

import pytest

from tests.services.evaluated import ACTOR, TODAY, done, inspected
from tests.services.test_calls import answered, begun, listed
from tests.services.test_survey import conclude, enter
from yishi.errors import Refusal
from yishi.services import aftercare, calls, pool, resolutions, survey


@pytest.fixture
def book(new_book):
    return new_book("urban")


@pytest.fixture
def closed(book):
    id_ = inspected(book)
    enter(book, id_, *["satisfied"] * 6)
    conclude(book, id_)
    return id_


def due_on(book, day):
    with book.read() as session:
        return [line.resolution_id for line in aftercare.due(session, day)]


def noted(book, id_, day, fine, words=""):
    with book.write(ACTOR, "aftercare") as session:
        return aftercare.note(session, id_, day, fine, words, ACTOR)


def test_ninety_days_after_closing_it_is_time_to_ask_and_once_asked_it_is_gone(book, closed):
    day = TODAY + timedelta(days=90)
    assert due_on(book, day - timedelta(days=1)) == []
    assert due_on(book, day) == [closed]
    assert noted(book, closed, day, True).kind == ""
    assert due_on(book, day + timedelta(days=1)) == []


def test_an_early_yes_does_not_spare_the_asking_after_ninety_days(book, closed):
    noted(book, closed, TODAY + timedelta(days=10), True)
    assert due_on(book, TODAY + timedelta(days=90)) == [closed]


def test_what_was_closed_long_ago_is_not_asked_about_any_more(book, closed):
    assert due_on(book, TODAY + timedelta(days=400)) == []


def test_a_no_within_thirty_days_offers_to_reopen(book, closed):
    day = TODAY + timedelta(days=20)
    assert noted(book, closed, day, False, "送晚了").kind == "reopen"
    with book.write(ACTOR, "reopen") as session:
        aftercare.reopen(session, closed, day, ACTOR, "送晚了")
    with book.read() as session:
        line = resolutions.sheet(session, closed, day).line
    assert (line.state, line.round) == ("IN_PROGRESS", 2)


def test_a_later_no_offers_a_new_topic_in_the_pool(book, closed):
    day = TODAY + timedelta(days=90)
    assert noted(book, closed, day, False, "停了").kind == "topic"
    with book.write(ACTOR, "topic") as session:
        topic = aftercare.new_topic(session, closed, day, "停了", "周德厚")
    with book.read() as session:
        assert [s.id for s in pool.similar(session, "老年助餐点送餐到楼又出了问题", 1)] == [topic]
    with pytest.raises(Refusal, match="才能重新办理"), book.write(ACTOR, "reopen") as session:
        aftercare.reopen(session, closed, day, ACTOR, "停了")


def test_a_no_must_say_what_is_wrong(book, closed):
    with pytest.raises(Refusal, match="写一句是什么问题"):
        noted(book, closed, TODAY + timedelta(days=90), False)


def test_what_is_not_closed_is_not_asked_about(book):
    id_ = inspected(book)
    with pytest.raises(Refusal, match="还没有办结"):
        noted(book, id_, TODAY, True)


def test_after_a_redo_those_who_were_not_content_are_asked_again_and_do_not_count(book):
    id_ = inspected(book)
    draw_id = begun(book, id_)
    grades = ["dissatisfied"] * 3 + ["satisfied"] * 7
    for line, grade in zip(listed(book, draw_id).lines, grades, strict=True):
        answered(book, line.id, grade)
    assert conclude(book, id_).event == "eval_fail"
    done(book, id_, TODAY)
    with book.write(ACTOR, "draw_calls") as session:
        again = aftercare.begin_again(session, id_, TODAY)
    lines = listed(book, again).lines
    assert [line.phone for line in lines] == [line.phone for line in listed(book, draw_id).lines[:3]]
    answered(book, lines[0].id, "satisfied")
    with book.read() as session:
        assert survey.counts(session, id_, 2).valid == 0
        assert calls.sheet(session, again).answered == 1


def test_after_a_round_of_papers_there_is_nobody_to_ask_by_name(book):
    id_ = inspected(book)
    enter(book, id_, *["dissatisfied"] * 5)
    conclude(book, id_)
    done(book, id_, date(2026, 11, 20))
    with pytest.raises(Refusal, match="没有不满意"), book.write(ACTOR, "draw_calls") as session:
        aftercare.begin_again(session, id_, TODAY)
