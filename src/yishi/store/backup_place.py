"""Where this PC's backups go: a folder in the user's data, or one that was chosen (another drive, a USB stick)."""

from dataclasses import dataclass
from pathlib import Path

_FOLDER = "备份"


@dataclass(frozen=True)
class Place:
    """The folder in use, and the one that was chosen, None for none; they differ while the chosen drive is not there."""

    folder: Path
    chosen: Path | None

    @property
    def away(self) -> bool:
        """Whether the chosen folder cannot be reached just now."""
        return self.chosen is not None and self.chosen != self.folder


def default(home: Path) -> Path:
    """Return the folder in the user's data."""
    return home / _FOLDER


def place_of(home: Path) -> Place:
    """Return where backups go now. A chosen folder is never made here: without its drive it would lie on another."""
    try:
        chosen = Path(_note(home).read_text("utf-8").strip())
    except (OSError, ValueError):
        return Place(default(home), None)
    if not chosen.is_absolute():
        return Place(default(home), None)
    return Place(chosen if _is_there(chosen) else default(home), chosen)


def choose(home: Path, folder: Path | None) -> Place:
    """Remember on this PC that backups go to `folder`, made when missing; None: to the user's data. Raises OSError."""
    if folder is None or folder.absolute() == default(home).absolute():
        _note(home).unlink(missing_ok=True)
    else:
        folder.mkdir(parents=True, exist_ok=True)
        _note(home).write_text(str(folder.absolute()), "utf-8")
    return place_of(home)


def _note(home: Path) -> Path:
    return home / "backup_folder"


def _is_there(folder: Path) -> bool:
    try:
        return folder.is_dir()
    except OSError:
        return False
