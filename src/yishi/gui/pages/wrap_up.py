"""收尾: what a meeting still lacks when it is about to end. It is said once, calmly, and blocks nothing."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from yishi.gui.controls import Button
from yishi.gui.layout import clear, column, row
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.widgets import Glyph, Label, Strip
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.answers import MeetingSheet


def lacking(sheet: MeetingSheet, unfinished: str = "") -> list[str]:
    """Return, in words, what a reader of the minutes would miss; `unfinished` is what still stands in the speech box."""
    found = []
    if unfinished.strip():
        found.append(_("发言框里还有一句没存，回到发言框按回车就存好。"))
    if not sheet.marked("present", "proxy"):
        found.append(_("还没有人签到（F4）。"))
    waiting = sheet.marked("expected")
    if waiting and sheet.marked("present", "proxy"):
        names = "、".join(line.name for line in waiting[:6])
        more = _("{names}等{n}人").format(names=names, n=len(waiting)) if len(waiting) > 6 else names
        found.append(_("应到没签的：{names}，纪要上会写未到。").format(names=more))
    if not sheet.agenda:
        found.append(_("还没有议题（Ctrl+N）。"))
    elif not sheet.speeches:
        found.append(_("一条发言都没有记。"))
    decided = {resolution.agenda for resolution in sheet.resolutions}
    open_items = [f"{item.no}　{item.title}" for item in sheet.agenda if item.no not in decided]
    if open_items:
        found.append(_("没有形成决议的议题：{items}。").format(items="；".join(open_items)))
    return found


class WrapUp(QFrame):
    """The strip above the room: what is lacking, and the two ways on."""

    def __init__(self, sheet: MeetingSheet, unfinished: str, close: Callable[[], None], stay: Callable[[], None]) -> None:
        super().__init__()
        self.setObjectName("wrap_up")
        lines = lacking(sheet, unfinished)
        kind = "yellow" if lines else "green"
        self.setProperty("kind", f"strip-{kind}")
        head = _("散会前看一眼。不补也能散会，以后点“继续开会”还能补。") if lines else _("都齐了：有签到，有发言，每个议题都有决议。")
        self.close_button = Button(_("就此散会"), kind="primary", key=_("Ctrl+回车"))
        self.close_button.setObjectName("confirm_close_button")
        self.stay_button = Button(_("接着开"), key="Esc")
        self.stay_button.setObjectName("stay_button")
        self.close_button.clicked.connect(close)
        self.stay_button.clicked.connect(stay)
        press_by_enter(self.close_button, self.stay_button)
        words: list[QWidget] = [Label(head, bold=True, wrap=True), *(Label("·　" + line, wrap=True) for line in lines)]
        glyph = column(Glyph("alert" if lines else "check", kind), None, margin=(0, 2, 0, 0))
        buttons = column(row(self.stay_button, self.close_button), None)
        self.setLayout(row(glyph, (column(*words, gap=2), 1), buttons, margin=(10, 8, 8, 8)))
        self.setAccessibleName(head)


class Ending(QObject):
    """Ends a meeting and opens it again, in the strip above the columns of the live room.

    Signals:
        ended(str): the meeting with this id is closed.
        stayed(): the user goes on recording.
        papers(str): the user wants the papers of the meeting with this id.
    """

    ended = Signal(str)
    stayed = Signal()
    papers = Signal(str)

    def __init__(self, workspace: Workspace, place: QWidget) -> None:
        super().__init__(place)
        self.workspace, self.place = workspace, place
        self.asking: MeetingSheet | None = None
        place.hide()

    def ask(self, sheet: MeetingSheet, unfinished: str) -> None:
        """Say what is lacking and offer to end the meeting."""
        strip = WrapUp(sheet, unfinished, self.close, self.stayed.emit)
        self._put(strip)
        self.asking = sheet
        strip.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def close(self) -> None:
        """End the meeting now."""
        from yishi.services import room

        sheet = self.asking
        if sheet is None:
            return
        begun, now = datetime.fromisoformat(sheet.line.start), self.workspace.now()
        same_day = timedelta() <= now - begun < timedelta(days=1)  # a meeting closed days later does not end then
        with self.workspace.write("close_meeting") as session:
            room.close_meeting(session, sheet.line.id, f"{now:%Y-%m-%dT%H:%M}" if same_day else "")
        self.clear()
        self.ended.emit(sheet.line.id)

    def say_closed(self, meeting_id: str) -> None:
        """Say that the meeting can only be looked at, and how to go on with it."""
        again = Button(_("继续开会"), kind="tonal", glyph="play")
        again.setObjectName("reopen_button")
        again.clicked.connect(lambda: self._reopen(meeting_id))
        papers = Button(_("打印纪要"), glyph="print")
        papers.clicked.connect(lambda: self.papers.emit(meeting_id))
        press_by_enter(again, papers)
        self._put(Strip("blue", _("这场会已经结束，这里只能看。要补记，点“继续开会”。"), papers, again))

    def _reopen(self, meeting_id: str) -> None:
        from yishi.services import room

        self.clear()
        with self.workspace.write("meeting", words=_("继续开会")) as session:
            room.reopen_meeting(session, meeting_id)
        self.stayed.emit()

    def _put(self, strip: QWidget) -> None:
        self.clear()
        layout = self.place.layout()
        assert layout is not None
        layout.addWidget(strip)
        self.place.show()

    def clear(self) -> None:
        """Take the strip away."""
        self.asking = None
        layout = self.place.layout()
        assert layout is not None
        clear(layout)
        self.place.hide()
