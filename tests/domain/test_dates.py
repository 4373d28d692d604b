"""Days as people type them. Today is Saturday, 21 November 2026."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.builders import CALENDAR
from yishi import i18n
from yishi.domain.dates import AROUND, COMING, PAST, Reading, read_day
from yishi.errors import Refusal

TODAY, MAY = date(2026, 11, 21), date(2026, 5, 18)


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
def test_a_deadline_is_read_as_it_is_meant(text: str, day: str) -> None:
    assert read_day(text, TODAY, COMING, CALENDAR) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "text", ["13.40", "", "abc", "2026-02-30", "111", "31日日", "+99999", "13月底", "尽快", "2.29", "0.5"]
)
def test_what_is_no_day_is_refused_with_examples(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_day(text, TODAY, COMING, CALENDAR)
    assert refused.value.code == "YS-T01"
    assert (
        refused.value.message == f"“{text}”看不出是哪天。"
        and refused.value.next_step == "可以写 1231、12月31日、月底、+7。"
    )


@pytest.mark.parametrize("text", ["11.20", "本周五", "9月1日", "本月3日"])
def test_a_day_just_passed_is_a_slip_and_not_next_year(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_day(text, TODAY, COMING, CALENDAR)
    assert refused.value.code == "YS-T02" and "已经过了" in refused.value.message


def test_friday_is_today_on_a_friday() -> None:
    friday = date(2026, 11, 20)
    assert read_day("本周五", friday, COMING, CALENDAR) == friday
    assert read_day("下周五", friday, COMING, CALENDAR) == date(2026, 11, 27)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_full_date_reads_back(day: date) -> None:
    for text in (day.isoformat(), f"{day:%Y%m%d}", f"{day.year}年{day.month}月{day.day}日"):
        assert read_day(text, TODAY, COMING, CALENDAR) == day


@pytest.mark.parametrize(
    ("text", "today", "past", "coming", "around"),
    [
        ("12-31", date(2027, 1, 2), "2026-12-31", "2027-12-31", "2026-12-31"),
        ("1-2", date(2026, 12, 31), "2026-01-02", "2027-01-02", "2027-01-02"),
        ("1-1", date(2027, 1, 1), "2027-01-01", "2027-01-01", "2027-01-01"),
        ("12-31", date(2026, 12, 31), "2026-12-31", "2026-12-31", "2026-12-31"),
        ("12-31", date(2026, 12, 30), "2025-12-31", "2026-12-31", "2026-12-31"),
        ("1-1", date(2027, 1, 2), "2027-01-01", "YS-T02", "2027-01-01"),
        ("12-20", date(2026, 4, 1), "2025-12-20", "2026-12-20", "2026-12-20"),
        ("12-31", date(2026, 4, 1), "2025-12-31", "2026-12-31", "2025-12-31"),
        ("5-1", date(2026, 12, 20), "2026-05-01", "2027-05-01", "2027-05-01"),
        ("8-1", date(2026, 12, 20), "2026-08-01", "YS-T02", "2026-08-01"),
        ("2-29", date(2025, 1, 5), "2024-02-29", "YS-T01", "YS-T01"),
        ("2-29", date(2027, 12, 20), "YS-T01", "2028-02-29", "2028-02-29"),
        ("2025-12-31", date(2027, 1, 2), "2025-12-31", "2025-12-31", "2025-12-31"),
        ("昨天", date(2027, 1, 1), "2026-12-31", "YS-T01", "2026-12-31"),
        ("明天", date(2026, 12, 31), "YS-T01", "2027-01-01", "2027-01-01"),
        ("", date(2026, 5, 18), "2026-05-18", "YS-T01", "YS-T01"),
        ("月底", date(2026, 5, 18), "YS-T01", "2026-05-31", "2026-05-31"),
        ("5月8日 周五", date(2026, 5, 18), "2026-05-08", "YS-T02", "2026-05-08"),
    ],
)
def test_a_day_without_a_year_means_what_it_is_of(text: str, today: date, past: str, coming: str, around: str) -> None:
    def read(reading: Reading) -> str:
        try:
            return read_day(text, today, reading, CALENDAR).isoformat()
        except Refusal as refused:
            return refused.code

    assert (read(PAST), read(COMING), read(AROUND)) == (past, coming, around)


@given(st.dates(date(2001, 1, 1), date(2100, 1, 1)), st.dates(date(2001, 1, 1), date(2100, 1, 1)))
def test_what_happened_lies_within_the_last_year_and_what_is_due_within_the_next(day: date, today: date) -> None:
    text = f"{day.month}-{day.day}"
    if (day.month, day.day) == (2, 29):
        return
    assert 0 <= (today - read_day(text, today, PAST)).days <= 366
    assert -183 <= (read_day(text, today, AROUND) - today).days <= 270
    try:
        assert 0 <= (read_day(text, today, COMING) - today).days <= 366
    except Refusal as refused:
        assert refused.code == "YS-T02"


@pytest.mark.parametrize(
    ("text", "today", "day"),
    [
        ("5月22日 周五", MAY, date(2026, 5, 22)), ("0522", MAY, date(2026, 5, 22)), ("5。22", MAY, date(2026, 5, 22)),
        ("5-8", MAY, date(2026, 5, 8)), ("昨天", MAY, date(2026, 5, 17)), ("下周五", MAY, date(2026, 5, 29)),
        ("2025-11-30", MAY, date(2025, 11, 30)), ("2025年11月30日 周日", MAY, date(2025, 11, 30)), ("今天", MAY, MAY),
    ],
)  # fmt: skip
def test_the_day_of_a_meeting_is_read_as_it_is_said(text, today, day):
    assert read_day(text, today, AROUND, CALENDAR) == day


@pytest.mark.parametrize("reading", [PAST, COMING, AROUND])
@pytest.mark.parametrize("text", ["改天", "13.40", "2.30"])
def test_no_day_is_refused_with_words_for_what_it_is_of(text, reading):
    with pytest.raises(Refusal) as refused:
        read_day(text, MAY, reading, CALENDAR)
    assert refused.value.code == "YS-T01" and refused.value.next_step == reading.examples


@given(st.text(max_size=12), st.sampled_from([PAST, COMING, AROUND]))
def test_whatever_is_typed_is_a_day_or_a_refusal(text: str, reading: Reading) -> None:
    try:
        assert isinstance(read_day(text, TODAY, reading, CALENDAR), date)
    except Refusal as refused:
        assert refused.code.startswith("YS-T")


@pytest.mark.parametrize("language", ["zh_CN", "zh_Hant", "en"])
def test_the_word_that_boxes_are_filled_with_is_read_in_every_language(language):
    i18n.use(language)
    try:
        assert read_day(i18n._("今天"), TODAY, COMING, CALENDAR) == TODAY
    finally:
        i18n.use("zh_CN")
