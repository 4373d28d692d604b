"""Ctrl+F within a page: its table is narrowed while typing, Enter goes on to the whole book, Esc gives all rows back."""

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from tests.gui.keyboard import focus, press
from yishi.gui.main_window import MainWindow
from yishi.gui.pages.follow import FollowPage
from yishi.gui.pages.search import SearchPage
from yishi.gui.row_finder import RowFinder
from yishi.gui.table import Cell, Column, Many, Row, Table
from yishi.services import people, pool


def compose(preedit: str) -> None:
    QApplication.sendEvent(focus(), QInputMethodEvent(preedit, []))


def texts(table: Table) -> list[str]:
    return [row.cells[1].text for row in table.rows.rows]


def to_board(page: FollowPage) -> None:
    page.bar.view_choice.buttons["board"].click()


@pytest.fixture
def follow(window: MainWindow) -> FollowPage:
    window.go("follow")
    assert isinstance(window.page, FollowPage)
    assert len(texts(window.page.resolution_table)) > 4
    return window.page


def test_typing_leaves_the_rows_that_have_the_words_and_says_how_many(follow, window, qtbot):
    table, before = follow.resolution_table, texts(follow.resolution_table)
    came_from = focus()
    press("Ctrl+F")
    assert focus() is window.filter.box and texts(table) == before
    press("消防")
    assert texts(table) == ["消防通道划线并设可倒伏隔离桩6根"]
    assert window.filter.isVisible() and window.filter.here.text() == "本页 1 条"
    qtbot.waitUntil(lambda: "全部" in window.filter.all_button.text() and "条" in window.filter.all_button.text())
    press("Esc")
    assert texts(table) == before and focus() is came_from and not window.filter.isVisible()


@pytest.mark.parametrize("steps", [("s", "s'w"), ("sun", "sunwei"), ("xf", "xftd")])
def test_initials_and_pinyin_narrow_while_the_input_method_is_composing(follow, window, steps):
    press("Ctrl+F")
    for preedit in steps:
        compose(preedit)
    left = [" ".join((row.cells[1].text, row.cells[2].text)) for row in follow.resolution_table.rows.rows]
    wanted = "消防通道" if steps[0] == "xf" else "孙　伟"
    assert left and all(wanted in each for each in left) and len(left) < len(follow.lines)
    assert window.filter.box.text() == ""


def test_the_roster_is_narrowed_by_its_own_box_also_by_what_is_being_composed(window, qtbot):
    with window.workspace.write("person") as session:
        people.add(session, "王建国", unit="8幢")
    window.go("people")
    page = window.page
    everybody = len(page.people_table.rows.rows)
    press("Ctrl+F")
    for preedit in ("w", "w'j", "w'j'g"):
        compose(preedit)
    assert [row.cells[0].text for row in page.people_table.rows.rows] == ["王建国"]
    assert window.filter.here.text() == "本页 1 条"
    press("Esc")
    assert len(page.people_table.rows.rows) == everybody and page.find_box.text() == ""


def test_the_arrows_and_f3_move_in_the_table_and_tab_goes_into_it(follow, window):
    table = follow.resolution_table
    press("Ctrl+F", "孙伟", "Down")
    assert len(texts(table)) > 1 and table.currentIndex().row() == 1 and focus() is window.filter.box
    press("Up")
    assert table.currentIndex().row() == 0
    press("F3")
    assert table.currentIndex().row() == 1
    press("Tab")
    assert focus() is table and window.filter.isVisible()
    press("Esc")
    assert len(texts(table)) == len(follow.lines)


def test_enter_looks_for_the_words_in_the_whole_book_and_escape_comes_back_to_all_rows(follow, window, qtbot):
    press("Ctrl+F", "消防", "Enter")
    page = window.page
    assert isinstance(page, SearchPage) and page.box.text() == "消防" and page.hits
    assert not window.filter.isVisible()
    press("Esc")
    assert window.page is follow and len(texts(follow.resolution_table)) == len(follow.lines)


