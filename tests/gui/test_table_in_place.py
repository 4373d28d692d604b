"""A list that grows by a line is not built anew: what stands there stays, and so does what is chosen."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget

from yishi.gui import theme
from yishi.gui.table import Cell, Column, Row, Table


@pytest.fixture
def table(shown: Callable[[QWidget], QWidget]) -> Table:
    made = Table()
    made.set_columns((Column("时间", 62), Column("内容")), height=38, grows=True)
    made.resize(320, 400)
    shown(made)
    return made


def rows(*texts: str) -> list[Row]:
    return [Row(text, (Cell("19:00"), Cell(text, wrap=True))) for text in texts]


def texts(table: Table) -> list[str]:
    return [table.rows.data(table.rows.index(place, 1)) for place in range(table.rows.rowCount())]


CHANGES = ("abc abcd", "abcd abc", "abc xbc", "abc axyzc", "axyzc abc", " abc", "abc ", "abc cab", "abc abc")


@pytest.mark.parametrize(("before", "after"), [change.split(" ") for change in CHANGES])
def test_whatever_changes_the_list_shows_exactly_what_it_was_given(table: Table, before: str, after: str) -> None:
    table.show_rows(rows(*before))
    table.show_rows(rows(*after))
    assert texts(table) == list(after)


def test_a_line_more_is_inserted_and_nothing_else_is_touched(table: Table) -> None:
    table.show_rows(rows("a", "b"))
    told: list[tuple[str, int, int]] = []
    table.rows.rowsInserted.connect(lambda _parent, first, last: told.append(("in", first, last)))
    table.rows.modelReset.connect(lambda: told.append(("reset", 0, 0)))
    table.rows.dataChanged.connect(lambda first, last: told.append(("changed", first.row(), last.row())))
    table.show_rows(rows("a", "b", "c"))
    assert told == [("in", 2, 2)]
    table.show_rows(rows("a", "x", "c"))
    assert told[1:] == [("changed", 1, 1)]


def test_the_chosen_row_stays_chosen_while_lines_come_before_it(table: Table) -> None:
    table.show_rows(rows("a", "b", "c"))
    table.choose("b")
    table.show_rows(rows("x", "y", "a", "b"))
    assert table.chosen_ref() == "b" and [index.row() for index in table.selectionModel().selectedRows()] == [3]


def test_the_page_hears_of_the_chosen_row_once_for_each_showing(table: Table) -> None:
    table.show_rows(rows("a", "b"))
    table.choose("b")
    heard: list[object] = []
    table.chosen.connect(heard.append)
    table.show_rows(rows("a", "b"))
    assert heard == ["b"]
    table.show_rows(rows("a"))
    assert heard == ["b", "a"]


def test_a_long_text_makes_its_row_higher_and_a_short_one_low_again(table: Table) -> None:
    low = theme.px(38)
    table.show_rows(rows("短", "很长的一句话" * 12))
    assert table.rowHeight(0) == low and table.rowHeight(1) > 2 * low
    table.show_rows(rows("短", "也短"))
    assert table.rowHeight(1) == low
    table.show_rows(rows("短", "一行\n又一行\n第三行"))
    assert table.rowHeight(1) > low
