"""The parts of a paper that may be reworded by hand: a paper names them and says what it would write itself.

What was reworded comes with the answer (`reworded` of a printed meeting); a paper for the wall cleans it like every other text.
"""

from importlib import import_module
from typing import Any, NamedTuple


class Part(NamedTuple):
    """A part: its name among those of the paper, what people call it, what the program writes there ("" = nothing)."""

    name: str
    label: str
    words: str


def said(sheet: Any, part: str, own: str) -> str:
    """Return what stands in a part: what somebody wrote there by hand, else the program's own words."""
    return next((text for name, text in getattr(sheet, "reworded", ()) if name == part), own)


def parts(module: str, answer: Any) -> tuple[Part, ...]:
    """Return the parts of the paper that `module` makes; most papers have none."""
    found = getattr(import_module(f"yishi.documents.{module}"), "parts", None)
    return tuple(found(answer)) if found is not None else ()
