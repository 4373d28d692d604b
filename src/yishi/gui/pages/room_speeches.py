"""What was said about the item in hand: the list in the middle of the live room, and which of its lines is meant."""

from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSizePolicy

from yishi.gui import theme
from yishi.gui.pages import room_lists
from yishi.gui.table import Column, Row, Table
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
        self._shown: tuple[MeetingSheet, AgendaLine | None] | None = None
        self._wide = True  # whether there is room for a column that says how an opinion is dealt with
        self.said: tuple[SpeechLine, ...] = ()
        self._last: Any = None
        self._rows: dict[str, tuple[SpeechLine, Row]] = {}  # made once for each speech that stays as it was
        heads = (Column("", 62), Column("", 84), Column("", 58), Column(""), Column("", 84))
        table.set_columns(heads, height=38, header=False, grows=True)
        empty.label.setWordWrap(False)  # one short line; a wrapping one would make the room higher than the window
        empty.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(table.scrollToBottom)
        table.verticalHeader().sectionResized.connect(lambda *_: self.see_newest() if not table.hasFocus() else None)
        strike = QShortcut(QKeySequence("Del"), table, context=Qt.ShortcutContext.WidgetShortcut)
        strike.activated.connect(self._strike)

    def show_item(self, sheet: MeetingSheet, item: AgendaLine | None) -> None:
        """Show what was said and decided about an item; the newest line is in sight."""
        self._shown = sheet, item
        self.said = tuple(speech for speech in sheet.speeches if item is not None and speech.agenda == item.no)
        rows = room_lists.speeches(sheet, item, self._rows, self._wide)
        self.table.setColumnHidden(4, not (self._wide and any(speech.handling for speech in self.said)))
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

    def arrange(self) -> None:
        """Take on the width of the list: where it is narrow, how an opinion is dealt with stands below it, not beside it."""
        wide = self.table.width() >= theme.px(600)
        if wide != self._wide and self._shown is not None and self.table.isVisible():
            self._wide = wide
            self._rows.clear()
            self.show_item(*self._shown)

    def see_newest(self) -> None:
        """Scroll to the end, once the layout has come to rest."""
        self._later.start()

    def enter(self) -> None:
        """Put the focus on the last line."""
        if self.table.isVisible():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            self.table.selectRow(len(self.table.rows.rows) - 1)

    def choose(self, speech_id: str) -> None:
        """Put the focus on this speech, in sight."""
        self._later.stop()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.table.choose(speech_id)
        self.table.scrollTo(self.table.currentIndex())

    def meant(self) -> SpeechLine | None:
        """Return the speech that F2 means: the chosen one, else the last."""
        chosen = self.table.chosen_ref() if self.table.selectionModel().hasSelection() else None
        last = self.said[-1] if self.said else None
        return next((speech for speech in self.said if speech.id == chosen), last)

    def meant_all(self) -> tuple[SpeechLine, ...]:
        """Return the chosen speeches, else the last one."""
        places = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        chosen = {self.table.rows.rows[place].ref for place in places}
        return tuple(speech for speech in self.said if speech.id in chosen) or self.said[-1:]

    def _strike(self) -> None:
        chosen = self.table.chosen_ref()
        if any(speech.id == chosen for speech in self.said):
            self.struck.emit(str(chosen))
