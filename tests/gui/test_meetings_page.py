"""The list of meetings and the form that begins one."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.gui.keyboard import focus, press
from yishi.errors import Refusal
from yishi.gui import printing
from yishi.gui.main_window import MainWindow
from yishi.gui.pages.meetings import MeetingsPage
from yishi.services import meetings
from yishi.services.answers import MeetingSheet


@pytest.fixture
def page(window: MainWindow) -> MeetingsPage:
    """The list of the sample's meetings, shown."""
    window.go("meetings")
    shown = window.page
    assert isinstance(shown, MeetingsPage)
    return shown


def newest(page: MeetingsPage) -> MeetingSheet:
    with page.workspace.read() as session:
        return meetings.sheet(session, meetings.lines(session)[0].id, page.workspace.today)


def test_a_meeting_begins_with_two_keys(page: MeetingsPage, window: MainWindow) -> None:
    press("Ctrl+N", "F9")
    made = newest(page)
    assert (window.here, made.line.state, made.line.form, made.recorder) == ("room", "open", "bench", "杜鹃")
    assert made.line.title == "翠屏社区“流动小板凳”会商" and made.line.place
    assert made.line.expected == 14 and made.line.present == 0


def test_topics_are_typed_one_to_a_line(page: MeetingsPage) -> None:
    press("Ctrl+N")
    page.prepare.agenda.topic_box.setFocus()
    press("快递柜", "Enter", "充电桩", "Enter", "F9")
    assert [item.title for item in newest(page).agenda][-2:] == ["快递柜", "充电桩"]


def test_what_was_left_over_comes_back_by_itself(page: MeetingsPage) -> None:
    press("Ctrl+N", "F9")
    items = newest(page).agenda
    assert items and all(item.title.endswith("（上次未了）") and item.about_resolution_id for item in items)


def test_a_time_that_nobody_can_read_begins_nothing(page: MeetingsPage, qtbot: QtBot) -> None:
    press("Ctrl+N")
    page.prepare.facts.hour_box.set_name("晚上")
    with qtbot.captureExceptions() as errors:
        press("F9")
    assert isinstance(errors[0][1], Refusal) and errors[0][1].code == "YS-T02"
    assert len(page.lines) == 2


def test_esc_leaves_the_form_and_begins_nothing(page: MeetingsPage) -> None:
    press("Ctrl+N", "Esc")
    assert page.side.currentWidget() is page.sheet_page
    assert focus() is page.meetings_table and len(page.lines) == 2


def test_enter_goes_into_the_room_of_the_chosen_meeting(page: MeetingsPage, window: MainWindow) -> None:
    chosen = page.meetings_table.chosen_ref()
    press("Enter")
    assert (window.here, getattr(window.page, "meeting_id", "")) == ("room", chosen)


def test_a_closed_meeting_is_opened_again_by_its_button(page: MeetingsPage) -> None:
    chosen = page.meetings_table.chosen_ref()
    page.continue_button.click()
    with page.workspace.read() as session:
        assert meetings.sheet(session, chosen, page.workspace.today).line.state == "open"


def test_the_minutes_are_made_and_offered_on_the_page(page: MeetingsPage) -> None:
    press("Ctrl+P")
    made = list((Path(printing.paths.home()) / printing.FOLDER).glob("*.pdf"))
    assert [file.read_bytes()[:5] for file in made] == [b"%PDF-"]
    assert page.strip_place.isVisible() and "会议纪要做好了" in page.strip_place.findChildren(printing.Strip)[0].label.text()


def test_every_page_of_a_paper_reaches_the_printer(page: MeetingsPage, tmp_path: Path) -> None:
    from PySide6.QtPrintSupport import QPrinter

    printed = printing.print_meeting(page.workspace, page.lines[0].id, "record")
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.setResolution(72)
    assert printing.paint(printed.file, printer) >= 1
    assert (tmp_path / "out.pdf").stat().st_size > 1000


def test_file_names_are_such_as_every_system_takes() -> None:
    assert printing.file_name("TW-2026/03: 会议 纪要?") == "TW-2026_03_会议_纪要"
