"""Putting a backup in the book's place: the book of before is backed up first, whoever was erased is erased again, and a
kill at any instant leaves the old book or the new one.

The new book is made beside the old one under another name, verified, amended, and put in place in one step at the end.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from yishi import paths
from yishi.domain.records import Community
from yishi.errors import Exit, Refusal, shown
from yishi.i18n import _
from yishi.store import backup_file, backup_place, backups, migrations, verify
from yishi.store.backup_file import About
from yishi.store.book import Book
from yishi.store.bookfile import copy_to, journal_file, put_in_place, restored_as, schema_of, sync
from yishi.store.clock import local_time, wall_ms
from yishi.store.engine import plain_errors, sqlite_engine, take_back_unfinished
from yishi.store.erased import ErasedNote
from yishi.store.journal import journal
from yishi.store.lock import BookLock

_WAL = ("-wal", "-shm")  # of another program that had the book; SQLite would roll them into any book of that name


# Takes away again, in the book to come, what was taken away for good in the present one (None where that cannot be read) or
# has one of these ids; returns of how many people.
Amend = Callable[[Session, Session | None, frozenset[str]], int]


@dataclass(frozen=True)
class Restored:
    """What was done: where the book of before is kept (None: there was none), whether that one was damaged, what the
    backup says of itself (None: it was a plain book), how many pictures could not be copied back, how many people were erased again."""

    before: Path | None
    was_damaged: bool
    about: About | None
    lacking: int
    again: int


def restore(file: Path, book: Path, amend: Amend, verb: str, *, who: str, home: Path | None = None,
            now: Callable[[], int] = wall_ms) -> Restored:  # fmt: skip
    """Put the backup `file` (or a whole book) in the place of `book`; `amend` takes away again what may not come back.

    Raises Refusal, with nothing changed: YS-B13 for a damaged backup (exit 4), YS-B15 for what is none, YS-B16 for another
    community's, YS-B05 where somebody has the book, YS-B07 for one of a newer program, YS-B17 and YS-B14 for want of room.
    """
    book, home = book.resolve(), home or paths.home()
    if not file.is_file():
        raise Refusal("YS-B01", _("没有找到备份“{file}”。").format(file=shown(file.name)),
                      next_step=_("请看看文件名写得对不对，U盘插好没有。"))  # fmt: skip
    fresh = restored_as(book)
    with _alone(book, who, now()):
        try:
            about = _unpacked(file, fresh)
            _refuse_others(fresh, book)
            before, was_damaged, verified = _kept(book, home, now)
            again = _amend(fresh, file, book, amend, verb, who, home, now, verified or _is_readable(book))
            lacking = backups.bring_pictures(file.parent, book)
            _place(fresh, book)
        finally:
            _drop(fresh)
    return Restored(before, was_damaged, about, lacking, again)


@contextmanager
def _alone(book: Path, who: str, at_ms: int) -> Iterator[None]:
    """Hold the book's lock, and say in plain words that nothing could be written where it lies."""
    try:
        book.parent.mkdir(parents=True, exist_ok=True)
        if book.exists():
            book.open("r+b").close()  # one that may not be written is not replaced either
        lock = BookLock.take(book, who, at_ms)
        try:
            _leave_wal(book)
            yield
        finally:
            lock.release()
    except (OSError, Refusal) as error:
        if isinstance(error, Refusal) and error.code != "YS-B06":
            raise
        raise Refusal("YS-B17", _("恢复没有做成：放议事簿的地方满了、写保护了，或者U盘松了。"), _("现在的议事簿没有动。"),
                      _("请清出一些空间、插好U盘，再恢复一次。"), Exit.NO_SPACE) from error  # fmt: skip


def _leave_wal(book: Path) -> None:
    """Let SQLite take in what another program left beside the book; opening it as ours does that."""
    if book.with_name(book.name + _WAL[0]).exists():
        engine = sqlite_engine(book, write=True)
        try:
            with suppress(Refusal), plain_errors(), engine.connect() as connection:
                connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")
        finally:
            engine.dispose()


def _unpacked(file: Path, fresh: Path) -> About | None:
    """Copy the pages out of the backup, hashed on the way, and verify every chain and record of the copy."""
    _drop(fresh)
    with fresh.open("wb") as stream:
        about = backup_file.check(file, stream.write)
    if about is None:
        _copy_plain(file, fresh)
    sync(fresh)
    older = fresh.with_name(fresh.name + "-older")
    try:
        if schema_of(fresh) != migrations.SCHEMA:
            fresh.replace(older)
            migrations.bring_up(older, fresh)
        else:
            _verify(fresh, file)
    except Refusal as refusal:
        raise backup_file.damaged(file) if refusal.exit_code == Exit.DAMAGED else refusal from refusal
    finally:
        _drop(older)
    return about


