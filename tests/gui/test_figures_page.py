"""统计 and 台账 in the window: answers, down to the records and back, periods, copying, saving, filing."""

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from tests.gui.keyboard import press
from yishi.gui import feedback, table_files
from yishi.gui.main_window import MainWindow
from yishi.gui.pages.documents import DocumentsPage
from yishi.gui.pages.figures import FiguresPage
from yishi.gui.pages.ledgers import LedgersPage
from yishi.gui.table import Cell, Column, Row, Table


@pytest.fixture
def figures(window: MainWindow) -> FiguresPage:
    window.go("figures")
    feedback.install(window.complain)
    page = window.page
    assert isinstance(page, FiguresPage)
    return page


@pytest.fixture
def ledgers(window: MainWindow) -> LedgersPage:
    window.go("ledgers")
    feedback.install(window.complain)
    page = window.page
    assert isinstance(page, LedgersPage)
    return page


def told(page) -> str:
    return "\n".join(strip.label.text() for strip in page.window().notices.shown)


def test_the_rail_leads_to_the_figures_by_two_keys(window):
    press("Ctrl+6")
    assert isinstance(window.page, DocumentsPage)
    press("Enter")
    assert isinstance(window.page, FiguresPage)


def test_four_cards_answer_with_a_sentence_and_say_what_the_numbers_mean(figures):
    said = [card.answer_label.text() for card in figures.cards]
    assert said == ["开了2场，18人次，到会率85.7%", "5条议题，居民提出的最多", "6项决议，1项逾期", "还没有评价"]
    assert all(card.definition_label.text().endswith("。") for card in figures.cards)


def test_enter_shows_the_records_behind_a_number_esc_goes_back_and_enter_leads_to_the_place(window, figures):
    figures.meetings_card.table.setFocus()
    press("Enter")
    assert figures.views.currentIndex() == 3
    assert len(figures.records_table.rows.rows) == 2 and "会议按形式" in figures.records_title.text()
    press("Esc")
    assert figures.views.currentIndex() == 0
    press("Enter", "Enter")
    assert window.here == "meetings"


def test_every_figure_leads_down_to_as_many_records_as_it_counts(figures):
    for row in list(figures.figures_table.rows.rows):
        figures.drill(row.ref)
        shown = len(figures.records_table.rows.rows)
        assert figures.views.currentIndex() == 3
        if row.ref == ("figure", "overdue"):
            assert shown == 1
        figures.escape()


def test_all_figures_stand_with_their_definition(figures):
    figures.view_choice.buttons["figures"].click()
    assert figures.views.currentIndex() == 1
    rows = figures.figures_table.rows.rows
    assert len(rows) > 30 and all(row.cells[0].sub.endswith("。") for row in rows)


def test_a_quarter_written_by_hand_is_shown_and_a_misspelt_one_is_refused_with_the_screen_unchanged(window, figures):
    figures.period_field.setFocus()
    press("2025Q4", "Enter")
    assert "2025年第4季度" in figures.crumb and figures.meetings_card.answer_label.text().startswith("开了0场")
    figures.period_field.clear()
    press("去年春天", "Enter")
    assert "看不出是哪一段时间" in told(figures)
    assert "2025年第4季度" in figures.crumb
    figures.period_choice.buttons["year"].click()
    assert figures.meetings_card.answer_label.text().startswith("开了2场")


def test_units_are_listed_with_the_weights_and_nobody_is_ranked_with_few_cases(figures):
    figures.view_choice.buttons["score"].click()
    assert "按期率30" in figures.score_words.text() and "少于5件" in figures.score_words.text()
    assert all(row.cells[0].text == "" for row in figures.score_table.rows.rows)


def test_ctrl_c_copies_the_table_that_has_the_focus_with_tabs(figures):
    figures.meetings_card.table.setFocus()
    press("Ctrl+C")
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0] == "形式\t场\t人次" and lines[-1] == "合计\t2\t18"


def test_a_copied_text_that_begins_like_a_formula_stays_a_text(window):
    table = Table((Column("事项"), Column("件")))
    table.show_rows([Row(1, (Cell("=1+1\t甲\n乙"), Cell("12")))])
    table_files.copy(*table_files.content(table))
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "事项\t件\n =1+1 甲 乙\t12"
    assert "mso-number-format" in data.html().split("=1+1")[0].rsplit("<td", 1)[1]


def test_f12_makes_one_workbook_of_everything_and_ctrl_p_the_paper(figures, tmp_path, monkeypatch):
    monkeypatch.setenv("YISHI_HOME", str(tmp_path))
    press("F12")
    book = tmp_path / "打印" / "议事统计总表-2026年.xlsx"
    assert book.exists() and figures.saved_place.isVisible()
    press("Ctrl+P")
    assert (tmp_path / "打印" / "议事统计总表-2026年.pdf").exists()
    figures.print_charts()
    assert (tmp_path / "打印" / "议事统计图-2026年.pdf").exists()


