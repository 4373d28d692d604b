"""随软件字体 or 本机公文字体: with which faces this PC prints, kept beside text size and theme, never in the book."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QStandardPaths

from yishi import paths

if TYPE_CHECKING:
    from collections.abc import Mapping

SHIPPED, OWN = "shipped", "own"
_worn = False


def _kept() -> QSettings:
    return QSettings(str(paths.home() / "look.ini"), QSettings.Format.IniFormat)


def chosen() -> str:
    """Return what was chosen on this PC."""
    return OWN if str(_kept().value("faces", SHIPPED)) == OWN else SHIPPED


def kept() -> dict[str, Path]:
    """Return the faces of this PC that were found when it was chosen, by the name of their chain."""
    from yishi.documents.own_faces import WANTED

    settings = _kept()
    found = {name: str(settings.value(f"face_{name}", "")) for name in WANTED}
    return {name: Path(file) for name, file in found.items() if file}


def folders() -> tuple[Path, ...]:
    """Return where the fonts of this PC lie."""
    found = [Path(each) for each in QStandardPaths.standardLocations(QStandardPaths.StandardLocation.FontsLocation)]
    if sys.platform == "win32":
        found += [Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts",
                  Path(os.environ.get("LOCALAPPDATA", "")) / "Microsoft" / "Windows" / "Fonts"]
    return tuple(each for each in found if each.is_dir())


def choose(what: str) -> dict[str, Path]:
    """Choose from now on, and return what was found of this PC; looking for the faces takes a moment."""
    from yishi.documents import own_faces

    found = own_faces.find(folders()) if what == OWN else {}
    settings = _kept()
    settings.setValue("faces", what)
    for name in own_faces.WANTED:
        settings.setValue(f"face_{name}", str(found.get(name, "")))
    _wear(found)
    return found


def wear() -> None:
    """Print with what was chosen; called before a paper is made, it costs nothing from the second time on."""
    if not _worn:
        from yishi.documents import own_faces

        _wear({name: file for name, file in kept().items() if own_faces.usable(file)} if chosen() == OWN else {})


def _wear(found: "Mapping[str, Path]") -> None:
    global _worn
    from yishi.documents import own_faces

    own_faces.wear(found)
    _worn = True
