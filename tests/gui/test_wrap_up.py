"""The checklist before a meeting ends, and what can be done with a record that is final."""

import pytest
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.keyboard import focus, press
from yishi.errors import Refusal
from yishi.gui.controls import Button
from yishi.gui.main_window import MainWindow
from yishi.gui.pages.finding_rows import FindingRow
from yishi.gui.pages.meeting_final import FinalCard
from yishi.gui.pages.meeting_room import MeetingRoomPage
from yishi.gui.workspace import Workspace
from yishi.services import finalising, meetings, room
from yishi.services.answers import MeetingSheet

PEOPLE = ("丁一", "于二", "王三")


@pytest.fixture
def meeting(workspace: Workspace) -> str:
    """A meeting that is open: two items, three people, one speech."""
    with workspace.write("open_meeting") as session:
        made = room.open_meeting(session, "residents_council", "居民议事会", "长廊", "2026-05-18T00:00", "孟繁星", "杜鹃")
        for title in ("快递柜放在哪里", "夜间广场舞"):
            room.add_agenda(session, made, title)
        for name in PEOPLE:
            room.sign_in(session, made, name)
        room.speak(session, made, 1, "丁一", "放东门吧")
    return made


@pytest.fixture
def page(window: MainWindow, meeting: str) -> MeetingRoomPage:
    window.go("room", meeting)
    shown = window.page
    assert isinstance(shown, MeetingRoomPage)
    return shown


def sheet(workspace: Workspace, meeting_id: str) -> MeetingSheet:
    with workspace.read() as session:
        return meetings.sheet(session, meeting_id, workspace.today)


def row_of(page: MeetingRoomPage, matter: str) -> FindingRow:
    return next(line for line in page.ending.panel.lines if line.finding.matter == matter)


def click(parent: QWidget, name: str) -> None:
    parent.findChildren(Button, name)[0].click()


def make_final(page: MeetingRoomPage) -> None:
    with page.workspace.write("close_meeting") as session:
        room.close_meeting(session, page.meeting_id)
        finalising.finalise(session, page.meeting_id)


