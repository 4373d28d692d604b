"""From a finding of the wrap-up to the place in the live room where it is put right."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yishi.gui.pages.meeting_room import MeetingRoomPage
    from yishi.services.wrap_up import Finding


def go(room: "MeetingRoomPage", finding: "Finding") -> None:
    """「去补」: the item it is about, then the card, box or list where it is entered."""
    item = _item(room, finding)
    if item:
        room.choose_topic(item)
    else:
        room.escape()
    if finding.fix == "sign_in":
        room.show_sign_in()
    elif finding.fix == "agenda":
        room.ask_topic()
    elif finding.fix in ("vote", "outcome"):
        room.show_vote()
    elif finding.fix == "resolution":
        room.show_resolution()
    elif finding.fix == "details":
        room.describe()
    elif finding.fix == "dissent":
        room.show_vote()
        room.vote.dissent_button.click()
    elif finding.fix == "photo":
        room.floor.taking_in.choose()
    elif finding.fix == "sort":
        room.wants.emit("teahouse", room.meeting_id)


def _item(room: "MeetingRoomPage", finding: "Finding") -> str:
    items = room.sheet.agenda if room.sheet else ()
    return next((item.id for item in items if item.no == finding.agenda), "")
