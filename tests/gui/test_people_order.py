"""In which order the roster stands, moved by hand with the keys; and the list as a paper."""

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from tests.gui.keyboard import focus, press
from yishi import paths
from yishi.domain.name_order import ORDERS
from yishi.errors import Refusal
from yishi.gui import table_files
from yishi.gui.main_window import MainWindow
from yishi.gui.pages.people import PeoplePage
from yishi.gui.workspace import Workspace
from yishi.services import bodies, list_orders, people

BODY = ("body", "居民议事会")
MEMBERS = ("陈立群", "苏敏", "孙伟", "朱玉梅")


@pytest.fixture
def page(window: MainWindow) -> PeoplePage:
    """The roster of the sample, with four in 居民议事会 and a name that nobody knows the strokes of."""
    with window.workspace.write("person") as session:
        people.add(session, "王龘")
        for name in MEMBERS:
            bodies.join(session, people.find(session, name), BODY[1], "召集人" if name == "朱玉梅" else "委员")
    window.go("people")
    shown = window.page
    assert isinstance(shown, PeoplePage)
    return shown


def names(page: PeoplePage) -> list[str]:
    return [row.cells[0].text.replace("　", "") for row in page.people_table.rows.rows]


def by_hand(page: PeoplePage) -> None:
    """居民议事会, in the order by hand, the focus in the list."""
    page.groups.choose(BODY)
    page.order.choice.choose("hand")
    page.order.changed.emit()
    page.people_table.setFocus()


def test_every_order_of_the_rules_is_offered_and_the_one_in_force_is_shown(page: PeoplePage) -> None:
    assert [how for how, _word in page.order.choice.choices] == list(ORDERS)
    assert page.order.order_button.text() == page.order.label == "按拼音为序"


def test_the_arrow_keys_on_the_button_walk_through_the_orders(page: PeoplePage) -> None:
    page.order.order_button.setFocus()
    press("Down", "Down", "Down", "Down", "Down")  # round to 姓名笔画
    assert page.order.choice.value == "stroke-name" and page.order.label == "按姓名笔画为序"
    assert names(page)[0] == "丁晓峰"


def test_by_strokes_an_unknown_character_is_told_and_stands_last(page: PeoplePage) -> None:
    page.order.choice.choose("stroke-surname")
    page.order.changed.emit()
    assert names(page)[-1] == "王龘" and page.order.told.text() == "这几个字的笔画不知道，排在最后：龘"


def test_the_convener_of_a_body_stands_first_by_post(page: PeoplePage) -> None:
    page.groups.choose(BODY)
    page.order.choice.choose("post")
    page.order.changed.emit()
    assert names(page)[0] == "朱玉梅"


def test_looking_for_somebody_keeps_the_order(page: PeoplePage) -> None:
    page.order.choice.choose("stroke-surname")
    page.order.changed.emit()
    press("幢")
    found = names(page)
    page.find_box.clear()
    assert found == [name for name in names(page) if name in found] and len(found) > 2


def test_somebody_is_moved_by_keys_the_choice_stays_and_each_move_is_one_undo(page: PeoplePage) -> None:
    by_hand(page)
    before = names(page)
    page.people_table.selectRow(2)
    press("Alt+Up", "Alt+Up")
    assert names(page) == [before[2], before[0], before[1], before[3]]
    assert page.chosen is not None and page.chosen.name == before[2] and focus() is page.people_table
    press("Ctrl+Z")
    assert names(page) == [before[0], before[2], before[1], before[3]]
    press("Alt+Down", "Ctrl+Z", "Ctrl+Z")
    assert names(page) == before


def test_who_joins_later_stands_last_and_is_told(page: PeoplePage) -> None:
    by_hand(page)
    page.people_table.selectRow(1)
    press("Alt+Up")
    with page.workspace.write("person") as session:
        bodies.join(session, people.find(session, "丁晓峰"), BODY[1])
    assert names(page)[-1] == "丁晓峰" and page.order.told.text() == "还没排次序的1人在最后：丁晓峰"


def test_the_first_goes_no_higher_and_nothing_is_written(page: PeoplePage) -> None:
    by_hand(page)
    page.people_table.selectRow(0)
    press("Alt+Up")
    with page.workspace.read() as session:
        assert list_orders.by_hand(session, BODY[1]) == ()


