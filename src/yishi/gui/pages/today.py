"""今日: what must be done today, in one look; the lamps, the list worst first, the open meeting, papers to print.

Keys: ↑ ↓ choose, Enter opens the resolution in 落实, Space or the row's button begins its next step there, F2 记跟进,
F9 goes on with the open meeting, Ctrl+P prints the minutes of the latest one.
"""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from yishi import paths
from yishi.gui import theme
from yishi.gui.actor import kept_actor
from yishi.gui.chips import Shape
from yishi.gui.layout import column, row
from yishi.gui.page import Page
from yishi.gui.pages import loop_words
from yishi.gui.pages.meeting_cards import LatestMeetings, OpenMeetingCard
from yishi.gui.pages.reminder_card import MOST, ReminderCard
from yishi.gui.pages.week_strip import WeekStrip
from yishi.gui.places import places
from yishi.gui.table import Cell, Column, Row, Table
from yishi.gui.widgets import Button, Card, ElidedLabel, Empty, Label, Scroll, Strip, opened_name
from yishi.gui.workspace import DEFAULT_BOOK, Workspace
from yishi.i18n import _
from yishi.services.answers import ResolutionLine, TodaySheet
from yishi.services.today_lines import Reminder


def _reached() -> set[str]:
    """Return the places that this program has a page for."""
    return {place.key for place in places() if place.exists()}


