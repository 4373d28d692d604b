"""Papers that are asked for from the menu of a page: made about what is chosen there, blank where nothing is."""

from pathlib import Path

import pypdfium2
import pytest

from yishi import paths
from yishi.gui import printing
from yishi.gui.main_window import MainWindow
from yishi.gui.workspace import Workspace
from yishi.services import people


def made() -> dict[str, str]:
    """Return what is read on the papers that were made, by the name of their file."""
    found = {}
    for file in (paths.home() / printing.FOLDER).glob("*.pdf"):
        document = pypdfium2.PdfDocument(Path(file).read_bytes())
        found[file.stem] = "".join("".join(page.get_textpage().get_text_bounded().split()) for page in document)
    return found


def ask(window: MainWindow, place: str, words: str) -> None:
    window.go(place)
    act = next(entry[2] for entry in window.page.menu_entries() if words in entry[0])
    act()


def test_an_officer_hands_over_what_is_open(window: MainWindow, workspace: Workspace) -> None:
    with workspace.read() as session:
        id_ = people.find(session, "孙伟")
    window.go("people")
    window.page.show_ref(id_)
    ask(window, "people", "交接单")
    (text,) = made().values()
    assert "移交人孙伟" in text and "没有办完的承诺（" in text and "翠议〔2026〕4-1" in text
    assert not window.page.strip_place.isHidden()


@pytest.mark.parametrize(("place", "words", "title", "told"), [
    ("ledgers", "归档索引", "全年归档索引", "BD-2026-04"),
    ("topics", "金点子", "金点子提案表", "提案人"),
])  # fmt: skip
def test_other_pages_make_theirs(window: MainWindow, place: str, words: str, title: str, told: str) -> None:
    ask(window, place, words)
    (name,) = made()
    assert title in name and told in made()[name]


def test_papers_of_a_folder_are_made_about_a_meeting_or_a_resolution(workspace: Workspace) -> None:
    for ref in ("BD-2026-04", "翠议〔2026〕4-1"):
        for name in ("archive-cover", "catalogue", "booklet"):
            printing.print_about(workspace, name, ref)
    assert len(made()) == 6
