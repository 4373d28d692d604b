"""What a meeting needs of the PC: screen on, enough battery, the right time, the hall's screen. Said in strips above the room."""

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from yishi.gui import battery
from yishi.gui.awake import Awake
from yishi.gui.battery import Battery
from yishi.gui.controls import Button
from yishi.gui.layout import column
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.pages.projection import Projection
from yishi.gui.widgets import Strip
from yishi.gui.workspace import Workspace
from yishi.i18n import _
from yishi.services.answers import MeetingSheet

EVERY = 60_000  # milliseconds between two looks at the battery
FIRST_YEAR = 2025  # no meeting was recorded with this program before


class RoomWatch(QWidget):
    """Strips about the PC, each at most once: clock, battery, screen.

    Signals:
        changed(): the status strip should say something else.
        answered(): the clock question was answered.
        paper(): the user wants the empty record sheets printed.
        projector(): the user wants the projector on.
    """

    changed = Signal()
    answered = Signal()
    paper = Signal()
    projector = Signal()

    def __init__(self, workspace: Workspace, projection: Projection, read: Callable[[], Battery | None] = battery.read) -> None:
        super().__init__()
        self.workspace, self.projection, self._read = workspace, projection, read
        self.battery: Battery | None = None
        self.awake = Awake()
        self.clock_asked = False  # True: times are not to be noted before the question is answered
        self._clock_right = False
        self._low_seen = False
        self.strips: dict[str, Strip] = {}
        self.paper_place = QWidget()  # where the empty record sheets are offered
        self.paper_place.setLayout(column())
        self.paper_place.hide()
        self._column = column(self.paper_place, gap=4)
        self.setLayout(self._column)
        self.hide()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.look)
        projection.projector.pulled.connect(self._pulled)
        projection.projector.offered.connect(self._offered)
        projection.changed.connect(self._on_air)
        projection.doubted.connect(self._private)
        workspace.opened.connect(self._other_book)

    def show_meeting(self, sheet: MeetingSheet | None) -> None:
        """Watch while this meeting goes on."""
        if sheet is None or sheet.line.state != "open":
            self._timer.stop()
            self.awake.release()
            for key in list(self.strips):
                self.drop(key)
            self.clock_asked = False
            return
        self.awake.hold()
        if not self._timer.isActive():
            self._timer.start()
            self.look()
            self._doubt()

    def words(self) -> list[str]:
        """Return what the status strip says: battery, projector."""
        charge = [_("电量 {n}%").format(n=self.battery.percent)] if self.battery is not None else []
        hall = self.projection.words()
        return [*charge, *([hall] if hall else [])]

    # ---- battery

    def look(self) -> None:
        """Read the battery; warn once when it is low, until it is plugged in."""
        was, self.battery = self.battery, self._read()
        low = self.battery is not None and self.battery.low
        if low and not self._low_seen:
            assert self.battery is not None
            words = _("电量只剩 {n}%。记下的都已经存好。请接上电源，或者先打印空白记录纸，没电了用笔接着记。")
            words = words.format(n=self.battery.percent)
            self.say("battery", "yellow", words, (_("打印空白记录纸"), self.paper.emit), (_("知道了"), lambda: self.drop("battery")))
        elif not low:
            self.drop("battery")
        self._low_seen = low
        if was != self.battery:
            self.changed.emit()

    # ---- clock

    def _doubt(self) -> None:
        """Ask before times are noted: a year before the program, or a clock that the book contradicts."""
        book = self.workspace.book
        if book is None or self.workspace.busy or self._clock_right:
            return
        now = self.workspace.now()
        early = now.year < FIRST_YEAR
        if not early and not book.clock_looks_wrong():
            return
        self.clock_asked = True
        words = _("电脑上现在是{year}年{month}月{day}日 {time}，这个时间对吗？和簿子里已经记下的对不上，记下的时间会跟着错。")
        words = words.format(year=now.year, month=now.month, day=now.day, time=f"{now:%H:%M}")
        self.say("clock", "yellow", words, (_("改好时间了，再看一次"), self._again), (_("就按现在的时间"), self._believe))

    def _again(self) -> None:
        """The user has set the clock: look once more."""
        self.clock_asked = False
        self.drop("clock")
        self._doubt()
        self.answered.emit()

    def _believe(self) -> None:
        """The user says that the clock is right."""
        if self.workspace.book is not None:
            self.workspace.book.clock_confirmed = True
        self._clock_right, self.clock_asked = True, False
        self.drop("clock")
        self.answered.emit()

    def _other_book(self) -> None:
        self._clock_right = False
        self.show_meeting(None)

    # ---- screen

    def _on_air(self) -> None:
        if self.projection.on_air:
            self.drop("screen")
            self.drop("private")

    def _private(self, form: str) -> None:
        """What is said in such a meeting is not for the hall, unless the operator says so."""
        words = _("{form}默认不公开，说的是各家的事。确定要让大家在屏幕上看到吗？").format(form=form)
        self.say("private", "yellow", words, (_("仍要投屏"), self.projection.go_on_air), (_("不投"), lambda: self.drop("private")))

    def _pulled(self) -> None:
        words = _("第二块屏幕断开了，投屏已经收起，记录不受影响。接好线会再问。")
        self.say("screen", "yellow", words, (_("知道了"), lambda: self.drop("screen")))
        self.changed.emit()

    def _offered(self) -> None:
        if self._timer.isActive():
            word = _("投屏 F5")
            self.say("screen", "blue", _("接上了第二块屏幕。"), (word, self.projector.emit), (_("不用"), lambda: self.drop("screen")))

    # ---- strips

    def say(self, key: str, kind: str, words: str, *buttons: tuple[str, Callable[[], object]]) -> None:
        """Show a strip; an earlier one about the same goes."""
        self.drop(key)
        made = []
        for word, act in buttons:
            button = Button(word, small=True)
            button.clicked.connect(lambda _on=False, act=act: act())
            press_by_enter(button)
            made.append(button)
        strip = Strip(kind, words, *made)
        strip.setObjectName(f"{key}_strip")
        self.strips[key] = strip
        self._column.addWidget(strip)
        self.show()

    def drop(self, key: str) -> None:
        """Take a strip away."""
        strip = self.strips.pop(key, None)
        if strip is not None:
            strip.hide()
            self._column.removeWidget(strip)
            strip.deleteLater()
        self.setVisible(bool(self.strips) or not self.paper_place.isHidden())
