"""表决: three figures, the third filled in by itself, the sum and the outcome worked out while they are typed."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QLayout, QWidget

from yishi.domain.terms import N_
from yishi.gui import forms
from yishi.gui.chips import Shape
from yishi.gui.controls import Button, Segments
from yishi.gui.ime import TextBox, commit_composition
from yishi.gui.layout import column
from yishi.gui.pages.entry import Choice, NumberBox
from yishi.gui.widgets import Label
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.answers import AgendaLine, MeetingSheet

METHODS = (("raise", N_("举手")), ("paper", N_("投票")), ("consensus", N_("无异议")))
RULES = ("FOR_GT_AGAINST", "MAJORITY_PRESENT", "TWO_THIRDS_PRESENT", "CONSENSUS", "INFO_ONLY")


@dataclass(frozen=True)
class _Typed:
    """What is in the card and not in the book yet, of one item of the agenda."""

    motion: str
    method: str
    rule: str
    figures: tuple[str, str, str]
    abstain_typed: bool


class VoteCard(QWidget):
    """Enter goes 同意 → 反对 → 弃权 → stored. What does not add up is said in a line, never in a dialog.

    Figures that are not recorded yet wait with their item of the agenda while another one is discussed.

    Signals:
        stored(): the vote is in the book.
    """

    stored = Signal()

    vote_body: QWidget
    rule_button: Button
    motion_box: TextBox
    method_row: QWidget
    method_segments: Segments
    all_for_button: Button
    tally_row: QWidget
    sum_label: Label
    outcome_shape: Shape
    outcome_label: Label
    vote_button: Button

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.sheet: MeetingSheet | None = None
        self.agenda: AgendaLine | None = None
        self.present = 0
        self._abstain_typed = False
        self._waiting: dict[str, _Typed] = {}  # by the id of the item
        self._usual = RULES[0]
        forms.wear(self, "vote_card")
        from yishi.domain.voting import RULE_WORDS

        self.rules = Choice(self.rule_button, [(rule, _(RULE_WORDS[rule])) for rule in RULES])
        self.rules.picked.connect(lambda _rule: self._count())
        self.method_segments.offer([(value, _(word)) for value, word in METHODS])
        self.method_segments.picked.connect(self._method)
        self.for_box, self.against_box, self.abstain_box = boxes = [
            NumberBox(word) for word in (_("同意"), _("反对"), _("弃权"))
        ]
        layout = self.tally_row.layout()
        assert layout is not None
        for box, name in zip(boxes, ("for_box", "against_box", "abstain_box"), strict=True):
            box.setObjectName(name)
            self._add(layout, box)
        self.for_box.entered.connect(lambda: self._to(self.against_box))
        self.against_box.entered.connect(lambda: self._to(self.abstain_box))
        self.abstain_box.entered.connect(self.store)
        self.abstain_box.installEventFilter(self)
        for box in (self.for_box, self.against_box):
            box.textEdited.connect(lambda _text: self._count())
        self.abstain_box.textEdited.connect(self._typed_abstain)
        self.motion_box.submitted.connect(lambda _text: self._to(self.for_box))
        self.all_for_button.clicked.connect(self._all_for)
        self.vote_button.clicked.connect(self.store)
        self._count()

    def _add(self, layout: QLayout, box: NumberBox) -> None:
        word = Label(box.accessibleName(), "muted", step=-0.5)
        word.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        holder = QWidget()
        holder.setLayout(column(word, box, gap=2))
        layout.addWidget(holder)

    # ---- what it shows

    def show_item(self, sheet: MeetingSheet, agenda: AgendaLine | None) -> None:
        """Stand for this item of the agenda; figures half typed stay while the item is the same."""
        from yishi.services import voting

        same = self.agenda is not None and agenda is not None and self.agenda.id == agenda.id
        if not same and self.agenda is not None and self.is_begun:
            self._waiting[self.agenda.id] = self._typed()
        self.sheet, self.agenda = sheet, agenda
        self.present = sum(1 for line in sheet.marked("present", "proxy") if not line.left_at)
        if not same:
            self._usual = voting.usual_rule(sheet.line.form)
            self.clear()
            if agenda is not None and agenda.id in self._waiting:
                self._bring_back(self._waiting.pop(agenda.id))
        self._count()

    def _typed(self) -> _Typed:
        figures = (self.for_box.text(), self.against_box.text(), self.abstain_box.text())
        return _Typed(
            self.motion_box.toPlainText(), self.method_segments.value, self.rules.value, figures, self._abstain_typed
        )

    def _bring_back(self, typed: _Typed) -> None:
        self.motion_box.setPlainText(typed.motion)
        self.method_segments.choose(typed.method)
        self.rules.choose(typed.rule)
        self._abstain_typed = typed.abstain_typed
        for box, text in zip((self.for_box, self.against_box, self.abstain_box), typed.figures, strict=True):
            box.setText(text)

    def clear(self) -> None:
        """Empty the figures and fill in what is likely."""
        self._abstain_typed = False
        for box in (self.for_box, self.against_box, self.abstain_box):
            box.clear()
        voted = self.sheet is not None and self.agenda is not None and any(m.agenda == self.agenda.no for m in self.sheet.motions)
        self.motion_box.setPlainText(self.agenda.title if self.agenda and not voted else "")
        self.method_segments.choose(METHODS[0][0])
        self.rules.choose(self._usual)

    def begin(self) -> None:
        """F8: the cursor goes to 同意; pressed there again, to the words of the motion."""
        commit_composition()
        on_figures = self.for_box.hasFocus() or not self.motion_box.toPlainText().strip()
        self._to(self.motion_box if on_figures else self.for_box)

    def _to(self, box: QWidget) -> None:
        box.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(box, NumberBox):
            box.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):  # only from 弃权 does Enter record the vote
            self.vote_button.set_word(_("记下表决"), _("回车") if event.type() == QEvent.Type.FocusIn else "")
        return False

    # ---- the figures

    @property
    def is_begun(self) -> bool:
        """Whether figures stand here that are not in the book."""
        return bool(self.for_box.text() or self.against_box.text() or self._abstain_typed)

    @property
    def is_ready(self) -> bool:
        """Whether the figures are complete, fit those present, and it is said what was voted on."""
        figures = self._figures()
        complete = bool(self.for_box.text() and self.against_box.text() and self.motion_box.toPlainText().strip())
        return complete and figures is not None and sum(figures) <= self.present

    def _method(self, method: str) -> None:
        if method == "consensus":
            self.rules.choose("CONSENSUS")
            self._all_for()
            return
        if self.rules.value == "CONSENSUS":
            self.rules.choose(self._usual)
            self._count()
        self._to(self.for_box)

    def _all_for(self) -> None:
        self._abstain_typed = False
        self.for_box.setText(str(self.present))
        self.against_box.setText("0")
        self._count()
        self._to(self.abstain_box)

    def _typed_abstain(self) -> None:
        self._abstain_typed = bool(self.abstain_box.text())
        self._count()

    def _figures(self) -> tuple[int, int, int] | None:
        votes_for, votes_against = self.for_box.number(), self.against_box.number()
        if votes_for is None or votes_against is None:
            return None
        if not self._abstain_typed:
            rest = max(0, self.present - votes_for - votes_against)
            self.abstain_box.fill(str(rest) if self.for_box.text() else "")
        abstain = self.abstain_box.number()
        return None if abstain is None else (votes_for, votes_against, abstain)

    def _count(self) -> None:
        """Say whether the figures add up and what they would mean."""
        figures = self._figures()
        self.outcome_shape.hide()
        self.outcome_label.setText("")
        if figures is None:
            self._say(_("这里要写数字。"), "yellow")
            return
        if not self.for_box.text():
            words = _("实到{n}人，弃权自动算").format(n=self.present)
            self._say(words if self.present else _("还没有人签到，先按 F4 签到"), "muted" if self.present else "yellow")
            return
        total, rest = sum(figures), self.present - sum(figures)
        if rest < 0:
            words = _("合计{total}，比实到{n}多{more}").format(total=total, n=self.present, more=-rest)
            self._say(words, "yellow")
            return
        equal, fewer = _("合计{total}，等于实到{n}"), _("合计{total}，实到{n}，{rest}人没有投")
        self._say((fewer if rest else equal).format(total=total, n=self.present, rest=rest), "green" if not rest else "muted")
        self._foresee(figures, rest)

    def _foresee(self, figures: tuple[int, int, int], rest: int) -> None:
        from yishi.domain import voting

        tally = voting.Tally(*figures, 0, rest)
        passed = voting.carried(self.rules.value, tally, self.present, self.present)
        self.outcome_shape.state = "passed" if passed else "note"
        self.outcome_shape.update()
        self.outcome_shape.show()
        self.outcome_label.setText(voting.explain(self.rules.value, tally, self.present, self.present))

    def _say(self, words: str, kind: str) -> None:
        self.sum_label.setText(words)
        self.sum_label.tint(kind)

    # ---- storing

    def store(self) -> None:
        """Write the vote down, when the figures can be true."""
        figures = self._figures()
        if self.sheet is None or self.agenda is None:
            self._say(_("还没有议题，先按 Ctrl+N 加一条"), "yellow")
            return
        if not self.for_box.text() or figures is None or sum(figures) > self.present:
            self._to(self.for_box)
            return
        if not self.motion_box.toPlainText().strip():
            self._say(_("表决什么，还空着"), "yellow")
            self._to(self.motion_box)
            return
        self.record()
        self.stored.emit()

    def record(self) -> str:
        """Put the vote into the book, as one action, and return the motion's id; only when `is_ready` or as checked."""
        from yishi.services import voting

        assert self.sheet is not None and self.agenda is not None
        figures = self._figures()
        assert figures is not None
        method = dict(METHODS)[self.method_segments.value]  # as the book has it in every language
        with self.workspace.write("vote", words=_("记下第{no}项的表决").format(no=self.agenda.no)) as session:
            motion = voting.record(
                session, self.sheet.line.id, self.agenda.no, self.motion_box.toPlainText(), self.rules.value, method, *figures
            )
        self.clear()
        self._count()
        return motion
