"""Backups: a whole copy of the book that is opened again, verified and hashed before it counts.

Each has a number that only goes up in its folder: their order never rests on the PC's clock. Several books may keep theirs
in one folder; a book's own are those of its file or of its first action. Pictures and recordings lie once in the folder's
own store, each under its hash; they are copied after the book, and what could not be copied is said.
"""

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from yishi import paths
from yishi.domain.records import Actor, Community, Person
from yishi.domain.records.record import Record, kinds
from yishi.domain.thinning import Mark, kept
from yishi.errors import Exit, Refusal
from yishi.i18n import _
from yishi.store import backup_file, migrations, verify
from yishi.store.attachments import folder_of, picture_files
from yishi.store.backup_file import ENDING, About
from yishi.store.bookfile import damaged, journal_file, newer, schema_of, sync
from yishi.store.clock import local_time, wall_ms
from yishi.store.engine import copy_book, plain_errors, sqlite_engine, take_back_unfinished
from yishi.store.erased import ErasedNote
from yishi.store.journal import Head, heads_of, journal
from yishi.store.lock import BookLock

FILES = "yishi-files"  # the folder's store of pictures and recordings
WHYS = ("manual", "open", "close", "timer", "save", "import", "restore")


class Backup(NamedTuple):
    """One backup of a list; `about` is None where it is damaged and says nothing of itself any more."""

    file: Path
    about: About | None
    whole: bool


class Made(NamedTuple):
    """What `make` did: the backup that holds the book as it is, whether it is new, how many pictures it lacks."""

    file: Path
    about: About
    fresh: bool
    lacking: int = 0


def make(book: Path, folder: Path, why: str, *, of: Path | None = None, home: Path | None = None,
         now: Callable[[], int] = wall_ms) -> Made:  # fmt: skip
    """Back the book up into `folder`; where nothing changed since the last one there, that one is looked at again and told.

    Others may read and write the book meanwhile; `of`: the copy of it that is meant (`snapshot_of`). Raises Refusal: those of
    a book that cannot be read, YS-B04 where it does not verify, YS-B05 where another backup of it is being made, YS-B14 where
    nothing can be written.
    """
    book, home = book.resolve(), home or paths.home()
    newer_than_us(book)
    with _one_at_a_time(book, home, now()):
        take_back_unfinished(book)
        ends, root = _ends(of or book)
        others = _own(folder, book, root)
        last = others[0] if others else None
        if last and last.about and last.about.heads == _heads(ends) and _read(last.file, True)[1]:
            return Made(last.file, last.about, False, keep_pictures(book, folder, again=why == "manual"))
        serial = 1 + max((b.about.serial for b in others if b.about), default=0)
        with _told(folder):
            folder.mkdir(parents=True, exist_ok=True)
            made, about = _written(of or book, book, folder, why, serial, now(), home)
        _thin(folder, book, about.root)
    return Made(made, about, True, keep_pictures(book, folder, again=why == "manual"))


def _written(source: Path, book: Path, folder: Path, why: str, serial: int, at_ms: int, home: Path) -> tuple[Path, About]:
    """Copy, open again, verify, hash, read once more, and only then give it its name."""
    part = folder / f".{_mark(book)}{ENDING}-part"
    try:
        _drop(part)
        copy_book(source, part)
        about = _examined(part, book, why, serial, at_ms, home)
        backup_file.seal(part, about)
        sync(part)
        if backup_file.check(part) is None:
            raise damaged()
        return _named(part, folder, book, about), about
    finally:
        _drop(part)


def _examined(part: Path, book: Path, why: str, serial: int, at_ms: int, home: Path) -> About:
    """Return what the copy is, after every chain and record in it was verified."""
    schema = schema_of(part)
    engine = sqlite_engine(part, write=False)
    try:
        with plain_errors(), Session(engine) as session:
            now = schema == migrations.SCHEMA
            if verify.verify(session) if now else verify.verify_chains(session):
                raise damaged()
            if now:
                ErasedNote(home).add(session.scalars(select(Person.id).where(Person.erased.is_(True))))
            ends, root = heads_of(session), _root(session)
            counted = {name: _count(session, kind) if now else 0 for name, kind in kinds().items() if kind is not Actor}
            place = (session.scalar(select(Community.name).order_by(Community.id)) or "") if now else ""
    finally:
        engine.dispose()
    size, digest = backup_file.digest_of(part)
    return About(serial, str(book), root, place, at_ms, why, _heads(ends), schema, sum(counted.values()), counted["meeting"],
                 counted["resolution"], counted["person"], size, digest)  # fmt: skip


