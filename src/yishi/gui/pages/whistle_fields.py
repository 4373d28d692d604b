"""What an escalation order asks for besides why it cannot be solved here: which of the three cases, who should come, for what."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from yishi.domain.marker import N_
from yishi.gui.ime import NameBox
from yishi.gui.layout import column, row
from yishi.gui.pages.flow_choice import FlowChoice
from yishi.gui.widgets import Field, Label, Tick
from yishi.i18n import _
from yishi.services.loop_signs import CASE_WORDS

SHORT = {"outstanding": N_("群众反映突出"), "enforcement": N_("需要综合执法"), "emergency": N_("应急处置")}


class WhistleFields(QWidget):
    """Fields of 4.9; the reason itself is the line of text of the entry row.

    Signals:
        passed_on(): Enter in the last field.
    """

    passed_on = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.case_choice, self.urgent_tick = FlowChoice(self), Tick(_("紧急"))
        self.unit_box = Field(hint=_("请哪个单位来"), name=_("请求报到单位"))
        self.request_box = Field(hint=_("请他们做什么"), name=_("请求事项"))
        self.measures_box = Field(hint=_("本级做过什么，可以不写"), name=_("已采取措施"))
        self.reviewed_box = NameBox(hint=_("谁审核的"), name=_("审核人"))
        names = {"whistle_case_choice": self.case_choice, "whistle_urgent_tick": self.urgent_tick, "whistle_unit_box": self.unit_box,
                 "whistle_request_box": self.request_box, "whistle_measures_box": self.measures_box,
                 "whistle_reviewed_box": self.reviewed_box}  # fmt: skip
        for name, widget in names.items():
            widget.setObjectName(name)
        self.setLayout(column(
            row((self.case_choice, 1)), row((self.unit_box, 1), self.urgent_tick, gap=6), self.request_box, self.measures_box,
            row(Label(_("审核后才吹"), "muted"), (self.reviewed_box, 1), gap=6), gap=6))  # fmt: skip
        self.case_choice.entered.connect(lambda: self._go(self.unit_box))
        self.unit_box.returnPressed.connect(lambda: self._go(self.request_box))
        self.request_box.returnPressed.connect(lambda: self._go(self.measures_box))
        self.measures_box.returnPressed.connect(lambda: self._go(self.reviewed_box))
        self.reviewed_box.chosen.connect(self.passed_on)

    def offer(self, urgent_days: int = 0) -> None:
        """Be empty, with the first case chosen; `urgent_days` working days are given to answer an urgent one, 0 = the same day."""
        within = _("紧急，{n}个工作日内来").format(n=urgent_days) if urgent_days else _("紧急，当天来")
        self.urgent_tick.setText(within)
        self.case_choice.offer([(case, _(SHORT[case])) for case in SHORT])
        for case, button in self.case_choice.buttons.items():
            button.setToolTip(_(CASE_WORDS[case]))
        self.urgent_tick.setChecked(False)
        for box in (self.unit_box, self.request_box, self.measures_box, self.reviewed_box):
            box.clear()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return not any(box.text().strip() for box in (self.unit_box, self.request_box, self.measures_box, self.reviewed_box))

    def first(self) -> QWidget:
        """Return where to begin."""
        return self.unit_box

    def _go(self, widget: QWidget) -> None:
        widget.setFocus(Qt.FocusReason.TabFocusReason)

    def typed(self) -> dict[str, Any]:
        """Return the keywords of `whistles.escalate`."""
        return {"case": self.case_choice.value, "urgent": self.urgent_tick.isChecked(), "asked_unit": self.unit_box.text().strip(),
                "request": self.request_box.text().strip(), "measures": self.measures_box.text().strip(),
                "reviewed_by": self.reviewed_box.text().strip()}  # fmt: skip
