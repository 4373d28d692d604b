"""A new book that is there whole or not at all: it is filled under another name and put in its place at the end."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from yishi import paths
from yishi.errors import Refusal
from yishi.i18n import _
from yishi.store import migrations
from yishi.store.book import Book
from yishi.store.bookfile import journal_file, put_in_place
from yishi.store.clock import wall_ms
from yishi.store.engine import plain_errors, sqlite_engine
from yishi.store.lock import BookLock


@contextmanager
def new_book(
    location: str, *, who: str = "", home: Path | None = None, now: Callable[[], int] = wall_ms
) -> Iterator[Book]:
    """Lend an empty book to fill; it becomes the file `location` when the block ends well. A hub is opened as it is.

    Nothing is left when the block raises. Raises Refusal YS-B02 where a file of that name is there, also one that
    somebody put there in the meantime; YS-B05 where somebody is about to; YS-B06 where nothing can be written.
    """
    if "://" in location:
        with Book.open(location, who=who, home=home, now=now) as hub:
            yield hub
        return
    place = Path(location).resolve()
    _refuse_taken(place)
    fresh = place.with_name(f".{secrets.token_hex(6)}.yishi-new")
    try:
        migrations.create(fresh)
        book = Book(sqlite_engine(fresh, write=True), str(place), home or paths.home(), now, True)
        try:
            yield book
        finally:
            book.close()
        with plain_errors():
            lock = BookLock.take(place, who, now())
            try:
                _refuse_taken(place)
                put_in_place(fresh, place)
            finally:
                lock.release()
    except OSError as error:
        if error.filename is None or fresh.name not in str(error.filename):
            raise
        raise OSError(error.errno, error.strerror, str(place)) from error  # not by a name that the user never heard
    finally:
        for left in (fresh, journal_file(fresh), fresh.with_name(fresh.name + ".new")):
            with suppress(OSError):
                left.unlink(missing_ok=True)


def _refuse_taken(place: Path) -> None:
    if place.exists():
        raise Refusal(
            "YS-B02",
            _("{file}已经有了。").format(file=place.name),
            safe=_("它没有变。"),
            next_step=_("请换一个文件名。"),
        )
