"""The card of one resolution at the right of 落实: what was decided, how far it is, its life, and the entry row."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from yishi.domain.money import yuan
from yishi.domain.terms import LEGAL_WORDS, N_
from yishi.gui import theme
from yishi.gui.chips import Chip, StageBar
from yishi.gui.layout import column, row
from yishi.gui.pages import loop_words
from yishi.gui.pages.amiss_strip import AmissStrip
from yishi.gui.pages.confirmation_form import ConfirmationForm
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.pages.legal_strip import LegalStrip, likely_way
from yishi.gui.pages.loop_entry import LoopEntry
from yishi.gui.pages.resolution_parts import LIFE, ResolutionParts
from yishi.gui.widgets import Button, Card, Fact, Glyph, Label, Rule, Scroll
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.answers import ResolutionLine, ResolutionSheet
from yishi.services.loop_signs import Amiss

# States whose deadline in force is that of a step and not of the work itself, and the step.
_STEPS = {"ADOPTED": N_("交办"), "ASSIGNED": N_("签收"), "ESCALATED": N_("答复"), "INSPECTING": N_("督查"), "EVALUATING": N_("评价")}
_MOVES_DUE = ("extend", "resume", "inspect_fail", "eval_fail", "reopen")


class _Life(Scroll):
    """Asks for two moments' height however long the life is; what is left over is its own as well."""

    def sizeHint(self) -> QSize:
        return QSize(theme.px(300), theme.px(84))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(84))


