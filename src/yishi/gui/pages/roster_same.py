"""名册里也有，是同一人？: a line of a roster that is looked at beside the person it may be; asked, never decided by the program."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from yishi.gui.layout import clear, column, row
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.pages.roster import spaced
from yishi.gui.pages.roster_rows import Line, field_word, value_word
from yishi.gui.widgets import Button, Card, Label
from yishi.i18n import _

if TYPE_CHECKING:
    from yishi.services.person_lines import PersonLine

_FIELDS = ("unit", "phone", "role", "birth_year", "door", "household")


class RosterSame(Card):
    """The two side by side.

    Signals:
        answered(row, person_id): the line is this person of the roster; "" = somebody else of that name.
    """

    answered = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.row, self.person_id = 0, ""
        self.name_label, self.words_label = Label(bold=True, step=0.5), Label("", "yellow", wrap=True)
        self.grid = QGridLayout()
        self.same_button, self.other_button = Button(_("同一人，合并"), kind="tonal", small=True), Button(_("不是"), small=True)
        for name, button in (("same_person_button", self.same_button), ("other_person_button", self.other_button)):
            button.setObjectName(name)
        acts = row(self.same_button, self.other_button, None)
        self.setLayout(column(self.name_label, self.words_label, self.grid, acts, gap=6, margin=12))
        self.same_button.clicked.connect(lambda: self.answered.emit(self.row, self.person_id))
        self.other_button.clicked.connect(lambda: self.answered.emit(self.row, ""))
        press_by_enter(self.same_button, self.other_button)
        self.hide()

    def show_line(self, line: Line | None, known: "PersonLine | None") -> None:
        """Show a line and who of the roster it may be; nothing where nobody is."""
        self.setVisible(line is not None and line.perhaps is not None and known is not None)
        if line is None or line.perhaps is None or line.person is None or known is None:
            return
        self.row, self.person_id = line.row, line.perhaps.person_id
        self.name_label.setText(_("第{row}行　{name}").format(row=line.row, name=spaced(line.person.name)))
        self.words_label.setText(line.perhaps.words)
        clear(self.grid)
        for place, word in enumerate((_("名册里"), _("这张表")), 1):
            self.grid.addWidget(Label(word, "muted"), 0, place)
        for n, field in enumerate(_FIELDS, 1):
            values = [value_word(field, getattr(one, field)) for one in (known, line.person)]
            if not any(values):
                continue
            self.grid.addWidget(Label(field_word(field), "muted"), n, 0, Qt.AlignmentFlag.AlignTop)
            for place, value in enumerate(values, 1):
                self.grid.addWidget(Label(value or "—", "yellow" if values[0] != values[1] and value else "", wrap=True), n, place)
        for place in (1, 2):
            self.grid.setColumnStretch(place, 1)
