"""The bodies of a person, in the card beside the roster."""

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from tests.gui.keyboard import press
from yishi.errors import Refusal
from yishi.gui.main_window import MainWindow
from yishi.gui.pages.people import PeoplePage
from yishi.services import bodies


@pytest.fixture
def page(window: MainWindow) -> PeoplePage:
    """The roster of the sample, its first person chosen."""
    window.go("people")
    shown = window.page
    assert isinstance(shown, PeoplePage)
    return shown


def told(page: PeoplePage) -> list[tuple[str, str, date | None, date | None]]:
    with page.workspace.read() as session:
        return [(line.body, line.post, line.starts_on, line.ends_on) for line in bodies.of_person(session, page.bodies.person_id)]


def join(page: PeoplePage, since: str = "2026-3-1") -> None:
    page.bodies.body_box.setFocus()
    press("居民议事会", "Enter", "召集人", "Enter", since, "Enter")


def test_somebody_joins_a_body_by_enter_from_field_to_field(page: PeoplePage) -> None:
    join(page)
    assert told(page) == [("居民议事会", "召集人", date(2026, 3, 1), None)]
    cell = page.bodies.bodies_table.rows.rows[0].cells[0]
    assert (cell.text, cell.sub) == ("居民议事会　召集人", "2026-3-1 到 现在")


def test_a_membership_ends_by_its_button_and_a_day(page: PeoplePage) -> None:
    join(page)
    page.bodies.bodies_table.setFocus()
    press("Space", "5.10", "Enter")
    assert told(page)[0][3] == date(2026, 5, 10)
    assert not page.bodies.leave_row.isVisible()
    assert page.bodies.bodies_table.rows.rows[0].cells[0].kind == "muted"


def test_an_end_before_the_beginning_is_told_and_changes_nothing(page: PeoplePage, qtbot: QtBot) -> None:
    join(page)
    page.bodies.bodies_table.setFocus()
    with qtbot.captureExceptions() as errors:
        press("Space", "2026-1-1", "Enter")
    assert isinstance(errors[0][1], Refusal) and errors[0][1].code == "YS-M44"
    assert told(page)[0][3] is None


def test_del_takes_out_a_line_that_was_a_mistake(page: PeoplePage) -> None:
    join(page, "")
    page.bodies.bodies_table.setFocus()
    press("Del")
    assert told(page) == [] and page.bodies.no_bodies.isVisible()


def test_another_person_shows_other_bodies(page: PeoplePage) -> None:
    join(page)
    page.people_table.setFocus()
    press("Down")
    assert page.bodies.lines == () and page.bodies.no_bodies.isVisible()
