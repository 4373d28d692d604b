"""吹哨、报到: what is asked for, when the answer is due, and who rates whom."""

from datetime import date

import pytest

from tests.services import loop_books
from tests.services.conftest import ACTOR, content
from yishi.errors import Refusal
from yishi.services import resolutions, whistles
from yishi.store.book import Book
from yishi.store.undo import undo_last

DAY = date(2026, 6, 8)
NEXT = date(2026, 6, 9)
ASKED = {"asked_unit": "青石街道城管中队", "obstacle": "没有执法权", "request": "三日内清走", "reviewed_by": "杜鹃"}


@pytest.fixture
def book(new_book) -> Book:
    return loop_books.adopted(new_book)


def working(book: Book, attempt: bool = True) -> str:
    """Return the id of a resolution that is being worked on; with an own attempt of this round."""
    id_ = loop_books.only(book)
    loop_books.step(book, "assign")
    loop_books.step(book, "accept", "孙伟")
    if attempt:
        loop_books.step(book, "progress", "孙伟", text="劝了三次，没有清走")
    return id_


def blow(book: Book, id_: str, on: date = DAY, **more) -> str:
    with book.write(ACTOR, "escalate") as s:
        return whistles.escalate(s, id_, "enforcement", ACTOR, on, on, ACTOR, **(ASKED | more))


def test_the_order_says_what_was_tried_and_what_is_asked(book):
    id_ = working(book)
    blow(book, id_)
    with book.read() as s:
        sheet = whistles.whistle_sheet(s, id_)
    assert sheet is not None
    assert (sheet.number, sheet.level, sheet.case) == ("吹哨〔2026〕1号", "community", "enforcement")
    assert [text for _day, _who, text in sheet.attempts] == ["劝了三次，没有清走"]
    assert (sheet.asked_unit, sheet.obstacle, sheet.reviewed_by) == ("青石街道城管中队", "没有执法权", "杜鹃")
    assert sheet.due == date(2026, 6, 10)


def test_an_urgent_one_must_be_answered_the_same_day(book):
    id_ = working(book)
    blow(book, id_, urgent=True)
    with book.read() as s:
        assert whistles.whistle_sheet(s, id_).due == DAY
        assert resolutions.sheet(s, id_, DAY).line.light == "yellow"
        late = resolutions.sheet(s, id_, NEXT).line
    assert (late.light, late.light_words) == ("red", "吹哨未应")


def test_without_an_own_attempt_nothing_is_blown(book):
    id_ = working(book, attempt=False)
    before = content(book)
    with pytest.raises(Refusal) as refused:
        blow(book, id_)
    assert refused.value.code == "YS-L23" and "本级处置" in refused.value.message
    assert content(book) == before


@pytest.mark.parametrize("blank", ["asked_unit", "obstacle", "request", "reviewed_by"])
def test_an_order_that_was_not_reviewed_or_says_too_little_is_refused(book, blank):
    id_ = working(book)
    before = content(book)
    with pytest.raises(Refusal) as refused:
        blow(book, id_, **{blank: " "})
    assert refused.value.code == "YS-L48" and "审核后才能吹哨" in refused.value.message
    assert content(book) == before


def test_a_fourth_case_does_not_exist(book):
    id_ = working(book)
    with pytest.raises(Refusal, match="三种") as refused, book.write(ACTOR, "escalate") as s:
        whistles.escalate(s, id_, "whatever", ACTOR, DAY, DAY, ACTOR, **ASKED)
    assert refused.value.code == "YS-L47"


def test_who_blew_the_whistle_rates_who_came(book):
    id_ = working(book)
    event = blow(book, id_)
    with book.write(ACTOR, "respond") as s:
        whistles.respond(s, id_, "青石街道城管中队", "马队长", NEXT, NEXT, ACTOR, at="09:30", text="当场清走")
    with pytest.raises(Refusal) as refused, book.write(ACTOR, "rate") as s:
        whistles.rate(s, event, "prompt", 5, "solved", by="青石街道城管中队")
    assert refused.value.code == "YS-L51"
    with book.write(ACTOR, "rate") as s:
        whistles.rate(s, event, "fair", 4, "partially_solved", by=ACTOR)
    with book.read() as s:
        sheet = whistles.whistle_sheet(s, id_)
    assert (sheet.in_time, sheet.answer) == (True, "马队长，09:30到场：当场清走")
    assert (sheet.speed, sheet.quality, sheet.solved) == ("fair", 4, "partially_solved")


def test_before_anybody_came_only_not_answered_can_be_said(book):
    id_ = working(book)
    event = blow(book, id_)
    for speed, quality, code in (("prompt", 5, "YS-L52"), ("none", 3, "YS-L49"), ("soon", 3, "YS-L49"), ("fair", 9, "YS-L49")):
        with pytest.raises(Refusal) as refused, book.write(ACTOR, "rate") as s:
            whistles.rate(s, event, speed, quality)
        assert refused.value.code == code
    with book.write(ACTOR, "rate") as s:
        whistles.rate(s, event, "none")
    with book.read() as s:
        assert whistles.whistle_sheet(s, id_).speed == "none"


def test_orders_are_numbered_by_kind_and_year_and_no_number_comes_back(book):
    id_ = working(book)
    loop_books.step(book, "urge", on=date(2026, 6, 22))
    loop_books.step(book, "urge", on=date(2026, 6, 24))
    with book.write(ACTOR, "undo") as s:
        undo_last(s, ACTOR)
    loop_books.step(book, "urge", on=date(2026, 6, 24))
    loop_books.step(book, "urge", on=date(2026, 7, 6))
    with book.read() as s:
        papers = [e.document for e in resolutions.sheet(s, id_, date(2026, 7, 6)).events if e.event in ("assign", "urge")]
    assert papers == ["交办〔2026〕1号", "催办〔2026〕1号", "督办〔2026〕2号", "督办〔2026〕3号"]


def test_the_papers_of_imported_history_stay_as_they_were(new_book):
    with new_book("urban", worked=True).read() as s:
        every = [e.document for line in resolutions.lines(s, date(2026, 11, 21)) for e in resolutions.sheet(s, line.id, DAY).events]
    assert "任务交办单" in every and not any("〔" in paper for paper in every)
