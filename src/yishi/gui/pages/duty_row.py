"""重新确定责任单位: who does it, for whom and who watches over it, when a rejected matter is assigned anew or was claimed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from yishi.gui.ime import Candidate as Offered
from yishi.gui.ime import NameBox
from yishi.gui.layout import column, row
from yishi.gui.pages import roster
from yishi.gui.pages.entry import walk
from yishi.gui.widgets import Label
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.answers import ResolutionLine, ResolutionSheet
from yishi.services.loop_signs import Candidate


def may_change(sheet: ResolutionSheet) -> bool:
    """Return whether the last assignment was rejected (派单异议) and none was made since."""
    told = [event.event for event in sheet.events if event.event in ("assign", "reject_assign") and not event.ignored]
    return bool(told) and told[-1] == "reject_assign"


class DutyRow(QWidget):
    """Three boxes filled with what holds; only what is changed is handed on.

    Signals:
        passed_on(): Enter in the last box.
    """

    passed_on = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self._line: ResolutionLine | None = None
        self.unit_box, self.owner_box = NameBox(name=_("责任单位")), NameBox(name=_("责任人"))
        self.supervisor_box = NameBox(name=_("督查人"))
        self.caution_label = Label("", "yellow", wrap=True)
        for name, box in (("duty_unit_box", self.unit_box), ("duty_owner_box", self.owner_box),
                          ("duty_supervisor_box", self.supervisor_box)):  # fmt: skip
            box.setObjectName(name)
        heads = [Label(word, "muted") for word in (_("责任单位"), _("责任人"), _("督查人"))]
        people = row(heads[1], (self.owner_box, 1), heads[2], (self.supervisor_box, 1), gap=6)
        self.setLayout(column(row(heads[0], (self.unit_box, 1), gap=6), people, self.caution_label, gap=6))
        walk((self.unit_box, self.owner_box, self.supervisor_box), self.passed_on.emit)
        self.owner_box.picked.connect(self._owner_picked)
        self.owner_box.editingFinished.connect(self._tell)
        self.supervisor_box.editingFinished.connect(self._tell)

    def offer(self, sheet: ResolutionSheet) -> None:
        """Fill in who it is now, and offer whom one would charge first."""
        from yishi.services import hands

        self._line = line = sheet.line
        for box, value in ((self.unit_box, line.owner_unit), (self.owner_box, line.owner), (self.supervisor_box, line.supervisor)):
            box.fill(value)
        with self.workspace.read() as session:
            owners = hands.owner_candidates(session, self.workspace.today)
        known = roster.keys_by_name(self.workspace)
        offered = [Offered(c.name, self._hint(c), (*known.get(c.name, ()), c.role), c.unit) for c in owners]
        self.owner_box.set_people([*offered, *roster.as_posts(self.workspace, roster.people(self.workspace))])
        units = dict.fromkeys(c.unit for c in owners if c.unit)
        self.unit_box.set_people([(unit, "", ()) for unit in units])
        self._tell()

    def put_owner(self, name: str) -> None:
        """Charge this one, who offered."""
        self.owner_box.put(name)
        self._tell()

    @staticmethod
    def _hint(c: Candidate) -> str:
        return c.barred or c.caution or "　".join(part for part in (c.why, c.unit) if part) or c.role

    def _owner_picked(self, _name: str) -> None:
        unit = str(self.owner_box.ref or "")
        if unit and self.unit_box.property("kind") == "auto":
            self.unit_box.fill(unit)
        self._tell()

    def _tell(self) -> None:
        """Offer who may watch over this owner, and say what speaks against the choice; it stops nothing."""
        from yishi.services import hands

        owner = self.owner_box.text().strip()
        with self.workspace.read() as session:
            found = hands.supervisor_candidates(session, owner, self.workspace.today)
            caution = hands.owner_caution(session, owner)
        known = roster.keys_by_name(self.workspace)
        self.supervisor_box.set_people([(c.name, self._hint(c), known.get(c.name, ())) for c in found])
        barred = next((c.barred for c in found if c.barred and c.name == self.supervisor_box.text().strip()), "")
        said = "　".join(part for part in (caution, _("督查人{why}。").format(why=barred) if barred else "") if part)
        self.caution_label.setText(said)
        self.caution_label.setVisible(bool(said))

    def typed(self) -> dict[str, str]:
        """Return what is to change."""
        if self._line is None:
            return {}
        line = self._line
        told = {"owner_unit": (self.unit_box, line.owner_unit), "owner": (self.owner_box, line.owner),
                "supervisor": (self.supervisor_box, line.supervisor)}  # fmt: skip
        return {key: box.text().strip() for key, (box, before) in told.items() if box.text().strip() not in ("", before)}

    def first(self) -> QWidget:
        """Return where to begin."""
        return self.unit_box

    def focus_first(self) -> None:
        """Begin with the unit."""
        self.unit_box.setFocus(Qt.FocusReason.OtherFocusReason)
