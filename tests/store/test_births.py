"""Many new records at once: told like any others, changed again in the same action, stored whatever they hold."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from tests.store.copies import CLERK, VILLAGE, book_at, fault, fill, look
from yishi.domain.records import Person
from yishi.store import births
from yishi.store.book import Book
from yishi.store.history import history_of
from yishi.store.journal import MANY, journal
from yishi.store.replay import blank, fields_with
from yishi.store.undo import undo_last
from yishi.store.writing import add_many, erase

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8) | st.sampled_from(['a,b', '"', "null", "\\"])
ALWAYS: dict[str, Any] = {"id": st.text("0123456789abcdef", min_size=4, max_size=4), "community_id": st.just(VILLAGE)}
OFTEN: dict[str, Any] = {
    "name": TEXTS, "phone": st.none() | TEXTS, "unit": TEXTS, "birth_year": st.none() | st.integers(1900, 2020),
    "namesake": st.integers(1, 3),
    "household_head": st.none() | st.booleans(), "note": st.none() | TEXTS, "deleted": st.sampled_from([False, False, True])}  # fmt: skip
ROWS = st.lists(st.fixed_dictionaries(ALWAYS, optional=OFTEN), min_size=1, max_size=12)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with book_at(tmp_path, "村") as book:
        with book.write(CLERK, "init") as session:
            fill(session)
        yield book
        assert fault(book) is None


def people(many: int, **fields: Any) -> list[dict[str, Any]]:
    return [{"id": f"{n:032x}", "community_id": VILLAGE, "name": f"人{n}", "unit": "一组", **fields} for n in range(many)]


@given(ROWS)
def test_the_journal_tells_many_births_as_it_tells_one(rows: list[dict[str, Any]]) -> None:
    told = births.told("person", births.completed("person", births.columns_of(rows)))
    personal = fields_with("person", "personal")
    for row, born in zip(rows, told, strict=True):
        whole = {name: (None, value) for name, value in {**blank("person"), **row}.items() if value is not None and name != "id"}
        hidden = {name: whole[name] for name in sorted(personal & whole.keys())}
        assert born.opened == orjson.dumps({name: pair for name, pair in whole.items() if name not in personal}).decode()
        assert born.personal == (orjson.dumps(hidden).decode() if hidden else None)
        assert births.pairs(born) == {name: list(pair) for name, pair in whole.items()}


def test_a_record_born_among_many_and_changed_in_the_same_action_has_one_row(book: Book) -> None:
    with book.write(CLERK, "import") as session:
        ids = add_many(session, Person, people(MANY + 5))
        first = session.get_one(Person, ids[0])
        first.phone, first.unit = "13800000001", "二组"
        erase(session, session.get_one(Person, ids[1]))
        session.get_one(Person, ids[2]).deleted = True
    with book.read() as session:
        rows = session.execute(select(journal.c.changes, journal.c.personal).where(journal.c.record == ids[0])).all()
    assert len(rows) == 1 and '"unit":[null,"二组"]' in rows[0].changes and "13800000001" in rows[0].personal
    assert look(book, Person, ids[1]).name is None and look(book, Person, ids[2]).deleted
    with book.write(CLERK, "undo") as session:
        undo_last(session, CLERK)
    assert look(book, Person, ids[3]).deleted


def test_what_all_of_them_hold_is_stored_as_it_is(book: Book) -> None:
    odd = {"unit": "O'Neil ? %s :a", "role": "", "party": "a_1", "photo_consent": True, "household_head": False, "birth_year": 1950,
           "note": "x;'--"}  # fmt: skip
    with book.write(CLERK, "import", reason="一次导入") as session:
        ids = add_many(session, Person, people(MANY + 1, **odd))
    for id_ in (ids[0], ids[-1]):
        person = look(book, Person, id_)
        assert {name: getattr(person, name) for name in odd} == odd and person.alias is None and person.deleted is False
    with book.read() as session:
        assert [line.reason for line in history_of(session, ids[-1])] == ["一次导入"]


def test_nothing_can_be_said_of_a_field_that_is_not_there(book: Book) -> None:
    for rows in ([{"community_id": VILLAGE, "colour": "red"}], [{"community_id": VILLAGE}, {"community_id": VILLAGE, "colour": "red"}]):
        with pytest.raises(TypeError, match="colour"), book.write(CLERK, "import") as session:
            add_many(session, Person, rows)
    with book.write(CLERK, "import") as session:
        assert add_many(session, Person, []) == []
