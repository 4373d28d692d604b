"""The index of words finds what a look at every text finds: after any writing, undoing, moving, taking in; and erased words leave it."""

import sqlite3
from contextlib import closing, suppress
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from tests.services.conftest import ACTOR, TODAY, content
from yishi.domain.finding import fold
from yishi.domain.records import AgendaItem, Attachment, LoopEvent, Meeting, Person, Record, Resolution, Speech, Topic
from yishi.errors import Refusal
from yishi.services import communities, erasing, people, private_use, search_index
from yishi.services.search import Hit, find
from yishi.store import word_index
from yishi.store.book import Book
from yishi.store.journal import rows_since, vector
from yishi.store.merge import merge
from yishi.store.undo import redo_last, undo_last
from yishi.store.verify import verify

SIGNS = "路灯坏王李·•.〔[ a1Ａ%𬱖𠮷"
KINDS = (Topic, Meeting, AgendaItem, Resolution, Speech, LoopEvent, Attachment, Person)


def indexed(book: Book, query: str, most: int = 50) -> tuple[Hit, ...] | None:
    """What is found with the index; None where there is none to be used."""
    with book.read() as session:
        return find(session, query, most) if search_index.ready(session) else None


def plain(book: Book, query: str, most: int = 50) -> tuple[Hit, ...]:
    """What a look at every text finds: in the middle of an action there is no other way."""
    with book.rehearse(ACTOR, "look") as session:
        return find(session, query, most)


def settle(book: Book, most: int = search_index.SLICE) -> None:
    more: list[bool] = [True]
    while more[-1]:
        book.keep(lambda session: more.append(search_index.settle(session, most)))


def said(r: Random) -> str:
    return "".join(r.choices(SIGNS, k=r.choice((0, 1, 2, 5, 14))))


def some(session: Any, kind: type[Record], r: Random) -> Any:
    found = list(session.scalars(select(kind).where(kind.deleted.is_(False)).order_by(kind.id)))
    return r.choice(found) if found else None


def new_meeting(session: Any, r: Random) -> None:
    """A meeting with one of everything that is looked through."""
    place = communities.mine(session).id
    starts = f"{date(2026, 1, 1) + timedelta(days=r.randrange(4))}T{r.choice(('14:00', '19:30'))}"
    meeting = Meeting(community_id=place, number=said(r), form="bench", title=said(r), starts=starts, place=said(r), state="open")
    session.add(meeting)
    session.flush()
    item = AgendaItem(meeting_id=meeting.id, position=r.randrange(3), title=said(r), conclusion=said(r))
    session.add(item)
    session.flush()
    done = Resolution(meeting_id=meeting.id, agenda_item_id=item.id, number=said(r), position=r.randrange(3), text=said(r))
    session.add(done)
    session.flush()
    for n in range(2):
        session.add(Speech(meeting_id=meeting.id, agenda_item_id=item.id, position=n, speaker=said(r), text=said(r)))
    session.add(LoopEvent(resolution_id=done.id, position=r.randrange(3), happened_on=date(2026, 1, 3), event="progress", text=said(r)))
    session.add(Attachment(meeting_id=meeting.id, position=1, kind="photo", sha256="0" * 64, caption=said(r)))
    session.add(Topic(community_id=place, title=said(r), wish=said(r), raised_on=r.choice((None, date(2026, 1, 2)))))
    session.add(Person(community_id=place, name=said(r), unit=said(r), alias=r.choice((None, said(r))), household=said(r)))


def reword(session: Any, r: Random) -> None:
    for kind, name in ((Topic, "title"), (Meeting, "title"), (Speech, "text"), (Resolution, "text"), (Person, "name")):
        if (one := some(session, kind, r)) is not None and r.random() < 0.5:
            setattr(one, name, said(r))


def move(session: Any, r: Random) -> None:
    """Another day of a meeting, another place in its order."""
    if (meeting := some(session, Meeting, r)) is not None:
        meeting.starts = f"{date(2026, 1, 1) + timedelta(days=r.randrange(4))}T08:00"
    for kind in (Speech, Resolution, AgendaItem):
        if (one := some(session, kind, r)) is not None:
            one.position = r.randrange(4)


def remove(session: Any, r: Random) -> None:
    if (one := some(session, r.choice(KINDS), r)) is not None:
        one.deleted = True


QUERIES = st.lists(st.text(SIGNS.replace(" ", ""), min_size=1, max_size=4), min_size=1, max_size=2).map(" ".join)


@given(st.integers(0, 1 << 32), st.lists(QUERIES, min_size=5, max_size=5))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_index_finds_what_a_look_at_every_text_finds_whatever_happened(new_book, seed, queries):
    book, r = new_book(), Random(seed)
    with book.write(ACTOR, "meet") as session:
        for _n in range(3):
            new_meeting(session, r)
    settle(book, r.choice((1, 3, 400)))
    for _turn in range(8):
        act = r.choice((new_meeting, reword, reword, move, remove, undo_last, redo_last, "settle"))
        if act == "settle":
            book.keep(lambda session: search_index.settle(session, r.choice((2, 400))))
        else:
            with suppress(Refusal), book.write(ACTOR, act.__name__) as session:  # nothing to take back
                act(session, ACTOR if act in (undo_last, redo_last) else r)
        most = r.choice((1, 2, 50))
        for query in queries:
            assert indexed(book, query, most) == plain(book, query, most)
    settle(book)
    assert all(indexed(book, query) == plain(book, query) for query in queries)
    with book.read() as session:
        assert verify(session) is None


