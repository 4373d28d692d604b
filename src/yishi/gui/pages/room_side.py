"""The left column of the live room: the agenda, and who is there with the numbers for Alt+1…9."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from yishi.domain.terms import ANYBODY
from yishi.gui import forms, theme
from yishi.gui.controls import Button
from yishi.gui.ime import Candidate, NameBox
from yishi.gui.pages import room_lists
from yishi.gui.table import Column, Table
from yishi.gui.widgets import ElidedLabel, Label
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.answers import AgendaLine, MeetingSheet


class RoomSide(QWidget):
    """Agenda above, people below.

    Signals:
        topic_chosen(str): the id of another item of the agenda.
        speaker_chosen(str): the name of who speaks now.
        done(): nothing more to add to the agenda.
    """

    topic_chosen = Signal(str)
    speaker_chosen = Signal(str)
    done = Signal()

    agenda_list: Table
    add_agenda_place: QWidget
    add_agenda_box: NameBox
    add_agenda_button: Button
    here_label: Label
    sign_in_button: Button
    attendance_list: Table
    absent_label: ElidedLabel

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.names: list[str] = []  # who has which number, fixed while one item is discussed
        self.speakers: room_lists.Speakers = {}
        self._numbered_for = ""
        self._meeting = ""
        forms.wear(self, "room_side")
        heads = (Column("", 36), Column(""), Column("", 60, "right"))
        self.agenda_list.set_columns(heads, height=34, header=False, grows=True)
        self.attendance_list.set_columns((Column(""), Column("", 92, "right")), height=30, header=False)
        for table in (self.agenda_list, self.attendance_list):
            table.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.add_agenda_place.hide()
        self.agenda_list.clicked.connect(lambda _index: self.topic_chosen.emit(self.agenda_list.chosen_ref()))
        self.agenda_list.opened.connect(lambda ref: self.topic_chosen.emit(ref))
        self.attendance_list.clicked.connect(lambda _index: self.speaker_chosen.emit(self.attendance_list.chosen_ref()))
        self.attendance_list.opened.connect(lambda name: self.speaker_chosen.emit(name))
        self.add_agenda_box.chosen.connect(self._add)
        self.sign_in_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def dress(self) -> None:
        self._fit()

    def show_meeting(self, sheet: MeetingSheet, item: AgendaLine | None) -> None:
        """Show the agenda with this item in hand, and who may speak."""
        self._meeting = sheet.line.id
        self.agenda_list.show_rows(room_lists.agenda(sheet, item))
        self.agenda_list.setColumnHidden(2, not sheet.motions and not sheet.resolutions)
        self.agenda_list.dress()  # a column less, and the lines break elsewhere
        self._fit()
        if item is not None:
            self.agenda_list.choose(item.id)
        self.add_agenda_button.setEnabled(sheet.line.state == "open")
        self._number(sheet, item.id if item else "")
        self.here_label.setText(str(sheet.line.present))
        self.attendance_list.show_rows(room_lists.numbered(self.speakers, self.names))
        self.absent_label.setText(room_lists.missing(sheet))

    def _number(self, sheet: MeetingSheet, item: str) -> None:
        """Give out the numbers anew for another item; while it is discussed, newcomers only join at the end."""
        people = self.speakers = room_lists.speakers(sheet)
        if not sheet.speeches or self._numbered_for != item:
            self._numbered_for = item
            self.names = room_lists.order(sheet, people)
        stayed = [name for name in self.names if name in people]
        self.names = stayed + [name for name in people if name not in stayed]

    def candidates(self) -> list[Candidate]:
        """Return who may speak, for the speaker box."""
        anybody = Candidate(ANYBODY, "", ("moujumin", "mjm"))
        return [*(room_lists.candidate(name, where) for name, where in self.speakers.values()), anybody]

    def mark_speaker(self, name: str) -> None:
        """Show who speaks."""
        if not (name and self.attendance_list.choose(name)):
            self.attendance_list.clearSelection()

    def ask_topic(self) -> None:
        """A line for one more item; Enter adds it and waits for the next, an empty one is the end."""
        self.add_agenda_place.show()
        self.add_agenda_box.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave_topic(self) -> None:
        """Close that line."""
        self.add_agenda_box.clear()
        self.add_agenda_place.hide()

    def _add(self) -> None:
        from yishi.services import room

        title = self.add_agenda_box.text().strip()
        if not title:
            self.done.emit()
            return
        with self.workspace.write("agenda", words=_("加议题“{title}”").format(title=title[:12])) as session:
            room.add_agenda(session, self._meeting, title)
        self.add_agenda_box.clear()

    def _fit(self) -> None:
        high = self.agenda_list.verticalHeader().length() + 2
        self.agenda_list.setFixedHeight(min(high, theme.px(190)))
