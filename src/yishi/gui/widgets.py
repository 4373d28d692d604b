"""What is only looked at: words, cards, strips, facts. The controls of `controls` are offered from here too."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QLayout, QScrollArea, QSizePolicy, QWidget

from yishi.gui import icons, theme
from yishi.gui.controls import Button, Field, Segments, Tick
from yishi.gui.focus_frame import FocusFrame
from yishi.gui.layout import column, row

__all__ = [
    "Button",
    "Card",
    "ElidedLabel",
    "Empty",
    "Fact",
    "Field",
    "Glyph",
    "Label",
    "Rule",
    "Scroll",
    "Segments",
    "Strip",
    "Tick",
    "Well",
    "opened_name",
]


def opened_name(name: str) -> str:
    """Return a two-character name opened to three, as printed Chinese lists do: 孙　伟."""
    return f"{name[0]}　{name[1]}" if len(name) == 2 else name


class Label(QLabel):
    """The only label: its text is never markup.

    `kind` tints it (muted red yellow green blue gray), `step` is points above the body. In a form kind, step and bold
    are dynamic properties.
    """

    def __init__(
        self,
        text: str = "",
        kind: str = "",
        *,
        step: float = 0,
        bold: bool = False,
        wrap: bool = False,
        serif: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        for name, value in (("kind", kind), ("step", step), ("bold", bold), ("serif", serif)):
            self.setProperty(name, value)
        self.setWordWrap(wrap)
        self.dress()

    def tint(self, kind: str) -> None:
        """Change the kind of a label that is already on screen."""
        self.setProperty("kind", kind)
        self.style().unpolish(self)
        self.style().polish(self)

    def dress(self) -> None:
        step, bold, serif = (self.property(name) for name in ("step", "bold", "serif"))
        if step or bold or serif:
            self.setFont(theme.font(float(step or 0), bold=bool(bold), serif=bool(serif)))


class ElidedLabel(Label):
    """One line that ends in … instead of being cut; gives way to its neighbours."""

    def __init__(
        self, text: str = "", kind: str = "", *, step: float = 0, bold: bool = False, parent: QWidget | None = None
    ):
        super().__init__(text, kind, step=step, bold=bold, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(40), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        kind = str(self.property("kind") or "")
        painter.setPen(theme.color(kind if kind == "muted" or kind in theme.now.states else "text"))
        painter.setFont(self.font())
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), shown)


class Glyph(QWidget):
    """A line icon in a token or state colour; a word must stand beside it."""

    def __init__(
        self, name: str = "info", colour: str = "muted", side: int = 18, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.name, self.colour, self._side = name, colour, side
        self.dress()

    def show_icon(self, name: str, colour: str = "muted") -> None:
        """Show another icon."""
        self.name, self.colour = name, colour
        self.update()

    def dress(self) -> None:
        self.setFixedSize(theme.px(self._side), theme.px(self._side))

    def paintEvent(self, event: QPaintEvent) -> None:
        colour = theme.color(self.colour).name()
        QPainter(self).drawPixmap(0, 0, icons.pixmap(self.name, colour, self.width()))


class _Frame(QFrame):
    _kind = ""

    def __init__(self, layout: QLayout | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", self._kind)
        if layout is not None:
            self.setLayout(layout)


class Card(_Frame):
    """A white card: `Card(column(…, margin=12))`."""

    _kind = "card"


class Well(_Frame):
    """A grey field inside a card, never a card in a card."""

    _kind = "well"


class Rule(QFrame):
    """A hairline."""

    def __init__(self, parent: QWidget | None = None, *, upright: bool = False) -> None:
        super().__init__(parent)
        self.setProperty("kind", "rule")
        if upright:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)


class Scroll(QScrollArea):
    """Scrolls what may be longer than its place, without a ground of its own: `Scroll(column(…), name="经过")`."""

    def __init__(self, layout: QLayout | None = None, parent: QWidget | None = None, *, name: str = "") -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        self._frame = FocusFrame(self)
        if layout is not None:
            inside = QWidget()
            inside.setLayout(layout)
            self.setWidget(inside)


class Strip(QFrame):
    """A message beside its cause, pushed into the layout: `Strip("yellow", "还没有备份。", Button("现在备份"))`.

    kind: red yellow green blue.
    """

    def __init__(
        self, kind: str = "blue", text: str = "", *buttons: QWidget, glyph: str = "", parent: QWidget | None = None
    ):
        super().__init__(parent)
        self.setProperty("kind", f"strip-{kind}")
        self.label = Label(text, wrap=True)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        glyph = glyph or {"red": "alert", "yellow": "alert", "green": "check"}.get(kind, "info")
        self.setLayout(row(Glyph(glyph, kind), (self.label, 1), *buttons, margin=(10, 6, 8, 6)))
        self.setAccessibleName(text)


class Fact(QWidget):
    """A muted word and its value: 地点　梧桐里小区3幢东侧空地."""

    def __init__(
        self, word: str = "", value: str = "", parent: QWidget | None = None, *, width: int = 40, bold: bool = False
    ) -> None:
        super().__init__(parent)
        self._width = width
        self.word = Label(word, "muted")
        self.word.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.value = Label(value, bold=bold, wrap=True)
        self.setLayout(row(self.word, (self.value, 1)))
        self.dress()

    def show_value(self, value: str) -> None:
        """Show another value."""
        self.value.setText(value)

    def dress(self) -> None:
        self.word.setFixedWidth(theme.px(self._width))


class Empty(QWidget):
    """What a list says when it has nothing, with the button that would fill it."""

    def __init__(self, text: str = "", *buttons: QWidget, glyph: str = "info", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = Label(text, "muted", wrap=True)
        self.label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        mark = row(None, Glyph(glyph, "muted", 32), None)
        self.setLayout(column(None, mark, self.label, row(None, *buttons, None), None, gap=12, margin=24))
