"""How a meeting is shown in lists and heads: its icon, its state, its day."""

from datetime import date

from yishi.domain.marker import N_
from yishi.domain.meeting_days import WEEK
from yishi.i18n import _
from yishi.services.answers import MeetingLine

STATES: dict[str, tuple[str, str]] = {  # chip and word
    "planned": ("ready", N_("准备中")),
    "open": ("live", N_("进行中")),
    "closed": ("draft", N_("待定稿")),
    "final": ("sealed", N_("已定稿")),
}


def glyph_of(form: str) -> str:
    """Return the icon of a form of meeting."""
    return {"teahouse": "teapot", "bench": "bench"}.get(form, "meeting")


def chip(state: str) -> tuple[str, str]:
    """Return chip and word of a meeting's state."""
    shape, word = STATES[state]
    return shape, _(word)


def weekday(day: date) -> str:
    """Return 周五."""
    return _("周{day}").format(day=_(WEEK).split()[day.weekday()])


def long_start(start: str) -> str:
    """Return 2026年5月22日　周五　19:00 of YYYY-MM-DDTHH:MM."""
    day = date.fromisoformat(start[:10])
    return _("{y}年{m}月{d}日　{week}　{t}").format(y=day.year, m=day.month, d=day.day, week=weekday(day), t=start[11:])


def short_start(start: str, today: date) -> tuple[str, str]:
    """Return 5-22 (with the year when it is another) and 周五 19:00."""
    day = date.fromisoformat(start[:10])
    shown = f"{day.month}-{day.day}" if day.year == today.year else f"{day.year}-{day.month}-{day.day}"
    return shown, f"{weekday(day)} {start[11:]}"


def counts(line: MeetingLine) -> str:
    """Return what a narrow list says below the title: 实到 11/14　决议 3, or 应到 14　议题 3 before it was held."""
    if line.state == "planned":
        return _("应到 {a}　议题 {b}").format(a=line.expected, b=line.topics)
    words = _("实到 {a}/{b}").format(a=line.present, b=line.expected)
    return words + (_("　决议 {n}").format(n=line.resolutions) if line.resolutions else "")
