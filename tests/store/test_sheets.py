"""Tables that people hand us: read in every encoding, refused in one sentence where they are broken, locked or a trap."""

import os
import struct
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from tests.store.old_workbook import old_workbook
from yishi.errors import Refusal
from yishi.store import sheet_process, sheet_worker, sheets

LINES = "姓名,电话\n王建国,13800000001\n"
ROWS = [["姓名", "电话"], ["王建国", "13800000001"]]


def refused(file: Path, code: str, sheet: str = "") -> Refusal:
    with pytest.raises(Refusal) as told:
        sheets.read(file, sheet)
    assert told.value.code == code and told.value.next_step and "没有变" in told.value.safe
    return told.value


def written(file: Path, data: bytes) -> Path:
    file.write_bytes(data)
    return file


def workbook(file: Path, fill) -> Path:
    book = xlsxwriter.Workbook(file)
    fill(book)
    book.close()
    return file


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    return workbook(tmp_path / "名册.xlsx", lambda book: [book.add_worksheet("名单").write_row(n, 0, row) for n, row in [(0, ROWS[0])]])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_is_read_in_every_encoding_that_spreadsheets_write(tmp_path, encoding):
    assert sheets.read(written(tmp_path / "名册.csv", LINES.encode(encoding))) == ROWS


@pytest.mark.parametrize("mark", [",", "\t", ";", "，"])
def test_whatever_parts_the_columns_is_found(tmp_path, mark):
    assert sheets.read(written(tmp_path / "名册.csv", LINES.replace(",", mark).encode())) == ROWS


def test_a_text_that_calls_itself_a_workbook_is_read_as_what_it_is(tmp_path):
    assert sheets.read(written(tmp_path / "名册.xls", LINES.encode("gb18030"))) == ROWS


def test_a_workbook_keeps_its_lines_and_its_merged_cells(tmp_path):
    def fill(book):
        sheet = book.add_worksheet()
        sheet.merge_range(1, 0, 1, 2, "名册")
        sheet.write_row(2, 0, ["姓名", "楼栋", "出生"])
        sheet.merge_range(3, 1, 4, 1, "3幢")
        sheet.write_row(3, 0, ["王建国"])
        sheet.write_row(4, 0, ["单晓燕"])
        sheet.write_datetime(3, 2, date(1970, 1, 2), book.add_format({"num_format": "yyyy-mm-dd"}))

    rows = sheets.read(workbook(tmp_path / "名册.xlsx", fill))
    assert rows[0] == ["", "", ""] and rows[1] == ["名册"] * 3
    assert rows[3:] == [["王建国", "3幢", "1970-01-02"], ["单晓燕", "3幢", ""]]


def test_the_first_sheet_that_holds_anything_is_read_or_the_one_that_is_named(tmp_path):
    def fill(book):
        book.add_worksheet("封面")
        book.add_worksheet("名单").write(0, 0, "姓名")
        book.add_worksheet("旧的").write(0, 0, "户主")

    file = workbook(tmp_path / "名册.xlsx", fill)
    assert sheets.read(file) == [["姓名"]] and sheets.read(file, "旧的") == [["户主"]]
    assert "没有的" in refused(file, "YS-I18", "没有的").message


def test_formulas_are_not_run_and_text_stays_text(tmp_path):
    def fill(book):
        sheet = book.add_worksheet()
        sheet.write_string(0, 0, "=1+1")
        sheet.write_formula(0, 1, '=WEBSERVICE("http://x")', None, "旧值")

    assert sheets.read(workbook(tmp_path / "名册.xlsx", fill)) == [["=1+1", "旧值"]]


def test_an_endless_cell_is_cut(tmp_path):
    csv = sheets.read(written(tmp_path / "名册.csv", ("姓名\n" + "长" * 10_000).encode()))
    xlsx = sheets.read(workbook(tmp_path / "名册.xlsx", lambda book: book.add_worksheet().write(0, 0, "长" * 10_000)))
    assert len(csv[1][0]) == len(xlsx[0][0]) == sheets.LONGEST_CELL


