"""The code in the corner: large enough, clear of everything else on the page, and nothing that was composed is lost."""

import re
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from yishi.documents import corner, paint
from yishi.documents.catalogue import documents
from yishi.documents.chain import FANG
from yishi.documents.layout import Paper, Rule, Sheet, Text
from yishi.documents.manner import Manner
from yishi.documents.page import A4, MM
from yishi.domain import form_code
from yishi.services.answers import MeetingSheet

OF_MEETING = [name for name, each in documents().items() if each.needs == "MeetingSheet" and each.coded]


def codes(count: int) -> list[str]:
    return [form_code.make(f"page number {n}".encode()) for n in range(count)]


def carried(paper: Paper) -> Paper:
    return corner.carry(paper, codes(len(paper.pages)))


def boxes(page: list) -> list[tuple[float, float, float, float]]:
    """Where ink is, without the code's own line: left, bottom, right, top."""
    found = []
    for each in page:
        if isinstance(each, Rule):
            found.append((min(each.x1, each.x2), min(each.y1, each.y2), max(each.x1, each.x2), max(each.y1, each.y2)))
        elif isinstance(each, Text) and each.text.strip() and not re.fullmatch(r"[2-9A-Z]{5}-[2-9A-Z]{5}", each.text):
            wide = each.size * each.chain.width(each.text) + each.spacing * (len(each.text) - 1)
            found.append((each.x, each.y - 0.1 * each.size, each.x + wide, each.y + 0.85 * each.size))
    return found


@pytest.mark.parametrize("manner", [None, Manner(paper="A3"), Manner(large=True)])
@pytest.mark.parametrize("name", OF_MEETING)
def test_the_square_and_its_border_touch_nothing_on_any_paper(meeting: MeetingSheet, name: str, manner: Manner | None) -> None:
    document = documents()[name]
    if manner is not None and manner.large and not document.large:
        return
    plain = document.compose(replace(meeting, community_kind="village") if name == "four-two" else meeting, manner)
    paper = carried(plain)
    assert len(paper.pages) == len(paper.squares) == len(plain.pages)
    for page, square, before in zip(paper.pages, paper.squares, plain.pages, strict=True):
        border = square.side * 4 / 21
        left, bottom = square.x - border + 0.5, square.y - border + 0.5
        right, top = square.x + square.side + border - 0.5, square.y + square.side + border - 0.5
        assert square.side >= 15 * MM - 0.01
        assert square.x >= 5 * MM - 0.01 and square.y >= 5 * MM - 0.01
        assert square.x + square.side <= paper.sheet.width - 5 * MM + 0.01
        hit = [b for b in boxes(page) if b[0] < right and b[2] > left and b[1] < top and b[3] > bottom]
        assert not hit, (name, hit[:2])
        assert all(b[1] + 0.5 >= 0 and b[3] <= paper.sheet.height for b in boxes(page)), name
        said = [each.text for each in before if isinstance(each, Text)]
        assert [each.text for each in page if isinstance(each, Text)][: len(said)] == said


@pytest.mark.parametrize("name", ["minutes", "notice", "record"])
def test_a_page_of_the_standard_stays_where_it_was_composed(meeting: MeetingSheet, name: str) -> None:
    plain = documents()[name].compose(meeting)
    paper = carried(plain)
    assert [page[:-1] for page in paper.pages] == list(plain.pages)
    for square in paper.squares:
        assert square.x + square.side < A4.left and square.y + square.side < A4.bottom


def test_a_page_without_any_margin_is_made_smaller() -> None:
    sheet = Sheet(210 * MM, 297 * MM, 8 * MM, 8 * MM, 8 * MM, 8 * MM)
    full = [Rule(8 * MM, y * MM, 202 * MM, y * MM) for y in range(8, 290, 4)]
    paper = carried(Paper("满", sheet, ([*full, Text(8 * MM, 100, 12, 0, FANG, "字")],)))
    square, (page,) = paper.squares[0], paper.pages
    words = next(each for each in page if isinstance(each, Text) and each.text == "字")
    assert words.size < 12 and len(page) == len(full) + 2 and square.side >= 15 * MM - 0.01


def test_the_code_can_be_read_by_people_too_and_adds_no_picture(meeting: MeetingSheet, tmp_path: Path) -> None:
    paper = documents()["minutes"].compose(meeting)
    target = tmp_path / "m.pdf"
    paint.write(carried(paper), target)
    document = pypdfium2.PdfDocument(str(target))
    text = ["".join(page.get_textpage().get_text_bounded().split()) for page in document]
    assert all(form_code.shown(code) in page for code, page in zip(codes(len(text)), text, strict=True))
    assert b"/Subtype /Image" not in target.read_bytes()


def test_what_tells_pages_apart_is_their_content_not_the_journal_behind_it(meeting: MeetingSheet) -> None:
    minutes = documents()["minutes"]
    heads = ("0a1b2c3d4e5f-7-0123456789abcdef", "0a1b2c3d4e5f-1234-fedcba9876543210")
    one, two = (minutes.compose(replace(meeting, head=head)) for head in heads)
    other = minutes.compose(replace(meeting, org="另一个单位"))
    assert corner.prints(one) == corner.prints(two) != corner.prints(other)
    assert len(set(corner.prints(one))) == len(one.pages)


def test_without_codes_a_paper_stays_as_it_is(meeting: MeetingSheet) -> None:
    paper = documents()["minutes"].compose(meeting)
    assert corner.coded(paper, None) is paper and corner.coded(paper, lambda prints: ()) is paper
    with pytest.raises(ValueError, match="codes for"):
        corner.carry(paper, codes(len(paper.pages) + 1))
