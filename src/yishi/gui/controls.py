"""What is pressed and typed into: buttons with their key, a choice in one row, a field, a tick box."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QStyleOptionButton,
    QWidget,
)

from yishi.gui import icons, theme
from yishi.gui.layout import row

_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class Button(QPushButton):
    """A push button that shows its icon, its word and, quieter, its key.

    `kind` is primary (one per page), tonal (second confirm), quiet or "" (plain). In a form, kind, key, glyph, shape
    and small are dynamic properties of a `Button`.
    """

    def __init__(
        self,
        word: str = "",
        parent: QWidget | None = None,
        *,
        kind: str = "",
        key: str = "",
        glyph: str = "",
        shape: str = "",
        small: bool = False,
        checkable: bool = False,
    ) -> None:
        super().__init__(word, parent)
        for name, value in (("kind", kind), ("key", key), ("glyph", glyph), ("shape", shape), ("small", small)):
            self.setProperty(name, value)
        self.setCheckable(checkable)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.dress()

    def set_kind(self, kind: str) -> None:
        """Change the kind of a button that is already on screen."""
        self.setProperty("kind", kind)
        self.style().unpolish(self)
        self.style().polish(self)
        self.update()

    def set_word(self, word: str, key: str | None = None) -> None:
        """Change the word, and the key hint when one is given."""
        if key is not None:
            self.setProperty("key", key)
        self.setText(word)
        self.dress()

    def dress(self) -> None:
        self.setFixedHeight(theme.px(28 if self.property("small") else 34))
        self.updateGeometry()
        self.update()

    def _parts(self) -> tuple[int, int, int]:
        """Widths of the lead (icon or shape), the word and the key."""
        lead = theme.px(18) + 6 if self.property("glyph") else theme.px(11) + 6 if self.property("shape") else 0
        key = str(self.property("key") or "")
        bold = bool(theme.now.outlined and (self.property("kind") == "primary" or self.isCheckable()))
        word = QFontMetrics(theme.font(bold=bold)).horizontalAdvance(self.text())
        return lead, word, QFontMetrics(theme.font(-1.5)).horizontalAdvance(key) + 8 if key else 0

    def sizeHint(self) -> QSize:
        return QSize(sum(self._parts()) + (16 if self.property("kind") == "quiet" else 26), self.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _ink(self) -> QColor:
        kind = self.property("kind")
        if not self.isEnabled():
            return theme.color("edge")
        if self.isChecked() and theme.now.outlined:
            return theme.color("on_sel")
        if kind == "primary":
            return theme.color("on_primary")
        return theme.color("primary" if kind in ("tonal", "link") or self.isChecked() else "text")

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        super().initStyleOption(option)
        option.text = ""  # type: ignore[attr-defined]  # the word is ours to draw

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)  # the button without a word; what QStyle names is not loaded for it
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lead, word, key = self._parts()
        ink, x, high = self._ink(), (self.width() - lead - word - key) / 2, self.height()
        glyph, shape = str(self.property("glyph") or ""), str(self.property("shape") or "")
        if glyph:
            side = theme.px(18)
            painter.drawPixmap(int(x), (high - side) // 2, icons.pixmap(glyph, ink.name(), side))
        elif shape:
            side = theme.px(11)
            tint = ink if self.isChecked() and theme.now.outlined else None
            from yishi.gui.chips import paint_shape  # no button of the first window has a shape

            paint_shape(painter, QRectF(x, (high - side) / 2, side, side), shape, tint)
        painter.setPen(ink)
        painter.setFont(
            theme.font(bold=theme.now.outlined and (self.property("kind") == "primary" or self.isChecked()))
        )
        painter.drawText(QRectF(x + lead, 0, word + 4, high), _MIDDLE, self.text())
        if key:
            painter.setFont(theme.font(-1.5))
            painter.drawText(QRectF(x + lead + word + 8, 1, key, high), _MIDDLE, str(self.property("key")))


class Segments(QWidget):
    """Exclusive choice in one row: `Segments((("raise", "举手"), ("paper", "投票")))`.

    Signals:
        picked(str): the value the user chose.
    """

    picked = Signal(str)

    def __init__(
        self,
        choices: Sequence[tuple[str, str]] = (),
        parent: QWidget | None = None,
        *,
        keys: Sequence[str] = (),
        shapes: Sequence[str] = (),
        gap: int = 4,
    ) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._row = row(gap=gap)
        self.setLayout(self._row)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.buttons: dict[str, Button] = {}
        self.offer(choices, keys=keys, shapes=shapes)

    def offer(
        self, choices: Sequence[tuple[str, str]], *, keys: Sequence[str] = (), shapes: Sequence[str] = ()
    ) -> None:
        """Replace the choices (value, word); the first one is chosen."""
        for old in self.buttons.values():
            self._group.removeButton(old)
            self._row.removeWidget(old)
            old.deleteLater()
        self.buttons = {}
        for place, (value, word) in enumerate(choices):
            key = keys[place] if place < len(keys) else ""
            shape = shapes[place] if place < len(shapes) else ""
            button = Button(word, key=key, shape=shape, checkable=True)
            button.setChecked(place == 0)
            button.clicked.connect(lambda _checked=False, value=value: self.picked.emit(value))
            self._group.addButton(button)
            self._row.addWidget(button)
            self.buttons[value] = button

    @property
    def value(self) -> str:
        """The chosen value, "" when there is none."""
        return next((value for value, button in self.buttons.items() if button.isChecked()), "")

    def choose(self, value: str) -> None:
        """Choose `value` without a signal."""
        self.buttons[value].setChecked(True)

    def unchoose(self) -> None:
        """Choose nothing: the user has to say it."""
        self._group.setExclusive(False)
        for button in self.buttons.values():
            button.setChecked(False)
        self._group.setExclusive(True)

    def label(self, value: str, word: str) -> None:
        """Change the word of one choice, for example its count."""
        self.buttons[value].set_word(word)


def leaves_undo(event: QEvent, has_own: bool) -> bool:
    """Whether Ctrl+Z in a field means the last saved action, because nothing in the field itself can be taken back."""
    if event.type() != QEvent.Type.ShortcutOverride or has_own or not isinstance(event, QKeyEvent):
        return False
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)


class PlainBox(QPlainTextEdit):
    """Several lines to type or paste; with nothing to take back in it, Ctrl+Z means the last saved action."""

    def event(self, event: QEvent) -> bool:
        document = self.document()
        if leaves_undo(event, document.isUndoAvailable() or document.isRedoAvailable()):
            event.ignore()
            return True
        return super().event(event)


class Field(QLineEdit):
    """A line to type into, 34 high. Property kind=auto: grey, filled in for the user."""

    def __init__(self, text: str = "", parent: QWidget | None = None, *, hint: str = "", name: str = "") -> None:
        super().__init__(text, parent)
        self.setPlaceholderText(hint)
        self.setAccessibleName(name or hint)
        self.dress()

    def fill(self, text: str) -> None:
        """Put in what the program knows and show it grey; typing makes it white again."""
        self.setText(text)
        self.setCursorPosition(0)
        self._tint("auto")
        self.textEdited.connect(self._own, Qt.ConnectionType.UniqueConnection)

    def put(self, text: str) -> None:
        """Put in what the user said earlier: white, and read from its beginning."""
        self.setText(text)
        self.setCursorPosition(0)
        self._tint("")

    def _own(self) -> None:
        self._tint("")

    def _tint(self, kind: str) -> None:
        self.setProperty("kind", kind)
        self.style().unpolish(self)
        self.style().polish(self)

    def event(self, event: QEvent) -> bool:
        if leaves_undo(event, self.isUndoAvailable() or self.isRedoAvailable()):
            event.ignore()
            return True
        return super().event(event)

    def dress(self) -> None:
        self.setFixedHeight(theme.px(34))


class Tick(QCheckBox):
    """A check box whose tick is drawn in the theme's colours and grows with the text."""

    def __init__(self, word: str = "", parent: QWidget | None = None) -> None:
        super().__init__(word, parent)
        self.dress()

    def dress(self) -> None:
        self.setMinimumHeight(theme.px(24))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        word = QFontMetrics(theme.font()).horizontalAdvance(self.text())
        return QSize(theme.px(18) + (8 + word + 6 if self.text() else 6), theme.px(24))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, where: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, side = QPainter(self), theme.px(18)
        box = QRectF(2, (self.height() - side) / 2, side, side)
        paint_tick(painter, box, self.isChecked())
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.setPen(theme.color("text" if self.isEnabled() else "edge"))
        painter.setFont(theme.font())
        painter.drawText(QRectF(side + 8, 0, self.width(), self.height()), _MIDDLE, self.text())


def paint_tick(painter: QPainter, box: QRectF, on: bool, *, chosen: bool = False) -> None:
    """Draw a tick box, ticked or empty, possibly on the ground of a chosen row."""
    own_ground = chosen and theme.now.outlined  # there the row has the colour of the box
    ground = theme.color("on_sel" if own_ground else "primary")
    from yishi.gui.chips import paint_shape

    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inner = box.adjusted(1, 1, -1, -1)
    painter.setPen(QPen(ground if on else theme.color("edge"), 1.4))
    painter.setBrush(ground if on else theme.color("card"))
    painter.drawRoundedRect(inner, 3, 3)
    if on:
        paint_shape(
            painter, inner.adjusted(3.5, 3.5, -3.5, -3.5), "closed", theme.color("sel" if own_ground else "on_primary")
        )
    painter.restore()
