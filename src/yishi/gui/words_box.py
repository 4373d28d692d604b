"""The box in which words are looked for, over a list that it moves in: of the whole book, or of one table."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent

from yishi.gui.ime import NameBox


class WordsBox(NameBox):
    """A name box without a list of its own, that keeps the spaces between words; `query` has what is still being composed too.

    Signals:
        moved(int): ↓ or F3 (+1), ↑ or Shift+F3 (-1).
        left(): Tab, where `to_list` is set: into the list.
    """

    moved = Signal(int)
    left = Signal()
    to_list = False

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F3:
            event.accept()  # here it is the next one in the list, whatever else it is on the page
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_F3: 1}.get(Qt.Key(event.key()))
        if way is None:
            super().keyPressEvent(event)
        else:
            back = event.key() == Qt.Key.Key_F3 and event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.moved.emit(-1 if back else way)

    def focusNextPrevChild(self, forward: bool) -> bool:
        if forward and self.to_list:
            self.left.emit()
            return True
        return super().focusNextPrevChild(forward)

    def words(self) -> str:
        """Return what is looked for, with what is still being composed."""
        return self.text() + self._preedit

    def _wanted(self) -> str:
        return self.words()
