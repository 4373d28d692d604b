"""Postings on the wall, money of micro-projects, versions of the covenant."""

from datetime import date

import pytest

from tests.services.conftest import ACTOR, TODAY, content
from yishi.domain.records import Expense, Posting
from yishi.errors import Refusal
from yishi.services import covenants, meetings, micro_projects, posting_marks, resolutions
from yishi.services.living import rows
from yishi.store.undo import undo_last


def act(book, verb, *args, **more):
    with book.write(ACTOR, "edit") as session:
        return verb(session, *args, **more)


def ask(book, verb, *args, **more):
    with book.read() as session:
        return verb(session, *args, **more)


def refused(book, code, verb, *args, **more):
    before = content(book)
    with pytest.raises(Refusal) as caught:
        act(book, verb, *args, **more)
    assert caught.value.code == code and caught.value.next_step
    assert content(book) == before


@pytest.fixture
def book(new_book):
    return new_book("urban", worked=True)


@pytest.fixture
def posting(book):
    return ask(book, lambda s: rows(s, Posting, Posting.kind == "decision")[0])


@pytest.fixture
def resolution(book):
    """One that no money was spent on yet."""
    def unspent(s):
        spent = {e.resolution_id for e in rows(s, Expense)}
        return next(line.id for line in resolutions.lines(s, TODAY) if line.id not in spent)

    return ask(book, unspent)


def test_a_posting_that_was_taken_down_early_must_be_posted_anew_for_its_whole_period(book, posting):
    act(book, posting_marks.mark, posting.id, "up", posting.starts_on, TODAY, "公告栏", sha256="a" * 64)
    act(book, posting_marks.mark, posting.id, "down", posting.starts_on.replace(day=posting.starts_on.day + 1), TODAY, "公告栏")
    short = ask(book, posting_marks.state, posting.id, TODAY)
    assert short.must_repeat and short.hung.days == 2 and short.missing == ("取下照片",)
    act(book, posting_marks.repeat, posting.id, date(2026, 6, 1), TODAY)
    again = ask(book, posting_marks.state, posting.id, TODAY)
    assert again.start == date(2026, 6, 1) and (again.end - again.start).days >= again.natural_days - 1
    act(book, posting_marks.mark, posting.id, "up", again.start, TODAY, "公告栏")
    act(book, posting_marks.mark, posting.id, "down", again.end, TODAY, "公告栏")
    assert not ask(book, posting_marks.state, posting.id, TODAY).must_repeat


def test_marks_come_in_the_order_in_which_things_can_happen(book, posting):
    refused(book, "YS-G02", posting_marks.mark, posting.id, "torn", posting.starts_on, TODAY, "公告栏")
    refused(book, "YS-G01", posting_marks.mark, posting.id, "up", date(2020, 1, 1), TODAY)
    act(book, posting_marks.mark, posting.id, "up", posting.starts_on, TODAY, "公告栏")
    refused(book, "YS-G02", posting_marks.mark, posting.id, "up", posting.starts_on, TODAY, "公告栏")


def test_what_hung_long_enough_is_not_posted_anew(book, posting):
    act(book, posting_marks.mark, posting.id, "up", posting.starts_on, TODAY)
    refused(book, "YS-G03", posting_marks.repeat, posting.id, date(2026, 6, 1), TODAY)


def test_a_micro_project_adds_up_and_shows_what_was_overspent(book, resolution):
    act(book, micro_projects.set_up, resolution, 800_000, "慈善")
    act(book, micro_projects.spend, resolution, "印宣传页", 30_050, date(2026, 6, 1), TODAY, voucher="0001")
    act(book, micro_projects.spend, resolution, "买一台空调", 900_000, None, TODAY, sort="management")
    project = ask(book, micro_projects.sheets)[0]
    assert (project.spent, project.balance, project.red) == (930_050, -130_050, True)
    assert project.cautions[0] == "超支1300.50元。" and any("固定资产" in words for words in project.cautions)
    assert dict(project.by_sort) == {"业务活动费": 30_050, "管理费": 900_000, "税费": 0}


def test_a_budget_outside_the_usual_range_is_let_in_with_a_warning(book, resolution):
    act(book, micro_projects.set_up, resolution, 2_000_000, "财政")
    assert "5000元到15000元" in ask(book, micro_projects.sheets)[0].cautions[0]


def test_an_account_is_closed_only_with_every_voucher(book, resolution):
    refused(book, "YS-G15", micro_projects.spend, resolution, "茶水", 100, None, TODAY)
    act(book, micro_projects.set_up, resolution, 800_000, "慈善")
    spent = act(book, micro_projects.spend, resolution, "茶水", 10_000, None, TODAY)
    refused(book, "YS-G14", micro_projects.close, resolution, TODAY, TODAY)
    act(book, micro_projects.strike, spent)
    act(book, micro_projects.close, resolution, TODAY, TODAY)
    refused(book, "YS-G16", micro_projects.spend, resolution, "茶水", 100, None, TODAY)


