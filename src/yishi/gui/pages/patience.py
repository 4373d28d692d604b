"""Long work: nothing for the first second, then words, and after three seconds a way out; counts where there are any.

Reading goes on beside the window, which asks now and then. Writing is one transaction in the window's own thread: while
it lasts the keys and the mouse reach 取消 alone, and 取消 takes the whole of it back.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QStackedLayout, QWidget

from yishi.gui.layout import column, row
from yishi.gui.pages.entry import press_by_enter
from yishi.gui.widgets import Button, Card, Glyph, Label
from yishi.i18n import _

WORDS_AFTER, WAY_OUT_AFTER = 1.0, 3.0  # seconds
_BARRED = {QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride, QEvent.Type.Shortcut, QEvent.Type.Wheel,
           QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease, QEvent.Type.MouseButtonDblClick, QEvent.Type.Drop,
           QEvent.Type.Close, QEvent.Type.ContextMenu}  # fmt: skip


class Stopped(Exception):
    """Somebody pressed 取消."""


class Patience(QWidget):
    """What is shown meanwhile.

    Signals:
        stopped(): 取消 was pressed while something was read.
    """

    stopped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._began = "", 0.0
        self._stop_it = self._writing = False
        self.label = Label(step=1)
        self.stop_button = Button(_("取消"), key="Esc")
        self.stop_button.setObjectName("stop_import_button")
        self.stop_button.clicked.connect(self._stop)
        press_by_enter(self.stop_button)
        inside = column(None, row(None, Glyph("clock", "muted", 28), self.label, None, gap=10), row(None, self.stop_button, None), None,
                        gap=14, margin=24)  # fmt: skip
        self.setLayout(column((Card(inside), 1), margin=12))

    def wait_for(self, words: str) -> None:
        """Begin to wait for something that says nothing of how far it is."""
        self._words = words
        self.label.setText("")
        self.stop_button.setVisible(False)

    def tell(self, seconds: float) -> None:
        """Say how long it has taken so far."""
        if seconds >= WORDS_AFTER:
            self.label.setText(_("{words}，已经{n}秒").format(words=self._words, n=int(seconds)))
        self.stop_button.setVisible(seconds >= WAY_OUT_AFTER)

    @contextmanager
    def beside(self, stack: QStackedLayout) -> Iterator[None]:
        """While the block writes and calls `count`, this may be shown in the place of what `stack` shows."""
        before = stack.currentWidget()
        self._began, self._stop_it, self._writing, self._stack = monotonic(), False, True, stack
        try:
            yield
        finally:
            self._writing = False
            QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
            stack.setCurrentWidget(before)

    def count(self, done: int, total: int) -> None:
        """Say that so many of so many are written; raises Stopped where somebody has had enough of it."""
        seconds = monotonic() - self._began
        if seconds >= WORDS_AFTER and self._stack.currentWidget() is not self:
            self._stack.setCurrentWidget(self)
            QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]
        if self._stack.currentWidget() is self:
            self.label.setText(_("正在导入 {done}/{total}").format(done=done, total=total))
            self.stop_button.setVisible(seconds >= WAY_OUT_AFTER and done < total)
            QApplication.processEvents()
        if self._stop_it:
            raise Stopped

    def _stop(self) -> None:
        if self._writing:
            self._stop_it = True
        else:
            self.stopped.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in _BARRED or watched is self.stop_button:
            return False
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self._stop_it = True
        return isinstance(watched, QWidget)
