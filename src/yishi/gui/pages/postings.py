"""公示登记 (两公开): every posting with its days, what happened to the paper on the wall, and what was objected to it.

Keys: ↑ ↓ choose a posting, Enter or 1…7 begin the entry, F6 a picture, Ctrl+Enter stores, Ctrl+P prints, Esc goes
back to the list.
"""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from yishi.domain.hanging import KINDS
from yishi.errors import Refusal
from yishi.gui import printing, theme
from yishi.gui.chips import Chip
from yishi.gui.controls import Button, Segments
from yishi.gui.layout import column, row
from yishi.gui.page import Page
from yishi.gui.pages import loop_words, posting_words, roster
from yishi.gui.pages.entry import fill_empty, press_by_enter
from yishi.gui.pages.leak_panel import LeakPanel
from yishi.gui.pages.photo_shelf import PhotoView, Shot
from yishi.gui.pages.posting_entry import ANSWER, OBJECT, REPEAT, PostingEntry
from yishi.gui.pages.told_strip import gives_way, tell
from yishi.gui.table import Cell, Column, Row, Table
from yishi.gui.timeline import Timeline
from yishi.gui.widgets import ElidedLabel, Empty, Label, Scroll, Strip
from yishi.gui.workspace import Workspace
from yishi.i18n import _

if TYPE_CHECKING:
    from yishi.services.posting_marks import PostingState

PAPERS = {"decision": "posting", "outcome": "outcome", "statutory": "statutory-posting"}


