"""The working days in force in this book: the shipped tables, over them the days and years that the place has entered."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from yishi.domain import rule_data, year_table
from yishi.domain.records import CalendarDay, RuleCopy
from yishi.domain.rule_data import FormFault
from yishi.domain.workdays import WorkCalendar
from yishi.domain.year_table import YEARS, YearTable
from yishi.errors import Refusal
from yishi.i18n import _
from yishi.services import communities
from yishi.services.checks import short
from yishi.services.living import rows
from yishi.store import calendars
from yishi.store.writing import put

KIND = "year"  # of the RuleCopy that says a year was entered whole, code "2027"


@dataclass(frozen=True)
class YearLine:
    """A year of the table: whether its holidays are known, after what, how many days the place has entered."""

    year: int
    announced: bool
    source: str
    own_days: int
    entered: bool  # the place said that it entered the whole year


@dataclass(frozen=True)
class DayLine:
    """A day that is not as the week has it: off or worked, its name, whether the place entered it, what is shipped."""

    day: date
    is_workday: bool
    name: str
    own: bool
    shipped: bool | None  # is_workday of the shipped table, None where that one says nothing of the day

    @property
    def ordinary(self) -> bool:
        """Whether it is again as the week has it: a shipped holiday or makeup day that the place has struck out."""
        return self.own and self.shipped == (not self.is_workday) and self.is_workday == (self.day.weekday() < 5)


def calendar(session: Session) -> WorkCalendar:
    """Return the working days in force; a book without any change gives the shipped calendar itself."""
    return read(rows(session, CalendarDay), rows(session, RuleCopy, RuleCopy.kind == KIND))


def read(days: Sequence[Row[Any]], copies: Iterable[Row[Any]]) -> WorkCalendar:
    """Return the calendar that rows of CalendarDay and of RuleCopy (of any kind) make, for who has read them already."""
    shipped, entered = calendars.load(), _years_of(copies)
    if not days and not entered:
        return shipped
    return shipped.amended([d.day for d in days if not d.is_workday], [d.day for d in days if d.is_workday], entered)


def years(session: Session, today: date) -> tuple[YearLine, ...]:
    """Return the years that are known or entered, and those that a deadline of today can reach (this one, the next)."""
    entered, in_force = _entered(session), calendar(session)
    own: dict[int, int] = {}
    for row in rows(session, CalendarDay):
        own[row.day.year] = own.get(row.day.year, 0) + 1
    wanted = {*calendars.tables(), *entered, *own, today.year, today.year + 1}
    return tuple(YearLine(year, in_force.announced(year), entered.get(year) or _source(year), own.get(year, 0), year in entered)
                 for year in sorted(wanted))


def days(session: Session, year: int) -> tuple[DayLine, ...]:
    """Return the days off and the makeup days of a year as they are in force, by date."""
    shipped = _shipped(year)
    own = {row.day: row for row in rows(session, CalendarDay) if row.day.year == year}
    found = []
    for day in sorted({*shipped, *own}):
        usual, name = shipped.get(day, (None, ""))
        if day in own:
            found.append(DayLine(day, own[day].is_workday, own[day].name or name, True, usual))
        elif usual is not None:
            found.append(DayLine(day, usual, name, False, usual))
    return tuple(found)


def set_day(session: Session, day: date, is_workday: bool, name: str = "") -> None:
    """Enter one day as off or worked, over what is shipped."""
    if day.year not in YEARS:
        raise Refusal("YS-T11", _("{day}太远了，记不进节假日表。").format(day=day), next_step=_("请看看年份。"))
    _put(session, day, is_workday, short(name, _("节日名称")))
    session.flush()


def unset_day(session: Session, day: date) -> None:
    """Give up what the place has entered of a day; without anything nothing happens."""
    record = session.get(CalendarDay, CalendarDay.id_for(communities.mine(session).id, day))
    if record is not None and not record.deleted:
        record.deleted = True
        session.flush()


def faults(text: str, year: int | None = None) -> tuple[FormFault, ...]:
    """Return the mistakes in a year's table, with their lines; () where it can be imported."""
    return year_table.read(text, year)[1]


def import_year(session: Session, text: str, year: int | None = None) -> YearTable:
    """Enter a whole year from JSON, TOML or lines: from now on the year is what `text` says. Mistakes are refused (YS-F01)."""
    table, wrong = year_table.read(text, year)
    rule_data.refuse(wrong, _("节假日表"))
    assert table is not None
    wanted = {entry.day: entry for entry in table.entries}
    shipped = _shipped(table.year)
    for row in rows(session, CalendarDay):
        if row.day.year == table.year and row.day not in wanted:
            unset_day(session, row.day)
    for day in shipped.keys() - wanted.keys():  # struck out: an ordinary day again
        _put(session, day, day.weekday() < 5, "")
    for entry in table.entries:
        if shipped.get(entry.day) == (entry.is_workday, entry.name):
            unset_day(session, entry.day)
        else:
            _put(session, entry.day, entry.is_workday, entry.name)
    _mark(session, table.year, table.source)
    session.flush()
    return table


def restore_year(session: Session, year: int) -> None:
    """Give up all that the place has entered of a year: what is shipped is in force again."""
    for row in rows(session, CalendarDay):
        if row.day.year == year:
            unset_day(session, row.day)
    copy = session.get(RuleCopy, RuleCopy.id_for(communities.mine(session).id, KIND, str(year)))
    if copy is not None and not copy.deleted:
        copy.deleted = True
    session.flush()


def _put(session: Session, day: date, is_workday: bool, name: str) -> None:
    mine = communities.mine(session).id
    put(session, CalendarDay, CalendarDay.id_for(mine, day),
        {"community_id": mine, "day": day, "is_workday": is_workday, "name": name}, over=True)


def _mark(session: Session, year: int, source: str) -> None:
    mine = communities.mine(session).id
    content = json.dumps({"title": f"{year}年节假日", "source": source}, ensure_ascii=False, sort_keys=True)
    put(session, RuleCopy, RuleCopy.id_for(mine, KIND, str(year)),
        {"community_id": mine, "kind": KIND, "code": str(year), "content": content}, over=True)


def _entered(session: Session) -> dict[int, str]:
    return _years_of(rows(session, RuleCopy, RuleCopy.kind == KIND))


def _years_of(copies: Iterable[Row[Any]]) -> dict[int, str]:
    """Return the years that the place has entered whole, with their source."""
    found = {}
    for copy in copies:
        if copy.kind != KIND:
            continue
        data = json.loads(copy.content)
        if copy.code.isdecimal():
            found[int(copy.code)] = str(data.get("source") or "") if isinstance(data, Mapping) else ""
    return found


def _source(year: int) -> str:
    table = calendars.tables().get(year, {})
    if not table.get("source") or not table.get("announced", True):
        return ""
    return _("国务院办公厅关于{year}年部分节假日安排的通知（{address}）").format(year=year, address=table["source"])


def _shipped(year: int) -> dict[date, tuple[bool, str]]:
    """Return the shipped days of a year: worked or off, and the name of the holiday."""
    found: dict[date, tuple[bool, str]] = {}
    for table in calendars.tables().values():
        for holiday in table.get("holiday", ()):
            found |= {day: (worked, holiday["name"]) for day, worked in _spread(holiday) if day.year == year}
    return found


def _spread(holiday: Mapping[str, Any]) -> list[tuple[date, bool]]:
    first, last = holiday["first"], holiday["last"]
    off = [(first + timedelta(days=n), False) for n in range((last - first).days + 1)]
    return [*off, *((day, True) for day in holiday.get("work", ()))]
