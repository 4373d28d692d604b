"""稿件检查 in the window: each passage of a posting is masked, or kept for a reason; nothing that was not looked at is shown."""

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtWidgets import QLabel

from tests.gui.keyboard import press
from yishi.domain.records import Meeting, Resolution
from yishi.gui.main_window import MainWindow
from yishi.gui.pages.leak_panel import LeakPanel
from yishi.gui.pages.postings import PostingsPage
from yishi.gui.widgets import Strip
from yishi.services.living import one, rows

LEAKY = "由秦守业看桩<b>晚上</b>找他，电话13812345678，住12幢3单元502室"


pytestmark = pytest.mark.usefixtures("hearing")


@pytest.fixture
def postings(window: MainWindow) -> PostingsPage:
    """The page of postings, with a sentence in a resolution that gives somebody away."""
    with window.workspace.write("x") as session:
        first = next(r for r in rows(session, Resolution) if str(r.number).endswith("4-1"))
        one(session, Resolution, first.id).text = LEAKY
    window.go("postings")
    page = window.page
    assert isinstance(page, PostingsPage)
    row = next(p for p in page.found.values() if p.kind == "decision")
    page.posting_table.choose(row.id)
    page.posting_table.setFocus()
    return page


def told(page: PostingsPage) -> str:
    return "\n".join(strip.label.text() for strip in page.window().findChildren(Strip) if strip.isVisible())


def printed(page: PostingsPage) -> str:
    from yishi import paths

    page.print_paper("A4")
    file = max((paths.home() / "打印").glob("*.pdf"), key=lambda each: each.stat().st_mtime)
    return "".join("".join(p.get_textpage().get_text_bounded().split()) for p in pypdfium2.PdfDocument(file.read_bytes()))


def sorts(panel: LeakPanel) -> list[str]:
    return [row.hit.sort for row in panel.rows.values()]


def test_the_button_says_how_many_wait_and_what_is_printed_before_is_masked(postings: PostingsPage) -> None:
    assert postings.check_button.text() == "稿件检查 3"
    text = printed(postings)
    assert "3处个人信息已打码" in told(postings)
    assert not any(word in text for word in ("秦守业", "13812345678", "502室")) and "秦*业" in text


def test_a_passage_is_kept_with_a_reason_after_a_refusal_without_one(postings: PostingsPage) -> None:
    press("F7")
    panel = postings.leak_panel
    assert panel.isVisible() and sorts(panel) == ["name", "phone", "door"] and not postings.entry_holder.isVisible()
    first = next(iter(panel.rows.values()))
    assert first.hasFocus()
    press("2", "Enter")
    assert "还没有写为什么可以公开" in told(postings)
    assert first.reason_box.isVisible() and first.reason_box.hasFocus() and "秦守业" not in printed(postings)
    first.reason_box.setFocus()
    press("本人同意公开", "Enter")
    assert "保留：本人同意公开" in first.state_label.text() and panel.undecided == 2
    second = panel.rows[list(panel.rows)[1]]
    assert second.hasFocus()
    press("1")
    assert second.state_label.text() == "已看过，打码" and postings.check_button.text() == "稿件检查 1"
    text = printed(postings)
    assert "秦守业" in text and "13812345678" not in text and "502室" not in text


def test_a_decision_is_taken_back_by_key_and_undone_like_anything_else(postings: PostingsPage) -> None:
    press("F7", "1")
    panel = postings.leak_panel
    assert panel.undecided == 2
    press("Up", "3")
    assert panel.undecided == 3
    press("1")
    assert panel.undecided == 2
    postings.window().workspace.undo()
    assert panel.undecided == 3


def test_the_arrows_walk_and_stop_at_the_ends(postings: PostingsPage) -> None:
    press("F7", "Up")
    rows_ = list(postings.leak_panel.rows.values())
    assert rows_[0].hasFocus()
    press("Down", "Down", "Down", "Down")
    assert rows_[2].hasFocus()


def test_a_half_typed_reason_survives_a_save_elsewhere(postings: PostingsPage) -> None:
    press("F7", "2", "本人")
    with postings.window().workspace.write("x") as session:
        one(session, Meeting, rows(session, Meeting)[0].id).place = "别处"
    first = next(iter(postings.leak_panel.rows.values()))
    assert first.reason_box.text() == "本人" and first.reason_box.hasFocus()


def test_the_sentence_is_shown_as_it_was_typed_and_never_as_markup(postings: PostingsPage) -> None:
    press("F7")
    first = next(iter(postings.leak_panel.rows.values()))
    assert "<b>晚上</b>" in first.sentence.text
    assert all(label.textFormat().name == "PlainText" for label in postings.leak_panel.findChildren(QLabel))


def test_where_nothing_was_found_one_still_reads_it_aloud(window: MainWindow) -> None:
    window.go("postings")
    page = window.page
    assert isinstance(page, PostingsPage)
    press("F7")
    if page.leak_panel.rows:
        pytest.fail(str([row.hit for row in page.leak_panel.rows.values()]))
    assert "没有发现个人信息。仍请念一遍再贴。" in page.leak_panel.empty.label.text() and page.leak_panel.empty.isVisible()
    press("F7")
    assert page.entry_holder.isVisible() and not page.leak_panel.isVisible()


def test_the_panel_works_by_itself_for_any_public_paper(window: MainWindow, shown, tmp_path: Path) -> None:
    with window.workspace.write("x") as session:
        meeting = rows(session, Meeting)[0].id
        one(session, Meeting, meeting).place = "12幢3单元502室"
    panel = LeakPanel(window.workspace)
    shown(panel)
    heard: list[int] = []
    panel.decided.connect(lambda: heard.append(1))
    panel.show_for("notice", meeting)
    assert sorts(panel) == ["door"]
    panel.decide(next(iter(panel.rows)), "keep", "就是活动室")
    assert heard == [1] and panel.undecided == 0
