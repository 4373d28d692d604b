"""议题: what people raise between meetings, caught in one line, then put on an agenda, dealt with or answered.

Keys: Ctrl+N into the entry row, Enter stores and stays there, F3 又提起了 for the topic pointed out while typing; ↓ from
the row into the list, Space ticks, Enter or F2 changes what is known, Ctrl+Enter 列入会议 (the ticked ones, else the
chosen one), Ctrl+P prints the slip, Del takes out what was noted by mistake (Ctrl+Z brings back); Esc leaves what is
open, then goes to the row.
"""

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QWidget

from yishi.gui import printing, theme
from yishi.gui.ime import commit_composition
from yishi.gui.layout import clear, column
from yishi.gui.page import Page
from yishi.gui.pages import roster, topic_acts, topic_rows
from yishi.gui.pages.duty_panel import DutyPanel
from yishi.gui.pages.entry import fill_empty, place, press_by_enter
from yishi.gui.pages.topic_detail import TopicDetail
from yishi.gui.pages.topic_entry import TopicEntryRow
from yishi.gui.pages.topic_papers import print_topic
from yishi.gui.table import Table
from yishi.gui.widgets import Button, Empty, Label, Segments, Strip
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.pool_lines import DutyHit, MentionLine, TopicEntry

FILTERS = ("new", "reply", "listed", "all")
_MOST_HINTS = 2