def _count(session: Session, kind: type[Record]) -> int:
    return session.scalar(select(func.count()).select_from(kind).where(kind.deleted.is_(False))) or 0


def listed(folder: Path, book: Path | None = None, *, whole: bool = True) -> tuple[Backup, ...]:
    """Return the backups in `folder`, the newest first; with `book` its own, and damaged ones that have its name.

    With `whole` every byte is looked at; without, only what they say of themselves. A folder that is not there has none.
    """
    root = ""
    if book is not None:
        book = book.resolve()
        with suppress(Refusal):
            root = _ends(book)[1]
    found = []
    for file in _files(folder):
        about, is_whole = _read(file, whole)
        if book is None or (_is_own(about, book, root) if about else file.name.startswith(f"{book.stem}-")):
            found.append(Backup(file, about, is_whole))
    return tuple(sorted(found, key=_order, reverse=True))


def keep_pictures(book: Path, folder: Path, *, again: bool = False) -> int:
    """Copy the book's pictures and recordings that `folder` lacks into its store; return how many could not be copied.

    With `again` those that are there are read too, and copied once more where they are no longer what they were.
    """
    return _share(folder_of(book), folder / FILES, again)


def faulty_pictures(folder: Path) -> list[Path]:
    """Return what lies in the folder's store of pictures and recordings and is no longer what it was."""
    return [file for file in picture_files(folder / FILES) if not _is_as_named(file)]


def bring_pictures(folder: Path, book: Path) -> int:
    """Copy back beside the book what it lacks of the folder's store; return how many could not be copied."""
    return _share(folder / FILES, folder_of(book), False)


def snapshot_of(book: Path, home: Path) -> Path:
    """Return where a copy of the book waits in `home` until a backup is made of it."""
    return home / f"backup-{_mark(book.resolve())}.snapshot"


def newer_than_us(book: Path) -> None:
    """Raise the Refusal of a book that is missing, none, or of a newer program (YS-B07)."""
    if (schema := schema_of(book)) > migrations.SCHEMA:
        raise newer(schema)


# --- one by one


def _ends(book: Path) -> tuple[dict[str, Head], str]:
    engine = sqlite_engine(book, write=False)
    try:
        with plain_errors(reading=True), Session(engine) as session:
            return heads_of(session), _root(session)
    finally:
        engine.dispose()


def _root(session: Session) -> str:
    """Return the hash of the book's first action, "" for an empty one: by it a book is known wherever it lies."""
    firsts = session.execute(select(journal.c.hlc, journal.c.device, journal.c.hash).where(journal.c.seq == 1))
    first = min(((hlc, device, mark.hex()) for hlc, device, mark in firsts), default=(0, "", ""))
    return first[2][:16]


def _heads(ends: dict[str, Head]) -> dict[str, list[int | str]]:
    return {device: [head.seq, head.hash.hex()[:16]] for device, head in ends.items()}


def _files(folder: Path) -> list[Path]:
    try:
        return [file for file in folder.iterdir() if file.name.endswith(ENDING) and not file.name.startswith(".") and _is_plain(file)]
    except OSError:
        return []


def _is_plain(file: Path) -> bool:
    """Return whether it is a file of its own: a pipe or a device would be read for ever, a link is a backup that lies elsewhere."""
    try:
        return stat.S_ISREG(file.lstat().st_mode)
    except OSError:  # perhaps one, on a disk with a fault: it is told as damaged
        return True


def _read(file: Path, whole: bool) -> tuple[About | None, bool]:
    about = None
    try:
        about = backup_file.about(file)
        if about is not None and whole:
            backup_file.check(file)
    except (Refusal, OSError):
        return about, False
    return about, about is not None


def _is_own(about: About, book: Path, root: str) -> bool:
    return about.book == str(book) or bool(root and about.root == root)


