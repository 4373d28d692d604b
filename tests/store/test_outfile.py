"""What goes out of the book never lands on a book."""

import os
from hashlib import sha256
from pathlib import Path

import pytest

from tests.store.copies import CLERK, book_at, fill
from yishi.errors import Refusal
from yishi.store.attachments import Picture, faulty, keep
from yishi.store.outfile import put_file


@pytest.fixture
def book(tmp_path: Path) -> Path:
    with book_at(tmp_path, "村") as book, book.write(CLERK, "init") as session:
        fill(session)
    return tmp_path / "村.yishi"


def test_nothing_is_written_over_a_book_or_what_belongs_to_it(book: Path, tmp_path: Path) -> None:
    other = tmp_path / "另一本.txt"
    other.write_bytes(book.read_bytes())
    (tmp_path / "影子.json").symlink_to(book)
    os.link(book, tmp_path / "又一个名字.json")
    (tmp_path / "村.yishi-files").mkdir()
    before = book.read_bytes()
    names = (
        "村.yishi",
        "村.yishi.lock",
        "村.yishi-journal",
        "村.yishi-files",
        "村.yishi-files/a.jpg",
        "影子.json",
        "又一个名字.json",
    )
    for target in (*(tmp_path / name for name in names), other, tmp_path / "x" / ".." / "村.yishi"):
        with pytest.raises(Refusal, match="YS-B10"):
            put_file(target, b"{}", book)
    assert book.read_bytes() == other.read_bytes() == before


def test_a_file_is_replaced_whole_and_leaves_nothing_beside_it(book: Path, tmp_path: Path) -> None:
    target = tmp_path / "记录.json"
    target.write_text("旧")
    target.chmod(0o640)
    put_file(target, "新".encode(), book)
    assert target.read_text() == "新" and target.stat().st_mode & 0o777 == 0o640
    with pytest.raises(OSError, match="没有"):
        put_file(tmp_path / "没有" / "记录.json", b"", None)
    assert {path.name for path in tmp_path.iterdir()} == {"记录.json", "村.yishi", "村.yishi.lock", "村"}


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_pictures_lie_beside_the_book_itself_by_whatever_link_it_was_opened(tmp_path: Path) -> None:
    desk, stick = tmp_path / "desk", tmp_path / "stick"
    desk.mkdir()
    stick.mkdir()
    (stick / "村.yishi").touch()
    (desk / "我的.yishi").symlink_to(stick / "村.yishi")
    content = b"picture"
    picture = Picture(sha256(content).hexdigest(), content)
    for book in (desk / "我的.yishi", stick / "村.yishi"):
        keep(book, picture)
        assert faulty(book, [picture.digest]) == []
    assert [file.name for file in desk.iterdir()] == ["我的.yishi"]
    assert [file.name for file in (stick / "村.yishi-files").iterdir()] == [f"{picture.digest}.jpg"]
