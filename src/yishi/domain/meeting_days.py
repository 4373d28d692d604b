"""The day and the hour people mean when they type when a meeting is, or was: 5月22日 周五, 0522, 昨天, 下周五, 19.30."""

import re
import unicodedata
from datetime import date, timedelta

from yishi.domain.dates import HALF_A_YEAR, read_deadline
from yishi.domain.marker import N_
from yishi.domain.workdays import WorkCalendar
from yishi.errors import Refusal, shown
from yishi.i18n import _

MOST_AHEAD = 270  # days; farther ahead the end of last year is likelier meant
WEEK = N_("一 二 三 四 五 六 日")
_PAST = {"昨天": 1, "昨日": 1, "前天": 2}
_WEEKDAY = re.compile(r"(?<=[\d日号])(?:周|星期)[一二三四五六日天]$")
_MONTH_DAY = re.compile(r"(\d{1,2})[-./月](\d{1,2})[日号]?|(\d{2})(\d{2})")
_HOUR = re.compile(r"(\d{1,2})(?:[:.点时](\d{1,2})?分?)?|(\d{1,2})(\d{2})")


def read_day(text: str, today: date, calendar: WorkCalendar) -> date:
    """Return the day of a meeting; one that has passed is fine (补录). Refused (YS-T01) when it cannot be read.

    A month and day without a year are those of this year, but for what lies more than half a year back: that is next year's
    (1.5, typed in December), and the end of last year's when it is typed in spring.
    """
    plain = _WEEKDAY.sub("", re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).replace("。", "."))
    if plain in _PAST:
        return today - timedelta(days=_PAST[plain])
    if found := _MONTH_DAY.fullmatch(plain):
        month, day = (int(part) for part in found.groups() if part is not None)
        for year in (today.year, today.year + 1, today.year - 1):
            if _exists(year, month, day) and -HALF_A_YEAR <= (date(year, month, day) - today).days <= MOST_AHEAD:
                return date(year, month, day)
    elif plain:
        return read_deadline(plain, today, calendar)
    raise Refusal("YS-T01", _("“{text}”看不出是哪天。").format(text=shown(text)), next_step=_("可以写 5月22日、0522、下周五。"))


def read_hour(text: str) -> str:
    """Return the hour as HH:MM: 19:00, 19.30, 1930, 19点. Refused (YS-T02) when it cannot be read."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).replace("。", ".").replace("半", "30")
    found = _HOUR.fullmatch(plain)
    parts = [int(part) for part in found.groups() if part is not None] if found else []
    if not parts or parts[0] > 23 or (len(parts) > 1 and parts[1] > 59):
        raise Refusal("YS-T02", _("“{text}”看不出是几点。").format(text=shown(text)), next_step=_("请写成 19:30 这样。"))
    return f"{parts[0]:02d}:{parts[1] if parts[1:] else 0:02d}"


def written(day: date, today: date) -> str:
    """Return a day as the preparation shows it, and as `read_day` reads it: 5月22日 周五, with the year when it is another."""
    plain = day.year == today.year and -HALF_A_YEAR <= (day - today).days <= MOST_AHEAD
    year = "" if plain else _("{year}年").format(year=day.year)
    return year + _("{m}月{d}日 周{w}").format(m=day.month, d=day.day, w=_(WEEK).split()[day.weekday()])


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= ((date(year, month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)).day
