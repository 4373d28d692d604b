"""Fields of the settings, below each other: the word before, the field, and below it what is wrong in it."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

from yishi.domain.rule_data import FormFault
from yishi.gui import theme
from yishi.gui.controls import PlainBox
from yishi.gui.layout import Item, clear, column, row
from yishi.gui.widgets import Label


class Lines(PlainBox):
    """Several items, one a line, or a longer text; `most` lines high, or at least so high where it `grows`."""

    def __init__(self, name: str, most: int = 4, hint: str = "", grows: bool = False) -> None:
        super().__init__()
        self.setPlaceholderText(hint)
        self.most, self._grows = most, grows
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)
        self.dress()

    def dress(self) -> None:
        if hasattr(self, "most"):
            high = self.fontMetrics().lineSpacing() * self.most + theme.px(14)
            self.setMinimumHeight(high)
            self.setMaximumHeight(1600 if self._grows else high)

    def items(self) -> list[str]:
        """Return the lines that are not empty."""
        return [line.strip() for line in self.toPlainText().splitlines() if line.strip()]


class Told(Label):
    """What is wrong, in red; takes no room while nothing is."""

    def __init__(self) -> None:
        super().__init__("", "red", wrap=True)
        self.hide()

    def tell(self, words: str) -> None:
        """Say it, or with "" nothing."""
        self.setText(words)
        self.setVisible(bool(words))


class Rows(QWidget):
    """A column of fields, each known by the key that a fault names."""

    def __init__(self, wide: int = 116, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wide = wide
        self.told: dict[str, Told] = {}
        self.fields: dict[str, QWidget] = {}
        self._words: list[Label] = []
        self._rest = Told()
        self.column = column(gap=6)
        self.setLayout(column(self.column, self._rest, gap=6))

    def forget(self) -> None:
        """Take every line out."""
        clear(self.column)
        self.told, self.fields, self._words = {}, {}, []
        self._rest.tell("")

    def line(self, key: str, word: str, field: QWidget, *parts: Item, stretch: bool = False) -> None:
        """Add a line: `field` gets the focus when `key` is wrong; without a word it is told by what stands above it."""
        label = Label(word, "muted", wrap=True)
        label.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._words.append(label)
        told = self.told[key] = Told()
        self.fields[key] = field
        inside = row((field, 1), *parts) if stretch else row(field, *parts, *(() if parts and isinstance(parts[-1], tuple) else (None,)))
        self.column.addLayout(row(label, (column(inside, told, gap=2), 1)))
        self.dress()

    def heading(self, words: str, *parts: Item) -> None:
        """Begin a group."""
        self.column.addLayout(row(Label(words, step=1, bold=True), None, *parts, margin=(0, 8, 0, 0)))

    def note(self, words: str, kind: str = "muted") -> None:
        """Add a remark over the whole width."""
        self.column.addWidget(Label(words, kind, wrap=True))

    def say(self, faults: Iterable[FormFault]) -> bool:
        """Show every mistake below its field, the first one with the focus; return whether there was any."""
        found = list(faults)
        for key, label in self.told.items():
            label.tell("\n".join(_words(fault) for fault in found if fault.field == key))
        self._rest.tell("\n".join(f"{fault.where}：{fault.message}" for fault in found if fault.field not in self.told))
        first = next((self.fields[fault.field] for fault in found if fault.field in self.fields), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, self, lambda: _into_sight(first))  # the words below it have their room by then
        return bool(found)

    def dress(self) -> None:
        for label in getattr(self, "_words", ()):
            label.setFixedWidth(min(theme.px(self.wide), round(self.wide * 1.35)))
            label.setContentsMargins(0, theme.px(7), 0, 0)  # beside the first line of its field


def _into_sight(field: QWidget) -> None:
    """Scroll to a field that lies below or above what is seen."""
    around = field.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    if around is not None:
        around.ensureWidgetVisible(field, 0, theme.px(60))


def _words(fault: FormFault) -> str:
    """The word of the field stands before it already; only what is inside a list is named."""
    return f"{fault.where}：{fault.message}"


def number(text: str) -> Any:
    """Return a whole number as it is meant, None for nothing, else the text itself, so that the mistake is told where it is."""
    text = text.strip()
    return None if not text else int(text) if text.isdecimal() and len(text) < 9 else text