def _own(folder: Path, book: Path, root: str) -> list[Backup]:
    """Return the intact ones of this very file and this very chain, the newest first; no others are ever thinned."""
    found = [Backup(file, about, True) for file in _files(folder) if (about := _read(file, False)[0])]
    return sorted((b for b in found if b.about and (b.about.book, b.about.root) == (str(book), root)), key=_order, reverse=True)


def _order(backup: Backup) -> tuple[int, int, str]:
    about = backup.about
    return (about.serial, about.taken, backup.file.name) if about else (0, 0, backup.file.name)


def _named(part: Path, folder: Path, book: Path, about: About) -> Path:
    """Give the copy its name; no file of that name is ever replaced."""
    stem = f"{book.stem}-{local_time(about.taken, '%Y%m%d-%H%M%S')}-{about.why}"
    target, n = folder / f"{stem}{ENDING}", 1
    while target.exists():
        n += 1
        target = folder / f"{stem}-{n}{ENDING}"
    os.replace(part, target)
    sync(folder)
    return target


def _thin(folder: Path, book: Path, root: str) -> None:
    """Remove what `kept` does not keep, each only where the one that stands for it is whole."""
    own = _own(folder, book, root)
    stay = kept([Mark(b.about.serial, _day(b.about.taken)) for b in own if b.about])
    stands: dict[int, bool] = {}
    for place, backup in enumerate(own):
        newer_kept = max((p for p in stay if p < place), default=0)
        if place not in stay and stands.setdefault(newer_kept, _read(own[newer_kept].file, True)[1]):
            with suppress(OSError):
                backup.file.unlink()


def _day(at_ms: int) -> date:
    try:
        return date.fromisoformat(local_time(at_ms, "%Y-%m-%d"))
    except (ValueError, OverflowError, OSError):  # a clock beyond all calendars
        return date.max


def _is_as_named(file: Path) -> bool:
    try:
        return sha256(file.read_bytes()).hexdigest() == file.stem
    except OSError:
        return False


def _share(source: Path, target: Path, again: bool) -> int:
    lacking = 0
    for file in picture_files(source):
        if (target / file.name).exists() and (not again or _is_as_named(target / file.name)):
            continue
        fresh = target / f".{file.name}.new"
        try:
            target.mkdir(parents=True, exist_ok=True)
            content = file.read_bytes()
            if sha256(content).hexdigest() != file.stem:
                lacking += 1
                continue
            fresh.write_bytes(content)
            sync(fresh)
            os.replace(fresh, target / file.name)
        except OSError:
            lacking += 1
            with suppress(OSError):
                fresh.unlink(missing_ok=True)
    return lacking


def _mark(book: Path) -> str:
    return sha256(str(book).encode("utf-8", "replace")).hexdigest()[:16]


def _drop(part: Path) -> None:
    for file in (part, journal_file(part)):
        file.unlink(missing_ok=True)


@contextmanager
def _one_at_a_time(book: Path, home: Path, at_ms: int) -> Iterator[None]:
    """Hold this book's turn to be backed up on this PC; Refusal YS-B05 while another process has it."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        lock = BookLock.take(home / f"backup-{_mark(book)}", "", at_ms)
    except Refusal as refusal:
        raise Refusal("YS-B05", _("这本议事簿正在备份。"), next_step=_("请稍等一下再试。"), exit_code=Exit.BUSY) from refusal
    except OSError:
        lock = None  # a home that cannot be written: nobody else makes one from here either
    try:
        yield
    finally:
        if lock:
            lock.release()


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """Say in plain words that nothing could be written into `folder`."""
    try:
        yield
    except (OSError, Refusal) as error:
        if isinstance(error, Refusal) and error.code != "YS-B06":
            raise
        raise no_room(folder) from error


def no_room(folder: Path) -> Refusal:
    """Return the refusal of a folder that takes no backup."""
    return Refusal("YS-B14", _("备份没有做成：“{folder}”满了、写保护了，或者U盘松了。").format(folder=folder), _("议事簿里的内容都在。"),
                   _("请清出一些空间、插好U盘，或者换一个文件夹再备份。"), Exit.NO_SPACE)  # fmt: skip
