"""The fields of one meeting form: what a place may change of it for the meetings to come."""

from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from yishi.domain.meeting_forms import FIELDS, PAPERS, UNITS
from yishi.domain.voting import RULE_WORDS
from yishi.gui import theme
from yishi.gui.controls import Field, Segments, Tick
from yishi.gui.pages.entry import Choice
from yishi.gui.pages.settings_fields import Lines, Rows, number
from yishi.gui.widgets import Button, Label
from yishi.i18n import _


class Ticks(QWidget):
    """Several of a list, as many beside each other as there is room for, at most `across`."""

    def __init__(self, words: dict[str, str], across: int) -> None:
        super().__init__()
        self._across, self._order = across, list(words)
        self.ticks = {code: Tick(_(word)) for code, word in words.items()}
        for tick in self.ticks.values():
            tick.setParent(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(next(iter(self.ticks.values())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.dress()

    def dress(self) -> None:
        """Place the ticks in columns of one width."""
        wide = max(tick.sizeHint().width() for tick in self.ticks.values()) + theme.px(12)
        high = max(tick.sizeHint().height() for tick in self.ticks.values()) + theme.px(8)
        across = min(self._across, max(1, self.width() // wide))
        for place, tick in enumerate(self.ticks.values()):
            tick.setGeometry(place % across * wide, place // across * high + theme.px(4), wide, high - theme.px(4))
        self.setMinimumWidth(wide)
        self.setFixedHeight(-(-len(self.ticks) // across) * high + theme.px(4))

    def choose(self, codes: list[str]) -> None:
        """Tick these and no others; their order is kept, what is ticked later comes after them."""
        self._order = [*codes, *(code for code in self.ticks if code not in codes)]
        for code, tick in self.ticks.items():
            tick.setChecked(code in codes)

    def chosen(self) -> list[str]:
        """Return what is ticked."""
        return [code for code in self._order if code in self.ticks and self.ticks[code].isChecked()]


class FormFields(Rows):
    """A meeting form; `typed` gives it as plain data, as `meeting_forms.read` wants it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.data: dict[str, Any] = {}
        words = {key: _(word) for key, word in FIELDS.items()}
        self.name_field = Field(name=words["name"])
        self.parties_lines = Lines(words["parties"], 4, _("一行一个"))
        self.all_tick = Tick(words["all_parties"])
        self.stages_lines = Lines(words["stages"], 5, _("一行一步，还不知道就空着"))
        self.papers, self.allowed = Ticks(PAPERS, 4), Ticks(RULE_WORDS, 2)
        self.rule_button = Button("", small=True)
        self.rule = Choice(self.rule_button)
        self.notice_field, self.posting_field = Field(name=words["notice_days"]), Field(name=words["posting_days"])
        self.units = Segments([(code, _(word)) for code, word in UNITS.items()])
        self.public_tick, self.recurs_tick = Tick(_("记录可以公开")), Tick(_("有固定地点、固定日子"))
        self.place_field = Field(name=words["place"])
        self.day_field = Field(hint=_("每月15日，或每周五"), name=words["recurs_on"])
        self.remark_lines = Lines(words["remark"], 3)
        self._lay(words)
        for tick in self.allowed.ticks.values():
            tick.toggled.connect(lambda _on: self._offer())
        self.recurs_tick.toggled.connect(self._with_day)

    def _lay(self, words: dict[str, str]) -> None:
        self.line("name", words["name"], self.name_field, stretch=True)
        self.line("parties", words["parties"], self.parties_lines, stretch=True)
        self.line("all_parties", "", self.all_tick)
        self.line("stages", words["stages"], self.stages_lines, stretch=True)
        self.line("papers", words["papers"], self.papers, stretch=True)
        self.line("vote_rules", words["vote_rules"], self.allowed, stretch=True)
        self.line("vote_rule", words["vote_rule"], self.rule_button)
        self.line("notice_days", words["notice_days"], self.notice_field, self.units)
        self.line("posting_days", words["posting_days"], self.posting_field, Label(_("日；空着就不公示"), "muted"))
        self.line("public", words["public"], self.public_tick)
        self.line("recurs", words["recurs"], self.recurs_tick)
        self.line("place", words["place"], self.place_field, stretch=True)
        self.line("recurs_on", words["recurs_on"], self.day_field, stretch=True)
        self.line("remark", words["remark"], self.remark_lines, stretch=True)
        self.dress()

    def dress(self) -> None:
        super().dress()
        for field in (getattr(self, name, None) for name in ("notice_field", "posting_field")):
            if field is not None:
                field.setFixedWidth(theme.px(72))

    def fill(self, data: dict[str, Any]) -> None:
        """Show a form."""
        self.data = data
        self.say(())
        self.name_field.put(data.get("name", ""))
        self.parties_lines.setPlainText("\n".join(data.get("parties", [])))
        self.stages_lines.setPlainText("\n".join(data.get("stages", [])))
        self.all_tick.setChecked(data.get("all_parties", False))
        self.papers.choose(data.get("papers", []))
        self.rule.value = data["vote_rule"]
        self.allowed.choose(data.get("vote_rules") or [data["vote_rule"]])
        self._offer()
        self.notice_field.put(_text(data.get("notice_days")))
        self.units.choose(data.get("notice_unit", "days"))
        self.posting_field.put(_text(data.get("posting_days")))
        self.public_tick.setChecked(data.get("public", True))
        self.recurs_tick.setChecked(data.get("recurs", False))
        self._with_day(self.recurs_tick.isChecked())
        self.place_field.put(data.get("place", ""))
        self.day_field.put(data.get("recurs_on", ""))
        self.remark_lines.setPlainText(data.get("remark", ""))

    def typed(self) -> dict[str, Any]:
        """Return the form as it is typed now."""
        return self.data | {
            "name": self.name_field.text(), "parties": self.parties_lines.items(), "all_parties": self.all_tick.isChecked(),
            "stages": self.stages_lines.items(), "papers": self.papers.chosen(), "vote_rules": self.allowed.chosen(),
            "vote_rule": self.rule.value, "notice_days": number(self.notice_field.text()), "notice_unit": self.units.value,
            "posting_days": number(self.posting_field.text()), "public": self.public_tick.isChecked(),
            "recurs": self.recurs_tick.isChecked(), "place": self.place_field.text(), "recurs_on": self.day_field.text(),
            "remark": self.remark_lines.toPlainText(),
        }  # fmt: skip

    def _offer(self) -> None:
        """The usual rule is one of those that are allowed; what it is now stays, so that a contradiction is told."""
        value = self.rule.value
        codes = self.allowed.chosen()
        self.rule.offer([(code, _(RULE_WORDS[code])) for code in codes] or [(value, _(RULE_WORDS[value]))], value)
        self.rule_button.set_word(_(RULE_WORDS[value]))
        self.rule_button.setAccessibleName(_("通常的表决规则：{rule}").format(rule=_(RULE_WORDS[value])))

    def _with_day(self, on: bool) -> None:
        for field in (self.place_field, self.day_field):
            field.setEnabled(on or bool(field.text()))


def _text(value: object) -> str:
    return "" if value is None else str(value)
