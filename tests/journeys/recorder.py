"""Somebody recording a meeting in a real window without a screen: `python recorder.py BOOK`; it is there to be killed."""

import sys
from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest

from tests.gui.in_session import open_meeting
from tests.gui.keyboard import press
from yishi.gui import application
from yishi.gui.main_window import MainWindow
from yishi.gui.pages import drafts
from yishi.gui.pages.meeting_room import MeetingRoomPage
from yishi.gui.workspace import Workspace

SAVED, HALF = "先把围栏做起来", "井口的盖子也要"


def main() -> None:
    """Save one speech, leave the next one half written, say so, and wait."""
    app = application.make_application()
    window = MainWindow(Workspace(sys.argv[1], today=date(2026, 5, 18), actor="杜鹃"))
    window.show()
    assert QTest.qWaitForWindowExposed(window)
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    application.start(window)
    with window.workspace.write("open_meeting") as session:
        open_meeting(session)
    press("F9")
    page = window.page
    assert isinstance(page, MeetingRoomPage)
    press("Alt+1", SAVED, "Enter", "Alt+2", HALF)
    wait = QTimer()
    wait.timeout.connect(lambda: drafts.kept(page.meeting_id) and (wait.stop(), print("写着", flush=True)))
    wait.start(50)
    app.exec()


if __name__ == "__main__":
    main()
