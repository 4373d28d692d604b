"""今日 as it will be on the next days, kept when the book is closed: the morning's list is there before all else is loaded.

It is shown only while nothing has been written in the book since and for the very day, and is counted anew as soon as the
book is open. Importing this module loads no SQLAlchemy.
"""

import os
import sys
import types
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin, get_type_hints

import orjson

from yishi.i18n import language
from yishi.services.answers import TodaySheet
from yishi.store import kept_day

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

AHEAD = 4  # days: over a weekend
FORMAT = 1  # raise it when what is kept is read otherwise


@dataclass(frozen=True)
class KeptToday:
    """What the page shows: the list, whose book it is, whether it is the sample."""

    sheet: TodaySheet
    community: str
    sample: bool


def of(location: str, today: date) -> KeptToday | None:
    """Return what was kept for `today` and still is as the book is; None where it has to be counted."""
    told = kept_day.read(location, today.isoformat(), _made_by())
    try:
        found = _read(KeptToday, orjson.loads(told)) if told else None
    except (ValueError, TypeError, KeyError, AttributeError):  # not what we write: it is only a shortcut
        return None
    return found if isinstance(found, KeptToday) else None


def settle(session: "Session", today: date) -> None:
    """Keep today and the days after it, inside `Book.keep`; where they are kept already nothing is written."""
    from yishi.services import communities
    from yishi.services import today as work_list

    facts = communities.facts(session)
    days = [today + timedelta(days=n) for n in range(AHEAD + 1)]
    if facts is None or kept_day.fresh(session, (day.isoformat() for day in days[:2]), _made_by()):
        return
    kept = {day.isoformat(): KeptToday(work_list.sheet(session, day), facts.name, facts.sample) for day in days}
    kept_day.put(session, {day: orjson.dumps(told).decode() for day, told in kept.items()}, _made_by())


def _made_by() -> str:
    """What the words depend on besides the book: this very program and the language."""
    program = os.stat(sys.executable if getattr(sys, "frozen", False) else __file__)
    return f"{FORMAT} {language()} {program.st_mtime_ns}"


def _read(kind: Any, told: Any) -> Any:
    """Return the value of a type that JSON tells; TypeError, ValueError or KeyError where it does not."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return None if told is None else _read(next(each for each in inner if each is not type(None)), told)
    if origin is tuple:
        if inner[1:] == (...,):
            return tuple(_read(inner[0], each) for each in told)
        return tuple(_read(each, one) for each, one in zip(inner, told, strict=True))
    if is_dataclass(kind):
        return kind(**{name: _read(each, told[name]) for name, each in _hints(kind)})  # type: ignore[arg-type, operator]
    if kind is date:
        return date.fromisoformat(told)
    if kind is object:  # what a page takes along: an id, or an id and a step
        return tuple(told) if isinstance(told, list) else told
    if not isinstance(told, kind):
        raise TypeError(kind)
    return told


@cache
def _hints(kind: Any) -> tuple[tuple[str, Any], ...]:
    hints = get_type_hints(kind)
    return tuple((each.name, hints[each.name]) for each in fields(kind))
