"""The messages of the window: strips above the page, or where the page wants them; pushed in, never an overlay."""

from PySide6.QtWidgets import QBoxLayout, QLayout, QVBoxLayout, QWidget

from yishi.gui.widgets import Button, Strip
from yishi.i18n import _


class Notices(QWidget):
    """A column of strips that takes no room while it is empty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown: list[Strip] = []
        self._column = QVBoxLayout(self)
        self._column.setSpacing(4)
        self._column.setContentsMargins(12, 8, 12, 0)
        self.hide()

    def tell(self, kind: str, words: str, into: QLayout | None = None) -> Strip:
        """Show a strip (red yellow green blue) here or in the layout `into`; the same words are shown once."""
        for old in [strip for strip in self.shown if strip.label.text() == words]:
            self.drop(old)
        close = Button(_("知道了"), kind="quiet", small=True)
        strip = Strip(kind, words, close)
        close.clicked.connect(lambda: self.drop(strip))
        self.shown.append(strip)
        place = into if isinstance(into, QBoxLayout) else self._column
        place.addWidget(strip)
        self.setVisible(self._column.count() > 0)
        return strip

    def forget(self, *kinds: str) -> None:
        """Take the strips of these kinds away."""
        wanted = {f"strip-{kind}" for kind in kinds}
        for strip in [strip for strip in self.shown if strip.property("kind") in wanted]:
            self.drop(strip)

    def drop(self, strip: Strip) -> None:
        """Take one strip away."""
        if strip in self.shown:
            self.shown.remove(strip)
            strip.hide()
            self._column.removeWidget(strip)
            strip.deleteLater()
            self.setVisible(self._column.count() > 0)
