"""The backups of the book, and the question before one is put back: what would change, and what would go back."""

import json
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QProcess, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from yishi import paths
from yishi.gui.backing_up import when_words
from yishi.gui.feedback import soon
from yishi.gui.layout import column, row
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.table import Cell, Column, Row, Table
from yishi.gui.widgets import Button, Empty, Label, Well
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.safe_lines import BackupLine, Change


def why_words(why: str) -> str:
    """Return in words why a backup was made."""
    return {"manual": _("自己点的"), "open": _("打开时"), "close": _("关上时"), "timer": _("定时"), "save": _("按了Ctrl+S"),
            "import": _("导入前"), "restore": _("恢复前")}.get(why, "")  # fmt: skip


def size_words(size: int) -> str:
    """Return a size as people say it."""
    return _("{n}兆").format(n=f"{size / 1_000_000:.1f}")


class BackupList(QWidget):
    """A table of backups; the button of a row asks first, below the table, and Esc leaves.

    Signals:
        restored(str): one was put back, and the book is open again; what there is to say of it.
    """

    restored = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.lines: dict[str, BackupLine] = {}
        self.asked = ""  # the file the question is about
        self._looked: dict[str, bool] = {}  # file: whether every byte is as it was written
        self._check: QProcess | None = None
        self.table = Table()
        self.table.setAccessibleName(_("备份"))
        self.table.set_columns((Column(_("什么时候"), 150), Column(_("为什么")), Column(_("会议"), 60, "right"),
                                Column(_("决议"), 60, "right"), Column(_("名册"), 76, "right"), Column(_("大小"), 76, "right"),
                                Column(_("核对"), 92, sorts=False), Column("", 100, "right", sorts=False)), height=40)  # fmt: skip
        self.empty = Empty(_("还没有备份。点“现在备份”就有一份。"), glyph="save_in")
        self.title_label, self.told_label = Label("", bold=True), Label("", wrap=True)
        self.do_button, self.leave_button = Button(_("恢复到这一份"), kind="tonal"), Button(_("再看看"), kind="quiet", key="Esc")
        self.do_button.setObjectName("restore_backup_button")
        self.leave_button.setObjectName("leave_restore_button")
        self.question = Well(column(self.title_label, self.told_label, row(self.do_button, self.leave_button, None), gap=8, margin=12))
        self.setLayout(column((self.table, 1), (self.empty, 1), self.question, gap=8))
        self.table.pressed.connect(self.ask)
        self.table.opened.connect(self.ask)
        self.do_button.clicked.connect(self.do)
        self.leave_button.clicked.connect(self.leave)
        press_by_enter(self.do_button, self.leave_button)
        self.question.hide()

    def reload(self) -> None:
        """Read what the backups say of themselves; whether every byte is right is looked at beside the window."""
        from yishi.services import safekeeping

        self.lines = {str(line.file): line for line in safekeeping.lines(Path(self.workspace.location))}
        self._show()
        if self._check is None and self.lines.keys() - self._looked.keys():
            self._look()
        if self.asked and self.asked not in self.lines:
            self.leave()

    def _show(self) -> None:
        now = self.workspace.now()
        self.table.show_rows([Row(file, self._cells(file, line, now)) for file, line in self.lines.items()])
        self.table.setVisible(bool(self.lines))
        self.empty.setVisible(not self.lines)

    def _cells(self, file: str, line: BackupLine, now: datetime) -> tuple[Cell, ...]:
        whole = self._looked.get(file) if line.whole is None else line.whole
        if whole is False or line.taken is None:
            when = when_words(line.taken, now) if line.taken else Path(file).name
            return (Cell(when), Cell(_("坏了，不能用")), Cell(""), Cell(""), Cell(""), Cell(size_words(line.size), kind="muted"),
                    Cell(_("坏了"), kind="red"), Cell(""))  # fmt: skip
        checked = Cell(_("正在核对…"), kind="muted") if whole is None else Cell(_("✔ 完好"), kind="green")
        counts = (Cell(str(number)) for number in (line.meetings, line.resolutions, line.people))
        return (Cell(when_words(line.taken, now), bold=True), Cell(why_words(line.why)), *counts,
                Cell(size_words(line.size), kind="muted"), checked, Cell(button=_("恢复…")))  # fmt: skip

    def _look(self) -> None:
        process = self._check = QProcess(self)
        program, *rest = paths.program()
        process.finished.connect(self._have_looked)
        process.errorOccurred.connect(self._have_looked)
        process.start(program, [*rest, "--book", str(Path(self.workspace.location).absolute()), "backups", "--json"])
        process.closeWriteChannel()

    def _have_looked(self) -> None:
        process, self._check = self._check, None
        if process is None:
            return
        process.deleteLater()
        try:
            found = json.loads(bytes(process.readAllStandardOutput().data()))
        except ValueError:  # ended before it could tell
            return
        self._looked.update((one["file"], one["verified"]) for one in found)
        self._show()

    # ---- putting one back

    def ask(self, file: str) -> None:
        """Say what would change."""
        line = self.lines.get(file)
        if line is None or line.taken is None or line.whole is False or self._looked.get(file) is False:
            return
        from yishi.services import safekeeping

        change = None
        if self.workspace.book is not None:
            with self.workspace.read() as session:
                change = safekeeping.would_change(session, line)
        self.asked = file
        now = self.workspace.now()
        self.title_label.setText(_("恢复到{when}的这一份？").format(when=when_words(line.taken, now)))
        self.told_label.setText(told(line, change, now))
        self.do_button.setEnabled(not self.workspace.busy)
        self.question.show()
        soon(self, lambda: self.table.choose(self.asked))  # once the table is as low as the question leaves it
        self.leave_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Close the question; nothing was done."""
        self.asked = ""
        self.question.hide()
        if self.table.isVisible():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def do(self) -> None:
        """Put it back; a Refusal leaves the book as it was."""
        if not self.asked:
            return
        self.do_button.set_word(_("正在恢复…"))
        self.do_button.repaint()
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            done = self.workspace.restore(Path(self.asked))
        finally:
            QGuiApplication.restoreOverrideCursor()
            self.do_button.set_word(_("恢复到这一份"))
        self.leave()
        words = _("恢复好了。")
        if done.before is not None:
            words += _("原来的坏了，照原样另放着。") if done.was_damaged else _("原来的也备份了一份，想回去就恢复那一份。")
        if done.again:
            words += _("早已要求删除资料的{n}个人，又删了一次。").format(n=done.again)
        if done.lacking:
            words += _("有{n}张照片或录音没有放回来。").format(n=done.lacking)
        self.restored.emit(words)


def told(line: BackupLine, change: Change | None, now: datetime) -> str:
    """Return what would change, counts first, then what goes back."""
    if change is None:
        return _("那时有会议{meetings}场、决议{resolutions}条，名册{people}人。").format(
            meetings=line.meetings, resolutions=line.resolutions, people=line.people)  # fmt: skip
    counts = [(_("会议"), change.meetings, line.meetings, _("场")), (_("决议"), change.resolutions, line.resolutions, _("条")),
              (_("名册"), change.people, line.people, _("人"))]  # fmt: skip
    parts = [_("{word}{was}{unit}，变成{then}{unit}").format(word=word, was=was, unit=unit, then=then)
             for word, was, then, unit in counts if was != then]  # fmt: skip
    words = "；".join(parts) + "。" if parts else ""
    if change.actions and change.newest_at is not None:
        from yishi.gui.verbs import words_of

        words += _("那以后记的{n}步都会退回去，最近一步是{when}的“{what}”。").format(
            n=change.actions, when=when_words(change.newest_at, now), what=words_of(change.newest_verb))  # fmt: skip
    else:
        words += _("那以后没有记过新的，恢复了也一样。")
    return words + _("现在的这一本会先备份，想回来还能回来。")