class TopicsPage(Page):
    """The pool of topics."""

    form = "topics"
    narrows = ("topics_table",)

    strip_place: QWidget
    entry_place: QWidget
    filter_choice: Segments
    count_label: Label
    lists_button: Button
    blank_button: Button
    list_card: QFrame
    topics_table: Table
    no_topics: Empty
    side_holder: QWidget

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.title = _("议题")
        self.entries: tuple[TopicEntry, ...] = ()
        self.ticked: set[str] = set()
        self.line = TopicEntryRow(workspace)
        self.text_box = self.line.text_box
        place(self.entry_place, self.line)
        self.detail, self.duties = TopicDetail(), DutyPanel(workspace)
        self.side_holder.setLayout(column(self.detail, self.duties))
        self.duties.hide()
        self.filter_choice.offer([(name, word) for name, word in zip(FILTERS, self._filter_words(), strict=True)])
        self.topics_table.set_columns(topic_rows.columns(), height=36)
        self.first_button = Button(_("记第一条"), key="Ctrl+N")
        self.all_button = Button(_("看全部"))
        for button, act in ((self.first_button, self.focus_entry), (self.all_button, self._see_all)):
            button.clicked.connect(act)
            press_by_enter(button)
        fill_empty(self.no_topics, "", self.first_button, self.all_button)
        self.strip_place.hide()
        self._connect()
        self.dress()

    @staticmethod
    def _filter_words() -> tuple[str, ...]:
        return _("新"), _("待回音"), _("已列入"), _("全部")

    def _connect(self) -> None:
        self.line.stored.connect(self._see)
        self.text_box.installEventFilter(self)
        self.filter_choice.picked.connect(lambda _name: self._fill())
        self.lists_button.clicked.connect(self.open_lists)
        self.blank_button.clicked.connect(lambda: self._print("topic-form", ""))
        press_by_enter(self.lists_button, self.blank_button)
        table = self.topics_table
        table.chosen.connect(self._choose)
        table.opened.connect(lambda _ref: self.act("facts"))
        table.ticked.connect(self._tick)
        self.detail.asked.connect(self.act)
        self.detail.decision.decided.connect(self._decided)
        self.detail.decision.listed.connect(self._put_on)
        self.detail.decision.left.connect(self.escape)
        self.detail.form.stored.connect(self._store_facts)
        self.detail.form.left.connect(self.escape)
        self.duties.left.connect(self.escape)
        self.key("Ctrl+N", self.focus_entry)
        self.key("F2", lambda: self.act("facts"))
        self.key("Ctrl+P", lambda: self.act("slip"))
        self.key("F3", self.line.raise_hinted)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            self.key(key, self._ctrl_enter)
        remove = QShortcut(QKeySequence("Del"), table, context=Qt.ShortcutContext.WidgetShortcut)
        remove.activated.connect(self.remove)

    # ---- what the page promises the window

    def home(self) -> QWidget | None:
        return self.text_box

    def keys(self) -> list[tuple[str, str]]:
        return [("Ctrl+N", _("记一条议题")), (_("回车"), _("记下，接着记下一条")), ("F3", _("又提起了")), ("↓", _("从输入行到列表里")),
                (_("空格"), _("勾选")), (_("Ctrl+回车"), _("列入会议")), ("F2", _("改议题")), ("Ctrl+P", _("打印回音单")),
                ("Del", _("删掉记错的"))]  # fmt: skip

    def menu_entries(self) -> list[tuple[str, str, Any]]:
        center = (_("打印中心"), "", lambda: self.wants.emit("papers", self.topics_table.chosen_ref()))
        return [(_("打印回音单"), "Ctrl+P", lambda: self.act("slip")), (_("打印空白议题征集表"), "", lambda: self._print("topic-form", "")),
                (_("打印空白金点子提案表"), "", lambda: self._print("proposal", "")), center]  # fmt: skip

    def show_ref(self, ref: Any) -> None:
        self.filter_choice.choose(ref if ref in FILTERS else "all")
        self.reload()
        self.topics_table.choose(ref)

    def reload(self) -> None:
        from yishi.services import topics

        with self.workspace.read() as session:
            self.entries = topics.entries(session, self.workspace.today)
        self.ticked &= {entry.id for entry in self.entries}
        people = [roster.candidate(person) for person in roster.people(self.workspace)]
        self.line.reload(people, self._units(), self.entries)
        owed = sum(entry.awaits_reply for entry in self.entries)
        crumb = _("议题池 {n}项").format(n=len(self.entries))
        self.say_title(_("议题"), crumb + (_("　{n}项待回音").format(n=owed) if owed else ""))
        self._fill()
        if self.lists_open:
            self.duties.reload()

    def _units(self) -> list[str]:
        known = [person.unit for person in roster.people(self.workspace)] + [entry.unit for entry in self.entries]
        return [unit for unit in dict.fromkeys(known) if unit]

    def _fill(self) -> None:
        name = self.filter_choice.value or "new"
        for each, word in zip(FILTERS, self._filter_words(), strict=True):
            count = sum(topic_rows.in_filter(entry, each) for entry in self.entries)
            self.filter_choice.label(each, f"{word} {count}" if count else word)
        shown = [entry for entry in self.entries if topic_rows.in_filter(entry, name)]
        today = self.workspace.today
        self.topics_table.show_rows([topic_rows.row(entry, today, entry.id in self.ticked) for entry in shown])
        self.topics_table.setVisible(bool(shown))
        self.no_topics.setVisible(not shown)
        self.first_button.setVisible(not self.entries)
        self.all_button.setVisible(bool(self.entries))
        self.no_topics.label.setText(self._nothing(name))
        self.count_label.setText(_("勾了{n}项").format(n=len(self.ticked)) if self.ticked else "")
        self._show_side()

    def _nothing(self, name: str) -> str:
        if not self.entries:
            return _("还没有议题。把居民说的一句话打进来就行。")
        return {"new": _("新提的都处理过了。"), "reply": _("没有欠着的回音。"), "listed": _("还没有列入会议的议题。")}.get(name, "")

    @property
    def chosen(self) -> TopicEntry | None:
        """The topic that is chosen in the list."""
        ref = self.topics_table.chosen_ref() if self.topics_table.isVisibleTo(self) else None
        return next((entry for entry in self.entries if entry.id == ref), None)

    def _choose(self, ref: Any) -> None:
        self._show_side()
        held = self.detail.entry
        self.detail.pinned_label.setVisible(held is not None and ref is not None and ref != held.id)

    def _show_side(self) -> None:
        from yishi.services import duty_lists, topics

        entry = self.chosen
        held = self.detail.entry
        if held is not None and self.detail.typed and (entry is None or entry.id != held.id):
            entry = next((each for each in self.entries if each.id == held.id), held)  # what is half typed stays with its topic
        hits: tuple[DutyHit, ...] = ()
        mentions: tuple[MentionLine, ...] = ()
        if entry is not None:
            with self.workspace.read() as session:
                hits = duty_lists.check_duty(session, f"{entry.title} {entry.situation}")
                mentions = topics.mentions(session, entry.id) if entry.mentions else ()
        self.detail.show_entry(entry, hits, mentions, self.workspace.today)
        self.detail.setVisible(entry is not None and not self.lists_open)
        self.side_holder.setVisible(entry is not None or self.lists_open)
        self._share_width()

    # ---- the entry row

    def focus_entry(self) -> None:
        """Ctrl+N: the cursor into the entry row."""
        commit_composition()
        self.text_box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _see(self, topic_id: str) -> None:
        """Choose a topic in the list, under the filter that has it."""
        entry = next((entry for entry in self.entries if entry.id == topic_id), None)
        if entry is not None and not topic_rows.in_filter(entry, self.filter_choice.value):
            self.filter_choice.choose("new" if entry.status == "new" else "all")
            self._fill()
        self.topics_table.choose(topic_id)

    def _see_all(self) -> None:
        self.filter_choice.choose("all")
        self._fill()
        self.topics_table.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- what is done with a topic

    def _tick(self, ref: str, on: bool) -> None:
        (self.ticked.add if on else self.ticked.discard)(ref)
        self._fill()

    def _meant(self) -> list[TopicEntry]:
        """Return the ticked topics in the order of the list, else the chosen one."""
        ticked = [entry for entry in self.entries if entry.id in self.ticked]
        return ticked or ([self.chosen] if self.chosen else [])

    def act(self, name: str) -> None:
        """Begin an act of the detail pane: at once where nothing has to be asked, else its panel."""
        entry = self.chosen
        if entry is None:
            return
        if name in ("slip", "form"):
            form = "proposal" if entry.source == "idea" else "topic-form"  # an idea brings its own plan
            self._print("reply-slip" if name == "slip" else form, entry.id)
        elif name == "facts":
            self.open_facts(entry)
        elif name == "take_back":
            topic_acts.take_back(self.workspace, entry)
        elif name == "put_on":
            self.put_on()
        elif name == "merge" and len(self._meant()) > 1:
            self._merge_ticked(entry)
        else:
            self._ask(name, entry)

    def _ask(self, name: str, entry: TopicEntry) -> None:
        self.close_lists()
        self.detail.open_decision()
        hit = self.detail.duty_hit
        first = hit.passed_to if name == "pass_up" and hit else ""
        self.detail.decision.begin(name, topic_acts.offered(name, entry, self.entries), first)

    def _decided(self) -> None:
        entry, decision = self.detail.entry, self.detail.decision
        if entry is not None and decision.act:
            topic_acts.decide(self.workspace, decision.act, entry, decision.said(self.workspace.today))
            self.detail.leave()
            self._home_to_list()

    def _merge_ticked(self, into: TopicEntry) -> None:
        topic_acts.merge(self.workspace, [entry for entry in self._meant() if entry.id != into.id], into)
        self.ticked.clear()
        self._fill()

    def _ctrl_enter(self) -> None:
        """Store what is open; else put the ticked or the chosen topics on a meeting."""
        if self.lists_open:
            self.duties.take()
        elif self.detail.form.entry is not None:
            self.detail.form.store()
        elif self.detail.decision.act:
            self.detail.decision.store()
        else:
            self.put_on()

    def put_on(self) -> None:
        """Ctrl+Enter: on the only meeting ahead at once; of several one is asked for."""
        from yishi.services import pool

        if not self._meant():
            return
        with self.workspace.read() as session:
            ahead = pool.ahead(session)
        if len(ahead) == 1:
            self._put_on(ahead[0].id)
        elif ahead:
            self.close_lists()
            self.detail.open_decision()
            self.detail.decision.choose_meeting(ahead)
        else:
            self._no_meeting()

    def _no_meeting(self) -> None:
        go = Button(_("去准备一场会"), small=True)
        go.clicked.connect(lambda: self.wants.emit("meetings", None))
        press_by_enter(go)
        self._put_strip(Strip("yellow", _("还没有准备好的会，也没有正在开的会。先准备一场，再把议题列进去。"), go))

    def _put_on(self, meeting_id: str) -> None:
        topic_acts.put_on(self.workspace, self._meant(), meeting_id)
        self.ticked.clear()
        self.detail.leave()
        self._fill()
        self._home_to_list()

    def remove(self) -> None:
        """Del: take what was noted by mistake out of the pool."""
        if self.chosen is not None:
            topic_acts.remove(self.workspace, self.chosen)

    # ---- facts, lists, papers

    def open_facts(self, entry: TopicEntry) -> None:
        """F2: everything that may be said of the topic."""
        self.close_lists()
        self.detail.open_form()
        people = [roster.candidate(person) for person in roster.people(self.workspace)]
        self.detail.form.begin(entry, people, self._units(), self.workspace.today)

    def _store_facts(self) -> None:
        entry = self.detail.form.entry
        if entry is not None:
            changed = topic_acts.describe(self.workspace, entry, self.detail.form.said(self.workspace.today))
            self.detail.leave()
            self._see(changed)
            self._home_to_list()

    def open_lists(self) -> None:
        """Show the lists of duties at the side."""
        self.detail.leave()
        self.duties.show()
        self._show_side()
        self.duties.begin()

    @property
    def lists_open(self) -> bool:
        """Whether the lists of duties stand at the side."""
        return not self.duties.isHidden()

    def close_lists(self) -> None:
        """Put the lists away."""
        self.duties.hide()
        self._show_side()

    def _print(self, name: str, topic_id: str) -> None:
        printing.offer(self.strip_place, print_topic(self.workspace, topic_id, name))

    def _put_strip(self, strip: Strip) -> None:
        layout = self.strip_place.layout()
        assert layout is not None
        clear(layout)
        layout.addWidget(strip)
        self.strip_place.show()

    def escape(self) -> None:
        """Esc: leave what is open, the focus back to the list; else to the entry row."""
        commit_composition()
        if self.lists_open:
            self.close_lists()
        elif self.detail.busy:
            self.detail.leave()
        else:
            self.strip_place.hide()
            super().escape()
            return
        self._home_to_list()

    def _home_to_list(self) -> None:
        """The focus back to the list, where it is not empty."""
        back = self.topics_table if self.topics_table.isVisibleTo(self) else self.text_box
        back.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        down = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Down
        if down and watched is self.text_box and "\n" not in self.text_box.toPlainText() and self.topics_table.isVisibleTo(self):
            self.topics_table.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return False

    def dress(self) -> None:
        if hasattr(self, "detail"):
            self._share_width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        """Where the page is narrow, the side is too, and what it says is left away in the list."""
        self.side_holder.setFixedWidth(min(theme.px(344), 430, max(round(self.width() * 0.36), theme.px(262))))
        side = self.side_holder.width() + 8 if self.side_holder.isVisibleTo(self) else 0
        for column_, least in topic_rows.LEAVES:
            self.topics_table.setColumnHidden(column_, self.width() - 32 - side < theme.px(least))
