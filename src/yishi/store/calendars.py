"""The tables of holidays that come with the program, read from resources/calendar."""

import tomllib
from functools import cache
from types import MappingProxyType
from typing import Any

from yishi import paths
from yishi.domain.workdays import WorkCalendar


@cache
def tables() -> MappingProxyType[int, dict[str, Any]]:
    """Return the shipped tables by year: {year, announced, source, holiday: [{name, first, last, work}]}."""
    found = [tomllib.loads(file.read_text(encoding="utf-8")) for file in sorted(paths.resource("calendar").glob("*.toml"))]
    return MappingProxyType({int(table["year"]): table for table in found})


@cache
def load() -> WorkCalendar:
    """Return the working days of the years that came with the program; a contradiction is refused (YS-T04)."""
    return WorkCalendar.from_tables(list(tables().values()))
