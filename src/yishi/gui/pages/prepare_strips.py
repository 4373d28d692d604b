"""What must be known before a meeting begins, above its preparation: the notice, what the rules say, another day."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from yishi.gui.controls import Button
from yishi.gui.layout import clear, column
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.widgets import Strip
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.prepared import Preparation

BEFORE_IT_BEGINS = ("quorum",)  # what can only be met once people have come


class PrepareStrips(QWidget):
    """The strips; nothing here blocks anything.

    Signals:
        today_wanted(): begin today, though the meeting is planned for a later day.
    """

    today_wanted = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.lines: QVBoxLayout = column(gap=4)
        self.setLayout(self.lines)

    def show_strips(self, told: Preparation, *, asked: bool) -> None:
        """Show what there is to say; `asked`: F9 was pressed for a meeting of a later day."""
        clear(self.lines)
        day, today = date.fromisoformat(told.start[:10]), self.workspace.today
        if day > today and asked:
            go = Button(_("今天就开"), key="F9", small=True)
            go.setObjectName("today_button")
            go.clicked.connect(self.today_wanted)
            press_by_enter(go)
            words = _("这场会定在{m}月{d}日，今天是{a}月{b}日。到那天再按 F9，或者今天就开。")
            self.lines.addWidget(Strip("yellow", words.format(m=day.month, d=day.day, a=today.month, b=today.day), go))
        elif day < today:
            words = _("这场会是{m}月{d}日开的，今天补录：两个日子都会写在记录和纪要上。")
            self.lines.addWidget(Strip("blue", words.format(m=day.month, d=day.day)))
        if told.notice.words and (told.notice.short or told.notice.posted_on is None):
            near = told.notice.short or (told.notice.days_left is not None and told.notice.days_left <= 1)
            self.lines.addWidget(Strip("yellow" if near else "blue", told.notice.words, glyph="calendar"))
        for words in self._warnings(told):
            self.lines.addWidget(Strip("yellow", words))
        self.setVisible(self.lines.count() > 0)

    def _warnings(self, told: Preparation) -> list[str]:
        from yishi.services import legality, meetings

        if not told.meeting_id:
            return []
        with self.workspace.read() as session:
            sheet = meetings.sheet(session, told.meeting_id, self.workspace.today)
        found = [w.words for w in legality.warnings(sheet) if not w.waived_reason and w.matter not in (*BEFORE_IT_BEGINS, "notice")]
        rest = _("（还有{n}处，开会时会再提醒）").format(n=len(found) - 1) if len(found) > 1 else ""
        return [found[0] + rest] if found else []
