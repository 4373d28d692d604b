"""What 今日 says besides its list: values of the standard library."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Reminder:
    """One sentence and the place that it leads to; `kind` is the state of its shape (red yellow note ready …)."""

    code: str  # what it is about: outcome escalate papers reply notice minutes aftercare archive overspent posting_short …
    kind: str
    words: str
    button: str
    place: str  # follow topics meetings …
    ref: object = None  # what `wants` takes along
    number: int = 0


@dataclass(frozen=True)
class Filed:
    """A matter that is closed and filed, as far as one still has to think of it."""

    id: str
    number: str
    text: str
    state: str
    closed_on: date | None
