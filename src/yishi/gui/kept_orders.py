"""In which order each list of the roster was last put on this PC: a way of looking at it, so no part of the book and no step to undo."""

import json

from PySide6.QtCore import QSettings

from yishi import paths
from yishi.domain.name_order import ORDERS

Key = tuple[str, str]  # kind of list and its name
_PLACE = "list_orders"


def _kept() -> QSettings:
    return QSettings(str(paths.home() / "look.ini"), QSettings.Format.IniFormat)


def kept() -> dict[Key, str]:
    """Return by list the order it was last put in; what cannot be read is passed over."""
    try:
        told = json.loads(str(_kept().value(_PLACE, "") or "[]"))
    except ValueError:
        return {}
    lines = [line for line in told if isinstance(line, list) and len(line) == 3] if isinstance(told, list) else []
    return {(str(kind), str(name)): str(how) for kind, name, how in lines if str(how) in ORDERS}


def keep(key: Key, how: str) -> None:
    """Remember the order of a list for the next start."""
    told = {**kept(), key: how}
    _kept().setValue(_PLACE, json.dumps([[*each, way] for each, way in told.items()], ensure_ascii=True))
