"""期限, 灯和评价: numbers of the place, each with its unit, what it was when it left the factory, and after what that was chosen."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from yishi.domain import place_numbers
from yishi.domain.place_numbers import Choice, Item
from yishi.domain.rule_data import FormFault
from yishi.gui import theme
from yishi.gui.controls import Field, Tick
from yishi.gui.ime import commit_composition
from yishi.gui.layout import row
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.pages.settings_fields import Rows, number
from yishi.gui.pages.settings_section import Section, heading
from yishi.gui.widgets import Label
from yishi.i18n import _

if TYPE_CHECKING:
    from yishi.gui.page import Page

SECTIONS: dict[str, tuple[str, ...]] = {"deadlines": ("deadlines",), "lights": ("lights", "thresholds", "weights", "funds")}


class NumbersSection(Section):
    """One or several kinds of numbers below each other, stored together in one action."""

    def __init__(self, page: "Page", kinds: Sequence[str], title: str, words: str) -> None:
        super().__init__(page)
        self.kinds = tuple(kinds)
        self.title_label = heading(title)
        self.fields = Rows(wide=230)
        self._boxes: dict[tuple[str, str], Field | Tick] = {}
        self._units: list[Label] = []
        self._kept: dict[str, dict[str, Any]] = {}  # as the book had it when the fields were filled
        self._changed: dict[str, bool] = {}
        self._own: dict[str, Label] = {}
        self.fields.note(words)
        for kind in self.kinds:
            self._lay(kind)
        self.setLayout(row(self.framed(row(self.title_label, None), self.fields, name=title)))
        press_by_enter(self.save_button, self.restore_button)
        self.dress()

    def _lay(self, kind: str) -> None:
        self._own[kind] = Label("", "blue")
        if len(self.kinds) > 1:
            self.fields.heading(_(place_numbers.WORDS[kind]), self._own[kind])
        factory = place_numbers.factory(kind)
        for item in place_numbers.KINDS[kind]:
            self._item(kind, item, factory[item.key])

    def _item(self, kind: str, item: Item, factory: int) -> None:
        if isinstance(item, Choice):
            box: Field | Tick = Tick(_(item.word))
            self.fields.line(f"{kind} {item.key}", "", box, Label(_("出厂：是") if factory else _("出厂：否"), "muted"))
        else:
            box = Field(name=_(item.word))
            made = _("出厂 {n}").format(n=factory)
            note = f"{made}　{_(item.reference)}" if item.reference else made
            unit = Label(_(item.unit))
            self._units.append(unit)
            self.fields.line(f"{kind} {item.key}", _(item.word), box, unit, (Label(note, "muted", wrap=True), 1))
        self._boxes[kind, item.key] = box

    def dress(self) -> None:
        for box in getattr(self, "_boxes", {}).values():
            if isinstance(box, Field):
                box.setFixedWidth(theme.px(76))
        for unit in getattr(self, "_units", ()):
            unit.setFixedWidth(theme.px(66))

    def home(self) -> QWidget | None:
        return next(iter(self._boxes.values()))

    def reload(self) -> None:
        from yishi.services import place_rules

        with self.workspace.read() as session:
            found = {kind: place_rules.values(session, kind) for kind in self.kinds}
            self._changed = {kind: place_rules.changed(session, kind) for kind in self.kinds}
        for kind, values in found.items():
            self._own[kind].setText(_("已改") if self._changed[kind] else "")
            if self._kept.get(kind) != values:
                self._put(kind, values)
        self.enable()
        self.restore_button.setEnabled(not self.workspace.busy and any(self._changed.values()))

    def _put(self, kind: str, values: dict[str, int]) -> None:
        self._kept[kind] = values
        for key, value in values.items():
            box = self._boxes[kind, key]
            if isinstance(box, Tick):
                box.setChecked(bool(value))
            else:
                box.put(str(value))

    def typed(self, kind: str) -> dict[str, Any]:
        """Return the values of a kind as they are typed now."""
        boxes = {item.key: self._boxes[kind, item.key] for item in place_numbers.KINDS[kind]}
        return {key: box.isChecked() if isinstance(box, Tick) else number(box.text()) for key, box in boxes.items()}

    def unsaved(self) -> bool:
        return any(self.typed(kind) != self._kept.get(kind) for kind in self.kinds if kind in self._kept)

    def save(self) -> None:
        from yishi.services import place_rules

        commit_composition()
        self.say_saved("")
        typed = {kind: self.typed(kind) for kind in self.kinds if self.typed(kind) != self._kept[kind]}
        faults = [FormFault(fault.where, fault.message, f"{kind} {fault.field}")
                  for kind, values in typed.items() for fault in place_rules.faults(kind, values)]  # fmt: skip
        if self.fields.say(faults):
            return
        if not typed:
            self.say_saved(_("没有要存的改动。"))
            return
        with self.workspace.write("place_rules", words=_("改{what}").format(what=self.title_label.text())) as session:
            for kind, values in typed.items():
                place_rules.change(session, kind, values)
        self.say_saved(_("已存。从现在起按新的算，已经记下的日期不变。"))

    def restore(self) -> None:
        from yishi.services import place_rules

        with self.workspace.write("place_rules", words=_("恢复出厂的{what}").format(what=self.title_label.text())) as session:
            for kind in self.kinds:
                place_rules.restore(session, kind)
            self._kept = {}
        self.fields.say(())
        self.say_saved(_("已恢复出厂的数字。"))


def deadlines(page: "Page") -> NumbersSection:
    """期限."""
    words = _("这些天数是软件的出厂设定，不是法律条文；各地有规定的按当地改。")
    return NumbersSection(page, SECTIONS["deadlines"], _("期限"), words)


def lights(page: "Page") -> NumbersSection:
    """灯和评价."""
    words = _("灯要看图形和字，不只看颜色。下面的数字都是软件的出厂设定，可以按当地的做法改。")
    return NumbersSection(page, SECTIONS["lights"], _("灯和评价"), words)


