"""「签到表上没有王三」: who is to speak is not on the sheet yet; one key signs them in and writes the speech down."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from yishi.gui.controls import Button
from yishi.gui.ime import commit_composition
from yishi.gui.layout import row
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.widgets import Label
from yishi.gui.workspace import Workspace
from yishi.i18n import _


class SpeakerOffer(QFrame):
    """A yellow line above the entry row; hidden until somebody is named who has not signed in."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.setProperty("kind", "strip-yellow")
        self._go_on: Callable[[], None] | None = None
        self.told_label = Label("", wrap=True)
        self.sign_in_button = Button(_("签到并记下"), kind="tonal", key=_("回车"), small=True)
        self.leave_button = Button(_("改名字"), kind="quiet", key="Esc", small=True)
        self.sign_in_button.setObjectName("offer_sign_in_button")
        self.leave_button.setObjectName("offer_leave_button")
        self.setLayout(row((self.told_label, 1), self.sign_in_button, self.leave_button, gap=6, margin=(10, 2, 8, 2)))
        self.sign_in_button.clicked.connect(lambda: self._go_on() if self._go_on else None)
        press_by_enter(self.sign_in_button, self.leave_button)
        self.hide()

    def is_needed(self, meeting: str, name: str, act: Callable[[], None]) -> bool:
        """Whether `name` must sign in first; then it is asked here, and `act` does both at one stroke."""
        from yishi.services import room

        with self.workspace.read() as session:
            missing = not room.may_speak(session, meeting, name)
        self.hide()
        if missing:
            commit_composition()
            self._go_on = act
            self.told_label.setText(_("{name}还没有签到。").format(name=name))
            self.setAccessibleName(self.told_label.text())
            self.show()
            self.sign_in_button.setFocus(Qt.FocusReason.OtherFocusReason)
        return missing

    def leave(self) -> None:
        """Ask no longer."""
        self._go_on = None
        self.hide()
