"""The PC goes off in the middle of a meeting: what was saved is there, and so is the half-written sentence."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import yishi
from tests.gui.keyboard import focus, press
from tests.journeys.recorder import HALF, SAVED
from yishi.gui.main_window import MainWindow
from yishi.gui.pages.meeting_room import MeetingRoomPage
from yishi.gui.pages.today import TodayPage

MAY_18 = date(2026, 5, 18)


def record_until_killed(file: Path) -> None:
    """Let a process record in `file` and kill it without warning while it has a sentence half written."""
    source = Path(yishi.__file__).parents[1]
    here = {"PYTHONPATH": os.pathsep.join((str(source), str(source.parent))), "PYTHONIOENCODING": "utf-8", "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, str(Path(__file__).with_name("recorder.py")), str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8", env=os.environ | here) as other:
        assert other.stdout is not None and other.stdout.readline().strip() == "写着"
        other.send_signal(signal.SIGKILL)


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
def test_after_a_kill_the_meeting_goes_on_with_the_half_sentence(file: Path, sit_down: Callable[[date], MainWindow]) -> None:
    from yishi.services import sample
    from yishi.store.book import Book

    with Book.open(file, create=True) as book, book.write("杜鹃", "init") as session:
        sample.fill(session, "urban", MAY_18, "杜鹃")
    record_until_killed(file)

    window = sit_down(MAY_18)
    assert window.workspace.busy == ""
    today = window.page
    assert isinstance(today, TodayPage)
    assert today.open_card.go_button.text() == "接着开"
    press("F9")
    room = window.page
    assert isinstance(room, MeetingRoomPage) and room.sheet is not None
    assert room.sheet.speeches[-1].text == SAVED
    assert room.speech_box.toPlainText() == HALF
    assert focus() is room.speech_box
    second = room.side.names[1]
    press("Enter")
    assert room.sheet.speeches[-1].text == HALF and room.sheet.speeches[-1].speaker == second
