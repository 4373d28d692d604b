"""How a book is reached: SQLite through sqlcipher3 (or the standard library), with the settings that keep it safe.

Whatever only SQLite has stays in this module, `bookfile`, `migrations` and `word_index`.
"""

import errno
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from yishi.errors import Exit, Refusal
from yishi.i18n import _
from yishi.store.bookfile import address as address_of
from yishi.store.bookfile import damaged, has_open_journal, unreachable, unreadable

try:
    from sqlcipher3 import dbapi2 as driver
except ImportError:  # no wheel for this machine
    driver = sqlite3

OperationalError: Any = driver.OperationalError  # also what an SQLite that is too old says

PRAGMAS = (
    "journal_mode=TRUNCATE",  # one file at rest, readable on a full disk and on a read-only medium
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",  # what is erased leaves no byte
    "trusted_schema=OFF",
    "mmap_size=0",
    "cell_size_check=ON",
    "temp_store=MEMORY",
    "busy_timeout=5000",
)

_BUSY, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 5, 8, 10, 11, 13, 14, 26
_MEDIUM = {errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.EFBIG, errno.ENODEV}


def sqlite_engine(book: Path, *, write: bool) -> Engine:
    """Return an engine over one file. Without `write` nothing is written, so a full or read-only medium will do."""

    def connect() -> Any:
        address = f"{address_of(book)}?mode={'rw' if write else 'ro'}"
        connection = driver.connect(address, uri=True, isolation_level=None, check_same_thread=False)
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}").close()
        return connection

    engine = create_engine("sqlite://", creator=connect, module=driver, poolclass=QueuePool)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    @event.listens_for(engine, "checkin")
    def checkin(connection: Any, record: ConnectionPoolEntry) -> None:
        """Take back an action whose COMMIT failed: SQLAlchemy holds it for ended, SQLite waits for another try."""
        if connection is not None and connection.in_transaction:
            try:
                connection.rollback()
            except driver.Error:
                record.invalidate()

    return engine


def server_engine(url: str) -> Engine:
    """Return an engine over a hub; Refusal YS-B11 for what is no address of one, or where the driver is missing."""
    try:
        address = make_url(url)
        if address.get_backend_name() == "postgresql":
            return create_engine(address)
    except (ArgumentError, ValueError, ImportError):  # a port that is no number, no such driver
        pass
    raise Refusal(
        "YS-B11",
        _("这个地址打不开：议事簿只能是一个文件，或者 postgresql:// 开头的镇级服务器地址。"),
        next_step=_("请核对地址，或者写文件名。"),
    )


@contextmanager
def server_errors() -> Iterator[None]:
    """Turn a hub that does not answer into a Refusal (YS-B12)."""
    try:
        yield
    except (DBAPIError, OSError) as error:
        raise Refusal(
            "YS-B12",
            _("连不上镇级服务器。"),
            next_step=_("请检查网线和地址，或者先用本机的议事簿。"),
            exit_code=Exit.BUSY,
        ) from error


def one_writer(connection: Connection) -> None:
    """Let one writer at a time in; SQLite's BEGIN IMMEDIATE has done so already."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(7141)"))


def take_back_unfinished(book: Path) -> None:
    """Take back the action in which a writer was killed, if there is one; a writer at work is left alone.

    A reader that may not write cannot read before this is done. It needs no space on the disk.
    """
    if not has_open_journal(book):
        return
    engine = sqlite_engine(book, write=True)
    try:
        with plain_errors(), engine.connect() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")
    finally:
        engine.dispose()


@contextmanager
def plain_errors(reading: bool = False) -> Iterator[None]:
    """Turn what the disk did wrong into a Refusal in plain words; our own faults pass as they are."""
    try:
        yield
    except (DBAPIError, driver.Error, sqlite3.Error, OSError) as error:
        refusal = _refusal_for(error, unreadable if reading else unreachable)
        if refusal is None:
            raise
        raise refusal from error


_FAILED_MEDIUM = ("database or disk is full", "disk I/O error")  # a copy fails without a code
# A book of this schema has every table and column; where one is missing, its description was damaged.
_STRANGE_TABLES = ("no such column", "no such table", "malformed database schema")


def _refusal_for(error: BaseException, medium: Callable[[], Refusal]) -> Refusal | None:
    if isinstance(error, OSError):
        return medium() if error.errno in _MEDIUM else None
    cause = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(cause, "sqlite_errorcode", None)
    if code is None:
        return medium() if str(cause).startswith(_FAILED_MEDIUM) else None
    if code & 0xFF in (_READONLY, _IOERR, _FULL, _CANTOPEN):
        return medium()
    if code & 0xFF in (_CORRUPT, _NOTADB) or str(cause).startswith(_STRANGE_TABLES):
        return damaged()
    if code & 0xFF == _BUSY:
        return Refusal(
            "YS-B05",
            _("另一个程序正在写这本议事簿。"),
            next_step=_("请稍等一下再试。"),
            exit_code=Exit.BUSY,
        )
    return None


def copy_book(book: Path, target: Path) -> None:
    """Copy a book as it stands between two actions, a few pages at a time: others may read and write it meanwhile.

    Where somebody writes, the copy begins again. `target` must not be there; the caller syncs it.
    """
    with plain_errors():
        source = driver.connect(f"{address_of(book)}?mode=ro", uri=True, timeout=5)
        try:
            fresh = driver.connect(str(target), isolation_level=None)
            try:
                fresh.execute("PRAGMA synchronous=OFF").close()
                source.backup(fresh, pages=256, sleep=0.002)
            finally:
                fresh.close()
        finally:
            source.close()
