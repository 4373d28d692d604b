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

escalate         the digit of 吹哨; unit ⏎ what they should do ⏎ measures ⏎ who reviewed it ⏎ why ⏎
urge             Ctrl+P [words] ⏎                (draws the number of 催办单 or 督办单 and makes the paper)

The bar above: which resolutions (chips), in whose name, list or board; F4 opens the grid of bulk progress (⏎ down,
Ctrl+⏎ stores, Esc leaves). On the board ↑ ↓ ← → choose, Ctrl+→ Ctrl+← begin the event that moves the card.

A consultative resolution whose topic needs a statutory decision: F9 asks for it (statutory meeting or owners' vote,
Shift+F9 the less likely of the two), ⏎ from box to box, Ctrl+⏎ stores, Esc leaves the form.
"""

from typing import Any

from PySide6.QtWidgets import QWidget

from yishi.domain.terms import EVENT_WORDS, STATE_WORDS
from yishi.domain.transitions import State
from yishi.errors import Refusal
from yishi.gui.ime import Candidate
from yishi.gui.pages import follow_filters, loop_papers, roster
from yishi.gui.pages.follow_bulk import MAY
from yishi.gui.pages.follow_list import FollowList
from yishi.gui.pages.supervisor_row import may_change
from yishi.gui.workspace import Workspace
from yishi.i18n import _


class FollowPage(FollowList):
    """Every resolution and its next step."""

    narrows = ("resolution_table",)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._connect()
        self._bind_keys()

    def _connect(self) -> None:
        table, entry, bar = self.resolution_table, self.entry, self.bar
        table.chosen.connect(self._show)
        table.opened.connect(lambda _ref: self.begin())
        self.cards.chosen.connect(self._show)
        self.cards.opened.connect(lambda _ref: self.begin())
        self.cards.moving.connect(self.move_card)
        bar.filtered.connect(self._fill)
        bar.looked.connect(self._turn)
        bar.went.connect(self._go)
        bar.next_red_button.clicked.connect(self._next_red)
        bar.progress_button.clicked.connect(lambda: self.begin("progress"))
        bar.bulk_button.clicked.connect(self.open_bulk)
        self.bulk.left.connect(self.leave_bulk)
        self.foot.urge_button.clicked.connect(self.urge)
        self.all_button.clicked.connect(self.show_all)
        self.detail.amiss_strip.wanted.connect(self.wants)
        self.detail.notice_button.clicked.connect(self.post_decision)
        self.detail.meeting_wanted.connect(lambda meeting_id: self.wants.emit("meetings", meeting_id))
        self.detail.parts.paper_wanted.connect(self.print_paper)
        self.detail.parts.agreed.connect(lambda _name: self._know_people())
        entry.stored.connect(self._store)
        self.detail.legal_strip.wanted.connect(self.confirm)
        self.detail.confirmation.stored.connect(self._store)
        self.detail.confirmation.left.connect(self.escape)

    def _bind_keys(self) -> None:
        acts = [("F2", lambda: self.begin("progress")), ("F3", self._next_red), ("F4", self.open_bulk), ("Ctrl+P", self.urge),
                ("F7", lambda: self.begin("eval_pass")), ("F8", lambda: self.begin("inspect_pass"))]  # fmt: skip
        for key, act in acts:
            self.key(key, act)
        for place, digit in enumerate("1234567890"):
            self.key(digit, lambda place=place: self._begin_nth(place))
        self.key("F9", lambda: self.confirm("likely"))
        self.key("Shift+F9", lambda: self.confirm("other"))
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            self.key(key, self._store)

    # ---- what the page promises the window

    def home(self) -> QWidget | None:
        """The list; but where another page asked for an event, the field where it begins."""
        if self._begin:
            event, self._begin = self._begin, ""
            if event in self._allowed():
                self.entry.begin(event)
                return self.focusWidget() or self.entry.text_box
        return self.cards.home() if self.bar.view == "board" else self.resolution_table

    def show_ref(self, ref: Any) -> None:
        """`ref` is a resolution's id, (id, event to begin), ("light", "red") or ("chip", a key of follow_filters.CHIPS)."""
        wanted, begin = ref if isinstance(ref, tuple) else (ref, "")
        chip = begin if wanted in ("light", "chip") else "all"
        self.leave_bulk()
        self.bar.show_all()
        self.bar.filter_choice.choose(chip if chip in follow_filters.CHIPS else "all")
        if wanted not in ("light", "chip") and wanted is not None:
            self.bar.view_choice.choose("list")
        self._read()
        self._fill()
        if wanted not in ("light", "chip"):
            self.resolution_table.choose(wanted)
            self._begin = begin

    def keys(self) -> list[tuple[str, str]]:
        return [
            ("↑　↓", _("选一条决议")),
            (_("回车"), _("办它的下一步；在“写一句话”里就是记下")),
            ("1 … 9", _("办按钮上标着这个数字的一步")),
            ("F2　F4", _("记跟进，批量记")),
            ("F8　F7", _("督查，评价")),
            ("F3", _("到下一条红灯")),
            ("Ctrl+P", _("催办，出催办单或督办单")),
            ("Ctrl+→　Ctrl+←", _("看板上移到下一栏，退回去")),
            ("F9", _("登记法定会议决定或业主表决")),
            ("Ctrl+Enter", _("在哪一格都能记下")),
        ]

    def menu_entries(self) -> list[tuple[str, str, Any]]:
        found = [(_("催办，出单"), "Ctrl+P", self.urge), (_("批量记跟进"), "F4", self.open_bulk)] if self.lines else []
        sheet = self.detail.sheet
        return [*found, (_("打印中心"), "", lambda: self.wants.emit("papers", sheet.line.id))] if found and sheet is not None else found

    def reload(self) -> None:
        self._people_known = False
        self._read()
        self._fill()

    # ---- the chosen one

    def _show(self, ref: str) -> None:
        from yishi.services import meetings, resolutions, watching

        today = self.workspace.today
        with self.workspace.read() as session:
            sheet = resolutions.sheet(session, ref, today)
            barred = watching.barred(session, sheet.line.owner, sheet.line.supervisor) if may_change(sheet) else ""
            flag = ""
            if sheet.line.awaits_confirmation:
                agenda = meetings.sheet(session, sheet.line.meeting_id, today).agenda
                flag = next((item.statutory_flag for item in agenda if item.title == sheet.agenda_title), "")
        self.detail.show_sheet(sheet, flag, self.workspace.actor, today, self._amiss_of(sheet.line), barred)
        self.foot.show_line(sheet.line, "urge" in sheet.allowed)

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

    def move_card(self, way: str) -> None:
        """Ctrl+→, Ctrl+←: begin the event that moves the card; refused where the table knows none."""
        wanted = follow_filters.FORWARD if way == "forward" else follow_filters.BACK
        event = next((event for event in wanted if event in self._allowed()), "")
        if not event:
            words = _("这张卡现在不能往后移。") if way == "forward" else _("这张卡现在不能退回去。")
            possible = "、".join(_(EVENT_WORDS[each]) for each in self._allowed())
            raise Refusal("YS-L02", words, next_step=_("现在可以：{possible}。").format(possible=possible))
        self.begin(event)

    def _know_people(self) -> None:
        if self._people_known:
            return
        from yishi.services import people

        with self.workspace.read() as session:
            known = people.lines(session)
        self._people = [Candidate(p.name, p.unit or p.role, roster.keys(p), p.id) for p in known]
        self.entry.set_people(self._people)
        self._people_known = True

    def _store(self) -> None:
        """Write down the event; what the rules refuse is said above the entry row and stays typed."""
        from yishi.services import loop_events, whistles

        if not self.bulk.isHidden():
            self.bulk.store()
            return
        if self.detail.confirmation.is_open:
            self._store_confirmation()
            return
        if not self._allowed() or self.detail.sheet is None:
            return
        typed, line = self.entry.typed(), self.detail.sheet.line
        event = typed["event"]
        words = _("{event}“{text}”").format(event=_(EVENT_WORDS[event]), text=(typed["text"] or line.text)[:12])
        pictures = self.workspace.drawn(self.entry.photos)
        today, actor = self.workspace.today, self.workspace.actor
        with self.workspace.write(event, words=words) as session:
            if event == "escalate":
                whistles.escalate(session, line.id, by=typed["by"], on=typed["on"], today=today, actor=actor, level=typed["level"],
                                  obstacle=typed["text"], **typed["whistle"])  # fmt: skip
            else:
                photos = self.workspace.keep(pictures)
                loop_events.happen(session, line.id, today=today, actor=actor, photos=photos, **typed)
        self.entry.forget()
        self.escape()
        if event in ("urge", "escalate"):
            self.print_paper("escalation" if event == "escalate" else "supervision" if line.light == "red" else "urge")

    # ---- orders and papers

    def urge(self) -> None:
        """Ctrl+P: urge; what is stored draws the number of the order, which is then made and offered."""
        self.begin("urge")

    def print_paper(self, name: str) -> None:
        """Make a paper of the chosen resolution and offer it above the list."""
        if self.detail.sheet is not None:
            loop_papers.offer(self.workspace, self.paper_place, self.detail.sheet.line.id, name)

    def post_decision(self) -> None:
        """Note that the decision of the statutory meeting hangs from today, and go where its paper is printed and looked after."""
        from yishi.services import statutory_notice

        if self.detail.sheet is None:
            return
        today = self.workspace.today
        with self.workspace.write("statutory_posting", words=_("公告法定会议决定")) as session:
            made = statutory_notice.post(session, self.detail.sheet.line.id, today, today)
        self.wants.emit("postings", made)

    # ---- many at once

    def open_bulk(self) -> None:
        """F4: one line for each resolution that is shown and may be followed up."""
        if not any(line.state in MAY for line in self.shown):
            raise Refusal("YS-L75", _("这里没有正在办的事项，不能批量记。"), next_step=_("点“全部”或“未办”再试。"))
        self._know_people()
        self.bulk.show()
        self._look()
        self.detail_holder.hide()
        self.strips = self.bulk.strips
        self.bulk.begin(self.shown, self._people)

    def leave_bulk(self) -> None:
        """Esc: back to the list; what was typed in the grid is there when it is opened again."""
        if self.bulk.isHidden():
            return
        self.bulk.hide()
        self.strips = self.detail.strips
        self.detail_holder.show()
        self._look()
        super().escape()

    # ---- the statutory decision

    def confirm(self, way: str) -> None:
        """F9, Shift+F9: ask what the statutory meeting or the owners decided on the chosen resolution."""
        sheet = self.detail.sheet
        if sheet is None or not self.detail.isVisibleTo(self) or not sheet.line.awaits_confirmation:
            raise Refusal("YS-L63", _("这条决议不用登记法定会议决定。"))
        from yishi.services import form_facts

        with self.workspace.read() as session:
            forms = form_facts.statutory(session)
        self.detail.confirm(way, self.entry.term.kind, forms, self.workspace.today)

    def _store_confirmation(self) -> None:
        told = self.detail.confirmation.store(self.workspace)
        self.escape()
        tell = getattr(self.window(), "tell", None)
        if tell is not None:
            tell(told)

    def escape(self) -> None:
        """Esc: leave what is being noted, back to the list."""
        self.detail.leave_confirming()
        self.entry.fold_up()
        self.leave_bulk()
        super().escape()
