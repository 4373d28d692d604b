"""How often the chosen person came: the sentence of a year and its meetings, Enter leads to one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from yishi.gui.controls import Button
from yishi.gui.layout import column, row
from yishi.gui.pages.entry import Choice
from yishi.gui.table import Cell, Column, Row, Table
from yishi.gui.widgets import Label
from yishi.gui.workspace import Workspace
from yishi.i18n import _

INK = {"present": "green", "proxy": "blue", "leave": "yellow", "absent": "red"}


class PersonAttendance(QWidget):
    """应到 6 次、到 5 次、请假 1 次: by year, the latest first.

    Signals:
        meeting_wanted(str): the id of a meeting that was opened.
    """

    meeting_wanted = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace, self.person_id = workspace, ""
        self.title = Label(_("到会情况"), bold=True)
        self.year_button = Button(small=True)
        self.year_button.setObjectName("attendance_year_button")
        self.year_choice = Choice(self.year_button)
        self.told = Label("", wrap=True)
        self.table = Table()
        self.table.setObjectName("attendance_table")
        self.table.setAccessibleName(_("这一年的会"))
        self.table.set_columns((Column(""), Column("", 66)), height=45, header=False)
        self.table.fit()
        self.setLayout(column(row(self.title, None, self.year_button), self.told, self.table, gap=4))
        self.year_choice.picked.connect(lambda _year: self._show())
        self.table.opened.connect(lambda ref: self.meeting_wanted.emit(ref))

    def show_person(self, person_id: str) -> None:
        """Show a person's meetings of this year, or of the last year in which there were any."""
        if person_id != self.person_id:
            self.year_choice.value = ""
        self.person_id = person_id
        self._show()

    def _show(self) -> None:
        from yishi.services import attendance_record

        asked = int(self.year_choice.value or 0)
        with self.workspace.read() as session:
            found = attendance_record.of_person(session, self.person_id, asked)
        there = bool(found.years)
        self.year_button.setVisible(there)
        self.table.setVisible(bool(found.turns))
        if not there:
            self.told.setText(_("还没有一场会的应到名单上有他。"))
            self.table.show_rows([])
            return
        years = dict.fromkeys((*found.years, found.year))
        self.year_choice.offer([(str(year), _("{year}年").format(year=year)) for year in years], str(found.year))
        self.told.setText(sentence(found.times))
        self.table.show_rows([
            Row(turn.meeting_id, (Cell(turn.title, sub="　".join(filter(None, (turn.on.isoformat(), turn.note)))),
                                  Cell(marked(turn.mark), kind=INK[turn.mark])))
            for turn in found.turns
        ])  # fmt: skip


def marked(mark: str) -> str:
    """Return a mark by shape and word, ● 到: neither needs the colour."""
    from yishi.services.attendance_record import MARKS, SHAPES

    return f"{SHAPES[mark]} {_(MARKS[mark])}" if mark else ""


def sentence(times: "object") -> str:
    """Return how often somebody was expected and came, in words."""
    from yishi.services.attendance_record import Times

    assert isinstance(times, Times)
    if not times.due:
        return _("这一年没有应到的会。")
    words = _("应到{due}次，到{came}次").format(due=times.due, came=times.came)
    if times.proxies:
        words += _("（其中委托{n}次）").format(n=times.proxies)
    if times.leaves:
        words += _("，请假{n}次").format(n=times.leaves)
    if missed := times.due - times.came - times.leaves:
        words += _("，缺{n}次").format(n=missed)
    return words + _("，到会率{rate}。").format(rate=times.rate)
