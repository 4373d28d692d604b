"""Working days against the notices of the State Council and the vectors of the product's reference."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.builders import CALENDAR
from yishi.domain.workdays import WorkCalendar
from yishi.errors import Refusal

DAYS = st.dates(date(2024, 6, 1), date(2028, 6, 1))


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ("2026-02-13", 1, "2026-02-14"),
        ("2026-02-13", 5, "2026-02-27"),
        ("2026-03-12", 10, "2026-03-26"),
        ("2026-03-12", 20, "2026-04-10"),
        ("2026-04-24", 5, "2026-05-06"),
        ("2026-04-24", 10, "2026-05-12"),
        ("2026-04-30", 5, "2026-05-11"),
        ("2026-05-08", 1, "2026-05-09"),
        ("2026-09-10", 15, "2026-10-08"),
        ("2026-09-18", 1, "2026-09-20"),
        ("2026-09-24", 5, "2026-10-09"),
        ("2026-09-30", 3, "2026-10-10"),
    ],
)
def test_a_deadline_skips_holidays_and_counts_makeup_days(start: str, days: int, due: str) -> None:
    assert CALENDAR.add(date.fromisoformat(start), days) == date.fromisoformat(due)
    assert CALENDAR.count(date.fromisoformat(start), date.fromisoformat(due)) == days


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2025-01-26", True),
        ("2025-01-28", False),
        ("2025-02-04", False),
        ("2025-02-05", True),
        ("2025-02-08", True),
        ("2025-04-27", True),
        ("2025-06-02", False),
        ("2025-09-28", True),
        ("2025-10-08", False),
        ("2025-10-11", True),
        ("2026-01-04", True),
        ("2026-02-14", True),
        ("2026-02-28", True),
        ("2026-05-09", True),
        ("2026-10-07", False),
        ("2026-06-19", False),
        ("2026-11-21", False),
        ("2026-11-23", True),
        ("2027-10-01", True),
    ],
)
def test_a_day_is_worked_as_announced(day: str, works: bool) -> None:
    assert CALENDAR.is_workday(date.fromisoformat(day)) is works


def test_a_year_without_a_notice_is_told() -> None:
    assert [CALENDAR.announced(year) for year in (2025, 2026, 2027)] == [True, True, False]


def test_days_left_leave_out_today_and_count_the_due_day() -> None:
    due = date(2026, 5, 20)
    left = [CALENDAR.remaining(date(2026, 5, day), due) for day in (8, 18, 20, 21, 26)]
    assert left == [9, 2, 0, -1, -4]


def test_overdue_over_a_weekend_is_one_day_at_least() -> None:
    assert CALENDAR.remaining(date(2026, 6, 6), date(2026, 6, 5)) == -1  # Friday's deadline seen on Saturday


def test_a_term_in_natural_days_rolls_off_a_holiday() -> None:
    assert CALENDAR.natural_due(date(2026, 4, 26), 5) == date(2026, 5, 6)
    assert CALENDAR.natural_due(date(2026, 6, 8), 5) == date(2026, 6, 15)  # Saturday the 13th
    assert CALENDAR.natural_due(date(2026, 6, 8), 4) == date(2026, 6, 12)


def test_the_day_a_posting_goes_up_is_its_first() -> None:
    plain = CALENDAR.posting_period(date(2026, 3, 13), 7)
    assert (plain.nominal_end, plain.end, plain.rolled) == (date(2026, 3, 19), date(2026, 3, 19), False)
    rolled = CALENDAR.posting_period(date(2026, 4, 27), 7)
    assert (rolled.nominal_end, rolled.end, rolled.rolled) == (date(2026, 5, 3), date(2026, 5, 6), True)


def test_a_day_kept_by_hand_overrules_the_table() -> None:
    mine = CALENDAR.amended(rest=[date(2027, 1, 1)], work=[date(2026, 10, 7)], years=[2027])
    assert mine.announced(2027) and not mine.is_workday(date(2027, 1, 1)) and mine.is_workday(date(2026, 10, 7))


def test_a_table_that_contradicts_itself_is_refused() -> None:
    holiday = {"name": "元旦", "first": "2027-01-01", "last": "2027-01-03", "work": ["2027-01-02"]}
    with pytest.raises(Refusal, match="前后矛盾"):
        WorkCalendar.from_tables([{"year": 2027, "holiday": [holiday]}])


@pytest.mark.parametrize("days", [-1, 10_000_000])
def test_an_absurd_deadline_is_refused_at_once(days: int) -> None:
    with pytest.raises(Refusal) as refused:
        CALENDAR.add(date(2026, 1, 5), days)
    assert refused.value.code == "YS-T03"


def test_a_deadline_beyond_all_calendars_is_refused() -> None:
    with pytest.raises(Refusal):
        CALENDAR.add(date(9999, 12, 30), 10)


@given(DAYS, st.integers(0, 300))
def test_adding_and_counting_are_inverse(start: date, days: int) -> None:
    due = CALENDAR.add(start, days)
    assert CALENDAR.count(start, due) == days
    assert days == 0 or CALENDAR.is_workday(due)


@given(DAYS, DAYS)
def test_counting_is_counting_one_by_one(start: date, end: date) -> None:
    low, high = min(start, end), max(start, end)
    slow = sum(CALENDAR.is_workday(low + timedelta(days=n + 1)) for n in range((high - low).days))
    assert CALENDAR.count(start, end) == (slow if start <= end else -slow)


@given(DAYS, DAYS)
def test_overdue_is_negative_and_only_overdue_is(today: date, due: date) -> None:
    assert (CALENDAR.remaining(today, due) < 0) == (today > due)


def test_a_posting_of_no_days_is_refused_with_what_to_write_instead() -> None:
    with pytest.raises(Refusal, match="YS-T03") as told:
        CALENDAR.posting_period(date(2026, 6, 8), -5)
    assert "1" in told.value.next_step
