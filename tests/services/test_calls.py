"""The call-back list: drawn once and kept, three tries, replacements that come by themselves."""

from datetime import date, timedelta

import pytest

from tests.services.conftest import content
from tests.services.evaluated import ACTOR, OWNER, SUPERVISOR, TODAY, inspected, residents
from yishi.errors import Refusal
from yishi.services import callbacks, calls, people, survey

DAYS = ((TODAY, "09:30"), (TODAY, "15:00"), (TODAY + timedelta(days=3), "10:00"))


@pytest.fixture
def book(new_book):
    return new_book("urban")


@pytest.fixture
def id_(book):
    return inspected(book)


def begun(book, id_, size=10, seed=7):
    with book.write(ACTOR, "draw_calls") as session:
        return calls.begin(session, id_, size, seed, TODAY)


def listed(book, draw_id):
    with book.read() as session:
        return calls.sheet(session, draw_id)


def tried(book, call_id, result, on=TODAY, at="09:30"):
    with book.write(ACTOR, "call_try") as session:
        return calls.try_(session, call_id, on, at, result, max(on, TODAY))


def answered(book, call_id, grade, **more):
    with book.write(ACTOR, "call_answer") as session:
        return calls.answer(session, call_id, TODAY, more.pop("at", "09:30"), grade, **more)


def test_the_list_is_that_of_the_command_and_of_the_same_seed(book, id_):
    with book.read() as session:
        drawn = callbacks.draw(session, id_, 10, 7)
    sheet = listed(book, begun(book, id_))
    assert [line.phone for line in sheet.lines] == [p.phone for p in drawn.sample]
    assert (sheet.size, sheet.total, sheet.seed, sheet.spare) == (10, 61, 7, 51)  # 60 residents and who chaired the meeting


def test_the_list_is_a_snapshot_and_nobody_who_came_later_is_on_it(book, id_):
    draw_id = begun(book, id_, size=60)
    before = listed(book, draw_id)
    with book.write(ACTOR, "person") as session:
        people.add(session, "新来的", unit="1幢")
    assert listed(book, draw_id) == before


def test_owner_and_supervisor_and_helpers_are_never_on_it(book, id_):
    with book.read() as session:
        drawn = callbacks.population(session, id_)
    assert not {OWNER, SUPERVISOR, ACTOR} & {p.name for _key, p in drawn}


def test_names_and_phones_are_masked_until_the_caller_asks(book, id_):
    draw_id = begun(book, id_)
    line = listed(book, draw_id).lines[0]
    assert "*" in line.name and "****" in line.phone
    with book.read() as session:
        name, phone = calls.phone(session, line.id)
    assert "*" not in name and len(phone) == 11


def test_three_tries_in_vain_are_not_reached_and_the_next_lot_comes_by_itself(book, id_):
    draw_id = begun(book, id_)
    first = listed(book, draw_id).lines[0]
    told = [tried(book, first.id, "no_answer", on, at) for on, at in DAYS]
    assert [(t.state, t.replaced) for t in told] == [("no_answer", False), ("no_answer", False), ("unreached", True)]
    after = listed(book, draw_id)
    assert len(after.lines) == 11 and after.lines[-1].replaces and after.left == 10


def test_a_second_try_in_the_same_morning_is_refused(book, id_):
    first = listed(book, begun(book, id_)).lines[0]
    tried(book, first.id, "no_answer", at="09:30")
    before = content(book)
    with pytest.raises(Refusal, match="三次要在不同的时段打"):
        tried(book, first.id, "no_answer", at="11:00")
    assert content(book) == before


def test_a_wrong_number_is_replaced_at_once_and_a_refusal_is_not(book, id_):
    draw_id = begun(book, id_)
    one, two, *_rest = listed(book, draw_id).lines
    assert tried(book, one.id, "wrong_number").replaced
    assert not tried(book, two.id, "refused").replaced
    assert len(listed(book, draw_id).lines) == 11


HOURS = [("09:00", False), ("11:30", False), ("12:15", True), ("14:29", True), ("17:30", False), ("20:00", True)]


@pytest.mark.parametrize(("at", "quiet"), HOURS)
def test_outside_the_hours_a_call_is_noted_with_a_warning(book, id_, at, quiet):
    first = listed(book, begun(book, id_)).lines[0]
    assert bool(tried(book, first.id, "no_answer", at=at).warning) is quiet


