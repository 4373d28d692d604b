"""公约: the versions of 村规民约 or 居民公约, who adopted each and when it was filed, to be printed for the wall.

Keys: F2 writes the next version, F4 changes the words of one that was not adopted, Enter notes the meeting or the filing,
Ctrl+Enter stores, Ctrl+P prints, Esc goes back to the list.
"""

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from yishi.gui import printing, theme
from yishi.gui.chips import Chip
from yishi.gui.controls import Button
from yishi.gui.layout import column, share
from yishi.gui.page import Page
from yishi.gui.pages import loop_words
from yishi.gui.pages.covenant_draft import Articles, CovenantDraft
from yishi.gui.pages.covenant_entry import ADOPT, CovenantEntry
from yishi.gui.pages.entry import fill_empty, press_by_enter
from yishi.gui.pages.told_strip import gives_way, tell
from yishi.gui.table import Cell, Column, Row, Table
from yishi.gui.widgets import Empty, Label, Scroll, Strip
from yishi.gui.workspace import Workspace
from yishi.i18n import _

if TYPE_CHECKING:
    from yishi.services.covenants import CovenantSheet


class CovenantsPage(Page):
    """The versions at the left, the articles of the chosen one at the right."""

    form = "covenants"
    narrows = ("covenant_table",)
    list_card: QFrame
    count_label: Label
    new_button: Button
    covenant_table: Table
    list_empty: Empty
    detail_card: QFrame
    paper_place: QWidget
    title_label: Label
    state_chip: Chip
    facts_label: Label
    reminder_strip: Strip
    reword_button: Button
    a4_button: Button
    a3_button: Button
    articles_holder: QWidget
    draft_holder: QWidget
    entry_holder: QWidget

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.title = _("资料")
        self.found: dict[str, CovenantSheet] = {}
        self.drafting = False
        self._wanted, self._town = "", ""
        self.articles, self.draft, self.entry = Articles(), CovenantDraft(), CovenantEntry()
        self.articles_scroll = Scroll(column(self.articles), name=_("条文"))
        self.articles_holder.setLayout(column(self.articles_scroll))
        gives_way(self.articles_holder)
        self.draft_holder.setLayout(column(self.draft))
        self.entry_holder.setLayout(column(self.entry))
        self.paper_place.setLayout(column())
        self.paper_place.hide()
        self.first_button = Button(_("写第一版"), kind="primary", glyph="edit")
        fill_empty(self.list_empty, _("还没有公约。把村规民约或居民公约的条文写进来，一行一条；通过、备案在这里登记，可以打印上墙。"),
                   self.first_button)  # fmt: skip
        self.covenant_table.set_columns((Column(_("公约")), Column(_("状态"), 96)), height=52)
        self._listen()
        self.built()

    def _listen(self) -> None:
        self.covenant_table.chosen.connect(self._choose)
        self.covenant_table.opened.connect(lambda _ref: self.entry.focus_first() if self.entry.isVisibleTo(self) else None)
        self.draft.stored.connect(self.store)
        self.draft.left.connect(self._leave_draft)
        self.entry.stored.connect(self.store)
        for button, act in ((self.new_button, self.begin_draft), (self.first_button, self.begin_draft),
                            (self.reword_button, self.reword),
                            (self.a4_button, lambda: self.print_paper("A4")),
                            (self.a3_button, lambda: self.print_paper("A3"))):  # fmt: skip
            button.clicked.connect(act)
            press_by_enter(button)
        for key, act in (("F2", self.begin_draft), ("F4", self.reword), ("Ctrl+P", lambda: self.print_paper("A4")),
                         ("Ctrl+Return", self.store), ("Ctrl+Enter", self.store)):  # fmt: skip
            self.key(key, act)

    # ---- what the page promises the window

    def home(self) -> QWidget:
        return self.covenant_table if self.found else self.draft.articles_box if self.drafting else self.first_button

    def show_ref(self, ref: Any) -> None:
        """`ref` is the id of a version."""
        self._wanted = str(ref or "")

    def keys(self) -> list[tuple[str, str]]:
        return [("F2", _("起草下一版，从选中的一版改起")), ("F4", _("改没有通过的一版的条文")), (_("回车"), _("登记通过或备案")),
                ("Ctrl+Enter", _("存好、记下")), ("Ctrl+P", _("打印上墙")), ("Esc", _("回到左边的单子"))]  # fmt: skip

    def menu_entries(self) -> list[tuple[str, str, Any]]:
        return [(_("打印公约"), "Ctrl+P", lambda: self.print_paper("A4"))] if self.found else []

    def reload(self) -> None:
        from yishi.services import communities, covenants, meetings

        with self.workspace.read() as session:
            sheets = covenants.sheets(session, self.workspace.today)
            held = meetings.lines(session)
            self._town = communities.mine(session).town
        self.entry.offer_meetings(tuple(m for m in held if m.start[:10] <= self.workspace.today.isoformat()))
        self.found = {c.id: c for c in sheets}
        self.draft.title_box.set_people([(title,) for title in dict.fromkeys(c.title for c in sheets)])
        self.count_label.setText(str(len(sheets)) if sheets else "")
        self.covenant_table.setVisible(bool(sheets))
        self.list_empty.setVisible(not sheets)
        self.covenant_table.show_rows([self._row(c) for c in sheets])
        if self._wanted in self.found:
            self.covenant_table.choose(self._wanted)
        self._wanted = ""
        self._show()
        self.say_title(_("资料"), _("公约"))
        self.share_room()

    def _row(self, c: "CovenantSheet") -> Row:
        state, word = _chip(c, self.workspace.today)
        since = _("{day}起").format(day=c.starts_on.isoformat()) if c.starts_on else _("{n}条").format(n=len(c.articles))
        title = _("{title}　第{n}版").format(title=c.title, n=c.version)
        return Row(c.id, (Cell(title, sub=since, bold=c.in_force), Cell(word, chip=state)))

    # ---- the chosen one

    def _chosen(self) -> "CovenantSheet | None":
        return self.found.get(self.covenant_table.chosen_ref() or "")

    def _choose(self, _ref: str) -> None:
        self._show()

    def _show(self) -> None:
        c = None if self.drafting else self._chosen()
        self.detail_card.setVisible(self.drafting or c is not None)
        self.draft_holder.setVisible(self.drafting)
        for widget in (self.title_label, self.state_chip, self.facts_label, self.reword_button, self.a4_button, self.a3_button,
                       self.articles_holder, self.entry_holder, self.reminder_strip):  # fmt: skip
            widget.setVisible(c is not None)
        if c is None:
            return
        self.title_label.setText(_("{title}　第{n}版").format(title=c.title, n=c.version))
        self.state_chip.show_state(*_chip(c, self.workspace.today))
        self.facts_label.setText(_facts(c))
        self.facts_label.setVisible(bool(_facts(c)))
        tell(self.reminder_strip, "yellow", "".join(c.reminders))
        self.reword_button.setVisible(c.adopted_on is None)
        self.articles.show_articles(c.articles)
        self.entry.show_sheet(c, self._town, self.workspace.today)
        self.entry_holder.setVisible(bool(self.entry.step) and not self.entry.isHidden())

    # ---- what it does

    def begin_draft(self) -> None:
        """F2: the next version, beginning with the words of the chosen one."""
        c = self._chosen()
        if c is None:
            self._draft(_("写第一版公约"), "", ())
            return
        newest = max(each.version for each in self.found.values() if each.title == c.title)
        self._draft(_("起草第{n}版").format(n=newest + 1), c.title, c.articles)

    def reword(self) -> None:
        """F4: change the words of a version that no meeting adopted yet."""
        c = self._chosen()
        if c is not None and not self.drafting:
            self._draft(_("改第{n}版的条文").format(n=c.version), c.title, c.articles, c.id)

    def _draft(self, heading: str, title: str, articles: tuple[str, ...], rewording: str = "") -> None:
        if self.drafting:  # what is being written stays
            self.draft.articles_box.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.drafting = True
        self._show()
        self.draft.begin(heading, title, articles, rewording)
        self.share_room()

    def _leave_draft(self) -> None:
        self.drafting = False
        self.draft.done()
        self._show()
        self.share_room()
        self.home().setFocus(Qt.FocusReason.OtherFocusReason)

    def store(self) -> None:
        """Ctrl+Enter: the version that is written, or what is noted of the chosen one; a refusal leaves what was typed."""
        if self.drafting:
            self._store_draft()
        elif (c := self._chosen()) is not None and self.entry.step:
            self._store_step(c)

    def _store_draft(self) -> None:
        from yishi.services import covenants

        title, articles = self.draft.typed()
        with self.workspace.write("covenant", words=_("写公约“{title}”").format(title=title[:12])) as session:
            if self.draft.rewording:
                covenants.reword(session, self.draft.rewording, articles)
                self._wanted = self.draft.rewording
            else:
                self._wanted = covenants.draft(session, title, articles)
        self._leave_draft()

    def _store_step(self, c: "CovenantSheet") -> None:
        from yishi.services import covenants

        if self.entry.step == ADOPT:
            meeting, starts = self.entry.adopted()
            with self.workspace.write("covenant_adopt") as session:
                covenants.adopt(session, c.id, meeting, starts)
        else:
            day, who = self.entry.filed()
            with self.workspace.write("covenant_file") as session:
                covenants.file(session, c.id, day, who, self.workspace.today)
        self.home().setFocus(Qt.FocusReason.OtherFocusReason)

    def print_paper(self, size: str) -> None:
        """Ctrl+P: the version for the wall."""
        c = self._chosen()
        if c is not None and not self.drafting:
            printing.offer(self.paper_place, printing.print_covenant(self.workspace, c.id, size))

    # ---- sizes

    def share_room(self) -> None:
        share(self.list_card, self.width(), theme.px(380), alone=self.detail_card.isHidden())


def _chip(c: "CovenantSheet", today: date) -> tuple[str, str]:
    if c.adopted_on is None:
        return "draft", _("草稿")
    if c.in_force:
        return "live", _("现行")
    return ("ready", _("待施行")) if c.starts_on is not None and c.starts_on > today else ("sealed", _("已换新版"))


def _facts(c: "CovenantSheet") -> str:
    """Return who adopted it, from when to when it holds, and when it was filed with whom, one a line."""
    found = []
    if c.adopted_on is not None:
        found.append(_("{day}通过：{meeting}").format(day=loop_words.full_day(c.adopted_on), meeting=c.meeting))
    if c.starts_on is not None:
        until = _("，{day}止").format(day=loop_words.full_day(c.ends_on)) if c.ends_on is not None else ""
        found.append(_("{day}起施行{until}").format(day=loop_words.full_day(c.starts_on), until=until))
    if c.filed_on is not None:
        found.append(_("{day}报{who}备案").format(day=loop_words.full_day(c.filed_on), who=c.filed_with or _("镇街")))
    return "\n".join(found)