def test_a_missing_and_an_empty_file_are_refused(tmp_path):
    refused(tmp_path / "没有.xlsx", "YS-I14")
    refused(tmp_path, "YS-I14")
    refused(written(tmp_path / "空.xlsx", b""), "YS-I18")
    refused(written(tmp_path / "空.csv", b"\n,,\n"), "YS-I18")
    refused(workbook(tmp_path / "空表.xlsx", lambda book: book.add_worksheet()), "YS-I18")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with a name there")
def test_a_pipe_or_a_folder_is_refused_and_nobody_waits_for_it(tmp_path):
    os.mkfifo(tmp_path / "名册.csv")
    for place in (tmp_path / "名册.csv", tmp_path):
        with pytest.raises(Refusal) as refused:
            sheets.read(place)
        assert refused.value.code == "YS-I14"


def test_a_locked_workbook_is_refused(tmp_path):
    refused(written(tmp_path / "名册.xlsx", sheets.OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)), "YS-I15")
    locked = tmp_path / "锁.xlsx"
    with zipfile.ZipFile(locked, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    data = bytearray(locked.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    refused(written(locked, bytes(data)), "YS-I15")


def test_what_is_no_table_is_refused(tmp_path, plain):
    refused(written(tmp_path / "照片.xlsx", b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)) * 40), "YS-I16")
    refused(written(tmp_path / "照片.csv", b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)) * 40), "YS-I16")
    refused(written(tmp_path / "网页.xls", "<html><table><tr><td>姓名</td></tr></table></html>".encode()), "YS-I16")
    refused(written(tmp_path / "半截.xlsx", plain.read_bytes()[:900]), "YS-I16")
    refused(written(tmp_path / "破.xls", sheets.OLE + bytes(2000)), "YS-I16")
    other = tmp_path / "别的.xlsx"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    refused(other, "YS-I16")


def test_a_bomb_is_refused_by_the_size_it_declares(tmp_path, plain):
    data = bytearray(plain.read_bytes())
    struct.pack_into("<I", data, data.index(b"PK\x01\x02") + 24, 2_000_000_000)
    refused(written(tmp_path / "弹.xlsx", bytes(data)), "YS-I17")


def test_a_bomb_that_lies_about_its_size_is_stopped(tmp_path, plain):
    bomb = tmp_path / "弹.xlsx"
    with zipfile.ZipFile(plain) as whole, zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for part in whole.infolist():
            if part.filename == "xl/worksheets/sheet1.xml":
                with archive.open(part.filename, "w", force_zip64=True) as stream:
                    head, _mark, tail = whole.read(part).partition(b"<sheetData>")
                    stream.write(head + b"<sheetData>")
                    for first in range(0, 1_500_000, 1000):
                        lines = range(first + 1, first + 1001)
                        stream.write(b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in lines))
                    stream.write(tail.partition(b"<sheetData/>")[2] or b"</sheetData></worksheet>")
            else:
                archive.writestr(part.filename, whole.read(part))
    refused(bomb, "YS-I17")


def test_one_cell_in_the_farthest_corner_does_not_fill_the_memory(tmp_path):
    def fill(book):
        sheet = book.add_worksheet()
        sheet.write(0, 0, "姓名")
        sheet.write(1_048_575, 16_383, "x")

    refused(workbook(tmp_path / "远.xlsx", fill), "YS-I17")


def test_a_list_longer_than_any_community_is_refused(tmp_path):
    refused(written(tmp_path / "长.csv", b"a\n" * (sheets.MOST_ROWS + 2)), "YS-I17")


def test_the_worker_tells_one_document_and_no_more(plain):
    asked = str(plain).encode() + b"\0"
    done = subprocess.run([sys.executable, "-m", "yishi", "_read-sheet"], input=asked, capture_output=True, check=True)
    assert done.stdout.decode() == '{"sheet":"名单","sheets":["名单"]}\n[["姓名"],["电话"]]\nnull\n' and done.stderr == b""


def test_a_worker_that_nobody_asks_ends_when_its_input_does():
    done = subprocess.run([sys.executable, "-m", "yishi", "_read-sheet"], input=b"", capture_output=True, check=True, timeout=60)
    assert done.stdout == b""


