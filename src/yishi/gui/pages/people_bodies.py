"""The bodies a person belongs to, from a day on and until a day; who belongs on the day of a meeting can be expected at once."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from yishi.domain.dates import AROUND, read_day
from yishi.gui import forms
from yishi.gui.controls import Button
from yishi.gui.ime import NameBox, commit_composition
from yishi.gui.pages.entry import press_by_enter, walk
from yishi.gui.pages.working_days import calendar
from yishi.gui.table import Cell, Column, Row, Table
from yishi.gui.widgets import Label
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.prepared import MembershipLine


class PersonBodies(QWidget):
    """What one person belongs to: the latest first, a line to join another body, a button where a membership ends.

    Signals:
        ended(str): a membership in this body ended.
    """

    ended = Signal(str)

    bodies_table: Table
    no_bodies: Label
    leave_row: QWidget
    leave_label: Label
    until_box: NameBox
    leave_button: Button
    body_box: NameBox
    post_box: NameBox
    since_box: NameBox
    join_button: Button

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.person_id = ""
        self.lines: tuple[MembershipLine, ...] = ()
        forms.wear(self, "people_bodies")
        self.bodies_table.set_columns((Column(""), Column("", 62)), height=45, header=False)
        self.bodies_table.pressed.connect(self._ask_end)
        self.leave_button.clicked.connect(self.end)
        self.until_box.chosen.connect(self.end)
        self.join_button.clicked.connect(self.join)
        walk((self.body_box, self.post_box, self.since_box), self.join)
        press_by_enter(self.leave_button, self.join_button)
        QShortcut(QKeySequence("Del"), self.bodies_table, context=Qt.ShortcutContext.WidgetShortcut).activated.connect(self.strike)
        self.leave_row.hide()
        self.bodies_table.fit()

    def show_person(self, person_id: str) -> None:
        """Show the memberships of a person."""
        from yishi.services import bodies

        if person_id != self.person_id:
            self.leave_row.hide()
            for box in (self.body_box, self.post_box, self.since_box):
                box.set_name("")
        self.person_id = person_id
        with self.workspace.read() as session:
            self.lines = bodies.of_person(session, person_id)
            known = bodies.bodies(session, self.workspace.today)
        self.body_box.set_people([(line.body, _("{n}人").format(n=line.people), ()) for line in known])
        self.bodies_table.show_rows([self._row(line) for line in self.lines])
        self.bodies_table.setVisible(bool(self.lines))
        self.no_bodies.setVisible(not self.lines)

    def _row(self, line: MembershipLine) -> Row:
        until = _day(line.ends_on) if line.ends_on else _("现在")
        since = _day(line.starts_on) if line.starts_on else _("早先")
        over = line.ends_on is not None and line.ends_on < self.workspace.today
        text = "　".join(part for part in (line.body, line.post) if part)
        end = Cell(button=_("到期")) if line.ends_on is None else Cell()
        return Row(line.id, (Cell(text, sub=_("{since} 到 {until}").format(since=since, until=until), kind="muted" if over else ""), end))

    def join(self) -> None:
        """Let the person belong to the body that was typed, from the day that was typed."""
        from yishi.services import bodies

        commit_composition()
        body, since = self.body_box.text().strip(), self.since_box.text().strip()
        if not body:
            self.body_box.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        starts = self._read(since) if since else None
        with self.workspace.write("person", words=_("记加入{body}").format(body=body[:20])) as session:
            bodies.join(session, self.person_id, body, self.post_box.text().strip(), starts)
            for box in (self.body_box, self.post_box, self.since_box):
                box.set_name("")
        self.body_box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_end(self, ref: str) -> None:
        line = next(line for line in self.lines if line.id == ref)
        self.bodies_table.choose(ref)
        self.leave_label.setText(_("{body}到").format(body=line.body[:8]))
        self.until_box.set_name(_day(self.workspace.today))
        self.leave_row.show()
        self.until_box.setFocus(Qt.FocusReason.OtherFocusReason)
        self.until_box.selectAll()

    def end(self) -> None:
        """Let the chosen membership end with the day that was typed."""
        from yishi.services import bodies

        ref = self.bodies_table.chosen_ref()
        line = next((line for line in self.lines if line.id == ref), None)
        if line is None:
            return
        until = self._read(self.until_box.text())
        with self.workspace.write("person", words=_("记{body}到期").format(body=line.body[:20])) as session:
            bodies.leave(session, self.person_id, line.body, until)
        self.leave_row.hide()
        self.bodies_table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ended.emit(line.body)

    def strike(self) -> None:
        """Del: take out a line that was written down by mistake."""
        from yishi.services import bodies

        ref = self.bodies_table.chosen_ref()
        if ref is not None:
            with self.workspace.write("delete", words=_("删一条参加的组织")) as session:
                bodies.strike(session, ref)

    def _read(self, text: str) -> date:
        return read_day(text, self.workspace.today, AROUND, calendar(self.workspace))


def _day(day: date) -> str:
    return f"{day.year}-{day.month}-{day.day}"
