"""The live room, driven by keys alone on a real book."""

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from tests.gui.keyboard import focus, press
from yishi.errors import Refusal
from yishi.gui import feedback
from yishi.gui.controls import Button
from yishi.gui.main_window import MainWindow
from yishi.gui.pages import drafts
from yishi.gui.pages.follow import FollowPage
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


def test_an_item_that_others_must_decide_is_marked_by_keys_and_confirmed_in_follow(page: MeetingRoomPage, window: MainWindow) -> None:
    press("Ctrl+G", "民法典第278条，须业主共同决定", "Ctrl+Enter")
    assert focus() is page.speech_box and not page.details.isVisible()
    assert page.resolution.statutory_strip.isVisible()
    assert page.resolution.statutory_strip.label.text() == "还须业主共同决定"
    press("F9", "快递柜挪到东门", "Enter", "dy", "Enter", "1231", "Enter", "ws", "Enter", "Ctrl+Enter")
    made = sheet(page).resolutions[0].line
    assert made.legal_status == "consultative"
    window.go("follow", made.id)
    press("F9")
    follow = window.page
    assert isinstance(follow, FollowPage) and follow.detail.confirmation.owners.isVisible()


def test_where_an_item_comes_from_is_noted_and_esc_leaves_it_as_it_was(page: MeetingRoomPage) -> None:
    press("Ctrl+G")
    page.details.source_button.setFocus()
    press("Down", "Tab", "dy", "Enter", "须村民会议决定", "Enter")
    item = sheet(page).agenda[0]
    assert (item.source, item.proposer, item.statutory_flag) == ("resident", "丁一", "须村民会议决定")
    assert "丁一" in page.topic_facts.text()
    press("Ctrl+G", "等等", "Esc")
    assert sheet(page).agenda[0] == item and focus() is page.speech_box
    assert not sheet(page).agenda[1].statutory_flag


def test_of_two_namesakes_the_chosen_one_left_early(page: MeetingRoomPage) -> None:
    with page.workspace.write("sign_in") as session:
        for unit in ("1栋", "2栋"):
            people.add(session, "赵同名", unit=unit)
            room.sign_in(session, page.meeting_id, "赵同名", unit=unit)
    press("F4")
    second = [line for line in sheet(page).attendees if line.name == "赵同名"][1]
    page.sign_in.roster_list.setFocus()
    page.sign_in.roster_list.choose(second.person_id)
    press("6")
    assert [bool(line.left_at) for line in sheet(page).attendees if line.name == "赵同名"] == [False, True]


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


def test_a_vote_that_was_typed_and_not_recorded_is_recorded_with_the_resolution(page: MeetingRoomPage) -> None:
    press("F8", "2", "Enter", "1", "F9", "快递柜挪到东门", "Enter", "dy", "Enter", "1231", "Enter", "ws", "Enter", "Ctrl+Enter")
    (motion,), (made,) = sheet(page).motions, sheet(page).resolutions
    assert (motion.votes_for, motion.votes_against, motion.abstain) == (2, 1, 1)
    assert made.motion is not None and made.motion.id == motion.id and made.line.text == "快递柜挪到东门"
    assert not page.vote.is_begun
    press("Ctrl+Z")
    assert not sheet(page).resolutions and len(sheet(page).motions) == 1


def test_a_resolution_waits_for_a_vote_that_does_not_add_up(page: MeetingRoomPage) -> None:
    press("F8", "4", "Enter", "1", "F9", "快递柜挪到东门", "Enter", "dy", "Enter", "1231", "Enter", "ws", "Enter", "Ctrl+Enter")
    assert not sheet(page).resolutions and not sheet(page).motions
    assert "表决还没有记下" in page.resolution.resolution_told.text()
    assert page.vote.for_box.text() == "4" and page.resolution.owner_box.text() == "丁一"


def test_a_vote_that_fails_is_recorded_and_the_resolution_asks_once_more(page: MeetingRoomPage) -> None:
    press("F8", "1", "Enter", "2", "F9", "快递柜挪到东门", "Enter", "dy", "Enter", "1231", "Enter", "ws", "Enter", "Ctrl+Enter")
    assert [motion.passed for motion in sheet(page).motions] == [False] and not sheet(page).resolutions
    assert page.resolution.resolution_box.toPlainText() == "快递柜挪到东门"
    press("Ctrl+Enter")
    assert sheet(page).resolutions[0].motion is None


def test_votes_half_typed_wait_with_their_item(page: MeetingRoomPage) -> None:
    press("F8", "2", "Enter", "1", "Alt+Down")
    assert not page.vote.for_box.text()
    press("F8", "3", "Alt+Up")
    assert (page.vote.for_box.text(), page.vote.against_box.text(), page.vote.abstain_box.text()) == ("2", "1", "1")
    press("Alt+Down")
    assert page.vote.for_box.text() == "3" and not sheet(page).motions


def test_the_vote_button_names_enter_only_where_enter_records(page: MeetingRoomPage) -> None:
    press("F8", "2", "Enter", "1")
    assert not page.vote.vote_button.property("key")
    press("Enter")
    assert page.vote.vote_button.property("key") == "回车" and focus() is page.vote.abstain_box


