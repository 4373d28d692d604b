"""Which way Chinese input reaches the window is decided by the desktop's settings and by what answers on its bus."""

import socket
import sys
import time
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("input methods of Linux", allow_module_level=True)

from yishi.gui import session_bus
from yishi.gui.ime_guard import FCITX4, FCITX5, IBUS, IBUS_PORTAL, bus_owners, needs_client, wanted

# what desktops set
FCITX_DESKTOP = {"QT_IM_MODULE": "fcitx", "XMODIFIERS": "@im=fcitx", "DISPLAY": ":0"}
IBUS_DESKTOP = {"QT_IM_MODULE": "ibus", "XMODIFIERS": "@im=ibus", "DISPLAY": ":0"}
GNOME_WAYLAND = {"XMODIFIERS": "@im=ibus", "WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}
BARE = {"DISPLAY": ":0"}
# which process holds which name, as seen on Debian 12
FCITX5_RUNS = dict.fromkeys((IBUS, IBUS_PORTAL, FCITX5, FCITX4), "5524")
FCITX4_RUNS = {FCITX4: "7594"}
IBUS_RUNS = {IBUS: "1203", IBUS_PORTAL: "1231"}
IBUS_AND_FCITX4_RUN = IBUS_RUNS | FCITX4_RUNS
IBUS_KEEPS_THE_PORTAL = IBUS_RUNS | {FCITX5: "5748", FCITX4: "5748"}

THROUGH_PORTAL = {"QT_IM_MODULE": "ibus", "IBUS_USE_PORTAL": "1"}
THROUGH_IBUS = {"QT_IM_MODULE": "ibus"}
THROUGH_CLIENT = {"QT_IM_MODULE": "compose"}


@pytest.mark.parametrize(
    ("desktop", "running", "expected"),
    [
        (FCITX_DESKTOP, {}, {}),
        (BARE, {}, {}),
        (FCITX_DESKTOP, FCITX5_RUNS, THROUGH_PORTAL),
        (BARE, FCITX5_RUNS, THROUGH_PORTAL),
        (FCITX_DESKTOP, FCITX4_RUNS, THROUGH_CLIENT),
        (BARE, FCITX4_RUNS, THROUGH_CLIENT),
        (IBUS_DESKTOP, IBUS_RUNS, {}),
        (GNOME_WAYLAND, IBUS_RUNS, {}),
        (BARE, IBUS_RUNS, THROUGH_IBUS),
        (FCITX_DESKTOP, IBUS_RUNS, THROUGH_IBUS),
        (IBUS_DESKTOP, IBUS_AND_FCITX4_RUN, {}),
        (FCITX_DESKTOP, IBUS_AND_FCITX4_RUN, THROUGH_CLIENT),
        (FCITX_DESKTOP, IBUS_KEEPS_THE_PORTAL, THROUGH_CLIENT),
        (IBUS_DESKTOP, IBUS_KEEPS_THE_PORTAL, {}),
    ],
)
def test_the_way_in_fits_the_desktop(
    desktop: dict[str, str], running: dict[str, str], expected: dict[str, str]
) -> None:
    assert wanted(desktop, running) == expected
    assert needs_client(desktop, running) == (expected == THROUGH_CLIENT)


def test_without_a_session_bus_nobody_is_asked(tmp_path: Path) -> None:
    assert bus_owners({"XDG_RUNTIME_DIR": str(tmp_path)}) == {}
    assert bus_owners({"DBUS_SESSION_BUS_ADDRESS": f"unix:path={tmp_path}/gone"}) == {}
    assert bus_owners({"DBUS_SESSION_BUS_ADDRESS": "tcp:host=localhost,port=1"}) == {}
    assert bus_owners({"DBUS_SESSION_BUS_ADDRESS": "nonsense"}) == {}


def test_a_bus_that_does_not_answer_holds_the_window_up_for_a_moment_only(tmp_path: Path) -> None:
    place = tmp_path / "bus"
    with socket.socket(socket.AF_UNIX) as deaf:
        deaf.bind(str(place))
        deaf.listen()
        began = time.monotonic()
        assert bus_owners({"DBUS_SESSION_BUS_ADDRESS": f"unix:path={place}"}) == {}
        assert time.monotonic() - began < 0.2


def test_the_usual_place_of_the_bus_is_known(tmp_path: Path) -> None:
    (tmp_path / "bus").touch()
    assert session_bus.address({"XDG_RUNTIME_DIR": str(tmp_path)}) == f"unix:path={tmp_path}/bus"
    assert session_bus.address({"DBUS_SESSION_BUS_ADDRESS": "unix:abstract=/x"}) == "unix:abstract=/x"
