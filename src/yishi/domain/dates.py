"""The day people mean when they type one: 1231, 12.31, 12月31日, 昨天, 月底, +7, 下周五.

What a day without a year means depends on what it is of: of what happened the nearest past, of a deadline the nearest coming, of
a meeting the one around today.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from yishi.domain.marker import N_
from yishi.domain.workdays import FARTHEST, WorkCalendar
from yishi.errors import Refusal, shown
from yishi.i18n import _

HALF_A_YEAR = 183
MOST_AHEAD = 270  # days; of a meeting farther ahead the end of last year is likelier meant
_WEEKDAYS = {name: n for n, names in enumerate(("一1", "二2", "三3", "四4", "五5", "六6", "日天7")) for name in names}
_TODAY = {"今天": 0, "今日": 0}
_AGO = {"昨天": -1, "昨日": -1, "前天": -2}
_TO_COME = {"明天": 1, "明日": 1, "后天": 2, "大后天": 3}
_FULL = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})[日号]?|(\d{4})(\d{2})(\d{2})")
_MONTH_DAY = re.compile(r"(\d{1,2})[-./月](\d{1,2})[日号]?|(\d{2})(\d{2})")
_OF_WEEK = re.compile(r"(?<=[\d日号])(?:周|星期)[一二三四五六日天]$")  # said beside the day: 5月22日 周五
_DAY_ONLY = re.compile(r"(?:本月|这个月)?(\d{1,2})[日号]")
_MONTH_END = re.compile(r"(?:(\d{1,2})月|(本|这个|下|下个)?月)[底末]")
_PLUS = re.compile(r"\+(\d{1,4})(?:天|日)?|(\d{1,4})(?:天|日)[后内]")
_PLUS_WORKDAYS = re.compile(r"\+?(\d{1,4})个?工作日[后内]?|\+(\d{1,4})[工g]")
_WEEKDAY = re.compile(r"(本|这|这个|下|下个|下下)?(?:周|星期|礼拜)([一二三四五六日天1-7])")


def _past(days: Sequence[date], today: date) -> date:
    return max(day for day in days if day <= today)


def _coming(days: Sequence[date], today: date) -> date:
    """The next such day; if this year's passed less than half a year ago it is likelier a slip than next year, and refused."""
    coming = min(day for day in days if day >= today)
    if passed := [day for day in days if day.year == today.year and day < today and (today - day).days < HALF_A_YEAR]:
        raise _passed(passed[0], date(today.year + 1, passed[0].month, min(passed[0].day, 28 if passed[0].month == 2 else 31)))
    return coming


def _around(days: Sequence[date], today: date) -> date:
    """This year's, unless it lies more than half a year back (1.5, typed in December) or far ahead (12.20, typed in spring)."""
    return next(day for day in days if -HALF_A_YEAR <= (day - today).days <= MOST_AHEAD)


@dataclass(frozen=True)
class Reading:
    """What a day is of: which of those without a year is meant, the words for near days, whether 月底 and +7 may be said."""

    choose: Callable[[Sequence[date], date], date]  # of this year's, next and last year's
    words: dict[str, int]
    ahead: bool
    examples: str


PAST = Reading(_past, {"": 0, **_TODAY, **_AGO}, False, N_("可以写 今天、昨天、5-9、5月9日。"))  # nothing typed is today
COMING = Reading(_coming, {**_TODAY, **_TO_COME}, True, N_("可以写 1231、12月31日、月底、+7。"))
AROUND = Reading(_around, {**_TODAY, **_AGO, **_TO_COME}, True, N_("可以写 5月22日、0522、下周五。"))


