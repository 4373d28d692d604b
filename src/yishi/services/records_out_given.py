"""How a record writes what is not given: a day as an empty text, other keys by leaving them out."""

from datetime import date
from typing import Any

Json = dict[str, Any]


def day_text(day: date | None) -> str:
    """Return a day as YYYY-MM-DD, "" for none."""
    return day.isoformat() if day else ""


def filled(**pairs: Any) -> Json:
    """Return the pairs that say something: neither None nor an empty text or list; nought and False do."""
    return {key: value for key, value in pairs.items() if value is not None and value != "" and value != []}
