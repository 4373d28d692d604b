"""What is noted on the spot: verdict, what was seen, what is to be put right by when, pictures, and who looked.

Enter goes on to the next field, Shift+Enter begins a new line, Ctrl+Enter stores and goes to the next matter.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from yishi.domain.dates import COMING, PAST, read_day
from yishi.errors import Refusal
from yishi.gui import theme
from yishi.gui.chips import Chip
from yishi.gui.ime import NameBox, TextBox, commit_composition
from yishi.gui.layout import column, row
from yishi.gui.pages import loop_words, working_days
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.pages.verdict_choice import VerdictChoice
from yishi.gui.pages.visit_photos import VisitPhotos
from yishi.gui.widgets import Button, Field, Label, Rule, Scroll, Well
from yishi.gui.workspace import Workspace
from yishi.i18n import _

if TYPE_CHECKING:
    from yishi.domain.workdays import WorkCalendar
    from yishi.services.answers import ResolutionSheet
    from yishi.services.visits import VisitLine
    from yishi.store.attachments import Picture

ASKING = ("rectify", "fail")  # verdicts that ask for something by a day


@dataclass
class Draft:
    """What is typed for one matter and not stored yet: kept while another one is looked at."""

    verdict: str = ""
    situation: str = ""
    wanted: str = ""
    days: str = ""
    photos: dict[str, list["Picture"]] = field(default_factory=dict)


class NoteBox(TextBox):
    """Lines of text: Enter goes on, Shift+Enter begins a new line; two lines high at least. Empty text goes on too."""

    def submit(self) -> None:
        self.submitted.emit(self.toPlainText().strip())

    def dress(self) -> None:
        super().dress()
        self.setFixedHeight(max(self.height(), theme.px(54)))


class VisitForm(QFrame):
    """The middle of 督查.

    Signals:
        stored(): store it and go to the next one.
        put_off(): leave it for later; what is typed stays.
        follow_wanted(): the owner's report is lacking: go to 落实 and note it there.
        verdict_changed(): another verdict, or none.
    """

    stored = Signal()
    put_off = Signal()
    follow_wanted = Signal()
    verdict_changed = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.workspace = workspace
        self.visit: VisitLine | None = None
        self.text_label, self.chip = Label("", step=2, bold=True, wrap=True), Chip()
        self.facts_label = Label("", "muted", wrap=True)
        self.verdict = VerdictChoice([
            ("pass", "green", _("合格"), _("转到评价回访"), "1"),
            ("rectify", "yellow", _("整改"), _("出通知单，到期复查"), "2"),
            ("fail", "red", _("不合格"), _("退回，从头再办"), "3"),
        ])  # fmt: skip
        self.verdict.setObjectName("verdict_choice")
        self.no_verdict_label = Label("", wrap=True)
        self.report_button = Button(_("代责任人报办结"), small=True)
        self.no_verdict = Well(row((self.no_verdict_label, 1), self.report_button, margin=(12, 8, 8, 8)))
        self.situation_box = NoteBox(hint=_("几点到场，看到了什么"), name=_("现场情况"))
        self.wanted_box = NoteBox(hint=_("一行写一条，Shift+回车换行"), name=_("整改要求，一行一条"))
        self.days_box = Field(hint=_("5、5月25日"), name=_("整改期限：几个工作日，或哪一天"))
        self.until_label = Label("", "muted")
        self.photos = VisitPhotos(workspace)
        self.by_box, self.date_box = NameBox(hint=_("谁去看的"), name=_("督查人")), NameBox(name=_("哪天去的"))
        self.later_button = Button(_("先放着"))
        self.store_button = Button(_("存好，看下一项"), kind="primary", key=_("Ctrl+回车"), glyph="check")
        self.strips, self.extra = QVBoxLayout(), QVBoxLayout()  # `extra`: what to look at, where the right side has no room
        self._name()
        self._lay_out()
        self._connect()
        self.dress()

    def _name(self) -> None:
        names = {"situation_box": self.situation_box, "wanted_box": self.wanted_box, "visit_days_box": self.days_box,
                 "visit_by_box": self.by_box, "visit_date_box": self.date_box, "store_visit_button": self.store_button,
                 "put_off_button": self.later_button, "report_done_button": self.report_button}  # fmt: skip
        for name, widget in names.items():
            widget.setObjectName(name)

    def _lay_out(self) -> None:
        self._wanted = QWidget()
        term = row(Label(_("期限"), "muted"), self.days_box, (self.until_label, 1), gap=8)
        self._wanted.setLayout(column(Label(_("整改要求"), bold=True), self.wanted_box, term, gap=6))
        inside = column(
            row((self.text_label, 1), self.chip), self.facts_label, Rule(), Label(_("结论"), bold=True), self.verdict,
            self.no_verdict, self.extra, Label(_("现场情况"), bold=True), self.situation_box, self._wanted, (self.photos, 1),
            gap=6, margin=(20, 14, 20, 8))  # fmt: skip
        who = row(Label(_("督查人"), "muted"), self.by_box, self.date_box, None, self.later_button, self.store_button, gap=6)
        foot = column(Rule(), self.strips, who, gap=8, margin=(20, 0, 20, 12))
        self.setLayout(column((Scroll(inside, name=_("督查")), 1), foot, gap=0, margin=1))

    def _connect(self) -> None:
        self.verdict.picked.connect(self._picked)
        self.situation_box.submitted.connect(lambda _text: self._go_to(self.wanted_box if self._asks() else self.by_box))
        self.wanted_box.submitted.connect(lambda _text: self._go_to(self.days_box))
        self.days_box.returnPressed.connect(lambda: self._go_to(self.by_box))
        self.days_box.textChanged.connect(lambda _text: self._tell())
        self.date_box.textChanged.connect(lambda _text: self._tell())
        self.by_box.chosen.connect(lambda: self._go_to(self.date_box))
        self.date_box.chosen.connect(lambda: self._go_to(self.store_button))
        self.store_button.clicked.connect(self.stored)
        self.later_button.clicked.connect(self.put_off)
        self.report_button.clicked.connect(self.follow_wanted)
        self.situation_box.takes = self.wanted_box.takes = self.photos.take
        press_by_enter(self.store_button, self.later_button, self.report_button)

    def dress(self) -> None:
        self.days_box.setFixedWidth(theme.px(84))
        self.by_box.setFixedWidth(theme.px(92))
        self.date_box.setFixedWidth(theme.px(68))

    # ---- what is shown

    def show_visit(self, visit: "VisitLine", sheet: "ResolutionSheet", draft: Draft) -> None:
        """Show a matter with what was typed for it before."""
        line, self.visit = visit.line, visit
        self.text_label.setText(line.text)
        self.chip.show_state(*loop_words.visit_chip(line, visit.kind))
        who = f"{line.owner}（{line.owner_unit}）" if line.owner_unit and line.owner_unit != line.owner else line.owner
        self.facts_label.setText(_("{number}　负责 {owner}　督查 {supervisor}　期限 {due}").format(
            number=line.number, owner=who, supervisor=line.supervisor or "—", due=loop_words.long_day(line.due)))  # fmt: skip
        may_conclude = line.state == "INSPECTING"
        self.verdict.setVisible(may_conclude)
        self.no_verdict.setVisible(not may_conclude)
        self.report_button.setVisible(visit.kind == "rectify")
        self.no_verdict_label.setText(
            _("整改期限到了，责任人还没有报办结。只记现场情况，报了办结再下结论。") if visit.kind == "rectify"
            else _("还在办，不下结论，只记现场看到的；报了办结再按 1 2 3。"))  # fmt: skip
        self.verdict.choose(draft.verdict if may_conclude else "")
        for box, text in ((self.situation_box, draft.situation), (self.wanted_box, draft.wanted)):
            box.setPlainText(text)
            box.document().clearUndoRedoStacks()
        self.by_box.fill(line.supervisor)
        self.date_box.fill(_("今天"))
        self.photos.show_sheet(sheet, draft.photos)
        self._offer(draft.days)

    def set_people(self, people: list[tuple[str, str, tuple[str, ...]]]) -> None:
        """Say who may have looked."""
        self.by_box.set_people(people)

    def draft(self) -> Draft:
        """Return what is typed and not stored."""
        days = self.days_box.text() if self.days_box.property("kind") != "auto" else ""
        return Draft(self.verdict.value, self.situation_box.toPlainText(), self.wanted_box.toPlainText(), days,
                     {phase: list(held) for phase, held in self.photos.new.items() if held})  # fmt: skip

    def choose(self, verdict: str) -> None:
        """1, 2, 3: give the verdict and go on to what was seen."""
        if self.verdict.isVisibleTo(self):
            self.verdict.choose(verdict)
            self._picked(verdict)

    def focus_first(self) -> None:
        """Begin with what was seen."""
        self._go_to(self.situation_box)

    def _picked(self, _verdict: str) -> None:
        self._offer("")
        self.verdict_changed.emit()
        self._go_to(self.situation_box)

    def _asks(self) -> bool:
        return self.verdict.value in ASKING

    def _usual(self) -> str:
        """The place's term in working days for putting it right (T12) or doing it again (T15), shown and editable."""
        if not self._asks():
            return ""
        terms = working_days.deadlines(self.workspace)
        return str(terms.rectify if self.verdict.value == "rectify" else terms.rework)

    def _offer(self, days: str) -> None:
        self._wanted.setVisible(self._asks())
        if days:
            self.days_box.put(days)
        else:
            self.days_box.fill(self._usual())
        self._tell()

    def _go_to(self, widget: QWidget) -> None:
        commit_composition()
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(widget, Field):
            widget.selectAll()  # what is filled in gives way to what is typed

    # ---- what is typed

    @property
    def _calendar(self) -> "WorkCalendar":
        return working_days.calendar(self.workspace)

    def on(self) -> date:
        """Return the day of the visit; Refusal YS-T01 where it cannot be read."""
        return read_day(self.date_box.text(), self.workspace.today, PAST)

    def term(self, on: date) -> tuple[date | None, int | None]:
        """Return the day or the working days of the rectification, both None where none is asked for."""
        text = self.days_box.text().strip().removeprefix("+").removesuffix("天")
        if not self._asks() or not text:
            return None, None
        if text.isdecimal():
            return None, int(text)
        return read_day(text, on, COMING, self._calendar), None

    def _tell(self) -> None:
        """Say which day the term comes to."""
        try:
            on = self.on()
            due, days = self.term(on)
            due = due or (self._calendar.add(on, days) if days is not None else None)
        except Refusal as refusal:
            self.until_label.setText(refusal.message)
            return
        unsure = "" if due is None or self._calendar.announced(due.year) else _("（未含法定节假日安排）")
        unit = _("个工作日，") if self.days_box.text().strip().isdecimal() else ""
        self.until_label.setText(_("{unit}到{day}").format(unit=unit, day=loop_words.long_day(due)) + unsure if due else "")
