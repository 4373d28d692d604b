"""The left column of the live room: the agenda, and who is there with the numbers for Alt+1…9."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from yishi.domain.terms import ANYBODY
from yishi.gui import forms, theme
from yishi.gui.controls import Button
from yishi.gui.ime import Candidate, NameBox
from yishi.gui.pages import room_lists, roster
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.table import Column, Table
from yishi.gui.widgets import ElidedLabel, Label
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.answers import AgendaLine, MeetingSheet
from yishi.services.seat_lines import recused_in


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

    move_up_button: Button
    move_down_button: Button
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
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._fit)
        self.agenda_list.verticalHeader().sectionResized.connect(lambda *_: self._later.start())  # lines break elsewhere
        self.add_agenda_place.hide()
        self.agenda_list.clicked.connect(lambda _index: self.topic_chosen.emit(self.agenda_list.chosen_ref()))
        self.agenda_list.opened.connect(lambda ref: self.topic_chosen.emit(ref))
        self.attendance_list.clicked.connect(lambda _index: self.speaker_chosen.emit(self.attendance_list.chosen_ref()))
        self.attendance_list.opened.connect(lambda name: self.speaker_chosen.emit(name))
        self.add_agenda_box.chosen.connect(self._add)
        self._item: AgendaLine | None = None
        for button, step in ((self.move_up_button, -1), (self.move_down_button, 1)):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _on=False, step=step: self.move_item(step))
            press_by_enter(button)
        self.sign_in_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def dress(self) -> None:
        self.agenda_list.dress()  # before its height is asked for
        self._fit()

    def show_meeting(self, sheet: MeetingSheet, item: AgendaLine | None) -> None:
        """Show the agenda with this item in hand, and who may speak."""
        self._meeting, self._item = sheet.line.id, item
        self.agenda_list.show_rows(room_lists.agenda(sheet, item))
        self.agenda_list.setColumnHidden(2, not sheet.motions and not sheet.resolutions)
        self.agenda_list.dress()  # a column less, and the lines break elsewhere
        self._fit()
        if item is not None:
            self.agenda_list.choose(item.id)
        is_open = sheet.line.state == "open"
        self.add_agenda_button.setEnabled(is_open)
        self.move_up_button.setEnabled(is_open and item is not None and item.no > 1)
        self.move_down_button.setEnabled(is_open and item is not None and item.no < len(sheet.agenda))
        self._number(sheet, item.id if item else "")
        self.here_label.setText(str(sheet.line.present))
        out = frozenset(line.name for line in recused_in(sheet, item))
        self.attendance_list.show_rows(room_lists.numbered(self.speakers, self.names, out))
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
        known = roster.keys_by_name(self.workspace)
        return [*(room_lists.candidate(name, where, "", known.get(name, ())) for name, where in self.speakers.values()), anybody]

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

    def move_item(self, step: int) -> None:
        """Alt+Shift+↑ ↓: the item in hand comes earlier or later."""
        from yishi.services import room

        button = self.move_up_button if step < 0 else self.move_down_button
        if self._item is not None and button.isEnabled():
            words = _("把“{title}”往前移") if step < 0 else _("把“{title}”往后移")
            with self.workspace.write("agenda_order", words=words.format(title=self._item.title[:12])) as session:
                room.move_agenda(session, self._item.id, step)

    def settle(self, item: AgendaLine | None, outcome: str) -> None:
        """Say what becomes of an item: next_time (下次再议), "" = what its votes and resolutions say."""
        from yishi.services import settling

        if item is not None:
            words = _("下次再议“{title}”") if outcome else _("“{title}”不用下次再议")
            with self.workspace.write("settle", words=words.format(title=item.title[:12])) as session:
                settling.settle(session, item.id, outcome)

    def _fit(self) -> None:
        high = self.agenda_list.verticalHeader().length() + 2
        self.agenda_list.setFixedHeight(min(high, theme.px(190)))
