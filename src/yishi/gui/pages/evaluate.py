"""评价: papers entered at speed, or a call list; the running verdict beside them and the one conclusion that it gives.

Keys, with the focus in the list (it is there when the page opens, after Esc and after each stored entry):
1 … 5 the grade (0 does not know of it), then 1 … 3 已解决 部分 未解决, then 1 … 3 按时 不按时 不清楚; Backspace takes the
last one back; Enter stores and goes on to the next; F2 a sentence; N 未接, R 不愿答; + one more lot; F6 主要意见; F7 concludes.
One paper: 4 1 Enter. One call: 5 1 Enter, or N. ↑ ↓ choose another one; Tab reaches what is waiting above the list.
"""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from yishi.domain.evaluation import GRADES, UNREACHED
from yishi.domain.terms import GRADE_WORDS
from yishi.gui import theme
from yishi.gui.controls import Button, Field, Segments
from yishi.gui.layout import clear, column, row
from yishi.gui.page import Page
from yishi.gui.pages import evaluate_rows
from yishi.gui.pages.aftercare_card import AftercareCard
from yishi.gui.pages.evaluate_acts import EvaluateActs
from yishi.gui.pages.evaluate_entry import EntryCard
from yishi.gui.pages.evaluate_verdict import VerdictCard
from yishi.gui.pages.flow_choice import FlowChoice
from yishi.gui.table import Table
from yishi.gui.widgets import Empty, Label, Rule, Strip
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.evaluating import AftercareLine, CallLine, CallSheet, Groups, SheetLine, Verdict

if TYPE_CHECKING:
    from yishi.services.answers import ResolutionLine

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MOST_WAITING = 3  # rows of what waits that are seen at once


