"""人名: what is kept of people beyond the usual, and the place's table of drawn characters (造字): which stands for what."""

from typing import TYPE_CHECKING, Any

from yishi.domain import rare_names
from yishi.errors import Refusal
from yishi.gui import theme
from yishi.gui.controls import Field
from yishi.gui.ime import commit_composition
from yishi.gui.layout import column, row
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.pages.settings_fields import Rows
from yishi.gui.pages.settings_ids import IdChoice
from yishi.gui.pages.settings_list import ListSection
from yishi.gui.pages.settings_section import heading
from yishi.gui.table import Cell, Row
from yishi.gui.widgets import Card, Label
from yishi.i18n import _

if TYPE_CHECKING:
    from yishi.gui.page import Page
    from yishi.services.private_use import Drawn


class SignFields(Rows):
    """One drawn character: its number, who has it in their name, and what it stands for."""

    def __init__(self) -> None:
        super().__init__()
        self.code_label, self.who_label = Label("", bold=True), Label("", wrap=True)
        self.stands_for = Field(hint=_("写出它是哪个字"), name=_("它是哪个字"))
        self.line("sign", _("造字"), self.code_label)
        self.line("who", _("谁的名字里有"), self.who_label)
        self.line("stands_for", _("它是哪个字"), self.stands_for)
        self.note(_("查找、排笔画、打印都按这个字算；名册里的写法不动。个人另写了“身份证写法”的，印那一个。"))

    def typed(self) -> dict[str, Any]:
        """Return what stands in the field."""
        return {"stands_for": self.stands_for.text().strip()}


class PeopleSection(ListSection):
    """What is kept of ID numbers holds at once or after its question; a line of the table when it is saved."""

    fields: SignFields

    def __init__(self, page: "Page") -> None:
        super().__init__(page, _("造字对照表"), "")
        self._lines: tuple[Drawn, ...] = ()
        self._added: list[str] = []  # typed here, of no name and not stored yet
        self.ids = IdChoice(page.workspace)
        self.fields = SignFields()
        self.new_field = Field(hint=_("把造字粘到这里，按回车"), name=_("加一个造字"))
        self.new_told = Label("", "red", wrap=True)
        self.none_label = Label(_("还没有造字。造字只有画它的那台电脑认得；名册里出现了，会自己列在这里。"), "muted", wrap=True)
        self.none_label.setContentsMargins(10, 8, 10, 0)
        self.restore_button.set_word(_("去掉这一条"))
        self._lay_out()
        self.table.chosen.connect(self._choose)
        self.new_field.returnPressed.connect(self.add)
        self.fields.stands_for.returnPressed.connect(self.save)
        press_by_enter(self.save_button, self.restore_button)
        self.dress()

    def _lay_out(self) -> None:
        inside = column(heading(_("身份证号")), self.ids, heading(_("造字对照表")), self.fields, gap=10)
        self.side = Card(column((self.table, 1), self.none_label, column(self.new_field, self.new_told, gap=2, margin=8), margin=2))
        self.setLayout(row(self.side, (self.framed(heading(_("人名和证号")), inside, name=_("人名和证号")), 1), gap=12))

    def dress(self) -> None:
        super().dress()
        if hasattr(self, "fields"):
            self.fields.stands_for.setFixedWidth(theme.px(150))

    # ---- showing

    def reload(self) -> None:
        from yishi.services import private_use

        self._keep_draft()
        with self.workspace.read() as session:
            self._lines = private_use.drawn(session, self._added)
        self.ids.reload()
        signs = [line.sign for line in self._lines]
        if self.code not in signs:
            self.code = signs[0] if signs else ""
        self._list(Row(line.sign, (Cell(rare_names.code(line.sign), sub=_told(line)), self._state(line))) for line in self._lines)
        self._show()

    def _state(self, line: "Drawn") -> Cell:
        if line.sign in self.drafts:
            return Cell(_("没存"), kind="yellow")
        return Cell("") if line.stands_for else Cell(_("没对照"), kind="yellow")

    def _show(self) -> None:
        line = next((each for each in self._lines if each.sign == self.code), None)
        self.fields.setVisible(line is not None)
        self.none_label.setVisible(not self._lines)
        self.enable(self.save_button)
        for button in (self.save_button, self.restore_button):
            button.setVisible(line is not None)
        self.restore_button.setEnabled(line is not None and bool(line.stands_for) and not self.workspace.busy)
        if line is None or (self._filled == line.sign and self._book == {"stands_for": line.stands_for}):
            return
        self.fields.code_label.setText(f"{rare_names.code(line.sign)}　{line.sign}")
        self.fields.who_label.setText("、".join(line.names) or _("名册里没有人用"))
        self._filled, self._book = line.sign, {"stands_for": line.stands_for}
        self.fields.stands_for.setText(str(self.drafts.get(line.sign, self._book)["stands_for"]))
        self._clean = self._book
        self.fields.say(())

    # ---- acting

    def add(self) -> None:
        """Begin a line for a character that was pasted."""
        text = self.new_field.text().strip()
        self.new_told.setText("")
        if len(text) != 1 or not rare_names.is_private(text):
            self.new_told.setText(_("这不是一个造字，不用对照。") if text else "")
            return
        self._keep_draft()
        self._added = list(dict.fromkeys((*self._added, text)))
        self.code = text
        self.new_field.clear()
        self.reload()
        self.fields.stands_for.setFocus()

    def save(self) -> None:
        from yishi.services import private_use

        commit_composition()
        self.say_saved("")
        if not self.code:
            return
        code = rare_names.code(self.code)
        try:
            with self.workspace.write("private_use", words=_("造字{code}的对照").format(code=code)) as session:
                private_use.note(session, self.code, self.fields.typed()["stands_for"])
        except Refusal as refusal:
            if refusal.code != "YS-M64":
                raise
            self.fields.told["stands_for"].tell(refusal.message + refusal.next_step)
            self.fields.stands_for.setFocus()
            return
        self._give_up()
        self.reload()
        self.say_saved(_("已存：{code}是“{sign}”。").format(code=code, sign=self.fields.typed()["stands_for"]))

    def restore(self) -> None:
        """Take the chosen line out of the table; undo brings it back."""
        from yishi.services import private_use

        if self.code and not self.workspace.busy:
            code = rare_names.code(self.code)
            with self.workspace.write("private_use", words=_("去掉造字{code}的对照").format(code=code)) as session:
                private_use.strike(session, self.code)
            self._give_up()
            self.reload()
            self.say_saved(_("去掉了{code}的对照。").format(code=code))


def _told(line: "Drawn") -> str:
    return _("是“{sign}”").format(sign=line.stands_for) if line.stands_for else "、".join(line.names[:2])
