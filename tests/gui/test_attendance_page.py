"""How often somebody and a body came, in the window."""

import pytest

from tests.gui.keyboard import press
from yishi.gui.main_window import MainWindow
from yishi.gui.pages.attendance import AttendancePage
from yishi.gui.pages.people import PeoplePage
from yishi.services import bodies, people, room

BODY = "居民议事会"
DAYS = ("2026-01-05", "2026-02-05", "2026-03-05")


@pytest.fixture
def window_with_body(window: MainWindow) -> MainWindow:
    """Three of a body, and three meetings of it in spring."""
    with window.workspace.write("person") as session:
        for name in ("陈立群", "苏敏", "孙伟"):
            bodies.join(session, people.find(session, name), BODY, "委员")
    for n, day in enumerate(DAYS):
        with window.workspace.write("meeting") as session:
            held = room.open_meeting(session, "bench", f"第{n + 1}次", "3幢楼下", f"{day}T19:00", "", "杜鹃")
            room.sign_in(session, held, "陈立群")
            room.sign_in(session, held, "苏敏", mark="absent", reason="请假：出差")
            room.sign_in(session, held, "孙伟", mark="proxy" if n else "absent", proxy="家属" if n else "")
            room.close_meeting(session, held, f"{day}T20:00")
    return window


def page_of(window: MainWindow) -> AttendancePage:
    page = window.page
    assert isinstance(page, AttendancePage)
    return page


def people_page(window: MainWindow) -> PeoplePage:
    window.go("people")
    page = window.page
    assert isinstance(page, PeoplePage)
    return page


def test_the_card_of_a_person_says_the_year_in_one_sentence_and_enter_leads_to_a_meeting(window_with_body: MainWindow) -> None:
    page = people_page(window_with_body)
    press("sunwei", "Down")
    part = page.look.attendance
    assert part.told.text().startswith("应到5次，到4次（其中委托2次），缺1次，到会率80%")
    assert {row.cells[1].text for row in part.table.rows.rows} == {"● 到", "◎ 代", "○ 缺"}
    part.table.setFocus()
    press("Enter")
    assert window_with_body.here == "meetings"


def test_the_year_of_a_person_can_be_another_one(window_with_body: MainWindow) -> None:
    with window_with_body.workspace.write("meeting") as session:
        held = room.open_meeting(session, "bench", "去年的会", "3幢楼下", "2025-06-01T19:00", "", "杜鹃")
        room.sign_in(session, held, "孙伟")
        room.close_meeting(session, held, "2025-06-01T20:00")
    page = people_page(window_with_body)
    press("sunwei", "Down")
    part = page.look.attendance
    part.year_button.setFocus()
    press("Down")
    assert part.told.text() == "应到1次，到1次，到会率100%。" and len(part.table.rows.rows) == 1


def test_the_list_has_this_year_s_rate_of_everybody(window_with_body: MainWindow) -> None:
    page = people_page(window_with_body)
    rates = {row.cells[0].text.replace("　", ""): row.cells[-1].text for row in page.people_table.rows.rows}
    assert rates["孙伟"] == "80%" and rates["苏敏"] == "40%"


def test_a_body_s_meetings_stand_beside_its_members_by_shape_and_word(window_with_body: MainWindow) -> None:
    people_page(window_with_body).groups.choose(("body", BODY))
    people_page(window_with_body).order.record_button.click()
    page = page_of(window_with_body)
    marks = {row.cells[0].text: [cell.text for cell in row.cells[2:-4]] for row in page.table.rows.rows}
    assert [mark for mark in marks["孙伟"] if mark != "—"][:3] == ["○ 缺", "◎ 代", "◎ 代"]
    assert "△ 请假" in marks["苏敏"] and "到会率" in page.told.text() and "女性占比" in page.shares.text()


def test_many_meetings_are_leafed_through_by_the_arrow_keys(window_with_body: MainWindow) -> None:
    for n in range(14):
        with window_with_body.workspace.write("meeting") as session:
            held = room.open_meeting(session, "bench", f"又一次{n}", "楼下", f"2026-04-{n + 1:02}T08:00", "", "杜鹃")
            for name in ("陈立群", "苏敏", "孙伟"):
                room.sign_in(session, held, name)
            room.close_meeting(session, held, f"2026-04-{n + 1:02}T09:00")
    window_with_body.go("attendance", BODY)
    page = page_of(window_with_body)
    page.resizeEvent(_resized(page))
    first = page.part_label.text()
    page.table.setFocus()
    press("Right")
    assert page.part_label.text() != first and page.first > 0
    press("Left", "Left")
    assert page.part_label.text() == first


def _resized(page: AttendancePage):
    from PySide6.QtGui import QResizeEvent

    return QResizeEvent(page.size(), page.size())


def test_a_body_without_meetings_says_what_counts_as_one(window: MainWindow) -> None:
    with window.workspace.write("person") as session:
        bodies.join(session, people.find(session, "秦守业"), "老年协会")
    window.go("attendance", "老年协会")
    page = page_of(window)
    page.year_choice.choose("2022")
    page._turn()
    assert "一半以上成员" in page.nothing.label.text() and not page.print_button.isVisible()


def test_paper_and_workbook_are_made_of_it(window_with_body: MainWindow) -> None:
    window_with_body.go("attendance", BODY)
    page = page_of(window_with_body)
    press("Ctrl+P")
    assert page.saved_place.isVisible()
    press("F12")
    assert page.saved_place.isVisible()


def test_a_book_without_bodies_says_how_to_come_by_them(window: MainWindow) -> None:
    with window.workspace.write("x") as session:
        for line in bodies.bodies(session, window.workspace.today):
            for member in bodies.members(session, line.body, window.workspace.today):
                bodies.strike(session, member.id)
    window.go("attendance")
    assert "参加的组织" in page_of(window).nothing.label.text()
    press("Esc")
    assert window.here == "people"
