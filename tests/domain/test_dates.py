"""Days as people type them. Today is Saturday, 21 November 2026."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.builders import CALENDAR
from yishi import i18n
from yishi.domain.dates import read_deadline
from yishi.errors import Refusal

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1231", "2026-12-31"),
        ("12.31", "2026-12-31"),
        ("12月31日", "2026-12-31"),
        ("12月31号", "2026-12-31"),
        ("12/31", "2026-12-31"),
        ("12-31", "2026-12-31"),
        ("2026-12-31", "2026-12-31"),
        ("2026.12.31", "2026-12-31"),
        ("2026年12月31日", "2026-12-31"),
        ("20261231", "2026-12-31"),
        ("１２３１", "2026-12-31"),
        ("１２．３１", "2026-12-31"),
        ("12。31", "2026-12-31"),
        (" 12 月 31 日 ", "2026-12-31"),
        ("月底", "2026-11-30"),
        ("月末", "2026-11-30"),
        ("本月底", "2026-11-30"),
        ("下月底", "2026-12-31"),
        ("12月底", "2026-12-31"),
        ("2月底", "2027-02-28"),
        ("年底", "2026-12-31"),
        ("+7", "2026-11-30"),  # the 28th is a Saturday, so it rolls
        ("＋１０", "2026-12-01"),
        ("+7天", "2026-11-30"),
        ("10天后", "2026-12-01"),
        ("+5工", "2026-11-27"),
        ("5个工作日", "2026-11-27"),
        ("+5个工作日", "2026-11-27"),
        ("下周五", "2026-11-27"),
        ("下星期一", "2026-11-23"),
        ("周日", "2026-11-22"),
        ("周五", "2026-11-27"),
        ("本周日", "2026-11-22"),
        ("礼拜天", "2026-11-22"),
        ("下下周三", "2026-12-02"),
        ("今天", "2026-11-21"),
        ("明天", "2026-11-22"),
        ("后天", "2026-11-23"),
        ("25日", "2026-11-25"),
        ("5号", "2026-12-05"),
        ("0105", "2027-01-05"),
        ("3月1日", "2027-03-01"),
        ("2025-11-21", "2025-11-21"),  # a full date is taken as it stands
    ],
)
def test_a_day_is_read_as_it_is_meant(text: str, day: str) -> None:
    assert read_deadline(text, TODAY, CALENDAR) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "text", ["13.40", "", "abc", "2026-02-30", "111", "31日日", "+99999", "13月底", "尽快", "2.29", "0.5"]
)
def test_what_is_no_day_is_refused_with_examples(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_deadline(text, TODAY, CALENDAR)
    assert refused.value.code == "YS-T01"
    assert (
        refused.value.message == f"“{text}”看不出是哪天。"
        and refused.value.next_step == "可以写 1231、12月31日、月底、+7。"
    )


@pytest.mark.parametrize("text", ["11.20", "本周五", "9月1日", "本月3日"])
def test_a_day_just_passed_is_a_slip_and_not_next_year(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_deadline(text, TODAY, CALENDAR)
    assert refused.value.code == "YS-T02" and "已经过了" in refused.value.message


def test_friday_is_today_on_a_friday() -> None:
    friday = date(2026, 11, 20)
    assert read_deadline("本周五", friday, CALENDAR) == friday
    assert read_deadline("下周五", friday, CALENDAR) == date(2026, 11, 27)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_full_date_reads_back(day: date) -> None:
    for text in (day.isoformat(), f"{day:%Y%m%d}", f"{day.year}年{day.month}月{day.day}日"):
        assert read_deadline(text, TODAY, CALENDAR) == day


@given(st.text(max_size=12))
def test_whatever_is_typed_is_a_day_or_a_refusal(text: str) -> None:
    try:
        assert isinstance(read_deadline(text, TODAY, CALENDAR), date)
    except Refusal as refused:
        assert refused.code.startswith("YS-T")


@pytest.mark.parametrize("language", ["zh_CN", "zh_Hant", "en"])
def test_the_word_that_boxes_are_filled_with_is_read_in_every_language(language):
    i18n.use(language)
    try:
        assert read_deadline(i18n._("今天"), TODAY, CALENDAR) == TODAY
    finally:
        i18n.use("zh_CN")
