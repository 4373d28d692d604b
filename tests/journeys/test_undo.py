"""Nothing that was done in the window cannot be taken back: twenty mixed actions, twenty times Ctrl+Z, the same book."""

from datetime import date

import pytest

from tests.gui.keyboard import press
from tests.journeys.conftest import RECORDER
from yishi.gui.main_window import MainWindow
from yishi.services import sample
from yishi.store.book import Book
from yishi.store.dump import dump

DAY = date(2026, 6, 8)
ACTIONS: tuple[tuple[str, ...], ...] = (
    ("Ctrl+5", "Ctrl+N", "王小二", "Ctrl+Enter"),  # a person
    ("Esc", "Ctrl+3", "Ctrl+N", "F9"),  # a meeting begins
    ("Ctrl+N", "水井要加盖", "Enter"),  # two topics
    ("路灯不亮", "Enter"),
    ("Esc", "F4", "王小二", "Enter"),  # four people sign in
    ("李大娘", "Enter"),
    ("周德厚", "Enter"),
    ("吴秀兰", "Enter"),
    ("李大娘", "Enter"),  # one of them was a mistake
    ("Esc", "Alt+1", "盖子早就烂了", "Enter"),  # speeches
    ("Alt+0", "孩子们老在那里玩", "Enter"),
    ("F2", "更正过的话", "Enter"),  # a correction
    ("F8", "2", "Enter", "1", "Enter", "Enter"),  # a vote
    ("F9", "给水井加盖", "Enter", "方志远", "Enter", "10个工作日", "Enter", "许国强", "Enter", "Ctrl+Enter"),  # a resolution
    ("Ctrl+E", "Ctrl+Enter"),  # the meeting ends
    ("Ctrl+4", "F2", "看过了，正常", "Enter"),  # a step of the loop, of the resolution that is worst
    ("F2", "再去看了一次", "Enter"),
    ("Ctrl+5", "王小二", "Down", "F2", "王二小", "Ctrl+Enter"),  # a person is renamed, and taken off the roster
    ("Esc", "王二小", "Down", "Del"),
    ("Ctrl+5", "Ctrl+N", "赵六", "Ctrl+Enter"),
)


def content(window: MainWindow) -> str:
    with window.workspace.read() as session:
        return dump(session)


@pytest.fixture
def window(file, sit_down) -> MainWindow:
    with Book.open(file, create=True) as book, book.write(RECORDER, "init") as session:
        sample.fill(session, "village", DAY, RECORDER)
    return sit_down(DAY)


def test_twenty_mixed_actions_and_twenty_times_ctrl_z_give_the_first_book(window):
    contents = [content(window)]
    for keys in ACTIONS:
        press(*keys)
        contents.append(content(window))
        assert contents[-1] != contents[-2], f"{keys} did nothing"
    for n in range(len(ACTIONS), 0, -1):
        press("Ctrl+Z")
        assert content(window) == contents[n - 1], f"Ctrl+Z after {ACTIONS[n - 1]}"


def test_redo_brings_back_what_was_undone(window):
    for keys in ACTIONS[:4]:
        press(*keys)
    done = content(window)
    press("Esc", "Ctrl+Z", "Ctrl+Z", "Ctrl+Y", "Ctrl+Y")
    assert content(window) == done
