"""收回签字的纸 in the window: files are dropped, refusals stand among the others, what waits is claimed with the keyboard."""

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.keyboard import press
from tests.services import scans
from yishi.errors import Refusal
from yishi.gui import printing
from yishi.gui.main_window import MainWindow
from yishi.gui.pages import scan_inbox
from yishi.gui.pages.scans import Refused, ScansPage
from yishi.services import meetings, scan_reading, way_back
from yishi.store import attachments


@pytest.fixture
def page(window: MainWindow) -> ScansPage:
    window.go("scans", None)
    assert isinstance(window.page, ScansPage)
    return window.page


def held(page: ScansPage) -> str:
    """The last meeting that was held."""
    with page.workspace.read() as session:
        return next(m.id for m in meetings.lines(session) if m.state in ("closed", "final"))


def drop(page: ScansPage, qtbot: QtBot, *files: Path) -> None:
    """Drop files on the page as a person does and wait until they are taken in."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(50, 50), copy, data, left, none)
    QApplication.sendEvent(page, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(page, QDropEvent(QPoint(50, 50), copy, data, left, none))
    qtbot.waitUntil(lambda: not page._queue)
    QApplication.processEvents()


def scan_of(page: ScansPage, name: str, folder: Path, torn: bool = False) -> Path:
    """Print a paper in the window and scan its first page."""
    picture = scans.scan(printing.print_meeting(page.workspace, held(page), name).file, turn=0 if torn else 7)
    if torn:
        picture.paste(255, (0, picture.height - 220, picture.width, picture.height))
    file = folder / f"{name}{'-torn' if torn else ''}.jpg"
    file.write_bytes(scans.jpeg(picture))
    return file


def said(page: ScansPage) -> list[tuple[str, str]]:
    """What the list says: (first cell, verdict)."""
    rows = page.table.model().rows
    return [(row.cells[0].text, row.cells[1].text) for row in rows]


def back(page: ScansPage) -> dict[str, way_back.PaperBack]:
    with page.workspace.read() as session:
        return {paper.document: paper for paper in way_back.papers_back(session, held(page))}


def test_an_empty_page_says_what_to_do(page: ScansPage) -> None:
    assert page.nothing.isVisible() and page.all_claimed.isVisible() and not page.claim.isVisible()
    assert page.home() is page.drop.choose_button and page.drop.choose_button.hasFocus()


def test_a_dropped_scan_finds_its_meeting_and_enter_goes_there(
    page: ScansPage, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    drop(page, qtbot, scan_of(page, "sign-in", tmp_path))
    ((paper, verdict),) = said(page)
    assert paper.startswith("签到表　第1页") and verdict in ("签到表已回", "已归好")
    assert back(page)["sign-in"].back == (1,)
    page.table.setFocus()
    page.table.selectRow(0)
    press("Enter")
    assert window.here == "meetings"


def test_a_refusal_among_the_files_stops_none_of_the_others(page: ScansPage, qtbot: QtBot, tmp_path: Path) -> None:
    broken, first, second = tmp_path / "坏.jpg", scan_of(page, "sign-in", tmp_path), scan_of(page, "minutes", tmp_path)
    broken.write_bytes(b"\xff\xd8\xff\xe0 half a picture")
    drop(page, qtbot, first, broken, second)
    lines = said(page)
    assert lines[0][1] == "没收" and "坏.jpg" in lines[0][0] and len(lines) == 3
    assert back(page).keys() >= {"sign-in", "minutes"} and back(page)["minutes"].back == (1,)
    page.table.setFocus()
    page.table.selectRow(0)
    press("Del")
    assert len(said(page)) == 2 and not page.refused


def test_escape_stops_between_two_pages_and_nothing_of_the_half_read_file_is_taken(
    page: ScansPage, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    sheet, pile = Image.open(scan_of(page, "sign-in", tmp_path)).convert("RGB"), tmp_path / "一叠.pdf"
    sheet.save(pile, save_all=True, append_images=[sheet] * 60, resolution=150)
    page.take([pile])
    qtbot.waitUntil(lambda: "读到第" in page.drop.words.text() and "读到第1页" not in page.drop.words.text(), timeout=20_000)
    press("Esc")
    assert not page._queue and said(page) == [] and "停下了" in window.told_label.text()
    drop(page, qtbot, scan_of(page, "sign-in", tmp_path))
    assert len(said(page)) == 1


def test_what_waits_is_claimed_by_record_and_paper(page: ScansPage, qtbot: QtBot, tmp_path: Path) -> None:
    drop(page, qtbot, scan_of(page, "sign-in", tmp_path, torn=True))
    assert len(page.waiting) == 1 and said(page)[0][1] == "待认领" and not page.claim.view.picture.isNull()
    page.wait_table.setFocus()
    press("Enter")
    assert page.claim.code_box.hasFocus()
    with page.workspace.read() as session:
        number = meetings.sheet(session, held(page), page.workspace.today).line.number
    page.claim.record_box.setFocus()
    press(number, "Enter")
    assert page.claim.papers.hasFocus() and page.claim.papers.chosen_ref() == "sign-in"  # what is awaited stands first
    press("Enter")
    assert not page.waiting and back(page)["sign-in"].by_hand == 1
    press("Ctrl+Z")
    assert len(page.waiting) == 1 and not back(page)["sign-in"].by_hand


def test_a_slip_in_the_code_is_told_and_the_right_one_claims_the_page(page: ScansPage, qtbot: QtBot, tmp_path: Path) -> None:
    torn = scan_of(page, "sign-in", tmp_path, torn=True)
    (code,) = scan_reading.codes_on(scans.scan(printing.print_meeting(page.workspace, held(page), "sign-in").file))
    drop(page, qtbot, torn)
    page.claim.start()
    wrong = code[:-1] + ("A" if code[-1] != "A" else "B")
    with qtbot.captureExceptions() as raised:
        press(wrong, "Enter")
    assert len(raised) == 1 and isinstance(raised[0][1], Refusal) and raised[0][1].code == "YS-A12"
    assert len(page.waiting) == 1 and page.claim.code_box.text() == wrong
    page.claim.code_box.selectAll()
    press(code.lower(), "Enter")
    assert not page.waiting and back(page)["sign-in"].back == (1,)


def test_what_is_not_ours_goes_with_delete_and_comes_back_with_undo(page: ScansPage, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "晚霞.jpg"
    file.write_bytes(scans.jpeg(Image.linear_gradient("L").resize((1200, 900))))
    drop(page, qtbot, file)
    page.wait_table.setFocus()
    press("Del")
    assert not page.waiting and page.nothing.isVisible()
    press("Ctrl+Z")
    assert len(page.waiting) == 1
    press("Ctrl+Z")
    assert not page.waiting


def test_the_same_file_again_is_told_and_nothing_is_added(page: ScansPage, qtbot: QtBot, tmp_path: Path) -> None:
    file = scan_of(page, "sign-in", tmp_path)
    drop(page, qtbot, file)
    drop(page, qtbot, file)
    assert [verdict for _paper, verdict in said(page)] == ["早就收过"]


def test_a_folder_brings_its_scans_and_leaves_the_rest(page: ScansPage, qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "扫描"
    folder.mkdir()
    scan_of(page, "sign-in", folder)
    (folder / "说明.txt").write_text("不是扫描件", encoding="utf-8")
    drop(page, qtbot, folder)
    assert len(said(page)) == 1 and not page.refused


def test_what_of_a_folder_is_not_taken_in_is_told(page: ScansPage, tmp_path: Path) -> None:
    hint, taken = page.drop.hint.text(), []
    page.drop.dropped.disconnect()
    page.drop.dropped.connect(taken.append)
    photos = tmp_path / "照片"
    photos.mkdir()
    (photos / "IMG_1.heic").write_bytes(b"x")
    page.drop.take([photos])
    assert "没有东西可收" in page.drop.hint.text() and not taken
    (photos / "1.jpg").write_bytes(b"x")
    page.drop.take([photos])
    assert "另有1个" in page.drop.hint.text() and len(taken[-1]) == 1
    for n in range(2, 206):
        (photos / f"{n}.jpg").write_bytes(b"x")
    page.drop.take([photos])
    assert "还有5个没有收" in page.drop.hint.text() and len(taken[-1]) == 200
    page.drop.take([photos / "1.jpg"])
    assert page.drop.hint.text() == hint


def test_what_a_scanner_puts_into_the_folder_is_offered_and_put_aside(page: ScansPage, qtbot: QtBot) -> None:
    place = scan_inbox.folder()
    place.mkdir(parents=True)
    scan_of(page, "sign-in", place)
    page.reload()
    assert page.inbox.take_button.isVisible() and "1" in page.inbox.take_button.text()
    page.inbox.take_button.setFocus()
    press("Enter")
    qtbot.waitUntil(lambda: not page._queue and not page.inbox.take_button.isVisible())
    assert back(page)["sign-in"].back == (1,) and [file.name for file in (place / scan_inbox.TAKEN).iterdir()] == ["sign-in.jpg"]


def test_a_book_that_takes_nothing_keeps_the_files_and_says_so(page: ScansPage, qtbot: QtBot, tmp_path: Path) -> None:
    file = scan_of(page, "sign-in", tmp_path)
    page.workspace.busy = "只能看"
    with qtbot.captureExceptions() as raised:
        page.take([file, file])
        qtbot.waitUntil(lambda: bool(raised))
    assert not page._queue
    assert [type(each[1]) for each in raised] == [Refusal] and "sign-in" in back(page) and not back(page)["sign-in"].scans
    page.workspace.busy = ""
    drop(page, qtbot, file)
    assert back(page)["sign-in"].back == (1,)


def test_a_file_that_is_gone_is_told(page: ScansPage, qtbot: QtBot, tmp_path: Path) -> None:
    drop(page, qtbot, tmp_path / "没有.jpg")
    assert isinstance(page.refused[0], Refused) and "没有.jpg" in said(page)[0][0]


def test_the_picture_lies_beside_the_book_and_is_counted_with_its_files(page: ScansPage, qtbot: QtBot, tmp_path: Path) -> None:
    from yishi.services import photos

    drop(page, qtbot, scan_of(page, "sign-in", tmp_path))
    with page.workspace.read() as session:
        digests = photos.digests(session)
        (scan,) = [s.sha256 for paper in way_back.papers_back(session, held(page)) for s in way_back.arrived(session) if paper.scans][:1]
    assert scan in digests and attachments.faulty(Path(page.workspace.location), [scan]) == []
