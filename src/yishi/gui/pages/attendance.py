"""到会情况: a body over a year, members down and meetings across, each mark by shape and word; printed or as a workbook.

Keys: ←→ other meetings where there are many, Ctrl+P print, F12 workbook, Enter on a name leads to the person, Esc back to 人员.
"""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from yishi.gui import table_files, theme
from yishi.gui.controls import Button
from yishi.gui.layout import column, row
from yishi.gui.page import Page
from yishi.gui.pages.entry import Choice, press_by_enter
from yishi.gui.pages.people_attendance import INK, marked
from yishi.gui.table import Cell, Column, Row, Table
from yishi.gui.widgets import Card, Empty, Label
from yishi.gui.workspace import Workspace
from yishi.i18n import _

if TYPE_CHECKING:
    from yishi.services.attendance_record import BodyRecord, MemberRow

_AROUND = 520  # what the other columns take
_WIDE = 66  # of a meeting's column
_YEARS = 6  # back from this one


class AttendancePage(Page):
    """Who of a body came to its meetings in a year."""

    narrows = ("table",)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.title = _("人员")
        self.record: BodyRecord | None = None
        self.first, self._wide = 0, 0  # of the meetings that are shown; how many fit
        self.body_button, self.year_button = Button(), Button()
        self.body_choice, self.year_choice = Choice(self.body_button), Choice(self.year_button)
        self.before_button, self.after_button = Button("◀", small=True), Button("▶", small=True)
        self.before_button.setAccessibleName(_("前面的会"))
        self.after_button.setAccessibleName(_("后面的会"))
        self.part_label = Label("", "muted")
        self.print_button = Button(_("打印"), kind="primary", key="Ctrl+P", glyph="print")
        self.export_button = Button(_("存成表格"), key="F12", glyph="save_in")
        self.back_button = Button(_("返回"), key="Esc", glyph="back")
        self.table = Table(height=34)
        self.table.setObjectName("attendance_body_table")
        self.table.setAccessibleName(_("到会情况"))
        self.told = Label("", wrap=True)
        self.shares = Label("", "muted", wrap=True)
        self.shares.setObjectName("shares_label")
        self.meaning = Label("", "muted", step=-1, wrap=True)
        self.nothing = Empty("", glyph="people")
        self.saved_place = QWidget()
        self.saved_place.setLayout(column())
        self.saved_place.hide()
        for name in ("body_button", "year_button", "print_button", "export_button", "back_button"):
            getattr(self, name).setObjectName(f"attendance_{name}")
        inside = column((self.table, 1), (self.nothing, 1), margin=2)
        bar = row(self.body_button, self.year_button, self.before_button, self.part_label, self.after_button, None, self.export_button,
                  self.print_button, self.back_button)  # fmt: skip
        self.setLayout(column(bar, self.saved_place, (Card(inside), 1), self.told, self.shares, self.meaning, gap=8, margin=12))
        self._wire()

    def _wire(self) -> None:
        for choice in (self.body_choice, self.year_choice):
            choice.picked.connect(lambda _value: self._turn())
        self.before_button.clicked.connect(lambda: self.turn(-1))
        self.after_button.clicked.connect(lambda: self.turn(1))
        self.print_button.clicked.connect(self.print)
        self.export_button.clicked.connect(self.export)
        self.back_button.clicked.connect(self.escape)
        self.table.opened.connect(lambda ref: self.wants.emit("people", ref) if ref else None)
        press_by_enter(self.print_button, self.export_button, self.back_button, self.before_button, self.after_button)
        for key, act in (("Ctrl+P", self.print), ("F12", self.export), ("Left", lambda: self.turn(-1)), ("Right", lambda: self.turn(1))):
            self.key(key, act)

    def home(self) -> QWidget | None:
        return self.table if self.table.isVisibleTo(self) else self.body_button

    def keys(self) -> list[tuple[str, str]]:
        return [("←→", _("看前面、后面的会")), (_("回车"), _("到这个人的卡片")), ("Ctrl+P", _("打印")), ("F12", _("存成表格")),
                ("Esc", _("回到人员"))]  # fmt: skip

    def menu_entries(self) -> list[tuple[str, str, Any]]:
        return [(_("打印到会情况"), "Ctrl+P", self.print)]

    def show_ref(self, ref: Any) -> None:
        self.body_choice.value, self.first = str(ref or ""), 0

    def escape(self) -> None:
        """Esc: back to the roster."""
        self.wants.emit("people", None)

    def reload(self) -> None:
        from yishi.services import attendance_record, bodies

        today = self.workspace.today
        with self.workspace.read() as session:
            known = [line.body for line in bodies.bodies(session, today)]
            body = self.body_choice.value if self.body_choice.value in known else next(iter(known), "")
            year = int(self.year_choice.value or today.year)
            self.record = attendance_record.of_body(session, body, year, today) if body else None
        self.body_choice.offer([(name, name) for name in known] or [("", _("还没有组织"))], body)
        years = range(today.year, today.year - _YEARS, -1)
        self.year_choice.offer([(str(each), _("{year}年").format(year=each)) for each in years], str(year))
        self.say_title(_("人员"), _("到会情况 · {body} {year}年").format(body=body, year=year) if body else _("到会情况"))
        self._show()

    def _turn(self) -> None:
        self.first = 0
        self.reload()

    def turn(self, way: int) -> None:
        """Show the meetings before or after those that are shown."""
        many = len(self.record.meetings) if self.record else 0
        wanted = self.first + way * self._most()
        if 0 <= wanted < many:
            self.first = wanted
            self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.isVisible() and self._most() != self._wide:
            self._show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self._show)  # only now it is as wide as it will be

    def _most(self) -> int:
        """How many meetings fit side by side."""
        return max(4, (self.width() - theme.px(_AROUND)) // theme.px(_WIDE))

    def _show(self) -> None:
        record = self.record
        there = record is not None and bool(record.meetings) and bool(record.members)
        self.table.setVisible(there)
        self.nothing.setHidden(there)
        for part in (self.told, self.shares, self.meaning, self.export_button, self.print_button):
            part.setVisible(there)
        self._wide = most = self._most()
        many = len(record.meetings) if record else 0
        self.first -= self.first % most
        for button in (self.before_button, self.after_button, self.part_label):
            button.setVisible(there and many > most)
        if record is None or not there:
            self.nothing.label.setText(
                _("还没有记哪个人在哪个组织里。到“人员”里给他记上参加的组织，这里就有到会情况。") if record is None
                else _("{body}在{year}年还没有开过会：应到名单上有一半以上成员的会才算它的会。").format(body=record.body, year=record.year))
            return
        shown = record.meetings[self.first : self.first + most]
        self.before_button.setDisabled(self.first == 0)
        self.after_button.setDisabled(self.first + most >= many)
        self.part_label.setText(_("第{a}–{b}场，共{n}场").format(a=self.first + 1, b=self.first + len(shown), n=many))
        heads = [Column(f"{m.on.month}-{m.on.day}", _WIDE, sorts=False) for m in shown]
        sums = [Column(word, wide, "right") for word, wide in ((_("应到"), 52), (_("到"), 44), (_("请假"), 52), (_("到会率"), 72))]
        self.table.set_columns((Column(_("姓名")), Column(_("职务"), 96), *heads, *sums), height=34)
        self.table.show_rows([self._row(member, [m.id for m in shown]) for member in record.members])
        self._tell(record)

    @staticmethod
    def _row(member: "MemberRow", ids: list[str]) -> Row:
        times = member.times
        rate = 1000 * times.came // times.due if times.due else -1
        return Row(member.person_id, (
            Cell(member.name, bold=True), Cell(member.post, kind="muted"),
            *(Cell(marked(mark) or "—", kind=INK.get(mark, "muted")) for mark in (member.marks.get(id_, "") for id_ in ids)),
            Cell(str(times.due), sort=times.due), Cell(str(times.came), sort=times.came), Cell(str(times.leaves), sort=times.leaves),
            Cell(times.rate or "—", bold=True, sort=rate),
        ))  # fmt: skip

    def _tell(self, record: "BodyRecord") -> None:
        times = record.times
        self.told.setText(_("{n}场会，{m}人：应到{due}人次，到{came}人次，到会率{rate}。").format(
            n=len(record.meetings), m=len(record.members), due=times.due, came=times.came, rate=times.rate or "—"))
        self.shares.setText("　".join(f"{f.word} {f.value or '—'}（{f.note}）" for f in record.shares))
        self.meaning.setText(_meaning(record))

    def _name(self) -> str:
        assert self.record is not None
        return _("{body}{year}年到会情况").format(body=self.record.body, year=self.record.year)

    def print(self) -> None:
        """Ctrl+P: what is shown as a paper, with what its figures mean."""
        if self.record is None or not self.record.meetings:
            return
        above = f"{self.told.text()}{self.shares.text()}　" + _("●到　◎委托　△请假　○缺　—没有叫到")
        if self.part_label.isVisibleTo(self):
            above = f"{self.part_label.text()}。{above}"
        table_files.offer(self.saved_place, table_files.write_paper(self.table, self._name(), above), self._name())

    def export(self) -> None:
        """F12: all meetings of the year and the shares, as a workbook."""
        from yishi.services import tables

        if self.record is None or not self.record.meetings:
            return
        made = [tables.attendance(self.record), tables.shares(self.record.shares)]
        table_files.offer(self.saved_place, table_files.write_tables(made, self._name()), self._name())


def _meaning(record: "BodyRecord") -> str:
    told = _("应到名单上有一半以上成员的会，算这个组织的会；签到的和委托别人来的都算到，写了原因的缺席算请假，列席不算。")
    return told + "".join(f"{f.word}：{f.definition}" for f in record.shares)
