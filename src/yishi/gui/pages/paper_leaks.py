"""稿件检查 in 打印中心: the passages of the shown paper that might give somebody away, in the place of the list of papers.

The preview beside it shows at once what a decision does.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from yishi.documents.manner import Manner
from yishi.gui.controls import Button
from yishi.gui.layout import column, row
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.pages.leak_panel import LeakPanel
from yishi.gui.paper_making import Piece
from yishi.gui.widgets import Card
from yishi.gui.workspace import Workspace
from yishi.i18n import _


class PaperLeaks(Card):
    """`button` stands with the settings of the paper and says how many passages there are; it opens and shuts this.

    Signals:
        turned(bool): it was opened, or shut.
    """

    turned = Signal(bool)

    def __init__(self, workspace: Workspace, button: Button, parent: QWidget | None = None) -> None:
        self.panel = LeakPanel(workspace)
        self.back_button = Button(_("回到打印件"), key="Esc", glyph="back", small=True)
        self.back_button.setObjectName("leaks_back_button")
        super().__init__(column((self.panel, 1), row(None, self.back_button), gap=6, margin=10), parent=parent)
        self.button = button
        self.button.hide()
        self.button.clicked.connect(self.toggle)
        self.back_button.clicked.connect(lambda: self.open(False))
        self.panel.decided.connect(self._say)
        press_by_enter(self.back_button, self.button)
        self.hide()

    def follow(self, piece: Piece | None, manner: Manner) -> None:
        """Look at the paper that is shown now; where it is not one that hangs for all to read, there is nothing to look at."""
        from yishi.documents.catalogue import documents

        asked = piece is not None and documents()[piece.name].cleaned(manner)
        if asked and piece is not None:
            self.panel.show_for(piece.name, piece.about[0])
            self._say()
        elif not self.isHidden():
            self.open(False)
        self.button.setVisible(asked)

    def open(self, on: bool) -> None:
        """Take the place of the list of papers, or give it back."""
        self.setVisible(on)
        self.turned.emit(on)
        if on:
            self.panel.focus_first()
        elif self.button.isVisible():
            self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def toggle(self) -> None:
        """Open it, or shut it; a paper with nothing to look at stays as it is."""
        if self.button.isVisible():
            self.open(self.isHidden())

    def _say(self) -> None:
        waiting, found = self.panel.undecided, len(self.panel.rows)
        words = _("稿件检查：{n}处，{m}处没看") if waiting else _("稿件检查：{n}处，都看过")
        self.button.set_word(words.format(n=found, m=waiting) if found else _("稿件检查：没有发现"), "F7")
        self.button.set_kind("tonal" if waiting else "")
