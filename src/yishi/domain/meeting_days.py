"""The hour people mean when they type when a meeting is, or was, and how its day is written: 5月22日 周五, 19.30."""

import re
import unicodedata
from datetime import date

from yishi.domain.dates import HALF_A_YEAR, MOST_AHEAD
from yishi.domain.marker import N_
from yishi.errors import Refusal, shown
from yishi.i18n import _

WEEK = N_("一 二 三 四 五 六 日")
_HOUR = re.compile(r"(\d{1,2})(?:[:.点时](\d{1,2})?分?)?|(\d{1,2})(\d{2})")


def read_hour(text: str) -> str:
    """Return the hour as HH:MM: 19:00, 19.30, 1930, 19点. Refused (YS-T02) when it cannot be read."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).replace("。", ".").replace("半", "30")
    found = _HOUR.fullmatch(plain)
    parts = [int(part) for part in found.groups() if part is not None] if found else []
    if not parts or parts[0] > 23 or (len(parts) > 1 and parts[1] > 59):
        raise Refusal("YS-T02", _("“{text}”看不出是几点。").format(text=shown(text)), next_step=_("请写成 19:30 这样。"))
    return f"{parts[0]:02d}:{parts[1] if parts[1:] else 0:02d}"


def written(day: date, today: date) -> str:
    """Return a day as the preparation shows it, and as `dates.read_day` reads it: 5月22日 周五, with the year when it is another."""
    plain = day.year == today.year and -HALF_A_YEAR <= (day - today).days <= MOST_AHEAD
    year = "" if plain else _("{year}年").format(year=day.year)
    return year + _("{m}月{d}日 周{w}").format(m=day.month, d=day.day, w=_(WEEK).split()[day.weekday()])
