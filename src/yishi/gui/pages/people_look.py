"""What the roster says of the chosen person: facts, the hidden number, bodies, relatives, recusals, and the ways to let them go."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from yishi.domain.masking import mask_door
from yishi.gui.controls import Button
from yishi.gui.layout import clear, column, row
from yishi.gui.masked import MaskedPhone
from yishi.gui.pages import roster
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.pages.people_attendance import PersonAttendance
from yishi.gui.pages.people_bodies import PersonBodies
from yishi.gui.pages.people_erase import PersonErase
from yishi.gui.pages.people_id import IdLook
from yishi.gui.pages.people_kin import PersonKin
from yishi.gui.widgets import Card, Fact, Label, Rule, Scroll
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.person_lines import PersonLine

_SEEN = 4  # recusals that are listed


class PersonLook(Card):
    """The card at the side; somebody in the bin has only a way back and a way out.

    Signals:
        change_wanted(), remove_wanted(), restore_wanted(), handover_wanted(): the buttons.
    """

    change_wanted = Signal()
    remove_wanted = Signal()
    restore_wanted = Signal()
    handover_wanted = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        self.workspace = workspace
        self.person: PersonLine | None = None
        self.look_name = Label("", step=2, bold=True, wrap=True)
        self.facts = column(gap=6)
        self.phone = MaskedPhone(_("电话"))
        self.door = MaskedPhone(_("门牌"), mask=mask_door, eye=_("看门牌30秒"))
        self.number = IdLook(workspace)
        self.bodies, self.kin, self.attendance = PersonBodies(workspace), PersonKin(workspace), PersonAttendance(workspace)
        self.handover_button = Button(_("离任交接…"), kind="quiet", small=True, glyph="people")
        self.recusals = column(gap=4)
        self.living = QWidget()
        handing = row(self.handover_button, None)
        self.living.setLayout(column(Rule(), self.bodies, handing, self.kin, self.attendance, self.recusals, gap=10))
        self.edit_button = Button(_("改"), key="F2", glyph="edit")
        self.remove_button = Button(_("移出名册"), key="Del", kind="quiet", glyph="trash")
        self.restore_button = Button(_("放回名册"), kind="tonal", glyph="undo")
        self.hint = Label("", "muted", step=-1, wrap=True)
        self.erase = PersonErase(workspace)
        for name, button in {"edit_button": self.edit_button, "remove_button": self.remove_button,
                             "restore_button": self.restore_button, "handover_button": self.handover_button}.items():  # fmt: skip
            button.setObjectName(name)
        hidden = (self.phone, self.door, self.number)
        inside = column(self.facts, *hidden, self.living, self.hint, self.erase, None, gap=8, margin=(0, 0, 8, 0))
        self.pane = Scroll(inside, name=_("这个人的情况"))
        self.pane.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)  # takes what is left, asks for nothing
        buttons = row(self.edit_button, self.remove_button, self.restore_button, None)
        super().__init__(column(self.look_name, (self.pane, 1), buttons, gap=8, margin=(16, 12, 8, 12)), parent)
        self.number.turned.connect(lambda: QTimer.singleShot(0, self, self._show_number))
        self.erase.asked.connect(lambda: QTimer.singleShot(0, self, self._show_question))
        for button, signal in ((self.edit_button, self.change_wanted), (self.remove_button, self.remove_wanted),
                               (self.restore_button, self.restore_wanted), (self.handover_button, self.handover_wanted)):  # fmt: skip
            button.clicked.connect(signal)
            press_by_enter(button)

    def show_person(self, person: PersonLine, today_year: int, removed: bool) -> None:
        """Show somebody of the roster, or of the bin."""
        other = self.person is None or person.id != self.person.id
        self.person = person
        self.look_name.setText(roster.spaced(person.also or person.name))
        clear(self.facts)
        for word, value in self._told(person, today_year):
            if value:
                self.facts.addWidget(Fact(word, value))
        self.phone.show_number(person.id, person.phone)
        self.door.show_number(person.id, person.door)
        self.door.setVisible(bool(person.door))
        self.living.setVisible(not removed)
        self.number.show_person("" if removed else person.id)
        for button, there in ((self.edit_button, not removed), (self.remove_button, not removed), (self.restore_button, removed)):
            button.setVisible(there)
        self.hint.setText(_("已经移出名册。以前的签到表没有变。") if removed else _("移出名册以后，以前的签到表不变，按 Ctrl+Z 能找回。"))
        self.erase.show_person(person)
        if not removed:
            self.bodies.show_person(person.id)
            self.kin.show_person(person.id)
            self.attendance.show_person(person.id)
            self._show_recusals(person.id)
        if other:
            self.pane.verticalScrollBar().setValue(0)

    def _show_question(self) -> None:
        self.pane.ensureWidgetVisible(self.erase.leave_button, 0, 12)

    def _show_number(self) -> None:
        self.pane.ensureWidgetVisible(self.number.own_box, 0, 12)
        self.pane.ensureWidgetVisible(self.number.eye_button, 0, 12)

    @staticmethod
    def _told(p: PersonLine, year: int) -> tuple[tuple[str, str], ...]:
        age = _("{year}年生，{age}岁").format(year=p.birth_year, age=year - p.birth_year) if p.birth_year else ""
        house = "　".join(part for part in (p.household, _("户主") if p.household_head else "") if part)
        local = {None: "", True: _("本地"), False: _("非本地")}[p.local]
        photo = {None: "", True: _("同意上公示"), False: _("不同意上公示")}[p.photo_consent]
        return (
            (_("称呼"), p.alias), (_("性别"), "　".join(part for part in (p.gender, age) if part) or "—"), (_("身份"), p.role or "—"),
            (_("组别"), p.unit or "—"), (_("户号"), house), (_("户籍"), local), (_("代表"), p.party), (_("标签"), p.tags),
            (_("照片"), photo), (_("证上"), p.id_name), (_("字形"), p.glyph_note), (_("备注"), p.note),
        )  # fmt: skip

    def _show_recusals(self, person_id: str) -> None:
        from yishi.services import people_groups

        clear(self.recusals)
        with self.workspace.read() as session:
            found = people_groups.recusals(session, person_id)
        if not found:
            return
        self.recusals.addWidget(Label(_("回避过 {n} 项").format(n=len(found)), bold=True))
        for line in found[:_SEEN]:
            why = f"（{line.reason}）" if line.reason else ""
            self.recusals.addWidget(Label(f"{line.on:%Y-%m-%d}　{line.title}{why}", "muted", wrap=True))
