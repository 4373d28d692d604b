"""Fields of the two statutory decisions that may confirm a resolution: what is typed, and what comes of it at once."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from yishi.domain import owners, voting
from yishi.domain.dates import PAST, read_day
from yishi.domain.marker import N_
from yishi.errors import Refusal
from yishi.gui import theme
from yishi.gui.controls import Segments
from yishi.gui.ime import NameBox
from yishi.gui.layout import column, row
from yishi.gui.pages.evaluation_grid import whole
from yishi.gui.pages.flow_choice import FlowChoice
from yishi.gui.widgets import Field, Label
from yishi.i18n import _

_USUAL = {"village": "statutory_reps", "urban": "residents_reps"}
_RULES = {"MAJORITY_PRESENT": N_("到会过半"), "TWO_THIRDS_PRESENT": N_("到会三分之二"), "TWO_THIRDS_OF_ALL": N_("全体三分之二")}
MATTERS: tuple[str, ...] = (  # 民法典第278条第一款
    N_("业主大会议事规则"), N_("管理规约"), N_("选举、更换业主委员会"), N_("选聘、解聘物业企业"), N_("使用维修资金"),
    N_("筹集维修资金"), N_("改建、重建建筑物"), N_("改变共有部分用途或用于经营"), N_("其他共有和共同管理的重大事项"),
)  # fmt: skip


class Fields(QWidget):
    """What both have: boxes that Enter walks through, and a result that follows the typing.

    `outcome` says what comes of what is typed: words and their colour; it may refuse what cannot be read.

    Signals:
        passed_on(): Enter in the last box.
    """

    passed_on = Signal()

    def __init__(self, outcome: Callable[[], tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._outcome = outcome
        self.today = date.min
        self.result_label = Label("", "muted", wrap=True)
        self._order: list[Field | NameBox] = []

    def _number(self, name: str, key: str) -> Field:
        box = Field(name=name)
        box.setObjectName(key)
        box.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)
        box.returnPressed.connect(lambda: self._next(box))
        box.textChanged.connect(self.tell)
        self._order.append(box)
        return box

    def _day(self, name: str, key: str) -> NameBox:
        box = NameBox(name=name)
        box.setObjectName(key)
        box.chosen.connect(lambda: self._next(box))
        box.textChanged.connect(self.tell)
        self._order.append(box)
        return box

    def _next(self, box: QWidget) -> None:
        here = next(n for n, each in enumerate(self._order) if each is box)
        if here + 1 < len(self._order):
            self._order[here + 1].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.passed_on.emit()

    def tell(self) -> None:
        """Say what comes of the numbers, with the rule; what is not right yet is said, not refused."""
        try:
            words, kind = self._outcome()
        except Refusal as refusal:
            words, kind = refusal.message, "yellow"
        self.result_label.setText(words)
        self.result_label.tint(kind)

    def first(self) -> QWidget:
        """Return the box to begin in."""
        return self._order[0]


class MeetingFields(Fields):
    """A statutory meeting: form, day, members, present, quorum, rule, votes, day of the party's study."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self._counted, parent)
        self.form_choice, self.rule_choice = FlowChoice(self), FlowChoice(self)
        self.quorum_choice = Segments()
        self.day_box = self._day(_("哪天开的会"), "held_on_box")
        self.members_box, self.present_box = self._number(_("组成人员"), "members_box"), self._number(_("到会"), "present_box")
        self.for_box, self.against_box = self._number(_("同意"), "statutory_for_box"), self._number(_("反对"), "statutory_against_box")
        self.abstain_box = self._number(_("弃权"), "statutory_abstain_box")
        self.party_box = self._day(_("党组织研究日期"), "party_precheck_box")
        self.party_box.setPlaceholderText(_("没有就空着"))
        self.form_choice.setObjectName("statutory_form_choice")
        self.rule_choice.setObjectName("statutory_rule_choice")
        self.quorum_choice.setObjectName("quorum_choice")
        self.rule_choice.offer([(rule, _(word)) for rule, word in _RULES.items()])
        self.rule_choice.picked.connect(self.tell)
        self.quorum_choice.picked.connect(self.tell)
        hint = Label(_("按会议记录填写；新法条文待核对"), "muted", step=-1, wrap=True)
        people = ((_("开会日"), self.day_box), (_("组成人员"), self.members_box), (_("到会"), self.present_box))
        votes = ((_("同意"), self.for_box), (_("反对"), self.against_box), (_("弃权"), self.abstain_box))
        party = Label(_("党组织研究"), "muted")
        party.setBuddy(self.party_box)
        self.setLayout(column(self.form_choice, grid(people), row(Label(_("有效人数已满足")), self.quorum_choice, None), hint,
                              self.rule_choice, grid(votes), row(party, (self.party_box, 1)), self.result_label, gap=4))  # fmt: skip

    def offer(self, kind: str, forms: Sequence[tuple[str, str]], today: date) -> None:
        """Be empty, for a village or an urban community and its statutory forms (code, name)."""
        self.today = today
        self.form_choice.offer(forms)
        self.form_choice.choose(_USUAL[kind])
        self.quorum_choice.offer([("yes", _("是")), ("no", _("否"))])
        self.quorum_choice.unchoose()
        for box in self._order:
            box.clear()
        self.tell()

    def typed(self) -> dict[str, Any]:
        """Return the keywords of `confirmation.by_meeting`; Refusal where something is missing or cannot be read."""
        if not self.day_box.text().strip():
            raise Refusal("YS-L60", _("还没填是哪天开的会。"), next_step=_("可以写 今天、昨天、5-9、5月9日。"))
        if not self.quorum_choice.value:
            raise Refusal("YS-L61", _("还没选有效人数是不是满足。"), next_step=_("请按会议记录选“是”或“否”。"))
        party = self.party_box.text().strip()
        return {
            "form": self.form_choice.value,
            "held_on": read_day(self.day_box.text(), self.today, PAST),
            "members": needed(self.members_box),
            "present": needed(self.present_box),
            "quorum_met": self.quorum_choice.value == "yes",
            "rule": self.rule_choice.value,
            "party_precheck_on": read_day(party, self.today, PAST) if party else None,
        } | self._votes()

    def _votes(self) -> dict[str, int]:
        boxes = {"votes_for": self.for_box, "votes_against": self.against_box, "abstain": self.abstain_box}
        return {name: whole(box.text(), box.accessibleName()) or 0 for name, box in boxes.items()}

    def _counted(self) -> tuple[str, str]:
        if not (self.members_box.text() and self.present_box.text() and self.for_box.text()):
            return _("填好人数和票数，是不是通过在这里算。"), "muted"
        members, present, votes = needed(self.members_box), needed(self.present_box), self._votes()
        if present > members:
            return _("到会{present}人，比组成人员{members}人还多。").format(present=present, members=members), "yellow"
        rest = max(0, present - sum(votes.values()))
        tally = voting.Tally(votes["votes_for"], votes["votes_against"], votes["abstain"], 0, rest)
        voting.check_tally(tally, present)
        words = voting.explain(self.rule_choice.value, tally, present, members)
        if not voting.carried(self.rule_choice.value, tally, present, members):
            return words, "red"
        if self.quorum_choice.value != "yes":
            no = self.quorum_choice.value == "no"
            return words + (_("；但有效人数没有满足，不能确认") if no else _("；还要选有效人数是不是满足")), "red" if no else "yellow"
        return words + _("；协商意见由此确认"), "green"


