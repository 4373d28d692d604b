"""这本还差哪张纸: every meeting of a year against the papers that it should have; Enter leads to the first one that it lacks.

Keys: Enter on a meeting to its first missing paper, 1–9 to the paper of that column, Ctrl+P prints the table, F12 saves it.
"""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from yishi.domain.marker import N_
from yishi.gui import table_files, theme
from yishi.gui.controls import Button, Segments, Tick
from yishi.gui.layout import column, row
from yishi.gui.page import Page
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.pages.year_papers import YearPapers
from yishi.gui.table import Cell, Column, Row, Table
from yishi.gui.widgets import Card, Empty, Label
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.paper_matrix import HAVE, LACKING, LATER, STATE_WORDS, Matrix, MatrixCell, MatrixRow

_MEETING, _COUNT, _WIDE, _FULL, _NARROW = 210, 40, 110, 84, 62  # widths at the standard size
CHIPS = {HAVE: "passed", LACKING: "yellow", LATER: "note"}
SHORT = {  # heads of columns: there are up to fifteen on one screen
    "notice": N_("通知"), "sign-in": N_("签到"), "record": N_("记录"), "minutes": N_("纪要"), "tally": N_("计票"), "opinion": N_("意见书"),
    "posting": N_("公示"), "booklet": N_("登记表"), "covenant": N_("公约"), "photo": N_("照片"), "proxy": N_("委托"),
    "assignment": N_("交办"), "outcome": N_("结果"),
}  # fmt: skip


