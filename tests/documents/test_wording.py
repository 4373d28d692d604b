"""Days and hours as the papers write them."""

from yishi.documents import wording


def test_a_start_without_an_hour_is_a_day_alone() -> None:
    assert wording.period("2026-06-08T00:00", "") == "2026年6月8日"
    assert wording.period("2026-06-08T19:30", "2026-06-08T20:00") == "2026年6月8日19时30分至20时"


def test_midnight_is_an_hour_where_only_the_hour_is_told() -> None:
    assert wording.clock("00:00") == "0时"
