"""What a consultative resolution says about itself when its topic needs a statutory decision, with the ways to note one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from yishi.gui.layout import column, row
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.widgets import Button, Glyph, Label
from yishi.i18n import _

OWNERS = ("业主", "第278条")  # in the reason why a topic needs a statutory decision: the owners decide, not a meeting


class LegalStrip(QFrame):
    """A blue strip: the sentence, and below it a button for each way, the likelier one first.

    Signals:
        wanted(way): the user wants to note what was decided; way is "meeting" or "owners".
    """

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "strip-blue")
        self.label = Label(wrap=True)
        self.meeting_button = Button(_("登记法定会议决定"), small=True, glyph="scales")
        self.owners_button = Button(_("登记业主表决"), small=True, glyph="vote")
        self.buttons = {"meeting": self.meeting_button, "owners": self.owners_button}
        self._ways = QWidget()
        self._order = row(self.meeting_button, self.owners_button, None, gap=6)
        self._ways.setLayout(self._order)
        self.setLayout(column(row(Glyph("info", "blue"), (self.label, 1)), self._ways, gap=4, margin=(10, 6, 8, 6)))
        for way, button in self.buttons.items():
            button.clicked.connect(lambda _on=False, way=way: self.wanted.emit(way))
        press_by_enter(self.meeting_button, self.owners_button)

    def say(self, reason: str, *, ways: bool) -> None:
        """Show why the decision is needed; `ways`: whether it can be noted now."""
        words = _("这是协商意见，还要经法定会议确认才作数。依据：{flag}").format(flag=reason)
        self.label.setText(words)
        self.setAccessibleName(words)
        likely = likely_way(reason)
        for way, button in self.buttons.items():
            button.set_word(button.text(), "F9" if way == likely else "Shift+F9")
        self._order.insertWidget(0, self.buttons[likely])
        self._ways.setVisible(ways)


def likely_way(reason: str) -> str:
    """Return who decides by the reason that the topic gives: "owners" or "meeting"."""
    return "owners" if any(word in reason for word in OWNERS) else "meeting"
