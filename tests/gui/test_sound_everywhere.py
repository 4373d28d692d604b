"""One index of sounds wherever a name is looked for: w ' j ' g, still being composed, finds 王建国 in each of the boxes."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.in_session import open_meeting
from tests.gui.keyboard import focus, press
from yishi.gui.ime import NameBox
from yishi.gui.main_window import MainWindow
from yishi.gui.pages.handover import HandoverPage
from yishi.gui.pages.meeting_room import MeetingRoomPage
from yishi.gui.pages.people import PeoplePage
from yishi.gui.pages.search import SearchPage
from yishi.services import bodies, people, room

WANTED = "王建国"
Found = Callable[[], list[str]]


@pytest.fixture
def meeting(window: MainWindow) -> str:
    """A meeting that goes on, with 王建国 of 8幢, whom people call 老王头, on its sheet."""
    with window.workspace.write("open_meeting") as session:
        made = open_meeting(session)
        people.add(session, WANTED, unit="8幢", phone="19900000888", alias="老王头")
        session.flush()
        room.sign_in(session, made, WANTED)
    return made


def offered(box: NameBox) -> list[str]:
    return [person.name for person in box._list.items()] if box._list.isVisible() else []


def name_box(window: MainWindow, _meeting: str) -> Found:
    """Who takes over, at a handover: a plain name box."""
    window.go("handover")
    page = window.page
    assert isinstance(page, HandoverPage)
    page.successor_box.setFocus()
    return lambda: offered(page.successor_box)


def roster_search(window: MainWindow, _meeting: str) -> Found:
    """The box over the roster."""
    window.go("people")
    page = window.page
    assert isinstance(page, PeoplePage)
    page.find_box.setFocus()
    return lambda: [row.cells[0].text for row in page.people_table.rows.rows]


def search_box(window: MainWindow, _meeting: str) -> Found:
    """Ctrl+F."""
    window.go("today")
    press("Ctrl+F")
    page = window.page
    assert isinstance(page, SearchPage)
    return lambda: [row.cells[1].text.partition("　")[0] for row in page.table.rows.rows]


def speaker_box(window: MainWindow, meeting: str) -> Found:
    """Who speaks, in the room."""
    window.go("room", meeting)
    page = window.page
    assert isinstance(page, MeetingRoomPage)
    box = page.findChild(NameBox, "speaker_box")
    assert box is not None
    box.setFocus()
    return lambda: offered(box)


BOXES = (name_box, roster_search, search_box, speaker_box)


def compose(preedit: str) -> None:
    QApplication.sendEvent(focus(), QInputMethodEvent(preedit, []))


@pytest.mark.parametrize("place", BOXES)
def test_what_is_still_being_composed_finds_the_person(place: Callable[[MainWindow, str], Found], window: MainWindow, meeting: str,
                                                       qtbot: QtBot) -> None:  # fmt: skip
    found = place(window, meeting)
    box = focus()
    for preedit in ("w", "w'j", "w'j'g"):
        compose(preedit)
        qtbot.waitUntil(lambda: WANTED in found())
    qtbot.waitUntil(lambda: found() == [WANTED])
    assert focus() is box and getattr(box, "text", lambda: "")() == ""


@pytest.mark.parametrize("place", BOXES)
@pytest.mark.parametrize("typed", ["wangjianguo", "0888", "lwt", "wanjianguo"])
def test_pinyin_the_end_of_a_telephone_what_people_call_him_and_a_blurred_sound_find_him_too(
    place: Callable[[MainWindow, str], Found], typed: str, window: MainWindow, meeting: str, qtbot: QtBot
) -> None:
    found = place(window, meeting)
    press(typed)
    qtbot.waitUntil(lambda: WANTED in found())
    assert WANTED in found()


def test_a_post_can_be_charged_its_holder_of_the_day_is_found_by_it(window: MainWindow, meeting: str) -> None:
    with window.workspace.write("person") as session:
        bodies.join(session, people.find(session, WANTED), "社区居委会", "主任", date(2023, 1, 10))
        bodies.join(session, people.find(session, "苏敏"), "社区居委会", "主任", date(2020, 1, 10))
        bodies.leave(session, people.find(session, "苏敏"), "社区居委会", date(2023, 1, 9))
    window.go("room", meeting)
    press("F9")
    box = window.page.findChild(NameBox, "owner_box") if window.page is not None else None
    assert box is not None
    box.clear()
    box.setFocus()
    press("居委会主任")
    assert WANTED in offered(box) and "苏敏" not in offered(box)
