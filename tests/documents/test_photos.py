"""Photos on paper: where there is one it is shown, where there is none its place is left, and what may not be shown is not."""

from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import Image

from tests.documents.test_loop_papers import of_sheet
from yishi.documents import completion, inspection, minutes, outcome, paint, record
from yishi.documents.enlarge import enlarged
from yishi.documents.layout import Paper, Picture
from yishi.services.answers import MeetingSheet
from yishi.services.printed import PhotoOnPaper, PrintedSheet

Words = Callable[[Paper], str]


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    file = tmp_path / "p.jpg"
    Image.effect_noise((1600, 1200), 40).convert("RGB").save(file, "JPEG", quality=85)
    return file


def pictures(paper: Paper) -> list[Picture]:
    return [c for page in paper.pages for c in page if isinstance(c, Picture)]


def test_the_report_shows_before_and_after_and_leaves_a_place_for_the_one_that_lacks(
    meeting: MeetingSheet, photo: Path, words: Words
) -> None:
    two = tuple(PhotoOnPaper(photo, phase=phase) for phase in ("before", "after"))
    both = of_sheet(meeting, photos=two, photos_before=1, photos_after=1)
    paper = completion.compose(both)
    left, right = pictures(paper)
    assert len(paper.pages) == 1 and left.x + left.width < right.x and left.y == right.y
    assert "粘贴处" not in words(paper)
    one = completion.compose(replace(both, photos=both.photos[1:]))
    assert len(pictures(one)) == 1 and "办理前照片粘贴处" in words(one)


def test_a_photo_that_is_gone_or_broken_leaves_its_place(meeting: MeetingSheet, photo: Path, tmp_path: Path, words: Words) -> None:
    broken = tmp_path / "b.jpg"
    broken.write_bytes(photo.read_bytes()[:40])
    for file in (None, tmp_path / "none.jpg", broken):
        paper = completion.compose(of_sheet(meeting, photos=(PhotoOnPaper(file, phase="after"),), photos_after=1))
        assert not pictures(paper) and "办理后照片粘贴处" in words(paper) and "（存有1张）" in words(paper)


def test_the_wall_shows_only_what_those_on_it_agreed_to(meeting: MeetingSheet, photo: Path) -> None:
    for consent, many in ((True, 1), (False, 0), (None, 0)):
        paper = outcome.compose(of_sheet(meeting, photos=(PhotoOnPaper(photo, phase="after", consent=consent),)))
        assert len(pictures(paper)) == many, consent


def test_minutes_end_with_the_photos_under_their_names(meeting: MeetingSheet, photo: Path, words: Words) -> None:
    told = {field.name: getattr(meeting, field.name) for field in fields(MeetingSheet)}
    some = tuple(PhotoOnPaper(photo, f"图{n}", "现场" if n == 1 else "", consent=False if n == 3 else None) for n in (1, 2, 3))
    bare, full = minutes.compose(PrintedSheet(**told)), minutes.compose(PrintedSheet(**told, photos=some))
    assert len(full.pages) == len(bare.pages) + 1 and len(pictures(full)) == 2
    text = words(replace(full, pages=full.pages[-1:]))
    assert "附图" in text and "图1现场" in text and "图2" in text and "图3" not in text  # somebody on the third does not want it shown


def test_the_record_shows_all_photos_that_it_names(meeting: MeetingSheet, photo: Path) -> None:
    told = {field.name: getattr(meeting, field.name) for field in fields(MeetingSheet)}
    eight = tuple(PhotoOnPaper(photo, f"图{n}") for n in range(1, 9))
    bare, full = record.compose(PrintedSheet(**told)), record.compose(PrintedSheet(**told, photos=eight))
    assert len(pictures(full)) == 8 and len(full.pages) == len(bare.pages) + 2  # six a page


def test_what_was_seen_at_the_place_is_shown_with_that_look_and_no_other(meeting: MeetingSheet, photo: Path, words: Words) -> None:
    bare = of_sheet(meeting)
    looked = bare.last("inspect_pass")
    assert looked is not None
    shown = inspection.compose(replace(bare, photos=(PhotoOnPaper(photo, event_id=looked.id), PhotoOnPaper(photo, event_id="other"))))
    assert len(pictures(shown)) == 1 and "现场照片粘贴处" not in words(shown) and len(shown.pages) == 1
    assert "现场照片粘贴处" in words(inspection.compose(bare))


def test_a_photo_is_as_fine_as_a_printer_shows_it_and_carries_nothing_else(meeting: MeetingSheet, photo: Path) -> None:
    paper = completion.compose(of_sheet(meeting, photos=(PhotoOnPaper(photo, phase="after"),)))
    made = paint.pdf(paper)
    assert made == paint.pdf(paper) and b"Exif" not in made
    page = pypdfium2.PdfDocument(made)[0]
    (shown,) = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE])
    (box,) = pictures(paper)
    assert 150 < shown.get_px_size()[0] / (box.width / 72) < 260
    assert shown.get_filters() == ["DCTDecode"]
    (grown,) = pictures(enlarged(paper))
    assert round(grown.width / box.width, 3) == round(297 / 210, 3)
