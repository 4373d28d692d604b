"""A strip that says now this and now that, or is not there: of a form, of work in hand; and a part of a page that gives way to others."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from yishi.gui import theme
from yishi.gui.controls import Button
from yishi.gui.layout import clear, column, row
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.widgets import Glyph, Strip
from yishi.i18n import _


def tell(strip: Strip, kind: str, words: str) -> None:
    """Say `words` in the colour of `kind` (red yellow blue); nothing to say hides it."""
    strip.label.setText(words)
    strip.setAccessibleName(words)
    strip.setProperty("kind", f"strip-{kind}")
    strip.style().unpolish(strip)
    strip.style().polish(strip)
    glyph = strip.findChild(Glyph)
    if glyph is not None:
        glyph.show_icon("info" if kind == "blue" else "alert", kind)
    strip.setVisible(bool(words))


def gives_way(part: QWidget) -> None:
    """Let this part, which scrolls in itself, be low where there is little room, rather than make the whole page scroll."""
    part.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
    part.setMinimumHeight(theme.px(64))


class Told(QWidget):
    """What is told of work in hand, one strip at a time: how far it is, with the button that stops it, and what came of it.

    Signals:
        stopped(): it is to be stopped.
    """

    stopped = Signal()

    def __init__(self, name: str, stop_name: str, below: bool = False) -> None:
        """`name` is that of each strip, `stop_name` that of its 取消; `below`: the place is narrow, buttons stand under the words."""
        super().__init__()
        self._name, self._stop_name, self._below = name, stop_name, below
        self._bar: Strip | None = None  # what says how far it is
        self._place = column(gap=6 if below else 4)
        self.setLayout(self._place)
        self.hide()

    def hush(self) -> None:
        """Take away what was told."""
        self._bar = None
        clear(self._place)
        self.hide()

    def tell(self, kind: str, words: str, *buttons: Button) -> Strip:
        """Say something (red yellow green blue), with what may be done about it."""
        self.hush()
        press_by_enter(*buttons)
        strip = Strip(kind, words) if self._below else Strip(kind, words, *buttons)
        strip.setObjectName(self._name)
        self._place.addWidget(strip)
        if self._below and buttons:
            self._place.addLayout(row(*buttons, None, gap=4))
        self.show()
        return strip

    def show_progress(self, words: str) -> Button | None:
        """Say how far it is; return the button that stops it when it comes, later only the words change."""
        if self._bar is not None:
            self._bar.label.setText(words)
            self._bar.setAccessibleName(words)
            return None
        stop = Button(_("取消"), small=True)
        stop.setObjectName(self._stop_name)
        stop.clicked.connect(self.stopped)
        self._bar = self.tell("blue", words, stop)
        return stop
