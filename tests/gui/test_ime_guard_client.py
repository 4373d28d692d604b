"""The client of fcitx, on a real session bus, against a peer that speaks fcitx's protocol and is as slow as told."""

import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

if sys.platform != "linux" or shutil.which("dbus-daemon") is None:
    pytest.skip("needs dbus-daemon of Linux", allow_module_level=True)

from jeepney import DBusAddress, HeaderFields, Message, message_bus, new_method_return, new_signal

from yishi.gui.fcitx import NAME, Client, composition
from yishi.gui.session_bus import Bus, BusGone

PATH = "/org/freedesktop/portal/inputcontext/1"
CONTEXT = DBusAddress(PATH, None, "org.fcitx.Fcitx.InputContext1")


class Fcitx(threading.Thread):
    """A 拼音 of one word: n and i compose, space commits 你; it takes no other key."""

    def __init__(self, address: str) -> None:
        super().__init__(daemon=True)
        self.bus = Bus(address, 2)
        self.bus.send(message_bus.RequestName(NAME))
        self.heard: list[str] = []
        self.answering, self.typed = threading.Event(), ""
        self.answering.set()
        self.start()

    def run(self) -> None:
        try:
            while True:
                for message in self.bus.receive(0.5):
                    if HeaderFields.member in message.header.fields and HeaderFields.sender in message.header.fields:
                        self.serve(message)
        except BusGone:
            return

    def serve(self, call: Message) -> None:
        member = call.header.fields[HeaderFields.member]
        self.heard.append(member)
        if member == "CreateInputContext":
            self.bus.send(new_method_return(call, "oay", (PATH, b"0" * 16)))
        elif member == "ProcessKeyEvent":
            self.answering.wait(10)
            self.bus.send(new_method_return(call, "b", (self.key(chr(call.body[0]), call.body[3]),)))
        elif member == "Reset":
            self.typed = ""
            self.bus.send(new_method_return(call))

    def key(self, sign: str, release: bool) -> bool:
        if release or sign not in "ni ":
            return False
        if sign == " ":
            if not self.typed:
                return False
            self.bus.send(new_signal(CONTEXT, "CommitString", "s", ("你",)))
            self.typed = ""
        else:
            self.typed += sign
        shown = [(self.typed, 1 << 3)] if self.typed else []
        self.bus.send(new_signal(CONTEXT, "UpdateFormattedPreedit", "a(si)i", (shown, len(self.typed))))
        return True


@pytest.fixture
def daemon() -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    command = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert child.stdout is not None
    yield child.stdout.readline().strip(), child
    child.kill()
    child.wait(5)


@pytest.fixture
def fcitx(daemon: tuple[str, "subprocess.Popen[str]"]) -> Iterator[Fcitx]:
    made = Fcitx(daemon[0])
    yield made
    made.bus.close()


@pytest.fixture
def box(
    daemon: tuple[str, "subprocess.Popen[str]"],
    fcitx: Fcitx,
    shown: Callable[[QWidget], QWidget],
    qapp: QApplication,
    qtbot: QtBot,
) -> Iterator[QLineEdit]:
    field = QLineEdit()
    shown(field)
    client = Client(qapp, Bus(daemon[0], 2))
    qtbot.waitUntil(lambda: "FocusIn" in fcitx.heard)
    yield field
    qapp.removeEventFilter(client)
    client.deleteLater()


def press(box: QWidget, keys: str) -> None:
    for sign in keys:
        key = Qt.Key.Key_Escape if sign == "\x1b" else Qt.Key(ord(sign.upper()))
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, 38, ord(sign), 0, sign)
            QApplication.sendEvent(box, event)


def test_pinyin_becomes_a_character_and_other_keys_are_typed(box: QLineEdit) -> None:
    press(box, "ani ")
    assert box.text() == "a你"
    press(box, "x ")
    assert box.text() == "a你x "


def test_what_is_composed_is_kept_when_the_focus_leaves(box: QLineEdit, fcitx: Fcitx, qtbot: QtBot) -> None:
    press(box, "ni")
    assert box.text() == ""
    box.clearFocus()
    assert box.text() == "ni"
    qtbot.waitUntil(lambda: "FocusOut" in fcitx.heard)
    assert fcitx.heard.index("Reset") < fcitx.heard.index("FocusOut")


def test_a_slow_answer_is_obeyed_in_order_and_the_window_does_not_wait(
    box: QLineEdit, fcitx: Fcitx, qtbot: QtBot
) -> None:
    fcitx.answering.clear()
    press(box, "xni bc")
    assert box.text() == ""  # nothing is answered yet, and the keys were pressed all the same
    fcitx.answering.set()
    qtbot.waitUntil(lambda: box.text() == "x你bc", timeout=5000)


def test_when_fcitx_hangs_the_keys_are_typed_and_it_may_recover(box: QLineEdit, fcitx: Fcitx, qtbot: QtBot) -> None:
    fcitx.answering.clear()
    press(box, "ni")
    qtbot.waitUntil(lambda: box.text() == "ni", timeout=3000)
    press(box, "c")
    assert box.text() == "nic"
    fcitx.answering.set()
    qtbot.waitUntil(lambda: "Reset" in fcitx.heard, timeout=8000)

    def composes() -> bool:
        press(box, "ni ")
        return box.text().endswith("你")

    qtbot.waitUntil(composes, timeout=5000)


def test_when_fcitx_ends_fields_take_keys_directly(box: QLineEdit, fcitx: Fcitx, qtbot: QtBot) -> None:
    press(box, "n")
    fcitx.bus.socket.shutdown(2)
    qtbot.waitUntil(lambda: box.text() == "n")
    press(box, "i ")
    assert box.text() == "ni "


def test_when_the_bus_goes_away_fields_take_keys_directly(
    box: QLineEdit, daemon: tuple[str, "subprocess.Popen[str]"], qtbot: QtBot
) -> None:
    daemon[1].kill()
    daemon[1].wait(5)
    press(box, "ni ")
    assert box.text() == "ni "


def test_passwords_are_not_sent_to_fcitx(box: QLineEdit, fcitx: Fcitx) -> None:
    box.setEchoMode(QLineEdit.EchoMode.Password)
    press(box, "ni ")
    assert (box.text(), fcitx.heard.count("ProcessKeyEvent")) == ("ni ", 0)


def test_the_cursor_in_the_composition_counts_characters_where_fcitx_counts_bytes(qapp: QApplication) -> None:
    event = composition([("𬱖你", 1 << 3), ("hao", 1 << 4)], len("𬱖你".encode()))
    assert event.preeditString() == "𬱖你hao"
    places = [(mark.start, mark.length) for mark in event.attributes()]
    assert places == [(0, 3), (3, 3), (3, 1)]
