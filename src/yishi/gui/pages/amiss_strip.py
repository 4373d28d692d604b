"""What went wrong beside the loop of a resolution, each with the button that leads to where it is put right."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from yishi.domain.marker import N_
from yishi.gui.chips import Shape
from yishi.gui.layout import clear, column, row
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.widgets import Button, Label
from yishi.i18n import _
from yishi.services.loop_signs import Amiss

BUTTONS: dict[str, str] = {"posting_short": N_("去补"), "overspent": N_("去看账")}


class AmissStrip(QWidget):
    """One line each: the shape of red, the words, the button.

    Signals:
        wanted(place, ref): go where it is put right.
    """

    wanted = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.found: tuple[Amiss, ...] = ()
        self._lines = column(gap=2)
        self.setLayout(self._lines)

    def show_amiss(self, found: Sequence[Amiss]) -> None:
        """Show these; without any it takes no room."""
        if tuple(found) != self.found:
            self.found = tuple(found)
            clear(self._lines)
            for each in self.found:
                button = Button(_(BUTTONS[each.code]), small=True)
                button.setObjectName(f"amiss_{each.code}_button")
                button.setAccessibleName(f"{each.words}　{_(BUTTONS[each.code])}")
                button.clicked.connect(lambda _on=False, each=each: self.wanted.emit(each.place, each.ref))
                press_by_enter(button)
                self._lines.addLayout(row(Shape("red", 12), (Label(each.words, "red", wrap=True), 1), button, gap=6))
        self.setVisible(bool(self.found))
