"""Where forms, fonts, calendars and this PC's own notes are; one rule for checkout, wheel and frozen bundle."""

import os
import sys
from functools import cache
from pathlib import Path

_HERE = Path(__file__).resolve().parent


@cache
def _root() -> Path:
    bundled = _HERE / "_bundled"
    return bundled if bundled.is_dir() else _HERE.parent.parent


def resource(*parts: str) -> Path:
    """Return the path of a file or folder under resources/."""
    return _root().joinpath("resources", *parts)


def form(stem: str) -> Path:
    """Return the path of the Designer form `stem`."""
    return _root() / "ui" / f"{stem}.ui"


def program() -> list[str]:
    """Return how this very program is started once more."""
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "yishi"]


def home() -> Path:
    """Return this user's folder on this PC (settings, device notes, default book, backups), made when missing."""
    chosen = os.environ.get("YISHI_HOME")
    if chosen:
        folder = Path(chosen)
    else:
        from platformdirs import user_data_path

        folder = user_data_path("yishi", appauthor=False)
    folder.mkdir(parents=True, exist_ok=True)
    return folder
