"""What is asked before a topic goes its way: which meeting, whose business, why, how the proposer was told.

One small panel in the side of 议题. Enter goes on to the next box and stores in the last one; Ctrl+Enter stores from
anywhere, Esc leaves.
"""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from yishi.domain.dates import PAST, read_day
from yishi.domain.marker import N_
from yishi.gui.ime import Candidate, NameBox, TextBox, commit_composition
from yishi.gui.layout import clear, column, row
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.widgets import Button, Label
from yishi.i18n import _
from yishi.services.pool_lines import MeetingAhead

CHANNELS = (N_("当面"), N_("电话"), N_("微信"), N_("书面"), N_("公开栏"))
_MOST_MEETINGS = 4


@dataclass(frozen=True)
class Asks:
    """What an act asks: title of the panel, hint of the first box ("" = none), hint of the words, word of the button."""

    title: str
    first: str
    words: str
    button: str


ASKS = {
    "direct": Asks(N_("直接办（即时答复）"), "", N_("怎么办的，可以不写"), N_("记下")),
    "decline": Asks(N_("不议"), "", N_("理由，回音单上要印"), N_("记下")),
    "pass_up": Asks(N_("上报"), N_("报给谁，例如 镇城建办"), N_("为什么上报，可以不写"), N_("记下")),
    "merge": Asks(N_("并到另一个议题"), N_("并到哪一个，敲题目里的字"), "", N_("合并")),
    "reply": Asks(N_("给反映人回音"), N_("怎么告知的：当面、电话…"), N_("告诉了什么，可以不写"), N_("记下")),
}


class _Words(TextBox):
    """Words that may also be left out: Enter submits an empty box too."""

    def submit(self) -> None:
        self.submitted.emit(self.toPlainText().strip())


class TopicDecision(QFrame):
    """Asks what an act needs.

    Signals:
        decided(): store what is typed.
        listed(str): put the topic on this meeting (its id).
        left(): the user does not want it after all.
    """

    decided = Signal()
    listed = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "well")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.act = ""
        self.title_label = Label("", bold=True)
        self.leave_button = Button(_("算了"), kind="quiet", key="Esc", small=True)
        self.day_box = NameBox(name=_("哪天告知的"))
        self.first_box = NameBox(name=_("给谁"))
        self.words_box = _Words(name=_("写一句话"))
        self.store_button = Button("", kind="tonal", key=_("Ctrl+回车"), small=True)
        self.store_button.setObjectName("store_decision_button")
        self.meetings = column(gap=4)
        self._given = ""  # what stood in the first box when the panel opened
        self.setLayout(column(row(self.title_label, None, self.leave_button), self.meetings, self.day_box, self.first_box,
                              self.words_box, row(None, self.store_button), gap=6, margin=(12, 8, 12, 8)))  # fmt: skip
        self.day_box.chosen.connect(lambda: self._go(self.first_box))
        self.first_box.chosen.connect(self._after_first)
        self.words_box.submitted.connect(lambda _text: self.decided.emit())
        self.store_button.clicked.connect(self.store)
        self.leave_button.clicked.connect(self.left)
        press_by_enter(self.store_button, self.leave_button)
        self.hide()

    def begin(self, act: str, offered: list[Candidate], first: str = "") -> None:
        """Ask what `act` (a key of ASKS) needs; `offered` are what the first box may mean, `first` stands in it already."""
        commit_composition()
        self.act, asks = act, ASKS[act]
        clear(self.meetings)
        self.title_label.setText(_(asks.title))
        for box, hint in ((self.first_box, asks.first), (self.words_box, asks.words)):
            box.setVisible(bool(hint))
            box.setPlaceholderText(_(hint) if hint else "")
            box.setAccessibleName(_(hint) if hint else "")
        self.first_box.set_people(offered)
        self.first_box.strict = act == "merge"
        self.first_box.set_name(first)
        self._given = first
        self.words_box.done()
        self.day_box.setVisible(act == "reply")
        self.day_box.fill(_("今天"))
        self.store_button.set_word(_(asks.button))
        self.store_button.show()
        self.show()
        self._go(self.first_box if asks.first and not first else self.words_box if asks.words else self.first_box)

    def choose_meeting(self, ahead: tuple[MeetingAhead, ...]) -> None:
        """Ask which of several meetings; ↑ ↓ and Enter choose."""
        commit_composition()
        self.act = "put_on"
        self.first_box.set_name("")
        self.words_box.done()
        self._given = ""
        clear(self.meetings)
        self.title_label.setText(_("列入哪一场"))
        for part in (self.day_box, self.first_box, self.words_box, self.store_button):
            part.hide()
        buttons = []
        for meeting in ahead[:_MOST_MEETINGS]:
            when = _("进行中") if meeting.state == "open" else f"{int(meeting.start[5:7])}-{int(meeting.start[8:10])}"
            button = Button(f"{when}　{meeting.title[:16]}", small=True)
            button.setAccessibleName(f"{when} {meeting.title}")
            button.clicked.connect(lambda _on=False, id_=meeting.id: self.listed.emit(id_))
            press_by_enter(button)
            self.meetings.addLayout(row(button, None))
            buttons.append(button)
        self.show()
        buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def typed(self) -> bool:
        """Whether something would be lost by leaving."""
        return bool(self.act) and (self.first_box.text().strip() != self._given or bool(self.words_box.toPlainText().strip()))

    def close_it(self) -> None:
        """Be closed."""
        self.act = ""
        self.hide()

    def store(self) -> None:
        """Say that what is typed should be stored."""
        commit_composition()
        if self.act and self.act != "put_on":
            self.decided.emit()

    def said(self, today: Any) -> dict[str, Any]:
        """Return what was typed: first (as typed), ref (of what was chosen), words, on (a date; refused YS-T01)."""
        on = read_day(self.day_box.text(), today, PAST) if self.act == "reply" else None
        return {"first": self.first_box.text().strip(), "ref": self.first_box.ref, "words": self.words_box.toPlainText().strip(), "on": on}

    def _after_first(self) -> None:
        if self.words_box.isVisibleTo(self):
            self._go(self.words_box)
        elif self.first_box.text().strip():
            self.decided.emit()

    def _go(self, box: QWidget) -> None:
        box.setFocus(Qt.FocusReason.OtherFocusReason)
