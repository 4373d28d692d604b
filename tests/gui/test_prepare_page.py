"""The preparation of a meeting: three columns, everything stored as it is typed, begun by F9."""

from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.gui.keyboard import focus, press
from yishi.errors import Refusal
from yishi.gui import printing
from yishi.gui.main_window import MainWindow
from yishi.gui.pages.meetings import MeetingsPage
from yishi.services import meetings, people, pool, preparation, prepare
from yishi.services.answers import MeetingSheet
from yishi.services.prepared import Preparation


@pytest.fixture
def page(window: MainWindow) -> MeetingsPage:
    """The meetings of the sample, the next one proposed."""
    window.go("meetings")
    shown = window.page
    assert isinstance(shown, MeetingsPage)
    press("Ctrl+N")
    return shown


def only(page: MeetingsPage) -> Preparation:
    """Return the one planned meeting, as the book has it."""
    with page.workspace.read() as session:
        (line,) = [line for line in meetings.lines(session) if line.state == "planned"]
        return preparation.of_meeting(session, line.id, page.workspace.today)


def planned(page: MeetingsPage) -> int:
    with page.workspace.read() as session:
        return sum(line.state == "planned" for line in meetings.lines(session))


def begun(page: MeetingsPage) -> MeetingSheet:
    with page.workspace.read() as session:
        (line,) = [line for line in meetings.lines(session) if line.state == "open"]
        return meetings.sheet(session, line.id, page.workspace.today)


def type_over(page: MeetingsPage, name: str, text: str) -> None:
    box = getattr(page.prepare.facts, name)
    box.setFocus()
    box.selectAll()
    press(text, "Enter")


def complaint(qtbot: QtBot, *keys: str) -> Refusal:
    with qtbot.captureExceptions() as errors:
        press(*keys)
    refused = errors[0][1]
    assert isinstance(refused, Refusal)
    return refused


def test_what_the_last_meeting_had_is_proposed_and_nothing_is_written(page: MeetingsPage) -> None:
    facts = page.prepare.facts
    assert facts.place_box.text() and facts.place_box.property("kind") == "auto"
    assert len(page.prepare.people.lines) == 14 and page.prepare.agenda.items
    assert planned(page) == 0


def test_the_first_change_puts_it_into_the_book_and_the_cursor_goes_on(page: MeetingsPage) -> None:
    press("五月的会商", "Enter")
    assert (only(page).title, only(page).number) == ("五月的会商", "BD-2026-06")
    assert focus() is page.prepare.facts.day_box
    assert page.chosen is not None and page.chosen.state == "planned"


def test_one_undo_takes_the_planning_back(page: MeetingsPage) -> None:
    press("五月的会商", "Enter")
    press("Esc", "Ctrl+Z")
    assert planned(page) == 0 and page.side.currentWidget() is page.sheet_page


def test_red_resolutions_stand_first_on_the_agenda(page: MeetingsPage) -> None:
    first = page.prepare.agenda.agenda_table.rows.rows[0].cells[0]
    assert first.sub_kind == "red" and "（上次未了）" in first.text and "请孙伟说明" in first.sub


def test_an_item_is_added_moved_timed_and_taken_off_by_keys(page: MeetingsPage) -> None:
    count = len(page.prepare.agenda.items)
    page.prepare.agenda.topic_box.setFocus()
    press("快递柜", "Enter")
    assert only(page).agenda[-1].title == "快递柜" and focus() is page.prepare.agenda.topic_box
    press("Alt+Up")
    assert only(page).agenda[-2].title == "快递柜"
    page.prepare.agenda.agenda_table.setFocus()
    press("F2", "20", "Enter")
    assert only(page).agenda[-2].minutes == 20
    page.prepare.agenda.choose(count)
    press("Del")
    assert "快递柜" not in [item.title for item in only(page).agenda]
    assert len(only(page).agenda) == count


def test_more_minutes_than_the_meeting_has_stand_in_red(page: MeetingsPage) -> None:
    type_over(page, "minutes_box", "15")
    page.prepare.agenda.agenda_table.setFocus()
    press("Enter", "40", "Enter")
    shown = page.prepare.agenda.agenda_minutes
    assert (shown.text(), shown.property("kind")) == ("共40分钟，超出25分钟", "red")


def test_topics_come_from_the_pool(page: MeetingsPage) -> None:
    with page.workspace.write("topic") as session:
        pool.capture(session, "电梯口乱堆纸箱", source="resident")
    page.prepare.agenda.pool_button.click()
    press("Enter")
    assert only(page).agenda[-1].title == "电梯口乱堆纸箱"
    assert not page.prepare.agenda.pool_table.rows.rows
    press("Esc")
    assert page.prepare.agenda.agenda_table.isVisible()


def test_somebody_is_added_by_name_and_taken_off_by_del(page: MeetingsPage) -> None:
    page.prepare.people.person_box.setFocus()
    press("新来的人", "Enter")
    assert only(page).expected[-1].name == "新来的人" and page.prepare.people.person_box.text() == ""
    page.prepare.people.people_table.choose(only(page).expected[-1].person_id)
    page.prepare.people.people_table.setFocus()
    press("Del")
    assert len(only(page).expected) == 14


def test_who_is_on_the_list_already_is_not_added_again(page: MeetingsPage, qtbot: QtBot) -> None:
    page.prepare.people.person_box.setFocus()
    page.prepare.people.person_box.set_name(page.prepare.people.lines[0].name)
    assert complaint(qtbot, "Enter").code == "YS-M42"
    assert len(page.prepare.people.lines) == 14 and planned(page) == 0


