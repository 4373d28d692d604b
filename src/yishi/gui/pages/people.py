"""人员: the roster. Typing in the box at the top finds people by characters, pinyin, initials or the end of a phone.

Keys: Ctrl+N add, F2 change, Del take off the roster (Ctrl+Z brings back), ↓ from the box into the list; in the card
Enter goes from field to field and stores from the last one, Ctrl+Enter stores from anywhere, Esc leaves it.
"""

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from yishi.domain.masking import mask_phone
from yishi.errors import Refusal
from yishi.gui import theme
from yishi.gui.controls import Button
from yishi.gui.ime import NameBox, commit_composition
from yishi.gui.layout import column
from yishi.gui.page import Page
from yishi.gui.pages import roster
from yishi.gui.pages.entry import fill_empty, place, press_by_enter, walk
from yishi.gui.pages.people_bodies import PersonBodies
from yishi.gui.pages.people_kin import PersonKin
from yishi.gui.table import Cell, Column, Row, Table
from yishi.gui.widgets import Card, Empty, Fact, Label
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.answers import PersonLine

_GENDER, _PARTY = 1, 4  # columns


class PeoplePage(Page):
    """Everybody who takes part; phone numbers are shown masked."""

    form = "people"

    strip_place: QWidget
    list_card: Card
    find_box: NameBox
    count_label: Label
    add_button: Button
    people_table: Table
    no_people: Empty
    side: QStackedWidget
    look_page: QWidget
    edit_page: QWidget
    blank_page: QWidget
    look_name: Label
    gender_fact: Fact
    role_fact: Fact
    unit_fact: Fact
    party_fact: Fact
    phone_fact: Fact
    came_fact: Fact
    bodies_place: QWidget
    edit_button: Button
    remove_button: Button
    edit_title: Label
    name_box: NameBox
    gender_box: NameBox
    role_box: NameBox
    unit_box: NameBox
    party_box: NameBox
    phone_box: NameBox
    name_word: Label
    gender_word: Label
    role_word: Label
    unit_word: Label
    party_word: Label
    phone_word: Label
    edit_told: Label
    save_button: Button
    cancel_button: Button

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.title = _("人员")
        self.people: tuple[PersonLine, ...] = ()
        self._asked = ""  # what is looked for, with what is still being composed
        self.changing = ""  # id of the person in the card, "" = somebody new
        self.boxes = {"name": self.name_box, "gender": self.gender_box, "role": self.role_box, "unit": self.unit_box,
                      "party": self.party_box, "phone": self.phone_box}  # fmt: skip
        self.people_table.set_columns(
            (Column(_("姓名"), 112), Column(_("性别"), 56), Column(_("身份")), Column(_("组、楼栋"), 128), Column(_("代表哪方"), 128),
             Column(_("电话"), 124), Column(_("到会"), 64, "right")),
            height=32,
        )  # fmt: skip
        for fact, word in ((self.gender_fact, _("性别")), (self.role_fact, _("身份")), (self.unit_fact, _("组别")),
                           (self.party_fact, _("代表")), (self.phone_fact, _("电话")), (self.came_fact, _("到会"))):  # fmt: skip
            fact.word.setText(word)
        self.first_button = first = Button(_("加第一个人"), kind="primary", key="Ctrl+N")
        first.setObjectName("first_person_button")
        first.clicked.connect(self.add)
        press_by_enter(first)
        fill_empty(self.no_people, _("名册还是空的。开会签到时敲了名字也会自动加进来。"), first)
        self.strip_place.hide()
        self.edit_told.hide()
        self.bodies, self.kin, both = PersonBodies(workspace), PersonKin(workspace), QWidget()
        both.setLayout(column((self.bodies, 1), self.kin, gap=10))
        place(self.bodies_place, both)
        self._connect()
        self.dress()

    def _connect(self) -> None:
        self.find_box.query.connect(self._find)
        self.find_box.chosen.connect(lambda: self.people_table.setFocus(Qt.FocusReason.OtherFocusReason))
        self.find_box.installEventFilter(self)
        self.people_table.chosen.connect(lambda _ref: self._show_side())
        self.people_table.opened.connect(lambda _ref: self.change())
        for button, act in ((self.add_button, self.add), (self.edit_button, self.change), (self.remove_button, self.remove),
                            (self.save_button, self.save), (self.cancel_button, self.escape)):  # fmt: skip
            button.clicked.connect(act)
            press_by_enter(button)
        walk(tuple(self.boxes.values()), self.save)
        self.gender_box.set_people([("男", "", ("nan", "n")), ("女", "", ("nv", "nü"))])
        self.key("Ctrl+N", self.add)
        self.key("F2", self.change)
        self.key("Ctrl+Return", self._save_if_editing)
        self.key("Ctrl+Enter", self._save_if_editing)
        remove = QShortcut(QKeySequence("Del"), self.people_table, context=Qt.ShortcutContext.WidgetShortcut)
        remove.activated.connect(self.remove)

    def home(self) -> QWidget | None:
        if self.side.currentWidget() is self.edit_page:
            return self.name_box
        return self.find_box if self.people else self.first_button

    def keys(self) -> list[tuple[str, str]]:
        return [("Ctrl+N", _("加一个人")), ("F2", _("改")), ("Del", _("移出名册")), ("↓", _("从查找框到名单里")),
                (_("Ctrl+回车"), _("存好"))]  # fmt: skip

    def show_ref(self, ref: Any) -> None:
        self.find_box.clear()
        self._leave_card()
        self.reload()
        self.people_table.choose(ref)

    # ---- showing

    def reload(self) -> None:
        self.people = roster.people(self.workspace)
        self.say_title(_("人员"), _("名册 {n}人").format(n=len(self.people)))
        self._show_list()

    def _show_list(self) -> None:
        wanted = self._asked
        shown = roster.found(self.people, wanted)
        self.people_table.show_rows([self._row(person) for person in shown])
        for part in (self.people_table, self.find_box, self.count_label, self.add_button):
            part.setVisible(bool(self.people))
        self.no_people.setVisible(not self.people)
        self.count_label.setText(_("找到{n}人").format(n=len(shown)) if wanted else _("共{n}人").format(n=len(shown)))
        self._show_side()

    def _find(self, query: str) -> None:
        self._asked = query
        self._show_list()

    @staticmethod
    def _row(person: PersonLine) -> Row:
        return Row(person.id, (
            Cell(roster.spaced(person.name), bold=True, sort=person.pinyin), Cell(person.gender), Cell(person.role, kind="muted"),
            Cell(person.unit), Cell(person.party, kind="muted"), Cell(mask_phone(person.phone)),
            Cell(_("{n}次").format(n=person.meetings) if person.meetings else "—", sort=person.meetings),
        ))  # fmt: skip

    @property
    def chosen(self) -> PersonLine | None:
        """The person who is chosen in the list."""
        ref = self.people_table.chosen_ref()
        return next((person for person in self.people if person.id == ref), None)

    def _show_side(self) -> None:
        if self.side.currentWidget() is self.edit_page:
            return
        person = self.chosen
        self.side.setVisible(person is not None)
        self.side.setCurrentWidget(self.look_page if person else self.blank_page)
        if person is None:
            return
        self.look_name.setText(roster.spaced(person.name))
        for fact, value in ((self.gender_fact, person.gender), (self.role_fact, person.role), (self.unit_fact, person.unit),
                            (self.party_fact, person.party), (self.phone_fact, mask_phone(person.phone)),
                            (self.came_fact, _("{n}次").format(n=person.meetings))):  # fmt: skip
            fact.show_value(value or "—")
        self.bodies.show_person(person.id)
        self.kin.show_person(person.id)

    # ---- the card

    def add(self) -> None:
        """Ctrl+N: an empty card."""
        self._open_card("", _("加一个人"), {})

    def change(self) -> None:
        """F2: the chosen person in the card."""
        person = self.chosen
        if person is not None:
            self._open_card(person.id, _("改 {name}").format(name=person.name), vars(person))

    def _open_card(self, person_id: str, title: str, values: dict[str, Any]) -> None:
        from yishi.services import forms as meeting_forms

        commit_composition()
        with self.workspace.read() as session:
            self.party_box.set_people([(name,) for name in meeting_forms.parties(session)])
        self.changing = person_id
        self.edit_title.setText(title)
        for field, box in self.boxes.items():
            box.set_name(str(values.get(field, "") or ""))
        self._tell("")
        self.side.setCurrentWidget(self.edit_page)
        self.side.show()
        self.name_box.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name_box.selectAll()

    def _save_if_editing(self) -> None:
        if self.side.currentWidget() is self.edit_page:
            self.save()

    def save(self) -> None:
        """Store the card; a new person leaves it open for the next one."""
        from yishi.services import people

        commit_composition()
        fields = {field: box.text().strip() for field, box in self.boxes.items()}
        name = fields.pop("name")
        if not name:
            self._tell(_("姓名还空着。"))
            self.name_box.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        _checked_gender(fields["gender"])
        if self.changing:
            with self.workspace.write("person", words=_("改{name}").format(name=name)) as session:
                people.change(session, self.changing, name=name, **fields)
            self.escape()
            return
        with self.workspace.write("person", words=_("加{name}").format(name=name)) as session:
            added = people.add(session, name, **fields)
        self.people_table.choose(added)
        self._open_card("", _("加一个人"), {"unit": fields["unit"]})
        self._tell(_("{name}加好了，接着加下一位，或按 Esc 结束。").format(name=name), "green")

    def _tell(self, words: str, kind: str = "yellow") -> None:
        self.edit_told.setText(words)
        self.edit_told.tint(kind)
        self.edit_told.setVisible(bool(words))

    def remove(self) -> None:
        """Del: off the roster; the status strip offers to take it back."""
        from yishi.services import people

        person = self.chosen
        if person is None:
            return
        with self.workspace.write("delete", words=_("把{name}移出名册").format(name=person.name)) as session:
            people.remove(session, person.id)

    def _leave_card(self) -> None:
        self.side.setCurrentWidget(self.look_page)
        self.changing = ""
        self._show_side()

    def escape(self) -> None:
        """Esc: away from the card; else the search is emptied."""
        commit_composition()
        if self.side.currentWidget() is self.edit_page:
            self._leave_card()
            self.people_table.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.find_box.clear()
        super().escape()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        down = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Down
        if down and watched is self.find_box:
            self.people_table.setFocus(Qt.FocusReason.OtherFocusReason)
        return down

    def dress(self) -> None:
        if hasattr(self, "boxes"):
            self.side.setFixedWidth(min(theme.px(300), 400))
            for word in (self.name_word, self.gender_word, self.role_word, self.unit_word, self.party_word, self.phone_word):
                word.setFixedWidth(theme.px(34))
            self._share_width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        """Where the list is narrow, the role keeps its room and what the card at the side says too is left away."""
        room = self.width() - 32 - self.side.width()
        self.people_table.setColumnHidden(_PARTY, room < theme.px(740))
        self.people_table.setColumnHidden(_GENDER, room < theme.px(600))


def _checked_gender(text: str) -> None:
    if text not in ("", "男", "女"):
        raise Refusal("YS-M22", _("性别“{text}”看不懂。").format(text=text), next_step=_("写“男”或“女”，不清楚就空着。"))
