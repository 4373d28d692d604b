"""微项目 (微公益): what each was given, what was spent with which voucher, what is left; red where more was spent than there is.

Keys: F2 makes a resolution a micro-project, Enter begins an expense, F6 its picture, Del takes one out, F4 adds a voucher
to one, F9 closes the account or opens it again, Ctrl+P prints the closing statement, Esc goes back to the list.
"""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from yishi.domain.money import yuan
from yishi.errors import Refusal
from yishi.gui import printing, theme
from yishi.gui.chips import Chip
from yishi.gui.controls import Button
from yishi.gui.layout import column, share
from yishi.gui.page import Page
from yishi.gui.pages import loop_words
from yishi.gui.pages.entry import fill_empty, press_by_enter
from yishi.gui.pages.expense_entry import ExpenseEntry, SetUpEntry
from yishi.gui.pages.told_strip import gives_way, tell
from yishi.gui.table import Cell, Column, Row, Table
from yishi.gui.widgets import Empty, Label, Strip
from yishi.gui.workspace import Workspace
from yishi.i18n import _

if TYPE_CHECKING:
    from yishi.services.micro_projects import ProjectSheet, SpendingLine


class MicroProjectPage(Page):
    """The projects at the left, the account of the chosen one at the right."""

    form = "micro_project"
    narrows = ("project_table",)
    list_card: QFrame
    count_label: Label
    new_button: Button
    project_table: Table
    list_empty: Empty
    detail_card: QFrame
    paper_place: QWidget
    set_up_holder: QWidget
    title_label: Label
    state_chip: Chip
    budget_label: Label
    sorts_label: Label
    caution_strip: Strip
    budget_button: Button
    strike_button: Button
    vouch_button: Button
    print_button: Button
    close_button: Button
    spending_table: Table
    spending_empty: Empty
    entry_holder: QWidget

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.title = _("资料")
        self.found: dict[str, ProjectSheet] = {}
        self._wanted = self._shown = ""
        self.entry, self.set_up_entry = ExpenseEntry(workspace), SetUpEntry()
        self.set_up_holder.setLayout(column(self.set_up_entry))
        self.entry_holder.setLayout(column(self.entry))
        self.paper_place.setLayout(column())
        self.paper_place.hide()
        self.set_up_holder.hide()
        self.first_button = Button(_("立第一个微项目"), kind="primary", glyph="plus")
        fill_empty(self.list_empty, _("还没有微项目。带预算的小事，可以从决议立项，一笔一笔记支出，最后结项公开。"), self.first_button)
        fill_empty(self.spending_empty, _("还没有支出。每花一笔，在下面记用途、金额和凭证。"))
        self.project_table.set_columns((Column(_("项目")), Column(_("结余"), 156, sorts=False)), height=52)
        self.spending_table.set_columns((Column(_("日期"), 64), Column(_("用途")), Column(_("类别"), 92), Column(_("凭证"), 92),
                                         Column(_("金额（元）"), 96, "right")), height=45)  # fmt: skip
        gives_way(self.spending_table)
        self._listen()
        self.built()

    def _listen(self) -> None:
        self.project_table.chosen.connect(self._show)
        self.project_table.opened.connect(lambda _ref: self.entry.focus_first())
        self.spending_table.opened.connect(lambda _ref: self.vouch())
        self.entry.stored.connect(self.store)
        self.set_up_entry.stored.connect(self.set_up)
        self.set_up_entry.left.connect(self._leave_set_up)
        for button, act in ((self.new_button, self.begin_set_up), (self.first_button, self.begin_set_up),
                            (self.budget_button, self.begin_budget), (self.strike_button, self.strike),
                            (self.vouch_button, self.vouch), (self.print_button, self.print_statement),
                            (self.close_button, self.close_account)):  # fmt: skip
            button.clicked.connect(act)
            press_by_enter(button)
        for key, act in (("F2", self.begin_set_up), ("F4", self.vouch), ("F6", self.entry.photo_button.click), ("F9", self.close_account),
                         ("Ctrl+P", self.print_statement), ("Ctrl+Return", self._store), ("Ctrl+Enter", self._store)):  # fmt: skip
            self.key(key, act)
        self.key("Delete", lambda: self.strike() if self.spending_table.hasFocus() else None)

    # ---- what the page promises the window

    def home(self) -> QWidget:
        return self.project_table if self.found else self.first_button

    def show_ref(self, ref: Any) -> None:
        """`ref` is the id of a resolution."""
        self._wanted = str(ref or "")

    def keys(self) -> list[tuple[str, str]]:
        return [("F2", _("从一条决议立项")), (_("回车"), _("记一笔支出；在格子里就是到下一格")), ("F6", _("附凭证照片")),
                ("F4", _("给选中的支出补凭证")), ("Del", _("去掉选中的支出")), ("F9", _("结项，或者取消结项")),
                ("Ctrl+P", _("打印结项表")), ("Esc", _("回到左边的单子"))]  # fmt: skip

    def menu_entries(self) -> list[tuple[str, str, Any]]:
        return [(_("打印微项目结项表"), "Ctrl+P", self.print_statement)] if self.found else []

    def escape(self) -> None:
        self._leave_set_up()

    def reload(self) -> None:
        from yishi.services import micro_projects

        with self.workspace.read() as session:
            sheets = micro_projects.sheets(session)
            self.set_up_entry.offer(micro_projects.candidates(session))
        self.entry.offer_sorts([(code, _(word)) for code, word in micro_projects.SORTS.items()])
        self.found = {p.resolution_id: p for p in sheets}
        self.count_label.setText(str(len(sheets)) if sheets else "")
        self.project_table.setVisible(bool(sheets))
        self.list_empty.setVisible(not sheets)
        self.project_table.show_rows([self._row(p) for p in sheets])
        if self._wanted in self.found:
            self.project_table.choose(self._wanted)
        self._wanted = ""
        self._show(self.project_table.chosen_ref() or "")
        self.say_title(_("资料"), _("微项目"))
        self.share_room()

    def _chip(self, p: "ProjectSheet") -> tuple[str, str]:
        if p.red:
            return "red", _("超支 {n}元").format(n=yuan(-p.balance))
        if p.closed_on is not None:
            return "closed", _("已结项 {day}").format(day=loop_words.short_day(p.closed_on, self.workspace.today))
        return "live", _("余 {n}元").format(n=yuan(p.balance))

    def _row(self, p: "ProjectSheet") -> Row:
        state, word = self._chip(p)
        sub = _("{number}　预算{budget}　已用{spent}").format(
            number=loop_words.short_number(p.number), budget=yuan(p.budget), spent=yuan(p.spent))  # fmt: skip
        return Row(p.resolution_id, (Cell(p.text, sub=sub, bold=p.red), Cell(word, chip=state)))

    # ---- the chosen one

    def _chosen(self) -> "ProjectSheet | None":
        return self.found.get(self.project_table.chosen_ref() or "")

    def _show(self, ref: str) -> None:
        setting_up = not self.set_up_holder.isHidden()
        p = self.found.get(ref) if not setting_up else None
        self.detail_card.setVisible(p is not None or setting_up)
        for widget in (self.title_label, self.state_chip, self.budget_label, self.sorts_label, self.budget_button, self.strike_button,
                       self.vouch_button, self.print_button, self.close_button):  # fmt: skip
            widget.setVisible(p is not None)
        if p is None:
            for other in (self.caution_strip, self.spending_table, self.spending_empty, self.entry_holder):
                other.hide()
            return
        if ref != self._shown:
            self._shown = ref
            self.entry.forget()
        open_ = p.closed_on is None
        self.title_label.setText(f"{loop_words.short_number(p.number)}　{p.text}")
        self.state_chip.show_state(*self._chip(p))
        self.budget_label.setText(_("预算{budget}元　已用{spent}元").format(budget=yuan(p.budget), spent=yuan(p.spent)))
        sorts = "　".join(f"{word}{yuan(n)}" for word, n in p.by_sort if n)
        self.sorts_label.setText("　".join(part for part in (p.source, sorts) if part))
        tell(self.caution_strip, "red" if p.red else "yellow", "".join(p.cautions))
        self.spending_table.show_rows([self._expense(line) for line in p.spending])
        self.spending_table.setVisible(bool(p.spending))
        self.spending_empty.setVisible(not p.spending)
        self.entry_holder.setVisible(open_)
        for button in (self.budget_button, self.strike_button, self.vouch_button):
            button.setVisible(open_ and (button is self.budget_button or bool(p.spending)))
        self.close_button.set_word(_("结项") if open_ else _("取消结项"))

    def _expense(self, line: "SpendingLine") -> Row:
        from yishi.services.micro_projects import sort_word

        day = loop_words.short_day(line.spent_on, self.workspace.today)
        voucher = "　".join(part for part in (line.voucher, _("照片") if line.sha256 else "") if part)
        return Row(line.id, (
            Cell(day, sort=line.spent_on.isoformat() if line.spent_on else ""), Cell(line.what, sub=line.caution, sub_kind="yellow"),
            Cell(sort_word(line.sort)), Cell(voucher or _("还没有"), kind="" if voucher else "yellow"),
            Cell(yuan(line.amount), sort=line.amount),
        ))  # fmt: skip

    # ---- what it does

    def begin_set_up(self) -> None:
        """F2: choose a resolution, with its budget and where the money comes from."""
        self._begin()
        self.set_up_entry.begin()

    def begin_budget(self) -> None:
        """Change budget or source of the chosen project."""
        p = self._chosen()
        if p is not None:
            self._begin()
            self.set_up_entry.begin(p.resolution_id, p.text[:16], yuan(p.budget), p.source)

    def _begin(self) -> None:
        self.set_up_holder.show()
        self._show("")
        self.share_room()

    def _leave_set_up(self) -> None:
        self.set_up_holder.hide()
        self._show(self.project_table.chosen_ref() or "")
        self.share_room()
        self.home().setFocus(Qt.FocusReason.OtherFocusReason)

    def set_up(self) -> None:
        """Make the resolution a micro-project, or give one another budget."""
        from yishi.services import micro_projects

        id_, budget, source = self.set_up_entry.typed()
        with self.workspace.write("micro_project", words=_("立微项目，预算{n}元").format(n=yuan(budget))) as session:
            micro_projects.set_up(session, id_, budget, source)
            self._wanted = id_
        self._leave_set_up()
        self.entry.focus_first()

    def _store(self) -> None:
        """Ctrl+Enter: whatever is being typed."""
        if not self.set_up_holder.isHidden():
            self.set_up()
        else:
            self.store()

    def store(self) -> None:
        """Write the expense down; more than there is is let in and shows red."""
        from yishi.services import micro_projects

        p = self._chosen()
        if p is None:
            return
        typed = self.entry.typed()
        with self.workspace.write("expense", words=_("记支出“{what}”").format(what=typed["what"].strip()[:12])) as session:
            micro_projects.spend(session, p.resolution_id, today=self.workspace.today, sha256=self.entry.photo_button.keep(), **typed)
        self.entry.forget()
        self.entry.focus_first()

    def strike(self) -> None:
        """Del: take the chosen expense out."""
        from yishi.services import micro_projects

        id_ = self._expense_chosen()
        with self.workspace.write("expense_out") as session:
            micro_projects.strike(session, id_)

    def vouch(self) -> None:
        """F4: the voucher's number and picture in the entry go to the chosen expense; without any, the entry is shown."""
        from yishi.services import micro_projects

        id_ = self._expense_chosen()
        number = self.entry.voucher_box.text().strip()
        if not number and self.entry.photo_button.picture is None:
            self.entry.voucher_box.setFocus(Qt.FocusReason.OtherFocusReason)
            raise Refusal("YS-G34", _("还没有写凭证号，也没有附凭证照片。"), next_step=_("在下面写上凭证号或附照片，再按 F4。"))
        with self.workspace.write("voucher") as session:
            micro_projects.vouch(session, id_, number, self.entry.photo_button.keep())
        self.entry.forget()

    def _expense_chosen(self) -> str:
        p, ref = self._chosen(), self.spending_table.chosen_ref()
        if p is None or ref is None:
            raise Refusal("YS-G35", _("还没有选是哪笔支出。"), next_step=_("先在支出表里选一行。"))
        return str(ref)

    def close_account(self) -> None:
        """F9: close the account, or open a closed one again; refused while a voucher is lacking (YS-G14)."""
        from yishi.services import micro_projects

        p, today = self._chosen(), self.workspace.today
        if p is None:
            return
        if p.closed_on is not None:
            with self.workspace.write("open_account") as session:
                micro_projects.open_again(session, p.resolution_id)
        else:
            with self.workspace.write("close_account") as session:
                micro_projects.close(session, p.resolution_id, today, today)

    def print_statement(self) -> None:
        """Ctrl+P: the closing statement as it stands now."""
        p = self._chosen()
        if p is not None:
            printing.offer(self.paper_place, printing.print_statement(self.workspace, p.resolution_id))

    # ---- sizes

    def share_room(self) -> None:
        share(self.list_card, self.width(), theme.px(420), alone=self.detail_card.isHidden())
