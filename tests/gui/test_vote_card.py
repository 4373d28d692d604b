"""Votes in the live room by keys alone: by hand, on paper, by name, and who may not vote."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from tests.gui.keyboard import focus, press
from yishi.gui.main_window import MainWindow
from yishi.gui.pages.meeting_room import MeetingRoomPage
from yishi.gui.workspace import Workspace
from yishi.services import meetings, room, voting
from yishi.services.answers import MeetingSheet

PEOPLE = ("丁一", "于二", "王三", "方四", "田五")


@pytest.fixture
def meeting(workspace: Workspace) -> str:
    """A meeting that is open: two items, eighteen people present, five of them with names of their own."""
    with workspace.write("open_meeting") as session:
        made = room.open_meeting(session, "bench", "东区小板凳会商", "东区长廊", "2026-05-18T00:00", "孟繁星", "杜鹃")
        for title in ("快递柜放在哪里", "夜间广场舞"):
            room.add_agenda(session, made, title)
        for name in (*PEOPLE, *(f"居民{n}号" for n in range(1, 14))):
            room.sign_in(session, made, name)
    return made


@pytest.fixture
def small(workspace: Workspace) -> str:
    """A meeting of five."""
    with workspace.write("open_meeting") as session:
        made = room.open_meeting(session, "bench", "五个人的会", "长廊", "2026-05-18T00:00")
        room.add_agenda(session, made, "快递柜放在哪里")
        for name in PEOPLE:
            room.sign_in(session, made, name, mark="proxy" if name == "田五" else "present", proxy="田小五" if name == "田五" else "")
    return made


def opened(window: MainWindow, meeting: str) -> MeetingRoomPage:
    window.go("room", meeting)
    shown = window.page
    assert isinstance(shown, MeetingRoomPage)
    return shown


@pytest.fixture
def page(window: MainWindow, meeting: str) -> MeetingRoomPage:
    return opened(window, meeting)


@pytest.fixture
def five(window: MainWindow, small: str) -> MeetingRoomPage:
    return opened(window, small)


@pytest.fixture(autouse=True)
def no_dialog(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_box(*_: object) -> None:
        raise AssertionError("a message box")

    monkeypatch.setattr(QMessageBox, "exec", no_box)


def sheet(page: MeetingRoomPage) -> MeetingSheet:
    """Return what the book says of the meeting now."""
    with page.workspace.read() as session:
        return meetings.sheet(session, page.meeting_id, page.workspace.today)


def way(page: MeetingRoomPage, method: str) -> None:
    """Choose how to vote, by its key."""
    while page.vote.method_segments.value != method:
        press("Ctrl+M")


def test_fifteen_one_and_two_take_seven_keys(page: MeetingRoomPage) -> None:
    keys = ("F8", "1", "5", "Enter", "1", "Enter", "Enter")
    assert len(keys) == 7
    press(*keys)
    (motion,) = sheet(page).motions
    assert (motion.votes_for, motion.votes_against, motion.abstain, motion.present) == (15, 1, 2, 18)
    assert (motion.text, motion.method, motion.passed) == ("快递柜放在哪里", "举手", True)
    assert focus() is page.speech_box


def test_the_rule_that_is_shown_is_the_rule_of_the_result(page: MeetingRoomPage) -> None:
    press("F8", "9", "Enter", "1")
    assert page.vote.outcome_label.text() == "同意9，多于反对1，通过"
    page.vote.rule_button.setFocus()
    press("Down")
    assert page.vote.rules.value == "MAJORITY_PRESENT"
    assert page.vote.outcome_label.text() == "同意9，没有超过到会18人的一半，未通过"
    page.vote.abstain_box.setFocus()
    press("Enter")
    assert (sheet(page).motions[0].rule, sheet(page).motions[0].passed) == ("MAJORITY_PRESENT", False)


def test_a_tie_does_not_carry(page: MeetingRoomPage) -> None:
    press("F8", "8", "Enter", "8", "Enter")
    assert page.vote.outcome_label.text().endswith("未通过")
    press("Enter")
    assert not sheet(page).motions[0].passed


def test_ballots_are_checked_while_they_are_typed_and_kept_when_they_agree(page: MeetingRoomPage) -> None:
    press("F8")
    way(page, "paper")
    assert focus() is page.vote.ballot.issued_box and page.vote.ballot.issued_box.text() == "18"
    press("Enter", "17", "Enter", "1", "Enter", "13", "Enter", "2")
    assert page.vote.sum_label.text() == "发出18，收回17，有效16，都对得上"
    page.vote.tellers.watcher_box.setFocus()
    press("ws", "Enter", "方四", "Enter")
    page.vote.abstain_box.setFocus()
    press("Enter")
    (motion,) = sheet(page).motions
    assert (motion.issued, motion.returned, motion.invalid, motion.votes_for, motion.abstain) == (18, 17, 1, 13, 1)
    assert motion.tellers == (("监票人", "王三"), ("计票人", "方四")) and motion.method == "投票"
    press("F8", "路灯", "Enter")
    way(page, "paper")
    assert page.vote.tellers.tellers() == motion.tellers  # they are likely the same again


@pytest.mark.parametrize(("keys", "said"), [
    (("19",), "发出19张，比可以投票的18人多1张"),
    (("18", "Enter", "19"), "收回19张，比发出的18张多1张"),
    (("Enter", "17", "Enter", "1", "Enter", "16", "Enter", "1"), "同意、反对、弃权合计17，比有效票16张多1"),
    (("Enter", "17", "Enter", "1", "Enter", "10", "Enter", "1", "Enter", "2"), "同意、反对、弃权合计13，比有效票16张少3"),
])  # fmt: skip
def test_ballots_that_do_not_add_up_are_told_in_the_card_and_nothing_is_stored(
    page: MeetingRoomPage, keys: tuple[str, ...], said: str
) -> None:
    press("F8")
    way(page, "paper")
    press(*keys)
    assert page.vote.sum_label.text() == said
    press("Ctrl+Enter")
    assert not sheet(page).motions
    assert page.vote.sum_label.text() == said and page.vote.ballot.isAncestorOf(focus())


def test_a_vote_by_name_is_taken_by_single_keys(five: MeetingRoomPage) -> None:
    press("F8")
    way(five, "named")
    assert focus() is five.vote.named.named_list
    assert not focus().testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)  # an input method must not swallow the keys
    press("1", "2", "1", "3")
    assert five.vote.sum_label.text() == "同意2　反对1　弃权1　未投1"
    press("Enter")
    (motion,) = sheet(five).motions
    assert (motion.method, motion.votes_for, motion.votes_against, motion.abstain, motion.not_voted) == ("记名", 2, 1, 1, 1)
    with five.workspace.read() as session:
        seats = {seat.name: seat.choice for seat in voting.seats(session, motion.id)}
    assert seats == {"丁一": "for", "于二": "against", "王三": "for", "方四": "abstain", "田五": "not_voted"}


def test_who_came_for_somebody_votes_in_their_seat(five: MeetingRoomPage) -> None:
    press("F8")
    way(five, "named")
    shown = [row.cells[0].text for row in five.vote.named.named_list.rows.rows]
    assert shown[-1] == "田五（田小五代）" and len(shown) == 5


def test_a_choice_is_taken_back_with_nought(five: MeetingRoomPage) -> None:
    press("F8")
    way(five, "named")
    press("1", "Up", "0")
    assert not five.vote.is_begun
    press("Enter")
    assert not sheet(five).motions


def test_who_is_recused_by_key_is_grey_does_not_count_and_cannot_be_voted_for(five: MeetingRoomPage) -> None:
    press("F8")
    way(five, "named")
    press("4", "柜子在他家门口", "Enter")
    assert sheet(five).agenda[0].recused[0][1] == "柜子在他家门口"
    named = five.vote.named
    assert five.vote.present == 4 and [row.cells[1].text for row in named.named_list.rows.rows][-1] == "回避"
    assert focus() is named.named_list
    named.named_list.selectRow(4)
    press("1")
    assert not five.vote.is_begun
    named.begin()
    press("1", "1", "1", "1", "Enter")
    (motion,) = sheet(five).motions
    assert (motion.votes_for, motion.present) == (4, 4)


def test_a_recusal_without_a_reason_waits_for_it(five: MeetingRoomPage) -> None:
    press("F8")
    five.vote.recuse_button.setFocus()
    press("Space", "dy", "Enter", "Enter")
    assert not sheet(five).agenda[0].recused
    assert focus() is five.vote.recusals.why_box and "为什么回避" in five.vote.recusals.told_label.text()
    press("是他的柜子", "Enter")
    assert five.vote.present == 4
    press("5")
    assert five.vote.sum_label.text() == "合计5，比可以表决的4人多1（回避1人不算）"


def test_the_key_in_the_sign_in_list_recuses_too_and_once_more_takes_it_back(five: MeetingRoomPage) -> None:
    def choose() -> None:
        five.sign_in.roster_list.setFocus()
        five.sign_in.roster_list.choose(next(line.person_id for line in sheet(five).attendees if line.name == "王三"))

    press("F4")
    choose()
    press("7", "他是柜子的主人", "Enter")
    assert [reason for _person, reason in sheet(five).agenda[0].recused] == ["他是柜子的主人"]
    assert focus() is five.sign_in.roster_list
    choose()
    press("7")
    assert not sheet(five).agenda[0].recused


def test_the_list_of_a_vote_stays_as_it_was_when_somebody_leaves(five: MeetingRoomPage) -> None:
    press("F8", "3", "Enter", "1", "Enter", "Enter")
    (motion,) = sheet(five).motions
    with five.workspace.write("leave") as session:
        room.leave(session, five.meeting_id, "丁一", "15:00")
    with five.workspace.read() as session:
        assert len(voting.seats(session, motion.id)) == 5
    assert five.vote.present == 4 and sheet(five).motions[0].present == 5


def test_beans_are_counted_like_hands(five: MeetingRoomPage) -> None:
    press("F8")
    way(five, "beans")
    press("6")
    assert five.vote.sum_label.text() == "碗里合计6粒，可以投豆的5人，多1粒"
    press("Ctrl+Enter")
    assert not sheet(five).motions
    press("3", "Enter", "2", "Enter", "Enter")
    assert (sheet(five).motions[0].method, sheet(five).motions[0].votes_for) == ("投豆", 3)


def test_a_motion_is_put_first_and_voted_on_later(five: MeetingRoomPage) -> None:
    press("F8", "F8")
    five.vote.motion_box.selectAll()
    press("放在东门")
    five.vote.put_button.click()
    (motion,) = sheet(five).motions
    assert (motion.text, motion.voted) == ("放在东门", False) and five.vote.outcome_label.text() == "动议已提出，等着表决"
    press("F8", "4", "Enter", "1", "Enter", "Enter")
    (voted,) = sheet(five).motions
    assert (voted.id, voted.voted, voted.passed) == (motion.id, True, True)


def test_a_vote_is_taken_back_in_the_card_until_a_resolution_rests_on_it(five: MeetingRoomPage) -> None:
    press("F8", "4", "Enter", "1", "Enter", "Enter")
    assert five.vote.outcome_label.text() == "上次：同意4，多于反对1，通过"
    five.vote.strike_button.click()
    assert not sheet(five).motions and five.vote.motion_box.toPlainText() == "快递柜放在哪里"
    press("F8", "4", "Enter", "1", "Enter", "Enter")
    press("F9", "柜子挪到东门", "Enter", "dy", "Enter", "1231", "Enter", "ws", "Enter", "Ctrl+Enter")
    assert len(sheet(five).resolutions) == 1 and not five.vote.strike_button.isEnabled()


def test_a_dissent_is_noted_with_what_was_explained(five: MeetingRoomPage) -> None:
    press("Ctrl+B", "于二说东门太远", "Enter", "会上说明：只有一百米", "Enter")
    (dissent,) = sheet(five).dissents
    assert (dissent.who, dissent.explanation) == ("于二说东门太远", "会上说明：只有一百米")
    assert focus() is five.speech_box and five.vote.dissent_button.text() == "不同意见 1"
    assert not five.vote.dissent.none_button.isEnabled()


def test_that_nobody_differed_is_said_on_purpose(five: MeetingRoomPage) -> None:
    press("Ctrl+B")
    five.vote.dissent.none_button.click()
    assert sheet(five).no_dissent and five.vote.dissent_button.text() == "无不同意见"
    press("Ctrl+Z")
    assert not sheet(five).no_dissent


def test_a_dissent_half_typed_is_there_again(five: MeetingRoomPage) -> None:
    press("Ctrl+B", "于二说", "Esc")
    assert focus() is five.speech_box and not sheet(five).dissents
    press("Ctrl+B")
    assert five.vote.dissent.who_box.toPlainText() == "于二说"


def test_ballots_and_names_half_typed_wait_with_their_item(page: MeetingRoomPage) -> None:
    press("F8")
    way(page, "paper")
    press("17", "Alt+Down", "F8")
    way(page, "named")
    press("1", "Alt+Up")
    assert page.vote.method_segments.value == "paper" and page.vote.ballot.issued_box.text() == "17"
    press("Alt+Down")
    assert page.vote.method_segments.value == "named" and "for" in page.vote.named.choices().values()


@pytest.fixture
def reps(window: MainWindow, workspace: Workspace) -> MeetingRoomPage:
    """A meeting of nine representatives of a village, of whom five have come: two thirds would be six."""
    with workspace.write("open_meeting") as session:
        made = room.open_meeting(session, "statutory_reps", "村民代表会议", "会议室", "2026-05-18T00:00")
        room.add_agenda(session, made, "道路硬化")
        for name in PEOPLE:
            room.sign_in(session, made, name)
        for n in range(4):
            room.sign_in(session, made, f"代表{n}号", mark="expected")
    return opened(window, made)


def test_the_bar_always_says_how_many_are_lacking(reps: MeetingRoomPage) -> None:
    bar = reps.bar
    assert (bar.expected_label.text(), bar.present_label.text(), bar.share_label.text()) == ("9", "5", "55%")
    assert bar.quorum_label.isVisible() and "1" in bar.quorum_label.text() and "还差" in bar.quorum_label.text()
    press("F4")
    reps.sign_in.roster_list.setFocus()
    reps.sign_in.roster_list.choose(next(line.person_id for line in sheet(reps).attendees if line.name == "代表0号"))
    press("1")
    assert bar.present_label.text() == "6" and bar.quorum_label.text() == "够数"


def test_a_consultation_has_no_number_to_reach(five: MeetingRoomPage) -> None:
    assert not five.bar.quorum_label.isVisible() and five.bar.share_label.text() == "100%"


def test_a_vote_without_a_quorum_asks_for_a_reason_once_and_is_then_recorded(reps: MeetingRoomPage) -> None:
    press("F8", "5", "Enter", "0", "Enter", "Enter")
    assert not sheet(reps).motions and focus() is reps.bar.warnings.reason_box
    press("Enter")
    assert not sheet(reps).waivers and focus() is reps.bar.warnings.reason_box
    press("汛期来不了，先议", "Enter")
    (motion,), waivers = sheet(reps).motions, {waiver.matter: waiver.reason for waiver in sheet(reps).waivers}
    assert waivers["quorum"] == "汛期来不了，先议" and (motion.votes_for, motion.rule) == (5, "MAJORITY_PRESENT")
    press("F8", "再修一段", "Enter", "4", "Enter", "1", "Enter", "Enter")
    assert len(sheet(reps).motions) == 2


def test_a_resolution_waits_for_a_vote_that_needs_a_reason(reps: MeetingRoomPage) -> None:
    press("F8", "5", "Enter", "0", "F9", "道路硬化", "Enter", "dy", "Enter", "1231", "Enter", "ws", "Enter", "Ctrl+Enter")
    assert not sheet(reps).motions and not sheet(reps).resolutions
    assert "表决还没有记下" in reps.resolution.resolution_told.text()


def test_a_warning_is_a_strip_and_nothing_is_locked(reps: MeetingRoomPage) -> None:
    strip = reps.bar.warnings
    assert strip.isVisible() and reps.vote.isEnabled() and reps.resolution.isEnabled()
    before = [each.matter for each in strip.open]
    strip.reason_button.click()
    press("先这样", "Enter")
    assert [each.matter for each in strip.open] == before[1:]
    assert focus() is reps.speech_box


def test_a_warning_that_was_read_is_folded_away_until_another_one_comes(reps: MeetingRoomPage) -> None:
    strip, chip = reps.bar.warnings, reps.bar.folded_button
    n = len(strip.open)
    strip.fold_button.click()
    assert not strip.isVisible() and chip.isVisible() and chip.text() == f"提醒 {n}"
    chip.click()
    assert strip.isVisible() and not chip.isVisible()
    strip.fold_button.click()
    press("F8", "5", "Enter", "0", "Enter", "Enter")  # what must be answered shows itself all the same
    assert strip.isVisible() and focus() is strip.reason_box


def test_a_warning_about_one_item_shows_while_that_item_is_in_hand(reps: MeetingRoomPage) -> None:
    with reps.workspace.write("agenda") as session:
        room.add_agenda(session, reps.meeting_id, "集体土地出租", statutory_flag="组织法第二十四条")
        room.add_agenda(session, reps.meeting_id, "修桥")

    def about() -> set[int]:
        return {each.agenda for each in reps.bar.warnings.open}

    assert about() <= {0, 1}
    press("Alt+Down")
    assert about() <= {0, 2} and 1 not in about()
