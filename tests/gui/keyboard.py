"""Keys as a person presses them: into whatever has the focus, Chinese text as an input method commits it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

KEYS = {"Enter": Qt.Key.Key_Return, "Esc": Qt.Key.Key_Escape, "Del": Qt.Key.Key_Delete,
        "Up": Qt.Key.Key_Up, "Down": Qt.Key.Key_Down, "Left": Qt.Key.Key_Left, "Right": Qt.Key.Key_Right,
        "Tab": Qt.Key.Key_Tab, "Space": Qt.Key.Key_Space}  # fmt: skip
MODIFIERS = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
}


def focus() -> QWidget:
    """Return what has the focus."""
    found = QApplication.focusWidget()
    assert found is not None, "nothing has the focus"
    return found


def press(*keys: str) -> None:
    """Press keys in turn: "F8", "Ctrl+N", "Alt+1", "Enter"; anything else is text, typed or committed."""
    for key in keys:
        QApplication.processEvents()
        *held, last = key.split("+") if key != "+" else ["+"]
        code = KEYS.get(last) or getattr(Qt.Key, f"Key_{last}", None)
        named = held or last in KEYS or (last[:1] == "F" and last[1:].isdigit())
        if code is not None and named:
            modifiers = Qt.KeyboardModifier.NoModifier
            for name in held:
                modifiers |= MODIFIERS[name]
            QTest.keyClick(focus(), code, modifiers)
        elif key.isascii():
            QTest.keyClicks(focus(), key)
        else:
            event = QInputMethodEvent("", [])
            event.setCommitString(key)
            QApplication.sendEvent(focus(), event)
        QApplication.processEvents()
