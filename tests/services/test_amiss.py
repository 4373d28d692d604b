"""What went wrong beside the loop is told on 今日 and leads to its place: postings that ran short, money overspent."""

from datetime import date

import pytest

from tests.services import loop_books
from tests.services.conftest import ACTOR
from yishi.domain import place_numbers
from yishi.domain.records import Posting
from yishi.services import amiss, micro_projects, place_rules, posting_marks, today, whistles
from yishi.services.living import rows

DAY = loop_books.DAY
LATER = date(2026, 6, 20)


@pytest.fixture
def book(new_book):
    made = loop_books.adopted(new_book)
    loop_books.step(made, "publish_decision", posting={"place": ["公告栏"]})
    return made


def mark(book, kind: str, on: date, place: str = "公告栏") -> str:
    with book.write(ACTOR, "posting") as s:
        id_ = rows(s, Posting)[0].id
        posting_marks.mark(s, id_, kind, on, LATER, place)
    return id_


def told(book, day: date = LATER):
    with book.read() as s:
        sheet = today.sheet(s, day)
    return sheet, {r.code: r for r in sheet.reminders}


def test_a_posting_that_came_down_early_is_told_with_the_way_to_it_until_it_hangs_again(book):
    id_ = mark(book, "up", DAY)
    assert "posting_short" not in told(book)[1]
    mark(book, "down", date(2026, 6, 10))
    sheet, reminders = told(book)
    assert (reminders["posting_short"].place, reminders["posting_short"].ref) == ("postings", id_)
    assert [each.words for each in sheet.amiss] == ["决议公示只贴了3天，要重新公布"]
    assert amiss.of_resolution(sheet.amiss, sheet.todo[0].id, sheet.todo[0].meeting_id) == sheet.amiss
    with book.write(ACTOR, "repeat") as s:
        posting_marks.repeat(s, id_, date(2026, 6, 12), LATER)
    mark(book, "up", date(2026, 6, 12))
    assert not told(book)[0].amiss


def test_what_hung_long_enough_or_still_hangs_is_not_told(book):
    mark(book, "up", DAY)
    mark(book, "torn", date(2026, 6, 9))
    mark(book, "again", date(2026, 6, 9))
    assert not told(book, date(2026, 6, 10))[0].amiss
    mark(book, "down", LATER)
    assert not told(book)[0].amiss


def test_a_paper_that_went_up_late_is_short_when_its_days_are_over(book):
    mark(book, "up", date(2026, 6, 12))
    assert not told(book, date(2026, 6, 13))[0].amiss and told(book)[0].amiss


def test_an_overspent_micro_project_is_told_until_its_account_is_closed(book):
    id_ = loop_books.only(book)
    with book.write(ACTOR, "spend") as s:
        micro_projects.set_up(s, id_, 500_000, "慈善")
        micro_projects.spend(s, id_, "印宣传页", 500_000, DAY, LATER, voucher="1")
    assert not told(book)[0].amiss
    with book.write(ACTOR, "spend") as s:
        micro_projects.spend(s, id_, "茶水", 1_050, DAY, LATER, voucher="2")
    sheet, reminders = told(book)
    assert [each.words for each in sheet.amiss] == ["微项目超支10.50元"] and sheet.amiss[0].resolution_id == id_
    assert (reminders["overspent"].place, reminders["overspent"].ref, reminders["overspent"].kind) == ("micro_project", id_, "red")
    with book.write(ACTOR, "close") as s:
        micro_projects.close(s, id_, LATER, LATER)
    assert not told(book)[0].amiss


def test_what_was_closed_is_to_be_filed_by_the_day_of_the_place(book):
    loop_books.to_evaluation(book)
    loop_books.step(book, "eval_pass", evaluation=loop_books.GOOD)
    assert "archive" not in told(book, date(2027, 5, 1))[1]
    reminder = told(book, date(2027, 6, 10))[1]["archive"]
    assert "6月30日前" in reminder.words and reminder.ref == (loop_books.only(book), "archive")
    assert "已经过了" in told(book, date(2027, 7, 5))[1]["archive"].words
    with book.write(ACTOR, "place_rules") as s:
        place_rules.change(s, "deadlines", {"archive_month": 3, "archive_day": 31})
    assert "3月31日前" in told(book, date(2027, 3, 10))[1]["archive"].words


@pytest.mark.parametrize(("days", "due"), [(0, date(2026, 6, 12)), (1, date(2026, 6, 15))])
def test_an_urgent_whistle_is_answered_within_the_term_of_the_place(book, days, due):
    for event, by in (("assign", ACTOR), ("accept", "孙伟"), ("progress", "孙伟")):
        loop_books.step(book, event, by, text="清了一半" if event == "progress" else "")
    with book.write(ACTOR, "place_rules") as s:
        place_rules.change(s, "deadlines", {"respond_urgent": days})
    on = date(2026, 6, 12)  # a Friday
    with book.write(ACTOR, "escalate") as s:
        whistles.escalate(s, loop_books.only(book), "emergency", ACTOR, on, on, ACTOR, urgent=True, asked_unit="街道城管",
                          obstacle="没有执法权", request="来人", reviewed_by="孟繁星")  # fmt: skip
    assert loop_books.line(book, on).due == due


def test_a_day_that_the_month_does_not_have_is_a_mistake():
    made = place_numbers.factory("deadlines")
    for month, day, wrong in ((6, 30, False), (6, 31, True), (2, 29, True), (12, 31, False)):
        faults = place_rules.faults("deadlines", {**made, "archive_month": month, "archive_day": day})
        assert bool(faults) == wrong