class EvaluatePage(Page):
    """What was done and inspected, put to those whom it is for."""

    form = "evaluate"
    narrows = ("waiting_table",)

    told_place: QWidget
    board: QWidget
    work_card: QFrame
    waiting_table: Table
    head: QWidget
    method_choice: Segments
    out_label: Label
    out_box: Field
    out_unit: Label
    print_button: Button
    more_button: Button
    sample_place: QWidget
    sample_label: Label
    quiet_label: Label
    list_rule: Rule
    draw_place: QWidget
    size_box: Field
    seed_box: Field
    draw_button: Button
    work_table: Table
    filler: QWidget
    raiser_rule: Rule
    raiser_place: QWidget
    side: QWidget
    empty_card: QFrame

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.title = _("落实")
        self.lines: tuple[ResolutionLine, ...] = ()
        self.due: tuple[AftercareLine, ...] = ()
        self.verdict: Verdict | None = None
        self.papers: tuple[SheetLine, ...] = ()
        self.calls: CallSheet | None = None
        self.groups = Groups((), 0)
        self.population = 0  # how many a draw can hit
        self.ways: dict[str, str] = {}  # resolution → the way that was chosen for it
        self.entering = ""  # what the answers in the form belong to
        self._wanted: Any = None
        self.acts = EvaluateActs(self)
        self.entry, self.card, self.aftercare = EntryCard(), VerdictCard(), AftercareCard()
        self.raiser_label, self.raiser_choice = Label("", "muted"), FlowChoice()
        self._build()
        self._connect()
        self._bind_keys()
        self.built()

    def _build(self) -> None:
        self.told_place.setLayout(column())
        self.told_place.hide()
        evaluating = QWidget()
        self.below = QWidget()
        evaluating.setLayout(column((self.entry, 1), self.card, (self.below, 1)))
        self.pages = QStackedWidget()
        self.pages.addWidget(evaluating)
        self.pages.addWidget(self.aftercare)
        self.strips = column()
        self.side.setLayout(column(self.strips, (self.pages, 1), gap=0))
        grades = [(grade, _(GRADE_WORDS[grade])) for grade in (*GRADES, UNREACHED)]
        self.raiser_choice.offer([("", _("还没问")), *grades])
        for button in (*self.raiser_choice.buttons.values(), *self.method_choice.buttons.values(), self.more_button, self.print_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.raiser_place.setLayout(row(self.raiser_label, (self.raiser_choice, 1), gap=10, margin=(12, 8, 12, 6)))
        follow = Button(_("去落实"), kind="primary")
        follow.clicked.connect(lambda: self.wants.emit("follow", None))
        self.empty_card.setLayout(column(Empty(_("没有办结待评价的决议。督查通过以后，会自动出现在这里。"), follow, glyph="star")))
        self.waiting_table.set_columns(evaluate_rows.spoken(evaluate_rows.WAITING), height=36, header=False)

    def _connect(self) -> None:
        self.waiting_table.chosen.connect(lambda _ref: self._show_matter())
        self.waiting_table.opened.connect(lambda _ref: self.work_table.setFocus(Qt.FocusReason.OtherFocusReason))
        self.work_table.chosen.connect(lambda _ref: self._show_entry())
        self.work_table.opened.connect(lambda _ref: self.acts.store())
        self.work_table.installEventFilter(self)
        self.method_choice.picked.connect(self._change_way)
        self.draw_button.clicked.connect(self.acts.draw)
        self.size_box.returnPressed.connect(self.acts.draw)
        self.seed_box.returnPressed.connect(self.acts.draw)
        self.more_button.clicked.connect(self.acts.one_more)
        self.print_button.clicked.connect(self.acts.print_paper)
        self.out_box.returnPressed.connect(self.acts.hand_out)
        self.raiser_choice.picked.connect(self.acts.raiser)
        self.raiser_choice.entered.connect(self.escape)
        self.entry.stored.connect(self.acts.store)
        self.entry.tried.connect(self.acts.missed)
        self.entry.phone_wanted.connect(self.acts.unmask)
        self.card.concluded.connect(self.acts.conclude)
        self.card.note_box.returnPressed.connect(self.escape)
        self.aftercare.noted.connect(self.acts.note)

    def _bind_keys(self) -> None:
        for number in range(6):
            self.key(str(number), lambda number=number: self._digit(number))
        self.key("Backspace", self.entry.form.back)
        self.key("N", lambda: self.acts.missed("no_answer"))
        self.key("R", lambda: self.acts.missed("refused"))
        self.key("Del", self.acts.remove_paper)
        self.key("F2", lambda: (self.aftercare.words_box if self.asking else self.entry.form.words_box).setFocus())
        self.key("F6", self.card.note_box.setFocus)
        self.key("F7", self.acts.conclude)
        self.key("Ctrl+P", self.acts.print_paper)

    # ---- what the page promises the window

    def home(self) -> QWidget | None:
        if self.asking or not self.verdict:
            return self.waiting_table
        return self.size_box if self.undrawn else self.work_table

    def show_ref(self, ref: Any) -> None:
        """`ref` is a resolution's id, or ("aftercare", id)."""
        self._wanted = ref

    def keys(self) -> list[tuple[str, str]]:
        return [
            ("1 … 5　0", _("满意程度，5最满意；0不了解或没表态")), ("1 2 3", _("接着按：解决了吗，再按：按时吗")),
            (_("回车"), _("存好，到下一户或下一份")), ("Backspace", _("退回刚按的一项")), ("F2", _("写一句话")),
            ("N　R", _("未接，不愿答")), ("Del", _("删掉录重了的一份")), ("F6", _("写主要意见")),
            ("F7", _("评价通过，或重新办理")), ("Ctrl+P", _("打印测评表，回访时打印回访记录表")),
        ]  # fmt: skip

    def menu_entries(self) -> list[tuple[str, str, Any]]:
        return [(_("打印测评表或回访记录表"), "Ctrl+P", self.acts.print_paper)]

    def reload(self) -> None:
        from yishi.services import aftercare, survey

        with self.workspace.read() as session:
            self.lines = survey.awaiting(session, self.workspace.today)
            self.due = aftercare.due(session, self.workspace.today)
        some = bool(self.lines or self.due)
        self.board.setVisible(some)
        self.empty_card.setVisible(not some)
        rows = evaluate_rows.waiting(self.lines, self.due)
        wanted, self._wanted = self._wanted, None
        self.waiting_table.show_rows(rows)
        if wanted is not None:
            self.waiting_table.choose(wanted)
        self._size_waiting()
        if not some:
            self.verdict = None
            self.say_title(_("落实"), _("评价回访"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in a list that has no paper yet keeps the first one."""
        enter = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _ENTER
        if enter and watched is self.work_table and not self.work_table.rows.rows:
            self.work_table.opened.emit(None)
            return True
        return super().eventFilter(watched, event)

    # ---- the chosen matter

    @property
    def asking(self) -> AftercareLine | None:
        ref = self.waiting_table.chosen_ref()
        return next((each for each in self.due if ref == ("aftercare", each.resolution_id)), None)

    @property
    def way(self) -> str:
        """paper, call, or again: those who were not content before."""
        return self.method_choice.value or "paper"

    @property
    def undrawn(self) -> bool:
        return self.way == "call" and self.calls is None

    def _show_matter(self) -> None:
        asking = self.asking
        for widget in (self.head, self.sample_place, self.list_rule, self.draw_place, self.work_table, self.raiser_rule, self.raiser_place):
            widget.setVisible(asking is None)
        self.filler.setVisible(asking is not None)
        self.pages.setCurrentIndex(1 if asking else 0)
        if asking is not None:
            self.verdict = None
            self.aftercare.show_line(asking)
            self.say_title(_("落实"), _("还好吗 · {text}").format(text=asking.text))
            return
        ref = self.waiting_table.chosen_ref()
        if ref is None:
            return
        from yishi.services import aftercare, calls, survey

        with self.workspace.read() as session:
            self.verdict = survey.verdict(session, ref, self.workspace.today)
            self.papers = survey.sheets(session, ref, self.verdict.round)
            self.groups = survey.by_group(session, ref, self.verdict.round)
            drawn = {kind: calls.latest(session, ref, self.verdict.round, kind) for kind in ("callback", "again")}
            again = bool(aftercare.to_ask_again(session, ref, self.verdict.round))
            way = self.ways.get(ref) or ("call" if drawn["callback"] and not self.papers else "paper")
            draw_id = drawn[{"call": "callback", "again": "again"}.get(way, "callback")] if way != "paper" else ""
            self.calls = calls.sheet(session, draw_id) if draw_id else None
            self.script = calls.script(session, ref, self.workspace.actor)
        choices = [("paper", _("纸面测评")), ("call", _("电话回访"))] + ([("again", _("再问上轮"))] if again else [])
        if list(self.method_choice.buttons) != [value for value, _word in choices]:
            self.method_choice.offer(choices)
            for button in self.method_choice.buttons.values():
                button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.method_choice.choose(way)
        self._show_way()

    def _change_way(self, way: str) -> None:
        ref = self.waiting_table.chosen_ref()
        if way == "again":
            from yishi.services import aftercare

            with self.workspace.write("draw_calls", words=_("再问上轮不满意的")) as session:
                self.ways[ref] = way
                aftercare.begin_again(session, ref, self.workspace.today)
        else:
            self.ways[ref] = way
            self._show_matter()
        self.escape()

    def _show_way(self) -> None:
        assert self.verdict is not None
        now, paper = self.verdict, self.way == "paper"
        for widget in (self.out_label, self.out_box, self.out_unit):
            widget.setVisible(paper)
        self.more_button.setVisible(self.way == "call" and self.calls is not None)
        self.draw_place.setVisible(self.undrawn)
        self.filler.setVisible(self.undrawn)
        self.work_table.setVisible(not self.undrawn)
        self.entry.setVisible(not self.undrawn)
        self.below.setVisible(self.undrawn)
        self.entry.show_way(call=not paper)
        self.draw_button.set_kind("primary" if self.undrawn else "")
        self.entry.store_button.set_kind("" if self.undrawn else "primary")
        if paper and not self.out_box.hasFocus():
            self.out_box.setText(str(now.handed_out or ""))
        self.acts.offer_draw()
        self._say_sample()
        wanted = evaluate_rows.spoken(evaluate_rows.PAPERS if paper else evaluate_rows.CALLS)
        if self.work_table.rows.columns != wanted:
            self.entering = ""
            self.work_table.show_rows([])
            self.work_table.set_columns(wanted, height=36 if paper else 43)
        self._fill()
        self.raiser_label.setText(_("提出人 {name}").format(name=now.raiser_name) if now.raiser_name else _("提出人"))
        self.raiser_choice.choose(now.counts.raiser or "")
        self.raiser_choice.setEnabled(not now.raiser_barred)
        self.raiser_choice.setToolTip(now.raiser_barred)
        counted = evaluate_rows.counted_words(self.way, self.calls, len(self.papers), now.handed_out)
        self.card.show_verdict(now, counted, self.groups)
        self._fold()
        crumb = _("评价回访 · {text}").format(text=now.text)
        self.say_title(_("落实"), crumb if now.round == 1 else _("{crumb} · 第{n}轮").format(crumb=crumb, n=now.round))

    def _say_sample(self) -> None:
        """Say where the list comes from; while somebody is left to be called also that this is no hour to call."""
        from yishi.services import calls

        quiet = calls.quiet_word(self.workspace.now().strftime("%H:%M")) if self.calls is not None and self.calls.left else ""
        self.sample_label.setText(evaluate_rows.sample_words(self.way, self.calls, self.population))
        self.quiet_label.setText(quiet)
        self.quiet_label.setVisible(bool(quiet))

    # ---- the list and what is entered

    def _fill(self) -> None:
        if self.way == "paper":
            self.work_table.show_rows(evaluate_rows.papers(self.papers))
            self.entry.show_paper(len(self.papers) + 1)
            last = self.papers[-1].id if self.papers else ""
            following = f"{self.waiting_table.chosen_ref()} {last}"
            if self.entering != following:
                self.entering = following
                self.work_table.choose(last)
                self.entry.form.clear()
            return
        if self.calls is None:
            self.entry.form.clear()
            return
        self.work_table.show_rows(evaluate_rows.calls(self.calls.lines, self.entering))
        if self.call is None or self.entering not in {line.id for line in self.calls.lines}:
            self.next_call()
        else:
            self._show_entry()

    @property
    def call(self) -> CallLine | None:
        """The one that is chosen on the call list."""
        ref = self.work_table.chosen_ref()
        return next((line for line in self.calls.lines if line.id == ref), None) if self.calls is not None else None

    def next_call(self) -> None:
        """Choose the next one that is still to be called."""
        assert self.calls is not None
        if following := self.calls.following(str(self.work_table.chosen_ref() or "") if self.entering else ""):
            self.work_table.choose(following)
        self._show_entry()

    def _show_entry(self) -> None:
        call = self.call
        if self.way == "paper" or call is None or self.calls is None:
            return
        self.entry.show_call(call, self.script)
        if call.id != self.entering:
            self.entering = call.id
            self.entry.form.show_answers(call)
            self.work_table.show_rows(evaluate_rows.calls(self.calls.lines, call.id))

    def _digit(self, number: int) -> None:
        if self.asking:
            if number in (1, 2):
                self.acts.note(number == 1)
        elif not self.undrawn and self.verdict is not None:
            self.entry.form.digit(number)

    # ---- words at the top

    def tell(self, words: str, kind: str = "blue", button: str = "", then: Any = None) -> None:
        """Say what was done, until the next thing is done; `then` is where the button leads, or what it does."""
        layout = self.told_place.layout()
        assert layout is not None
        clear(layout)
        buttons = []
        if button:
            pressed = Button(button, small=True)
            pressed.clicked.connect(then if callable(then) else lambda: self.wants.emit(*then))
            buttons = [pressed]
        layout.addWidget(Strip(kind, words, *buttons))
        self.told_place.show()

    # ---- sizes

    def _size_waiting(self) -> None:
        seen = min(len(self.lines) + len(self.due), _MOST_WAITING)
        self.waiting_table.setFixedHeight(theme.px(36) * max(seen, 1) + 4)

    def share_room(self) -> None:
        self.side.setFixedWidth(theme.px(472))
        self.out_box.setFixedWidth(theme.px(64))
        self.size_box.setFixedWidth(theme.px(64))
        self.seed_box.setFixedWidth(theme.px(110))
        self._size_waiting()
        self._fold()

    def _fold(self) -> None:
        """On a low page the bars are left away; the figures stay."""
        around = self.parentWidget()
        room = min(self.height(), around.height()) if around is not None else self.height()
        room -= theme.px(46) if self.told_place.isVisibleTo(self) else 0
        needed = 626 if self.way == "paper" else 650
        self.card.fold(tight=room < theme.px(needed), low=room < theme.px(needed + 24))
