"""决议: what was decided, who does it, by when, who looks after it; in the book with Ctrl+Enter."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from yishi.domain.marker import N_
from yishi.errors import Refusal
from yishi.gui import forms, theme
from yishi.gui.controls import Button
from yishi.gui.ime import NameBox, TextBox, commit_composition
from yishi.gui.pages import drafts
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.pages.evaluation_grid import whole
from yishi.gui.pages.legal_strip import likely_way
from yishi.gui.pages.roster import as_posts, candidate, in_post, people
from yishi.gui.pages.vote_card import VoteCard
from yishi.gui.pages.working_days import calendar
from yishi.gui.widgets import ElidedLabel, Field, Label, Strip
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.answers import AgendaLine, MeetingSheet, MotionLine

_WORKDAYS = re.compile(r"\+?(\d{1,3})(?:个?工作日|工)[后内]?")
DRAFT_EVERY = 2000  # milliseconds
_WEEK = N_("一 二 三 四 五 六 日")


@dataclass(frozen=True)
class Deadline:
    """A deadline as it was typed: a day, or working days counted from the day after the handing over."""

    due: date
    workdays: int | None


class ResolutionCard(QWidget):
    """Enter goes from the text to 负责, 期限, 督查, as they stand; Ctrl+Enter stores from anywhere in the card.

    A vote that is typed in the card beside it and not recorded yet is recorded first, or asked about.

    Signals:
        stored(str): the number of the resolution that is now in the book.
    """

    stored = Signal(str)

    resolution_body: QWidget
    resolved_label: ElidedLabel
    resolution_box: TextBox
    unit_row: QWidget
    owner_unit_box: NameBox
    households_box: Field
    owner_box: NameBox
    supervisor_box: NameBox
    due_box: NameBox
    due_label: Label
    statutory_strip: Strip
    resolution_told: Label
    resolve_button: Button

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.sheet: MeetingSheet | None = None
        self.agenda: AgendaLine | None = None
        self._filled = ""
        forms.wear(self, "resolution_card")
        self.resolution_box.submitted.connect(lambda _text: self._to(self.owner_box))
        self.owner_box.picked.connect(self._leave_owner)
        self.due_box.chosen.connect(self._leave_due)
        self.due_box.query.connect(lambda _text: self._show_deadline())
        self.supervisor_box.picked.connect(lambda _name: self._to(self.resolve_button))
        self.owner_unit_box.picked.connect(lambda _name: self._to(self.owner_box))
        self.resolve_button.clicked.connect(self.store)
        press_by_enter(self.resolve_button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DRAFT_EVERY)
        self._timer.timeout.connect(self.keep_draft)
        for changed in (self.resolution_box.textChanged, *(box.textChanged for box in self._boxes)):
            changed.connect(lambda *_text: None if self._timer.isActive() else self._timer.start())
        self._tell("")
        self.dress()

    def dress(self) -> None:
        self.unit_row.setVisible(theme.points < 14)
        self.households_box.setFixedWidth(theme.px(60))
        self.resolve_button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_item(self, sheet: MeetingSheet, agenda: AgendaLine | None) -> None:
        """Stand for this item of the agenda; what is half typed waits with its item, also for the next start of the program."""
        same = self.agenda is not None and agenda is not None and self.agenda.id == agenda.id
        if not same:
            self.keep_draft()
        self.sheet, self.agenda = sheet, agenda
        if not same:
            self.clear()
            self._bring_back()
            self.resolved_label.setText("")
        elif self.resolution_box.toPlainText() in ("", self._filled):
            self._fill()  # a vote that was taken since says it better
        flag = (agenda.statutory_flag if agenda else "").strip()
        self.statutory_strip.setVisible(bool(flag))
        need = flag.rpartition("须")[2] if "须" in flag else _("业主共同决定") if likely_way(flag) == "owners" else _("法定会议决定")
        self.statutory_strip.label.setText(_("还须{need}").format(need=need))
        self.statutory_strip.setToolTip(flag)

    def clear(self) -> None:
        """Empty the card and fill in what is likely."""
        for box in (self.owner_box, self.supervisor_box, self.due_box):
            box.set_name("")
        self.households_box.clear()
        self.due_label.setText("")
        self._tell("")
        self.owner_unit_box.fill(self.sheet.org if self.sheet else "")
        self._fill()

    @property
    def _boxes(self) -> tuple[NameBox, ...]:
        return self.owner_box, self.due_box, self.supervisor_box

    def keep_draft(self) -> None:
        """Write down on this PC what is half typed, or forget it when nothing is."""
        if self.agenda is None or self.workspace.busy:
            return
        text, said = self.resolution_box.toPlainText(), [box.text() for box in self._boxes]
        typed = text != self._filled or any(said)
        drafts.keep(f"{self.agenda.id}-resolution", drafts.Draft("\t".join(said), text if typed else "", self.agenda.no, ""))

    def _bring_back(self) -> None:
        found = drafts.kept(f"{self.agenda.id}-resolution") if self.agenda is not None and not self.workspace.busy else None
        if found is not None:
            self.resolution_box.setPlainText(found.text)
            for box, said in zip(self._boxes, found.speaker.split("\t"), strict=False):
                box.set_name(said)
            self._show_deadline()

    def hideEvent(self, event: QHideEvent) -> None:
        self.keep_draft()
        super().hideEvent(event)

    def _fill(self) -> None:
        motion, item = self._motion(), self.agenda
        decided = self.sheet is not None and item is not None and any(each.agenda == item.no for each in self.sheet.resolutions)
        self._filled = motion.text if motion else item.title if item and not decided else ""
        self.resolution_box.setPlainText(self._filled)

    def _motion(self) -> MotionLine | None:
        """The newest motion of this item that carried and has no resolution yet."""
        if self.sheet is None or self.agenda is None:
            return None
        taken = {sheet.motion.id for sheet in self.sheet.resolutions if sheet.motion}
        carried = [m for m in self.sheet.motions if m.agenda == self.agenda.no and m.passed and m.id not in taken]
        return carried[-1] if carried else None

    def begin(self) -> None:
        """F9: the roster is read anew, the cursor goes to the text, all of it chosen."""
        from yishi.services import posts

        commit_composition()
        with self.workspace.read() as session:
            held = posts.titles(session, self.workspace.today)
        listed = people(self.workspace)
        roster = [in_post(candidate(person), held.get(person.id, "")) for person in listed]
        self.owner_box.set_people([*roster, *as_posts(self.workspace, listed)])
        self.supervisor_box.set_people(roster)
        self.owner_unit_box.set_people([(unit, "", ()) for unit in self._units()])
        self.resolution_box.setFocus(Qt.FocusReason.OtherFocusReason)
        self.resolution_box.selectAll()

    def _units(self) -> list[str]:
        from yishi.services import resolutions

        with self.workspace.read() as session:
            named = [line.owner_unit for line in resolutions.lines(session, self.workspace.today)]
        return list(dict.fromkeys([self.sheet.org if self.sheet else "", *named]))

    def _to(self, box: QWidget) -> None:
        box.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- the deadline

    def deadline(self) -> Deadline:
        """Return what the box means; refused (YS-T…) when nothing can be made of it."""
        from yishi.domain.dates import COMING, read_day

        text, today = self.due_box.text().strip(), self.workspace.today
        due = read_day(text, today, COMING, calendar(self.workspace))
        plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
        found = _WORKDAYS.fullmatch(plain)
        return Deadline(due, int(found[1]) if found else None)

    def _show_deadline(self) -> None:
        """Say which day the box means, while it is being typed; a text not finished yet is no mistake."""

        try:
            found = self.deadline()
        except Refusal:
            self.due_label.setText("")
            return
        week = _("周{day}").format(day=_(_WEEK).split()[found.due.weekday()])
        days = calendar(self.workspace).count(self.workspace.today, found.due)
        if found.workdays is not None:
            words = _("交办后{n}个工作日").format(n=found.workdays)
        elif len(self.due_box.text()) > 5:
            words = _("{week}，{n}个工作日").format(week=week, n=days)
        else:
            words = _("{m}月{d}日{week}").format(m=found.due.month, d=found.due.day, week=week)
        self.due_label.setText(words)
        self.due_label.setToolTip(_("{day}，还有{n}个工作日").format(day=found.due, n=days))

    def _leave_owner(self, name: str) -> None:
        self.owner_box.setToolTip(name)
        self.owner_box.setCursorPosition(0)  # of a long post its beginning is seen
        self._to(self.due_box)

    def _leave_due(self) -> None:
        if self.due_box.text().strip():
            self.deadline()  # a day that nobody can read is said now, by a refusal, and the cursor stays
        self._to(self.supervisor_box)

    # ---- storing

    def store(self) -> None:
        """Ctrl+Enter: write the resolution down; what is missing is said here and the cursor goes there."""
        from yishi.services import room

        commit_composition()
        missing: tuple[tuple[QWidget, str, str], ...] = (
            (self.resolution_box, self.resolution_box.toPlainText(), _("决定做什么，还空着。")),
            (self.owner_box, self.owner_box.text(), _("谁负责，还空着。")),
            (self.due_box, self.due_box.text(), _("什么时候完成，还空着。")),
            (self.supervisor_box, self.supervisor_box.text(), _("谁督查，还空着。")),
        )
        if self.sheet is None or self.agenda is None:
            self._tell(_("还没有议题，先按 Ctrl+N 加一条。"))
            return
        for box, text, words in missing:
            if not text.strip():
                self._tell(words)
                self._to(box)
                return
        households = whole(self.households_box.text(), self.households_box.accessibleName())
        term, text = self.deadline(), self.resolution_box.toPlainText()
        if not self._record_vote():
            return
        self.resolution_box.setPlainText(text)  # the vote may have put its own words here
        motion = self._motion()
        with self.workspace.write("resolve", words=_("存为决议")) as session:
            number = room.resolve(
                session, self.sheet.line.id, self.agenda.no, text, self.owner_unit_box.text(),
                self.owner_box.text(), self.supervisor_box.text(), due=None if term.workdays else term.due,
                workdays=term.workdays, motion_no=motion.no if motion else None, beneficiaries=households,
            )  # fmt: skip
        drafts.drop(f"{self.agenda.id}-resolution")
        self.clear()
        self.resolved_label.setText(_("已存 {number}").format(number=number))
        self.stored.emit(number)

    def _record_vote(self) -> bool:
        """Record the vote that waits in the vote card; False, and said why, when the resolution has to wait for it."""
        column = self.parentWidget()
        vote = column.findChild(VoteCard) if column is not None else None
        if vote is None or not vote.is_begun:
            return True
        if not vote.is_ready:
            self._tell(_("表决还没有记下，先按 F8 填对或清空。"))
            return False
        made = vote.record()
        motion = next((each for each in self.sheet.motions if each.id == made), None) if self.sheet else None
        if motion is not None and not motion.passed:
            self._tell(_("表决记下了，没有通过。还要存决议，请再按一次。"))
            return False
        return True

    def _tell(self, words: str) -> None:
        self.resolution_told.setText(words)
        self.resolution_told.setVisible(bool(words))
