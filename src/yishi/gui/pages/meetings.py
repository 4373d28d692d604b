"""会议: the list of meetings; at the right the chosen one with its papers, or the preparation of one that is to come.

Keys: Ctrl+N new meeting (F9 begins it from anywhere in its preparation), Enter on a meeting goes into its room or its
preparation, F9 on an open one into its room, Ctrl+P prints its minutes (before it begins: its notice), Esc back to the list.
"""

from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from yishi.gui import printing, theme
from yishi.gui.chips import Chip
from yishi.gui.controls import Button, Segments
from yishi.gui.ime import commit_composition
from yishi.gui.layout import ANY_WIDTH, clear
from yishi.gui.page import Page
from yishi.gui.pages import meeting_matters, meeting_words
from yishi.gui.pages.entry import fill_empty, place, press_by_enter
from yishi.gui.pages.meeting_final import FinalCard
from yishi.gui.pages.prepare import Prepare
from yishi.gui.table import Cell, Column, Row, Table
from yishi.gui.widgets import Card, ElidedLabel, Empty, Fact, Glyph, Label, opened_name
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.answers import MeetingLine, MeetingSheet


class MeetingsPage(Page):
    """The meetings of this book, newest first."""

    form = "meetings"
    narrows = ("meetings_table",)

    strip_place: QWidget
    list_card: Card
    new_button: Button
    late_button: Button
    year_segments: Segments
    meetings_table: Table
    no_meetings: Empty
    year_label: Label
    side: QStackedWidget
    sheet_page: QWidget
    form_page: QWidget
    empty_page: QWidget
    sheet_glyph: Glyph
    sheet_title: Label
    sheet_facts: ElidedLabel
    sheet_chip: Chip
    continue_button: Button
    place_fact: Fact
    host_fact: Fact
    recorder_fact: Fact
    here_fact: Fact
    absent_fact: Fact
    matters_table: Table
    minutes_button: Button
    record_button: Button
    sign_in_sheet_button: Button

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.title = _("会议")
        self.lines: tuple[MeetingLine, ...] = ()
        self._wanted, self._last = "", None
        self._filling = False  # rows come and go: nobody chose them
        self._made: dict[str, set[str]] = {}
        self.narrow = self.entered = False  # entered: the user works in the preparation, not in the list
        self.prepare = Prepare(workspace)
        place(self.form_page, self.prepare)
        self.meetings_table.set_columns(
            (Column(_("日期"), 92), Column(_("期号"), 112), Column(_("会议")), Column(_("实到/应到"), 82, "right"),
             Column(_("议题"), 52, "right"), Column(_("决议"), 52, "right"), Column(_("状态"), 92, sorts=False), Column(_("已打印"), 66)),
            height=56,
        )  # fmt: skip
        self.matters_table.set_columns((Column("", 40), Column(""), Column("", 104)), height=45, header=False)
        for fact, word in ((self.place_fact, _("地点")), (self.host_fact, _("主持")), (self.recorder_fact, _("记录")),
                           (self.here_fact, _("到会")), (self.absent_fact, _("缺席"))):  # fmt: skip
            fact.word.setText(word)
        self.final = FinalCard(workspace)
        self.final.host(self.sheet_chip, self.minutes_button)
        self._say_empty()
        self._connect()
        self.strip_place.hide()
        self.dress()

    def _say_empty(self) -> None:
        self.first_button = now = Button(_("直接开会"), kind="primary", key="Ctrl+N")
        ahead, sample = Button(_("先准备")), Button(_("看样例"))
        now.setObjectName("first_meeting_button")
        now.clicked.connect(lambda: self.new_meeting())
        ahead.clicked.connect(lambda: self.new_meeting(into="day"))
        sample.clicked.connect(lambda: self.wants.emit("first_run", None))
        press_by_enter(now, ahead, sample)
        fill_empty(self.no_meetings, _("还没有开过会。现在就开一场，或者先定好日子、议题和名单，到时再开。"), sample, ahead, now)

    def _connect(self) -> None:
        self.meetings_table.chosen.connect(self._choose)
        self.meetings_table.opened.connect(self.enter)
        self.matters_table.opened.connect(self._open_matter)
        self.new_button.clicked.connect(lambda: self.new_meeting())
        self.late_button.clicked.connect(lambda: self.wants.emit("teahouse", "new"))
        self.continue_button.clicked.connect(self.go_on)
        self.final.entered.connect(self.enter)
        self.final.printed.connect(self.print_paper)
        self.year_segments.picked.connect(lambda _year: self._show_list())
        self.prepare.begun.connect(lambda meeting_id: self.wants.emit("room", meeting_id))
        self.prepare.left.connect(self.escape)
        self.prepare.made.connect(lambda printed: printing.offer(self.strip_place, printed))
        papers = ((self.minutes_button, "minutes"), (self.record_button, "record"), (self.sign_in_sheet_button, "sign-in"))
        for button, document in papers:
            button.clicked.connect(lambda _on=False, document=document: self.print_paper(document))
        press_by_enter(self.new_button, self.late_button, self.continue_button, *(button for button, _document in papers))
        for key, act in (("Ctrl+N", lambda: self.new_meeting()), ("F9", self.begin), ("Ctrl+P", lambda: self.print_paper("minutes"))):
            self.key(key, act)

    def home(self) -> QWidget | None:
        return self.prepare.home() if self.entered else self.meetings_table if self.lines else self.new_button

    def keys(self) -> list[tuple[str, str]]:
        return [("Ctrl+N", _("新会议")), ("F9", _("开始会议，继续开会")), (_("回车"), _("进会议室；还没开的，接着准备")),
                ("Alt+↑↓", _("准备时调议题顺序")), ("F2", _("准备时写这一项的分钟数")), ("Del", _("准备时拿掉议题、拿掉人")),
                ("Ctrl+P", _("打印纪要；还没开的，打印通知"))]  # fmt: skip

    def menu_entries(self) -> list[tuple[str, str, Any]]:
        words = ((_("打印会议纪要"), "Ctrl+P", "minutes"), (_("打印会议记录"), "", "record"), (_("打印签到表"), "", "sign-in"))
        rules = (_("会议形式和规则"), "", lambda: self.wants.emit("settings", "forms"))
        center = (_("打印中心"), "", lambda: self.wants.emit("papers", self.chosen.id if self.chosen else None))
        return [*((word, key, lambda document=document: self.print_paper(document)) for word, key, document in words), center, rules]

    def show_ref(self, ref: Any) -> None:
        if ref == "new":
            self.new_meeting()
            return
        self._wanted = str(ref)
        self._leave_form()
        self.entered = any(line.id == ref and line.state == "planned" for line in self.lines)

    # ---- showing

    def reload(self) -> None:
        from yishi.services import communities, meetings

        with self.workspace.read() as session:
            self.lines = meetings.lines(session)
            facts = communities.facts(session)
        self._made = printing.papers_made()
        year = self.workspace.today.year
        this_year = [line for line in self.lines if line.start.startswith(str(year))]
        chosen = self.year_segments.value
        self.year_segments.offer((("year", _("{year}年").format(year=year)), ("all", _("全部"))))
        self.year_segments.choose(chosen or ("year" if this_year else "all"))
        crumb = [facts.name] if facts else []
        if this_year:
            ahead = sum(line.state == "planned" for line in this_year)
            words = _("{year}年开了{n}场").format(year=year, n=len(this_year) - ahead)
            crumb.append(words + (_("，备着{n}场").format(n=ahead) if ahead else ""))
        self.say_title(_("会议"), " · ".join(crumb))
        if self.prepare.meeting_id and all(line.id != self.prepare.meeting_id for line in self.lines):
            self._leave_form()  # it was given up, or its planning was undone
        self._show_list()

    def _show_list(self) -> None:
        year = str(self.workspace.today.year)
        shown = [line for line in self.lines if self.year_segments.value != "year" or line.start.startswith(year)]
        wanted = self._wanted or (self.prepare.meeting_id if self.side.currentWidget() is self.form_page else "")
        if wanted and all(line.id != wanted for line in shown):
            shown = list(self.lines)
            self.year_segments.choose("all")
        self._wanted, self._filling = "", True
        self.meetings_table.show_rows([self._row(line) for line in shown])
        if wanted:
            self.meetings_table.choose(wanted)
        self._filling, self._last = False, self.meetings_table.chosen_ref()
        for part in (self.new_button, self.late_button, self.meetings_table, self.year_label, self.year_segments):
            part.setVisible(bool(self.lines))
        self.no_meetings.setVisible(not self.lines)
        held = [line for line in shown if line.state != "planned"]
        came, due = sum(line.present for line in held), sum(line.expected for line in held)
        words = _("{n}场，来了{came}人次").format(n=len(held), came=came)
        if due:
            words += _("，到会率{rate}%").format(rate=round(100 * came / due))
        self.year_label.setText(words)
        self.year_label.setContentsMargins(12, 6, 12, 8)
        self._show_side()

    def _row(self, line: MeetingLine) -> Row:
        day, hour = meeting_words.short_start(line.start, self.workspace.today)
        chip, word = meeting_words.chip(line.state)
        printed = _("纪要") if "会议纪要" in self._made.get(printing.file_name(line.number), ()) else ""
        told = meeting_words.counts(line) + (_("　纪要已打印") if printed else "")
        below = told if self.narrow else "　".join(part for part in (line.form_name, line.place) if part)
        came = f"{line.present}/{line.expected}" if line.state != "planned" else f"—/{line.expected}"
        return Row(line.id, (
            Cell(day, sub=hour, bold=True, sort=line.start), Cell(line.number, kind="muted"), Cell(line.title, sub=below),
            Cell(came, sort=line.present), Cell(str(line.topics), sort=line.topics), Cell(str(line.resolutions), sort=line.resolutions),
            Cell(word, chip=chip), Cell(printed, kind="muted"),
        ))  # fmt: skip

    def _choose(self, ref: Any) -> None:
        """Another row was chosen: what was only proposed is left."""
        if self._filling:
            return
        if ref != self._last and self.prepare.proposed and self.side.currentWidget() is self.form_page:
            self._leave_form()
        self._last = ref
        self._show_side()

    @property
    def chosen(self) -> MeetingLine | None:
        """The meeting that is chosen in the list."""
        ref = self.meetings_table.chosen_ref()
        return next((line for line in self.lines if line.id == ref), None)

    def _show_side(self) -> None:
        if self.prepare.proposed and self.side.currentWidget() is self.form_page:
            self._arrange()
            return
        line = self.chosen
        prepared = line is not None and line.state == "planned" and (self.entered or self._fits_both())
        self.side.setCurrentWidget(self.form_page if prepared else self.sheet_page if line else self.empty_page)
        self.side.setVisible(line is not None)
        if line is not None and prepared:
            self.prepare.show_meeting(line.id)
        elif line is not None:
            self.prepare.forget()
            self.entered = False
            from yishi.services import meetings

            with self.workspace.read() as session:
                self._show_sheet(meetings.sheet(session, line.id, self.workspace.today))
        self._arrange()

    def _show_sheet(self, sheet: MeetingSheet) -> None:
        line = sheet.line
        self.sheet_glyph.show_icon(meeting_words.glyph_of(line.form), "primary")
        self.sheet_title.setText(line.title)
        until = _(" 到 {t}").format(t=line.end[11:]) if line.end else ""
        entered = sheet.entered_on
        late = _("　{m}月{d}日补录").format(m=entered.month, d=entered.day) if entered else ""
        self.sheet_facts.setText(meeting_words.long_start(line.start) + until + late)
        self.sheet_chip.show_state(*meeting_words.chip(line.state))
        ahead, is_open = line.state == "planned", line.state in ("open", "planned")
        word = {"planned": _("接着准备"), "open": _("进会议室")}.get(line.state, _("继续开会"))
        self.continue_button.set_word(word, "F9" if line.state == "open" else "")
        self.continue_button.setVisible(line.state != "final")
        self.continue_button.set_kind("primary" if is_open else "")
        self.minutes_button.set_kind("" if is_open else "primary")
        for button in (self.minutes_button, self.record_button):
            button.setHidden(ahead)
        self.final.show_meeting(sheet)
        self.place_fact.show_value(line.place or "—")
        self.host_fact.show_value(sheet.host or "—")
        self.recorder_fact.show_value(sheet.recorder or "—")
        observers = len(sheet.marked("observer"))
        words = _("应到{a}人，实到{b}人").format(a=line.expected, b=line.present)
        self.here_fact.show_value(words + (_("，列席{n}人").format(n=observers) if observers else ""))
        absent = [
            opened_name(each.name) + (f"（{each.reason}）" if each.reason else "") for each in sheet.marked("absent", "expected")
        ]
        self.absent_fact.show_value("、".join(absent[:6]) + (_("等{n}人").format(n=len(absent)) if len(absent) > 6 else ""))
        self.absent_fact.setVisible(bool(absent))
        self.matters_table.show_rows(meeting_matters.rows(sheet))
        if not self.matters_table.hasFocus():
            self.matters_table.clearSelection()

    def _open_matter(self, ref: Any) -> None:
        if ref:
            self.wants.emit("follow", ref)

    # ---- acting

    def new_meeting(self, *, into: str = "title") -> None:
        """Ctrl+N: the preparation of the next meeting, filled with what the last one had; `into`: where the cursor waits."""
        commit_composition()
        self.side.setCurrentWidget(self.form_page)
        self.side.show()
        self.entered = True
        self.prepare.forget()
        self.prepare.propose(into=into)
        self._arrange()

    def begin(self) -> None:
        """F9: begin the meeting that is prepared; else go into the chosen open meeting, else prepare a new one."""
        if self.side.currentWidget() is self.form_page:
            self.prepare.start()
        elif self.chosen is not None and self.chosen.state == "open":
            self.enter(self.chosen.id)
        else:
            self.new_meeting()

    def enter(self, meeting_id: str) -> None:
        """Go into the room of a meeting (a closed one can be looked at there), or into its preparation."""
        line = next((line for line in self.lines if line.id == meeting_id), None)
        if line is None or line.state != "planned":
            self.wants.emit("room", meeting_id)
            return
        self.entered = True
        self._show_side()
        self.prepare.home().setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self) -> None:
        """Go on with the chosen meeting, opening it again when it was closed."""
        from yishi.services import room

        line = self.chosen
        if line is None:
            return
        if line.state not in ("open", "planned"):
            with self.workspace.write("meeting", words=_("继续开会")) as session:
                room.reopen_meeting(session, line.id)
        self.enter(line.id)

    def print_paper(self, document: str) -> None:
        """Make a paper of the chosen meeting and offer it above the list."""
        line = self.chosen
        if self.side.currentWidget() is self.form_page:
            self.prepare.print_paper("notice" if document == "minutes" else document)
        elif line is not None:
            printing.offer(self.strip_place, printing.print_meeting(self.workspace, line.id, document))

    def _leave_form(self) -> None:
        self.entered = False
        self.prepare.forget()
        self.side.setCurrentWidget(self.sheet_page)
        layout = self.strip_place.layout()
        assert layout is not None
        clear(layout)
        self.strip_place.hide()

    def escape(self) -> None:
        """Esc: out of the pool, then out of the preparation, back to the list."""
        commit_composition()
        if self.side.currentWidget() is self.form_page and self.prepare.agenda.leave_pool():
            self.prepare.agenda.topic_box.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if self.entered or self.prepare.proposed:
            self._leave_form()
        self._show_side()
        super().escape()

    # ---- sizes

    def dress(self) -> None:
        if hasattr(self, "prepare"):
            self.matters_table.setMinimumHeight(theme.px(46))  # at big text one row is seen and the rest scrolls
            self.recorder_fact.setHidden(theme.points >= 14)
            self.minutes_button.set_word(_("打印纪要"), "Ctrl+P" if theme.points < 18 else "")
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.workspace.book is not None and self.chosen is not None and self.chosen.state == "planned":
            self._show_side()
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """What the preparation needs alone: else list and preparation side by side would keep the window from becoming narrow."""
        least = super().minimumSizeHint()
        return QSize(min(least.width(), theme.px(680)), least.height())

    def _fits_both(self) -> bool:
        """Whether list and preparation find room side by side."""
        return self.width() - 32 - self._list_width() >= theme.px(760)

    def _list_width(self) -> int:
        return max(theme.px(300), min(theme.px(400), self.width() * 31 // 100))

    def _arrange(self) -> None:
        """Where the list is narrow, number and counts stand below the title instead of in columns of their own."""
        width, preparing = max(self.width(), 640), self.side.currentWidget() is self.form_page
        for part in (self.sheet_page, self.form_page):  # what is not shown asks for no room
            shown = part is self.side.currentWidget()
            policy = QSizePolicy.Policy.Preferred if shown else QSizePolicy.Policy.Ignored
            part.setSizePolicy(policy, policy)
        if preparing:
            self.list_card.setFixedWidth(self._list_width())
            self.list_card.setVisible(self._fits_both() and bool(self.lines))
            self.side.setMinimumWidth(0)
            self.side.setMaximumWidth(ANY_WIDTH)
        else:
            self.list_card.setMinimumWidth(0)
            self.list_card.setMaximumWidth(ANY_WIDTH)
            self.list_card.show()
            self.side.setFixedWidth(min(theme.px(440), width * 46 // 100))
        self.prepare.back_button.setHidden(not self.list_card.isHidden())
        narrow = preparing or width - self.side.width() < theme.px(740)
        if narrow != self.narrow:
            self.narrow = narrow
            for hidden in (1, 3, 4, 5, 7):
                self.meetings_table.setColumnHidden(hidden, narrow)
            if self.workspace.book is not None:
                self._show_list()