WIDE = "路灯坏王·•．ａA1Ｂb〔[。㐀𬱖𠮷\U0002f800\U0003134f%_'\"\\"  # no blanks: they part words


def like(texts: list[str], word: str) -> set[int]:
    """What SQLite's own LIKE finds in the folded texts."""
    with closing(sqlite3.connect(":memory:")) as plain_sql:
        plain_sql.execute("CREATE TABLE t (n INTEGER, text TEXT)")
        plain_sql.executemany("INSERT INTO t VALUES (?, ?)", enumerate(map(fold, texts)))
        escaped = "".join(f"\\{sign}" if sign in "%_\\" else sign for sign in fold(word))
        return {n for (n,) in plain_sql.execute("SELECT n FROM t WHERE text LIKE ? ESCAPE '\\'", (f"%{escaped}%",))}


@given(st.lists(st.text(WIDE, min_size=1, max_size=24), min_size=3, max_size=12), st.randoms(use_true_random=False))
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_hits_are_those_of_like_for_a_piece_of_a_text_of_every_length(new_book, texts, r):
    book = new_book()
    with book.write(ACTOR, "topic_add") as session:
        mine = communities.mine(session).id
        for n, title in enumerate(texts):
            session.add(Topic(id=f"{n:032x}", community_id=mine, title=title))
    settle(book)
    for length in range(1, max(map(len, texts)) + 1):
        source = r.choice([each for each in texts if len(each) >= length])
        start = r.randrange(len(source) - length + 1)
        word = source[start : start + length]
        typed = word.swapcase() if r.random() < 0.5 else word.replace("·", "．")
        found = indexed(book, typed, 1000)
        assert found is not None and {int(hit.ref, 16) for hit in found if hit.kind == "topic"} == like(texts, typed) != set()
        assert found == plain(book, typed, 1000)


def test_what_another_copy_brings_is_found_at_once(new_book, tmp_path: Path):
    book = new_book(worked=True)
    settle(book)
    with book.read() as session:
        ours = vector(session)
    other = tmp_path / "other.yishi"
    other.write_bytes(Path(book.location).read_bytes())
    with Book.open(other, home=tmp_path / "elsewhere", who="别人") as there:
        with there.write("别人", "topic_add") as session:
            session.add(Topic(id="a" * 32, community_id=communities.mine(session).id, title="琉璃瓦掉了"))
            first = session.scalars(select(Speech).where(Speech.deleted.is_(False)).order_by(Speech.id)).first()
            first.text, old = "井盖不见了", first.text
        with there.read() as session:
            rows = rows_since(session, ours)
    with book.write(ACTOR, "merge") as session:
        merge(session, rows)
    for query in ("琉璃", "井盖不见", old[:6]):
        assert indexed(book, query) == plain(book, query)
    assert indexed(book, "琉璃") and indexed(book, "井盖不见")
    settle(book)
    assert indexed(book, "琉璃") == plain(book, "琉璃") != ()


@pytest.mark.parametrize("query", ["路", "路灯", "路灯坏了三天", "𬱖", "𠮷𬱖", "长" * 1900, "坏 路灯", '"', "*", "路灯 路灯坏"])
def test_a_word_of_any_length_is_found_in_every_kind_of_text(new_book, query):
    book = new_book(worked=True)
    with book.write(ACTOR, "topic_add") as session:
        mine = communities.mine(session).id
        for n, title in enumerate(["路灯坏了三天", "𠮷𬱖家门前", "长" * 1950, '他说"不*"', "路", "灯路"]):
            session.add(Topic(id=f"{n:032x}", community_id=mine, title=title))
    settle(book)
    assert indexed(book, query) == plain(book, query)
    assert indexed(book, query) or query == "𠮷𬱖 不"


def test_of_many_on_one_day_the_same_ones_are_told_in_the_same_order(new_book):
    book, r = new_book(), Random(5)
    with book.write(ACTOR, "topic_add") as session:
        mine = communities.mine(session).id
        for n in r.sample(range(400), 400):
            session.add(Topic(id=f"{n:032x}", community_id=mine, title="井盖", raised_on=date(2026, 1, 1 + n % 3) if n % 4 else None))
    settle(book)
    for most in (1, 50, 99, 1000):
        assert [hit.ref for hit in indexed(book, "井盖", most)] == [hit.ref for hit in plain(book, "井盖", most)]


