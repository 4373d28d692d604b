"""三格记录: three boxes by keys alone, sorted and settled afterwards, also for a meeting of an earlier day."""

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.in_session import open_meeting
from tests.gui.keyboard import focus, press
from yishi.gui.main_window import MainWindow
from yishi.gui.pages import drafts
from yishi.gui.pages.meeting_room import MeetingRoomPage
from yishi.gui.pages.teahouse import NEW, TeahousePage
from yishi.services import meetings
from yishi.services.answers import MeetingSheet


@pytest.fixture
def page(window: MainWindow) -> TeahousePage:
    """The page for a meeting that is not in the book yet."""
    window.go("teahouse", NEW)
    shown = window.page
    assert isinstance(shown, TeahousePage)
    return shown


def sheet(page: TeahousePage) -> MeetingSheet:
    with page.workspace.read() as session:
        return meetings.sheet(session, page.meeting_id, page.workspace.today)


def begin(page: TeahousePage, *keys: str) -> None:
    """Place, then one entry through the three boxes."""
    page.place_box.setFocus()
    press("老井边", "Enter", "Enter", *(keys or ("Enter", "井栏松了", "Enter", "组里出工", "Enter")))


def test_a_place_and_one_entry_make_a_meeting(page: TeahousePage) -> None:
    assert focus() is page.place_box
    begin(page)
    found = sheet(page)
    assert (found.line.place, found.line.state, found.line.start[:10]) == ("老井边", "open", "2026-05-18")
    assert [(s.speaker, s.text, s.reply) for s in found.speeches] == [("某居民", "井栏松了", "组里出工")]
    assert focus() is page.entry.who_box and not page.entry.what


def test_enter_moves_through_the_boxes_and_ctrl_enter_stores_from_the_middle(page: TeahousePage) -> None:
    begin(page)
    press("沈桂兰", "Enter")
    assert focus() is page.entry.what_box
    press("路灯不亮", "Ctrl+Enter")
    last = sheet(page).speeches[-1]
    assert (last.speaker, last.text, last.reply) == ("沈桂兰", "路灯不亮", "")
    assert [line.name for line in sheet(page).marked("present")] == ["沈桂兰"]


def test_without_a_place_nothing_is_stored_and_nothing_is_lost(page: TeahousePage) -> None:
    page.entry.to(page.entry.what_box)
    press("井栏松了", "Ctrl+Enter")
    assert not page.meeting_id and page.entry.what == "井栏松了"
    assert focus() is page.place_box and "在哪里" in page.entry.entry_told.text()


def test_who_came_is_signed_in_from_one_line(page: TeahousePage) -> None:
    page.came_box.setText("周德厚（周家湾组组长）、方志远 沈桂兰，方志远")
    begin(page)
    assert [(line.name, line.role) for line in sheet(page).marked("present")] == [
        ("周德厚", "周家湾组组长"), ("方志远", ""), ("沈桂兰", "")
    ]  # fmt: skip
    press("Alt+2", "我去问供电所", "Ctrl+Enter")
    assert sheet(page).speeches[-1].speaker == "方志远"


def test_a_meeting_of_an_earlier_day_shows_both_days(page: TeahousePage) -> None:
    page.day_box.setText("5-16")
    assert page.late_label.text() == "5月16日开的会，5月18日补录"
    begin(page)
    found = sheet(page)
    assert found.line.start[:10] == "2026-05-16" and str(found.entered_on) == "2026-05-18" and found.speeches[0].at == ""
    assert page.late_label.isVisible() and page.late_label.text() == "5月16日开的会，5月18日补录"


def test_a_day_nobody_can_read_is_told_and_nothing_is_lost(page: TeahousePage, window: MainWindow) -> None:
    from yishi.errors import Refusal

    page.day_box.setText("13-40")
    page.place_box.setText("老井边")
    page.entry.what_box.setPlainText("井栏松了")
    with pytest.raises(Refusal) as refused:
        page.store()
    assert refused.value.code == "YS-T01" and page.entry.what == "井栏松了" and not page.meeting_id


