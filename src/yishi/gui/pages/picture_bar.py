"""What is attached to the item in hand: 〔图1〕〔录音1〕 as small buttons above the entry row, hidden while there is nothing."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from yishi.gui import theme
from yishi.gui.controls import Button
from yishi.gui.layout import clear, row
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.widgets import Label
from yishi.i18n import _
from yishi.services.answers import AgendaLine, AttachmentLine, MeetingSheet


class PictureBar(QFrame):
    """One button for each attachment of the item, as many as fit; the last one leads to the rest.

    Signals:
        wanted(str): the attachment with this id is to be looked at.
    """

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[AttachmentLine, ...] = ()
        self.labels: dict[str, str] = {}
        self.buttons: dict[str, Button] = {}
        self._shown: tuple[object, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._row = row(gap=2, margin=(12, 2, 8, 2))
        self.setLayout(self._row)
        self.hide()

    def show_item(self, sheet: MeetingSheet, item: AgendaLine | None) -> None:
        """Show the attachments of this item, and those of the whole meeting with the first item."""
        from yishi.services.attachments_of_meeting import labels

        numbers = {item.no, 0} if item is not None and item.no == 1 else {item.no} if item is not None else {0}
        self.lines = tuple(line for line in sheet.attachments if line.agenda in numbers)
        self.labels = labels(sheet.attachments)
        most = 5 if theme.points >= theme.POINTS[1] else 8
        if (shown := (self.lines, most, tuple(self.labels[line.id] for line in self.lines))) == self._shown:
            return
        self._shown = shown
        clear(self._row)
        self.buttons = {}
        self._row.addWidget(Label(_("附件"), "muted"))
        for line in self.lines[: most if len(self.lines) <= most else most - 1]:
            self._add(line, f"〔{self.labels[line.id]}〕")
        if len(self.lines) > most:
            self._add(self.lines[most - 1], _("还有{n}个").format(n=len(self.lines) - most + 1))
        self._row.addStretch(1)
        self.setVisible(bool(self.lines))

    def _add(self, line: AttachmentLine, word: str) -> None:
        agreed = line.photo_consent and line.kind == "photo"
        button = Button(word, kind="quiet", small=True, glyph="check" if agreed else "")
        button.setToolTip(line.caption or line.at)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda _on=False: self.wanted.emit(line.id))
        press_by_enter(button)
        self._row.addWidget(button)
        self.buttons[line.id] = button
