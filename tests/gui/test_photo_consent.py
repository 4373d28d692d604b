"""Pictures hang only where those on them agreed: the tick beside each picture of a resolution, and what the notice shows."""

from pathlib import Path

import pytest
from PIL import Image

from tests.gui.keyboard import press
from yishi.documents import posting_view
from yishi.gui.main_window import MainWindow
from yishi.gui.pages.follow import FollowPage
from yishi.services import loop_paper


@pytest.fixture
def page(window: MainWindow, tmp_path: Path) -> FollowPage:
    """A matter with a picture of the finished work."""
    window.go("follow")
    found = window.page
    assert isinstance(found, FollowPage)
    found.resolution_table.choose(next(line.id for line in found.lines if line.state == "IN_PROGRESS"))
    file = tmp_path / "桩.png"
    Image.new("RGB", (320, 240), (40, 90, 60)).save(file)
    press("F2", "立桩6根")
    found.entry.take_photos([file])
    press("Enter")
    with window.workspace.write("x") as session:  # a picture of the finished work
        from yishi.domain.records import Photo
        from yishi.services.living import one, rows

        one(session, Photo, rows(session, Photo)[-1].id).phase = "after"
    found.detail.parts.turn("photos")
    return found


def hung(page: FollowPage) -> bool:
    workspace = page.workspace
    with workspace.read() as session:
        sheet = page.detail.sheet
        assert sheet is not None
        return posting_view.outcome(loop_paper.sheet(session, sheet.line.id, workspace.today)).after is not None


def test_a_picture_hangs_only_once_it_is_ticked_and_comes_off_again(page: FollowPage) -> None:
    shelf = page.detail.parts.photos
    tick = next(iter(shelf.ticks.values()))
    assert tick.isVisible() and not tick.isChecked() and not hung(page)
    tick.setFocus()
    press("Space")
    assert tick.isChecked() and tick.hasFocus() and hung(page)
    press("Space")
    assert not tick.isChecked() and not hung(page)


def test_a_consent_is_undone_like_anything_else(page: FollowPage) -> None:
    next(iter(page.detail.parts.photos.ticks.values())).click()
    assert hung(page)
    page.workspace.undo()
    assert not hung(page) and not next(iter(page.detail.parts.photos.ticks.values())).isChecked()
