"""会议室, the live room: agenda and people | what is said | vote and resolution.

The speech box is home: everything returns to it, Esc always does. A whole meeting by keys alone, from the meetings page:

    Ctrl+N  F9                          new meeting, begin it: the room opens, the cursor is in the speech box
    Ctrl+N  老井围栏 Enter  … Enter Esc   agenda: one line each; Esc goes home
    F4  Ctrl+D  (or wjg Enter, each)     sign in everybody expected, or one by one; the same name again takes it back
    wjg Enter  Esc                       one who is absent after Ctrl+D; home
    Alt+1  text  Enter                   a speech; Alt+0 某居民; Shift+Enter a new line; Ctrl+T 态度
    Alt+↓  Alt+↑                         next and previous item of the agenda; Ctrl+G its source and statutory matter
    F2  text  Enter                      correct the last speech (↑ from the empty box goes into the list: F2 or Del there)
    F8  15 Enter  1 Enter  Enter         vote: 同意, 反对, 弃权 is filled in (F8 again: to the words of the motion, where a
                                        second vote on one item begins: F8 words Enter 15 Enter 1 Enter Enter)
    Ctrl+M  Ctrl+B                       another way to vote (in 记名: 1 2 3 0, 4 回避); a differing opinion, or that there is none
    F9  text Enter  owner Enter  1231 Enter  supervisor Enter   Ctrl+Enter     resolution
    Ctrl+E  Ctrl+Enter                   what is lacking; end the meeting: its page with the papers (Ctrl+P minutes)
"""

from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QWidget

from yishi.domain.terms import ANYBODY
from yishi.gui import theme
from yishi.gui.controls import Button, Segments
from yishi.gui.ime import commit_composition
from yishi.gui.page import Page
from yishi.gui.pages import room_keys, room_lists, room_wiring
from yishi.gui.pages.entry import Choice, fill_empty, place, press_by_enter
from yishi.gui.pages.floor import Floor
from yishi.gui.pages.hall import Hall
from yishi.gui.pages.resolution_card import ResolutionCard
from yishi.gui.pages.room_bar import RoomBar
from yishi.gui.pages.room_columns import Columns, as_small_as_shown
from yishi.gui.pages.room_side import RoomSide
from yishi.gui.pages.room_speeches import Speeches
from yishi.gui.pages.sign_in import SignInPanel
from yishi.gui.pages.speech_entry import SpeechEntry
from yishi.gui.pages.topic_details import TopicDetails
from yishi.gui.pages.vote_card import VoteCard
from yishi.gui.pages.wrap_up import Ending
from yishi.gui.table import Table
from yishi.gui.widgets import Card, ElidedLabel, Empty, Scroll
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.answers import AgendaLine, MeetingSheet


