"""活页册: a meeting to be read by everybody, a leaf for each matter, and nothing that a notice board may not show."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from tests.documents.test_loop_papers import of_sheet
from yishi.documents import booklet
from yishi.documents.layout import Paper, Picture, Rule
from yishi.services.answers import MeetingSheet
from yishi.services.printed import PhotoOnPaper, PrintedSheet
from yishi.services.printed_file import PrintedFile

Words = Callable[[Paper], str]


@pytest.fixture
def folder(meeting: MeetingSheet) -> PrintedFile:
    """Return the worked meeting with its first resolution."""
    sheet = PrintedSheet(**{f.name: getattr(meeting, f.name) for f in fields(MeetingSheet)})
    return PrintedFile(sheet, (of_sheet(meeting),), (), date(2026, 5, 28))


def test_every_matter_has_a_leaf_and_the_front_lists_them(folder: PrintedFile, words: Words) -> None:
    paper = booklet.compose(folder)
    pages = [words(replace(paper, pages=(page,))) for page in paper.pages]
    assert len(pages) == 4 and "3翠议〔2026〕4-1消防通道划线" in pages[0] and "4公示和监督" in pages[0]
    assert "隔离桩6根。" in pages[2] and all("截至2026年5月28日" in page for page in pages)


def test_the_leaves_can_be_punched(folder: PrintedFile) -> None:
    for page in booklet.compose(folder).pages:
        assert sum(isinstance(c, Rule) and c.x2 < 20 * 72 / 25.4 for c in page) == 4  # a cross for each of two holes


def test_nobody_is_named_who_holds_no_post_and_no_number_is_told(folder: PrintedFile, words: Words) -> None:
    text = words(booklet.compose(folder))
    assert not any(word in text for word in ("马骁", "苏敏", "秦守业", "许志远", "住院", "1990000"))
    assert "孙伟" in text  # who answers for it does so in office


def test_only_photos_to_which_those_on_them_agreed_are_shown(folder: PrintedFile, tmp_path: Path) -> None:
    file = tmp_path / "p.jpg"
    Image.new("RGB", (400, 300), "grey").save(file)

    def shown(*consents: bool | None) -> int:
        photos = tuple(PhotoOnPaper(file, phase="after", consent=consent) for consent in consents)
        one = replace(folder.resolutions[0], photos=photos)
        return sum(isinstance(c, Picture) for page in booklet.compose(replace(folder, resolutions=(one,))).pages for c in page)

    assert (shown(None), shown(False), shown(True), shown(True, False)) == (0, 0, 1, 1)


def test_what_was_lost_has_no_leaf(folder: PrintedFile) -> None:
    one = folder.resolutions[0]
    lost = replace(one, sheet=replace(one.sheet, line=replace(one.line, state="DRAFT")))
    assert len(booklet.compose(replace(folder, resolutions=(lost,))).pages) == 3