def test_owner_deadline_and_supervisor_stand_as_enter_and_tab_go(page: MeetingRoomPage) -> None:
    card = page.resolution
    press("F9", "快递柜挪到东门", "Enter", "dy", "Enter")
    assert focus() is card.due_box
    press("1231", "Tab")
    assert focus() is card.supervisor_box
    places = [(box.mapTo(card, box.rect().topLeft()).y(), box.x()) for box in (card.owner_box, card.due_box, card.supervisor_box)]
    assert places == sorted(places)


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
    assert isinstance(errors[0][1], Refusal) and errors[0][1].code == "YS-L12"
    assert page.resolution.supervisor_box.text() == "丁一"


def test_ending_says_what_is_lacking_and_ends_all_the_same(page: MeetingRoomPage, window: MainWindow) -> None:
    press("Ctrl+E")
    assert "没有形成决议" in "".join(label.text() for label in page.middle.findChildren(Label))
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


def test_a_resolution_half_typed_waits_with_its_item_and_comes_back(page: MeetingRoomPage, workspace: Workspace, qtbot: QtBot) -> None:
    press("F9", "先修围栏", "Enter", "于二", "Enter", "1231", "Alt+Down")
    assert page.resolution.resolution_box.toPlainText() != "先修围栏" and not page.resolution.owner_box.text()
    press("Alt+Up")
    assert (page.resolution.resolution_box.toPlainText(), page.resolution.owner_box.text()) == ("先修围栏", "于二")
    again = MainWindow(workspace)
    qtbot.addWidget(again)
    again.go("room", page.meeting_id)
    room_again = again.page
    assert isinstance(room_again, MeetingRoomPage)
    assert (room_again.resolution.resolution_box.toPlainText(), room_again.resolution.due_box.text()) == ("先修围栏", "1231")
    page.resolution.supervisor_box.setFocus()
    press("丁一", "Enter", "Ctrl+Enter")
    assert page.agenda and drafts.kept(f"{page.agenda.id}-resolution") is None and sheet(page).resolutions


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


def test_a_speaker_who_has_not_signed_in_is_signed_in_with_the_speech(page: MeetingRoomPage) -> None:
    page.speaker_box.setFocus()
    page.speaker_box.set_name("冯新来")
    page.speech_box.setFocus()
    press("我说一句", "Enter")
    assert not sheet(page).speeches and page.entry.offer.isVisible() and "冯新来" in page.entry.offer.told_label.text()
    press("Enter")
    assert [(s.speaker, s.text) for s in sheet(page).speeches] == [("冯新来", "我说一句")]
    assert marks(page)["冯新来"] == "present" and not page.entry.offer.isVisible() and focus() is page.speech_box
    press("Ctrl+Z")
    assert not sheet(page).speeches and "冯新来" not in marks(page)


def test_another_name_is_typed_instead_and_the_sentence_stays(page: MeetingRoomPage) -> None:
    page.speaker_box.set_name("冯新来")
    page.speech_box.setFocus()
    press("我说一句", "Enter", "Esc")
    assert not page.entry.offer.isVisible() and page.speech_box.toPlainText() == "我说一句" and "冯新来" not in marks(page)


def test_a_speech_corrected_to_somebody_who_has_not_signed_in_offers_it(page: MeetingRoomPage) -> None:
    press("Alt+1", "放东门", "Enter", "F2")
    page.entry.correct_speaker_box.set_name("冯新来")
    press("放西门", "Enter")
    assert [(s.speaker, s.text) for s in sheet(page).speeches] == [("丁一", "放东门")] and page.entry.offer.isVisible()
    press("Enter")
    assert [(s.speaker, s.text) for s in sheet(page).speeches] == [("冯新来", "放西门")] and marks(page)["冯新来"] == "present"


def test_a_meeting_that_was_written_down_later_says_so_in_the_bar(page: MeetingRoomPage) -> None:
    from datetime import date

    from yishi.domain.records import Meeting
    from yishi.services.living import one

    assert not page.bar.late_chip.isVisible()
    with page.workspace.write("edit") as session:
        one(session, Meeting, page.meeting_id).entered_on = date(2026, 5, 20)
    assert page.bar.late_chip.isVisible() and "5月20日补录" in page.bar.late_chip.accessibleName() + page.bar.late_chip.word


def test_for_how_many_households_a_resolution_is_may_be_said_and_what_is_no_number_is_refused(
    window: MainWindow, page: MeetingRoomPage,
) -> None:
    feedback.install(window.complain)
    press("F9", "快递柜挪到东门", "Enter", "dy", "Enter", "1231", "Enter", "ws", "Enter")
    page.resolution.households_box.setFocus()
    press("许多")
    press("Ctrl+Enter")
    assert not sheet(page).resolutions and page.resolution.households_box.text() == "许多"
    page.resolution.households_box.setText("412")
    press("Ctrl+Enter")
    assert sheet(page).resolutions[0].line.signs.beneficiaries == 412 and not page.resolution.households_box.text()
