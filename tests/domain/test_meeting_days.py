"""When a meeting is, as people type it."""

from datetime import date

import pytest

from yishi.domain.dates import AROUND, read_day
from yishi.domain.meeting_days import read_hour, written
from yishi.errors import Refusal

MAY = date(2026, 5, 18)


@pytest.mark.parametrize("day", [date(2026, 5, 22), date(2026, 1, 31), date(2026, 12, 31), date(2027, 3, 5), date(2025, 2, 28)])
def test_what_is_shown_is_read_back(day):
    assert read_day(written(day, MAY), MAY, AROUND) == day


@pytest.mark.parametrize(("text", "hour"), [("19:00", "19:00"), ("19：30", "19:30"), ("1930", "19:30"), ("9.05", "09:05"), ("930", "09:30"),
                                            ("19点", "19:00"), ("7点半", "07:30"), ("8", "08:00")])  # fmt: skip
def test_an_hour_is_read_as_it_is_said(text, hour):
    assert read_hour(text) == hour


@pytest.mark.parametrize("text", ["", "25:00", "19:75", "晚上"])
def test_no_hour_is_refused(text):
    with pytest.raises(Refusal) as refused:
        read_hour(text)
    assert refused.value.code == "YS-T02"
