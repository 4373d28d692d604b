"""For how many households a resolution is, which ledger and which of the 五共 it belongs to; kept as soon as it is typed or picked."""

from PySide6.QtWidgets import QWidget

from yishi.domain.terms import LEDGER_WORDS, TOGETHER_WORDS
from yishi.gui import theme
from yishi.gui.ime import commit_composition
from yishi.gui.layout import column, row
from yishi.gui.pages.evaluation_grid import whole
from yishi.gui.pages.flow_choice import FlowChoice
from yishi.gui.widgets import Field, Label
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.answers import ResolutionSheet


class FiledUnder(QWidget):
    """Enter in 受益户数 or leaving it stores the number; a click on a ledger or on one of the 五共 stores that one."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.sheet: ResolutionSheet | None = None
        self.households_box, self.together_choice = Field(name=_("受益户数")), FlowChoice(self)
        self.households_box.setObjectName("beneficiaries_box")
        self.together_choice.setObjectName("together_choice")
        self.together_choice.offer([("", _("不归")), *((key, _(word)) for key, word in TOGETHER_WORDS.items())])
        self.ledger_choice = FlowChoice(self)
        self.ledger_choice.setObjectName("ledger_kind_choice")
        self.ledger_choice.offer([("", _("跟议题走")), *((key, _(word)) for key, word in LEDGER_WORDS.items())])
        note = Label(_("评价至少要收几份，按受益户数算。"), "muted", step=-1, wrap=True)
        self.setLayout(column(
            row(Label(_("受益户数"), "muted"), self.households_box, Label(_("户"), "muted"), (note, 1), gap=6),
            row(Label(_("归账"), "muted"), (self.ledger_choice, 1), gap=6),
            row(Label(_("五共"), "muted"), (self.together_choice, 1), gap=6), gap=6))  # fmt: skip
        self.households_box.editingFinished.connect(self._store_households)
        self.together_choice.picked.connect(self._store_together)
        self.ledger_choice.picked.connect(self._store_ledger)
        self.dress()

    def dress(self) -> None:
        if hasattr(self, "households_box"):
            self.households_box.setFixedWidth(theme.px(64))

    def show_sheet(self, sheet: ResolutionSheet) -> None:
        """Show what is kept of this resolution; a number that is being typed for it stays."""
        typing = self.sheet is not None and self.sheet.line.id == sheet.line.id and self.households_box.isModified()
        self.sheet = sheet
        if not typing:
            known = sheet.line.signs.beneficiaries
            self.households_box.setText("" if known is None else str(known))
        self.ledger_choice.choose(sheet.ledger_kind if sheet.ledger_kind in self.ledger_choice.buttons else "")
        self.together_choice.choose(sheet.together if sheet.together in self.together_choice.buttons else "")

    def _store_households(self) -> None:
        from yishi.services import resolution_facts

        if self.sheet is None or not self.households_box.isModified():
            return
        commit_composition()
        self.households_box.setModified(False)  # a refused number is said once
        typed = whole(self.households_box.text(), self.households_box.accessibleName()) or 0
        if typed == (self.sheet.line.signs.beneficiaries or 0):
            return
        with self.workspace.write("describe", words=_("记受益户数")) as session:
            resolution_facts.describe(session, self.sheet.line.id, beneficiaries=typed)

    def _store_ledger(self, value: str) -> None:
        from yishi.services import resolution_facts

        if self.sheet is None or value == self.sheet.ledger_kind:
            return
        with self.workspace.write("describe", words=_("归账")) as session:
            resolution_facts.describe(session, self.sheet.line.id, ledger_kind=value)

    def _store_together(self, value: str) -> None:
        from yishi.services import resolution_facts

        if self.sheet is None or value == self.sheet.together:
            return
        with self.workspace.write("describe", words=_("记五共")) as session:
            resolution_facts.describe(session, self.sheet.line.id, together=value)
