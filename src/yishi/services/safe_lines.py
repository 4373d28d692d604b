"""What there is to say of backups: frozen values, standard library only."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True)
class BackupLine:
    """One backup of the book; `taken` is None where it is damaged and no longer says it, `whole` None while nobody has looked."""

    file: Path
    taken: datetime | None
    why: str
    size: int  # bytes
    whole: bool | None
    records: int
    meetings: int
    resolutions: int
    people: int
    heads: tuple[tuple[str, int], ...]  # (device, last seq) of the journal


@dataclass(frozen=True)
class Change:
    """What restoring a backup would change: what there is now, and how many actions would go back, the newest of them."""

    meetings: int
    resolutions: int
    people: int
    actions: int
    newest_verb: str  # "" for none
    newest_at: datetime | None


@dataclass(frozen=True)
class Kept:
    """Where backups go: the folder, whether it was chosen, and the chosen one that is not there just now, None for none."""

    folder: Path
    chosen: bool
    away: Path | None
