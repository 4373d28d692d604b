"""A book as a file: what its first bytes say, without opening it, and how files are put on disk for good."""

import os
import shutil
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from yishi.errors import Exit, Refusal
from yishi.i18n import _

APPLICATION_ID = int.from_bytes(b"YISH")
MAGIC = b"SQLite format 3\0"


def schema_of(book: Path) -> int:
    """Return the schema number in the book's header, touching nothing.

    Raises a Refusal for a file that is missing (YS-B01), is not a book (YS-B03) or is cut short (YS-B04).
    """
    try:
        with book.open("rb") as stream:
            header = stream.read(100)
    except FileNotFoundError:
        raise missing(book) from None
    except OSError as error:
        raise (not_a_book(book) if book.is_dir() else unreadable()) from error
    if len(header) < 100 or not header.startswith(MAGIC):
        raise not_a_book(book)
    if int.from_bytes(header[68:72]) != APPLICATION_ID and not has_open_journal(book):
        raise not_a_book(book)
    page = int.from_bytes(header[16:18])
    pages = int.from_bytes(header[28:32]) if header[24:28] == header[92:96] else 0
    if book.stat().st_size < pages * (65536 if page == 1 else page) and not has_open_journal(book):
        raise damaged()
    return int.from_bytes(header[60:64])


def address(book: Path) -> str:
    """Return a book's path as SQLite takes it with `uri=True`."""
    path = book.absolute().as_posix()
    return "file:" + ("//" if path.startswith("//") else "" if path.startswith("/") else "/") + quote(path)


def has_open_journal(book: Path) -> bool:
    """Return whether somebody is writing in the book, or was stopped while doing so."""
    try:
        return journal_file(book).stat().st_size > 0
    except OSError:
        return False


def journal_file(book: Path) -> Path:
    """Return where SQLite keeps what it needs to take an unfinished action back."""
    return book.with_name(book.name + "-journal")


def sync(file: Path) -> None:
    """Return when the file, or the folder, is on the disk."""
    if os.name == "nt" and file.is_dir():
        return
    handle = os.open(file, os.O_RDONLY if file.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def put_in_place(fresh: Path, target: Path) -> None:
    """Make `fresh` the file `target` in one step: after a power cut there is the old one or the new one.

    A `target` in which a writer was stopped must have been taken back before (`engine.take_back_unfinished`), or SQLite
    would put its old pages into the new file. What is still there then belongs to a book that was moved away, and is
    set aside.
    """
    sync(fresh)
    set_journal_aside(target)
    fresh.replace(target)
    drop_empty_journal(fresh)
    sync(target.parent)


def set_journal_aside(book: Path) -> None:
    """Rename what a stopped writer left beside a book that is no longer there: `<book>-journal.left-<n>`.

    SQLite knows a journal by its name alone and would roll it into any new book of that name. It is never deleted: with
    it the old book can still be put right, wherever that is now.
    """
    if not has_open_journal(book):
        return
    left, n = journal_file(book), 1
    while (aside := left.with_name(f"{left.name}.left-{n}")).exists():
        n += 1
    left.rename(aside)
    sync(book.parent)  # before the new book may take the name


def restored_as(book: Path) -> Path:
    """Return where the book to come is made while a backup is put back."""
    return book.with_name(book.name + ".restoring")


def drop_half_restored(book: Path) -> None:
    """Remove what is left of a restore that was killed: it may have people in it who were erased since. Hold the book's lock."""
    fresh = restored_as(book)
    for file in (fresh, journal_file(fresh), fresh.with_name(fresh.name + "-older")):
        with suppress(OSError):
            file.unlink(missing_ok=True)


def drop_empty_journal(book: Path) -> None:
    """Remove the empty file that SQLite leaves beside a book, so that the book at rest is one file."""
    if not has_open_journal(book):
        with suppress(OSError):
            journal_file(book).unlink(missing_ok=True)


def copy_to(source: Path, target: Path) -> None:
    """Copy a file and return when the copy is on the disk."""
    shutil.copyfile(source, target)
    sync(target)


def missing(book: Path) -> Refusal:
    """Return the refusal of a book that is not there."""
    return Refusal(
        "YS-B01",
        _("没有找到议事簿「{name}」。").format(name=book.name),
        safe=_("什么也没有动。"),
        next_step=_("请查看文件是不是改了名、挪了地方，或者先新建一本。"),
    )


def not_a_book(book: Path) -> Refusal:
    """Return the refusal of a file that is something else."""
    return Refusal(
        "YS-B03",
        _("「{name}」不是议事簿，或者已经损坏到认不出来。").format(name=book.name),
        safe=_("这个文件没有动过。"),
        next_step=_("请选对文件；确实是它，就从备份恢复。"),
        exit_code=Exit.DAMAGED,
    )


def damaged() -> Refusal:
    """Return the refusal of a book that cannot be read in whole."""
    return Refusal(
        "YS-B04",
        _("议事簿的文件有损坏。"),
        safe=_("备份不受影响。"),
        next_step=_("请先把现在的文件另存一份，再从最近的备份恢复。"),
        exit_code=Exit.DAMAGED,
    )


def newer(schema: int) -> Refusal:
    """Return the refusal of a book that a later program has written."""
    return Refusal(
        "YS-B07",
        _("这本议事簿是用更新的程序记的（格式{schema}），这个程序还读不懂。").format(schema=schema),
        safe=_("里面的内容是好的，一个字也没有动。"),
        next_step=_("请装上新版程序再打开。"),
        exit_code=Exit.NEWER,
    )


def unreadable() -> Refusal:
    """Return the refusal of a file or disk that cannot be read just now."""
    return Refusal(
        "YS-B06",
        _("读不了议事簿：U盘松了、没有权限，或者磁盘有毛病。"),
        safe=_("什么也没有动。"),
        next_step=_("请插好U盘，检查磁盘和文件夹，再试一次。"),
        exit_code=Exit.NO_SPACE,
    )


def unreachable() -> Refusal:
    """Return the refusal of a disk that is full, gone or write-protected when something was to be written."""
    return Refusal(
        "YS-B06",
        _("没有存上：磁盘满了、写保护了，或者U盘松了。"),
        safe=_("先前已保存的内容都在，刚才这一步没有记进去。"),
        next_step=_("请清出一些空间、插好U盘，再记一次。"),
        exit_code=Exit.NO_SPACE,
    )
