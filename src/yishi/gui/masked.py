"""Telephone and house numbers on screen: hidden until the eye is pressed, then shown for half a minute, and hidden again by themselves.

One place for every page: people in the room look on, and the screen may be on the wall a moment later. What is hidden is
decided by `domain.masking`.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFocusEvent, QHideEvent
from PySide6.QtWidgets import QWidget

from yishi.domain.masking import mask_phone
from yishi.gui import theme
from yishi.gui.controls import Button
from yishi.gui.ime import NameBox
from yishi.gui.layout import row
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.widgets import Label
from yishi.i18n import _

SHOWN_FOR = 30_000  # milliseconds that a full number stays


class Cover:
    """The half minute of something that is shown in full: `start` it, and `cover` is called when it is over."""

    def __init__(self, owner: QWidget, cover: Any) -> None:
        self._timer = QTimer(owner)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_FOR)
        self._timer.timeout.connect(cover)

    def start(self) -> None:
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    @property
    def running(self) -> bool:
        return self._timer.isActive()


class MaskedPhone(QWidget):
    """A word, a number as 199****0012 and an eye; another owner, half a minute or leaving the page covers it again.

    `mask` says how it is hidden, `eye` what the eye does.
    """

    def __init__(self, word: str = "", parent: QWidget | None = None, *, width: int = 40, mask: Callable[[str], str] = mask_phone,
                 eye: str = "") -> None:  # fmt: skip
        super().__init__(parent)
        self._mask, eye = mask, eye or _("看全号30秒")
        self._owner: Any = None
        self._full, self._width = "", width
        self.word, self.value = Label(word, "muted"), Label("")
        self.eye_button = Button("", kind="quiet", glyph="eye", small=True)
        self.eye_button.setAccessibleName(eye)
        self.eye_button.setToolTip(eye)
        self.setLayout(row(*((self.word,) if word else ()), self.value, self.eye_button, None, gap=8))
        self._cover = Cover(self, self.cover)
        self.eye_button.clicked.connect(self.turn)
        press_by_enter(self.eye_button)
        self.dress()

    def dress(self) -> None:
        self.word.setFixedWidth(theme.px(self._width))

    def show_number(self, owner: Any, number: str) -> None:
        """Show the number of `owner` (any id); the same one again stays as it is."""
        if (owner, number) != (self._owner, self._full):
            self._owner, self._full = owner, number
            self.cover()
        self.eye_button.setVisible(bool(number))

    def turn(self) -> None:
        """The eye: show the number, or hide it before its time."""
        if self._cover.running:
            self.cover()
            return
        self.value.setText(self._full)
        self._cover.start()

    def cover(self) -> None:
        """Hide the number."""
        self._cover.stop()
        self.value.setText(self._mask(self._full) if self._full else "—")

    def hideEvent(self, event: QHideEvent) -> None:
        self.cover()
        super().hideEvent(event)


class MaskedBox(NameBox):
    """A box for a number that is there already: it shows 199****0012 while `text()` is the whole number; typing replaces it.

    `mask` says how it is hidden, `eye` what the eye does.
    """

    def __init__(self, text: str = "", parent: QWidget | None = None, *, hint: str = "", name: str = "",
                 mask: Callable[[str], str] = mask_phone, eye: str = "") -> None:  # fmt: skip
        self._full, self._mask, eye = "", mask, eye or _("看全号30秒")
        self._covered = False
        super().__init__(text, parent, hint=hint, name=name)
        self.eye_button = Button("", kind="quiet", glyph="eye", small=True)
        self.eye_button.setAccessibleName(eye)
        self.eye_button.setToolTip(eye)
        self._cover = Cover(self, self.cover)
        self.eye_button.clicked.connect(self.turn)
        press_by_enter(self.eye_button)
        self.textEdited.connect(self._typed)
        self.eye_button.hide()

    def text(self) -> str:
        return self._full if self._covered else super().text()

    def set_name(self, name: str, ref: Any = None) -> None:
        """Put in a number, covered."""
        self._full = name
        super().set_name(name, ref)
        self.cover()
        self.eye_button.setVisible(bool(name))

    def turn(self) -> None:
        """The eye: show the number, or hide it before its time."""
        if self._cover.running:
            self.cover()
        elif self._covered:
            self._covered = False
            super().set_name(self._full)
            self._cover.start()

    def cover(self) -> None:
        """Hide the number, unless another one was typed meanwhile."""
        self._cover.stop()
        if self._full and super().text() == self._full:
            super().set_name(self._mask(self._full))
            self._covered = True
        elif not self._full:
            self._covered = False

    def _typed(self, _text: str) -> None:
        self._covered = False
        self._cover.stop()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._covered and event.reason() != Qt.FocusReason.PopupFocusReason:
            QTimer.singleShot(0, self, self._choose_all)  # a click would put the cursor among the stars

    def _choose_all(self) -> None:
        if self._covered and self.hasFocus():
            self.selectAll()

    def hideEvent(self, event: QHideEvent) -> None:
        self.cover()
        super().hideEvent(event)
