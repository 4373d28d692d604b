"""Papers of a resolution from the window: made, named after the resolution, offered; what cannot exist says why."""

from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtWidgets import QApplication

from yishi.documents.catalogue import documents, papers_of
from yishi.errors import Refusal
from yishi.gui import printing
from yishi.gui.workspace import Workspace
from yishi.services import resolutions
from yishi.services.answers import ResolutionSheet


def sheets(workspace: Workspace) -> list[ResolutionSheet]:
    with workspace.read() as session:
        found = [resolutions.sheet(session, line.id, workspace.today) for line in resolutions.lines(session, workspace.today)]
    assert found and workspace.today == date(2026, 5, 18)
    return found


def read(printed: printing.Printed) -> str:
    document = pypdfium2.PdfDocument(printed.file.read_bytes())
    return "".join("".join(page.get_textpage().get_text_bounded().split()) for page in document)


def test_every_paper_offered_for_a_resolution_can_be_made(workspace: Workspace) -> None:
    for sheet in sheets(workspace)[:4]:
        for each in papers_of(sheet):
            made = printing.print_resolution(workspace, sheet.line.id, each.name)
            assert made.title == each.title and made.file.name.endswith(f"-{printing.file_name(each.title)}.pdf")
            assert read(made)


def test_sheets_for_the_way_hold_every_place_once(workspace: Workspace) -> None:
    wanted = [sheet for sheet in sheets(workspace) if sheet.line.state != "DRAFT"][:4]
    text = read(printing.print_visits(workspace, [sheet.line.id for sheet in wanted]))
    assert text.count("看到什么") == len(wanted) and all(sheet.line.number in text for sheet in wanted)


def test_a_paper_that_cannot_be_is_refused_and_no_file_is_left(book_file: Path, qapp: QApplication) -> None:
    later = Workspace(str(book_file), today=date(2026, 11, 2), actor="杜鹃")
    later.open()
    with later.read() as session:
        done = next(line for line in resolutions.lines(session, later.today) if line.state == "CLOSED")
    with pytest.raises(Refusal, match="已经办结"):
        printing.print_resolution(later, done.id, "termination")
    later.close()
    assert not list((printing.paths.home() / printing.FOLDER).glob(f"*{documents()['termination'].title}*"))
