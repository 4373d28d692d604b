"""A frame around a list or a scrolled part that the Tab key brought the focus to: style sheets cannot draw it there."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from yishi.gui import theme

_BY_KEY = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)  # else the chosen row says enough


class FocusFrame(QWidget):
    """Lies over `view` while it has the focus by Tab; it takes neither clicks nor focus."""

    def __init__(self, view: QAbstractScrollArea) -> None:
        super().__init__(view)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        view = self.parentWidget()
        if watched is view and event.type() == QEvent.Type.Resize:
            self.setGeometry(view.rect())
        elif watched is view and event.type() == QEvent.Type.FocusIn and isinstance(event, QFocusEvent):
            self.setGeometry(view.rect())
            self.setVisible(event.reason() in _BY_KEY)
            self.raise_()
        elif watched is view and event.type() == QEvent.Type.FocusOut:
            self.hide()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(theme.color("focus"), 2))
        painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