def test_erased_words_leave_the_file_with_the_action(new_book):
    book = new_book(worked=True)
    with book.write(ACTOR, "person") as session:
        gone = people.add(session, "尉迟瑾瑜", unit="3组")
        session.add(Topic(id="a" * 32, community_id=communities.mine(session).id, title="瑾瑜的事", situation="尉迟瑾瑜说的"))
    settle(book)
    with book.write(ACTOR, "topic") as session:
        session.get(Topic, "a" * 32).title = "别的事"
    settle(book)
    assert indexed(book, "瑾瑜") and "瑾瑜".encode() in Path(book.location).read_bytes()
    with book.write(ACTOR, erasing.VERB) as session:
        session.get(Topic, "a" * 32).situation = None
        erasing.erase_person(session, gone, TODAY)
    assert indexed(book, "瑾瑜") is None  # until it is filled again
    settle(book)
    assert indexed(book, "瑾瑜") == ()


def test_the_bytes_of_an_erased_name_are_gone_from_the_index(new_book):
    book = new_book()
    with book.write(ACTOR, "person") as session:
        gone = people.add(session, "尉迟瑾瑜", unit="3组")
    settle(book)
    pair = "瑾瑜".encode()
    assert pair in Path(book.location).read_bytes()
    with book.write(ACTOR, erasing.VERB) as session:
        erasing.erase_person(session, gone, TODAY)
    assert pair not in Path(book.location).read_bytes()
    settle(book)
    assert pair not in Path(book.location).read_bytes()


def test_nothing_else_of_the_book_minds_the_index(new_book):
    book = new_book(worked=True)
    before = content(book)
    settle(book)
    with book.read() as session:
        assert verify(session) is None
        assert set(word_index.TABLES) <= {name for (name,) in session.execute(text("SELECT name FROM sqlite_master"))}
    assert content(book) == before
    with book.write(ACTOR, "undo") as session:
        undo_last(session, ACTOR)
    assert indexed(book, "路") == plain(book, "路")


def test_many_fillings_leave_few_pieces_and_the_same_hits(new_book):
    book, r = new_book(), Random(7)
    for _n in range(20):
        with book.write(ACTOR, "meet") as session:
            new_meeting(session, r)
        settle(book, 3)
    with book.read() as session:
        assert not search_index.worth_it(session)
        pieces = word_index.cursor_of(session).execute("SELECT count(DISTINCT segid) FROM find_text_idx").fetchone()[0]
    assert pieces <= 6
    for query in ("路", "灯坏", "a1", "𬱖"):
        assert indexed(book, query) == plain(book, query)


def test_a_book_that_is_only_read_is_searched_with_the_index_it_has(new_book, tmp_path: Path):
    book = new_book(worked=True)
    settle(book)
    with Book.open(book.location, home=tmp_path / "reader", write=False) as reader:
        assert indexed(reader, "路") == plain(book, "路") != ()
        reader.keep(search_index.settle)


def test_no_saving_does_work_for_the_index(new_book):
    book = new_book(worked=True)
    settle(book)
    with book.read() as session:
        before = word_index.marks(session)
    with book.write(ACTOR, "topic") as session:
        session.add(Topic(id="c" * 32, community_id=communities.mine(session).id, title="琉璃"))
    with book.read() as session:
        assert word_index.marks(session) == before
    assert [hit.ref for hit in indexed(book, "琉璃")] == ["c" * 32]


def test_a_day_that_is_none_switches_the_index_off_not_the_search(new_book):
    book = new_book()
    with book.write(ACTOR, "meet") as session:
        mine = communities.mine(session).id
        for number, starts in (("1", ""), ("2", "2026-01-02T晚上七点多")):
            session.add(Meeting(community_id=mine, number=number, form="bench", title="琉璃", starts=starts, state="open"))
    settle(book)
    assert indexed(book, "琉璃") is None
    assert [hit.number for hit in plain(book, "琉璃")] == ["2", "1"]


def test_the_newest_are_read_off_the_index_without_a_scan_or_a_sort(new_book):
    book = new_book(worked=True)
    settle(book)
    with book.read() as session:
        for number in range(1, 8):
            sql = "EXPLAIN QUERY PLAN " + search_index._sql(number)
            plan = [row[3] for row in word_index.cursor_of(session).execute(sql, ('"路灯"', *word_index.span(number)))]
            assert plan[0].startswith("SCAN find_text VIRTUAL TABLE INDEX"), plan
            assert not any(step.startswith("SCAN") or "TEMP B-TREE" in step for step in plan[1:]), plan


def test_a_person_is_found_in_the_index_by_characters_that_were_matched_only_afterwards(new_book) -> None:
    book = new_book()
    with book.write(ACTOR, "person") as session:
        people.add(session, "孔\ue123", glyph_note="⿰鱼里", door="周家湾组12号", alias="小鲤鱼")
        people.add(session, "李鲤")
    settle(book)
    with book.write(ACTOR, "setting") as session:
        private_use.note(session, "\ue123", "鲤")
    for query in ("孔鲤", "⿰鱼里", "周家湾组", "鲤", "孔鲤 周家湾", "鱼里"):
        found = indexed(book, query)
        assert found is not None and found == plain(book, query) and "孔" in {hit.text[0] for hit in found}, query
