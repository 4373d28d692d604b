"""The telephones of the office and for complaints: typed once in 设置, printed in full; a sentence is no telephone."""

import pytest

from yishi.gui.main_window import MainWindow
from yishi.gui.pages.settings import SettingsPage
from yishi.services import communities


@pytest.fixture
def page(window: MainWindow) -> SettingsPage:
    window.go("settings", "place")
    made = window.pages["settings"]
    assert isinstance(made, SettingsPage)
    return made


def phones(window: MainWindow) -> tuple[str, str]:
    with window.workspace.read() as session:
        mine = communities.mine(session)
    return mine.phone, mine.complaint_phone


def test_telephones_are_stored_and_shown_again(page: SettingsPage, window: MainWindow) -> None:
    section = page.section
    section.boxes["phone"].setText("0511-85551234、85551235")
    section.boxes["complaint_phone"].setText("13812345678")
    assert section.unsaved()
    section.save()
    assert phones(window) == ("0511-85551234、85551235", "13812345678") and not section.unsaved()
    assert section.boxes["phone"].text() == "0511-85551234、85551235"


def test_a_sentence_is_no_telephone_and_nothing_is_stored(page: SettingsPage, window: MainWindow) -> None:
    section = page.section
    section.boxes["town"].setText("新镇")
    section.boxes["phone"].setText("找周德厚")
    section.save()
    assert "只写号码" in section.rows.told["phone"].text() and phones(window) == ("", "")
    with window.workspace.read() as session:
        assert communities.mine(session).town != "新镇"
    section.boxes["phone"].setText("0511-85551234")
    section.save()
    assert phones(window) == ("0511-85551234", "")
