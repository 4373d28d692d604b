"""The roster comes in: pasted, dropped or chosen; read beside the window, looked at, taken in as one action or left.

Nothing is stored before 导入 is pressed. A workbook is read by a process of its own, which 取消 ends; the writing is one
transaction, which 取消 takes back.
"""

from collections.abc import Sequence
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QStackedLayout, QWidget

from yishi.errors import Refusal, shown
from yishi.gui import feedback
from yishi.gui.ime import commit_composition
from yishi.gui.layout import column, row
from yishi.gui.pages import roster
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.pages.patience import Patience, Stopped
from yishi.gui.pages.roster_preview import RosterPanel
from yishi.gui.pages.taking_in import files_of
from yishi.gui.widgets import Button, Card, Glyph, Label, Strip
from yishi.gui.workspace import Workspace
from yishi.i18n import _

if TYPE_CHECKING:
    from yishi.services.roster_import import RosterPreview
    from yishi.services.sheet_files import Reading, Table

_STEP = 50  # ms between looks at the reader


def is_table(data: QMimeData | None) -> bool:
    """Return whether this is a table to take in: files, or text of several cells."""
    if data is None:
        return False
    text = data.text() if data.hasText() else ""
    return bool(files_of(data)) or "\t" in text or "\n" in text.strip()


