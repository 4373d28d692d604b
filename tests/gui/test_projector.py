"""一屏展示: what the hall sees, on the second screen or alone, and what becomes of it when the cable is pulled."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

import yishi
from tests.gui.in_session import open_meeting
from tests.gui.keyboard import focus, press
from yishi.gui import projector_paint, theme
from yishi.gui.controls import Button
from yishi.gui.main_window import MainWindow
from yishi.gui.pages.meeting_room import MeetingRoomPage
from yishi.services import people as roster
from yishi.services import room as verbs
from yishi.services import voting
from yishi.services.projection import ProjectorView, ResolutionShown, VoteShown

FULL = ProjectorView(
    "东区小板凳会商", "到会 11/14", "19:47", "议题一", "快递柜放在哪里", ("放东门", "要有个棚", "晚上要有灯"),
    VoteShown("放东门", 8, 2, 1, 0, True), ResolutionShown("快递柜放东门", ("陈立群负责", "6月3日前完成")), "表决规则：同意多于反对。",
)  # fmt: skip


@pytest.fixture
def room(window: MainWindow) -> Iterator[MeetingRoomPage]:
    """A room with two items, shown; whatever is on air is taken off in the end."""
    with window.workspace.write("open_meeting") as session:
        meeting = open_meeting(session)
        verbs.speak(session, meeting, 1, "王三", "丁一说打13812345678，放3幢2单元502室门口")
    window.go("room", meeting)
    shown = window.page
    assert isinstance(shown, MeetingRoomPage)
    yield shown
    shown.hall.projection.projector.switch_off()
    QApplication.processEvents()


def vote(room: MeetingRoomPage, motion: str = "放东门") -> None:
    with room.workspace.write("vote") as session:
        voting.record(session, room.meeting_id, 1, motion, "FOR_GT_AGAINST", "举手", 2, 1, 0)


def painted(view: ProjectorView, width: int = 1920, height: int = 1080) -> projector_paint.Arranged:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    made = projector_paint.paint(painter, QSizeF(width, height), view, theme.HALL_DARK)
    painter.end()
    return made


# ---- on, off, black


def test_f5_fills_the_only_screen_and_escape_goes_back_to_the_speech_box(room: MeetingRoomPage) -> None:
    projector = room.hall.projection.projector
    press("F5")
    assert projector.window is not None and projector.window.isVisible() and "Esc" in projector.window.hint
    assert "投屏 开" in room.info()
    press("Esc")
    assert not projector.on_air and room.window().isVisible() and "投屏" not in room.info()


def test_black_means_that_nothing_is_painted(room: MeetingRoomPage) -> None:
    projector = room.hall.projection.projector
    room.hall.projection.toggle()
    assert projector.window is not None
    room.hall.card.press()
    image = projector.window.grab().toImage()
    colours = {image.pixelColor(x, y).name() for x in range(0, image.width(), 40) for y in range(0, image.height(), 40)}
    assert colours == {"#000000"} and room.hall.card.projector_told.text() == "大家看到的是黑屏"
    room.hall.card.press()
    assert not projector.blank


def test_a_b_in_a_speech_is_a_letter(room: MeetingRoomPage) -> None:
    room.hall.projection.projector.bright = False
    press("Alt+1", "b")
    assert room.speech_box.toPlainText() == "b" and not room.hall.projection.projector.blank


# ---- what is on air


def test_nothing_goes_out_by_itself_but_the_title_of_the_item_in_hand(room: MeetingRoomPage) -> None:
    vote(room)
    room.hall.projection.toggle()
    view = room.hall.projection.view
    assert view.words() == ("议题",) and view.title == "快递柜放在哪里"


def test_figures_appear_when_the_result_is_published_and_go_when_it_is_taken_back(room: MeetingRoomPage) -> None:
    room.hall.projection.toggle()
    assert room.hall.projection.vote is None
    vote(room)
    assert room.hall.projection.view.vote is None and room.hall.card.release_button.text() == "公布结果"
    room.hall.card.release()
    assert room.hall.projection.view.vote is not None and room.hall.projection.view.vote.votes_for == 2
    vote(room, "放西门")
    assert room.hall.projection.view.vote.text == "放东门"
    room.hall.projection.announce()
    assert room.hall.projection.view.vote.text == "放西门"
    room.hall.projection.announce()
    assert room.hall.projection.view.vote is None


def test_another_item_takes_everything_of_the_old_one_off(room: MeetingRoomPage) -> None:
    room.hall.projection.toggle()
    room.hall.projection.add_point("要有个棚")
    vote(room)
    room.hall.projection.announce()
    room.step_topic(1)
    assert room.hall.projection.view.words() == ("议题",) and room.hall.projection.view.title == "夜间广场舞"
    window = room.hall.projection.projector.window
    assert window is not None and window.view == room.hall.projection.view


def test_a_speech_goes_out_without_its_speaker_and_its_numbers(room: MeetingRoomPage) -> None:
    room.hall.show_panel()
    panel = room.hall.panel
    assert panel.speeches_table.model().rowCount() == 1
    panel.speeches_table.pressed.emit("丁一说打13812345678，放3幢2单元502室门口")
    (point,) = room.hall.projection.view.points
    assert point == "丁*说打138****5678，放3幢门口"
    assert panel.speeches_table.model().rowCount() == 0 and "遮住" in panel.point_told.text()


def test_a_point_is_typed_in_the_panel_and_escape_goes_home(room: MeetingRoomPage) -> None:
    press("Shift+F5", "要有个棚", "Enter")
    assert room.hall.projection.view.points == ("要有个棚",) and focus() is room.hall.panel.point_box
    press("Esc")
    assert focus() is room.speech_box


def test_a_resident_who_is_not_at_the_meeting_is_not_named_in_the_hall_either(room: MeetingRoomPage) -> None:
    with room.workspace.write("person") as session:
        roster.add(session, "周德厚", unit="12幢3单元501室", alias="老周头")
        roster.add(session, "买买提·艾力")
    room.hall.projection.add_point("周德厚家占了车位，老周头不让")
    room.hall.projection.add_point("买买提・艾力反对")
    assert room.hall.projection.view.points == ("周*厚家占了车位，周*厚不让", "买**·艾*反对")
    assert room.hall.projection.shown("周德厚来过") == "周*厚来过"


def test_an_illness_is_pointed_out_to_the_operator(room: MeetingRoomPage) -> None:
    room.hall.show_panel()
    room.hall.projection.add_point("老李心脏病又犯了")
    assert "心脏病" in room.hall.panel.point_told.text()


def test_the_preview_shows_what_the_hall_sees_and_nothing_while_it_is_off(room: MeetingRoomPage) -> None:
    preview = room.hall.card.preview

    def colours() -> set[str]:
        image = preview.grab().toImage()
        return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}

    assert theme.HALL_DARK.ground.lower() not in colours()
    room.hall.projection.toggle()
    assert theme.HALL_DARK.ground.lower() in colours()
    room.hall.projection.projector.set_bright(True)
    assert theme.HALL_DARK.ground.lower() not in colours() and theme.HALL_BRIGHT.ground.lower() in colours()


def test_a_closed_meeting_is_off_the_screen(room: MeetingRoomPage) -> None:
    room.hall.projection.toggle()
    with room.workspace.write("close_meeting") as session:
        verbs.close_meeting(session, room.meeting_id)
    assert not room.hall.projection.on_air


# ---- letters


def test_letters_are_big_where_there_is_room() -> None:
    made = painted(FULL)
    assert made.title.px == 68 and made.body == 44 and made.least >= 33 and made.left_out == 0


@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768), (1280, 720), (1024, 768), (3840, 2160)])
def test_letters_shrink_to_33_and_then_the_oldest_points_go(size: tuple[int, int]) -> None:
    points = tuple(f"第{n}条：" + "路灯晚上不亮，回来晚的看不见路，" * 4 for n in range(1, 31))
    made = painted(ProjectorView(**{**FULL.__dict__, "points": points}), *size)
    assert made.body >= 33 and made.least >= 33 and made.left_out > 0
    assert made.points and made.points[-1].lines[0].startswith("第30条")
    assert made.height <= size[1]


def test_texts_without_end_stay_on_the_screen() -> None:
    endless = "很长的话" * 400
    decided = ResolutionShown(endless, ("陈立群负责",))
    made = painted(ProjectorView("会", "", "", "议题一", endless, (endless,), FULL.vote, decided), 1280, 720)
    assert made.height <= 720 and made.title.lines[-1].endswith("…")


# ---- two screens


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a window with a hall screen beside it told, step by step."""
    from datetime import date

    from yishi.services import sample
    from yishi.store.book import Book

    home = tmp_path_factory.mktemp("hall")
    file = home / "hall.yishi"
    with Book.open(file, create=True) as book, book.write("杜鹃", "init") as session:
        sample.fill(session, "urban", date(2026, 5, 18), "杜鹃")
    root = Path(__file__).parents[2]
    paths = os.pathsep.join((str(Path(yishi.__file__).parents[1]), str(root)))
    told = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("two_screens.py")), str(file)], check=True, capture_output=True, encoding="utf-8",
        env=os.environ | {"PYTHONPATH": paths, "YISHI_HOME": str(home), "PYTHONIOENCODING": "utf-8"}, timeout=120,
    )  # fmt: skip
    lines = [json.loads(line) for line in told.stdout.splitlines() if line.startswith("{")]
    return {line["step"]: line for line in lines}


