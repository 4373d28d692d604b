"""Telephone numbers on screen: hidden, shown for half a minute, hidden again; the same in the list of people and of topics."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.keyboard import focus, press
from yishi.gui import masked
from yishi.gui.main_window import MainWindow
from yishi.gui.masked import MaskedBox, MaskedPhone
from yishi.gui.workspace import Workspace
from yishi.services import pool

Show = Callable[[QWidget], QWidget]


def test_half_a_minute_is_thirty_seconds() -> None:
    assert masked.SHOWN_FOR == 30_000


def test_the_eye_shows_and_time_hides(shown: Show, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(masked, "SHOWN_FOR", 20)
    phone = MaskedPhone()
    phone.show_number("p", "19900000201")
    shown(phone)
    assert phone.value.text() == "199****0201"
    phone.eye_button.setFocus()
    press("Space")
    assert phone.value.text() == "19900000201"
    qtbot.waitUntil(lambda: phone.value.text() == "199****0201")


def test_the_eye_pressed_again_hides_at_once(shown: Show) -> None:
    phone = MaskedPhone()
    phone.show_number("p", "19900000201")
    shown(phone)
    phone.eye_button.setFocus()
    press("Space", "Space")
    assert phone.value.text() == "199****0201"


def test_no_number_has_no_eye(shown: Show) -> None:
    phone = MaskedPhone()
    phone.show_number("p", "")
    shown(phone)
    assert phone.value.text() == "—" and not phone.eye_button.isVisible()


def test_a_box_says_the_whole_number_and_shows_half_of_it(shown: Show) -> None:
    box = MaskedBox()
    box.set_name("19900000201")
    shown(box)
    assert (box.text(), box.displayText()) == ("19900000201", "199****0201")
    box.turn()
    assert box.displayText() == "19900000201"
    box.hide()
    assert (box.text(), box.displayText()) == ("19900000201", "199****0201")


def test_what_is_typed_stays_when_the_half_minute_is_over(shown: Show) -> None:
    box = MaskedBox()
    box.set_name("19900000201")
    shown(box)
    box.turn()
    press("9")
    box.cover()
    assert box.text() == box.displayText() != "199****0201"


def test_a_topics_number_is_hidden_and_kept_by_a_change_of_something_else(window: MainWindow, workspace: Workspace) -> None:
    with workspace.write("topic") as session:
        topic = pool.capture(session, "路灯坏了", "hotline", "方平")
        session.flush()
        pool.describe(session, topic, phone="19900000777")
    window.go("topics", topic)
    page = window.page
    assert page is not None
    detail = page.detail  # type: ignore[attr-defined]
    assert detail.phone.value.text() == "199****0777" and detail.phone.isVisible()
    press("F2")
    assert detail.form.boxes["phone"].displayText() == "199****0777"
    detail.form.boxes["unit"].setFocus()
    press("3幢", "Ctrl+Enter")
    assert detail.entry.unit == "3幢" and detail.entry.phone == "19900000777"


def test_the_roster_finds_while_the_input_method_still_composes(window: MainWindow) -> None:
    window.go("people")
    box = focus()
    for preedit in ("z", "z'g", "z'g'p"):
        QApplication.sendEvent(box, QInputMethodEvent(preedit, []))
    page = window.page
    assert page is not None
    assert [row.cells[0].text for row in page.people_table.rows.rows] == ["诸葛平"]  # type: ignore[attr-defined]
