"""Tables that are text, bounded: lines, columns and cells that no list of people has, and encodings with a flaw."""

import pytest

from yishi.errors import Refusal
from yishi.store import sheet_worker, sheets, text_table
from yishi.store.text_table import TooMuch, decoded, records


def told(lines) -> bytes:
    return list(lines)[-1]


@pytest.mark.parametrize("text", [
    "姓名\n" + "," * 2_100_000, "a\n" * 100_002, "姓名\n" + ("x," * 30 + "\n") * 70_000, "\n" * 900_000,
    '姓名\n"' + "a\n," * 500_000,
], ids=["one endless line", "too many people", "too many cells", "too many lines", "an open quotation mark"])  # fmt: skip
def test_what_no_list_of_people_has_is_too_much(text):
    with pytest.raises(TooMuch):
        list(records(text))
    assert told(sheet_worker.tell_text(text.encode())) == b'{"refused":"big"}'


def test_a_text_of_more_bytes_than_any_list_is_refused_before_it_is_read(tmp_path):
    file = tmp_path / "名册.csv"
    with file.open("wb") as stream:
        stream.truncate(text_table.MOST_TEXT + 1)
    with pytest.raises(Refusal, match="YS-I17"):
        sheets.read(file)
    assert told(sheet_worker.tell_text(bytes(text_table.MOST_TEXT + 1))) == b'{"refused":"big"}'


def test_empty_cells_at_the_end_of_lines_are_no_cells(tmp_path):
    file = tmp_path / "名册.csv"
    file.write_text("姓名,电话" + "," * 150 + "\n" + ("王建国,13800000001" + "," * 150 + "\n") * 20_000, encoding="utf-8")
    found = sheets.read(file)
    assert len(found) == 20_001 and list(found[20_000]) == ["王建国", "13800000001"]


def test_a_line_that_is_wider_than_those_before_it_keeps_its_cells(tmp_path):
    file = tmp_path / "名册.csv"
    file.write_text("姓名\n" + "王建国\n" * 2_500 + "单晓燕,女,3幢\n", encoding="utf-8")
    found = sheets.read(file)
    assert list(found[0]) == ["姓名", "", ""] and list(found[2_501]) == ["单晓燕", "女", "3幢"]


@pytest.mark.parametrize("nuls", [1, 3])
def test_a_zero_byte_in_a_text_does_not_make_it_another_encoding(nuls):
    assert decoded("姓名,电话\n方平,1".encode() + bytes(nuls)) == "姓名,电话\n方平,1" + "\0" * nuls


@pytest.mark.parametrize("way", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_known_by_its_zero_bytes(way):
    assert decoded("姓名,电话\n方平,1990".encode(way)) == "姓名,电话\n方平,1990"


def test_a_long_text_that_was_pasted_is_read_by_the_worker_like_a_short_one():
    lines = "姓名\t组\n" + "王建国\t3组\n" * 50_000
    assert sheets.long(lines)
    reading = sheets.Reading(None, text=lines)
    reading.start()
    found = reading.result().rows
    assert len(found) == 50_001 and list(found[50_000]) == ["王建国", "3组"]
    with pytest.raises(Refusal, match="YS-I18"):
        sheets.pasted((" " * 9 + "\t\n") * 90_000)
    with pytest.raises(Refusal, match="YS-I17"):
        sheets.pasted("王\t1\n" * 110_000)
