"""Bulk progress: one line for each resolution, day, who, what was done. Empty lines are not stored.

Enter goes down to the next line's words, Ctrl+Enter stores all of them as one action, Esc leaves the grid.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from yishi.domain.dates import PAST, read_day
from yishi.gui import theme
from yishi.gui.ime import NameBox, commit_composition
from yishi.gui.layout import clear, column, row
from yishi.gui.pages import loop_words
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.widgets import Button, ElidedLabel, Field, Label, Rule, Scroll
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.answers import ResolutionLine

MOST = 60  # lines of one grid
MAY = ("IN_PROGRESS", "RECTIFYING", "ESCALATED", "SUSPENDED")  # where T6 allows it


@dataclass
class _Line:
    line: ResolutionLine
    date_box: Field
    by_box: NameBox
    text_box: Field


class FollowBulk(QWidget):
    """The grid; it takes the place of the table while it is open.

    Signals:
        left(): the user is done here.
    """

    left = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.lines: list[_Line] = []
        self.title_label = Label(_("批量记跟进"), step=1, bold=True)
        self.hint_label = Label("", "muted")
        self.strips = QVBoxLayout()
        self.leave_button = Button(_("收起"), kind="quiet", key="Esc", small=True)
        self.store_button = Button(_("都记下"), kind="tonal", key=_("Ctrl+回车"), glyph="check")
        self.store_button.setObjectName("store_bulk_button")
        self._grid = QGridLayout()
        self._grid.setContentsMargins(16, 4, 12, 8)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 4)
        self._grid.setColumnStretch(3, 6)
        head = row(self.title_label, self.hint_label, None, self.leave_button, margin=(16, 10, 8, 0))
        foot = column(Rule(), self.strips, row(None, self.store_button, margin=(16, 4, 12, 10)), gap=4)
        inside = column(self._grid, None)
        self.setLayout(column(head, (Scroll(inside, name=_("批量记跟进")), 1), foot, margin=1))
        self.leave_button.clicked.connect(self.left)
        self.store_button.clicked.connect(self.store)
        press_by_enter(self.leave_button, self.store_button)

    @property
    def typed(self) -> bool:
        """Whether anything was written that is not stored."""
        return any(line.text_box.text().strip() for line in self.lines)

    def begin(self, lines: Sequence[ResolutionLine], people: Sequence[tuple[object, ...]]) -> None:
        """Offer a line for each of these that may be followed up; what was typed before stays with its resolution."""
        kept = {each.line.id: (each.date_box.text(), each.by_box.text(), each.text_box.text()) for each in self.lines}
        clear(self._grid)
        self.lines = []
        may = [line for line in lines if line.state in MAY][:MOST]
        for place, word in enumerate((_("事项"), _("哪天"), _("谁"), _("做了什么"))):
            self._grid.addWidget(Label(word, "muted"), 0, place)
        for place, line in enumerate(may, 1):
            self._add(place, line, people, kept.get(line.id))
        self.hint_label.setText(_("{n}条在办。空着的不记。").format(n=len(may)))
        self.store_button.setEnabled(bool(may))
        if self.lines:
            self._into(self.lines[0].text_box)

    def _add(self, place: int, line: ResolutionLine, people: Sequence[tuple[object, ...]], kept: tuple[str, str, str] | None) -> None:
        head = ElidedLabel(f"{loop_words.short_number(line.number)}　{line.text}")
        head.setToolTip(line.text)
        name = loop_words.short_number(line.number)
        made = _Line(line, Field(name=_("{no} 哪天").format(no=name)), NameBox(name=_("{no} 谁").format(no=name)),
                     Field(name=_("{no} 做了什么").format(no=name)))  # fmt: skip
        made.date_box.fill(_("今天"))
        made.by_box.fill(line.owner)
        made.by_box.set_people(people)
        made.date_box.setFixedWidth(theme.px(68))
        made.by_box.setFixedWidth(theme.px(84))
        made.text_box.setMinimumWidth(theme.px(140))
        if kept is not None and kept[2]:
            made.date_box.put(kept[0])
            made.by_box.put(kept[1])
            made.text_box.put(kept[2])
        made.date_box.returnPressed.connect(lambda: self._into(made.by_box))
        made.by_box.chosen.connect(lambda: self._into(made.text_box))
        made.text_box.returnPressed.connect(lambda: self._down(made))
        for spot, widget in enumerate((head, made.date_box, made.by_box, made.text_box)):
            self._grid.addWidget(widget, place, spot)
        self.lines.append(made)

    def _down(self, line: _Line) -> None:
        place = self.lines.index(line) + 1
        self._into(self.lines[place].text_box if place < len(self.lines) else self.store_button)

    def _into(self, widget: QWidget) -> None:
        commit_composition()
        widget.setFocus(Qt.FocusReason.TabFocusReason)

    def store(self) -> None:
        """Ctrl+Enter: write down all lines that say something, as one action; a refusal names its line and keeps them all."""
        from yishi.services import bulk_progress

        commit_composition()
        today = self.workspace.today
        noted = [bulk_progress.Noted(each.line.id, f"{loop_words.short_number(each.line.number)} {each.line.text[:10]}",
                                     read_day(each.date_box.text(), today, PAST), each.by_box.text().strip(), each.text_box.text())
                 for each in self.lines if each.text_box.text().strip()]  # fmt: skip
        with self.workspace.write("progress_all", words=_("批量记跟进{n}条").format(n=len(noted))) as session:
            bulk_progress.note_all(session, noted, today, self.workspace.actor)
        self.lines = []
        self.left.emit()
