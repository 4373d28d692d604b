"""The numbers of the place reach the loop: deadlines, lights, thresholds, holidays; what was written down stays."""

from datetime import date, timedelta

import pytest

from tests.services import loop_books
from tests.services.conftest import ACTOR, content
from yishi.domain.records import Resolution
from yishi.errors import Refusal
from yishi.services import holidays, loop_events, meetings, place_rules, prepare, resolutions, room, today
from yishi.services.living import one, rows
from yishi.store.book import Book

DAY = loop_books.DAY


@pytest.fixture
def book(new_book) -> Book:
    return loop_books.adopted(new_book)


def change(book: Book, kind: str, **values: int) -> None:
    with book.write(ACTOR, "settings") as s:
        place_rules.change(s, kind, values)


def test_a_changed_term_counts_from_now_on_and_a_due_day_once_written_stays(book):
    loop_books.to_evaluation(book)
    before = loop_books.line(book).due
    change(book, "deadlines", evaluate=9, inspect=1)
    assert loop_books.line(book).due == before == date(2026, 6, 15)
    loop_books.step(book, "eval_fail", evaluation=loop_books.BAD)
    loop_books.step(book, "report_done", "孙伟")
    loop_books.step(book, "inspect_pass", "诸葛平")
    assert loop_books.line(book).due == date(2026, 6, 22)


def test_the_term_of_the_light_is_that_of_the_place(book):
    loop_books.step(book, "assign")
    loop_books.step(book, "accept", "孙伟")
    assert loop_books.line(book).light == "green"
    change(book, "lights", soon=12)
    assert loop_books.line(book).light == "yellow"


def test_an_evaluation_passes_by_the_threshold_of_the_place_and_an_old_one_stays_what_it_was(book):
    loop_books.to_evaluation(book)
    before = content(book)
    with pytest.raises(Refusal) as refused:
        loop_books.step(book, "eval_pass", evaluation=loop_books.BAD)
    assert refused.value.code == "YS-L25" and "57.7%" in refused.value.message
    assert content(book) == before
    change(book, "thresholds", satisfied_percent=50)
    loop_books.step(book, "eval_pass", evaluation=loop_books.BAD)
    change(book, "thresholds", satisfied_percent=90)
    with book.read() as s:
        assert [e.passed for e in resolutions.sheet(s, loop_books.only(book), DAY).evaluations] == [True]


def test_the_number_of_households_says_how_many_must_answer(book):
    loop_books.to_evaluation(book)
    with book.write(ACTOR, "edit") as s:
        one(s, Resolution, loop_books.only(book)).beneficiaries = 300
    with pytest.raises(Refusal, match="不到30份"):
        loop_books.step(book, "eval_pass", evaluation=loop_books.GOOD)


def test_counts_beyond_the_sample_are_refused_and_change_nothing(book):
    loop_books.to_evaluation(book)
    before = content(book)
    with pytest.raises(Refusal) as refused:
        loop_books.step(book, "eval_pass", evaluation=loop_books.GOOD | {"sample": 20})
    assert refused.value.code == "YS-L42" and "比发出的20份还多" in refused.value.message
    assert content(book) == before


def test_a_holiday_of_the_place_moves_what_is_set_from_now_on(book):
    with book.write(ACTOR, "settings") as s:
        holidays.set_day(s, date(2026, 6, 10), is_workday=False, name="停水停电")
    loop_books.step(book, "assign")
    loop_books.step(book, "accept", "孙伟")
    assert loop_books.line(book).due == date(2026, 6, 24)


def test_a_year_without_a_table_is_told_beside_the_date(book):
    with book.write(ACTOR, "edit") as s:
        row = one(s, Resolution, loop_books.only(book))
        row.workdays, row.due = None, date(2027, 3, 1)
    loop_books.step(book, "assign")
    loop_books.step(book, "accept", "孙伟")
    assert loop_books.line(book).unannounced
    with book.read() as s:
        assert [r.code for r in today.sheet(s, DAY).reminders if r.number == 2027] == ["calendar"]


def test_a_bad_evaluation_puts_the_matter_foremost_on_the_next_agenda_with_the_reason(book):
    loop_books.to_evaluation(book)
    with book.write(ACTOR, "plan") as s:
        planned = prepare.plan(s, "bench", "下一次", "楼下", "2026-06-20T19:00", today=DAY)
        room.add_agenda(s, planned, "别的事")
        for item in meetings.sheet(s, planned).agenda:
            if item.about_resolution_id:
                prepare.drop_item(s, item.id)
    loop_books.step(book, "eval_fail", evaluation=loop_books.BAD)
    with book.read() as s:
        agenda = meetings.sheet(s, planned).agenda
        again = resolutions.sheet(s, loop_books.only(book), DAY).line
    assert [item.about_resolution_id for item in agenda] == [loop_books.only(book), ""]
    assert "57.7%" in again.signs.reopened and again.round == 2
    loop_books.step(book, "report_done", "孙伟")
    loop_books.step(book, "inspect_pass", "诸葛平")
    loop_books.step(book, "eval_fail", evaluation=loop_books.BAD)
    with book.read() as s:
        assert len(meetings.sheet(s, planned).agenda) == 2


