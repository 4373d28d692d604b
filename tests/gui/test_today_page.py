"""今日: counts, the worst first, and every way from there."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from tests.gui.keyboard import focus, press
from yishi.gui.main_window import MainWindow
from yishi.gui.pages.follow import FollowPage
from yishi.gui.pages.today import TodayPage


@pytest.fixture
def page(window: MainWindow) -> TodayPage:
    """The page, shown."""
    window.go("today")
    found = window.page
    assert isinstance(found, TodayPage)
    return found


def follow(window: MainWindow) -> FollowPage:
    assert isinstance(window.page, FollowPage)
    return window.page


def test_the_lamps_count_and_the_badge_says_the_red_ones(window: MainWindow, page: TodayPage) -> None:
    assert [label.text() for label in (page.red_count, page.yellow_count, page.green_count)] == ["1", "2", "3"]
    assert "1项逾期" in window.rail.buttons["follow"].accessibleName()


def test_the_list_is_worst_first_with_its_next_step(page: TodayPage) -> None:
    first = page.todo_table.rows.rows[0]
    assert (first.cells[0].chip, first.cells[0].text) == ("red", "逾期 4天")
    assert first.cells[-1].button == "报办结"


def test_enter_opens_the_matter_in_follow(window: MainWindow, page: TodayPage) -> None:
    press("Down")
    wanted = page.todo_table.chosen_ref()
    press("Enter")
    shown = follow(window)
    assert shown.resolution_table.chosen_ref() == wanted
    assert focus() is shown.resolution_table


def test_f2_goes_on_typing_what_was_done(window: MainWindow, page: TodayPage) -> None:
    wanted = page.todo_table.chosen_ref()
    press("F2", "清完了", "Enter")
    shown = follow(window)
    assert shown.resolution_table.chosen_ref() == wanted
    assert shown.detail.timeline.moments[-1].text == "清完了"


def test_space_begins_the_next_step(window: MainWindow, page: TodayPage) -> None:
    press("Space")
    shown = follow(window)
    assert shown.entry.chosen_event == "report_done"
    assert focus() is shown.entry.text_box


def test_only_red_opens_follow_with_only_red(window: MainWindow, page: TodayPage) -> None:
    page.red_button.click()
    assert [row.cells[0].chip for row in follow(window).resolution_table.rows.rows] == ["red"]


def test_an_open_meeting_is_offered_to_go_on_with(window: MainWindow, page: TodayPage) -> None:
    from yishi.services import room

    with window.workspace.write("open_meeting") as session:
        room.open_meeting(session, "bench", "新会商", "3幢楼下", f"{window.workspace.today}T19:00")
    assert page.open_card.name_label.text() == "新会商"
    assert page.open_card.go_button.text() == "接着开"


def test_the_week_marks_what_falls_due(page: TodayPage) -> None:
    assert page.week.accessibleName() == "这一周　20日到期2件"


def test_nothing_to_do_says_what_can_be_done(window: MainWindow, page: TodayPage, tmp_path: Path) -> None:
    from yishi.services import communities

    window.workspace.open(str(tmp_path / "empty.yishi"), create=True)
    with window.workspace.write("init") as session:
        communities.found(session, "village", "桃湾村")
    window.go("today")
    shown = window.page
    assert isinstance(shown, TodayPage)
    assert shown.empty_card.isVisible() and not shown.todo_card.isVisible()
    assert "今天没有要办的事" in shown._empty.label.text()


def test_one_click_leaves_the_sample(window: MainWindow, page: TodayPage) -> None:
    assert page.sample_strip.isVisible()
    button = page.sample_strip.findChild(QPushButton, "leave_sample_button")
    assert button is not None
    button.click()
    assert window.here == "first_run"


def test_ctrl_p_offers_the_minutes_of_the_latest_meeting(page: TodayPage) -> None:
    press("Ctrl+P")
    assert page.paper_place.isVisible()
    words = "".join(label.text() for label in page.paper_place.findChildren(QLabel))
    assert "纪要" in words


def test_a_meeting_that_is_prepared_is_the_next_meeting(window: MainWindow) -> None:
    from yishi.services import prepare

    with window.workspace.write("plan") as session:
        planned = prepare.plan(session, "teahouse", "下周的茶馆", "祠堂", "2026-05-25T19:00")
    window.go("today")
    card = window.page.open_card  # type: ignore[union-attr]
    assert (card.title_label.text(), card.name_label.text(), card.go_button.text()) == ("下一场会", "下周的茶馆", "准备")
    press("F9")
    assert (window.here, window.page.prepare.meeting_id) == ("meetings", planned)  # type: ignore[union-attr]


def on_day(window: MainWindow, day: date) -> TodayPage:
    """Show the page as it is on another day."""
    window.workspace._given = day
    window.go("follow")
    window.go("today")
    found = window.page
    assert isinstance(found, TodayPage)
    found.reload()
    return found


def test_what_else_must_be_thought_of_stands_beside_the_list(window: MainWindow, page: TodayPage) -> None:
    shown = on_day(window, date(2026, 6, 25))
    codes = [reminder.code for reminder in shown.reminder_card.reminders]
    assert codes[0] == "escalate" and {"outcome", "papers"} <= set(codes)
    assert shown.reminder_card.isVisible()
    button = shown.reminder_card.findChild(QPushButton, "reminder-outcome")
    assert button is not None and "结果还没公开" in button.accessibleName()


def test_a_reminder_leads_to_where_it_is_done(window: MainWindow, page: TodayPage) -> None:
    shown = on_day(window, date(2026, 6, 25))
    button = shown.reminder_card.findChild(QPushButton, "reminder-outcome")
    assert button is not None
    button.click()
    assert follow(window).entry.chosen_event == "publish_outcome"


def test_the_list_says_what_is_special_about_a_matter(window: MainWindow, page: TodayPage) -> None:
    shown = on_day(window, date(2026, 6, 25))
    subs = [row.cells[1].sub for row in shown.todo_table.rows.rows]
    assert any("建议吹哨" in sub for sub in subs) and any("结果待公开" in sub for sub in subs) and any("还缺" in sub for sub in subs)


def test_a_day_without_anything_to_remember_has_no_such_card(page: TodayPage) -> None:
    assert page.reminder_card.reminders == () and not page.reminder_card.isVisible()
