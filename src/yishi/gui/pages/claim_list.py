"""接单: who offered to take a matter on, a line for another one, and the button that charges them with it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from yishi.domain.terms import ROLE_WORDS
from yishi.gui import theme
from yishi.gui.ime import NameBox, commit_composition
from yishi.gui.layout import clear, column, row
from yishi.gui.pages import roster
from yishi.gui.pages.entry import Choice, press_by_enter
from yishi.gui.widgets import Button, Field, Label
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.answers import ResolutionSheet

_ROLES = ("cpc_member", "volunteer", "social_worker", "social_org", "resident_org")  # as services/claims.ROLES


class ClaimList(QWidget):
    """Offers of one resolution.

    Signals:
        agreed(name): charge this one with it: the assignment is begun in the entry row.
    """

    agreed = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.sheet: ResolutionSheet | None = None
        self.count = 0
        self.told_label = Label(_("群众点单、社区派单、党员接单：愿意接的记在这里，同意了再交办。"), "muted", wrap=True)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        self.who_box = NameBox(hint=_("谁来接"), name=_("接单的人或队伍"))
        self.role_button = Button("")
        self.note_box = Field(hint=_("说明，可以不写"), name=_("接单说明"))
        self.claim_button = Button(_("接单"), small=True)
        for name, widget in (("claim_who_box", self.who_box), ("claim_note_box", self.note_box), ("claim_button", self.claim_button)):
            widget.setObjectName(name)
        self._add = QWidget()
        self._add.setLayout(column(row((self.who_box, 1), self.role_button, gap=6),
                                   row((self.note_box, 1), self.claim_button, gap=6), gap=6))  # fmt: skip
        self.setLayout(column(self.told_label, self._rows, self._add, gap=6, margin=(8, 4, 4, 0)))
        self.role_choice = Choice(self.role_button, [(role, _(ROLE_WORDS[role])) for role in _ROLES])
        self._known = False
        self.who_box.query.connect(lambda _query: self._know_people())
        self.who_box.chosen.connect(lambda: self.note_box.setFocus())
        self.note_box.returnPressed.connect(self.claim)
        self.claim_button.clicked.connect(self.claim)
        press_by_enter(self.claim_button, self.role_button)
        self.dress()

    def dress(self) -> None:
        self.who_box.setMinimumWidth(theme.px(110))

    def show_sheet(self, sheet: ResolutionSheet) -> None:
        """Show who offered."""
        from yishi.services import claims

        if self.sheet is None or self.sheet.line.id != sheet.line.id:
            self.who_box.set_name("")
            self.note_box.clear()
        self.sheet = sheet
        with self.workspace.read() as session:
            offered = claims.of_resolution(session, sheet.line.id)
        self.count = len(offered)
        clear(self._rows)
        waiting = sheet.line.state == "ADOPTED"
        for each in offered:
            role = _(ROLE_WORDS[each.role]) if each.role in ROLE_WORDS else each.role
            words = "　".join(part for part in (f"{each.on.month}-{each.on.day}", each.who, role, each.note) if part)
            agree, back = Button(_("交办给他"), small=True), Button(_("取消"), kind="quiet", small=True)
            agree.clicked.connect(lambda _on=False, who=each.who: self.agreed.emit(who))
            back.clicked.connect(lambda _on=False, id_=each.id: self.withdraw(id_))
            for button in (agree, back):
                button.setEnabled(waiting)
            press_by_enter(agree, back)
            self._rows.addLayout(row((Label(words, wrap=True), 1), agree, back, gap=4))
        self._add.setVisible(waiting)
        self._known = False

    def _know_people(self) -> None:
        """Read the roster when the first letter is typed: most matters are looked at without anybody offering."""
        if not self._known:
            self._known = True
            self.who_box.set_people([roster.candidate(person) for person in roster.people(self.workspace)])

    def claim(self) -> None:
        """Enter: note the offer."""
        from yishi.services import claims

        if self.sheet is None:
            return
        commit_composition()
        today, who = self.workspace.today, self.who_box.text().strip()
        with self.workspace.write("claim", words=_("{who}接单").format(who=who)) as session:
            claims.claim(session, self.sheet.line.id, who, self.role_choice.value, today, self.note_box.text(), today)
        self.who_box.set_name("")
        self.note_box.clear()

    def withdraw(self, claim_id: str) -> None:
        """Take an offer back."""
        from yishi.services import claims

        with self.workspace.write("unclaim") as session:
            claims.withdraw(session, claim_id)
