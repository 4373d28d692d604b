"""While a meeting goes on the screen stays on: the desktop is asked not to sleep, where it offers to be asked.

Linux: what holds is the open line to the session bus; every desktop ends an inhibition when the one who asked goes away, so
nothing is left behind after a crash. Windows: the state of this thread. Elsewhere, and without a desktop, nothing happens.
"""

import os
import sys
from collections.abc import Mapping

from yishi.i18n import _

_WAIT = 0.3  # seconds; a desktop that answers slower goes without
_CONTINUOUS, _SYSTEM, _DISPLAY = 0x80000000, 0x1, 0x2  # ES_CONTINUOUS ES_SYSTEM_REQUIRED ES_DISPLAY_REQUIRED
_IDLE = 8  # GNOME: inhibit the session being marked as idle
NAME = "yishi"


class Awake:
    """Holds the screen on between `hold` and `release`; both may be called again and again."""

    def __init__(self, environment: Mapping[str, str] | None = None) -> None:
        self._environment = os.environ if environment is None else environment
        self._bus: object | None = None
        self.holding = False

    def hold(self) -> None:
        """Ask that neither screen nor PC goes to sleep."""
        if self.holding:
            return
        self.holding = True
        if sys.platform == "win32":
            _windows(_CONTINUOUS | _SYSTEM | _DISPLAY)
        elif sys.platform == "linux":
            self._ask()

    def release(self) -> None:
        """Let the PC sleep again when it wants to."""
        if not self.holding:
            return
        self.holding = False
        if sys.platform == "win32":
            _windows(_CONTINUOUS)
        elif self._bus is not None:
            from yishi.gui.session_bus import Bus

            assert isinstance(self._bus, Bus)
            self._bus.close()
            self._bus = None

    def _ask(self) -> None:
        """Ask all who may be in charge, and wait for none of them: each desktop knows one of the three."""
        try:
            from jeepney import DBusAddress

            from yishi.gui.session_bus import Bus, BusGone, address
        except ImportError:
            return
        where = address(self._environment)
        if not where:
            return
        reason = _("正在开会")
        asked = (
            ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver", "ss", (NAME, reason)),
            ("org.freedesktop.PowerManagement.Inhibit", "/org/freedesktop/PowerManagement/Inhibit", "ss", (NAME, reason)),
            ("org.gnome.SessionManager", "/org/gnome/SessionManager", "susu", (NAME, 0, reason, _IDLE)),
        )
        try:
            bus = Bus(where, _WAIT)
        except BusGone:
            return
        try:
            for name, path, signature, body in asked:
                bus.call(DBusAddress(path, bus_name=_owner(name), interface=name), "Inhibit", signature, body)
        except BusGone:
            bus.close()
            return
        self._bus = bus


def _owner(interface: str) -> str:
    """Return the bus name that an interface lives under."""
    return interface.removesuffix(".Inhibit")


def _windows(state: int) -> None:
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.kernel32.SetThreadExecutionState(state)
