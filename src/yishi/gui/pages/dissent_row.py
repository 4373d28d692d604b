"""不同意见: who differed and what was explained, or 「无不同意见」 said on purpose."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from yishi.gui.controls import Button
from yishi.gui.ime import NameBox, TextBox, commit_composition
from yishi.gui.layout import clear, column, row
from yishi.gui.widgets import ElidedLabel, Label, Rule
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.answers import DissentLine, MeetingSheet


class DissentRow(QWidget):
    """What is noted so far, and two boxes: who differs and how, and what was explained. Enter goes on and stores.

    Signals:
        done(): the cursor may go home.
        grown(): it needs more or less room than before.
    """

    done = Signal()
    grown = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.meeting = ""
        self.dissents: tuple[DissentLine, ...] = ()
        self._lines = column(gap=2)
        self.title_label = Label(_("不同意见"), bold=True)
        self.none_button = Button(_("无不同意见"), checkable=True, small=True)
        self.who_box = TextBox(hint=_("谁、什么不同意见，回车"), name=_("不同意见"))
        self.explain_box = NameBox(hint=_("会上怎么解释，可以空着，回车"), name=_("解释说明"))
        for widget, name in ((self.none_button, "no_dissent_button"), (self.who_box, "dissent_box"),
                             (self.explain_box, "explain_box")):  # fmt: skip
            widget.setObjectName(name)
        self.told_label = Label("", "yellow", wrap=True)
        head = row((self.title_label, 1), self.none_button)
        self.setLayout(column(Rule(), head, self._lines, self.who_box, self.explain_box, self.told_label, gap=6))
        self.none_button.clicked.connect(self._none)
        self.who_box.submitted.connect(lambda _text: self._explain())
        self.explain_box.chosen.connect(self.store)
        self._tell("")
        self.hide()

    def show_meeting(self, sheet: MeetingSheet) -> None:
        """Show what is noted of this meeting."""
        if self.meeting != sheet.line.id:
            self.meeting = sheet.line.id
            self._clear()
            self.leave()
        self.none_button.setChecked(sheet.no_dissent)
        self.none_button.setDisabled(bool(sheet.dissents))
        if self.dissents != sheet.dissents:
            self.dissents = sheet.dissents
            self._show_lines()

    @property
    def word(self) -> str:
        """What the button that opens this says: how many there are, or that there is none."""
        if self.dissents:
            return _("不同意见 {n}").format(n=len(self.dissents))
        return _("无不同意见") if self.none_button.isChecked() else _("不同意见")

    def _show_lines(self) -> None:
        clear(self._lines)
        for line in self.dissents:
            strike = Button(_("划掉"), kind="quiet", small=True)
            strike.setAccessibleName(_("划掉这条不同意见"))
            strike.clicked.connect(lambda _on=False, line=line: self._strike(line))
            words = _("{who}　解释：{what}").format(who=line.who, what=line.explanation) if line.explanation else line.who
            shown = ElidedLabel(words, "muted")
            shown.setToolTip(words)
            self._lines.addLayout(row((shown, 1), strike, gap=4))

    def begin(self) -> None:
        """Open the boxes."""
        commit_composition()
        self._tell("")
        self.show()
        self.grown.emit()
        self.who_box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _explain(self) -> None:
        self.explain_box.setFocus(Qt.FocusReason.OtherFocusReason)
        self.grown.emit()  # the words above may have become longer

    def store(self) -> None:
        """Write the dissent down."""
        from yishi.services import room

        if not self.who_box.toPlainText().strip():
            self._tell(_("谁、什么不同意见，还空着。没有就点“无不同意见”。"))
            self.who_box.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        with self.workspace.write("dissent", words=_("记下一条不同意见")) as session:
            room.dissent(session, self.meeting, self.who_box.toPlainText(), self.explain_box.text())
        self._clear()
        self.leave()
        self.done.emit()

    def _none(self, on: bool) -> None:
        from yishi.services import room

        words = _("记下“无不同意见”") if on else _("收回“无不同意见”")
        with self.workspace.write("dissent", words=words) as session:
            room.no_dissent(session, self.meeting, on)
        self._clear()
        self.leave()
        self.done.emit()

    def _strike(self, line: DissentLine) -> None:
        from yishi.services import room

        with self.workspace.write("dissent", words=_("划掉一条不同意见")) as session:
            room.strike_dissent(session, line.id)

    def _clear(self) -> None:
        self.who_box.done()
        self.explain_box.set_name("")

    def leave(self) -> None:
        """Close the boxes; what is half typed is there again when they are opened."""
        self.hide()
        self.grown.emit()

    def _tell(self, words: str) -> None:
        self.told_label.setText(words)
        self.told_label.setVisible(bool(words))