def test_what_was_sent_back_comes_first_when_a_meeting_is_planned(book):
    loop_books.to_evaluation(book)
    loop_books.step(book, "eval_fail", evaluation=loop_books.BAD)
    with book.read() as s:
        first = prepare.unfinished(s, "bench", "", "2026-06-20T19:00", DAY)[0]
    assert first.about_resolution_id == loop_books.only(book) and "重新办理（满意率57.7%" in first.words


def test_the_list_of_today_leaves_out_only_what_is_plainly_finished(book):
    loop_books.to_evaluation(book)
    loop_books.step(book, "eval_pass", evaluation=loop_books.GOOD)
    loop_books.step(book, "publish_outcome", posting={"natural_days": 7})
    end = DAY + timedelta(days=8)
    with pytest.raises(Refusal) as refused:
        loop_books.step(book, "archive", on=end)
    assert refused.value.code == "YS-L29" and "照片" in refused.value.message
    with book.read() as s:
        later = date(2027, 3, 1)
        assert [line.id for line in today.lines(s, later)] == [loop_books.only(book)]
        assert today.sheet(s, later).todo == tuple(x for x in resolutions.attention(s, later))
    with book.write(ACTOR, "edit") as s:
        photo(s, loop_books.only(book))
    loop_books.step(book, "archive", on=end)
    with book.read() as s:
        assert today.lines(s, later) == () and resolutions.lines(s, later)[0].state == "ARCHIVED"
        assert resolutions.attention(s, later) == ()
        assert today.sheet(s, end).closed_this_quarter == 1


def photo(session, resolution_id: str) -> None:
    from yishi.domain.records import LoopEvent, Photo

    event = next(e for e in rows(session, LoopEvent, LoopEvent.resolution_id == resolution_id) if e.event == "report_done")
    session.add(Photo(event_id=event.id, resolution_id=resolution_id, position=1, sha256="0" * 64))


def test_a_late_matter_advises_the_whistle_and_a_closed_one_awaits_its_posting(book):
    loop_books.step(book, "assign")
    loop_books.step(book, "accept", "孙伟")
    loop_books.step(book, "progress", "孙伟", text="劝了")
    with book.read() as s:
        assert not resolutions.sheet(s, loop_books.only(book), date(2026, 6, 24)).line.signs.escalation_advised
        assert next(r.code for r in today.sheet(s, date(2026, 7, 6)).reminders) == "escalate"
    loop_books.step(book, "report_done", "孙伟")
    loop_books.step(book, "inspect_pass", "诸葛平")
    loop_books.step(book, "eval_pass", evaluation=loop_books.GOOD)
    assert not loop_books.line(book, date(2026, 6, 15)).signs.outcome_awaited
    assert loop_books.line(book, date(2026, 6, 16)).signs.outcome_awaited


@pytest.mark.parametrize("event, day, more, code, words", [
    ("accept", DAY - timedelta(days=3), {}, "YS-L03", "早"),
    ("report_done", DAY, {}, "YS-L02", "不能"),
])  # fmt: skip
def test_events_out_of_order_are_refused_and_change_nothing(book, event, day, more, code, words):
    loop_books.step(book, "assign")
    before = content(book)
    with pytest.raises(Refusal) as refused:
        loop_books.step(book, event, "孙伟", on=day, **more)
    assert refused.value.code == code and words in refused.value.message
    assert content(book) == before


def test_an_extension_after_the_due_day_or_a_third_one_is_refused(book):
    for event, by in (("assign", ACTOR), ("accept", "孙伟")):
        loop_books.step(book, event, by)
    for _time in range(2):
        loop_books.step(book, "extend", "孙伟", workdays=5, approved_by="诸葛平", text="等材料")
    before = content(book)
    for on, code, words in ((DAY, "YS-L20", "最多2次"), (date(2026, 8, 3), "YS-L19", "到期前")):
        with pytest.raises(Refusal) as refused:
            loop_books.step(book, "extend", "孙伟", on=on, workdays=5, approved_by="诸葛平", text="等材料")
        assert refused.value.code == code and words in refused.value.message
        assert content(book) == before


def test_who_does_it_cannot_watch_over_it(book):
    with book.write(ACTOR, "edit") as s:
        one(s, Resolution, loop_books.only(book)).supervisor = "孙伟（经理）"
    before = content(book)
    with pytest.raises(Refusal) as refused:
        loop_books.step(book, "assign")
    assert refused.value.code == "YS-L12" and "同一个人" in refused.value.message
    assert content(book) == before


def test_what_should_be_said_before_a_step_is_said_and_stops_nothing(book):
    loop_books.step(book, "publish_decision")
    loop_books.step(book, "object", "5幢某业主", text="搬家车怎么办")
    with book.read() as s:
        said = loop_events.cautions(s, loop_books.only(book), "assign", DAY)
    assert any("异议" in words for words in said)
    loop_books.step(book, "assign")
    assert loop_books.line(book).state == "ASSIGNED"
