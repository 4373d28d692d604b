"""Keep-awake over a real session bus: asked while it holds, over when it lets go, silent where there is no desktop."""

import shutil
import subprocess
import sys
from collections.abc import Iterator

import pytest

if sys.platform != "linux" or shutil.which("dbus-daemon") is None:
    pytest.skip("needs dbus-daemon of Linux", allow_module_level=True)

from jeepney import message_bus

from yishi.gui.awake import NAME, Awake
from yishi.gui.session_bus import Bus

SAVER = "org.freedesktop.ScreenSaver"


@pytest.fixture
def address() -> Iterator[str]:
    child = subprocess.Popen(["dbus-daemon", "--session", "--nofork", "--print-address=1"], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    yield child.stdout.readline().strip()
    child.kill()
    child.wait(5)


def heard(desktop: Bus, member: str) -> list[object]:
    """Return what a message of this name said, waiting for it a while."""
    for _turn in range(20):
        for message in desktop.receive(0.5):
            fields = {field.name: value for field, value in message.header.fields.items()}
            if fields.get("member") == member:
                return [fields.get("sender"), *message.body]
    return []


def test_the_desktop_is_asked_while_the_meeting_goes_on_and_the_line_ends_with_it(address: str) -> None:
    desktop = Bus(address, 2)
    desktop.send(message_bus.AddMatch("type='signal',member='NameOwnerChanged'"))  # before the answer that is waited for below
    desktop.send(message_bus.RequestName(SAVER))
    heard(desktop, "NameAcquired")
    awake = Awake({"DBUS_SESSION_BUS_ADDRESS": address})
    awake.hold()
    awake.hold()
    sender, who, why = heard(desktop, "Inhibit")
    assert who == NAME and why == "正在开会"
    awake.release()
    _bus, name, old, new = heard(desktop, "NameOwnerChanged")
    assert (name, old, new) == (sender, sender, "") and not awake.holding
    desktop.close()


@pytest.mark.parametrize("where", [{}, {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/no/such/bus"}, {"DBUS_SESSION_BUS_ADDRESS": "nonsense"}])
def test_without_a_desktop_nothing_happens(where: dict[str, str]) -> None:
    awake = Awake(where)
    awake.hold()
    assert awake.holding
    awake.release()
    assert not awake.holding
