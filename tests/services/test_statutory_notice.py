"""What a statutory meeting decided is posted by its own notice, once, and after it was decided."""

from datetime import date

import pytest

from tests.services import loop_books
from tests.services.conftest import ACTOR, content
from yishi.errors import Refusal
from yishi.services import confirmation, resolutions, statutory_notice

HELD, TODAY = date(2026, 6, 12), date(2026, 6, 20)


@pytest.fixture
def book(new_book):
    return loop_books.adopted(new_book)


def decide(book, votes_for: int = 20) -> str:
    id_ = loop_books.only(book)
    with book.write(ACTOR, "statutory_followup") as s:
        confirmation.by_meeting(s, id_, "residents_assembly", HELD, 30, 26, True, "MAJORITY_PRESENT", votes_for, 4, 2)
    return id_


def post(book, id_: str, on: date, **more) -> str:
    with book.write(ACTOR, "posting") as s:
        return statutory_notice.post(s, id_, on, TODAY, **more)


def test_the_decision_hangs_for_the_days_of_the_place_and_its_notice_says_so(book):
    id_ = decide(book)
    with book.read() as s:
        before = statutory_notice.sheet(s, id_, TODAY)
    assert before.start is None and (before.members, before.present, before.votes_for) == (30, 26, 20)
    post(book, id_, date(2026, 6, 15), place="公告栏")
    with book.read() as s:
        told, sheet = statutory_notice.sheet(s, id_, TODAY), resolutions.sheet(s, id_, TODAY)
    assert (told.start, told.end, told.natural_days) == (date(2026, 6, 15), date(2026, 6, 22), 7) and statutory_notice.rolled(told)
    assert [(p.kind, p.places) for p in sheet.postings] == [("statutory", ("公告栏",))]


@pytest.mark.parametrize(("on", "more", "code"), [(date(2026, 6, 11), {}, "YS-G42"), (date(2026, 6, 21), {}, "YS-G42"),
                                                  (HELD, {"natural_days": 2}, "YS-L32")])  # fmt: skip
def test_a_day_before_the_decision_or_to_come_or_too_few_days_are_refused(book, on, more, code):
    id_ = decide(book)
    before = content(book)
    with pytest.raises(Refusal, match=code):
        post(book, id_, on, **more)
    assert content(book) == before


def test_what_was_voted_down_or_posted_already_is_not_posted(book):
    id_ = decide(book, votes_for=3)
    with pytest.raises(Refusal, match="YS-G40"):
        post(book, id_, HELD)
    decide(book)
    post(book, id_, HELD)
    with pytest.raises(Refusal, match="YS-G41"):
        post(book, id_, HELD)
