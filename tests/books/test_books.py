"""A book that any released version has saved opens in this one, whole."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from yishi.store.book import Book
from yishi.store.dump import dump
from yishi.store.migrations import bring_up, create
from yishi.store.verify import verify

BOOKS = sorted(Path(__file__).parent.glob("*.yishi"))


@pytest.mark.parametrize("write", [True, False])
@pytest.mark.parametrize("file", BOOKS, ids=lambda file: file.stem)
def test_a_book_of_every_released_version_opens_whole(file: Path, write: bool, tmp_path: Path) -> None:
    copy = Path(shutil.copy(file, tmp_path / file.name))
    with Book.open(copy, home=tmp_path, write=write) as book, book.read() as session:
        assert verify(session) is None
        assert '"kind":"community"' in dump(session)


@pytest.mark.parametrize("file", BOOKS, ids=lambda file: file.stem)
def test_a_book_that_was_brought_up_has_the_columns_of_a_new_one(file: Path, tmp_path: Path) -> None:
    def columns(book: Path) -> dict[str, set[tuple[str, str, int]]]:
        connection = sqlite3.connect(book)
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = {t: {(c[1], c[2], c[3]) for c in connection.execute(f"PRAGMA table_info({t})")} for t in tables}
        connection.close()
        return found

    old, new = Path(shutil.copy(file, tmp_path / file.name)), tmp_path / "new.yishi"
    bring_up(old)
    create(new)
    assert columns(old) == columns(new)


def test_there_is_a_book_of_this_version() -> None:
    import tomllib

    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] in [file.stem for file in BOOKS]
