"""Backups beside the window: each is made by a process of its own, so that nobody ever waits for one.

On opening, every quarter of an hour while something changed, with Ctrl+S, before a roster comes in, and on closing.
"""

import json
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QProcess, QTimer

from yishi import paths
from yishi.errors import Exit, Refusal
from yishi.gui.workspace import Workspace
from yishi.i18n import _, language

AFTER_OPENING = 20_000  # ms: the first page comes first
EVERY = 15 * 60_000
LATE = 7  # days


class BackingUp(QObject):
    """Makes the backups of the open book, and tells the workspace how things stand (`backup_words`, `backup_due`, `secured`)."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.workspace = workspace
        self.last: datetime | None = None  # when the newest backup was made, as far as is known
        self.problem = ""  # why the last try failed, "" = it did not
        self._safe_at = self._begun = 0  # how many saves there had been when the newest one, and the one in hand, were begun
        self._again = False
        self._process: QProcess | None = None
        self._opening = QTimer(self, singleShot=True, interval=AFTER_OPENING)
        self._opening.timeout.connect(lambda: self.make("open"))
        self._often = QTimer(self, interval=EVERY)
        self._often.timeout.connect(self._now_and_then)
        workspace.opened.connect(self.begin)
        workspace.securing.connect(self.make)
        workspace.day_changed.connect(lambda _day: self._tell())
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.leave)
        if workspace.book is not None:
            self.begin()

    @property
    def changed(self) -> bool:
        """Whether something was saved since the newest backup was begun."""
        return self._saves > self._safe_at

    @property
    def _saves(self) -> int:
        return self.workspace.saves.total() - self.workspace.saves["open"]

    @property
    def _may(self) -> bool:
        return self.workspace.book is not None and not self.workspace.busy and "://" not in self.workspace.location

    def begin(self) -> None:
        """Another book is open, or the same one again: nothing is known of its backups."""
        self.last, self.problem = None, ""
        self._safe_at = self._saves
        self._opening.start()
        self._often.start()
        self._tell()

    def _now_and_then(self) -> None:
        if self.changed:
            self.make("timer")

    def make(self, why: str) -> None:
        """Begin to make one. `import` means the book as it is at this very moment, the others as it soon is."""
        if not self._may:
            return
        if self._process is not None:
            self._again = self._again or why == "manual"
            return
        arguments = self._arguments(why)
        if why == "import":
            if self.last is not None and not self.changed:
                return
            from yishi.services import safekeeping

            with suppress(Refusal):  # no room for it: the import itself may be taken back
                safekeeping.snapshot(Path(self.workspace.location))
                arguments.append("--snapshot")
        self._begun = self._saves
        process = self._process = QProcess(self)
        process.finished.connect(self._finished)
        process.errorOccurred.connect(self._finished)
        program, *rest = paths.program()
        process.start(program, [*rest, *arguments])
        process.closeWriteChannel()
        self.workspace.secured.emit()

    @property
    def making(self) -> bool:
        """Whether one is being made."""
        return self._process is not None

    def leave(self) -> None:
        """The program ends: one more backup is made after it, if something changed."""
        if self._process is not None:
            self._process.finished.disconnect()
            self._process.errorOccurred.disconnect()
            self._process.kill()
            self._process.waitForFinished(1000)
            self._process = None
        if self.changed and "://" not in self.workspace.location:
            last = QProcess()
            program, *rest = paths.program()
            last.setProgram(program)
            last.setArguments([*rest, *self._arguments("close")])
            last.setStandardOutputFile(QProcess.nullDevice())
            last.setStandardErrorFile(QProcess.nullDevice())
            last.startDetached()

    def _arguments(self, why: str) -> list[str]:
        location = str(Path(self.workspace.location).absolute())
        return ["--lang", language(), "--book", location, "backup", "--why", why, "--json"]

    def _finished(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        code = process.exitCode() if process.error() == QProcess.ProcessError.UnknownError else Exit.BUG
        process.deleteLater()
        if code == Exit.DONE:
            found = json.loads(bytes(process.readAllStandardOutput().data()))
            self.last, self.problem, self._safe_at = datetime.fromisoformat(found["taken"]), "", self._begun
        elif code != Exit.BUSY:
            told = bytes(process.readAllStandardError().data()).decode("utf-8", "replace").strip()
            self.problem = told.partition(" ")[2] or _("备份没有做成。")
        self._tell()
        if self._again:
            self._again = False
            self.make("manual")

    def _tell(self) -> None:
        now, words, due = self.workspace.now(), "", ""
        if self.problem:
            words, due = _("备份没做成"), self.problem
        elif self.last is not None:
            words = _("备份 {when}").format(when=when_words(self.last, now))
            days = (now.date() - self.last.date()).days
            if days >= LATE and self.changed:
                due = _("已经{n}天没有备份了。").format(n=days)
        self.workspace.backup_words, self.workspace.backup_due = words, due
        self.workspace.secured.emit()


def when_words(at: datetime, now: datetime) -> str:
    """Return a moment as people say it: 今天 12:00, 昨天 17:30, 5月12日 09:00, 2025年5月12日."""
    days = (now.date() - at.date()).days
    if days in (0, 1):
        return (_("今天 {time}") if days == 0 else _("昨天 {time}")).format(time=f"{at:%H:%M}")
    if at.year == now.year:
        return _("{month}月{day}日 {time}").format(month=at.month, day=at.day, time=f"{at:%H:%M}")
    return _("{year}年{month}月{day}日").format(year=at.year, month=at.month, day=at.day)
