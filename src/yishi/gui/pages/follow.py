"""落实: every resolution, the worst first; its life; and the row that takes the next event of the loop.

Keys, with the focus in the table (it is there when the page opens, after Esc and after each stored event):
↑ ↓ choose a resolution; Enter begins its next step; 1 … 9, 0 begin the first … tenth event of the row of buttons,
which is ResolutionSheet.allowed, the next step first; F2 记跟进, F8 督查, F7 评价, F3 the next red one.
In the entry row Enter goes on to the next field and, in event_text_box, stores; Ctrl+Enter stores from anywhere;
Esc goes back to the table; Tab order: event_choice, extra fields, event_text_box, event_date_box, event_by_box,
store_event_button. event_date_box says 今天, event_by_box who it is likely to be: both may be left alone.

One whole loop by keys (⏎ = Enter), each line beginning and ending in the table:
assign           1 where the decision is posted, else 2; [12 ⏎ in workdays_box when it is empty]; [words] ⏎
accept           1 ⏎
progress         F2 words ⏎
report_done      1 [words] ⏎                     (1 is 报办结 once something was followed up)
inspect_fail     2 words ⏎                       (workdays_box says 5)
inspect_pass     F8 [words] ⏎
eval_fail        F7 1 ⏎ 1 ⏎ 1 ⏎ 1 ⏎ 3 ⏎ 0 ⏎ 2 ⏎ 5 ⏎ (five grades, 已解决 部分 未解决) [发出] ⏎ (→ ← 提出人) ⏎ [words] ⏎
                 the numbers themselves choose 评价通过 or 评价不通过
then             F2 words ⏎   1 ⏎   F8 ⏎
eval_pass        F7 6 ⏎ 5 ⏎ 2 ⏎ 1 ⏎ 0 ⏎ 12 ⏎ 2 ⏎ 0 ⏎ ⏎ ⏎ ⏎
publish_outcome  1 ⏎                             (7 days, on the usual board)

A consultative resolution whose topic needs a statutory decision: F9 asks for it (statutory meeting or owners' vote,
F10 the less likely of the two), ⏎ from box to box, Ctrl+⏎ stores, Esc leaves the form.
"""

from typing import Any

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from yishi.domain.terms import EVENT_WORDS, STATE_WORDS
from yishi.domain.transitions import State
from yishi.errors import Refusal
from yishi.gui import theme
from yishi.gui.ime import Candidate
from yishi.gui.layout import column
from yishi.gui.page import Page
from yishi.gui.pages import board_rows
from yishi.gui.pages.resolution_detail import ResolutionDetail
from yishi.gui.table import Table
from yishi.gui.widgets import Button, Empty, Rule, Segments
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.answers import ResolutionLine

_IN_STAGE = {"all": (), "follow": ("决议", "跟进"), "inspect": ("督查",), "evaluate": ("评价",)}