def test_the_table_of_any_page_can_be_saved_from_the_menu(window, tmp_path, monkeypatch):
    window.go("follow")
    assert "存成表格" in window.menu_entries()[-1][0]
    target = tmp_path / "落实.xlsx"
    monkeypatch.setattr(table_files, "_ask", lambda _page, _name: target)
    window.menu_entries()[-1][2]()
    assert target.exists() and "表格存好了" in told(window.page)


def test_ticked_matters_go_into_a_ledger_by_key_and_undo_takes_them_out(window, ledgers):
    ledgers.ledger_table.setFocus()
    press("F2")
    assert "还没有选事项" in told(ledgers)
    press("Space", "Down", "Space", "F2")
    assert [row.cells[1].text for row in ledgers.ledger_table.rows.rows].count("党建") == 2
    assert ledgers.ticked == set()
    press("Ctrl+Z")
    assert "党建" not in [row.cells[1].text for row in ledgers.ledger_table.rows.rows]


def test_ctrl_a_ticks_only_the_rows_that_ctrl_f_leaves(window, ledgers):
    table = ledgers.ledger_table
    every = len(table.rows.rows)
    press("Ctrl+F", "消防", "Tab", "Ctrl+A")
    left = {row.ref for row in table.rows.rows}
    assert 0 < len(left) < every and ledgers.ticked == left
    press("F3", "Esc")
    assert {row.ref for row in table.rows.rows if row.cells[1].text == "民生"} == left and len(table.rows.rows) == every


def test_a_ledger_without_matters_says_how_they_come_into_it(ledgers):
    ledgers.ledger_choice.buttons["livelihood"].click()
    assert ledgers.empty_label.isVisible() and "自己进台账" in ledgers.empty_label.text()
    ledgers.ledger_choice.buttons["wishes"].click()
    assert ledgers.empty_label.isVisible() and not ledgers.party_button.isVisible()


def test_the_register_is_saved_as_a_workbook(ledgers, tmp_path, monkeypatch):
    monkeypatch.setenv("YISHI_HOME", str(tmp_path))
    ledgers.ledger_table.setFocus()
    press("Ctrl+A", "F3", "F12")
    assert Path(tmp_path / "打印" / "总台账-2026年.xlsx").exists()
    assert {row.cells[1].text for row in ledgers.ledger_table.rows.rows} == {"民生"}


@pytest.mark.parametrize("place", ["documents", "figures", "ledgers"])
def test_no_english_word_is_left_on_the_page(window, place):
    window.go(place)
    words = "".join(label.text() for label in window.page.findChildren(QLabel))
    assert not any(word in words for word in ("None", "null", "_rate", "split"))


# ---- topics in a ledger, and the columns of the register


def test_topics_go_into_a_ledger_by_key_after_a_refusal_and_what_was_agreed_follows(window, ledgers):
    ledgers.ledger_choice.buttons["topics"].click()
    ledgers.home().setFocus()
    assert ledgers.topics_table.isVisible() and not ledgers.ledger_table.isVisible()
    press("F3")
    assert "还没有选议题" in told(ledgers)
    press("Ctrl+A", "F3")
    assert {row.cells[1].text for row in ledgers.topics_table.rows.rows} == {"民生"}
    ledgers.ledger_choice.buttons["livelihood"].click()
    assert ledgers.ledger_table.rows.rows
    press("Ctrl+Z")
    assert not ledgers.ledger_table.rows.rows


def test_columns_are_chosen_once_and_stay_with_the_book(window, ledgers, tmp_path, monkeypatch):
    from yishi.services import register_columns

    ledgers.ledger_table.setFocus()
    press("F4")
    choice = ledgers.columns_choice
    assert ledgers.columns_place.isVisible() and choice.first().hasFocus() and not choice.buttons["text"].isEnabled()
    for key in ("satisfaction", "owner_unit", "owner", "fund_source"):
        choice.buttons[key].click()
    heads = [column.word for column in ledgers.ledger_table.rows.columns]
    assert "满意率" not in heads and "责任单位" not in heads and "期限" in heads
    assert all(len(row.cells) == len(heads) for row in ledgers.ledger_table.rows.rows)
    window.go("today")
    window.go("ledgers")
    assert [column.word for column in ledgers.ledger_table.rows.columns] == heads
    with ledgers.workspace.read() as session:
        assert "fund_source" not in register_columns.chosen(session)
    press("Ctrl+Z")
    with ledgers.workspace.read() as session:
        assert "fund_source" in register_columns.chosen(session)
