"""记名: everybody who may vote, one line each; single keys say how they voted, even while an input method is on."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from yishi.domain.marker import N_
from yishi.gui import forms, theme
from yishi.gui.controls import Button
from yishi.gui.pages.roster import spaced
from yishi.gui.table import Cell, Column, Row, Table
from yishi.i18n import _
from yishi.services.seat_lines import RecusedLine, SeatLine

LINES = 7  # of the list that are seen at once; fewer in a low window or with big letters
KEYS: tuple[tuple[str, str, str, str], ...] = (  # key, choice, word, state that shows it
    ("1", "for", N_("同意"), "passed"),
    ("2", "against", N_("反对"), "red"),
    ("3", "abstain", N_("弃权"), "gray"),
    ("0", "not_voted", N_("未投"), ""),
)


class NamedList(QWidget):
    """1 同意, 2 反对, 3 弃权, 0 未投, and on to the next; 4 回避; Enter records.

    Signals:
        changed(): a choice was made.
        entered(): Enter.
        recusal_asked(str): the person with this id is to be recused, or to vote again.
    """

    changed = Signal()
    entered = Signal()
    recusal_asked = Signal(str)

    named_list: Table
    keys_row: QWidget

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.seats: tuple[SeatLine, ...] = ()
        self.recused: tuple[RecusedLine, ...] = ()
        self._choices: dict[str, str] = {}
        forms.wear(self, "vote_named")
        self.named_list.set_columns((Column(""), Column("", 84, "right")), height=30, header=False)
        self.named_list.opened.connect(lambda _ref: self.entered.emit())
        layout = self.keys_row.layout()
        assert layout is not None
        for key, choice, word, _state in KEYS:
            button = self._button(key, word, partial(self.choose, choice))
            button.setObjectName(f"{choice}_button")
            layout.addWidget(button)
        layout.addWidget(self._button("4", N_("回避"), self._ask_recusal))
        self.dress()

    def _button(self, key: str, word: str, act: Callable[[], None]) -> Button:
        button = Button(_(word), kind="quiet", key=key, small=True)
        button.clicked.connect(lambda _on=False: act())
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys do the same in the list, which keeps the cursor
        shortcut = QShortcut(QKeySequence(key), self.named_list, context=Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(act)
        return button

    def dress(self) -> None:
        for button in self.keys_row.findChildren(Button, "not_voted_button"):
            button.setHidden(theme.points >= 14)  # no room for five; its key stays
        self._fit()

    def show_seats(self, seats: tuple[SeatLine, ...], recused: tuple[RecusedLine, ...]) -> None:
        """Show who may vote, and grey below them who is recused."""
        self.seats, self.recused = seats, recused
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()

    def _show(self) -> None:
        if not self.isVisible():
            return  # a big meeting has hundreds of lines, and mostly one votes by hand
        words = {choice: (_(word), state) for _key, choice, word, state in KEYS}
        rows = []
        for seat in self.seats:
            word, state = words[self._choices.get(seat.person_id, "not_voted")]
            name = _("{name}（{proxy}代）").format(name=seat.name, proxy=seat.proxy) if seat.proxy else spaced(seat.name)
            said = Cell(word, chip=state) if state else Cell(word, kind="muted")
            rows.append(Row(seat.person_id, (Cell(name, bold=bool(state)), said)))
        for line in self.recused:
            rows.append(Row(line.person_id, (Cell(spaced(line.name), kind="muted"), Cell(_("回避"), kind="muted"))))
        self.named_list.show_rows(rows)
        self._fit()

    def _fit(self) -> None:
        most = LINES if self.window().height() >= theme.px(620) else LINES - 3
        lines = min(max(len(self.seats) + len(self.recused), 3), most)
        self.named_list.setFixedHeight(theme.px(30) * lines + 2)

    # ---- choosing

    @property
    def is_begun(self) -> bool:
        """Whether a choice was made."""
        return any(choice != "not_voted" for choice in self.choices().values())

    def choices(self) -> dict[str, str]:
        """Return the choice of each who may vote, by person id."""
        return {seat.person_id: self._choices.get(seat.person_id, "not_voted") for seat in self.seats}

    def choose(self, choice: str) -> None:
        """The chosen person voted so; the next one is chosen. Who is recused has no vote."""
        place, ref = self.named_list.currentIndex().row(), self.named_list.chosen_ref()
        if all(seat.person_id != ref for seat in self.seats):
            return
        self._choices[ref] = choice
        self._show()
        if place + 1 < len(self.seats):
            self.named_list.selectRow(place + 1)
        self.changed.emit()

    def all_for(self) -> None:
        """Everybody agrees."""
        self._choices = {seat.person_id: "for" for seat in self.seats}
        self._show()

    def _ask_recusal(self) -> None:
        if self.named_list.chosen_ref():
            self.recusal_asked.emit(str(self.named_list.chosen_ref()))

    def begin(self) -> None:
        """Put the cursor on the first who has not voted."""
        waiting = [seat.person_id for seat in self.seats if self._choices.get(seat.person_id, "not_voted") == "not_voted"]
        self.named_list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.named_list.choose(waiting[0] if waiting else self.seats[0].person_id if self.seats else None)

    def clear(self) -> None:
        """Forget the choices."""
        self.restore({})

    def state(self) -> dict[str, str]:
        """Return what stands here, for `restore`."""
        return dict(self._choices)

    def restore(self, state: Mapping[str, str]) -> None:
        """Put back what stood here."""
        self._choices = dict(state)
        self._show()
