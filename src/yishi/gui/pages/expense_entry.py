"""The entry of 微项目: one expense, from its day to its voucher; and what makes a resolution a micro-project.

Enter goes on to the next field and stores from the last one.
"""

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from yishi.domain.dates import PAST, read_day
from yishi.domain.fund_sorts import FUND_WORDS
from yishi.domain.money import yuan
from yishi.errors import Refusal
from yishi.gui import theme
from yishi.gui.ime import Candidate, NameBox, commit_composition
from yishi.gui.layout import column, row
from yishi.gui.pages import loop_words
from yishi.gui.pages.entry import Choice, press_by_enter, walk
from yishi.gui.pages.one_photo import PhotoButton
from yishi.gui.widgets import Button, Label
from yishi.gui.workspace import Workspace
from yishi.i18n import _

if TYPE_CHECKING:
    from yishi.services.micro_projects import Candidate as Matter

def _named(owner: QWidget, **widgets: QWidget) -> None:
    for name, widget in widgets.items():
        widget.setObjectName(name)


def _well(owner: QFrame) -> None:
    owner.setProperty("kind", "well")
    owner.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)


class ExpenseEntry(QFrame):
    """One expense to be written down.

    Signals:
        stored(): the user asks to store what is typed.
    """

    stored = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _well(self)
        self.workspace = workspace
        self.date_box, self.what_box = NameBox(name=_("哪天花的")), NameBox(hint=_("买了什么、用在哪里"), name=_("用途"))
        self.amount_box, self.voucher_box = NameBox(hint=_("元"), name=_("金额")), NameBox(hint=_("凭证号"), name=_("凭证号"))
        self.sort_button = Button("", small=True, glyph="down")
        self.sort = Choice(self.sort_button)
        self.photo_button = PhotoButton(workspace, _("凭证照片"), key="F6")
        self.store_button = Button(_("记下支出"), kind="primary", key="Ctrl+Enter")
        _named(self, expense_date_box=self.date_box, expense_what_box=self.what_box, expense_amount_box=self.amount_box,
               expense_voucher_box=self.voucher_box, expense_sort_button=self.sort_button, store_expense_button=self.store_button,
               expense_photo_button=self.photo_button)  # fmt: skip
        fields = row(self.date_box, (self.what_box, 1), self.amount_box, self.voucher_box, gap=6)
        acts = row(self.sort_button, self.photo_button, None, self.store_button, gap=6)
        self.setLayout(column(fields, acts, gap=6, margin=(12, 8, 12, 8)))
        walk((self.date_box, self.what_box, self.amount_box, self.voucher_box), self.stored.emit)
        self.store_button.clicked.connect(self.stored)
        press_by_enter(self.store_button, self.sort_button)
        self.forget()
        self.dress()

    def dress(self) -> None:
        self.date_box.setFixedWidth(theme.px(84))
        self.amount_box.setFixedWidth(theme.px(96))
        self.voucher_box.setFixedWidth(theme.px(96))

    def offer_sorts(self, sorts: list[tuple[str, str]]) -> None:
        """Say which kinds of expense there are."""
        if not self.sort.choices:
            self.sort.offer(sorts)

    def forget(self) -> None:
        """Be empty again; the kind stays, the next expense is likely of the same."""
        for box in (self.what_box, self.amount_box, self.voucher_box):
            box.set_name("")
        self.photo_button.forget()
        self.date_box.blockSignals(True)
        self.date_box.fill(_("今天"))
        self.date_box.blockSignals(False)

    def focus_first(self) -> None:
        """Begin with the day, ready to be written over."""
        commit_composition()
        self.date_box.setFocus(Qt.FocusReason.OtherFocusReason)
        self.date_box.selectAll()

    def typed(self) -> dict[str, Any]:
        """Return what `micro_projects.spend` wants to know; Refusal when day or money cannot be read (YS-T01, YS-G17)."""
        from yishi.services import micro_projects

        commit_composition()
        return {"what": self.what_box.text(), "amount": micro_projects.read_yuan(self.amount_box.text()),
                "spent_on": read_day(self.date_box.text(), self.workspace.today, PAST), "sort": self.sort.value,
                "voucher": self.voucher_box.text().strip()}  # fmt: skip


