"""同意 反对 弃权: three big figures; the third is filled in by itself until somebody types it."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from yishi.gui.layout import column, row
from yishi.gui.pages.entry import NumberBox
from yishi.gui.widgets import Label
from yishi.i18n import _

State = tuple[str, str, str, bool]


class Figures(QWidget):
    """Enter goes from each figure to the next. `most` is how many votes there can be.

    Signals:
        changed(): something was typed.
        entered(): Enter in the last figure.
        at_last(bool): the last figure got or lost the focus; only from there does Enter record.
    """

    changed = Signal()
    entered = Signal()
    at_last = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.most = 0
        self.abstain_typed = False
        self.for_box, self.against_box, self.abstain_box = self.boxes = tuple(
            NumberBox(word) for word in (_("同意"), _("反对"), _("弃权"))
        )
        for box, name in zip(self.boxes, ("for_box", "against_box", "abstain_box"), strict=True):
            box.setObjectName(name)
        self.setLayout(row(*(self._named(box) for box in self.boxes)))
        self.for_box.entered.connect(lambda: into(self.against_box))
        self.against_box.entered.connect(lambda: into(self.abstain_box))
        self.abstain_box.entered.connect(self.entered)
        self.abstain_box.installEventFilter(self)
        for box in (self.for_box, self.against_box):
            box.textEdited.connect(lambda _text: self.changed.emit())
        self.abstain_box.textEdited.connect(self._typed_abstain)

    def _named(self, box: NumberBox) -> QWidget:
        word = Label(box.accessibleName(), "muted", step=-0.5)
        word.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        holder = QWidget()
        holder.setLayout(column(word, box, gap=2))
        return holder

    @property
    def is_begun(self) -> bool:
        """Whether somebody typed here."""
        return bool(self.for_box.text() or self.against_box.text() or self.abstain_typed)

    def figures(self) -> tuple[int, int, int] | None:
        """Return the three figures, None when one is no figure; fills in the third."""
        votes_for, votes_against = self.for_box.number(), self.against_box.number()
        if votes_for is None or votes_against is None:
            return None
        if not self.abstain_typed:
            rest = max(0, self.most - votes_for - votes_against)
            self.abstain_box.fill(str(rest) if self.for_box.text() else "")
        abstain = self.abstain_box.number()
        return None if abstain is None else (votes_for, votes_against, abstain)

    def all_for(self) -> None:
        """Everybody agrees."""
        self.abstain_typed = False
        self.for_box.setText(str(self.most))
        self.against_box.setText("0")

    def clear(self) -> None:
        """Empty the figures."""
        self.restore(("", "", "", False))

    def state(self) -> State:
        """Return what stands here, for `restore`."""
        return self.for_box.text(), self.against_box.text(), self.abstain_box.text(), self.abstain_typed

    def restore(self, state: State) -> None:
        """Put back what stood here."""
        for box, text in zip(self.boxes, state[:3], strict=True):
            box.setText(text)
        self.abstain_typed = state[3]

    def _typed_abstain(self) -> None:
        self.abstain_typed = bool(self.abstain_box.text())
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.at_last.emit(event.type() == QEvent.Type.FocusIn)
        return False


def into(box: QWidget) -> None:
    """Put the cursor into a field, a figure chosen so that typing replaces it."""
    box.setFocus(Qt.FocusReason.OtherFocusReason)
    if isinstance(box, NumberBox):
        box.selectAll()