def test_what_they_say_goes_into_the_running_verdict_with_its_margin(book, id_):
    draw_id = begun(book, id_)
    for line, grade in zip(listed(book, draw_id).lines, ["very_satisfied"] * 4 + ["dissatisfied"] * 2, strict=False):
        answered(book, line.id, grade, solved="solved", words="菜再软一点", wants_answer=True, caller=ACTOR)
    with book.read() as session:
        now = calls.progress(session, draw_id, TODAY)
    assert (now.verdict.counts.sample, now.verdict.counts.valid, now.verdict.rate, now.sheet.left) == (10, 6, 667, 4)
    assert now.verdict.margin == 383  # 6 of 61
    assert "还有4户没打完" in now.verdict.cautions
    assert now.sheet.lines[0].words == "菜再软一点"


def test_who_does_not_know_of_it_is_reached_and_does_not_count(book, id_):
    draw_id = begun(book, id_)
    answered(book, listed(book, draw_id).lines[0].id, "", knows=False)
    assert listed(book, draw_id).lines[0].state == "unaware"
    with book.read() as session:
        assert survey.counts(session, id_, 1).valid == 0


def test_an_answer_without_a_grade_is_refused(book, id_):
    first = listed(book, begun(book, id_)).lines[0]
    with pytest.raises(Refusal, match="还没有选满意程度"):
        answered(book, first.id, "", words="挺好")


def test_a_grade_that_was_mistyped_can_be_put_right_without_another_call(book, id_):
    draw_id = begun(book, id_)
    first = listed(book, draw_id).lines[0]
    answered(book, first.id, "satisfied")
    answered(book, first.id, "dissatisfied")
    line = listed(book, draw_id).lines[0]
    assert (line.grade, len(line.tries)) == ("dissatisfied", 1)


def test_a_list_that_was_begun_cannot_be_drawn_anew_until_it_suits(book, id_):
    draw_id = begun(book, id_, seed=7)
    other = begun(book, id_, seed=8)  # nobody was called yet
    with book.read() as session:
        assert calls.latest(session, id_, 1) == other != draw_id
    tried(book, listed(book, other).lines[0].id, "no_answer")
    with pytest.raises(Refusal, match="不能重抽"):
        begun(book, id_, seed=9)


def test_one_more_is_the_next_lot_until_there_are_no_more(book, id_):
    draw_id = begun(book, id_, size=60)
    with book.write(ACTOR, "draw_calls") as session:
        calls.one_more(session, draw_id, TODAY)
    assert len(listed(book, draw_id).lines) == 61
    with pytest.raises(Refusal, match="没有可补的"), book.write(ACTOR, "draw_calls") as session:
        calls.one_more(session, draw_id, TODAY)


def test_calls_close_a_matter_as_papers_do(book, id_):
    draw_id = begun(book, id_)
    for line in listed(book, draw_id).lines:
        answered(book, line.id, "satisfied")
    with book.write(ACTOR, "evaluate") as session:
        assert survey.conclude(session, id_, TODAY, ACTOR).event == "eval_pass"
    with pytest.raises(Refusal, match="不在评价中"):
        answered(book, listed(book, draw_id).lines[0].id, "dissatisfied")


def test_the_script_says_who_calls_what_for_and_that_one_may_refuse(book, id_):
    with book.read() as session:
        said = calls.script(session, id_, ACTOR)
    assert said == "您好，我是翠屏社区的许晓芸。想问“老年助餐点送餐到楼”办得怎么样，两分钟，只做统计，不方便可以不答。"


def test_a_call_before_the_draw_or_at_no_hour_is_refused(book, id_):
    first = listed(book, begun(book, id_)).lines[0]
    with pytest.raises(Refusal, match="比抽签的"):
        tried(book, first.id, "no_answer", on=date(2026, 11, 1))
    with pytest.raises(Refusal):
        tried(book, first.id, "no_answer", at="25:00")


def test_a_long_roster_keeps_twice_the_sample_and_some(book):
    id_ = inspected(book, many=20)
    with book.write(ACTOR, "import") as session:
        for _time in range(3):
            residents(session, 200)
    sheet = listed(book, begun(book, id_, size=10))
    assert (sheet.total, len(sheet.lines), sheet.spare) == (621, 10, 60)


def test_who_is_called_next_stands_below_then_from_the_top_and_those_called_in_vain_come_last(book, id_):
    draw_id = begun(book, id_, size=4)
    one, two, three, four = (line.id for line in listed(book, draw_id).lines)
    assert listed(book, draw_id).following() == one and listed(book, draw_id).following(two) == three
    tried(book, three, "no_answer")
    answered(book, four, "satisfied")
    assert listed(book, draw_id).following(two) == one
    for each in (one, two):
        answered(book, each, "satisfied")
    assert listed(book, draw_id).following(one) == three
    answered(book, three, "satisfied")
    assert listed(book, draw_id).following(one) == ""
