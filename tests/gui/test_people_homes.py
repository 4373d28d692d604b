"""House numbers and 户籍 on the people page and in a roster that is looked at: hidden, found, asked about."""

import pytest

from tests.gui.keyboard import press
from yishi.gui.main_window import MainWindow
from yishi.gui.pages.people import PeoplePage
from yishi.gui.workspace import Workspace
from yishi.services import people
from yishi.services.answers import PersonLine

HEAD = "姓名\t小组\t电话\t户号\t房号\t户籍"


@pytest.fixture
def page(window: MainWindow) -> PeoplePage:
    """The roster of the sample, shown."""
    window.go("people")
    shown = window.page
    assert isinstance(shown, PeoplePage)
    return shown


def named(workspace: Workspace, name: str) -> list[PersonLine]:
    with workspace.read() as session:
        return [person for person in people.lines(session) if person.name == name]


def shown(page: PeoplePage) -> list[str]:
    return [row.cells[0].text for row in page.people_table.rows.rows]


def test_a_house_number_is_stored_from_the_card_and_hidden_until_the_eye_is_pressed(page: PeoplePage, workspace: Workspace) -> None:
    press("clq", "Down", "F2")
    page.boxes["door"].setFocus()
    press("12幢2单元501室")
    page.card.local.choose("no")
    press("Ctrl+Enter")
    [line] = named(workspace, "陈立群")
    assert (line.door, line.local) == ("12幢2单元501室", False)
    assert page.look.door.value.text() == "12幢"
    page.look.door.turn()
    assert page.look.door.value.text() == "12幢2单元501室"
    page.look.door.cover()
    press("F2")
    assert page.boxes["door"].text() == "12幢2单元501室" and "501" not in page.boxes["door"].displayText()
    press("Ctrl+Enter")
    assert named(workspace, "陈立群")[0] == line, "the hidden number stays what it was"


@pytest.mark.parametrize("wanted", ["12-2-501", "501", "2单元"])
def test_typing_a_house_number_finds_who_lives_there(page: PeoplePage, wanted: str) -> None:
    with page.workspace.write("person") as session:
        people.change(session, named(page.workspace, "陈立群")[0].id, door="12幢2单元501室")
    press(wanted)
    assert shown(page) == ["陈立群"]


@pytest.fixture
def looked_at(page: PeoplePage) -> PeoplePage:
    """A sheet with a line that may be somebody of the roster."""
    with page.workspace.write("person") as session:
        people.add(session, "张桂花", unit="1组", household="0301", phone="19900000999", door="3-501")
    page.intake.panel.take_text(f"{HEAD}\n张桂花\t2组\t\t0301\t3-602\t本地\n李桃\t2组\t\t\t\t外来")
    panel = page.intake.panel.panel
    panel.table.choose(2)
    return page


def test_a_line_that_may_be_somebody_of_the_roster_is_shown_beside_them_before_it_comes(looked_at: PeoplePage) -> None:
    panel = looked_at.intake.panel.panel
    [line] = [line for line in panel.lines if line.row == 2]
    assert line.verdict == "doubt" and line.asks and panel.same.isVisibleTo(panel) and not panel.fix.isVisibleTo(panel)
    said = [label.text() for label in panel.same.findChildren(type(panel.same.words_label))]
    assert any("是同一人" in text for text in said) and not any("501" in text or "19900000999" in text for text in said)


def test_the_same_person_is_changed_and_somebody_else_comes(looked_at: PeoplePage, workspace: Workspace) -> None:
    panel = looked_at.intake.panel.panel
    panel.same.other_button.click()
    assert len(looked_at.intake.panel.found.added) == 2 and not any(line.asks for line in panel.lines)
    looked_at.intake.panel.take_text(f"{HEAD}\n张桂花\t2组\t\t0301\t3-602\t本地\n李桃\t2组\t\t\t\t外来")
    panel.table.choose(2)
    panel.same.same_button.click()
    assert len(looked_at.intake.panel.found.added) == 1
    looked_at.intake.panel.take_in()
    [line] = named(workspace, "张桂花")
    assert (line.unit, line.door, line.local, line.phone) == ("2组", "3-602", True, "19900000999")
    assert named(workspace, "李桃")[0].local is False
