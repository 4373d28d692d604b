"""The inline form of 落实 that notes the statutory decision on a resolution; Ctrl+Enter stores, Esc leaves it."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from yishi.gui.ime import commit_composition
from yishi.gui.layout import column, row
from yishi.gui.pages.confirmation_fields import MeetingFields, OwnersFields
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.widgets import Button, Label
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.answers import ResolutionLine


class ConfirmationForm(QFrame):
    """Stands in the place of the entry row while it is open.

    Signals:
        stored(): the user asks to store what is typed.
        left(): the user does not want it after all.
        moved(widget): the focus was put on this field.
    """

    stored = Signal()
    left = Signal()
    moved = Signal(QWidget)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "well")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.way = ""
        self.line: ResolutionLine | None = None
        self.title_label = Label("", bold=True)
        self.meeting, self.owners = MeetingFields(), OwnersFields()
        self.leave_button = Button(_("不登记了"), kind="quiet", key="Esc", small=True)
        self.store_button = Button(_("登记"), kind="tonal", key=_("Ctrl+回车"))
        self.store_button.setObjectName("store_confirmation_button")
        self.setLayout(column(row(self.title_label, None, self.leave_button), self.meeting, self.owners,
                              row(None, self.store_button), gap=4, margin=(12, 6, 12, 8)))  # fmt: skip
        self.leave_button.clicked.connect(self.left)
        self.store_button.clicked.connect(self.stored)
        press_by_enter(self.leave_button, self.store_button)
        for fields in (self.meeting, self.owners):
            fields.passed_on.connect(lambda: self._to(self.store_button))
        self.hide()

    @property
    def is_open(self) -> bool:
        """Whether something is being noted."""
        return bool(self.way)

    def begin(self, way: str, line: ResolutionLine, kind: str, forms: Sequence[tuple[str, str]], today: date) -> None:
        """Ask for what a statutory meeting ("meeting") or the owners ("owners") decided; half typed text stays.

        `kind` is that of the community, `forms` its statutory ones (`form_facts.statutory`).
        """
        if (self.way, self.line and self.line.id) != (way, line.id):
            self.way, self.line = way, line
            if way == "meeting":
                self.meeting.offer(kind, forms, today)
            else:
                self.owners.offer(today)
        self.title_label.setText(_("法定会议决定") if way == "meeting" else _("业主表决"))
        self.meeting.setVisible(way == "meeting")
        self.owners.setVisible(way == "owners")
        self.show()
        self._to(self.meeting.first() if way == "meeting" else self.owners.first())

    def _to(self, widget: QWidget) -> None:
        commit_composition()
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        self.moved.emit(widget)

    def leave(self) -> None:
        """Be closed and empty."""
        self.way, self.line = "", None
        self.hide()

    def store(self, workspace: Workspace) -> str:
        """Write it down and return what to tell; a Refusal leaves everything as it was typed."""
        from yishi.services import confirmation

        commit_composition()
        assert self.line is not None
        if self.way == "meeting":
            typed, verb, words = self.meeting.typed(), "statutory_followup", _("登记法定会议决定")
        else:
            typed, verb, words = self.owners.typed() | {"matter": self.line.text}, "owners_vote", _("登记业主表决")
        with workspace.write(verb, words=words) as session:
            note = confirmation.by_meeting if verb == "statutory_followup" else confirmation.by_owners
            confirmed = note(session, self.line.id, **typed)
        return _("已登记，协商意见已确认。") if confirmed else _("已登记；没有通过，仍是协商意见。")
