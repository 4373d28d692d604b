"""改字句 in 打印中心: what is reworded is printed, stays when the records move on, and is never taken away without being asked."""


import pypdfium2
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.keyboard import focus, press
from yishi.domain.records import Meeting, Speech
from yishi.gui.controls import Button
from yishi.gui.main_window import MainWindow
from yishi.gui.pages.paper_edit import PaperEdit
from yishi.gui.pages.papers import PapersPage
from yishi.gui.widgets import Strip
from yishi.services.living import one, rows

pytestmark = pytest.mark.usefixtures("hearing")


@pytest.fixture
def papers(papers: PapersPage) -> PapersPage:
    papers.shelf_table.setFocus()
    return papers


def told(page: PapersPage) -> str:
    QApplication.processEvents()
    return "".join(strip.label.text() for strip in page.window().findChildren(Strip) if strip.isVisible())


def printed(page: PapersPage) -> str:
    document = pypdfium2.PdfDocument(page.made_of(page.chosen_pieces()[0]).content)
    try:
        return "".join("".join(each.get_textpage().get_text_bounded().split()) for each in document)
    finally:
        document.close()


def at_the_discussion(page: PapersPage) -> PaperEdit:
    """Open the panel with F4 and go to the words of what was discussed on the first topic."""
    press("F4", "Down", "Enter")
    assert page.edit.isVisible() and not page.shelf_card.isVisible() and focus() is page.edit.box
    assert page.edit.part.startswith("heard:")
    return page.edit


def reworded(page: PapersPage, qtbot: QtBot, words: str) -> PaperEdit:
    edit = at_the_discussion(page)
    press("Ctrl+A", words, "Ctrl+Enter")
    qtbot.waitUntil(lambda: edit.part in edit.edits and edit.edits[edit.part].text == words)
    return edit


def test_a_part_is_reworded_by_the_keyboard_after_a_refusal_and_can_be_undone(papers: PapersPage, qtbot: QtBot) -> None:
    before = "会议听取孙伟说明：登记车辆263辆"
    assert before in printed(papers)
    edit = at_the_discussion(papers)
    press("Ctrl+A", "Del", "Ctrl+Enter")
    assert "这一段还空着" in told(papers) and not edit.edits and edit.unsaved and focus() is edit.box
    press("大家说消防通道要空出来。", "Ctrl+Enter")
    qtbot.waitUntil(lambda: "改过1段" in papers.side.edit_button.text())
    assert "大家说消防通道要空出来" in printed(papers) and focus() is edit.box and not edit.unsaved
    assert before not in printed(papers)
    press("Ctrl+Z")
    qtbot.waitUntil(lambda: not edit.edits)
    assert before in printed(papers) and edit.box.toPlainText() == edit.parts[edit.part].words
    press("Esc")
    assert focus() is edit.list
    press("Esc")
    assert papers.shelf_card.isVisible() and not edit.isVisible()


def test_what_was_typed_and_not_saved_waits_and_is_given_up_by_esc_alone(papers: PapersPage, window: MainWindow, qtbot: QtBot) -> None:
    edit = at_the_discussion(papers)
    press("多写了一句")
    window.go("today")
    window.go("papers")
    qtbot.wait(100)  # the page reads the book again
    assert "多写了一句" in edit.box.toPlainText() and edit.unsaved
    assert not papers.may_leave() and "还没有存" in told(papers) and focus() is edit.box
    press("Esc")
    assert not edit.unsaved and focus() is edit.box and papers.may_leave()


def test_after_the_records_changed_somebody_chooses_and_until_then_the_hand_stands(papers: PapersPage, qtbot: QtBot) -> None:
    edit = reworded(papers, qtbot, "大家说消防通道要空出来。")
    edit.open(False)
    for choice in ("mine", "new"):
        with papers.workspace.write("x") as session:
            for said in rows(session, Speech):
                one(session, Speech, said.id).text = f"补充说明{choice}"
        qtbot.waitUntil(lambda: edit.waiting == (edit.part,))
        assert "有1段手工改过，之后记录又变了" in told(papers) and "1段要核对" in papers.side.edit_button.text()
        if edit.isHidden():
            next(iter(edit.stale_strip.findChildren(Button))).setFocus()
            press("Enter")
        assert "这一段手工改过，之后记录又变了" in told(papers) and f"补充说明{choice}" in edit.own_label.text()
        assert "大家说消防通道要空出来" in printed(papers)
        button = {"mine": edit.mine_button, "new": edit.new_button}[choice]
        button.setFocus()
        press("Enter")
        qtbot.waitUntil(lambda: not edit.waiting)
        assert ("大家说消防通道要空出来" in printed(papers)) == (choice == "mine") and focus() is edit.box
    assert "补充说明new" in printed(papers) and not edit.edits


def test_the_program_writes_a_part_again_when_asked(papers: PapersPage, qtbot: QtBot) -> None:
    edit = reworded(papers, qtbot, "大家说消防通道要空出来。")
    assert edit.restore_button.isVisible() and "会议听取" in edit.own_label.text()
    edit.restore_button.setFocus()
    press("Enter")
    qtbot.waitUntil(lambda: not edit.edits)
    assert "大家说消防通道要空出来" not in printed(papers) and edit.restore_button.isHidden()


def test_another_part_can_be_chosen_and_what_was_typed_is_saved_on_the_way(papers: PapersPage, qtbot: QtBot) -> None:
    edit = at_the_discussion(papers)
    first = edit.part
    press("Ctrl+A", "先写这一段。")
    edit.list.setFocus()
    press("Down")
    assert edit.part != first and "先写这一段" not in edit.box.toPlainText()
    qtbot.waitUntil(lambda: first in edit.edits)
    assert edit.part != first and "先写这一段" in printed(papers)


def test_final_minutes_say_why_they_cannot_be_reworded_and_nothing_changes(papers: PapersPage, qtbot: QtBot) -> None:
    with papers.workspace.write("x") as session:
        for meeting in rows(session, Meeting):
            one(session, Meeting, meeting.id).state = "final"
    edit = at_the_discussion(papers)
    press("Ctrl+A", "改一改", "Ctrl+Enter")
    assert "已经定稿" in told(papers) and "更正" in told(papers)
    assert not edit.edits and "改一改" not in printed(papers) and edit.box.toPlainText() == "改一改"


def test_only_papers_with_words_of_their_own_offer_it_and_the_two_panels_take_turns(papers: PapersPage, qtbot: QtBot) -> None:
    press("F4")
    papers.shelf_table.choose("sign-in")
    qtbot.waitUntil(papers.side.edit_button.isHidden)
    assert not papers.edit.isVisible() and papers.shelf_card.isVisible()
    papers.shelf_table.choose("posting")
    qtbot.waitUntil(papers.side.edit_button.isVisible)
    papers.shelf_table.setFocus()
    press("F4")
    assert papers.edit.isVisible() and {part.label for part in papers.edit.parts.values()} >= {"第1条决议"}
    press("F7")
    assert papers.leaks.isVisible() and not papers.edit.isVisible() and not papers.shelf_card.isVisible()
    press("F4")
    assert papers.edit.isVisible() and not papers.leaks.isVisible() and not papers.shelf_card.isVisible()