def test_the_hall_has_the_second_screen_and_the_operator_keeps_the_cursor(steps: dict[str, Any]) -> None:
    on = steps["on"]
    assert (on["screen"], on["size"], on["visible"]) == ("hall", [1920, 1080], True)
    assert on["operator"] == "laptop" and on["focus"] == "speech_box" and on["body"] >= 33
    assert "投屏 开（第二屏）" in on["info"]


def test_a_pulled_cable_hides_the_picture_and_never_moves_it_over_the_operator(steps: dict[str, Any]) -> None:
    pulled = steps["pulled"]
    assert pulled["windows"] == ["laptop"] and not pulled["on_air"]
    assert pulled["strips"] == ["screen"] and "投屏" not in pulled["info"] and pulled["focus"] == "speech_box"


def test_a_screen_that_comes_back_is_offered_and_not_taken(steps: dict[str, Any]) -> None:
    assert steps["offered"]["windows"] == ["laptop"] and steps["offered"]["strips"] == ["screen"]
    again = steps["again"]
    assert again["screen"] == "hall" and again["strips"] == []


@pytest.fixture
def private(window: MainWindow) -> Iterator[MeetingRoomPage]:
    """The room of a meeting whose form is never public by itself."""
    with window.workspace.write("open_meeting") as session:
        meeting = verbs.open_meeting(session, "moral_council", "道德评议会", "长廊", "2026-05-18T00:00")
        verbs.add_agenda(session, meeting, "赡养老人")
    window.go("room", meeting)
    shown = window.page
    assert isinstance(shown, MeetingRoomPage)
    yield shown
    shown.hall.projection.projector.switch_off()
    QApplication.processEvents()


