"""The live room, driven by keys alone on a real book."""

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from tests.gui.keyboard import focus, press
from yishi.errors import Refusal
from yishi.gui.controls import Button
from yishi.gui.main_window import MainWindow
from yishi.gui.pages import drafts
from yishi.gui.pages.meeting_room import MeetingRoomPage
from yishi.gui.widgets import Label
from yishi.gui.workspace import Workspace
from yishi.services import meetings, people, room
from yishi.services.answers import MeetingSheet

PEOPLE = ("丁一", "于二", "王三", "方四", "田五")


@pytest.fixture
def meeting(workspace: Workspace) -> str:
    """A meeting that is open: two items, five people present, one of them observing."""
    with workspace.write("open_meeting") as session:
        made = room.open_meeting(session, "bench", "东区小板凳会商", "东区长廊", "2026-05-18T00:00", "孟繁星", "杜鹃")
        for title in ("快递柜放在哪里", "夜间广场舞"):
            room.add_agenda(session, made, title)
        for name in PEOPLE:
            room.sign_in(session, made, name, mark="observer" if name == "田五" else "present")
    return made


@pytest.fixture
def page(window: MainWindow, meeting: str) -> MeetingRoomPage:
    """The room of that meeting, shown."""
    window.go("room", meeting)
    shown = window.page
    assert isinstance(shown, MeetingRoomPage)
    return shown


def sheet(page: MeetingRoomPage) -> MeetingSheet:
    """Return what the book says of the meeting now."""
    with page.workspace.read() as session:
        return meetings.sheet(session, page.meeting_id, page.workspace.today)


def marks(page: MeetingRoomPage) -> dict[str, str]:
    return {line.name: line.mark for line in sheet(page).attendees}


def test_a_number_and_enter_store_a_speech(page: MeetingRoomPage) -> None:
    press("Alt+2", "放东门吧", "Enter")
    (speech,) = sheet(page).speeches
    assert (speech.speaker, speech.text, speech.agenda) == ("于二", "放东门吧", 1)
    assert speech.at and focus() is page.speech_box and not page.speech_box.toPlainText()


def test_zero_is_a_resident_without_a_name(page: MeetingRoomPage) -> None:
    press("Alt+0", "要有个棚", "Enter")
    assert sheet(page).speeches[0].speaker == "某居民"


def test_a_speech_without_a_speaker_is_kept_and_asked_about(page: MeetingRoomPage) -> None:
    press("放东门吧", "Enter")
    assert not sheet(page).speeches
    assert page.speech_box.toPlainText() == "放东门吧"
    assert focus() is page.speaker_box and "先选谁在说" in page.entry.entry_hint.text()


def test_initials_choose_the_speaker(page: MeetingRoomPage) -> None:
    page.speaker_box.setFocus()
    press("ws", "Enter", "我同意", "Enter")
    assert sheet(page).speeches[0].speaker == "王三"


def test_a_stance_holds_for_one_speech(page: MeetingRoomPage) -> None:
    press("Alt+1", "Ctrl+T", "Ctrl+T", "不行", "Enter", "再想想", "Enter")
    assert [speech.stance for speech in sheet(page).speeches] == ["反对", ""]


def test_numbers_stay_while_one_item_is_discussed(page: MeetingRoomPage) -> None:
    press("Alt+3", "先说一句", "Enter", "Alt+1", "再说一句", "Enter", "Alt+3", "第三句", "Enter")
    assert [speech.speaker for speech in sheet(page).speeches] == ["王三", "丁一", "王三"]


def test_the_next_item_takes_its_own_speeches(page: MeetingRoomPage) -> None:
    press("Alt+Down", "Alt+1", "九点以后关音响", "Enter", "Alt+Up")
    assert sheet(page).speeches[0].agenda == 2
    assert not page.speech_list.isVisible()


def test_f2_corrects_the_last_speech_and_keeps_what_is_half_typed(page: MeetingRoomPage) -> None:
    press("Alt+1", "放东门把", "Enter", "还有一句", "F2", "放东门吧", "Enter")
    assert [speech.text for speech in sheet(page).speeches] == ["放东门吧"]
    assert page.speech_box.toPlainText() == "还有一句"


def test_a_struck_speech_comes_back_with_undo(page: MeetingRoomPage) -> None:
    press("Alt+1", "说错了", "Enter", "Up", "Del")
    assert not sheet(page).speeches
    press("Ctrl+Z")
    assert [speech.text for speech in sheet(page).speeches] == ["说错了"]


def test_an_item_is_added_by_one_line(page: MeetingRoomPage) -> None:
    press("Ctrl+N", "充电桩", "Enter", "Esc")
    assert [item.title for item in sheet(page).agenda] == ["快递柜放在哪里", "夜间广场舞", "充电桩"]
    assert focus() is page.speech_box


def test_an_unknown_name_signs_in_and_joins_the_roster(page: MeetingRoomPage) -> None:
    press("F4", "冯新来", "Enter")
    assert marks(page)["冯新来"] == "present"
    with page.workspace.read() as session:
        assert any(person.name == "冯新来" for person in people.lines(session))


def test_the_same_name_again_is_taken_back(page: MeetingRoomPage) -> None:
    press("F4", "冯新来", "Enter", "冯新来", "Enter")
    assert "冯新来" not in marks(page)


def test_all_present_and_two_exceptions_take_few_keys(page: MeetingRoomPage) -> None:
    with page.workspace.write("sign_in") as session:
        for name in PEOPLE:
            room.sign_in(session, page.meeting_id, name, mark="expected")
    press("F4", "Ctrl+D", "dy", "Enter", "tw", "Enter", "Esc")
    assert marks(page) == {"丁一": "absent", "于二": "present", "王三": "present", "方四": "present", "田五": "absent"}
    assert focus() is page.speech_box


