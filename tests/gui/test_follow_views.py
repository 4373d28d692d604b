"""落实 beyond one line: chips, names, the board, the grid, steps, deadlines, offers, whistles, orders; keys in, a result out."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.gui.keyboard import focus, press
from tests.gui.test_follow_page import BINS, LATE, chosen, digit, page, state, words
from yishi.gui.main_window import MainWindow
from yishi.gui.pages.follow import FollowPage

__all__ = ["chosen", "page"]
TODAY = date(2026, 5, 18)
Choose = Callable[[str], FollowPage]


def texts(page: FollowPage) -> list[str]:
    return [row.cells[1].text for row in page.resolution_table.rows.rows]


def chip(page: FollowPage, name: str) -> str:
    page.bar.filter_choice.buttons[name].click()
    return page.bar.filter_choice.buttons[name].text()


@pytest.fixture
def fresh(window: MainWindow, page: FollowPage) -> FollowPage:
    """The page with a resolution chosen that nobody was charged with yet: 换路灯6盏."""
    from yishi.services import room

    with window.workspace.write("meeting") as session:
        meeting = room.open_meeting(session, "bench", "会商", "3幢楼下", f"{TODAY}T09:00")
        session.flush()
        room.add_agenda(session, meeting, "路灯")
        session.flush()
        room.resolve(session, meeting, 1, "换路灯6盏", "物业", "孙伟", "诸葛平", workdays=10)
    page.resolution_table.choose(next(line.id for line in page.lines if line.text == "换路灯6盏"))
    page.resolution_table.setFocus()
    return page


# ---- which ones


def test_each_chip_says_how_many_it_shows(page: FollowPage) -> None:
    assert chip(page, "open") == "未办 6" and len(texts(page)) == 6
    assert chip(page, "week") == "本周到期 3" and LATE in texts(page)
    assert chip(page, "red") == "只看红 1" and texts(page) == [LATE]
    assert chip(page, "inspect") == "待督查 0"
    assert not page.nothing_holder.isHidden() and page.nothing.label.text() == "“待督查”现在没有事项。"
    page.all_button.click()
    assert len(texts(page)) == 6 and page.nothing_holder.isHidden()


def test_what_i_am_charged_with_is_mine(window: MainWindow, page: FollowPage) -> None:
    window.workspace.actor = "卢思远"
    page.reload()
    assert chip(page, "mine") == "我负责 2"
    assert BINS in texts(page)


def test_a_name_shows_what_stands_in_it_and_an_empty_name_everything(page: FollowPage) -> None:
    page.bar.person_box.setFocus()
    press("陈立群", "Enter")
    assert texts(page) == ["制定并试行《梧桐里文明停车公约》"]
    page.bar.person_box.clear()
    press("Enter")
    assert len(texts(page)) == 6


def test_a_click_on_a_head_sorts_and_a_third_one_gives_the_order_back(page: FollowPage) -> None:
    before, heads = texts(page), page.resolution_table.horizontalHeader()
    heads.sectionClicked.emit(2)
    owners = [row.cells[2].text for row in page.resolution_table.rows.rows]
    assert owners == sorted(owners)
    heads.sectionClicked.emit(2)
    heads.sectionClicked.emit(2)
    assert texts(page) == before


def test_how_the_lights_are_made_is_said_on_the_page(page: FollowPage) -> None:
    page.foot.light_button.click()
    assert "还剩3个工作日以内" in page.foot.light_label.text() and page.foot.light_label.isVisible()
    page.foot.light_button.click()
    assert not page.foot.light_label.isVisible()


# ---- the board


def test_the_board_is_walked_by_arrows_and_a_card_moves_by_its_event(window: MainWindow, page: FollowPage) -> None:
    page.bar.view_choice.buttons["board"].click()
    assert focus() is page.cards.columns["doing"]
    page.cards.choose(next(line.id for line in page.lines if line.text == BINS))
    press("Ctrl+Left")
    assert "不能退回去" in words(window)
    press("Ctrl+Right")
    assert page.entry.chosen_event == "report_done"
    press("八处都装好", "Enter")
    assert state(page) == "INSPECTING"
    assert [row.ref for row in page.cards.columns["inspect"].rows.rows] == [page.chosen_ref()]
    assert focus() is page.cards.columns["inspect"]
    QTest.keyClick(focus(), Qt.Key.Key_Left)
    assert focus() is page.cards.columns["doing"]


# ---- many at once


def test_the_grid_notes_many_as_one_action(chosen: Choose) -> None:
    page = chosen(BINS)
    press("F4")
    assert focus() is page.bulk.lines[0].text_box
    press("清了北侧", "Enter", "Enter", "划线40米", "Ctrl+Return")
    assert page.bulk.isHidden() and focus() is page.resolution_table
    assert sorted(line.latest for line in page.lines if line.latest_on == TODAY) == ["划线40米", "清了北侧"]
    press("Ctrl+Z")
    assert not [line for line in page.lines if line.latest_on == TODAY]


def test_a_day_to_come_stops_the_whole_grid_and_keeps_what_was_typed(window: MainWindow, chosen: Choose) -> None:
    page = chosen(BINS)
    press("F4", "清了北侧", "Enter", "Enter", "锁装好了")
    page.bulk.lines[2].date_box.put("2026-05-19")
    press("Ctrl+Return")
    assert "2026-05-19还没有到" in words(window) and "5-2 修复6幢单元门禁" in words(window)
    assert not page.bulk.isHidden() and page.bulk.lines[0].text_box.text() == "清了北侧"
    press("Esc")
    assert page.bulk.isHidden()
    press("F4")
    assert page.bulk.lines[0].text_box.text() == "清了北侧"


# ---- steps, deadlines, lights


def test_steps_are_added_ticked_and_counted(chosen: Choose) -> None:
    page = chosen(BINS)
    page.detail.parts.turn("steps")
    page.detail.parts.milestones.text_box.setFocus()
    press("选点", "Enter", "5-20", "Enter", "安装", "Enter", "6-1", "Enter")
    assert page.detail.parts.choice.buttons["steps"].text() == "节点 0/2"
    page.detail.parts.milestones.ticks[0].click()
    assert page.detail.parts.choice.buttons["steps"].text() == "节点 1/2"
    assert page.detail.parts.value == "steps"


def test_a_step_gets_another_day_in_its_own_field(window: MainWindow, chosen: Choose) -> None:
    page = chosen(BINS)
    page.detail.parts.turn("steps")
    page.detail.parts.milestones.text_box.setFocus()
    press("选点", "Enter", "5-20", "Enter")
    box = page.detail.parts.milestones.due_boxes[0]
    box.setFocus()
    box.selectAll()
    press("13-40", "Enter")
    assert "13-40" in words(window)
    page.detail.parts.milestones.due_boxes[0].selectAll()
    press("5-28", "Enter")
    assert page.detail.sheet is not None and page.detail.sheet.milestones[0].due == date(2026, 5, 28)


def test_a_moved_deadline_keeps_the_old_day_the_reason_and_who_approved(chosen: Choose) -> None:
    page = chosen(BINS)
    assert "moves" not in page.detail.parts.choice.buttons
    press(digit(page, "extend"), "5", "Enter", "Enter", "连续下雨", "Enter")
    page.detail.parts.choice.buttons["moves"].click()
    moment = page.detail.parts.moves.moments[-1]
    assert moment.word == "延期　6月10日 → 6月17日"
    assert moment.text == "连续下雨　卢思远　诸葛平批准"


def test_another_resolution_begins_with_its_life(chosen: Choose) -> None:
    page = chosen(BINS)
    page.detail.parts.turn("steps")
    press("Up")
    assert page.detail.parts.value == "life"


# ---- other hands


def test_a_rejected_matter_is_assigned_to_somebody_else(window: MainWindow, fresh: FollowPage) -> None:
    page = fresh
    press(digit(page, "assign"), "Enter")
    press(digit(page, "reject_assign"), "不归物业管", "Enter")
    assert state(page) == "ADOPTED"
    press(digit(page, "assign"))
    assert focus() is page.entry.duty.unit_box
    page.entry.duty.unit_box.put("社区居委会")
    page.entry.duty.owner_box.put("诸葛平")
    press("Enter")
    page.entry.text_box.setFocus()
    press("Enter")
    assert "督查人和责任人不能是同一个人" in words(window) and state(page) == "ADOPTED"
    page.entry.duty.owner_box.put("卢思远")
    page.entry.text_box.setFocus()
    press("Enter")
    assert state(page) == "ASSIGNED"
    assert page.detail.facts["owner"].value.text() == "卢思远　社区居委会"


def test_whoever_offered_is_charged_with_it(fresh: FollowPage) -> None:
    page = fresh
    page.detail.parts.turn("claims")
    page.detail.parts.claims.who_box.setFocus()
    press("杜鹃", "Enter", "周末来办", "Enter")
    assert page.detail.parts.choice.buttons["claims"].text() == "接单 1"
    page.detail.parts.claims.agreed.emit("杜鹃")
    assert page.entry.duty.owner_box.text() == "杜鹃"
    page.entry.text_box.setFocus()
    press("Enter")
    assert state(page) == "ASSIGNED"
    assert page.detail.sheet is not None and page.detail.sheet.line.owner == "杜鹃"


def test_a_whistle_is_reviewed_before_it_is_blown_and_rated_when_they_came(window: MainWindow, chosen: Choose) -> None:
    page = chosen(BINS)
    press(digit(page, "escalate"), "街道城管", "Enter", "来清理占道", "Enter", "Enter", "Enter", "没有执法权", "Enter")
    assert "吹哨单还缺：审核人" in words(window) and state(page) == "IN_PROGRESS"
    assert page.entry.whistle.unit_box.text() == "街道城管"
    page.entry.whistle.reviewed_box.setFocus()
    press("孟繁星", "Enter", "Enter")
    assert state(page) == "ESCALATED"
    assert page.paper_place.isVisible()  # the order is offered at once
    press("1")
    page.entry.by_box.setText("街道城管")
    page.entry.text_box.setFocus()
    press("两人到场", "Enter")
    assert state(page) == "IN_PROGRESS"
    page.detail.parts.turn("whistles")
    rating = page.detail.parts.whistles
    rating.quality_choice.choose("4")
    rating.rate_button.click()
    assert "评价：响应及时，质量4分，已解决" in rating._words(rating.whistles[-1])


def test_esc_folds_an_untouched_whistle_up_again(chosen: Choose) -> None:
    page = chosen(BINS)
    press(digit(page, "escalate"), "Esc")
    assert page.entry.whistle.isHidden() and page.entry.chosen_event == "report_done"


def test_urging_draws_a_number_and_makes_the_order(window: MainWindow, chosen: Choose) -> None:
    page = chosen(LATE)
    assert page.foot.urge_button.text() == "督办单"
    press("Ctrl+P", "本周内清完", "Enter")
    assert "督办〔2026〕1号" in page.detail.timeline.moments[-1].fact
    assert page.paper_place.isVisible()


def test_a_green_light_is_not_urged(window: MainWindow, chosen: Choose) -> None:
    page = chosen(BINS)
    assert not page.foot.urge_button.isEnabled()
    press("Ctrl+P")
    assert "不能“催办”" in words(window)
