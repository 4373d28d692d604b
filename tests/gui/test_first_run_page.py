"""初次使用: three answers make a book; the sample never mixes with it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.keyboard import focus, press
from yishi import paths
from yishi.gui import application, feedback
from yishi.gui.actor import kept_actor
from yishi.gui.controls import Button
from yishi.gui.main_window import MainWindow
from yishi.gui.pages.first_run import FirstRunPage
from yishi.gui.workspace import Workspace


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Where the user's book will be."""
    return tmp_path / "own.yishi"


@pytest.fixture
def window(own: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window on a PC that has no book yet."""
    made = MainWindow(Workspace(str(own)))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    application.start(made)
    feedback.install(made.complain)
    yield made
    made.workspace.close()


def page(window: MainWindow) -> FirstRunPage:
    assert isinstance(window.page, FirstRunPage)
    return window.page


def test_the_name_tells_kind_and_abbreviation(window: MainWindow) -> None:
    press("翠屏社区")
    shown = page(window)
    assert (shown.kind_choice.value, shown.abbr_box.text()) == ("urban", "翠")
    assert shown.ime_label.text() == "中文输入法没问题"
    assert "翠议〔" in shown.abbr_hint.text()


def test_two_names_and_enter_make_the_book(window: MainWindow, own: Path) -> None:
    from yishi.services import communities

    press("桃湾村", "Enter", "许晓芸", "Enter", "Enter")
    assert own.exists()
    with window.workspace.read() as session:
        facts = communities.facts(session)
    assert facts is not None and (facts.name, facts.kind, facts.abbr) == ("桃湾村", "village", "桃")
    assert window.workspace.actor == kept_actor() == "许晓芸"
    assert window.here == "people"


def test_without_a_name_nothing_is_made_and_the_field_is_shown(window: MainWindow, own: Path) -> None:
    shown = page(window)
    shown.meeting_way.click()
    assert "还没有写村或社区的名称" in window.notices.shown[0].label.text()
    assert focus() is shown.name_box
    assert not own.exists()


def test_without_ones_own_name_nothing_is_made(window: MainWindow, own: Path) -> None:
    press("桃湾村")
    shown = page(window)
    shown.meeting_way.click()
    assert focus() is shown.actor_box
    assert not own.exists()


def test_the_sample_is_a_book_of_its_own(window: MainWindow, own: Path) -> None:
    page(window).sample_way.click()
    assert window.here == "today"
    assert window.workspace.location == str(paths.home() / "sample.yishi")
    assert not own.exists()


def test_from_the_sample_one_comes_back_to_the_questions(window: MainWindow, own: Path) -> None:
    page(window).sample_way.click()
    window.page._leave_sample()  # type: ignore[union-attr]
    press("桃湾村", "Enter", "许晓芸", "Enter", "Enter")
    assert window.workspace.location == str(own)
    assert own.exists()


def test_from_the_first_answer_over_the_pasted_roster_to_the_meeting_by_keys(window: MainWindow) -> None:
    from yishi.services import people

    clipboard = QGuiApplication.clipboard()
    press("桃湾村", "Enter", "许晓芸", "Enter", "Enter")
    clipboard.setText("品名")
    press("Ctrl+V")  # nothing that could be a roster: the page says how to copy one
    clipboard.setText("桃湾村村民名册\t\t\n姓名\t电话\t组\n王建国\t13800000001\t3\n李秀英\t13800000002\t3")
    press("Ctrl+V")
    clipboard.clear()
    press("Ctrl+Enter")
    with window.workspace.read() as session:
        assert [person.name for person in people.lines(session)] == ["李秀英", "王建国"]
    strip = window.findChild(Button, "meet_now_button")
    assert strip is not None
    strip.setFocus()
    press("Enter")
    assert window.here == "meetings"
