"""会议: the list of meetings; at the right the chosen one with its papers, or the form that begins a new one.

Keys: Ctrl+N new meeting (F9 begins it from anywhere in the form), Enter or F9 on a meeting goes into its room,
Ctrl+P prints its minutes, Esc leaves the form.
"""

from datetime import date
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from yishi.domain.marker import N_
from yishi.gui import printing, theme
from yishi.gui.chips import Chip
from yishi.gui.controls import Button, Segments
from yishi.gui.ime import commit_composition
from yishi.gui.layout import clear, column
from yishi.gui.page import Page
from yishi.gui.pages import loop_words
from yishi.gui.pages.entry import fill_empty, press_by_enter
from yishi.gui.pages.new_meeting import NewMeeting, glyph_of
from yishi.gui.table import Cell, Column, Row, Table
from yishi.gui.widgets import Card, ElidedLabel, Empty, Fact, Glyph, Label, Scroll, opened_name
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.answers import MeetingLine, MeetingSheet, ResolutionSheet

WEEK = N_("一 二 三 四 五 六 日")


class MeetingsPage(Page):
    """The meetings of this book, newest first."""

    form = "meetings"

    strip_place: QWidget
    list_card: Card
    new_button: Button
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
        self._wanted = ""
        self.narrow = False
        self.new = NewMeeting(workspace)
        layout = self.form_page.layout()
        assert layout is not None
        layout.addWidget(Scroll(column(self.new, margin=0), name=_("新会议")))
        self.meetings_table.set_columns(
            (Column(_("日期"), 92), Column(_("期号"), 112), Column(_("会议")), Column(_("实到/应到"), 82, "right"),
             Column(_("议题"), 52, "right"), Column(_("决议"), 52, "right"), Column(_("状态"), 92, sorts=False)),
            height=56,
        )  # fmt: skip
        self.matters_table.set_columns((Column("", 40), Column(""), Column("", 104)), height=45, header=False)
        for fact, word in ((self.place_fact, _("地点")), (self.host_fact, _("主持")), (self.recorder_fact, _("记录")),
                           (self.here_fact, _("到会")), (self.absent_fact, _("缺席"))):  # fmt: skip
            fact.word.setText(word)
        self._say_empty()
        self._connect()
        self.strip_place.hide()
        self.dress()

    def _say_empty(self) -> None:
        now, sample = Button(_("直接开会"), kind="primary", key="Ctrl+N"), Button(_("先看看样例"))
        now.setObjectName("first_meeting_button")
        now.clicked.connect(self.new_meeting)
        sample.clicked.connect(lambda: self.wants.emit("first_run", None))
        roster = Button(_("先录名册"))
        roster.clicked.connect(lambda: self.wants.emit("people", None))
        press_by_enter(now, sample, roster)
        fill_empty(self.no_meetings, _("还没有开过会。现在就开一场，或者先把名册录好。"), roster, sample, now)

    def _connect(self) -> None:
        self.meetings_table.chosen.connect(lambda _ref: self._show_side())
        self.meetings_table.opened.connect(self.enter)
        self.matters_table.opened.connect(self._open_matter)
        self.new_button.clicked.connect(self.new_meeting)
        self.continue_button.clicked.connect(self.go_on)
        self.year_segments.picked.connect(lambda _year: self._show_list())
        self.new.begun.connect(lambda meeting_id: self.wants.emit("room", meeting_id))
        self.new.left.connect(self.escape)
        papers = ((self.minutes_button, "minutes"), (self.record_button, "record"), (self.sign_in_sheet_button, "sign-in"))
        for button, document in papers:
            button.clicked.connect(lambda _on=False, document=document: self.print_paper(document))
        press_by_enter(self.new_button, self.continue_button, *(button for button, _document in papers))
        self.key("Ctrl+N", self.new_meeting)
        self.key("F9", self.begin)
        self.key("Ctrl+P", lambda: self.print_paper("minutes"))

    def home(self) -> QWidget | None:
        if self.side.currentWidget() is self.form_page:
            return self.new.home()
        return self.meetings_table if self.lines else self.new_button

    def keys(self) -> list[tuple[str, str]]:
        return [("Ctrl+N", _("新会议")), ("F9", _("开始会议，继续开会")), (_("回车"), _("进会议室")), ("Ctrl+P", _("打印纪要"))]

    def menu_entries(self) -> list[tuple[str, str, Any]]:
        words = ((_("打印会议纪要"), "Ctrl+P", "minutes"), (_("打印会议记录"), "", "record"), (_("打印签到表"), "", "sign-in"))
        return [(word, key, lambda document=document: self.print_paper(document)) for word, key, document in words]

    def show_ref(self, ref: Any) -> None:
        if ref == "new":
            self.new_meeting()
            return
        self._wanted = str(ref)
        self._leave_form()

    # ---- showing

    def reload(self) -> None:
        from yishi.services import communities, meetings

        with self.workspace.read() as session:
            self.lines = meetings.lines(session)
            facts = communities.facts(session)
        year = self.workspace.today.year
        this_year = [line for line in self.lines if line.start.startswith(str(year))]
        chosen = self.year_segments.value
        self.year_segments.offer((("year", _("{year}年").format(year=year)), ("all", _("全部"))))
        self.year_segments.choose(chosen or ("year" if this_year else "all"))
        crumb = [facts.name] if facts else []
        if this_year:
            crumb.append(_("{year}年开了{n}场").format(year=year, n=len(this_year)))
        self.say_title(_("会议"), " · ".join(crumb))
        self._show_list()
        self.new.reload()

    def _show_list(self) -> None:
        year = str(self.workspace.today.year)
        shown = [line for line in self.lines if self.year_segments.value != "year" or line.start.startswith(year)]
        if self._wanted and all(line.id != self._wanted for line in shown):
            shown = list(self.lines)
            self.year_segments.choose("all")
        self.meetings_table.show_rows([self._row(line) for line in shown])
        if self._wanted:
            self.meetings_table.choose(self._wanted)
            self._wanted = ""
        for part in (self.new_button, self.meetings_table, self.year_label, self.year_segments):
            part.setVisible(bool(self.lines))
        self.no_meetings.setVisible(not self.lines)
        came, due = sum(line.present for line in shown), sum(line.expected for line in shown)
        words = _("{n}场，来了{came}人次").format(n=len(shown), came=came)
        if due:
            words += _("，到会率{rate}%").format(rate=round(100 * came / due))
        self.year_label.setText(words)
        self.year_label.setContentsMargins(12, 6, 12, 8)
        self._show_side()

    def _row(self, line: MeetingLine) -> Row:
        day = date.fromisoformat(line.start[:10])
        this_year = day.year == self.workspace.today.year
        shown = f"{day.month}-{day.day}" if this_year else f"{day.year}-{day.month}-{day.day}"
        when = _("周{day} {time}").format(day=_(WEEK).split()[day.weekday()], time=line.start[11:])
        chip, word = ("live", _("进行中")) if line.state == "open" else ("sealed", _("已结束"))
        below = (line.number if self.narrow else "", line.form_name, line.place)
        return Row(line.id, (
            Cell(shown, sub=when, bold=True, sort=line.start), Cell(line.number, kind="muted"),
            Cell(line.title, sub="　".join(part for part in below if part)),
            Cell(f"{line.present}/{line.expected}", sort=line.present), Cell(str(line.topics), sort=line.topics),
            Cell(str(line.resolutions), sort=line.resolutions), Cell(word, chip=chip),
        ))  # fmt: skip

    @property
    def chosen(self) -> MeetingLine | None:
        """The meeting that is chosen in the list."""
        ref = self.meetings_table.chosen_ref()
        return next((line for line in self.lines if line.id == ref), None)

    def _show_side(self) -> None:
        if self.side.currentWidget() is self.form_page:
            return
        line = self.chosen
        self.side.setVisible(line is not None)
        self.side.setCurrentWidget(self.sheet_page if line else self.empty_page)
        if line is None:
            return
        from yishi.services import meetings

        with self.workspace.read() as session:
            self._show_sheet(meetings.sheet(session, line.id, self.workspace.today))

    def _show_sheet(self, sheet: MeetingSheet) -> None:
        line, day = sheet.line, date.fromisoformat(sheet.line.start[:10])
        self.sheet_glyph.show_icon(glyph_of(line.form), "primary")
        self.sheet_title.setText(line.title)
        week = _(WEEK).split()[day.weekday()]
        when = _("{y}年{m}月{d}日　周{w}　{t}").format(y=day.year, m=day.month, d=day.day, w=week, t=line.start[11:])
        self.sheet_facts.setText(when + (_(" 到 {t}").format(t=line.end[11:]) if line.end else ""))
        is_open = line.state == "open"
        self.sheet_chip.show_state("live" if is_open else "sealed", _("进行中") if is_open else _("已结束"))
        self.continue_button.set_word(_("进会议室") if is_open else _("继续开会"), "F9" if is_open else "")
        self.continue_button.set_kind("primary" if is_open else "")
        self.minutes_button.set_kind("" if is_open else "primary")
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
        self.matters_table.show_rows(self._matters(sheet))
        if not self.matters_table.hasFocus():
            self.matters_table.clearSelection()

    def _matters(self, sheet: MeetingSheet) -> list[Row]:
        rows = []
        for item in sheet.agenda:
            counts = _("发言 {a}　表决 {b}").format(a=item.speeches, b=item.motions)
            rows.append(Row("", (Cell(cap=str(item.no)), Cell(item.title, sub=counts, bold=True), Cell())))
            rows += [self._resolution(each) for each in sheet.resolutions if each.agenda == item.no]
        return rows

    def _resolution(self, each: ResolutionSheet) -> Row:
        line = each.line
        who = "　".join(part for part in (line.number, opened_name(line.owner.partition("（")[0])) if part)
        state, word = loop_words.chip(line)
        return Row(line.id, (Cell(), Cell(line.text, sub=who), Cell(word, chip=state)))

    def _open_matter(self, ref: Any) -> None:
        if ref:
            self.wants.emit("follow", ref)

    # ---- acting

    def new_meeting(self) -> None:
        """Ctrl+N: the form at the right, filled with what the last meeting had."""
        commit_composition()
        self.side.setCurrentWidget(self.form_page)
        self.side.show()
        self.new.begin()

    def begin(self) -> None:
        """F9: begin what the form says; without the form go into the chosen open meeting, else open the form."""
        if self.side.currentWidget() is self.form_page:
            self.new.start()
        elif self.chosen is not None and self.chosen.state == "open":
            self.enter(self.chosen.id)
        else:
            self.new_meeting()

    def enter(self, meeting_id: str) -> None:
        """Go into the room of a meeting; a closed one can be looked at there."""
        self.wants.emit("room", meeting_id)

    def go_on(self) -> None:
        """Go on with the chosen meeting, opening it again when it was closed."""
        from yishi.services import room

        line = self.chosen
        if line is None:
            return
        if line.state != "open":
            with self.workspace.write("meeting", words=_("继续开会")) as session:
                room.reopen_meeting(session, line.id)
        self.enter(line.id)

    def print_paper(self, document: str) -> None:
        """Make a paper of the chosen meeting and offer it above the list."""
        line = self.chosen
        if line is not None and self.side.currentWidget() is self.sheet_page:
            printing.offer(self.strip_place, printing.print_meeting(self.workspace, line.id, document))

    def _leave_form(self) -> None:
        self.side.setCurrentWidget(self.sheet_page)
        layout = self.strip_place.layout()
        assert layout is not None
        clear(layout)
        self.strip_place.hide()

    def escape(self) -> None:
        """Esc: away from the form, back to the list."""
        commit_composition()
        self._leave_form()
        self._show_side()
        super().escape()

    def dress(self) -> None:
        if hasattr(self, "new"):
            self.matters_table.setMinimumHeight(theme.px(46))  # at big text one row is seen and the rest scrolls
            self.recorder_fact.setHidden(theme.points >= 14)
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Where the list is narrow, number and counts stand below the title instead of in columns of their own."""
        width = max(self.width(), 640)
        self.side.setFixedWidth(min(theme.px(440), width * 46 // 100))
        narrow = width - self.side.width() < theme.px(660)
        if narrow != self.narrow:
            self.narrow = narrow
            for hidden in (1, 4, 5):
                self.meetings_table.setColumnHidden(hidden, narrow)
            if self.workspace.book is not None:
                self._show_list()
