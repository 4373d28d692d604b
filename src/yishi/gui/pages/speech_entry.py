"""The entry row of the live room: who speaks, what is said, and the row above it where a speech is corrected."""

from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QSizePolicy, QWidget

from yishi.domain.terms import N_
from yishi.gui import forms, theme
from yishi.gui.controls import Button
from yishi.gui.ime import Candidate, NameBox, TextBox, commit_composition
from yishi.gui.pages import drafts
from yishi.gui.pages.speaker_offer import SpeakerOffer
from yishi.gui.widgets import ElidedLabel, Label
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.answers import SpeechLine

DRAFT_EVERY = 2000  # milliseconds
GLYPHS = ("flag", "check", "photo", "microphone", "vote", "stamp", "edit")  # of the tools, in their order
STANCES = ("", N_("赞成"), N_("反对"), N_("建议"), N_("情况说明"), N_("弃权"))


class SpeechEntry(QWidget):
    """Speaker and speech box; Enter saves the line with the time at which typing began.

    Signals:
        upward(): ↑ in the empty box: the user wants to go into the list above.
    """

    upward = Signal()

    correction: QFrame
    correct_label: Label
    correct_strike_button: Button
    correct_leave_button: Button
    correct_speaker_box: NameBox
    correct_box: TextBox
    correct_button: Button
    speaker_box: NameBox
    speech_box: TextBox
    record_button: Button
    tools: QWidget
    more_tools: QWidget
    stance_button: Button
    handle_tool: Button
    photo_tool: Button
    recording_tool: Button
    vote_tool: Button
    resolve_tool: Button
    correct_tool: Button
    entry_hint: ElidedLabel

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.meeting, self.agenda, self.stance = "", 0, ""
        self._said, self._by_the_way = "", True  # beside the tools; by the way: only where there is room
        self.correcting = self._corrected = ""  # id of the speech, and who it was said to be by
        self._here = frozenset[str]()  # who may speak as far as is known here
        forms.wear(self, "speech_entry")
        self.offer = SpeakerOffer(workspace)
        layout = self.layout()
        assert isinstance(layout, QBoxLayout)
        layout.insertWidget(1, self.offer)  # below the row for corrections, above the entry row
        self.offer.leave_button.clicked.connect(self._rename)
        self.correction.hide()
        self.more_tools.hide()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.speech_box.clock = workspace.now
        self.speech_box.submitted.connect(self._save)
        self.speech_box.textChanged.connect(self._changed)
        self.speech_box.installEventFilter(self)
        self.speaker_box.picked.connect(lambda _name: self.go_home())
        self.record_button.clicked.connect(self.speech_box.submit)
        self.stance_button.clicked.connect(self.next_stance)
        self.correct_box.submitted.connect(self._save_correction)
        self.correct_speaker_box.picked.connect(lambda _name: self.correct_box.setFocus())
        self.correct_button.clicked.connect(self.correct_box.submit)
        self.correct_leave_button.clicked.connect(self.leave_correction)
        self.correct_strike_button.clicked.connect(lambda: self.strike(self.correcting))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DRAFT_EVERY)
        self._timer.timeout.connect(self.keep_draft)
        tools = (self.handle_tool, self.photo_tool, self.recording_tool)
        for button in (self.record_button, self.stance_button, self.correct_button, *tools):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._show_stance()
        self.dress()

    def dress(self) -> None:
        for box in (self.speaker_box, self.correct_speaker_box):
            box.setFixedWidth(theme.px(92))
        self._hint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Put the tools that do not fit on one line on a second one."""
        first, second = self.tools.layout(), self.more_tools.layout()
        assert isinstance(first, QBoxLayout) and isinstance(second, QBoxLayout)
        tools = (self.stance_button, self.handle_tool, self.photo_tool, self.recording_tool,
                 self.vote_tool, self.resolve_tool, self.correct_tool)  # fmt: skip
        glyphs = dict(zip(tools, GLYPHS, strict=True))
        for keys, icons in ((True, True), (False, True), (False, False)):  # what is dropped first where there is little room
            for tool, key in ((self.stance_button, "Ctrl+T"), (self.handle_tool, "Ctrl+K")):
                tool.setProperty("key", key if keys else "")
                tool.setToolTip("" if keys else key)
            for tool in tools:
                tool.setProperty("glyph", glyphs[tool] if icons else "")
                tool.dress()
            fits = sum(tool.sizeHint().width() for tool in tools) <= self.width() - 24
            if fits:
                break
        for place, tool in enumerate(tools[4:]):
            if fits:
                first.insertWidget(4 + place, tool)
            else:
                second.insertWidget(place, tool)
        self._place_hint(tools if fits else tools[4:])

    def _place_hint(self, beside: tuple[Button, ...]) -> None:
        """Put what is said beside the last line of tools, or on a line of its own; what need not be said waits for room."""
        first, second = self.tools.layout(), self.more_tools.layout()
        assert isinstance(first, QBoxLayout) and isinstance(second, QBoxLayout)
        wanted = self.entry_hint.fontMetrics().horizontalAdvance(self._said) + 16
        fits = wanted <= self.width() - 24 - sum(tool.sizeHint().width() for tool in beside)
        line = first if fits and len(beside) > 4 else second
        line.addWidget(self.entry_hint, 1)
        self.entry_hint.setText(self._said if fits or not self._by_the_way else "")
        self.more_tools.setVisible(len(beside) < 5 or (line is second and bool(self.entry_hint.text())))

    def go_home(self) -> None:
        """Put the cursor where speeches are written."""
        commit_composition()
        self.speech_box.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_meeting(self, meeting_id: str, agenda: int) -> int:
        """Enter for this meeting; return the item of the agenda that an unfinished sentence belongs to, else `agenda`."""
        self.keep_draft()
        self.meeting, self.agenda = meeting_id, agenda
        self._timer.stop()
        self.leave_correction()
        self.speaker_box.set_name("")
        self.speech_box.done()
        found = None if self.workspace.busy else drafts.kept(meeting_id)  # it belongs to the window that writes
        if found is None:
            return agenda
        self.speaker_box.set_name(found.speaker)
        self.speech_box.setPlainText(found.text)
        self.speech_box.moveCursor(self.speech_box.textCursor().MoveOperation.End)
        self.speech_box.started = found.began or self.speech_box.started
        self._hint(_("上次没写完的一句，放回来了"), "blue")
        return found.agenda or agenda

    def set_speakers(self, people: list[Candidate]) -> None:
        """Say who may speak."""
        self._here = frozenset(person.name for person in people)
        self.speaker_box.set_people(people)
        self.correct_speaker_box.set_people(people)

    def set_speaker(self, name: str) -> None:
        """Let `name` speak; what is half typed stays."""
        self.speaker_box.set_name(name)
        self._hint()
        self.go_home()

    def next_stance(self) -> None:
        """Ctrl+T: 不记 → 赞成 → 反对 → 建议 → 情况说明 → 弃权, for the sentence that is being written."""
        self.stance = STANCES[(STANCES.index(self.stance) + 1) % len(STANCES)]
        self._show_stance()

    def _show_stance(self) -> None:
        self.stance_button.set_word(_(self.stance) if self.stance else _("态度"))
        self.stance_button.set_kind("tonal" if self.stance else "quiet")

    def _is_strange(self, name: str) -> bool:
        """Whether the book must be asked if somebody may speak; those who were offered may."""
        return name not in self._here

    def _rename(self) -> None:
        """Another name after all: back to where it was typed."""
        self.offer.leave()
        box = self.correct_speaker_box if self.correcting else self.speaker_box
        box.setFocus(Qt.FocusReason.OtherFocusReason)
        box.selectAll()

    # ---- saving

    def _save(self, text: str, *, sign_in: bool = False) -> None:
        """Write a speech down; who has not signed in is asked about first, or signed in with it."""
        from yishi.services import room

        name = self.speaker_box.text().strip()
        if not self.agenda:
            self._hint(_("还没有议题，先按 Ctrl+N 加一条"), "yellow")
            return
        if not name:
            self._hint(_("先选谁在说：Alt+数字，Alt+0 是某居民"), "yellow")
            self.speaker_box.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if not sign_in and self._is_strange(name) and self.offer.is_needed(self.meeting, name, lambda: self._save(text, sign_in=True)):
            return
        began = self.speech_box.started or self.workspace.now()
        short = text if len(text) <= 12 else text[:12] + "…"
        with self.workspace.write("speech", words=_("记下“{text}”").format(text=short)) as session:
            if sign_in:
                room.sign_in(session, self.meeting, name)
            room.speak(session, self.meeting, self.agenda, name, text, self.stance, f"{began:%H:%M}")
        self.offer.leave()
        self.speech_box.done()
        self._timer.stop()
        drafts.drop(self.meeting)
        self.stance = ""
        self._show_stance()
        self._hint(_("记好了。怎么答复的，按 Ctrl+K"), by_the_way=True)
        self.go_home()

    def _changed(self) -> None:
        if self.meeting and not self._timer.isActive():
            self._timer.start()

    def keep_draft(self) -> None:
        """Write down the unfinished sentence, or forget it when the box is empty."""
        if not self.meeting or self.workspace.busy:
            return
        started = self.speech_box.started or datetime.min
        drafts.keep(
            self.meeting,
            drafts.Draft(self.speaker_box.text(), self.speech_box.toPlainText(), self.agenda, started.isoformat()),
        )

    # ---- correcting

    def correct(self, speech: SpeechLine) -> None:
        """Open the row above and put a speech into it; the unfinished sentence below stays."""
        commit_composition()
        self.correcting = speech.id
        self.correct_label.setText(_("更正 {at} {who} 的发言").format(at=speech.at, who=speech.speaker))
        self.offer.leave()
        self._corrected = speech.speaker
        self.correct_speaker_box.set_name(speech.speaker)
        self.correct_box.setPlainText(speech.text)
        self.correction.show()
        self.correct_box.setFocus(Qt.FocusReason.OtherFocusReason)
        self.correct_box.selectAll()

    def _save_correction(self, text: str, *, sign_in: bool = False) -> None:
        from yishi.services import room

        name, speech = self.correct_speaker_box.text().strip(), self.correcting
        changed = name and name != self._corrected and self._is_strange(name)
        if changed and not sign_in and self.offer.is_needed(
                self.meeting, name, lambda: self._save_correction(text, sign_in=True)):  # fmt: skip
            return
        with self.workspace.write("correct", words=_("更正发言")) as session:
            if sign_in:
                room.sign_in(session, self.meeting, name)
            room.correct_speech(session, speech, text, name)
        self.leave_correction()
        self.go_home()

    def leave_correction(self) -> None:
        """Close the row for corrections."""
        self.correcting = ""
        self.offer.leave()
        self.correction.hide()
        self.correct_box.done()

    def strike(self, speech_id: str) -> None:
        """Take a speech out; Ctrl+Z brings it back."""
        from yishi.services import room

        if not speech_id:
            return
        with self.workspace.write("delete", words=_("划掉一条发言")) as session:
            room.strike_speech(session, speech_id)
        self.leave_correction()
        self.go_home()

    # ---- small things

    def say(self, words: str, kind: str = "muted") -> None:
        """Say something beside the tools until the next thing is done."""
        self._hint(words, kind)

    def _hint(self, words: str = "", kind: str = "muted", *, by_the_way: bool = False) -> None:
        self._said, self._by_the_way = words or _("Shift+回车 换行"), by_the_way or not words
        self.entry_hint.tint(kind)
        self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        empty_up = (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Up
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            and not self.speech_box.toPlainText()
        )
        if empty_up:
            self.upward.emit()
        return empty_up
