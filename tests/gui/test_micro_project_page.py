"""微项目 in the window: set up from a resolution, expenses with vouchers, overspent, closed and opened again, its statement."""

from pathlib import Path

import pytest
from PIL import Image

from tests.gui.keyboard import press
from yishi.gui.main_window import MainWindow
from yishi.gui.pages.micro_project import MicroProjectPage
from yishi.gui.widgets import Strip

pytestmark = pytest.mark.usefixtures("hearing")


@pytest.fixture
def page(window: MainWindow) -> MicroProjectPage:
    window.go("micro_project")
    found = window.page
    assert isinstance(found, MicroProjectPage)
    return found


@pytest.fixture
def project(page: MicroProjectPage) -> MicroProjectPage:
    """One with 8000 yuan, nothing spent, the focus in the expense."""
    press("F2", "5-3", "Enter", "8000", "Enter", "慈善", "Enter")
    assert len(page.found) == 1
    return page


def told(page) -> str:
    return "\n".join(strip.label.text() for strip in page.window().findChildren(Strip) if strip.isVisible())


def chip(page) -> str:
    return page.project_table.rows.rows[0].cells[1].text


def spent(page) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in page.spending_table.rows.rows]


def test_an_empty_book_says_what_a_micro_project_is_and_enter_begins_one(page):
    assert page.list_empty.isVisible() and not page.detail_card.isVisible()
    press("Enter")
    assert page.set_up_entry.matter_box.hasFocus()
    press("Esc")
    assert not page.detail_card.isVisible()


def test_a_resolution_is_set_up_and_money_spent_by_keys_with_refusals_in_between(page):
    press("F2", "5-3", "Enter", "八千", "Enter", "慈善", "Enter")
    assert "看不出是多少钱" in told(page) and page.found == {} and page.set_up_entry.source_box.text() == "慈善"
    page.set_up_entry.budget_box.clear()
    page.set_up_entry.budget_box.setFocus()
    press("0.8", "万", "Enter", "Enter")
    assert chip(page) == "余 8000元"
    press("5-12", "Enter", "印宣传页", "Enter", "0", "Enter", "0001", "Enter")
    assert "金额0元不对" in told(page) and spent(page) == [] and page.entry.what_box.text() == "印宣传页"
    page.entry.amount_box.clear()
    page.entry.amount_box.setFocus()
    press("300.5", "Ctrl+Enter")
    assert spent(page) == [["5-12", "印宣传页", "业务活动费", "0001", "300.50"]] and chip(page) == "余 7699.50元"
    assert page.entry.date_box.hasFocus() and page.entry.what_box.text() == ""
    page.project_table.setFocus()
    press("Ctrl+Z")
    assert spent(page) == [] and chip(page) == "余 8000元"


def test_overspent_is_red_with_shape_word_and_amount_and_the_caution_stands_beside_its_row(project):
    press("今天", "Enter", "买一台空调", "Enter", "9000", "Enter", "Enter")
    row = project.project_table.rows.rows[0]
    assert (row.cells[1].chip, row.cells[1].text) == ("red", "超支 1000元")
    assert "固定资产" in project.spending_table.rows.rows[0].cells[1].sub
    assert "超支1000元。" in told(project)


def test_an_unusual_budget_is_let_in_with_a_warning(project):
    project.budget_button.click()
    project.set_up_entry.budget_box.clear()
    press("20000", "Enter", "Enter")
    assert "一般在5000元到15000元之间" in told(project) and chip(project) == "余 20000元"


def test_an_account_is_closed_only_with_vouchers_and_can_be_opened_again(project, tmp_path):
    press("今天", "Enter", "印宣传页", "Enter", "300", "Enter", "Enter")
    press("F9")
    assert "还有1笔支出没有凭证" in told(project) and chip(project) == "余 7700元"
    file = Path(tmp_path / "voucher.png")
    Image.new("RGB", (200, 100), (250, 250, 250)).save(file)
    project.spending_table.choose(project.spending_table.rows.rows[0].ref)
    project.entry.photo_button.take(file)
    press("F4")
    assert spent(project)[0][3] == "照片"
    press("F9")
    assert chip(project) == "已结项 5-18" and not project.entry_holder.isVisible() and project.close_button.text() == "取消结项"
    project.project_table.setFocus()
    press("F9")
    assert chip(project) == "余 7700元" and project.entry_holder.isVisible()


def test_delete_takes_the_chosen_expense_out_only_from_the_expenses(project):
    press("今天", "Enter", "印宣传页", "Enter", "300", "Enter", "Enter")
    project.spending_table.choose(project.spending_table.rows.rows[0].ref)
    project.project_table.setFocus()
    press("Del")
    assert len(spent(project)) == 1
    project.spending_table.setFocus()
    press("Del")
    assert spent(project) == [] and project.spending_empty.isVisible()


def test_the_closing_statement_is_printed(project, tmp_path, monkeypatch):
    monkeypatch.setenv("YISHI_HOME", str(tmp_path))
    press("Ctrl+P")
    assert list((tmp_path / "打印").glob("*微项目结项表.pdf")) and "做好了" in told(project)


def test_without_a_resolution_nothing_is_set_up(page):
    press("F2", "Ctrl+Enter")
    assert "还没有选是哪条决议" in told(page) and page.found == {}