def test_ctrl_e_shows_what_is_lacking_worst_first_without_a_dialog(page: MeetingRoomPage, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_box(*_: object) -> None:
        raise AssertionError("a message box")

    monkeypatch.setattr(QMessageBox, "exec", no_box)
    press("Ctrl+E")
    assert page.middle.currentWidget() is page.ending.panel
    levels = [line.finding.level for line in page.ending.panel.lines]
    assert levels == sorted(levels) and "red" in levels
    assert "该补" in page.ending.panel.head_label.text()


def test_ctrl_enter_ends_the_meeting_although_something_is_lacking(page: MeetingRoomPage, window: MainWindow) -> None:
    press("Ctrl+E", "Ctrl+Enter")
    assert window.here == "meetings" and sheet(page.workspace, meetings_id(window)).line.state == "closed"


def meetings_id(window: MainWindow) -> str:
    with window.workspace.read() as session:
        return next(line.id for line in meetings.lines(session) if line.title == "居民议事会")


def test_esc_goes_on_recording(page: MeetingRoomPage) -> None:
    press("Ctrl+E", "Esc")
    assert focus() is page.speech_box and page.ending.asking is None
    press("Alt+2", "还有一句", "Enter")
    assert sheet(page.workspace, page.meeting_id).speeches[-1].text == "还有一句"


def test_an_item_goes_to_the_next_meeting_by_one_button(page: MeetingRoomPage) -> None:
    press("Ctrl+E")
    click(row_of(page, "undecided 2"), "next_time_button")
    assert sheet(page.workspace, page.meeting_id).agenda[1].outcome == "next_time"
    matters = [line.finding.matter for line in page.ending.panel.lines]
    assert "undecided 2" not in matters and "undecided 1" in matters
    press("Ctrl+Z")
    assert sheet(page.workspace, page.meeting_id).agenda[1].outcome == ""


def test_a_reason_is_typed_in_the_line_and_stored_by_enter(page: MeetingRoomPage) -> None:
    press("Ctrl+E")
    row_of(page, "no_photo").ask_reason()
    press("会场在居民家里，不便拍照", "Enter")
    (waiver,) = sheet(page.workspace, page.meeting_id).waivers
    assert (waiver.matter, waiver.reason) == ("no_photo", "会场在居民家里，不便拍照")
    assert "不便拍照" in row_of(page, "no_photo").label.text()


def test_ctrl_enter_in_a_reason_stores_it_and_ends_nothing(page: MeetingRoomPage, window: MainWindow) -> None:
    press("Ctrl+E")
    row_of(page, "no_photo").ask_reason()
    press("不便拍照", "Ctrl+Enter")
    assert window.here == "room" and sheet(page.workspace, page.meeting_id).waivers
    press("Ctrl+Enter")
    assert window.here == "meetings"


def test_the_day_of_the_notice_is_typed_in_its_own_line(page: MeetingRoomPage) -> None:
    press("Ctrl+E")
    click(row_of(page, "notice"), "fix_button")
    press("5-12", "Enter")
    assert str(sheet(page.workspace, page.meeting_id).notice_date) == "2026-05-12"
    assert "notice" not in {line.finding.matter for line in page.ending.panel.lines}


def test_a_day_that_nobody_can_read_stays_in_its_line(page: MeetingRoomPage, qtbot: QtBot) -> None:
    press("Ctrl+E")
    click(row_of(page, "notice"), "fix_button")
    with qtbot.captureExceptions() as errors:
        press("前阵子", "Enter")
    assert isinstance(errors[0][1], Refusal)
    box = row_of(page, "notice").fill_box
    assert box is not None and box.text() == "前阵子"


def test_the_steps_of_the_booklet_are_noted_from_the_first_one_on(window: MainWindow, workspace: Workspace) -> None:
    with workspace.write("open_meeting") as session:
        meeting = room.open_meeting(session, "four_two", "四议两公开", "村部", "2026-05-18T00:00")
    window.go("room", meeting)
    page = window.page
    assert isinstance(page, MeetingRoomPage)
    press("Ctrl+E")
    for step in ("党组织提议", "“两委”商议"):
        line = row_of(page, "steps")
        click(line, "fix_button")
        assert line.fill_box is not None and step in line.fill_box.placeholderText()
        press("5-12", "Enter")
    assert sheet(workspace, meeting).steps == (("党组织提议", "2026-05-12"), ("“两委”商议", "2026-05-12"))


def test_an_empty_reason_waits(page: MeetingRoomPage) -> None:
    press("Ctrl+E")
    row_of(page, "no_photo").ask_reason()
    press("Enter")
    assert not sheet(page.workspace, page.meeting_id).waivers
    assert focus() is row_of(page, "no_photo").reason_box


def test_go_and_fix_leads_to_the_item_and_its_vote(page: MeetingRoomPage) -> None:
    press("Ctrl+E")
    click(row_of(page, "undecided 2"), "fix_button")
    assert page.agenda is not None and page.agenda.no == 2
    assert page.vote.isAncestorOf(focus()) and page.ending.asking is None


def test_go_and_fix_leads_to_the_sign_in(page: MeetingRoomPage) -> None:
    with page.workspace.write("sign_in") as session:
        room.sign_in(session, page.meeting_id, "方四", mark="expected")
    press("Ctrl+E")
    click(row_of(page, "expected_open"), "fix_button")
    assert page.middle.currentWidget() is page.sign_in


def test_what_is_put_right_is_gone_from_the_list(page: MeetingRoomPage) -> None:
    press("F8", "3", "Enter", "0", "Enter", "Enter")
    press("F9", "快递柜挪到东门", "Enter", "dy", "Enter", "1231", "Enter", "ws", "Enter", "Ctrl+Enter", "Ctrl+E")
    matters = {line.finding.matter for line in page.ending.panel.lines}
    assert "undecided 1" not in matters and {"undecided 2", "dissent_unsaid"} <= matters
    click(row_of(page, "dissent_unsaid"), "no_dissent_button")
    assert sheet(page.workspace, page.meeting_id).no_dissent


def test_an_unfinished_sentence_is_pointed_out(page: MeetingRoomPage) -> None:
    press("Alt+2", "说到一半", "Ctrl+E")
    words = [label.text() for label in page.ending.panel.findChildren(type(page.ending.panel.head_label))]
    assert any("还有一句没存" in text for text in words)


def test_a_hundred_findings_show_the_first_ones(page: MeetingRoomPage) -> None:
    with page.workspace.write("agenda") as session:
        for n in range(100):
            room.add_agenda(session, page.meeting_id, f"第{n}件")
    press("Ctrl+E")
    assert len(page.ending.panel.lines) < 20 < len(page.ending.panel.findings)


def test_a_closed_meeting_shows_its_list_and_takes_a_reason(page: MeetingRoomPage) -> None:
    with page.workspace.write("close_meeting") as session:
        room.close_meeting(session, page.meeting_id)
    click(page, "check_button")
    assert not page.ending.panel.close_button.isVisible()
    click(row_of(page, "no_end"), "fix_button")
    press("20:40", "Enter")
    assert sheet(page.workspace, page.meeting_id).line.end == "2026-05-18T20:40"
    row_of(page, "no_photo").ask_reason()
    press("不便拍照", "Ctrl+Enter")
    assert sheet(page.workspace, page.meeting_id).waivers
    click(row_of(page, "undecided 2"), "fix_button")
    assert "继续开会" in page.ending.panel.below_label.text()


def test_a_final_meeting_cannot_be_gone_on_with(page: MeetingRoomPage) -> None:
    make_final(page)
    assert not any(button.isVisible() for button in page.findChildren(Button, "reopen_button"))
    assert page.findChildren(Button, "correct_button")[0].isVisible() and not page.entry.isEnabled()


def test_f2_corrects_a_speech_of_a_final_meeting_with_its_reason(page: MeetingRoomPage) -> None:
    make_final(page)
    page.speech_list.setFocus()
    press("F2", "放西门吧", "Enter", "听录音核对", "Enter")
    found = sheet(page.workspace, page.meeting_id)
    assert found.speeches[0].text == "放西门吧"
    (line,) = found.corrections
    assert (line.old, line.new, line.reason, line.on) == ("放东门吧", "放西门吧", "听录音核对", page.workspace.today)
    assert page.ending.correction is None


def test_a_correction_without_a_reason_waits_and_says_so(page: MeetingRoomPage) -> None:
    make_final(page)
    page.speech_list.setFocus()
    press("F2", "放西门吧", "Enter", "Enter")
    row = page.ending.correction
    assert row is not None and focus() is row.reason_box and "理由" in row.told_label.text()
    assert not sheet(page.workspace, page.meeting_id).corrections
    press("Esc")
    assert page.ending.correction is None and sheet(page.workspace, page.meeting_id).speeches[0].text == "放东门吧"


def test_another_text_is_chosen_by_the_button(page: MeetingRoomPage) -> None:
    make_final(page)
    click(page, "correct_button")
    row = page.ending.correction
    assert row is not None
    row.what_button.setFocus()
    press("Down", "Tab", "东区长廊", "Enter", "写错了", "Enter")
    assert sheet(page.workspace, page.meeting_id).line.place == "东区长廊"


@pytest.fixture
def card(page: MeetingRoomPage, qtbot: QtBot) -> FinalCard:
    """The card of the closed meeting, shown anew after each save."""
    made = FinalCard(page.workspace)
    qtbot.addWidget(made)
    with page.workspace.write("close_meeting") as session:
        room.close_meeting(session, page.meeting_id)
    page.workspace.committed.connect(lambda _verb: made.show_meeting(sheet(page.workspace, page.meeting_id)))
    made.show_meeting(sheet(page.workspace, page.meeting_id))
    return made


def test_a_record_is_made_final_after_one_confirmation_in_place(card: FinalCard, page: MeetingRoomPage) -> None:
    assert "没补" in card.state_label.text()
    card.final_button.click()
    assert card.asking.isVisible() and sheet(page.workspace, page.meeting_id).line.state == "closed"
    card.look_button.click()
    assert not card.asking.isVisible()
    card.final_button.click()
    card.lock_button.click()
    assert sheet(page.workspace, page.meeting_id).line.state == "final"
    assert not card.final_button.isVisible() and not card.asking.isVisible()


def test_the_card_tells_the_corrections(card: FinalCard, page: MeetingRoomPage) -> None:
    card.final_button.click()
    card.lock_button.click()
    with page.workspace.write("correct") as session:
        finalising.correct(session, page.meeting_id, "meeting", page.meeting_id, "place", "东区长廊", "写错了", page.workspace.today)
    assert "更正1处" in card.state_label.text() and "会议地点“长廊”改为“东区长廊”" in card.corrections_label.text()


def test_the_card_is_hidden_while_the_meeting_goes_on(page: MeetingRoomPage, qtbot: QtBot) -> None:
    made = FinalCard(page.workspace)
    qtbot.addWidget(made)
    made.show_meeting(sheet(page.workspace, page.meeting_id))
    assert made.isHidden()


def test_the_papers_offered_are_those_of_the_form(card: FinalCard, page: MeetingRoomPage) -> None:
    names = [name for name, _title in card.papers()]
    assert {"notice", "signatures", "blank-pack"} <= set(names) and "ballot" not in names
    with page.workspace.write("open_meeting") as session:
        other = room.open_meeting(session, "statutory_reps", "代表会议", "长廊", "2026-05-18T00:00")
        room.close_meeting(session, other)
    card.show_meeting(sheet(page.workspace, other))
    assert {"ballot", "tally"} <= {name for name, _title in card.papers()}


def test_a_name_on_the_sign_in_sheet_is_corrected_by_keys(page: MeetingRoomPage) -> None:
    make_final(page)
    click(page, "correct_button")
    row = page.ending.correction
    assert row is not None
    row.what_button.setFocus()
    press("Up", "Up")
    assert row.what_button.text().startswith("签到表上的") and row.person_box.isVisible()
    while row.what_button.text() != "签到表上的姓名":
        press("Down")
    row.person_box.setFocus()
    press("ye", "Enter", "俞二", "Enter", "同音写错", "Enter")
    found = sheet(page.workspace, page.meeting_id)
    assert [line.name for line in found.attendees] == ["丁一", "俞二", "王三"]
    assert [(line.what, line.old, line.new) for line in found.corrections] == [("签到表第2人的姓名", "于二", "俞二")]


def test_a_correction_of_the_sheet_asks_whose(page: MeetingRoomPage) -> None:
    make_final(page)
    click(page, "correct_button")
    row = page.ending.correction
    assert row is not None
    row.choice.choose("attendance//role")
    row.new_box.setPlainText("楼长")
    row.reason_box.setText("漏写了")
    row.store()
    assert "哪一位" in row.told_label.text() and focus() is row.person_box
    assert not sheet(page.workspace, page.meeting_id).corrections