class RosterIntake(QWidget):
    """Everything between 粘贴 and 导入了 23 人.

    Signals:
        opened(): there is something to look at here.
        left(): it is over, nothing was changed.
        done(added, updated): people came in.
    """

    help_name = "roster"  # of F1 while the cursor is in here

    opened = Signal()
    left = Signal()
    done = Signal(int, int)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.table: Table | None = None
        self.cells: Sequence[Sequence[Any]] = []
        self.places: dict[int, str] = {}  # what was said by hand of the columns
        self.meant: dict[int, str] = {}  # and of lines that may be somebody of the roster
        self.found: RosterPreview | None = None
        self._source, self._file = "", Path()
        self._reading: Reading | None = None
        self._began, self._seen = 0.0, 0
        self._timer = QTimer(self, interval=_STEP)
        self._timer.timeout.connect(self._look)
        self.panel, self.patience = RosterPanel(), Patience()
        self._build()

    def _build(self) -> None:
        self.told = Strip("yellow", "")
        self.told.hide()
        self.paste_button = Button(_("粘贴"), kind="primary", key="Ctrl+V", glyph="paste")
        self.file_button = Button(_("选择文件…"), glyph="folder")
        self.back_button = Button(_("回到名册"), kind="quiet", key="Esc")
        for name, button in (("paste_roster_button", self.paste_button), ("choose_roster_button", self.file_button),
                             ("back_to_roster_button", self.back_button)):  # fmt: skip
            button.setObjectName(name)
        self.ids_label = Label("", "muted", wrap=True)
        words = (Label(_("把名册放进来"), step=2.5, bold=True),
                 Label(_("在 WPS 或 Excel 里选中名单，按 Ctrl+C；回到这里，按 Ctrl+V。"), wrap=True),
                 Label(_("也可以把表格文件（.xlsx .xls .csv）拖到这里。表头写着什么、有没有标题行，都不要紧。"), "muted", wrap=True),
                 self.ids_label)
        for label in words:
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        acts = row(None, self.paste_button, self.file_button, self.back_button, None)
        inside = column(self.told, None, row(None, Glyph("paste", "muted", 36), None), *words, 4, acts, None, gap=10, margin=24)
        blank = QWidget()
        blank.setLayout(column((Card(inside), 1), margin=12))
        self.stack = QStackedLayout(self)  # with its owner: the first page would open as a window of its own
        for page in (blank, self.patience, self.panel):
            self.stack.addWidget(page)
        self.blank = blank
        self.paste_button.clicked.connect(self.paste)
        self.file_button.clicked.connect(self.choose_file)
        self.back_button.clicked.connect(self.leave)
        press_by_enter(self.paste_button, self.file_button, self.back_button)
        self.panel.said.connect(self._say)
        self.panel.mended.connect(self._mend)
        self.panel.answered.connect(self._answer)
        self.panel.known = lambda id_: next((person for person in roster.people(self.workspace) if person.id == id_), None)
        self.panel.sheet_wanted.connect(lambda name: self.take_file(self._file, name))
        self.panel.taken.connect(self.take_in)
        self.panel.left.connect(self.leave)
        self.patience.stopped.connect(self.escape)

    # ---- what comes

    def begin(self) -> None:
        """Show the ways a roster may come in."""
        self._forget()
        self.expect_file()
        self._say_of_ids()
        self.stack.setCurrentWidget(self.blank)
        self.opened.emit()
        self._go_home()

    def _say_of_ids(self) -> None:
        """Say what becomes of ID numbers, before anything is put in."""
        from yishi.services import collecting

        with self.workspace.read() as session:
            kept = collecting.of_ids(session)
        kinds = {"none": _("身份证号只看出生年和性别，号码不收。"), "tail": _("身份证号只留后四位。"),
                 "whole": _("身份证号加密存下，平时只看得到后四位。")}  # fmt: skip
        self.ids_label.setText(_("先给您看一遍，点了“导入”才会存。") + kinds[kept])

    def expect_file(self) -> None:
        """Have a reader stand by, because somebody reaches for a file: what is left to wait for then is the reading."""
        from yishi.services import sheet_files

        sheet_files.stand_by()

    def paste(self) -> None:
        """Ctrl+V: what was copied, cells or a file."""
        data = QGuiApplication.clipboard().mimeData()
        if data is None or not self.take(data):
            self._refuse(Refusal("YS-I18", _("没有复制到名单。"), _("名册没有变。"), _("请在表格里选中名单，按 Ctrl+C，再回来粘贴。")))

    def take(self, data: QMimeData) -> bool:
        """Take in what was copied or dropped; False where it is neither text nor a file."""
        files = files_of(data)
        if files:
            self.take_file(files[0])
        elif data.hasText() and data.text().strip():
            self.take_text(data.text())
        else:
            return False
        return True

    def take_text(self, text: str) -> None:
        """Look at cells that were copied in a spreadsheet."""
        from yishi.services import sheet_files

        if sheet_files.long(text):
            self._read(sheet_files.Reading(None, text=text), _("正在读粘贴的名单"))
            return
        try:
            table = sheet_files.pasted(text)
        except Refusal as refusal:
            self._refuse(refusal)
            return
        self._source, self._file = "", Path()
        self._show_table(table)

    def choose_file(self) -> None:
        """Choose a file of this PC."""
        self.expect_file()
        file, _kind = QFileDialog.getOpenFileName(self, _("选名册文件"), "", _("表格 (*.xlsx *.xls *.csv *.txt *.et)"))
        if file:
            self.take_file(Path(file))

    def take_file(self, file: Path, sheet: str = "") -> None:
        """Read a file (`sheet`: this one of its sheets) while the window goes on, then look at it."""
        from yishi.services import sheet_files

        self._read(sheet_files.Reading(file, sheet, names=True), _("正在读“{file}”").format(file=shown(file.name)))
        self._file = file

    def _read(self, reading: "Reading", words: str) -> None:
        self._stop_reading()
        self.opened.emit()
        self._file, self._began, self._reading = Path(), monotonic(), reading
        self._reading.start()
        self._timer.start()
        self.patience.wait_for(words)
        self.stack.setCurrentWidget(self.patience)
        self._go_home()

    def _look(self) -> None:
        """Ask the reader whether it is done."""
        reading = self._reading
        if reading is None or not reading.done:
            self.patience.tell(monotonic() - self._began)
            return
        self._stop_reading()
        try:
            table = reading.result()
        except Refusal as refusal:
            self._refuse(refusal)
            return
        self._source = reading.file.name if reading.file is not None else ""
        self._show_table(table)

    def _show_table(self, table: "Table") -> None:
        self.table, self.cells, self.places, self.meant = table, table.rows, {}, {}
        try:
            self._understand()
        except Refusal as refusal:
            self._refuse(refusal)
            return
        self.told.hide()
        self.panel.show_source(self._source_words(), table.sheet, table.sheets)
        if len(table.sheets) > 1:  # it may be another one of them
            self.expect_file()
        self.stack.setCurrentWidget(self.panel)
        self.opened.emit()
        self._go_home()

    def _source_words(self) -> str:
        count, skipped = len(self.cells), self.found.header_row if self.found else 0
        where = _("从“{file}”读了{n}行").format(file=shown(self._source), n=count) if self._source else _("从表格粘来{n}行").format(n=count)
        if skipped > 1:
            where += _("，跳过了{n}行标题").format(n=skipped)
        return where + "。"

    def _understand(self) -> None:
        """Look at the cells again, as the columns are said to be."""
        from yishi.services import roster_import

        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            with self.workspace.read() as session:
                try:
                    self.found = roster_import.preview(session, self.cells, None, self.workspace.today, self.places, self.meant)
                except Refusal as refusal:
                    if refusal.code != "YS-I19":
                        raise
                    self.found = None
                    self.panel.show_unnamed(roster_import.columns(session, self.cells, None, self.places).columns, self.cells)
        finally:
            QGuiApplication.restoreOverrideCursor()
        self._seen = self.workspace.saves.total()
        if self.found is not None:
            self.panel.show_found(self.found, self.cells)

    def _say(self, place: int, field: str) -> None:
        if self.found is not None:
            self.places |= {c.place: "skip" for c in self.found.columns if c.field == field and field != "skip" and c.place != place}
        self.places[place] = field
        self._understand()

    def _answer(self, row_: int, person_id: str) -> None:
        """名册里也有，是同一人？: the line is this person, or ("") somebody else of that name."""
        self.meant[row_] = person_id
        self._understand()
        self.panel.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _mend(self, row_: int, texts: dict[str, str]) -> None:
        """Put cells right, as somebody typed them; the file stays as it is."""
        if self.found is None:
            return
        line = [*self.cells[row_ - 1]]
        for column_ in self.found.columns:
            if column_.called in texts:
                line += [""] * (column_.place + 1 - len(line))
                line[column_.place] = texts[column_.called]
        self.cells = [*self.cells[: row_ - 1], line, *self.cells[row_:]]
        self._understand()
        self.panel.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- what becomes of it

    def take_in(self) -> None:
        """Ctrl+Enter: store it, as one action."""
        from yishi.services import roster_import

        commit_composition()
        if not self.panel.isVisible() or not self.panel.take_button.isEnabled() or self.found is None:
            return
        if self._seen != self.workspace.saves.total():  # something was stored meanwhile
            self._understand()
        found = self.found
        added, updated = len(found.added), len(found.updated)
        words = _("导入名册{n}人").format(n=added + updated)
        self.panel.take_button.set_word(_("正在导入…"))
        self.panel.take_button.repaint()
        try:
            self.workspace.securing.emit("import")
            with self.patience.beside(self.stack), self.workspace.write("import", words=words) as session:
                roster_import.write(session, found, bool(self.places), self.patience.count)
        except Stopped:
            self.panel.take_button.set_word(_("导入{n}人").format(n=added + updated))
            self.panel.from_label.setText(_("导入取消了，名册没有变。"))
            self._go_home()
            return
        except BaseException:
            self.panel.take_button.set_word(_("导入{n}人").format(n=added + updated))
            raise
        self._forget()
        self._expect_none()
        self.done.emit(added, updated)

    def leave(self) -> None:
        """Esc: nothing was changed."""
        self._forget()
        self._expect_none()
        self.left.emit()

    def escape(self) -> None:
        """Esc while a file is read: not that one; else leave."""
        if self._reading is not None and (self.table is not None):
            self._stop_reading()
            self.stack.setCurrentWidget(self.panel)
            self._go_home()
            return
        self.leave()

    def home(self) -> QWidget:
        """Return where the keys go."""
        shown_now = self.stack.currentWidget()
        return self.panel.home() if shown_now is self.panel else self.patience.stop_button if shown_now is self.patience else (
            self.paste_button)

    def _go_home(self) -> None:
        self.home().setFocus(Qt.FocusReason.OtherFocusReason)

    def _refuse(self, refusal: Refusal) -> None:
        """Say in words what was wrong, beside the buttons that try again."""
        self._forget()
        _kind, words = feedback.words_for(refusal)
        self.told.label.setText(words)
        self.told.setAccessibleName(words)
        self.told.show()
        self._say_of_ids()
        self.stack.setCurrentWidget(self.blank)
        self.opened.emit()
        self._go_home()

    def _forget(self) -> None:
        self._stop_reading()
        self.table, self.found, self.cells, self.places, self.meant = None, None, [], {}, {}
        self.told.hide()

    def _expect_none(self) -> None:
        from yishi.services import sheet_files

        sheet_files.stand_down()

    def _stop_reading(self) -> None:
        self._timer.stop()
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None
