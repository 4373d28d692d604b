"""Who sits at this PC: the name that goes beside everything that is written down, kept between starts."""

import getpass

from PySide6.QtCore import QSettings

from yishi import paths


def _kept() -> QSettings:
    return QSettings(str(paths.home() / "look.ini"), QSettings.Format.IniFormat)


def kept_actor() -> str:
    """Return the name given on this PC, else the one of the login, "" where there is none."""
    name = str(_kept().value("actor", "") or "").strip()
    if name:
        return name
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no login name on this system
        return ""


def keep_actor(name: str) -> None:
    """Remember the name for the next start."""
    _kept().setValue("actor", name.strip())
