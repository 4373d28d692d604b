"""Whole ID numbers in the window: the sheet first, read as they are typed, shown for half a minute and a reason, given up for good."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.keyboard import press
from yishi.gui import masked
from yishi.gui.main_window import MainWindow
from yishi.gui.pages.people import PeoplePage
from yishi.gui.pages.people_id import IdLook
from yishi.gui.pages.settings import SettingsPage
from yishi.gui.pages.settings_ids import IdChoice
from yishi.gui.pages.settings_people import PeopleSection
from yishi.gui.table import Table
from yishi.gui.workspace import Workspace
from yishi.services import collecting, id_key, id_numbers, people

ID = "11010519491231002X"
NAME = "孙伟"


def choice(window: MainWindow) -> IdChoice:
    window.go("settings", "people")
    page = window.page
    assert isinstance(page, SettingsPage) and isinstance(page.section, PeopleSection)
    return page.section.ids


def roster(window: MainWindow) -> PeoplePage:
    window.go("people")
    page = window.page
    assert isinstance(page, PeoplePage)
    page.people_table.choose(next(person.id for person in page.people if person.name == NAME))
    return page


def keeps(workspace: Workspace) -> str:
    with workspace.read() as session:
        return collecting.of_ids(session)


def turn_on(workspace: Workspace, number: str = "") -> str:
    code = id_key.new_code()
    with workspace.note(id_key.ON) as session:
        id_key.turn_on(session, code, workspace.today)
    if number:
        with workspace.write("person") as session:
            id_numbers.keep(session, people.find(session, NAME), number, workspace.today)
    return code


@pytest.fixture
def look(window: MainWindow, workspace: Workspace) -> IdLook:
    turn_on(workspace, ID)
    return roster(window).look.number


# ---- turning it on and off


def test_nobody_turns_it_on_without_the_sheet_in_hand(window: MainWindow, workspace: Workspace) -> None:
    ids = choice(window)
    ids.choice.buttons["whole"].setFocus()
    press("Space")
    shown = ids.code_label.text().replace("\n", "").replace("　", "")
    assert keeps(workspace) == "none" and len(shown) == 30 and ids.print_button.hasFocus()
    ids.box.setFocus()
    press("Enter")
    assert keeps(workspace) == "none" and "还少30个字" in ids.told.text()
    ids.box.setText(("3" if shown[7] == "2" else "2").join((shown[:7], shown[8:])))
    press("Enter")
    assert keeps(workspace) == "none" and "第2组有一个字不对" in ids.told.text()
    ids.box.setText(id_key.new_code())
    press("Enter")
    assert keeps(workspace) == "none" and "不一样" in ids.told.text()
    ids.box.setText(shown.lower())
    press("Enter")
    assert keeps(workspace) == "whole" and not ids.box.isVisible() and ids.code_label.text() == "" and "打得开" in ids.stands.text()


def test_the_sheet_is_made_and_its_file_does_not_stay(window: MainWindow, workspace: Workspace) -> None:
    ids = choice(window)
    ids.choice.buttons["whole"].click()
    ids.print_button.setFocus()
    press("Enter")
    paper = ids._paper
    assert isinstance(paper, Path) and paper.stat().st_size > 1000
    ids.leave_button.setFocus()
    press("Enter")
    assert not paper.exists() and keeps(workspace) == "none" and ids.choice.value == "none" and not ids.code_label.isVisible()


def test_the_last_four_are_turned_on_at_once_and_off_by_undo(window: MainWindow, workspace: Workspace) -> None:
    ids = choice(window)
    ids.choice.buttons["tail"].setFocus()
    press("Space")
    assert keeps(workspace) == "tail" and "后四位" in ids.why.text()
    workspace.undo()
    assert keeps(workspace) == "none" and ids.choice.value == "none"


def test_another_pc_asks_for_the_code_once(window: MainWindow, workspace: Workspace) -> None:
    code = turn_on(workspace, ID)
    with workspace.read() as session:
        held = id_key.held(session)
    book = workspace.book
    assert book is not None and held
    for file in (book.home / "id-keys").iterdir():
        file.unlink()
    page = roster(window)
    assert page.look.number.value.text() == "••••002X"
    ids = choice(window)
    assert ids.box.isVisible() and "还没有钥匙" in ids.asked_label.text()
    ids.box.setFocus()
    ids.box.setText(code)
    press("Enter")
    with workspace.read() as session:
        assert id_key.held(session) == held
    assert not ids.box.isVisible()


def test_off_says_first_what_goes_and_is_not_undone(window: MainWindow, workspace: Workspace) -> None:
    turn_on(workspace, ID)
    ids = choice(window)
    ids.choice.buttons["none"].click()
    assert keeps(workspace) == "whole" and "1人" in ids.asked_label.text() and ids.leave_button.hasFocus()
    ids.do_button.setFocus()
    press("Enter")
    assert keeps(workspace) == "none" and ids.choice.value == "none" and not ids.stands.text()
    assert not roster(window).look.number.isVisible()
    assert workspace.undoable == ""  # that the number was kept is all that the step before has said


# ---- typing it


def test_the_card_has_no_box_where_nothing_is_kept(window: MainWindow) -> None:
    page = roster(window)
    press("F2")
    assert not page.card.number.isVisible() and not page.look.number.isVisible()


def test_a_number_tells_day_and_sex_as_it_is_typed_and_fills_gaps(window: MainWindow, workspace: Workspace) -> None:
    turn_on(workspace)
    page = roster(window)
    page.add()
    page.name_box.set_name("王建国")
    page.card.number.box.setFocus()
    press(ID[:10])
    assert "已经10位" in page.card.number.hint.text() and page.boxes["birth_year"].text() == ""
    press(ID[10:].lower())
    assert page.card.number.hint.text() == "1949-12-31生，女"
    assert (page.boxes["gender"].text(), page.boxes["birth_year"].text()) == ("女", "1949")
    press("Enter")
    added = next(person for person in page.people if person.name == "王建国")
    with workspace.read() as session:
        assert id_numbers.known(session, added.id) == id_numbers.Known("••••002X", True, True)
    assert page.card.number.box.text() == ""


def test_a_number_that_fails_its_check_is_told_at_once_and_can_be_stored(window: MainWindow, workspace: Workspace) -> None:
    turn_on(workspace)
    page = roster(window)
    press("F2")
    page.card.number.box.setFocus()
    press(ID[:-1], "1")
    assert "末位校验不对，可能输错一位" in page.card.number.hint.text()
    press("Ctrl+Enter")
    assert page.look.number.value.text() == "••••0021" and page.look.number.fault.isVisible()
    assert "0021" not in workspace.undoable


def test_a_number_cut_short_is_refused_and_stays_typed(window: MainWindow, workspace: Workspace, hearing: None) -> None:
    turn_on(workspace)
    page = roster(window)
    press("F2")
    page.card.number.box.setFocus()
    press(ID[:-1])
    press("Ctrl+Enter")
    assert page.card.number.box.text() == ID[:-1] and page.card.isVisible()
    with workspace.read() as session:
        assert id_numbers.known(session, page.card.changing).masked == ""


# ---- looking at it


def test_the_eye_asks_what_for_and_thirty_seconds_hide_it_again(look: IdLook, workspace: Workspace) -> None:
    assert look.value.text() == "••••002X"
    look.eye_button.setFocus()
    press("Space")
    assert look.value.text() == "••••002X" and look.reasons[0].hasFocus()
    press("Enter")
    assert look.value.text() == "110105 19491231 002X" and look._cover.running
    assert look._cover._timer.interval() == masked.SHOWN_FOR == 30_000
    look._cover._timer.timeout.emit()
    assert look.value.text() == "••••002X"
    labels = [label.text() for label in look.findChildren(type(look.value)) if label.isVisible()]
    assert "看过全号 1 次" in labels and any("杜鹃" in text and "核对身份" in text for text in labels)


def test_own_words_are_a_reason_and_none_is_not(look: IdLook, hearing: None) -> None:
    look.turn()
    look.own_box.setFocus()
    press("Enter")
    assert look.value.text() == "••••002X"
    press("派出所来函", "Enter")
    assert look.value.text() == "110105 19491231 002X"


def test_the_half_minute_passes_by_the_clock(look: IdLook, qtbot: QtBot) -> None:
    look._cover._timer.setInterval(20)
    look.turn()
    look.reasons[1].click()
    qtbot.waitUntil(lambda: look.value.text() == "••••002X")
    assert not look._cover.running


def test_leaving_the_page_and_another_person_hide_it(look: IdLook, window: MainWindow) -> None:
    look.turn()
    look.reasons[0].click()
    window.go("topics")
    assert look.value.text() == "••••002X"
    page = roster(window)
    look.turn()
    look.reasons[0].click()
    page.people_table.choose(next(person.id for person in page.people if person.name != NAME))
    assert "19491231" not in look.value.text() and not look.isVisible()


def test_one_number_is_taken_out_after_a_question(look: IdLook, window: MainWindow, workspace: Workspace) -> None:
    look.drop_button.setFocus()
    press("Enter")
    assert look.leave_drop.hasFocus() and look.value.text() == "••••002X"
    look.do_drop.click()
    assert not look.isVisible()
    with workspace.read() as session:
        assert id_numbers.known(session, people.find(session, NAME)).masked == ""


def test_no_other_place_of_the_window_shows_a_number(look: IdLook, window: MainWindow, workspace: Workspace) -> None:
    with workspace.write("person") as session:
        id_numbers.keep(session, people.add(session, "孙玮"), ID, workspace.today)
    page = roster(window)
    page.groups.choose(("doubles", ""))
    QApplication.processEvents()
    with workspace.read() as session:
        assert all(ID not in str(vars(line)) for line in people.lines(session))
        assert people.lines(session, ID) == () == people.lines(session, "002X")


# ---- from a sheet


def test_a_pasted_roster_brings_numbers_that_no_line_of_the_preview_shows(window: MainWindow, workspace: Workspace, qtbot: QtBot) -> None:
    turn_on(workspace)
    page = roster(window)
    page.intake.begin()
    assert "加密存下" in page.intake.panel.ids_label.text()
    page.intake.panel.take_text(f"姓名\t身份证号\t组\n王建国\t{ID}\t1幢\n李秀英\t{ID}\t2幢\n")
    qtbot.waitUntil(lambda: page.intake.panel.found is not None, timeout=20_000)
    QApplication.processEvents()
    tables = [table for table in window.findChildren(Table) if table.isVisible()]
    shown = [cell.text + cell.sub for table in tables for row in table.rows.rows for cell in row.cells]
    assert any("姓名却不一样" in text for text in shown) and not any(ID in text or ID[6:14] in text for text in shown)
    press("Ctrl+Enter")
    with workspace.read() as session:
        assert id_numbers.known(session, people.find(session, "王建国")) == id_numbers.Known("••••002X", True, True)
