"""Which columns the register has: one small button each, pressed in or not; what is chosen is kept at once."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from yishi.gui.layout import column, row
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.widgets import Button, Label
from yishi.i18n import _
from yishi.services.register_lines import ALWAYS, COLUMNS

_A_ROW = 10


class ColumnsChoice(QWidget):
    """Two rows of buttons in the order of the columns.

    Signals:
        changed(keys): these columns are wanted now.
    """

    changed = Signal(tuple)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons = {key: Button(_(word), small=True, checkable=True) for key, word in COLUMNS.items()}
        every = list(self.buttons.values())
        rows = [row(*every[n : n + _A_ROW], None, gap=4) for n in range(0, len(every), _A_ROW)]
        note = Label(_("台账和存成的表格有哪些列，选一次就记住。"), "muted", step=-1)
        self.setLayout(column(*rows, note, gap=4))
        for key, button in self.buttons.items():
            button.setObjectName(f"column_{key}_button")
            button.setChecked(True)
            button.setEnabled(key not in ALWAYS)
            button.clicked.connect(lambda _on=False: self.changed.emit(self.chosen()))
        press_by_enter(*every)

    def chosen(self) -> tuple[str, ...]:
        """Return the keys that are pressed in."""
        return tuple(key for key, button in self.buttons.items() if button.isChecked())

    def show_columns(self, keys: Sequence[str]) -> None:
        """Show what is kept."""
        for key, button in self.buttons.items():
            button.setChecked(key in keys)

    def first(self) -> QWidget:
        """Return where to begin."""
        return next(button for button in self.buttons.values() if button.isEnabled())
