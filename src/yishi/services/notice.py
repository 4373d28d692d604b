"""How long before a meeting its notice must hang (domain 3.4: 3 working days for a deliberation, 10 days for a statutory
assembly; the form says which), counted with the calendar."""

from datetime import date, timedelta

from yishi.domain.workdays import WorkCalendar
from yishi.i18n import _
from yishi.services.prepared import NoticeSheet


def count(days: int, unit: str, held_on: date, today: date, calendar: WorkCalendar, posted_on: date | None = None,
          channels: tuple[str, ...] = ()) -> NoticeSheet:
    """Return what must be done about the notice of a meeting on `held_on`; `days` are workdays or natural days (unit).

    The day it goes up is not counted, the day of the meeting is: 3 workdays before a Friday are a Tuesday.
    """
    if days <= 0:
        words = _("通知{day}贴出。").format(day=_short(posted_on)) if posted_on else ""
        return NoticeSheet(0, unit, None, None, posted_on, channels, words, short=False)
    latest = held_on - timedelta(days=days)
    while unit == "workdays" and calendar.count(latest, held_on) < days:
        latest -= timedelta(days=1)
    left = (latest - today).days
    short = posted_on > latest if posted_on else left < 0
    words = _posted(posted_on, held_on, days, unit, calendar, short=short) if posted_on else _waiting(latest, left, days, unit)
    if unit == "workdays" and not (calendar.announced(latest.year) and calendar.announced(held_on.year)):
        words += _("（未含法定节假日安排）")
    return NoticeSheet(days, unit, latest, left, posted_on, channels, words, short)


def _posted(posted: date, held_on: date, days: int, unit: str, calendar: WorkCalendar, *, short: bool) -> str:
    ahead = calendar.count(posted, held_on) if unit == "workdays" else (held_on - posted).days
    told = {"day": _short(posted), "ahead": _days(max(ahead, 0), unit), "days": _days(days, unit)}
    if short:
        return _("通知{day}贴出，只提前了{ahead}，这种会要提前{days}。可以照开，也可以改期。").format(**told)
    return _("通知{day}贴出，提前了{ahead}。").format(**told)


def _waiting(latest: date, left: int, days: int, unit: str) -> str:
    told = {"day": _short(latest), "days": _days(days, unit), "left": left}
    if left < 0:
        return _("通知要提前{days}，最晚该在{day}贴出，已经来不及。可以照开，也可以改期。").format(**told)
    if left == 0:
        return _("通知要提前{days}，今天就得贴出去。").format(**told)
    return _("通知要提前{days}，最晚{day}贴出，还有{left}天。").format(**told)


def _days(n: int, unit: str) -> str:
    return _("{n}个工作日").format(n=n) if unit == "workdays" else _("{n}天").format(n=n)


def _short(day: date) -> str:
    return _("{m}月{d}日").format(m=day.month, d=day.day)
