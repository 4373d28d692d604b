"""The open book as the window knows it, and the only clock of the window.

Pages read with `with workspace.read() as session` and write with `with workspace.write("记下发言") as session`; one
`write` is one user action and one acknowledged save. `committed` fires after it and the visible page reloads itself.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from yishi import paths
from yishi.errors import Exit, Refusal
from yishi.i18n import _

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from yishi.services.kept_today import KeptToday
    from yishi.store.attachments import Picture
    from yishi.store.book import Book
    from yishi.store.in_the_way import Later
    from yishi.store.restoring import Restored

DEFAULT_BOOK = "议事簿.yishi"  # the same as the command line's


class Workspace(QObject):
    """Owns the open book, who is at the keyboard and which day it is.

    Signals:
        opened(): a book was opened, or another one.
        committed(str): an action was saved; its verb.
        undone(str): what was taken back or done again, in words.
        day_changed(date): midnight passed, or the lid was opened on another day.
        securing(str): somebody wants a backup now; why (manual, save, import).
        secured(): a backup was begun or done; `backup_words` and `backup_due` say how things stand.
    """

    opened = Signal()
    committed = Signal(str)
    undone = Signal(str)
    day_changed = Signal(object)
    securing = Signal(str)
    secured = Signal()

    def __init__(
        self, location: str | None = None, *, today: date | None = None, actor: str = "", parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.location = location or str(paths.home() / DEFAULT_BOOK)
        self.actor = actor
        self.book: Book | None = None
        self.busy = ""  # why the book can only be looked at, "" = it can be written
        self._busy_step = ""  # what to do about it
        self.undoable = ""  # what Ctrl+Z would take back, in words
        self.backup_words = self.backup_due = ""  # when the last backup was; why there should be another one
        self.recalled: KeptToday | None = None  # today's list as it was kept, until the book itself is open
        self.saves: Counter[str] = Counter()  # how often which verb was saved, and a book opened: what was read may be old
        self.lent = 0  # sessions that are open just now
        self._given = today
        self._day = self.today
        self._timer = QTimer(self)
        self._timer.setInterval(60_000)
        self._timer.timeout.connect(self.check_day)
        self._timer.start()

    @property
    def today(self) -> date:
        """The day the program works with; the command line may have set it."""
        return self._given or date.today()

    def now(self) -> datetime:
        """Return the wall-clock time, on the day that the command line may have set."""
        clock = datetime.now().replace(microsecond=0)
        return datetime.combine(self._given, clock.time()) if self._given else clock

    def check_day(self) -> None:
        """Tell everybody when the day is another one than before."""
        if self.today != self._day:
            self._day = self.today
            self.day_changed.emit(self._day)

    @property
    def exists(self) -> bool:
        """Whether there is a book at `location`; of a server's one we learn only by opening it."""
        return "://" in self.location or Path(self.location).exists()

    def recall(self) -> bool:
        """Take today's list as it was kept when the book was closed; False where nothing is kept that still holds."""
        from yishi.services import kept_today

        self.recalled = kept_today.of(self.location, self.today)
        return self.recalled is not None

    def open(self, location: str | None = None, *, create: bool = False) -> None:
        """Open the book, or another one, making it when `create`; a busy one is opened for reading.

        Raises Refusal when it cannot be opened at all. Nothing happens to the book that is open until then.
        """
        from yishi.store.book import Book

        self.recalled = None
        wanted, busy, step = location or self.location, "", _("等那边关上，再点“再试一次”。")
        try:
            book = Book.open(wanted, home=paths.home(), write=True, who=self.actor, create=create)
        except Refusal as refusal:
            if refusal.exit_code != Exit.BUSY:
                raise
            book = Book.open(wanted, home=paths.home(), write=False, who=self.actor)
            busy = refusal.message
        if not book.writable and not busy:
            busy = _("这本议事簿在只读的地方，只能看，不能记。")
            step = _("把它拷到能写的地方，再打开拷好的那一本。")
        self.close()
        self.book, self.busy, self._busy_step, self.location = book, busy, step, wanted
        self._note_undoable("")
        self.saves["open"] += 1
        self.opened.emit()

    def close(self) -> None:
        """Let the book go."""
        if self.book is not None:
            if self.saves.total() > self.saves["open"]:
                self._keep(self.book, self.today)
            self.book.close()
            self.book = None

    @staticmethod
    def _keep(book: "Book", today: date) -> None:
        """Note the sums of what was written, the words a little, the next days' lists; where the disk is gone that is done another time."""
        from yishi.services import kept, kept_today, search_index

        with suppress(Refusal):
            book.keep(kept.settle)
            book.keep(search_index.settle)
            book.keep(lambda session: kept_today.settle(session, today))

    def restore(self, file: Path) -> "Restored":
        """Put a backup in the place of the book and open that; where that fails, the book is open as it was."""
        from yishi.services import safekeeping

        was_open = self.book is not None
        self.close()
        try:
            done = safekeeping.restore(file, Path(self.location), self.actor, self.today)
        except Exception:
            if was_open:
                self.open()
            raise
        self.open()
        return done

    def _opened(self) -> "Book":
        if self.book is None and self.recalled is not None:
            self.open()
        if self.book is None:
            message = _("还没有打开议事簿。")
            raise Refusal("YS-B90", message, next_step=_("先打开一本，或者新建一本。"))
        return self.book

    @contextmanager
    def read(self) -> Iterator["Session"]:
        """Yield a session to ask with; what leaves the block are frozen values."""
        with self._lent(), self._opened().read() as session:
            yield session

    @contextmanager
    def _lent(self) -> Iterator[None]:
        self.lent += 1
        try:
            yield
        finally:
            self.lent -= 1

    @contextmanager
    def write(self, verb: str, reason: str | None = None, *, words: str = "") -> Iterator["Session"]:
        """Yield a session for one user action; it is saved at the end, or taken back when the block raises.

        `verb` is the journal's short code ("speech"); `words` says more behind 撤销：, e.g. 记下“先做围栏”.
        """
        if self.busy:
            raise Refusal("YS-B91", self.busy, next_step=self._busy_step, exit_code=Exit.BUSY)
        try:
            with self._lent(), self._opened().write(self.actor, verb, reason) as session:
                yield session
        except Refusal as refusal:
            if refusal.exit_code != Exit.NO_SPACE:
                raise
            words = _("没存上：{why}").format(why=refusal.message.removeprefix(_("没有存上：")))
            raise Refusal(refusal.code, words, refusal.safe, refusal.next_step, refusal.exit_code) from refusal
        self._note_undoable(words or _words_of(verb))
        self.saves[verb] += 1
        self.committed.emit(verb)

    @contextmanager
    def note(self, verb: str) -> Iterator["Session"]:
        """Yield a session for what is noted by the way and Ctrl+Z never takes back: that a paper was printed."""
        with self._opened().write(self.actor, verb) as session:
            yield session
        if verb not in ("print", "id_show"):  # after them, Ctrl+Z takes back what it would have before
            self._note_undoable("")
        self.saves[verb] += 1
        self.committed.emit(verb)

    @property
    def may_write(self) -> bool:
        """Whether something can be noted in the open book."""
        return self.book is not None and not self.busy and bool(self.actor.strip())

    def found(self, location: str, fill: "Callable[[Session], object]") -> None:
        """Make a new book that `fill` writes the first things into, whole or not at all, and open it."""
        from yishi.store.founding import new_book

        with new_book(location, who=self.actor) as book, book.write(self.actor, "init") as session:
            fill(session)
        self.open(location)

    def drawn(self, files: Sequence[Path]) -> tuple["Picture", ...]:
        """Return photos drawn anew, small and without EXIF; Refusal YS-P07 for a file that is none. Before `write`: it is slow."""
        from yishi.store import attachments

        return tuple(attachments.drawn_anew(file) for file in files)

    def drawn_from(self, content: bytes, name: str) -> "Picture":
        """Return the picture that pasted bytes are, as `drawn` does; `name` is how a Refusal calls it."""
        from yishi.store import attachments

        return attachments.drawn(content, name)

    def taken_in(self, file: Path) -> "Picture":
        """Return a file from outside, photo or recording, ready to be kept; Refusal YS-A… for what is neither."""
        from yishi.store import attachments

        return attachments.taken_in(file)

    def kept_file(self, digest: str) -> Path | None:
        """Return the file beside the book under this hash, None where it is missing."""
        from yishi.store import attachments

        return None if "://" in self.location else attachments.file_of(Path(self.location), digest)

    def keep(self, pictures: Sequence["Picture"]) -> tuple[str, ...]:
        """Put photos beside the book, inside the `write` that names them; return their names (hashes)."""
        from yishi.store import attachments

        if pictures and "://" in self.location:
            raise Refusal("YS-P08", _("镇级服务器上的议事簿还不能附图。"), next_step=_("请先不附图记下，照片另外存好。"))
        for picture in pictures:
            attachments.keep(Path(self.location), picture)
        return tuple(picture.digest for picture in pictures)

    def saved_before(self) -> str:
        """Return the time (HH:MM:SS) of the newest thing that the user saved in this book, "" for none."""
        from yishi.store.clock import local_time
        from yishi.store.undo import last_undoable

        with self.read() as session:
            action = last_undoable(session, self.actor)
        return local_time(action.at_ms) if action else ""

    def undo(self) -> str:
        """Take back the last action of this person on this PC; return and tell what was done."""
        return self._step_back("undo", _("已撤销：{what}"))

    def redo(self) -> str:
        """Do again what was taken back last; return and tell what was done."""
        return self._step_back("redo", _("已重做：{what}"))

    def _step_back(self, way: str, words: str) -> str:
        from yishi.store import undo
        from yishi.store.in_the_way import in_the_way

        with self.write(way) as session:
            done = (undo.undo_last if way == "undo" else undo.redo_last)(session, self.actor)
            later = in_the_way(session, done) if not done.done else None
        told = words.format(what=_words_of(done.verb)) if done.done else self._told_in_the_way(done.verb, later)
        if done.done and done.left:
            told += _("（有{n}处后来又改过，没有动）").format(n=len(done.left))
        self._note_undoable("")
        self.undone.emit(told)
        return told

    def _told_in_the_way(self, verb: str, later: "Later | None") -> str:
        """Return what stands on an action that cannot be taken back, and what to do about it."""
        if later is None:
            return _("没有能撤销的：后来的事都接着它做了。")
        told = {"what": _words_of(verb), "later": _words_of(later.verb) or _("改过"), "who": later.actor or _("别人")}
        if later.actor == self.actor:
            return _("“{what}”之后又改了同一处（{later}），要先撤那一步。").format(**told)
        return _("“{what}”之后{who}又改了同一处（{later}），要先请{who}撤那一步，或者直接改。").format(**told)

    def _note_undoable(self, words: str) -> None:
        """Remember what Ctrl+Z would take back: `words` for the action just saved, else what the journal knows."""
        from yishi.store.undo import last_undoable

        if self.book is None or self.busy:
            self.undoable = ""
            return
        if not words:
            with self.book.read() as session:
                action = last_undoable(session, self.actor)
            words = _words_of(action.verb) if action else ""
        self.undoable = words

    @property
    def saved_words(self) -> str:
        """What the status strip says about saving: 已自动保存 14:40:12."""
        if self.book is None:
            return ""
        if self.busy:
            return _("只能看，不能记")
        if not self.book.last_saved:
            return _("已打开，都存着")
        return _("已自动保存 {time}").format(time=self.book.last_saved)


def _words_of(verb: str) -> str:
    from yishi.gui.verbs import words_of  # with the words of the loop, which the first window does not need

    return words_of(verb)
