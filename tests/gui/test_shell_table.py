"""The quiet table: choosing, sorting, ticking, the button of a row."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from yishi.gui.cells import button_box
from yishi.gui.page import Page
from yishi.gui.table import Cell, Column, Many, Row, Table

Show = Callable[[QWidget], QWidget]
HEADS = (Column("状态", 90), Column("事项"), Column("期限", 80), Column("下一步", 120, "right", sorts=False))


def filled() -> Table:
    table = Table(HEADS)
    table.show_rows(
        [
            Row("a", (Cell("逾期", chip="red"), Cell("老井围栏"), Cell("5-12", sort=12), Cell(button="催办单"))),
            Row("b", (Cell("正常", chip="green"), Cell("路灯"), Cell("5-9", sort=9), Cell())),
            Row("c", (Cell("正常", chip="green"), Cell("水渠"), Cell("5-30", sort=30), Cell())),
        ]
    )
    table.resize(600, 300)
    return table


def refs(table: Table) -> list[object]:
    return [row.ref for row in table.rows.rows]


def head_click(table: Table, section: int, qtbot: QtBot) -> None:
    heads = table.horizontalHeader()
    where = QPoint(heads.sectionViewportPosition(section) + 10, heads.height() // 2)
    qtbot.mouseClick(heads.viewport(), Qt.MouseButton.LeftButton, pos=where)


def test_a_click_on_a_head_sorts_a_second_turns_round_a_third_gives_the_old_order(qtbot: QtBot, shown: Show) -> None:
    table = filled()
    shown(table)
    orders = []
    for _click in range(3):
        head_click(table, 2, qtbot)
        orders.append(refs(table))
    assert orders == [["b", "a", "c"], ["c", "a", "b"], ["a", "b", "c"]]


def test_the_chosen_row_stays_chosen_when_the_list_is_read_again(shown: Show) -> None:
    table = filled()
    shown(table)
    table.choose("c")
    table.show_rows(list(reversed(table.rows.rows)))
    assert table.chosen_ref() == "c"
    assert table.currentIndex().row() == 0


def test_when_the_chosen_row_is_gone_its_place_is_chosen(shown: Show) -> None:
    table = filled()
    shown(table)
    table.choose("b")
    table.show_rows([row for row in table.rows.rows if row.ref != "b"])
    assert table.chosen_ref() == "c"


def test_one_click_on_a_rows_button_is_enough(qtbot: QtBot, shown: Show) -> None:
    table = filled()
    shown(table)
    box = button_box(table.visualRect(table.model().index(0, 3)), "催办单")
    with qtbot.waitSignal(table.pressed) as heard:
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert heard.args == ["a"]


def test_enter_opens_the_chosen_row_and_space_presses_its_button(qtbot: QtBot, shown: Show) -> None:
    table = filled()
    shown(table)
    table.choose("a")
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    with qtbot.waitSignal(table.pressed) as pressed:
        qtbot.keyClick(table, Qt.Key.Key_Space)
    assert (opened.args, pressed.args) == (["a"], ["a"])


def test_space_ticks_the_chosen_name(qtbot: QtBot, shown: Show) -> None:
    table = Table((Column("应到"),))
    table.show_rows([Row("wjg", (Cell("王建国", box=True),))])
    shown(table)
    with qtbot.waitSignal(table.ticked) as heard:
        qtbot.keyClick(table, Qt.Key.Key_Space)
    assert heard.args == ["wjg", False]


def test_a_single_key_reaches_the_page_while_the_table_has_the_focus(qtbot: QtBot, shown: Show) -> None:
    class Checks(Page):
        pass

    page = Checks(None)  # type: ignore[arg-type]
    table = filled()
    table.setParent(page)
    concluded: list[str] = []
    page.key("1", lambda: concluded.append("合格"))
    shown(page)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_1)
    assert concluded == ["合格"]
    assert not table.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_a_long_speech_makes_its_row_higher(shown: Show) -> None:
    table = Table()
    table.set_columns((Column("时间", 60), Column("说的话")), grows=True)
    table.resize(320, 300)
    shown(table)
    table.show_rows(
        [Row(1, (Cell("19:06"), Cell("好。", wrap=True))), Row(2, (Cell("19:08"), Cell("很长的话，" * 30, wrap=True)))]
    )
    assert table.rowHeight(1) > table.rowHeight(0) * 2


def test_a_table_that_fits_is_as_high_as_its_rows() -> None:
    table = filled()
    table.fit()
    assert table.height() == 3 * 36 + 32 + 2


def many(count: int) -> tuple[Many, list[int]]:
    """A very long list, and the items of which a row was made."""
    made: list[int] = []

    def row(item: int) -> Row:
        made.append(item)
        return Row(f"r{item}", (Cell("逾期"), Cell(f"事项{item}"), Cell(str(item % 7), sort=item % 7), Cell()))

    items = list(range(count))
    return Many([f"r{item}" for item in items], items, row, lambda _column, item: item % 7), made


def test_of_a_very_long_list_only_the_rows_in_sight_are_made(shown: Show) -> None:
    rows, made = many(50_000)
    table = Table(HEADS)
    table.resize(600, 300)
    shown(table)
    table.show_rows(rows)
    table.grab()
    assert table.model().rowCount() == 50_000 and len(set(made)) < 100
    assert table.choose("r40000") and table.chosen_ref() == "r40000"


def test_a_very_long_list_is_sorted_like_a_short_one(qtbot: QtBot, shown: Show) -> None:
    rows, _made = many(60)
    long, short = Table(HEADS), Table(HEADS)
    for table, given in ((long, rows), (short, list(rows))):
        table.resize(600, 300)
        shown(table)
        table.show_rows(given)
        table.choose("r9")
    for _click in range(3):
        orders = []
        for table in (long, short):
            head_click(table, 2, qtbot)
            orders.append(refs(table))
        assert orders[0] == orders[1] and long.chosen_ref() == short.chosen_ref() == "r9"
