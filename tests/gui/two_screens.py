"""A window with a hall screen beside it, run by itself: two screens cannot be had in the process of the other tests.

    two_screens.py BOOK    prints one line of JSON per step: what is where, and what the hall reads
"""

import json
import os
import sys
import tempfile
from datetime import date
from pathlib import Path

SCREENS = [
    {"name": "laptop", "x": 0, "y": 0, "width": 1366, "height": 768},
    {"name": "hall", "x": 1366, "y": 0, "width": 1920, "height": 1080},
]
_FOLDER = Path(tempfile.mkdtemp())
(_FOLDER / "screens.json").write_text(json.dumps({"screens": SCREENS}), "ascii")
os.chdir(_FOLDER)  # the path goes into a list parted by colons
os.environ["QT_QPA_PLATFORM"] = "offscreen:configfile=screens.json"

from PySide6.QtGui import QGuiApplication  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from tests.gui.in_session import open_meeting  # noqa: E402
from yishi.gui import application  # noqa: E402
from yishi.gui.main_window import MainWindow  # noqa: E402
from yishi.gui.pages.meeting_room import MeetingRoomPage  # noqa: E402
from yishi.gui.workspace import Workspace  # noqa: E402


def tell(step: str, window: MainWindow, room: MeetingRoomPage) -> None:
    """Say where the windows are now."""
    for _turn in range(5):
        QApplication.processEvents()
    projector, focus = room.hall.projection.projector, QApplication.focusWidget()
    hall = projector.window
    print(json.dumps({
        "step": step, "on_air": projector.on_air, "screen": hall.screen().name() if hall else "",
        "size": [hall.width(), hall.height()] if hall else [], "visible": bool(hall and hall.isVisible()),
        "least": hall.painted.least if hall and hall.painted else 0, "body": hall.painted.body if hall and hall.painted else 0,
        "operator": window.isVisible() and window.screen().name(), "focus": focus.objectName() if focus else "",
        "strips": sorted(room.hall.watch.strips), "info": room.info(),
        "windows": sorted(each.screen().name() for each in QApplication.topLevelWidgets() if each.isVisible() and each.isWindow()),
    }), flush=True)  # fmt: skip


def main() -> None:
    """Pull the cable in the middle of a meeting, and put it in again."""
    application.make_application()
    workspace = Workspace(sys.argv[1], today=date(2026, 5, 18), actor="杜鹃")
    window = MainWindow(workspace)
    window.show()
    application.start(window)
    with workspace.write("open_meeting") as session:
        meeting = open_meeting(session)
    window.go("room", meeting)
    window.activateWindow()
    room = window.page
    assert isinstance(room, MeetingRoomPage)
    app = QGuiApplication.instance()
    assert isinstance(app, QGuiApplication)
    tell("before", window, room)
    room.hall.projection.toggle()
    tell("on", window, room)
    hall = next(screen for screen in app.screens() if screen.name() == "hall")
    app.screenRemoved.emit(hall)
    tell("pulled", window, room)
    app.screenAdded.emit(hall)
    tell("offered", window, room)
    room.hall.projection.toggle()
    tell("again", window, room)
    window.close()


if __name__ == "__main__":
    main()
