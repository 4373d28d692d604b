"""公约 in the window: written, adopted, filed, the next version, printed for the wall."""

import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from tests.gui.conftest import TODAY
from tests.gui.keyboard import press
from yishi.gui import theme
from yishi.gui.main_window import MainWindow
from yishi.gui.pages.covenants import CovenantsPage
from yishi.gui.widgets import Strip
from yishi.services import micro_projects, posting_marks

sys.path.insert(0, str(Path(__file__).parents[2] / "packaging"))

from shots import clipped, settle, unnamed

pytestmark = pytest.mark.usefixtures("hearing")


@pytest.fixture
def page(window: MainWindow) -> CovenantsPage:
    window.go("covenants")
    found = window.page
    assert isinstance(found, CovenantsPage)
    return found


@pytest.fixture
def drafted(page: CovenantsPage) -> CovenantsPage:
    """A first version with two articles."""
    press("F2", "居民公约", "Enter", "爱护环境", "Enter", "邻里互助", "Ctrl+Enter")
    return page


def told(page) -> str:
    return "\n".join(strip.label.text() for strip in page.window().findChildren(Strip) if strip.isVisible())


def chips(page) -> list[str]:
    return [row.cells[1].text for row in page.covenant_table.rows.rows]


def test_a_book_without_a_covenant_says_so_and_enter_begins_one(page):
    assert page.list_empty.isVisible() and "一行一条" in page.list_empty.label.text()
    press("Enter")
    assert page.draft.title_box.hasFocus()


def test_a_version_is_written_one_article_a_line_and_an_empty_one_is_refused_with_the_words_kept(page):
    press("F2", "居民公约", "Enter", "Ctrl+Enter")
    assert "公约有0条" in told(page) and page.drafting and page.draft.title_box.text() == "居民公约" and page.found == {}
    press("爱护环境", "Enter", "邻里互助", "Ctrl+Enter")
    assert chips(page) == ["草稿"] and page.articles.shown == ("爱护环境", "邻里互助")
    assert "还没有写是哪场会通过的" in told(page)
    press("Ctrl+Z")
    assert page.found == {}


def test_it_is_adopted_then_filed_by_keys_with_a_refusal_in_between(drafted):
    press("Enter", "BD-2026-04", "Enter")
    drafted.entry.starts_box.selectAll()
    press("4-1", "Ctrl+Enter")
    assert "在通过的会议之前" in told(drafted) and chips(drafted) == ["草稿"]
    drafted.entry.starts_box.selectAll()
    press("6-1", "Ctrl+Enter")
    assert "2026年4月24日通过：BD-2026-04" in drafted.facts_label.text() and "2026年6月1日起施行" in drafted.facts_label.text()
    assert chips(drafted) == ["待施行"]
    drafted.covenant_table.setFocus()
    press("Enter", "4-20", "Enter", "柳桥街道办事处", "Enter")
    assert "备案日2026-04-20不对" in told(drafted)
    drafted.entry.day_box.selectAll()
    drafted.entry.day_box.setFocus()
    press("5-10", "Ctrl+Enter")
    assert "2026年5月10日报" in drafted.facts_label.text() and not drafted.entry_holder.isVisible()


def test_the_next_version_begins_with_the_words_of_the_chosen_one_and_ends_it(drafted):
    press("Enter", "BD-2026-04", "Enter", "Ctrl+Enter")
    assert chips(drafted) == ["现行"] and not drafted.reword_button.isVisible()
    drafted.covenant_table.setFocus()
    press("F2")
    assert drafted.draft.articles_box.toPlainText() == "爱护环境\n邻里互助" and "第2版" in drafted.draft.heading_label.text()
    press("Ctrl+Enter")
    assert chips(drafted) == ["草稿", "现行"]


def test_a_draft_may_be_reworded_and_left_without_a_trace(drafted):
    press("F4")
    drafted.draft.articles_box.setPlainText("改坏了")
    drafted.draft.leave_button.click()
    assert drafted.articles.shown == ("爱护环境", "邻里互助")
    press("F4")
    drafted.draft.articles_box.setPlainText("爱护环境\n文明养犬")
    press("Ctrl+Enter")
    assert drafted.articles.shown == ("爱护环境", "文明养犬") and len(drafted.found) == 1


def test_adopting_without_a_meeting_is_refused(drafted):
    press("Enter", "Ctrl+Enter")
    assert "还没有选是哪场会" in told(drafted) and chips(drafted) == ["草稿"]


def test_it_is_printed_on_both_sizes(drafted, tmp_path, monkeypatch):
    monkeypatch.setenv("YISHI_HOME", str(tmp_path))
    press("Ctrl+P")
    drafted.a3_button.click()
    assert sorted(file.name for file in (tmp_path / "打印").glob("*.pdf")) == ["居民公约-第1版-A3-公约.pdf", "居民公约-第1版-A4-公约.pdf"]


@pytest.mark.parametrize(("points", "width", "height"), [(10.5, 1366, 728), (14.0, 1366, 728), (10.5, 1093, 574)])
def test_the_pages_fit_the_screen_with_no_word_cut_off_and_a_name_on_everything(drafted, points, width, height, window, qapp):
    with window.workspace.write("edit") as session:
        matter = micro_projects.candidates(session)[0].id
        micro_projects.set_up(session, matter, 800_000, "慈善")
        micro_projects.spend(session, matter, "买一台空调", 900_000, TODAY, TODAY)
        paper = posting_marks.states(session, TODAY)[0]
        posting_marks.mark(session, paper.id, "up", paper.start, TODAY, "居务公开栏")
        posting_marks.mark(session, paper.id, "down", paper.start, TODAY, "居务公开栏")
    theme.wear(qapp, theme.LIGHT, points)
    window.resize(width, height)
    for place in ("postings", "micro_project", "covenants"):
        window.go(place)
        settle(qapp)
        least = window.least()
        assert (clipped(window), unnamed(window)) == ([], [])
        if width == 1366:  # where it is smaller a page may scroll
            assert (least.width() <= width, least.height() <= height) == (True, True), place


@pytest.mark.parametrize("place", ["postings", "micro_project", "covenants"])
def test_no_other_language_is_left_on_the_page(window, place):
    window.go(place)
    words = "".join(label.text() for label in window.page.findChildren(QLabel))
    assert not any(word in words for word in ("None", "null", "decision", "draft"))
