"""From the doorstep to a running window: paint first, load the heavy libraries and the book afterwards."""

import gc
import sys
from datetime import date

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from yishi.errors import Exit, Refusal
from yishi.gui import feedback, ime_guard, look
from yishi.gui.actor import kept_actor
from yishi.gui.indexing import Indexing
from yishi.gui.main_window import MainWindow
from yishi.gui.workspace import Workspace
from yishi.i18n import _, language

_SIZE = (1366, 728)
_STYLE = "Fusion"
_QT_WORDS = {"zh_CN": "qtbase_zh_CN", "zh_Hant": "qtbase_zh_TW"}  # Qt itself speaks English


def make_application() -> QApplication:
    """Return the dressed application, with Qt's own words in the chosen language."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication([*sys.argv[:1], "-style", _STYLE])
    app.setApplicationName("yishi")
    app.setDesktopFileName("yishi")
    app.setApplicationDisplayName(_("议事"))
    if existing is not None:
        app.setStyle(_STYLE)  # else it was named above: handed back here, a style brings all the names of QStyle along
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    words = QTranslator(app)
    theirs = _QT_WORDS.get(language())
    if theirs and words.load(theirs, QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(words)
    look.wear_kept(app)
    return app


def start(window: MainWindow) -> None:
    """Show the first page; called once the window is on the screen.

    Where today's list was kept and nothing was written since, it is painted before the book is opened and asked.
    """
    workspace, shown = window.workspace, False
    try:
        if workspace.book is None and workspace.exists and workspace.recall():
            window.go("today")
            QCoreApplication.sendPostedEvents()  # what is laid out now is painted now
            window.repaint()
            shown = True
    finally:
        if shown:
            QTimer.singleShot(0, lambda: _end(window))
        else:
            _end(window)


def open_book(window: MainWindow) -> None:
    """Open the book and show the page that its state asks for."""
    workspace = window.workspace
    if window.here and workspace.book is not None:
        return  # somebody went on from the kept list already
    if workspace.book is None and workspace.exists:
        try:
            workspace.open()
        except Refusal as refusal:
            if refusal.exit_code != Exit.DAMAGED:
                raise
            window.go("rescue", refusal)
            return
    window.go("today" if _is_somebodys(workspace) else "first_run")


def _is_somebodys(workspace: Workspace) -> bool:
    """Whether there is a book and a community in it."""
    if workspace.book is None:
        return False
    from yishi.services import communities

    with workspace.read() as session:
        return communities.facts(session) is not None


def _end(window: MainWindow) -> None:
    """The end of the start, with the book open."""
    try:
        open_book(window)
    finally:
        gc.freeze()  # what is loaded now stays: the collector need not walk over it again
        gc.enable()
        from yishi.gui.backing_up import BackingUp

        BackingUp(window.workspace)


def run(book_location: str | None = None, today: date | None = None, actor: str = "") -> int:
    """Run the window until it is closed; return the exit code."""
    ime_guard.prepare()
    app = make_application()
    workspace = Workspace(book_location, today=today, actor=actor or kept_actor())
    Indexing(workspace)
    window = MainWindow(workspace)
    feedback.install(window.complain)
    window.painted.connect(lambda: start(window))
    room = window.screen().availableGeometry()
    window.resize(min(_SIZE[0], room.width()), min(_SIZE[1], room.height()))
    if room.width() <= _SIZE[0]:
        window.showMaximized()
    else:
        window.show()
    return app.exec()
