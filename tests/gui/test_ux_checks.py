"""Checks that hold on every page: Chinese while it is composed, the keyboard alone, keys that others own, no dialogs."""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QInputMethodEvent, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

import yishi
from tests.gui.in_session import open_meeting
from tests.gui.keyboard import focus, press
from yishi.gui.ime import NameBox
from yishi.gui.main_window import MainWindow
from yishi.gui.pages.meeting_room import MeetingRoomPage
from yishi.gui.pages.topics import TopicsPage
from yishi.gui.places import places
from yishi.services import meetings, people, pool, room

SOURCE = Path(yishi.__file__).parent
PAGES = [place.key for place in places() if place.exists() and place.key not in ("room", "help", "first_run")]
STATES = (*PAGES, "prepare", "room", "sign_in", "wrap_up")
RESERVED = re.compile(r"(Ctrl\+Space|Ctrl\+Shift(\+.*)?|Ctrl\+\.|Alt\+[A-Z]|Ctrl\+Alt.*|Meta.*|F10|Shift)")


@pytest.fixture
def meeting(window: MainWindow) -> str:
    """A meeting of three, and 王建国 on the roster, expected and signed in."""
    with window.workspace.write("open_meeting") as session:
        made = open_meeting(session)
        people.add(session, "王建国", unit="8幢")
        session.flush()
        room.sign_in(session, made, "王建国")
    return made


def bring(window: MainWindow, state: str, meeting: str) -> QWidget:
    """Bring the window into a state; return its page."""
    if state in ("room", "sign_in", "wrap_up"):
        window.go("room", meeting)
        press(*{"room": (), "sign_in": ("F4",), "wrap_up": ("Ctrl+E",)}[state])
    elif state == "prepare":
        window.go("meetings", "new")
    else:
        window.go(state)
    QApplication.processEvents()
    assert window.page is not None
    return window.page


def compose(widget: QWidget, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(widget, event)


def offered(box: NameBox) -> list[str]:
    return [person.name for person in box._list.items()] if box._list.isVisible() else []


# ---- Chinese while it is composed


@pytest.mark.parametrize("name", ["speaker_box", "sign_in_box", "owner_box", "supervisor_box", "host_box", "recorder_box", "person_box",
                                  "proposer_box"])  # fmt: skip
def test_a_name_box_narrows_to_one_name_before_anything_is_committed(name: str, window: MainWindow, meeting: str) -> None:
    state = {"sign_in_box": "sign_in", "host_box": "prepare", "recorder_box": "prepare", "person_box": "prepare"}.get(name, "room")
    page = bring(window, state, meeting)
    press(*{"proposer_box": ("Ctrl+G",), "owner_box": ("F9",), "supervisor_box": ("F9",)}.get(name, ()))
    box = page.details.proposer_box if isinstance(page, MeetingRoomPage) and name == "proposer_box" else page.findChild(NameBox, name)
    assert box is not None
    kept = box.text()
    box.clear()
    box.setFocus()
    for preedit in ("w", "w'j", "w'j'g"):
        compose(box, preedit)
        assert "王建国" in offered(box) and box.text() == "", preedit
    assert offered(box) == ["王建国"]
    compose(box, "")
    box.setText(kept)


def speeches(window: MainWindow, meeting: str) -> list[str]:
    with window.workspace.read() as session:
        return [speech.text for speech in meetings.sheet(session, meeting, window.workspace.today).speeches]


def test_enter_while_composing_records_nothing_and_afterwards_exactly_one(window: MainWindow, meeting: str) -> None:
    bring(window, "room", meeting)
    press("Alt+1")
    compose(focus(), "xian'zuo'wei'lan")
    press("Enter")
    assert speeches(window, meeting) == []
    compose(focus(), "", "先做围栏")
    press("Enter")
    assert speeches(window, meeting) == ["先做围栏"]
    press("Enter")
    assert speeches(window, meeting) == ["先做围栏"]


def test_what_is_half_typed_survives_a_look_at_another_page(window: MainWindow, meeting: str) -> None:
    page = bring(window, "room", meeting)
    assert isinstance(page, MeetingRoomPage)
    press("Alt+1", "先做围栏，")
    compose(focus(), "zai'shuo")
    press("Ctrl+5", "Ctrl+3")
    window.go("room", meeting)
    assert page.speech_box.toPlainText().startswith("先做围栏，") and speeches(window, meeting) == []
    assert page.speaker_box.text()


def test_lists_switch_the_input_method_off_so_that_single_keys_act(window: MainWindow, meeting: str) -> None:
    for state in STATES:
        page = bring(window, state, meeting)
        for table in page.findChildren(QAbstractItemView):
            if table.isVisible() and table.focusPolicy() & Qt.FocusPolicy.TabFocus:
                table.setFocus()
                assert not table.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled), (state, table.objectName())


def test_digits_vote_by_name_in_the_list(window: MainWindow, meeting: str) -> None:
    page = bring(window, "room", meeting)
    assert isinstance(page, MeetingRoomPage)
    press("F8")
    while page.vote.method_segments.value != "named":
        press("Ctrl+M")
    press("1", "2", "3", "1")
    assert Counter(page.vote.named.choices().values()) == {"for": 2, "against": 1, "abstain": 1}


