"""法定规则: the dated profiles, by which numbers each meeting is counted, and who has compared them with the law."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from yishi.domain import rule_profiles
from yishi.domain.rule_profiles import RuleProfile
from yishi.gui import theme
from yishi.gui.chips import Chip
from yishi.gui.ime import NameBox, commit_composition
from yishi.gui.layout import clear, column, row
from yishi.gui.pages import roster
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.pages.settings_fields import Rows
from yishi.gui.pages.settings_list import ListSection
from yishi.gui.pages.settings_rule_fields import ProfileFields
from yishi.gui.table import Cell, Row
from yishi.gui.widgets import Button, Card, ElidedLabel, Label, Well
from yishi.i18n import _

if TYPE_CHECKING:
    from yishi.gui.page import Page
    from yishi.services.form_lines import RuleLine


class RulesSection(ListSection):
    """Nothing here is asserted as law: it is what a profile says, and whether somebody has checked it."""

    fields: ProfileFields

    def __init__(self, page: "Page") -> None:
        super().__init__(page, _("法定规则"), "CN-VC-2026")
        self._lines: tuple[RuleLine, ...] = ()
        self.title_label = ElidedLabel(step=1, bold=True)
        self.state_chip, self.own_chip = Chip("yellow", ""), Chip("ready", _("已改"))
        self.source_label = Label("", "muted", wrap=True)
        self.fields = ProfileFields()
        self.articles_label, self.articles = Label(_("条文要点"), step=1, bold=True), column(gap=4)
        self._lay_out()
        self.table.chosen.connect(self._choose)
        self.confirm_button.clicked.connect(self.ask_who)
        self.note_button.clicked.connect(self.confirm)
        self.leave_button.clicked.connect(self._not_now)
        self.who_field.chosen.connect(self.confirm)
        press_by_enter(self.confirm_button, self.note_button, self.leave_button, self.save_button, self.restore_button)
        self.dress()

    def _lay_out(self) -> None:
        self.confirm_button = Button(_("我已对照条文核对"), kind="tonal", glyph="check")
        self.confirm_button.setObjectName("confirm_rule_button")
        self.who_field = NameBox(name=_("核对人"))
        self.note_button, self.leave_button = Button(_("记下核对"), kind="tonal"), Button(_("先不记"), kind="quiet")
        self.note_button.setObjectName("note_check_button")
        self.who = Rows()
        self.who.line("confirmed_by", _("谁核对的"), self.who_field, self.note_button, self.leave_button)
        self.who_place = Well(column(self.who, margin=8))
        self.who_place.hide()
        head = row((self.title_label, 1), self.state_chip, self.own_chip)
        later = Label(_("改了只管以后的会，已经开过的不变。"), "muted", wrap=True)
        inside = column(self.source_label, later, self.fields, self.articles_label, self.articles, gap=8)
        self.card = self.framed(column(head, self.who_place, gap=6), inside, self.confirm_button, name=_("这一套规则"))
        self.side = Card(column((self.table, 1), margin=2))
        self.setLayout(row(self.side, (self.card, 1), gap=12))

    def dress(self) -> None:
        super().dress()
        if hasattr(self, "side"):
            self.who_field.setFixedWidth(theme.px(150))

    # ---- showing

    def show_ref(self, ref: str) -> None:
        self._keep_draft()
        if ref != self.code:
            self.code = ref
            self._not_now()

    def reload(self) -> None:
        from yishi.services import forms

        self._keep_draft()
        with self.workspace.read() as session:
            self._lines, profiles = forms.rule_lines(session), forms.rules(session)
        if self.code not in profiles:
            self.code = self._lines[0].code
        self._show(profiles[self.code])
        self._show_list()

    def _show_list(self) -> None:
        self._list(Row(line.code, (Cell(line.title.partition("（")[0], sub=_version(line), sub_kind=_ink(line)), self._mark(line)))
                   for line in self._lines)  # fmt: skip

    def turned(self) -> None:
        self._not_now()
        self.reload()

    def _show(self, profile: RuleProfile) -> None:
        line = next(line for line in self._lines if line.code == self.code)
        self.title_label.setText(profile.title)
        checked = _("{who}于{day}核对").format(who=profile.confirmed_by, day=profile.confirmed_on) if profile.confirmed_on else ""
        self.state_chip.show_state("yellow" if profile.unchecked else "passed", _("待核对新法") if profile.unchecked else checked)
        self.state_chip.setVisible(profile.unchecked or bool(checked))
        self.own_chip.setVisible(line.changed)
        self.confirm_button.setVisible(profile.to_check and not profile.confirmed_on)
        source = _("依据：{source}").format(source=profile.source) if profile.source else ""
        self.source_label.setText("\n".join(part for part in (_in_force(profile), source, profile.remark) if part))
        self.enable(self.confirm_button, self.note_button)
        clear(self.articles)
        self.articles_label.setVisible(bool(profile.articles))
        for article, text in profile.articles:
            self.articles.addWidget(Label(f"{article}　{text}", wrap=True))
        self._fill(profile)
        self.restore_button.setEnabled(not self.workspace.busy and (line.changed or self.code in self.drafts))

    def _fill(self, profile: RuleProfile) -> None:
        """Put the numbers into the fields, unless they stand there already or somebody is typing others."""
        from yishi.services.rule_words import described

        data = rule_profiles.as_data(profile)
        if (self._filled, self._book) == (self.code, data):
            return
        draft = self.drafts.get(self.code)
        sentences = [described(rule) for rule in profile.forms]
        self.fields.fill(data, sentences)
        self._clean, self._filled, self._book = self.fields.typed(), self.code, data
        if draft is not None:
            self.fields.fill(draft, sentences)
            self._keep_draft()

    # ---- what is typed

    def save(self) -> None:
        from yishi.services import forms

        commit_composition()
        self.say_saved("")
        if self.fields.say(self.fields.faults()):
            return
        data = self.fields.typed()
        with self.workspace.write("rule", words=_("改法定规则")) as session:
            forms.change_rule(session, self.code, data)
        self.say_saved(_("已存。改了只管以后的会，已经开过的不变。"))

    def restore(self) -> None:
        from yishi.services import forms

        with self.workspace.write("restore_rule", words=_("恢复出厂的规则")) as session:
            forms.restore(session, "rule", self.code)
            self._give_up()
        self.say_saved(_("已恢复出厂的写法，已经开过的会不变。"))

    # ---- who has compared it with the law

    def ask_who(self) -> None:
        """Ask for the name beside the button; the one at the keyboard is proposed."""
        commit_composition()
        self.who_field.set_people([roster.candidate(person) for person in roster.people(self.workspace)])
        if self.who_field.text() == "":
            self.who_field.fill(self.workspace.actor)
        self.who_place.show()
        self.who_field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.who_field.selectAll()

    def _not_now(self) -> None:
        self.who.say(())
        self.who_place.hide()

    def confirm(self) -> None:
        """Note name and day; 「待核对新法」 goes."""
        from yishi.domain.rule_data import FormFault
        from yishi.services import forms

        commit_composition()
        name = self.who_field.text().strip()
        if self.who.say([] if name else [FormFault(_("核对人"), _("还空着，请写上是谁核对的。"), "confirmed_by")]):
            return
        with self.workspace.write("confirm_rule", words=_("核对规则")) as session:
            forms.confirm_rule(session, self.code, name, self.workspace.today)
        self._not_now()
        self.say_saved(_("记下了：{who}于{day}核对。").format(who=name, day=self.workspace.today))


def _version(line: "RuleLine") -> str:
    """Return which version of a law it is, and whether anybody has compared it with the law in force."""
    version = line.title.partition("（")[2].removesuffix("）").partition("，")[0]
    return "　".join(part for part in (version, _("待核对新法") if line.unchecked else "") if part)


def _ink(line: "RuleLine") -> str:
    return "yellow" if line.unchecked else ""


def _in_force(profile: RuleProfile) -> str:
    if profile.valid_from is None:
        return ""
    if profile.valid_to is None:
        return _("{first}起施行").format(first=profile.valid_from)
    return _("{first}至{last}").format(first=profile.valid_from, last=profile.valid_to)
