"""打印中心 in the window: what is chosen is seen as it will come out, and gets out though there is no printer."""

import shutil
import sys
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.keyboard import focus, press
from yishi import paths
from yishi.domain.records import PrintedPage
from yishi.errors import Refusal
from yishi.gui import paper_making, printers, printing, theme
from yishi.gui.controls import Button
from yishi.gui.main_window import MainWindow
from yishi.gui.pages.missing_papers import MissingPapersPage
from yishi.gui.pages.papers import PapersPage
from yishi.gui.paper_job import PaperJob
from yishi.gui.pdf_pages import PdfPages
from yishi.gui.widgets import Strip
from yishi.gui.workspace import Workspace
from yishi.services import communities, people
from yishi.services.living import rows

sys.path.insert(0, str(Path(__file__).parents[2] / "packaging"))

from shots import clipped, settle, unnamed

pytestmark = pytest.mark.usefixtures("hearing")


def told(page: PapersPage) -> str:
    QApplication.processEvents()
    return "".join(strip.label.text() for strip in page.findChildren(Strip) if strip.isVisibleTo(page))


def text_of(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    try:
        return "".join("".join(page.get_textpage().get_text_bounded().split()) for page in document)
    finally:
        document.close()


def dark(image: QImage) -> int:
    """Count the dark ones of every third pixel."""
    return sum(image.pixelColor(x, y).lightness() < 128 for x in range(0, image.width(), 3) for y in range(0, image.height(), 3))


def wait_for_papers(page: PapersPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.ways.job is not None and not page.ways.job.running, timeout=20_000)


def state(page: PapersPage, name: str) -> str:
    return next(row.cells[1].text for row in page.shelf_table.rows.rows if row.ref == name)


needs_no_printer = pytest.mark.skipif(bool(printers.names()), reason="this PC has a printer")


@needs_no_printer
def test_without_a_printer_the_paper_gets_out_as_pdf_by_keyboard_alone(papers: PapersPage, qtbot: QtBot, tmp_path: Path) -> None:
    press("Ctrl+P")
    assert "没有找到打印机" in told(papers) and "存成PDF" in told(papers)
    press("Enter")  # the button beside the words has the focus
    wait_for_papers(papers, qtbot)
    made = next((paths.home() / printing.FOLDER).glob("*会议纪要.pdf"))
    assert "会商纪要" in text_of(made.read_bytes())
    assert "存好了" in told(papers)
    assert state(papers, "minutes") == "已打印 5-18"  # what leaves as a file is printed elsewhere: its code must be known
    papers.ways.take_to([made], tmp_path)
    assert (tmp_path / made.name).read_bytes() == made.read_bytes()


def test_a_file_where_the_papers_should_go_is_told_and_is_no_bug(papers: PapersPage, qtbot: QtBot) -> None:
    paths.home().mkdir(parents=True, exist_ok=True)
    (paths.home() / printing.FOLDER).write_text("不是文件夹", encoding="utf-8")
    for button in (papers.side.pdf_button, papers.side.word_button):
        papers.side.told.hush()
        button.click()
        wait_for_papers(papers, qtbot)
        assert "是一个文件，不是文件夹" in told(papers) and "YS-P04" in told(papers)
    (paths.home() / printing.FOLDER).unlink()
    papers.side.pdf_button.click()
    wait_for_papers(papers, qtbot)
    assert "存好了" in told(papers)


def test_printing_leaves_what_undo_would_take_back_as_it_was_named(papers: PapersPage, qtbot: QtBot) -> None:
    with papers.workspace.write("person", words="记下两条狗") as session:
        people.add(session, "方平")
    papers.side.pdf_button.click()
    wait_for_papers(papers, qtbot)
    assert "存好了" in told(papers) and papers.workspace.undoable == "记下两条狗"


@needs_no_printer
def test_several_papers_are_ticked_with_the_space_bar_and_saved_in_one_go(papers: PapersPage, qtbot: QtBot) -> None:
    press("Space", "Down", "Down", "Space")
    assert papers.ticked == {"minutes", "sign-in"} and "勾了2份" in papers.count_label.text()
    qtbot.waitUntil(lambda: "页" in papers.side.print_button.text(), timeout=10_000)
    papers.side.pdf_button.setFocus()
    press("Enter")
    wait_for_papers(papers, qtbot)
    assert {file.stem.rpartition("-")[2] for file in (paths.home() / printing.FOLDER).glob("*.pdf")} == {"会议纪要", "签到表"}
    assert not papers.ticked and state(papers, "sign-in").startswith("已打印")
    with papers.workspace.read() as session:
        assert {page.document for page in rows(session, PrintedPage)} == {"minutes", "sign-in"}


def test_stopping_keeps_what_is_done_and_leaves_the_rest(papers: PapersPage, qtbot: QtBot) -> None:
    for name in ("minutes", "record", "sign-in"):
        papers._tick(name, True)
    papers.side.pdf_button.click()
    assert not papers.may_leave()
    job = papers.ways.job
    assert job is not None
    job.moved.connect(lambda done, _title: papers.ways.stop() if done else None)
    wait_for_papers(papers, qtbot)
    assert not job.running and "停下了" in told(papers) and papers.may_leave()
    assert len(list((paths.home() / printing.FOLDER).glob("*.pdf"))) == 1


def test_the_preview_is_the_page_that_will_be_printed(papers: PapersPage, qtbot: QtBot) -> None:
    whole = papers.view.image
    assert whole.width() < whole.height() and dark(whole) > 200
    before = papers.view.image
    press("Enter", "Right")  # into the preview, to the next page
    assert papers.page_label.text().startswith("第2/") and papers.view.image != before
    press("+")
    assert papers.view.image.width() > whole.width() * papers.view.devicePixelRatioF()
    press("0")
    assert papers.view.image.size() == whole.size()
    press("Left")
    assert papers.page_label.text().startswith("第1/") and not papers.back_button.isEnabled()


def test_another_meeting_is_found_by_its_number_and_a_resolution_by_sound(papers: PapersPage, qtbot: QtBot) -> None:
    press("Ctrl+E", "bd-2026-05", "Enter")
    assert papers.about is not None and papers.about.number == "BD-2026-05" and focus() is papers.shelf_table
    press("Ctrl+E", "xiaofangtongdaohx", "Enter")
    assert papers.about.kind == "resolution" and "assignment" in papers.papers and "minutes" not in papers.papers
    qtbot.waitUntil(lambda: papers.title_label.text() == next(iter(papers.papers.values())).title)


def test_what_is_not_made_in_that_manner_says_so_in_its_place(papers: PapersPage, qtbot: QtBot) -> None:
    papers.side.profile_choice.buttons["posting"].click()
    qtbot.waitUntil(papers.refused_empty.isVisible)
    assert "不能按公示印" in papers.refused_empty.label.text() and papers.view.isHidden()
    papers.side.pdf_button.click()
    assert "YS-P24" in told(papers) and not list((paths.home() / printing.FOLDER).glob("*.pdf"))


def test_names_stand_in_the_order_that_was_chosen(papers: PapersPage, qtbot: QtBot) -> None:
    made = {}
    for how in ("stroke-surname", "pinyin"):
        papers.side.order_choice.choose(how)
        made[how] = text_of(papers.made_of(papers.chosen_pieces()[0]).content)
    assert "（按姓氏笔画为序）" in made["stroke-surname"] and "（按拼音为序）" in made["pinyin"]
    for text in made.values():
        assert "出席：" in text
    assert made["pinyin"].index("陈立群", made["pinyin"].index("出席：")) < made["pinyin"].index("朱玉梅", made["pinyin"].index("出席："))
    by_strokes = made["stroke-surname"][made["stroke-surname"].index("出席：") :]
    assert by_strokes.index("丁晓峰") < by_strokes.index("马骁") < by_strokes.index("朱玉梅") < by_strokes.index("秦守业")


def test_any_paper_can_be_taken_to_word(papers: PapersPage, qtbot: QtBot) -> None:
    for count, name in enumerate(("minutes", "sign-in", "posting"), 1):
        papers.shelf_table.choose(name)
        papers.shelf_table.setFocus()
        press("F12")
        assert "存好了" in told(papers) and len(list((paths.home() / printing.FOLDER).glob("*.docx"))) == count


def test_a_folder_that_cannot_be_written_is_told_with_what_next(papers: PapersPage, qtbot: QtBot, tmp_path: Path) -> None:
    shutil.rmtree(paths.home() / printing.FOLDER, ignore_errors=True)
    target = paths.home() / printing.FOLDER / "BD-2026-04-会议纪要.pdf"
    target.mkdir(parents=True)  # something else lies where the file would be
    papers.side.pdf_button.click()
    wait_for_papers(papers, qtbot)
    assert "YS-P0" in told(papers) and state(papers, "minutes") == ""


def test_a_paper_on_a_printer_is_the_paper_that_was_seen(papers: PapersPage, tmp_path: Path) -> None:
    made = papers.made_of(papers.chosen_pieces()[0])
    pages = PdfPages(made.content)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setResolution(150)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    assert list(printers.paint(pages, printer)) == list(range(1, pages.count + 1))
    back = PdfPages((tmp_path / "printed.pdf").read_bytes())
    assert back.count == pages.count
    assert abs(back.sizes[0].width() - pages.sizes[0].width()) < 2 and abs(back.sizes[0].height() - pages.sizes[0].height()) < 2
    for place in range(pages.count):
        one, other = pages.picture(place, 1.0), back.picture(place, 1.0)
        differs = sum((one.pixelColor(x, y).lightness() < 128) != (other.pixelColor(x, y).lightness() < 128)
                      for x in range(0, 590, 5) for y in range(0, 840, 5))  # fmt: skip
        assert differs < 0.03 * 118 * 168 and dark(other) > 0.5 * dark(one)


def test_a_printer_that_does_not_answer_is_named_and_nothing_is_noted(papers: PapersPage, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "gone" / "printed.pdf"))
    with pytest.raises(Refusal, match="连不上"):
        list(printers.paint(PdfPages(papers.made_of(papers.chosen_pieces()[0]).content), printer))
    with pytest.raises(Refusal, match="“楼下那台”现在连不上"):
        printers.refuse("楼下那台")


