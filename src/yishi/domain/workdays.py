"""Working days of China: Monday to Friday, but for the holidays and makeup days that the State Council announces."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from yishi.domain.quick import quick
from yishi.errors import Refusal, shown
from yishi.i18n import _

DAY = timedelta(days=1)
FARTHEST = 3000  # days or working days a deadline may lie ahead; more is a slip of the finger


_MOST_KEPT = 10_000


@quick
@dataclass(frozen=True)
class PostingPeriod:
    """How long something hangs on the notice board: the first day counts, `end` is the last day after rolling."""

    start: date
    days: int
    nominal_end: date
    end: date

    @property
    def rolled(self) -> bool:
        """Whether the last day fell on a day of rest and moved (printed as 末日逢假顺延)."""
        return self.end != self.nominal_end


@dataclass(frozen=True)
class WorkCalendar:
    """Days of rest and makeup working days (调休上班日) of the announced `years`; other years go by the week alone."""

    rest: frozenset[date]
    work: frozenset[date]
    years: frozenset[int]

    @classmethod
    def from_tables(cls, tables: Sequence[Mapping[str, Any]]) -> "WorkCalendar":
        """Build from tables {year, announced, holiday: [{first, last, work: [date]}]}; contradictions are refused."""
        rest: set[date] = set()
        work: set[date] = set()
        years: set[int] = set()
        for table in tables:
            if table.get("announced", True):
                years.add(int(table["year"]))
            for holiday in table.get("holiday", ()):
                first, last = _day(holiday["first"]), _day(holiday["last"])
                if last < first or (last - first).days > 31:
                    raise _contradiction(holiday["first"], holiday["last"])
                rest.update(first + DAY * n for n in range((last - first).days + 1))
                work.update(_day(day) for day in holiday.get("work", ()))
        return cls(frozenset(), frozenset(), frozenset()).amended(rest, work, years)

    def amended(
        self, rest: Iterable[date] = (), work: Iterable[date] = (), years: Iterable[int] = ()
    ) -> "WorkCalendar":
        """Return this calendar with days kept by hand over it; a day that is both rest and work is refused."""
        more_rest, more_work = frozenset(rest), frozenset(work)
        for day in sorted(more_rest & more_work):
            raise _contradiction(day, day)
        return WorkCalendar(
            (self.rest - more_work) | more_rest, (self.work - more_rest) | more_work, self.years | frozenset(years)
        )

    def announced(self, year: int) -> bool:
        """Return whether the holidays of `year` are known; if not, say (未含法定节假日安排) beside a deadline."""
        return year in self.years

    def is_workday(self, day: date) -> bool:
        """Return whether people work on `day`: makeup day yes, holiday no, else Monday to Friday."""
        return day in self.work or (day not in self.rest and day.weekday() < 5)

    def add(self, start: date, days: int) -> date:
        """Return the `days`-th working day after `start`, which is not counted; the day returned ends at 24:00."""
        if not 0 <= days <= FARTHEST:
            raise Refusal(
                "YS-T03",
                _("期限是{days}个工作日，太长或不对。").format(days=shown(days)),
                next_step=_("请写0到3000之间的数。"),
            )
        known = self._added
        if (start, days) not in known:
            if len(known) > _MOST_KEPT:
                known.clear()
            day = start
            for _step in range(days):
                day = self.next_workday(_later(day, 1))
            known[start, days] = day
        return known[start, days]

    @cached_property
    def _added(self) -> dict[tuple[date, int], date]:
        """What `add` has given already: a meeting's matters begin on the same days."""
        return {}

    def count(self, start: date, end: date) -> int:
        """Return the working days after `start` up to and including `end`; negative when `end` lies before `start`."""
        if end < start:
            return -self.count(end, start)
        weekdays = _weekdays_until(end) - _weekdays_until(start)
        return weekdays + _between(self._makeup, start, end) - _between(self._lost, start, end)

    def remaining(self, today: date, due: date) -> int:
        """Return the working days left: today not counted, the due day counted; overdue is negative, at least -1."""
        if today <= due:
            return self.count(today, due)
        return -max(1, self.count(due, today))

    def next_workday(self, day: date) -> date:
        """Return `day` itself or the first working day after it."""
        while not self.is_workday(day):
            day = _later(day, 1)
        return day

    def natural_due(self, start: date, days: int) -> date:
        """Return the end of a term in natural days: `start` not counted, a day of rest rolls on (民法典 201、203)."""
        return self.next_workday(_later(start, days))

    def posting_period(self, start: date, days: int) -> PostingPeriod:
        """Return the period of a posting: the day it goes up is day one, a last day of rest rolls on."""
        if days < 1:
            raise Refusal(
                "YS-T03",
                _("公示{days}天不对，至少1天。").format(days=shown(days)),
                next_step=_("请写1以上的天数。"),
            )
        nominal = _later(start, days - 1)
        return PostingPeriod(start, days, nominal, self.next_workday(nominal))

    @cached_property
    def _makeup(self) -> list[date]:
        return sorted(day for day in self.work if day.weekday() >= 5)

    @cached_property
    def _lost(self) -> list[date]:
        return sorted(day for day in self.rest - self.work if day.weekday() < 5)


def _weekdays_until(day: date) -> int:
    """Count Monday..Friday from the first Monday of the calendar to `day` (0001-01-01 was one)."""
    weeks, rest = divmod(day.toordinal(), 7)
    return weeks * 5 + min(rest, 5)


def _between(days: list[date], start: date, end: date) -> int:
    return bisect_right(days, end) - bisect_right(days, start)


def _later(day: date, days: int) -> date:
    if abs(days) > FARTHEST * 2:
        raise Refusal("YS-T03", _("{days}天太长了。").format(days=shown(days)), next_step=_("请写短一些的期限。"))
    try:
        return day + timedelta(days=days)
    except OverflowError:
        raise Refusal("YS-T03", _("这个日子太远了。"), next_step=_("请写近一些的日子。")) from None


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def _contradiction(first: object, last: object) -> Refusal:
    message = _("节假日表里 {first} 到 {last} 前后矛盾。").format(first=first, last=last)
    return Refusal("YS-T04", message, next_step=_("请对照国务院办公厅的通知改好这一行。"))
