"""A workbook read back as a program would read it: what was typed is text, and the file names nobody."""

import re
import zipfile
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from yishi.documents import xlsx
from yishi.errors import Refusal


def parts(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name).decode("utf-8") for name in file.namelist()}


def texts(path: Path) -> list[str]:
    shared = parts(path)["xl/sharedStrings.xml"]
    return [unescape("".join(re.findall(r"<t[^>]*>([^<]*)</t>", item))) for item in re.findall(r"<si>(.*?)</si>", shared, re.S)]


TYPED = ("=1+1", "+86 138", "-1", "@SUM(A1)", "http://example.org", "0012", "{=A1}", "<b>粗</b>", '=HYPERLINK("x")')


@pytest.mark.parametrize("typed", TYPED)
def test_what_was_typed_is_text_and_never_a_formula_a_link_or_a_number(tmp_path, typed):
    path = tmp_path / "a.xlsx"
    xlsx.write(["事项"], [[typed]], path)
    found = parts(path)
    assert typed in texts(path)
    assert "<f>" not in found["xl/worksheets/sheet1.xml"] and "<hyperlink" not in found["xl/worksheets/sheet1.xml"]


def test_numbers_are_numbers_and_days_are_days(tmp_path):
    path = tmp_path / "a.xlsx"
    xlsx.write(["件", "日期", "空"], [[12, date(2026, 5, 18), None]], path)
    sheet = parts(path)["xl/worksheets/sheet1.xml"]
    assert "<v>12</v>" in sheet and "<v>46160</v>" in sheet


def test_nobody_is_named_in_the_properties_and_equal_content_gives_equal_bytes(tmp_path):
    first, second = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    for path in (first, second):
        xlsx.write(["事项"], [["路灯"]], path)
    assert first.read_bytes() == second.read_bytes()
    core = parts(first)["docProps/core.xml"]
    assert re.findall(r"<dc:creator>([^<]*)</dc:creator>", core) in ([], [""])
    assert re.findall(r"<cp:lastModifiedBy>([^<]*)</cp:lastModifiedBy>", core) in ([], [""])


def test_signs_that_no_sheet_can_hold_are_left_out_and_two_sheets_never_share_a_name(tmp_path):
    path = tmp_path / "a.xlsx"
    sheets = [xlsx.Sheet("总表/2026[一]:很长很长很长很长很长很长很长很长很长很长", ["事项"], [["路\x07灯\u202e"]])] * 2
    xlsx.write_sheets(sheets, path)
    names = re.findall(r'<sheet name="([^"]*)"', parts(path)["xl/workbook.xml"])
    assert len(set(names)) == 2 and all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)
    assert "路灯" in texts(path)


def test_a_place_that_cannot_be_written_to_is_refused_and_nothing_is_left(tmp_path):
    with pytest.raises(Refusal) as refused:
        xlsx.write(["事项"], [["路灯"]], tmp_path / "没有" / "a.xlsx")
    assert refused.value.next_step and list(tmp_path.iterdir()) == []
