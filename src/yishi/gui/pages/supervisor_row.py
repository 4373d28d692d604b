"""换督查人: who supervises instead, and why; Enter in the last box stores."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from yishi.gui.controls import Button
from yishi.gui.ime import NameBox, commit_composition
from yishi.gui.layout import column, row
from yishi.gui.pages import roster
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.widgets import Field, Label
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.answers import ResolutionSheet

_STARTED = ("extend", "inspect_fail", "inspect_pass")
_OVER = ("CLOSED", "ARCHIVED", "TERMINATED", "DRAFT")


def may_change(sheet: ResolutionSheet) -> bool:
    """Return whether nobody supervised yet and something is left to supervise."""
    return sheet.line.state not in _OVER and not any(e.event in _STARTED and not e.ignored for e in sheet.events)


class SupervisorRow(QWidget):
    """Two boxes and a button; who may not supervise stands last in the list, with the reason.

    Signals:
        changed(): somebody else supervises now.
    """

    changed = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.sheet: ResolutionSheet | None = None
        self.name_box, self.reason_box = NameBox(hint=_("换成谁"), name=_("新督查人")), Field(hint=_("为什么换"), name=_("换人的原因"))
        self.name_box.setObjectName("new_supervisor_box")
        self.reason_box.setObjectName("supervisor_reason_box")
        self.store_button = Button(_("换人"), small=True)
        self.store_button.setObjectName("change_supervisor_button")
        self.note_label = Label("", "muted", step=-1, wrap=True)
        self.setLayout(column(row((self.name_box, 2), (self.reason_box, 3), self.store_button, gap=6), self.note_label, gap=6))
        self.name_box.picked.connect(lambda _name: self.reason_box.setFocus(Qt.FocusReason.TabFocusReason))
        self.reason_box.returnPressed.connect(self.store)
        self.store_button.clicked.connect(self.store)
        press_by_enter(self.store_button)

    def show_sheet(self, sheet: ResolutionSheet) -> None:
        """Offer who may supervise this one; what is half typed for it stays."""
        if self.sheet is None or self.sheet.line.id != sheet.line.id:
            self.name_box.clear()
            self.reason_box.clear()
        self.sheet = sheet
        who = _("现在的督查人是{name}。").format(name=sheet.line.supervisor or _("（还没有定）"))
        self.note_label.setText(who + _("责任人和责任人的近亲属不能当；督查过、批过延期以后不能再换。"))

    def know_people(self) -> None:
        """Look up who may supervise, once somebody wants to know."""
        from yishi.services import hands

        if self.sheet is None:
            return
        with self.workspace.read() as session:
            found = hands.supervisor_candidates(session, self.sheet.line.owner, self.workspace.today)
        known = roster.keys_by_name(self.workspace)
        hints = {c: c.barred or "　".join(part for part in (c.why, c.unit) if part) for c in found}
        self.name_box.set_people([(c.name, hint, known.get(c.name, ())) for c, hint in hints.items()])

    def store(self) -> None:
        """Put the new one in; what is refused stays typed."""
        from yishi.services import watching

        commit_composition()
        if self.sheet is None:
            return
        name, reason = self.name_box.text().strip(), self.reason_box.text().strip()
        with self.workspace.write("supervisor", reason or None, words=_("换督查人")) as session:
            watching.change(session, self.sheet.line.id, name, reason, self.workspace.today)
        self.name_box.clear()
        self.reason_box.clear()
        self.changed.emit()