@pytest.mark.parametrize(
    ("code", "more"), [("YS-G11", {"amount": 0}), ("YS-G13", {"spent_on": date(2027, 1, 1)}), ("YS-G12", {"sort": "x"})]
)
def test_an_expense_that_cannot_be_is_refused(book, resolution, code, more):
    act(book, micro_projects.set_up, resolution, 800_000, "慈善")
    said = {"what": "茶水", "amount": 100, "spent_on": None, "today": TODAY} | more
    refused(book, code, micro_projects.spend, resolution, **said)


def test_a_new_version_of_the_covenant_ends_the_one_before(book):
    meeting = ask(book, lambda s: meetings.lines(s)[0])
    first = act(book, covenants.draft, "居民公约", ["爱护环境", "", "邻里互助"])
    act(book, covenants.adopt, first, meeting.id, date(2026, 5, 1))
    act(book, covenants.file, first, date(2026, 5, 10), "镇政府", TODAY)
    second = act(book, covenants.draft, "居民公约", ["爱护环境"])
    act(book, covenants.adopt, second, meeting.id, date(2026, 9, 1))
    new, old = ask(book, covenants.sheets, TODAY)
    assert (new.version, new.in_force, old.version, old.in_force, old.ends_on) == (2, True, 1, False, date(2026, 8, 31))
    assert old.articles == ("爱护环境", "邻里互助")
    assert any("备案" in words for words in new.reminders) and not any("备案" in words for words in old.reminders)


def test_an_adopted_covenant_keeps_its_words(book):
    meeting = ask(book, lambda s: meetings.lines(s)[0])
    id_ = act(book, covenants.draft, "居民公约", ["爱护环境"])
    act(book, covenants.reword, id_, ["爱护环境", "文明养犬"])
    refused(book, "YS-G23", covenants.file, id_, TODAY, "镇政府", TODAY)
    refused(book, "YS-G22", covenants.adopt, id_, meeting.id, date(2020, 1, 1))
    act(book, covenants.adopt, id_, meeting.id, date(2026, 5, 1))
    refused(book, "YS-G21", covenants.reword, id_, ["改了"])
    refused(book, "YS-G20", covenants.draft, "居民公约", ["  "])


def test_one_key_takes_back_a_whole_adoption(book):
    meeting = ask(book, lambda s: meetings.lines(s)[0])
    first = act(book, covenants.draft, "居民公约", ["爱护环境"])
    act(book, covenants.adopt, first, meeting.id, date(2026, 5, 1))
    second = act(book, covenants.draft, "居民公约", ["爱护环境", "文明养犬"])
    before = content(book)
    act(book, covenants.adopt, second, meeting.id, date(2026, 9, 1))
    act(book, undo_last, ACTOR)
    assert content(book) == before


def test_a_paper_posted_anew_is_unknown_until_it_is_put_up_again(book, posting):
    for kind, day in (("up", 27), ("down", 28)):
        act(book, posting_marks.mark, posting.id, kind, date(2026, 4, day), TODAY, "公告栏", sha256="a" * 64)
    act(book, posting_marks.repeat, posting.id, date(2026, 6, 1), TODAY)
    again = ask(book, posting_marks.state, posting.id, TODAY)
    assert again.hung is None and not again.must_repeat and "贴出照片" in again.missing


def test_an_objection_is_answered_within_the_days_of_the_place(book, posting):
    from yishi.domain.records import Objection
    from yishi.services import posting_objections

    with book.write(ACTOR, "edit") as session:
        session.add(Objection(posting_id=posting.id, position=9, raised_on=date(2026, 5, 6), raised_by="秦守业", text="再量一量"))
    asked = next(o for o in ask(book, posting_objections.of_posting, posting.id, date(2026, 5, 13)) if o.text == "再量一量")
    assert (asked.due, asked.late) == (date(2026, 5, 11), 2)


@pytest.mark.parametrize(("text", "fen"), [("3200", 320_000), ("3,200.5元", 320_050), ("０．８万", 800_000), ("￥12", 1_200)])
def test_money_is_read_as_people_write_it(text, fen):
    assert micro_projects.read_yuan(text) == fen


@pytest.mark.parametrize("text", ["", "八千", "-5", "1.234", "3e5", "=1+1"])
def test_what_is_no_money_is_refused(text):
    with pytest.raises(Refusal) as caught:
        micro_projects.read_yuan(text)
    assert caught.value.code == "YS-G17"


def test_a_voucher_can_be_added_later(book, resolution):
    act(book, micro_projects.set_up, resolution, 800_000, "慈善")
    spent = act(book, micro_projects.spend, resolution, "茶水", 10_000, None, TODAY)
    act(book, micro_projects.vouch, spent, "0007")
    assert ask(book, micro_projects.statement, resolution, TODAY).project.spending[0].voucher == "0007"


def test_a_covenant_is_found_by_its_title_the_one_in_force_first(book):
    meeting = ask(book, lambda s: meetings.lines(s)[0])
    first = act(book, covenants.draft, "居民公约", ["爱护环境"])
    act(book, covenants.adopt, first, meeting.id, date(2026, 5, 1))
    second = act(book, covenants.draft, "居民公约", ["爱护环境", "文明养犬"])
    assert ask(book, covenants.find, "居民公约", TODAY) == first
    assert ask(book, covenants.find, second, TODAY) == second
    refused(book, "YS-R12", covenants.find, "村规", TODAY)