class OwnersFields(Fields):
    """An owners' vote: item of article 278, from when to when, and three by two numbers."""

    def __init__(self, parent: QWidget | None = None, *, narrow: bool = False) -> None:
        super().__init__(self._counted, parent)
        self.matter_box, self.matter_label = self._number(_("民法典第278条第几项"), "civil_code_278_box"), Label("", "muted", wrap=True)
        self.start_box, self.end_box = self._day(_("从哪天"), "owners_start_box"), self._day(_("到哪天"), "owners_end_box")
        self.boxes: dict[str, Field] = {}
        for who, word in (("total", _("全体")), ("participating", _("参与")), ("agree", _("同意"))):
            for what, unit in (("owners", _("户数")), ("area", _("面积"))):
                self.boxes[f"{who}_{what}"] = self._number(word + unit, f"{who}_{what}_box")
        for box in self.boxes.values():
            if box.objectName().endswith("area_box"):
                box.setPlaceholderText(_("平方米"))
        article = Label(_("民法典278条第"))
        days = ((_("从哪天"), self.start_box), (_("到哪天"), self.end_box))
        item = row(article, self.matter_box, Label(_("项")), None if narrow else (self.matter_label, 1), gap=6)
        below = (self.matter_label,) if narrow else ()
        self.setLayout(column(item, *below, grid(days), self._numbers(), self.result_label, gap=4))
        self.dress()

    def dress(self) -> None:
        self.matter_box.setFixedWidth(theme.px(40))

    def _numbers(self) -> QGridLayout:
        lines = QGridLayout()
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setHorizontalSpacing(6)
        lines.setVerticalSpacing(2)
        for down, (what, unit) in enumerate((("owners", _("户数")), ("area", _("面积")))):
            lines.addWidget(Label(unit, "muted"), down + 1, 0)
            for across, (who, word) in enumerate((("total", _("全体")), ("participating", _("参与")), ("agree", _("同意")))):
                lines.addWidget(Label(word, "muted", step=-1), 0, across + 1)
                lines.addWidget(self.boxes[f"{who}_{what}"], down + 1, across + 1)
                lines.setColumnStretch(across + 1, 1)
        return lines

    def offer(self, today: date) -> None:
        """Be empty."""
        self.today = today
        for box in self._order:
            box.clear()
        self.tell()

    def typed(self) -> dict[str, Any]:
        """Return the keywords of `confirmation.by_owners` but the matter; Refusal where something is missing or unreadable."""
        for box in (self.start_box, self.end_box):
            if not box.text().strip():
                raise Refusal("YS-L60", _("还没填表决是从哪天到哪天。"), next_step=_("可以写 今天、昨天、5-9、5月9日。"))
        return {
            "civil_code_278": needed(self.matter_box),
            "starts_on": read_day(self.start_box.text(), self.today, PAST),
            "ends_on": read_day(self.end_box.text(), self.today, PAST),
            "counts": self._counts(),
        }

    def _counts(self) -> dict[str, int]:
        found = {}
        for name, box in self.boxes.items():
            if name.endswith("_area"):
                found[name] = owners.read_area(needed_text(box))
            else:
                found[name] = needed(box)
        return found

    def _counted(self) -> tuple[str, str]:
        number = whole(self.matter_box.text(), self.matter_box.accessibleName()) or 0
        strict = _("四分之三") if number in owners.STRICTER else _("过半")
        known = 1 <= number <= len(MATTERS)
        matter = _(MATTERS[number - 1]) if known else ""
        self.matter_label.setText(_("{matter}：参与三分之二，同意{share}").format(matter=matter, share=strict) if known else "")
        if not known or not all(box.text().strip() for box in self.boxes.values()):
            return _("填好项目、户数和面积，是不是通过在这里算。"), "muted"
        tally = owners.OwnersTally(**self._counts(), matter=number)
        return owners.explain_owners(tally), "green" if owners.owners_carried(tally) else "red"


def needed_text(box: Field) -> str:
    """Return what stands in a box; Refusal when it is empty."""
    text = box.text().strip()
    if not text:
        raise Refusal("YS-L62", _("“{word}”还空着。").format(word=box.accessibleName()), next_step=_("请按会议记录或计票单填上。"))
    return text


def needed(box: Field) -> int:
    """Return the whole number in a box; Refusal when it is empty or no number."""
    found = whole(needed_text(box), box.accessibleName())
    assert found is not None
    return found


def grid(fields: tuple[tuple[str, QWidget], ...]) -> QGridLayout:
    """Lay boxes side by side, each below its word."""
    laid = QGridLayout()
    laid.setContentsMargins(0, 0, 0, 0)
    laid.setHorizontalSpacing(6)
    laid.setVerticalSpacing(2)
    for across, (word, box) in enumerate(fields):
        label = Label(word, "muted", step=-1)
        label.setBuddy(box)
        laid.addWidget(label, 0, across)
        laid.addWidget(box, 1, across)
        laid.setColumnStretch(across, 1)
    return laid
