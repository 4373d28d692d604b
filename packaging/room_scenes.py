"""Scenes of a meeting for the pictures of `shots.py` and for the tests of what fits: each brings the window into one state."""

from collections.abc import Callable

from PySide6.QtGui import QPixmap

from yishi.gui.main_window import MainWindow
from yishi.gui.pages.meeting_room import MeetingRoomPage
from yishi.gui.pages.meetings import MeetingsPage
from yishi.gui.workspace import Workspace

SCENES = ("prepare", "room", "room-short", "room-on-air", "sign-in", "wrap-up", "sheets", "projector")
PEOPLE = ("孟繁星", "欧阳春燕", "王建国", "李秀英", "陈大富", "周　杰", "张小妹", "卢思远", "司马亮", "方志远", "许国强")
SAID = (
    ("欧阳春燕", "赞成", "晚上九点以后音响要关，孩子要写作业，老人也睡得早。"),
    ("陈大富", "反对", "跳舞的也是居民，广场本来就是给大家用的，关音响可以，不能不让跳。"),
    ("王建国", "建议", "音响朝马路那边放，九点准时关，谁负责关写清楚。"),
)


def show(scene: str, window: MainWindow) -> Callable[[], QPixmap]:
    """Bring the window into this state; return how its picture is taken."""
    if scene == "prepare":
        prepare(window)
    elif scene == "sheets":
        window.go("teahouse", "new")
    else:
        room = enter(window, "statutory_reps" if scene == "room-short" else "bench")
        if scene in ("room-on-air", "projector"):
            projection = room.hall.projection
            projection.toggle()
            projection.add_point("九点以后关音响")
            projection.announce()
            if scene == "projector":
                hall = projection.projector.window
                assert hall is not None
                return hall.grab
        elif scene == "sign-in":
            room.show_sign_in()
        elif scene == "wrap-up":
            room.wrap_up()
    return window.grab


def prepare(window: MainWindow) -> None:
    """The next meeting, begun to be prepared: in the book, with one item more than the hour has room for."""
    window.go("meetings")
    page = window.page
    assert isinstance(page, MeetingsPage)
    page.new_meeting()
    page.prepare.facts.minutes_box.setText("40")
    page.prepare.facts.minutes_box.editingFinished.emit()


def hold(workspace: Workspace, form: str) -> str:
    """Begin a meeting with two items, speeches, a vote and a resolution; of the representatives too few have come."""
    from yishi.services import room, voting

    with workspace.write("open_meeting") as session:
        start = f"{workspace.today}T19:00"
        meeting = room.open_meeting(session, form, "梧桐里夜间广场舞和快递柜的会", "梧桐里东区长廊", start, "孟繁星", workspace.actor)
        for title in ("夜间广场舞音响扰民，九点以后怎么管", "快递柜放在哪里"):
            room.add_agenda(session, meeting, title, "public_affairs", "resident", "欧阳春燕", "")
        for n, name in enumerate(PEOPLE):
            late = form == "statutory_reps" and n > 5
            room.sign_in(session, meeting, name, mark="expected" if late else "present", unit=f"{n + 1}幢")
        for who, stance, text in SAID:
            room.speak(session, meeting, 1, who, text, stance, "19:06")
        if form == "bench":
            voting.record(session, meeting, 1, "广场舞九点以后关音响", "FOR_GT_AGAINST", "举手", 9, 1, 1)
            what = "广场舞音响九点前关，业委会每晚巡查一次"
            room.resolve(session, meeting, 1, what, "业委会", "王建国", "李秀英", workdays=5, motion_no=1)
    return meeting


def enter(window: MainWindow, form: str) -> MeetingRoomPage:
    """Hold the meeting and go into its room."""
    window.go("room", hold(window.workspace, form))
    room = window.page
    assert isinstance(room, MeetingRoomPage)
    return room
