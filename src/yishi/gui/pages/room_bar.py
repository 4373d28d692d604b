"""The bar above the live room, in place of the page bar: what is going on, since when, how many are there."""

from datetime import datetime, timedelta

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QWidget

from yishi.gui import forms
from yishi.gui.chips import Chip
from yishi.gui.controls import Button
from yishi.gui.pages import room_quorum
from yishi.gui.pages.entry import press_by_enter, stand_in
from yishi.gui.pages.room_warnings import RoomWarnings
from yishi.gui.widgets import ElidedLabel, Glyph, Label
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.answers import MeetingLine, MeetingSheet


class RoomBar(QWidget):
    """State, title, time gone, 应到 and 实到, and the button that ends the meeting."""

    session_bar: QFrame
    state_chip: Chip
    title_label: ElidedLabel
    since_glyph: Glyph
    since_label: Label
    expected_label: Label
    present_label: Label
    share_label: Label
    quorum_label: Label
    warnings_place: QWidget
    late_chip: Chip
    folded_button: Button
    sheets_button: Button
    on_air_button: Button
    projector_button: Button
    close_button: Button

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.line: MeetingLine | None = None
        forms.wear(self, "room_bar")
        self.warnings = RoomWarnings(workspace)
        stand_in(self.warnings_place, self.warnings)
        self.since_glyph.show_icon("clock")
        self.folded_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.folded_button.clicked.connect(self.warnings.unfold)
        press_by_enter(self.folded_button)
        self.warnings.folded.connect(self._show_folded)
        self._clock = QTimer(self)
        self._clock.setInterval(20_000)
        self._clock.timeout.connect(self._show_since)
        self._clock.start()

    def show_meeting(self, sheet: MeetingSheet, agenda: int = 0) -> None:
        """Show this meeting with this item of its agenda in hand (0: none): whether enough came, and what the rules would still ask for."""
        from yishi.services import legality

        self.line = line = sheet.line
        is_open = line.state == "open"
        ended = _("已定稿") if line.state == "final" else _("已结束")
        self.state_chip.show_state("live" if is_open else "sealed", _("会议进行中") if is_open else ended)
        self.title_label.setText(line.title)
        room_quorum.show(sheet, self.expected_label, self.present_label, self.share_label, self.quorum_label)
        self.warnings.show_warnings(line.id, legality.warnings(sheet), is_open and not self.workspace.busy, agenda)
        self._show_late(sheet)
        self.close_button.setEnabled(is_open)
        self._show_since()

    def be_narrow(self, narrow: bool) -> None:
        """Leave the time out where there is little room."""
        for part in (self.since_glyph, self.since_label):
            part.setHidden(narrow)

    def _show_folded(self, n: int) -> None:
        self.folded_button.set_word(_("提醒 {n}").format(n=n))
        self.folded_button.setToolTip("\n".join(each.words for each in self.warnings.open))
        self.folded_button.setVisible(bool(n))

    def _show_late(self, sheet: MeetingSheet) -> None:
        """补录: it was written down on a later day than it was held."""
        on = sheet.entered_on
        self.late_chip.setVisible(on is not None)
        if on is not None:
            self.late_chip.show_state("note", _("{m}月{d}日补录").format(m=on.month, d=on.day))

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
