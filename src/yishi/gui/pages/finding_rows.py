"""One line of the wrap-up: what is lacking, where it is put right, and a place to say why one goes on without."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from yishi.domain.marker import N_
from yishi.gui import theme
from yishi.gui.chips import Shape
from yishi.gui.controls import Button, Field
from yishi.gui.layout import column, row
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.widgets import Label
from yishi.i18n import _

SHAPES = {"red": "red", "yellow": "yellow"}
DONE_HERE = {  # settled by one button in the line itself: code of the check, (what it does, word)
    "undecided": (("next_time", N_("下次再议")), ("settled", N_("直接结束"))),
    "dissent_unsaid": (("no_dissent", N_("无不同意见")),),
}
ASKED_HERE = {  # answered in the line itself: where it is put right, what is to be typed
    "notice": N_("哪天贴的通知，例如 5-12，回车"),
    "members": N_("应到多少人，回车"),
    "households": N_("到会多少户，回车"),
    "end": N_("几点散的会，例如 20:40，回车"),
    "precheck": N_("哪天研究的、文件名，例如 5-10 支委会纪要，回车"),
    "beneficiaries": N_("受益多少户，回车"),
    "step": N_("“{step}”哪天做的，例如 5-12，回车"),
    "step_numbers": N_("应到 实到 同意 三个数，中间空开，回车"),
}


class FindingRow(QFrame):
    """A finding (services.wrap_up.Finding) with its buttons.

    Signals:
        filled(object, str): what was typed in the line to put it right.
        fix_wanted(object): the user goes to put this finding right.
        settled(object, str): what is to be done about it here and now, e.g. next_time.
        waived(object, str): the reason to go on without.
    """

    filled = Signal(object, str)
    fix_wanted = Signal(object)
    settled = Signal(object, str)
    waived = Signal(object, str)

    def __init__(self, finding, parent: QWidget | None = None) -> None:  # type: ignore[no-untyped-def]
        super().__init__(parent)
        self.finding = finding
        self.reason_box: Field | None = None
        self.fill_box: Field | None = None
        self.setObjectName(f"finding-{finding.matter}")
        self._column = column(gap=6, margin=(0, 5, 0, 5))
        state = "closed" if finding.waived else SHAPES.get(finding.level, "gray")
        words = _("{words}不补，理由：{reason}").format(words=finding.words, reason=finding.waived) if finding.waived else finding.words
        self.label = Label(words, "muted" if finding.waived else "", wrap=True)
        buttons = self._buttons()
        below = len(buttons) > 2 and theme.points > 12  # big letters: four buttons would leave no room for the words
        self._column.addLayout(row(Shape(state, 12), (self.label, 1), *(() if below else buttons), gap=8))
        if below:
            self._column.addLayout(row(None, *buttons, gap=8))
        self.setLayout(self._column)
        self.setAccessibleName(words)

    def _buttons(self) -> list[Button]:
        finding, made = self.finding, []
        if finding.waived:
            return [self._button("fix", _("还是去补"), self.fix, kind="quiet")]
        for what, word in DONE_HERE.get(finding.code, ()):
            made.append(self._button(what, _(word), lambda what=what: self.settled.emit(finding, what)))
        made.append(self._button("fix", _("去补"), self.fix))
        made.append(self._button("waive", _("不补…"), self.ask_reason, kind="quiet"))
        return made

    def _button(self, name: str, word: str, act, kind: str = "") -> Button:  # type: ignore[no-untyped-def]
        button = Button(word, small=True, kind=kind)
        button.setObjectName(f"{name}_button")
        button.setAccessibleName(_("{word}：{what}").format(word=word, what=self.finding.words))
        button.clicked.connect(lambda _on=False: act())
        press_by_enter(button)
        return button

    def fix(self) -> None:
        """Go where it is put right; what needs a word or two is typed in a line below."""
        if self.finding.fix not in ASKED_HERE:
            self.fix_wanted.emit(self.finding)
            return
        if self.fill_box is None:
            self.fill_box = Field(hint=_(ASKED_HERE[self.finding.fix]).replace("{step}", self.finding.where), name=self.finding.words)
            store = self._button("store_fill", _("记下"), self.fill, kind="tonal")
            self.fill_box.returnPressed.connect(self.fill)
            self._column.addLayout(row(20, (self.fill_box, 1), store, gap=8))
        self.fill_box.setFocus(Qt.FocusReason.OtherFocusReason)

    def fill(self) -> None:
        """Hand on what was typed; an empty line waits."""
        if self.fill_box is not None and self.fill_box.text().strip():
            self.filled.emit(self.finding, self.fill_box.text().strip())

    def store(self, inside: QWidget) -> bool:
        """Store the line the cursor is in; False where it is in neither."""
        if inside is self.reason_box and inside is not None:
            self.store_reason()
            return True
        if inside is self.fill_box and inside is not None:
            self.fill()
            return True
        return False

    def ask_reason(self) -> None:
        """Open the line for the reason below."""
        if self.reason_box is None:
            self.reason_box = Field(hint=_("不补的理由，会印在会议记录里，回车"), name=_("不补的理由"))
            store = self._button("store_reason", _("记下理由"), self.store_reason, kind="tonal")
            self.reason_box.returnPressed.connect(self.store_reason)
            self._column.addLayout(row(20, (self.reason_box, 1), store, gap=8))
        self.reason_box.setFocus(Qt.FocusReason.OtherFocusReason)

    def store_reason(self) -> None:
        """Hand on the reason; an empty one waits."""
        if self.reason_box is not None and self.reason_box.text().strip():
            self.waived.emit(self.finding, self.reason_box.text().strip())
        elif self.reason_box is not None:
            self.reason_box.setFocus(Qt.FocusReason.OtherFocusReason)
