"""A real book in a file, and the two worked records."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from yishi import paths
from yishi.services import communities, record_format, records_in
from yishi.store.book import Book
from yishi.store.dump import dump

TODAY = date(2026, 11, 21)
ACTOR = "许晓芸"
WORKED = {"village": ("桃湾村", "桃", "TW-2026-03"), "urban": ("翠屏社区", "翠", "BD-2026-04")}


def content(book: Book) -> str:
    """Return the whole content of a book."""
    with book.read() as session:
        return dump(session)


@pytest.fixture
def new_book(tmp_path: Path) -> Iterator[Callable[..., Book]]:
    """Return a maker of books: `new_book("village")`, with the worked record when asked."""
    opened: list[Book] = []

    def make(kind: str = "village", worked: bool = False) -> Book:
        book = Book.open(tmp_path / f"{len(opened)}.yishi", home=tmp_path, create=True, who=ACTOR)
        opened.append(book)
        name, abbr, _number = WORKED[kind]
        with book.write(ACTOR, "init") as session:
            communities.found(session, kind, name, abbr)
        if worked:
            with book.write(ACTOR, "import") as session:
                records_in.import_documents(session, [record_format.read_file(paths.resource("sample", f"{kind}.json"))], TODAY)
        return book

    yield make
    for book in opened:
        book.close()
