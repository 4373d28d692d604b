"""Papers of the survey: entered one by one, summed, judged by the rules, concluded."""

import pytest

from tests.services.conftest import content
from tests.services.evaluated import ACTOR, TODAY, done, inspected, state
from yishi.domain.evaluation import Counts
from yishi.errors import Refusal
from yishi.services import place_rules, resolutions, survey


def enter(book, id_, *grades, **more):
    for grade in grades:
        with book.write(ACTOR, "survey_sheet") as session:
            survey.add_sheet(session, id_, TODAY, grade, **more)


def judged(book, id_):
    with book.read() as session:
        return survey.verdict(session, id_, TODAY)


def say(book, id_, grade):
    with book.write(ACTOR, "survey_raiser") as session:
        survey.set_raiser(session, id_, TODAY, grade)


def conclude(book, id_, note=""):
    with book.write(ACTOR, "evaluate") as session:
        return survey.conclude(session, id_, TODAY, ACTOR, note)


@pytest.fixture
def book(new_book):
    return new_book("urban")


@pytest.fixture
def id_(book):
    return inspected(book)


def test_papers_are_summed_and_one_without_a_grade_is_handed_out_but_not_valid(book, id_):
    enter(book, id_, "very_satisfied", "satisfied", solved="solved")
    enter(book, id_, "dissatisfied", solved="unsolved")
    enter(book, id_, "", knows=False)
    assert judged(book, id_).counts == Counts(4, 3, 1, 1, 0, 1, 0, 2, 0, 1)


def test_more_papers_than_went_out_are_refused_and_nothing_is_changed(book, id_):
    with book.write(ACTOR, "survey_sample") as session:
        survey.hand_out(session, id_, TODAY, 2)
    enter(book, id_, "satisfied", "satisfied")
    before = content(book)
    with pytest.raises(Refusal, match="发出2份，已经录满2份"):
        enter(book, id_, "satisfied")
    with pytest.raises(Refusal, match="比已经录入的2份还少"), book.write(ACTOR, "survey_sample") as session:
        survey.hand_out(session, id_, TODAY, 1)
    assert content(book) == before


def test_four_papers_are_too_few_to_conclude_and_the_rule_is_said(book, id_):
    enter(book, id_, *["satisfied"] * 4)
    assert judged(book, id_).reasons == ("有效评价4份，不到5份",)
    with pytest.raises(Refusal, match="有效评价4份，不到5份"):
        conclude(book, id_)
    assert state(book, id_) == "EVALUATING"


def test_too_few_papers_with_none_left_to_come_send_the_matter_back(book, id_):
    with book.write(ACTOR, "survey_sample") as session:
        survey.hand_out(session, id_, TODAY, 4)
    enter(book, id_, *["satisfied"] * 4)
    assert conclude(book, id_).event == "eval_fail"


def test_a_tenth_of_the_households_that_benefit_must_answer(book):
    id_ = inspected(book, beneficiaries=86)
    enter(book, id_, *["satisfied"] * 8)
    now = judged(book, id_)
    assert (now.needed, now.settled) == (9, False)


def test_good_papers_close_the_matter_with_a_note_of_what_people_said(book, id_):
    enter(book, id_, *["satisfied"] * 9, "dissatisfied", solved="solved")
    assert conclude(book, id_, "菜再软一点").event == "eval_pass"
    with book.read() as session:
        sheet = resolutions.sheet(session, id_, TODAY)
    assert (sheet.line.state, sheet.evaluations[0].satisfaction_rate, sheet.evaluations[0].note) == ("CLOSED", 900, "菜再软一点")
    assert sheet.events[-1].text == "纸面测评有效10份，满意率90.0%；主要意见：菜再软一点"


def test_bad_papers_send_it_back_with_the_reason_and_a_new_day(book, id_):
    enter(book, id_, *["satisfied"] * 3, *["dissatisfied"] * 2)
    told = conclude(book, id_)
    assert told.event == "eval_fail" and told.due > TODAY
    with book.read() as session:
        sheet = resolutions.sheet(session, id_, TODAY)
    assert (sheet.line.state, sheet.line.round) == ("IN_PROGRESS", 2)
    assert "满意率60.0%，低于80%" in sheet.events[-1].text


def test_the_raiser_alone_can_send_it_back_and_is_not_one_of_the_counted(book, id_):
    enter(book, id_, *["very_satisfied"] * 6)
    say(book, id_, "dissatisfied")
    now = judged(book, id_)
    assert (now.event, now.counts.valid, now.raiser_name) == ("eval_fail", 6, "周德厚")
    say(book, id_, "satisfied")
    assert judged(book, id_).event == "eval_pass"
    say(book, id_, "")
    assert judged(book, id_).counts.raiser is None


def test_a_raiser_who_was_not_content_must_be_asked_again_in_the_next_round(book, id_):
    enter(book, id_, *["very_satisfied"] * 6)
    say(book, id_, "very_dissatisfied")
    conclude(book, id_)
    done(book, id_, TODAY)
    enter(book, id_, *["very_satisfied"] * 6)
    with pytest.raises(Refusal, match="提出人上一轮不满意，这一轮还没有问他"):
        conclude(book, id_)
    say(book, id_, "unreached")
    assert conclude(book, id_).event == "eval_pass"


def test_the_first_round_keeps_its_papers_and_the_second_begins_empty(book, id_):
    enter(book, id_, *["dissatisfied"] * 5)
    conclude(book, id_)
    done(book, id_, TODAY)
    with book.read() as session:
        assert len(survey.sheets(session, id_, 1)) == 5
        assert survey.verdict(session, id_, TODAY).counts.valid == 0


def test_the_place_may_ask_for_ninety_percent(book, id_):
    with book.write(ACTOR, "settings") as session:
        place_rules.change(session, "thresholds", {"satisfied_percent": 90})
    enter(book, id_, *["satisfied"] * 5, "dissatisfied")
    assert "低于90%" in judged(book, id_).reasons[0]


def test_groups_under_five_are_withheld_and_cannot_be_worked_out_from_the_rest(book, id_):
    for unit, many in (("1幢", 6), ("2幢", 8), ("3幢", 2)):
        enter(book, id_, *["satisfied"] * many, unit=unit)
    with book.read() as session:
        groups = survey.by_group(session, id_, 1)
    assert [(g.name, g.valid) for g in groups.shown] == [("2幢", 8)]
    assert groups.withheld == 2


def test_papers_for_a_matter_that_is_not_being_evaluated_are_refused(book, id_):
    enter(book, id_, *["satisfied"] * 5)
    conclude(book, id_)
    with pytest.raises(Refusal, match="不在评价中"):
        enter(book, id_, "satisfied")


def test_a_paper_entered_twice_can_be_taken_out(book, id_):
    enter(book, id_, "satisfied", "satisfied")
    with book.write(ACTOR, "survey_sheet") as session:
        survey.remove_sheet(session, survey.sheets(session, id_, 1)[-1].id, TODAY)
    assert judged(book, id_).counts.valid == 1


@pytest.mark.parametrize(("grade", "solved"), [("好", ""), ("satisfied", "maybe"), ("", "solved")])
def test_what_the_form_does_not_have_is_refused(book, id_, grade, solved):
    with pytest.raises(Refusal) as refused:
        enter(book, id_, grade, solved=solved)
    assert refused.value.next_step
