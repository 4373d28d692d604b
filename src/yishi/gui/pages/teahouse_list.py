"""What was written down over tea: sorted into topics afterwards, in bulk, and made into resolutions one by one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from yishi.domain.terms import HANDLING_WORDS
from yishi.gui import forms, theme
from yishi.gui.controls import Button
from yishi.gui.ime import NameBox, TextBox, commit_composition
from yishi.gui.pages.entry import fill_empty, press_by_enter, walk
from yishi.gui.pages.roster import candidate, people, spaced
from yishi.gui.pages.working_days import calendar
from yishi.gui.table import Cell, Column, Row, Table
from yishi.gui.widgets import Empty, Label
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.answers import MeetingSheet, SpeechLine


class TeahouseList(QWidget):
    """The entries, newest first, with a tick each.

    Signals:
        wanted(str): the entry with this id is to be changed.
        done(): the cursor may go back to the boxes.
    """

    wanted = Signal(str)
    done = Signal()

    list_count: Label
    sort_label: Label
    topic_box: NameBox
    sort_button: Button
    settle_frame: QFrame
    settle_box: TextBox
    settle_leave_button: Button
    owner_box: NameBox
    due_box: NameBox
    supervisor_box: NameBox
    settle_button: Button
    entries_table: Table
    no_entries: Empty

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.sheet: MeetingSheet | None = None
        self.ticked: set[str] = set()
        self._settling = ""
        forms.wear(self, "teahouse_list")
        self.entries_table.set_columns(
            (Column("", 36, sorts=False), Column(_("谁说的"), 84), Column(_("说了什么")), Column(_("怎么定的")), Column(_("去向"), 84),
             Column(_("议题"), 150), Column(_("决议"), 104, "right", sorts=False)), height=36, grows=True)  # fmt: skip
        fill_empty(self.no_entries, _("还没有记。谁说的可以空着，先把话记下来，会后再归到议题里。"))
        self.entries_table.ticked.connect(self._tick)
        self.entries_table.opened.connect(lambda ref: self.wanted.emit(str(ref)))
        self.entries_table.pressed.connect(lambda ref: self.begin_settling(str(ref)))
        self.sort_button.clicked.connect(self.sort)
        self.topic_box.picked.connect(lambda _name: self.sort())
        walk((self.owner_box, self.due_box, self.supervisor_box), self.settle)
        self.settle_box.submitted.connect(lambda _text: self.owner_box.setFocus(Qt.FocusReason.OtherFocusReason))
        self.settle_button.clicked.connect(self.settle)
        self.settle_leave_button.clicked.connect(self.leave)
        press_by_enter(self.sort_button, self.settle_button, self.settle_leave_button)
        self.settle_frame.hide()
        self.dress()

    def dress(self) -> None:
        self.topic_box.setFixedWidth(theme.px(220))

    # ---- showing

    def show_meeting(self, sheet: MeetingSheet | None) -> None:
        """Show what was written down at this meeting; None: nothing yet."""
        other = self.sheet is None or sheet is None or self.sheet.line.id != sheet.line.id
        self.sheet = sheet
        if other:
            self.ticked.clear()
            self.leave()
        said = sheet.speeches if sheet is not None else ()
        self.ticked &= {speech.id for speech in said}
        self.entries_table.show_rows([Row(speech.id, self._cells(speech)) for speech in reversed(said)])
        self.entries_table.setVisible(bool(said))
        self.no_entries.setVisible(not said)
        self.list_count.setText(_("{n}条").format(n=len(said)) if said else "")
        items = [item for item in sheet.agenda if item.topic_id] if sheet is not None else []
        self.topic_box.set_people([(item.title, _("第{no}项").format(no=item.no), (), item.id) for item in items])
        self._show_ticked()

    def _cells(self, speech: SpeechLine) -> tuple[Cell, ...]:
        sheet = self.sheet
        assert sheet is not None
        title = next((item.title for item in sheet.agenda if item.no == speech.agenda and item.topic_id), "")
        made = next((r.line.number for r in sheet.resolutions if r.agenda == speech.agenda and r.line.text == speech.reply), "")
        short = "决议" + made.rpartition("〕")[2] if made else ""
        last = Cell(short, kind="green") if made else Cell(button=_("定成决议")) if speech.reply and self.is_open else Cell()
        return (
            Cell(box=speech.id in self.ticked),
            Cell(spaced(speech.speaker), bold=True, wrap=True, sort=speech.speaker),
            Cell(speech.text, wrap=True),
            Cell(speech.reply, wrap=True),
            Cell(_(HANDLING_WORDS.get(speech.handling, "")) if speech.handling else "", kind="muted"),
            Cell(title or _("还没归类"), kind="" if title else "muted", wrap=True),
            last,
        )

    @property
    def is_open(self) -> bool:
        """Whether something can be written."""
        return self.sheet is not None and self.sheet.line.state == "open" and not self.workspace.busy

    def _tick(self, ref: object, on: bool) -> None:
        (self.ticked.add if on else self.ticked.discard)(str(ref))
        self.show_meeting(self.sheet)

    def _show_ticked(self) -> None:
        n = len(self.ticked)
        unsorted = self.sheet is not None and bool(self.sheet.speeches)
        self.sort_label.setText(_("勾了{n}条，归到").format(n=n) if n else _("打勾选几条，归到议题") if unsorted else "")
        for part in (self.topic_box, self.sort_button):
            part.setVisible(bool(n))
            part.setEnabled(self.is_open)

    # ---- sorting

    def sort(self) -> None:
        """Move the ticked entries to the item in the box, or to a new one; one action."""
        from yishi.services import teahouse

        commit_composition()
        title = self.topic_box.text().strip()
        if not self.ticked or not self.is_open or self.sheet is None:
            return
        if not title:
            self.topic_box.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        chosen = [speech.id for speech in self.sheet.speeches if speech.id in self.ticked]
        words = _("把{n}条归到“{title}”").format(n=len(chosen), title=title[:12])
        with self.workspace.write("teahouse_sort", words=words) as session:
            teahouse.sort(session, chosen, self.topic_box.ref or "", title)
        self.ticked.clear()
        self.topic_box.set_name("")
        self.show_meeting(self.sheet)
        self.done.emit()

    # ---- settling

    def begin_settling(self, speech_id: str) -> None:
        """Open the row that makes a resolution of an entry."""
        speech = next((each for each in self.sheet.speeches if each.id == speech_id), None) if self.sheet else None
        if speech is None or not self.is_open:
            return
        self._settling = speech.id
        roster = [candidate(person) for person in people(self.workspace)]
        for box in (self.owner_box, self.supervisor_box):
            box.set_people(roster)
            box.set_name("")
        self.due_box.set_name("")
        self.settle_box.setPlainText(speech.reply)
        self.settle_frame.show()
        self.owner_box.setFocus(Qt.FocusReason.OtherFocusReason)

    def settle(self) -> None:
        """Store the resolution; what is missing gets the cursor."""
        from yishi.domain.dates import COMING, read_day
        from yishi.services import teahouse

        commit_composition()
        if not self._settling or not self.is_open:
            return
        for box in (self.owner_box, self.due_box, self.supervisor_box):
            if not box.text().strip():
                box.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        due = read_day(self.due_box.text(), self.workspace.today, COMING, calendar(self.workspace))
        text = self.settle_box.toPlainText()
        with self.workspace.write("resolution", words=_("存为决议“{text}”").format(text=text[:12])) as session:
            teahouse.settle(session, self._settling, self.owner_box.text(), self.supervisor_box.text(), due=due, text=text)
        self.leave()
        self.done.emit()

    def leave(self) -> None:
        """Close that row."""
        self._settling = ""
        self.settle_frame.hide()
        self.settle_box.done()
