"""The entry row of 落实: which event, when, who, one line of text, and the fields that this event needs.

Enter goes on to the next field and, in the line of text, stores; Ctrl+Enter stores from anywhere. Nothing is judged
here: what is typed goes to `loop_events.happen`, and a refusal leaves everything as it was typed.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QSizePolicy, QWidget

from yishi.domain.dates import PAST, read_day
from yishi.domain.terms import EVENT_WORDS
from yishi.gui import theme
from yishi.gui.ime import NameBox, TextBox, commit_composition
from yishi.gui.layout import column, row
from yishi.gui.pages.duty_row import DutyRow, may_change
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.pages.evaluation_grid import EvaluationGrid
from yishi.gui.pages.event_fields import ASKS, WHOSE, Asks
from yishi.gui.pages.flow_choice import FlowChoice
from yishi.gui.pages.term_row import TermRow
from yishi.gui.pages.whistle_fields import WhistleFields
from yishi.gui.widgets import Button
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.answers import ResolutionSheet

_DIGITS = tuple("1234567890")


class EventText(TextBox):
    """The line of text of an event; Enter submits even when it is empty, since some events need no words."""

    def submit(self) -> None:
        self.submitted.emit(self.toPlainText().strip())


class LoopEntry(QFrame):
    """One event to be written down for the resolution that is shown.

    Signals:
        stored(): the user asks to store what is typed.
        grew(): another event has other fields.
        moved(widget): the focus was put on this field.
    """

    stored = Signal()
    grew = Signal()
    moved = Signal(QWidget)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "well")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.workspace, self.actor, self.today = workspace, "", date.min
        self._claimed = ""  # who offered, while the assignment to them is typed
        self._sheet: ResolutionSheet | None = None
        self._half: dict[tuple[Any, ...], tuple[str, str]] = {}  # how a resolution stood: event and words half typed when it was left
        self.event_choice = FlowChoice(self)
        self.evaluation = EvaluationGrid(self)
        self.term, self.duty, self.whistle = TermRow(workspace, self), DutyRow(workspace), WhistleFields()
        self.date_box = NameBox(name=_("哪天的事"))
        self.by_box = NameBox(hint=_("谁"), name=_("谁做的"))
        self.text_box = EventText(name=_("写一句话"))
        self.photo_button = Button(_("附图"), kind="quiet")
        self.photos: list[Path] = []  # files of the PC, for the next event
        self.store_button = Button(_("记下"), kind="tonal", key=_("回车"))
        names = {"event_choice": self.event_choice, "event_date_box": self.date_box, "event_by_box": self.by_box,
                 "event_text_box": self.text_box, "store_event_button": self.store_button,
                 "event_photo_button": self.photo_button}  # fmt: skip
        for name, widget in names.items():
            widget.setObjectName(name)
        last = row(self.date_box, self.by_box, None, self.photo_button, self.store_button, gap=6)
        parts = (self.event_choice, self.duty, self.whistle, self.evaluation, self.term, self.text_box, last)
        self.setLayout(column(*parts, gap=6, margin=(12, 8, 12, 8)))
        self._connect()
        self.dress()

    def _connect(self) -> None:
        self.event_choice.picked.connect(self._picked)
        self.event_choice.entered.connect(self.focus_first)
        self.evaluation.applied.connect(self._apply)
        self.evaluation.passed_on.connect(lambda: self._go_to(self.text_box))
        self.term.passed_on.connect(lambda: self._go_to(self.text_box))
        self.term.changed.connect(self._tell)
        self.duty.passed_on.connect(lambda: self._go_to(self.term.first() or self.text_box))
        self.whistle.passed_on.connect(lambda: self._go_to(self.text_box))
        self.date_box.chosen.connect(lambda: self._go_to(self.by_box))
        self.date_box.textChanged.connect(self._tell)
        self.by_box.chosen.connect(lambda: self._go_to(self.text_box))
        self.text_box.submitted.connect(lambda _text: self.stored.emit())
        self.photo_button.clicked.connect(self._choose_photos)
        press_by_enter(self.photo_button)
        self.store_button.clicked.connect(self.stored)

    def dress(self) -> None:
        self.date_box.setFixedWidth(theme.px(84))
        self.by_box.setFixedWidth(theme.px(108))

    # ---- what is shown

    def show_sheet(self, sheet: ResolutionSheet, actor: str, today: date) -> None:
        """Offer what the table allows now; what is half typed stays with its resolution while that stands where it stood."""
        before = self._sheet
        self.actor, self.today, self.term.today = actor, today, today
        self._sheet = sheet
        if before is None or _stand(before) != _stand(sheet):
            words = self.text_box.toPlainText()
            if before is not None and before.line.id != sheet.line.id and words.strip():
                self._half[_stand(before)] = self.chosen_event, words
            self.forget()
            self._take_up(*self._half.pop(_stand(sheet), ("", "")))
        self.evaluation.go_by(sheet.line.signs.beneficiaries, sheet.line.signs.thresholds)

    def forget(self) -> None:
        """Be empty again, with the next step chosen."""
        if self._sheet is None:
            return
        events, self._claimed = self._sheet.allowed, ""
        self.event_choice.offer([(event, _(EVENT_WORDS[event])) for event in events], keys=_DIGITS)
        self.evaluation.clear()
        self.text_box.done()
        self.take_photos([])
        self.date_box.blockSignals(True)
        self.date_box.fill(_("今天"))
        self.date_box.blockSignals(False)
        self.setVisible(bool(events))
        if events:
            self._offer_fields()

    def _take_up(self, event: str, words: str) -> None:
        if words:
            self.event_choice.choose(event)
            self._offer_fields()
            self.text_box.setPlainText(words)

    def set_people(self, people: Sequence[tuple[Any, ...]]) -> None:
        """Say whose names may be meant."""
        self.by_box.set_people(people)
        self.term.approved_box.set_people(people)
        self.whistle.reviewed_box.set_people(people)

    @property
    def chosen_event(self) -> str:
        """The event that is chosen."""
        return self.event_choice.value

    @property
    def asks(self) -> Asks:
        """What the chosen event asks for."""
        return ASKS.get(self.chosen_event, Asks("", ""))

    def begin(self, event: str) -> None:
        """Choose `event` and put the focus where its first word goes."""
        self.event_choice.choose(event)
        self._offer_fields()
        self.focus_first()

    def fold_up(self) -> None:
        """Give a form that nobody wrote into its room back."""
        if self._sheet is not None and self.asks.level and self.whistle.is_empty and not self.text_box.toPlainText().strip():
            self.forget()

    def begin_for(self, name: str) -> None:
        """Begin the assignment to somebody who offered to take the matter on."""
        self._claimed = name
        self.begin("assign")

    def focus_first(self) -> None:
        """Put the focus into the first field that has to be filled in."""
        asks = self.asks
        if self.duty.isVisibleTo(self):
            self._go_to(self.duty.first())
        elif asks.level:
            self._go_to(self.whistle.first())
        elif asks.counts:
            self._go_to(self.evaluation.first())
        elif not asks.who:
            self._go_to(self.by_box)
        elif asks.term and self.term.first() is not None:
            self._go_to(self.term.first())
        else:
            self._go_to(self.text_box)

    def _go_to(self, widget: QWidget | None) -> None:
        if widget is not None:
            commit_composition()
            widget.setFocus(Qt.FocusReason.OtherFocusReason)
            self.moved.emit(widget)

    def _picked(self, _event: str) -> None:
        self._offer_fields()

    def _apply(self, event: str) -> None:
        """Choose the event that the numbers make; the guards would refuse the other one."""
        if event != self.chosen_event and event in self.event_choice.buttons:
            self.event_choice.choose(event)
            self._offer_fields()

    def _offer_fields(self) -> None:
        assert self._sheet is not None
        asks, line = self.asks, self._sheet.line
        who = {"owner": line.owner, "supervisor": line.supervisor, "actor": self.actor}.get(asks.who, "")
        self.by_box.fill(who)
        self.by_box.setPlaceholderText(_(WHOSE.get(self.chosen_event, "谁")))
        self.text_box.setPlaceholderText(_(asks.hint))
        self.evaluation.setVisible(asks.counts)
        self.term.offer(self.chosen_event, asks, self._sheet)
        anew = self.chosen_event == "assign" and (bool(self._claimed) or may_change(self._sheet))
        self.duty.setVisible(anew)
        if anew:
            self.duty.offer(self._sheet)
            if self._claimed:
                self.duty.put_owner(self._claimed)
        self.whistle.setVisible(asks.level)
        if asks.level:
            self.whistle.offer(self._urgent_days())
        self.photo_button.setEnabled(not asks.level)  # an escalation order has no pictures of its own
        self._tell()
        self.grew.emit()

    def _urgent_days(self) -> int:
        from yishi.services import place_rules

        with self.workspace.read() as session:
            return place_rules.deadlines(session).respond_urgent

    def _tell(self) -> None:
        self.term.tell(self.date_box.text())

    def take_photos(self, files: Sequence[Path]) -> None:
        """Let these files go with the event; the button says how many."""
        self.photos = list(files)
        self.photo_button.set_word(_("附图 {n}").format(n=len(self.photos)) if self.photos else _("附图"))
        self.photo_button.setToolTip("\n".join(file.name for file in self.photos))

    def _choose_photos(self) -> None:
        kinds = _("照片 (*.jpg *.jpeg *.png *.JPG *.JPEG *.PNG)")
        files, _filter = QFileDialog.getOpenFileNames(self, _("选照片，可以选几张"), "", kinds)
        if files:
            self.take_photos([Path(file) for file in files])
        self._go_to(self.text_box)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.photo_button.setVisible(self.width() >= theme.px(360))

    # ---- what is typed

    def typed(self) -> dict[str, Any]:
        """Return what `loop_events.happen` wants to know; Refusal when a day or a number cannot be read."""
        commit_composition()
        asks = self.asks
        found: dict[str, Any] = {
            "event": self.chosen_event,
            "by": self.by_box.text().strip(),
            "on": read_day(self.date_box.text(), self.today, PAST),
            "text": self.text_box.toPlainText().strip(),
        }
        found |= self.term.typed(found["on"])
        if asks.counts:
            found["evaluation"] = self.evaluation.counts() | ({"method": found["text"]} if found["text"] else {})
        if self.duty.isVisibleTo(self) and (duty := self.duty.typed()):
            found["duty"] = duty
        if asks.level:
            found["whistle"] = self.whistle.typed()
        return found

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.store_button.hasFocus():
            self.stored.emit()
        else:
            super().keyPressEvent(event)


def _stand(sheet: ResolutionSheet) -> tuple[Any, ...]:
    """Return what tells whether a resolution stands where it stood."""
    return sheet.line.id, sheet.allowed, len(sheet.events)
