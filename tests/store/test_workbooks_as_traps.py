"""Workbooks that were made to do harm: each is refused in one sentence or read as the plain text it holds, and writes nothing."""

import os
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
import xlsxwriter

from yishi.errors import Refusal
from yishi.store import sheets

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET, TEXTS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
OPENED = f'<?xml version="1.0"?><worksheet xmlns="{MAIN}"><sheetData>'
NAMED = '<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c></row>'
ROWS = [["姓名", "电话"], ["方平", "19900000301"]]


def parts_of(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def plain(tmp_path: Path) -> dict[str, bytes]:
    """The parts of a small good workbook."""
    file = tmp_path / "plain.xlsx"
    book = xlsxwriter.Workbook(str(file))
    sheet = book.add_worksheet("名单")
    for n, row in enumerate(ROWS):
        sheet.write_row(n, 0, row)
    book.close()
    return parts_of(file)


def packed(file: Path, parts: Mapping[str, bytes | str]) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file


def refused(file: Path, *codes: str) -> str:
    with pytest.raises(Refusal) as told:
        sheets.read(file)
    assert told.value.code in codes and "没有变" in told.value.safe and told.value.next_step
    return told.value.message


def test_a_hundred_kilobytes_that_unfold_to_a_million_and_a_half_rows_are_too_much(
    tmp_path: Path, plain: dict[str, bytes]
) -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(2, 400_000))
    file = packed(tmp_path / "名册.xlsx", plain | {SHEET: f"{OPENED}{NAMED}{rows}</sheetData></worksheet>"})
    refused(file, "YS-I17")
    short = "<row><c><v>1</v></c></row>" * 1_500_000
    file = packed(tmp_path / "名册二.xlsx", plain | {SHEET: f"{OPENED}{short}</sheetData></worksheet>"})
    assert file.stat().st_size < 200_000
    refused(file, "YS-I17")


def test_words_that_stand_for_ten_times_themselves_are_not_unfolded(tmp_path: Path, plain: dict[str, bytes]) -> None:
    named = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    text = (
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{named}]><sst xmlns="{MAIN}"><si><t>&a11;</t></si></sst>'
    )
    refused(packed(tmp_path / "名册.xlsx", plain | {TEXTS: text}), "YS-I16", "YS-I17")


def test_elements_within_elements_without_end_are_no_sheet(tmp_path: Path, plain: dict[str, bytes]) -> None:
    deep = f"{OPENED}{'<a>' * 300_000}{'</a>' * 300_000}</sheetData></worksheet>"
    refused(packed(tmp_path / "名册.xlsx", plain | {SHEET: deep}), "YS-I16", "YS-I17", "YS-I18")


def test_thousands_of_merged_cells_over_each_other_do_not_hold_up_anybody(
    tmp_path: Path, plain: dict[str, bytes]
) -> None:
    merges = '<mergeCells count="1">' + '<mergeCell ref="A1:GR99000"/>' * 3000 + "</mergeCells>"
    far = '<row r="99000"><c r="GP99000"><v>1</v></c></row>'
    refused(
        packed(tmp_path / "名册.xlsx", plain | {SHEET: f"{OPENED}{NAMED}{far}</sheetData>{merges}</worksheet>"}),
        "YS-I17",
    )


def test_a_part_that_is_missing_makes_a_broken_workbook(tmp_path: Path, plain: dict[str, bytes]) -> None:
    refused(packed(tmp_path / "名册.xlsx", {name: data for name, data in plain.items() if name != SHEET}), "YS-I16")


def test_a_workbook_of_twenty_thousand_parts_is_none(tmp_path: Path, plain: dict[str, bytes]) -> None:
    refused(packed(tmp_path / "名册.xlsx", plain | {f"xl/x/{n}": "" for n in range(20_000)}), "YS-I17")


def test_links_to_programs_and_other_files_are_not_followed(tmp_path: Path, plain: dict[str, bytes]) -> None:
    link = f'<?xml version="1.0"?><externalLink xmlns="{MAIN}"><ddeLink ddeService="cmd" ddeTopic="/C calc"/></externalLink>'
    file = packed(tmp_path / "名册.xlsx", plain | {"xl/externalLinks/externalLink1.xml": link})
    assert sheets.read(file) == ROWS


def test_a_part_named_like_a_path_is_never_written(tmp_path: Path, plain: dict[str, bytes]) -> None:
    inside = tmp_path / "a" / "b"
    inside.mkdir(parents=True)
    file = packed(inside / "名册.xlsx", plain | {"../../写到外面.txt": "x", "..\\..\\写到外面.txt": "x"})
    before = sorted(path.name for path in tmp_path.rglob("*"))
    assert sheets.read(file) == ROWS
    assert sorted(path.name for path in tmp_path.rglob("*")) == before


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_to_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "一.xlsx").symlink_to(tmp_path / "二.xlsx")
    (tmp_path / "二.xlsx").symlink_to(tmp_path / "一.xlsx")
    refused(tmp_path / "一.xlsx", "YS-I14")


@pytest.mark.skipif(os.name == "nt", reason="such names cannot be there")
@pytest.mark.parametrize("name", ["=cmd|calc.xlsx", "<b>名册.xlsx", "$(id);名册.xlsx", "-rf.xlsx", "名册%s{0}.xlsx"])
def test_a_name_is_told_as_it_is_and_never_obeyed(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(b"PK\x03\x04" + bytes(40))
    assert f"“{name}”" in refused(file, "YS-I16")


@pytest.mark.skipif(os.name == "nt", reason="such names cannot be there")
@pytest.mark.parametrize("sign", ["\n", "\u202e", "\x1b", "\u200b"])
def test_signs_that_turn_or_break_a_line_do_not_get_into_the_sentence(tmp_path: Path, sign: str) -> None:
    file = tmp_path / f"名{sign}册.xlsx"
    file.write_bytes(b"PK\x03\x04" + bytes(40))
    assert sign not in refused(file, "YS-I16")
