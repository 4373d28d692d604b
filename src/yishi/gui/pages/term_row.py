"""The fields about time and level that some events need: 工作日、截止日、批准人、公示天数和地点、吹哨到哪一级."""

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QWidget

from yishi.domain.dates import COMING, PAST, read_day
from yishi.domain.marker import N_
from yishi.domain.terms import LEVEL_WORDS
from yishi.errors import Refusal
from yishi.gui import theme
from yishi.gui.ime import NameBox
from yishi.gui.layout import column, row
from yishi.gui.pages import loop_words, working_days
from yishi.gui.pages.evaluation_grid import whole
from yishi.gui.pages.event_fields import Asks
from yishi.gui.widgets import Field, Label, Segments
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.answers import ResolutionSheet

if TYPE_CHECKING:
    from yishi.domain.workdays import WorkCalendar

_USUAL = {"publish_decision": "posting_natural", "publish_outcome": "outcome_natural", "inspect_fail": "rectify",
          "inspect_pass": "evaluate", "eval_fail": "rework", "reopen": "rework"}  # fmt: skip
_BOARD = {"village": N_("村务公开栏"), "urban": N_("居务公开栏")}


class TermRow(QWidget):
    """One or two lines of fields; empty and hidden for most events.

    Signals:
        changed(): something was typed.
        passed_on(): Enter in the last field.
    """

    changed = Signal()
    passed_on = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.today, self.kind = date.min, "village"
        self._event, self._asks = "", Asks("", "")
        self._due: date | None = None
        self.word_label, self.unit_label, self.or_label = Label("", "muted"), Label("", "muted"), Label(_("或到"), "muted")
        self.workdays_box, self.due_box = Field(name=_("几天")), Field(hint=_("12月31日、月底"), name=_("到哪天"))
        self.approved_label, self.approved_box = Label(_("批准人"), "muted"), NameBox(name=_("批准人"))
        self.place_label, self.place_box = Label(_("贴在"), "muted"), Field(name=_("贴在哪里"))
        self.level_choice = Segments()
        self.told_label, self.told_below = Label("", "muted"), Label("", "muted")  # what the fields come to
        self.workdays_box.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        names = {"workdays_box": self.workdays_box, "due_box": self.due_box, "approved_by_box": self.approved_box,
                 "place_box": self.place_box, "level_choice": self.level_choice}  # fmt: skip
        for name, widget in names.items():
            widget.setObjectName(name)
        line = row(self.word_label, self.workdays_box, self.unit_label, self.or_label, (self.due_box, 1),
                   self.place_label, (self.place_box, 2), (self.told_label, 1), gap=6)  # fmt: skip
        self._second = QWidget()
        self._second.setLayout(row(self.approved_label, self.approved_box, (self.told_below, 1), gap=6))
        self.setLayout(column(row(self.level_choice, None), line, self._second, gap=6))
        for box in (self.workdays_box, self.due_box, self.place_box):
            box.textChanged.connect(lambda _text: self.changed.emit())
            box.returnPressed.connect(self._next)
        self.approved_box.chosen.connect(self.passed_on)
        self.dress()

    def dress(self) -> None:
        self.workdays_box.setFixedWidth(theme.px(52))
        self.approved_box.setFixedWidth(theme.px(108))

    @property
    def calendar(self) -> "WorkCalendar":
        """The working days of the place."""
        return working_days.calendar(self.workspace)

    def _usual(self, event: str) -> int | None:
        """How many days this place gives for `event`, None where nothing is usual."""
        name = _USUAL.get(event)
        return getattr(working_days.deadlines(self.workspace), name) if name else None

    def offer(self, event: str, asks: Asks, sheet: ResolutionSheet) -> None:
        """Show the fields that `event` needs, filled in with what is usual."""
        self._event, self._asks = event, asks
        self._due = sheet.line.due
        days = sheet.workdays if event == "assign" else self._usual(event)
        with QSignalBlocker(self.workdays_box), QSignalBlocker(self.due_box), QSignalBlocker(self.place_box):
            self.workdays_box.fill("" if days is None else str(days))
            self.due_box.clear()
            if event == "assign" and days is None and sheet.agreed_due is not None:
                self.due_box.fill(sheet.agreed_due.isoformat())
            self.place_box.fill(_(_BOARD[self.kind]))
        self.approved_box.fill(sheet.line.supervisor)
        self.word_label.setText(_(asks.term))
        self.unit_label.setText(_("天") if asks.natural else _("个工作日"))
        for widget in (self.word_label, self.workdays_box, self.unit_label):
            widget.setVisible(not asks.level)  # how soon they must come is the rule of the place
        for widget in (self.or_label, self.due_box):
            widget.setVisible(asks.by_date)
        for widget in (self.place_label, self.place_box):
            widget.setVisible(asks.natural)
        for widget in (self.approved_label, self.approved_box):
            widget.setVisible(asks.approved)
        self.told_label.setVisible(not asks.by_date and not asks.natural and not asks.level)
        self._second.setVisible(asks.by_date or asks.natural)
        self.level_choice.setVisible(asks.level)
        if asks.level:
            levels = [(level, _(LEVEL_WORDS[level])) for level in ("community", "town", "department")]
            self.level_choice.offer([("", _("上一级")), *levels])
        self.setVisible(bool(asks.term))

    def first(self) -> QWidget | None:
        """Return the field that has to be filled in, None when the usual value will do."""
        if self._asks.term and not self._asks.level and not self.workdays_box.text() and not self.due_box.text():
            return self.workdays_box
        return None

    def typed(self, on: date) -> dict[str, Any]:
        """Return the keywords for `happen`; a due day that was typed outweighs the number filled in for the user."""
        asks = self._asks
        if not asks.term:
            return {}
        days = whole(self.workdays_box.text(), self.workdays_box.accessibleName())
        if asks.natural:
            places = [place for place in self.place_box.text().replace("，", "、").split("、") if place.strip()]
            return {"posting": {"place": places} | ({} if days is None else {"natural_days": days})}
        found: dict[str, Any] = {"workdays": days}
        if self.due_box.isVisibleTo(self) and self.due_box.text().strip():
            found["due"] = read_day(self.due_box.text(), on, COMING, self.calendar)
            if self.workdays_box.property("kind") == "auto":
                found["workdays"] = None
        if asks.approved:
            found["approved_by"] = self.approved_box.text().strip()
        if asks.level:
            found["level"] = self.level_choice.value
        return found

    def tell(self, day_text: str) -> None:
        """Show what the fields come to, counted from the day in `day_text`."""
        words = self._told(day_text)
        self.told_label.setText(words)
        self.told_below.setText(words)

    def _told(self, day_text: str) -> str:
        asks = self._asks
        if not asks.term:
            return ""
        try:
            on = read_day(day_text, self.today, PAST)
            typed = self.typed(on)
            if asks.natural:
                days = typed["posting"].get("natural_days", self._usual(self._event) or 7)
                end = self.calendar.posting_period(on, days).end
                return _("从{start}贴到{end}").format(start=loop_words.long_day(on), end=loop_words.long_day(end))
            if typed["workdays"] is None and typed.get("due") is None:
                return ""
            start = self._due if self._event == "extend" and self._due is not None else on
            due = typed.get("due") or self.calendar.add(start, typed["workdays"])
        except Refusal as refusal:
            return refusal.message
        announced = "" if self.calendar.announced(due.year) else _("（未含法定节假日安排）")
        return _("到{day}").format(day=loop_words.long_day(due)) + announced

    def _next(self) -> None:
        order = [box for box in (self.workdays_box, self.due_box, self.place_box) if box.isVisibleTo(self)]
        here = next((n for n, box in enumerate(order) if box is self.sender()), len(order))
        if here + 1 < len(order) and not self.workdays_box.text():
            order[here + 1].setFocus(Qt.FocusReason.TabFocusReason)
        elif self._asks.approved:
            self.approved_box.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.passed_on.emit()
