"""定稿 on the meetings page: what the chosen meeting still lacks, 「定稿并锁定」 confirmed in place, and afterwards the corrections."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QMenu, QWidget

from yishi.gui.controls import Button
from yishi.gui.layout import column, row
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.widgets import ElidedLabel, Label
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.answers import CorrectionLine, MeetingSheet

OWN_BUTTON = ("minutes", "record", "sign-in")
SHOWN = 2  # corrections told here; all of them are on paper


class FinalCard(QWidget):
    """One or two lines: state and next step. Hidden for a meeting that goes on or is still to come.

    Signals:
        entered(str): the user wants into the room of the meeting with this id, to add or to correct something.
        printed(str): the user wants the paper of this name (catalogue).
    """

    entered = Signal(str)
    printed = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.sheet: MeetingSheet | None = None
        self.state_label = ElidedLabel("", "muted")
        self.go_button = Button("", kind="quiet", small=True)
        self.final_button = Button(_("定稿"), small=True)
        self.confirm_label = Label(_("定稿以后只能用更正改，原文、改文、理由都印在纪要后面。"), wrap=True)
        self.lock_button = Button(_("定稿并锁定"), kind="tonal", small=True)
        self.look_button = Button(_("再看看"), small=True)
        self.corrections_label = ElidedLabel("", "muted")
        self.more_button = Button(_("更多"), kind="quiet", glyph="down")
        self.more_button.setAccessibleName(_("更多材料"))
        self.more_button.setObjectName("more_papers_button")
        self.more_button.clicked.connect(self._open_papers)
        for button, name in ((self.go_button, "final_go_button"), (self.final_button, "finalise_button"),
                             (self.lock_button, "lock_button"), (self.look_button, "look_again_button")):  # fmt: skip
            button.setObjectName(name)
        self.asking = QWidget()
        self.asking.setLayout(row((self.confirm_label, 1), self.look_button, self.lock_button, gap=6))
        self.head = QWidget()  # stands beside the state of the meeting, once the page has taken the card in
        self.head.setLayout(row((self.state_label, 1), self.go_button, self.final_button, gap=6))
        self.setLayout(column(self.head, self.asking, self.corrections_label, gap=4))
        self.go_button.clicked.connect(self._enter)
        self.final_button.clicked.connect(self._ask)
        self.look_button.clicked.connect(self._look_again)
        self.lock_button.clicked.connect(self.finalise)
        press_by_enter(self.more_button, self.go_button, self.final_button, self.lock_button, self.look_button)
        self.asking.hide()
        self.hide()

    def host(self, chip: QWidget, papers: QWidget) -> None:
        """Take the place in the page: the state in the row of `chip`, the rest below it, more papers in the row of `papers`."""
        page = chip.parentWidget()
        whole = page.layout() if page is not None else None
        assert isinstance(whole, QBoxLayout)
        lines = [whole.itemAt(n).layout() for n in range(whole.count())]
        beside = next(line for line in lines if isinstance(line, QBoxLayout) and line.indexOf(chip) >= 0)
        below = next(line for line in lines if isinstance(line, QBoxLayout) and line.indexOf(papers) >= 0)
        beside.takeAt(beside.count() - 1)  # the space that filled the row
        beside.addWidget(self.head, 1)
        below.addWidget(self.more_button)
        whole.insertWidget(lines.index(beside) + 1, self)

    def show_meeting(self, sheet: MeetingSheet | None) -> None:
        """Show what can be done with this meeting now."""
        if self.sheet is None or sheet is None or (self.sheet.line.id, self.sheet.line.state) != (sheet.line.id, sheet.line.state):
            self.asking.hide()
        self.sheet = sheet
        over = sheet is not None and sheet.line.state in ("closed", "final")
        for part in (self, self.head, self.more_button):
            part.setVisible(over)
        if sheet is None or not over:
            return
        final = sheet.line.state == "final"
        self.state_label.setText(self._final_words(sheet) if final else self._closed_words(sheet))
        self.go_button.set_word(_("更正…") if final else _("去补"))
        self.go_button.setVisible(final or bool(self._lacking(sheet)))
        self.final_button.setVisible(not final and not self.asking.isVisibleTo(self))
        self.corrections_label.setVisible(bool(sheet.corrections))
        self.setVisible(self.head.parent() is self or bool(sheet.corrections) or self.asking.isVisibleTo(self))
        self.corrections_label.setText("；".join(map(_told, sheet.corrections[-SHOWN:])))

    def papers(self) -> list[tuple[str, str]]:
        """Return name and title of the papers that the form of the meeting asks for, but for those with a button of their own."""
        from yishi.documents.catalogue import offered
        from yishi.services import paper

        assert self.sheet is not None
        return [(each.name, each.title) for each in offered(paper.offered(self.sheet)) if each.name not in OWN_BUTTON]

    def _open_papers(self) -> None:
        menu = QMenu(self.more_button)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, title in self.papers() if self.sheet is not None else ():
            menu.addAction(title).triggered.connect(lambda _on=False, name=name: self.printed.emit(name))
        menu.popup(self.more_button.mapToGlobal(self.more_button.rect().bottomLeft()))

    def _lacking(self, sheet: MeetingSheet) -> int:
        from yishi.services import wrap_up

        return len(wrap_up.open_findings(sheet))

    def _closed_words(self, sheet: MeetingSheet) -> str:
        n = self._lacking(sheet)
        return _("还有{n}处没补").format(n=n) if n else _("都齐了")

    def _final_words(self, sheet: MeetingSheet) -> str:
        return _("更正{n}处").format(n=len(sheet.corrections)) if sheet.corrections else _("要改用更正")

    def _ask(self) -> None:
        self.show()
        self.asking.show()
        self.final_button.hide()
        self.lock_button.setFocus()

    def _look_again(self) -> None:
        self.asking.hide()
        self.show_meeting(self.sheet)
        self.final_button.setFocus()

    def _enter(self) -> None:
        if self.sheet is not None:
            self.entered.emit(self.sheet.line.id)

    def finalise(self) -> None:
        """Make the record final."""
        from yishi.services import finalising

        if self.sheet is None:
            return
        with self.workspace.write("finalise", words=_("定稿")) as session:
            finalising.finalise(session, self.sheet.line.id)


def _told(line: CorrectionLine) -> str:
    return _("{m}-{d} {what}“{old}”改为“{new}”").format(
        m=line.on.month, d=line.on.day, what=line.what, old=_short(line.old), new=_short(line.new))  # fmt: skip


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 12 else line[:11] + "…"
