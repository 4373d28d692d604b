"""The preview: a page of the PDF on a grey ground, whole or as big as one likes.

Keys while it has the focus: ← → or PgUp PgDn turn the page, + − make it bigger and smaller, 0 shows it whole or as wide as
there is room.
"""

from math import floor

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from yishi.gui import theme
from yishi.gui.focus_frame import FocusFrame
from yishi.gui.pdf_pages import POINTS_PER_INCH, PdfPages
from yishi.i18n import _

SCREEN = 96 / POINTS_PER_INCH  # pixels a point at 100 %
STEPS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
WIDE = -1.0  # a zoom: as wide as there is room
_EDGE = 14  # pixels of ground around a page
_LATE = 60  # ms: a window that is pulled wider is drawn once


class _Sheet(QWidget):
    """What scrolls: the page on its ground."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.image = QImage()
        self.page = QSize()

    def area(self) -> QRect:
        """Return where the page is painted."""
        x, y = max((self.width() - self.page.width()) // 2, _EDGE), max((self.height() - self.page.height()) // 2, _EDGE)
        return QRect(QPoint(x, y), self.page)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("hair"))
        if self.image.isNull():
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area = self.area()
        painter.fillRect(area, QColor("white"))
        painter.drawImage(area, self.image)
        painter.setPen(QPen(theme.color("quiet"), 1))
        painter.drawRect(area.adjusted(-1, -1, 0, 0))


class PaperView(QScrollArea):
    """Shows one page at a time.

    Signals:
        turned(int): the reader wants the next (+1) or the previous (-1) page.
        zoomed(): another size is shown; `words` says which.
        drawn(): the page was rendered and is on screen.
    """

    turned = Signal(int)
    zoomed = Signal()
    drawn = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pages: PdfPages | None = None
        self.place = 0
        self.zoom = 0.0  # of 100 %; 0 = the whole page, WIDE = its whole width
        self._sheet = _Sheet()
        self.setWidget(self._sheet)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("预览"))
        self._frame = FocusFrame(self)
        self._late = QTimer(self, singleShot=True, interval=_LATE)
        self._late.timeout.connect(self.render_now)

    @property
    def image(self) -> QImage:
        """The page as it is on screen; null while nothing is shown."""
        return self._sheet.image

    def show_page(self, pages: PdfPages | None, place: int = 0) -> None:
        """Show a page; None empties the view."""
        self.pages, self.place = pages, place
        self.verticalScrollBar().setValue(0)
        self.render_now()

    def set_zoom(self, zoom: float) -> None:
        """Show the page at `zoom` (1 = 100 %), 0 = whole, WIDE = its whole width."""
        self.zoom = zoom
        self.render_now()
        self.zoomed.emit()

    def step_zoom(self, way: int) -> None:
        """One size up (+1) or down (-1) from what is shown."""
        now = self._scale() / SCREEN
        bigger, smaller = [s for s in STEPS if s > now + 0.01], [s for s in STEPS if s < now - 0.01]
        self.set_zoom((bigger or STEPS)[0 if bigger else -1] if way > 0 else (smaller or STEPS)[-1 if smaller else 0])

    def fit(self) -> None:
        """Show the whole page; pressed again, its whole width."""
        self.set_zoom(0 if self.zoom else WIDE)

    def words(self) -> str:
        """Return how big the page is shown: 整页, 适合宽度, 125%."""
        return _("{n}%").format(n=round(self.zoom * 100)) if self.zoom > 0 else _("适合宽度") if self.zoom else _("整页")

    def _scale(self) -> float:
        """Return pixels a point."""
        if self.zoom > 0 or self.pages is None:
            return self.zoom * SCREEN if self.zoom > 0 else SCREEN
        size, room = self.pages.sizes[self.place], self.viewport().size()
        if self.zoom == WIDE:
            return max((self.width() - 2 * _EDGE - self.verticalScrollBar().sizeHint().width()) / size.width(), 0.1)
        return max(min((room.width() - 2 * _EDGE) / size.width(), (room.height() - 2 * _EDGE) / size.height()), 0.1)

    def render_now(self) -> None:
        """Render the page for the size and the screen it is shown on."""
        self._late.stop()
        if self.pages is None:
            self._sheet.image, self._sheet.page = QImage(), QSize()
            self._sheet.setMinimumSize(0, 0)
        else:
            scale, sharp, size = self._scale(), self.devicePixelRatioF(), self.pages.sizes[self.place]
            self._sheet.image = self.pages.picture(self.place, scale * sharp)
            self._sheet.page = QSize(floor(size.width() * scale), floor(size.height() * scale))
            whole = QSize(0, 0) if not self.zoom else self._sheet.page + QSize(2 * _EDGE, 2 * _EDGE)
            self._sheet.setMinimumSize(whole)
        self._sheet.update()
        self.drawn.emit()

    def dress(self) -> None:
        self._sheet.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.pages is not None and self.zoom <= 0:
            self._late.start()

    def wheelEvent(self, event: QWheelEvent) -> None:
        bar, way = self.verticalScrollBar(), -1 if event.angleDelta().y() > 0 else 1
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step_zoom(-way)
        elif bar.value() == (bar.maximum() if way > 0 else bar.minimum()):
            self.turned.emit(way)
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, word = event.key(), event.text()
        way = {Qt.Key.Key_Left: -1, Qt.Key.Key_PageUp: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_PageDown: 1}.get(Qt.Key(key), 0)
        if way:
            self.turned.emit(way)
        elif word in ("+", "=", "-", "0"):
            if word == "0":
                self.fit()
            else:
                self.step_zoom(-1 if word == "-" else 1)
        else:
            super().keyPressEvent(event)
