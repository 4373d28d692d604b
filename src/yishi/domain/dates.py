"""The day people mean when they type a deadline: 1231, 12.31, 12月31日, 月底, +7, 下周五."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta

from yishi.domain.workdays import FARTHEST, WorkCalendar
from yishi.errors import Refusal, shown
from yishi.i18n import _

HALF_A_YEAR = 183
_WEEKDAYS = {name: n for n, names in enumerate(("一1", "二2", "三3", "四4", "五5", "六6", "日天7")) for name in names}
_DAYS = {"今天": 0, "今日": 0, "明天": 1, "明日": 1, "后天": 2, "大后天": 3}
_FULL = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})[日号]?|(\d{4})(\d{2})(\d{2})")
_MONTH_DAY = re.compile(r"(\d{1,2})[-./月](\d{1,2})[日号]?|(\d{2})(\d{2})")
_DAY_ONLY = re.compile(r"(?:本月|这个月)?(\d{1,2})[日号]")
_MONTH_END = re.compile(r"(?:(\d{1,2})月|(本|这个|下|下个)?月)[底末]")
_PLUS = re.compile(r"\+(\d{1,4})(?:天|日)?|(\d{1,4})(?:天|日)[后内]")
_PLUS_WORKDAYS = re.compile(r"\+?(\d{1,4})个?工作日[后内]?|\+(\d{1,4})[工g]")
_WEEKDAY = re.compile(r"(本|这|这个|下|下个|下下)?(?:周|星期|礼拜)([一二三四五六日天1-7])")


def read_deadline(text: str, today: date, calendar: WorkCalendar) -> date:
    """Return the day that `text` means as a deadline; what cannot be read, or has passed, is refused (YS-T01, YS-T02).

    +7 are natural days, today not counted, rolling off a day of rest (民法典 201、203); +7工 or 7个工作日 working days.
    A month and day without a year mean the next such day, but if that passed less than half a year ago it is likelier a
    slip than next year, and is refused with the way to write it. A day with its year is taken as it stands.
    """
    plain = (
        re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).replace("。", ".").replace("．", ".").replace("－", "-")
    )
    if is_today(plain):
        return today
    if plain in _DAYS:
        return today + timedelta(days=_DAYS[plain])
    if plain in ("年底", "年末"):
        return date(today.year, 12, 31)
    for pattern, read in _READERS:
        found = pattern.fullmatch(plain)
        if found:
            try:
                return read([part for part in found.groups() if part is not None], today, calendar, found)
            except (ValueError, OverflowError):
                break
    raise Refusal(
        "YS-T01",
        _("“{text}”看不出是哪天。").format(text=shown(text)),
        next_step=_("可以写 1231、12月31日、月底、+7。"),
    )


def is_today(plain: str) -> bool:
    """Whether a text without blanks is the word that boxes are filled with, in the language of the window."""
    return plain == re.sub(r"\s", "", _("今天"))


def _full(parts: list[str], today: date, calendar: WorkCalendar, found: re.Match[str]) -> date:
    year, month, day = (int(part) for part in parts)
    return date(year, month, day)


def _month_day(parts: list[str], today: date, calendar: WorkCalendar, found: re.Match[str]) -> date:
    month, day = (int(part) for part in parts)
    try:
        this_year = date(today.year, month, day)
    except ValueError:  # 29 February is next year's at best
        return date(today.year + 1, month, day)
    if this_year >= today:
        return this_year
    if (today - this_year).days < HALF_A_YEAR:
        raise _passed(this_year, date(today.year + 1, month, 28 if (month, day) == (2, 29) else day))
    return date(today.year + 1, month, day)


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
    (_FULL, _full),
    (_MONTH_DAY, _month_day),
    (_DAY_ONLY, _day_only),
    (_MONTH_END, _month_end),
    (_PLUS_WORKDAYS, _plus_workdays),
    (_PLUS, _plus),
    (_WEEKDAY, _weekday),
)
