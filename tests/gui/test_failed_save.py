"""The disk is really full: it cannot be overlooked, nothing typed is lost, and with space again the next save works."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.gui.in_session import open_meeting
from tests.gui.keyboard import press
from yishi.gui import feedback
from yishi.gui.main_window import MainWindow
from yishi.gui.pages.follow import FollowPage
from yishi.gui.pages.meeting_room import MeetingRoomPage

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no limit on file sizes there")


@contextmanager
def full_disk() -> Iterator[None]:
    """No file can grow beyond 4 kB, as on a disk without space."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)


def red(window: MainWindow) -> str:
    return "".join(strip.label.text() for strip in window.notices.shown if strip.property("kind") == "strip-red")


def test_a_speech_that_could_not_be_saved_stays_typed_and_is_saved_later(window: MainWindow) -> None:
    feedback.install(window.complain)
    with window.workspace.write("open_meeting") as session:
        meeting = open_meeting(session)
    window.go("room", meeting)
    page = window.page
    assert isinstance(page, MeetingRoomPage) and page.sheet is not None
    press("Alt+1", "先把围栏做起来")
    with full_disk():
        press("Enter")
        assert red(window).startswith("没存上：") and "磁盘满" in red(window)
        assert page.speech_box.toPlainText() == "先把围栏做起来"
        assert window.saved_label.text() == "没存上"
        window.go("today")
        window.go("room")
        assert window.saved_label.text() == "没存上"
        assert len(page.sheet.speeches) == 0
    press("Enter")
    assert len(page.sheet.speeches) == 1
    assert page.speech_box.toPlainText() == ""
    assert red(window) == "" and window.saved_label.text().startswith("已自动保存")


def test_an_event_of_the_loop_that_could_not_be_saved_stays_typed_and_is_saved_later(window: MainWindow) -> None:
    feedback.install(window.complain)
    window.go("follow")
    page = window.page
    assert isinstance(page, FollowPage)
    press("F2", "又清出一块")
    with full_disk():
        press("Enter")
        assert red(window).startswith("没存上：")
        assert page.entry.text_box.toPlainText() == "又清出一块"
        press("Ctrl+S")
        assert "已保存" not in window.told_label.text()
        assert not window.saved_label.text().startswith("已自动保存")
    press("Enter")
    assert page.detail.timeline.moments[-1].text == "又清出一块"
    assert red(window) == ""
