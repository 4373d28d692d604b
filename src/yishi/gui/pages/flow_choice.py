"""An exclusive choice that wraps into as many rows as it needs."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QWidget

from yishi.gui.widgets import Button

_GAP = 4


class FlowChoice(QWidget):
    """Small buttons of which one is chosen; arrow keys move the choice.

    Signals:
        picked(str): the value that the user chose.
        entered(): Enter on a button: on to the next thing.
    """

    picked = Signal(str)
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, Button] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def offer(self, choices: Sequence[tuple[str, str]], *, keys: Sequence[str] = ()) -> None:
        """Replace the choices (value, word), with a key hint each; the first one is chosen."""
        had_focus = any(button.hasFocus() for button in self.buttons.values())
        for old in self.buttons.values():
            self._group.removeButton(old)
            old.hide()
            old.deleteLater()
        self.buttons = {}
        for place, (value, word) in enumerate(choices):
            button = Button(word, self, key=keys[place] if place < len(keys) else "", small=True, checkable=True)
            button.setChecked(place == 0)
            button.clicked.connect(lambda _on=False, value=value: self.picked.emit(value))
            self._group.addButton(button)
            self.buttons[value] = button
            button.show()
        if not self.buttons or self.parentWidget() is not None:  # without a place yet it would come up as a window of its own
            self.setVisible(bool(self.buttons))
        self._arrange()
        if had_focus and self.buttons:
            self.focus_chosen()

    @property
    def value(self) -> str:
        """The chosen value, "" when nothing is offered."""
        return next((value for value, button in self.buttons.items() if button.isChecked()), "")

    def choose(self, value: str) -> None:
        """Choose `value` without a signal."""
        self.buttons[value].setChecked(True)

    def focus_chosen(self) -> None:
        """Put the focus on the chosen button."""
        self.buttons[self.value].setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    def dress(self) -> None:
        for button in self.buttons.values():
            button.dress()
        self._arrange()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._places(width)[1]

    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(max(self.width(), 240)))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 0)

    def _places(self, width: int) -> tuple[list[QRect], int]:
        """Where each button goes in `width`, and how high all are together."""
        x = y = high = 0
        places = []
        for button in self.buttons.values():
            size = button.sizeHint()
            if x and x + size.width() > width:
                x, y = 0, y + high + _GAP
            high = size.height()
            places.append(QRect(x, y, size.width(), high))
            x += size.width() + _GAP
        return places, y + high

    def _arrange(self) -> None:
        for button, place in zip(self.buttons.values(), self._places(self.width())[0], strict=True):
            button.setGeometry(place)
        self.updateGeometry()
