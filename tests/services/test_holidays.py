"""Holidays in the book: a day put right, a year read in from what people have, and a year that nobody knows yet."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.services.conftest import ACTOR, TODAY, content
from yishi.domain import year_table
from yishi.errors import Refusal
from yishi.services import holidays
from yishi.store import calendars

LINES = """# 2027年
2027-01-01 至 2027-01-03 休 元旦
2027-02-05～2027-02-11 休 春节
2027年2月14日 班 春节
2027/10/1 休，国庆节
"""
JSON = json.dumps({"year": 2027, "papers": ["https://example.gov.cn/2027"], "days": [
    {"name": "元旦", "date": "2027-01-01", "isOffDay": True}, {"name": "春节", "date": "2027-02-14", "isOffDay": False}]})  # fmt: skip
TOML = '''year = 2027
source = "通知"
[[holiday]]
name = "元旦"
first = 2027-01-01
last = 2027-01-03
work = [2027-01-09]
'''


def bring(book, text, year=None):
    with book.write(ACTOR, "calendar_year") as session:
        return holidays.import_year(session, text, year)


def in_force(book):
    with book.read() as session:
        return holidays.calendar(session)


def test_a_book_without_changes_has_the_shipped_calendar(new_book):
    assert in_force(new_book()) is calendars.load()


def test_a_day_is_put_right_and_given_up_again(new_book):
    book, flood = new_book(), date(2026, 7, 6)
    with book.write(ACTOR, "calendar_day") as session:
        holidays.set_day(session, flood, False, "防汛停工")
        holidays.set_day(session, date(2026, 5, 1), True)
    found = in_force(book)
    assert not found.is_workday(flood) and found.is_workday(date(2026, 5, 1)) and found.announced(2026)
    with book.read() as session:
        days = {line.day: line for line in holidays.days(session, 2026)}
        year = next(line for line in holidays.years(session, TODAY) if line.year == 2026)
    assert days[flood].own and days[flood].name == "防汛停工" and not days[flood].ordinary
    assert days[date(2026, 5, 1)].ordinary and not days[date(2026, 5, 2)].own and (year.own_days, year.entered) == (2, False)
    with book.write(ACTOR, "calendar_day") as session:
        holidays.unset_day(session, flood)
        holidays.unset_day(session, date(2026, 12, 12))
    assert in_force(book).is_workday(flood)


def test_one_day_does_not_make_a_year_known(new_book):
    book = new_book()
    with book.write(ACTOR, "calendar_day") as session:
        holidays.set_day(session, date(2027, 1, 1), False, "元旦")
    assert not in_force(book).announced(2027) and not in_force(book).is_workday(date(2027, 1, 1))


@pytest.mark.parametrize(("text", "off", "worked"), [
    (LINES, (date(2027, 1, 3), date(2027, 2, 11), date(2027, 10, 1)), date(2027, 2, 14)),
    (JSON, (date(2027, 1, 1),), date(2027, 2, 14)),
    (TOML, (date(2027, 1, 1), date(2027, 1, 2)), date(2027, 1, 9)),
])  # fmt: skip
def test_a_year_is_read_in_from_what_people_have(text, off, worked, new_book):
    book = new_book()
    with book.read() as session:
        assert not next(line for line in holidays.years(session, TODAY) if line.year == 2027).announced
    assert bring(book, text).year == 2027
    found = in_force(book)
    assert found.announced(2027) and not any(found.is_workday(day) for day in off) and found.is_workday(worked)


def test_a_year_that_is_read_in_is_exactly_what_the_text_says(new_book):
    book = new_book()
    bring(book, "2026-01-01 休 元旦\n2026-01-04 班 元旦\n2026-06-20 班 端午节", 2026)
    found = in_force(book)
    assert found.is_workday(date(2026, 5, 1)) and not found.is_workday(date(2026, 5, 9)) and found.is_workday(date(2026, 6, 20))
    assert found.is_workday(date(2026, 1, 4)) and not found.is_workday(date(2026, 1, 1))
    bring(book, LINES)
    bring(book, "2027-01-01 休 元旦")
    assert in_force(book).is_workday(date(2027, 10, 1))
    with book.write(ACTOR, "calendar_year") as session:
        holidays.restore_year(session, 2026)
        holidays.restore_year(session, 2027)
    assert in_force(book) is calendars.load()


@pytest.mark.parametrize(("text", "year", "where", "words"), [
    ("", None, "这一年的表", "还空着"),
    ("2027-01-01 休 元旦\n明天放假", None, "第2行", "看不懂"),
    ("2027-01-01 元旦", None, "第1行", "没有写“休”还是“班”"),
    ("1月1日 休", None, "第1行", "哪一年"),
    ("2027-02-30 休", None, "第1行", "没有这一天"),
    ("2027-02-11 至 2027-02-05 休", None, "第1行", "不对"),
    ("2027-01-01 休\n2027-01-01 班", None, "这一年的表", "又写休又写班"),
    ("2027-01-01 休\n2029-01-01 休\n2027-01-02 休", None, "这一年的表", "不是2027年前后"),
    (LINES, 2028, "这一年的表", "不是2028年前后"),
    ('{"year": 2027, "days": []}', None, "这一年的表", "还没有公布"),
    ('{"year": 2027,\n "days": [,]}', None, "第2行", "读不出来"),
    ('{"days": {}}', None, "这一年的表", "没有年份"),
    ('{"year": 2027, "days": [{"date": "2027-01-01"}]}', None, "第1天", "isOffDay"),
    (JSON, 2028, "这一年的表", "不是2028年的"),
    ("year = 2027\n[[holiday]]\nname = 元旦", None, "这一年的表", "第3行"),
    ("year = 2027\n[[holiday]]\nfirst = 2027-01-01", None, "第1个节", "看不出是哪天"),
])  # fmt: skip
def test_a_mistake_in_a_table_is_told_with_its_line_and_changes_nothing(text, year, where, words, new_book):
    book = new_book()
    before = content(book)
    fault = holidays.faults(text, year)[0]
    assert fault.where == where and words in fault.message and fault.field == "text"
    with pytest.raises(Refusal) as refused:
        bring(book, text, year)
    assert refused.value.code == "YS-F01" and content(book) == before


def test_lines_without_a_year_mean_the_one_that_is_given(new_book):
    book = new_book()
    bring(book, "1月1日 休 元旦\n1.3 班", 2027)
    assert not in_force(book).is_workday(date(2027, 1, 1)) and in_force(book).is_workday(date(2027, 1, 3))


def test_a_day_beyond_all_years_is_refused(new_book):
    with pytest.raises(Refusal) as refused, new_book().write(ACTOR, "calendar_day") as session:
        holidays.set_day(session, date(1899, 1, 1), False)
    assert refused.value.code == "YS-T11" and refused.value.next_step


@given(st.text(max_size=200))
def test_no_text_whatever_breaks_the_reader(text):
    table, faults = year_table.read(text)
    assert (table is None) == bool(faults)


@given(st.dictionaries(st.dates(date(2027, 1, 1), date(2027, 12, 31)), st.booleans(), min_size=1, max_size=60))
def test_what_is_written_as_lines_is_read_the_same(days):
    text = "\n".join(f"{day} {'班' if worked else '休'} 节" for day, worked in days.items())
    table, faults = year_table.read(text)
    assert not faults and table is not None
    assert {entry.day: entry.is_workday for entry in table.entries} == days
