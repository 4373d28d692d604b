"""Pictures of every page: python packaging/shots.py OUT [--points 14] [--theme dark] [--size 1366x728] [PAGE …].
With --readme instead of OUT: the two pictures of the README, into resources/help. Besides the places of the window there
are scenes of a meeting: prepare, room, room-short (too few have come, with warnings), room-on-air, sign-in, wrap-up,
sheets (三格记录), projector.

For developers: opens the window on a sample book without a screen, saves one PNG per page, and prints each page's
minimum size, words that do not fit and widgets without an accessible name.
"""

import argparse
import os
import sys
import tempfile
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("YISHI_HOME", tempfile.mkdtemp(prefix="yishi-shots-"))

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton, QWidget

from yishi.gui import application, look, theme
from yishi.gui.main_window import MainWindow
from yishi.gui.widgets import ElidedLabel
from yishi.gui.workspace import Workspace


def clipped(root: QWidget) -> list[str]:
    """Return the words of visible labels and buttons that are narrower or lower than these."""
    words = []
    for widget in root.findChildren(QWidget):
        if not isinstance(widget, QPushButton | QLabel | QCheckBox) or isinstance(widget, ElidedLabel):
            continue
        if not widget.isVisibleTo(root) or not widget.text():
            continue
        wraps = isinstance(widget, QLabel) and widget.wordWrap()
        if wraps:
            short = widget.height() < widget.heightForWidth(widget.width())
        else:
            short = widget.width() < widget.minimumSizeHint().width() or widget.height() < widget.fontMetrics().height()
        if short:
            words.append(widget.text())
    return words


def unnamed(root: QWidget) -> list[str]:
    """Return the visible widgets that Tab reaches and a screen reader cannot name."""
    found = []
    for widget in root.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisibleTo(root) and widget.isEnabled():
            interface = QAccessible.queryAccessibleInterface(widget)
            if not interface or not interface.text(QAccessible.Text.Name):
                found.append(widget.objectName() or type(widget).__name__)
    return found


def settle(app: QApplication) -> None:
    """Let layouts and late events come to rest."""
    for _turn in range(6):
        app.processEvents()


def main() -> None:
    """Take the pictures."""
    parse = argparse.ArgumentParser()
    parse.add_argument("out", type=Path, nargs="?", default=Path(__file__).parents[1] / "resources" / "help")
    parse.add_argument("--readme", action="store_true")
    parse.add_argument("--book")
    parse.add_argument("--points", type=float, default=theme.POINTS[0])
    parse.add_argument("--theme", choices=sorted(theme.THEMES), default="light")
    parse.add_argument("--size", default="1366x728")
    parse.add_argument("--today", type=date.fromisoformat, default=date(2026, 5, 18))
    parse.add_argument("--kind", choices=("village", "urban"), default="urban")
    parse.add_argument("pages", nargs="*")
    asked = parse.parse_args()
    if not asked.readme and asked.out.name == "help":
        parse.error("OUT, or --readme")
    asked.out.mkdir(parents=True, exist_ok=True)
    app = application.make_application()
    look.wear(tokens=theme.THEMES[asked.theme], points=asked.points)
    if asked.readme:
        import readme_shots

        readme_shots.take(sample_book("urban", readme_shots.DAY), asked.out, settle, app)
        return
    workspace = Workspace(asked.book or sample_book(asked.kind, asked.today), today=asked.today, actor="杜鹃")
    window = MainWindow(workspace)
    window.resize(*(int(side) for side in asked.size.split("x")))
    window.show()
    application.start(window)
    import room_scenes

    for key in asked.pages or [*(key for key in window.places if key not in ("room", "help")), *room_scenes.SCENES]:
        if key in room_scenes.SCENES:
            window.activateWindow()
            settle(app)
            picture = room_scenes.show(key, window)
            settle(app)
            picture().save(str(asked.out / f"{key}.png"))
        else:
            window.go(key)
            window.activateWindow()
            settle(app)
            window.grab().save(str(asked.out / f"{key}.png"))
        least = window.least()
        print(f"{key}: at least {least.width()}x{least.height()}")
        for words in clipped(window):
            print("   does not fit:", words)
        for name in unnamed(window):
            print("   has no name:", name)
    window.close()


def sample_book(kind: str, today: date) -> str:
    """Return a fresh book with the sample of this kind (village, urban)."""
    from yishi.services import sample
    from yishi.store.book import Book

    file = Path(os.environ["YISHI_HOME"]) / "shots.yishi"
    file.unlink(missing_ok=True)
    with Book.open(file, create=True) as book, book.write("杜鹃", "init") as session:
        sample.fill(session, kind, today, "杜鹃")
    return str(file)


if __name__ == "__main__":
    main()
