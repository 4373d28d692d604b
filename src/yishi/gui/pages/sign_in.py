"""签到: over the middle column of the live room.

Initials and Enter = 到; the same once more takes it back. Ctrl+D = everybody who is expected (the whole roster when
nobody is). With the focus in the list (Tab), 1–6, 8 and Del mark the chosen person: 到 缺席 列席 委托 迟到 早退 请假 划掉.
Beside them stands why they are absent, who came instead, or at what time they came or went (1420 is 14:20).
"""

import re
import unicodedata
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from yishi.domain.terms import N_
from yishi.errors import Refusal
from yishi.gui import forms, theme
from yishi.gui.controls import Button
from yishi.gui.ime import NameBox, commit_composition
from yishi.gui.pages.entry import fill_empty, walk
from yishi.gui.pages.roster import candidate, people, spaced
from yishi.gui.table import Cell, Column, Row, Table
from yishi.gui.widgets import ElidedLabel, Empty, Label, Tick
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


EXCUSED = "请假"  # as it stands in the book before the reason
_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.点]?([0-5]\d)分?")


def clock_time(text: str) -> str:
    """Return the time of day that was typed (1420, 14.20, 14点20) as HH:MM, "" for anything else."""
    found = _CLOCK.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return f"{int(found[1]):02}:{found[2]}" if found else ""


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
    form_label: Label
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
        self.paper_tick = Tick(_("有书面委托"))
        self._add_marks()
        self.roster_list.chosen.connect(lambda _ref: self._show_paper())
        self.reason_box.strict, self.reason_box.figures = True, False  # who came instead is found by sound; a reason is just a text
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
        excused = Button(_("请假"), key="8", small=True, kind="quiet")
        excused.setObjectName("excused_button")
        excused.clicked.connect(lambda _on=False: self.mark("excused"))
        layout.addWidget(excused)
        bind("8", partial(self.mark, "excused"))
        self.paper_tick.setObjectName("proxy_paper_tick")
        self.paper_tick.clicked.connect(self._say_paper)
        beside = self.findChild(QHBoxLayout, "reason_row")
        assert beside is not None
        beside.addWidget(self.paper_tick)
        beside.addWidget(strike)
        assert isinstance(layout, QBoxLayout)
        layout.addStretch(1)
        bind("Del", self.strike)

    def begin(self) -> None:
        """F4: the roster is read anew, the cursor waits for a name."""
        self.roster = people(self.workspace)
        self.sign_in_box.set_people([candidate(person) for person in self.roster])
        self.reason_box.set_people([candidate(person) for person in self.roster])
        self._tell("")
        if self.meeting is not None:
            self.show_meeting(self.meeting)
        self.sign_in_box.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_meeting(self, sheet: MeetingSheet) -> None:
        """Show who is on the sheet of this meeting."""
        if self.meeting is None or sheet.line.id != self.meeting.line.id:
            self._one_by_one.clear()
        self.meeting = sheet
        self._show_form(sheet)
        self.sign_in_count.setText(_("实到{n}　应到{all}").format(n=sheet.line.present, all=sheet.line.expected))
        self._show_rows()

    def _show_form(self, sheet: MeetingSheet) -> None:
        """Say who should come and what the form of this meeting asks for, as it was when the meeting began."""
        from yishi.services import form_facts, forms

        self.form_label.setText(form_facts.told(forms.held(sheet)))
        self.form_label.setContentsMargins(12, 0, 12, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.form_label.setVisible(self.height() >= theme.px(420))  # on a low screen the list needs the room
        self._share_width()

    def _share_width(self) -> None:
        """Where the marks do not fit in their row with their digits, the digits become tips."""
        buttons = self.marks_row.findChildren(Button)
        for shown in (True, False):
            for button in buttons:
                digit = str(button.property("digit") or button.property("key") or "")
                button.setProperty("digit", digit)
                button.setProperty("key", digit if shown else "")
                button.setToolTip("" if shown else digit)
                button.dress()
            if sum(button.sizeHint().width() + 4 for button in buttons) <= self.width() - 24:
                break

    # ---- the list

    def _show_rows(self) -> None:
        if self.meeting is None or self.isHidden():  # `begin` shows it: while people speak it costs nothing
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
        if line.mark == "absent" and line.reason.startswith(EXCUSED):
            return chip, _("请假　{why}").format(why=line.reason.removeprefix(EXCUSED).lstrip("：")).strip()
        remark = line.reason if line.mark == "absent" else line.proxy if line.mark == "proxy" else ""
        if line.mark == "proxy" and line.proxy_paper:
            remark += _("（有书面委托）")
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
                if not room.all_present(session, sheet.line.id):
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
        remark = self.reason_box.text().strip()
        at = clock_time(remark) or f"{self.workspace.now():%H:%M}"
        with self.workspace.write("sign_in", words=words) as session:
            if mark == "left":
                room.leave(session, sheet.line.id, name, at, line.id if line else "")
            elif mark == "late":
                room.sign_in(session, sheet.line.id, name, unit=unit, arrived_at=at)
            elif mark == "excused":
                why = f"{EXCUSED}：{remark}" if remark else EXCUSED
                room.sign_in(session, sheet.line.id, name, unit=unit, mark="absent", reason=why)
            elif mark == "proxy":
                paper = self.paper_tick.isChecked() or None
                room.sign_in(session, sheet.line.id, name, unit=unit, mark=mark, proxy=remark, proxy_paper=paper)
            else:
                room.sign_in(session, sheet.line.id, name, unit=unit, mark=mark, reason=remark if mark == "absent" else "")

    def _show_paper(self) -> None:
        line = next((line for line in self._attendees() if line.person_id == self.roster_list.chosen_ref()), None)
        self.paper_tick.setChecked(line is not None and bool(line.proxy_paper))

    def _say_paper(self, shown: bool) -> None:
        """The tick on somebody who is represented says at once whether the paper was shown; before that it waits for 委托."""
        from yishi.services import room

        line = next((line for line in self._attendees() if line.person_id == self.roster_list.chosen_ref()), None)
        if self.meeting is not None and line is not None and line.mark == "proxy":
            with self.workspace.write("sign_in", words=_("记{name}的书面委托").format(name=line.name)) as session:
                room.sign_in(session, self.meeting.line.id, line.name, mark="proxy", proxy_paper=shown, person_id=line.person_id)

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
        self.sign_in_told.setText(words or _("Tab 到名单里，↑↓ 选人，数字键记到会情况，Del 划掉"))