class PostingsPage(Page):
    """The list at the left, the chosen posting with its entry at the right."""

    form = "postings"
    narrows = ("posting_table",)
    list_card: QFrame
    count_label: Label
    show_choice: Segments
    posting_table: Table
    list_empty: Empty
    detail_card: QFrame
    paper_place: QWidget
    title_label: ElidedLabel
    state_chip: Chip
    period_label: Label
    told_strip: Strip
    check_button: Button
    a4_button: Button
    a3_button: Button
    marks_holder: QWidget
    entry_holder: QWidget

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.title = _("资料")
        self.found: dict[str, PostingState] = {}
        self._wanted = ""
        self.entry, self.timeline = PostingEntry(workspace), Timeline()
        self.views = {"up": PhotoView(_("贴出照片，还没有")), "down": PhotoView(_("取下照片，还没有"))}
        self.none_yet = Label(_("这张公示贴出去以后，在下面登记：哪天、贴在哪里、谁贴的，附一张照片。"), "muted", wrap=True)
        self.follow_button = Button(_("去落实"))
        fill_empty(self.list_empty, "", self.follow_button)
        self.paper_place.setLayout(column())
        self.paper_place.hide()
        self.photos = QWidget()
        self.photos.setLayout(row((self.views["up"], 1), (self.views["down"], 1)))
        self.marks_scroll = Scroll(column(self.none_yet, self.timeline, self.photos, None), name=_("经过"))
        self.leak_panel = LeakPanel(workspace)
        self.leak_panel.hide()
        self.marks_holder.setLayout(column(self.marks_scroll, (self.leak_panel, 1)))
        gives_way(self.marks_holder)
        self.entry_holder.setLayout(column(self.entry))
        self.show_choice.offer((("all", _("全部")), ("up", _("在贴")), ("todo", _("要补办"))))
        self.posting_table.set_columns((Column(_("状态"), 128), Column(_("公示")), Column(_("贴多久"), 132)), height=58)
        self._listen()
        self.built()

    def _listen(self) -> None:
        self.posting_table.chosen.connect(self._show)
        self.posting_table.opened.connect(lambda _ref: self.entry.focus_first())
        self.show_choice.picked.connect(lambda _value: self.reload())
        self.entry.stored.connect(self.store)
        self.follow_button.clicked.connect(lambda: self.wants.emit("follow", None))
        self.check_button.clicked.connect(self.check)
        self.leak_panel.decided.connect(self._count_leaks)
        self.a4_button.clicked.connect(lambda: self.print_paper("A4"))
        self.a3_button.clicked.connect(lambda: self.print_paper("A3"))
        press_by_enter(self.follow_button, self.check_button, self.a4_button, self.a3_button)
        for place in range(7):
            self.key(str(place + 1), lambda place=place: self.entry.choose_place(place))
        for key, act in (("F6", self.entry.photo_button.click), ("F7", self.check), ("Ctrl+P", lambda: self.print_paper("A4")),
                         ("Ctrl+Return", self.store), ("Ctrl+Enter", self.store)):  # fmt: skip
            self.key(key, act)

    # ---- what the page promises the window

    def home(self) -> QWidget:
        return self.posting_table if self.found else self.follow_button

    def show_ref(self, ref: Any) -> None:
        """`ref` is the id of a posting."""
        self._wanted = str(ref or "")
        self.show_choice.choose("all")

    def keys(self) -> list[tuple[str, str]]:
        return [("↑　↓", _("选一份公示")), (_("回车"), _("登记；在格子里就是到下一格")), ("1…7", _("贴出、撕毁、补贴、取下、记异议…")),
                ("F6", _("附照片")), ("F7", _("稿件检查：有没有个人信息")),
                ("Ctrl+Enter", _("记下")), ("Ctrl+P", _("打印这份公示")), ("Esc", _("回到左边的单子"))]  # fmt: skip

    def menu_entries(self) -> list[tuple[str, str, Any]]:
        return [(_("打印这份公示"), "Ctrl+P", lambda: self.print_paper("A4"))] if self.found else []

    def reload(self) -> None:
        from yishi.services import people, posting_marks

        today = self.workspace.today
        with self.workspace.read() as session:
            states = posting_marks.states(session, today)
            known = people.lines(session)
        shown = {"all": states, "up": tuple(p for p in states if p.hung is not None and p.hung.hangs),
                 "todo": tuple(p for p in states if p.hung is None or p.must_repeat or p.missing)}[self.show_choice.value]  # fmt: skip
        self.found = {p.id: p for p in shown}
        self.entry.set_people([(p.name, p.unit or p.role, roster.keys(p)) for p in known])
        self.count_label.setText(str(len(shown)) if shown else "")
        none_yet = _("还没有公示。会议的决议公示、结果公开，在落实里登记以后，会自己出现在这里。")
        self.list_empty.label.setText(_("这一类里没有公示。") if states else none_yet)
        self.follow_button.setVisible(not states)
        self.posting_table.setVisible(bool(shown))
        self.list_empty.setVisible(not shown)
        self.detail_card.setVisible(bool(shown))
        self.posting_table.show_rows([self._row(p) for p in shown])
        if self._wanted in self.found:
            self.posting_table.choose(self._wanted)
        self._wanted = ""
        if shown:
            self._show(self.posting_table.chosen_ref())
        self.say_title(_("资料"), _("公示登记"))
        self.share_room()

    def _row(self, p: "PostingState") -> Row:
        today = self.workspace.today
        state, word = posting_words.chip(p, today)
        lacks = _("{kind}　缺{what}").format(kind=p.words, what="、".join(p.missing)) if p.missing else ""
        where = _("{kind}　{places}").format(kind=p.words, places="、".join(p.places)) if p.places else p.words
        return Row(p.id, (Cell(word, chip=state), Cell(p.title, sub=lacks or where, bold=p.must_repeat, sub_kind="yellow" if lacks else ""),
                          Cell(posting_words.short_period(p, today), sub=posting_words.days(p).replace("逢假", ""),
                               sort=p.start.isoformat())))  # fmt: skip

    # ---- the chosen one

    def _show(self, ref: str | None) -> None:
        from yishi.services import posting_objections

        p = self.found.get(ref or "")
        if p is None:
            return
        today = self.workspace.today
        with self.workspace.read() as session:
            matters = posting_objections.matters(session, p.id)
            objections = posting_objections.of_posting(session, p.id, today)
        self.title_label.setText(_("{kind}　{title}").format(kind=p.words, title=p.title))
        self.title_label.setToolTip(self.title_label.text())
        self.state_chip.show_state(*posting_words.chip(p, today))
        where = "、".join(p.places)
        self.period_label.setText(posting_words.period(p) + (_("\n贴在{places}").format(places=where) if where else ""))
        self._tell(p)
        moments = posting_words.moments(p, objections, today)
        self.timeline.show_moments(moments)
        self.timeline.setVisible(bool(moments))
        self.none_yet.setVisible(not moments)
        for button in (self.check_button, self.a4_button, self.a3_button):
            button.setVisible(p.kind in PAPERS)
        self._show_leaks(p)
        self._show_photos(p)
        self.entry.show_posting(p, matters, objections, today)

    def _tell(self, p: "PostingState") -> None:
        said = []
        if p.must_repeat and p.hung is not None:
            said.append(_("应贴满{needed}天，只贴了{days}天，要重新公布。").format(needed=p.hung.needed, days=p.hung.days))
        if p.missing and p.hung is not None:
            said.append(_("还缺{what}。").format(what="、".join(p.missing)))
        tell(self.told_strip, "red" if p.must_repeat else "yellow", "".join(said))

    def _show_photos(self, p: "PostingState") -> None:
        for side, kinds in (("up", ("up", "again")), ("down", ("down",))):
            taken = [m for m in p.marks if m.sha256 and m.kind in kinds]
            shot = None
            if taken:
                mark = taken[-1]
                caption = f"{mark.words}　{loop_words.short_day(mark.on, self.workspace.today)}　{mark.place}".strip()
                shot = Shot(self.workspace.kept_file(mark.sha256), caption)
            self.views[side].show_shot(shot)
        self.photos.setVisible(any(mark.sha256 for mark in p.marks))

    # ---- what might give somebody away

    def _show_leaks(self, p: "PostingState") -> None:
        """Look through the paper of this posting; the list of what was found stays open only while it is the same posting."""
        if p.kind not in PAPERS:
            self._open_leaks(False)
            return
        about = p.meeting_id if p.kind == "decision" else p.resolution_id
        if about != self.leak_panel.about or PAPERS[p.kind] != self.leak_panel.document:
            self._open_leaks(False)
        self.leak_panel.show_for(PAPERS[p.kind], about)
        self._count_leaks()

    def _count_leaks(self) -> None:
        waiting = self.leak_panel.undecided
        self.check_button.set_word(_("稿件检查 {n}").format(n=waiting) if waiting else _("稿件检查"))
        self.check_button.set_kind("tonal" if waiting else "quiet")
        said = _("有{n}处像个人信息，还没有人看过，先打码") if waiting else _("有没有不该上墙的个人信息")
        self.check_button.setToolTip(said.format(n=waiting))

    def _open_leaks(self, on: bool) -> None:
        self.leak_panel.setVisible(on)
        self.marks_scroll.setVisible(not on)
        self.entry_holder.setVisible(not on)

    def check(self) -> None:
        """F7: look at what was found in the paper, and again: back to what happened to it."""
        if not self.check_button.isVisible():
            return
        self._open_leaks(not self.leak_panel.isVisible())
        if self.leak_panel.isVisible():
            self.leak_panel.refresh()
            self.leak_panel.focus_first()

    # ---- what it does

    def store(self) -> None:
        """Ctrl+Enter: write down what is typed; what is refused leaves it as it was typed."""
        from yishi.services import posting_marks

        p = self.found.get(self.posting_table.chosen_ref() or "")
        if p is None:
            return
        act, typed, today = self.entry.act, self.entry.typed(), self.workspace.today
        if act == REPEAT:
            with self.workspace.write("posting_repeat", words=_("重新公布“{title}”").format(title=p.title[:12])) as session:
                posting_marks.repeat(session, p.id, typed["on"], today)
        elif act in KINDS:
            words = _("记{kind}“{title}”").format(kind=_(KINDS[act]), title=p.title[:12])
            with self.workspace.write("posting_mark", words=words) as session:
                posting_marks.mark(session, p.id, act, typed["on"], today, typed["place"], typed["by"], self.entry.photo_button.keep())
        else:
            self._hear(p, act, typed)
        self.home().setFocus(Qt.FocusReason.OtherFocusReason)

    def _hear(self, p: "PostingState", act: str, typed: dict[str, Any]) -> None:
        """Write down an objection or the answer to the oldest one of this posting (YS-G31: to what? YS-G32: not its turn)."""
        from yishi.services import loop_events, posting_objections

        if not typed["matter"]:
            raise Refusal("YS-G31", _("这场会还没有决议，记不上异议。"), next_step=_("先在会议里把议定的事存为决议。"))
        said = {"text": typed["text"]} if act == OBJECT else {"reply": typed["text"]}
        with self.workspace.write(act) as session:
            made = loop_events.happen(session, typed["matter"], act, typed["by"], typed["on"], self.workspace.today,
                                      self.workspace.actor, **said)  # fmt: skip
            here = {o.id for o in posting_objections.of_posting(session, p.id, self.workspace.today)}
            if act == ANSWER and made not in here:
                raise Refusal("YS-G32", _("同一条决议的另一份公示还有更早的异议没有答复。"), next_step=_("请先到那份公示答复更早的一条。"))

    def print_paper(self, size: str) -> None:
        """Ctrl+P: the paper of this posting, made from what may be shown to everybody."""
        from yishi.documents.manner import Manner

        p = self.found.get(self.posting_table.chosen_ref() or "")
        if p is None:
            return
        manner = Manner(paper=size)
        if p.kind == "outcome":
            printed = printing.print_resolution(self.workspace, p.resolution_id, "outcome", manner)
        elif p.kind == "statutory":
            printed = printing.print_about(self.workspace, PAPERS[p.kind], p.resolution_id, manner)
        else:
            printed = printing.print_meeting(self.workspace, p.meeting_id, "posting", manner)
        printing.offer(self.paper_place, printed)

    # ---- sizes

    def share_room(self) -> None:
        for view in self.views.values():
            view.setFixedHeight(theme.px(104))
        self.detail_card.setFixedWidth(min(theme.px(470), round((self.width() - 32) * 0.46)))
