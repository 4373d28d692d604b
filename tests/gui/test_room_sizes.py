"""A meeting on small screens with big letters: in every state of the room nothing is cut off and the entry row is in sight."""

import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from yishi.gui import theme
from yishi.gui.main_window import MainWindow
from yishi.gui.pages.meeting_room import MeetingRoomPage

sys.path.insert(0, str(Path(__file__).parents[2] / "packaging"))

import room_scenes
from shots import clipped, settle, unnamed

SIZES = ((10.5, 1366, 728), (12.0, 1366, 728), (14.0, 1366, 728), (18.0, 1366, 728), (10.5, 1093, 574), (10.5, 911, 472))
SCENES = [scene for scene in room_scenes.SCENES if scene not in ("projector", "prepare", "sheets")]


@pytest.mark.parametrize(("points", "width", "height"), SIZES)
def test_a_state_of_the_room_fits_and_nothing_is_cut_off(
    points: float, width: int, height: int, window: MainWindow, qapp: QApplication
) -> None:
    theme.wear(qapp, theme.LIGHT, points)
    window.resize(width, height)
    for scene in SCENES:
        room_scenes.show(scene, window)
        settle(qapp)
        room, least = window.page, window.least()
        assert isinstance(room, MeetingRoomPage)
        assert (least.width() <= width, least.height() <= height) == (True, True), (scene, least)
        assert (window.width(), window.height()) == (width, height)
        assert clipped(window) == [], scene
        assert unnamed(window) == [], scene
        assert room.columns.compact == (width < 1366 or points == 18.0)
        room.hall.projection.projector.switch_off()


@pytest.mark.parametrize(("points", "width", "height"), SIZES)
@pytest.mark.parametrize("scene", ["prepare", "sheets"])
def test_before_and_without_the_room_no_word_is_cut_off(
    scene: str, points: float, width: int, height: int, window: MainWindow, qapp: QApplication
) -> None:
    theme.wear(qapp, theme.LIGHT, points)
    window.resize(width, height)
    room_scenes.show(scene, window)
    settle(qapp)
    assert window.least().width() <= width and clipped(window) == [] and unnamed(window) == []
