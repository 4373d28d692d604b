"""The numbers of a legal rule profile, form by form, each with a sentence that says how it is counted."""

from collections.abc import Callable, Sequence
from copy import deepcopy
from typing import Any

from PySide6.QtWidgets import QWidget

from yishi.domain import rule_profiles
from yishi.domain.quorum import OF_WORDS
from yishi.domain.rule_data import FormFault
from yishi.domain.terms import FORM_WORDS
from yishi.domain.voting import RULE_WORDS
from yishi.gui import theme
from yishi.gui.controls import Field, Tick
from yishi.gui.pages.entry import Choice
from yishi.gui.pages.settings_fields import Rows, number
from yishi.gui.widgets import Button, Label
from yishi.i18n import _

Put = Callable[[dict[str, Any], Any], None]


class ProfileFields(Rows):
    """A legal rule profile; each field knows how to put what it says into the plain data of the profile."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.data: dict[str, Any] = {}
        self._puts: dict[str, tuple[Callable[[], Any], Put]] = {}
        self._narrow: list[Field] = []

    def fill(self, data: dict[str, Any], sentences: Sequence[str]) -> None:
        """Show a profile as plain data; the sentences tell what it asks of each of its forms now."""
        self.forget()
        self.data, self._puts, self._narrow = data, {}, []
        self.note(_("比例写成 2/3（三分之二以上）或 >1/2（过半数）；空着就不核对这一项。"))
        for place, (form, words) in enumerate(zip(data.get("forms", []), sentences, strict=True)):
            self._form(place, form, words)
        for place, override in enumerate(data.get("overrides", [])):
            self._override(place, override)
        self.dress()

    def _form(self, place: int, form: dict[str, Any], words: str) -> None:
        self.heading(_(FORM_WORDS.get(form["form"], form["form"])), Label(form.get("article", ""), "muted"))
        if form.get("composition"):
            self.note(_("组成：{who}").format(who=form["composition"]))
        self.note(words, "blue")
        if form.get("remark"):
            self.note(form["remark"])
        alternatives = form.get("quorum") or [{"of": "members", "part": ""}]
        for n, one in enumerate(alternatives):
            self._part(f"quorum {place} {n}", _("到会人数") if not n else _("或者到会"), one["part"], _quorum(place, n, one["of"]),
                       _("占{who}").format(who=_(OF_WORDS[one["of"]])))  # fmt: skip
        self._majority(place, form.get("majority", ""))
        days = Field(str(form.get("notice_days", "")), name=_("提前几天通知"))
        unit = _("个工作日") if form.get("notice_unit") == "workdays" else _("日")
        self._field(f"notice_days {place}", _("提前通知"), days, lambda: number(days.text()), _of_form(place, "notice_days"), unit)
        self._part(f"women {place}", _("妇女所占比例"), form.get("women", ""), _of_form(place, "women"), _("占组成人员"))
        self._part(f"representatives {place}", _("代表所占比例"), form.get("representatives", ""), _of_form(place, "representatives"),
                   _("占组成人员"))  # fmt: skip

    def _majority(self, place: int, value: str) -> None:
        button = Button("", small=True)
        choice = Choice(button)
        choice.offer([("", _("没有写")), *((code, _(word)) for code, word in RULE_WORDS.items())], value)
        choice.choose(value)
        self._puts[f"majority {place}"] = (lambda: choice.value, _of_form(place, "majority"))
        self.line(f"majority {place}", _("通过规则"), button)

    def _override(self, place: int, override: dict[str, Any]) -> None:
        self.heading(override["name"])
        tick = Tick(_("启用更严的规则"))
        tick.setChecked(bool(override.get("on")))
        self._puts[f"on {place}"] = (tick.isChecked, _of_override(place, "on"))
        self.line(f"on {place}", "", tick)
        self._part(f"override {place}", _("到会比例"), override.get("quorum", ""), _of_override(place, "quorum"), "")
        if override.get("source"):
            self.note(override["source"])

    def _part(self, key: str, word: str, text: str, put: Put, after: str) -> None:
        field = Field(text, name=word)
        self._field(key, word, field, lambda: field.text().strip(), put, after)

    def _field(self, key: str, word: str, field: Field, read: Callable[[], Any], put: Put, after: str) -> None:
        self._puts[key] = (read, put)
        self._narrow.append(field)
        self.line(key, word, field, Label(after, "muted"))

    def dress(self) -> None:
        super().dress()
        for field in getattr(self, "_narrow", ()):
            field.setFixedWidth(theme.px(72))

    def typed(self) -> dict[str, Any]:
        """Return the profile as it is typed now."""
        data = deepcopy(self.data)
        for read, put in self._puts.values():
            put(data, read())
        return _whole(data)

    def faults(self) -> tuple[FormFault, ...]:
        """Return the mistakes, each with the key of its field here: what is wrong when only that field is changed is its own."""
        found = []
        for key, (read, put) in self._puts.items():
            data = deepcopy(self.data)
            put(data, read())
            found += [FormFault(fault.where, fault.message, key) for fault in rule_profiles.faults(_whole(data))]
        return tuple(found) or rule_profiles.faults(self.typed())


def _quorum(place: int, n: int, of: str) -> Put:
    def put(data: dict[str, Any], value: Any) -> None:
        alternatives = data["forms"][place].setdefault("quorum", [])
        while len(alternatives) <= n:
            alternatives.append({"of": of, "part": ""})
        alternatives[n]["part"] = value

    return put


def _of_form(place: int, key: str) -> Put:
    return lambda data, value: _set(data["forms"][place], key, value)


def _of_override(place: int, key: str) -> Put:
    return lambda data, value: _set(data["overrides"][place], key, value)


def _set(data: dict[str, Any], key: str, value: Any) -> None:
    """An empty field is left out, as the plain data of a profile has it."""
    if value in ("", None):
        data.pop(key, None)
    else:
        data[key] = value


def _whole(data: dict[str, Any]) -> dict[str, Any]:
    """Without the alternatives that nobody has filled in."""
    for form in data.get("forms", []):
        if "quorum" in form:
            form["quorum"] = [one for one in form["quorum"] if one["part"]]
            if not form["quorum"]:
                del form["quorum"]
    return data
