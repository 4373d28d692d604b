"""What stands between the speeches and the entry row of the live room: whose turn it is, how an opinion is dealt with,
what is attached, and after a crash what was brought back. The room tells it what is shown; it writes by itself.
"""

import gc
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QTableView, QWidget

from yishi.domain.terms import HANDLING_WORDS
from yishi.gui import theme
from yishi.gui.controls import Button
from yishi.gui.ime import commit_composition
from yishi.gui.pages import drafts
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.pages.handling_row import HandlingRow
from yishi.gui.pages.picture_bar import PictureBar
from yishi.gui.pages.picture_page import PicturePage
from yishi.gui.pages.taking_in import TakingIn
from yishi.gui.pages.turn_line import TurnLine
from yishi.gui.widgets import Strip
from yishi.i18n import _
from yishi.services.answers import AgendaLine, MeetingSheet

if TYPE_CHECKING:
    from yishi.gui.pages.meeting_room import MeetingRoomPage

LOW = 500  # pixels at 10.5 pt; a lower room has no place for advice


class Floor(QObject):
    """The rows above the entry row, and the page of one picture in the middle."""

    def __init__(self, room: "MeetingRoomPage") -> None:
        super().__init__(room)
        self.room, self.workspace = room, room.workspace
        self.turns, self.handling = TurnLine(room.workspace), HandlingRow(room.workspace)
        self.pictures, self.picture_page = PictureBar(), PicturePage(room.workspace)
        self.taking_in = TakingIn(room.workspace, room)
        self.strip: QWidget | None = None
        self._live = ""  # the meeting that goes on in this window
        layout = room.entry_place.layout()
        assert isinstance(layout, QBoxLayout)
        self._layout = layout
        for place, part in enumerate((self.turns, self.pictures, self.handling)):
            layout.insertWidget(place, part)
        room.middle.addWidget(self.picture_page)
        room.speech_list.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self._connect()

    def _connect(self) -> None:
        room, entry = self.room, self.room.entry
        for leaving in (self.handling.left, self.picture_page.left):
            leaving.connect(room.escape)
        self.pictures.wanted.connect(self.look_at)
        self.taking_in.attached.connect(lambda n: entry.say(_("附上了{n}个，点〔图〕能看").format(n=n), "blue"))
        room.speech_box.takes = self.taking_in.take
        room.speech_box.setAcceptDrops(False)  # a file that is dropped on it is for the room, not its name for the text
        entry.photo_tool.clicked.connect(self.taking_in.choose)
        entry.recording_tool.clicked.connect(self.tell_recording)
        entry.handle_tool.clicked.connect(self.handle)
        room.speaker_box.picked.connect(lambda _name: self._new_speaker())
        room.key("F6", self.taking_in.choose)
        room.key("F7", self.tell_recording)
        room.key("Ctrl+K", self.handle)
        room.key("Ctrl+R", self.count_down)
        for key, way in (*zip("123", HANDLING_WORDS, strict=True), ("0", "")):
            shortcut = QShortcut(QKeySequence(key), room.speech_list, context=Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(lambda way=way: self.mark(way))

    # ---- showing

    def show_meeting(self, sheet: MeetingSheet, item: AgendaLine | None, is_open: bool) -> None:
        """Show what belongs to the item in hand."""
        self.arrange()
        self._advise(self.room.speaker_box.text().strip())
        self.pictures.show_item(sheet, item)
        self.picture_page.show_lines(self.pictures.lines, self.pictures.labels)
        self.picture_page.setEnabled(is_open)
        known = frozenset(line.sha256 for line in sheet.attachments)
        self.taking_in.show_item(sheet.line.id, item.id if item else "", is_open, known)
        self._note(sheet, is_open)

    def arrange(self) -> None:
        """Take on the height of the room: advice gives way first."""
        self.room.speeches.arrange()
        was = self.turns.isHidden()
        self.turns.setVisible(self.room.entry.isEnabled() and self.handling.isHidden() and self._has_room)
        if was and not self.turns.isHidden():
            self._advise(self.room.speaker_box.text().strip())

    @property
    def _has_room(self) -> bool:
        return self.room.height() >= theme.px(LOW) or self.turns.is_running

    def count_down(self) -> None:
        """Ctrl+R: two minutes; while they run they are seen in a low room too."""
        if self.room.entry.isEnabled():
            self.turns.count_down()
            self.arrange()

    def new_speaker(self, name: str) -> None:
        """Somebody else is about to speak."""
        self._advise(name)
        self.turns.next_speaker()

    def _advise(self, speaker: str) -> None:
        sheet = self.room.sheet
        if sheet is not None and not self.turns.isHidden():
            self.turns.show_item(sheet, self.room.agenda, speaker)

    def _new_speaker(self) -> None:
        self.new_speaker(self.room.speaker_box.text().strip())

    # ---- how an opinion is dealt with

    def handle(self) -> None:
        """Ctrl+K: the chosen speeches, else the last one."""
        if self.room.entry.isEnabled():
            self.handling.begin(self.room.speeches.meant_all())
            self.arrange()

    def mark(self, way: str) -> None:
        """1, 2, 3 or 0 in the list: the chosen speeches, at once."""
        if self.room.entry.isEnabled():
            self.handling.mark(self.room.speeches.meant_all(), way)

    def store(self, inside: QWidget) -> bool:
        """Ctrl+Enter with the cursor `inside`; False when it is not here."""
        if self.handling.isAncestorOf(inside):
            self.handling.store()
            return True
        return False

    def leave(self) -> None:
        """Esc."""
        self.handling.leave()
        self.arrange()

    # ---- pictures and recordings

    def look_at(self, attachment_id: str) -> None:
        """Show one attachment in the middle of the room."""
        commit_composition()
        self.room.columns.show_view("speech")
        self.room.middle.setCurrentWidget(self.picture_page)
        self.picture_page.show_lines(self.pictures.lines, self.pictures.labels, attachment_id)
        self.picture_page.back_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell_recording(self) -> None:
        """F7: how a recording gets here."""
        self.say("blue", _("录音用手机录。录好把文件拖进这个窗口就附上了，也可以按 F6 选。最大20兆。"))

    # ---- after a crash

    def _note(self, sheet: MeetingSheet, is_open: bool) -> None:
        """Note on this PC which meeting goes on; one that is noted and never ended here was cut off."""
        meeting = sheet.line.id if is_open else ""
        if meeting == self._live:
            return
        cut_off = bool(meeting) and drafts.is_live(meeting)
        self.rest()
        self._live = meeting
        if meeting:
            drafts.begin(meeting)
            gc.freeze()  # what is loaded by now stays: no pause to look through it again while people speak
        if cut_off:
            saved = self.workspace.saved_before()
            words = _("上次会议没有正常结束，已恢复到 {time}，共{n}条发言。").format(time=saved, n=len(sheet.speeches))
            self.say("blue", words, _("继续开会"))

    def rest(self) -> None:
        """The room is left as it should be: nothing was cut off."""
        if self._live:
            drafts.end(self._live)
        self._live = ""
        self.hush()

    def say(self, kind: str, words: str, word: str = "") -> None:
        """Put a strip above the entry row, until it is answered."""
        self.hush()
        button = Button(word or _("知道了"), kind="tonal", small=True)
        button.clicked.connect(self._answered)
        press_by_enter(button)
        self.strip = Strip(kind, words, button)
        self.strip.setObjectName("floor_strip")
        self._layout.insertWidget(0, self.strip)

    def _answered(self) -> None:
        self.hush()
        self.room.escape()

    def hush(self) -> None:
        """Take that strip away."""
        if self.strip is not None:
            self.strip.hide()
            self.strip.deleteLater()
            self.strip = None
