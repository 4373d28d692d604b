"""What the room says about the PC: battery, clock."""

from pathlib import Path

import pytest

from tests.gui.in_session import open_meeting
from tests.gui.keyboard import press
from yishi import paths
from yishi.gui import battery, printing
from yishi.gui.controls import Button
from yishi.gui.main_window import MainWindow
from yishi.gui.pages.meeting_room import MeetingRoomPage
from yishi.services import meetings
from yishi.services import room as verbs

DAY_MS = 86_400_000


@pytest.fixture
def supplies(tmp_path: Path) -> Path:
    """A battery that can be set."""
    folder = tmp_path / "power"
    (folder / "BAT0").mkdir(parents=True)
    (folder / "BAT0" / "type").write_text("Battery", "ascii")
    return folder


def charge(folder: Path, percent: int, status: str = "Discharging") -> None:
    (folder / "BAT0" / "capacity").write_text(str(percent), "ascii")
    (folder / "BAT0" / "status").write_text(status, "ascii")


@pytest.fixture
def room(window: MainWindow, supplies: Path) -> MeetingRoomPage:
    """A room with a meeting that goes on, on a PC with that battery."""
    with window.workspace.write("open_meeting") as session:
        meeting = open_meeting(session)
    window.go("room", meeting)
    shown = window.page
    assert isinstance(shown, MeetingRoomPage)
    shown.hall.watch._read = lambda: battery.linux(supplies)
    return shown


def press_in(room: MeetingRoomPage, strip: str, word: str) -> None:
    buttons = {button.text(): button for button in room.hall.watch.strips[strip].findChildren(Button)}
    buttons[word].click()


def test_the_status_strip_tells_the_charge(room: MeetingRoomPage, supplies: Path, window: MainWindow) -> None:
    charge(supplies, 62)
    room.hall.watch.look()
    assert "电量 62%" in window.info_label.text() and not room.hall.watch.strips


def test_a_low_battery_is_told_once_and_until_it_is_plugged_in(room: MeetingRoomPage, supplies: Path) -> None:
    charge(supplies, 15)
    room.hall.watch.look()
    assert "打印空白记录纸" in [b.text() for b in room.hall.watch.strips["battery"].findChildren(Button)]
    press_in(room, "battery", "知道了")
    charge(supplies, 14)
    room.hall.watch.look()
    assert "battery" not in room.hall.watch.strips
    charge(supplies, 14, "Charging")
    room.hall.watch.look()
    charge(supplies, 12)
    room.hall.watch.look()
    assert "battery" in room.hall.watch.strips


def test_the_empty_record_sheets_are_made_from_the_warning(room: MeetingRoomPage, supplies: Path) -> None:
    charge(supplies, 11)
    room.hall.watch.look()
    press_in(room, "battery", "打印空白记录纸")
    made = list((paths.home() / printing.FOLDER).glob("*空白记录纸.pdf"))
    assert len(made) == 1 and room.hall.watch.paper_place.isVisible() and "battery" not in room.hall.watch.strips


def test_the_strip_leaves_the_cursor_where_it_was(room: MeetingRoomPage, supplies: Path) -> None:
    press("Alt+1", "放东")
    charge(supplies, 10)
    room.hall.watch.look()
    press("门", "Enter")
    with room.workspace.read() as session:
        assert meetings.sheet(session, room.meeting_id).speeches[0].text == "放东门"


def enter_with_clock(window: MainWindow, days: int) -> MeetingRoomPage:
    """Enter the room of an open meeting while the PC's clock is so many days off."""
    with window.workspace.write("open_meeting") as session:
        meeting = open_meeting(session)
    book = window.workspace.book
    assert book is not None
    right = book.now
    book.now = lambda: right() + days * DAY_MS  # type: ignore[method-assign]
    window.go("room", meeting)
    page = window.page
    assert isinstance(page, MeetingRoomPage)
    return page


def test_a_clock_behind_the_book_is_asked_about_before_times_are_noted(window: MainWindow) -> None:
    page = enter_with_clock(window, -3)
    assert "这个时间对吗" in page.hall.watch.strips["clock"].label.text() and not page.speech_box.isEnabled()
    press_in(page, "clock", "就按现在的时间")
    assert "clock" not in page.hall.watch.strips and page.speech_box.isEnabled()


def test_once_the_clock_is_set_right_one_look_is_enough(window: MainWindow) -> None:
    page = enter_with_clock(window, -3)
    book = window.workspace.book
    assert book is not None
    press_in(page, "clock", "改好时间了，再看一次")
    assert "clock" in page.hall.watch.strips
    wrong = book.now
    book.now = lambda: wrong() + 3 * DAY_MS  # type: ignore[method-assign]
    press_in(page, "clock", "改好时间了，再看一次")
    assert not page.hall.watch.strips and page.speech_box.isEnabled()


def test_a_right_clock_is_not_asked_about(room: MeetingRoomPage) -> None:
    assert "clock" not in room.hall.watch.strips and room.speech_box.isEnabled()


def test_a_closed_meeting_lets_the_pc_sleep(room: MeetingRoomPage) -> None:
    assert room.hall.watch.awake.holding
    with room.workspace.write("close_meeting") as session:
        verbs.close_meeting(session, room.meeting_id)
    assert not room.hall.watch.awake.holding
