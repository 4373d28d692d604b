"""会议形式: every form in the list, the chosen one beside it to be changed, or one from elsewhere to be read in."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStackedWidget

from yishi.domain import meeting_forms
from yishi.domain.meeting_forms import STATUSES
from yishi.gui.chips import Chip
from yishi.gui.ime import commit_composition
from yishi.gui.layout import column, row
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.pages.settings_form_fields import FormFields
from yishi.gui.pages.settings_import import ImportPanel
from yishi.gui.pages.settings_list import ListSection
from yishi.gui.pages.settings_section import heading
from yishi.gui.table import Cell, Row
from yishi.gui.widgets import Button, Card, Label
from yishi.i18n import _

if TYPE_CHECKING:
    from yishi.gui.page import Page
    from yishi.services.form_lines import FormLine

_EXAMPLE = 'code = "bench"\nname = "夜话会"\nstages = ["摆谈", "商定"]'


class FormsSection(ListSection):
    """Every form; one that was handed on is looked at first and stored then."""

    fields: FormFields

    def __init__(self, page: "Page") -> None:
        super().__init__(page, _("会议形式"), "teahouse")
        self._lines: tuple[FormLine, ...] = ()
        self.name_label, self.letters_label = heading(""), Label("", "muted")
        self.example_chip, self.status_chip, self.own_chip = Chip("yellow", _("示例")), Chip("note", ""), Chip("ready", _("已改"))
        self.source_label = Label("", "muted", wrap=True)
        self.only_later = Label(_("改了只管以后的会，已经开过的不变。"), "muted", wrap=True)
        self.fields = FormFields()
        self.copy_button = Button(_("抄一份"), kind="quiet")
        self.copy_button.setToolTip(_("把这一种形式抄到剪贴板，贴给别的村、社区用"))
        self.import_button = Button(_("贴一种进来…"), small=True)
        self.import_button.setObjectName("import_form_button")
        self._lay_out()
        self.table.chosen.connect(self._choose)
        self.copy_button.clicked.connect(self.copy)
        self.import_button.clicked.connect(self.begin_import)
        self.panel.left.connect(self.end_import)
        press_by_enter(self.copy_button, self.import_button, self.save_button, self.restore_button)
        self.dress()

    def _lay_out(self) -> None:
        hint = _("别处给的一种会议形式（TOML 写法），贴进来或从文件读。读进来先看，存了才算。代号是软件里有的才收。")
        self.panel = ImportPanel(_("读进一种会议形式"), hint, _EXAMPLE, _("会议形式") + " (*.toml *.txt)", self.take_text)
        head = column(row(self.name_label, self.letters_label, self.example_chip, self.status_chip, self.own_chip, None), gap=4)
        inside = column(self.source_label, self.only_later, self.fields, gap=6)
        editor = self.framed(head, inside, self.copy_button, name=_("这种会议形式"))
        panel_card = Card(column(self.panel, margin=(16, 12, 16, 12)))
        self.right = QStackedWidget()
        self.right.addWidget(editor)
        self.right.addWidget(panel_card)
        self.side = Card(column((self.table, 1), row(self.import_button, None, margin=(8, 4, 8, 8)), gap=0, margin=2))
        self.setLayout(row(self.side, (self.right, 1), gap=12))

    # ---- showing

    def show_ref(self, ref: str) -> None:
        self._keep_draft()
        self.code = ref

    def reload(self) -> None:
        from yishi.services import forms

        self._keep_draft()
        with self.workspace.read() as session:
            self._lines = forms.lines(session)
        if self.code not in {line.code for line in self._lines}:
            self.code = self._lines[0].code
        self._show()
        self._show_list()

    def _show_list(self) -> None:
        self._list(Row(line.code, (Cell(_(line.name), sub=self._about(line)), self._mark(line))) for line in self._lines)

    def _about(self, line: "FormLine") -> str:
        parts = [line.letters, _(STATUSES[line.legal_status]), _("示例") if line.example else "", "" if line.public else _("不公开")]
        return "　".join(part for part in parts if part)

    def turned(self) -> None:
        self.end_import()
        self._show()
        self._show_list()

    def _show(self) -> None:
        from yishi.services import forms

        with self.workspace.read() as session:
            form = forms.of(session, self.code)
        line = next(line for line in self._lines if line.code == self.code)
        self.name_label.setText(_(form.name))
        self.letters_label.setText(_("编号 {letters}-{year}-01").format(letters=form.letters, year=self.workspace.today.year))
        self.example_chip.setVisible(form.example)
        self.status_chip.show_state("note", _(STATUSES[form.legal_status]))
        self.own_chip.setVisible(line.changed)
        source = _("出处：{source}").format(source=form.source) if form.source else ""
        example = _("这是软件自己编的示例，请按当地文件修改。") if form.example else ""
        self.source_label.setText("\n".join(part for part in (example, source) if part))
        self.source_label.setVisible(bool(self.source_label.text()))
        self.enable()
        self._fill(meeting_forms.as_data(form))
        self.restore_button.setEnabled(not self.workspace.busy and (line.changed or self.code in self.drafts))

    def _fill(self, data: dict[str, Any]) -> None:
        """Put the form into the fields, over it what was typed; nothing moves where both are there already."""
        draft = self.drafts.get(self.code)
        if (self._filled, self._book) == (self.code, data) and (draft is None or draft == self.fields.typed()):
            return
        self.fields.fill(data)
        self._clean, self._filled, self._book = self.fields.typed(), self.code, data
        if draft is not None:
            self.fields.fill(draft)
            self._keep_draft()

    # ---- what is typed

    def save(self) -> None:
        from yishi.services import forms

        if self.right.currentIndex():
            self.panel.take()
            return
        commit_composition()
        self.say_saved("")
        data = self.fields.typed()
        if self.fields.say(meeting_forms.faults(data)):
            return
        self.fields.fill(meeting_forms.as_data(meeting_forms.read(data)))  # as it will be kept
        with self.workspace.write("form", words=_("改会议形式")) as session:
            forms.change_form(session, self.code, self.fields.data)
        self.say_saved(_("已存。改了只管以后的会，已经开过的不变。"))

    def restore(self) -> None:
        from yishi.services import forms

        with self.workspace.write("restore_rule", words=_("恢复出厂的会议形式")) as session:
            forms.restore(session, "form", self.code)
            self._give_up()
        self.say_saved(_("已恢复出厂的写法，已经开过的会不变。"))

    # ---- from and to elsewhere

    def copy(self) -> None:
        """Put the form as it is in force on the clipboard."""
        from yishi.services import form_texts, forms

        with self.workspace.read() as session:
            text = form_texts.write(self.code, forms.of(session, self.code))
        QGuiApplication.clipboard().setText(text)
        self.say_saved(_("已抄到剪贴板，可以贴给别的村、社区。"))

    def begin_import(self) -> None:
        """Show where to paste."""
        commit_composition()
        self.right.setCurrentIndex(1)
        self.panel.begin()

    def end_import(self) -> None:
        """Back to the chosen form."""
        if self.right.currentIndex():
            self.right.setCurrentIndex(0)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_text(self, text: str) -> None:
        """Read a form in, to be looked at and stored; mistakes are told with their lines."""
        from yishi.services import form_texts

        form, faults = form_texts.look(text)
        if self.panel.say(faults) or form is None:
            return
        self._keep_draft()
        self.code, self._filled = form.code, ""
        self.drafts[form.code] = meeting_forms.as_data(form)
        self.panel.done()
        self._show()
        self._show_list()
        self.say_saved(_("读进来了，还没有存。看过没问题，再点“存”。"))
