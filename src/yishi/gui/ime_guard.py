"""Before the window exists: see that a Chinese input method can reach it on Linux.

The Qt wheel brings no fcitx plugin and the system's does not load into it. fcitx5 answers as ibus through its portal;
a real ibus is left alone.
"""

import os
import sys
from collections.abc import Mapping

IBUS, FCITX5, FCITX4 = "org.freedesktop.IBus", "org.fcitx.Fcitx5", "org.freedesktop.portal.Fcitx"
_PATIENCE = 300  # ms


def prepare() -> None:
    """Set the environment so that Qt finds the input method; call before QApplication."""
    if sys.platform == "linux":
        os.environ.update(wanted(os.environ, bus_owners()))


def wanted(environment: Mapping[str, str], owners: Mapping[str, str]) -> dict[str, str]:
    """Return what to set, given the environment and who owns the input methods' names on the session bus."""
    fcitx5, ibus = owners.get(FCITX5), owners.get(IBUS)
    if ibus and ibus != fcitx5:  # fcitx5 may hold the name of ibus itself
        return {} if environment.get("QT_IM_MODULE", "").startswith("ibus") else {"QT_IM_MODULE": "ibus"}
    if fcitx5:
        return {"QT_IM_MODULE": "ibus", "IBUS_USE_PORTAL": "1"}
    if owners.get(FCITX4):
        return for_fcitx4()
    return {}


def for_fcitx4() -> dict[str, str]:
    """Return what fcitx 4 needs: nothing yet, its own client over the portal is still to be written."""
    return {}


def bus_owners() -> dict[str, str]:
    """Return the owners of the three names on the session bus; empty when there is no bus or it does not answer."""
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    if not os.environ.get("DBUS_SESSION_BUS_ADDRESS") and not (runtime and os.path.exists(f"{runtime}/bus")):
        return {}
    try:
        from PySide6.QtDBus import QDBusConnection
    except ImportError:
        return {}
    connection = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, "yishi-input-method")
    if not connection.isConnected():
        return {}
    bus = connection.interface()
    bus.setTimeout(_PATIENCE)
    owners = {}
    for name in (IBUS, FCITX5, FCITX4):
        reply = bus.call("GetNameOwner", name)
        if reply.type() == reply.MessageType.ReplyMessage:
            owners[name] = str(reply.arguments()[0])
    del bus
    QDBusConnection.disconnectFromBus("yishi-input-method")
    return owners
