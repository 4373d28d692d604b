"""What the window says when something did not work."""

import sys

import pytest
from pytestqt.qtbot import QtBot

from yishi import paths
from yishi.errors import Refusal
from yishi.gui import feedback
from yishi.gui.main_window import MainWindow
from yishi.gui.widgets import Strip


def strips(window: MainWindow) -> list[tuple[str, str]]:
    found = [strip for strip in window.findChildren(Strip) if strip.isVisibleTo(window)]
    return [(str(strip.property("kind")), strip.label.text()) for strip in found]


@pytest.fixture
def installed(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    feedback.install(window.complain)
    return window


def raised(error: Exception) -> None:
    try:
        raise error
    except Exception as caught:
        sys.excepthook(type(caught), caught, caught.__traceback__)


def test_a_refusal_says_what_happened_what_is_safe_and_what_to_do(installed: MainWindow) -> None:
    raised(Refusal("YS-V02", "合计19，比实到18多1票。", next_step="改数字，或改到会人数。"))
    kind, words = strips(installed)[-1]
    assert kind == "strip-yellow"
    assert words == "合计19，比实到18多1票。 原来的内容没有变。 改数字，或改到会人数。 YS-V02"


def test_a_bug_turns_red_with_a_code_and_leaves_no_personal_data_in_the_log(installed: MainWindow) -> None:
    raised(ValueError("王建国 19900000201"))
    kind, words = strips(installed)[-1]
    log = (paths.home() / feedback.LOG).read_text(encoding="utf-8")
    assert kind == "strip-red"
    assert words.startswith("没存上")
    assert installed.saved_label.text() == "没存上"
    assert words[-8:].startswith("YS-Z")
    assert words[-8:] in log
    assert "ValueError test_feedback.py:" in log
    assert "王建国" not in log


def test_the_same_message_is_not_piled_up(installed: MainWindow) -> None:
    before = len(strips(installed))
    for _time in range(3):
        raised(Refusal("YS-V02", "合计不对。"))
    assert len(strips(installed)) == before + 1


def test_the_next_save_takes_the_messages_away(installed: MainWindow, qtbot: QtBot) -> None:
    raised(Refusal("YS-V02", "合计不对。"))
    installed.workspace.committed.emit("speech")
    assert strips(installed) == []


def test_a_slot_that_refuses_shows_its_strip(installed: MainWindow, qtbot: QtBot) -> None:
    def refuse() -> None:
        raise Refusal("YS-M01", "会已经结束了。")

    installed.help_button.clicked.disconnect()
    installed.help_button.clicked.connect(refuse)
    with qtbot.capture_exceptions() as caught:
        installed.help_button.click()
    assert [type(error) for _kind, error, _trace in caught] == [Refusal]


def test_what_is_put_off_until_the_event_is_done_is_told_too(installed: MainWindow, qtbot: QtBot) -> None:
    def refuse() -> None:
        raise Refusal("YS-A07", "打不开。")

    with qtbot.capture_exceptions() as caught:
        feedback.soon(installed, refuse)
        qtbot.waitUntil(lambda: bool(caught))
    assert [type(error) for _kind, error, _trace in caught] == [Refusal]