def test_in_another_order_a_move_is_refused_with_the_way_to_it_and_the_way_is_open_then(page: PeoplePage, qtbot: QtBot) -> None:
    page.groups.choose(BODY)
    page.people_table.setFocus()
    page.people_table.selectRow(1)
    before = names(page)
    with qtbot.captureExceptions() as errors:
        press("Alt+Up")
    assert isinstance(errors[0][1], Refusal) and errors[0][1].code == "YS-M79" and "按拼音为序" in errors[0][1].message
    assert names(page) == before
    by_hand(page)
    press("Alt+Up")
    assert names(page) == [before[1], before[0], *before[2:]]


def test_everybody_together_has_no_order_by_hand_and_that_is_said(page: PeoplePage) -> None:
    page.order.choice.choose("hand")
    page.order.changed.emit()
    assert "先在左边选" in page.order.told.text() and page.order.label == "按拼音为序"
    assert not page.order.up_button.isVisible()


def test_an_order_chosen_below_takes_the_place_of_one_by_a_click_on_a_head(page: PeoplePage) -> None:
    page.people_table.horizontalHeader().sectionClicked.emit(0)
    assert page.people_table.sorted
    page.order.choice.choose("stroke-surname")
    page.order.changed.emit()
    assert not page.people_table.sorted and names(page)[0] == "丁晓峰"


def pick(page: PeoplePage, how: str) -> None:
    page.order.choice.choose(how)
    page.order.choice.picked.emit(how)


def test_each_list_keeps_its_order_when_the_program_is_opened_again(page: PeoplePage, workspace: Workspace, qtbot: QtBot) -> None:
    page.groups.choose(BODY)
    pick(page, "stroke-surname")
    page.groups.choose(("all", ""))
    assert page.order.label == "按拼音为序"
    pick(page, "household")
    again = MainWindow(workspace)
    qtbot.addWidget(again)
    again.show()
    again.go("people")
    shown = again.page
    assert isinstance(shown, PeoplePage)
    assert shown.order.label == shown.order.order_button.text() == "按户组排列"
    shown.groups.choose(BODY)
    assert shown.order.label == shown.order.order_button.text() == "按姓氏笔画为序"
    shown.groups.choose(("head", ""))
    assert shown.order.label == "按户组排列"  # a list without an order of its own stands as everybody does


def test_the_order_by_hand_is_found_again_too(page: PeoplePage, workspace: Workspace, qtbot: QtBot) -> None:
    page.groups.choose(BODY)
    pick(page, "hand")
    page.people_table.selectRow(1)
    page.people_table.setFocus()
    press("Alt+Up")
    moved = names(page)
    again = PeoplePage(workspace)
    qtbot.addWidget(again)
    again.show()
    again.reload()
    again.groups.choose(BODY)
    assert names(again) == moved and again.order.label == "手工排列"


@pytest.mark.parametrize("ini", ['[["all","","hand"', '7', '[["all","","upside-down"],[3],["all","",["hand"]]]'])
def test_words_that_cannot_be_read_on_this_pc_leave_the_usual_order(ini: str, page: PeoplePage, workspace: Workspace, qtbot: QtBot) -> None:
    from PySide6.QtCore import QSettings

    QSettings(str(paths.home() / "look.ini"), QSettings.Format.IniFormat).setValue("list_orders", ini)
    again = PeoplePage(workspace)
    qtbot.addWidget(again)
    again.show()
    again.reload()
    assert again.order.label == "按拼音为序"


def test_the_workbook_of_a_list_says_its_order_above_it(page: PeoplePage, tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    def lines() -> list[list[object]]:
        return CalamineWorkbook.from_path(str(target)).get_sheet_by_index(0).to_python()

    target = tmp_path / "名单.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    page.groups.choose(BODY)
    pick(page, "stroke-surname")
    page.people_table.setFocus()
    assert table_files.save_shown(page) == target
    title, above, heads, *_rows = lines()
    assert title[0] == "居民议事会名单" and str(above[0]).startswith("按姓氏笔画为序　共4人") and heads[0] == "姓名"
    page.people_table.horizontalHeader().sectionClicked.emit(0)
    table_files.save_shown(page)
    assert "笔画" not in str(lines()[1][0])


def test_the_paper_of_a_list_says_its_order(page: PeoplePage) -> None:
    import pypdfium2

    by_hand(page)
    next(act for word, _key, act in page.menu_entries() if word == "打印这份名单")()
    assert page.strip_place.isVisible()
    with pypdfium2.PdfDocument(paths.home() / "打印" / "居民议事会名单.pdf") as paper:
        said = paper[0].get_textpage().get_text_range()
    assert "手工排列" in said and "共4人" in said and "陈立群" in said.replace("\u3000", "")