def test_what_is_being_composed_goes_along_to_the_whole_book(follow, window, qtbot):
    press("Ctrl+F")
    compose("xftd")
    window.filter.all_button.click()
    assert isinstance(window.page, SearchPage) and window.page.box.text() == "xftd"


def test_no_row_stays_hidden_unseen(follow, window):
    table = follow.resolution_table
    for leave in (lambda: window.go("topics"), lambda: to_board(follow),
                  lambda: table.choose(next(line.id for line in follow.lines if "消防" not in line.text))):  # fmt: skip
        press("Ctrl+F", "消防")
        assert len(texts(table)) == 1 and window.filter.isVisible()
        leave()
        assert not window.filter.isVisible() and table.rows.fits is None
        window.go("follow")
        follow.bar.view_choice.buttons["list"].click()
        assert len(texts(table)) == len(follow.lines)


def test_half_a_sentence_stays_with_its_resolution_while_another_one_is_looked_for(follow):
    table, entry = follow.resolution_table, follow.entry
    mine = next(line.id for line in follow.lines if "便袋箱" in line.text)
    table.choose(mine)
    press("F2", "装到一半", "Ctrl+F", "架空层", "Esc")
    assert table.chosen_ref() != mine and entry.text_box.toPlainText() == ""
    table.choose(mine)
    assert entry.text_box.toPlainText() == "装到一半" and entry.chosen_event == "progress"
    entry.text_box.setFocus()
    press("Enter")
    assert follow.detail.timeline.moments[-1].text == "装到一半"
    table.selectRow(0)
    table.choose(mine)
    assert entry.text_box.toPlainText() == ""


def test_what_is_saved_meanwhile_is_narrowed_too(window):
    window.go("topics")
    page = window.page
    page.show_ref("all")
    press("Ctrl+F", "琉璃")
    assert not page.topics_table.rows.rows and window.filter.here.text() == "本页 0 条"
    with window.workspace.write("topic_add") as session:
        pool.capture(session, "琉璃瓦掉了", on=window.workspace.today)
        pool.capture(session, "井盖松了", on=window.workspace.today)
    assert [row.cells[0].text for row in page.topics_table.rows.rows] != [] and window.filter.here.text() == "本页 1 条"


def test_a_page_without_a_table_looks_in_the_whole_book_at_once(window):
    for place in ("today", "settings"):
        window.go(place)
        press("Ctrl+F")
        assert window.here == "search"
        press("Esc")
        assert window.here == place


def test_ctrl_f_twice_looks_in_the_whole_book(follow, window):
    press("Ctrl+F", "消防", "Ctrl+F")
    assert window.here == "search" and window.page.box.text() == "消防"


def test_rows_that_are_made_when_they_are_looked_at_are_narrowed_and_sorted(shown):
    table = Table((Column("姓名"), Column("组")))
    shown(table)
    names = [f"{'王李赵'[n % 3]}建{'国军'[n % 2]}{n}" for n in range(5000)]
    table.show_rows(Many(range(5000), names, lambda name: Row(names.index(name), (Cell(name), Cell("3组")))))
    table.narrow(RowFinder("wjg"))
    found = [row.cells[0].text for row in table.rows.rows]
    assert found == [name for name in names if name.startswith("王建国")]
    table._sort(0)
    table._sort(0)
    assert [row.cells[0].text for row in table.rows.rows] == sorted(found, reverse=True)
    table.choose(names.index(found[2]))
    assert table.chosen_ref() == names.index(found[2]) and len(table.rows.rows) == len(found)
    table.choose(1)
    assert table.chosen_ref() == 1 and len(table.rows.rows) == 5000


def test_a_rare_character_a_wide_sign_and_a_dot_are_found_as_in_every_search():
    rows = [Row(n, (Cell(text),)) for n, text in enumerate(("𬱖某", "Ａ座", "买买提·艾力", "孙　伟"))]
    for query, place in (("𬱖", 0), ("a座", 1), ("•艾", 2), ("孙伟", 3), ("孙 伟", 3), ("sw", 3)):
        assert RowFinder(query)(rows) == [place], query
