"""A strip of a form that says now this and now that, or is not there; and a part of a page that gives way to others."""

from PySide6.QtWidgets import QSizePolicy, QWidget

from yishi.gui import theme
from yishi.gui.widgets import Glyph, Strip


def tell(strip: Strip, kind: str, words: str) -> None:
    """Say `words` in the colour of `kind` (red yellow blue); nothing to say hides it."""
    strip.label.setText(words)
    strip.setAccessibleName(words)
    strip.setProperty("kind", f"strip-{kind}")
    strip.style().unpolish(strip)
    strip.style().polish(strip)
    glyph = strip.findChild(Glyph)
    if glyph is not None:
        glyph.show_icon("info" if kind == "blue" else "alert", kind)
    strip.setVisible(bool(words))


def gives_way(part: QWidget) -> None:
    """Let this part, which scrolls in itself, be low where there is little room, rather than make the whole page scroll."""
    part.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
    part.setMinimumHeight(theme.px(64))
