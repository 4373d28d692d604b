"""The book: one SQLite file (or one hub), opened, read, and written one user action at a time."""

import secrets
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Self

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from yishi import paths
from yishi.domain.records import Actor
from yishi.domain.records.record import natural_id
from yishi.errors import Exit, Refusal
from yishi.i18n import _
from yishi.store import migrations
from yishi.store.bookfile import drop_empty_journal, drop_half_restored, missing, schema_of
from yishi.store.clock import DAY_MS, ClockNote, believable, local_time, wall_ms
from yishi.store.device import DeviceNote
from yishi.store.engine import (
    one_writer,
    plain_errors,
    server_engine,
    server_errors,
    sqlite_engine,
    take_back_unfinished,
)
from yishi.store.erased import ErasedNote
from yishi.store.incoming import incomplete
from yishi.store.journal import Head, heads_of
from yishi.store.lock import BookLock
from yishi.store.writing import Act, JournaledSession, act_of, append, erased_in, refuse_unreadable


class Book:
    """A book that is open on this PC.

    `device` names this PC's chain in the journal; `writable` says whether `write` will be accepted; `last_saved` is the
    local time (HH:MM:SS) of the last acknowledged save, "" before the first; `clock_confirmed`: the user has said that
    the PC's date is right although it is far ahead; without that, such a date is believed from the second day on.
    """

    def __init__(self, engine: Engine, location: str, home: Path, now: Callable[[], int], writable: bool) -> None:
        self.engine, self.location, self.home, self.now, self.writable = engine, location, home, now, writable
        self.last_saved, self.clock_confirmed = "", False
        self._writing = engine.execution_options(writes=True)
        self._turn = threading.RLock()
        self._acting = False
        self._ends: dict[str, Head] | None = None  # only kept while nobody else can write
        self._alone = "://" not in location
        self._actors: set[str] = set()
        self._closing = ExitStack()
        self._closing.callback(engine.dispose)
        self._device_note, self._clock_note = DeviceNote(home, location), ClockNote(home)
        self.device = ""
        with self.read() as session:
            self.device = self._device_note.device(session) or secrets.token_hex(6)

    @classmethod
    def open(
        cls,
        location: str | Path,
        *,
        home: Path | None = None,
        write: bool = True,
        who: str = "",
        now: Callable[[], int] = wall_ms,
        create: bool = False,
    ) -> Self:
        """Open a file or a hub's URL; `home` is a folder of this PC and user, outside any book.

        With `write` the book is locked for `who`; on a read-only medium it is opened all the same, `writable` says so.
        Without, it is never locked and nothing is written but to take back what a killed writer left undone.
        Raises a Refusal: YS-B01 missing (and not `create`), YS-B03 not a book, YS-B04 damaged, YS-B05 somebody has it,
        YS-B06 no space or no medium, YS-B07 written by a newer program.
        """
        home = home or paths.home()
        if "://" in str(location):
            return cls._on_server(str(location), home, now)
        path = Path(location).resolve()
        if not (create and write) or path.exists():
            schema_of(path)
        with ExitStack() as opened:
            lock = _lock(path, who, now, create) if write else None
            if lock:
                opened.callback(lock.release)
                drop_half_restored(path)
                if create and not path.exists():
                    migrations.create(path)
                migrations.bring_up(path)
                take_back_unfinished(path)
                opened.callback(drop_empty_journal, path)
            file = path if lock else _readable(path, opened)
            engine = sqlite_engine(file, write=lock is not None)
            opened.callback(engine.dispose)
            book = cls(engine, str(path), home, now, lock is not None)
            book._closing = opened.pop_all()
            return book

    @classmethod
    def _on_server(cls, url: str, home: Path, now: Callable[[], int]) -> Self:
        engine = server_engine(url)
        with server_errors(), engine.begin() as connection:
            one_writer(connection)
            migrations.lay_out(connection)
        return cls(engine, url, home, now, True)

    def close(self) -> None:
        """Give the file and the lock back."""
        self.writable = False
        self._closing.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Lend a session that sees one state of the book; what is changed in it is not saved."""
        if not self.writable and self._alone:
            take_back_unfinished(Path(self.location))
        with plain_errors(reading=True), Session(self.engine, autoflush=False, info={"device": self.device, "home": self.home}) as session:
            yield session

    @contextmanager
    def write(self, actor: str, verb: str, reason: str | None = None) -> Iterator[Session]:
        """Lend a session for one user action; it is saved, journal included, when the block ends well.

        `actor` is a person's name, `verb` a short code of what the user did ("speech", "import"), `reason` free text.
        When the block raises, the whole action is taken back. Raises a Refusal where it could not be saved.
        """
        with self._action(actor, verb, reason) as session:
            yield session
            self._complete(session, actor)
            act = act_of(session)
            try:
                session.commit()
            except IntegrityError as error:
                if not act.taken_in:
                    raise
                raise incomplete() from error  # a record of the package points to one that is nowhere
            self._ends = act.ends if self._alone else None
            if act.changes:
                self._actors.add(act.actor)
                ErasedNote(self.home).add(erased_in(act))
            if act.changes or act.taken_in:
                self.last_saved = local_time(self.now())

    def keep(self, work: Callable[[Session], object]) -> None:
        """Let `work` bring the derived tables up to date; no user action, so nothing is journaled. Where nobody may write, nothing is."""
        if not self.writable:
            return
        with self._turn, plain_errors(), Session(self._writing, autoflush=False) as session:
            one_writer(session.connection())
            work(session)
            if session.new or session.dirty or session.deleted:
                raise RuntimeError("records are written in an action")
            session.commit()

    @contextmanager
    def rehearse(self, actor: str, verb: str) -> Iterator[Session]:
        """Lend a session like `write`, and take everything back at the end: what would happen, and would it go well?"""
        with self._action(actor, verb, None) as session:
            yield session
            session.flush()
            session.rollback()
            self._ends = None

    @contextmanager
    def _action(self, actor: str, verb: str, reason: str | None) -> Iterator[Session]:
        for text in (actor, verb, reason):
            refuse_unreadable(text)
        if not self.writable:
            raise _reading_only()
        if not actor.strip():
            raise Refusal("YS-J04", _("还不知道是谁在记。"), next_step=_("请先填上记录人的姓名。"))
        with self._turn:
            if self._acting:
                raise RuntimeError("an action inside an action: one user action is one transaction")
            self._acting = True
            who = natural_id("actor", actor)
            act = Act(self.device, who, verb, reason, self.now(), self.clock_confirmed, self._ends)
            info = {"act": act, "device": self.device, "home": self.home}
            try:
                with plain_errors(), JournaledSession(self._writing, info=info, expire_on_commit=False) as session:
                    one_writer(session.connection())
                    yield session
            except BaseException:
                self._ends = None
                raise
            finally:
                self._acting = False

    def _complete(self, session: Session, actor: str) -> None:
        """Write the action's journal rows, after a record for an actor who writes for the first time."""
        session.flush()
        act = act_of(session)
        if act.changes and act.actor not in self._actors and session.get(Actor, act.actor) is None:
            session.add(Actor(id=act.actor, name=actor))
            session.flush()
        if act.changes:
            self._doubt(session, act)
        end = append(session, act)
        if end:  # before the commit: a note ahead of the book costs a new device id, one behind it could fork a chain
            self._device_note.remember(end)

    def _doubt(self, session: Session, act: Act) -> None:
        """Believe a clock that is a season ahead of the book if it has been there on an earlier day, else note it."""
        if act.ends is None:
            act.ends = heads_of(session)
        if act.clock_confirmed or believable(_newest(act.ends), act.at):
            return
        act.clock_confirmed = self._clock_note.confirms(act.at)
        if not act.clock_confirmed:
            self._clock_note.disbelieve(act.at)

    def clock_looks_wrong(self) -> bool:
        """Return whether the PC's clock is a day behind the newest action of the book, or a season ahead of it for the first day."""
        with self.read() as session:
            newest = _newest(heads_of(session))
        now = self.now()
        ahead = not believable(newest, now) and not (self.clock_confirmed or self._clock_note.confirms(now))
        return ahead or (newest >> 16) - now > DAY_MS


def _newest(ends: dict[str, Head]) -> int:
    return max((head.hlc for head in ends.values()), default=0)


def _lock(path: Path, who: str, now: Callable[[], int], create: bool) -> BookLock | None:
    """Return the lock, or None where none can be laid and reading is all that is left."""
    try:
        if create:
            path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("r+b") if path.exists() else ExitStack():
            return BookLock.take(path, who, now())
    except OSError:
        if not path.exists():
            raise _reading_only() from None
        return None


def _readable(path: Path, opened: ExitStack) -> Path:
    """Return the file to read: the book itself or, for an older one, a copy brought up to date elsewhere."""
    if not path.exists():
        raise missing(path)
    if schema_of(path) == migrations.SCHEMA:
        return path
    copy = Path(opened.enter_context(tempfile.TemporaryDirectory(prefix="yishi-"))) / "copy.yishi"
    migrations.bring_up(path, copy)
    return copy


def _reading_only() -> Refusal:
    return Refusal(
        "YS-B06",
        _("这里只能看，不能记：磁盘或U盘写保护、已满，或者这本议事簿是只读打开的。"),
        safe=_("已有的内容都在。"),
        next_step=_("请把议事簿另存到能写的地方再记。"),
        exit_code=Exit.NO_SPACE,
    )
