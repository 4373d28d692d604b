"""The roster page, driven by keys on a real book."""

import pytest

from tests.gui.keyboard import focus, press
from yishi.gui.main_window import MainWindow
from yishi.gui.pages.people import PeoplePage
from yishi.gui.workspace import Workspace
from yishi.services import people
from yishi.services.answers import PersonLine


@pytest.fixture
def page(window: MainWindow) -> PeoplePage:
    """The roster of the sample, shown."""
    window.go("people")
    shown = window.page
    assert isinstance(shown, PeoplePage)
    return shown


def roster(workspace: Workspace) -> dict[str, PersonLine]:
    with workspace.read() as session:
        return {person.name: person for person in people.lines(session)}


def shown(page: PeoplePage) -> list[str]:
    return [row.cells[0].text for row in page.people_table.rows.rows]


def test_initials_find_a_person(page: PeoplePage) -> None:
    press("zgp")
    assert shown(page) == ["诸葛平"]


def test_the_end_of_a_phone_number_finds_a_person(page: PeoplePage) -> None:
    press("0201")
    assert shown(page) == ["陈立群"]


def test_phones_are_shown_masked(page: PeoplePage) -> None:
    press("clq")
    assert page.people_table.rows.rows[0].cells[5].text == "199****0201"


def test_a_person_is_added_by_enter_from_field_to_field(page: PeoplePage) -> None:
    press("Ctrl+N", "方平", "Enter", "女", "Enter", "楼栋长", "Enter", "7幢", "Enter", "Enter", "19900000299", "Enter")
    added = roster(page.workspace)["方平"]
    assert (added.gender, added.role, added.unit, added.phone) == ("女", "楼栋长", "7幢", "19900000299")
    assert focus() is page.name_box and page.name_box.text() == ""


def test_whom_somebody_stands_for_is_offered_from_the_parties_of_the_forms(page: PeoplePage, workspace: Workspace) -> None:
    press("Ctrl+N", "方平")
    page.party_box.setFocus()
    press("慈善", "Enter", "Ctrl+Enter")
    assert roster(workspace)["方平"].party == "慈善资源"


def test_f2_changes_the_chosen_person(page: PeoplePage) -> None:
    press("clq", "Down", "F2")
    page.role_box.set_name("业委会副主任")
    press("Ctrl+Enter")
    assert roster(page.workspace)["陈立群"].role == "业委会副主任"


def test_a_name_left_empty_is_asked_for_and_nothing_is_stored(page: PeoplePage) -> None:
    before = len(roster(page.workspace))
    press("Ctrl+N", "Ctrl+Enter")
    assert page.edit_told.text() == "姓名还空着。" and len(roster(page.workspace)) == before


def test_del_takes_off_the_roster_and_undo_brings_back(page: PeoplePage, window: MainWindow) -> None:
    press("clq", "Down", "Del")
    assert "陈立群" not in roster(page.workspace)
    assert "陈立群" in window.undo_button.text()
    press("Ctrl+Z")
    assert "陈立群" in roster(page.workspace)


def test_esc_leaves_the_card_without_storing(page: PeoplePage) -> None:
    before = len(roster(page.workspace))
    press("Ctrl+N", "方平", "Esc")
    assert len(roster(page.workspace)) == before and page.side.currentWidget() is page.look_page
