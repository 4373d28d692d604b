"""The bar above the live room, in place of the page bar: what is going on, since when, how many are there."""

from datetime import datetime, timedelta

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QWidget

from yishi.gui import forms
from yishi.gui.chips import Chip
from yishi.gui.controls import Button
from yishi.gui.widgets import ElidedLabel, Glyph, Label
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.answers import MeetingLine


class RoomBar(QWidget):
    """State, title, time gone, 应到 and 实到, and the button that ends the meeting."""

    session_bar: QFrame
    state_chip: Chip
    title_label: ElidedLabel
    since_glyph: Glyph
    since_label: Label
    expected_label: Label
    present_label: Label
    close_button: Button

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.line: MeetingLine | None = None
        forms.wear(self, "room_bar")
        self.since_glyph.show_icon("clock")
        self._clock = QTimer(self)
        self._clock.setInterval(20_000)
        self._clock.timeout.connect(self._show_since)
        self._clock.start()

    def show_meeting(self, line: MeetingLine) -> None:
        """Show this meeting."""
        self.line = line
        is_open = line.state == "open"
        self.state_chip.show_state("live" if is_open else "sealed", _("会议进行中") if is_open else _("已结束"))
        self.title_label.setText(line.title)
        self.expected_label.setText(str(line.expected))
        self.present_label.setText(str(line.present))
        self.close_button.setEnabled(is_open)
        self._show_since()

    def be_narrow(self, narrow: bool) -> None:
        """Leave the time out where there is little room."""
        for part in (self.since_glyph, self.since_label):
            part.setHidden(narrow)

    def _show_since(self) -> None:
        if self.line is None:
            return
        begun = datetime.fromisoformat(self.line.start)
        gone = self.workspace.now() - begun
        if self.line.state == "open" and timedelta() <= gone < timedelta(days=1):
            minutes = int(gone.total_seconds()) // 60
            self.since_label.setText(_("已开 {h:02}:{m:02}").format(h=minutes // 60, m=minutes % 60))
        else:
            self.since_label.setText(f"{begun.month}-{begun.day} {begun:%H:%M}")
