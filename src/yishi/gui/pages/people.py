"""人员: the roster. Typing in the box at the top finds people by characters, pinyin, initials or the end of a phone.

Keys: Ctrl+V a roster that was copied, Ctrl+N add, F2 change, Del take off the roster (Ctrl+Z brings back), ↓ from the box
into the list, there Alt+↑↓ move somebody in an order by hand; in the card Enter goes from field to field and stores from
the last one, Ctrl+Enter stores from anywhere, Esc leaves it.
"""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from yishi.domain.masking import mask_phone
from yishi.gui import theme
from yishi.gui.controls import Button
from yishi.gui.ime import NameBox, commit_composition
from yishi.gui.page import Page
from yishi.gui.pages import people_papers, roster
from yishi.gui.pages.entry import fill_empty, place, press_by_enter
from yishi.gui.pages.people_card import PersonCard
from yishi.gui.pages.people_doubles import PeopleDoubles
from yishi.gui.pages.people_groups import ALL, DOUBLES, REMOVED, PeopleGroups
from yishi.gui.pages.people_intake import PeopleIntake
from yishi.gui.pages.people_look import PersonLook
from yishi.gui.pages.people_order import PeopleOrder
from yishi.gui.table import Cell, Column, Many, Row, Table
from yishi.gui.widgets import Card, Empty, Label
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.answers import PersonLine

if TYPE_CHECKING:
    from yishi.services.attendance_record import Times

_GENDER, _AGE, _ROLE, _UNIT, _PHONE, _TAGS, _CAME = range(1, 8)  # columns
_LEAVES = ((_TAGS, 760), (_AGE, 690), (_GENDER, 640), (_CAME, 560))  # column, width below which it is left away


