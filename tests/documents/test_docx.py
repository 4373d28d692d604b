"""Minutes as a file to be edited: every word in it, real styles, named fonts, nothing that is not text."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace

import docx as reader
import pytest
from docx.oxml.ns import qn

from yishi.documents import docx, minutes
from yishi.documents.catalogue import documents
from yishi.documents.layout import Paper, Text
from yishi.errors import Refusal
from yishi.services.answers import DissentLine, MeetingSheet

HOSTILE = ("<b>粗</b>", "a<b & R&D", "=1+1", "第一</w:t>第二", "反的\u202e字\x07声", "王䶮𬱖𰻝")


def made(meeting: MeetingSheet) -> bytes:
    return docx.document(lambda flow: minutes.write_into(flow, meeting))


def opened(data: bytes):
    return reader.Document(io.BytesIO(data))


def test_every_word_of_the_minutes_is_in_the_file(meeting: MeetingSheet) -> None:
    flat = "".join(p.text for p in opened(made(meeting)).paragraphs)
    paper = minutes.compose(meeting)
    body = [c.text for page in paper.pages for c in page if isinstance(c, Text) and c.size > 15]
    missing = [text for text in body if text.strip() and text.strip() not in flat]
    assert not missing


def test_headings_and_text_have_the_styles_that_every_office_knows(meeting: MeetingSheet) -> None:
    found = opened(made(meeting)).paragraphs
    assert found[0].style.name == "Title" and found[0].text == "翠屏社区“流动小板凳”会商纪要"
    assert {p.text for p in found if p.style.name == "Heading 1"} >= {"一、关于消防通道违停", "二、关于电动自行车飞线充电"}
    assert sum(p.style.name == "Normal" for p in found) > 10


def test_chinese_fonts_are_named_for_chinese_text_with_others_in_their_place(meeting: MeetingSheet) -> None:
    data = made(meeting)
    styles = opened(data).styles
    for name, font in (("Normal", "仿宋_GB2312"), ("Title", "方正小标宋简体"), ("Heading 1", "黑体")):
        fonts = styles[name].element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) == font and not any("Theme" in key for key in fonts.attrib)
    table = zipfile.ZipFile(io.BytesIO(data)).read("word/fontTable.xml").decode()
    assert re.search('w:name="仿宋_GB2312"><w:altName w:val="仿宋"', table)


def test_there_are_no_text_boxes_pictures_macros_or_names_of_authors(meeting: MeetingSheet) -> None:
    archive = zipfile.ZipFile(io.BytesIO(made(meeting)))
    body, facts = archive.read("word/document.xml").decode(), archive.read("docProps/core.xml").decode()
    assert not any(tag in body for tag in ("txbxContent", "w:drawing", "w:pict", "w:fldSimple", "instrText"))
    assert "python-docx" not in facts and "<dc:creator></dc:creator>" in facts.replace("<dc:creator/>", "<dc:creator></dc:creator>")
    assert "会商纪要" in facts and not any(name.endswith(".bin") for name in archive.namelist())


def test_what_people_wrote_stays_text(meeting: MeetingSheet) -> None:
    said = tuple(DissentLine(word, "") for word in HOSTILE)
    flat = "".join(p.text for p in opened(made(replace(meeting, dissents=said))).paragraphs)
    for word in ("<b>粗</b>", "a<b & R&D", "=1+1", "第一</w:t>第二", "反的字声", "王䶮𬱖𰻝"):
        assert word in flat


def test_places_to_sign_are_in_the_text(meeting: MeetingSheet) -> None:
    lines = [p.text for p in opened(made(meeting)).paragraphs]
    assert any(line.startswith("主持人签字：＿") and "记录人签字：＿" in line for line in lines)
    assert lines[-2:] == ["翠屏社区居民委员会", "2026年4月24日"]


def test_equal_minutes_give_equal_text_and_pages_stay_as_they_were(meeting: MeetingSheet, words: Callable[[Paper], str]) -> None:
    before = words(minutes.compose(meeting))
    first, second = (zipfile.ZipFile(io.BytesIO(made(meeting))).read("word/document.xml") for _n in range(2))
    assert first == second and words(minutes.compose(meeting)) == before


def test_only_minutes_can_be_edited_as_text(meeting: MeetingSheet, tmp_path) -> None:
    target = tmp_path / "m.docx"
    documents()["minutes"].write(meeting, target)
    assert target.stat().st_size > 5000
    with pytest.raises(Refusal, match="只能存成 PDF"):
        documents()["sign-in"].write(meeting, tmp_path / "s.docx")
    assert not (tmp_path / "s.docx").exists()
