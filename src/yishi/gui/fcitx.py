"""A client of fcitx for a Qt that has no plugin for it: keys go to fcitx, what it composes comes back to the field.

Protocol: org.fcitx.Fcitx.InputContext1 behind the bus name org.freedesktop.portal.Fcitx (fcitx 4.2.9, ipcportal.c;
fcitx5 serves it too). A key waits for its answer for 40 ms; a later answer is still obeyed, in order; when none comes
within a second the keys are typed as they are and fcitx is left alone until it speaks again. When fcitx ends, fields
work as without it, and its next start is noticed. Keys that fcitx asks to forward and text it asks to delete around
the cursor (no pinyin or 五笔 needs them) are not served.
"""

import os
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from time import monotonic
from typing import Any, NamedTuple

from jeepney import DBusAddress, HeaderFields, MatchRule, Message, message_bus
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, QRect, QRectF, QSocketNotifier, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QApplication, QWidget

from yishi.gui.session_bus import Bus, BusGone, address, answers, succeeded

NAME = "org.freedesktop.portal.Fcitx"
_DOOR = DBusAddress("/org/freedesktop/portal/inputmethod", NAME, "org.fcitx.Fcitx.InputMethod1")
_CONTEXT = "org.fcitx.Fcitx.InputContext1"
_CAPABILITIES = 1 << 1 | 1 << 4 | 1 << 5  # preedit, formatted preedit, commits it itself when the focus leaves
_UNDERLINE, _HIGHLIGHT, _DO_NOT_COMMIT = 1 << 3, 1 << 4, 1 << 5  # of a piece of the preedit
_CONNECTING, _PATIENCE, _SILENCE = 0.2, 0.04, 1.0  # seconds

_KEYS = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)
_WATCHED = {*_KEYS, QEvent.Type.ShortcutOverride, QEvent.Type.FocusAboutToChange, QEvent.Type.MouseButtonPress}
_MODIFIERS = {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr}
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier

Piece = tuple[str, int]  # text and how it looks, as fcitx sends it


class _Waiting(NamedTuple):
    """A key that fcitx has not answered yet, and the number of the call that asks about it."""

    call: int
    key: QKeyEvent


def composition(pieces: Sequence[Piece], cursor: int) -> QInputMethodEvent:
    """Return the event that shows what is being composed; `cursor` counts bytes of UTF-8, as fcitx does."""
    text = "".join(piece for piece, _look in pieces)
    attributes, start = [], 0
    for piece, look in pieces:
        shape = QTextCharFormat()
        shape.setFontUnderline(bool(look & _UNDERLINE))
        if look & _HIGHLIGHT:
            shape.setBackground(QGuiApplication.palette().highlight())
            shape.setForeground(QGuiApplication.palette().highlightedText())
        kind = QInputMethodEvent.AttributeType.TextFormat
        attributes.append(QInputMethodEvent.Attribute(kind, start, _units(piece), shape))
        start += _units(piece)
    if cursor >= 0:
        before = text.encode()[:cursor].decode(errors="ignore")
        kind = QInputMethodEvent.AttributeType.Cursor
        attributes.append(QInputMethodEvent.Attribute(kind, _units(before), 1, None))
    return QInputMethodEvent(text, attributes)


def _units(text: str) -> int:
    """Return the length as Qt counts it: a rare character beyond U+FFFF is two."""
    return len(text.encode("utf-16-le")) // 2


def typed_into() -> QWidget | None:
    """Return the widget with the focus when text is composed in it; passwords are not."""
    widget = QApplication.focusWidget()
    if widget is None or not widget.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled):
        return None
    return None if widget.inputMethodHints() & Qt.InputMethodHint.ImhHiddenText else widget


def _copy(key: QKeyEvent) -> QKeyEvent:
    """Return a key that can be pressed again later; Qt deletes the one it delivers."""
    native = key.nativeScanCode(), key.nativeVirtualKey(), key.nativeModifiers()
    return QKeyEvent(key.type(), key.key(), key.modifiers(), *native, key.text(), key.isAutoRepeat(), key.count())


