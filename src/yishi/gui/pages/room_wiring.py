"""How the parts of the live room speak with each other, and which key does what."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from yishi.gui.pages import room_fixes, room_votes

if TYPE_CHECKING:
    from yishi.gui.pages.meeting_room import MeetingRoomPage


def connect(room: "MeetingRoomPage") -> None:
    """Let the parts of the room speak with each other."""
    room.side.topic_chosen.connect(room.choose_topic)
    room.topics.picked.connect(room.choose_topic)
    room.side.speaker_chosen.connect(room.speak_as)
    room.side.add_agenda_button.clicked.connect(room.ask_topic)
    for done in (room.side.done, room.details.stored, room.details.left):
        done.connect(room.escape)
    for button in (room.details_button, room.compact_details_button):
        button.clicked.connect(room.describe)
    room.next_time_button.clicked.connect(lambda on: room.side.settle(room.agenda, "next_time" if on else ""))
    room.side.sign_in_button.clicked.connect(room.show_sign_in)
    room.sign_in.left.connect(room.escape)
    for button, step in ((room.previous_button, -1), (room.next_button, 1), (room.compact_next_button, 1)):
        button.clicked.connect(lambda _on=False, step=step: room.step_topic(step))
    room.view_segments.picked.connect(room.columns.show_view)
    room.entry.upward.connect(room.speeches.enter)
    room.speeches.struck.connect(room.entry.strike)
    room.speaker_box.picked.connect(room.side.mark_speaker)
    room.entry.vote_tool.clicked.connect(room.show_vote)
    room.entry.resolve_tool.clicked.connect(room.show_resolution)
    room.entry.correct_tool.clicked.connect(room.correct)
    room.speech_list.opened.connect(lambda _ref: room.correct())
    room.vote.stored.connect(room.escape)
    room_votes.connect(room)
    room.resolution.stored.connect(lambda _number: room.escape())
    room.bar.close_button.clicked.connect(room.wrap_up)
    room.ending.stayed.connect(room.escape)
    room.ending.ended.connect(room.ended)
    room.ending.check_wanted.connect(room.wrap_up)
    room.ending.fix_wanted.connect(lambda finding: room_fixes.go(room, finding))
    room.ending.papers.connect(lambda meeting_id: room.wants.emit("meetings", meeting_id))
    for button in (room.previous_button, room.next_button, room.details_button, room.entry.vote_tool,
                   room.entry.resolve_tool, room.entry.correct_tool, room.bar.close_button):  # fmt: skip
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the cursor where it was


def bind(room: "MeetingRoomPage") -> None:
    """Give the room its keys."""
    for sequence, act in (
        ("F2", room.correct), ("F4", room.show_sign_in), ("F8", room.show_vote), ("F9", room.show_resolution),
        ("Ctrl+N", room.ask_topic), ("Ctrl+G", room.describe), ("Ctrl+D", room.all_present),
        ("Ctrl+E", room.wrap_up), ("Ctrl+T", room.entry.next_stance),
        ("Ctrl+Return", room.store), ("Ctrl+Enter", room.store),
        ("Alt+Up", lambda: room.step_topic(-1)), ("Alt+Down", lambda: room.step_topic(1)),
    ):  # fmt: skip
        room.key(sequence, act)
    for sequence, step in (("Alt+Shift+Up", -1), ("Alt+Shift+Down", 1)):
        room.key(sequence, lambda step=step: room.side.move_item(step))
    for number in range(10):
        room.key(f"Alt+{number}", lambda number=number: room.let_speak(number))