class TodayPage(Page):
    """The work list of the day."""

    form = "today"
    red_shape: Shape
    yellow_shape: Shape
    green_shape: Shape
    closed_shape: Shape
    red_count: Label
    yellow_count: Label
    green_count: Label
    closed_count: Label
    red_sub: ElidedLabel
    closed_sub: ElidedLabel
    todo_card: QFrame
    todo_table: Table
    lamps_button: Button
    red_button: Button
    progress_button: Button
    empty_card: QFrame
    side: QWidget

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.title = _("今日")
        self.sheet: TodaySheet | None = None
        self._narrow = False
        page_box = self.findChild(QVBoxLayout, "page_column")
        assert page_box is not None
        self.page_box = page_box
        for name in ("red", "yellow", "green", "closed"):
            shape: Shape = getattr(self, f"{name}_shape")
            shape.state = name
        self._build_strip()
        self._build_side()
        self._empty = Empty(_("今天没有要办的事。可以去开会，或者看看办过的。"), self._to("meetings", _("去开会"), ""),
                            self._to("follow", _("看落实"), ""), glyph="check")  # fmt: skip
        self.empty_card.setLayout(column(self._empty))
        self._set_columns(narrow=False)
        self._connect()
        self.dress()

    def _build_strip(self) -> None:
        """Above everything while the sample is open: the way back."""
        back = Button(_("用自己的议事簿"), small=True)
        back.setObjectName("leave_sample_button")
        back.clicked.connect(self._leave_sample)
        self.sample_strip = Strip("blue", _("这是样例，人和事都是编的，随便点、随便改。"), back)
        self.page_box.insertWidget(0, self.sample_strip)
        again = Button(_("现在备份"), small=True)
        again.setObjectName("backup_today_button")
        again.clicked.connect(lambda: self.workspace.securing.emit("manual"))
        self.backup_strip = Strip("yellow", "", again)
        self.page_box.insertWidget(1, self.backup_strip)
        self.workspace.secured.connect(self._show_backup)
        self.paper_place = QWidget()  # where a paper that was made is offered
        self.paper_place.setLayout(column())
        self.paper_place.hide()
        self.page_box.insertWidget(2, self.paper_place)

    def _build_side(self) -> None:
        self.open_card, self.latest_card, self.week = OpenMeetingCard(), LatestMeetings(), WeekStrip()
        self.reminder_card = ReminderCard()
        self.week_label = Label("", "muted")
        head = row(Label(_("这一周"), step=1, bold=True), None, self.week_label)
        self.week_card = Card(column(head, self.week, margin=(16, 12, 16, 8)))
        scroll = Scroll(column(self.open_card, self.reminder_card, self.week_card, self.latest_card, None), name=_("会议和这一周"))
        scroll.setProperty("kind", "page")
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.side.setLayout(column(scroll))

    def _to(self, place: str, word: str, kind: str) -> Button:
        button = Button(word, kind=kind)
        button.clicked.connect(lambda: self.wants.emit(place, None))
        return button

    def _connect(self) -> None:
        self.todo_table.opened.connect(lambda ref: self.wants.emit("follow", ref))
        self.todo_table.pressed.connect(self._next_step)
        self.progress_button.clicked.connect(self._log_progress)
        self.red_button.clicked.connect(lambda: self.wants.emit("follow", ("light", "red")))
        self.lamps_button.clicked.connect(lambda: self.window().show_help())  # type: ignore[attr-defined]
        self.open_card.wanted.connect(self._go_on)
        self.reminder_card.wanted.connect(self._go_to)
        self.latest_card.print_wanted.connect(self._print)
        self.key("F2", self._log_progress)
        self.key("F9", self.open_card.go_button.click)
        self.key("Ctrl+P", self._print_latest)

    # ---- what the page promises the window

    def home(self) -> QWidget | None:
        return self.todo_table if self.sheet is not None and self.sheet.todo else self.open_card.go_button

    def keys(self) -> list[tuple[str, str]]:
        return [
            ("↑　↓", _("选一件事")),
            (_("回车"), _("到落实里打开它")),
            (_("空格"), _("办它的下一步，和右边的按钮一样")),
            ("F2", _("记跟进")),
            ("F9", _("接着开会")),
            ("Ctrl+P", _("打印最近一场会的纪要")),
        ]

    def menu_entries(self) -> list[tuple[str, str, Any]]:
        if self.sheet is None or not self.sheet.latest_meetings:
            return []
        latest = self.sheet.latest_meetings[0].id
        return [(_("打印最近一场会的纪要"), "Ctrl+P", self._print_latest), (_("打印中心"), "", lambda: self.wants.emit("papers", latest))]

    def reload(self) -> None:
        now = self.workspace.today
        self.sheet, community, sample = self._read()
        name = community + (_("（样例）") if sample else "")
        day = loop_words.long_day(now)
        self.say_title(_("今日"), _("{year}年{day} · {name}").format(year=now.year, day=day, name=name) if name else day)
        self.sample_strip.setVisible(sample)
        self._show_backup()
        self._show_lamps(self.sheet)
        self._fill()
        self._show_week(self.sheet)
        self.open_card.show_meeting(self.sheet.open_meeting, self.workspace.today)
        finished = [meeting for meeting in self.sheet.latest_meetings if meeting.state != "open"]
        self.reminder_card.show_reminders(self.sheet.reminders)
        self.latest_card.show_meetings(finished[: 2 if self.sheet.reminders else 3], now)
        self._share_room()
        self.counted.emit("follow", self.sheet.red)

    def _read(self) -> tuple[TodaySheet, str, bool]:
        """Return the list, whose book it is and whether that is the sample: as it was kept, while the book is not open yet."""
        kept = self.workspace.recalled
        if kept is not None:
            return kept.sheet, kept.community, kept.sample
        from yishi.services import communities, today

        with self.workspace.read() as session:
            facts = communities.facts(session)
            return today.sheet(session, self.workspace.today), facts.name if facts else "", facts is not None and facts.sample

    # ---- what it shows

    def _show_backup(self) -> None:
        self.backup_strip.label.setText(self.workspace.backup_due)
        self.backup_strip.setVisible(bool(self.workspace.backup_due))

    def _show_lamps(self, sheet: TodaySheet) -> None:
        for label, number in ((self.red_count, sheet.red), (self.yellow_count, sheet.yellow), (self.green_count, sheet.green),
                              (self.closed_count, sheet.closed_this_quarter)):  # fmt: skip
            label.setText(str(number))
        self.red_count.tint("red" if sheet.red else "")
        self.yellow_count.tint("yellow" if sheet.yellow else "")
        late = max((-(line.days_left or 0) for line in sheet.todo if line.light == "red"), default=0)
        self.red_sub.setText(_("最久{n}个工作日").format(n=late) if late > 0 else _("整改或重新办理") if sheet.red else _("没有逾期"))
        quarter = (self.workspace.today.month - 1) // 3 + 1
        self.closed_sub.setText(_("{year}年第{quarter}季度").format(year=self.workspace.today.year, quarter=quarter))

    def _fill(self) -> None:
        assert self.sheet is not None
        todo = self.sheet.todo
        self.todo_card.setVisible(bool(todo))
        self.empty_card.setVisible(not todo)
        self.todo_table.show_rows([Row(line.id, self._cells(line)) for line in todo])

    def _cells(self, line: ResolutionLine) -> tuple[Cell, ...]:
        now = self.workspace.today
        state, word = loop_words.chip(line)
        said = self._said(line)
        text = Cell(line.text, sub=f"{line.owner}　{said}" if self._narrow else said, bold=line.light in ("red", "yellow"))
        step = Cell(button=self._step_words(line))
        if self._narrow:
            return Cell(word, chip=state), text, step
        due = Cell(loop_words.short_day(line.due, now), kind="muted", sort=line.due.isoformat() if line.due else "9")
        return Cell(word, chip=state), text, Cell(opened_name(line.owner)), due, step

    def _said(self, line: ResolutionLine) -> str:
        """What stands below a matter: what is special about it first, then what happened last."""
        special = [_("重办：{why}").format(why=line.signs.reopened)] if line.signs.reopened else []
        special += [each.words for each in self.sheet.amiss if each.resolution_id == line.id
                    or (not each.resolution_id and each.meeting_id == line.meeting_id)] if self.sheet else []  # fmt: skip
        special += [_("还缺{papers}").format(papers="、".join(line.missing))] if line.missing else []
        special += [_("结果待公开")] if line.signs.outcome_awaited else []
        special += [_("建议吹哨")] if line.signs.escalation_advised else []
        special += [word.rstrip("。") for word in line.signs.cautions]
        if line.unannounced and line.due is not None:
            special.append(_("{day}到期（未含法定节假日安排）").format(day=loop_words.short_day(line.due, self.workspace.today)))
        return "　".join([loop_words.short_number(line.number), *special, loop_words.latest(line, self.workspace.today).partition("　")[2]])

    @staticmethod
    def _step_words(line: ResolutionLine) -> str:
        return {"inspect_pass": _("去督查"), "eval_pass": _("去评价")}.get(line.next, line.next_words)

    def _show_week(self, sheet: TodaySheet) -> None:
        marks: dict[Any, list[str]] = {}
        for line in sheet.todo:
            if line.due is not None:
                marks.setdefault(line.due, []).append(loop_words.chip(line)[0])
        self.week.show_week(self.workspace.today, marks)
        first, last = self.week.days[0], self.week.days[-1]
        until = f"{last.day}" if last.month == first.month else _("{month}月{day}").format(month=last.month, day=last.day)
        self.week_label.setText(_("{month}月{first}—{last}日").format(month=first.month, first=first.day, last=until))

    # ---- what it does

    def _line(self, ref: str) -> ResolutionLine:
        assert self.sheet is not None
        return next(line for line in self.sheet.todo if line.id == ref)

    def _next_step(self, ref: str) -> None:
        self._go_event(ref, self._line(ref).next)

    def _go_event(self, ref: str, event: str) -> None:
        """Begin a step where it is done: going and looking, and asking the residents, have pages of their own."""
        place = {"inspect_pass": "inspect", "eval_pass": "evaluate"}.get(event, "")
        if place in _reached():
            self.wants.emit(place, ref)
        else:
            self.wants.emit("follow", (ref, event))

    def _go_to(self, reminder: Reminder) -> None:
        place = reminder.place if reminder.place in _reached() else "follow"
        self.wants.emit(place, reminder.ref)

    def _log_progress(self) -> None:
        ref = self.todo_table.chosen_ref()
        if ref is not None:
            self.wants.emit("follow", (ref, "progress"))

    def _go_on(self, meeting_id: str) -> None:
        meeting = self.sheet.open_meeting if self.sheet else None
        prepared = meeting is None or meeting.state == "planned"
        self.wants.emit("meetings" if prepared else "room", meeting_id or None)

    def _leave_sample(self) -> None:
        """Back to the user's own book, or to its first page where there is none yet."""
        own = str(self.workspace.property("own_location") or paths.home() / DEFAULT_BOOK)
        if "://" in own or Path(own).exists():
            self.workspace.open(own)
            self.workspace.actor = kept_actor()
            self.wants.emit("today", None)
        else:
            self.wants.emit("first_run", own)

    def _print_latest(self) -> None:
        finished = [m for m in self.sheet.latest_meetings if m.state != "open"] if self.sheet else []
        if finished:
            self._print(finished[0].id, "minutes")

    def _print(self, meeting_id: str, document: str) -> None:
        from yishi.gui import printing

        printing.offer(self.paper_place, printing.print_meeting(self.workspace, meeting_id, document))

    # ---- sizes

    def _set_columns(self, *, narrow: bool) -> None:
        self._narrow = narrow
        state, what = Column(_("状态"), 124, sorts=False), Column(_("要办的事，最急的在前"), sorts=False)
        step = Column(_("下一步"), 116, "right", sorts=False)
        columns = (state, what, step) if narrow else (state, what, Column(_("负责人"), 80), Column(_("期限"), 68), step)
        self.todo_table.set_columns(columns, height=58)

    def dress(self) -> None:
        if hasattr(self, "week_card"):
            self._share_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if hasattr(self, "week_card"):
            self._share_room()

    def _share_room(self) -> None:
        """The side column takes its 340 but at most a third; what is left narrow shows fewer columns, what is low no week."""
        whole = self.width() - 32
        side = min(theme.px(340), max(round(whole * 0.36), 300))
        self.side.setFixedWidth(side)
        crowded = theme.px(560 + 42 * len(self.reminder_card.reminders[:MOST]))
        self.week_card.setVisible(self.height() >= crowded)
        narrow = whole - side < theme.px(640)
        if narrow != self._narrow:
            kept = self.todo_table.chosen_ref()
            self._set_columns(narrow=narrow)
            if self.sheet is not None:
                self._fill()
                self.todo_table.choose(kept)
