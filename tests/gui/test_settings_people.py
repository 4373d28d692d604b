"""设置 for names and faces: something of ID numbers is kept only where somebody said so; drawn characters are mapped once."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths

from tests.gui.keyboard import press
from yishi import paths
from yishi.documents import chain, own_faces
from yishi.gui import paper_faces
from yishi.gui.main_window import MainWindow
from yishi.gui.pages.settings import SettingsPage
from yishi.gui.pages.settings_look import LookSection
from yishi.gui.pages.settings_people import PeopleSection
from yishi.services import collecting, people, private_use

DRAWN, OTHER = "\ue123", "\ue124"


@pytest.fixture
def section(window: MainWindow) -> PeopleSection:
    with window.workspace.write("x") as session:
        people.add(session, f"王{DRAWN}", unit="3幢")
    window.go("settings", "people")
    page = window.page
    assert isinstance(page, SettingsPage) and isinstance(page.section, PeopleSection)
    return page.section


def test_nothing_of_an_id_number_is_kept_until_somebody_says_so(section: PeopleSection) -> None:
    def on() -> bool:
        with section.workspace.read() as session:
            return collecting.id_tail(session)

    assert not on() and section.ids.choice.value == "none"
    section.ids.choice.buttons["tail"].setFocus()
    press("Space")
    assert on() and section.ids.choice.value == "tail"
    section.workspace.undo()
    assert not on() and section.ids.choice.value == "none"


def test_a_drawn_character_of_the_roster_waits_and_is_mapped_by_keyboard(section: PeopleSection) -> None:
    assert section.code == DRAWN and "王" in section.fields.who_label.text() and "没对照" in section.table.rows.rows[0].cells[1].text
    section.fields.stands_for.setFocus()
    press("仁", "Enter")
    with section.workspace.read() as session:
        assert private_use.table(session) == {DRAWN: "仁"}
    assert "已存：U+E123是“仁”" in section.saved_label.text() and "王仁" in section.fields.who_label.text() and not section.unsaved()
    section.restore_button.click()
    with section.workspace.read() as session:
        assert private_use.table(session) == {}
    assert section.fields.stands_for.text() == ""
    section.workspace.undo()
    assert section.fields.stands_for.text() == "仁"


def test_two_signs_are_no_answer_and_what_was_typed_stays(section: PeopleSection) -> None:
    section.fields.stands_for.setText("人尔")
    section.save_button.click()
    assert "请写一个通行的字" in section.fields.told["stands_for"].text() and section.fields.stands_for.text() == "人尔"
    with section.workspace.read() as session:
        assert private_use.table(session) == {}


def test_a_character_is_pasted_and_a_draft_waits_while_another_is_looked_at(section: PeopleSection) -> None:
    section.new_field.setFocus()
    section.new_field.setText("人")
    press("Enter")
    assert "不是一个造字" in section.new_told.text()
    section.new_field.setText(OTHER)
    press("Enter")
    assert section.code == OTHER and section.fields.stands_for.hasFocus() and len(section.table.rows.rows) == 2
    section.fields.stands_for.setText("义")
    section.table.choose(DRAWN)
    assert section.fields.stands_for.text() == "" and section.unsaved()
    section.table.choose(OTHER)
    assert section.fields.stands_for.text() == "义"
    section.save_button.click()
    with section.workspace.read() as session:
        assert private_use.table(session) == {OTHER: "义"}


# ---- 打印字体


@pytest.fixture
def fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the fonts of this PC lie: a folder of the test's own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    folder = tmp_path / "share" / "fonts"
    folder.mkdir(parents=True)
    if str(folder) not in QStandardPaths.standardLocations(QStandardPaths.StandardLocation.FontsLocation):
        pytest.skip("fonts lie elsewhere on this system")
    yield folder
    own_faces.wear({})


@pytest.fixture
def look(window: MainWindow, fonts: Path) -> LookSection:
    window.go("settings", "look")
    page = window.page
    assert isinstance(page, SettingsPage) and isinstance(page.section, LookSection)
    return page.section


def test_the_faces_of_this_pc_are_used_and_what_is_lacking_is_named(look: LookSection, fonts: Path) -> None:
    shutil.copy(paths.resource("fonts", "NotoSansSC-Regular.ttf"), fonts / "simfang.ttf")
    look.faces.buttons[paper_faces.OWN].click()
    words = look.faces_label.text()
    assert "用本机的仿宋_GB2312" in words and "本机没有" in words and "方正小标宋简体" in words and "仍用随软件字体" in words
    assert chain.FANG["仿"].face == fonts / "simfang.ttf" and paper_faces.chosen() == paper_faces.OWN
    look.faces.buttons[paper_faces.SHIPPED].click()
    assert not look.faces_label.isVisible() and chain.FANG["仿"].face != fonts / "simfang.ttf"


def test_a_face_that_is_gone_gives_way_to_the_shipped_one(look: LookSection, fonts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(paths.resource("fonts", "NotoSansSC-Regular.ttf"), fonts / "simfang.ttf")
    look.faces.buttons[paper_faces.OWN].click()
    own_faces.wear({})
    (fonts / "simfang.ttf").unlink()
    monkeypatch.setattr(paper_faces, "_worn", False)  # as when the program starts again
    paper_faces.wear()
    assert chain.FANG["仿"].face.name == "FandolFang-Regular.ttf"
    look.reload()
    assert "仿宋_GB2312" in look.faces_label.text() and "用本机的" not in look.faces_label.text().replace("没有", "")
