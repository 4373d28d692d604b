"""The folder 扫描 of this PC: what a scanner or a phone puts there is offered to be taken in, and put aside once it is."""

import os
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from yishi import paths
from yishi.gui.controls import Button
from yishi.gui.layout import row
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.widgets import ElidedLabel
from yishi.i18n import _

FOLDER, TAKEN = "扫描", "已收"


def folder() -> Path:
    """Return the folder, there or not."""
    return paths.home() / FOLDER


class ScanInbox(QWidget):
    """Says how many files wait in the folder, and takes them in.

    Signals:
        wanted(list): these files are to be taken in.
    """

    wanted = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.files: list[Path] = []
        self.words = ElidedLabel("", "muted")
        self.take_button = Button("", kind="tonal", small=True, glyph="save_in")
        self.take_button.setObjectName("take_inbox_button")
        self.open_button = Button(_("打开这个文件夹"), kind="quiet", small=True, glyph="folder")
        self.open_button.setObjectName("open_inbox_button")
        self.setLayout(row((self.words, 1), self.take_button, self.open_button, margin=(6, 0, 0, 0)))
        self._watch = QFileSystemWatcher(self)
        self._watch.directoryChanged.connect(self.look)
        self.take_button.clicked.connect(lambda: self.wanted.emit(list(self.files)))
        self.open_button.clicked.connect(self._open)
        press_by_enter(self.take_button, self.open_button)

    def look(self) -> None:
        """See what lies in the folder now."""
        from yishi.services import scan_reading

        place = folder()
        self.files = []
        with suppress(OSError):
            self.files = sorted(file for file in place.iterdir() if file.is_file() and scan_reading.is_wanted(file.name))
        if place.is_dir() and not self._watch.directories():
            self._watch.addPath(str(place))
        n = len(self.files)
        self.take_button.setVisible(bool(n))
        self.take_button.set_word(_("收进来（{n}个）").format(n=n))
        self.words.setText(_("“扫描”文件夹里有{n}个文件").format(n=n) if n else _("扫描仪也可以直接存到“扫描”文件夹，这里会提示"))

    def put_aside(self, file: Path) -> None:
        """Move a file of the folder that was taken in to 已收; one from elsewhere is left where it is."""
        if file.parent != folder():
            return
        kept = file.parent / TAKEN
        with suppress(OSError):  # it is taken in all the same, and would be known the next time
            kept.mkdir(exist_ok=True)
            target, n = kept / file.name, 1
            while target.exists():
                n += 1
                target = kept / f"{file.stem}-{n}{file.suffix}"
            os.replace(file, target)

    def _open(self) -> None:
        with suppress(OSError):
            folder().mkdir(parents=True, exist_ok=True)
        self.look()
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder())))
