"""Fills the index of words in quiet moments: a little at a time between the user's steps, never inside one.

It runs in the window's own thread, where nobody else has the book open just then; a piece takes a few milliseconds.
"""

from contextlib import suppress

from PySide6.QtCore import QObject, QTimer

from yishi.errors import Refusal
from yishi.gui.workspace import Workspace

AFTER_OPENING = 4_000  # ms
AFTER_SAVING = 60_000
BETWEEN = 300
_PIECE = 150  # records


class Indexing(QObject):
    """Looks some time after opening and after a save whether there is enough to take in, and takes it in piece by piece."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.workspace = workspace
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.step)
        workspace.opened.connect(lambda: self._timer.start(AFTER_OPENING))
        workspace.committed.connect(self._saved)

    def _saved(self, _verb: str) -> None:
        if not self._timer.isActive():
            self._timer.start(AFTER_SAVING)

    def step(self) -> None:
        """Take in one piece where that is worth it; go on soon if there is more."""
        from yishi.services import search_index

        book = self.workspace.book
        if book is None or not book.writable or "://" in book.location:
            return
        if self.workspace.lent:  # somebody reads or writes further up the stack
            self._timer.start(AFTER_OPENING)
            return
        more: list[bool] = []
        with suppress(Refusal):  # no space, or another program is at it: the texts themselves are looked through
            with book.read() as session:
                wanted = search_index.worth_it(session)
            if wanted:
                book.keep(lambda session: more.append(search_index.settle(session, _PIECE)))
        if any(more):
            self._timer.start(BETWEEN)
