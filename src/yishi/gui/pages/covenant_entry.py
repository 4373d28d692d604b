"""The entry of 公约: which meeting adopted a version and from when it holds, or when it was filed and with whom."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from yishi.domain.dates import PAST, read_day
from yishi.errors import Refusal
from yishi.gui import theme
from yishi.gui.ime import Candidate, NameBox, commit_composition
from yishi.gui.layout import column, row
from yishi.gui.pages.entry import press_by_enter, walk
from yishi.gui.widgets import Button, Label
from yishi.i18n import _

if TYPE_CHECKING:
    from yishi.services.answers import MeetingLine
    from yishi.services.covenants import CovenantSheet

ADOPT, FILE = "adopt", "file"
STATUTORY = ("statutory_assembly", "residents_assembly")


class CovenantEntry(QFrame):
    """What is next for the version that is shown: adopted, then filed.

    Signals:
        stored(): the user asks to store what is typed.
    """

    stored = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "well")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.step, self.today, self._shown = "", date.min, ""
        self._days: dict[str, date] = {}
        self.title_label = Label("", bold=True)
        self.meeting_box, self.starts_box = NameBox(hint=_("哪场会通过的"), name=_("哪场会通过的")), NameBox(name=_("从哪天起施行"))
        self.meeting_box.strict = True
        self.from_label = Label(_("起施行"), "muted")
        self.day_box, self.with_box = NameBox(name=_("哪天报的备案")), NameBox(hint=_("报给谁备案"), name=_("报给谁备案"))
        self.store_button = Button(_("记下"), kind="primary", key="Ctrl+Enter")
        names = {"covenant_meeting_box": self.meeting_box, "covenant_starts_box": self.starts_box, "covenant_filed_box": self.day_box,
                 "covenant_with_box": self.with_box, "store_covenant_step_button": self.store_button}  # fmt: skip
        for name, widget in names.items():
            widget.setObjectName(name)
        fields = row((self.meeting_box, 1), self.starts_box, self.from_label, self.day_box, (self.with_box, 1), self.store_button, gap=6)
        self.setLayout(column(self.title_label, fields, gap=6, margin=(12, 8, 12, 8)))
        walk((self.meeting_box, self.starts_box), self.stored.emit)
        walk((self.day_box, self.with_box), self.stored.emit)
        self.meeting_box.picked.connect(lambda _name: self._from_meeting())
        self.store_button.clicked.connect(self.stored)
        press_by_enter(self.store_button)
        self.dress()

    def dress(self) -> None:
        self.starts_box.setFixedWidth(theme.px(112))
        self.day_box.setFixedWidth(theme.px(112))

    def offer_meetings(self, meetings: "tuple[MeetingLine, ...]") -> None:
        """Say which meetings may have adopted it; those that may decide by law come first."""
        likely = sorted(meetings, key=lambda m: m.form not in STATUTORY)
        self._days = {m.id: date.fromisoformat(m.start[:10]) for m in likely}
        self.meeting_box.set_people([Candidate(f"{m.number}　{m.title}", m.form_name, (m.number.lower(),), m.id) for m in likely])

    def show_sheet(self, c: "CovenantSheet", town: str, today: date) -> None:
        """Ask for the next step of this version; what is half typed stays while it is as it was."""
        step = ADOPT if c.adopted_on is None else FILE if c.filed_on is None else ""
        self.today = today
        self.setVisible(bool(step))
        if (c.id + step) == self._shown:
            return
        self.step, self._shown = step, c.id + step
        adopting = step == ADOPT
        self.title_label.setText(_("登记通过") if adopting else _("登记报镇街备案"))
        for box in (self.meeting_box, self.starts_box, self.from_label):
            box.setVisible(adopting)
        for box in (self.day_box, self.with_box):
            box.setVisible(not adopting)
        self.meeting_box.set_name("")
        for day_box in (self.starts_box, self.day_box):
            day_box.blockSignals(True)
            day_box.fill(_("今天"))
            day_box.blockSignals(False)
        self.with_box.set_name(town)

    def focus_first(self) -> None:
        """Put the focus into the first field."""
        commit_composition()
        first = self.meeting_box if self.step == ADOPT else self.day_box
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        first.selectAll()

    def _from_meeting(self) -> None:
        day = self._days.get(str(self.meeting_box.ref or ""))
        if day is not None:
            self.starts_box.blockSignals(True)
            self.starts_box.fill(day.isoformat())
            self.starts_box.blockSignals(False)

    def adopted(self) -> tuple[str, date]:
        """Return the meeting and from when it holds; a day without a year may be one to come.

        Refused without a meeting (YS-G36) or where the day cannot be read (YS-T01).
        """
        commit_composition()
        meeting = str(self.meeting_box.ref or "")
        if not meeting:
            raise Refusal("YS-G36", _("还没有选是哪场会通过的。"), next_step=_("打会议编号或几个字，从单子里选一场。"))
        text = self.starts_box.text()
        day = read_day(text, self.today, PAST)
        if day < self._days[meeting] and day.year < self.today.year and str(day.year) not in text and (day.month, day.day) != (2, 29):
            day = day.replace(year=day.year + 1)  # 6-1 written in May is the one to come
        return meeting, day

    def filed(self) -> tuple[date, str]:
        """Return when it was filed and with whom; refused where the day cannot be read (YS-T01)."""
        commit_composition()
        return read_day(self.day_box.text(), self.today, PAST), self.with_box.text().strip()
