"""The card in which somebody is written down or changed: the six usual fields first, what is rarer below."""

from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QLayout, QWidget

from yishi.domain.masking import mask_door
from yishi.errors import Refusal
from yishi.gui import theme
from yishi.gui.controls import Button, Segments, Tick
from yishi.gui.ime import NameBox, commit_composition
from yishi.gui.layout import column, row
from yishi.gui.masked import MaskedBox
from yishi.gui.pages.entry import press_by_enter, walk
from yishi.gui.pages.people_id import IdEntry
from yishi.gui.rare_hint import RareHint
from yishi.gui.widgets import Card, Label, Scroll
from yishi.gui.workspace import Workspace
from yishi.i18n import _

USUAL = ("name", "gender", "role", "unit", "party", "phone")
_CONSENT = {"": None, "yes": True, "no": False}
_CHOICES = {said: key for key, said in _CONSENT.items()}


class PersonCard(Card):
    """One person's fields; `changing` is the id, "" for somebody new.

    Signals:
        stored(): store what is typed.
        left(): the card is not wanted any more.
    """

    stored = Signal()
    left = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        self.workspace, self.changing = workspace, ""
        self._words: list[Label] = []
        self.edit_title = Label("", step=1, bold=True)
        self.boxes: dict[str, NameBox] = {name: NameBox(hint=hint, name=word) for name, word, hint in (
            ("name", _("姓名"), ""), ("gender", _("性别"), _("男、女")), ("role", _("身份"), _("村民、组长、书记…")),
            ("unit", _("组别"), _("几组、几幢")), ("party", _("代表"), _("哪一方，可不填")))}  # fmt: skip
        self.boxes["phone"] = phone = MaskedBox(hint=_("可不填"), name=_("电话"))
        self.boxes["door"] = door = MaskedBox(hint=_("3-501，可不填"), name=_("门牌"), mask=mask_door, eye=_("看门牌30秒"))
        self.boxes |= {name: NameBox(hint=hint, name=word) for name, word, hint in (
            ("birth_year", _("出生年份"), "1958"), ("household", _("户号"), _("户口本上的号")), ("alias", _("称呼"), _("李家二媳妇")),
            ("tags", _("标签"), _("热心、会修电器")), ("id_name", _("身份证写法"), _("纸上印不出时写这里")),
            ("glyph_note", _("字形说明"), _("左边单人旁，右边尔")), ("note", _("备注"), ""))}  # fmt: skip
        self.number = IdEntry(workspace)  # where the place keeps something of ID numbers
        self.head_tick = Tick(_("户主"))
        self._head: bool | None = None
        self.local = Segments((("", _("不清楚")), ("yes", _("本地")), ("no", _("非本地"))))
        self.consent = Segments((("", _("没问")), ("yes", _("同意")), ("no", _("不同意"))))
        self.hint, self.id_hint = RareHint(workspace, self.boxes["name"]), RareHint(workspace, self.boxes["id_name"])
        self.edit_told = Label("", "yellow", wrap=True)
        self.edit_told.setObjectName("edit_told")
        self.save_button = Button(_("存好"), kind="primary", key=_("回车"))
        self.cancel_button = Button(_("不存"), key="Esc")
        for name, button in (("save_button", self.save_button), ("cancel_button", self.cancel_button)):
            button.setObjectName(name)
        self.pane = Scroll(self._fields(phone, door), name=_("这个人的资料"))
        self.pane.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        super().__init__(column(self.edit_title, (self.pane, 1), self.edit_told, row(self.save_button, self.cancel_button, None),
                                gap=8, margin=(16, 12, 8, 12)), parent)  # fmt: skip
        self.boxes["gender"].set_people([("男", "", ("nan", "n")), ("女", "", ("nv", "nü"))])
        walk(tuple(self.boxes[name] for name in USUAL), self.stored.emit)
        walk(tuple(box for name, box in self.boxes.items() if name not in USUAL), self.stored.emit)
        self.number.box.chosen.connect(self.stored)
        self.number.understood.connect(self._fill_in)
        for box in (*self.boxes.values(), self.number.box):
            box.installEventFilter(self)
        self.save_button.clicked.connect(self.stored)
        self.cancel_button.clicked.connect(self.left)
        press_by_enter(self.save_button, self.cancel_button)
        self.edit_told.hide()
        self.dress()

    def _fields(self, phone: MaskedBox, door: MaskedBox) -> QLayout:
        b = self.boxes

        def line(word: str, *parts: Any) -> QLayout:
            label = Label(word, "muted")
            self._words.append(label)
            return row(label, *parts, gap=8)

        return column(
            line(_("姓名"), (b["name"], 1)), self.hint, line(_("性别"), (b["gender"], 1)), line(_("身份"), (b["role"], 1)),
            line(_("组别"), (b["unit"], 1)), line(_("代表"), (b["party"], 1)), line(_("电话"), (phone, 1), phone.eye_button),
            line(_("门牌"), (door, 1), door.eye_button), line(_("出生"), (b["birth_year"], 1)), self.number,
            line(_("户籍"), self.local, None),
            line(_("户号"), (b["household"], 1), self.head_tick), line(_("称呼"), (b["alias"], 1)),
            line(_("标签"), (b["tags"], 1)), line(_("拍照"), self.consent, None), line(_("证上"), (b["id_name"], 1)), self.id_hint,
            line(_("字形"), (b["glyph_note"], 1)), line(_("备注"), (b["note"], 1)), None, gap=6, margin=(0, 0, 8, 0))  # fmt: skip

    def dress(self) -> None:
        for word in self._words:
            word.setFixedWidth(theme.px(34))

    def begin(self, person_id: str, title: str, values: dict[str, Any], parties: list[str], tags: list[str]) -> None:
        """Show a person's fields, or empty ones; the cursor stands in the name."""
        commit_composition()
        self.changing = person_id
        self.edit_title.setText(title)
        self.boxes["party"].set_people([(name,) for name in parties])
        self.boxes["tags"].set_people([(name,) for name in tags])
        for field, box in self.boxes.items():
            box.set_name(str(values.get(field, "") or ""))
        self.number.begin(str(values.get("id_tail", "") or ""))
        self._head = values.get("household_head")
        self.head_tick.setChecked(bool(self._head))
        for choice, field in ((self.consent, "photo_consent"), (self.local, "local")):
            choice.choose(_CHOICES[values.get(field)])
        for hint in (self.hint, self.id_hint):
            hint.begin()
        self.tell("")
        self.pane.verticalScrollBar().setValue(0)

    def _fill_in(self, sex: str, year: int) -> None:
        """What an ID number says fills gaps; it corrects nothing."""
        for field, said in (("gender", sex), ("birth_year", str(year))):
            if not self.boxes[field].text():
                self.boxes[field].set_name(said)

    def typed(self) -> dict[str, Any]:
        """Return the fields as typed; refused (YS-M22) a sex, (YS-M62) a year that is none."""
        found: dict[str, Any] = {field: box.text().strip() for field, box in self.boxes.items()}
        if found["gender"] not in ("", "男", "女"):
            raise Refusal("YS-M22", _("性别“{text}”看不懂。").format(text=found["gender"]), next_step=_("写“男”或“女”，不清楚就空着。"))
        year = found["birth_year"]
        if year and not (year.isdecimal() and len(year) == 4):
            raise Refusal("YS-M62", _("出生年份“{year}”不对。").format(year=year), next_step=_("写四位数字，例如 1958。"))
        found["birth_year"] = int(year) if year else None
        head = self.head_tick.isChecked()  # not touched, it stays what it was: no head (False) is not the same as nobody said (None)
        found["household_head"] = self._head if head == bool(self._head) else head
        found["photo_consent"], found["local"] = _CONSENT[self.consent.value], _CONSENT[self.local.value]
        return found

    def tell(self, words: str, kind: str = "yellow") -> None:
        """Say something above the buttons; "" for nothing."""
        self.edit_told.setText(words)
        self.edit_told.tint(kind)
        self.edit_told.setVisible(bool(words))

    def eventFilter(self, watched: QObject, event: Any) -> bool:
        if event.type() == event.Type.FocusIn and isinstance(watched, QWidget):
            self.pane.ensureWidgetVisible(watched, 0, 20)
        return False
