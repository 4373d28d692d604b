"""备份: where they go, the last one, all there are; one made now, one put back."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from yishi.gui.layout import column, row
from yishi.gui.pages.backup_list import BackupList
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.pages.settings_section import Section, heading
from yishi.gui.widgets import Button, Card, ElidedLabel, Label, Strip
from yishi.i18n import _

if TYPE_CHECKING:
    from yishi.gui.page import Page
    from yishi.services.safe_lines import Kept

_FOLDER = "议事簿备份"


class BackupSection(Section):
    """Where backups go is noted on this PC, never in the book."""

    def __init__(self, page: "Page") -> None:
        super().__init__(page)
        self.place_label, self.last_label = ElidedLabel(""), Label("", "muted")
        self.away_strip, self.due_strip = Strip("yellow", "", glyph="usb"), Strip("yellow", "")
        self.choose_button, self.here_button = Button(_("换个地方…"), small=True), Button(_("放回本机"), small=True)
        self.now_button = Button(_("现在备份"), kind="primary")
        for name, button in {"choose_backup_folder_button": self.choose_button, "backup_here_button": self.here_button,
                             "backup_now_button": self.now_button}.items():  # fmt: skip
            button.setObjectName(name)
        self.list = BackupList(self.workspace)
        note = Label(_("打开、关上议事簿时，每过一刻钟，导入名册以前，按 Ctrl+S 时，都会自己备份；没有改动就不另做。"), "muted", wrap=True)
        self.save_button.hide()
        self.restore_button.hide()
        place = row(Label(_("放在"), "muted"), (self.place_label, 1), self.choose_button, self.here_button, gap=8)
        head = row(heading(_("备份")), 12, (self.last_label, 1), self.now_button)
        self.setLayout(row(Card(column(head, note, place, self.away_strip, self.due_strip, (self.list, 1), self.saved_label,
                                       gap=8, margin=(16, 12, 16, 12)))))  # fmt: skip
        self.choose_button.clicked.connect(self.choose)
        self.here_button.clicked.connect(lambda: self.put_at(None))
        self.now_button.clicked.connect(self.make)
        self.list.restored.connect(self._restored)
        self.workspace.secured.connect(self._secured)
        press_by_enter(self.choose_button, self.here_button, self.now_button)

    def escape(self) -> bool:
        if not self.list.asked:
            return False
        self.list.leave()
        return True

    def home(self) -> QWidget | None:
        return self.list.leave_button if self.list.asked else self.now_button

    def reload(self) -> None:
        from yishi.services import safekeeping

        self._show_place(safekeeping.place())
        self._show_last()
        self.list.reload()
        self.enable(self.choose_button, self.here_button)

    def _show_place(self, place: "Kept") -> None:
        self.place_label.setText(str(place.folder))
        self.here_button.setVisible(place.chosen)
        self.away_strip.label.setText(_("平时放备份的“{folder}”现在不在，先放在本机。插好U盘，下一次就放回去。").format(folder=place.away))
        self.away_strip.setVisible(place.away is not None)

    def _show_last(self) -> None:
        self.last_label.setText(self.workspace.backup_words)
        self.due_strip.label.setText(self.workspace.backup_due)
        self.due_strip.setVisible(bool(self.workspace.backup_due))

    def _secured(self) -> None:
        if self.isVisible():
            self.reload()

    def make(self) -> None:
        """Make one now, beside the window."""
        self.say_saved("")
        self.workspace.securing.emit("manual")

    def choose(self) -> None:
        """Ask for a folder, on another drive best."""
        chosen = QFileDialog.getExistingDirectory(self, _("备份放在哪里"), str(Path.home()))
        if chosen:
            self.put_at(Path(chosen))

    def put_at(self, folder: Path | None) -> None:
        """Let backups go there from now on (None: to this PC), in a folder of their own, and make one."""
        from yishi.services import safekeeping

        if folder is not None and "备份" not in folder.name:
            folder = folder / _FOLDER
        safekeeping.choose(folder)
        self.make()
        self.reload()

    def _restored(self, words: str) -> None:
        self.page.reload()
        self.say_saved(words)
