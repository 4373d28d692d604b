"""议题 of a meeting that is prepared: what came back, what was added, their order and minutes; the pool to pick from.

Keys: Alt+↑ ↓ move the chosen item, Enter or F2 its minutes, Del takes it off.
"""

import unicodedata

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from yishi.domain.terms import SOURCE_WORDS
from yishi.errors import Refusal
from yishi.gui import forms, theme
from yishi.gui.controls import Button
from yishi.gui.ime import NameBox
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.table import Cell, Column, Row, Table
from yishi.gui.widgets import Label
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.prepared import Preparation, PreparedItem


class PrepareAgenda(QWidget):
    """The agenda to be. Items are named by their number from 1.

    Signals:
        added(title), moved(no, step), dropped(no), timed(no, minutes or None), pooled(topic id)
        finished(): Enter in the empty line.
    """

    added = Signal(str)
    moved = Signal(int, int)
    dropped = Signal(int)
    timed = Signal(int, object)
    pooled = Signal(object)
    finished = Signal()

    agenda_title: Label
    agenda_count: Label
    agenda_minutes: Label
    agenda_keys: Label
    agenda_stack: QStackedWidget
    agenda_page: QWidget
    agenda_table: Table
    no_items: Label
    pool_page: QWidget
    pool_table: Table
    no_pool: Label
    pool_back_button: Button
    topic_box: NameBox
    pool_button: Button
    item_minutes_box: NameBox
    item_minutes_unit: Label
    drop_button: Button

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.items: tuple[PreparedItem, ...] = ()
        forms.wear(self, "prepare_agenda")
        self.agenda_table.set_columns((Column(""), Column("", 62, "right")), height=50, header=False)
        self.pool_table.set_columns((Column(""), Column("", 76)), height=50, header=False)
        self.agenda_table.chosen.connect(lambda _ref: self._show_item())
        self.agenda_table.opened.connect(lambda _ref: self.ask_minutes())
        self.topic_box.chosen.connect(self._add)
        self.item_minutes_box.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.item_minutes_box.chosen.connect(self._time)
        self.pool_button.clicked.connect(self.show_pool)
        self.pool_back_button.clicked.connect(self.leave_pool)
        self.pool_table.opened.connect(self.pooled)
        self.pool_table.pressed.connect(self.pooled)
        self.drop_button.clicked.connect(self.drop)
        press_by_enter(self.pool_button, self.pool_back_button, self.drop_button)
        for key, act in (("Del", self.drop), ("F2", self.ask_minutes)):
            QShortcut(QKeySequence(key), self.agenda_table, context=Qt.ShortcutContext.WidgetShortcut).activated.connect(act)
        self.dress()

    def dress(self) -> None:
        if hasattr(self, "items"):
            self.item_minutes_box.setFixedWidth(theme.px(48))
            self.agenda_table.setMinimumHeight(theme.px(60))
            self.pool_table.setMinimumHeight(theme.px(60))
            self.agenda_title.setMinimumHeight(theme.px(28))
            self.agenda_keys.setHidden(theme.points >= 14)

    # ---- showing

    def show_items(self, told: Preparation) -> None:
        """Show the agenda with its minutes; more than the meeting has stand in red."""
        self.items = told.agenda
        self.agenda_table.show_rows([self._row(item) for item in told.agenda])
        self.agenda_table.setVisible(bool(told.agenda))
        self.no_items.setVisible(not told.agenda)
        self.agenda_count.setText(str(len(told.agenda)))
        spent = told.minutes
        words = _("共{total}分钟").format(total=spent.total) if spent.total else ""
        if spent.over:
            words = _("共{total}分钟，超出{over}分钟").format(total=spent.total, over=spent.over)
        self.agenda_minutes.setText(words)
        self.agenda_minutes.tint("red" if spent.over else "muted")
        self._show_item()
        if self.agenda_stack.currentWidget() is self.pool_page:
            self._fill_pool()

    @staticmethod
    def _row(item: PreparedItem) -> Row:
        minutes = _("{n}分钟").format(n=item.minutes) if item.minutes else "—"
        ink = item.light if item.light in ("red", "yellow") else ""
        text = Cell(item.title, sub=item.words or _("新提的"), bold=True, cap=str(item.no), sub_kind=ink)
        return Row(item.id or f"#{item.no}", (text, Cell(minutes, kind="muted")))

    @property
    def chosen(self) -> PreparedItem | None:
        """The item that is chosen."""
        ref = self.agenda_table.chosen_ref()
        return next((item for item in self.items if (item.id or f"#{item.no}") == ref), None)

    def choose(self, no: int) -> None:
        """Choose the item with this number."""
        if 1 <= no <= len(self.items):
            self.agenda_table.choose(self.items[no - 1].id or f"#{no}")

    def _show_item(self) -> None:
        item = self.chosen
        picking = self.agenda_stack.currentWidget() is self.pool_page
        for part in (self.item_minutes_box, self.item_minutes_unit, self.drop_button):
            part.setVisible(item is not None and not picking)
        self.pool_button.setHidden(picking)
        if item is not None and not self.item_minutes_box.hasFocus():
            self.item_minutes_box.put(str(item.minutes or ""))

    # ---- what is done with an item

    def _add(self) -> None:
        title = self.topic_box.text().strip()
        if title:
            self.added.emit(title)
        else:
            self.finished.emit()

    def ask_minutes(self) -> None:
        """The cursor into the minutes of the chosen item."""
        if self.chosen is not None:
            self.item_minutes_box.setFocus(Qt.FocusReason.OtherFocusReason)
            self.item_minutes_box.selectAll()

    def _time(self) -> None:
        item, text = self.chosen, unicodedata.normalize("NFKC", self.item_minutes_box.text()).strip()
        if item is None:
            return
        if text and not (text.isascii() and text.isdigit()):
            raise Refusal("YS-M46", _("“{text}”不是一个数。").format(text=text[:40]), next_step=_("请写数字，不清楚就空着。"))
        self.agenda_table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.timed.emit(item.no, int(text[:6]) if text else None)
        self.choose(item.no + 1)

    def drop(self) -> None:
        """Take the chosen item off."""
        if self.chosen is not None:
            self.dropped.emit(self.chosen.no)

    def shift(self, step: int) -> None:
        """Move the chosen item up (-1) or down (+1)."""
        item = self.chosen
        if item is not None and 1 <= item.no + step <= len(self.items):
            self.moved.emit(item.no, step)

    # ---- the pool

    def show_pool(self) -> None:
        """Show the topics of the pool in place of the agenda; the row's button or Enter puts one on it."""
        self._fill_pool()
        self.agenda_stack.setCurrentWidget(self.pool_page)
        self._show_item()
        self.pool_table.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave_pool(self) -> bool:
        """Show the agenda again; False when it was shown."""
        was = self.agenda_stack.currentWidget() is self.pool_page
        self.agenda_stack.setCurrentWidget(self.agenda_page)
        self._show_item()
        return was

    def _fill_pool(self) -> None:
        from yishi.services import topics

        with self.workspace.read() as session:
            every = topics.entries(session, self.workspace.today)
        taken = {item.title for item in self.items}
        waiting = [e for e in every if e.status == "new" and e.title not in taken]
        waiting += [e for e in every if e.status == "listed" and not e.resolutions and e.title not in taken]
        rows = []
        for entry in waiting:
            said = (_(SOURCE_WORDS.get(entry.source, entry.source)), entry.raised_on and f"{entry.raised_on.month}-{entry.raised_on.day}",
                    _("附议 {n}").format(n=entry.mentions) if entry.mentions else "")
            rows.append(Row(entry.id, (Cell(entry.title, sub="　".join(part for part in said if part), bold=True), Cell(button=_("列入")))))
        self.pool_table.show_rows(rows)
        self.pool_table.setVisible(bool(rows))
        self.no_pool.setVisible(not rows)