class MeetingRoomPage(Page):
    """One open meeting, as it is being recorded; a closed one can be looked at."""

    form = "meeting_room"
    own_bar = True

    bar_place: QWidget
    room_body: QWidget
    no_meeting: Empty
    strip_place: QWidget
    compact_bar: QWidget
    topic_button: Button
    compact_next_button: Button
    compact_details_button: Button
    view_segments: Segments
    left_place: QWidget
    middle_card: Card
    middle: QStackedWidget
    topic_head: QWidget
    topic_label: ElidedLabel
    topic_facts: ElidedLabel
    next_time_button: Button
    details_button: Button
    details_place: QWidget
    previous_button: Button
    next_button: Button
    speech_list: Table
    no_speech: Empty
    entry_place: QWidget
    right_scroll: Scroll
    right_side: QWidget

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.title = _("会议室")
        self.meeting_id = ""
        self.sheet: MeetingSheet | None = None
        self._agenda_id = self._sought = ""
        self._entered = ""  # the meeting that the entry row stands for
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._settle)
        self._build()
        room_wiring.connect(self)
        room_wiring.bind(self)
        self._arrange()

    # ---- building

    def _build(self) -> None:
        self.entry, self.sign_in = SpeechEntry(self.workspace), SignInPanel(self.workspace)
        self.vote, self.resolution = VoteCard(self.workspace), ResolutionCard(self.workspace)
        self.bar, self.details = RoomBar(self.workspace), TopicDetails(self.workspace)
        self.side, self.ending = RoomSide(self.workspace), Ending(self.workspace, self.strip_place, self.middle)
        self.speech_box, self.speaker_box = self.entry.speech_box, self.entry.speaker_box
        place(self.bar_place, self.bar)
        place(self.entry_place, self.entry)
        place(self.left_place, self.side)
        place(self.details_place, self.details)
        self.middle.addWidget(self.sign_in)
        right = self.right_side.layout()
        assert isinstance(right, QBoxLayout)
        self.view_segments.offer((("speech", _("发言")), ("decide", _("表决决议")), ("people", _("到会"))))
        self.columns = Columns(self.left_place, self.middle_card, self.right_scroll, self.view_segments, right)
        self.columns.hold(((self.vote, self.vote.vote_body), (self.resolution, self.resolution.resolution_body)))
        self.speeches = Speeches(self.speech_list, self.no_speech)
        go = Button(_("去会议页"), kind="primary")
        go.clicked.connect(lambda: self.wants.emit("meetings", None))
        press_by_enter(go)
        fill_empty(self.no_meeting, _("现在没有正在开的会。"), go)
        self.topics = Choice(self.topic_button)
        self.hall, self.floor = Hall(self), Floor(self)
        as_small_as_shown(self.middle)

    def home(self) -> QWidget | None:
        return self.speech_list if self.workspace.busy else self.speech_box

    def keys(self) -> list[tuple[str, str]]:
        return room_keys.keys()

    def info(self) -> str:
        return self.hall.info(room_lists.counted(self.sheet)) if self.sheet else ""

    def show_ref(self, ref: Any) -> None:
        """`ref` is a meeting's id, or (a meeting's id, the id of a speech to be chosen)."""
        self.meeting_id, self._sought = ref if isinstance(ref, tuple) else (str(ref), "")

    def may_leave(self) -> bool:
        self.entry.keep_draft()
        self.floor.rest()
        return True

    def hideEvent(self, event: QHideEvent) -> None:
        self.entry.keep_draft()
        super().hideEvent(event)

    # ---- showing

    @property
    def agenda(self) -> AgendaLine | None:
        """The item that is being discussed."""
        items = self.sheet.agenda if self.sheet else ()
        return next((item for item in items if item.id == self._agenda_id), items[0] if items else None)

    def reload(self) -> None:
        from yishi.services import meetings

        with self.workspace.read() as session:
            if not self.meeting_id:
                self.meeting_id = next((line.id for line in meetings.lines(session) if line.state == "open"), "")
            self.sheet = meetings.sheet(session, self.meeting_id, self.workspace.today) if self.meeting_id else None
        for part in (self.bar_place, self.room_body):
            part.setVisible(self.sheet is not None)
        self.no_meeting.setVisible(self.sheet is None)
        if self.sheet is not None:
            self._enter(self.sheet)
        self.hall.show_meeting(self.sheet, self.agenda)
        if self.sheet is not None:
            self._show(self.sheet)
            self._seek(self.sheet)

    def _seek(self, sheet: MeetingSheet) -> None:
        """Choose the speech that somebody came for, under its item."""
        sought, self._sought = self._sought, ""
        no = next((speech.agenda for speech in sheet.speeches if speech.id == sought), None)
        item = next((item for item in sheet.agenda if item.no == no), None)
        if sought and item is not None:
            self.choose_topic(item.id)
            self.columns.show_view("speech")
            QTimer.singleShot(0, lambda: self.speeches.choose(sought))  # after the window has put the focus where it begins

    def _enter(self, sheet: MeetingSheet) -> None:
        """Take up another meeting: its unfinished sentence comes back."""
        if self._entered == sheet.line.id:
            return
        self._entered = sheet.line.id
        self.ending.clear()
        self.middle.setCurrentIndex(0)
        no = self.entry.open_meeting(sheet.line.id, 1)
        self._agenda_id = next((item.id for item in sheet.agenda if item.no == no), "")

    def _show(self, sheet: MeetingSheet) -> None:
        item = self.agenda
        self.bar.show_meeting(sheet, item.no if item else 0)
        self.vote.needs_reason = self.bar.warnings.matter_of("quorum")
        for part in (self.entry, self.vote, self.resolution, self.sign_in):
            part.setEnabled(self._is_open)
        self.ending.show_meeting(sheet)
        self.entry.agenda, self._agenda_id = (item.no, item.id) if item else (0, "")
        self.side.show_meeting(sheet, item)
        if item is not None:
            self.topics.offer([(each.id, f"{each.no}　{each.title}") for each in sheet.agenda], item.id)
        self.topic_label.setText(f"{item.no}　{item.title}" if item else _("还没有议题，按 Ctrl+N 加一条"))
        self.topic_facts.setText(room_lists.facts(item) if item else "")
        for button in (self.details_button, self.compact_details_button, self.next_time_button):
            button.setEnabled(self._is_open and item is not None)
        self.next_time_button.setChecked(item is not None and item.outcome == "next_time")
        self._show_people(sheet)
        self.speeches.show_item(sheet, item)
        self.sign_in.show_meeting(sheet)
        self.vote.show_item(sheet, item)
        self.resolution.show_item(sheet, item)
        self.floor.show_meeting(sheet, item, self._is_open)
        self.columns.fold()

    def _show_people(self, sheet: MeetingSheet) -> None:
        self.view_segments.label("people", _("到会 {n}").format(n=sheet.line.present))
        self.side.mark_speaker(self.speaker_box.text().strip())
        speakers = self.side.candidates()
        self.entry.set_speakers(speakers)
        self.details.proposer_box.set_people(speakers)

    # ---- the agenda

    def choose_topic(self, agenda_id: str) -> None:
        """Discuss this item from now on; what is half typed in the speech box stays."""
        commit_composition()
        self._agenda_id = agenda_id
        if self.sheet is not None:  # nothing was written: the book need not be asked
            self.hall.show_meeting(self.sheet, self.agenda)
            self._show(self.sheet)
        self.escape()

    def step_topic(self, step: int) -> None:
        """Alt+↑ ↓."""
        item = self.agenda
        if self.sheet is None or item is None or not 1 <= item.no + step <= len(self.sheet.agenda):
            return
        self.choose_topic(self.sheet.agenda[item.no + step - 1].id)

    def ask_topic(self) -> None:
        """Ctrl+N: a line for one more item."""
        commit_composition()
        if self._is_open:
            self.columns.show_view("people" if self.columns.compact else "speech")
            self.side.ask_topic()

    def describe(self) -> None:
        """Ctrl+G: where the item comes from, and whether others must decide it."""
        if self._is_open and self.agenda is not None:
            commit_composition()
            self._show_speaking()
            self.details.begin(self.agenda)

    # ---- people

    def let_speak(self, number: int) -> None:
        """Alt+1…9: the person with this number speaks; Alt+0 is 某居民."""
        if number == 0:
            self.speak_as(ANYBODY)
        elif number <= len(self.side.names):
            self.speak_as(self.side.names[number - 1])

    def speak_as(self, name: str) -> None:
        """Let somebody speak; what is half typed stays."""
        if not self._is_open or not name:
            return
        self._show_speaking()
        self.entry.set_speaker(name)
        self.side.mark_speaker(name)
        self.floor.new_speaker(name)

    def _show_speaking(self) -> None:
        self.middle.setCurrentIndex(0)
        self.columns.show_view("speech")

    @property
    def _is_open(self) -> bool:
        """Whether something can be recorded: the meeting goes on and the book can be written."""
        going_on = self.sheet is not None and self.sheet.line.state == "open"
        return going_on and not self.workspace.busy and not self.hall.watch.clock_asked

    def show_sign_in(self) -> None:
        """F4: sign in, and back again."""
        commit_composition()
        if not self._is_open:
            return
        if self.middle.currentWidget() is self.sign_in:
            self.escape()
            return
        self.columns.show_view("speech")
        self.middle.setCurrentWidget(self.sign_in)
        self.sign_in.begin()

    def all_present(self) -> None:
        """Ctrl+D: everybody is here; the list is shown for the exceptions."""
        if self.middle.currentWidget() is not self.sign_in:
            self.show_sign_in()
        if self.middle.currentWidget() is self.sign_in:
            self.sign_in.all_present()

    # ---- speeches

    def correct(self) -> None:
        """F2: the chosen speech, else the last one, into the row above the entry row."""
        speech = self.speeches.meant()
        if self.sheet is not None and self.sheet.line.state == "final" and not self.workspace.busy:
            self.ending.correct(self.sheet, speech)
        if self._is_open and speech is not None:
            self._show_speaking()
            self.entry.correct(speech)

    # ---- vote and resolution

    def show_vote(self) -> None:
        """F8."""
        self._decide(self.vote)

    def show_resolution(self) -> None:
        """F9."""
        self._decide(self.resolution)

    def _decide(self, card: VoteCard | ResolutionCard) -> None:
        if self._is_open:
            self.columns.open_card(card)
            card.begin()

    def store(self) -> None:
        """Ctrl+Enter: store the form that the cursor is in; with the wrap-up shown, end the meeting."""
        inside = self.focusWidget() or self
        if card := next((card for card in (self.vote, self.resolution, self.details) if card.isAncestorOf(inside)), None):
            card.store()
        elif self.ending.store(inside) or self.floor.store(inside):
            return
        elif self.entry.correction.isAncestorOf(inside):
            self.entry.correct_box.submit()
        elif self.speech_box.hasFocus():
            self.speech_box.submit()

    # ---- the end

    def wrap_up(self) -> None:
        """Ctrl+E: say what is lacking and offer to end the meeting."""
        commit_composition()
        closed = self.sheet is not None and self.sheet.line.state == "closed" and not self.workspace.busy
        if self.sheet is not None and (self._is_open or closed):
            self.columns.show_view("speech")
            self.ending.ask(self.sheet, self.speech_box.toPlainText())

    def ended(self, meeting_id: str) -> None:
        self.entry.keep_draft()
        self.meeting_id = self._entered = ""
        self.wants.emit("meetings", meeting_id)

    def escape(self) -> None:
        """Esc: back to the speech box, from wherever."""
        commit_composition()
        self.side.leave_topic()
        self.details.leave()
        self.entry.leave_correction()
        self.floor.leave()
        self.vote.leave()
        self.bar.warnings.leave()
        self.ending.leave()
        self._show_speaking()
        self.speech_list.clearSelection()
        (self.home() or self).setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- sizes

    def dress(self) -> None:
        if hasattr(self, "columns"):
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """What the tabs need: else the three columns would keep the window from ever becoming narrow."""
        least = super().minimumSizeHint()
        return QSize(min(least.width(), theme.px(640)), min(least.height(), theme.px(430)))

    def _arrange(self) -> None:
        self.columns.arrange(self.width())
        self.compact_bar.setVisible(self.columns.compact)
        self.topic_head.setHidden(self.columns.compact)
        self.bar.be_narrow(self.columns.compact)
        self.floor.arrange()
        self._later.start()

    def _settle(self) -> None:
        """What can only be said once the layout has come to rest."""
        self.columns.fold()
        self.speeches.see_newest()
