"""When a meeting is, as people type it."""

from datetime import date

import pytest

from yishi.domain.meeting_days import read_day, read_hour, written
from yishi.domain.workdays import WorkCalendar
from yishi.errors import Refusal

MAY, DECEMBER, JANUARY = date(2026, 5, 18), date(2026, 12, 20), date(2027, 1, 6)
PLAIN = WorkCalendar(frozenset(), frozenset(), frozenset())


@pytest.mark.parametrize(
    ("text", "today", "day"),
    [
        ("5月22日 周五", MAY, date(2026, 5, 22)), ("0522", MAY, date(2026, 5, 22)), ("5。22", MAY, date(2026, 5, 22)),
        ("5-8", MAY, date(2026, 5, 8)), ("昨天", MAY, date(2026, 5, 17)), ("下周五", MAY, date(2026, 5, 29)),
        ("2025-11-30", MAY, date(2025, 11, 30)), ("2025年11月30日 周日", MAY, date(2025, 11, 30)),
        ("1.5", DECEMBER, date(2027, 1, 5)), ("12.20", JANUARY, date(2026, 12, 20)), ("今天", MAY, MAY),
    ],
)  # fmt: skip
def test_a_day_is_read_as_it_is_said(text, today, day):
    assert read_day(text, today, PLAIN) == day


@pytest.mark.parametrize("day", [date(2026, 5, 22), date(2026, 1, 31), date(2026, 12, 31), date(2027, 3, 5), date(2025, 2, 28)])
def test_what_is_shown_is_read_back(day):
    assert read_day(written(day, MAY), MAY, PLAIN) == day


@pytest.mark.parametrize("text", ["", "改天", "13.40", "2.30"])
def test_no_day_is_refused(text):
    with pytest.raises(Refusal) as refused:
        read_day(text, MAY, PLAIN)
    assert refused.value.code == "YS-T01" and refused.value.next_step


@pytest.mark.parametrize(("text", "hour"), [("19:00", "19:00"), ("19：30", "19:30"), ("1930", "19:30"), ("9.05", "09:05"), ("930", "09:30"),
                                            ("19点", "19:00"), ("7点半", "07:30"), ("8", "08:00")])  # fmt: skip
def test_an_hour_is_read_as_it_is_said(text, hour):
    assert read_hour(text) == hour


@pytest.mark.parametrize("text", ["", "25:00", "19:75", "晚上"])
def test_no_hour_is_refused(text):
    with pytest.raises(Refusal) as refused:
        read_hour(text)
    assert refused.value.code == "YS-T02"
