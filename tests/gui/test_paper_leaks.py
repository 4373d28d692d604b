"""稿件检查 in 打印中心: what hangs is looked over beside its preview, and what was made says how much is masked."""

import pypdfium2
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.keyboard import press
from yishi import paths
from yishi.domain.records import Resolution
from yishi.gui import printing
from yishi.gui.main_window import MainWindow
from yishi.gui.pages.papers import PapersPage
from yishi.gui.widgets import Strip
from yishi.services.living import one, rows

LEAKY = "由秦守业看桩，电话13812345678，住12幢3单元502室"


@pytest.fixture
def papers(window: MainWindow, qtbot: QtBot) -> PapersPage:
    """打印中心 on the posting of a meeting whose resolution gives somebody away."""
    with window.workspace.write("x") as session:
        first = next(r for r in rows(session, Resolution) if str(r.number).endswith("4-1"))
        one(session, Resolution, first.id).text = LEAKY
        meeting = first.meeting_id
    window.go("papers", (meeting, "posting"))
    page = window.page
    assert isinstance(page, PapersPage)
    qtbot.waitUntil(lambda: page.leaks.button.isVisible(), timeout=10_000)
    return page


def text_of(content: bytes) -> str:
    return "".join("".join(page.get_textpage().get_text_bounded().split()) for page in pypdfium2.PdfDocument(content))


def shown(page: PapersPage) -> str:
    assert page._shown is not None
    return text_of(page.made[page._shown].content)


def told(page: PapersPage) -> str:
    QApplication.processEvents()
    return "".join(strip.label.text() for strip in page.findChildren(Strip) if strip.isVisibleTo(page))


def test_a_paper_for_the_wall_is_looked_over_beside_its_preview(papers: PapersPage, qtbot: QtBot) -> None:
    assert "3处没看" in papers.leaks.button.text() and papers.leaks.isHidden()
    press("F7")
    assert papers.leaks.isVisible() and papers.shelf_card.isHidden()
    assert "502室" not in shown(papers) and "秦守业" not in shown(papers)
    press("2", "本人同意公开", "Enter")
    qtbot.waitUntil(lambda: "秦守业" in shown(papers), timeout=10_000)
    assert papers.leaks.panel.undecided == 2 and "2处没看" in papers.leaks.button.text() and "502室" not in shown(papers)
    press("Esc")
    assert papers.leaks.isHidden() and papers.shelf_card.isVisible() and papers.shelf_table.hasFocus()


def test_what_was_saved_says_how_much_of_it_is_masked(papers: PapersPage, qtbot: QtBot) -> None:
    papers.side.pdf_button.click()
    qtbot.waitUntil(lambda: papers.ways.job is not None and not papers.ways.job.running, timeout=20_000)
    assert "3处个人信息已打码" in told(papers)
    file = next((paths.home() / printing.FOLDER).glob("*决议公示*.pdf"))
    assert "13812345678" not in text_of(file.read_bytes())


def test_an_internal_paper_has_nothing_to_look_over(papers: PapersPage, qtbot: QtBot) -> None:
    papers.shelf_table.choose("minutes")
    qtbot.waitUntil(lambda: not papers.leaks.button.isVisible(), timeout=10_000)
    press("F7")
    assert papers.leaks.isHidden() and papers.shelf_card.isVisible()
