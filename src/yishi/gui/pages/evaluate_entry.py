"""The card in which one paper or one call is entered: who, what to say first, the answers, what became of a call."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QWidget

from yishi.gui import theme
from yishi.gui.controls import Button, Field, Segments
from yishi.gui.layout import column, row
from yishi.gui.masked import Cover
from yishi.gui.pages.answer_form import BIG, AnswerForm
from yishi.gui.widgets import Card, Glyph, Label, Rule
from yishi.i18n import _
from yishi.services.evaluating import CallLine


class EntryCard(Card):
    """One card for both ways; what only a call needs is hidden for papers.

    Signals:
        stored(): 存好.
        tried(str): the call brought nothing: no_answer, refused or wrong_number.
        phone_wanted(): the full number is asked for.
    """

    stored = Signal()
    tried = Signal(str)
    phone_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self.number_label, self.who_label = Label("", "muted", step=1), Label("", step=1, bold=True)
        self.phone_label = Label("")
        self.eye_button = Button(_("看全号30秒"), kind="quiet", glyph="eye")
        self.script_label = Label("", wrap=True)
        self.script_strip = QFrame()
        self.script_strip.setProperty("kind", "strip-blue")
        self.script_strip.setLayout(row(Glyph("phone", "blue"), (self.script_label, 1), margin=(10, 5, 8, 5)))
        self.asked_choice = Segments((("beneficiary", _("居民")), ("representative", _("居民代表"))))
        self.unit_box = Field(hint=_("楼栋，可不填"), name=_("楼栋或组"))
        self.form = AnswerForm()
        self.missed_button, self.refused_button = Button(_("未接"), key="N"), Button(_("不愿答"), key="R")
        self.wrong_button = Button(_("空号"))
        self.store_button = Button(_("存好，打下一户"), kind="primary", key=_("回车"), glyph="next")
        self.paper_row, self.call_row = QWidget(), QWidget()
        self.paper_row.setLayout(row(self.asked_choice, (self.unit_box, 1)))
        self.call_row.setLayout(row(self.missed_button, self.refused_button, self.wrong_button, gap=6))
        super().__init__(column(
            row(self.number_label, self.who_label, None, self.phone_label, self.eye_button),
            Rule(), self.script_strip, self.paper_row, self.form, Rule(), row(self.call_row, None, self.store_button),
            None, gap=7, margin=(14, 8, 14, 10)))  # fmt: skip
        if parent is not None:
            self.setParent(parent)
        self._hide = Cover(self, self.cover)
        self._masked = ("", "")
        self._connect()
        self.dress()

    def dress(self) -> None:
        """Stand closer where letters are big and height is scarce."""
        layout = self.layout()
        if layout is not None:
            layout.setSpacing(7 if theme.points < BIG else 4)

    def _connect(self) -> None:
        for button in (self.eye_button, self.missed_button, self.refused_button, self.wrong_button, self.store_button,
                       *self.asked_choice.buttons.values()):  # fmt: skip
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.store_button.clicked.connect(self.stored)
        self.form.entered.connect(self.stored)
        self.unit_box.returnPressed.connect(self.stored)
        self.missed_button.clicked.connect(lambda: self.tried.emit("no_answer"))
        self.refused_button.clicked.connect(lambda: self.tried.emit("refused"))
        self.wrong_button.clicked.connect(lambda: self.tried.emit("wrong_number"))
        self.eye_button.clicked.connect(self.phone_wanted)

    def show_way(self, *, call: bool) -> None:
        """Show what a call needs, or what a paper needs."""
        for widget in (self.script_strip, self.phone_label, self.eye_button, self.call_row, self.form.wants_tick):
            widget.setVisible(call)
        self.paper_row.setVisible(not call)
        self.number_label.setVisible(call)
        self.store_button.set_word(_("存好，打下一户") if call else _("存好，录下一份"))

    def show_paper(self, number: int) -> None:
        """Be ready for the paper of this number; what was begun stays."""
        self.who_label.setText(_("第{n}份").format(n=number))

    def show_call(self, line: CallLine, script: str) -> None:
        """Show whom to call; the same one again keeps what is being entered."""
        self.script_label.setText(script)
        self.number_label.setText(f"{line.number:02d}")
        masked = ("　".join(part for part in (line.name, line.unit) if part), line.phone or _("没有电话"))
        if masked != self._masked or not self._hide.running:
            self._masked = masked
            self.cover()
        self.eye_button.setEnabled(bool(line.phone))
        for button in (self.missed_button, self.refused_button, self.wrong_button):
            button.setEnabled(line.open)

    def unmask(self, name: str, phone: str) -> None:
        """Show the full name and number for half a minute."""
        self.who_label.setText(name)
        self.phone_label.setText(phone)
        self._hide.start()

    def cover(self) -> None:
        """Show name and number as lists do."""
        self._hide.stop()
        self.who_label.setText(self._masked[0])
        self.phone_label.setText(self._masked[1])

    def hideEvent(self, event: QHideEvent) -> None:
        self.cover()
        super().hideEvent(event)