def test_space_ticks_a_topic_in_the_list(window: MainWindow, meeting: str) -> None:
    with window.workspace.write("topic") as session:
        pool.capture(session, "电梯口乱堆纸箱", source="resident")
    page = bring(window, "topics", meeting)
    assert isinstance(page, TopicsPage)
    page.topics_table.setFocus()
    page.topics_table.choose(page.topics_table.rows.rows[0].ref)
    press("Space")
    assert page.ticked


# ---- the keyboard alone


def stops(window: QWidget) -> list[QWidget]:
    """Return what Tab should reach in a window, as it is now."""
    found = []
    for widget in window.findChildren(QWidget):
        tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if tab and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None:
            found.append(widget)
    return found


def walk(window: QWidget) -> list[QWidget]:
    """Press Tab until the focus is where it was before; return where it has been. In a trap that is soon."""
    seen: list[QWidget] = []
    while focus() not in seen:
        seen.append(focus())
        press("Tab")
    return seen


@pytest.mark.parametrize("state", STATES)
def test_tab_visits_everything_and_comes_back(state: str, window: MainWindow, meeting: str) -> None:
    bring(window, state, meeting)
    wanted, seen = stops(window), walk(window)
    left_out = [each for each in wanted if each.isVisible() and each.isEnabled() and not _reached(each, seen)]
    assert [each.objectName() or type(each).__name__ for each in left_out] == []


def _reached(widget: QWidget, seen: list[QWidget]) -> bool:
    """Whether Tab came to it, or to the button of its group from where the arrow keys go on."""
    group = getattr(widget, "group", None)
    beside = group() if callable(group) else None
    return widget in seen or (beside is not None and beside.exclusive() and any(each in seen for each in beside.buttons()))


@pytest.mark.parametrize("state", ["room", "prepare", "sign_in", "topics", "people", "settings", "teahouse"])
def test_what_has_the_focus_is_framed(state: str, window: MainWindow, meeting: str) -> None:
    bring(window, state, meeting)
    pale = []
    for widget in {type(each): each for each in walk(window)}.values():
        if not widget.isVisible():
            continue
        box = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size()).adjusted(-4, -4, 4, 4)
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        with_it = window.grab(box).toImage()
        widget.clearFocus()
        QApplication.processEvents()
        without = window.grab(box).toImage()
        dots = [(x, y) for x in range(0, with_it.width(), 2) for y in range(0, with_it.height(), 2)]
        changed = sum(with_it.pixel(x, y) != without.pixel(x, y) for x, y in dots)
        if changed < (with_it.width() + with_it.height()) // 4:
            pale.append((widget.objectName(), type(widget).__name__, changed))
    assert not pale


# ---- keys


def shortcuts(window: MainWindow, meeting: str) -> Iterator[QShortcut]:
    for state in STATES:
        bring(window, state, meeting)
    yield from window.findChildren(QShortcut)


def test_no_key_belongs_to_an_input_method_or_to_another_program(window: MainWindow, meeting: str) -> None:
    taken = {each.key().toString() for each in shortcuts(window, meeting)}
    assert {"F8", "F9", "Ctrl+Z"} <= taken
    assert sorted(key for key in taken if RESERVED.fullmatch(key)) == []


def test_no_key_means_two_things_in_one_place(window: MainWindow, meeting: str) -> None:
    counts: Counter[tuple[object, str]] = Counter(
        (each.parent(), each.key().toString()) for each in shortcuts(window, meeting))
    assert [(parent.objectName(), key) for (parent, key), n in counts.items() if n > 1] == []  # type: ignore[attr-defined]
    for state in STATES:
        bring(window, state, meeting)
        everywhere = window.findChildren(QShortcut, options=Qt.FindChildOption.FindDirectChildrenOnly)
        assert window.page is not None
        here = {each.key().toString() for each in window.page.findChildren(QShortcut)}
        assert sorted({each.key().toString() for each in everywhere if each.isEnabled()} & here) == [], state


# ---- no dialogs


def test_nothing_is_asked_in_a_dialog() -> None:
    """Files are chosen and printers asked for in the system's own dialogs; everything else is said in the page."""
    allowed = re.compile(r"Q(File|Print)Dialog")
    found = []
    for file in SOURCE.rglob("*.py"):
        for name in re.findall(r"\bQ(?:MessageBox|InputDialog|Dialog\b|\w+Dialog)\w*", file.read_text("utf-8")):
            if not allowed.fullmatch(name):
                found.append((file.name, name))
    assert found == []


# ---- scaled screens


@pytest.mark.parametrize(("factor", "width", "height"), [("1.25", 1093, 574), ("1.5", 911, 472)])
def test_on_a_scaled_screen_every_page_is_reached_and_what_matters_is_seen(factor: str, width: int, height: int, book_file: Path) -> None:
    command = [sys.executable, str(Path(__file__).with_name("scaled_screen.py")), str(book_file), str(width), str(height)]
    paths = os.pathsep.join((str(SOURCE.parent), str(SOURCE.parents[1])))
    environment = os.environ | {"QT_SCALE_FACTOR": factor, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": paths, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=120, check=True)
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["ratio"] == float(factor) and told["size"] == [width, height]
    assert told["compact"] and set(told["pages"]) >= {"today", "topics", "meetings", "people", "room"}
    assert [key for key, seen in told["pages"].items() if not seen] == []
