"""Files that go out of the book: never over a book or what belongs to it, and on the disk in one step."""

import os
import secrets
import shutil
from pathlib import Path

from yishi.errors import Refusal
from yishi.i18n import _
from yishi.store.attachments import folder_of
from yishi.store.bookfile import MAGIC, sync

_BESIDE = (".lock", "-journal", "-wal", "-shm", ".new", ".migrating", ".restoring")  # what a book has beside itself


def put_file(target: Path, content: bytes, book: Path | str | None) -> None:
    """Make `content` the file `target`: after a power cut there is the old one or the new one.

    `book` is the one it comes from. Raises Refusal YS-B10 (see `refuse_book`), OSError where it cannot be written.
    """
    refuse_book(target, book)
    if target.exists() and not target.is_file():  # a pipe or a terminal
        target.write_bytes(content)
        return
    place = target.resolve()
    fresh = place.with_name(f".{secrets.token_hex(6)}.part")
    try:
        if place.exists() and not os.access(place, os.W_OK):
            raise PermissionError(13, "write-protected", str(target))
        fresh.write_bytes(content)
        sync(fresh)
        if place.exists():
            shutil.copymode(place, fresh)
        os.replace(fresh, place)
        sync(place.parent)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(target)) from error
    finally:
        fresh.unlink(missing_ok=True)


def refuse_book(target: Path, book: Path | str | None) -> None:
    """Raise Refusal YS-B10 where `target` is a folder, the book, a file that belongs to it, or any SQLite file."""
    if target.is_dir():
        raise _occupied(_("“{name}”是文件夹。"), target)
    if _is_database(target) or (book is not None and "://" not in str(book) and _belongs(target, Path(book))):
        raise _occupied(_("“{name}”是议事簿，或者是它的一部分，不能盖掉。"), target)


def _occupied(message: str, target: Path) -> Refusal:
    return Refusal("YS-B10", message.format(name=target.name), next_step=_("请换一个文件名。"))


def _is_database(target: Path) -> bool:
    if not target.is_file():
        return False
    try:
        with target.open("rb") as stream:
            return stream.read(len(MAGIC)) == MAGIC
    except OSError:
        return False


def _belongs(target: Path, book: Path) -> bool:
    place, home = target.resolve(), book.resolve()
    names = {os.path.normcase(home.with_name(home.name + ending)) for ending in ("", *_BESIDE)}
    folder = folder_of(home)
    if os.path.normcase(place) in names or folder in (place, *place.parents):
        return True
    beside = (home.with_name(home.name + ending) for ending in ("", *_BESIDE))
    return place.exists() and any(file.exists() and place.samefile(file) for file in beside)
