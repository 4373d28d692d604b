"""How the vote card works with the rest of the live room: its keys, its room in the column, and the reason it may wait for."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout

from yishi.gui.controls import Button
from yishi.gui.pages.sign_in import MARKS
from yishi.i18n import _

if TYPE_CHECKING:
    from yishi.gui.pages.meeting_room import MeetingRoomPage


def connect(room: "MeetingRoomPage") -> None:
    """Wire the vote card into the room; Ctrl+M is another way to vote, Ctrl+B a differing opinion."""
    later = QTimer(room)  # once the layout has come to rest
    later.setSingleShot(True)
    later.timeout.connect(lambda: _make_room(room))
    room.vote.grown.connect(later.start)
    room.vote.reason_needed.connect(room.bar.warnings.ask)
    room.bar.warnings.settled.connect(lambda matter: _go_on(room, matter))
    room.key("Ctrl+M", lambda: _another_way(room))
    room.key("Ctrl+B", lambda: _dissent(room))
    _add_recusal(room)


def _make_room(room: "MeetingRoomPage") -> None:
    """The card has grown or shrunk: fold the other, and keep in sight what the cursor is in."""
    room.columns.fold()
    inside = room.focusWidget()
    if inside is not None and room.vote.isAncestorOf(inside):
        room.right_scroll.ensureWidgetVisible(inside, 0, 24)


def _add_recusal(room: "MeetingRoomPage") -> None:
    """The sign-in list has the key too: who is chosen there does not vote on the item in hand."""

    def recuse() -> None:
        person = room.sign_in.roster_list.chosen_ref()
        if person and room.vote.isEnabled():
            room.columns.open_card(room.vote)
            room.vote.recuse(str(person))

    button = Button(_("回避"), key="7", small=True, kind="quiet")
    button.setObjectName("recuse_attendee_button")
    button.clicked.connect(recuse)
    layout = room.sign_in.marks_row.layout()
    assert isinstance(layout, QBoxLayout)
    layout.insertWidget(len(MARKS), button)
    shortcut = QShortcut(QKeySequence("7"), room.sign_in.roster_list, context=Qt.ShortcutContext.WidgetShortcut)
    shortcut.activated.connect(recuse)


def _another_way(room: "MeetingRoomPage") -> None:
    if room.vote.isEnabled():
        room.columns.open_card(room.vote)
        room.vote.next_method()


def _dissent(room: "MeetingRoomPage") -> None:
    if room.vote.isEnabled():
        room.columns.open_card(room.vote)
        room.vote.dissent.begin()


def _go_on(room: "MeetingRoomPage", matter: str) -> None:
    """The reason is in the book: a vote that waited for it is recorded, else the cursor goes home."""
    if matter.partition(" ")[0] == "quorum" and room.vote.is_ready:
        room.vote.store()
    else:
        room.escape()
