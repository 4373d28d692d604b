"""A teahouse meeting in three boxes: noted first, sorted and settled afterwards."""

from collections.abc import Callable
from datetime import date

import pytest

from tests.services.conftest import ACTOR, content
from yishi.errors import Refusal
from yishi.services import meetings, teahouse
from yishi.services.answers import MeetingSheet
from yishi.store import undo
from yishi.store.book import Book

DAY, TODAY = date(2026, 6, 8), date(2026, 6, 10)


@pytest.fixture
def book(new_book: Callable[..., Book]) -> Book:
    return new_book("village")


def begun(book: Book, **more: object) -> str:
    with book.write(ACTOR, "teahouse") as session:
        return teahouse.begin(session, DAY, "老井边", today=TODAY, **more)  # type: ignore[arg-type]


def noted(book: Book, meeting_id: str, *entries: tuple[str, str, str]) -> list[str]:
    with book.write(ACTOR, "teahouse") as session:
        return [teahouse.note(session, meeting_id, *entry) for entry in entries]


def sheet(book: Book, meeting_id: str) -> MeetingSheet:
    with book.read() as session:
        return meetings.sheet(session, meeting_id, TODAY)


def test_day_and_place_are_enough(book: Book) -> None:
    found = sheet(book, begun(book))
    assert (found.line.form, found.line.place, found.line.state, found.line.start[:10]) == ("teahouse", "老井边", "open", "2026-06-08")
    assert found.line.title == "桃湾村流动的茶馆（老井边）"


def test_without_a_place_nothing_is_written(book: Book) -> None:
    before = content(book)
    with pytest.raises(Refusal) as refused, book.write(ACTOR, "teahouse") as session:
        teahouse.begin(session, DAY, " ", today=TODAY)
    assert refused.value.code == "YS-M09" and content(book) == before


def test_a_meeting_of_an_earlier_day_keeps_both_days(book: Book) -> None:
    assert sheet(book, begun(book)).entered_on == TODAY
    with book.write(ACTOR, "teahouse") as session:
        same_day = teahouse.begin(session, TODAY, "晒谷场", today=TODAY)
    assert sheet(book, same_day).entered_on is None


def test_a_day_that_has_not_come_is_refused(book: Book) -> None:
    with pytest.raises(Refusal) as refused, book.write(ACTOR, "teahouse") as session:
        teahouse.begin(session, date(2026, 6, 11), "老井边", today=TODAY)
    assert refused.value.code == "YS-T02" and refused.value.next_step


def test_an_entry_needs_no_name_and_signs_unknown_people_in(book: Book) -> None:
    made = begun(book, came=["周德厚（周家湾组组长）", "周德厚"])
    noted(book, made, ("", "要有个棚", ""), ("老张头", "路也修一修", "组里出工"))
    found = sheet(book, made)
    assert [(s.speaker, s.text, s.reply) for s in found.speeches] == [("某居民", "要有个棚", ""), ("老张头", "路也修一修", "组里出工")]
    assert [(a.name, a.role) for a in found.marked("present")] == [("周德厚", "周家湾组组长"), ("老张头", "")]
    assert [item.title for item in found.agenda] == [teahouse.CATCH_ALL]


def test_an_opinion_may_say_what_becomes_of_it(book: Book) -> None:
    made = begun(book)
    with book.write(ACTOR, "teahouse") as session:
        speech = teahouse.note(session, made, "", "路灯不亮", "去问供电所", "upward")
        with pytest.raises(Refusal):
            teahouse.rewrite(session, speech, "", "路灯不亮", "", "somehow")
        teahouse.rewrite(session, speech, "方志远", "路灯下半夜不亮", "去问供电所", "afterwards")
    (found,) = sheet(book, made).speeches
    assert (found.speaker, found.text, found.handling) == ("方志远", "路灯下半夜不亮", "afterwards")


def test_entries_are_sorted_into_a_new_topic_in_one_step(book: Book) -> None:
    made = begun(book)
    ids = noted(book, made, ("", "井栏松了", ""), ("", "围栏要不锈钢", ""), ("", "路灯不亮", ""))
    with book.write(ACTOR, "teahouse_sort") as session:
        teahouse.sort(session, ids[:2], title="老井修缮")
    found = sheet(book, made)
    assert [item.title for item in found.agenda] == [teahouse.CATCH_ALL, "老井修缮"]
    assert [speech.agenda for speech in found.speeches] == [2, 2, 1]
    with book.write(ACTOR, "undo") as session:
        undo.undo_last(session, ACTOR)
    assert [(item.title, item.speeches) for item in sheet(book, made).agenda] == [(teahouse.CATCH_ALL, 3)]


def test_the_catch_all_leaves_the_agenda_once_it_is_empty_and_comes_back_when_needed(book: Book) -> None:
    made = begun(book)
    (first,) = noted(book, made, ("", "井栏松了", ""))
    with book.write(ACTOR, "teahouse_sort") as session:
        item = teahouse.sort(session, [first], title="老井修缮")
    assert [(each.title, each.id) for each in sheet(book, made).agenda] == [("老井修缮", item)]
    (second,) = noted(book, made, ("", "围栏要不锈钢", ""))
    assert [each.title for each in sheet(book, made).agenda] == ["老井修缮", teahouse.CATCH_ALL]
    with book.write(ACTOR, "teahouse_sort") as session:
        teahouse.sort(session, [second], title="老井修缮")
    assert [each.speeches for each in sheet(book, made).agenda] == [2]


def test_entries_of_two_meetings_are_not_mixed(book: Book) -> None:
    first, second = begun(book), begun(book)
    ids = [*noted(book, first, ("", "甲", "")), *noted(book, second, ("", "乙", ""))]
    before = content(book)
    with pytest.raises(Refusal) as refused, book.write(ACTOR, "teahouse_sort") as session:
        teahouse.sort(session, ids, title="丙")
    assert refused.value.code == "YS-M52" and content(book) == before


def test_what_was_settled_becomes_a_resolution_once(book: Book) -> None:
    made = begun(book)
    open_, settled = noted(book, made, ("", "井栏松了", ""), ("周德厚", "路灯不亮", "方志远去问供电所"))
    with book.write(ACTOR, "resolution") as session:
        number = teahouse.settle(session, settled, "方志远", "周德厚", due=date(2026, 6, 30))
    (resolution,) = sheet(book, made).resolutions
    assert (resolution.line.number, resolution.line.text, resolution.line.owner) == (number, "方志远去问供电所", "方志远")
    for speech, code in ((settled, "YS-M55"), (open_, "YS-M54")):
        with pytest.raises(Refusal) as refused, book.write(ACTOR, "resolution") as session:
            teahouse.settle(session, speech, "方志远", "周德厚", due=date(2026, 6, 30))
        assert refused.value.code == code


def test_nothing_is_sorted_once_the_meeting_is_closed(book: Book) -> None:
    from yishi.services import room

    made = begun(book)
    ids = noted(book, made, ("", "井栏松了", ""))
    with book.write(ACTOR, "close_meeting") as session:
        room.close_meeting(session, made)
    with pytest.raises(Refusal), book.write(ACTOR, "teahouse_sort") as session:
        teahouse.sort(session, ids, title="老井修缮")
    assert sheet(book, made).agenda[0].title == teahouse.CATCH_ALL
