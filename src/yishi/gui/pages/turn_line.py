"""Whose turn it is: a quiet line above the entry row, with a two-minute countdown; the rules are `domain.turns`."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFrame, QSizePolicy, QWidget

from yishi.domain import turns
from yishi.gui import theme
from yishi.gui.controls import Button
from yishi.gui.layout import column, row
from yishi.gui.widgets import ElidedLabel, Label
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.answers import AgendaLine, MeetingSheet

SECONDS = turns.MINUTES_A_TIME * 60
NAMED = 8  # who has not spoken yet: so many by name


class TurnLine(QFrame):
    """One line, and opened by 「说了多少」 a few more: who spoke how often and how long, who has not spoken yet.

    It advises and never forbids. The bell can be switched off and stays off while the room is open.
    """

    def __init__(self, workspace: Workspace, parent: QWidget | None = None, *, bell: Callable[[], object] = QApplication.beep) -> None:
        super().__init__(parent)
        self.workspace, self.bell = workspace, bell
        self.left_seconds = 0
        self._running = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hint_label = ElidedLabel(kind="muted")
        self.hint_label.setObjectName("turn_hint")
        self.more_button = Button(_("说了多少"), kind="quiet", small=True, glyph="down", checkable=True)
        self.count_button = Button("", kind="quiet", small=True, glyph="clock", key="Ctrl+R")
        self.bell_button = Button(_("响铃"), kind="quiet", small=True, checkable=True)
        names = {self.more_button: "turns_button", self.count_button: "countdown_button", self.bell_button: "bell_button"}
        for button, name in names.items():
            button.setObjectName(name)
        self.bell_button.setChecked(True)
        self.shares_label, self.silent_label = Label("", wrap=True), Label("", "muted", wrap=True)
        self.panel = QFrame()
        self.panel.setProperty("kind", "well")
        self.panel.setLayout(column(self.shares_label, self.silent_label, gap=2, margin=(12, 6, 12, 6)))
        self.panel.hide()
        bar = row((self.hint_label, 1), self.more_button, self.count_button, self.bell_button, gap=0, margin=(12, 0, 4, 0))
        self.setLayout(column(self.panel, bar, gap=0))
        self.more_button.toggled.connect(self.panel.setVisible)
        self.count_button.clicked.connect(self.count_down)
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.tick)
        self._show_count()

    def dress(self) -> None:
        if hasattr(self, "bell_button"):
            self.bell_button.setVisible(theme.points < theme.POINTS[2])

    # ---- whose turn

    def show_item(self, sheet: MeetingSheet, item: AgendaLine | None, speaker: str) -> None:
        """Work out the advice for the item in hand; `speaker` is who is about to be written down."""
        lines = [line for line in sheet.speeches if item is not None and line.agenda == item.no]
        said = [turns.Said(line.speaker, line.at, line.stance) for line in lines]
        going_on = sheet.line.state == "open" and bool(said)
        shares = turns.shares(said, f"{self.workspace.now():%H:%M}" if going_on else "")
        host, recorder = (name.partition("（")[0].strip() for name in (sheet.host, sheet.recorder))
        there = [line.name for line in sheet.marked("present", "proxy") if not line.left_at]
        quiet = turns.silent(there, said, (host, recorder))
        advice = (self._neutral(said, host), self._again(shares, speaker), self._side(said), self._quiet(quiet, said))
        hints = [hint for hint in advice if hint]
        self.hint_label.setText("　".join(hints))
        self.hint_label.setToolTip("\n".join(hints))
        words = [_("{who} {n}次{m}分").format(who=share.speaker, n=share.times, m=share.minutes) for share in shares]
        self.shares_label.setText("　".join(words[:40]) or _("这一项还没有人发言。"))
        self.silent_label.setText(_("还没说的{n}人：{names}").format(n=len(quiet), names="、".join(quiet[:40])) if quiet else "")
        self.silent_label.setVisible(bool(quiet))

    def _neutral(self, said: list[turns.Said], host: str) -> str:
        return _("主持人只主持，不表态") if turns.takes_sides(said, host) else ""

    def _again(self, shares: tuple[turns.Share, ...], speaker: str) -> str:
        used = next((share for share in shares if share.speaker == speaker and share.used_up), None)
        return _("{who}说过{n}次了，先请没说的人").format(who=speaker, n=used.times) if used else ""

    def _side(self, said: list[turns.Said]) -> str:
        side = turns.whose_turn(said)
        if side == turns.AGAINST:
            return _("上一位赞成，请反对的先说")
        return _("上一位反对，请赞成的先说") if side == turns.FOR else ""

    def _quiet(self, quiet: tuple[str, ...], said: list[turns.Said]) -> str:
        if not quiet or not said:
            return ""
        words = _("还没说的{n}人：{names}") if len(quiet) <= NAMED else _("还没说的{n}人")
        return words.format(n=len(quiet), names="、".join(quiet[:NAMED]))

    # ---- the countdown

    @property
    def is_running(self) -> bool:
        """Whether a countdown is shown."""
        return self._running

    def count_down(self) -> None:
        """Ctrl+R: two minutes from now; again stops it."""
        if self._running:
            self.stop()
        else:
            self.left_seconds, self._running = SECONDS, True
            self._timer.start()
            self._show_count()

    def stop(self) -> None:
        """No countdown."""
        self._timer.stop()
        self.left_seconds, self._running = 0, False
        self._show_count()

    def next_speaker(self) -> None:
        """Somebody else speaks: a countdown that runs begins anew."""
        if self._running:
            self.left_seconds = SECONDS
            self._timer.start()
            self._show_count()

    def tick(self) -> None:
        """One second is over."""
        self.left_seconds -= 1
        if self.left_seconds <= 0:
            self._timer.stop()
            if self.left_seconds == 0 and self.bell_button.isChecked():
                self.bell()
        self._show_count()

    def _show_count(self) -> None:
        if not self._running:
            self.count_button.set_word(_("限时2分"))
            self.count_button.set_kind("quiet")
            return
        over = self.left_seconds <= 0
        seconds = max(self.left_seconds, 0)
        self.count_button.set_word(_("时间到") if over else f"{seconds // 60}:{seconds % 60:02}")
        self.count_button.set_kind("tonal")
