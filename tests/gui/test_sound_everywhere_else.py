"""The boxes for one person that stand inside a form: who counts votes, who reviewed, who offers, who came instead, who it really was."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget

from tests.gui.in_session import open_meeting
from tests.gui.keyboard import press
from yishi.gui.ime import NameBox
from yishi.gui.main_window import MainWindow
from yishi.gui.page import Page
from yishi.gui.pages import roster
from yishi.gui.pages.claim_list import ClaimList
from yishi.gui.pages.correction_row import CorrectionRow
from yishi.gui.pages.follow import FollowPage
from yishi.gui.pages.loop_entry import LoopEntry
from yishi.gui.pages.meeting_room import MeetingRoomPage
from yishi.gui.pages.settings_rules import RulesSection
from yishi.gui.pages.sign_in import SignInPanel
from yishi.gui.pages.vote_tellers import TellerRow
from yishi.gui.workspace import Workspace
from yishi.services import meetings, people, room
from yishi.services.answers import MeetingSheet

WANTED = "王建国"
Show = Callable[[QWidget], QWidget]


@pytest.fixture
def meeting(workspace: Workspace) -> str:
    """A meeting that goes on, with 王建国 of 8幢, whom people call 老王头, on its sheet."""
    with workspace.write("open_meeting") as session:
        made = open_meeting(session)
        people.add(session, WANTED, unit="8幢", phone="19900000888", alias="老王头")
        session.flush()
        room.sign_in(session, made, WANTED)
    return made


def sheet(workspace: Workspace, meeting: str) -> MeetingSheet:
    with workspace.read() as session:
        return meetings.sheet(session, meeting, workspace.today)


def watcher(workspace: Workspace, meeting: str) -> tuple[QWidget, NameBox]:
    made = TellerRow(workspace)
    made.offer(sheet(workspace, meeting))
    return made, made.watcher_box


def counter(workspace: Workspace, meeting: str) -> tuple[QWidget, NameBox]:
    made = TellerRow(workspace)
    made.offer(sheet(workspace, meeting))
    return made, made.counter_box


def reviewer(workspace: Workspace, _meeting: str) -> tuple[QWidget, NameBox]:
    made = LoopEntry(workspace)
    made.set_people([roster.candidate(person) for person in roster.people(workspace)])
    made.whistle.show()
    return made, made.whistle.reviewed_box


def who_offers(workspace: Workspace, _meeting: str) -> tuple[QWidget, NameBox]:
    made = ClaimList(workspace)
    return made, made.who_box


def who_it_was(workspace: Workspace, meeting: str) -> tuple[QWidget, NameBox]:
    made = CorrectionRow(workspace, sheet(workspace, meeting), None)
    made.choice.choose(next(key for key in made.targets if key.startswith("meeting/") and key.endswith("/host")))
    made._fill()
    return made, made.name_box


def who_came_instead(workspace: Workspace, meeting: str) -> tuple[QWidget, NameBox]:
    made = SignInPanel(workspace)
    made.show_meeting(sheet(workspace, meeting))
    made.begin()
    return made, made.reason_box


def who_checked(workspace: Workspace, _meeting: str) -> tuple[QWidget, NameBox]:
    made = RulesSection(Page(workspace))
    made.reload()
    made.ask_who()
    return made, made.who_field


BOXES = (watcher, counter, reviewer, who_offers, who_it_was, who_came_instead, who_checked)


def offered(box: NameBox) -> list[str]:
    return [person.name for person in box._list.items()] if box._list.isVisible() else []


def compose(box: NameBox, preedit: str) -> None:
    QApplication.sendEvent(box, QInputMethodEvent(preedit, []))


@pytest.mark.parametrize("place", BOXES)
def test_what_is_still_being_composed_finds_the_person(
    place: Callable[[Workspace, str], tuple[QWidget, NameBox]], workspace: Workspace, meeting: str, shown: Show
) -> None:
    whole, box = place(workspace, meeting)
    shown(whole)
    box.clear()
    box.setFocus()
    for preedit in ("w", "w'j", "w'j'g"):
        compose(box, preedit)
        assert WANTED in offered(box)
    assert offered(box) == [WANTED] and box.text() == ""


@pytest.mark.parametrize("place", BOXES)
@pytest.mark.parametrize("typed", ["wanjianguo", "lwt"])
def test_a_blurred_sound_and_what_people_call_him_find_him_and_enter_takes_him(
    place: Callable[[Workspace, str], tuple[QWidget, NameBox]], typed: str, workspace: Workspace, meeting: str, shown: Show
) -> None:
    whole, box = place(workspace, meeting)
    shown(whole)
    box.clear()
    box.setFocus()
    press(typed)
    assert WANTED in offered(box)


def test_a_time_in_the_box_for_remarks_is_never_taken_for_the_end_of_a_telephone(workspace: Workspace, meeting: str, shown: Show) -> None:
    whole, box = who_came_instead(workspace, meeting)
    shown(whole)
    box.setFocus()
    press("0888", "Enter")
    assert box.text() == "0888" and not offered(box)


def test_a_reason_is_not_said_to_be_missing_from_the_roster(workspace: Workspace, meeting: str, shown: Show) -> None:
    whole, box = who_came_instead(workspace, meeting)
    shown(whole)
    box.setFocus()
    press("外出打工")
    assert not offered(box) and box.text() == "外出打工"


def test_in_whose_name_is_found_by_what_people_call_them(window: MainWindow) -> None:
    with window.workspace.write("person") as session:
        people.change(session, people.find(session, "孙伟"), alias="孙大个")
    window.go("follow")
    page = window.page
    assert isinstance(page, FollowPage)
    box = page.bar.person_box
    box.setFocus()
    press("sdg")
    assert offered(box) == ["孙伟"]


def test_a_host_is_put_right_by_sound(window: MainWindow, meeting: str) -> None:
    from yishi.services import finalising

    with window.workspace.write("final") as session:
        room.close_meeting(session, meeting, "2026-05-18T01:00")
        finalising.finalise(session, meeting)
    window.go("room", meeting)
    page = window.page
    assert isinstance(page, MeetingRoomPage)
    row = CorrectionRow(window.workspace, sheet(window.workspace, meeting), None, page)
    row.resize(900, 120)
    row.show()
    row.choice.choose(next(key for key in row.targets if key.startswith("meeting/") and key.endswith("/host")))
    row._fill()
    row.begin()
    assert not row.new_box.isVisible()
    press("wjg", "Enter", "写错了人", "Enter")
    assert sheet(window.workspace, meeting).host == WANTED
