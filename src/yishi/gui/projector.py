"""一屏展示: the window on the second screen. The operator keeps the main window, its cursor and its keys.

With one screen the same picture fills the laptop until Esc. When the screen that it is on goes away (a cable is pulled) it is
hidden at once and stays hidden: it never comes to lie over the operator's window.
"""

from PySide6.QtCore import QObject, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QCloseEvent, QColor, QGuiApplication, QKeyEvent, QPainter, QPaintEvent, QScreen
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from yishi.gui import theme
from yishi.gui.projector_paint import Arranged, paint
from yishi.i18n import _
from yishi.services.projection import ProjectorView

USUAL = QSize(1920, 1080)


class HallWindow(QWidget):
    """What the hall sees; frameless, full screen.

    Signals:
        left(): Esc or F5 was pressed on it, or it was closed.
        blanked(): B was pressed on it.
    """

    left = Signal()
    blanked = Signal()

    def __init__(self, *, alone: bool) -> None:
        flags = Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint
        if not alone:  # the cursor stays in the operator's window
            flags |= Qt.WindowType.WindowDoesNotAcceptFocus
        super().__init__(None, flags)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, not alone)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.setWindowTitle(_("议事投屏"))
        self.setAccessibleName(_("投屏画面"))
        self.hint = _("按 Esc 回到记录") if alone else ""
        self.view, self.colours, self.blank = ProjectorView(), theme.HALL_DARK, False
        self.painted: Arranged | None = None

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.blank:
            painter.fillRect(self.rect(), QColor("black"))
        else:
            self.painted = paint(painter, QSizeF(self.size()), self.view, self.colours, self.hint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F5):
            self.left.emit()
        elif event.key() == Qt.Key.Key_B:
            self.blanked.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.accept()
        self.left.emit()


class Projector(QObject):
    """Turns the hall screen on, off and black, and watches the screens.

    Signals:
        changed(): on air, black or palette is another one.
        pulled(): the screen that it was on is gone; it is hidden.
        offered(): a second screen is there (again).
    """

    changed = Signal()
    pulled = Signal()
    offered = Signal()

    def __init__(self, operator: QWidget) -> None:
        super().__init__(operator)
        self.operator = operator
        self.window: HallWindow | None = None
        self.view = ProjectorView()
        self.blank = self.bright = False
        self._screen: QScreen | None = None  # that the window is on
        self._gone: QScreen | None = None  # being removed: no longer to be used
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.screenRemoved.connect(self._screen_removed)
        app.screenAdded.connect(self._screen_added)
        if isinstance(app, QApplication):
            app.lastWindowClosed.connect(self.switch_off)
        operator.destroyed.connect(self._drop)

    @property
    def on_air(self) -> bool:
        """Whether the hall sees something now."""
        return self.window is not None

    @property
    def alone(self) -> bool:
        """Whether there is only the operator's own screen."""
        return self.second() is None

    def second(self) -> QScreen | None:
        """Return the screen that the operator's window is not on."""
        mine = self.operator.window().screen()
        return next((each for each in QGuiApplication.screens() if each is not mine and each is not self._gone), None)

    def hall_size(self) -> QSize:
        """Return the size that the picture has in the hall, also before it is on."""
        if self.window is not None:
            return self.window.size()
        screen = self.second()
        return screen.size() if screen is not None else USUAL

    def words(self) -> str:
        """Return the sign for the status strip: 投屏 开（第二屏）; "" when it is off."""
        if self.window is None:
            return ""
        if self.blank:
            return _("投屏 黑屏")
        return _("投屏 开（本机）") if self.window.hint else _("投屏 开（第二屏）")

    # ---- what it shows

    def show_view(self, view: ProjectorView) -> None:
        """Show this from now on; while it is off nothing is shown."""
        self.view = view
        if self.window is not None:
            self.window.view = view
            self.window.update()

    def switch_on(self) -> None:
        """Show the picture on the second screen, or on the only one."""
        if self.window is not None:
            return
        screen = self.second()
        window = HallWindow(alone=screen is None)
        target = screen or self.operator.window().screen()
        window.setScreen(target)
        window.setGeometry(target.geometry())
        window.left.connect(self.switch_off)
        window.blanked.connect(self.toggle_blank)
        self.window, self._screen, self.blank = window, target, False
        self._dress()
        window.showFullScreen()
        window.windowHandle().screenChanged.connect(self._strayed)
        if screen is None:
            window.activateWindow()
            window.setFocus(Qt.FocusReason.OtherFocusReason)
        else:  # some desktops hand the keys to every new window
            self.operator.window().activateWindow()
        self.changed.emit()

    def switch_off(self) -> None:
        """Take the picture away."""
        if self.window is None:
            return
        self._drop()
        self.changed.emit()
        self.operator.window().activateWindow()

    def toggle(self) -> None:
        """F5."""
        if self.window is None:
            self.switch_on()
        else:
            self.switch_off()

    def toggle_blank(self) -> None:
        """B: the hall sees nothing for a while."""
        if self.window is not None:
            self.blank = not self.blank
            self._dress()
            self.changed.emit()

    def set_bright(self, bright: bool) -> None:
        """Dark letters on white, for a hall in daylight."""
        self.bright = bright
        self._dress()
        self.changed.emit()

    @property
    def colours(self) -> theme.Hall:
        """The palette in use."""
        return theme.HALL_BRIGHT if self.bright else theme.HALL_DARK

    def _dress(self) -> None:
        if self.window is not None:
            self.window.view, self.window.blank, self.window.colours = self.view, self.blank, self.colours
            self.window.update()

    def _drop(self) -> None:
        window, self.window, self._screen = self.window, None, None
        self.blank = False
        if window is not None and isValid(window):  # not when the whole program ends
            window.blockSignals(True)
            window.hide()
            window.deleteLater()

    # ---- screens that come and go

    def _screen_removed(self, screen: QScreen) -> None:
        self._gone = screen
        was_there = self.window is not None and self._screen is screen
        if was_there:
            self._drop()
            self.changed.emit()
            self.pulled.emit()

    def _strayed(self, screen: QScreen) -> None:
        """A desktop that moves the hall's window onto the operator's screen has taken the hall's screen away."""
        if self.window is not None and not self.window.hint and screen is self.operator.window().screen():
            self._drop()
            self.changed.emit()
            self.pulled.emit()

    def _screen_added(self, screen: QScreen) -> None:
        self._gone = None
        if screen is self.operator.window().screen():
            return
        if self.window is not None and self.window.hint:  # it fills the laptop while a hall screen is there now
            self._drop()
            self.changed.emit()
        if self.window is None:
            self.offered.emit()