class ResolutionDetail(Card):
    """Shows a ResolutionSheet; `entry` takes the next event, `strips` the messages about it.

    Signals:
        meeting_wanted(meeting_id): the user wants to see the meeting that decided it.
    """

    meeting_wanted = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.sheet: ResolutionSheet | None = None
        self._flag = ""  # why the topic needs a statutory decision that is still lacking
        self.chip, self.number_label = Chip(), Label("", "muted")
        self.meeting_button = Button(_("那场会"), kind="quiet", glyph="meeting", small=True)
        self.text_label = Label("", step=2, bold=True, wrap=True)
        words = {"owner": _("负责"), "supervisor": _("督查"), "due": _("期限"), "fund": _("经费")}
        self.facts = {key: Fact(word, width=32) for key, word in words.items()}
        self.amiss_strip = AmissStrip()
        self.amiss_strip.hide()
        self.legal_strip, self.confirmation = LegalStrip(), ConfirmationForm()
        self.missing_label = Label("", "yellow", wrap=True)
        self.stage_bar, self.parts, self.entry = StageBar(), ResolutionParts(workspace), LoopEntry(workspace)
        self.timeline = self.parts.timeline
        self.strips = QVBoxLayout()
        self._measure = QTimer(self)
        self._measure.setSingleShot(True)
        self._measure.timeout.connect(self._leave_away)
        self.confirmed_label, self._confirmed_row = Label(_(LEGAL_WORDS["confirmed"]), "green", wrap=True), QWidget()
        self.notice_button = Button(_("公告这项决定"), small=True)
        self.notice_button.setObjectName("post_statutory_button")
        self._confirmed_row.setLayout(row(Glyph("scales", "green", 16), (self.confirmed_label, 1), self.notice_button, gap=6))
        self._facts_box, self._missing_row = self._facts_grid(), QWidget()
        self._missing_row.setLayout(row(Glyph("info", "yellow", 16), (self.missing_label, 1), gap=6))
        self.life, self._seen = _Life(column(self.parts), name=_("经过、节点和文书")), QWidget()
        self._seen.setLayout(column(row((self.parts.choice, 1), margin=(12, 0, 12, 0)), (self.life, 1), gap=4))
        self._outer = Scroll(self._everything(), name=_("决议详情"))
        self.setLayout(column(self._outer, margin=1))
        names = {"meeting_button": self.meeting_button, "legal_strip": self.legal_strip, "timeline": self.timeline,
                 "detail_text_label": self.text_label, "detail_chip": self.chip, "missing_label": self.missing_label,
                 "amiss_strip": self.amiss_strip}  # fmt: skip
        for name, widget in names.items():
            widget.setObjectName(name)
        self.meeting_button.clicked.connect(self._to_meeting)
        press_by_enter(self.notice_button)
        bar = self.life.verticalScrollBar()
        bar.rangeChanged.connect(lambda _least, most: bar.setValue(most if self.parts.value == LIFE else 0))  # the last counts
        self.parts.agreed.connect(self.entry.begin_for)
        self.parts.turned.connect(self._make_room)
        self.entry.grew.connect(self._make_room)
        for asking in (self.entry, self.confirmation):
            asking.moved.connect(lambda widget: self._outer.ensureWidgetVisible(widget, 0, 8))
        self.dress()

    def _facts_grid(self) -> QWidget:
        box, grid = QWidget(), QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.addWidget(self.facts["owner"], 0, 0, 1, 2)
        grid.addWidget(self.facts["supervisor"], 1, 0)
        grid.addWidget(self.facts["due"], 1, 1)
        grid.addWidget(self.facts["fund"], 2, 0, 1, 2)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        box.setLayout(grid)
        return box

    def _everything(self) -> QVBoxLayout:
        head = column(row(self.chip, self.number_label, None, self.meeting_button), self.text_label, self._facts_box,
                      self.legal_strip, self._confirmed_row, self.amiss_strip, self._missing_row, gap=4, margin=(16, 8, 12, 4))  # fmt: skip
        foot = column(self.strips, self.confirmation, self.entry, gap=4, margin=(3, 0, 3, 3))
        everything = column(head, row(self.stage_bar, margin=(8, 0, 8, 0)), Rule(), (self._seen, 1), gap=4)
        everything.addStretch(0)  # takes the room only where the life is left away
        everything.addLayout(foot)
        return everything

    def dress(self) -> None:
        self._make_room()

    def show_sheet(self, sheet: ResolutionSheet, statutory_flag: str, actor: str, today: date, amiss: Sequence[Amiss] = (),
                   barred: str = "") -> None:
        """Show this resolution; `statutory_flag` says why a statutory meeting must confirm it, "" = it need not.

        `amiss` is what went wrong beside its loop, `barred` why its supervisor may not supervise, "" for nothing.
        """
        line, self.sheet = sheet.line, sheet
        if self.confirmation.is_open and (self.confirmation.line is None or self.confirmation.line.id != line.id):
            self.confirmation.leave()
        self.chip.show_state(*loop_words.chip(line))
        self.number_label.setText(line.number)
        self.text_label.setText(line.text)
        owner = f"{sheet.owner_title}（{line.owner}）" if sheet.by_post else line.owner
        self.facts["owner"].show_value("　".join(part for part in (owner, line.owner_unit) if part) or _("还没有定"))
        self.facts["supervisor"].show_value(line.supervisor or _("还没有定"))
        self.facts["due"].show_value(self._due_words(sheet))
        self.facts["fund"].show_value(self._fund_words(sheet))
        self.facts["fund"].setVisible(sheet.fund is not None and bool(sheet.fund.budget or sheet.fund.spent))
        self._show_legal(sheet, statutory_flag)
        self.amiss_strip.show_amiss(amiss)
        self.missing_label.setText(self._to_mind(line, barred))
        dates = [f"{day:%m-%d}" if day else "" for day in sheet.stage_dates]
        self.stage_bar.show_stage(max(loop_words.station(line), 0), dates)
        self.parts.show_sheet(sheet)
        self.entry.show_sheet(sheet, actor, today)
        self._show_asking()

    @staticmethod
    def _to_mind(line: ResolutionLine, barred: str) -> str:
        """Return what should be said of it and stops nothing."""
        signs = line.signs
        said = [signs.reopened, *signs.cautions, _("督查人是责任人的近亲属，要回避，请在下面换督查人") if barred else ""]
        if signs.escalation_advised:
            said.append(_("逾期已久，本级办不了可以吹哨"))
        if signs.outcome_awaited:
            said.append(_("办结已久，结果还没有公开"))
        if line.missing:
            said.append(_("还缺：{papers}（不耽误往下办）").format(papers="、".join(line.missing)))
        return "；".join(part.rstrip("。") for part in said if part)

    def _due_words(self, sheet: ResolutionSheet) -> str:
        line = sheet.line
        if line.due is None and sheet.workdays is not None and line.state in ("DRAFT", "ADOPTED"):
            return _("交办后{n}个工作日").format(n=sheet.workdays)
        unsure = _("（未含法定节假日安排）") if line.unannounced else ""
        if line.due is None or line.state not in _STEPS:
            return loop_words.long_day(line.due) + unsure
        step = _("这一步：{m}月{d}日前{step}").format(m=line.due.month, d=line.due.day, step=_(_STEPS[line.state])) + unsure
        if any(event.event in _MOVES_DUE and not event.ignored for event in sheet.events):
            return step  # the day agreed upon holds no longer
        if sheet.agreed_due is not None:
            day = sheet.agreed_due
            return _("办结期限 {m}月{d}日").format(m=day.month, d=day.day) + "\n" + step
        work = _("交办后{n}个工作日").format(n=sheet.workdays) if sheet.workdays is not None else ""
        return f"{work}\n{step}".strip()

    def _fund_words(self, sheet: ResolutionSheet) -> str:
        if sheet.fund is None:
            return ""
        budget, spent = yuan(sheet.fund.budget), yuan(sheet.fund.spent)
        return _("{budget}元　已用{spent}元").format(budget=budget, spent=spent)

    def _show_legal(self, sheet: ResolutionSheet, flag: str) -> None:
        self._flag = flag if sheet.line.awaits_confirmation else ""
        self.legal_strip.setVisible(bool(self._flag))
        self._confirmed_row.setVisible(sheet.line.legal_status == "confirmed")
        self.notice_button.setVisible(sheet.owners is None and not any(p.kind == "statutory" for p in sheet.postings))

    def confirm(self, way: str, kind: str, forms: Sequence[tuple[str, str]], today: date) -> None:
        """Ask what a statutory meeting ("meeting") or the owners ("owners") decided, the "likely" one or the "other"."""
        if self.sheet is not None and self._flag:
            likely = likely_way(self._flag)
            other = "meeting" if likely == "owners" else "owners"
            self.confirmation.begin({"likely": likely, "other": other}.get(way, way), self.sheet.line, kind, forms, today)
            self._show_asking()

    def leave_confirming(self) -> None:
        """Give the entry row its place back."""
        self.confirmation.leave()
        self._show_asking()

    def _show_asking(self) -> None:
        """Either the entry row or the form of the statutory decision."""
        asking = self.confirmation.is_open
        if self.sheet is not None:
            self.entry.setVisible(bool(self.sheet.allowed) and not asking)
            self.legal_strip.setVisible(bool(self._flag))
            self.legal_strip.say(self._flag, ways=not asking and self.sheet.line.state != "TERMINATED")
        self._make_room()

    def _to_meeting(self) -> None:
        if self.sheet is not None:
            self.meeting_wanted.emit(self.sheet.line.meeting_id)

    def _make_room(self) -> None:
        """Measure once everything has its new size."""
        self._measure.start()

    def _leave_away(self) -> None:
        """Where the card is low leave away what the table says too, then the life, before the entry row has to scroll."""
        if self.sheet is None:
            return
        inside, high = self._outer.widget().layout(), self._outer.height()
        assert inside is not None
        on_its_way = loop_words.station(self.sheet.line) >= 0
        wanted: dict[QWidget, bool] = {self.stage_bar: on_its_way, self._facts_box: True,
                                       self._missing_row: bool(self.missing_label.text()), self._seen: True}  # fmt: skip
        if self.confirmation.is_open:
            wanted[self.legal_strip] = bool(self._flag)
        for spare, is_wanted in wanted.items():
            spare.setVisible(is_wanted)
        for spare in wanted:
            inside.activate()  # else what was hidden a moment ago still counts
            if inside.totalHeightForWidth(self._outer.width()) <= high:
                break
            spare.hide()
        focused = self._outer.focusWidget()
        if focused is not None and focused.hasFocus():
            self._outer.ensureWidgetVisible(focused, 0, 8)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()


