"""A window on a book that another process has: it says who, on every page, and only lets one look."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

import yishi
from tests.gui.conftest import TODAY
from tests.gui.in_session import open_meeting
from tests.gui.keyboard import press
from yishi.gui import application, feedback
from yishi.gui.main_window import MainWindow
from yishi.gui.pages.follow import FollowPage
from yishi.gui.pages.meeting_room import MeetingRoomPage
from yishi.gui.widgets import Strip
from yishi.gui.workspace import Workspace
from yishi.store.book import Book


@pytest.fixture
def holder(book_file: Path) -> Iterator[subprocess.Popen[str]]:
    """The process of somebody who has the book, with a meeting going on in it."""
    with Book.open(book_file) as book, book.write("卢思远", "open_meeting") as session:
        open_meeting(session)
    here = {"PYTHONPATH": str(Path(yishi.__file__).parents[1]), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, str(Path(__file__).with_name("holder.py")), str(book_file), "卢思远"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8", env=os.environ | here) as other:
        assert other.stdout is not None and other.stdout.readline().strip() == "有了"
        yield other
        if other.stdin is not None and not other.stdin.closed:
            other.stdin.close()


@pytest.fixture
def second(holder: subprocess.Popen[str], book_file: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    """A second window on the same book."""
    workspace = Workspace(str(book_file), today=TODAY, actor="杜鹃")
    window = MainWindow(workspace)
    feedback.install(window.complain)
    qtbot.addWidget(window)
    window.resize(1366, 728)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    application.start(window)
    yield window
    workspace.close()


def strips(window: MainWindow) -> str:
    return "".join(strip.label.text() for strip in window.findChildren(Strip) if strip.isVisibleTo(window))


def again(window: MainWindow) -> None:
    """Press 再试一次."""
    next(button for button in window.busy_place.findChildren(QPushButton) if button.isVisible()).click()
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_every_page_says_who_has_the_book_and_since_when(second: MainWindow) -> None:
    for place in [place for place in second.places if place not in ("first_run", "rescue", "help")]:
        second.go(place)
        assert re.search(r"正由卢思远（\d\d:\d\d起）打开着。现在只能看，不能记", strips(second)), place
    assert second.saved_label.text() == "只能看，不能记"
    assert not second.undo_button.isVisible()


def test_nothing_can_be_written_and_the_refusal_is_calm(second: MainWindow) -> None:
    second.go("follow")
    page = second.page
    assert isinstance(page, FollowPage)
    press("F2", "又装好两处", "Enter")
    told = [strip.property("kind") for strip in second.notices.shown]
    assert told == ["strip-yellow"]
    assert "卢思远" in second.notices.shown[0].label.text() and "再试一次" in second.notices.shown[0].label.text()
    assert page.entry.text_box.toPlainText() == "又装好两处"
    assert second.saved_label.text() == "只能看，不能记"


def test_an_open_meeting_can_be_watched_but_its_half_sentence_belongs_to_the_other_window(second: MainWindow) -> None:
    from yishi.gui.pages import drafts
    from yishi.services import meetings

    with second.workspace.read() as session:
        line = next((line for line in meetings.lines(session) if line.state == "open"), None)
    assert line is not None
    drafts.keep(line.id, drafts.Draft("孙伟", "先把围", 1, "2026-05-18T19:40:00"))
    second.go("room", line.id)
    page = second.page
    assert isinstance(page, MeetingRoomPage)
    assert not page.speech_box.isEnabled() and page.speech_box.toPlainText() == ""
    second.go("today")
    kept = drafts.kept(line.id)
    assert kept is not None and kept.text == "先把围"


def test_once_the_other_has_closed_it_one_try_is_enough(second: MainWindow, holder: subprocess.Popen[str]) -> None:
    again(second)
    assert "卢思远" in strips(second) and second.told_label.text() == "那边还开着。"
    assert holder.stdin is not None
    holder.stdin.close()
    holder.wait(20)
    again(second)
    assert "卢思远" not in strips(second)
    second.go("follow")
    press("F2", "又装好两处", "Enter")
    assert second.saved_label.text().startswith("已自动保存")