class PeoplePage(Page):
    """Everybody who takes part, by groups; phone numbers are hidden until the eye is pressed."""

    form = "people"
    narrows = ("people_table",)
    narrows_by = "find_box"

    strip_place: QWidget
    groups_place: QWidget
    doubles_place: QWidget
    list_card: Card
    find_box: NameBox
    count_label: Label
    import_button: Button
    add_button: Button
    people_table: Table
    no_people: Empty
    side: QStackedWidget
    look_page: QWidget
    edit_page: QWidget
    blank_page: QWidget
    intake: PeopleIntake

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.title = _("人员")
        self.people: tuple[PersonLine, ...] = ()
        self.gone: tuple[PersonLine, ...] = ()  # in the bin
        self._asked = ""  # what is looked for, with what is still being composed
        self.groups, self.look, self.card = PeopleGroups(workspace), PersonLook(workspace), PersonCard(workspace)
        self.doubles, self.order = PeopleDoubles(workspace), PeopleOrder(workspace)
        self.came: dict[str, Times] = {}  # this year, by id
        self.bodies, self.kin, self.boxes, self.edit_told = self.look.bodies, self.look.kin, self.card.boxes, self.card.edit_told
        self.name_box, self.role_box, self.party_box = (self.boxes[name] for name in ("name", "role", "party"))
        for holder, part in ((self.groups_place, self.groups), (self.look_page, self.look), (self.edit_page, self.card),
                             (self.doubles_place, self.doubles)):  # fmt: skip
            place(holder, part)
        place(self.list_card, self.order)
        self.people_table.set_columns(
            (Column(_("姓名"), 104), Column(_("性别"), 52), Column(_("年龄"), 52), Column(_("身份")), Column(_("组、楼栋"), 104),
             Column(_("电话"), 116), Column(_("标签"), 92), Column(_("到会率"), 68, "right")),
            height=32,
        )  # fmt: skip
        self.first_button = first = Button(_("加第一个人"), key="Ctrl+N")
        first.setObjectName("first_person_button")
        first.clicked.connect(self.add)
        paste, file = Button(_("粘贴名册"), kind="primary", key="Ctrl+V", glyph="paste"), Button(_("选择文件…"), glyph="folder")
        paste.clicked.connect(lambda: self.intake.paste())
        file.clicked.connect(lambda: self.intake.panel.choose_file())
        press_by_enter(first, paste, file)
        fill_empty(self.no_people, _("名册还是空的。从 WPS 或 Excel 里复制名单，在这里按 Ctrl+V；表格文件也可以拖进来。"
                                     "开会签到时敲了名字，也会自动加进来。"), paste, file, first)  # fmt: skip
        self.strip_place.hide()
        self._connect()
        self.intake = PeopleIntake(self, self.find_box, self.strip_place)
        self.import_button.clicked.connect(self.intake.begin)
        press_by_enter(self.import_button)
        self.dress()

    def _connect(self) -> None:
        self.find_box.query.connect(self._find)
        self.find_box.chosen.connect(lambda: self.people_table.setFocus(Qt.FocusReason.OtherFocusReason))
        self.find_box.installEventFilter(self)
        self.groups.picked.connect(self._turn_group)
        self.people_table.chosen.connect(lambda _ref: self._show_side())
        self.people_table.opened.connect(lambda _ref: self.change())
        self.add_button.clicked.connect(self.add)
        press_by_enter(self.add_button)
        self.card.stored.connect(self.save)
        self.card.left.connect(self.escape)
        self.look.change_wanted.connect(self.change)
        self.look.remove_wanted.connect(self.remove)
        self.look.restore_wanted.connect(self.restore)
        self.look.erase.erased.connect(lambda _name: self.people_table.setFocus(Qt.FocusReason.OtherFocusReason))
        self.doubles.done.connect(self._tell)
        self.order.changed.connect(self._reorder)
        self.order.record_wanted.connect(lambda body: self.wants.emit("attendance", body))
        self.look.handover_wanted.connect(self.hand_over)
        self.look.attendance.meeting_wanted.connect(lambda ref: self.wants.emit("meetings", ref))
        self.bodies.ended.connect(lambda body: people_papers.offer_handover(self, body))
        self.key("Ctrl+N", self.add)
        self.key("F2", self.change)
        self.key("Ctrl+Return", self._save_if_editing)
        self.key("Ctrl+Enter", self._save_if_editing)
        remove = QShortcut(QKeySequence("Del"), self.people_table, context=Qt.ShortcutContext.WidgetShortcut)
        remove.activated.connect(self.remove)
        for sequence, button, step in (("Alt+Up", self.order.up_button, -1), ("Alt+Down", self.order.down_button, 1)):
            move = QShortcut(QKeySequence(sequence), self.people_table, context=Qt.ShortcutContext.WidgetShortcut)
            move.activated.connect(lambda step=step: self._move(step))
            button.clicked.connect(lambda _on=False, step=step: self._move(step))
        for sequence, act in (("M", self.doubles.merge), ("N", self.doubles.keep_apart)):
            key = QShortcut(QKeySequence(sequence), self.doubles, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(act)

    def home(self) -> QWidget | None:
        if self.intake.showing:
            return self.intake.panel.home()
        if self.side.currentWidget() is self.edit_page:
            return self.name_box
        if self.groups.key == DOUBLES:
            return self.doubles.home()
        return self.find_box if self.people else self.first_button

    def keys(self) -> list[tuple[str, str]]:
        if self.intake.showing:
            return [("Ctrl+V", _("粘贴名册")), ("F4", _("只看有问题的")), (_("Ctrl+回车"), _("导入")),
                    ("Tab ↑↓", _("到表头，换一列是什么")), ("Esc", _("不导入了"))]  # fmt: skip
        if self.groups.key == DOUBLES:
            return [("↑↓", _("换一对")), ("M", _("同一人，合并")), ("N", _("不是同一人")), ("Esc", _("回到名册"))]
        return [("Ctrl+V", _("粘贴名册")), ("Ctrl+N", _("加一个人")), ("F2", _("改")), ("Del", _("移出名册")), ("↓", _("从查找框到名单里")),
                ("Alt+↑↓", _("手工次序：往上、往下挪")), (_("Ctrl+回车"), _("存好"))]  # fmt: skip

    def menu_entries(self) -> list[tuple[str, str, Any]]:
        return [(_("打印这份名单"), "", lambda: people_papers.print_list(self)),
                (_("到会情况"), "", lambda: self.wants.emit("attendance", "")),
                (_("交接…"), "", self.hand_over), (_("打印工作交接单"), "", self.print_handover)]  # fmt: skip

    def table_words(self, table: QWidget) -> tuple[str, str]:
        mine = table is self.people_table and self.groups.key != REMOVED
        return (people_papers.list_title(self), people_papers.above(self)) if mine else (self.title, "")

    def hand_over(self) -> None:
        """What the chosen person has in hand goes to somebody else."""
        person = self.chosen
        self.wants.emit("handover", person.id if person else None)

    def print_handover(self) -> None:
        """Make the sheet on which the chosen person hands over; with nobody chosen it is to be filled in by hand."""
        from yishi.gui import printing

        person = self.chosen
        printing.offer(self.strip_place, printing.print_about(self.workspace, "handover", person.id if person else ""))

    def show_ref(self, ref: Any) -> None:
        self.find_box.clear()
        self.groups.choose(ALL)
        self._leave_card()
        self.reload()
        self.people_table.choose(ref)

    # ---- showing

    def reload(self) -> None:
        from yishi.services import attendance_record

        self.people = roster.people(self.workspace)
        with self.workspace.read() as session:
            self.came = attendance_record.rates(session, self.workspace.today.year)
        self.order.forget()
        self.groups.reload()
        self.say_title(_("人员"), _("名册 {n}人").format(n=len(self.people)))
        self._show_list()

    def _turn_group(self) -> None:
        self._leave_card()
        self._show_list()

    def _show_list(self) -> None:
        twice, here = self.groups.key == DOUBLES, self.window().focusWidget()
        through = not twice and here is not None and self.doubles.isAncestorOf(here)  # the last pair was answered
        self.doubles_place.setVisible(twice)
        self.list_card.setVisible(not twice)
        self.groups_place.setVisible(bool(self.people) or len(self.groups.groups) > 1)
        if twice:
            self.side.hide()
            self.doubles.reload()
            return
        wanted = self._asked
        listed = self._listed()
        shown = roster.found(listed if self.groups.key == REMOVED else self.order.arrange(listed, self.groups.key), wanted)
        self.people_table.show_rows(Many([person.id for person in shown], shown, self._row))
        there = bool(self.people) or self.groups.key == REMOVED
        for part in (self.people_table, self.find_box, self.count_label, self.import_button, self.add_button):
            part.setVisible(there)
        self.order.setVisible(there and self.groups.key != REMOVED)
        self.no_people.setVisible(not there)
        if through:
            self.people_table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.count_label.setText(_("找到{n}人").format(n=len(shown)) if wanted else _("共{n}人").format(n=len(shown)))
        self._show_side()

    def _listed(self) -> tuple[PersonLine, ...]:
        """Return who is in the chosen group; the bin is read when it is looked into."""
        from yishi.services import people

        self.gone = ()
        if self.groups.key == REMOVED:
            with self.workspace.read() as session:
                self.gone = people.removed(session)
            return self.gone
        inside = self.groups.people
        return self.people if inside is None else tuple(person for person in self.people if person.id in inside)

    def _find(self, query: str) -> None:
        self._asked = query
        self._show_list()

    def _row(self, person: PersonLine) -> Row:
        age = self.workspace.today.year - person.birth_year if person.birth_year else None
        times = self.came.get(person.id)
        came = Cell(times.rate, sort=1000 * times.came // times.due) if times else Cell("—", kind="muted", sort=-1)
        return Row(person.id, (
            Cell(roster.spaced(person.also or person.name), bold=True, sort=person.pinyin), Cell(person.gender),
            Cell(str(age) if age is not None else "", sort=age or 0), Cell(person.role, kind="muted"), Cell(person.unit),
            Cell(mask_phone(person.phone)), Cell(person.tags, kind="muted"), came,
        ))  # fmt: skip

    def _reorder(self) -> None:
        self.people_table.unsort()
        self._show_list()

    def _move(self, step: int) -> None:
        """Alt+↑↓: the chosen person one place up or down in an order by hand."""
        self.people_table.unsort()
        if self._asked:
            self._tell(_("先清空查找框，再挪次序。"))
            return
        self.order.shift(self.chosen, step)

    @property
    def chosen(self) -> PersonLine | None:
        """The person who is chosen in the list."""
        ref = self.people_table.chosen_ref()
        return next((person for person in (*self.people, *self.gone) if person.id == ref), None)

    def _show_side(self) -> None:
        if self.side.currentWidget() is self.edit_page:
            return
        person = self.chosen
        self.side.setVisible(person is not None)
        self.side.setCurrentWidget(self.look_page if person else self.blank_page)
        if person is not None:
            self.look.show_person(person, self.workspace.today.year, self.groups.key == REMOVED)

    # ---- the card

    def add(self) -> None:
        """Ctrl+N: an empty card; of the group that is looked at, it is filled in."""
        if self.groups.key in (DOUBLES, REMOVED):
            self.groups.choose(ALL)
        kind, name = self.groups.key
        self._open_card("", _("加一个人"), {"unit": name} if kind == "unit" else {})

    def change(self) -> None:
        """F2: the chosen person in the card."""
        person = self.chosen
        if person is not None and self.groups.key not in (DOUBLES, REMOVED):
            self._open_card(person.id, _("改 {name}").format(name=person.name), vars(person))

    def _open_card(self, person_id: str, title: str, values: dict[str, Any]) -> None:
        from yishi.services import forms as meeting_forms

        with self.workspace.read() as session:
            parties = meeting_forms.parties(session)
        self.card.begin(person_id, title, values, list(parties), [name for kind, name in self.groups.groups if kind == "tag"])
        self.side.setCurrentWidget(self.edit_page)
        self.side.show()
        self.add_button.set_kind("")
        self.name_box.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name_box.selectAll()

    def _save_if_editing(self) -> None:
        if self.side.currentWidget() is self.edit_page:
            self.save()

    def save(self) -> None:
        """Store the card; a new person leaves it open for the next one."""
        from yishi.services import people

        commit_composition()
        fields = self.card.typed()
        name, changing = fields.pop("name"), self.card.changing
        if not name:
            self.card.tell(_("姓名还空着。"))
            self.name_box.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if changing:
            with self.workspace.write("person", words=_("改{name}").format(name=name)) as session:
                people.change(session, changing, name=name, **fields)
                self.card.number.keep(session, changing)
            self.escape()
            return
        with self.workspace.write("person", words=_("加{name}").format(name=name)) as session:
            added = people.add(session, name, **fields)
            self.card.number.keep(session, added)
        self.people_table.choose(added)
        self._open_card("", _("加一个人"), {"unit": fields["unit"]})
        self.card.tell(_("{name}加好了，接着加下一位，或按 Esc 结束。").format(name=name), "green")

    def _tell(self, words: str) -> None:
        tell = getattr(self.window(), "tell", None)
        if tell is not None:
            tell(words)

    def remove(self) -> None:
        """Del: off the roster, into the bin; the status strip offers to take it back."""
        from yishi.services import people

        person = self.chosen
        if person is None or self.groups.key == REMOVED:
            return
        with self.workspace.write("delete", words=_("把{name}移出名册").format(name=person.name)) as session:
            people.remove(session, person.id)

    def restore(self) -> None:
        """Back from the bin onto the roster."""
        from yishi.services import people

        person = self.chosen
        if person is not None and self.groups.key == REMOVED:
            with self.workspace.write("person", words=_("把{name}放回名册").format(name=person.name)) as session:
                people.restore(session, person.id)

    def _leave_card(self) -> None:
        self.side.setCurrentWidget(self.look_page)
        self.add_button.set_kind("primary")
        self.card.changing = ""
        self._show_side()

    def escape(self) -> None:
        """Esc: away from the question or the card; else the search is emptied, and everybody is listed."""
        commit_composition()
        if self.intake.showing:
            self.intake.panel.escape()
            return
        if self.side.currentWidget() is self.edit_page:
            self._leave_card()
            self.people_table.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if self.look.erase.asking:
            self.look.erase.leave()
            self.people_table.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if self.groups.key == DOUBLES:
            self.groups.choose(ALL)
        self.find_box.clear()
        super().escape()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        down = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Down
        if down and watched is self.find_box:
            self.people_table.setFocus(Qt.FocusReason.OtherFocusReason)
        return down

    def dress(self) -> None:
        if hasattr(self, "boxes"):
            self.side.setFixedWidth(min(theme.px(300), 372))
            self._share_width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        """Where the list is narrow, the role keeps its room and what the card at the side says too is left away."""
        room = self.width() - 40 - self.side.width() - self.groups.width()
        for column, needed in _LEAVES:
            self.people_table.setColumnHidden(column, room < theme.px(needed))