def test_a_worker_that_stands_by_reads_one_file_and_one_that_has_died_is_replaced(plain):
    sheets.stand_by()
    standing = sheet_process._standing
    sheets.stand_by()
    assert standing is not None and sheet_process._standing is standing
    assert sheets.read(plain) == [["姓名", "电话"]] and sheet_process._standing is None and not standing.waits
    sheets.stand_by()
    sheet_process._standing.end()
    assert sheets.read(plain) == [["姓名", "电话"]]
    sheets.stand_by()
    left = sheet_process._standing
    sheets.stand_down()
    assert not left.waits and sheet_process._standing is None


def test_merged_cells_are_filled_wherever_the_lines_are_parted(tmp_path):
    first = sheet_worker.AT_ONCE - 2

    def fill(book):
        sheet = book.add_worksheet()
        sheet.write_column(0, 1, [f"人{n}" for n in range(2 * sheet_worker.AT_ONCE + 3)])
        sheet.merge_range(first, 0, first + sheet_worker.AT_ONCE + 3, 0, "一组")

    found = sheets.read(workbook(tmp_path / "名册.xlsx", fill))
    assert [n for n, row in enumerate(found) if row[0] == "一组"] == list(range(first, first + sheet_worker.AT_ONCE + 4))
    assert [row[1] for row in found] == [f"人{n}" for n in range(2 * sheet_worker.AT_ONCE + 3)]


def test_cells_that_were_copied_are_read_with_the_line_breaks_inside_them():
    found = sheets.pasted('姓名\t备注\r\n王建国\t"住东头\n靠河"\r\n')
    assert found.rows == [["姓名", "备注"], ["王建国", "住东头\n靠河"]] and found.sheets == ()
    for nothing in ("", " \t\n"):
        with pytest.raises(Refusal, match="YS-I18"):
            sheets.pasted(nothing)
    with pytest.raises(Refusal, match="YS-I17"):
        sheets.pasted("王\n" * (sheets.MOST_ROWS + 2))


def test_a_workbook_tells_which_sheets_it_has(tmp_path):
    def fill(book):
        book.add_worksheet("封面")
        book.add_worksheet("一组").write(0, 0, "姓名")
        book.add_worksheet("二组").write(0, 0, "姓名")
        book.add_chartsheet("图")

    file = workbook(tmp_path / "名册.xlsx", fill)
    found = sheets.read_table(file)
    assert (found.sheet, found.sheets) == ("一组", ("封面", "一组", "二组"))
    assert "一组、二组" in refused(file, "YS-I18", "三组").next_step


def test_a_file_is_read_beside_whoever_waits_and_can_be_given_up(plain, tmp_path):
    reading = sheets.Reading(plain)
    reading.start()
    assert reading.result().rows == [["姓名", "电话"]] and reading.done
    wrong = sheets.Reading(written(tmp_path / "半截.xlsx", plain.read_bytes()[:900]))
    wrong.start()
    with pytest.raises(Refusal, match="YS-I16"):
        wrong.result()
    given_up = sheets.Reading(plain)
    given_up.cancel()
    given_up.start()
    given_up.join(20)
    assert not given_up.is_alive()


def test_an_old_workbook_says_what_it_holds(tmp_path):
    old = written(tmp_path / "名册.xls", old_workbook("名单", ROWS))
    found = sheets.read_table(old)
    assert (found.rows, found.sheet) == (ROWS, "名单")
    refused(written(tmp_path / "锁.xls", old_workbook("名单", ROWS, locked=True)), "YS-I15")