def test_a_paper_that_is_stopped_in_the_middle_comes_out_no_further(papers: PapersPage, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setResolution(96)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    steps = printers.paint(PdfPages(papers.made_of(papers.chosen_pieces()[0]).content), printer)
    assert next(steps) == 1
    steps.close()
    assert PdfPages((tmp_path / "printed.pdf").read_bytes()).count == 1


def test_the_window_lives_while_thirty_papers_are_made(papers: PapersPage, qtbot: QtBot) -> None:
    orders = paper_making.pieces([papers.papers["assignment"]])
    turns, ended = [0], []
    clock = QTimer(papers, interval=0)
    clock.timeout.connect(lambda: turns.__setitem__(0, turns[0] + 1))
    job = PaperJob(papers.workspace, (orders * 10)[:30], papers.side.wish(), paper_making.save, papers)
    job.ended.connect(ended.append)
    clock.start()
    job.start()
    qtbot.waitUntil(lambda: bool(ended), timeout=60_000)
    assert len(ended[0].done) == 30 and ended[0].refusal is None and turns[0] > 60


def test_the_matrix_says_what_is_missing_and_leads_to_it(window: MainWindow, papers: PapersPage, qtbot: QtBot) -> None:
    window.go("missing_papers")
    page = window.page
    assert isinstance(page, MissingPapersPage)
    newest = page.matrix.rows[0]
    words = {name: cell.words for (name, _word), cell in zip(page.matrix.columns, newest.cells, strict=True)}
    assert words["minutes"] == "缺" and words["assignment"] == "缺 0/3"
    page.table.setFocus()
    press("Enter")
    assert window.here == "papers"
    qtbot.waitUntil(lambda: papers.shelf_table.chosen_ref() == page.matrix.columns[0][0])
    papers.side.pdf_button.click()
    wait_for_papers(papers, qtbot)
    window.go("missing_papers")
    assert page.matrix.rows[0].cells[0].words == "有" and page.matrix.rows[0].lacking == newest.lacking - 1


def test_the_matrix_is_printed_with_its_words(window: MainWindow, papers: PapersPage) -> None:
    window.go("missing_papers")
    assert isinstance(window.page, MissingPapersPage)
    window.page.table.setFocus()
    press("Ctrl+P")
    made = next((paths.home() / printing.FOLDER).glob("*还差的纸.pdf"))
    assert "缺0/3" in text_of(made.read_bytes()) and "BD-2026-05" in text_of(made.read_bytes())


def test_printing_from_the_list_of_meetings_leads_to_the_paper_here(window: MainWindow, papers: PapersPage, qtbot: QtBot) -> None:
    window.go("meetings")
    press("Ctrl+P")
    assert window.page is not None
    button = window.page.findChild(Button, "print_paper_button")
    assert isinstance(button, Button)
    papers.shelf_table.choose("record")
    button.click()
    assert window.here == "papers" and papers.shelf_table.chosen_ref() == "minutes"
    assert state(papers, "minutes").startswith("已打印")


def test_a_paper_that_cannot_be_does_not_keep_the_others(papers: PapersPage, qtbot: QtBot) -> None:
    for name in ("minutes", "four-two"):  # the latter is a matter of villages
        papers._tick(name, True)
    papers.side.pdf_button.click()
    wait_for_papers(papers, qtbot)
    assert [file.stem for file in (paths.home() / printing.FOLDER).glob("*.pdf")] == ["BD-2026-04-会议纪要"]
    assert "1份已经存好" in told(papers) and "没有四议两公开登记表" in told(papers)
    assert papers.ticked == {"four-two"} and papers.side.pdf_button.isEnabled()


def test_versions_of_a_paper_do_not_take_each_others_place(papers: PapersPage, qtbot: QtBot) -> None:
    for paper in ("A4", "A3", "halved"):
        papers.side.paper_choice.buttons[paper].click()
        papers.side.pdf_button.click()
        wait_for_papers(papers, qtbot)
    found = {file.stem.rpartition("-")[2]: len(pypdfium2.PdfDocument(file.read_bytes())) for file in
             (paths.home() / printing.FOLDER).glob("*.pdf")}  # fmt: skip
    assert set(found) == {"会议纪要", "会议纪要（A3）", "会议纪要（拼A3）"}
    assert found["会议纪要（拼A3）"] == 2 * found["会议纪要（A3）"]


def test_papers_of_the_whole_book_are_here_too(papers: PapersPage, qtbot: QtBot) -> None:
    press("Ctrl+E", "整本", "Enter")
    assert papers.about is not None and "register" in papers.papers
    papers.shelf_table.choose("register")
    papers.side.pdf_button.click()
    wait_for_papers(papers, qtbot)
    assert state(papers, "register") == "已打印 5-18"


def test_a_book_without_meetings_says_where_papers_come_from(workspace: Workspace, window: MainWindow, tmp_path: Path) -> None:
    workspace.found(str(tmp_path / "new.yishi"), lambda session: communities.found(session, "village", "桃湾村", "桃"))
    window.go("papers")
    page = window.page
    assert isinstance(page, PapersPage) and page.board.isHidden() and not page.empty_card.isHidden()
    window.go("missing_papers")
    assert isinstance(window.page, MissingPapersPage) and "还没有会议" in window.page.nothing.label.text()
    press("Ctrl+P", "F12", "1")  # nothing to do, nothing happens
    assert window.here == "missing_papers"


@pytest.mark.parametrize("points", [10.5, 14.0])
def test_both_pages_fit_and_can_be_read_aloud(window: MainWindow, qapp: QApplication, points: float, qtbot: QtBot) -> None:
    theme.wear(qapp, theme.LIGHT, points)
    for place in ("papers", "missing_papers"):
        window.go(place)
        settle(qapp)
        least = window.least()
        assert least.width() <= 1366 and least.height() <= 728, place
        assert clipped(window) == [] and unnamed(window) == []