def test_an_opinion_is_marked_and_the_mark_taken_back(page: TeahousePage) -> None:
    begin(page, "Enter", "路灯不亮")
    page.entry.handling_segments.buttons["upward"].click()
    page.store()
    assert sheet(page).speeches[-1].handling == "upward"
    page.entry.what_box.setPlainText("要有个棚")
    for _twice in range(2):
        page.entry.handling_segments.buttons["on_spot"].click()
    page.store()
    assert sheet(page).speeches[-1].handling == ""


def test_ticked_entries_go_to_a_new_topic_and_one_undo_brings_them_back(page: TeahousePage, window: MainWindow) -> None:
    begin(page)
    for text in ("围栏要不锈钢", "路灯不亮"):
        press("Enter", text, "Ctrl+Enter")
    first, second, _third = (speech.id for speech in sheet(page).speeches)
    page.list.entries_table.ticked.emit(first, True)
    page.list.entries_table.ticked.emit(second, True)
    assert page.list.sort_label.text() == "勾了2条，归到"
    page.list.topic_box.setFocus()
    press("老井修缮", "Enter")
    assert [(item.title, item.speeches) for item in sheet(page).agenda] == [("随便聊聊", 1), ("老井修缮", 2)]
    window.undo()
    assert [(item.title, item.speeches) for item in sheet(page).agenda] == [("随便聊聊", 3)]


def test_what_was_settled_becomes_a_resolution(page: TeahousePage) -> None:
    begin(page)
    page.list.entries_table.pressed.emit(sheet(page).speeches[0].id)
    assert focus() is page.list.owner_box and page.list.settle_box.toPlainText() == "组里出工"
    press("方志远", "Enter", "月底", "Enter", "沈桂兰", "Ctrl+Enter")
    (resolution,) = sheet(page).resolutions
    assert (resolution.line.text, resolution.line.owner, resolution.line.supervisor) == ("组里出工", "方志远", "沈桂兰")
    assert page.list.settle_frame.isHidden()


def test_an_entry_is_changed_where_it_was_written(page: TeahousePage) -> None:
    begin(page)
    page.list.entries_table.opened.emit(sheet(page).speeches[0].id)
    assert page.entry.what == "井栏松了" and focus() is page.entry.what_box
    page.entry.what_box.setPlainText("井栏松了三块")
    press("Ctrl+Enter")
    assert [speech.text for speech in sheet(page).speeches] == ["井栏松了三块"]


def test_a_half_written_entry_comes_back_after_a_crash(page: TeahousePage, window: MainWindow, qtbot: QtBot) -> None:
    begin(page)
    page.entry.what_box.setPlainText("路灯")
    page.entry.settled_box.setPlainText("先问")
    window.go("today")
    again = TeahousePage(page.workspace)
    qtbot.addWidget(again)
    again.show_ref(page.meeting_id)
    again.reload()
    assert (again.entry.what, again.entry.settled) == ("路灯", "先问")
    again.store()
    assert sheet(again).speeches[-1].text == "路灯" and drafts.kept(f"sheets-{page.meeting_id}") is None


def test_photos_of_handwritten_notes_are_kept_as_the_source(page: TeahousePage, tmp_path: Path) -> None:
    begin(page)
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    file = tmp_path / "手写稿.png"
    assert image.save(str(file))
    page.attach([file])
    assert [attachment.kind for attachment in sheet(page).attachments] == ["note"]


def test_a_light_meeting_in_the_room_offers_the_three_boxes(window: MainWindow) -> None:
    with window.workspace.write("open_meeting") as session:
        meeting = open_meeting(session)
    window.go("room", meeting)
    room = window.page
    assert isinstance(room, MeetingRoomPage) and room.bar.sheets_button.isVisible()
    room.bar.sheets_button.click()
    QApplication.processEvents()
    page = window.page
    assert isinstance(page, TeahousePage) and page.meeting_id == meeting
    press("Alt+1", "放东门", "Ctrl+Enter")
    assert sheet(page).speeches[-1].speaker == "丁一"
    page.room_button.click()
    assert isinstance(window.page, MeetingRoomPage)
