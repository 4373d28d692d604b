"""What cannot be right is told where it is, in words; nothing is lost and no dialog opens."""

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.in_session import PEOPLE, open_meeting
from tests.gui.keyboard import focus, press
from yishi.errors import Refusal
from yishi.gui.main_window import MainWindow
from yishi.gui.pages.meeting_room import MeetingRoomPage
from yishi.gui.pages.meetings import MeetingsPage
from yishi.gui.pages.settings_forms import FormsSection
from yishi.services import forms, meetings, people, room, voting
from yishi.services.answers import MeetingSheet


@pytest.fixture(autouse=True)
def no_dialog(monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(*_: object) -> None:
        raise AssertionError("a dialog")

    for way in ("exec", "open", "show"):
        monkeypatch.setattr(QDialog, way, opened)


@pytest.fixture
def page(window: MainWindow) -> MeetingRoomPage:
    with window.workspace.write("open_meeting") as session:
        meeting = open_meeting(session)
    window.go("room", meeting)
    shown = window.page
    assert isinstance(shown, MeetingRoomPage)
    return shown


def sheet(page: MeetingRoomPage) -> MeetingSheet:
    with page.workspace.read() as session:
        return meetings.sheet(session, page.meeting_id, page.workspace.today)


def way(page: MeetingRoomPage, method: str) -> None:
    while page.vote.method_segments.value != method:
        press("Ctrl+M")


def test_votes_that_do_not_add_up_are_told_below_the_figures_and_stay(page: MeetingRoomPage) -> None:
    press("F8", "3", "Enter", "1", "Enter", "Enter")
    assert page.vote.sum_label.text() == "合计4，比实到3多1" and page.vote.sum_label.isVisible()
    assert not sheet(page).motions and (page.vote.for_box.text(), page.vote.against_box.text()) == ("3", "1")
    page.vote.for_box.setFocus()
    page.vote.for_box.selectAll()
    press("2", "Enter", "Enter", "Enter")
    assert [motion.votes_for for motion in sheet(page).motions] == [2]


def test_ballots_that_do_not_add_up_are_told_below_the_figures(page: MeetingRoomPage) -> None:
    press("F8")
    way(page, "paper")
    press("3", "Enter", "4", "Enter")
    assert "收回" in page.vote.sum_label.text() and not sheet(page).motions
    assert page.vote.ballot.returned_box.text() == "4"


def test_who_is_recused_has_no_seat_in_the_vote_and_is_not_counted(page: MeetingRoomPage) -> None:
    item, person = sheet(page).agenda[0].id, next(line for line in sheet(page).attendees if line.name == PEOPLE[0])
    with page.workspace.write("recuse") as session:
        voting.recuse(session, item, person.person_id, "是当事人")
    press("F8", "3", "Enter", "0", "Enter", "Enter")
    assert "合计3，比" in page.vote.sum_label.text() and not sheet(page).motions
    page.vote.clear()
    way(page, "named")
    shown = [row.cells[1].text if row.cells[0].box is None else row.cells[0].text for row in page.vote.named.named_list.rows.rows]
    assert person.person_id not in page.vote.named.choices() and page.vote.present == 2 and shown


def test_a_vote_that_somebody_recused_cast_is_refused_with_the_name(page: MeetingRoomPage) -> None:
    item, person = sheet(page).agenda[0].id, next(line for line in sheet(page).attendees if line.name == PEOPLE[0])
    with page.workspace.write("recuse") as session:
        voting.recuse(session, item, person.person_id, "是当事人")
    seats = {line.person_id: "for" for line in sheet(page).attendees}
    with pytest.raises(Refusal, match=PEOPLE[0]) as refused, page.workspace.write("vote") as session:
        voting.record(session, page.meeting_id, 1, "放东门", "FOR_GT_AGAINST", "记名", 0, 0, 0, choices=seats)
    assert refused.value.next_step and not sheet(page).motions


@pytest.fixture
def prepared(window: MainWindow) -> MeetingsPage:
    window.go("meetings", "new")
    shown = window.page
    assert isinstance(shown, MeetingsPage)
    return shown


def test_the_same_person_twice_is_told_at_the_list_and_stands_there_once(prepared: MeetingsPage, qtbot: QtBot) -> None:
    part = prepared.prepare.people
    part.person_box.setFocus()
    part.person_box.set_name("新来的、王小二\n新来的，王小二")
    press("Enter")
    assert [line.name for line in part.lines][-2:] == ["新来的", "王小二"] and "加了2人" in part.people_told.text()
    count = len(part.lines)
    part.person_box.set_name("王小二、赵小六")
    press("Enter")
    assert len(part.lines) == count + 1 and "王小二本来就在" in part.people_told.text() and part.people_told.isVisible()
    part.person_box.set_name("赵小六")
    with qtbot.captureExceptions() as errors:
        press("Enter")
    assert isinstance(errors[0][1], Refusal) and errors[0][1].next_step
    assert len(part.lines) == count + 1 and part.person_box.text() == "赵小六"


def test_two_of_one_name_are_told_at_the_list(prepared: MeetingsPage) -> None:
    with prepared.workspace.write("person") as session:
        for unit in ("1幢", "2幢"):
            people.add(session, "赵同名", unit=unit)
    menu = prepared.prepare.people.menu()
    next(action for action in menu.actions() if action.text().startswith("整本名册")).trigger()
    assert "赵同名2人" in prepared.prepare.people.people_told.text() and prepared.prepare.people.people_told.isVisible()


def test_a_sign_in_twice_is_taken_back_not_doubled(page: MeetingRoomPage) -> None:
    press("F4", "冯新来", "Enter")
    before = len(sheet(page).attendees)
    with page.workspace.write("sign_in") as session:
        room.sign_in(session, page.meeting_id, "冯新来")
    assert len(sheet(page).attendees) == before


def test_a_form_with_a_mistake_is_told_with_its_line_and_nothing_is_changed(window: MainWindow) -> None:
    from yishi import paths

    text = paths.resource("forms", "bench.toml").read_text(encoding="utf-8")
    broken = text.replace("posting_days = 7", "posting_days = = 7") if "posting_days = 7" in text else text + "\nposting_days = = 7\n"
    line = next(n for n, each in enumerate(broken.splitlines(), 1) if "= = 7" in each)
    window.go("settings", "forms:bench")
    section = window.findChild(FormsSection)
    assert section is not None
    section.begin_import()
    section.panel.box.setPlainText(broken)
    section.panel.take()
    told = words(section.panel.told)
    assert str(line) in told and section.panel.told.isVisible() and section.panel.isAncestorOf(focus())
    assert section.panel.box.toPlainText() == broken
    with window.workspace.read() as session:
        assert forms.of(session, "bench") == forms.shipped("bench")


def words(part: QWidget) -> str:
    """Return what stands in a part of the window."""
    own = [part.text()] if isinstance(part, QLabel) else []
    return "　".join(own + [each.text() for each in part.findChildren(QLabel)])
