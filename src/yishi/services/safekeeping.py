"""Backups as the window and the command line ask for them: where they go, which there are, what one would change, putting one back."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from yishi import paths
from yishi.domain.records import Meeting, Person, Resolution
from yishi.domain.records.record import Record
from yishi.services import restoring
from yishi.services.living import living
from yishi.services.safe_lines import BackupLine, Change, Kept
from yishi.store import backup_place, backups
from yishi.store import restoring as store
from yishi.store.backups import Backup
from yishi.store.clock import local_moment
from yishi.store.engine import copy_book
from yishi.store.journal import journal

if TYPE_CHECKING:
    from yishi.store.restoring import Restored


def place() -> Kept:
    """Return where this PC's backups go."""
    return _kept(backup_place.place_of(paths.home()))


def choose(folder: Path | None) -> Kept:
    """Let backups go to `folder` from now on, None: to this PC's own folder. Raises Refusal YS-B14 where nothing can be written."""
    try:
        return _kept(backup_place.choose(paths.home(), folder))
    except OSError as error:
        raise backups.no_room(folder or backup_place.default(paths.home())) from error


def _kept(found: backup_place.Place) -> Kept:
    return Kept(found.folder, found.chosen is not None, found.chosen if found.away else None)


def lines(location: Path, *, whole: bool = False) -> tuple[BackupLine, ...]:
    """Return the book's backups, the newest first; with `whole` every byte of each is looked at."""
    return tuple(_line(found, whole) for folder in _folders() for found in backups.listed(folder, location, whole=whole))


def _line(found: Backup, looked: bool) -> BackupLine:
    about, is_whole = found.about, found.whole if looked or not found.whole else None
    if about is None:
        return BackupLine(found.file, None, "", _size(found.file), is_whole, 0, 0, 0, 0, ())
    heads = tuple((device, int(head[0])) for device, head in about.heads.items())
    return BackupLine(found.file, local_moment(about.taken), about.why, _size(found.file), is_whole, about.records,
                      about.meetings, about.resolutions, about.people, heads)  # fmt: skip


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0


def damaged(location: Path) -> tuple[Path, ...]:
    """Return the book's backups, and pictures and recordings kept with them, that are not as they were written."""
    own = [line.file for line in lines(location, whole=True) if not line.whole]
    return (*own, *(file for folder in _folders() for file in backups.faulty_pictures(folder)))


def _folders() -> list[Path]:
    return list(dict.fromkeys((backup_place.place_of(paths.home()).folder, backup_place.default(paths.home()))))


def would_change(session: Session, line: BackupLine) -> Change:
    """Return what there is in the book now, and what of it came after the backup was made."""
    j, seen = journal.c, dict(line.heads)
    first = select(j.device, j.seq, j.verb, j.at, j.hlc).where(j.verb.is_not(None))
    later = [row for row in session.execute(first) if row.seq > seen.get(row.device, 0)]
    newest = max(later, key=lambda row: (row.hlc, row.device), default=None)
    return Change(_count(session, Meeting), _count(session, Resolution), _count(session, Person), len(later),
                  newest.verb or "" if newest else "", local_moment(newest.at) if newest else None)  # fmt: skip


def _count(session: Session, kind: type[Record]) -> int:
    return session.scalar(select(func.count()).select_from(living(kind).subquery())) or 0


def snapshot(location: Path) -> Path:
    """Copy the book as it is now to a file of this PC, for a backup that is made of it afterwards; return that file."""
    target = backups.snapshot_of(location, paths.home())
    target.unlink(missing_ok=True)
    copy_book(location, target)
    return target


def restore(file: Path, location: Path, actor: str, today: date) -> "Restored":
    """Put a backup in the book's place; see `store.restoring.restore`. The book must not be open."""

    def amend(session: Session, present: Session | None, erased: frozenset[str]) -> int:
        return restoring.take_away_again(session, present, erased, today)

    return store.restore(file, location, amend, restoring.VERB, who=actor)
