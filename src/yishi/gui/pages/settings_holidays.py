"""节假日: a year's days off and makeup days, what the place puts right in them, and a whole year read in."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from yishi.domain.rule_data import FormFault
from yishi.gui import theme
from yishi.gui.controls import Field, Segments
from yishi.gui.ime import commit_composition
from yishi.gui.layout import column, row
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.pages.settings_fields import Told
from yishi.gui.pages.settings_import import ImportPanel
from yishi.gui.pages.settings_section import Section, heading
from yishi.gui.table import Cell, Column, Row, Table
from yishi.gui.widgets import Button, Card, Empty, Label, Strip
from yishi.i18n import _

if TYPE_CHECKING:
    from yishi.gui.page import Page
    from yishi.services.holidays import DayLine, YearLine

_EXAMPLE = "2027-01-01 休 元旦\n2027-02-05 至 2027-02-11 休 春节\n2027-02-14 班 春节"


class HolidaysSection(Section):
    """The years at the left; the days of the chosen one with a line to enter one more."""

    def __init__(self, page: "Page") -> None:
        super().__init__(page)
        self.year = self.workspace.today.year
        self._filling = False
        self._own: set[str] = set()  # days that the place has entered
        self.years_table, self.days_table = Table(), Table()
        self.years_table.setAccessibleName(_("年份"))
        self.days_table.setAccessibleName(_("休息日和补班日"))
        self.years_table.set_columns((Column(_("年份")),), height=45, header=False)
        self.days_table.set_columns((Column(_("日期"), 96), Column(_("星期"), 64), Column(_("休或班"), 76), Column(_("名称")),
                                     Column(_("从哪来"), 120)), height=34)  # fmt: skip
        self.title_label, self.source_label = heading(""), Label("", "muted", wrap=True)
        self.unknown = Strip("yellow", "")
        self.empty = Empty(_("这一年还没有一天。把国务院办公厅的通知抄成一行一天，贴进来就行。"), glyph="calendar")
        self.day_field, self.name_field = Field(hint="2027-01-01", name=_("日期")), Field(hint=_("节日名称"), name=_("节日名称"))
        self.kind = Segments((("rest", _("休")), ("work", _("班"))))
        self.day_told = Told()
        self.set_button, self.unset_button = Button(_("记下"), key=_("回车"), kind="tonal"), Button(_("去掉本地改的"))
        self.import_button = Button(_("贴一年进来…"), small=True)
        for button, name in ((self.set_button, "set_day_button"), (self.unset_button, "unset_day_button"),
                             (self.import_button, "import_year_button")):  # fmt: skip
            button.setObjectName(name)
        self._lay_out()
        self._listen()
        self.dress()

    def _lay_out(self) -> None:
        hint = _("一行一天或一段：日期、休或班、名称。也认 holiday-cn 的 JSON 和软件自己的 TOML。读进来以后，这一年就完全按它算。")
        self.panel = ImportPanel(_("读进一年的节假日"), hint, _EXAMPLE, _("节假日表") + " (*.json *.toml *.txt)", self.take_text)
        entry = row(Label(_("哪天"), "muted"), self.day_field, self.kind, (self.name_field, 1), self.set_button, self.unset_button)
        self.save_button.hide()  # each day is stored when it is entered
        foot = row((self.saved_label, 1), self.restore_button)
        self.restore_button.set_word(_("这一年恢复出厂"))
        days = Card(column(self.title_label, self.unknown, self.source_label, (self.days_table, 1), (self.empty, 1), entry,
                           self.day_told, foot, margin=(16, 12, 16, 12)))  # fmt: skip
        self.right = QStackedWidget()
        self.right.addWidget(days)
        self.right.addWidget(Card(column(self.panel, margin=(16, 12, 16, 12))))
        self.side = Card(column((self.years_table, 1), row(self.import_button, None, margin=(8, 4, 8, 8)), gap=0, margin=2))
        self.setLayout(row(self.side, (self.right, 1), gap=12))

    def _listen(self) -> None:
        self.years_table.chosen.connect(self._choose)
        self.days_table.chosen.connect(self._show_day)
        self.set_button.clicked.connect(self.set_day)
        self.unset_button.clicked.connect(self.unset_day)
        self.import_button.clicked.connect(self.begin_import)
        self.panel.left.connect(self.end_import)
        self.day_field.textChanged.connect(lambda _text: self._may_unset())
        for field in (self.day_field, self.name_field):
            field.returnPressed.connect(self.set_day)
        press_by_enter(self.set_button, self.unset_button, self.import_button, self.restore_button)

    def dress(self) -> None:
        if hasattr(self, "side"):
            self.side.setFixedWidth(theme.px(180))
            self.day_field.setFixedWidth(theme.px(110))

    def home(self) -> QWidget | None:
        return self.years_table

    # ---- showing

    def show_ref(self, ref: str) -> None:
        self.year = int(ref) if ref.isdecimal() else self.year

    def reload(self) -> None:
        from yishi.services import holidays

        with self.workspace.read() as session:
            years, days = holidays.years(session, self.workspace.today), holidays.days(session, self.year)
        self._filling = True
        self.years_table.show_rows([Row(line.year, (Cell(_("{year}年").format(year=line.year), bold=True, sub=_state(line),
                                                         sub_kind="" if line.announced else "yellow"),)) for line in years])  # fmt: skip
        self.years_table.choose(self.year)
        self.days_table.show_rows([_day_row(line) for line in days])
        self._filling = False
        self._own = {line.day.isoformat() for line in days if line.own}
        self._show(next(line for line in years if line.year == self.year), days)

    def _show(self, line: "YearLine", days: "tuple[DayLine, ...]") -> None:
        told = [day for day in days if not day.ordinary]
        off, worked = sum(not day.is_workday for day in told), sum(day.is_workday for day in told)
        counts = _("{year}年　休{off}天，补班{work}天").format(year=line.year, off=off, work=worked)
        self.title_label.setText(counts if days else _("{year}年").format(year=line.year))
        self.unknown.label.setText(_("{year}年还没有节假日表：期限先按周一至周五算，旁边会写“未含法定节假日安排”。安排一般在上一年11月公布。")
                                   .format(year=line.year))  # fmt: skip
        self.unknown.setVisible(not line.announced)
        self.source_label.setText(_("依据：{source}").format(source=line.source))
        self.source_label.setVisible(bool(line.source))
        self.days_table.setVisible(bool(days))
        self.empty.setVisible(not days)
        self.enable(self.set_button, self.panel.take_button)
        self._may_unset()
        self.restore_button.setEnabled(not self.workspace.busy and (line.entered or bool(line.own_days)))

    def _choose(self, ref: int) -> None:
        if ref and not self._filling and ref != self.year:
            self.year = ref
            self.say_saved("")
            self.day_told.tell("")
            self.end_import()
            self.reload()

    def _show_day(self, ref: "DayLine") -> None:
        """Put the chosen day into the line below, to be changed."""
        if ref is None or self._filling:
            return
        self.day_field.put(ref.day.isoformat())
        self.kind.choose("work" if ref.is_workday else "rest")
        self.name_field.put(ref.name)

    def _may_unset(self) -> None:
        self.unset_button.setEnabled(self.day_field.text().strip() in self._own and not self.workspace.busy)

    # ---- one day

    def _typed_day(self) -> date | None:
        """Return the day that is typed; what is wrong with it is told below."""
        try:
            day = date.fromisoformat(self.day_field.text().strip())
        except ValueError:
            self.day_told.tell(_("“{text}”看不出是哪天，请写成 2027-01-01 这样。").format(text=self.day_field.text()[:20]))
            self.day_field.setFocus(Qt.FocusReason.OtherFocusReason)
            return None
        self.day_told.tell("")
        return day

    def set_day(self) -> None:
        """Enter the day as off or worked."""
        from yishi.services import holidays

        commit_composition()
        day = self._typed_day()
        if day is None:
            return
        worked = self.kind.value == "work"
        with self.workspace.write("calendar_day", words=_("改节假日{day}").format(day=day)) as session:
            holidays.set_day(session, day, worked, self.name_field.text())
            self.year = day.year
        self.say_saved(_("{day}记为{kind}。").format(day=day, kind=_("班") if worked else _("休")))
        self.day_field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.day_field.selectAll()

    def unset_day(self) -> None:
        """Give up what was entered of the day."""
        from yishi.services import holidays

        commit_composition()
        day = self._typed_day()
        if day is None:
            return
        with self.workspace.write("calendar_day", words=_("改节假日{day}").format(day=day)) as session:
            holidays.unset_day(session, day)
        self.say_saved(_("{day}按出厂的表算。").format(day=day))

    # ---- a year

    def begin_import(self) -> None:
        """Show where to paste."""
        commit_composition()
        self.right.setCurrentIndex(1)
        self.panel.begin()

    def end_import(self) -> None:
        """Back to the days."""
        if self.right.currentIndex():
            self.right.setCurrentIndex(0)
            self.years_table.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """Ctrl+Enter: what is being entered, a year or a day."""
        if self.right.currentIndex():
            self.panel.take()
        else:
            self.set_day()

    def take_text(self, text: str) -> None:
        """Read a year in; mistakes are told with their lines and nothing is stored."""
        from yishi.services import holidays

        faults: tuple[FormFault, ...] = holidays.faults(text)
        if self.panel.say(faults):
            return
        with self.workspace.write("calendar_year", words=_("读进一年的节假日")) as session:
            table = holidays.import_year(session, text)
            self.year = table.year
        self.panel.done()
        self.say_saved(_("{year}年读进来了，共{n}天。").format(year=table.year, n=len(table.entries)))

    def restore(self) -> None:
        from yishi.services import holidays

        with self.workspace.write("calendar_year", words=_("恢复出厂的节假日")) as session:
            holidays.restore_year(session, self.year)
        self.say_saved(_("{year}年按出厂的表算。").format(year=self.year))


def _state(line: "YearLine") -> str:
    if not line.announced:
        return _("还没有表")
    if line.entered:
        return _("自己读进来的")
    return _("改了{n}天").format(n=line.own_days) if line.own_days else _("随软件")


def _day_row(line: "DayLine") -> Row:
    weekday = (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))[line.day.weekday()]
    if line.ordinary:
        kind = Cell(_("照常"), kind="muted")
    else:
        kind = Cell(_("班"), kind="red", bold=True) if line.is_workday else Cell(_("休"), kind="green", bold=True)
    origin = _("本地改的") if line.own else _("随软件")
    return Row(line, (Cell(f"{line.day:%m-%d}", sort=line.day.isoformat()), Cell(weekday, kind="muted", sort=line.day.weekday()), kind,
                      Cell(line.name), Cell(origin, kind="blue" if line.own else "muted")))  # fmt: skip
