"""Noting the statutory decision on a consultative resolution, in 落实, by keys."""

from collections.abc import Callable

import pytest

from tests.gui.keyboard import focus, press
from yishi.gui import feedback
from yishi.gui.main_window import MainWindow
from yishi.gui.pages.follow import FollowPage

PILES = "消防通道划线并设可倒伏隔离桩6根"  # its topic needs the owners
BINS = "增设宠物便袋箱8处"


@pytest.fixture
def page(window: MainWindow) -> FollowPage:
    window.go("follow")
    feedback.install(window.complain)
    found = window.page
    assert isinstance(found, FollowPage)
    return found


@pytest.fixture
def chosen(page: FollowPage) -> Callable[[str], FollowPage]:
    def choose(text: str) -> FollowPage:
        page.resolution_table.choose(next(line.id for line in page.lines if line.text == text))
        return page

    return choose


def below(page: FollowPage, text: str) -> str:
    """The second line of its row."""
    return next(row.cells[1].sub for row in page.resolution_table.rows.rows if row.cells[1].text == text)


def words(window: MainWindow) -> str:
    return "".join(strip.label.text() for strip in window.notices.shown)


def enter(*texts: str) -> None:
    for text in texts:
        press(text, "Enter")


def test_the_table_says_which_resolutions_still_wait_for_the_statutory_decision(page: FollowPage) -> None:
    assert "协商意见，待法定会议确认" in below(page, PILES)
    assert "待法定会议确认" not in below(page, BINS)


def test_a_statutory_meeting_is_noted_by_keys_and_confirms(window: MainWindow, chosen: Callable[[str], FollowPage]) -> None:
    page = chosen(PILES)
    press("Shift+F9")
    fields = page.detail.confirmation.meeting
    enter("5-16", "40", "31")
    fields.quorum_choice.buttons["yes"].setFocus()
    press("Space")
    fields.for_box.setFocus()
    enter("20", "6", "2")
    assert focus() is fields.party_box
    assert "同意20，超过到会31人的一半，通过" in fields.result_label.text()
    press("5-12", "Ctrl+Return")
    assert page.detail.sheet is not None and page.detail.sheet.line.legal_status == "confirmed"
    assert not page.detail.legal_strip.isVisible() and not page.detail.confirmation.isVisible()
    assert "待法定会议确认" not in below(page, PILES)
    assert page.detail.confirmed_label.isVisible()
    assert "已确认" in window.told_label.text()
    assert focus() is page.resolution_table and page.entry.isVisible()


def test_the_owners_vote_is_noted_by_keys_and_confirms(chosen: Callable[[str], FollowPage]) -> None:
    page = chosen(PILES)
    press("F9")
    enter("9", "5-10", "5-16", "120", "11000", "90", "8200.50", "60")
    press("5300.20")
    fields = page.detail.confirmation.owners
    assert "超过参与表决的一半，通过" in fields.result_label.text()
    fields.matter_box.setText("8")
    assert "四分之三" in fields.matter_label.text() and "未通过" in fields.result_label.text()
    fields.matter_box.setText("9")
    press("Ctrl+Return")
    assert page.detail.sheet is not None and page.detail.sheet.line.legal_status == "confirmed"


def test_a_vote_that_did_not_carry_leaves_it_consultative(window: MainWindow, chosen: Callable[[str], FollowPage]) -> None:
    page = chosen(PILES)
    press("F9")
    enter("8", "5-10", "5-16", "120", "11000", "90", "8200.50", "60", "5300")
    press("Ctrl+Return")
    assert page.detail.legal_strip.isVisible()
    assert "仍是协商意见" in window.told_label.text()


def test_the_quorum_has_to_be_said_and_what_was_typed_stays(window: MainWindow, chosen: Callable[[str], FollowPage]) -> None:
    page = chosen(PILES)
    press("Shift+F9")
    enter("5-16", "40", "31")
    press("Ctrl+Return")
    assert "有效人数" in words(window) and "YS-L61" in words(window)
    assert page.detail.confirmation.meeting.present_box.text() == "31"
    page.detail.confirmation.meeting.quorum_choice.buttons["no"].click()
    page.detail.confirmation.meeting.for_box.setText("45")
    press("Ctrl+Return")
    assert "比到会的31人还多" in words(window)
    assert page.detail.confirmation.isVisible()


def test_escape_leaves_the_form_and_a_loop_event_can_be_noted(chosen: Callable[[str], FollowPage]) -> None:
    page = chosen(PILES)
    press("F9")
    assert not page.entry.isVisible()
    press("Esc")
    assert page.entry.isVisible() and focus() is page.resolution_table
    press("F9")
    chosen(BINS)
    assert not page.detail.confirmation.isVisible()


def test_a_resolution_that_needs_none_says_so(window: MainWindow, chosen: Callable[[str], FollowPage]) -> None:
    chosen(BINS)
    press("F9")
    assert "不用登记法定会议决定" in words(window)
