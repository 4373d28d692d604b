"""A book that any released version has saved opens in this one, whole."""

import shutil
from pathlib import Path

import pytest

from yishi.store.book import Book
from yishi.store.dump import dump
from yishi.store.verify import verify

BOOKS = sorted(Path(__file__).parent.glob("*.yishi"))


@pytest.mark.parametrize("write", [True, False])
@pytest.mark.parametrize("file", BOOKS, ids=lambda file: file.stem)
def test_a_book_of_every_released_version_opens_whole(file: Path, write: bool, tmp_path: Path) -> None:
    copy = Path(shutil.copy(file, tmp_path / file.name))
    with Book.open(copy, home=tmp_path, write=write) as book, book.read() as session:
        assert verify(session) is None
        assert '"kind":"community"' in dump(session)