def test_a_meeting_that_is_not_public_is_asked_about_before_it_goes_on_air(private: MeetingRoomPage) -> None:
    projection, strips = private.hall.projection, private.hall.watch.strips
    press("F5")
    assert not projection.on_air and strips["private"].isVisible()
    strips["private"].findChildren(Button)[1].click()
    assert not projection.on_air and "private" not in strips
    press("F5")
    strips["private"].findChildren(Button)[0].click()
    assert projection.on_air and "private" not in strips
    assert projection.projector.window is not None and projection.projector.window.view.title == "赡养老人"


def test_the_result_is_published_from_the_vote_card(room: MeetingRoomPage) -> None:
    button = room.vote.announce_button
    vote(room)
    assert not button.isVisibleTo(room.vote)
    press("F5")
    assert button.isVisibleTo(room.vote) and room.hall.projection.view.vote is None
    button.click()
    assert room.hall.projection.view.vote is not None and not button.isVisibleTo(room.vote)
    vote(room, "放西门")
    assert button.isVisibleTo(room.vote)


def test_what_was_saved_while_the_projector_was_off_is_there_when_it_goes_on(room: MeetingRoomPage) -> None:
    with room.workspace.write("sign_in") as session:
        verbs.sign_in(session, room.meeting_id, "新来的")
    press("F5")
    window = room.hall.projection.projector.window
    assert window is not None and f"/{room.sheet.line.expected}" in window.view.attendance


def test_publishing_waits_while_figures_are_typed(room: MeetingRoomPage) -> None:
    vote(room)
    room.vote.offer_to_announce(True)  # what the room does while the hall is on
    button = room.vote.announce_button
    assert button.isVisibleTo(room.vote)
    press("F8", "1")
    assert room.vote.is_begun and not button.isVisibleTo(room.vote)
    room.vote.clear()
    room.vote.offer_to_announce(True)
    assert not room.vote.is_begun and button.isVisibleTo(room.vote)