class FollowPage(Page):
    """The board of the loop."""

    form = "follow"
    stage_choice: Segments
    filter_rule: Rule
    red_button: Button
    yellow_button: Button
    mine_button: Button
    next_red_button: Button
    inspect_button: Button
    evaluate_button: Button
    progress_button: Button
    board: QFrame
    list_card: QFrame
    resolution_table: Table
    detail_holder: QFrame
    empty_card: QFrame

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.title = _("落实")
        self.lines: tuple[ResolutionLine, ...] = ()
        self._begin = ""  # what to begin when the page is shown, asked for by another page
        self._people_known = self._narrow = False
        self.detail = ResolutionDetail()
        self.entry = self.detail.entry
        self.strips = self.detail.strips
        self.detail_holder.setLayout(column(self.detail))
        self._empty = Empty(_("还没有决议。开完会，决议会自动出现在这里。"), self._to("meetings", _("去开会")), glyph="follow")
        self.empty_card.setLayout(column(self._empty))
        self.stage_choice.offer([("all", _("全部")), ("follow", _("跟进")), ("inspect", _("督查")), ("evaluate", _("评价"))])
        self._set_columns(narrow=False)
        self._connect()
        self._bind_keys()
        self.dress()

    def _to(self, place: str, word: str) -> Button:
        button = Button(word, kind="primary")
        button.clicked.connect(lambda: self.wants.emit(place, None))
        return button

    def _connect(self) -> None:
        table, entry = self.resolution_table, self.entry
        table.chosen.connect(self._show)
        table.opened.connect(lambda _ref: self.begin())
        self.stage_choice.picked.connect(lambda _stage: self._fill())
        self.red_button.clicked.connect(lambda on: self._lamp(self.yellow_button, on))
        self.yellow_button.clicked.connect(lambda on: self._lamp(self.red_button, on))
        self.mine_button.clicked.connect(lambda _on: self._fill())
        self.detail.meeting_wanted.connect(lambda meeting_id: self.wants.emit("meetings", meeting_id))
        entry.stored.connect(self._store)
        self.detail.legal_strip.wanted.connect(self.confirm)
        self.detail.confirmation.stored.connect(self._store)
        self.detail.confirmation.left.connect(self.escape)

    def _bind_keys(self) -> None:
        acts = [("F2", self.progress_button, lambda: self.begin("progress")), ("F3", self.next_red_button, self._next_red),
                ("F7", self.evaluate_button, lambda: self.begin("eval_pass")),
                ("F8", self.inspect_button, lambda: self.begin("inspect_pass"))]  # fmt: skip
        for key, button, act in acts:
            self.key(key, act)
            button.clicked.connect(act)
        for place, digit in enumerate("1234567890"):
            self.key(digit, lambda place=place: self._begin_nth(place))
        self.key("F9", lambda: self.confirm("likely"))
        self.key("F10", lambda: self.confirm("other"))
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            self.key(key, self._store)

    # ---- what the page promises the window

    def home(self) -> QWidget | None:
        """The table; but where another page asked for an event, the field where it begins."""
        if self._begin:
            event, self._begin = self._begin, ""
            if event in self._allowed():
                self.entry.begin(event)
                return self.focusWidget() or self.entry.text_box
        return self.resolution_table

    def show_ref(self, ref: Any) -> None:
        """`ref` is a resolution's id, (id, event to begin) or ("light", "red")."""
        wanted, begin = ref if isinstance(ref, tuple) else (ref, "")
        lamp = begin if wanted == "light" else ""
        self.red_button.setChecked(lamp == "red")
        self.yellow_button.setChecked(lamp == "yellow")
        self.mine_button.setChecked(False)
        self.stage_choice.choose("all")
        self._read()
        self._fill()
        if not lamp:
            self.resolution_table.choose(wanted)
            self._begin = begin

    def keys(self) -> list[tuple[str, str]]:
        return [
            ("↑　↓", _("选一条决议")),
            (_("回车"), _("办它的下一步；在“写一句话”里就是记下")),
            ("1 … 9", _("办按钮上标着这个数字的一步")),
            ("F2", _("记跟进")),
            ("F8　F7", _("督查，评价")),
            ("F3", _("到下一条红灯")),
            ("F9", _("登记法定会议决定或业主表决")),
            ("Ctrl+Enter", _("在哪一格都能记下")),
        ]

    def reload(self) -> None:
        self._people_known = False
        self._read()
        self._fill()

    # ---- the list

    def _read(self) -> None:
        from yishi.services import communities, resolutions

        with self.workspace.read() as session:
            self.lines = resolutions.lines(session, self.workspace.today)
            facts = communities.facts(session)
        if facts is not None:
            self.entry.term.kind = facts.kind
        red = sum(line.light == "red" for line in self.lines)
        self.counted.emit("follow", red)
        for stage, word in (("all", _("全部")), ("follow", _("跟进")), ("inspect", _("督查")), ("evaluate", _("评价"))):
            count = sum(1 for line in self.lines if not _IN_STAGE[stage] or line.stage in _IN_STAGE[stage])
            self.stage_choice.label(stage, f"{word} {count}")
        self.red_button.set_word(_("只看红 {n}").format(n=red))
        self.yellow_button.set_word(_("只看黄 {n}").format(n=sum(line.light == "yellow" for line in self.lines)))
        self._leave_filters_away(self.width() - 32)
        self.say_title(_("落实"), _("决议跟踪 · {n}项").format(n=len(self.lines)) if self.lines else "")

    def _wanted(self, line: ResolutionLine) -> bool:
        stages = _IN_STAGE[self.stage_choice.value or "all"]
        lamp = "red" if self.red_button.isChecked() else "yellow" if self.yellow_button.isChecked() else ""
        mine = not self.mine_button.isChecked() or line.owner == self.workspace.actor
        return (not stages or line.stage in stages) and (not lamp or line.light == lamp) and mine

    def _fill(self) -> None:
        shown = [line for line in self.lines if self._wanted(line)]
        for widget in (self.stage_choice, self.red_button, self.yellow_button, self.progress_button):
            widget.setVisible(bool(self.lines))
        self._leave_filters_away(self.width() - 32)
        self.board.setVisible(bool(self.lines))
        self.empty_card.setVisible(not self.lines)
        self.detail.setVisible(bool(shown))
        self.resolution_table.show_rows([board_rows.row(line, self.workspace.today, narrow=self._narrow) for line in shown])
        for button in (self.progress_button, self.inspect_button, self.evaluate_button):
            button.setEnabled(bool(shown))

    def _set_columns(self, *, narrow: bool) -> None:
        self._narrow = narrow
        self.resolution_table.set_columns(board_rows.columns(narrow=narrow), height=45)

    def _lamp(self, other: Button, on: bool) -> None:
        if on:
            other.setChecked(False)
        self._fill()

    def _next_red(self) -> None:
        reds = [row.ref for row in self.resolution_table.rows.rows if self._line(row.ref).light == "red"]
        if not reds:
            raise Refusal("YS-L50", _("这里没有红灯。"), next_step=_("点“全部”再看。") if self._filtered() else "")
        order = [row.ref for row in self.resolution_table.rows.rows]
        here = order.index(self.resolution_table.chosen_ref())
        self.resolution_table.choose(next((ref for ref in reds if order.index(ref) > here), reds[0]))
        self.resolution_table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _filtered(self) -> bool:
        return self.stage_choice.value != "all" or self.yellow_button.isChecked() or self.mine_button.isChecked()

    def _line(self, ref: str) -> ResolutionLine:
        return next(line for line in self.lines if line.id == ref)

    # ---- the chosen one

    def _show(self, ref: str) -> None:
        from yishi.services import meetings, resolutions

        today = self.workspace.today
        with self.workspace.read() as session:
            sheet = resolutions.sheet(session, ref, today)
            flag = ""
            if sheet.line.awaits_confirmation:
                agenda = meetings.sheet(session, sheet.line.meeting_id, today).agenda
                flag = next((item.statutory_flag for item in agenda if item.title == sheet.agenda_title), "")
        self.detail.show_sheet(sheet, flag, self.workspace.actor, today)

    def _allowed(self) -> tuple[str, ...]:
        sheet = self.detail.sheet
        return sheet.allowed if sheet is not None and self.detail.isVisibleTo(self) else ()

    def begin(self, event: str = "") -> None:
        """Begin `event`, or the next step; refused in words where the table does not allow it now."""
        allowed, sheet = self._allowed(), self.detail.sheet
        if sheet is None or not allowed:
            raise Refusal("YS-L02", _("这件事已经了结，没有下一步。") if sheet else _("先选一条决议。"))
        if event and event not in allowed:
            now, label = _(STATE_WORDS[State[sheet.line.state]]), _(EVENT_WORDS[event])
            possible = "、".join(_(EVENT_WORDS[each]) for each in allowed)
            raise Refusal("YS-L02", _("现在是“{now}”，不能“{label}”。").format(now=now, label=label),
                          next_step=_("现在可以：{possible}。").format(possible=possible))  # fmt: skip
        self.detail.leave_confirming()
        self._know_people()
        notices = getattr(self.window(), "notices", None)
        if notices is not None:
            notices.forget("yellow")
        self.entry.begin(event or allowed[0])

    def _begin_nth(self, place: int) -> None:
        if place < len(self._allowed()):
            self.begin(self._allowed()[place])

    def _know_people(self) -> None:
        if self._people_known:
            return
        from yishi.services import people

        with self.workspace.read() as session:
            known = people.lines(session)
        self.entry.set_people([Candidate(p.name, p.unit or p.role, (p.pinyin, p.initials, p.phone), p.id) for p in known])
        self._people_known = True

    def _store(self) -> None:
        """Write down the event; what the rules refuse is said above the entry row and stays typed."""
        from yishi.services import loop_events

        if self.detail.confirmation.is_open:
            self._store_confirmation()
            return
        if not self._allowed() or self.detail.sheet is None:
            return
        typed, line = self.entry.typed(), self.detail.sheet.line
        words = _("{event}“{text}”").format(event=_(EVENT_WORDS[typed["event"]]), text=(typed["text"] or line.text)[:12])
        pictures = self.workspace.drawn(self.entry.photos)
        with self.workspace.write(typed["event"], words=words) as session:
            photos = self.workspace.keep(pictures)
            loop_events.happen(session, line.id, today=self.workspace.today, actor=self.workspace.actor, photos=photos, **typed)
        self.entry.forget()
        self.resolution_table.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- the statutory decision

    def confirm(self, way: str) -> None:
        """F9, F10: ask what the statutory meeting or the owners decided on the chosen resolution."""
        sheet = self.detail.sheet
        if sheet is None or not self.detail.isVisibleTo(self) or not sheet.line.awaits_confirmation:
            raise Refusal("YS-L63", _("这条决议不用登记法定会议决定。"))
        self.detail.confirm(way, self.entry.term.kind, self.workspace.today)

    def _store_confirmation(self) -> None:
        told = self.detail.confirmation.store(self.workspace)
        self.escape()
        tell = getattr(self.window(), "tell", None)
        if tell is not None:
            tell(told)

    def escape(self) -> None:
        """Esc: leave what is being noted, back to the table."""
        self.detail.leave_confirming()
        super().escape()

    # ---- sizes

    def dress(self) -> None:
        if hasattr(self, "detail"):
            self._share_width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if hasattr(self, "detail"):
            self._share_width()

    def minimumSizeHint(self) -> QSize:
        """Narrower than its form asks for: what has no room in the row of filters is left away."""
        return QSize(theme.px(690), super().minimumSizeHint().height())

    def _share_width(self) -> None:
        """The card takes its 408, but never more than its share; a list that is left narrow shows fewer columns."""
        whole = self.width() - 32
        card = min(theme.px(408), max(round(whole * 0.43), 300))
        self.detail_holder.setFixedWidth(card)
        narrow = whole - card < theme.px(640)
        if narrow != self._narrow:
            kept = self.resolution_table.chosen_ref()
            with QSignalBlocker(self.resolution_table):  # the same resolution stays chosen
                self._set_columns(narrow=narrow)
                self._fill()
                self.resolution_table.choose(kept)
        self._leave_filters_away(whole)

    def _leave_filters_away(self, whole: int) -> None:
        """Hide what has no room in the row of filters; the keys go on working."""
        spare = [self.next_red_button, self.mine_button, self.filter_rule, self.evaluate_button, self.inspect_button]
        choices = self.stage_choice.buttons.values()
        needed = sum(button.sizeHint().width() + 4 for button in choices)
        always = (self.red_button, self.yellow_button, self.progress_button)
        needed += sum(widget.sizeHint().width() + 6 for widget in (*always, *spare))
        for widget in spare:
            widget.setVisible(needed <= whole and bool(self.lines))
            needed -= 0 if needed <= whole else widget.sizeHint().width() + 6