def test_days_of_a_workbook_that_counts_from_1904_are_the_days_it_shows(tmp_path):
    book = xlsxwriter.Workbook(tmp_path / "名册.xlsx", {"date_1904": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["姓名", "出生日期"])
    sheet.write_row(1, 0, ["王建国"])
    sheet.write_datetime(1, 1, date(1970, 1, 2), book.add_format({"num_format": "yyyy-mm-dd"}))
    book.close()
    assert sheets.read(tmp_path / "名册.xlsx")[1] == ["王建国", "1970-01-02"]


@pytest.mark.parametrize("text, names", [
    ('姓名,组\n"王建国,3幢\n陈立群,5幢\n苏敏,6幢\n', ["姓名", "王建国", "陈立群", "苏敏"]),
    ('姓名,组\n"王建国,3幢\n"陈立群,5幢\n苏敏,6幢\n', ["姓名", "王建国", "陈立群", "苏敏"]),
    ('姓名\n王建国\n"陈立群\n苏敏', ["姓名", "王建国", "陈立群", "苏敏"]),
    ('姓名,备注\n"王建国","住3幢,\n在外地"\n"陈立群","有""老陈""之称"\n', ["姓名", "王建国", "陈立群"]),
    ('"姓\n名",组\n王建国,"3幢\n陈立群,5幢', ["姓\n名", "王建国", "陈立群"]),
])  # fmt: skip
def test_a_quotation_mark_that_is_never_closed_swallows_no_line(text, names):
    assert [row[0] for row in sheets.pasted(text).rows] == names


def test_ten_thousand_unclosed_quotation_marks_are_read_in_time_in_proportion():
    rows = sheets.pasted("".join(f'"居民{n}号\t{n}幢\n' for n in range(10_000))).rows
    assert len(rows) == 10_000 and rows[9_999][0] == "居民9999号"


def repacked(whole: Path, to: Path, part: str, content: bytes) -> Path:
    with zipfile.ZipFile(whole) as archive, zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made:
        for each in archive.infolist():
            made.writestr(each.filename, content if each.filename == part else archive.read(each))
    return to


def test_a_part_that_unpacks_to_a_hundred_times_its_size_is_refused_unread(tmp_path, plain):
    bomb = repacked(plain, tmp_path / "弹.xlsx", "xl/sharedStrings.xml", b"<sst><si><t>" + b"A" * 12_000_000 + b"</t></si></sst>")
    assert list(sheet_worker.tell(bomb)) == [b'{"refused":"big"}']


def test_a_part_that_is_bigger_than_it_says_is_not_read(tmp_path, plain):
    lying = repacked(plain, tmp_path / "弹.xlsx", "xl/sharedStrings.xml", b"<sst><si><t>" + b"A" * 12_000_000 + b"</t></si></sst>")
    data = bytearray(lying.read_bytes())
    for mark, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = -1
        while (place := data.find(mark, place + 1)) >= 0:
            struct.pack_into("<I", data, place + at, 1000)
    refused(written(lying, bytes(data)), "YS-I16")


def test_cells_that_are_merged_over_and_over_fill_no_more_than_a_list_has(tmp_path):
    file = workbook(tmp_path / "名册.xlsx", lambda book: [book.add_worksheet().write_column(0, 0, ["姓名"] + ["王建国"] * 9_000)])
    with zipfile.ZipFile(file) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    merges = b"<mergeCells>" + b'<mergeCell ref="A1:A9001"/>' * 300 + b"</mergeCells>"
    trap = repacked(file, tmp_path / "合并.xlsx", "xl/worksheets/sheet1.xml", sheet.replace(b"</sheetData>", b"</sheetData>" + merges))
    assert list(sheet_worker.tell(trap)) == [b'{"refused":"big"}']


def test_the_sheet_with_names_is_read_where_the_first_one_is_a_cover(tmp_path):
    def fill(book):
        book.add_worksheet("封面").write(0, 0, "翠屏社区")
        book.add_worksheet("空")
        book.add_worksheet("名单").write_column(0, 0, ["姓名", "王建国"])

    file = workbook(tmp_path / "名册.xlsx", fill)
    assert sheets.read_table(file).sheet == "封面"
    assert sheets.read_roster(file).sheet == "名单" and sheets.read_roster(file, "封面").sheet == "封面"
    nobody = workbook(tmp_path / "别的.xlsx", lambda book: [book.add_worksheet(name).write(0, 0, "物资") for name in ("一", "二")])
    assert sheets.read_roster(nobody).sheet == "一"
