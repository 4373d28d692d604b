"""签到: over the middle column of the live room.

Initials and Enter = 到; the same once more takes it back. Ctrl+D = everybody who is expected (the whole roster when
nobody is). With the focus in the list (Tab), 1–6 and Del mark the chosen person: 到 缺席 列席 委托 迟到 早退 划掉.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QWidget

from yishi.domain.terms import N_
from yishi.errors import Refusal
from yishi.gui import forms
from yishi.gui.controls import Button
from yishi.gui.ime import NameBox, commit_composition
from yishi.gui.pages.entry import fill_empty, walk
from yishi.gui.pages.roster import candidate, people, spaced
from yishi.gui.table import Cell, Column, Row, Table
from yishi.gui.widgets import ElidedLabel, Empty, Label
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.answers import AttendeeLine, MeetingSheet, PersonLine

MOST_AT_ONCE = 300  # a whole roster that is bigger than this does not come to one meeting
# what the key does, its word, the chip that shows it in the list
MARKS: tuple[tuple[str, str, str], ...] = (
    ("present", N_("到"), "passed"),
    ("absent", N_("缺席"), "gray"),
    ("observer", N_("列席"), "note"),
    ("proxy", N_("委托"), "passed"),
    ("late", N_("迟到"), "passed"),
    ("left", N_("早退"), "gray"),
)


class SignInPanel(QWidget):
    """Who is there: the sheet first, then everybody else on the roster.

    Signals:
        left(): the user is done signing in.
    """

    left = Signal()

    sign_in_count: Label
    all_button: Button
    back_button: Button
    sign_in_box: NameBox
    sign_in_told: ElidedLabel
    roster_list: Table
    no_roster: Empty
    reason_box: NameBox
    marks_row: QWidget

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.meeting: MeetingSheet | None = None
        self.roster: tuple[PersonLine, ...] = ()
        self._one_by_one: set[str] = set()  # person ids that came by their own Enter: taken back they leave the sheet
        self.mark_buttons: dict[str, Button] = {}
        forms.wear(self, "sign_in")
        columns = (Column(_("姓名"), 84), Column(_("组、楼栋"), 84), Column(_("身份")), Column(_("到会"), 148, sorts=False))
        self.roster_list.set_columns(columns, height=30)
        fill_empty(self.no_roster, _("名册还是空的。来一个敲一个名字，回车就是到，会自动进名册。"))
        self.sign_in_box.picked.connect(self._picked)
        self.sign_in_box.query.connect(lambda _query: self._show_rows())
        self.all_button.clicked.connect(self.all_present)
        self.back_button.clicked.connect(self.left)
        self._add_marks()
        walk((self.reason_box,), lambda: self.roster_list.setFocus(Qt.FocusReason.OtherFocusReason))

    def _add_marks(self) -> None:
        def bind(key: str, act: Callable[[], None]) -> None:
            shortcut = QShortcut(QKeySequence(key), self.roster_list, context=Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)

        layout = self.marks_row.layout()
        assert layout is not None
        for place, (mark, word, _chip) in enumerate(MARKS, 1):
            button = Button(_(word), key=str(place), small=True, kind="quiet")
            button.clicked.connect(lambda _on=False, mark=mark: self.mark(mark))
            layout.addWidget(button)
            bind(str(place), partial(self.mark, mark))
            self.mark_buttons[mark] = button
        strike = Button(_("划掉"), key="Del", small=True, kind="quiet")
        strike.setObjectName("strike_attendance_button")
        strike.clicked.connect(self.strike)
        layout.addWidget(strike)
        assert isinstance(layout, QBoxLayout)
        layout.addStretch(1)
        bind("Del", self.strike)

    def begin(self) -> None:
        """F4: the roster is read anew, the cursor waits for a name."""
        self.roster = people(self.workspace)
        self.sign_in_box.set_people([candidate(person) for person in self.roster])
        self._tell("")
        if self.meeting is not None:
            self.show_meeting(self.meeting)
        self.sign_in_box.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_meeting(self, sheet: MeetingSheet) -> None:
        """Show who is on the sheet of this meeting."""
        if self.meeting is None or sheet.line.id != self.meeting.line.id:
            self._one_by_one.clear()
        self.meeting = sheet
        self.sign_in_count.setText(_("实到{n}　应到{all}").format(n=sheet.line.present, all=sheet.line.expected))
        self._show_rows()

    # ---- the list

    def _show_rows(self) -> None:
        if self.meeting is None:
            return
        wanted = self.sign_in_box.text().strip()
        found = {person.ref for person in self.sign_in_box.matches(wanted)} if wanted else None
        on_sheet = {line.person_id for line in self.meeting.attendees}
        rows = [
            Row(line.person_id, self._cells(line.name, line.unit, line.role, line))
            for line in self.meeting.attendees
            if found is None or line.person_id in found
        ]
        rows += [
            Row(person.id, self._cells(person.name, person.unit, person.role, None))
            for person in self.roster
            if person.id not in on_sheet and (found is None or person.id in found)
        ]
        self.roster_list.show_rows(rows)
        nobody = not on_sheet and not self.roster
        self.no_roster.setVisible(nobody)
        self.roster_list.setVisible(not nobody)

    def _cells(self, name: str, unit: str, role: str, line: AttendeeLine | None) -> tuple[Cell, ...]:
        here = line is not None and line.mark != "expected"
        state = self._state(line)
        return (
            Cell(spaced(name), bold=here, kind="" if here else "muted", sort=name),
            Cell(unit, kind="muted"),
            Cell(role, kind="muted"),
            Cell(state[1], chip=state[0]) if state[0] else Cell(state[1], kind="muted"),
        )

    def _state(self, line: AttendeeLine | None) -> tuple[str, str]:
        if line is None:
            return "", ""
        if line.mark == "expected":
            return "", _("应到，还没来")
        if line.left_at:
            return "gray", _("早退 {at}").format(at=line.left_at)
        if line.arrived_at:
            return "passed", _("迟到 {at}").format(at=line.arrived_at)
        chip, word = next((chip, _(word)) for mark, word, chip in MARKS if mark == line.mark)
        remark = line.reason if line.mark == "absent" else line.proxy if line.mark == "proxy" else ""
        return chip, f"{word}　{remark}" if remark else word

    # ---- marking

    def _picked(self, name: str) -> None:
        person = next((person for person in self.roster if person.id == self.sign_in_box.ref), None)
        line = self._line_of(person.id if person else "", name)
        self.sign_in_box.clear()
        if line is not None and line.mark in ("present", "proxy", "observer") and not line.left_at:
            self._take_back(line)
            return
        unit = self._unit(person.id if person else line.person_id if line else "")
        self._write(_("{name}签到").format(name=name), "present", name, unit)
        came = self._line_of(person.id if person else "", name)
        if came is not None:
            if line is None:
                self._one_by_one.add(came.person_id)
            self.roster_list.choose(came.person_id)
        if person is None and line is None:
            self.roster = people(self.workspace)
            self.sign_in_box.set_people([candidate(each) for each in self.roster])
            self._tell(_("{name}到了，已加进名册。").format(name=name))
        else:
            self._tell(_("{name}到了。").format(name=name))
        self.sign_in_box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_back(self, line: AttendeeLine) -> None:
        """Back to where they were: off the sheet when they came by their own Enter, else absent."""
        if line.person_id in self._one_by_one:
            self._one_by_one.discard(line.person_id)
            self._strike(line)
            self._tell(_("{name}已收回，不在签到表上了。").format(name=line.name))
        else:
            self._write(_("{name}改记缺席").format(name=line.name), "absent", line.name, self._unit(line.person_id))
            self._tell(_("{name}改记缺席。再敲一次又是到。").format(name=line.name))
        self.sign_in_box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _unit(self, person_id: str) -> str:
        """Return where the roster has this person now: sheets of this meeting may say something older."""
        return next((person.unit for person in self.roster if person.id == person_id), "")

    def _line_of(self, person_id: str, name: str) -> AttendeeLine | None:
        lines = self.meeting.attendees if self.meeting else ()
        exact = next((line for line in lines if person_id and line.person_id == person_id), None)
        return exact if exact or person_id else next((line for line in lines if line.name == name), None)

    def all_present(self) -> None:
        """Ctrl+D: everybody who is expected and not marked yet; with nobody expected, the whole roster."""
        from yishi.services import room

        sheet = self.meeting
        assert sheet is not None
        commit_composition()
        waiting = [(line.name, self._unit(line.person_id)) for line in sheet.marked("expected")]
        if not waiting:
            on_sheet = {line.person_id for line in sheet.attendees}
            waiting = [(person.name, person.unit) for person in self.roster if person.id not in on_sheet]
        if len(waiting) > MOST_AT_ONCE:
            message = _("名册里有{n}人，一场会来不了这么多。").format(n=len(waiting))
            raise Refusal("YS-M21", message, next_step=_("请一个一个敲首字母签到。"))
        if waiting:
            with self.workspace.write("sign_in", words=_("全部到会")) as session:
                for name, unit in waiting:
                    room.sign_in(session, sheet.line.id, name, unit=unit)
            self._tell(_("{n}人到会。没来的敲首字母、回车，就记缺席。").format(n=len(waiting)))
        else:
            self._tell(_("应到的都签过了。"))
        self.sign_in_box.setFocus(Qt.FocusReason.OtherFocusReason)

    def mark(self, mark: str) -> None:
        """Mark the chosen person; the reason box says why they are absent or who came instead."""
        chosen = self._chosen()
        if chosen is None:
            self._tell(_("先选一个人。"))
            return
        name, unit, line = chosen
        self._write(_("改{name}的到会情况").format(name=name), mark, name, unit, line)
        self.reason_box.clear()
        if line is None:
            self._one_by_one.add(str(self.roster_list.chosen_ref()))
        self._tell("")

    def _write(self, words: str, mark: str, name: str, unit: str, line: AttendeeLine | None = None) -> None:
        from yishi.services import room

        sheet = self.meeting
        assert sheet is not None
        now, remark = f"{self.workspace.now():%H:%M}", self.reason_box.text().strip()
        with self.workspace.write("sign_in", words=words) as session:
            if mark == "left":
                room.leave(session, sheet.line.id, name, now, line.id if line else "")
            elif mark == "late":
                room.sign_in(session, sheet.line.id, name, unit=unit, arrived_at=now)
            else:
                absent, proxy = remark if mark == "absent" else "", remark if mark == "proxy" else ""
                room.sign_in(session, sheet.line.id, name, unit=unit, mark=mark, reason=absent, proxy=proxy)

    def strike(self) -> None:
        """Take the chosen person off the sheet."""
        line = next((line for line in self._attendees() if line.person_id == self.roster_list.chosen_ref()), None)
        if line is not None:
            self._strike(line)

    def _strike(self, line: AttendeeLine) -> None:
        from yishi.services import room

        with self.workspace.write("attendance", words=_("把{name}从签到表划掉").format(name=line.name)) as session:
            room.strike(session, line.id)

    def _attendees(self) -> tuple[AttendeeLine, ...]:
        return self.meeting.attendees if self.meeting else ()

    def _chosen(self) -> tuple[str, str, AttendeeLine | None] | None:
        ref = self.roster_list.chosen_ref()
        line = next((line for line in self._attendees() if line.person_id == ref), None)
        if line is not None:
            return line.name, self._unit(line.person_id), line
        person = next((person for person in self.roster if person.id == ref), None)
        return (person.name, person.unit, None) if person else None

    def _tell(self, words: str) -> None:
        self.sign_in_told.setText(words or _("Tab 到名单里，↑↓ 选人，1到6 记到会情况，Del 划掉"))