class SetUpEntry(QFrame):
    """Which resolution becomes a micro-project, with what money.

    Signals:
        stored(): the user asks to store what is typed.
        left(): never mind.
    """

    stored = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _well(self)
        self.today = date.min
        self._fixed = ""  # the project whose budget is changed
        self.title_label = Label("", bold=True, wrap=True)
        self.matter_box = NameBox(hint=_("打编号或几个字，选一条决议"), name=_("哪条决议"))
        self.matter_box.strict = True
        self.budget_box = NameBox(hint=_("预算，元"), name=_("预算"))
        self.source_box = NameBox(hint=_("资金来源，例如慈善"), name=_("资金来源"))
        self.store_button = Button(_("立项"), kind="tonal", key=_("回车"))
        self.leave_button = Button(_("不写了"), kind="quiet")
        _named(self, matter_box=self.matter_box, budget_box=self.budget_box, source_box=self.source_box,
               set_up_button=self.store_button, leave_set_up_button=self.leave_button)  # fmt: skip
        money = row((self.budget_box, 1), (self.source_box, 2), self.leave_button, self.store_button, gap=6)
        self.setLayout(column(self.title_label, self.matter_box, money, gap=6, margin=(12, 8, 12, 8)))
        walk((self.matter_box, self.budget_box, self.source_box), self.stored.emit)
        self.matter_box.picked.connect(lambda _name: self._filled())
        self.store_button.clicked.connect(self.stored)
        self.leave_button.clicked.connect(self.left)
        press_by_enter(self.store_button, self.leave_button)
        self._matters: dict[str, Matter] = {}

    def offer(self, matters: "tuple[Matter, ...]") -> None:
        """Say which resolutions may be chosen."""
        self._matters = {m.id: m for m in matters}
        found = [Candidate(f"{loop_words.short_number(m.number)}　{m.text}", "", (m.number.lower(),), m.id) for m in matters]
        self.matter_box.set_people(found)
        self.source_box.set_people([(_(word),) for sort, word in FUND_WORDS.items() if sort != "other"])

    def begin(self, project: str = "", text: str = "", budget: str = "", source: str = "") -> None:
        """Begin anew, or with what a project has now."""
        self._fixed = project
        self.title_label.setText(_("改“{text}”的预算").format(text=text) if project else _("选一条决议，立为微项目"))
        self.matter_box.setVisible(not project)
        self.store_button.set_word(_("存好") if project else _("立项"))
        for box, word in ((self.matter_box, ""), (self.budget_box, budget), (self.source_box, source)):
            box.set_name(word)
        self.show()
        self.focus_first()

    def focus_first(self) -> None:
        """Put the focus where something has to be written."""
        commit_composition()
        (self.budget_box if self._fixed else self.matter_box).setFocus(Qt.FocusReason.OtherFocusReason)

    def _filled(self) -> None:
        """Fill in the money that the resolution has already."""

        matter = self._matters.get(self.matter_box.ref or "")
        if matter is not None and matter.budget and not self.budget_box.text():
            self.budget_box.fill(yuan(matter.budget))
        if matter is not None and matter.source and not self.source_box.text():
            self.source_box.fill(matter.source)

    def typed(self) -> tuple[str, int, str]:
        """Return resolution, budget (fen) and source; Refusal without a resolution (YS-G33) or readable money (YS-G17)."""
        from yishi.services import micro_projects

        commit_composition()
        id_ = self._fixed or str(self.matter_box.ref or "")
        if not id_:
            raise Refusal("YS-G33", _("还没有选是哪条决议。"), next_step=_("打编号或几个字，从单子里选一条。"))
        return id_, micro_projects.read_yuan(self.budget_box.text()), self.source_box.text().strip()
