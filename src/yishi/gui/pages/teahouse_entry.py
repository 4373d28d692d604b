"""三格: 谁说的 · 说了什么 · 怎么定的. Enter moves on, from the last box it stores; Shift+Enter is a new line."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from yishi.domain.terms import ANYBODY, HANDLING_WORDS
from yishi.gui import forms, theme
from yishi.gui.controls import Button, Segments
from yishi.gui.ime import Candidate, NameBox, TextBox, commit_composition
from yishi.gui.pages.roster import spaced
from yishi.gui.table import Cell, Column, Row, Table
from yishi.gui.widgets import Label
from yishi.i18n import _
from yishi.services.answers import AttendeeLine, SpeechLine


class BigBox(TextBox):
    """A box as high as its place; Enter moves on whether something stands in it or not.

    Signals:
        entered(): Enter was pressed outside a composition.
    """

    entered = Signal()

    def dress(self) -> None:
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setMinimumHeight(theme.px(72))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def submit(self) -> None:
        self.entered.emit()


forms.OURS["BigBox"] = BigBox


class TeahouseEntry(QWidget):
    """The three boxes, with those who are here below the first one.

    Signals:
        filled(): the entry is to be stored.
        changed(): something is being typed.
    """

    filled = Signal()
    changed = Signal()

    who_box: NameBox
    here_list: Table
    what_box: BigBox
    entry_told: Label
    settled_box: BigBox
    handling_segments: Segments
    note_button: Button

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        forms.wear(self, "teahouse_entry")
        self.editing = ""  # the id of the entry that is being changed
        self.names: list[str] = []
        self.here_list.set_columns((Column(""), Column("", 76, "right")), height=30, header=False)
        self.here_list.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.here_list.clicked.connect(lambda _index: self.let_speak(str(self.here_list.chosen_ref())))
        self.here_list.opened.connect(lambda name: self.let_speak(str(name)))
        self.handling_segments.offer([(key, _(word)) for key, word in HANDLING_WORDS.items()])
        self.handling_segments.unchoose()
        self._handling = ""
        self.handling_segments.picked.connect(self._pick)
        self.who_box.chosen.connect(lambda: self.to(self.what_box))
        self.what_box.entered.connect(lambda: self.to(self.settled_box))
        self.settled_box.entered.connect(self.filled)
        self.note_button.clicked.connect(self.filled)
        self.note_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for box in (self.what_box, self.settled_box):
            box.textChanged.connect(self.changed)
        self.say()

    def show_people(self, here: tuple[AttendeeLine, ...], roster: list[Candidate]) -> None:
        """Show who is here, numbered for Alt+1…9, and who else may be named."""
        self.names = list(dict.fromkeys(line.name for line in here))
        self.here_list.show_rows([_person(n, line) for n, line in enumerate(here, 1)])
        first = [Candidate(name, _("到场"), next((c.keys for c in roster if c.name == name), ())) for name in self.names]
        rest = [person for person in roster if person.name not in self.names]
        self.who_box.set_people([*first, *rest, Candidate(ANYBODY, "", ("moujumin", "mjm"))])

    def let_speak(self, name: str) -> None:
        """Put a name into the first box and go on to the second."""
        self.who_box.set_name(name)
        self.to(self.what_box)

    def number(self, place: int) -> None:
        """Alt+1…9: the person with this number; Alt+0 is 某居民."""
        if place == 0:
            self.let_speak(ANYBODY)
        elif place <= len(self.names):
            self.let_speak(self.names[place - 1])

    def to(self, box: QWidget) -> None:
        """Put the cursor into a box; what is being composed goes where it was typed."""
        commit_composition()
        box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _pick(self, handling: str) -> None:
        """A second press on the same button takes it back."""
        if handling == self._handling:
            self.handling_segments.unchoose()
            handling = ""
        self._handling = handling

    # ---- what stands in the boxes

    @property
    def who(self) -> str:
        """The name, "" for nobody named."""
        return self.who_box.text().strip()

    @property
    def what(self) -> str:
        """What was said."""
        return self.what_box.toPlainText().strip()

    @property
    def settled(self) -> str:
        """How it was settled."""
        return self.settled_box.toPlainText().strip()

    @property
    def handling(self) -> str:
        """on_spot, afterwards, upward or ""."""
        return self._handling

    def take_up(self, speech: SpeechLine) -> None:
        """Put an entry into the boxes to be changed."""
        self.clear()
        self.editing = speech.id
        self.who_box.set_name("" if speech.speaker == ANYBODY else speech.speaker)
        self.what_box.setPlainText(speech.text)
        self.settled_box.setPlainText(speech.reply)
        self._handling = speech.handling
        if speech.handling in self.handling_segments.buttons:
            self.handling_segments.choose(speech.handling)
        self.note_button.set_word(_("改好存下"))
        self.to(self.what_box)

    def clear(self) -> None:
        """Empty the boxes for the next one; the same person may go on."""
        self.editing, self._handling = "", ""
        self.who_box.set_name("")
        for box in (self.what_box, self.settled_box):
            box.done()
        self.handling_segments.unchoose()
        self.note_button.set_word(_("记下"))
        self.say()

    def say(self, words: str = "", kind: str = "muted") -> None:
        """Say something below the second box."""
        self.entry_told.setText(words or _("回车到下一格，Shift+回车换行"))
        self.entry_told.tint(kind)


def _person(n: int, line: AttendeeLine) -> Row:
    name = Cell(spaced(line.name), cap=str(n) if n <= 9 else "", sort=line.name)
    return Row(line.name, (name, Cell(line.unit or line.role, kind="muted")))
