"""今日 as it was kept: the very list that counting gives, or nothing."""

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event, text

from tests.services.conftest import ACTOR, TODAY
from yishi import i18n
from yishi.domain.records import Person
from yishi.services import communities, kept_today, people, sample, today
from yishi.services.kept_today import KeptToday
from yishi.services.living import rows
from yishi.store import undo, writing
from yishi.store.book import Book


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """The sample of an urban community, with the next days kept."""
    made = Book.open(tmp_path / "sample.yishi", home=tmp_path, create=True)
    with made.write(ACTOR, "init") as session:
        sample.fill(session, "urban", TODAY, ACTOR)
    made.keep(lambda session: kept_today.settle(session, TODAY))
    return made


def counted(book: Book, day: date) -> KeptToday:
    with book.read() as session:
        facts = communities.facts(session)
        assert facts is not None
        return KeptToday(today.sheet(session, day), facts.name, facts.sample)


@pytest.mark.parametrize("ahead", range(kept_today.AHEAD + 1))
def test_what_is_kept_is_what_counting_gives(ahead: int, book: Book) -> None:
    day = TODAY + timedelta(days=ahead)
    told = kept_today.of(book.location, day)
    assert told is not None
    assert told == counted(book, day)
    assert told.sheet.todo and told.sheet.reminders and told.sheet.latest_meetings


def test_a_day_that_was_not_kept_is_counted(book: Book) -> None:
    assert kept_today.of(book.location, TODAY - timedelta(days=1)) is None
    assert kept_today.of(book.location, TODAY + timedelta(days=kept_today.AHEAD + 1)) is None


def test_whatever_is_written_makes_it_count_no_longer(book: Book) -> None:
    with book.write(ACTOR, "person") as session:
        people.add(session, "新来的")
    assert kept_today.of(book.location, TODAY) is None
    with book.write(ACTOR, "undo") as session:
        undo.undo_last(session, ACTOR)
    assert kept_today.of(book.location, TODAY) is None
    book.keep(lambda session: kept_today.settle(session, TODAY))
    assert kept_today.of(book.location, TODAY) == counted(book, TODAY)


def test_it_speaks_the_language_of_the_window(book: Book) -> None:
    i18n.use("en")
    try:
        assert kept_today.of(book.location, TODAY) is None
    finally:
        i18n.use("zh_CN")
    assert kept_today.of(book.location, TODAY) is not None


def test_an_erasure_takes_it_along(book: Book) -> None:
    with book.write(ACTOR, "erase") as session:
        person = rows(session, Person)[0]
        writing.erase(session, session.get_one(Person, person.id))
    with book.read() as session:
        assert session.execute(text("SELECT count(*) FROM kept_day")).scalar() == 0


def test_what_is_kept_already_is_not_written_again(book: Book) -> None:
    said: list[str] = []
    event.listen(book.engine, "before_cursor_execute", lambda *a: said.append(a[2]))
    before = Path(book.location).read_bytes()
    book.keep(lambda session: kept_today.settle(session, TODAY))
    assert Path(book.location).read_bytes() == before
    assert len(said) < 4, said


@pytest.mark.parametrize("told", ["", "{}", "[1]", '{"sheet": 1, "community": "", "sample": false}'])
def test_what_is_not_of_our_making_is_passed_over(told: str, book: Book) -> None:
    book.keep(lambda session: session.execute(text("UPDATE kept_day SET told = :told"), {"told": told}))
    assert kept_today.of(book.location, TODAY) is None


def test_no_book_no_list(tmp_path: Path) -> None:
    assert kept_today.of(str(tmp_path / "none.yishi"), TODAY) is None
    (tmp_path / "note.yishi").write_text("not a book")
    assert kept_today.of(str(tmp_path / "note.yishi"), TODAY) is None
    assert kept_today.of("postgresql://town/book", TODAY) is None


def test_reading_it_loads_nothing_heavy(book: Book) -> None:
    code = ("import sys\nfrom datetime import date\nfrom yishi.services import kept_today\n"
            f"assert kept_today.of({book.location!r}, date({TODAY.year}, {TODAY.month}, {TODAY.day})) is not None\n"
            "print(*sys.modules)")  # fmt: skip
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert {"sqlalchemy", "yishi.domain.records", "yishi.store.book", "PySide6"}.isdisjoint(ran.stdout.split())