class MissingPapersPage(Page):
    """The matrix of meetings and papers."""

    narrows = ("table",)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.title = _("这本还差哪张纸")
        self.matrix = Matrix((), ())
        self._heads: tuple[str, ...] = ()
        self._brief = False
        self.years = Segments(())
        self.only = Tick(_("只看有缺的"))
        self.count_label = Label("", bold=True)
        self.print_button = Button(_("打印这张表"), kind="primary", key="Ctrl+P", glyph="print")
        self.save_button = Button(_("存成表格"), key="F12", glyph="save_in")
        self.back_button = Button(_("打印中心"), key="Esc", glyph="back")
        self.table = Table(height=46)
        self.table.setAccessibleName(_("会议和它的纸"))
        self.nothing = Empty("", glyph="check")
        legend = _("回车去补第一张缺的；按数字 1–9，去补从左数第几栏的那张。签了字的纸收回来以后，这里写“已签”。")
        self.legend = Label(legend, "muted", wrap=True)
        self.paper_place = QWidget()
        self.paper_place.setLayout(column(gap=4))
        self.paper_place.hide()
        self.year_papers = YearPapers(workspace)
        self.setLayout(column(
            self.paper_place, self.year_papers.told,
            row(self.years, self.only, 8, self.count_label, None, self.back_button, self.save_button, self.print_button),
            (Card(column((self.table, 1), (self.nothing, 1), margin=1)), 1),
            row((self.legend, 1), 12, self.year_papers), gap=8, margin=12,
        ))  # fmt: skip
        self.years.picked.connect(lambda _year: self.reload())
        self.only.toggled.connect(lambda _on: self._fill())
        self.table.opened.connect(self.go)
        self.print_button.clicked.connect(self.print_out)
        self.save_button.clicked.connect(self.save)
        self.back_button.clicked.connect(self.escape)
        press_by_enter(self.print_button, self.save_button, self.back_button)
        self.key("Ctrl+P", self.print_out)
        self.key("F12", self.save)
        for n in range(9):
            self.key(str(n + 1), lambda n=n: self.go_column(n))

    def home(self) -> QWidget:
        return self.table if self.table.rows.rows else self.back_button

    def keys(self) -> list[tuple[str, str]]:
        return [(_("回车"), _("去补这场会第一张缺的纸")), ("1–9", _("去补那一栏的纸")), ("Ctrl+P", _("打印这张表")), ("F12", _("存成表格")),
                ("Esc", _("回打印中心"))]  # fmt: skip

    def menu_entries(self) -> list[tuple[str, str, Any]]:
        return [(_("打印这张表"), "Ctrl+P", self.print_out), (_("存成表格"), "F12", self.save)] if self.matrix.rows else []

    def may_leave(self) -> bool:
        return self.year_papers.may_leave()

    def escape(self) -> None:
        """Esc: to 打印中心."""
        self.wants.emit("papers", None)

    def reload(self) -> None:
        from yishi.services import paper_matrix

        with self.workspace.read() as session:
            found = paper_matrix.years(session)
            chosen = self.years.value or (str(found[0]) if found else "all")
            self.years.offer((*((str(year), _("{year}年").format(year=year)) for year in found[:3]), ("all", _("全部"))))
            self.years.choose(chosen if chosen in self.years.buttons else "all")
            year = None if self.years.value == "all" else int(self.years.value)
            self.matrix = paper_matrix.matrix(session, year, self.workspace.today)
        self.year_papers.offer(self.years.value)
        self.say_title(_("这本还差哪张纸"), _("打印中心"))
        self._fill()

    def _fill(self) -> None:
        shown = [each for each in self.matrix.rows if each.lacking or not self.only.isChecked()]
        heads = tuple(name for name, _word in self.matrix.columns)
        if heads != self._heads:
            self._heads = heads
            self._set_columns()
        self.table.show_rows([self._row(each) for each in shown])
        lacking = sum(each.lacking for each in shown)
        self.count_label.setText(_("{n}场会，缺{k}张").format(n=len(shown), k=lacking) if lacking else "")
        self.table.setVisible(bool(shown))
        self.nothing.setVisible(not shown)
        self.nothing.label.setText(_("一张都不缺。") if self.matrix.rows else _("还没有会议。开了会，这里会写明每场会还差哪张纸。"))
        for part in (self.print_button, self.save_button, self.legend):
            part.setVisible(bool(shown))
        self.year_papers.setVisible(bool(self.matrix.rows))
        self.years.setVisible(bool(self.matrix.rows) or self.years.value != "all")
        self.only.setVisible(self.years.isVisibleTo(self))

    def _set_columns(self) -> None:
        """Share the width among the papers; where they are many and the type is big, a column holds its shortest words only."""
        room = 100 * (self.width() - 48) // theme.px(100) - _MEETING - _COUNT  # at the standard size
        wide = min(_WIDE, max(_NARROW, room // max(len(self._heads), 1)))
        self._brief = wide < _FULL
        words = [_(SHORT.get(name, word)) for name, word in self.matrix.columns]
        heads = words if self._brief else [f"{n} {word}" if n < 10 else word for n, word in enumerate(words, 1)]
        papers = [Column(head, wide, sorts=False) for head in heads]
        self.table.set_columns((Column(_("会议")), Column(_("缺"), _COUNT, "right"), *papers), height=50)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._heads and event.size().width() != event.oldSize().width():
            self._set_columns()
            self._fill()

    def _row(self, line: MatrixRow) -> Row:
        lacking = Cell(str(line.lacking) if line.lacking else "", kind="yellow" if line.lacking else "", bold=True, sort=line.lacking)
        meeting = Cell(line.title, sub=f"{line.on}　{line.number}", sort=line.on)
        return Row(line.meeting_id, (meeting, lacking, *map(self._cell, line.cells)))

    def _cell(self, cell: MatrixCell) -> Cell:
        if cell.state not in CHIPS:
            return Cell(_("不用") if self._brief else _(STATE_WORDS[cell.state]), kind="muted")
        return Cell(_(STATE_WORDS[cell.state]) if self._brief else cell.words, chip=CHIPS[cell.state])

    # ---- acting

    def _chosen(self) -> MatrixRow | None:
        ref = self.table.chosen_ref()
        return next((each for each in self.matrix.rows if each.meeting_id == ref), None)

    def go(self, _ref: Any) -> None:
        """To the first paper that the chosen meeting lacks; where it lacks none, to its papers."""
        line = self._chosen()
        if line is not None:
            place = next((n for n, cell in enumerate(line.cells) if cell.state == LACKING), None)
            self._to(line, place)

    def go_column(self, place: int) -> None:
        """To the paper of one column."""
        line = self._chosen()
        if line is not None and place < len(line.cells) and line.cells[place].about:
            self._to(line, place)

    def _to(self, line: MatrixRow, place: int | None) -> None:
        if place is None:
            self.wants.emit("papers", line.meeting_id)
            return
        name, cell = self.matrix.columns[place][0], line.cells[place]
        if name == "photo":  # nothing to print: it is put in at the meeting
            self.wants.emit("room", line.meeting_id)
        else:
            self.wants.emit("papers", (cell.about, name))

    def save(self) -> None:
        """F12: the table as a workbook."""
        if self.table.rows.rows:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            table_files.save_shown(self)

    def print_out(self) -> None:
        """Ctrl+P: the table on paper, offered above it."""
        from yishi.gui import printing

        if self.table.rows.rows:
            title = _("{year}年还差的纸").format(year=self.years.value) if self.years.value != "all" else _("还差的纸")
            above = _("截至{day}　{told}").format(day=self.workspace.today.isoformat(), told=self.count_label.text())
            printing.offer(self.paper_place, printing.Printed(title, table_files.write_paper(self.table, title, above)))

