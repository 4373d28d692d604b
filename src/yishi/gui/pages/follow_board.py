"""The board of 落实: four columns of cards. A card moves only by an event that the table allows, which the entry row takes.

Keys: ↑ ↓ within a column, ← → to the next one, Ctrl+→ Ctrl+← begin the event that moves the card on or back.
"""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from yishi.gui.layout import row
from yishi.gui.pages import follow_filters, loop_words
from yishi.gui.table import Cell, Column, Row, Table
from yishi.i18n import _
from yishi.services.answers import ResolutionLine


class _Cards(Table):
    """One column; the keys that leave it belong to the board."""

    def __init__(self, board: "FollowBoard", place: int) -> None:
        super().__init__()
        self._board, self._place = board, place

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
        if not step:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._board.moving.emit("forward" if step > 0 else "back")
        else:
            self._board.go(self._place + step, step)


class FollowBoard(QWidget):
    """Shows what is not closed yet; one card of all columns is the chosen one.

    Signals:
        chosen(id): another card.
        opened(id): Enter on a card: its next step.
        moving(str): "forward" or "back": begin what moves the chosen card that way.
    """

    chosen = Signal(str)
    opened = Signal(str)
    moving = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns: dict[str, Table] = {}
        self._ref = ""
        for place, (name, word) in enumerate(follow_filters.COLUMNS.items()):
            table = _Cards(self, place)
            table.setObjectName(f"board_{name}_table")
            table.setAccessibleName(_(word))
            table.set_columns((Column(_(word), sorts=False),), height=62)
            table.chosen.connect(self._take)
            table.opened.connect(lambda ref: self.opened.emit(str(ref)))
            self.columns[name] = table
        self.setLayout(row(*((table, 1) for table in self.columns.values()), gap=4))

    def show_lines(self, lines: Sequence[ResolutionLine], today: date, ref: str) -> None:
        """Show these resolutions and choose `ref` if it is among them, else the worst one."""
        ids = [line.id for line in lines if follow_filters.column(line)]
        for name, table in self.columns.items():
            mine = [line for line in lines if follow_filters.column(line) == name]
            with QSignalBlocker(table):
                word = _("{word} {n}").format(word=_(follow_filters.COLUMNS[name]), n=len(mine))
                table.set_columns((Column(word, sorts=False),), height=62)
                table.show_rows([self._card(line, today) for line in mine])
                table.clearSelection()
        self._ref = ""
        if ids:
            self.choose(ref if ref in ids else ids[0])

    def _card(self, line: ResolutionLine, today: date) -> Row:
        _state, word = loop_words.chip(line)
        sub = f"{word.replace(' ', '')}　{line.owner}　{loop_words.short_day(line.due, today)}"
        kind = line.light if line.light in ("red", "yellow") else ""
        return Row(line.id, (Cell(line.text, sub=sub, bold=bool(kind), sub_kind=kind),), tint=kind)

    def choose(self, ref: str) -> None:
        """Choose a card of any column."""
        for table in self.columns.values():
            if any(row.ref == ref for row in table.rows.rows):
                table.choose(ref)
                self._take(ref)

    def chosen_ref(self) -> str:
        """Return the chosen card, "" where there is none."""
        return self._ref

    def home(self) -> QWidget:
        """Return the column where the chosen card is."""
        found = [table for table in self.columns.values() if any(row.ref == self._ref for row in table.rows.rows)]
        return (found or list(self.columns.values()))[0]

    def go(self, place: int, step: int) -> None:
        """Go to the first column from `place` on, in the direction of `step`, that has a card."""
        tables = list(self.columns.values())
        while 0 <= place < len(tables):
            if tables[place].rows.rows:
                here = tables[place].rows.rows[0].ref
                tables[place].setFocus(Qt.FocusReason.OtherFocusReason)
                self.choose(here)
                return
            place += step

    def _take(self, ref: str) -> None:
        for table in self.columns.values():
            if not any(row.ref == ref for row in table.rows.rows):
                with QSignalBlocker(table):
                    table.clearSelection()
        if ref != self._ref:
            self._ref = ref
            self.chosen.emit(ref)