def read_day(text: str, today: date, reading: Reading, calendar: WorkCalendar | None = None) -> date:
    """Return the day that `text` means; what cannot be read, or has passed where it may not, is refused (YS-T01, YS-T02).

    A day with its year is taken as it stands. +7 are natural days, today not counted, rolling off a day of rest
    (民法典 201、203); +7工 or 7个工作日 working days: both only where there is a `calendar`.
    """
    plain = _OF_WEEK.sub("", re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).replace("。", "."))
    if is_today(plain):
        return today
    if plain in reading.words:
        return today + timedelta(days=reading.words[plain])
    try:
        if found := _FULL.fullmatch(plain):
            year, month, day = _numbers(found)
            return date(year, month, day)
        if found := _MONTH_DAY.fullmatch(plain):
            return reading.choose(_in_years(today, *_numbers(found)), today)
        if reading.ahead and calendar is not None:
            return _ahead(plain, today, calendar)
    except (ValueError, OverflowError, StopIteration):
        pass
    raise Refusal("YS-T01", _("“{text}”看不出是哪天。").format(text=shown(text)), next_step=_(reading.examples))


def _numbers(found: re.Match[str]) -> list[int]:
    return [int(part) for part in found.groups() if part is not None]


def _in_years(today: date, month: int, day: int) -> list[date]:
    """This year's, next year's and last year's, those that there are."""
    made = []
    for year in (today.year, today.year + 1, today.year - 1):
        try:
            made.append(date(year, month, day))
        except ValueError:  # 29 February
            continue
    return made


def _ahead(plain: str, today: date, calendar: WorkCalendar) -> date:
    if plain in ("年底", "年末"):
        return date(today.year, 12, 31)
    for pattern, read in _READERS:
        if found := pattern.fullmatch(plain):
            return read([part for part in found.groups() if part is not None], today, calendar, found)
    raise ValueError(plain)


def is_today(plain: str) -> bool:
    """Whether a text without blanks is the word that boxes are filled with, in the language of the window."""
    return plain == re.sub(r"\s", "", _("今天"))


def _day_only(parts: list[str], today: date, calendar: WorkCalendar, found: re.Match[str]) -> date:
    day = date(today.year, today.month, int(parts[0]))
    if day < today:
        following = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
        if found[0].startswith(("本", "这")):
            raise _passed(day, following.replace(day=min(day.day, 28)))
        return following.replace(day=day.day)
    return day


def _month_end(parts: list[str], today: date, calendar: WorkCalendar, found: re.Match[str]) -> date:
    which = parts[0] if parts else ""
    if which.isdigit():
        end = _last_day(today.year, int(which))
        return end if end >= today else _last_day(today.year + 1, int(which))
    end = _last_day(today.year, today.month)
    following = end + timedelta(days=1)
    return _last_day(following.year, following.month) if which.startswith("下") else end


def _plus(parts: list[str], today: date, calendar: WorkCalendar, found: re.Match[str]) -> date:
    return calendar.natural_due(today, _near(parts))


def _plus_workdays(parts: list[str], today: date, calendar: WorkCalendar, found: re.Match[str]) -> date:
    return calendar.add(today, _near(parts))


def _weekday(parts: list[str], today: date, calendar: WorkCalendar, found: re.Match[str]) -> date:
    which = found[1] or ""
    monday = today - timedelta(days=today.weekday())
    day = monday + timedelta(days=_WEEKDAYS[found[2]] + 7 * which.count("下"))
    if day >= today:
        return day
    if which:
        raise _passed(day, day + timedelta(days=7))
    return day + timedelta(days=7)


def _near(parts: list[str]) -> int:
    days = int(parts[0])
    if days > FARTHEST:
        raise ValueError(days)
    return days


def _last_day(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1) if 1 <= month <= 12 else date(year, month, 1)
    return following - timedelta(days=1)


def _passed(day: date, instead: date) -> Refusal:
    text = _("{day}已经过了。").format(day=day)
    return Refusal(
        "YS-T02", text, next_step=_("要写以后的日子，请把年月日写全，例如 {instead}。").format(instead=instead)
    )


_Reader = Callable[[list[str], date, WorkCalendar, re.Match[str]], date]
_READERS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (_DAY_ONLY, _day_only),
    (_MONTH_END, _month_end),
    (_PLUS_WORKDAYS, _plus_workdays),
    (_PLUS, _plus),
    (_WEEKDAY, _weekday),
)
