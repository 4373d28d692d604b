"""What 今日 says besides its list: values of the standard library."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reminder:
    """One sentence and the place that it leads to; `kind` is the state of its shape (red yellow note ready …)."""

    code: str  # what it is about: outcome escalate papers reply notice minutes posting_month posting_quarter aftercare backup
    kind: str
    words: str
    button: str
    place: str  # follow topics meetings …
    ref: object = None  # what `wants` takes along
    number: int = 0
