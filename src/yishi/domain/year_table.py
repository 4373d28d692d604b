"""A year's table of holidays as people have it: JSON of the kind that is passed around, our own TOML, or pasted lines.

Every mistake is told with its line or its entry. Nothing is guessed: what the text does not say is an ordinary day.
"""

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from yishi.domain import rule_data
from yishi.domain.rule_data import FormFault
from yishi.errors import Refusal, shown
from yishi.i18n import _

MOST_DAYS = 400
LONGEST_HOLIDAY = 31
LONGEST_NAME = 40
YEARS = range(2000, 2200)
_DATE = r"(?:(\d{4})\s*[-/.年])?\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?"
_LINE = re.compile(rf"{_DATE}(?:\s*(?:至|到|—|–|~|～|-)\s*{_DATE})?[\s,，、:：]*(休|班|放假|上班|调休)?[\s,，、:：]*(.*)")
_REST, _WORK = ("休", "放假"), ("班", "上班")


@dataclass(frozen=True)
class Entry:
    """One day of a table: off or worked, and after which holiday."""

    day: date
    is_workday: bool
    name: str = ""


@dataclass(frozen=True)
class YearTable:
    """A year that was read; days of the neighbouring years (New Year) may be among them."""

    year: int
    entries: tuple[Entry, ...]
    source: str = ""


def read(text: str, year: int | None = None) -> tuple[YearTable | None, tuple[FormFault, ...]]:
    """Return the table that `text` holds, or every mistake in it; `year` is the one that lines without a year mean."""
    found: list[FormFault] = []
    text = text.lstrip("\ufeff").strip()
    if not text:
        return None, (FormFault(_("这一年的表"), _("还空着。"), "text"),)
    if text.startswith("{"):
        table = _json(text, found)
    elif re.search(r"(?m)^\s*(\[\[|year\s*=)", text):
        table = _toml(text, found)
    else:
        table = _lines(text, year, found)
    if table is not None:
        found += _checked(table)
        if year is not None and table.year != year:
            found.append(_fault(_("这是{found}年的表，不是{year}年的。").format(found=table.year, year=year)))
    return (None if found else table), tuple(found)


def _checked(table: YearTable) -> list[FormFault]:
    if not table.entries:
        return [_fault(_("{year}年的表里一天都没有，可能还没有公布。").format(year=table.year))]
    if len(table.entries) > MOST_DAYS:
        return [_fault(_("天数太多（{n}天）。").format(n=len(table.entries)))]
    found = []
    if table.year not in YEARS:
        found.append(_fault(_("年份{year}不对。").format(year=shown(table.year))))
    kinds: dict[date, bool] = {}
    for entry in table.entries:
        if kinds.setdefault(entry.day, entry.is_workday) != entry.is_workday:
            found.append(_fault(_("{day}又写休又写班。").format(day=entry.day)))
        if abs((entry.day - date(table.year, 7, 1)).days) > 220 if table.year in YEARS else False:
            found.append(_fault(_("{day}不是{year}年前后的日子。").format(day=entry.day, year=table.year)))
    return found


def _json(text: str, found: list[FormFault]) -> YearTable | None:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as wrong:
        line = getattr(wrong, "lineno", 1)
        found.append(FormFault(_("第{line}行").format(line=line), _("写法不对，读不出来。"), "text"))
        return None
    days = data.get("days") if isinstance(data, Mapping) else None
    if not isinstance(days, list) or not isinstance(data.get("year"), int):
        found.append(_fault(_("这份表里没有年份（year）或日子（days）。")))
        return None
    entries = []
    for n, item in enumerate(days[: MOST_DAYS + 1], 1):
        off = item.get("isOffDay") if isinstance(item, Mapping) else None
        day = _iso(item.get("date")) if isinstance(item, Mapping) else None
        if day is None or not isinstance(off, bool):
            found.append(FormFault(_("第{n}天").format(n=n), _("缺日期（date）或休班（isOffDay）。"), "text"))
            continue
        entries.append(Entry(day, not off, str(item.get("name") or "")[:LONGEST_NAME]))
    papers = data.get("papers")
    source = str(papers[0]) if isinstance(papers, list) and papers else ""
    return YearTable(data["year"], tuple(entries), source[:300])


def _toml(text: str, found: list[FormFault]) -> YearTable | None:
    try:
        data = rule_data.parse(text)
    except Refusal as refusal:
        found.append(_fault(refusal.message))
        return None
    year, holidays = data.get("year"), data.get("holiday", [])
    if not isinstance(year, int) or not isinstance(holidays, list):
        found.append(_fault(_("这份表里没有年份（year）或节日（holiday）。")))
        return None
    entries: list[Entry] = []
    for n, holiday in enumerate(holidays, 1):
        place = _("第{n}个节").format(n=n)
        if not isinstance(holiday, Mapping):
            found.append(FormFault(place, _("写法不对，读不出来。"), "text"))
            continue
        name = str(holiday.get("name") or "")[:LONGEST_NAME]
        first, last, work = _iso(holiday.get("first")), _iso(holiday.get("last")), holiday.get("work", [])
        if first is None or last is None or not isinstance(work, list) or any(_iso(day) is None for day in work):
            found.append(FormFault(place, _("日期看不出是哪天，请写成 2026-12-31 这样。"), "text"))
            continue
        entries += _span(first, last, False, name, place, found)
        entries += [Entry(day, True, name) for day in map(_iso, work) if day]
    return YearTable(year, tuple(entries), str(data.get("source") or "")[:300])


def _lines(text: str, year: int | None, found: list[FormFault]) -> YearTable | None:
    entries: list[Entry] = []
    for n, line in enumerate(text.splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        place = _("第{line}行").format(line=n)
        read = _LINE.fullmatch(line)
        if read is None:
            found.append(FormFault(place, _("“{text}”看不懂，请写成：2027-01-01 休 元旦。").format(text=shown(line)), "text"))
            continue
        first = _day(read[1], read[2], read[3], year)
        last = _day(read[4] or read[1], read[5], read[6], year) if read[5] else first
        if read[7] not in (*_REST, *_WORK):
            found.append(FormFault(place, _("没有写“休”还是“班”。"), "text"))
        elif first is None or last is None:
            words = _("没有写哪一年，或者没有这一天。") if year is None else _("没有这一天。")
            found.append(FormFault(place, words, "text"))
        else:
            entries += _span(first, last, read[7] in _WORK, read[8].strip()[:LONGEST_NAME], place, found)
    if found or not entries:
        if not found:
            found.append(_fault(_("没有读到一天。")))
        return None
    common = Counter(entry.day.year for entry in entries).most_common(1)[0][0]
    return YearTable(year if year is not None else common, tuple(entries))


def _span(first: date, last: date, is_workday: bool, name: str, place: str, found: list[FormFault]) -> list[Entry]:
    if not 0 <= (last - first).days <= LONGEST_HOLIDAY:
        found.append(FormFault(place, _("从{first}到{last}不对。").format(first=first, last=last), "text"))
        return []
    return [Entry(first + timedelta(days=n), is_workday, name) for n in range((last - first).days + 1)]


def _day(year: str | None, month: str, day: str, usual: int | None) -> date | None:
    if not year and usual is None:
        return None
    try:
        return date(int(year or usual or 0), int(month), int(day))
    except ValueError:
        return None


def _iso(value: Any) -> date | None:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def _fault(message: str) -> FormFault:
    return FormFault(_("这一年的表"), message, "text")
