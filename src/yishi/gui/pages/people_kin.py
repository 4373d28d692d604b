"""The close relatives of a person (近亲属): nobody is to watch over what their own family does."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from yishi.gui.controls import Button
from yishi.gui.ime import NameBox, commit_composition
from yishi.gui.layout import column, row
from yishi.gui.pages import roster
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.table import Cell, Column, Row, Table
from yishi.gui.widgets import Label
from yishi.gui.workspace import Workspace
from yishi.i18n import _

if TYPE_CHECKING:
    from yishi.services.kinship import RelativeLine

_SEEN = 3  # relatives that are seen without scrolling


class PersonKin(QWidget):
    """Who is related, with a line to note another one; Del takes out a line that was a mistake."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.person_id = ""
        self.lines: tuple[RelativeLine, ...] = ()
        self.kin_table = Table()
        self.kin_table.setAccessibleName(_("近亲属"))
        self.kin_table.set_columns((Column(""), Column("", 84)), height=30, header=False)
        self.name_box = NameBox(hint=_("名册里的谁"), name=_("近亲属是谁"))
        self.name_box.strict = True
        self.relation_box = NameBox(hint=_("什么关系"), name=_("什么关系"))
        self.note_button = Button(_("记下"), small=True)
        self.told = Label(_("配偶、父母、子女、兄弟姐妹这些。谁办的事，不派他的近亲属督查。"), "muted", step=-1, wrap=True)
        for name, widget in {"kin_table": self.kin_table, "kin_name_box": self.name_box, "kin_relation_box": self.relation_box,
                             "note_kin_button": self.note_button}.items():  # fmt: skip
            widget.setObjectName(name)
        self.head_button = Button("", kind="quiet", small=True)
        self.head_button.setObjectName("kin_button")
        self.body = QWidget()
        self.body.setLayout(column(self.kin_table, self.told,
                                   row((self.name_box, 3), (self.relation_box, 2), self.note_button, gap=8), gap=6))  # fmt: skip
        self.body.hide()
        self.setLayout(column(row(self.head_button, None), self.body, gap=6))
        self.head_button.clicked.connect(self.unfold)
        self.relation_box.set_people([(word, "", ()) for word in (_("配偶"), _("父母"), _("子女"), _("兄弟姐妹"))])
        self.name_box.chosen.connect(lambda: self.relation_box.setFocus(Qt.FocusReason.OtherFocusReason))
        self.relation_box.chosen.connect(self.note)
        self.note_button.clicked.connect(self.note)
        press_by_enter(self.note_button, self.head_button)
        QShortcut(QKeySequence("Del"), self.kin_table, context=Qt.ShortcutContext.WidgetShortcut).activated.connect(self.strike)

    def unfold(self) -> None:
        """Show the relatives and the line for another one, or fold them away again: the page is short of height."""
        self.body.setVisible(self.body.isHidden())
        if self.body.isVisible():
            self.name_box.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_person(self, person_id: str) -> None:
        """Show the relatives of a person."""
        from yishi.services import kinship

        if person_id != self.person_id:
            self._empty()
        self.person_id = person_id
        with self.workspace.read() as session:
            self.lines = kinship.of_person(session, person_id)
        others = [person for person in roster.people(self.workspace) if person.id != person_id]
        self.name_box.set_people([roster.candidate(person) for person in others])
        self.kin_table.show_rows([Row(line.id, (Cell(line.name), Cell(line.relation, kind="muted"))) for line in self.lines])
        self.head_button.set_word(_("近亲属 {n}").format(n=len(self.lines)) if self.lines else _("近亲属…"))
        self.kin_table.setVisible(bool(self.lines))
        self.told.setVisible(not self.lines)
        self.kin_table.setFixedHeight(self.kin_table.rowHeight(0) * min(len(self.lines), _SEEN) + 4 if self.lines else 0)

    def note(self) -> None:
        """Write down that the chosen person is a close relative."""
        from yishi.services import kinship

        commit_composition()
        other = self.name_box.ref
        if not isinstance(other, str) or not other:
            self.name_box.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        name = self.name_box.text().strip()
        with self.workspace.write("person", words=_("记近亲属{name}").format(name=name[:12])) as session:
            kinship.note(session, self.person_id, other, self.relation_box.text().strip())
            self._empty()
        self.name_box.setFocus(Qt.FocusReason.OtherFocusReason)

    def strike(self) -> None:
        """Del: take out a line that was noted by mistake; Ctrl+Z brings it back."""
        from yishi.services import kinship

        ref = self.kin_table.chosen_ref()
        if ref is not None:
            with self.workspace.write("delete", words=_("删一条近亲属")) as session:
                kinship.strike(session, ref)

    def _empty(self) -> None:
        self.name_box.set_name("")
        self.relation_box.set_name("")
