"""设置: the sections at the left, the chosen one beside them. What the place changes is for the meetings and steps to come."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from yishi.gui import theme
from yishi.gui.ime import commit_composition
from yishi.gui.layout import column, row
from yishi.gui.page import Page
from yishi.gui.pages import settings_numbers
from yishi.gui.pages.settings_backup import BackupSection
from yishi.gui.pages.settings_forms import FormsSection
from yishi.gui.pages.settings_holidays import HolidaysSection
from yishi.gui.pages.settings_keys import KeysSection
from yishi.gui.pages.settings_look import LookSection
from yishi.gui.pages.settings_people import PeopleSection
from yishi.gui.pages.settings_place import PlaceSection
from yishi.gui.pages.settings_rules import RulesSection
from yishi.gui.pages.settings_section import Section
from yishi.gui.table import Cell, Column, Row, Table
from yishi.gui.widgets import Card, Strip
from yishi.gui.workspace import Workspace
from yishi.i18n import _

_MADE: dict[str, Callable[[Page], Section]] = {
    "forms": FormsSection,
    "rules": RulesSection,
    "deadlines": settings_numbers.deadlines,
    "lights": settings_numbers.lights,
    "holidays": HolidaysSection,
    "place": PlaceSection,
    "people": PeopleSection,
    "backup": BackupSection,
    "look": LookSection,
    "keys": KeysSection,
}


class SettingsPage(Page):
    """`show_ref`: a section ("holidays"), with what to show in it after a colon ("forms:bench", "holidays:2027")."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.title = _("设置")
        self.here = "forms"
        self.sections: dict[str, Section] = {}
        self._filling = self._warned = False
        self.list_table = Table()
        self.list_table.setAccessibleName(_("设置"))
        self.list_table.set_columns((Column(_("设置")),), height=40, header=False)
        self.list_table.installEventFilter(self)
        self.stack = QStackedWidget()
        self.unsaved_strip = Strip("yellow", "")
        self.unsaved_strip.label.setWordWrap(False)  # the page would ask for room as if everything in it wrapped
        self.unsaved_strip.hide()
        self.side = Card(column(self.list_table, margin=2))
        self.setLayout(column(self.unsaved_strip, (row(self.side, (self.stack, 1), gap=12), 1), gap=8, margin=12))
        self.list_table.chosen.connect(self._choose)
        self.list_table.opened.connect(lambda _ref: self._enter())
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            self.key(key, self.save)
        self.dress()

    def dress(self) -> None:
        if hasattr(self, "side"):
            self.side.setFixedWidth(theme.px(112))

    def home(self) -> QWidget | None:
        return self.list_table

    def keys(self) -> list[tuple[str, str]]:
        return [("↑ ↓", _("换一项设置")), (_("回车 →"), _("进到右边")), ("Esc", _("回到左边")), (_("Ctrl+回车"), _("存"))]

    def escape(self) -> None:
        if not self.section.escape():
            super().escape()

    def show_ref(self, ref: Any) -> None:
        key, _colon, part = str(ref).partition(":")
        if key in _MADE:
            self.here = key
            if part:
                self._section(key).show_ref(part)

    @property
    def section(self) -> Section:
        """The section that is shown."""
        return self._section(self.here)

    def _section(self, key: str) -> Section:
        if key not in self.sections:
            made = self.sections[key] = _MADE[key](self)
            self.stack.addWidget(made)
        return self.sections[key]

    def reload(self) -> None:
        from yishi.services import communities

        with self.workspace.read() as session:
            village = communities.mine(session).kind == "village"
        words = {"forms": _("会议形式"), "rules": _("法定规则"), "deadlines": _("期限"), "lights": _("灯和评价"),
                 "holidays": _("节假日"), "place": _("本村") if village else _("本社区"), "people": _("人名和证号"), "backup": _("备份"),
                 "look": _("显示"), "keys": _("快捷键")}  # fmt: skip
        self._filling = True
        self.list_table.show_rows([Row(key, (Cell(word),)) for key, word in words.items()])
        self.list_table.choose(self.here)
        self._filling = False
        self._show()

    def _show(self) -> None:
        self.section.reload()
        self.stack.setCurrentWidget(self.section)
        if not any(section.unsaved() for section in self.sections.values()):
            self.unsaved_strip.hide()
            self._warned = False

    def _choose(self, ref: str) -> None:
        if ref and not self._filling and ref != self.here:
            commit_composition()
            self.here = ref
            self._show()

    def save(self) -> None:
        """Ctrl+Enter: store what is typed in the section that is shown."""
        self.section.save()

    def _enter(self) -> None:
        home = self.section.home()
        if home is not None:
            home.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Right:
            self._enter()
            return True
        return super().eventFilter(watched, event)

    def may_leave(self) -> bool:
        """What is typed and not stored is told once; closing again lets it go."""
        if self._warned or not any(section.unsaved() for section in self.sections.values()):
            return True
        self.unsaved_strip.label.setText(_("设置里有改动还没有存。要留下就点“存”；不要了，再关一次窗口。"))
        self.unsaved_strip.show()
        self._warned = True
        return False
