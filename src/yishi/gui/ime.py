"""Fields for people who type Chinese: nothing is decided while an input method is still composing.

`QLineEdit.textChanged` and `text()` stay silent during composition, and a Return pressed then would submit an empty
line; so the composed text is watched here. No QCompleter and no editable combo box: their pop-ups take the focus
and break the composition.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from yishi.gui import theme
from yishi.gui.controls import Field, PlainBox
from yishi.gui.suggestions import Suggestions
from yishi.i18n import _

if TYPE_CHECKING:
    from yishi.services.sound import Index

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def commit_composition() -> None:
    """Put what is being composed into its field: call before the focus is moved by the program."""
    if QGuiApplication.focusObject() is not None:
        QGuiApplication.inputMethod().commit()


class Candidate(NamedTuple):
    """Who or what may be meant: name, a hint beside it, lowercase search keys, what the page knows it by."""

    name: str
    hint: str = ""
    keys: tuple[str, ...] = ()
    ref: Any = None


@lru_cache(maxsize=8)
def _index(people: tuple[tuple[str, tuple[str, ...]], ...]) -> "Index":
    """Return the index of these people (name, keys): the boxes of a page that offer the same people share one."""
    from yishi.services.sound import Index

    return Index(people)


class NameBox(Field):
    """A name field that filters while pinyin is still being composed; a name that is not in the list is fine too.

    Signals:
        query(str): what is looked for, text and composition together, lowercase.
        chosen(): Enter outside a composition.
        picked(str): the name taken, from the list or as typed; `ref` then says who it is (None = not in the list).
    """

    query = Signal(str)
    chosen = Signal()
    picked = Signal(str)

    def __init__(self, text: str = "", parent: QWidget | None = None, *, hint: str = "", name: str = "") -> None:
        super().__init__(text, parent, hint=hint, name=name)
        self.ref: Any = None
        self.strict = False  # True: only names of the list are taken
        self.figures = True  # False: what begins with a figure asks for nobody (a box for a time or a reason too)
        self._people: list[Candidate] = []
        self._index: Index | None = None  # made with the first question
        self._preedit = ""
        self._list = Suggestions(self)
        self._list.taken.connect(self._take)
        self.textChanged.connect(lambda _text: self._tell())
        self.textEdited.connect(lambda _text: setattr(self, "ref", None))

    def set_people(self, people: Sequence[tuple[Any, ...]]) -> None:
        """Say who may be meant: Candidates or plain (name, hint, keys[, ref]) tuples, the likeliest first."""
        given = [person if isinstance(person, Candidate) else Candidate(*person) for person in people]
        if given != self._people:
            self._people, self._index = given, None

    def matches(self, query: str) -> list[Candidate]:
        """Return who fits `query`, the likeliest first: name, pinyin, initials, house number, group, end of a phone number."""
        if self._index is None:
            self._index = _index(tuple((person.name, person.keys) for person in self._people))
        return [self._people[place] for place in self._index.find(query)]

    def set_name(self, name: str, ref: Any = None) -> None:
        """Put in a name without opening the list."""
        self.blockSignals(True)
        self.setText(name)
        self.blockSignals(False)
        self.ref = ref
        self._list.hide()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._preedit = event.preeditString()
        super().inputMethodEvent(event)
        self._tell()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._preedit = ""
        self._list.hide()
        super().focusOutEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and self._list.isVisible():
            assert isinstance(event, QKeyEvent)
            if event.key() == Qt.Key.Key_Escape:  # closes the list first, then means what it means in the window
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if not self._preedit:
                self._enter()
            return
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            if not self._list.isVisible():
                self._offer(self._wanted())
            else:
                self._list.move_choice(1 if key == Qt.Key.Key_Down else -1)
            return
        if key == Qt.Key.Key_Escape and self._list.isVisible():
            self._list.hide()
            return
        super().keyPressEvent(event)

    def _wanted(self) -> str:
        return (self.text() + self._preedit).replace("'", "").replace(" ", "").lower()

    def _tell(self) -> None:
        wanted = self._wanted()
        self.query.emit(wanted)
        if self.hasFocus() and wanted and self._people and (self.figures or not wanted[0].isdigit()):
            self._offer(wanted)
        else:
            self._list.hide()

    def _offer(self, wanted: str) -> None:
        found = self.matches(wanted)
        typed = self.text().strip()
        exact = any(person.name == typed for person in found)
        if typed and not exact and not self.strict and not self._preedit and not typed.isascii():
            found.append(Candidate(typed, _("名册里没有，就用这个")))
        self._list.offer(found)

    def _enter(self) -> None:
        offered = self._list.choice() if self._list.isVisible() else None
        if offered is None and self.text().strip():
            exact = [person for person in self._people if person.name == self.text().strip()]
            offered = exact[0] if len(exact) == 1 else None
        if offered is not None:
            self._take(offered)
        self.chosen.emit()
        if offered is None and self.text().strip() and not self.strict:
            self._list.hide()
            self.picked.emit(self.text().strip())

    def _take(self, person: Candidate) -> None:
        self.set_name(person.name, person.ref)
        self.picked.emit(person.name)


class TextBox(PlainBox):
    """A box for what is said: Enter submits, Shift+Enter starts a new line, Enter while composing does nothing.

    It is one line high and grows to four. `clock` (set by the page) is asked when typing starts.

    Signals:
        submitted(str): the stripped text, never empty. The box keeps it until `done()`: call that once it is saved.
    """

    submitted = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, hint: str = "", name: str = "") -> None:
        super().__init__(parent)
        self.clock: Callable[[], datetime] | None = None
        self.takes: Callable[[QMimeData], bool] | None = None  # a page that takes in pictures and files says so here
        self.started: datetime | None = None
        self._preedit = ""
        self._seen = ""
        self.setTabChangesFocus(True)
        self.setPlaceholderText(hint)
        self.setAccessibleName(name or hint)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(2)
        self.textChanged.connect(self._changed)
        self.dress()

    def done(self) -> None:
        """Empty the box after its text was saved."""
        self.clear()
        self.document().clearUndoRedoStacks()  # from here Ctrl+Z means the line that was just saved
        self.started = None

    def dress(self) -> None:
        wanted = max(self.document().lineCount(), round(self.document().size().height()), 1)
        lines, line, margin = min(wanted, 4), self._line_height(), round(self.document().documentMargin())
        asks = Qt.ScrollBarPolicy.ScrollBarAsNeeded if wanted > 4 else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(asks)
        room = theme.px(34) - 4 - 2 * margin - QFontMetrics(theme.font()).lineSpacing()
        self.setViewportMargins(0, max(room // 2, 0), 0, 0)
        self.setFixedHeight(max(theme.px(34), line * lines + 4 + 8))

    def _line_height(self) -> int:
        """A line as it is laid out, which may be a pixel more than the font says."""
        first = self.document().firstBlock()
        laid = self.document().documentLayout().blockBoundingRect(first).height() / max(first.layout().lineCount(), 1)
        return max(QFontMetrics(theme.font()).lineSpacing(), ceil(laid))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.dress()  # another width breaks the lines elsewhere

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._preedit = event.preeditString()
        if self._preedit:
            self._start()
        super().inputMethodEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._preedit = ""
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if modifiers == Qt.KeyboardModifier.ShiftModifier:
                self.insertPlainText("\n")
            elif modifiers == Qt.KeyboardModifier.NoModifier:
                if not self._preedit:
                    self.submit()
            else:
                event.ignore()
            return
        if event.matches(QKeySequence.StandardKey.Paste) and self._pasted_apart():
            return
        super().keyPressEvent(event)

    def _pasted_apart(self) -> bool:
        """Give a pasted picture or file to the page. Text stays text, also where a picture of it comes along."""
        source = QGuiApplication.clipboard().mimeData()
        if self.takes is None or source is None:
            return False
        files = any(url.isLocalFile() for url in source.urls())
        return (files or (source.hasImage() and not source.hasText())) and self.takes(source)

    def submit(self) -> None:
        """Submit as Enter does, for the button beside the box."""
        text = self.toPlainText().strip()
        if text:
            self.submitted.emit(text)

    def _start(self) -> None:
        if self.started is None and self.clock is not None:
            self.started = self.clock()

    def _changed(self) -> None:
        text = self.toPlainText()
        if text == self._seen:  # the signal also comes for each step of a composition
            return
        self._seen = text
        if text:
            self._start()
        else:
            self.started = None
        self.dress()
