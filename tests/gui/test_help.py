"""F1: every page has its help, which names no key that is not there and stands on one sheet of paper."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from yishi.documents import help_sheet
from yishi.gui.help_page import HelpPage, everywhere, name_at, told
from yishi.gui.main_window import MainWindow
from yishi.gui.page import Page
from yishi.gui.places import places
from yishi.gui.workspace import Workspace

HELP = Path(__file__).parents[2] / "resources" / "help"
PARTS = {"prepare": "meetings", "roster": "people", "projector": "room"}  # of a page, with a help of their own
NAMED = [*(place.key for place in places() if place.exists() and place.key != "help"), *PARTS]
KEY = re.compile(r"(?:(?:Ctrl|Alt|Shift)\+)+(?:[A-Za-z]\w*|[←→↑↓回\d])|\bF\d{1,2}\b|\b(?:Esc|Del|Enter|Space|Backspace|Tab)\b")
ALIKE = {"Ctrl+回": "Ctrl+Enter", "Ctrl+Return": "Ctrl+Enter", "Space": "空格", "Enter": "回车"}
EDITING = {"Ctrl+C", "Tab", "Shift+回", "Enter", "空格", "回车"}  # as in every program


def keys_in(text: str) -> set[str]:
    """Return the keys that a text names, each in one way of writing it."""
    found = {ALIKE.get(key, key) for key in KEY.findall(text)}
    return {re.sub(r"[←→↑↓]$|(?<=Alt\+)\d$", "…", key) for key in found}


def page_of(name: str, workspace: Workspace) -> Page:
    """Return a page of the place that has this help."""
    wanted = PARTS.get(name, name)
    place = next(place for place in places() if place.key == wanted)
    return place.page_class()(workspace)


@pytest.mark.parametrize("name", NAMED)
def test_the_help_names_only_keys_that_the_page_or_the_window_has(name: str, workspace: Workspace, qtbot: QtBot) -> None:
    page = page_of(name, workspace)
    qtbot.addWidget(page)
    pressed = " ".join(key for key, _what in (*page.keys(), *everywhere()))
    pressed += " ".join(str(child.property("key") or "") for child in page.findChildren(QWidget))
    pressed += " ".join(shortcut.key().toString() for shortcut in page.findChildren(QShortcut))
    file = HELP / f"{name}.md"
    assert file.exists()
    assert keys_in(file.read_text(encoding="utf-8")) - keys_in(pressed) - EDITING == set()


@pytest.mark.parametrize("name", NAMED)
def test_the_help_of_a_page_with_its_keys_is_one_sheet(name: str, workspace: Workspace, qtbot: QtBot) -> None:
    page = page_of(name, workspace)
    qtbot.addWidget(page)
    head, *lines = told(name, page.title)
    assert head.startswith("# ")
    assert len(help_sheet.compose(help_sheet.HelpSheet(head, tuple(lines), tuple(page.keys()))).pages) == 1


def test_a_point_that_goes_on_in_the_next_line_is_one_paragraph() -> None:
    lines = told("documents", "资料")
    assert any("督查记录表、现场督查单" in line for line in lines)
    assert not any("**" in line for line in lines)


def test_where_a_meeting_is_prepared_the_help_is_about_that(window: MainWindow, qtbot: QtBot) -> None:
    window.go("meetings", "new")
    assert name_at(window.focusWidget(), window.here) == "prepare"
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert window.here == "help"
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.here == "meetings"


def test_the_help_is_printed_from_the_keyboard(window: MainWindow, qtbot: QtBot, tmp_path: Path,
                                               monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setenv("YISHI_HOME", str(tmp_path))
    window.go("papers")
    window.show_help()
    qtbot.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    page = window.page
    assert isinstance(page, HelpPage) and page.paper_place.isVisible()
    assert [file.suffix for file in tmp_path.rglob("*帮助*")] == [".pdf"]
