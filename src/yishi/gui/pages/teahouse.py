"""三格记录, teahouse mode: day and place, then 谁说的 · 说了什么 · 怎么定的; sorted into topics afterwards.

    Enter through the three boxes stores an entry and waits for the next; Ctrl+Enter stores from anywhere
    Alt+1…9 who of those here speaks, Alt+0 某居民; F2 or Enter on an entry changes it; Space ticks it
    F6 photos of handwritten notes
"""

import re
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from yishi.domain.dates import PAST, read_day
from yishi.errors import Refusal
from yishi.gui import theme
from yishi.gui.awake import Awake
from yishi.gui.controls import Button, Segments
from yishi.gui.ime import NameBox, commit_composition
from yishi.gui.page import Page
from yishi.gui.pages import drafts
from yishi.gui.pages.entry import place, press_by_enter
from yishi.gui.pages.roster import candidate, people
from yishi.gui.pages.teahouse_entry import TeahouseEntry
from yishi.gui.pages.teahouse_list import TeahouseList
from yishi.gui.widgets import Label
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.answers import MeetingSheet

NEW = "new"  # the ref of a meeting that is not in the book yet
FORMS = ("teahouse", "bench")
DRAFT_EVERY = 2000  # milliseconds
_NAME = re.compile(r"[^、，,;；\s（(]+(?:[（(][^）)]*[）)])?")