def test_who_left_early_does_not_count_for_the_vote(page: MeetingRoomPage) -> None:
    press("F4")
    page.sign_in.roster_list.setFocus()
    page.sign_in.roster_list.choose(next(line.person_id for line in sheet(page).attendees if line.name == "于二"))
    press("6", "Esc", "F8")
    assert page.vote.present == 3


def test_seven_keys_store_a_vote_and_the_abstentions_are_filled_in(page: MeetingRoomPage) -> None:
    press("F8", "2", "Enter", "1", "Enter", "Enter")
    (motion,) = sheet(page).motions
    assert (motion.votes_for, motion.votes_against, motion.abstain, motion.passed) == (2, 1, 1, True)
    assert (motion.rule, motion.method, focus()) == ("FOR_GT_AGAINST", "举手", page.speech_box)


def test_a_sum_that_is_too_big_is_said_in_a_line(page: MeetingRoomPage, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_box(*_: object) -> None:
        raise AssertionError("a message box")

    monkeypatch.setattr(QMessageBox, "exec", no_box)
    press("F8", "4", "Enter", "1", "Enter", "Enter")
    assert page.vote.sum_label.text() == "合计5，比实到4多1"
    assert not sheet(page).motions and focus() is page.vote.for_box


def test_no_objection_is_a_consensus(page: MeetingRoomPage, qtbot: QtBot) -> None:
    press("F8")
    page.vote.method_segments.buttons["consensus"].click()
    press("Enter")
    (motion,) = sheet(page).motions
    assert (motion.rule, motion.votes_for, motion.passed) == ("CONSENSUS", 4, True)


def test_sixteen_keys_and_the_text_store_a_resolution(page: MeetingRoomPage) -> None:
    press("F8", "3", "Enter", "0", "Enter", "Enter")
    press("F9", "快递柜挪到东门", "Enter", "dy", "Enter", "1231", "Enter", "ws", "Enter", "Ctrl+Enter")
    (made,) = sheet(page).resolutions
    assert (made.line.text, made.line.owner, made.line.supervisor) == ("快递柜挪到东门", "丁一", "王三")
    assert str(made.agreed_due) == "2026-12-31" and made.motion is not None
    assert focus() is page.speech_box and made.line.number in page.resolution.resolved_label.text()


def test_working_days_are_kept_as_working_days(page: MeetingRoomPage) -> None:
    press("F9", "装雨棚", "Enter", "dy", "Enter", "10个工作日", "Enter", "ws", "Enter", "Ctrl+Enter")
    assert sheet(page).resolutions[0].workdays == 10


def test_a_resolution_without_an_owner_waits_at_the_owner(page: MeetingRoomPage) -> None:
    press("F9", "装雨棚", "Ctrl+Enter")
    assert not sheet(page).resolutions
    assert focus() is page.resolution.owner_box and "谁负责" in page.resolution.resolution_told.text()


def test_one_person_cannot_do_it_and_look_after_it(page: MeetingRoomPage, qtbot: QtBot) -> None:
    with qtbot.captureExceptions() as errors:
        press("F9", "装雨棚", "Enter", "dy", "Enter", "1231", "Enter", "dy", "Enter", "Ctrl+Enter")
    assert isinstance(errors[0][1], Refusal) and errors[0][1].code == "YS-L01"
    assert page.resolution.supervisor_box.text() == "丁一"


def test_ending_says_what_is_lacking_and_ends_all_the_same(page: MeetingRoomPage, window: MainWindow) -> None:
    press("Ctrl+E")
    assert "没有形成决议" in "".join(label.text() for label in page.strip_place.findChildren(Label))
    press("Ctrl+Enter")
    assert window.here == "meetings"
    with window.workspace.read() as session:
        assert next(line for line in meetings.lines(session) if line.title == "东区小板凳会商").state == "closed"


def test_an_unfinished_sentence_comes_back(page: MeetingRoomPage, window: MainWindow, workspace: Workspace, qtbot: QtBot) -> None:
    press("Alt+2", "说到一半")
    page.entry.keep_draft()
    again = MainWindow(workspace)
    qtbot.addWidget(again)
    again.go("room", page.meeting_id)
    room_again = again.page
    assert isinstance(room_again, MeetingRoomPage)
    assert (room_again.speech_box.toPlainText(), room_again.speaker_box.text()) == ("说到一半", "于二")


def test_a_saved_sentence_leaves_no_draft(page: MeetingRoomPage) -> None:
    press("Alt+2", "说到一半")
    page.entry.keep_draft()
    press("Enter")
    assert drafts.kept(page.meeting_id) is None


def test_a_narrow_window_shows_tabs_and_f8_opens_the_right_one(page: MeetingRoomPage, window: MainWindow) -> None:
    window.resize(1093, 574)
    press("F8")
    assert page.compact_bar.isVisible() and page.vote.isVisible() and not page.speech_list.isVisible()
    press("Esc")
    assert page.speech_box.isVisible() and focus() is page.speech_box


def test_a_closed_meeting_can_only_be_looked_at_until_it_goes_on(page: MeetingRoomPage, window: MainWindow) -> None:
    with page.workspace.write("close_meeting") as session:
        room.close_meeting(session, page.meeting_id)
    assert not page.entry.isEnabled()
    page.strip_place.findChildren(Button, "reopen_button")[0].click()
    assert page.entry.isEnabled() and sheet(page).line.state == "open"
