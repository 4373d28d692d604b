"""应到名单 of a meeting that is prepared: by bodies, roles, groups, last time's list, or one by one; Del takes somebody off."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from yishi.domain.marker import N_
from yishi.gui import forms, theme
from yishi.gui.controls import Button
from yishi.gui.ime import NameBox
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.pages.roster import candidate, spaced
from yishi.gui.table import Cell, Column, Row, Table
from yishi.gui.widgets import Label
from yishi.i18n import _
from yishi.services.answers import PersonLine
from yishi.services.prepared import Added, ExpectedLine, GroupLine, Preparation

_SECTIONS = {"body": N_("议事组织"), "role": N_("身份"), "party": N_("代表哪方"), "unit": N_("组和楼栋")}


class PreparePeople(QWidget):
    """Who is expected.

    Signals:
        named(name, person id or ""), grouped(kind, code), removed(person id)
    """

    named = Signal(str, str)
    grouped = Signal(str, str)
    removed = Signal(str)

    people_count: Label
    people_told: Label
    people_table: Table
    no_people: Label
    person_box: NameBox
    group_button: Button
    remove_button: Button

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[ExpectedLine, ...] = ()
        self.groups: Sequence[GroupLine] = ()
        self._said = ""  # what the last addition did
        forms.wear(self, "prepare_people")
        self.people_table.set_columns((Column("", 76), Column("")), height=30, header=False)
        self.person_box.chosen.connect(self._add)
        self.group_button.clicked.connect(self._offer_groups)
        self.remove_button.clicked.connect(self.remove)
        press_by_enter(self.group_button, self.remove_button)
        QShortcut(QKeySequence("Del"), self.people_table, context=Qt.ShortcutContext.WidgetShortcut).activated.connect(self.remove)
        self.dress()

    def dress(self) -> None:
        if hasattr(self, "lines"):
            self.people_table.setMinimumHeight(theme.px(60))

    # ---- showing

    def show_people(self, told: Preparation, roster: Sequence[PersonLine], groups: Sequence[GroupLine]) -> None:
        """Show the list, and say which names stand on it twice."""
        self.lines, self.groups = told.expected, groups
        self.person_box.set_people([candidate(person) for person in roster])
        twice = [line.name for line in told.expected]
        self.people_table.show_rows([
            Row(line.person_id, (Cell(spaced(line.name), kind="yellow" if twice.count(line.name) > 1 else ""),
                                 Cell(line.note or line.role or line.unit, kind="muted")))
            for line in told.expected
        ])  # fmt: skip
        self.people_table.setVisible(bool(told.expected))
        self.no_people.setVisible(not told.expected)
        self.remove_button.setVisible(bool(told.expected))
        self.people_count.setText(_("{n}人").format(n=len(told.expected)))
        words = self._said + _same(told)
        self.people_told.setText(words)
        self.people_told.tint("yellow" if told.doubles or told.unclear else "muted")
        self.people_told.setVisible(bool(words))

    def say(self, done: Added | None) -> None:
        """Say what an addition did: how many came, who was on the list already."""
        self._said = ""
        if done is not None:
            self._said = _("加了{n}人。").format(n=done.added)
        if done is not None and done.already:
            names = done.already[0] if done.twice == 1 else _("{name}等{n}人").format(name=done.already[0], n=done.twice)
            self._said = _("加了{n}人，{names}本来就在。").format(n=done.added, names=names)

    # ---- acting

    def _add(self) -> None:
        name = self.person_box.text().strip()
        if name:
            self.named.emit(name, str(self.person_box.ref or ""))

    def remove(self) -> None:
        """Take the chosen person off."""
        ref = self.people_table.chosen_ref()
        if ref is not None:
            self.removed.emit(ref)

    def _offer_groups(self) -> None:
        menu = self.menu()
        menu.popup(self.group_button.mapToGlobal(self.group_button.rect().bottomLeft()))

    def menu(self) -> QMenu:
        """Return the groups as a menu: last time and the roster plain, the kinds of groups each in a menu of its own."""
        menu = QMenu(self.group_button)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for kind in ("last", *_SECTIONS, "roster"):
            mine = [group for group in self.groups if group.kind == kind]
            into = menu.addMenu(_(_SECTIONS[kind])) if kind in _SECTIONS and mine else menu
            for group in mine:
                word = _("{words}（{n}人）").format(words=group.words, n=group.people) if group.people else group.words
                action = into.addAction(word)
                action.triggered.connect(lambda _on=False, group=group: self.grouped.emit(group.kind, group.code))
        return menu


def _same(told: Preparation) -> str:
    """Say which names stand on the list twice, and of which of them nobody can tell who is who."""
    words = _("重名：{names}。是同一个人就拿掉一个。").format(names="、".join(told.doubles)) if told.doubles else ""
    for name in told.unclear:
        words += _("名单里有两个{name}，看不出有什么不同：是同一个人就拿掉一个，是两个人请到名册里写明组别或电话。").format(name=name)
    return words
