"""A stretch of days that a report speaks of: a year, a quarter, or from one day to another."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from yishi.errors import Refusal, shown
from yishi.i18n import _

_YEAR = re.compile(r"(\d{4})(?:[Qq]([1-4]))?")


@dataclass(frozen=True)
class Period:
    """Both days count."""

    first: date
    last: date

    def __contains__(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last


def read_period(text: str) -> Period:
    """Return the year `2026` or the quarter `2026Q3`; anything else is refused (YS-T07)."""
    found = _YEAR.fullmatch(text.strip())
    if not found or not 1900 <= int(found[1]) < 2200:
        raise Refusal("YS-T07", _("“{text}”看不出是哪一段时间。").format(text=shown(text)), next_step=_("请写成 2026 或 2026Q3 这样。"))
    return quarter(int(found[1]), int(found[2])) if found[2] else year(int(found[1]))


def year(number: int) -> Period:
    """Return a whole year."""
    return Period(date(number, 1, 1), date(number, 12, 31))


def quarter(of_year: int, number: int) -> Period:
    """Return a quarter, 1 to 4."""
    first = date(of_year, 3 * number - 2, 1)
    after = date(of_year + 1, 1, 1) if number == 4 else date(of_year, 3 * number + 1, 1)
    return Period(first, after - timedelta(days=1))


def quarter_of(day: date) -> Period:
    """Return the quarter that a day lies in."""
    return quarter(day.year, (day.month + 2) // 3)


def quarter_before(day: date) -> Period:
    """Return the quarter before the one that a day lies in."""
    return quarter_of(quarter_of(day).first - timedelta(days=1))


def month_before(day: date) -> Period:
    """Return the month before the one that a day lies in."""
    last = day.replace(day=1) - timedelta(days=1)
    return Period(last.replace(day=1), last)


def name_of(period: Period) -> str:
    """Return what a period is called: 2026年, 2026年第3季度, else its days."""
    first, last = period.first, period.last
    if period == year(first.year):
        return _("{year}年").format(year=first.year)
    if period == quarter_of(first):
        return _("{year}年第{n}季度").format(year=first.year, n=(first.month + 2) // 3)
    return _("{first}至{last}").format(first=first, last=last)


def between(first: date | None, last: date | None, today: date) -> Period:
    """Return the days from `first` to `last`; what is not said is the first day of the year and today (YS-T08: turned round)."""
    begin, end = first or date((last or today).year, 1, 1), last or today
    if begin > end:
        if last is None:  # there are no two days to turn round: only one was given
            raise Refusal("YS-T08", _("起始日{first}还没有到，今天是{last}。").format(first=begin, last=end),
                          next_step=_("请写今天或以前的日子，或者再写上截止日。"))
        raise Refusal("YS-T08", _("起始日{first}在截止日{last}后面。").format(first=begin, last=end), next_step=_("请把两个日子对调。"))
    return Period(begin, end)
