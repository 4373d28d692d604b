"""Every page that exists: it fits, its words fit, and a screen reader can name what it offers."""

import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from yishi.gui import theme
from yishi.gui.main_window import MainWindow
from yishi.gui.places import places

sys.path.insert(0, str(Path(__file__).parents[2] / "packaging"))

from shots import clipped, settle, unnamed

PAGES = [place.key for place in places() if place.exists() and place.word]
SIZES = ((10.5, 1366, 728), (12.0, 1366, 728), (14.0, 1366, 728), (18.0, 1366, 728), (10.5, 1093, 574))
WHOLE = SIZES[:3]  # here a page is seen whole; beyond that it may scroll


@pytest.mark.parametrize("key", PAGES)
def test_everything_on_a_page_has_a_name(key: str, window: MainWindow, qapp: QApplication) -> None:
    window.go(key)
    settle(qapp)
    assert window.here == key
    assert unnamed(window) == []


@pytest.mark.parametrize(("points", "width", "height"), SIZES)
@pytest.mark.parametrize("key", PAGES)
def test_a_page_fits_the_screen_and_no_word_is_cut_off(
    key: str, points: float, width: int, height: int, window: MainWindow, qapp: QApplication
) -> None:
    theme.wear(qapp, theme.LIGHT, points)
    window.resize(width, height)
    window.go(key)
    settle(qapp)
    least = window.least()
    if (points, width, height) in WHOLE:
        assert (least.width() <= width, least.height() <= height) == (True, True), (least.width(), least.height())
    assert (window.width(), window.height()) == (width, height)
    assert clipped(window) == []
