"""当场答复、会后办理、上报: how an opinion is dealt with and what was answered, in a row above the entry row."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from yishi.domain.terms import HANDLING_WORDS, N_
from yishi.gui import theme
from yishi.gui.controls import Button, Segments
from yishi.gui.ime import NameBox, commit_composition
from yishi.gui.layout import column, row
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.widgets import ElidedLabel
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.answers import SpeechLine

NOT_SAID = N_("不记")


class HandlingRow(QFrame):
    """Ctrl+K opens it for the chosen speeches or the last one; Ctrl+K again goes on to the next way, Enter stores.

    Signals:
        left(): it is stored, or not wanted.
    """

    left = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.speeches: tuple[SpeechLine, ...] = ()
        self.setProperty("kind", "strip-blue")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.whose_label = ElidedLabel(kind="blue")
        self.ways = Segments([*((value, _(word)) for value, word in HANDLING_WORDS.items()), ("", _(NOT_SAID))])
        self.ways.setObjectName("handling_ways")
        self.reply_box = NameBox(hint=_("怎么答复的（可不填）"), name=_("答复"))
        self.reply_box.setObjectName("reply_box")
        self.store_button = Button(_("记好"), key=_("回车"), kind="tonal")
        self.store_button.setObjectName("handling_store_button")
        self.leave_button = Button(_("不用了"), key="Esc", kind="quiet", small=True)
        first = row((self.whose_label, 1), self.leave_button)
        self.setLayout(column(first, row(self.ways, None), row((self.reply_box, 1), self.store_button), gap=4, margin=(12, 6, 8, 8)))
        self.reply_box.chosen.connect(self.store)
        self.ways.picked.connect(lambda _way: self.reply_box.setFocus(Qt.FocusReason.OtherFocusReason))
        self.store_button.clicked.connect(self.store)
        self.leave_button.clicked.connect(self.left)
        press_by_enter(self.store_button, self.leave_button)
        self.hide()

    def dress(self) -> None:
        for button in self.ways.buttons.values():
            button.setProperty("small", theme.points >= theme.POINTS[1])

    def begin(self, speeches: Sequence[SpeechLine]) -> None:
        """Stand for these speeches; already open for them, go on to the next way."""
        commit_composition()
        if not speeches:
            return
        if self.isVisible() and [each.id for each in speeches] == [each.id for each in self.speeches]:
            values = list(self.ways.buttons)
            self.ways.choose(values[(values.index(self.ways.value) + 1) % len(values)])
            return
        self.speeches = tuple(speeches)
        first = speeches[0]
        if len(speeches) == 1:
            self.whose_label.setText(_("{who}：{text}").format(who=first.speaker, text=first.text))
            self.reply_box.set_name(first.reply)
        else:
            self.whose_label.setText(_("选中的{n}条意见").format(n=len(speeches)))
            self.reply_box.set_name("")
        self.ways.choose(first.handling or "on_spot")
        self.show()
        self.reply_box.setFocus(Qt.FocusReason.OtherFocusReason)

    def store(self) -> None:
        """Write down what stands here; several opinions get the same way, and the answer only where one was typed."""
        commit_composition()
        if self.speeches:
            reply = self.reply_box.text().strip()
            self.mark(self.speeches, self.ways.value, reply if reply or len(self.speeches) == 1 else None)
        self.left.emit()

    def mark(self, speeches: Sequence[SpeechLine], way: str, reply: str | None = None) -> None:
        """Write down one way for all of these, as one action."""
        from yishi.services import room

        if not speeches:
            return
        word = _(HANDLING_WORDS.get(way, NOT_SAID))
        with self.workspace.write("handle", words=_("意见怎么办：{way}").format(way=word)) as session:
            for speech in speeches:
                room.handle(session, speech.id, way, reply)

    def leave(self) -> None:
        """Be closed."""
        self.speeches = ()
        self.hide()
