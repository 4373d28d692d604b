"""The tables of holidays that come with the program, read from resources/calendar."""

import tomllib
from functools import cache

from yishi import paths
from yishi.domain.workdays import WorkCalendar


@cache
def load() -> WorkCalendar:
    """Return the working days of the years that came with the program; a contradiction is refused (YS-T04)."""
    files = sorted(paths.resource("calendar").glob("*.toml"))
    return WorkCalendar.from_tables([tomllib.loads(file.read_text(encoding="utf-8")) for file in files])
