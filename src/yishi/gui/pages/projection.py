"""What of the meeting is let out to the hall: released by hand, per item of the agenda, and never anything else."""

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from yishi.gui.pages import roster
from yishi.gui.projector import Projector
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services import projection
from yishi.services.answers import AgendaLine, MeetingSheet, MotionLine, ResolutionSheet
from yishi.services.projection import ProjectorView, Released

_CLOCK = 15_000  # milliseconds between two looks at the clock


class Projection(QObject):
    """Keeps what was released of each item and hands the finished view to the projector.

    Signals:
        changed(): something was released or taken back, or the projector was switched.
        doubted(str): meetings of the form of this name are not public; on air only after `go_on_air`.
    """

    changed = Signal()
    doubted = Signal(str)

    def __init__(self, workspace: Workspace, operator: QWidget) -> None:
        super().__init__(operator)
        self.workspace = workspace
        self.projector = Projector(operator)
        self.sheet: MeetingSheet | None = None
        self.item: AgendaLine | None = None
        self._view: ProjectorView | None = ProjectorView()  # None: to be made anew when somebody looks
        self._agreed = ""  # the meeting that may be shown although its form is not public
        self._released: dict[str, Released] = {}  # by the id of the item
        self.projector.changed.connect(self._refresh)
        self._timer = QTimer(self)
        self._timer.setInterval(_CLOCK)
        self._timer.timeout.connect(self._tick)

    def show_meeting(self, sheet: MeetingSheet, item: AgendaLine | None) -> None:
        """Stand for this item: of another one only its title goes on air; with another meeting, or a closed one, it is off."""
        other = self.sheet is None or self.sheet.line.id != sheet.line.id
        self.sheet, self.item = sheet, item
        if other:
            self._released.clear()
        if other or sheet.line.state != "open":
            self.projector.switch_off()
        self._refresh()

    @property
    def released(self) -> Released:
        """What was released of the item in hand."""
        return self._released.get(self.item.id, Released()) if self.item is not None else Released()

    @property
    def on_air(self) -> bool:
        """Whether the hall sees something."""
        return self.projector.on_air

    def toggle(self) -> None:
        """F5: on, with the title of the item in hand, and off."""
        if self.on_air:
            self.projector.switch_off()
        elif self.sheet is not None and self.sheet.line.state == "open":
            from yishi.services import forms

            form = forms.held(self.sheet)
            if form.public or self._agreed == self.sheet.line.id:
                self.go_on_air()
            else:
                self.doubted.emit(_(form.name))

    def go_on_air(self) -> None:
        """Show this meeting in the hall, whether its form is public or not."""
        if self.sheet is not None:
            self._agreed = self.sheet.line.id
            self.projector.show_view(self.view)
            self.projector.switch_on()

    def words(self) -> str:
        """Return what the status strip says: 投屏 开（第二屏）."""
        return self.projector.words()

    # ---- releasing

    def add_point(self, text: str) -> None:
        """Let a point out; it is redacted on its way."""
        self._release(projection.with_point(self.released, text))

    def take_point(self, text: str) -> None:
        """Take a point back, in the words in which it was released."""
        self._release(projection.without_point(self.released, text))

    @property
    def vote(self) -> MotionLine | None:
        """The newest counted vote of the item that the hall has not seen."""
        return projection.to_announce(self.sheet, self.item, self.released) if self.sheet else None

    @property
    def resolution(self) -> ResolutionSheet | None:
        """The newest resolution of the item that the hall has not seen."""
        return projection.to_release(self.sheet, self.item, self.released) if self.sheet else None

    def announce(self) -> None:
        """公布结果: let the figures of the newest vote out; again, take them back."""
        vote, now = self.vote, self.released
        self._release(Released(now.agenda_id, now.points, vote.id if vote else "", now.resolution_id))

    def put_resolution(self) -> None:
        """Let the newest resolution out; again, take it back."""
        resolution, now = self.resolution, self.released
        self._release(Released(now.agenda_id, now.points, now.motion_id, resolution.line.id if resolution else ""))

    def shown(self, text: str) -> str:
        """Return a sentence as the hall would read it."""
        from yishi.domain.redaction import redacted

        return redacted(text, projection.hidden_from(self.sheet, roster.everybody(self.workspace))) if self.sheet else ""

    def _release(self, released: Released) -> None:
        if self.item is not None:
            self._released[self.item.id] = released
            self._refresh()

    # ---- showing

    @property
    def view(self) -> ProjectorView:
        """What the hall sees, or would see: made from the book and from what was released when it is asked for."""
        if self._view is None:
            now, title = self.released, self.item.id if self.item is not None else ""
            out = Released(title, now.points, now.motion_id, now.resolution_id)
            self._view = ProjectorView()
            if self.sheet is not None:
                known = roster.everybody(self.workspace)
                self._view = projection.view(self.sheet, out, f"{self.workspace.now():%H:%M}", roster=known)
        return self._view

    def _refresh(self) -> None:
        """What was shown no longer holds; while the projector is off nobody pays for a new view at every save."""
        if self.sheet is None:
            return
        self._view = None
        if self.on_air:
            self.projector.show_view(self.view)
            self._timer.start()
        else:
            self._timer.stop()
        self.changed.emit()

    def _tick(self) -> None:
        if self.sheet is not None and self.view.clock != f"{self.workspace.now():%H:%M}":
            self._refresh()

    def told(self) -> str:
        """Return in a few words what the hall sees: 议题、要点、表决."""
        if not self.on_air:
            return _("没有开")
        if self.projector.blank:
            return _("大家看到的是黑屏")
        return "、".join(self.view.words()) or _("只有会议名称")
