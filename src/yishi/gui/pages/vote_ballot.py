"""投票: how many ballots were handed out and came back, how many are invalid."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from yishi.gui import forms
from yishi.gui.pages.entry import NumberBox
from yishi.gui.pages.vote_figures import into

forms.OURS["NumberBox"] = NumberBox
State = tuple[str, str, str, bool, bool]


class BallotRow(QWidget):
    """发出 and 收回 are filled in as everybody who may vote, until somebody types; Enter goes on to the figures.

    Signals:
        changed(): something was typed.
        entered(): Enter in the last box.
    """

    changed = Signal()
    entered = Signal()

    issued_box: NumberBox
    returned_box: NumberBox
    invalid_box: NumberBox

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entitled = 0
        self._typed = [False, False]
        forms.wear(self, "vote_ballot")
        self.boxes = (self.issued_box, self.returned_box, self.invalid_box)
        self.issued_box.entered.connect(lambda: into(self.returned_box))
        self.returned_box.entered.connect(lambda: into(self.invalid_box))
        self.invalid_box.entered.connect(self.entered)
        for place, box in enumerate(self.boxes):
            box.textEdited.connect(lambda text, place=place: self._edited(place, text))

    def _edited(self, place: int, text: str) -> None:
        if place < 2:
            self._typed[place] = bool(text)
        self.changed.emit()

    @property
    def is_begun(self) -> bool:
        """Whether somebody typed here."""
        return any(self._typed) or bool(self.invalid_box.text())

    def numbers(self) -> tuple[int, int, int] | None:
        """Return 发出, 收回 and 无效, None when one is no figure; fills in what nobody typed."""
        if not self._typed[0]:
            self.issued_box.fill(str(self.entitled))
        issued = self.issued_box.number()
        if issued is not None and not self._typed[1]:
            self.returned_box.fill(str(issued))
        returned, invalid = self.returned_box.number(), self.invalid_box.number()
        return None if issued is None or returned is None or invalid is None else (issued, returned, invalid)

    def clear(self) -> None:
        """Empty the boxes."""
        self.restore(("", "", "", False, False))

    def state(self) -> State:
        """Return what stands here, for `restore`."""
        texts = [box.text() for box in self.boxes]
        return texts[0], texts[1], texts[2], self._typed[0], self._typed[1]

    def restore(self, state: State) -> None:
        """Put back what stood here."""
        for box, text in zip(self.boxes, state[:3], strict=True):
            box.setText(text)
        self._typed = [state[3], state[4]]
