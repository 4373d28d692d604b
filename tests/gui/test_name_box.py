"""Chinese is typed through an input method: nothing is lost and nothing is submitted half-composed."""

from collections.abc import Callable
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from yishi.gui import ime_guard
from yishi.gui.ime import Candidate, NameBox, TextBox

PEOPLE = [
    Candidate("王建国", "书记", ("wangjianguo", "wjg", "19900000201"), "p1"),
    Candidate("李秀英", "组长", ("lixiuying", "lxy", "19900000202"), "p2"),
    Candidate("覃　丽", "代表", ("qinli", "tanli", "ql", "tl"), "p3"),
]
Show = Callable[[QWidget], QWidget]


def compose(widget: QWidget, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(widget, event)


@pytest.fixture
def box(shown: Show) -> NameBox:
    made = NameBox(name="发言人")
    made.set_people(PEOPLE)
    shown(made)
    return made


def names(box: NameBox) -> list[str]:
    return [person.name for person in box._list.items()] if box._list.isVisible() else []


def test_the_list_narrows_while_pinyin_is_still_being_composed(box: NameBox) -> None:
    seen = []
    for preedit in ("w", "w'j", "w'j'g"):
        compose(box, preedit)
        seen.append((box.text(), names(box)))
    assert seen == [("", ["王建国"])] * 3


def test_enter_while_composing_picks_nobody_and_afterwards_exactly_one(box: NameBox, qtbot: QtBot) -> None:
    picked: list[str] = []
    box.picked.connect(picked.append)
    compose(box, "wjg")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert picked == []
    compose(box, "", "王建国")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert (picked, box.ref) == (["王建国"], "p1")


def test_initials_then_enter_is_enough(box: NameBox, qtbot: QtBot) -> None:
    qtbot.keyClicks(box, "lxy")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert (box.text(), box.ref) == ("李秀英", "p2")


def test_every_reading_of_a_surname_finds_the_person(box: NameBox) -> None:
    assert [person.ref for person in box.matches("tl")] == ["p3"]
    assert [person.ref for person in box.matches("qinli")] == ["p3"]


def test_the_end_of_a_phone_number_finds_the_person(box: NameBox) -> None:
    assert [person.ref for person in box.matches("0202")] == ["p2"]


def test_a_name_that_is_not_in_the_list_is_taken_as_typed(box: NameBox, qtbot: QtBot) -> None:
    compose(box, "", "某居民")
    with qtbot.waitSignal(box.picked) as heard:
        qtbot.keyClick(box, Qt.Key.Key_Return)
    assert (heard.args, box.ref) == (["某居民"], None)


def test_arrows_choose_in_the_list_without_the_focus_leaving_the_box(box: NameBox, qtbot: QtBot) -> None:
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert box.hasFocus()
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert box.text() == "李秀英"


def test_escape_closes_the_list_and_keeps_what_was_typed(box: NameBox, qtbot: QtBot) -> None:
    qtbot.keyClicks(box, "w")
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert (names(box), box.text()) == ([], "w")


@pytest.fixture
def speech(shown: Show) -> TextBox:
    made = TextBox(name="发言")
    made.clock = lambda: datetime(2026, 5, 18, 19, 6)
    shown(made)
    return made


def test_enter_submits_a_speech_once_and_not_while_composing(speech: TextBox, qtbot: QtBot) -> None:
    said: list[str] = []
    speech.submitted.connect(said.append)
    qtbot.keyClick(speech, Qt.Key.Key_Return)
    compose(speech, "xian zuo wei lan")
    qtbot.keyClick(speech, Qt.Key.Key_Return)
    assert said == []
    compose(speech, "", "先做围栏")
    qtbot.keyClick(speech, Qt.Key.Key_Return)
    assert said == ["先做围栏"]
    assert speech.toPlainText() == "先做围栏"


def test_shift_enter_starts_a_new_line(speech: TextBox, qtbot: QtBot) -> None:
    low = speech.height()
    qtbot.keyClicks(speech, "a")
    qtbot.keyClick(speech, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(speech, "b")
    assert speech.toPlainText() == "a\nb"
    assert speech.height() > low


def test_the_time_of_a_speech_is_when_typing_started(speech: TextBox) -> None:
    assert speech.started is None
    compose(speech, "x")
    assert speech.started == datetime(2026, 5, 18, 19, 6)
    compose(speech, "", "先做围栏")
    speech.clock = lambda: datetime(2026, 5, 18, 19, 9)
    compose(speech, "", "，再谈清淤")
    assert speech.started == datetime(2026, 5, 18, 19, 6)
    speech.done()
    assert speech.started is None


@pytest.mark.parametrize(
    ("environment", "owners", "expected"),
    [
        ({}, {}, {}),
        ({"QT_IM_MODULE": "fcitx"}, {ime_guard.FCITX5: ":1.7"}, {"QT_IM_MODULE": "ibus", "IBUS_USE_PORTAL": "1"}),
        ({}, {ime_guard.FCITX5: ":1.7", ime_guard.IBUS: ":1.7"}, {"QT_IM_MODULE": "ibus", "IBUS_USE_PORTAL": "1"}),
        ({"QT_IM_MODULE": "ibus"}, {ime_guard.IBUS: ":1.9"}, {}),
        ({"QT_IM_MODULE": "fcitx"}, {ime_guard.IBUS: ":1.9"}, {"QT_IM_MODULE": "ibus"}),
    ],
    ids=["no bus", "fcitx5", "fcitx5 that plays ibus", "real ibus", "ibus behind a wrong setting"],
)
def test_the_input_method_of_the_desktop_is_found(
    environment: dict[str, str], owners: dict[str, str], expected: dict[str, str]
) -> None:
    assert ime_guard.wanted(environment, owners) == expected
