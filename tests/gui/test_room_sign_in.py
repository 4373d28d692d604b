"""Signing in twenty people with few keys, and the exceptions by single keys in the list."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget

from tests.gui.keyboard import focus, press
from yishi.gui.ime import NameBox
from yishi.gui.main_window import MainWindow
from yishi.gui.pages.meeting_room import MeetingRoomPage
from yishi.gui.pages.sign_in import clock_time
from yishi.gui.workspace import Workspace
from yishi.services import meetings, people, room
from yishi.services.answers import AttendeeLine

FAMILY = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"


@pytest.fixture
def page(window: MainWindow, workspace: Workspace) -> MeetingRoomPage:
    """The room of a meeting that expects twenty people."""
    with workspace.write("open_meeting") as session:
        made = room.open_meeting(session, "bench", "东区小板凳会商", "东区长廊", "2026-05-18T00:00", "", "杜鹃")
        room.add_agenda(session, made, "快递柜放在哪里")
        for n, family in enumerate(FAMILY):
            people.add(session, f"{family}建国", unit=f"{n + 1}幢", phone=f"1990000{n:04}")
        session.flush()
        for family in FAMILY:
            room.sign_in(session, made, f"{family}建国", mark="expected")
    window.go("room", made)
    shown = window.page
    assert isinstance(shown, MeetingRoomPage)
    return shown


def lines(page: MeetingRoomPage) -> dict[str, AttendeeLine]:
    with page.workspace.read() as session:
        return {line.name: line for line in meetings.sheet(session, page.meeting_id, page.workspace.today).attendees}


def choose(page: MeetingRoomPage, name: str) -> None:
    page.sign_in.roster_list.setFocus()
    assert page.sign_in.roster_list.choose(lines(page)[name].person_id)


def test_twenty_people_with_two_absent_take_at_most_ten_keys(page: MeetingRoomPage) -> None:
    keys = ("F4", "Ctrl+D", "q", "j", "g", "Enter", "s", "j", "g", "Enter")
    press(*keys)
    marks = [line.mark for line in lines(page).values()]
    assert (marks.count("present"), marks.count("absent"), len(keys)) == (18, 2, 10)
    assert lines(page)["秦建国"].mark == "present" and lines(page)["钱建国"].mark == "absent"


@pytest.mark.parametrize("typed", ["王建国", "wangjianguo", "wjg", "0007", "8幢", "wanjg"])
def test_somebody_comes_by_name_sound_phone_or_house(page: MeetingRoomPage, typed: str) -> None:
    press("F4", typed, "Enter")
    assert lines(page)["王建国"].mark == "present"


def compose(widget: QWidget, preedit: str) -> None:
    QApplication.sendEvent(widget, QInputMethodEvent(preedit, []))


def offered(box: NameBox) -> list[str]:
    return [person.name for person in box._list.items()] if box._list.isVisible() else []


def test_the_list_narrows_while_the_input_method_composes(page: MeetingRoomPage) -> None:
    press("F4")
    box = page.sign_in.sign_in_box
    for preedit in ("w", "w'j", "w'j'g"):
        compose(box, preedit)
        assert {"王建国", "卫建国"} <= set(offered(box)) and "赵建国" not in offered(box) and box.text() == ""
    compose(box, "wang'j'g")
    assert offered(box) == ["王建国"]


def test_the_speaker_box_narrows_in_the_same_way(page: MeetingRoomPage) -> None:
    press("F4", "Ctrl+D", "Esc")
    page.speaker_box.setFocus()
    compose(page.speaker_box, "wang'j'g")
    assert offered(page.speaker_box) == ["王建国"]


def test_the_roster_page_finds_while_the_input_method_composes(page: MeetingRoomPage, window: MainWindow) -> None:
    window.go("people", None)
    box = window.page.findChild(NameBox, "find_box")
    box.setFocus()
    compose(box, "wang'j'g")
    table = window.page.people_table  # type: ignore[attr-defined]
    assert [row.cells[0].text for row in table.rows.rows] == ["王建国"]


def test_single_keys_mark_the_exceptions(page: MeetingRoomPage) -> None:
    press("F4", "Ctrl+D")
    for name, key in (("赵建国", "2"), ("钱建国", "8"), ("孙建国", "3"), ("李建国", "5"), ("周建国", "6")):
        choose(page, name)
        press(key)
    found = lines(page)
    assert (found["赵建国"].mark, found["赵建国"].reason) == ("absent", "")
    assert (found["钱建国"].mark, found["钱建国"].reason) == ("absent", "请假")
    assert found["孙建国"].mark == "observer"
    assert found["李建国"].mark == "present" and found["李建国"].arrived_at
    assert found["周建国"].mark == "present" and found["周建国"].left_at


def test_a_time_that_is_typed_is_when_they_came_or_went(page: MeetingRoomPage) -> None:
    press("F4", "Ctrl+D")
    for name, key, typed in (("李建国", "5", "1420"), ("周建国", "6", "１５：３０")):
        page.sign_in.reason_box.setFocus()
        press(typed)
        choose(page, name)
        press(key)
    assert lines(page)["李建国"].arrived_at == "14:20" and lines(page)["周建国"].left_at == "15:30"


def test_who_came_instead_and_the_written_paper_are_noted(page: MeetingRoomPage) -> None:
    press("F4", "Ctrl+D")
    choose(page, "李建国")
    page.sign_in.reason_box.setFocus()
    press("李小妹")
    page.sign_in.paper_tick.click()
    choose(page, "李建国")
    page.sign_in.paper_tick.setChecked(True)
    press("4")
    line = lines(page)["李建国"]
    assert (line.mark, line.proxy, line.proxy_paper) == ("proxy", "李小妹", True)
    page.sign_in.paper_tick.click()
    assert lines(page)["李建国"].proxy_paper is False
    choose(page, "周建国")
    assert not page.sign_in.paper_tick.isChecked()


def test_a_reason_of_leave_stands_behind_it(page: MeetingRoomPage) -> None:
    press("F4")
    page.sign_in.reason_box.setFocus()
    press("住院")
    choose(page, "钱建国")
    press("8")
    assert lines(page)["钱建国"].reason == "请假：住院"
    row = next(row for row in page.sign_in.roster_list.rows.rows if row.ref == lines(page)["钱建国"].person_id)
    assert row.cells[3].text == "请假　住院"


def test_digits_act_in_the_list_while_an_input_method_is_on(page: MeetingRoomPage) -> None:
    press("F4")
    page.sign_in.roster_list.setFocus()
    assert not focus().testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


@pytest.mark.parametrize(("typed", "meant"), [("1420", "14:20"), ("14点20", "14:20"), ("9.05", "09:05"), ("２３：５９", "23:59"),
                                              ("2560", ""), ("住院", ""), ("", "")])  # fmt: skip
def test_a_time_of_day_is_read_as_people_type_it(typed: str, meant: str) -> None:
    assert clock_time(typed) == meant
