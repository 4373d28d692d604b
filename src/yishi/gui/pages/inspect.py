"""督查: the second view of 落实; what awaits a visit at the left, what was seen there in the middle.

Keys: ↑ ↓ choose a matter, Enter begins with what was seen, 1 合格 2 整改 3 不合格 (while the list has the focus), F6 adds
pictures, Ctrl+V pastes one, Ctrl+Enter stores and goes to the next, Ctrl+P prints the sheets for the way, Esc goes
back to the list. What is typed for a matter stays while another one is looked at.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from yishi.gui import theme
from yishi.gui.ime import commit_composition
from yishi.gui.layout import column
from yishi.gui.page import Page
from yishi.gui.pages import loop_papers, loop_words, roster
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.pages.spot_draw import SpotDraw
from yishi.gui.pages.visit_form import Draft, VisitForm
from yishi.gui.pages.visit_side import VisitSide
from yishi.gui.table import Cell, Column, Row, Table
from yishi.gui.widgets import Button, Empty, Label, Rule
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.answers import ResolutionSheet

if TYPE_CHECKING:
    from yishi.services.visits import VisitLine


class _Still(QWidget):
    """Holds the form at the height there is: a message that wraps in it must not make the whole page scroll."""

    def __init__(self, child: QWidget) -> None:
        super().__init__()
        self._child = child
        child.setParent(self)

    def sizeHint(self) -> QSize:
        return self._child.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._child.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._child.setGeometry(self.rect())


class InspectPage(Page):
    """Site visits, one after the other."""

    form = "inspect"
    narrows = ("visit_table",)
    list_card: QFrame
    list_title: Label
    count_label: Label
    back_button: Button
    visit_table: Table
    list_rule: Rule
    draw_holder: QWidget
    form_holder: QFrame
    side_holder: QWidget

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, workspace=workspace)
        self.title = _("落实")
        self.visits: tuple[VisitLine, ...] = ()
        self.sheet: ResolutionSheet | None = None
        self.drafts: dict[str, Draft] = {}
        self._wanted = ""
        self.visit_form, self.side, self.draw = VisitForm(workspace), VisitSide(), SpotDraw()
        self.strips = self.visit_form.strips
        self.print_button = Button(_("打印督查单"), kind="quiet", key="Ctrl+P", glyph="print", small=True)
        self.print_button.setObjectName("print_visits_button")
        self.paper_place = QWidget()
        self.paper_place.setLayout(column())
        self.paper_place.hide()
        self.empty_draw_button = Button(_("随机抽查3项"), kind="primary", glyph="search")
        self.empty_draw_button.setObjectName("empty_spot_check_button")
        self._empty = Empty(_("没有到督查时间的事项。责任人报了办结，就会出现在这里；也可以随机抽几项去看。"),
                            self.empty_draw_button, glyph="eye")  # fmt: skip
        self.empty_card = QFrame()
        self.empty_card.setProperty("kind", "card")
        self.empty_card.setLayout(column(self._empty))
        self.form_place = _Still(self.visit_form)
        self.form_holder.setLayout(column(self.paper_place, (self.form_place, 1), (self.empty_card, 1)))
        self.side_holder.setLayout(column(self.side))
        self.draw_holder.setLayout(column(self.draw, self.print_button, gap=2))
        self.visit_table.set_columns((Column(_("状态"), 118, sorts=False), Column(_("事项"), sorts=False)), height=52)
        self._connect()
        self.built()

    def _connect(self) -> None:
        form = self.visit_form
        self.visit_table.chosen.connect(self._choose)
        self.visit_table.opened.connect(lambda _ref: form.focus_first())
        self.back_button.clicked.connect(lambda: self.wants.emit("follow", None))
        form.stored.connect(self.store)
        form.put_off.connect(self.put_off)
        form.follow_wanted.connect(self._report)
        self.draw.wanted.connect(self.spot_check)
        self.empty_draw_button.clicked.connect(lambda: self.draw.draw_button.click())
        self.print_button.clicked.connect(self.print_visits)
        press_by_enter(self.back_button, self.print_button, self.empty_draw_button)
        acts: list[tuple[str, Callable[[], object]]] = [
            ("1", lambda: form.choose("pass")), ("2", lambda: form.choose("rectify")), ("3", lambda: form.choose("fail")),
            ("F6", form.photos.after_button.click), ("Ctrl+P", self.print_visits), ("Ctrl+V", form.photos.paste),
            ("Ctrl+Return", self.store), ("Ctrl+Enter", self.store)]  # fmt: skip
        for key, act in acts:
            self.key(key, act)

    # ---- what the page promises the window

    def home(self) -> QWidget | None:
        return self.visit_table if self.visits else self.empty_draw_button

    def show_ref(self, ref: Any) -> None:
        """`ref` is the id of a resolution to go and look at."""
        self._wanted = str(ref or "")

    def keys(self) -> list[tuple[str, str]]:
        return [
            ("↑　↓", _("选一件事")),
            (_("回车"), _("写现场情况；在格子里就是到下一格")),
            ("1　2　3", _("合格，整改，不合格")),
            ("F6　Ctrl+V", _("加现场照，粘贴截图")),
            ("Ctrl+Enter", _("存好，看下一项")),
            ("Ctrl+P", _("打印督查单，一页三份")),
            ("Esc", _("回到左边的单子")),
        ]

    def menu_entries(self) -> list[tuple[str, str, Any]]:
        return [(_("打印督查单"), "Ctrl+P", self.print_visits)] if self.visits else []

    def reload(self) -> None:
        from yishi.services import people, visits

        self._keep_draft()
        today = self.workspace.today
        with self.workspace.read() as session:
            self.visits = visits.awaiting(session, today)
            seed, drawn = visits.next_seed(session, today), visits.draws(session, today)
            known = people.lines(session)
        self.say_title(_("落实"), _("督查 · 现场核查"))
        self.count_label.setText(str(len(self.visits)) if self.visits else "")
        self.visit_form.set_people([(p.name, p.unit or p.role, roster.keys(p)) for p in known])
        last = drawn[0] if drawn else None
        self.draw.offer(seed, "" if last is None else _("{m}月{d}日抽查：{total}项里抽{size}项，种子 {seed}").format(
            m=last.on.month, d=last.on.day, total=last.total, size=last.size, seed=last.seed))  # fmt: skip
        self._fill()

    # ---- the list

    def _fill(self) -> None:
        shown = bool(self.visits)
        for widget in (self.form_place, self.side_holder):
            widget.setVisible(shown)
        self.empty_card.setVisible(not shown)
        self.print_button.setVisible(shown)
        self.visit_table.show_rows([self._row(visit) for visit in self.visits])
        if self._wanted and any(visit.line.id == self._wanted for visit in self.visits):
            self.visit_table.choose(self._wanted)
        self._wanted = ""
        if not shown:
            self.sheet = None
        self.share_room()

    def _row(self, visit: "VisitLine") -> Row:
        line, today = visit.line, self.workspace.today
        since = loop_words.short_day(visit.since, today)
        said = {"inspect": _("{day} 报办结"), "again": _("{day} 整改后再报"), "rectify": _("整改期限 {day}"),
                "spot": _("{day} 随机抽到")}[visit.kind].format(day=since)  # fmt: skip
        state, word = loop_words.visit_chip(line, visit.kind)
        sub = f"{loop_words.short_number(line.number)}　{line.owner}　{said}"
        return Row(line.id, (Cell(word, chip=state), Cell(line.text, sub=sub, bold=line.light == "red")))

    def _choose(self, ref: str) -> None:
        self._keep_draft()
        self._show(ref)

    def _show(self, ref: str) -> None:
        from yishi.services import resolutions

        visit = next(each for each in self.visits if each.line.id == ref)
        with self.workspace.read() as session:
            self.sheet = resolutions.sheet(session, ref, self.workspace.today)
        self.side.show_sheet(self.sheet)
        self.visit_form.show_visit(visit, self.sheet, self.drafts.get(ref, Draft()))

    def _keep_draft(self) -> None:
        if self.sheet is not None:
            self.drafts[self.sheet.line.id] = self.visit_form.draft()

    # ---- what it does

    def store(self) -> None:
        """Ctrl+Enter: write the visit down and go to the next matter; what is refused is said above the buttons."""
        from yishi.services import visits

        if self.sheet is None:
            return
        commit_composition()
        form, line = self.visit_form, self.sheet.line
        on = form.on()
        due, workdays = form.term(on)
        wanted = tuple(form.wanted_box.toPlainText().splitlines()) if form.verdict.value in ("rectify", "fail") else ()
        verdict = form.verdict.value if form.verdict.isVisibleTo(form) else "seen"
        seen = visits.Seen(verdict, form.situation_box.toPlainText(), wanted, self.side.checks())
        new = form.photos.new
        words = _("督查“{text}”").format(text=line.text[:12])
        here = [visit.line.id for visit in self.visits].index(line.id)
        with self.workspace.write("visit", words=words) as session:
            kept = {phase: self.workspace.keep(held) for phase, held in new.items() if held}
            visits.note(session, line.id, seen, by=form.by_box.text().strip(), on=on, today=self.workspace.today,
                        actor=self.workspace.actor, due=due, workdays=workdays, photos=kept)  # fmt: skip
        self.drafts[line.id] = Draft()
        self.side.forget()
        if self.sheet is not None and self.sheet.line.id == line.id:
            self._show(line.id)
        still = any(visit.line.id == line.id for visit in self.visits[here : here + 1])
        self._go_on(here + still)

    def put_off(self) -> None:
        """先放着: to the next matter; what is typed stays with this one."""
        if self.sheet is not None:
            here = [visit.line.id for visit in self.visits].index(self.sheet.line.id)
            self._go_on(here + 1)

    def _go_on(self, place: int) -> None:
        if self.visits:
            self.visit_table.choose(self.visits[place % len(self.visits)].line.id)
        home = self.home()
        if home is not None:
            home.setFocus(Qt.FocusReason.OtherFocusReason)

    def _report(self) -> None:
        if self.sheet is not None:
            self.wants.emit("follow", (self.sheet.line.id, "report_done"))

    def spot_check(self, size: int, seed: int) -> None:
        """Draw by lot what else to look at."""
        from yishi.services import visits

        with self.workspace.write("spot_check", words=_("随机抽查{n}项").format(n=size)) as session:
            drawn = visits.spot_check(session, size, seed, self.workspace.today)
            self.draw.again()
            self._wanted = drawn.lines[0].id if self.sheet is None else ""
        self.visit_table.setFocus(Qt.FocusReason.OtherFocusReason)

    def print_visits(self) -> None:
        """Ctrl+P: the sheets for the way, three a page."""
        if self.visits:
            loop_papers.offer_visits(self.workspace, self.paper_place, tuple(visit.line.id for visit in self.visits))

    # ---- sizes

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(690), super().minimumSizeHint().height())

    def share_room(self) -> None:
        """The sides take their 304 and 312 but never more than a share; where it is narrow the right one is left away."""
        whole = self.width() - 40
        self.list_card.setFixedWidth(min(theme.px(304), max(round(whole * 0.3), 220)))
        side = min(theme.px(312), round(whole * 0.26))
        self.side_holder.setFixedWidth(max(side, 200))
        room = whole - self.list_card.width() - side
        needed = max(theme.px(540), self.visit_form.minimumSizeHint().width())
        self.side_holder.setVisible(bool(self.visits) and room >= needed)
        self.side.place_list(None if room >= needed else self.visit_form.extra)
