"""Before the window exists: see that a Chinese input method can reach it on Linux.

The Qt wheel brings a plugin for ibus and none for fcitx, and the system's fcitx plugin does not load into it (another
Qt). So, by what answers on the session bus:

- ibus: Qt's own plugin;
- fcitx5: it also plays ibus behind the portal, so the same plugin, told to go there;
- fcitx 4.2.9 (UOS, 麒麟), or an fcitx5 whose place at the portal a running ibus has taken: `fcitx.Client`;
- nothing (also an fcitx older than 4.2.9, which has no portal): nothing is changed, and the first page asks for the
  name of the village and says what to do when no 汉字 comes.
"""

import os
import sys
from collections.abc import Mapping

from yishi.gui.bus_address import address

IBUS, IBUS_PORTAL = "org.freedesktop.IBus", "org.freedesktop.portal.IBus"
FCITX5, FCITX4 = "org.fcitx.Fcitx5", "org.freedesktop.portal.Fcitx"  # fcitx5 holds both
_PATIENCE = 0.15  # seconds


def prepare() -> None:
    """Set the environment so that Qt finds the input method; call before QApplication."""
    if sys.platform != "linux":
        return
    owners = bus_owners(os.environ)
    os.environ.update(wanted(os.environ, owners))
    if needs_client(os.environ, owners):
        from yishi.gui import fcitx

        fcitx.connect_later()


def wanted(environment: Mapping[str, str], owners: Mapping[str, str]) -> dict[str, str]:
    """Return what to set, given the environment and which process holds the names of input methods."""
    module = environment.get("QT_IM_MODULE", "")
    if needs_client(environment, owners):
        return {"QT_IM_MODULE": "compose"}  # Qt's own default: no second way in beside the client
    if _prefers_ibus(environment, owners):
        by_compositor = not module and environment.get("WAYLAND_DISPLAY")
        return {} if module.startswith("ibus") or by_compositor else {"QT_IM_MODULE": "ibus"}
    if owners.get(FCITX5):
        return {"QT_IM_MODULE": "ibus", "IBUS_USE_PORTAL": "1"}
    return {}


def needs_client(environment: Mapping[str, str], owners: Mapping[str, str]) -> bool:
    """Whether only our own client reaches the input method: no plugin of Qt does."""
    if _prefers_ibus(environment, owners) or not owners.get(FCITX4):
        return False
    fcitx5 = owners.get(FCITX5)
    return not fcitx5 or owners.get(IBUS_PORTAL, fcitx5) != fcitx5


def _prefers_ibus(environment: Mapping[str, str], owners: Mapping[str, str]) -> bool:
    """Whether a real ibus serves this user; GNOME starts one even for those who chose fcitx."""
    ibus, fcitx5 = owners.get(IBUS), owners.get(FCITX5)
    chose_fcitx = environment.get("QT_IM_MODULE", "").startswith("fcitx")
    return bool(ibus) and ibus != fcitx5 and not (chose_fcitx and (fcitx5 or owners.get(FCITX4)))


def bus_owners(environment: Mapping[str, str]) -> dict[str, str]:
    """Return which process holds which of the four names, after 0.15 s at most; empty where there is no session bus."""
    where = address(environment)
    if not where:
        return {}
    from yishi.gui import session_bus

    return session_bus.owners(where, (IBUS, IBUS_PORTAL, FCITX5, FCITX4), _PATIENCE)
