"""Ctrl+G in the live room: where a topic comes from, why others must decide it by law, and what was agreed on it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from yishi.domain.terms import SOURCE_WORDS
from yishi.gui.ime import NameBox, commit_composition
from yishi.gui.layout import column, row
from yishi.gui.pages.entry import Choice, press_by_enter, walk
from yishi.gui.widgets import Button, Label, Tick
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.answers import AgendaLine


class TopicDetails(QFrame):
    """An inline form below the topic; Enter goes on, in the last box it stores, as Ctrl+Enter does anywhere.

    Signals:
        stored(): it is written down.
        left(): the user does not want it after all.
    """

    stored = Signal()
    left = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.agenda: AgendaLine | None = None
        self.setProperty("kind", "well")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.source_button = Button("", small=True)
        self.source = Choice(self.source_button)
        self.proposer_box = NameBox(name=_("提出人"))
        self.flag_box = NameBox(name=_("须法定会议或业主决定，依据："))
        self.flag_box.setPlaceholderText(_("没有就空着"))
        self.leave_button = Button(_("不改了"), kind="quiet", key="Esc", small=True)
        self.store_button = Button(_("存好"), kind="tonal", key=_("Ctrl+回车"), small=True)
        proposer, flag = Label(_("提出人"), "muted"), Label(_("须法定会议或业主决定，依据："), "muted", wrap=True)
        proposer.setBuddy(self.proposer_box)
        flag.setBuddy(self.flag_box)
        self.conclusion_box = NameBox(hint=_("怎么定的，或者还差什么"), name=_("结论"))
        self.next_time_tick = Tick(_("下次再议"))
        self.next_time_tick.setObjectName("next_time_tick")
        conclusion = Label(_("结论"), "muted")
        conclusion.setBuddy(self.conclusion_box)
        first = row(self.source_button, 6, proposer, (self.proposer_box, 1))
        last = row(conclusion, (self.conclusion_box, 1), self.next_time_tick)
        buttons = row(None, self.leave_button, self.store_button)
        self.setLayout(column(first, flag, self.flag_box, last, buttons, gap=4, margin=(12, 6, 12, 6)))
        walk((self.proposer_box, self.flag_box), self.store)
        self.conclusion_box.chosen.connect(self.store)
        self.leave_button.clicked.connect(self.left)
        self.store_button.clicked.connect(self.store)
        press_by_enter(self.leave_button, self.store_button)
        self.hide()

    def begin(self, agenda: AgendaLine) -> None:
        """Show what is known of a topic; the cursor waits for the reason why others must decide it."""
        self.agenda = agenda
        self.source.offer([("", _("来源")), *((value, _(word)) for value, word in SOURCE_WORDS.items())], agenda.source)
        self.proposer_box.set_name(agenda.proposer)
        self.flag_box.set_name(agenda.statutory_flag)
        self.conclusion_box.set_name(agenda.conclusion)
        self.next_time_tick.setChecked(agenda.outcome == "next_time")
        self.show()
        self.flag_box.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Be closed."""
        self.agenda = None
        self.hide()

    def store(self) -> None:
        """Write down what stands in the form; a Refusal leaves it as it was typed."""
        from yishi.services import room, settling

        commit_composition()
        if self.agenda is None:
            return
        proposer, flag = self.proposer_box.text().strip(), self.flag_box.text().strip()
        source = None if self.source.value == self.agenda.source else self.source.value  # what was taken in may be in other words
        with self.workspace.write("agenda", words=_("法定事项")) as session:
            room.describe_agenda(session, self.agenda.id, source=source, proposer=proposer, statutory_flag=flag)
            was = self.agenda.outcome
            outcome = "next_time" if self.next_time_tick.isChecked() else "" if was == "next_time" else was
            settling.settle(session, self.agenda.id, outcome, self.conclusion_box.text())
        self.stored.emit()
