"""What the law or the book's own rules would still ask for: a slim strip, never a lock. Going on takes a reason, which is printed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from yishi.gui.controls import Button
from yishi.gui.ime import NameBox, commit_composition
from yishi.gui.layout import row
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.pages.vote_figures import into
from yishi.gui.widgets import ElidedLabel, Glyph
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.form_lines import LegalWarning


class RoomWarnings(QFrame):
    """One warning at a time, with the way to the next; hidden while there is none, or once it was read and folded away.

    Signals:
        settled(str): the reason for going on in spite of this matter is in the book.
        folded(int): so many warnings are folded away now (0 = none is).
    """

    settled = Signal(str)
    folded = Signal(int)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.meeting = ""
        self.open: list[LegalWarning] = []  # not waived yet
        self._place = 0
        self._read = frozenset[str]()  # matters that were folded away
        self.setProperty("kind", "strip-yellow")
        self.words_label = ElidedLabel()
        self.more_button = Button("", kind="quiet", small=True)
        self.reason_button = Button(_("说明理由，继续"), small=True)
        self.fold_button = Button(_("收起"), kind="quiet", small=True)
        self.fold_button.setToolTip(_("看过了，收到上面的“提醒”里；散会前还会再问"))
        self.reason_box = NameBox(hint=_("为什么继续，回车；会印在记录上"), name=_("继续的理由"))
        for widget, name in ((self.words_label, "warning_label"), (self.more_button, "more_warnings_button"),
                             (self.reason_button, "go_on_button"), (self.fold_button, "fold_warnings_button"),
                             (self.reason_box, "waiver_reason_box")):  # fmt: skip
            widget.setObjectName(name)
        parts = ((self.words_label, 3), self.more_button, (self.reason_box, 2), self.reason_button, self.fold_button)
        self.setLayout(row(Glyph("scales", "yellow"), *parts, margin=(16, 1, 12, 1)))
        self.more_button.clicked.connect(self._next)
        self.reason_button.clicked.connect(lambda: self.ask())
        self.reason_box.chosen.connect(self._store)
        self.fold_button.clicked.connect(self.fold)
        for button in (self.more_button, self.fold_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the cursor where it was
        press_by_enter(self.more_button, self.reason_button, self.fold_button)
        self.reason_box.hide()
        self.hide()

    def show_warnings(self, meeting_id: str, warnings: tuple[LegalWarning, ...], can_go_on: bool, agenda: int = 0) -> None:
        """Show what is not waived yet of the meeting and of the item in hand; the reason half typed stays while its warning does."""
        here = self.matter
        if meeting_id != self.meeting:
            self._read = frozenset()
        self.meeting = meeting_id
        self.open = [each for each in warnings if not each.waived_reason and each.agenda in (0, agenda)]
        matters = [each.matter for each in self.open]
        if here not in matters:
            self.leave()
        self._place = matters.index(here) if here in matters else 0
        self.reason_button.setEnabled(can_go_on)
        self._show()
        self._appear()

    def _appear(self) -> None:
        """Be there while something is open that was not folded away, or while its reason is being typed."""
        unread = any(each.matter not in self._read for each in self.open) or not self.reason_box.isHidden()
        self.setVisible(bool(self.open) and unread)
        self.folded.emit(0 if unread else len(self.open))

    def fold(self) -> None:
        """Away with what was read; whatever comes up anew shows itself again."""
        self.leave()
        self._read |= {each.matter for each in self.open}
        self._appear()

    def unfold(self) -> None:
        """Show it again."""
        self._read = frozenset()
        self._appear()

    @property
    def matter(self) -> str:
        """The matter that is shown, "" for none."""
        return self.open[self._place].matter if self._place < len(self.open) else ""

    def matter_of(self, code: str) -> str:
        """Return the open matter of this check (quorum, precheck …), "" when it is met or waived."""
        return next((each.matter for each in self.open if each.matter.partition(" ")[0] == code), "")

    def _show(self) -> None:
        if not self.open:
            return
        shown, more = self.open[self._place], len(self.open) - 1
        self.words_label.setText(shown.words)
        self.words_label.setToolTip("\n".join(part for part in (shown.words, shown.source) if part))
        self.setAccessibleName(shown.words)
        self.more_button.set_word(_("还有{n}条").format(n=more))
        self.more_button.setVisible(bool(more))

    def _next(self) -> None:
        self.leave()
        self._place = (self._place + 1) % max(len(self.open), 1)
        self._show()

    def ask(self, matter: str = "") -> None:
        """Ask why one goes on in spite of this matter (of the one that is shown)."""
        commit_composition()
        matters = [each.matter for each in self.open]
        if matter in matters:
            self._place = matters.index(matter)
        self._show()
        if self.open:
            self.reason_button.hide()
            self.reason_box.show()
            self._appear()
            into(self.reason_box)

    def leave(self) -> None:
        """Close the box."""
        self.reason_box.set_name("")
        self.reason_box.hide()
        self.reason_button.show()
        self._appear()

    def _store(self) -> None:
        from yishi.services import waivers

        reason, matter = self.reason_box.text().strip(), self.matter
        if not reason or not matter:
            self.reason_box.setPlaceholderText(_("先写理由，再回车"))
            return
        self.leave()
        with self.workspace.write("waive", words=_("说明理由，继续")) as session:
            waivers.go_on(session, self.meeting, matter, reason)
        self.settled.emit(matter)
