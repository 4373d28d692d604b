"""还要记得: the card beside the list of 今日 with one sentence and one button for each thing to be thought of."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from yishi.gui.chips import Shape
from yishi.gui.layout import clear, column, row
from yishi.gui.widgets import Button, Card, Label
from yishi.i18n import _
from yishi.services.today_lines import Reminder

MOST = 4  # shown at once; the rest on demand


class ReminderCard(Card):
    """The reminders of the day, most urgent first.

    Signals:
        wanted(reminder): go where it leads.
    """

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.reminders: tuple[Reminder, ...] = ()
        self.all_shown = False
        self.count_label = Label("", "muted")
        self.more_button = Button("", kind="quiet", small=True)
        self.more_button.setObjectName("more_reminders_button")
        self.more_button.clicked.connect(self._show_all)
        self._lines = column(gap=6)
        self.setLayout(column(row(Label(_("还要记得"), step=1, bold=True), None, self.count_label), self._lines,
                              row(self.more_button, None), gap=8, margin=(16, 12, 12, 12)))  # fmt: skip
        self.hide()

    def show_reminders(self, reminders: Sequence[Reminder]) -> None:
        """Show these; without any the card is not there. A focus on one of the buttons stays where it was."""
        focused = self.focusWidget()
        kept = focused.objectName() if focused is not None and focused.hasFocus() else ""
        self.reminders = tuple(reminders)
        clear(self._lines)
        most = len(self.reminders) if self.all_shown or len(self.reminders) == MOST + 1 else MOST
        for reminder in self.reminders[:most]:
            self._lines.addLayout(self._line(reminder))
        self.count_label.setText(_("{n}条").format(n=len(self.reminders)))
        self.more_button.setVisible(len(self.reminders) > most)
        self.more_button.set_word(_("还有{n}条").format(n=len(self.reminders) - most))
        self.setVisible(bool(self.reminders))
        again = self.findChild(Button, kept) if kept else None
        if again is not None:
            again.setFocus()

    def _line(self, reminder: Reminder) -> QHBoxLayout:
        shape = Shape(reminder.kind, 12)
        words = Label(reminder.words, wrap=True)
        button = Button(reminder.button, small=True)
        button.setObjectName(f"reminder-{reminder.code}")
        button.setAccessibleName(f"{reminder.words}　{reminder.button}")
        button.clicked.connect(lambda: self.wanted.emit(reminder))
        line = row(shape, (words, 1), button, gap=8)
        line.setAlignment(button, Qt.AlignmentFlag.AlignVCenter)
        return line

    def _show_all(self) -> None:
        self.all_shown = True
        self.show_reminders(self.reminders)
