"""The chosen line of a roster that is looked at: what is wrong with it, and the cell to put it right before it goes in."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from yishi.gui.layout import column, row
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.pages.roster import spaced
from yishi.gui.pages.roster_rows import Line, change_words, verdict_word
from yishi.gui.widgets import Button, Card, Field, Label
from yishi.i18n import _

if TYPE_CHECKING:
    from yishi.domain.roster_sheet import RowProblem


class RosterFix(Card):
    """The card of one line.

    Signals:
        mended(row, column, text): this is what the cell should say.
    """

    mended = Signal(int, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.row = 0
        self.problem: RowProblem | None = None
        self.name_label, self.verdict_label = Label(bold=True, step=0.5), Label("", "muted")
        self.words_label = Label(wrap=True)
        self.cell_word, self.cell_box = Label("", "muted"), Field(name=_("这一格应该写"))
        self.empty_button, self.mend_button = Button(_("先空着"), small=True), Button(_("改好了"), kind="tonal", key=_("回车"), small=True)
        for name, widget in (("cell_box", self.cell_box), ("leave_empty_button", self.empty_button), ("mend_button", self.mend_button)):
            widget.setObjectName(name)
        self.acts = QWidget()
        self.acts.setLayout(column(row(self.cell_word, (self.cell_box, 1)), row(None, self.empty_button, self.mend_button), gap=6))
        self.setLayout(column(row(self.name_label, self.verdict_label, None), self.words_label, self.acts, gap=6, margin=12))
        self.cell_box.returnPressed.connect(self._mend)
        self.mend_button.clicked.connect(self._mend)
        self.empty_button.clicked.connect(lambda: self._tell(""))
        press_by_enter(self.empty_button, self.mend_button)

    def show_line(self, line: Line | None, said: str) -> None:
        """Show a line, and for its first problem what the cell says; nothing where no line is chosen."""
        self.setVisible(line is not None)
        if line is None:
            return
        self.row, self.problem = line.row, line.problems[0] if line.problems else None
        who = spaced(line.person.name) if line.person else ""
        self.name_label.setText(_("第{row}行　{name}").format(row=line.row, name=who))
        self.verdict_label.setText(verdict_word(line.verdict))
        words = [f"{problem.column}：{problem.message}" for problem in line.problems] + change_words(line)
        self.words_label.setText("\n".join(words) or {"new": _("名册里还没有，导入后加进来。"),
                                                     "same": _("和名册里一样，不用动。")}.get(line.verdict, ""))
        self.acts.setVisible(self.problem is not None)
        if self.problem is not None:
            self.cell_word.setText(self.problem.column[:6])
            self.cell_box.put(said)
            self.empty_button.setVisible(line.person is not None)

    def _mend(self) -> None:
        self._tell(self.cell_box.text().strip())

    def _tell(self, text: str) -> None:
        if self.problem is not None:
            self.mended.emit(self.row, self.problem.column, text)
