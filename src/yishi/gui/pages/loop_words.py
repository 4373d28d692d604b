"""How a resolution reads on 今日 and 落实: its chip, its place among the six stations, its days."""

import re
from datetime import date

from yishi.i18n import _
from yishi.services.answers import ResolutionLine

STATIONS = {"决议": 1, "跟进": 2, "督查": 3, "评价": 4, "公开归档": 5}  # stage of a line → dot of the six
_AT_REST = {"SUSPENDED": "suspended", "CLOSED": "closed", "ARCHIVED": "closed", "TERMINATED": "ended"}
_WAITS = {"INSPECTING": "inspect", "EVALUATING": "evaluate"}


def chip(line: ResolutionLine) -> tuple[str, str]:
    """Return the state of chips.STATES and the word of a line: shape and word always say the same."""
    word = re.sub(r"^(\D+)(\d)", r"\1 \2", line.light_words)
    if line.light == "gray":
        return _AT_REST.get(line.state, "gray"), word
    if line.light == "green" and line.state in _WAITS:
        days = "" if line.days_left is None else _(" {n}天").format(n=line.days_left)
        waits = _("待督查") if line.state == "INSPECTING" else _("待评价")
        return _WAITS[line.state], waits + days
    return line.light, word


def visit_chip(line: ResolutionLine, kind: str) -> tuple[str, str]:
    """Return state and word of something to be looked at; `kind` as in services/visits.VisitLine."""
    if kind == "spot":
        return "evaluate", _("在办抽查")
    if line.light == "red":
        return chip(line)
    days = "" if line.days_left is None else _(" {n}天").format(n=line.days_left) if line.days_left else _(" 今天")
    return "inspect", (_("待复查") if kind == "again" else _("待督查")) + days


def station(line: ResolutionLine) -> int:
    """Return the dot of the six stations where a line stands, -1 where it left the way."""
    return -1 if line.state == "TERMINATED" else STATIONS[line.stage]


def short_number(number: str) -> str:
    """Return 4-1 of 翠议〔2026〕4-1."""
    return number.rsplit("〕", 1)[-1]


def full_day(day: date) -> str:
    """Return 2026年4月27日."""
    return _("{year}年{month}月{day}日").format(year=day.year, month=day.month, day=day.day)


def short_day(day: date | None, today: date) -> str:
    """Return 5-20 for a table, with the year when it is another one; — where there is no day."""
    if day is None:
        return "—"
    return f"{day.month}-{day.day}" if day.year == today.year else f"{day.year}-{day.month}-{day.day}"


def long_day(day: date | None) -> str:
    """Return 5月20日　周三."""
    if day is None:
        return "—"
    week = (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))[day.weekday()]
    return _("{month}月{day}日　{week}").format(month=day.month, day=day.day, week=week)


def latest(line: ResolutionLine, today: date) -> str:
    """Return the muted second line of a row: number, day and text of what happened last."""
    return f"{short_number(line.number)}　{short_day(line.latest_on, today)} {' '.join(line.latest.split())}"
