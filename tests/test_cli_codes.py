"""`yishi print` gives pages their codes where the book can note them, and prints all the same where it cannot."""

import os
import re
from pathlib import Path

import pypdfium2
import pytest

from tests.test_cli import ask, book, worked
from yishi.domain import form_code
from yishi.store.book import Book

__all__ = ["book", "worked"]
DAY = "2026-06-03"


def codes(file: Path) -> list[str]:
    """The readable code of each page that has one."""
    pages = ["".join(page.get_textpage().get_text_bounded().split()) for page in pypdfium2.PdfDocument(str(file))]
    found = [form_code.read(match[0]) for page in pages for match in re.finditer(r"[2-9A-Z]{5}-[2-9A-Z]{5}(?![2-9A-Z])", page)]
    return [code for code in found if code]


def test_pages_are_printed_with_codes_and_again_with_the_same(worked, tmp_path, capsys):
    one, two = tmp_path / "1.pdf", tmp_path / "2.pdf"
    for file in (one, two):
        assert ask(capsys, worked, "print", "sign-in", "BD-2026-04", "-o", str(file), today=DAY)[0] == 0
    assert len(codes(one)) == len(pypdfium2.PdfDocument(str(one))) and one.read_bytes() == two.read_bytes()
    dumped = ask(capsys, worked, "dump", "--canonical")[1]
    assert all(dumped.count(code) >= 1 for code in codes(one))


def test_while_a_window_has_the_book_papers_are_printed_without_a_code(worked, tmp_path, capsys):
    file = tmp_path / "1.pdf"
    with Book.open(worked, who="孟繁星"):
        code, _, err = ask(capsys, worked, "print", "minutes", "BD-2026-04", "-o", str(file), today=DAY)
    assert code == 0 and not err and codes(file) == []
    assert "printed_page" not in ask(capsys, worked, "dump", "--canonical")[1]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="who may do everything is refused nothing")
def test_from_a_medium_that_takes_nothing_papers_are_printed_without_a_code(worked, tmp_path, capsys):
    file = tmp_path / "1.pdf"
    worked.chmod(0o400)
    worked.parent.chmod(0o500)
    try:
        code = ask(capsys, worked, "print", "minutes", "BD-2026-04", "-o", str(file), today=DAY)[0]
    finally:
        worked.parent.chmod(0o700)
    assert code == 0 and codes(file) == []


def test_a_print_that_fails_notes_nothing(worked, tmp_path, capsys):
    before = ask(capsys, worked, "dump", "--canonical")[1]
    code, _, err = ask(capsys, worked, "print", "minutes", "BD-2026-04", "-o", str(tmp_path / "没有" / "1.pdf"), today=DAY)
    assert code != 0 and "YS-P04" in err
    assert ask(capsys, worked, "dump", "--canonical")[1] == before


def test_undo_passes_over_what_was_printed(worked, tmp_path, capsys):
    before = ask(capsys, worked, "dump", "--canonical")[1]
    ask(capsys, worked, "print", "minutes", "BD-2026-04", "-o", str(tmp_path / "1.pdf"), today=DAY)
    assert ask(capsys, worked, "dump", "--canonical")[1] != before
    code, _, err = ask(capsys, worked, "undo")
    assert code == 3 and "YS-J03" in err  # nothing else was done by this person
