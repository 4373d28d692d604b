"""However the clock of a PC goes, the newest backups stay, and the old ones grow sparse, never less."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from yishi.domain.thinning import NEWEST, Mark, kept

MOST = 20 + 14 + 8 + 24 + 8
DAYS = st.dates(date(1970, 1, 1), date(2106, 1, 1))


def thinned(days: list[date]) -> list[Mark]:
    """Make one backup after the other and thin after each, as it is done; the newest first."""
    there: list[Mark] = []
    for serial, day in enumerate(days, 1):
        there.insert(0, Mark(serial, day))
        stay = kept(there)
        there = [mark for place, mark in enumerate(there) if place in stay]
    return there


@settings(max_examples=60, deadline=None)
@given(st.lists(DAYS, max_size=160))
def test_the_newest_twenty_stay_whatever_the_clock_says_and_there_are_never_too_many(days: list[date]) -> None:
    there = thinned(days)
    assert [mark.serial for mark in there[:NEWEST]] == list(range(len(days), max(len(days) - NEWEST, 0), -1))
    assert len(there) <= MOST
    assert kept(there) == set(range(len(there)))


@settings(max_examples=60, deadline=None)
@given(st.lists(DAYS, min_size=60, max_size=200), DAYS)
def test_one_more_backup_on_any_day_costs_at_most_one_for_each_rule(days: list[date], wrong: date) -> None:
    there = thinned(days)
    more = [Mark(len(days) + 1, wrong), *there]
    assert len(more) - len(kept(more)) <= 5


def test_a_year_of_work_leaves_days_weeks_and_months() -> None:
    first = date(2026, 1, 1)
    there = thinned([first + timedelta(day) for day in range(365) for _each in range(6)])
    last = first + timedelta(364)
    days = {mark.day for mark in there}
    assert {last - timedelta(n) for n in range(14)} <= days
    assert {(last - timedelta(7 * n)).isocalendar()[:2] for n in range(8)} <= {day.isocalendar()[:2] for day in days}
    assert {(day.year, day.month) for day in days} == {(2026, month) for month in range(1, 13)}


def test_a_jump_to_2099_and_back_thins_no_more_than_a_day_would() -> None:
    days = [date(2026, 1, 1) + timedelta(n) for n in range(200)]
    before = {mark.serial for mark in thinned(days)}
    after = {mark.serial for mark in thinned([*days, date(2099, 1, 1), days[-1]])}
    assert len(before - after) <= 6


def test_a_clock_that_stands_still_leaves_more_than_the_newest() -> None:
    there = thinned([date(2009, 1, 1)] * 600)
    assert there[-1].serial < 600 - 6 * 64
