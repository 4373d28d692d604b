"""What was said about the item in hand: the list in the middle of the live room, and which of its lines is meant."""

from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSizePolicy

from yishi.gui.pages import room_lists
from yishi.gui.table import Column, Table
from yishi.gui.widgets import Empty
from yishi.services.answers import AgendaLine, MeetingSheet, SpeechLine


class Speeches(QObject):
    """Fills the list; where there is nothing yet it says what to do first.

    Signals:
        struck(str): Del on the speech with this id.
    """

    struck = Signal(str)

    def __init__(self, table: Table, empty: Empty) -> None:
        super().__init__(table)
        self.table, self.empty = table, empty
        self.said: tuple[SpeechLine, ...] = ()
        self._last: Any = None
        heads = (Column("", 62), Column("", 84), Column("", 58), Column(""))
        table.set_columns(heads, height=38, header=False, grows=True)
        empty.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(table.scrollToBottom)
        strike = QShortcut(QKeySequence("Del"), table, context=Qt.ShortcutContext.WidgetShortcut)
        strike.activated.connect(self._strike)

    def show_item(self, sheet: MeetingSheet, item: AgendaLine | None) -> None:
        """Show what was said and decided about an item; the newest line is in sight."""
        self.said = tuple(speech for speech in sheet.speeches if item is not None and speech.agenda == item.no)
        rows = room_lists.speeches(sheet, item)
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        if not rows:
            self.empty.label.setText(room_lists.first_step(sheet))
        before, self._last = self._last, (item.id if item else "", len(rows), rows[-1].ref if rows else None)
        self.table.show_rows(rows)
        if not self.table.hasFocus():
            self.table.clearSelection()
        if self._last != before:
            self.see_newest()

    def see_newest(self) -> None:
        """Scroll to the end, once the layout has come to rest."""
        self._later.start()

    def enter(self) -> None:
        """Put the focus on the last line."""
        if self.table.isVisible():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            self.table.selectRow(len(self.table.rows.rows) - 1)

    def meant(self) -> SpeechLine | None:
        """Return the speech that F2 means: the chosen one, else the last."""
        chosen = self.table.chosen_ref() if self.table.selectionModel().hasSelection() else None
        last = self.said[-1] if self.said else None
        return next((speech for speech in self.said if speech.id == chosen), last)

    def _strike(self) -> None:
        chosen = self.table.chosen_ref()
        if any(speech.id == chosen for speech in self.said):
            self.struck.emit(str(chosen))
