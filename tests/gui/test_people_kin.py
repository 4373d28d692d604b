"""The close relatives of a person, in the card beside the roster."""

import pytest

from tests.gui.keyboard import press
from yishi.gui.main_window import MainWindow
from yishi.gui.pages.people import PeoplePage
from yishi.services import kinship


@pytest.fixture
def page(window: MainWindow) -> PeoplePage:
    """The roster of the sample, its first person chosen."""
    window.go("people")
    shown = window.page
    assert isinstance(shown, PeoplePage)
    return shown


def told(page: PeoplePage, person: str) -> list[tuple[str, str]]:
    with page.workspace.read() as session:
        return [(line.name, line.relation) for line in kinship.of_person(session, person)]


def note(page: PeoplePage) -> tuple[str, str]:
    """Note the second of the roster as the spouse of the first, return both ids."""
    first, second = (row.ref for row in page.people_table.rows.rows[:2])
    name = next(person.name for person in page.people if person.id == second)
    page.kin.head_button.click()
    press(name, "Enter", "配偶", "Enter")
    return first, second


def test_a_relative_is_noted_by_enter_and_stands_with_both(page: PeoplePage) -> None:
    first, second = note(page)
    names = {person.id: person.name for person in page.people}
    assert told(page, first) == [(names[second], "配偶")] and told(page, second) == [(names[first], "配偶")]
    assert page.kin.kin_table.isVisible() and not page.kin.name_box.text()
    page.people_table.choose(second)
    assert page.kin.kin_table.rows.rows[0].cells[0].text == names[first]


def test_del_takes_out_a_relative_that_was_a_mistake(page: PeoplePage) -> None:
    first, _second = note(page)
    page.kin.kin_table.setFocus()
    press("Del")
    assert told(page, first) == [] and not page.kin.kin_table.isVisible()


def test_without_a_name_of_the_roster_nothing_is_noted(page: PeoplePage) -> None:
    first = page.people_table.chosen_ref()
    page.kin.head_button.click()
    press("谁也不是", "Enter")
    page.kin.note_button.click()
    assert told(page, first) == [] and page.kin.name_box.hasFocus()
