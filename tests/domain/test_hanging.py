from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from yishi.domain.hanging import KINDS, Mark, hung, may_follow

START, END = date(2026, 3, 13), date(2026, 3, 19)


def day(n: int) -> date:
    return START + timedelta(days=n)


def seen(*marks: tuple[int, str], today: int = 30) -> tuple[bool, int, bool]:
    found = hung([Mark(day(n), kind, "公告栏") for n, kind in marks], START, END, 7, day(today))
    assert found is not None
    return found.hangs, found.days, found.short


def test_a_paper_that_hung_its_days_is_long_enough() -> None:
    assert seen((0, "up"), (6, "down")) == (False, 7, False)
    assert seen((0, "up"), (9, "down")) == (False, 7, False)


def test_a_paper_taken_down_early_ran_short_at_once() -> None:
    assert seen((0, "up"), (3, "down"), today=3) == (False, 4, True)


def test_a_paper_that_still_hangs_has_not_run_short_yet() -> None:
    assert seen((0, "up"), today=3) == (True, 4, False)


def test_torn_and_put_up_again_the_next_day_loses_no_day() -> None:
    assert seen((0, "up"), (2, "torn"), (3, "again"), (6, "down")) == (False, 7, False)


def test_torn_and_put_up_again_late_ran_short() -> None:
    assert seen((0, "up"), (1, "torn"), (4, "again"), (6, "down")) == (False, 5, True)


def test_of_several_places_the_best_one_counts() -> None:
    marks = [Mark(day(0), "up", "甲"), Mark(day(0), "up", "乙"), Mark(day(1), "down", "乙"), Mark(day(6), "down", "甲")]
    found = hung(marks, START, END, 7, day(30))
    assert found is not None and (found.days, found.short) == (7, False)


def test_nothing_noted_says_nothing() -> None:
    assert hung([], START, END, 7, day(30)) is None
    assert hung([Mark(day(5), "up")], START, END, 7, day(2)) is None


@given(st.lists(st.sampled_from(sorted(KINDS)), max_size=8))
def test_marks_that_may_follow_each_other_never_count_more_days_than_the_period_has(kinds: list[str]) -> None:
    marks: list[Mark] = []
    for n, kind in enumerate(kinds):
        if may_follow(marks, kind, ""):
            marks.append(Mark(day(n), kind))
    found = hung(marks, START, END, 7, day(20))
    assert found is None or 0 <= found.days <= 7
