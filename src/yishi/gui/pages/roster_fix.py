"""The chosen line of a roster that is looked at: what is wrong with each of its cells, and a box to put it right before it goes in."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from yishi.domain.rare_names import visible
from yishi.gui.layout import clear, column, row
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.pages.roster import spaced
from yishi.gui.pages.roster_damage import MARK, Wrong
from yishi.gui.pages.roster_rows import Line, change_words, verdict_word
from yishi.gui.widgets import Button, Card, Field, Label
from yishi.i18n import _


class _Cell(QWidget):
    """One bad cell: the sentence, and a box. An ID number or a phone stays hidden there until somebody asks.

    Signals:
        entered(): Enter was pressed in the box.
        emptied(): it shall stay empty.
    """

    entered = Signal()
    emptied = Signal()

    def __init__(self, wrong: Wrong, may_be_empty: bool) -> None:
        super().__init__()
        self.wrong = wrong
        self._put = "" if wrong.secret else visible(wrong.meant or wrong.said)
        self.label = Label(f"{MARK} {wrong.column}：{wrong.message}", "yellow", wrap=True)
        self.box = Field(hint=wrong.masked if wrong.secret else "", name=_("{column}应该写").format(column=wrong.column))
        self.box.put(self._put)
        self.box.returnPressed.connect(self.entered)
        self.show_button, self.empty_button = Button(_("显示"), small=True), Button(_("空着"), kind="quiet", small=True)
        self.show_button.setAccessibleName(_("显示{column}原来写的").format(column=wrong.column))
        self.empty_button.setAccessibleName(_("{column}先空着").format(column=wrong.column))
        self.show_button.clicked.connect(self._reveal)
        self.empty_button.clicked.connect(self.emptied)
        press_by_enter(self.show_button, self.empty_button)
        self.setLayout(column(self.label, row((self.box, 1), self.show_button, self.empty_button, gap=4), gap=4))
        self.show_button.setVisible(wrong.secret)  # not before they have a place: they would be windows
        self.empty_button.setVisible(may_be_empty and wrong.field != "name")

    def _reveal(self) -> None:
        self.show_button.hide()
        self._put = self.wrong.said
        self.box.put(self._put)
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def text(self) -> str:
        """Return what is in the box."""
        return self.box.text().strip()

    @property
    def changed(self) -> bool:
        """Whether somebody wrote something else, or the program proposes to."""
        return self.text != (self._put if self._put == visible(self.wrong.said) else "")


class RosterFix(Card):
    """The card of one line.

    Signals:
        mended(row, texts): this is what its cells should say, by the headers of their columns.
    """

    mended = Signal(int, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.row = 0
        self.cells: list[_Cell] = []
        self.name_label, self.verdict_label = Label(bold=True, step=0.5), Label("", "muted")
        self.words_label = Label(wrap=True)
        self.mend_button = Button(_("改好了"), kind="tonal", key=_("回车"), small=True)
        self.mend_button.setObjectName("mend_button")
        self._places = QVBoxLayout()
        self._places.setContentsMargins(0, 0, 0, 0)
        self._places.setSpacing(10)
        self.setLayout(column(row(self.name_label, self.verdict_label, None), self.words_label, self._places,
                              row(None, self.mend_button), gap=6, margin=12))  # fmt: skip
        self.mend_button.clicked.connect(lambda: self._tell(None))
        press_by_enter(self.mend_button)

    @property
    def cell_box(self) -> Field:
        """Return the box of the first bad cell."""
        return self.cells[0].box

    def show_line(self, line: Line | None, wrongs: Sequence[Wrong] = ()) -> None:
        """Show a line and its bad cells, each with a box; nothing where no line is chosen."""
        self.setVisible(line is not None)
        clear(self._places)
        self.cells = []
        if line is None:
            return
        self.row = line.row
        who = visible(spaced(line.person.name)) if line.person else ""
        self.name_label.setText(_("第{row}行　{name}").format(row=line.row, name=who))
        self.verdict_label.setText(verdict_word(line.verdict))
        words = [f"{wrong.column}：{wrong.message}" for wrong in wrongs if not wrong.field] + change_words(line)
        if not words and not wrongs:
            words = [{"new": _("名册里还没有，导入后加进来。"), "same": _("和名册里一样，不用动。")}.get(line.verdict, "")]
        self.words_label.setText("\n".join(words))
        self.words_label.setVisible(any(words))
        for wrong in wrongs:
            if wrong.field:
                self._add(_Cell(wrong, line.person is not None))
        self.mend_button.setVisible(bool(self.cells))

    def _add(self, cell: _Cell) -> None:
        cell.box.setObjectName("cell_box" if not self.cells else f"cell_box_{len(self.cells)}")
        cell.entered.connect(lambda: self._tell(cell))
        cell.emptied.connect(lambda: self.mended.emit(self.row, {cell.wrong.column: ""}))
        self.cells.append(cell)
        self._places.addWidget(cell)

    def _tell(self, entered: _Cell | None) -> None:
        """Say what was written, in whichever boxes; Enter in a box that was left as it is says that too."""
        texts = {cell.wrong.column: cell.text for cell in self.cells if cell.changed}
        if entered is not None and entered.text:
            texts[entered.wrong.column] = entered.text
        if texts:
            self.mended.emit(self.row, texts)