def _copy_plain(file: Path, fresh: Path) -> None:
    """Take a book that was copied by hand, if it is one to its last byte."""
    with file.open("rb") as stream:
        header = stream.read(100)
    page = int.from_bytes(header[16:18]) or 1
    whole = int.from_bytes(header[28:32]) * (65536 if page == 1 else page)
    if not header.startswith(b"SQLite format 3\0") or whole != file.stat().st_size or journal_file(file).exists():
        raise Refusal("YS-B15", _("“{file}”不是备份，或者已经坏到认不出来。").format(file=shown(file.name)), _("现在的议事簿没有动。"),
                      _("请选“备份”文件夹里的文件。"), Exit.DAMAGED)  # fmt: skip
    copy_to(file, fresh)


def _verify(fresh: Path, file: Path) -> None:
    with _reading(fresh) as session:
        if verify.verify(session):
            raise backup_file.damaged(file)


def _refuse_others(fresh: Path, book: Path) -> None:
    """A backup of another community never takes the place of this one's book."""
    mine: dict[str, str] = {}
    with suppress(Refusal):
        mine = _communities(book)
    theirs = _communities(fresh)
    if mine and theirs and not mine.keys() & theirs.keys():
        raise Refusal("YS-B16", _("这份备份是{name}的，不是这本议事簿的。").format(name=shown("、".join(theirs.values()))),
                      _("现在的议事簿没有动。"), _("要看那一本，请恢复到另一个文件名。"))  # fmt: skip


def _communities(book: Path) -> dict[str, str]:
    if not book.exists():
        return {}
    with _reading(book) as session:
        return {id_: name for id_, name in session.execute(select(Community.id, Community.name))}


def _kept(book: Path, home: Path, now: Callable[[], int]) -> tuple[Path | None, bool, bool]:
    """Back the present book up; one that is too damaged for that is set aside byte by byte.

    Return where, whether it was damaged, and whether it was found whole just now by a program of the same schema.
    """
    if not book.exists():
        return None, False, False
    usual, safe = backup_place.place_of(home).folder, backup_place.default(home)
    for folder in dict.fromkeys((usual, safe)):
        try:
            made = backups.make(book, folder, "restore", home=home, now=now)
            return made.file, False, made.fresh and made.about.schema == migrations.SCHEMA
        except Refusal as refusal:
            if refusal.exit_code == Exit.DAMAGED:
                break
            if refusal.code != "YS-B14" or folder == safe:
                raise
    try:
        safe.mkdir(parents=True, exist_ok=True)
        aside = safe / f"{book.stem}-{local_time(now(), '%Y%m%d-%H%M%S')}.yishi-damaged"
        copy_to(book, aside)
        if journal_file(book).exists():
            copy_to(journal_file(book), journal_file(aside))
    except OSError as error:
        raise backups.no_room(safe) from error
    return aside, True, False


def _amend(fresh: Path, file: Path, book: Path, amend: Amend, verb: str, who: str, home: Path, now: Callable[[], int],
           readable: bool) -> int:  # fmt: skip
    """Take away in the new book, in one action, whatever may not come back."""
    erased = _erased(book, home)
    opened = Book(sqlite_engine(fresh, write=True), str(book), home, now, True)
    try:
        with ExitStack() as stack:
            present = stack.enter_context(_reading(book)) if readable else None
            session = stack.enter_context(opened.write(who.strip() or "yishi", verb))
            again = amend(session, present, erased)
        changed = bool(opened.last_saved)
    finally:
        opened.close()
    if changed:
        _verify(fresh, file)
    return again


def _erased(book: Path, home: Path) -> frozenset[str]:
    """Return the ids of all that was erased: in the present book, as far as it can be read, and in any book of this PC."""
    note = ErasedNote(home)
    if book.exists():
        with suppress(Refusal), _reading(book) as session:  # of the journal: it is the same in every schema
            told = session.execute(select(journal.c.record, journal.c.changes).where(journal.c.changes.contains('"erased":[')))
            note.add({record for record, changes in told if orjson.loads(changes)["erased"][1]})
    return frozenset(note.ids())


def _is_readable(book: Path) -> bool:
    with suppress(Refusal):
        if book.exists() and schema_of(book) == migrations.SCHEMA:
            with _reading(book) as session:
                return verify.verify(session) is None
    return False


def _place(fresh: Path, book: Path) -> None:
    if book.exists():
        shutil.copymode(book, fresh)
        with suppress(Refusal):  # too damaged for that: `put_in_place` sets aside what would be rolled into the new book
            take_back_unfinished(book)
    for ending in _WAL:
        left = book.with_name(book.name + ending)
        if left.exists():  # the book was too damaged to take it in; it is kept with what was set aside
            left.replace(left.with_name(left.name + ".left"))
    put_in_place(fresh, book)


def _drop(file: Path) -> None:
    with suppress(OSError):
        file.unlink(missing_ok=True)
        journal_file(file).unlink(missing_ok=True)


@contextmanager
def _reading(file: Path) -> Iterator[Session]:
    engine = sqlite_engine(file, write=False)
    try:
        with plain_errors(reading=True), Session(engine) as session:
            yield session
    finally:
        engine.dispose()
