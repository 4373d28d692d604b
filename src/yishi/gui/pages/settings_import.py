"""The panel where something written elsewhere is pasted or read from a file, its mistakes told with their lines."""

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from yishi.domain.rule_data import FormFault
from yishi.gui.ime import commit_composition
from yishi.gui.layout import column, row
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.pages.settings_fields import Lines, Told
from yishi.gui.widgets import Button, Label
from yishi.i18n import _


class ImportPanel(QWidget):
    """Nothing is stored before [读进来]; a mistake leaves the text where it is.

    Signals:
        left(): the user is done here.
    """

    left = Signal()

    def __init__(self, title: str, hint: str, example: str, kinds: str, take: Callable[[str], None]) -> None:
        super().__init__()
        self._kinds, self._take = kinds, take
        self.box = Lines(title, 5, example, grows=True)
        self.told = Told()
        self.file_button = Button(_("从文件读入…"))
        self.leave_button = Button(_("收起"), kind="quiet")
        self.take_button = Button(_("读进来"), kind="tonal")
        self.take_button.setObjectName("take_text_button")
        self.setLayout(column(Label(title, step=1, bold=True), Label(hint, "muted", wrap=True), (self.box, 1), self.told,
                              row(self.file_button, None, self.leave_button, self.take_button)))  # fmt: skip
        self.file_button.clicked.connect(self.choose_file)
        self.leave_button.clicked.connect(self.left)
        self.take_button.clicked.connect(self.take)
        press_by_enter(self.file_button, self.leave_button, self.take_button)

    def begin(self) -> None:
        """The cursor waits for what is pasted."""
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def take(self) -> None:
        """Hand on what stands in the box."""
        commit_composition()
        self._take(self.box.toPlainText())

    def say(self, faults: Iterable[FormFault]) -> bool:
        """Show the mistakes below the box; return whether there are any."""
        words = "\n".join(f"{fault.where}：{fault.message}" for fault in faults)
        self.told.tell(words)
        if words:
            self.begin()
        return bool(words)

    def done(self) -> None:
        """Empty the box after it was taken."""
        self.box.clear()
        self.told.tell("")
        self.left.emit()

    def choose_file(self) -> None:
        """Ask for a file and put what it holds into the box, to be looked at first."""
        chosen, _kind = QFileDialog.getOpenFileName(self, _("从文件读入"), "", self._kinds)
        if chosen:
            self.read(Path(chosen))

    def read(self, file: Path) -> None:
        """Put what a file holds into the box; Refusal YS-F11 for one that cannot be read."""
        from yishi.services import text_files

        self.box.setPlainText(text_files.read(file))
        self.told.tell("")
        self.begin()
