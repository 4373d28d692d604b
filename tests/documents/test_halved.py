"""A3 on two sheets of A4: nothing is lost at the cut, and put together they are the page again."""

from io import BytesIO

import pypdfium2
import pytest

from yishi.documents import paint
from yishi.documents.chain import FANG
from yishi.documents.enlarge import enlarged
from yishi.documents.halved import STRIP, halved
from yishi.documents.layout import Flow, Paper, Picture, Rule, Sheet, Squares, Style, Text
from yishi.documents.page import A4, BODY, MM

_ACROSS = Sheet(297 * MM, 210 * MM, 20, 20, 20, 20)


def paper(sheet: Sheet, code: bool = True) -> Paper:
    """Fill a page with numbered lines and blow it up to A3."""
    flow = Flow(sheet)
    style = Style(FANG, 12, 16) if sheet is _ACROSS else BODY
    for n in range(22):
        flow.paragraph(f"第{n}行写着要办的事", style)
    made = enlarged(flow.finish("公示"))
    return Paper(made.title, made.sheet, made.pages, tuple(Squares(40, 40, 60, ("##", "#.")) for _page in made.pages) if code else ())


def words(made: Paper, place: int) -> list[str]:
    return [each.text for each in made.pages[place] if isinstance(each, Text)]


@pytest.mark.parametrize("sheet", [A4, _ACROSS])
def test_each_page_becomes_two_sheets_of_a4_that_hold_all_of_it(sheet: Sheet) -> None:
    whole = paper(sheet)
    made = halved(whole)
    assert len(made.pages) == 2 * len(whole.pages)
    assert sorted((made.sheet.width, made.sheet.height)) == pytest.approx([210 * MM, 297 * MM], abs=0.5)
    for n in range(len(whole.pages)):
        assert set(words(whole, n)) <= {*words(made, 2 * n), *words(made, 2 * n + 1)}


def test_what_the_cut_runs_through_stands_on_both_at_the_place_where_they_meet() -> None:
    whole = paper(A4)
    whole.pages[0].append(Text(200, whole.sheet.height / 2 - 4, 16, 0, FANG, "第一刀正从这里过"))
    made = halved(whole)
    both = [one for one in made.pages[0] for other in made.pages[1]
            if isinstance(one, Text) and isinstance(other, Text) and one.text == other.text and one.text.startswith("第")]  # fmt: skip
    assert both
    for one in both:
        other = next(each for each in made.pages[1] if isinstance(each, Text) and each.text == one.text)
        # the upper sheet lies on the lower one as high as the sheet less the strip that is glued, and the strip that is cut off
        assert one.y + made.sheet.height - 2 * STRIP == pytest.approx(other.y, abs=0.01)
        assert one.x == pytest.approx(other.x)


def test_the_code_stands_on_one_of_the_two_sheets_only() -> None:
    made = halved(paper(A4))
    assert [bool(squares.side) for squares in made.squares[:2]] == [False, True]


def test_the_sheets_can_be_painted() -> None:
    made = halved(paper(_ACROSS))
    document = pypdfium2.PdfDocument(BytesIO(paint.pdf(made)))
    assert len(document) == len(made.pages) and not any(isinstance(each, Picture) for page in made.pages for each in page)
    assert any(isinstance(each, Rule) for each in made.pages[0])
    assert "沿线裁下" in "".join(document[0].get_textpage().get_text_bounded().split())
