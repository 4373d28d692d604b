"""The steps on the way of a resolution: a tick when done, a day that can be changed, a line to add one."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from yishi.domain.dates import COMING, read_day
from yishi.gui import theme
from yishi.gui.ime import commit_composition
from yishi.gui.layout import clear, column, row
from yishi.gui.pages import loop_words
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.pages.working_days import calendar
from yishi.gui.widgets import Button, Field, Label, Tick
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.answers import MilestoneLine, ResolutionSheet

_OVER = ("CLOSED", "ARCHIVED", "TERMINATED")


class MilestoneList(QWidget):
    """Progress is how many of these are done, nothing else."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.sheet: ResolutionSheet | None = None
        self.ticks: list[Tick] = []
        self.due_boxes: list[Field] = []
        self.empty_label = Label(_("还没有节点。工程类、要分几步办的事，把每一步和哪天前做完写在下面。"), "muted", wrap=True)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        self.text_box = Field(hint=_("新节点，例如 三家比价"), name=_("新节点"))
        self.due_box = Field(hint=_("6-10"), name=_("哪天前做完"))
        self.add_button = Button(_("加上"), small=True)
        for name, widget in (("milestone_text_box", self.text_box), ("milestone_due_box", self.due_box),
                             ("add_milestone_button", self.add_button)):  # fmt: skip
            widget.setObjectName(name)
        self._add = QWidget()
        self._add.setLayout(row((self.text_box, 1), self.due_box, self.add_button, gap=6))
        self.setLayout(column(self.empty_label, self._rows, self._add, gap=6, margin=(8, 4, 4, 0)))
        self.text_box.returnPressed.connect(lambda: self.due_box.setFocus(Qt.FocusReason.TabFocusReason))
        self.due_box.returnPressed.connect(self.add)
        self.add_button.clicked.connect(self.add)
        press_by_enter(self.add_button)
        self.dress()

    def dress(self) -> None:
        for box in (self.due_box, *self.due_boxes):
            box.setFixedWidth(theme.px(84))

    def show_sheet(self, sheet: ResolutionSheet) -> None:
        """Show the steps of this resolution."""
        old, self.sheet = self.sheet, sheet
        same = old is not None and (old.line.id, old.milestones, old.line.state) == (sheet.line.id, sheet.milestones, sheet.line.state)
        if same:
            return
        if old is None or old.line.id != sheet.line.id:
            self.text_box.clear()
            self.due_box.clear()
        clear(self._rows)
        self.ticks, self.due_boxes = [], []
        open_ = sheet.line.state not in _OVER
        for line in sheet.milestones:
            self._add_row(line, open_)
        self.empty_label.setVisible(not sheet.milestones)
        self._add.setVisible(open_)

    def _add_row(self, line: MilestoneLine, open_: bool) -> None:
        today = self.workspace.today
        tick = Tick(line.text if len(line.text) <= 14 else line.text[:13] + "…")
        tick.setToolTip(line.text)
        tick.setAccessibleName(line.text)
        tick.setChecked(line.done is not None)
        tick.setEnabled(open_)
        tick.clicked.connect(lambda on, id_=line.id: self.finish(id_, on))
        self.ticks.append(tick)
        if line.done is not None:
            said = Label(_("{day} 做完").format(day=loop_words.short_day(line.done, today)), "green")
            self._rows.addLayout(row(tick, None, said, gap=6))
            return
        late = Label(_("过了") if line.due < today else "", "red")
        box = Field(loop_words.short_day(line.due, today), name=_("{text} 哪天前做完").format(text=line.text))
        box.setFixedHeight(theme.px(28))
        box.setFixedWidth(theme.px(84))
        box.setEnabled(open_)
        box.returnPressed.connect(lambda: self.move_to(line.id, box.text()))
        self.due_boxes.append(box)
        drop = Button(_("去掉"), kind="quiet", small=True)
        drop.setAccessibleName(_("去掉 {text}").format(text=line.text))
        drop.setEnabled(open_)
        drop.clicked.connect(lambda: self.remove(line.id))
        press_by_enter(drop)
        self._rows.addLayout(row(tick, None, late, box, drop, gap=6))

    # ---- what it does

    def add(self) -> None:
        """Enter in the day: add the step."""
        from yishi.services import milestones

        if self.sheet is None:
            return
        commit_composition()
        today = self.workspace.today
        due = read_day(self.due_box.text(), today, COMING, calendar(self.workspace))
        with self.workspace.write("milestone", words=_("加节点“{text}”").format(text=self.text_box.text().strip()[:12])) as session:
            milestones.add(session, self.sheet.line.id, self.text_box.text(), due, today)
        self.text_box.clear()
        self.due_box.clear()
        self.text_box.setFocus(Qt.FocusReason.OtherFocusReason)

    def finish(self, milestone_id: str, on: bool) -> None:
        """Tick: done today, or not yet after all."""
        from yishi.services import milestones

        today = self.workspace.today
        with self.workspace.write("milestone", words=_("节点做完") if on else _("节点没做完")) as session:
            milestones.finish(session, milestone_id, today if on else None, today)

    def move_to(self, milestone_id: str, text: str) -> None:
        """Enter in the day of a step: give it another one."""
        from yishi.services import milestones

        today = self.workspace.today
        due = read_day(text, today, COMING, calendar(self.workspace))
        with self.workspace.write("milestone", words=_("改节点日期")) as session:
            milestones.move(session, milestone_id, due, today)

    def remove(self, milestone_id: str) -> None:
        """Take a step out; Ctrl+Z brings it back."""
        from yishi.services import milestones

        with self.workspace.write("milestone", words=_("去掉节点")) as session:
            milestones.remove(session, milestone_id, self.workspace.today)
