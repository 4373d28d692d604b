from datetime import date

import pytest

from yishi.domain.periods import Period, between, quarter_of, read_period
from yishi.errors import Refusal


@pytest.mark.parametrize(("text", "first", "last"), [
    ("2026", date(2026, 1, 1), date(2026, 12, 31)),
    ("2026Q1", date(2026, 1, 1), date(2026, 3, 31)),
    ("2026q4", date(2026, 10, 1), date(2026, 12, 31)),
    ("2024Q1", date(2024, 1, 1), date(2024, 3, 31)),
])  # fmt: skip
def test_a_year_or_a_quarter_is_read_as_its_first_and_last_day(text: str, first: date, last: date) -> None:
    assert read_period(text) == Period(first, last)


@pytest.mark.parametrize("text", ["", "26", "2026Q5", "2026-01", "去年"])
def test_anything_else_is_refused_in_words(text: str) -> None:
    with pytest.raises(Refusal) as caught:
        read_period(text)
    assert caught.value.code == "YS-T07" and caught.value.next_step


def test_both_ends_count_and_a_day_not_known_is_in_no_period() -> None:
    quarter = quarter_of(date(2026, 5, 18))
    assert date(2026, 4, 1) in quarter and date(2026, 6, 30) in quarter
    assert date(2026, 7, 1) not in quarter and None not in quarter


def test_what_is_not_said_is_this_year_until_today() -> None:
    assert between(None, None, date(2026, 5, 18)) == Period(date(2026, 1, 1), date(2026, 5, 18))


def test_days_turned_round_are_refused() -> None:
    with pytest.raises(Refusal):
        between(date(2026, 6, 1), date(2026, 5, 1), date(2026, 7, 1))
