"""收尾: what a meeting still lacks when it is about to end, each with its way to be put right. It blocks nothing."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QStackedWidget, QWidget

from yishi.gui.controls import Button
from yishi.gui.layout import clear, column, row
from yishi.gui.pages.correction_row import CorrectionRow
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.pages.finding_rows import FindingRow
from yishi.gui.widgets import Glyph, Label, Scroll, Strip
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.answers import MeetingSheet, SpeechLine

if TYPE_CHECKING:
    from yishi.services.wrap_up import Finding

MOST = 12  # lines at a time: what is worst comes first, the rest moves up


class WrapUp(QFrame):
    """The checklist in the middle of the room.

    Signals:
        fix_wanted(object): the user goes to put this finding right.
        filled(object, str), settled(object, str), waived(object, str): see FindingRow.
    """

    fix_wanted = Signal(object)
    filled = Signal(object, str)
    settled = Signal(object, str)
    waived = Signal(object, str)

    def __init__(self, close: Callable[[], None], stay: Callable[[], None]) -> None:
        super().__init__()
        self.setObjectName("wrap_up")
        self.findings: tuple[Finding, ...] = ()
        self.lines: list[FindingRow] = []
        self.glyph = Glyph("alert", "yellow", 22)
        self.head_label, self.below_label = Label("", step=1, bold=True, wrap=True), Label("", "muted", wrap=True)
        self.close_button = Button(_("结束会议"), kind="primary", key=_("Ctrl+回车"))
        self.close_button.setObjectName("confirm_close_button")
        self.stay_button = Button(_("接着开"), key="Esc")
        self.stay_button.setObjectName("stay_button")
        self.close_button.clicked.connect(close)
        self.stay_button.clicked.connect(stay)
        press_by_enter(self.close_button, self.stay_button)
        self._rows, self.form_label = column(gap=0), Label("", "muted", step=-0.5, wrap=True)
        self.list_scroll = Scroll(column(self._rows, 10, self.form_label, None, margin=(0, 0, 8, 0)), name=_("收尾清单"))
        head = row(column(self.glyph, None), (column(self.head_label, self.below_label, gap=2), 1), gap=10)
        self.setLayout(column(head, (self.list_scroll, 1), row(None, self.stay_button, self.close_button), gap=8, margin=(14, 12, 12, 12)))

    def show_findings(self, found: "Sequence[Finding]", unfinished: str, *, over: bool = False, form: str = "") -> None:
        """Show what is lacking; `unfinished` stands in the speech box, `over`: the meeting has ended, `form`: what its form asks for."""
        self.findings = tuple(found)
        red = sum(each.level == "red" and not each.waived for each in found)
        yellow = sum(each.level != "red" and not each.waived for each in found)
        self._say(red, yellow, bool(unfinished.strip()), over)
        self.form_label.setText(form)
        self.form_label.setVisible(bool(form))
        clear(self._rows)
        self.lines = []
        if unfinished.strip():
            words = _("发言框里还有一句没存，按 Esc 回到发言框，回车就存好。")
            self._rows.addWidget(Strip("yellow", words))
        for finding in self.findings[:MOST]:
            line = FindingRow(finding)
            line.fix_wanted.connect(self.fix_wanted)
            line.filled.connect(self.filled)
            line.settled.connect(self.settled)
            line.waived.connect(self.waived)
            self.lines.append(line)
            self._rows.addWidget(line)
            line.show()  # at once: the focus may go there before the layout comes to rest
        rest = len(self.findings) - MOST
        if rest > 0:
            self._rows.addWidget(Label(_("后面还有{n}处，前面的办好一处，就露出一处。").format(n=rest), "muted", wrap=True))

    def _say(self, red: int, yellow: int, unfinished: bool, over: bool) -> None:
        self.glyph.show_icon(*(("alert", "red") if red else ("alert", "yellow") if yellow or unfinished else ("check", "green")))
        self.close_button.setHidden(over)
        self.stay_button.set_word(_("看完了") if over else _("接着开"))
        if over:
            head = _("还有{n}处没补").format(n=red + yellow) if red or yellow else _("都齐了，可以定稿")
            below = _("能补的补上，不补的写一句理由，就可以定稿了。")
        elif red:
            head = _("散会前看一眼：还有{n}处该补").format(n=red)
            below = _("去补，或者写一句不补的理由。不补也能散会，以后点“继续开会”还能补。")
        elif yellow or unfinished:
            head, below = _("可以散会了"), _("下面这些有空就补上，不补也不要紧。")
        else:
            head, below = _("都齐了，可以散会"), _("有签到，有发言，每个议题都有着落。")
        self.head_label.setText(head)
        self.below_label.setText(below)
        self.close_button.set_word(_("就此散会") if red else _("结束会议"))
        self.close_button.set_kind("tonal" if red else "primary")
        self.setAccessibleName(head)

    def hasHeightForWidth(self) -> bool:
        return False  # its list scrolls: it must not make the room taller

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def begin(self) -> None:
        """Put the focus where Enter does the next thing: the first line that waits, else the end."""
        first = next((line for line in self.lines if not line.finding.waived and line.finding.level == "red"), None)
        button = first.findChild(Button) if first is not None else None
        last = self.stay_button if self.close_button.isHidden() else self.close_button
        (button or last).setFocus(Qt.FocusReason.OtherFocusReason)

    def store(self, inside: QWidget) -> bool:
        """Store the line of a finding in which the cursor stands; False where it stands in none."""
        return any(line.store(inside) for line in self.lines)


class Ending(QObject):
    """Ends a meeting, opens it again, and says of a closed one what can be done with it.

    The checklist stands in the middle column (`stack`), everything else in the strip above the columns (`place`).

    Signals:
        ended(str): the meeting with this id is closed.
        stayed(): the user goes on recording.
        papers(str): the user wants the papers of the meeting with this id.
        check_wanted(): the user wants the checklist of a meeting that has ended.
        fix_wanted(object): the user goes to put this finding right.
    """

    ended = Signal(str)
    stayed = Signal()
    papers = Signal(str)
    check_wanted = Signal()
    fix_wanted = Signal(object)

    def __init__(self, workspace: Workspace, place: QWidget, stack: QStackedWidget) -> None:
        super().__init__(place)
        self.workspace, self.place, self.stack = workspace, place, stack
        self.asking: MeetingSheet | None = None
        self.unfinished = ""
        self.correction: CorrectionRow | None = None
        self._strip: QWidget | None = None
        self._said: tuple[str, str, int] = ("", "", 0)
        self.panel = WrapUp(self.close, self.stayed.emit)
        self.panel.fix_wanted.connect(self._fix)
        self.panel.filled.connect(self._fill)
        self.panel.settled.connect(self._settle)
        self.panel.waived.connect(self._waive)
        stack.addWidget(self.panel)
        place.hide()

    # ---- the checklist

    def ask(self, sheet: MeetingSheet, unfinished: str) -> None:
        """Say what is lacking and offer to end the meeting."""
        self.asking, self.unfinished = sheet, unfinished
        self._show_findings()
        self.stack.setCurrentWidget(self.panel)
        self.panel.begin()

    def _show_findings(self) -> None:
        from yishi.services import form_facts, forms, wrap_up

        assert self.asking is not None
        found, over = wrap_up.findings(self.asking), self.asking.line.state == "closed"
        self.panel.show_findings(found, self.unfinished, over=over, form=form_facts.told(forms.held(self.asking)))

    def show_meeting(self, sheet: MeetingSheet) -> None:
        """Show what the book says now: the checklist anew, and of a closed meeting what can be done with it."""
        over = sheet.line.state in ("closed", "final")
        if not over and self._said[0]:
            self.clear()
        if over and self._said != (said := (sheet.line.id, sheet.line.state, len(sheet.corrections))):
            self._say_over(sheet)
            self._said = said
        if self.asking is not None and sheet.line.state != "final":
            focused = QApplication.focusWidget()
            had_focus = focused is not None and self.panel.isAncestorOf(focused)
            self.asking = sheet
            self._show_findings()
            if had_focus:
                self.panel.begin()

    def _fix(self, finding: "Finding") -> None:
        if self.asking is not None and self.asking.line.state == "closed":
            self.panel.below_label.setText(_("这一处要回会里补：先点上面的“继续开会”。"))
        else:
            self.fix_wanted.emit(finding)

    def _fill(self, finding: "Finding", text: str) -> None:
        from yishi.services import filling_in

        assert self.asking is not None
        with self.workspace.write("meeting", words=_("补上一处")) as session:
            filling_in.fill(session, self.asking.line.id, finding.fix, finding.where, text, self.workspace.today)

    def _settle(self, finding: "Finding", what: str) -> None:
        from yishi.services import room, settling

        if what == "no_dissent" and self.asking is not None:
            with self.workspace.write("dissent", words=_("记下“无不同意见”")) as session:
                room.no_dissent(session, self.asking.line.id)
            return
        words = _("下次再议") if what == "next_time" else _("直接结束")
        with self.workspace.write("settle", words=words) as session:
            settling.settle(session, finding.where, what)

    def _waive(self, finding: "Finding", reason: str) -> None:
        from yishi.services import waivers

        assert self.asking is not None
        with self.workspace.write("waive", words=_("记下不补的理由")) as session:
            waivers.go_on(session, self.asking.line.id, finding.matter, reason)

    def store(self, inside: QWidget) -> bool:
        """Ctrl+Enter with the cursor `inside`: store the reason or the correction there, else end the meeting; False = neither."""
        if self.correction is not None and self.correction.isAncestorOf(inside):
            self.correction.store()
            return True
        if self.asking is None or self.stack.currentWidget() is not self.panel:
            return False
        if not self.panel.store(inside):
            self.close()
        return True

    def close(self) -> None:
        """End the meeting now."""
        from yishi.services import room

        sheet = self.asking
        if sheet is None or sheet.line.state != "open":
            return
        begun, now = datetime.fromisoformat(sheet.line.start), self.workspace.now()
        same_day = timedelta() <= now - begun < timedelta(days=1)  # a meeting closed days later does not end then
        self.asking = None
        with self.workspace.write("close_meeting") as session:
            room.close_meeting(session, sheet.line.id, f"{now:%Y-%m-%dT%H:%M}" if same_day else "")
        self.clear()
        self.ended.emit(sheet.line.id)

    # ---- a meeting that is over

    def _say_over(self, sheet: MeetingSheet) -> None:
        """Say that the meeting can only be looked at, and how to go on with it or correct it."""
        meeting_id, final = sheet.line.id, sheet.line.state == "final"
        papers = Button(_("打印纪要"), glyph="print")
        papers.clicked.connect(lambda: self.papers.emit(meeting_id))
        if final:
            next_ = Button(_("更正"), kind="tonal", glyph="edit", key="F2")
            next_.setObjectName("correct_button")
            next_.clicked.connect(lambda: self.correct(sheet, None))
            words = _("这场会已经定稿。要改用更正：选中一条发言按 F2，别处点“更正”。")
            if sheet.corrections:
                words += _("已有{n}处更正。").format(n=len(sheet.corrections))
        else:
            next_ = Button(_("继续开会"), kind="tonal", glyph="play")
            next_.setObjectName("reopen_button")
            next_.clicked.connect(lambda: self._reopen(meeting_id))
            words = _("这场会已经结束，这里只能看。要补记，点“继续开会”。")
        check = Button(_("收尾清单"), key="Ctrl+E")
        check.setObjectName("check_button")
        check.clicked.connect(self.check_wanted)
        press_by_enter(next_, papers, check)
        self._put(Strip("blue", words, *(() if final else (check,)), papers, next_, glyph="lock" if final else ""))

    def _reopen(self, meeting_id: str) -> None:
        from yishi.services import room

        self.clear()
        with self.workspace.write("meeting", words=_("继续开会")) as session:
            room.reopen_meeting(session, meeting_id)
        self.stayed.emit()

    def correct(self, sheet: MeetingSheet, speech: SpeechLine | None) -> None:
        """F2 in a final meeting: correct this speech, without one whatever is chosen."""
        self.leave_correction()
        self.correction = CorrectionRow(self.workspace, sheet, speech)
        self.correction.left.connect(self.leave_correction)
        layout = self.place.layout()
        assert layout is not None
        if self._strip is not None:
            self._strip.hide()  # there is not room for both
        layout.addWidget(self.correction)
        self.place.show()
        self.correction.begin()

    def leave_correction(self) -> None:
        """Close the row for a correction."""
        if self.correction is not None:
            self.correction.hide()
            self.correction.deleteLater()
            self.correction = None
        if self._strip is not None:
            self._strip.show()

    # ---- small things

    def leave(self) -> None:
        """Esc: away from the checklist or the correction; what is said of a closed meeting stays."""
        self.leave_correction()
        self.asking = None

    def _put(self, strip: QWidget) -> None:
        self.clear()
        layout = self.place.layout()
        assert layout is not None
        layout.addWidget(strip)
        self._strip = strip
        self.place.show()

    def clear(self) -> None:
        """Take everything away."""
        self.asking, self.correction, self._strip, self._said = None, None, None, ("", "", 0)
        layout = self.place.layout()
        assert layout is not None
        clear(layout)
        self.place.hide()
