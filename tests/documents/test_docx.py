"""Every paper as a file to be edited: every word in its order, real styles and tables, named fonts, nothing that floats."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import docx as reader
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from PIL import Image

from tests.documents.paper_labels import ORDER
from tests.documents.worked_books import Books
from yishi.documents import docx, minutes, word_xml
from yishi.documents.catalogue import documents
from yishi.documents.layout import Paper, Text
from yishi.documents.manner import Manner
from yishi.documents.page import MM
from yishi.services.answers import DissentLine, MeetingSheet
from yishi.services.printed import PhotoOnPaper, PrintedSheet

HOSTILE = ("<b>粗</b>", "a<b & R&D", "=1+1", "第一</w:t>第二", "反的\u202e字\x07声", "王䶮𬱖𰻝")


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Books]:
    opened = Books(tmp_path_factory.mktemp("worked"))
    yield opened
    opened.close()


def paper_of(books: Books, name: str, manner: Manner | None = None) -> Paper:
    document, wanted = documents()[name], ORDER[name]
    return document.compose(books.answer(document.needs, wanted.kind, wanted.ref, date.fromisoformat(wanted.day)), manner)


def made(meeting: MeetingSheet) -> bytes:
    return docx.document(minutes.compose(meeting))


def opened(data: bytes) -> Any:
    return reader.Document(io.BytesIO(data))


def part(data: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read(name).decode()


def words(element: Any) -> str:
    return "".join("".join(text.text or "" for text in element.iter(qn("w:t"))).split())


def composed(paper: Paper, heads: list[str]) -> str:
    """Return the words of the pages in the order they were set, without headers, footers and the heads of tables that stand again."""
    told = ""
    for page, outline in zip(paper.pages, paper.outline, strict=True):
        text = "".join("".join(c.text for c in page[: outline.filled] if isinstance(c, Text)).split())
        again = "" if outline.fresh else next((head for head in heads if head and text.startswith(head)), "")
        told += text.removeprefix(again)
    return told


def heads_of(document: Any) -> list[str]:
    rows = ([row for row in table._tbl.tr_lst if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None] for table in document.tables)
    return ["".join(map(words, each)) for each in rows]


# ---- every paper


@pytest.mark.parametrize("name", ORDER)
def test_every_paper_has_the_same_words_in_the_same_order(name: str, books: Books) -> None:
    for manner in (None, Manner(paper="A3")) if name in ("posting", "sign-in", "ballot") else (None,):
        paper = paper_of(books, name, manner)
        found = opened(docx.document(paper))
        assert words(found.element.body) == composed(paper, heads_of(found))


@pytest.mark.parametrize("name", ORDER)
def test_nothing_floats_and_every_font_is_named(name: str, books: Books) -> None:
    data = docx.document(paper_of(books, name))
    body = part(data, "word/document.xml")
    assert not any(tag in body for tag in ("txbxContent", "w:pict", "w:object", "wp:anchor", "w:altChunk", "w:framePr"))
    assert "Theme" not in "".join(re.findall("<w:rFonts[^>]*>", body))
    assert all("eastAsia=" in each for each in re.findall("<w:rFonts[^>]*>", body))
    for style in ("Normal", "Title", "Heading 1"):
        assert opened(data).styles[style].element.rPr.rFonts.get(qn("w:eastAsia")) in word_xml.FONTS.values()


@pytest.mark.parametrize("name", ORDER)
def test_paper_margins_and_tables_are_those_of_the_pages(name: str, books: Books) -> None:
    paper = paper_of(books, name)
    found = opened(docx.document(paper))
    sheets = [each.sheet for n, each in enumerate(paper.outline) if not n or each.sheet != paper.outline[n - 1].sheet]
    assert len(found.sections) == len(sheets)
    for section, sheet in zip(found.sections, sheets, strict=True):
        told = (section.page_width.pt, section.page_height.pt, section.top_margin.pt, section.left_margin.pt)
        assert told == pytest.approx((sheet.width, sheet.height, sheet.top, sheet.left), abs=0.06)
        assert (section.orientation == WD_ORIENT.LANDSCAPE) == (sheet.width > sheet.height)
    for table in found.tables:
        grid = [int(each.get(qn("w:w"))) for each in table._tbl.tblGrid]
        for row in table._tbl.tr_lst:
            spans = [int(span.val) if (span := cell.tcPr.gridSpan) is not None else 1 for cell in row.tc_lst]
            assert sum(spans) == len(grid) and min(grid) > 0


def test_the_head_of_a_long_table_stands_again_on_each_page_and_only_once_in_the_file(books: Books) -> None:
    found = opened(docx.document(paper_of(books, "sign-in")))
    head = heads_of(found)[0]
    assert "姓名" in head and words(found.element.body).count(head) == 1
    assert all(row.height is not None for row in found.tables[0].rows)


def test_ballots_stay_four_to_a_sheet_to_be_cut_apart(books: Books) -> None:
    paper = paper_of(books, "ballot")
    sheets = opened(docx.document(paper)).tables
    assert len(sheets) == len(paper.pages)
    first = sheets[0]
    assert len(first.rows) == 2 and len(first.columns) == 2
    ballots = [cell for row in first.rows for cell in row.cells]
    assert len({words(cell._tc) for cell in ballots}) == 1 and [len(cell.tables) for cell in ballots] == [1] * 4


def test_one_paper_of_several_sheets_keeps_the_margins_of_each(books: Books) -> None:
    found = opened(docx.document(paper_of(books, "blank-pack")))
    assert len(found.sections) > 2 and len({round(section.left_margin.pt) for section in found.sections}) > 1


def test_page_numbers_are_counted_by_the_program_that_edits_it(books: Books) -> None:
    footer = opened(docx.document(paper_of(books, "tally"))).sections[0].footer._element
    fields = [each.get(qn("w:instr")).strip() for each in footer.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"] and "第" in words(footer)


def test_a_sample_stays_a_sample(meeting: MeetingSheet) -> None:
    footer = opened(made(replace(meeting, sample=True))).sections[0].footer
    assert "样例，不作凭证" in words(footer._element)


# ---- minutes


def test_headings_and_text_have_the_styles_that_every_office_knows(meeting: MeetingSheet) -> None:
    found = opened(made(meeting)).paragraphs
    assert found[0].style.name == "Title" and found[0].text == "翠屏社区“流动小板凳”会商纪要"
    assert {p.text for p in found if p.style.name == "Heading 1"} >= {"一、关于消防通道违停", "二、关于电动自行车飞线充电"}
    assert sum(p.style.name == "Normal" for p in found) > 10


def test_text_is_set_in_the_grid_of_official_papers(meeting: MeetingSheet) -> None:
    data = made(meeting)
    normal = opened(data).styles["Normal"]
    assert normal.font.size.pt == 16 and normal.paragraph_format.line_spacing.pt == pytest.approx(225 * MM / 22, abs=0.03)
    grid = re.search('<w:docGrid w:type="linesAndChars" w:linePitch="580" w:charSpace="(-?[0-9]+)"/>', part(data, "word/document.xml"))
    assert grid is not None and 28 * (16 + int(grid[1]) / 4096) == pytest.approx(156 * MM, abs=0.5)


def test_fonts_that_a_pc_does_not_have_have_others_in_their_place(meeting: MeetingSheet) -> None:
    data = made(meeting)
    styles = opened(data).styles
    for name, font in (("Normal", "仿宋_GB2312"), ("Title", "方正小标宋简体"), ("Heading 1", "黑体")):
        fonts = styles[name].element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) == font and not any("Theme" in key for key in fonts.attrib)
    assert re.search('w:name="仿宋_GB2312"><w:altName w:val="仿宋"', part(data, "word/fontTable.xml"))


def test_the_file_tells_its_title_and_nothing_of_who_made_it_when(meeting: MeetingSheet) -> None:
    data = made(replace(meeting, head=""))
    facts = part(data, "docProps/core.xml")
    assert "python-docx" not in facts and "<dc:creator></dc:creator>" in facts.replace("<dc:creator/>", "<dc:creator></dc:creator>")
    assert "会商纪要" in facts and not any(name.endswith(".bin") for name in zipfile.ZipFile(io.BytesIO(data)).namelist())


def test_the_journal_vouches_for_no_text_that_can_be_edited(meeting: MeetingSheet, tmp_path: Path) -> None:
    file = tmp_path / "m.docx"
    documents()["minutes"].write(replace(meeting, head="445d1d12e5be-108-2d610bc42b8942ca"), file)
    archive = zipfile.ZipFile(file)
    assert not any(b"445d1d12e5be" in archive.read(name) for name in archive.namelist())


def test_what_people_wrote_stays_text(meeting: MeetingSheet) -> None:
    said = tuple(DissentLine(word, "") for word in HOSTILE)
    flat = "".join(p.text for p in opened(made(replace(meeting, dissents=said))).paragraphs)
    for word in ("<b>粗</b>", "a<b & R&D", "=1+1", "第一</w:t>第二", "反的字声", "王䶮𬱖𰻝"):
        assert word in flat


def test_places_to_sign_are_lines_to_write_on(meeting: MeetingSheet) -> None:
    lines = opened(made(meeting)).paragraphs
    signed = next(line for line in lines if line.text.startswith("主持人签字："))
    assert signed.text == "主持人签字：\t\t记录人签字：\t"
    led = [stop for stop in signed._p.iter(qn("w:tab")) if stop.get(qn("w:leader")) == "underscore"]
    assert len(led) == 2
    assert [line.text for line in lines][-2:] == ["翠屏社区居民委员会", "2026年4月24日"]


def test_photos_stand_in_the_text_and_carry_nothing_of_the_camera(meeting: MeetingSheet, tmp_path: Path) -> None:
    file = tmp_path / "DSC_0815.jpg"
    exif = Image.Exif()
    exif[0x010F] = "Geheimkamera"
    Image.new("RGB", (1600, 1200), "grey").save(file, exif=exif)
    photos = tuple(PhotoOnPaper(file, f"图{n}", "会场") for n in (1, 2, 3))
    held: dict[str, Any] = {name: getattr(meeting, name) for name in meeting.__dataclass_fields__}
    data = made(PrintedSheet(**{**held, "photos": photos}))
    body = part(data, "word/document.xml")
    assert body.count("<wp:inline") == 3 and "DSC_0815" not in body
    archive = zipfile.ZipFile(io.BytesIO(data))
    assert not any(b"Geheimkamera" in archive.read(name) for name in archive.namelist())
    assert words(opened(data).element.body).endswith("图1会场图2会场图3会场")


def test_a_broken_photo_is_left_out_and_its_words_stay(meeting: MeetingSheet, tmp_path: Path) -> None:
    from yishi.documents.layout import Picture

    file = tmp_path / "kaputt.jpg"
    file.write_bytes(b"no picture")
    paper = minutes.compose(meeting)
    page = [*paper.pages[-1][: paper.outline[-1].filled], Picture(100, 100, 50, 50, file)]
    outline = (*paper.outline[:-1], paper.outline[-1]._replace(filled=len(page)))
    data = docx.document(replace(paper, pages=(*paper.pages[:-1], page), outline=outline))
    assert words(opened(data).element.body) and "<wp:inline" not in part(data, "word/document.xml")


def test_equal_minutes_give_equal_text(meeting: MeetingSheet) -> None:
    first, second = (part(made(meeting), "word/document.xml") for _n in range(2))
    assert first == second


def test_a_name_of_ten_thousand_characters_is_whole(meeting: MeetingSheet) -> None:
    long = "长" * 10_000
    sheet = replace(meeting, line=replace(meeting.line, title=long))
    assert long in "".join(p.text for p in opened(made(sheet)).paragraphs)