def test_a_group_is_added_once_and_namesakes_are_told_inline(page: MeetingsPage) -> None:
    name = page.prepare.people.lines[0].name
    with page.workspace.write("person") as session:
        people.add(session, name, unit="9幢")
    menu = page.prepare.people.menu()
    next(action for action in menu.actions() if action.text().startswith("整本名册")).trigger()
    told = page.prepare.people.people_told
    assert told.isVisible() and "本来就在" in told.text() and f"重名：{name}2人" in told.text() and "9幢" in told.text()


def test_another_form_takes_another_number_and_name(page: MeetingsPage) -> None:
    type_over(page, "place_box", "3幢楼下")
    page.prepare.facts.form_button.setFocus()
    while page.prepare.facts.forms.value != "residents_council":
        press("Down")
    shown = only(page)
    assert (shown.number, shown.place, shown.title) == ("YS-2026-06", "3幢楼下", "翠屏社区居民议事会")


def test_a_meeting_of_a_later_day_asks_before_it_begins_today(page: MeetingsPage, window: MainWindow) -> None:
    type_over(page, "day_box", "0522")
    press("F9")
    assert window.here == "meetings" and planned(page) == 1
    assert "这场会定在5月22日" in "".join(strip.label.text() for strip in page.prepare.strips.findChildren(printing.Strip))
    press("F9")
    assert window.here == "room" and begun(page).line.start.startswith("2026-05-18")


def test_a_day_that_has_passed_is_entered_afterwards_and_both_days_are_kept(page: MeetingsPage, window: MainWindow) -> None:
    type_over(page, "day_box", "5.10")
    assert page.prepare.start_button.text() == "开始补录"
    press("F9")
    made = begun(page)
    assert (made.line.start[:10], made.entered_on) == ("2026-05-10", date(2026, 5, 18))
    window.go("meetings", made.line.id)
    assert "5月18日补录" in page.sheet_facts.text()


def test_a_day_that_nobody_can_read_stays_in_its_field_and_begins_nothing(page: MeetingsPage, qtbot: QtBot) -> None:
    page.prepare.facts.day_box.set_name("改天")
    refused = complaint(qtbot, "F9")
    assert refused.code == "YS-T01" and refused.next_step
    assert page.prepare.facts.day_box.text() == "改天" and focus() is page.prepare.facts.day_box
    assert planned(page) == 0 and len(page.lines) == 2


def test_what_is_still_being_typed_begins_with_the_meeting(page: MeetingsPage) -> None:
    press("今晚的会商")
    page.prepare.agenda.topic_box.setFocus()
    press("最后一件事", "F9")
    made = begun(page)
    assert (made.line.title, made.agenda[-1].title) == ("今晚的会商", "最后一件事")


def test_the_notice_is_one_click_away_and_its_day_is_kept(page: MeetingsPage) -> None:
    papers = {paper.name: paper.button for paper in page.prepare.papers.papers}
    papers["notice"].click()
    made = list((Path(printing.paths.home()) / printing.FOLDER).glob("*会议通知.pdf"))
    assert len(made) == 1 and planned(page) == 1 and page.strip_place.isVisible()
    page.prepare.papers.posted_button.click()
    assert only(page).notice.posted_on == date(2026, 5, 18)
    assert page.prepare.facts.notice_box.text() == "5月18日 周一"


def test_given_up_it_leaves_the_list_and_undo_brings_it_back(page: MeetingsPage) -> None:
    press("五月的会商", "Enter")
    page.prepare.cancel_button.click()
    assert planned(page) == 0 and page.side.currentWidget() is page.sheet_page
    page.workspace.undo()
    assert only(page).title == "五月的会商" and len(only(page).expected) == 14


def test_where_there_is_no_room_for_both_the_preparation_takes_the_page(page: MeetingsPage, window: MainWindow) -> None:
    window.resize(1093, 574)
    press("五月的会商", "Enter")
    assert page.list_card.isHidden() and page.prepare.back_button.isVisible()
    press("Esc")
    assert page.list_card.isVisible() and page.continue_button.text() == "接着准备"
    press("Enter")
    assert page.list_card.isHidden() and focus() is page.prepare.facts.title_box


def test_an_empty_book_offers_three_ways(window: MainWindow, tmp_path: Path) -> None:
    from yishi.services import communities

    window.workspace.open(str(tmp_path / "empty.yishi"), create=True)
    with window.workspace.write("init") as session:
        communities.found(session, "village", "桃湾村")
    window.go("meetings")
    shown = window.page
    assert isinstance(shown, MeetingsPage)
    words = [button.text() for button in shown.no_meetings.findChildren(type(shown.new_button)) if button.isVisible()]
    assert words == ["看样例", "先准备", "直接开会"]
    next(b for b in shown.no_meetings.findChildren(type(shown.new_button)) if b.text() == "先准备").click()
    assert focus() is shown.prepare.facts.day_box
    press("0525", "Enter")
    assert planned(shown) == 1


def test_a_planned_meeting_of_the_book_can_be_prepared_further(page: MeetingsPage) -> None:
    press("Esc")
    with page.workspace.write("plan") as session:
        prepare.plan(session, "bench", "六月的会商", "3幢楼下", "2026-06-05T19:00")
    page.meetings_table.choose(page.meetings_table.rows.rows[0].ref)
    assert page.prepare.facts.title_box.text() == "六月的会商" and page.prepare.facts.day_box.text() == "6月5日 周五"
    type_over(page, "host_box", "马骁")
    assert only(page).host == "马骁"