class Client(QObject):
    """Stands between the keyboard and the field that has the focus, for as long as the application runs."""

    def __init__(self, app: QApplication, bus: Bus) -> None:
        """Ask fcitx for an input context; raises BusGone."""
        super().__init__(app)
        self._bus: Bus | None = bus
        self._context: DBusAddress | None = None
        self._focused = self._typing_again = False
        self._waiting: deque[_Waiting] = deque()
        self._composed: list[Piece] = []
        self._rect: tuple[int, int, int, int] | None = None
        self._creating = self._reset = 0  # the calls whose answer is waited for
        self._notifier = QSocketNotifier(bus.socket.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(lambda: self._listen())
        self._clock = QTimer(self, singleShot=True, interval=round(_SILENCE * 1000))
        self._clock.timeout.connect(self._lose_patience)
        owner = MatchRule(type="signal", sender="org.freedesktop.DBus", member="NameOwnerChanged")
        owner.add_arg_condition(0, NAME)
        bus.send(message_bus.AddMatch(owner))
        self._creating = bus.call(_DOOR, "CreateInputContext", "a(ss)", ([("program", "yishi")],))
        app.installEventFilter(self)
        app.focusChanged.connect(lambda _old, _new: self._follow_focus())
        app.inputMethod().cursorRectangleChanged.connect(self._tell_cursor)

    # ---- what Qt brings

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind not in _WATCHED or self._context is None or self._typing_again:
            return False
        if kind == QEvent.Type.MouseButtonPress:
            self._finish()
            return False
        widget = typed_into()
        if widget is None or watched is not widget:
            return False
        if kind == QEvent.Type.FocusAboutToChange:
            self._finish()
        elif kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            return self._keeps_from_shortcuts(event)
        elif isinstance(event, QKeyEvent) and event.nativeVirtualKey() and not self._reset:
            return self._ask(event)  # 0: made by a program
        return False

    def _keeps_from_shortcuts(self, key: QKeyEvent) -> bool:
        """While composing, plain keys are fcitx's (Esc, arrows, digits); F-keys and commands end the composition."""
        if not self._composed or key.key() in _MODIFIERS:
            return False
        if key.modifiers() & _COMMANDS or Qt.Key.Key_F1 <= key.key() <= Qt.Key.Key_F35:
            self._finish()
            return False
        key.accept()
        return True

    def _ask(self, key: QKeyEvent) -> bool:
        """Offer a key to fcitx; return whether Qt is to forget it, because fcitx took it or has not answered yet."""
        self._follow_focus()
        self._tell_cursor()
        release = key.type() == QEvent.Type.KeyRelease
        state, stamp = key.nativeModifiers() & 0xFFFFFFFF, key.timestamp() & 0xFFFFFFFF
        pressed = key.nativeVirtualKey(), key.nativeScanCode(), state, release, stamp
        call = self._call("ProcessKeyEvent", "uuubu", *pressed)
        if not call:
            return False
        self._waiting.append(_Waiting(call, _copy(key)))
        if len(self._waiting) > 1:  # behind one that is not answered yet: order stays
            return True
        self._clock.start()
        deadline, answer = monotonic() + _PATIENCE, None
        while answer is None and self._waiting and (left := deadline - monotonic()) > 0:
            answer = self._listen(left, call)
        return True if answer is None else answer

    def _follow_focus(self) -> None:
        focused = typed_into() is not None
        if focused != self._focused and self._context is not None:
            self._focused = focused
            self._call("FocusIn" if focused else "FocusOut")
            self._tell_cursor()

    def _tell_cursor(self) -> None:
        """Say where the cursor is, in pixels of the screen, so that the candidates stand below it."""
        widget = typed_into()
        if widget is None or self._context is None:
            return
        cursor = widget.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
        if not isinstance(cursor, QRect | QRectF):
            return
        scale, origin = widget.devicePixelRatio(), widget.screen().geometry().topLeft()
        place = QPointF(widget.mapToGlobal(cursor.topLeft())) - QPointF(origin)
        rect = (
            round(origin.x() + place.x() * scale),
            round(origin.y() + place.y() * scale),
            round(cursor.width() * scale),
            round(cursor.height() * scale),
        )
        if rect != self._rect:
            self._rect = rect
            self._call("SetCursorRect", "iiii", *rect)

    def _finish(self) -> None:
        """Put what is being composed into the field before the focus, the cursor or the page changes."""
        if self._composed:
            self._commit("".join(text for text, look in self._composed if not look & _DO_NOT_COMMIT))
            self._call("Reset")

    # ---- what fcitx brings

    def _listen(self, seconds: float = 0.0, call: int = 0) -> bool | None:
        """Obey all that has come; return how `call` was answered, None if it was not (another key is then typed)."""
        answer = None
        try:
            for message in self._bus.receive(seconds) if self._bus else []:
                number = answers(message)
                if number is None:
                    self._obey(message)
                elif self._waiting and number == self._waiting[0].call:
                    taken = succeeded(message) and bool(message.body[0])
                    key = self._waiting.popleft().key
                    self._clock.start()  # it is slow, but it is there
                    if number == call:
                        answer = taken
                    elif not taken:
                        self._type(key)
                elif number == self._creating:
                    self._begin(message)
                elif number == self._reset:
                    self._reset = 0
        except BusGone:
            self._give_up()
        if not self._waiting:
            self._clock.stop()
        return answer

    def _obey(self, message: Message) -> None:
        fields = message.header.fields
        member = fields.get(HeaderFields.member)
        if member == "NameOwnerChanged" and message.body[0] == NAME:
            self._lose()
            if message.body[2] and self._bus:
                self._creating = self._bus.call(_DOOR, "CreateInputContext", "a(ss)", ([("program", "yishi")],))
        elif self._context is None or fields.get(HeaderFields.path) != self._context.object_path or self._reset:
            return
        elif member == "CommitString":
            self._commit(message.body[0])
        elif member == "UpdateFormattedPreedit":
            pieces, cursor = message.body
            self._show(pieces, cursor)

    def _begin(self, message: Message) -> None:
        """Take the input context that fcitx has made."""
        self._creating = 0
        if self._bus is None or not succeeded(message):
            return
        path = message.body[0]
        self._bus.send(message_bus.AddMatch(MatchRule(type="signal", sender=NAME, interface=_CONTEXT, path=path)))
        self._context = DBusAddress(path, NAME, _CONTEXT)
        self._focused, self._rect = False, None
        self._call("SetCapability", "t", _CAPABILITIES)
        self._follow_focus()

    def _show(self, pieces: list[Piece], cursor: int) -> None:
        widget = typed_into()
        if widget is not None and (pieces or self._composed):
            self._composed = [piece for piece in pieces if piece[0]]
            QCoreApplication.sendEvent(widget, composition(self._composed, cursor))

    def _commit(self, text: str) -> None:
        widget, self._composed = typed_into(), []
        if widget is not None:
            event = QInputMethodEvent("", [])
            event.setCommitString(text)
            QCoreApplication.sendEvent(widget, event)

    # ---- when things go wrong

    def _call(self, method: str, signature: str = "", *body: Any) -> int:
        """Call fcitx; return the number of the call, 0 when there is nobody to call."""
        if self._bus is None or self._context is None:
            return 0
        try:
            return self._bus.call(self._context, method, signature, body)
        except BusGone:
            self._give_up()
            return 0

    def _type(self, key: QKeyEvent) -> None:
        """Let a key do what it does without an input method."""
        widget = QApplication.focusWidget()
        if widget is not None:
            self._typing_again = True
            QCoreApplication.sendEvent(widget, key)
            self._typing_again = False

    def _type_waiting(self) -> None:
        while self._waiting:
            self._type(self._waiting.popleft().key)

    def _lose_patience(self) -> None:
        """Fcitx has not answered for a second: type what was held back, and leave it alone until it answers this."""
        if self._waiting:
            self._finish()
            self._type_waiting()
            self._reset = self._call("Reset")

    def _lose(self) -> None:
        """Fcitx has ended: fields take keys directly."""
        self._finish()
        self._context, self._focused, self._reset = None, False, 0
        self._type_waiting()

    def _give_up(self) -> None:
        """The bus is gone, and with it the desktop session: never ask again."""
        if self._bus is not None:
            bus, self._bus = self._bus, None
            self._notifier.setEnabled(False)
            bus.close()
            self._lose()


class _Later(QObject):
    """Waits for the event loop to run: before it there is no application to attach to, and the first paint goes first."""

    def event(self, event: QEvent) -> bool:
        app = QApplication.instance()
        if event.type() == QEvent.Type.User and isinstance(app, QApplication):
            with suppress(BusGone):  # then fields work as without an input method
                Client(app, Bus(address(os.environ), _CONNECTING))
            return True
        return super().event(event)


_later: list[_Later] = []


def connect_later() -> None:
    """Connect to fcitx as soon as the application runs; may be called before there is one."""
    _later[:] = [_Later()]
    QCoreApplication.postEvent(_later[0], QEvent(QEvent.Type.User))
