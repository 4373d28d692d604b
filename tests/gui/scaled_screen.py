"""A window on a screen that is scaled (QT_SCALE_FACTOR), run by itself: the factor holds for a whole process.

    scaled_screen.py BOOK WIDTH HEIGHT    prints one line of JSON: which pages were reached with their blue button in sight
"""

import json
import sys
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from tests.gui.in_session import open_meeting
from yishi.gui import application
from yishi.gui.controls import Button
from yishi.gui.main_window import MainWindow
from yishi.gui.pages.meeting_room import MeetingRoomPage
from yishi.gui.workspace import Workspace


def in_sight(widget: QWidget, window: QWidget) -> bool:
    """Whether a widget is seen whole."""
    seen = widget.visibleRegion().boundingRect()
    return widget.isVisible() and seen.size() == widget.size() and window.rect().contains(widget.mapTo(window, widget.rect().center()))


def reached(button: Button, window: MainWindow) -> bool:
    """Whether the button of a page that is too long comes into sight with the focus; the live room has to show it at once."""
    if window.here == "room":
        return False
    button.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    around = button.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    if isinstance(around, QScrollArea):
        around.ensureWidgetVisible(button)
        QApplication.processEvents()
    return in_sight(button, window)


def main() -> None:
    """Go to every page."""
    application.make_application()
    workspace = Workspace(sys.argv[1], today=date(2026, 5, 18), actor="杜鹃")
    window = MainWindow(workspace)
    window.resize(int(sys.argv[2]), int(sys.argv[3]))
    window.show()
    application.start(window)
    with workspace.write("open_meeting") as session:
        meeting = open_meeting(session)
    seen = {}
    for key in [key for key in window.places if key not in ("help", "first_run", "rescue")]:
        window.go(key, meeting if key == "room" else None)
        for _turn in range(8):
            QApplication.processEvents()
        page = window.page
        assert page is not None
        blue = [each for each in page.findChildren(Button) if each.property("kind") == "primary" and each.isVisible() and each.isEnabled()]
        seen[key] = window.here == key and all(in_sight(button, window) or reached(button, window) for button in blue)
    room = window.pages["room"]
    assert isinstance(room, MeetingRoomPage)
    told = {"ratio": window.devicePixelRatio(), "size": [window.width(), window.height()], "compact": room.columns.compact, "pages": seen}
    print(json.dumps(told))


if __name__ == "__main__":
    main()
