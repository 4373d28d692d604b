"""A meeting of the owners: heads and areas instead of hands, and what they decide counts for the resolution."""

import pytest

from tests.gui.keyboard import focus, press
from yishi.gui.main_window import MainWindow
from yishi.gui.pages.meeting_room import MeetingRoomPage
from yishi.gui.workspace import Workspace
from yishi.services import form_facts, meetings, room
from yishi.services.answers import ResolutionSheet

TEXT = "小区西门改为人行通道"


@pytest.fixture
def meeting(workspace: Workspace) -> str:
    """A meeting of the owners with two items; nothing is decided yet."""
    with workspace.write("open_meeting") as session:
        made = room.open_meeting(session, "owners_vote", "业主共同决定", "东区长廊", "2026-05-18T00:00", "孟繁星", "杜鹃")
        for title in ("西门", "管理规约"):
            room.add_agenda(session, made, title)
        room.sign_in(session, made, "丁一")
    return made


def resolve(workspace: Workspace, meeting: str) -> None:
    with workspace.write("resolve") as session:
        room.resolve(session, meeting, 1, TEXT, "物业", "孙伟", "诸葛平", workdays=5)


def opened(window: MainWindow, meeting: str) -> MeetingRoomPage:
    window.go("room", meeting)
    shown = window.page
    assert isinstance(shown, MeetingRoomPage)
    return shown


def resolutions(page: MeetingRoomPage) -> tuple[ResolutionSheet, ...]:
    with page.workspace.read() as session:
        return meetings.sheet(session, page.meeting_id, page.workspace.today).resolutions


def enter(*texts: str) -> None:
    for text in texts:
        press(text, "Enter")


def test_the_form_can_be_chosen_and_is_no_form_that_confirms_by_hands(workspace: Workspace) -> None:
    with workspace.read() as session:
        assert "owners_vote" in dict(form_facts.choices(session))
        assert "owners_vote" not in dict(form_facts.statutory(session))


def test_heads_and_areas_are_asked_instead_of_hands(window: MainWindow, meeting: str) -> None:
    page = opened(window, meeting)
    press("F8")
    part = page.vote.owners
    assert part.isVisible() and not page.vote.hands_body.isVisible() and not page.vote.rule_button.isVisible()
    assert len(part.fields.boxes) == 6 and focus() is part.fields.matter_box
    assert page.bar.quorum_label.text() == "按面积和人数两项算"


def test_what_the_owners_decide_is_computed_while_typing_and_adopts_the_resolution(window: MainWindow, meeting: str) -> None:
    resolve(window.workspace, meeting)
    page = opened(window, meeting)
    assert resolutions(page)[0].line.state == "DRAFT"
    press("F8")
    enter("8", "", "", "120", "11000", "90", "8200.50", "70")
    press("6500")
    fields = page.vote.owners.fields
    assert "都达到参与表决的四分之三，通过" in fields.result_label.text()
    fields.boxes["agree_area"].setText("6000")
    assert "未通过" in fields.result_label.text()
    fields.boxes["agree_area"].setText("6500")
    press("Ctrl+Return")
    decided = resolutions(page)[0]
    assert decided.owners is not None and (decided.owners.agree_owners, decided.owners.agree_area) == (70, 650_000)
    assert decided.line.state != "DRAFT" and page.bar.warnings.matter_of("quorum") == ""
    assert "90户" in page.bar.quorum_label.text() and "8200.50" in page.bar.quorum_label.text()
    press("F8")
    assert page.vote.owners.fields.result_label.text().startswith("已登记：同意70户")


@pytest.mark.parametrize(("agreed", "told"), [("95", "业主人数对不上"), ("", "填好项目"), ("七十", "要写整数")])
def test_figures_that_do_not_fit_are_told_and_not_stored(window: MainWindow, meeting: str, agreed: str, told: str) -> None:
    resolve(window.workspace, meeting)
    page = opened(window, meeting)
    press("F8")
    enter("8", "", "", "120", "11000", "90", "8200.50", agreed)
    press("6500")
    assert told in page.vote.owners.fields.result_label.text()
    press("Ctrl+Return")
    assert resolutions(page)[0].owners is None and resolutions(page)[0].line.state == "DRAFT"
    assert page.vote.owners.fields.boxes["total_owners"].text() == "120"


def test_without_a_resolution_it_says_to_store_one_first(window: MainWindow, meeting: str) -> None:
    page = opened(window, meeting)
    press("F8")
    enter("8")
    press("Ctrl+Return")
    assert page.vote.owners.fields.result_label.text() == "先存为决议（F9），再记业主表决"
    assert resolutions(page) == () and page.vote.owners.fields.matter_box.text() == "8"


def test_figures_half_typed_wait_with_their_item(window: MainWindow, meeting: str) -> None:
    page = opened(window, meeting)
    press("F8")
    page.vote.owners.fields.boxes["total_owners"].setText("120")
    assert page.sheet is not None
    page.vote.show_item(page.sheet, page.sheet.agenda[1])
    assert page.vote.owners.fields.boxes["total_owners"].text() == ""
    page.vote.show_item(page.sheet, page.sheet.agenda[0])
    assert page.vote.owners.fields.boxes["total_owners"].text() == "120"


def test_another_meeting_votes_by_hands_again(window: MainWindow, meeting: str, workspace: Workspace) -> None:
    with workspace.write("open_meeting") as session:
        other = room.open_meeting(session, "bench", "小板凳会商", "长廊", "2026-05-18T00:00")
        room.add_agenda(session, other, "快递柜")
    opened(window, meeting)
    page = opened(window, other)
    press("F8")
    assert page.vote.hands_body.isVisible() and not page.vote.owners.isVisible()