class TeahousePage(Page):
    """One teahouse or bench meeting in its simplest form; also one of an earlier day, marked as 补录."""

    form = "teahouse"

    form_segments: Segments
    day_box: NameBox
    hour_box: NameBox
    place_box: NameBox
    title_box: NameBox
    came_box: NameBox
    came_count: Label
    paper_button: Button
    room_button: Button
    late_label: Label
    entry_place: QWidget
    list_place: QWidget

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.title = _("三格记录")
        self.meeting_id = ""
        self.sheet: MeetingSheet | None = None
        self._shown = "?"  # the meeting that the fields above stand for
        self.entry, self.list = TeahouseEntry(), TeahouseList(workspace)
        place(self.entry_place, self.entry)
        place(self.list_place, self.list)
        self._awake = Awake()
        self._timer = QTimer(self, singleShot=True, interval=DRAFT_EVERY)
        self._timer.timeout.connect(self.keep_draft)
        self._connect()
        self.dress()

    def _connect(self) -> None:
        self.entry.filled.connect(self.store)
        self.entry.changed.connect(lambda: self._timer.isActive() or self._timer.start())
        self.list.wanted.connect(self._change)
        self.list.done.connect(self.escape)
        self.came_box.chosen.connect(self._came)
        self.day_box.textChanged.connect(lambda _text: self._show_late())
        self.room_button.clicked.connect(lambda: self.wants.emit("room", self.meeting_id))
        self.paper_button.clicked.connect(self.ask_papers)
        press_by_enter(self.room_button, self.paper_button)
        for box, following in ((self.day_box, self.place_box), (self.hour_box, self.place_box), (self.place_box, self.came_box),
                               (self.title_box, self.came_box)):  # fmt: skip
            box.chosen.connect(lambda following=following: following.setFocus(Qt.FocusReason.OtherFocusReason))
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            self.key(key, self.store)
        for number in range(10):
            self.key(f"Alt+{number}", lambda number=number: self.entry.number(number))
        self.key("F2", lambda: self._change(str(self.list.entries_table.chosen_ref() or "")))
        self.key("F6", self.ask_papers)

    def dress(self) -> None:
        if hasattr(self, "entry"):
            self.day_box.setMinimumWidth(theme.px(104))
            self.hour_box.setMinimumWidth(theme.px(64))

    def home(self) -> QWidget | None:
        needs_place = not self.meeting_id and not self.place_box.text().strip()
        return self.place_box if needs_place else self.entry.who_box

    def keys(self) -> list[tuple[str, str]]:
        return [(_("回车"), _("到下一格，最后一格存下")), (_("Ctrl+回车"), _("存下这一条")), ("Alt+1…9", _("谁在说")),
                ("Alt+0", _("某居民")), ("F2", _("改选中的一条")), ("F6", _("附手写稿的照片")), ("Esc", _("回到第一格"))]  # fmt: skip

    def minimumSizeHint(self) -> QSize:
        """Lists and boxes may become low: their own hints would keep the window from ever becoming small."""
        least = super().minimumSizeHint()
        return QSize(min(least.width(), theme.px(880)), min(least.height(), theme.px(430)))

    # ---- showing

    def show_ref(self, ref: Any) -> None:
        self.keep_draft()
        self.meeting_id = "" if ref in (None, "", NEW) else str(ref)
        self._shown = "?"

    def reload(self) -> None:
        from yishi.services import meetings

        with self.workspace.read() as session:
            self.sheet = meetings.sheet(session, self.meeting_id, self.workspace.today) if self.meeting_id else None
        if self._shown != self.meeting_id:
            self._enter()
        sheet = self.sheet
        is_open = sheet is None or sheet.line.state == "open"
        writes = is_open and not self.workspace.busy
        here = sheet.marked("present", "proxy", "observer") if sheet else ()
        self.entry.show_people(here, [candidate(person) for person in people(self.workspace)])
        self.list.show_meeting(sheet)
        for box in (self.form_segments, self.day_box, self.hour_box, self.place_box, self.title_box):
            box.setEnabled(sheet is None and writes)
        for part in (self.entry, self.came_box):
            part.setEnabled(writes)
        for button in (self.paper_button, self.room_button):
            button.setEnabled(sheet is not None)
        self.came_count.setText(_("到场 {n}").format(n=len(here)) if here else "")
        self._show_late()
        (self._awake.hold if sheet is not None and writes else self._awake.release)()

    def _enter(self) -> None:
        """Take up another meeting, or a new one; what was not finished comes back."""
        self._shown = self.meeting_id
        sheet, now = self.sheet, self.workspace.now()
        self._offer_forms()
        if sheet is None:
            self.form_segments.choose(self._usual())
            self.day_box.fill(f"{now:%Y-%m-%d}")
            self.hour_box.fill(f"{now:%H:%M}")
            self.place_box.set_name("")
            self.title_box.set_name("")
        else:
            self.form_segments.choose(sheet.line.form if sheet.line.form in FORMS else FORMS[0])
            for box, text in ((self.day_box, sheet.line.start[:10]), (self.hour_box, sheet.line.start[11:16]),
                              (self.place_box, sheet.line.place), (self.title_box, sheet.line.title)):  # fmt: skip
                box.set_name(text if text != "00:00" else "")
        self.came_box.set_name("")
        self.entry.clear()
        self._bring_back()

    def _offer_forms(self) -> None:
        from yishi.services import forms

        with self.workspace.read() as session:
            self.form_segments.offer([(code, _(forms.of(session, code).name)) for code in FORMS])

    def _usual(self) -> str:
        from yishi.services import communities

        with self.workspace.read() as session:
            facts = communities.facts(session)
        return "bench" if facts is not None and facts.kind == "urban" else "teahouse"

    def _show_late(self) -> None:
        """Both days, where the meeting was earlier than it is written down."""
        words, sheet = "", self.sheet
        if sheet is None and self.hour_box.property("kind") == "auto":  # nobody knows the hour of another day but the user
            self.hour_box.fill(f"{self.workspace.now():%H:%M}" if self._day_typed() == self.workspace.today else "")
        held = date.fromisoformat(sheet.line.start[:10]) if sheet is not None else self._day_typed()
        entered = sheet.entered_on if sheet is not None else self.workspace.today
        if held is not None and entered is not None and held < entered:
            year = _("{year}年").format(year=held.year) if held.year != entered.year else ""
            days = {"m": held.month, "d": held.day, "m2": entered.month, "d2": entered.day}
            words = _("{year}{m}月{d}日开的会，{m2}月{d2}日补录").format(year=year, **days)
        self.late_label.setText(words)
        self.late_label.setVisible(bool(words))
        where = sheet.line.title if sheet else _("新的一场")
        self.say_title(_("三格记录"), where)

    def _day_typed(self) -> date | None:
        try:
            return read_day(self.day_box.text(), self.workspace.today, PAST)
        except Refusal:
            return None

    # ---- storing

    def store(self) -> None:
        """Ctrl+Enter: in the settling row a resolution, else the entry, with the meeting itself when it is new."""
        from yishi.services import teahouse

        commit_composition()
        if self.list.settle_frame.isAncestorOf(self.focusWidget() or self):
            self.list.settle()
            return
        if self.sheet is not None and not self.entry.isEnabled():
            return
        came, entry = self._names(), self.entry
        if not entry.what and (entry.settled or self.meeting_id):
            entry.say(_("说了什么，还空着"), "yellow")
            entry.to(entry.what_box)
            return
        if not self.meeting_id and not self.place_box.text().strip():
            entry.say(_("先写上在哪里开的"), "yellow")
            entry.to(self.place_box)
            return
        words = _("记下“{text}”").format(text=entry.what[:12]) if entry.what else _("开始会议")
        now = self.workspace.now()
        with self.workspace.write("teahouse", words=words) as session:
            meeting_id = self.meeting_id or teahouse.begin(
                session, read_day(self.day_box.text(), self.workspace.today, PAST), self.place_box.text(),
                form=self.form_segments.value, title=self.title_box.text(), at=self._hour(), today=self.workspace.today,
                came=came, recorder=self.workspace.actor,
            )  # fmt: skip
            teahouse.here(session, meeting_id, came)
            if entry.editing:
                teahouse.rewrite(session, entry.editing, entry.who, entry.what, entry.settled, entry.handling)
            elif entry.what:
                began = entry.what_box.started or now
                at = f"{began:%H:%M}" if self._day_typed() == self.workspace.today else ""
                teahouse.note(session, meeting_id, entry.who, entry.what, entry.settled, entry.handling, at)
        self._stored(meeting_id)

    def _stored(self, meeting_id: str) -> None:
        drafts.drop(self._draft)
        self._timer.stop()
        if not self.meeting_id:
            self.meeting_id, self._shown = meeting_id, "?"
        self.came_box.set_name("")
        self.entry.clear()
        self.reload()
        self.entry.to(self.entry.who_box)

    def _came(self) -> None:
        """Enter behind the names: they are here; before the meeting is in the book they wait."""
        from yishi.services import teahouse

        came = self._names()
        if self.meeting_id and came:
            with self.workspace.write("sign_in") as session:
                teahouse.here(session, self.meeting_id, came)
            self.came_box.set_name("")
        self.entry.to(self.entry.who_box)

    def _names(self) -> list[str]:
        found = _NAME.findall(self.came_box.text())
        return [name.replace("(", "（").replace(")", "）") for name in found]

    def _hour(self) -> str:
        """Return the hour as the book wants it, "" for none."""
        from yishi.domain.meeting_days import read_hour

        text = self.hour_box.text().strip()
        return read_hour(text) if text else ""

    def _change(self, speech_id: str) -> None:
        speech = next((each for each in self.sheet.speeches if each.id == speech_id), None) if self.sheet else None
        if speech is not None and self.entry.isEnabled():
            self.entry.take_up(speech)

    def escape(self) -> None:
        """Esc: an entry that was being changed is left as it is; home."""
        commit_composition()
        self.list.leave()
        if self.entry.editing:
            self.entry.clear()
        self.entry.say()
        super().escape()

    # ---- handwritten notes

    def ask_papers(self) -> None:
        """F6: choose photos of the handwritten notes."""
        if self.meeting_id:
            kinds = _("照片 (*.jpg *.jpeg *.png *.webp)")
            files, _filter = QFileDialog.getOpenFileNames(self, _("选手写稿的照片，可以选几张"), "", kinds)
            self.attach([Path(file) for file in files])

    def attach(self, files: list[Path]) -> None:
        """Keep photos of handwritten notes with the meeting, as its source."""
        from yishi.services import attachments_of_meeting

        if not files or not self.meeting_id:
            return
        drawn = self.workspace.drawn(files)
        with self.workspace.write("attachment", words=_("附上手写稿")) as session:
            for digest in self.workspace.keep(drawn):
                attachments_of_meeting.attach(session, self.meeting_id, digest, "note")
        self.entry.say(_("附上了{n}张手写稿").format(n=len(drawn)), "green")

    # ---- what is not finished

    @property
    def _draft(self) -> str:
        return f"sheets-{self._shown or NEW}"

    def keep_draft(self) -> None:
        """Write the three boxes down, so that a power cut loses nothing."""
        if not self.workspace.busy and self._shown != "?" and not self.entry.editing:
            text = f"{self.entry.what}\x1e{self.entry.settled}" if self.entry.what or self.entry.settled else ""
            drafts.keep(self._draft, drafts.Draft(self.entry.who, text, 0, ""))

    def _bring_back(self) -> None:
        found = None if self.workspace.busy else drafts.kept(self._draft)
        if found is not None:
            what, _sign, settled = found.text.partition("\x1e")
            self.entry.who_box.set_name(found.speaker)
            self.entry.what_box.setPlainText(what)
            self.entry.settled_box.setPlainText(settled)
            self.entry.say(_("上次没写完的，放回来了"), "blue")

    def may_leave(self) -> bool:
        self.keep_draft()
        return True

    def hideEvent(self, event: QHideEvent) -> None:
        self.keep_draft()
        super().hideEvent(event)
