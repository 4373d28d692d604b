"""A button that holds one picture for what is being written down: a paper on the wall, a voucher."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from yishi.gui.pages.entry import press_by_enter
from yishi.gui.widgets import Button
from yishi.gui.workspace import Workspace
from yishi.i18n import _

if TYPE_CHECKING:
    from yishi.store.attachments import Picture


class PhotoButton(Button):
    """Says whether a picture is attached; pressed again, another one takes its place."""

    def __init__(self, workspace: Workspace, word: str, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(word, parent, kind="quiet", key=key, glyph="photo", small=True)
        self.workspace, self.word = workspace, word
        self.picture: Picture | None = None
        self.clicked.connect(self.choose)
        press_by_enter(self)

    def choose(self) -> None:
        """Ask for a picture of this PC; by its key too, but only where the button is shown."""
        if not self.isVisible():
            return
        kinds = _("照片 (*.jpg *.jpeg *.png *.JPG *.JPEG *.PNG)")
        file, _filter = QFileDialog.getOpenFileName(self, _("选一张照片"), "", kinds)
        if file:
            self.take(Path(file))

    def take(self, file: Path) -> None:
        """Attach this file; Refusal YS-P07 for one that is no photo, what was attached stays then."""
        self.picture = self.workspace.drawn([file])[0]
        self.set_word(_("照片 1"))
        self.setToolTip(file.name)

    def forget(self) -> None:
        """Hold nothing."""
        self.picture = None
        self.set_word(self.word)
        self.setToolTip("")

    def keep(self) -> str:
        """Put the picture beside the book, inside the `write` that names it; return its hash, "" for none."""
        return self.workspace.keep([self.picture])[0] if self.picture is not None else ""
