"""What helps while people speak: whose turn it is, how an opinion is dealt with, what is attached, what comes back."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from tests.gui.keyboard import focus, press
from yishi.errors import Refusal
from yishi.gui import theme
from yishi.gui.main_window import MainWindow
from yishi.gui.pages.meeting_room import MeetingRoomPage
from yishi.gui.pages.turn_line import SECONDS
from yishi.gui.widgets import Strip
from yishi.gui.workspace import Workspace
from yishi.services import meetings, room
from yishi.services.answers import MeetingSheet

PEOPLE = ("丁一", "于二", "王三", "方四", "田五")
M4A = b"\x00\x00\x00\x20ftypM4A \x00\x00\x00\x00voice"


@pytest.fixture
def meeting(workspace: Workspace) -> str:
    """A meeting that is open: three items, five people present, another presides."""
    with workspace.write("open_meeting") as session:
        made = room.open_meeting(session, "bench", "东区小板凳会商", "东区长廊", "2026-05-18T00:00", "孟繁星", "杜鹃")
        for title in ("快递柜放在哪里", "夜间广场舞", "楼道堆物"):
            room.add_agenda(session, made, title)
        for name in PEOPLE:
            room.sign_in(session, made, name)
    return made


@pytest.fixture
def page(window: MainWindow, meeting: str) -> MeetingRoomPage:
    window.go("room", meeting)
    shown = window.page
    assert isinstance(shown, MeetingRoomPage)
    return shown


def sheet(page: MeetingRoomPage) -> MeetingSheet:
    with page.workspace.read() as session:
        return meetings.sheet(session, page.meeting_id, page.workspace.today)


def picture(file: Path, colour: str = "red") -> Path:
    image = QImage(80, 60, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    assert image.save(str(file))
    return file


def drop(page: MeetingRoomPage, *files: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    told = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(page, QDragEnterEvent(QPoint(5, 5), *told))
    QApplication.sendEvent(page, QDropEvent(QPointF(5, 5), *told))
    for _turn in range(3):
        QApplication.processEvents()


# ---- how an opinion is dealt with


def test_three_keys_say_how_the_last_opinion_was_answered(page: MeetingRoomPage) -> None:
    press("Alt+1", "楼道灯坏了", "Enter", "Ctrl+K", "明天换", "Enter")
    (speech,) = sheet(page).speeches
    assert (speech.handling, speech.reply) == ("on_spot", "明天换")
    assert focus() is page.speech_box and page.floor.handling.isHidden()


def test_the_same_key_goes_on_to_the_next_way_and_undo_takes_it_back(page: MeetingRoomPage) -> None:
    press("Alt+1", "楼道灯坏了", "Enter", "Ctrl+K", "Ctrl+K", "Ctrl+K", "Enter")
    assert sheet(page).speeches[0].handling == "upward"
    press("Ctrl+Z")
    assert sheet(page).speeches[0].handling == "" and len(sheet(page).speeches) == 1


def test_one_key_in_the_list_marks_all_chosen_lines(page: MeetingRoomPage) -> None:
    press("Alt+1", "一", "Enter", "Alt+2", "二", "Enter", "Alt+3", "三", "Enter", "Up")
    press("Shift+Up", "2")
    assert [speech.handling for speech in sheet(page).speeches] == ["", "afterwards", "afterwards"]
    press("Up", "3", "0")
    assert [speech.handling for speech in sheet(page).speeches] == ["", "afterwards", "afterwards"]


def test_how_it_is_dealt_with_stands_as_a_tag_in_the_line(page: MeetingRoomPage) -> None:
    press("Alt+1", "楼道灯坏了", "Enter")
    assert page.speech_list.isColumnHidden(4)
    press("Ctrl+K", "明天换", "Enter")
    cells = page.speech_list.rows.rows[0].cells
    assert cells[4].tag == "当场答复" and cells[3].text == "楼道灯坏了\n答：明天换"
    assert not page.speech_list.isColumnHidden(4)


def test_escape_leaves_an_opinion_as_it_was_and_the_half_typed_sentence_too(page: MeetingRoomPage) -> None:
    press("Alt+1", "一", "Enter", "说到一半", "Ctrl+K", "不对", "Esc")
    assert sheet(page).speeches[0].handling == ""
    assert page.speech_box.toPlainText() == "说到一半" and focus() is page.speech_box


# ---- whose turn


def test_after_one_for_the_other_side_is_called(page: MeetingRoomPage) -> None:
    press("Alt+1", "Ctrl+T", "同意", "Enter")
    assert "请反对的先说" in page.floor.turns.hint_label.text()
    press("Alt+2", "Ctrl+T", "Ctrl+T", "不行", "Enter")
    assert "请赞成的先说" in page.floor.turns.hint_label.text()


def test_who_has_not_spoken_is_named_and_who_spoke_twice_is_told_to_wait(page: MeetingRoomPage) -> None:
    press("Alt+1", "一", "Enter", "二", "Enter")
    words = page.floor.turns.hint_label.text()
    assert "还没说的4人：于二、王三、方四、田五" in words and "丁一说过2次了" in words
    press("Alt+2")
    assert "丁一说过2次了" not in page.floor.turns.hint_label.text()


def test_the_one_who_presides_is_reminded_to_stay_neutral(page: MeetingRoomPage) -> None:
    page.speak_as("孟繁星")
    press("Ctrl+T", "我看可以", "Enter")
    assert "主持人只主持，不表态" in page.floor.turns.hint_label.text()


def test_times_and_minutes_are_told_when_asked_for(page: MeetingRoomPage) -> None:
    press("Alt+1", "一", "Enter")
    assert not page.floor.turns.shares_label.isVisible()
    page.floor.turns.more_button.click()
    assert page.floor.turns.shares_label.isVisible() and page.floor.turns.shares_label.text().startswith("丁一 1次")
    assert focus() is page.speech_box or page.floor.turns.more_button.hasFocus()


def test_after_two_minutes_a_bell_rings_once(page: MeetingRoomPage) -> None:
    rung: list[int] = []
    line = page.floor.turns
    line.bell = lambda: rung.append(1)
    press("Ctrl+R")
    assert line.count_button.text() == "2:00"
    for _second in range(SECONDS + 3):
        line.tick()
    assert rung == [1] and line.count_button.text() == "时间到"
    press("Ctrl+R")
    assert line.count_button.text() == "限时2分"


def test_the_bell_can_be_switched_off(page: MeetingRoomPage) -> None:
    rung: list[int] = []
    line = page.floor.turns
    line.bell = lambda: rung.append(1)
    line.bell_button.click()
    press("Ctrl+R")
    for _second in range(SECONDS):
        line.tick()
    assert rung == [] and line.count_button.text() == "时间到"


def test_another_speaker_gets_two_minutes_of_their_own(page: MeetingRoomPage) -> None:
    press("Alt+1", "Ctrl+R")
    page.floor.turns.tick()
    assert page.floor.turns.count_button.text() == "1:59"
    press("Alt+2")
    assert page.floor.turns.count_button.text() == "2:00"


def test_in_a_low_window_the_advice_gives_way_until_a_countdown_runs(page: MeetingRoomPage, window: MainWindow, qtbot: QtBot) -> None:
    assert page.floor.turns.isVisible()
    window.resize(1093, 480)
    qtbot.waitUntil(lambda: not page.floor.turns.isVisible())
    assert page.speech_box.isVisible()
    press("Ctrl+R")
    assert page.floor.turns.isVisible()


# ---- what comes in


def test_dropped_photos_and_recordings_belong_to_the_item_in_hand(page: MeetingRoomPage, tmp_path: Path) -> None:
    sound = tmp_path / "录音 <b>&.txt"
    sound.write_bytes(M4A)
    press("Alt+Down")
    drop(page, picture(tmp_path / "一 %s.jpg"), sound)
    lines = sheet(page).attachments
    assert [(line.kind, line.agenda) for line in lines] == [("photo", 2), ("recording", 2)]
    assert all(line.at for line in lines)
    assert [button.text() for button in page.floor.pictures.buttons.values()] == ["〔图1〕", "〔录音1〕"]
    press("Alt+Up")
    assert not page.floor.pictures.isVisible()
    press("Ctrl+Z")
    assert not sheet(page).attachments


def test_a_pasted_picture_is_attached_and_pasted_text_stays_text(page: MeetingRoomPage) -> None:
    image = QImage(90, 50, QImage.Format.Format_RGB32)
    image.fill(QColor("blue"))
    QGuiApplication.clipboard().setImage(image)
    press("Ctrl+V")
    assert len(sheet(page).attachments) == 1 and page.speech_box.toPlainText() == ""
    both = QMimeData()
    both.setText("表格里的字")
    both.setImageData(image)
    QGuiApplication.clipboard().setMimeData(both)
    press("Ctrl+V")
    assert len(sheet(page).attachments) == 1 and page.speech_box.toPlainText() == "表格里的字"


def test_a_file_that_is_neither_is_named_and_the_others_are_kept(page: MeetingRoomPage, tmp_path: Path) -> None:
    wrong = tmp_path / "说明.docx"
    wrong.write_bytes(b"PK\x03\x04")
    with pytest.raises(Refusal) as refused:
        page.floor.taking_in.take_files([picture(tmp_path / "a.jpg"), wrong])
    assert "说明.docx" in refused.value.message
    assert len(sheet(page).attachments) == 1


def test_the_same_picture_twice_is_kept_once(page: MeetingRoomPage, tmp_path: Path) -> None:
    file = picture(tmp_path / "a.jpg")
    drop(page, file, file)
    with pytest.raises(Refusal) as refused:
        page.floor.taking_in.take_files([file])
    assert len(sheet(page).attachments) == 1 and refused.value.code == "YS-A05"
    drop(page, file, picture(tmp_path / "b.jpg", "green"))
    assert len(sheet(page).attachments) == 2


def test_f6_takes_the_files_that_are_chosen(page: MeetingRoomPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = [str(picture(tmp_path / "a.jpg")), str(picture(tmp_path / "b.jpg", "green"))]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (chosen, ""))
    press("F6")
    assert len(sheet(page).attachments) == 2


def test_f7_says_how_a_recording_gets_here(page: MeetingRoomPage) -> None:
    press("F7")
    assert any("拖进" in strip.label.text() for strip in page.findChildren(Strip) if strip.isVisible())


def test_a_picture_is_looked_at_and_consent_is_noted(page: MeetingRoomPage, tmp_path: Path) -> None:
    drop(page, picture(tmp_path / "a.jpg"), picture(tmp_path / "b.jpg", "green"))
    first, second = sheet(page).attachments
    page.floor.pictures.buttons[first.id].click()
    shown = page.floor.picture_page
    assert shown.isVisible() and not shown.view.picture.isNull() and "图1" in shown.title_label.text()
    shown.consent_tick.click()
    shown.next_button.click()
    shown.kinds.buttons["note"].click()
    shown.caption_box.setFocus()
    press("东门口", "Enter")
    told = [(line.photo_consent, line.kind, line.caption) for line in sheet(page).attachments]
    assert told == [(True, "photo", ""), (None, "note", "东门口")] and shown.shown_id == second.id
    press("Esc")
    assert focus() is page.speech_box


def test_a_struck_picture_is_gone_from_the_list_and_comes_back(page: MeetingRoomPage, tmp_path: Path) -> None:
    drop(page, picture(tmp_path / "a.jpg"))
    page.floor.look_at(sheet(page).attachments[0].id)
    page.floor.picture_page.strike_button.click()
    assert not sheet(page).attachments and not page.floor.picture_page.isVisible()
    press("Ctrl+Z")
    assert len(sheet(page).attachments) == 1


def test_a_missing_file_is_said_in_words(page: MeetingRoomPage, tmp_path: Path) -> None:
    drop(page, picture(tmp_path / "a.jpg"))
    line = sheet(page).attachments[0]
    kept = page.workspace.kept_file(line.sha256)
    assert kept is not None
    kept.unlink()
    page.floor.look_at(line.id)
    assert page.floor.picture_page.view.picture.isNull() and "不在这台电脑上" in page.floor.picture_page.view.words


# ---- the agenda in mid-meeting


def test_an_item_is_moved_while_it_is_discussed(page: MeetingRoomPage) -> None:
    press("Alt+Shift+Down")
    assert [item.title for item in sheet(page).agenda] == ["夜间广场舞", "快递柜放在哪里", "楼道堆物"]
    assert page.agenda is not None and page.agenda.title == "快递柜放在哪里"
    press("Alt+1", "放东门", "Enter")
    assert sheet(page).speeches[0].agenda == 2
    page.side.move_up_button.click()
    assert sheet(page).agenda[0].title == "快递柜放在哪里" and not page.side.move_up_button.isEnabled()


def test_one_button_puts_an_item_off_and_takes_that_back(page: MeetingRoomPage) -> None:
    page.next_time_button.click()
    assert sheet(page).agenda[0].outcome == "next_time" and page.next_time_button.isChecked()
    press("Alt+Down")
    assert not page.next_time_button.isChecked()
    press("Alt+Up")
    page.next_time_button.click()
    assert sheet(page).agenda[0].outcome == ""


def test_what_was_agreed_is_written_with_the_item(page: MeetingRoomPage) -> None:
    press("Ctrl+G")
    page.details.conclusion_box.setFocus()
    press("先试一个月", "Enter")
    assert sheet(page).agenda[0].conclusion == "先试一个月" and focus() is page.speech_box


# ---- the resolution


@pytest.mark.parametrize(("typed", "due"), [("1231", "2026-12-31"), ("月底", "2026-05-31"), ("+7", "2026-05-25"), ("下周五", "2026-05-29")])
def test_a_resolution_takes_at_most_sixteen_keys_and_its_text(page: MeetingRoomPage, typed: str, due: str) -> None:
    keys = ("F9", "Enter", "d", "y", "Enter", *typed, "Enter", "w", "s", "Enter", "Ctrl+Enter")
    assert len(keys) <= 16
    press(keys[0], "快递柜挪到东门", *keys[1:])
    (made,) = sheet(page).resolutions
    assert (made.line.owner, made.line.supervisor, str(made.agreed_due)) == ("丁一", "王三", due)


# ---- after a crash


def test_after_a_crash_it_is_said_what_came_back(page: MeetingRoomPage, window: MainWindow, workspace: Workspace, qtbot: QtBot) -> None:
    press("Alt+1", "一", "Enter", "说到一半")
    page.entry.keep_draft()
    saved = workspace.saved_before()
    again = MainWindow(workspace)  # the first one never left the room
    qtbot.addWidget(again)
    again.show()
    again.go("room", page.meeting_id)
    strips = [strip.label.text() for strip in again.page.findChildren(Strip) if "上次会议没有正常结束" in strip.label.text()]
    assert strips == [f"上次会议没有正常结束，已恢复到 {saved}，共1条发言。"] and saved.count(":") == 2


def test_who_left_the_room_properly_is_told_nothing(page: MeetingRoomPage, workspace: Workspace, qtbot: QtBot) -> None:
    assert page.may_leave()
    again = MainWindow(workspace)
    qtbot.addWidget(again)
    again.show()
    again.go("room", page.meeting_id)
    assert not [strip for strip in again.page.findChildren(Strip) if "上次会议" in strip.label.text()]


@pytest.mark.parametrize("points", theme.POINTS)
def test_the_tools_fit_the_entry_row_at_every_text_size(page: MeetingRoomPage, points: float) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.wear(app, theme.LIGHT, points)
    QApplication.processEvents()
    for tool in (page.entry.stance_button, page.entry.handle_tool, page.entry.correct_tool):
        assert tool.isVisible() and tool.width() >= tool.minimumSizeHint().width()
        assert tool.mapTo(page.entry, tool.rect().topRight()).x() <= page.entry.width()
