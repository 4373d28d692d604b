"""更正: one text of a final record, what stands there, what should stand there, and why; all three are printed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from yishi.gui import theme
from yishi.gui.controls import Button, Field
from yishi.gui.ime import NameBox, TextBox, commit_composition
from yishi.gui.layout import column, row
from yishi.gui.pages import roster
from yishi.gui.pages.entry import Choice, press_by_enter
from yishi.gui.pages.room_lists import candidate
from yishi.gui.widgets import ElidedLabel, Label
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.answers import MeetingSheet, SpeechLine

_NAMES = ("host", "recorder", "speaker", "name")  # fields that name somebody


class CorrectionRow(QFrame):
    """Choose what, type the new text and the reason, Enter.

    Signals:
        left(): the row is done with.
    """

    left = Signal()

    def __init__(self, workspace: Workspace, sheet: MeetingSheet, speech: SpeechLine | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("correction_row")
        self.setProperty("kind", "well")
        self.workspace, self.meeting = workspace, sheet.line.id
        self.what_button = Button("", glyph="down")
        self.what_button.setObjectName("correct_what_button")
        self.person_box = NameBox(hint=_("哪一位"), name=_("签到表上的人"))
        self.person_box.setObjectName("correct_person_box")
        self.person_box.strict = True
        known = roster.keys_by_name(workspace)
        self.person_box.set_people([candidate(a.name, a.unit, a.id, known.get(a.name, ())) for a in sheet.attendees])
        self.person_box.picked.connect(self._pick)
        self.name_box = NameBox(hint=_("改成谁"), name=_("改成谁"))
        self.name_box.setObjectName("correct_name_box")
        self.name_box.set_people([roster.candidate(person) for person in roster.people(workspace)])
        self.old_label = ElidedLabel("", "muted")
        self.new_box = TextBox(hint=_("改成什么"), name=_("改成什么"))
        self.reason_box = Field(hint=_("为什么更正，回车记下"), name=_("更正的理由"))
        self.store_button = Button(_("记下更正"), kind="tonal", key=_("回车"))
        self.leave_button = Button(_("算了"), kind="quiet", key="Esc")
        self.told_label = Label("", "yellow", wrap=True)
        self.told_label.hide()
        self.targets = {f"{each[0]}/{each[1]}/{each[2]}": each for each in self._targets(sheet, speech)}
        self.choice = Choice(self.what_button, [(key, each[3]) for key, each in self.targets.items()])
        self.choice.picked.connect(lambda _key: self._fill())
        self.new_box.submitted.connect(lambda _text: self.reason_box.setFocus(Qt.FocusReason.OtherFocusReason))
        self.name_box.chosen.connect(lambda: self.reason_box.setFocus(Qt.FocusReason.OtherFocusReason))
        self.reason_box.returnPressed.connect(self.store)
        self.store_button.clicked.connect(self.store)
        self.leave_button.clicked.connect(self.left)
        press_by_enter(self.store_button, self.leave_button)
        self.setLayout(column(
            row(Label(_("更正"), bold=True), self.what_button, self.person_box, Label(_("原为"), "muted"), (self.old_label, 1)),
            row((self.new_box, 3), (self.name_box, 3), (self.reason_box, 2), self.store_button, self.leave_button),
            self.told_label, gap=6, margin=(10, 8, 10, 8),
        ))  # fmt: skip
        self._fill()

    def _targets(self, sheet: MeetingSheet, speech: SpeechLine | None) -> list[tuple[str, str, str, str, str]]:
        """Return what can be corrected as (kind, id, field, words, text): the chosen speech first."""
        from yishi.services import finalising

        found: list[tuple[str, str, str, str, str]] = []
        if speech is not None:
            mine = (("text", _("这条发言"), speech.text), ("speaker", _("这条的发言人"), speech.speaker),
                    ("reply", _("这条的答复"), speech.reply))  # fmt: skip
            found += [("speech", speech.id, field, word, text) for field, word, text in mine]
        with self.workspace.read() as session:
            rest = finalising.correctables(session, sheet.line.id)
        found += [(each.kind, each.id, each.field, each.words, each.text) for each in rest]
        if sheet.attendees:
            found += [("attendance", "", field, word, "") for field, word in (("name", _("签到表上的姓名")), ("role", _("签到表上的身份")))]
        return found

    def _target(self) -> tuple[str, str, str, str, str]:
        """Return what is corrected as `_targets` has it; without an id while nobody of the sign-in sheet is chosen."""
        from yishi.services import finalising

        chosen = self.targets[self.choice.value]
        if chosen[0] != "attendance" or not self.person_box.ref:
            return chosen
        with self.workspace.read() as session:
            mine = finalising.of_person(session, str(self.person_box.ref))
        each = next(each for each in mine if each.field == chosen[2])
        return each.kind, each.id, each.field, each.words, each.text

    def dress(self) -> None:
        self.what_button.setMinimumWidth(theme.px(120))
        self.person_box.setFixedWidth(theme.px(104))

    def begin(self) -> None:
        """Put the cursor into the new text."""
        commit_composition()
        box = self.name_box if self._names_somebody else self.new_box
        box.setFocus(Qt.FocusReason.OtherFocusReason)
        box.selectAll()

    @property
    def _names_somebody(self) -> bool:
        """Whether what is corrected is somebody's name: that is found by sound."""
        return self.targets[self.choice.value][2] in _NAMES

    def _pick(self, _name: str) -> None:
        self._fill()
        self.begin()

    def _fill(self) -> None:
        text = self._target()[4]
        self.person_box.setVisible(self.targets[self.choice.value][0] == "attendance")
        self.old_label.setText(" ".join(text.split()) or _("空白"))
        self.old_label.setToolTip(text)
        self.new_box.setPlainText(text)
        self.name_box.set_name(text)
        self.new_box.setVisible(not self._names_somebody)
        self.name_box.setVisible(self._names_somebody)
        for box in (self.new_box, self.name_box):
            box.selectAll()

    def store(self) -> None:
        """Write the correction down; without a reason it waits at the reason."""
        from yishi.services import finalising

        commit_composition()
        if not self.reason_box.text().strip():
            self.told_label.setText(_("还差一句理由，会和更正印在一起。"))
            self.told_label.show()
            self.reason_box.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        kind, id_, field, words, _old = self._target()
        if not id_:
            self.told_label.setText(_("先选签到表上的哪一位：敲首字母，回车。"))
            self.told_label.show()
            self.person_box.show()
            self.person_box.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        new = self.name_box.text() if self._names_somebody else self.new_box.toPlainText()
        with self.workspace.write("correct", words=_("更正{what}").format(what=words)) as session:
            finalising.correct(session, self.meeting, kind, id_, field, new, self.reason_box.text(), self.workspace.today)
        self.left.emit()
