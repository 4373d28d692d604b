"""A roster comes in through the window, by keys: pasted or from a file, refused and right, looked at, mended, taken in, taken back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import xlsxwriter
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.keyboard import focus, press
from yishi.gui.main_window import MainWindow
from yishi.gui.pages import patience
from yishi.gui.pages.people import PeoplePage
from yishi.gui.pages.roster_intake import RosterIntake
from yishi.gui.workspace import Workspace
from yishi.services import people
from yishi.services.answers import PersonLine
from yishi.store import sheet_process

SHEET = "\n".join([
    "翠屏社区居民名册\t\t\t", "名字\t手机号码\t楼号\t小名", "方平\t19900000301\t7幢\t老方", "陈立群\t19900000201\t2幢\t立群",
    "马小满\t1990000030\t5幢\t", "\t19900000303\t5幢\t",
])  # fmt: skip


@pytest.fixture
def page(window: MainWindow) -> Iterator[PeoplePage]:
    """The roster of the sample, shown."""
    QGuiApplication.clipboard().clear()
    window.go("people")
    shown = window.page
    assert isinstance(shown, PeoplePage)
    yield shown
    QGuiApplication.clipboard().clear()


def intake(page: PeoplePage) -> RosterIntake:
    return page.intake.panel


def copied(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def roster(workspace: Workspace) -> dict[str, PersonLine]:
    with workspace.read() as session:
        return {person.name: person for person in people.lines(session)}


def verdicts(page: PeoplePage) -> list[tuple[str, str]]:
    return [(row.cells[1].text, row.cells[2].text) for row in intake(page).panel.table.rows.rows]


def workbook(file: Path, sheets: dict[str, list[list[str]]]) -> Path:
    book = xlsxwriter.Workbook(str(file))
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for n, row in enumerate(rows):
            sheet.write_row(n, 0, row)
    book.close()
    return file


def read(page: PeoplePage, qtbot: QtBot, file: Path) -> None:
    intake(page).take_file(file)
    qtbot.waitUntil(lambda: intake(page).stack.currentWidget() is not intake(page).patience, timeout=20_000)


def test_a_wrong_file_then_the_right_one_taken_in_and_taken_back(
    page: PeoplePage, workspace: Workspace, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    before = roster(workspace)
    wrong = tmp_path / "照片.xlsx"
    wrong.write_bytes(b"PK\x03\x04" + bytes(300))
    read(page, qtbot, wrong)
    told = intake(page).told.label.text()
    assert "照片.xlsx" in told and "没有变" in told and "YS-I16" in told
    rows = [line.split("\t") for line in SHEET.splitlines()]
    read(page, qtbot, workbook(tmp_path / "名册.xlsx", {"名单": rows}))
    assert not intake(page).told.isVisible()
    assert verdicts(page) == [("新增", "方　平"), ("更新", "陈立群"), ("有问题", "马小满"), ("不导入", "（没有）")]
    assert intake(page).panel.take_button.text() == "导入3人" and roster(workspace) == before
    press("Ctrl+Enter")
    now = roster(workspace)
    assert now.keys() - before.keys() == {"方平", "马小满"} and now["方平"].unit == "7幢"
    strip = page.intake._strip
    assert strip is not None and strip.label.text() == "导入了2人，更新1人。"
    press("Ctrl+Z")
    assert roster(workspace) == before and page.intake._strip is None


def test_what_was_copied_is_pasted_into_the_finding_box_only_where_it_is_a_word(page: PeoplePage) -> None:
    assert focus() is page.find_box
    copied("方平")
    press("Ctrl+V")
    assert page.find_box.text() == "方平" and not page.intake.showing
    page.find_box.clear()
    copied(SHEET)
    press("Ctrl+V")
    assert page.intake.showing and page.find_box.text() == "" and focus() is intake(page).panel.table


def test_esc_leaves_with_nothing_changed(page: PeoplePage, workspace: Workspace) -> None:
    before = roster(workspace)
    copied(SHEET)
    press("Ctrl+V", "Esc")
    assert not page.intake.showing and roster(workspace) == before and focus() is page.find_box
    assert page.title == "人员" and "名册" in page.crumb


def test_a_reader_stands_by_as_soon_as_somebody_reaches_for_a_file_and_is_let_go_with_esc(page: PeoplePage, tmp_path: Path) -> None:
    sheet_process.stand_down()
    intake(page).begin()
    standing = sheet_process._standing
    assert standing is not None and standing.waits
    press("Esc")
    assert sheet_process._standing is None and not standing.waits
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(workbook(tmp_path / "名册.xlsx", {"一": [["姓名"]]})))])
    actions, buttons = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    QApplication.sendEvent(page, QDragEnterEvent(QPoint(9, 9), actions, data, buttons, Qt.KeyboardModifier.NoModifier))
    assert sheet_process._standing is not None
    sheet_process.stand_down()


def test_the_chosen_line_is_mended_before_it_goes_in(page: PeoplePage, workspace: Workspace) -> None:
    copied(SHEET)
    press("Ctrl+V", "F4")
    panel = intake(page).panel
    assert [row.ref for row in panel.table.rows.rows] == [5, 6]
    panel.table.choose(5)
    assert "10位" in panel.fix.cells[0].label.text()
    assert panel.fix.cell_box.text() == "" and panel.fix.cell_box.placeholderText() == "****0030"
    panel.fix.cells[0].show_button.click()
    assert panel.fix.cell_box.text() == "1990000030" and focus() is panel.fix.cell_box
    panel.fix.cell_box.selectAll()
    press("19900000302", "Enter")
    assert focus() is panel.table and panel.table.chosen_ref() == 6
    panel.fix.cell_box.setFocus()
    press("马大满", "Enter")
    assert panel.take_button.text() == "导入4人" and not panel.asks_button.isVisible()
    press("Ctrl+Enter")
    assert roster(workspace)["马小满"].phone == "19900000302" and "马大满" in roster(workspace)


def test_a_column_is_said_to_be_another_by_the_arrow_keys_and_remembered(page: PeoplePage, workspace: Workspace) -> None:
    sheet = "姓名\t宅电\n方平\t0513-86660001"
    copied(sheet)
    press("Ctrl+V")
    head = intake(page).panel.heads.heads[1]
    assert "不要" in head.button.accessibleName()
    head.button.setFocus()
    while head.choice.value != "phone":
        press("Up")
    assert focus() is head.button
    press("Ctrl+Enter")
    assert roster(workspace)["方平"].phone == "051386660001"
    copied(sheet.replace("方平", "马小满"))
    press("Ctrl+V")
    assert intake(page).panel.heads.heads[1].choice.value == "phone"


def test_a_sheet_without_a_header_asks_which_column_holds_the_names(page: PeoplePage, workspace: Workspace) -> None:
    copied("甲\t方平\n乙\t马小满")
    press("Ctrl+V")
    panel = intake(page).panel
    assert not panel.take_button.isEnabled() and panel.table.rows.rows[0].cells[2].text == "方平"
    head = panel.heads.heads[1]
    head.button.setFocus()
    while head.choice.value != "name":
        press("Down")
    assert panel.take_button.text() == "导入2人"
    press("Ctrl+Enter")
    assert {"方平", "马小满"} <= roster(workspace).keys()


def test_another_sheet_of_the_workbook_is_chosen_by_its_name(page: PeoplePage, qtbot: QtBot, tmp_path: Path) -> None:
    sheets = {"一组": [["姓名"], ["方平"]], "二组": [["姓名"], ["马小满"], ["马大满"]]}
    read(page, qtbot, workbook(tmp_path / "名册.xlsx", sheets))
    choice = intake(page).panel.sheet_choice
    assert choice.isVisible() and choice.value == "一组" and verdicts(page) == [("新增", "方　平")]
    choice.buttons["二组"].click()
    qtbot.waitUntil(lambda: len(verdicts(page)) == 2, timeout=20_000)


def test_a_file_is_dropped_on_the_page(page: PeoplePage, qtbot: QtBot, tmp_path: Path) -> None:
    file, data = tmp_path / "名册.csv", QMimeData()
    file.write_bytes("姓名,电话\n方平,19900000301\n".encode("gb18030"))
    data.setUrls([QUrl.fromLocalFile(str(file))])
    told = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(page, QDragEnterEvent(QPoint(50, 50), *told))
    QApplication.sendEvent(page, QDropEvent(QPointF(50, 50), *told))
    qtbot.waitUntil(lambda: intake(page).stack.currentWidget() is intake(page).panel, timeout=20_000)
    assert verdicts(page) == [("新增", "方　平")]


def test_reading_is_given_up_by_esc(page: PeoplePage, workspace: Workspace, qtbot: QtBot, tmp_path: Path) -> None:
    before = roster(workspace)
    intake(page).take_file(workbook(tmp_path / "名册.xlsx", {"名单": [["姓名"], ["方平"]]}))
    press("Esc")
    assert not page.intake.showing and roster(workspace) == before


def test_writing_is_given_up_by_the_button_and_the_preview_stays(
    page: PeoplePage, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "WORDS_AFTER", 0.0)
    monkeypatch.setattr(patience, "WAY_OUT_AFTER", 0.0)
    before = roster(workspace)
    copied("姓名\t小组\n" + "\n".join(f"王{chr(0x4E00 + n)}\t3组" for n in range(4500)))
    press("Ctrl+V")
    stop = intake(page).patience.stop_button
    hand = QTimer(page, interval=0)
    hand.timeout.connect(lambda: stop.click() if stop.isVisible() else None)
    hand.start()
    press("Ctrl+Enter")
    hand.stop()
    assert page.intake.showing and roster(workspace) == before
    assert "没有变" in intake(page).panel.from_label.text() and intake(page).panel.take_button.text() == "导入4500人"
    press("Ctrl+Enter")
    assert len(roster(workspace)) == len(before) + 4500


def test_every_part_of_the_preview_has_a_name_for_who_cannot_see_it(page: PeoplePage) -> None:
    copied(SHEET)
    press("Ctrl+V")
    heads = intake(page).panel.heads.heads
    assert [head.button.accessibleName() for head in heads] == [
        "“名字”这一列是：姓名", "“手机号码”这一列是：电话", "“楼号”这一列是：组或楼栋", "“小名”这一列是：称呼"]  # fmt: skip


DAMAGED = "姓名\t身份证号\t电话\t户号\n甲四\t110101197013320012\t1990000030\t2026-03-05\n甲五\t\t19900000301\t3-6"


def test_a_bad_cell_shows_what_stood_there_with_a_mark_and_hides_long_numbers(page: PeoplePage) -> None:
    copied(DAMAGED)
    press("Ctrl+V")
    table = intake(page).panel.table.rows.rows
    texts = [cell.text for cell in table[0].cells]
    assert "▲ ****0012" in texts and "▲ ****0030" in texts and "▲ 2026-03-05" in texts and "3处：身份证号、电话、户号" in texts
    assert not any("110101" in cell.text or "1990000030" in cell.text for row in table for cell in row.cells)
    assert "3-6" in [cell.text for cell in table[1].cells]


def test_every_bad_cell_of_a_line_has_its_box_and_a_number_is_shown_to_whoever_asks(page: PeoplePage, workspace: Workspace) -> None:
    copied(DAMAGED)
    press("Ctrl+V")
    fix = intake(page).panel.fix
    assert [cell.box.text() for cell in fix.cells] == ["", "", "3-5"]
    assert [cell.box.placeholderText() for cell in fix.cells[:2]] == ["****0012", "****0030"]
    fix.cells[0].show_button.click()
    assert fix.cells[0].box.text() == "110101197013320012"
    fix.cells[1].box.setFocus()
    press("19900000302", "Enter")
    assert [cell.wrong.column for cell in fix.cells] == ["身份证号"]
    fix.cells[0].empty_button.click()
    assert not fix.cells
    press("Ctrl+Enter")
    assert (roster(workspace)["甲四"].phone, roster(workspace)["甲四"].household) == ("19900000302", "3-5")


def test_a_drawn_character_is_shown_by_its_number(page: PeoplePage) -> None:
    copied("姓名\t组\n王\ue123\t3组")
    press("Ctrl+V")
    row = intake(page).panel.table.rows.rows[0]
    assert "▲" in row.cells[2].text and "造字E123" in row.cells[2].text and "造字" in row.cells[-1].text
    assert "造字E123" in intake(page).panel.fix.name_label.text()


def test_all_sheets_of_a_long_workbook_are_offered_and_the_one_with_names_is_shown(page: PeoplePage, qtbot: QtBot, tmp_path: Path) -> None:
    sheets = {"封面": [["翠屏社区"]]} | {f"{n}组": [["姓名"], [f"方{chr(0x4E00 + n)}"]] for n in range(1, 13)}
    read(page, qtbot, workbook(tmp_path / "名册.xlsx", sheets))
    panel = intake(page).panel
    assert panel.sheet_button.isVisible() and not panel.sheet_choice.isVisible() and panel.sheet_list.value == "1组"
    assert [name for name, _word in panel.sheet_list.choices] == list(sheets)
    panel.sheet_button.setFocus()
    press("Up", "Esc")
    panel.sheet_wanted.emit("12组")
    qtbot.waitUntil(lambda: panel.sheet_list.value == "12组" and verdicts(page) == [("新增", "方　丌")], timeout=20_000)


def test_a_long_list_is_pasted_while_the_window_goes_on(page: PeoplePage, qtbot: QtBot) -> None:
    copied("姓名\t小组\n" + "\n".join(f"王{chr(0x4E00 + n)}\t3组{'　' * 40}" for n in range(8_000)))
    press("Ctrl+V")
    assert intake(page).stack.currentWidget() is intake(page).patience
    qtbot.waitUntil(lambda: intake(page).stack.currentWidget() is intake(page).panel, timeout=20_000)
    assert intake(page).panel.take_button.text() == "导入8000人"
