"""「还好吗」: a closed matter asked about again; a no offers to reopen it, or a new topic when the window is over."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from yishi.gui.controls import Button, Field
from yishi.gui.layout import column, row
from yishi.gui.widgets import Card, Label, Rule
from yishi.i18n import _
from yishi.services.evaluating import AftercareLine


class AftercareCard(Card):
    """Two answers and a sentence.

    Signals:
        noted(bool): 还好 or 又出问题了.
    """

    noted = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        self.title, self.facts = Label(_("还好吗？"), step=2.5, bold=True), Label("", "muted", wrap=True)
        self.text_label = Label("", bold=True, wrap=True)
        self.words_box = Field(hint=_("他怎么说，例如：隔离桩又倒了两根（F2）"), name=_("一句话"))
        self.fine_button = Button(_("还好"), kind="primary", key="1")
        self.bad_button = Button(_("又出问题了"), key="2")
        self.rule_label = Label(_("办结30天内又出问题，可以重新办理；过了30天，作为新议题放进议题池。"), "muted", step=-1, wrap=True)
        super().__init__(column(self.title, self.text_label, self.facts, Rule(), self.words_box,
                                row(self.fine_button, self.bad_button, None), self.rule_label, None, gap=10, margin=16))  # fmt: skip
        if parent is not None:
            self.setParent(parent)
        for button, fine in ((self.fine_button, True), (self.bad_button, False)):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _on=False, fine=fine: self.noted.emit(fine))

    def show_line(self, line: AftercareLine) -> None:
        """Show what to ask about."""
        self.text_label.setText(line.text)
        facts = [_("{day}办结，已满90天。").format(day=f"{line.closed_on.year}年{line.closed_on.month}月{line.closed_on.day}日")]
        if line.raiser:
            facts.append(_("{name}提出的，先问他。").format(name=line.raiser))
        self.facts.setText("".join(facts))
