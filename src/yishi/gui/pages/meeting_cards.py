"""The cards beside the list of 今日: the meeting that is open, and the latest ones with their papers to print."""

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from yishi.gui.layout import clear, column, row
from yishi.gui.pages import loop_words
from yishi.gui.widgets import Button, Card, ElidedLabel, Fact, Glyph, Label
from yishi.i18n import _
from yishi.services.answers import MeetingLine

_GLYPHS = {"teahouse": "teapot", "bench": "bench"}


def _when(meeting: MeetingLine) -> str:
    start = datetime.fromisoformat(meeting.start)
    return f"{loop_words.long_day(start.date())}　{start:%H:%M}"


class OpenMeetingCard(Card):
    """Goes on with the meeting that was not closed, or invites to hold one.

    Signals:
        wanted(meeting_id): go on with it; "" = a new one.
    """

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._meeting = ""
        self.title_label, self.state_label = Label("", step=1, bold=True), Label("", "muted")
        self.glyph, self.name_label, self.when_label = Glyph("meeting", "primary", 28), ElidedLabel("", bold=True), ElidedLabel()
        self.place_fact, self.come_fact, self.topics_fact = Fact(_("地点")), Fact(_("到会")), Fact(_("议题"))
        self.hint_label = Label(_("说开就能开：名单、议题边开边记。"), "muted", wrap=True)
        self.go_button = Button("", kind="primary", key="F9", glyph="play")
        self.go_button.setObjectName("go_on_button")
        self.go_button.clicked.connect(lambda: self.wanted.emit(self._meeting))
        self._about = QWidget()
        names = column(self.name_label, self.when_label, gap=0)
        facts = column(self.place_fact, self.come_fact, self.topics_fact, gap=2)
        self._about.setLayout(column(row(self.glyph, (names, 1), gap=12), facts, gap=6))
        self.setLayout(column(row(self.title_label, None, self.state_label), self._about, self.hint_label,
                              row(self.go_button, None), margin=(16, 12, 16, 12)))  # fmt: skip
        self.show_meeting(None)

    def show_meeting(self, meeting: MeetingLine | None, today: date | None = None) -> None:
        """Show the open meeting, None when there is none; one that is prepared is the next meeting."""
        coming = meeting is not None and today is not None and (
            meeting.state == "planned" or datetime.fromisoformat(meeting.start).date() > today)
        self._meeting = meeting.id if meeting else ""
        self._about.setVisible(meeting is not None)
        self.hint_label.setVisible(meeting is None)
        self.title_label.setText(_("下一场会") if coming else _("正在开的会") if meeting else _("开会"))
        self.state_label.setText(_("还没有结束") if meeting and not coming else "")
        self.go_button.set_word(_("准备") if coming else _("接着开") if meeting else _("去开会"))
        if meeting:
            self.glyph.show_icon(_GLYPHS.get(meeting.form, "meeting"), "primary")
            self.name_label.setText(meeting.title)
            self.when_label.setText(_when(meeting))
            self.place_fact.show_value(meeting.place or "—")
            self.come_fact.word.setText(_("应到") if coming else _("到会"))
            self.come_fact.show_value(_("{n}人").format(n=meeting.expected if coming else meeting.present))
            words = _("{topics}项") if coming else _("{topics}项，已有决议{resolutions}条")
            self.topics_fact.show_value(words.format(topics=meeting.topics, resolutions=meeting.resolutions))


class LatestMeetings(Card):
    """The latest meetings, each with its papers.

    Signals:
        print_wanted(meeting_id, document name)
    """

    print_wanted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._lines = column(gap=10)
        self.setLayout(column(Label(_("最近的会"), step=1, bold=True), self._lines, gap=8, margin=(16, 12, 12, 12)))

    def show_meetings(self, meetings: Sequence[MeetingLine], today: date) -> None:
        """Show these meetings; a focus on one of their buttons stays where it was."""
        focused = self.focusWidget()
        kept = focused.objectName() if focused is not None and focused.hasFocus() else ""
        clear(self._lines)
        for place, meeting in enumerate(meetings):
            self._lines.addLayout(self._line(meeting, today, first=place == 0))
        self.setVisible(bool(meetings))
        again = self.findChild(Button, kept) if kept else None
        if again is not None:
            again.setFocus()

    def _line(self, meeting: MeetingLine, today: date, *, first: bool) -> QVBoxLayout:
        day = datetime.fromisoformat(meeting.start).date()
        papers = (("minutes", _("纪要"), "Ctrl+P" if first else ""), ("sign-in", _("签到表"), ""))
        buttons = [self._button(meeting, name, word, key) for name, word, key in papers]
        where = ElidedLabel(f"{loop_words.short_day(day, today)}　{meeting.place}", "muted")
        head = row(Glyph(_GLYPHS.get(meeting.form, "meeting")), (ElidedLabel(meeting.title), 1))
        return column(head, row(26, (where, 1), *buttons, gap=6), gap=2)

    def _button(self, meeting: MeetingLine, name: str, word: str, key: str) -> Button:
        button = Button(word, small=True)
        button.setObjectName(f"{name}-{meeting.id}")
        button.setAccessibleName(_("打印{paper}：{title}").format(paper=word, title=meeting.title))
        button.setToolTip(key)
        button.clicked.connect(lambda: self.print_wanted.emit(meeting.id, name))
        return button
