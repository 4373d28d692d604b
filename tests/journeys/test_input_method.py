"""Chinese is typed into the window through the input methods that Linux desktops have, with the settings they come with."""

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, Queue

import pytest
from pytestqt.qtbot import QtBot

import yishi

if sys.platform != "linux":
    pytest.skip("input methods of Linux", allow_module_level=True)

from jeepney import message_bus

from yishi.gui import ime_guard, session_bus

PROGRAM = """
import sys
from yishi.gui import application
start = application.start
def tell(window):
    start(window)
    window.activateWindow()  # there is no window manager to do it
    window.page.name_box.textChanged.connect(lambda text: print(text, flush=True))
    print("ready", flush=True)
application.start = tell
sys.exit(application.run(sys.argv[1]))
"""
FCITX5 = "[Groups/0]\nName=a\nDefault Layout=us\nDefaultIM=pinyin\n[Groups/0/Items/0]\nName=pinyin\n[GroupOrder]\n0=a\n"
FCITX4 = "[Profile]\nIMName=pinyin\nEnabledIMList=fcitx-keyboard-us:True,pinyin:True\n"


def need(*programs: str) -> None:
    lacking = [name for name in programs if shutil.which(name) is None]
    if lacking:
        pytest.skip(f"not on this machine: {', '.join(lacking)}")


def lines_of(child: "subprocess.Popen[str]") -> "Queue[str]":
    """Return where the lines that a program prints arrive."""
    queue: Queue[str] = Queue()

    def read() -> None:
        for line in child.stdout or ():
            queue.put(line.rstrip("\n"))

    threading.Thread(target=read, daemon=True).start()
    return queue


def first(queue: "Queue[str]", wanted: Callable[[str], bool], seconds: float = 30) -> str:
    """Return the first line that is wanted; fail with what came instead."""
    came: list[str] = []
    deadline = time.monotonic() + seconds
    while (left := deadline - time.monotonic()) > 0:
        try:
            came.append(queue.get(timeout=left))
        except Empty:
            break
        if wanted(came[-1]):
            return came[-1]
    pytest.fail(f"came instead: {came}")


class Desktop:
    """A screen and a session bus of their own, and the programs that run on them."""

    def __init__(self, folder: Path, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.children: list[subprocess.Popen[str]] = []
        run = folder / "run"
        run.mkdir(mode=0o700)
        kept = {name: os.environ[name] for name in ("PATH", "YISHI_HOME") if name in os.environ}
        self.environment = {**kept, "HOME": str(folder), "XDG_RUNTIME_DIR": str(run), "LC_ALL": "C.UTF-8"}
        screen = self.start("Xvfb", "-displayfd", "1", "-screen", "0", "1366x768x24")
        bus = self.start("dbus-daemon", "--session", "--nofork", "--print-address=1")
        self.environment["DISPLAY"] = ":" + first(lines_of(screen), bool)
        self.bus = self.environment["DBUS_SESSION_BUS_ADDRESS"] = first(lines_of(bus), bool)
        # what the desktop sets for people who use fcitx
        self.environment |= {"QT_IM_MODULE": "fcitx", "XMODIFIERS": "@im=fcitx"}

    def start(self, *command: str) -> "subprocess.Popen[str]":
        pipe, none = subprocess.PIPE, subprocess.DEVNULL
        child = subprocess.Popen(command, env=self.environment, stdin=none, stdout=pipe, stderr=none, text=True)
        self.children.append(child)
        return child

    def press(self, *keys: str) -> None:
        subprocess.run(["xdotool", "key", "--delay", "60", *keys], env=self.environment, check=True, timeout=30)

    def settings(self, name: str, text: str) -> None:
        file = Path(self.environment["HOME"], ".config", name, "profile")
        file.parent.mkdir(parents=True)
        file.write_text(text)

    def wait_for(self, name: str) -> None:
        self.qtbot.waitUntil(lambda: name in session_bus.owners(self.bus, [name], 1), timeout=20_000)

    def leave(self) -> None:
        for child in reversed(self.children):
            child.kill()
            child.wait(10)


@pytest.fixture
def desktop(tmp_path: Path, qtbot: QtBot) -> Iterator[Desktop]:
    need("Xvfb", "dbus-daemon", "xdotool")
    made = Desktop(tmp_path, qtbot)
    yield made
    made.leave()


def open_window(desktop: Desktop, folder: Path) -> "Queue[str]":
    """Start the program as on a new PC, on its first page; return where the name arrives that is typed there."""
    desktop.environment |= {"PYTHONPATH": str(Path(yishi.__file__).parents[1]), "QT_QPA_PLATFORM": "xcb"}
    texts = lines_of(desktop.start(sys.executable, "-X", "utf8", "-c", PROGRAM, str(folder / "a.yishi")))
    first(texts, "ready".__eq__)
    searching = ["xdotool", "search", "--sync", "--onlyvisible", "--name", "."]
    subprocess.run(searching, env=desktop.environment, check=True, timeout=30, capture_output=True)
    return texts


def asked(desktop: Desktop) -> bool:
    """Whether the program's own client is what this desktop needs."""
    return ime_guard.needs_client(desktop.environment, ime_guard.bus_owners(desktop.environment))


@pytest.mark.long
def test_fcitx5_composes_in_the_window(desktop: Desktop, tmp_path: Path) -> None:
    need("fcitx5", "scel2org5")
    desktop.settings("fcitx5", FCITX5)
    desktop.start("fcitx5", "--disable=wayland,waylandim")
    desktop.wait_for(ime_guard.IBUS_PORTAL)
    assert not asked(desktop)
    texts = open_window(desktop, tmp_path)
    desktop.press(*"nihao", "space")
    assert first(texts, bool) == "你好"


@pytest.mark.long
def test_fcitx5_composes_in_the_window_when_another_program_plays_ibus(desktop: Desktop, tmp_path: Path) -> None:
    need("fcitx5", "scel2org5")
    other = session_bus.Bus(desktop.bus, 2)
    other.send(message_bus.RequestName(ime_guard.IBUS_PORTAL))
    desktop.wait_for(ime_guard.IBUS_PORTAL)
    desktop.settings("fcitx5", FCITX5)
    desktop.start("fcitx5", "--disable=wayland,waylandim")
    desktop.wait_for(ime_guard.FCITX4)
    assert asked(desktop)
    texts = open_window(desktop, tmp_path)
    desktop.press(*"nihao", "space")
    assert first(texts, bool) == "你好"
    other.close()


@pytest.mark.long
def test_fcitx_4_composes_in_the_window_and_may_be_started_again(desktop: Desktop, tmp_path: Path) -> None:
    need("fcitx")  # Debian does not let it be installed beside fcitx5
    desktop.settings("fcitx", FCITX4)
    fcitx = desktop.start("fcitx", "-D")
    desktop.wait_for(ime_guard.FCITX4)
    assert asked(desktop)
    texts = open_window(desktop, tmp_path)
    desktop.press("ctrl+space", *"nihao", "space")
    assert first(texts, bool) == "你好"
    fcitx.kill()
    fcitx.wait(10)
    desktop.press("x")
    assert first(texts, bool) == "你好x"
    desktop.start("fcitx", "-D")
    desktop.wait_for(ime_guard.FCITX4)
    desktop.press("ctrl+space", *"shijie", "space")
    assert first(texts, bool) == "你好x世界"
