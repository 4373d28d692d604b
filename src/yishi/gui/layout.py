"""Rows and columns of widgets in one line, for the few places where a form would say less than code."""

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

ANY_WIDTH = 16_777_215  # what Qt takes for no limit
Item = QWidget | QLayout | int | None | tuple[QWidget | QLayout, int]


def row(*items: Item, gap: int = 8, margin: int | tuple[int, int, int, int] = 0) -> QHBoxLayout:
    """Lay items side by side: a widget or layout, an int of extra pixels, None to stretch, (item, stretch)."""
    layout = QHBoxLayout()
    _fill(layout, items, gap, margin)
    return layout


def column(*items: Item, gap: int = 8, margin: int | tuple[int, int, int, int] = 0) -> QVBoxLayout:
    """Lay items below each other; the same words as `row`."""
    layout = QVBoxLayout()
    _fill(layout, items, gap, margin)
    return layout


def share(listed: QWidget, whole: int, widest: int, alone: bool) -> None:
    """Give a list its share of `whole` pixels beside the card of what is chosen: two fifths, `widest` at most; alone, all."""
    listed.setMaximumWidth(ANY_WIDTH if alone else min(widest, round((whole - 32) * 0.4)))
    listed.setMinimumWidth(0 if alone else listed.maximumWidth())


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and delete it."""
    while (item := layout.takeAt(0)) is not None:
        inner, widget = item.layout(), item.widget()
        if inner is not None:
            clear(inner)
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def _fill(layout: QBoxLayout, items: tuple[Item, ...], gap: int, margin: int | tuple[int, int, int, int]) -> None:
    layout.setSpacing(gap)
    layout.setContentsMargins(*((margin,) * 4 if isinstance(margin, int) else margin))
    for item in items:
        stretch = 0
        if isinstance(item, tuple):
            item, stretch = item
        if item is None:
            layout.addStretch(1)
        elif isinstance(item, int):
            layout.addSpacing(item)
        elif isinstance(item, QLayout):
            layout.addLayout(item, stretch)
        else:
            layout.addWidget(item, stretch)
