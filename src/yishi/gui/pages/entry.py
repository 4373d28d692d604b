"""Small parts of the entry forms: a choice behind a button, a figure to type, buttons that Enter presses, empty lists."""

import unicodedata
from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QMenu, QWidget

from yishi.gui import theme
from yishi.gui.controls import Button, Field
from yishi.gui.ime import NameBox
from yishi.gui.layout import row
from yishi.gui.widgets import Empty

MOST = 99_999  # more people than any meeting has


class Choice(QObject):
    """One of several by name, behind a button: a click opens the list, the arrow keys walk through it.

    Signals:
        picked(str): the value the user chose.
    """

    picked = Signal(str)

    def __init__(self, button: Button, choices: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(button)
        self.button, self.choices, self.value = button, tuple(choices), ""
        button.clicked.connect(self._open)
        button.installEventFilter(self)
        if choices:
            self.choose(choices[0][0])

    def offer(self, choices: Sequence[tuple[str, str]], value: str = "") -> None:
        """Replace the choices (value, word)."""
        self.choices = tuple(choices)
        self.choose(value or choices[0][0])

    def choose(self, value: str) -> None:
        """Choose `value` without a signal."""
        self.value = value
        word = dict(self.choices).get(value, value)
        self.button.set_word(word)
        self.button.setAccessibleName(word)

    def _take(self, value: str) -> None:
        self.choose(value)
        self.picked.emit(value)

    def _open(self) -> None:
        menu = QMenu(self.button)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for value, word in self.choices:
            action = menu.addAction(word)
            action.setCheckable(True)
            action.setChecked(value == self.value)
            action.triggered.connect(lambda _on=False, value=value: self._take(value))
        menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and not event.modifiers():
            way = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if way and self.choices:
                values = [value for value, _word in self.choices]
                place = values.index(self.value) if self.value in values else 0
                self._take(values[(place + way) % len(values)])
                return True
        return False


class NumberBox(Field):
    """A big figure to type, for a count of votes; full-width digits are fine. In a form `small` makes it a lesser one.

    Signals:
        entered(): Enter was pressed.
    """

    entered = Signal()

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, name=name)
        self.setMaxLength(5)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.returnPressed.connect(self.entered)

    def number(self) -> int | None:
        """Return the figure, 0 for an empty box, None for what is no figure."""
        text = unicodedata.normalize("NFKC", self.text()).strip()
        if not text:
            return 0
        return int(text) if text.isdecimal() and text.isascii() and int(text) <= MOST else None

    def dress(self) -> None:
        small = bool(self.property("small"))
        self.setFont(theme.font(1.5 if small else 6.5, bold=True))
        self.setFixedHeight(theme.px(32 if small else 44))


def press_by_enter(*buttons: Button) -> None:
    """Let Enter press these buttons while they have the focus; Space does so anyway."""
    for button in buttons:
        for key in ("Return", "Enter"):
            shortcut = QShortcut(QKeySequence(key), button, context=Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(button.click)


def walk(boxes: Sequence[NameBox], last: Callable[[], object]) -> None:
    """Let Enter go from each box to the next, and from the last one do `last`."""
    for box, following in pairwise(boxes):
        box.chosen.connect(lambda following=following: _into(following))
    boxes[-1].chosen.connect(last)


def _into(box: NameBox) -> None:
    box.setFocus(Qt.FocusReason.OtherFocusReason)
    box.setSelection(len(box.text()), -len(box.text()))  # backwards: a long text then shows its beginning


def place(holder: QWidget, child: QWidget) -> None:
    """Put a part that is made in code where a form keeps a place for it."""
    layout = holder.layout()
    assert layout is not None
    layout.addWidget(child)


def stand_in(holder: QWidget, child: QWidget) -> None:
    """Put a part that is made in code in the place that a form keeps for it; hidden, it then takes up nothing at all."""
    above = holder.parentWidget()
    layout = above.layout() if above is not None else None
    assert layout is not None
    layout.replaceWidget(holder, child)
    holder.deleteLater()


def fill_empty(empty: Empty, text: str, *buttons: QWidget) -> None:
    """Give an empty list of a form its sentence and its buttons."""
    empty.label.setText(text)
    layout = empty.layout()
    if buttons and isinstance(layout, QBoxLayout):
        layout.insertLayout(layout.count() - 1, row(None, *buttons, None))
