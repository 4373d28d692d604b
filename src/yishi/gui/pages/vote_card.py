"""表决: what is put to the vote, by which way and rule; the sums and the outcome are worked out while one types."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from yishi.gui import forms, theme
from yishi.gui.chips import Shape
from yishi.gui.controls import Button, Segments
from yishi.gui.ime import TextBox, commit_composition
from yishi.gui.pages.dissent_row import DissentRow
from yishi.gui.pages.entry import Choice, stand_in
from yishi.gui.pages.vote_ballot import BallotRow
from yishi.gui.pages.vote_count import Count, by_hand, by_name, on_paper
from yishi.gui.pages.vote_figures import Figures, into
from yishi.gui.pages.vote_named import NamedList
from yishi.gui.pages.vote_owners import OwnersPart
from yishi.gui.pages.vote_recusal import Recusals
from yishi.gui.pages.vote_tellers import TellerRow
from yishi.gui.pages.vote_ways import METHODS, RULES, Typed, latest, led_on, motions, pending, usual
from yishi.gui.widgets import Label
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.answers import AgendaLine, MeetingSheet, MotionLine
from yishi.services.seat_lines import SeatLine, entitled_in, recused_in


class VoteCard(QWidget):
    """Enter goes 同意 → 反对 → 弃权 → stored. What does not add up is said in a line, never in a dialog.

    Figures that are not recorded yet wait with their item of the agenda while another one is discussed.

    Signals:
        stored(): the vote is in the book.
        grown(): the card needs more or less room than before.
        reason_needed(str): before a vote can be recorded, a reason must be given for this legal check.
    """

    stored = Signal()
    grown = Signal()
    reason_needed = Signal(str)

    vote_body: QWidget
    hands_body: QWidget
    owners_place: QWidget
    rule_button: Button
    motion_box: TextBox
    method_segments: Segments
    ballot_place: QWidget
    figures_place: QWidget
    named_place: QWidget
    tellers_place: QWidget
    sum_label: Label
    outcome_shape: Shape
    outcome_label: Label
    announce_button: Button
    vote_button: Button
    all_for_button: Button
    put_button: Button
    recuse_button: Button
    dissent_button: Button
    strike_button: Button
    recusal_place: QWidget
    dissent_place: QWidget

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.sheet: MeetingSheet | None = None
        self.agenda: AgendaLine | None = None
        self.seats: tuple[SeatLine, ...] = ()
        self.needs_reason = ""  # the legal check that is not met and not waived yet
        self._waiting: dict[str, Typed] = {}  # by the id of the item
        self._usual, self._usual_way = RULES[0][0], METHODS[0][0]
        self._shown_way = ""
        self._came_from: QWidget | None = None  # where the cursor was before a recusal was asked for
        forms.wear(self, "vote_card")
        self.rules = Choice(self.rule_button, [(rule, _(word)) for rule, word in RULES])
        self.method_segments.offer([(value, _(word)) for value, word in METHODS])
        self.figures, self.ballot, self.named, self.tellers = Figures(), BallotRow(), NamedList(), TellerRow(workspace)
        self.recusals, self.dissent = Recusals(workspace), DissentRow(workspace)
        self.owners = OwnersPart(workspace, (self.hands_body, self.rule_button))
        for holder, part in ((self.figures_place, self.figures), (self.ballot_place, self.ballot), (self.named_place, self.named),
                             (self.tellers_place, self.tellers), (self.recusal_place, self.recusals),
                             (self.dissent_place, self.dissent), (self.owners_place, self.owners)):  # fmt: skip
            stand_in(holder, part)
        self.for_box, self.against_box, self.abstain_box = self.figures.boxes
        self._connect()
        self._announces = False  # a counted vote waits to be shown in the hall
        self.announce_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.dress()
        self._count()

    def _connect(self) -> None:
        self.rules.picked.connect(lambda _rule: self._count())
        self.method_segments.picked.connect(self._method)
        for part in (self.figures, self.ballot, self.named):
            part.changed.connect(self._count)
        self.figures.entered.connect(self.store)
        self.figures.at_last.connect(lambda on: self.vote_button.set_word(_("记下表决"), _("回车") if on else ""))
        self.ballot.entered.connect(lambda: into(self.for_box))
        self.named.entered.connect(self.store)
        self.named.recusal_asked.connect(self.recuse)
        self.recusals.done.connect(self._after_recusal)
        self.dissent.done.connect(self.stored)
        self.owners.stored.connect(self.stored)
        for asked in (self.recusals, self.dissent, self.owners):
            asked.grown.connect(self.grown)
        self.motion_box.submitted.connect(lambda _text: self._to_first())
        self.motion_box.textChanged.connect(self._show_buttons)
        self.all_for_button.clicked.connect(self._all_for)
        self.vote_button.clicked.connect(self.store)
        self.put_button.clicked.connect(self.put_motion)
        self.recuse_button.clicked.connect(lambda: self.recuse())
        self.dissent_button.clicked.connect(lambda: self.dissent.begin())
        self.strike_button.clicked.connect(self._strike)

    def dress(self) -> None:
        layout = self.method_segments.layout()
        assert layout is not None
        layout.setSpacing(0 if theme.points >= 14 else 4)  # five ways in one row of the side column
        for button in self.method_segments.buttons.values():
            button.setProperty("small", True)
            button.dress()

    # ---- what it shows

    @property
    def present(self) -> int:
        """How many may vote on this item."""
        return len(self.seats)

    def show_item(self, sheet: MeetingSheet, agenda: AgendaLine | None) -> None:
        """Stand for this item of the agenda; figures half typed stay while the item is the same."""
        same = self.agenda is not None and agenda is not None and self.agenda.id == agenda.id
        if not same and self.agenda is not None and self.is_begun:
            self._waiting[self.agenda.id] = self._typed()
        self.sheet, self.agenda = sheet, agenda
        self.seats = entitled_in(sheet, agenda)
        self.figures.most = self.ballot.entitled = self.present
        self.named.show_seats(self.seats, recused_in(sheet, agenda))
        self.recusals.show_item(sheet, agenda)
        self.dissent.show_meeting(sheet)
        self.owners.show_item(sheet, agenda)
        if not same:
            self._usual, self._usual_way = usual(sheet, agenda)
            self.clear()
            if agenda is not None and agenda.id in self._waiting:
                self._bring_back(self._waiting.pop(agenda.id))
        self._count()

    @property
    def pending(self) -> MotionLine | None:
        """The motion that was put and not voted on yet."""
        return pending(self.sheet, self.agenda)

    def _typed(self) -> Typed:
        return Typed(self.motion_box.toPlainText(), self.method_segments.value, self.rules.value, self.figures.state(),
                      self.ballot.state(), self.named.state())  # fmt: skip

    def _bring_back(self, typed: Typed) -> None:
        self.motion_box.setPlainText(typed.motion)
        self.method_segments.choose(typed.method)
        self.rules.choose(typed.rule)
        self.figures.restore(typed.figures)
        self.ballot.restore(typed.ballot)
        self.named.restore(typed.choices)

    def clear(self) -> None:
        """Empty the figures and fill in what is likely."""
        for part in (self.figures, self.ballot, self.named):
            part.clear()
        waiting, title = self.pending, self.agenda.title if self.agenda else ""
        self.motion_box.setPlainText(waiting.text if waiting else "" if motions(self.sheet, self.agenda) else title)
        self.method_segments.choose(self._usual_way)
        self.rules.choose(waiting.rule if waiting else self._usual)

    def begin(self) -> None:
        """F8: the cursor goes to the first figure; pressed there again, to the words of the motion."""
        commit_composition()
        first = self._first()
        if self.owners.is_asked:
            self.owners.begin()
        elif first.hasFocus() or not self.motion_box.toPlainText().strip():
            into(self.motion_box)
        else:
            self._to_first()

    def _first(self) -> QWidget:
        method = self.method_segments.value
        return self.ballot.issued_box if method == "paper" else self.named.named_list if method == "named" else self.for_box

    def _to_first(self) -> None:
        if self.method_segments.value == "named":
            self.named.begin()
        else:
            into(self._first())

    # ---- ways

    def next_method(self) -> None:
        """The next way to vote, by a key."""
        values = [value for value, _word in METHODS]
        following = values[(values.index(self.method_segments.value) + 1) % len(values)]
        self.method_segments.choose(following)
        self._method(following)

    def _method(self, method: str) -> None:
        if method == "consensus":
            self.rules.choose("CONSENSUS")
            self._all_for()
            return
        if self.rules.value == "CONSENSUS":
            self.rules.choose(self._usual)
        if method == "paper":
            self.tellers.offer(self.sheet)
        self._count()
        self._to_first()

    def _all_for(self) -> None:
        self._count()
        if self.method_segments.value == "named":
            self.named.all_for()
            self._count()
            self.named.begin()
            return
        self.figures.all_for()
        self._count()
        into(self.abstain_box)

    # ---- the figures

    @property
    def is_begun(self) -> bool:
        """Whether figures stand here that are not in the book."""
        method = self.method_segments.value
        begun = self.ballot.is_begun if method == "paper" else False
        return begun or (self.named.is_begun if method == "named" else self.figures.is_begun)

    @property
    def is_ready(self) -> bool:
        """Whether the figures are complete, can be true, it is said what was voted on, and no reason is lacking."""
        return self._counted().ready and bool(self.motion_box.toPlainText().strip()) and not self.needs_reason

    def _counted(self) -> Count:
        recused = len(self.agenda.recused) if self.agenda else 0
        method = self.method_segments.value
        if method == "named":
            return by_name(self.named.choices(), self.present)
        if method == "paper":
            numbers = self.ballot.numbers()
            self.figures.most = max(0, numbers[1] - numbers[2]) if numbers else 0
            return on_paper(numbers, self.figures.figures(), bool(self.for_box.text()), self.present)
        self.figures.most = self.present
        return by_hand(dict(METHODS)[method], self.figures.figures(), bool(self.for_box.text() and self.against_box.text()),
                       bool(self.for_box.text()), self.present, recused)  # fmt: skip

    def _count(self) -> None:
        """Say whether the figures add up and what they would mean under the rule that is shown."""
        from yishi.domain import voting

        method, count = self.method_segments.value, self._counted()
        for part, shown in ((self.ballot, method == "paper"), (self.tellers, method == "paper"),
                            (self.named, method == "named"), (self.figures, method != "named")):  # fmt: skip
            part.setVisible(shown)
        if self._shown_way != method:
            self._shown_way = method
            self.grown.emit()
        self.rule_button.setToolTip(_(voting.RULE_WORDS[self.rules.value]))
        self._say(count.words, count.kind)
        self.outcome_shape.setVisible(count.tally is not None)
        self._show_outcome(count)
        self._show_buttons()

    def _show_outcome(self, count: Count) -> None:
        """Say what the figures would mean; before there are any, what was voted last or waits to be."""
        from yishi.domain import voting

        self.outcome_label.setText("")
        self.outcome_label.tint("")
        self.outcome_label.setFont(theme.font(bold=count.tally is not None))
        if count.tally is not None:
            rule, tally = self.rules.value, count.tally
            everybody = max(self.sheet.line.expected, self.present) if self.sheet else self.present
            self.outcome_shape.state = "passed" if voting.carried(rule, tally, self.present, everybody) else "note"
            self.outcome_shape.update()
            self.outcome_label.setText(voting.explain(rule, tally, self.present, everybody))
        elif (last := latest(self.sheet, self.agenda)) is not None and not self.is_begun:
            words = _("上次：{outcome}").format(outcome=last.outcome) if last.voted else _("动议已提出，等着表决")
            self.outcome_label.setText(words)
            self.outcome_label.tint("muted")

    def _show_buttons(self) -> None:
        said, last = bool(self.motion_box.toPlainText().strip()), latest(self.sheet, self.agenda)
        waits = last is not None and not last.voted
        self.put_button.setVisible(said and not waits and not self.is_begun and self.agenda is not None)
        self.strike_button.setVisible(last is not None and not self.is_begun and (waits or not said))
        self.strike_button.setEnabled(last is not None and not led_on(self.sheet, last))
        self.strike_button.setToolTip(_("撤回：{text}").format(text=last.text) if last is not None else "")
        self.announce_button.setVisible(self._announces and not self.is_begun)
        self.dissent_button.set_word(self.dissent.word)
        self.recuse_button.setEnabled(self.agenda is not None)

    def offer_to_announce(self, waits: bool) -> None:
        """Show 公布 while the hall waits for the figures that were counted last."""
        self._announces = waits
        self._show_buttons()

    def _say(self, words: str, kind: str) -> None:
        self.sum_label.setText(words)
        self.sum_label.tint(kind)

    # ---- storing

    def store(self) -> None:
        """Write down what the cursor is in: a recusal, a dissent, else the vote, when the figures can be true."""
        inside = self.focusWidget() or self
        if self.owners.is_asked:
            self.owners.store()
        elif self.recusals.isAncestorOf(inside):
            self.recusals.store()
        elif self.dissent.isAncestorOf(inside):
            self.dissent.store()
        elif self.sheet is None or self.agenda is None:
            self._say(_("还没有议题，先按 Ctrl+N 加一条"), "yellow")
        elif not self._counted().ready:
            self._to_first()
        elif not self.motion_box.toPlainText().strip():
            self._say(_("表决什么，还空着"), "yellow")
            into(self.motion_box)
        elif self.needs_reason:
            self._say(_("到会人数不够，先说明为什么继续"), "yellow")
            self.reason_needed.emit(self.needs_reason)
        else:
            self.record()
            self.stored.emit()

    def record(self) -> str:
        """Put the vote into the book, as one action, and return the motion's id; only when `is_ready` or as checked."""
        from yishi.services import voting

        tally, waits = self._counted().tally, self.pending
        assert self.sheet is not None and self.agenda is not None and tally is not None
        method = self.method_segments.value
        numbers = self.ballot.numbers() if method == "paper" else None
        counts = (0, 0, 0, 0) if method == "named" else (tally.votes_for, tally.votes_against, tally.abstain, tally.invalid)
        with self.workspace.write("vote", words=_("记下第{no}项的表决").format(no=self.agenda.no)) as session:
            motion = voting.record(
                session, self.sheet.line.id, self.agenda.no, self.motion_box.toPlainText(), self.rules.value,
                dict(METHODS)[method],  # as the book has it in every language
                *counts, issued=numbers[0] if numbers else None, returned=numbers[1] if numbers else None,
                tellers=self.tellers.tellers() if numbers else (), choices=self.named.choices() if method == "named" else None,
                motion_id=waits.id if waits else "",
            )  # fmt: skip
        self.clear()
        self._count()
        return motion

    def put_motion(self) -> None:
        """Write the motion down without a vote; it waits here until it is voted on."""
        from yishi.services import voting

        if self.sheet is None or self.agenda is None or not self.motion_box.toPlainText().strip():
            into(self.motion_box)
            return
        with self.workspace.write("motion", words=_("提出动议")) as session:
            voting.put_motion(session, self.sheet.line.id, self.agenda.no, self.motion_box.toPlainText(), self.rules.value)
        self.stored.emit()

    def _strike(self) -> None:
        from yishi.services import voting

        last = latest(self.sheet, self.agenda)
        if last is not None:
            with self.workspace.write("motion", words=_("撤回表决") if last.voted else _("撤回动议")) as session:
                voting.strike_vote(session, last.id)
            if not self.is_begun:
                self.clear()
                self._count()

    # ---- recusal and dissent

    def recuse(self, person_id: str = "") -> None:
        """Ask who is recused on this item and why, or let somebody who is vote again."""
        if self.agenda is not None and not self.owners.is_asked:
            here = self.window().focusWidget()
            self._came_from = here if here is not None and not self.isAncestorOf(here) else None
            self.recusals.begin(person_id)

    def _after_recusal(self) -> None:
        if self._came_from is not None and self._came_from.isVisible():
            into(self._came_from)
        else:
            self._to_first()

    def leave(self) -> None:
        """Close what was asked for beside the vote."""
        self.recusals.leave()
        self.dissent.leave()
