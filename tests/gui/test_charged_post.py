"""In the meeting room a post is charged by its words, and after a change of officer the promise is the successor's."""

from datetime import date

import pytest

from tests.gui.in_session import open_meeting
from tests.gui.keyboard import press
from yishi.gui.main_window import MainWindow
from yishi.gui.pages.meeting_room import MeetingRoomPage
from yishi.services import bodies, meetings, people


@pytest.fixture
def meeting(window: MainWindow) -> str:
    """A meeting that goes on; 江一舟 is 社区居委会主任, 江二舟 will be."""
    with window.workspace.write("open_meeting") as session:
        made = open_meeting(session)
        first, _second, _third = (people.add(session, name, unit="1幢") for name in ("江一舟", "江二舟", "江三舟"))
        session.flush()
        bodies.join(session, first, "社区居委会", "主任", date(2024, 1, 1))
    window.go("room", made)
    return made


def resolve(window: MainWindow, *typed: str) -> None:
    page = window.page
    assert isinstance(page, MeetingRoomPage)
    press("F9")
    press("清理楼道杂物", "Enter", *typed, "10个工作日", "Enter", "江三舟", "Enter", "Ctrl+Enter")


def owner(window: MainWindow, meeting: str) -> tuple[str, str]:
    with window.workspace.read() as session:
        found = meetings.sheet(session, meeting, window.workspace.today).resolutions[-1]
    return found.line.owner, found.owner_title


@pytest.mark.parametrize("typed", [("社区居委会主任", "Enter"), ("江一舟", "Down", "Enter")])
def test_a_post_picked_in_the_box_is_charged_and_goes_over_with_the_post(window: MainWindow, meeting: str, typed: tuple[str, ...]) -> None:
    resolve(window, *typed)
    assert owner(window, meeting) == ("江一舟", "社区居委会主任")
    with window.workspace.write("body") as session:
        bodies.leave(session, people.find(session, "江一舟"), "社区居委会", date(2026, 5, 17))
        bodies.join(session, people.find(session, "江二舟"), "社区居委会", "主任", date(2026, 5, 18))
    assert owner(window, meeting) == ("江二舟", "社区居委会主任")


def test_a_person_picked_in_the_box_is_charged_in_person(window: MainWindow, meeting: str) -> None:
    resolve(window, "江一舟", "Enter")
    assert owner(window, meeting) == ("江一舟", "")
