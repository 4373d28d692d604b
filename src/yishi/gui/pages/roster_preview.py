"""粘贴名册预览: a sheet as it was understood, before one word of it is stored; which column is what, and who comes.

Keys: ↑↓ from line to line, Tab to the heads (arrow keys change what a column is), F4 only what asks for a look,
Ctrl+Enter take in, Esc leave it.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from yishi.errors import shown
from yishi.gui import theme
from yishi.gui.chips import Chip
from yishi.gui.layout import column, row
from yishi.gui.pages import roster_rows
from yishi.gui.pages.entry import Choice, press_by_enter
from yishi.gui.pages.roster_damage import Wrong, wrongs
from yishi.gui.pages.roster_fix import RosterFix
from yishi.gui.pages.roster_heads import Heads
from yishi.gui.pages.roster_rows import Line
from yishi.gui.pages.roster_same import RosterSame
from yishi.gui.table import Table
from yishi.gui.widgets import Button, Card, ElidedLabel, Label, Rule, Scroll, Segments
from yishi.i18n import _

if TYPE_CHECKING:
    from yishi.domain.roster_columns import Column
    from yishi.services.person_lines import PersonLine
    from yishi.services.roster_import import RosterPreview

_BESIDE, _BESIDE_SIGNS = 8, 40  # sheets that stand side by side; of more there is a list
_COUNTED = (("new", "green"), ("changed", "passed"), ("same", "suspended"), ("out", "red"))


class RosterPanel(QWidget):
    """What a sheet would bring.

    Signals:
        said(place, field): what a column holds, by hand.
        mended(row, texts): what cells should say, by the headers of their columns.
        answered(row, person_id): a line is this person of the roster, "" = somebody else.
        sheet_wanted(name): another sheet of the workbook.
        taken(): take it in.
        left(): leave it.
    """

    said = Signal(int, str)
    mended = Signal(int, object)
    answered = Signal(int, str)
    sheet_wanted = Signal(str)
    taken = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []
        self._by_row: dict[int, Line] = {}
        self._cells: Sequence[Sequence[object]] = []
        self._found: RosterPreview | None = None
        self._fields, self._bad = list[str](), set[str]()
        self.title_label, self.from_label = Label(_("粘贴名册预览"), step=2, bold=True), ElidedLabel("", "muted")
        self.leave_button = Button(_("不导入了"), key="Esc")
        self.take_button = Button(_("导入"), kind="primary", glyph="check", key=_("Ctrl+回车"))
        self.sheet_choice, self.sheet_button = Segments(), Button("", small=True, glyph="down")
        self.sheet_list, self.sheet_word = Choice(self.sheet_button), Label("", "muted")
        self.heads_label, self.heads = Label(_("表头"), "muted"), Heads()
        self.asks_button = Button(_("只看有问题的"), key="F4", small=True, checkable=True)
        self.table, self.fix, self.same = Table(), RosterFix(), RosterSame()
        self.known: Callable[[str], PersonLine | None] = lambda _id: None  # who of the roster has an id
        self.table.setAccessibleName(_("要导入的名单"))
        self.more_label = Label("", "muted", wrap=True)
        self.counts = {name: Label(bold=True, step=1) for name, _state in _COUNTED}
        self.hint_label = Label(_("没点“导入”，一个字都不会存；导入后按 Ctrl+Z，整批撤回。"), "muted", wrap=True)
        names = {"take_in_button": self.take_button, "leave_import_button": self.leave_button, "asks_button": self.asks_button,
                 "import_table": self.table, "sheet_choice": self.sheet_choice, "sheet_button": self.sheet_button}  # fmt: skip
        for name, widget in names.items():
            widget.setObjectName(name)
        self._lay()
        self._connect()
        self.dress()

    def _lay(self) -> None:
        head = row((column(self.title_label, self.from_label, gap=2), 1), self.asks_button, self.leave_button, self.take_button, gap=8)
        sheets = row(self.sheet_word, self.sheet_choice, self.sheet_button, None)
        heads = row(column(4, self.heads_label, None), (self.heads, 1), gap=10)
        top = column(head, sheets, heads, gap=8, margin=(16, 12, 12, 8))
        card = Card(column(top, Rule(), (self.table, 1), self.more_label, gap=0))
        layout = card.layout()
        assert layout is not None
        layout.setContentsMargins(1, 1, 1, 4)
        listed = column(Label(_("导入以后"), step=1, bold=True), gap=8, margin=12)
        told = [row(Chip(state, roster_rows.verdict_word(name)), self.counts[name], None, gap=6) for name, state in _COUNTED]
        for left, right in zip(told[::2], told[1::2], strict=True):
            listed.addLayout(row((left, 1), (right, 1)))
        listed.addWidget(Rule())
        listed.addWidget(self.hint_label)
        self.side = Scroll(column(self.same, self.fix, Card(listed), None, gap=8), name=_("导入以后"))
        self.side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.side.setProperty("kind", "page")  # two cards on the ground of the page
        self.setLayout(row((card, 1), self.side, gap=8, margin=12))

    def _connect(self) -> None:
        self.heads.said.connect(self.said)
        self.fix.mended.connect(self.mended)
        self.same.answered.connect(self.answered)
        self.sheet_choice.picked.connect(self.sheet_wanted)
        self.sheet_list.picked.connect(self.sheet_wanted)
        self.take_button.clicked.connect(self.taken)
        self.leave_button.clicked.connect(self.left)
        self.asks_button.toggled.connect(lambda _on: self._show_rows())
        self.table.chosen.connect(self._show_line)
        press_by_enter(self.take_button, self.leave_button, self.asks_button, self.sheet_button)

    def show_source(self, words: str, sheet: str, sheets: tuple[str, ...]) -> None:
        """Say where the sheet comes from, and which other sheets there are."""
        self.from_label.setText(words)
        self.asks_button.setChecked(False)
        offered = [(name, shown(name, 12)) for name in sheets]
        beside = 1 < len(sheets) <= _BESIDE and sum(len(word) for _name, word in offered) <= _BESIDE_SIGNS
        for widget in (self.sheet_word, self.sheet_button):
            widget.setVisible(len(sheets) > 1 and not beside)
        self.sheet_choice.setVisible(beside)
        if beside:
            self.sheet_choice.offer(offered)
            if sheet in self.sheet_choice.buttons:
                self.sheet_choice.choose(sheet)
        elif len(sheets) > 1:
            self.sheet_word.setText(_("一共{n}张工作表，现在看的是").format(n=len(sheets)))
            self.sheet_list.offer(offered, sheet)
            self.sheet_button.setAccessibleName(_("看哪张工作表：{name}").format(name=shown(sheet)))

    def show_unnamed(self, columns: "tuple[Column, ...]", cells: Sequence[Sequence[object]]) -> None:
        """Show a sheet in which nobody was found: somebody has to say which column holds the names."""
        self._found, self._cells, self.lines, self._by_row = None, cells, [], {}
        self.heads_label.setText(_("哪一列是姓名？"))
        self.heads.show_columns(columns)
        self.table.set_columns(roster_rows.raw_columns(columns), height=32)
        self.table.show_rows(roster_rows.raw_rows(columns, cells))
        self.more_label.setText(_("　没认出姓名那一列。在上面点一下那一列，选“姓名”。"))
        self.more_label.show()
        self.fix.show_line(None)
        self.take_button.set_word(_("导入"))
        self.take_button.setEnabled(False)
        self._count()

    def show_found(self, found: "RosterPreview", cells: Sequence[Sequence[object]]) -> None:
        """Show what was understood; the chosen line stays chosen."""
        if self._found is None:  # the table has shown another sheet, or none
            self._fields = ["?"]  # no columns are like these: they are made anew
        self._found, self._cells = found, cells
        self.lines = roster_rows.lines(found)
        self._by_row = {line.row: line for line in self.lines}
        self.heads_label.setText(_("表头"))
        self.heads.show_columns(found.columns)
        self._fit_columns()
        coming = len(found.added) + len(found.updated)
        self.take_button.set_word(_("导入{n}人").format(n=coming))
        self.take_button.setEnabled(coming > 0)
        self._count()
        self._show_rows()

    def _count(self) -> None:
        counted = {"new": 0, "changed": 0, "same": 0, "asks": 0, "out": 0}
        if self._found is not None:
            counted |= {"new": len(self._found.added), "changed": len(self._found.updated), "same": len(self._found.unchanged),
                        "asks": sum(line.asks for line in self.lines), "out": sum(line.verdict == "out" for line in self.lines)}
        for name, label in self.counts.items():
            label.setText(str(counted[name]))
        self.side.setVisible(self._found is not None)
        self.asks_button.set_word(_("只看有问题的 {n}").format(n=counted["asks"]))
        self.asks_button.setVisible(counted["asks"] > 0)
        if not counted["asks"] and self.asks_button.isChecked():
            self.asks_button.setChecked(False)

    def _show_rows(self) -> None:
        wanted = [line for line in self.lines if line.asks] if self.asks_button.isChecked() else self.lines
        listed = wanted[: roster_rows.MOST]
        self.table.show_rows([roster_rows.table_row(line, self._fields, self._wrongs(line)) for line in listed])
        more = len(wanted) - roster_rows.MOST
        self.more_label.setText(_("　后面还有{n}行没列出来，导入时都在。").format(n=more) if more > 0 else "")
        self.more_label.setVisible(more > 0)
        if not wanted:
            self._show_line(None)

    def _show_line(self, row_: int | None) -> None:
        line = self._by_row.get(row_) if row_ is not None else None
        self.fix.show_line(line, self._wrongs(line))
        self.same.show_line(line, self.known(line.perhaps.person_id) if line is not None and line.perhaps is not None else None)
        if self.same.isVisibleTo(self) and line is not None and not line.problems:
            self.fix.hide()

    def _wrongs(self, line: Line | None) -> list[Wrong]:
        """Return the bad cells of a line."""
        if line is None or not line.problems or self._found is None:
            return []
        by_name = {column.called: column for column in self._found.columns}
        return wrongs(line.problems, by_name, self._cells[line.row - 1] if line.row <= len(self._cells) else [])

    def home(self) -> QWidget:
        """Return where the keys go: the list."""
        return self.table if self.lines else self.heads.heads[0].button if self.heads.heads else self.leave_button

    def turn_filter(self) -> None:
        """F4: only what asks for a look, or all."""
        if self.asks_button.isVisible():
            self.asks_button.toggle()
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def dress(self) -> None:
        if hasattr(self, "side"):
            self.side.setFixedWidth(min(theme.px(252), 312))
            self._fit_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Show as many fields as there is room for."""
        if self._found is None:
            return
        room = (self.width() - self.side.width() - 40) / (theme.px(100) / 100)
        fields, bad = roster_rows.shown_fields(self._found, room), roster_rows.bad_fields(self._found)
        if fields != self._fields or bad != self._bad:
            kept, self._fields, self._bad = self.table.chosen_ref(), fields, bad
            self.table.set_columns(roster_rows.columns(fields, bad), height=32)
            self._show_rows()
            self.table.choose(kept)
