"""The canonical dump: equal content gives equal bytes, whatever the ids, and bulk import journals like everything else."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.store.copies import (
    CLERK,
    VILLAGE,
    attendance,
    book_at,
    community,
    content,
    fault,
    look,
    meeting,
    person,
    put,
    send,
)
from yishi.domain.records import AgendaItem, Area, Meeting, Person, Speech
from yishi.errors import Refusal
from yishi.store.book import Book
from yishi.store.writing import add_many


def lines(book: Book) -> list[dict[str, Any]]:
    return [json.loads(line) for line in content(book).splitlines()]


def keys(book: Book, kind: str) -> set[str]:
    return {line["key"] for line in lines(book) if line["kind"] == kind}


def meet(book: Book, positions: list[int], prefix: str) -> None:
    """Write a meeting whose ids nobody else draws, its speeches in an order of their own."""
    with book.write(CLERK, "init") as session:
        session.add_all([community(), meeting(id=f"{prefix}m"), person(id=f"{prefix}p")])
        session.add(AgendaItem(id=f"{prefix}a", meeting_id=f"{prefix}m", position=1, title="路灯"))
        for position in positions:
            speech = {"meeting_id": f"{prefix}m", "agenda_item_id": f"{prefix}a", "position": position * 10}
            session.add(Speech(**speech, speaker="周德厚", text=f"第{position}句"))
        session.add(attendance(f"{prefix}m", f"{prefix}p"))


def test_equal_content_gives_equal_bytes_whatever_the_ids_and_the_order_of_writing(tmp_path: Path) -> None:
    with book_at(tmp_path, "a") as a, book_at(tmp_path, "b") as b:
        meet(a, [1, 2, 3], "a")
        meet(b, [3, 1, 2], "b")
        assert content(a) == content(b)
        assert content(a).splitlines() == sorted(content(a).splitlines(), key=str.encode)


def test_records_go_by_natural_keys_and_siblings_by_their_order(tmp_path: Path) -> None:
    with book_at(tmp_path, "a") as book:
        meet(book, [2, 1], "x")
        said = {line["key"]: line["fields"]["text"] for line in lines(book) if line["kind"] == "speech"}
        assert said == {"village/桃湾村/TW-2026-03#1": "第1句", "village/桃湾村/TW-2026-03#2": "第2句"}
        [shown] = (line for line in lines(book) if line["kind"] == "attendance")
        assert shown["key"] == "village/桃湾村/TW-2026-03/village/桃湾村/王五/周家湾组"
        assert "xm" not in content(book) and CLERK not in content(book)


def test_what_hangs_on_a_deleted_record_is_left_out(tmp_path: Path) -> None:
    with book_at(tmp_path, "a") as book:
        meet(book, [1], "x")
        put(book, Person, "xp", deleted=True)
        assert keys(book, "person") == keys(book, "attendance") == set()
        assert len(keys(book, "speech")) == 1


def test_a_kind_may_refer_to_itself(tmp_path: Path) -> None:
    with book_at(tmp_path, "a") as book, book.write(CLERK, "init") as session:
        session.add_all([
            community(),
            Area(id="yard", community_id=VILLAGE, parent_id="grid", unit_type="yard", name="老院"),
            Area(id="grid", community_id=VILLAGE, unit_type="grid", name="一格"),
        ])  # fmt: skip
    with book_at(tmp_path, "a") as book:
        [parent] = (line["fields"]["parent_id"] for line in lines(book) if line["key"].endswith("老院"))
        assert parent == "village/桃湾村/grid/一格"


def test_many_records_at_once_are_journaled_like_any_others(tmp_path: Path) -> None:
    rows = [{"community_id": VILLAGE, "name": f"名{number}", "birth_year": 1950 + number} for number in range(30)]
    with book_at(tmp_path, "a") as a, book_at(tmp_path, "b") as b:
        for book in (a, b):
            with book.write(CLERK, "init") as session:
                session.add(community())
        with a.write(CLERK, "import") as session:
            ids = add_many(session, Person, rows)
        with b.write(CLERK, "import") as session:
            session.add_all([Person(**row) for row in rows])
        assert content(a) == content(b)
        assert fault(a) is None
        assert ids == sorted(ids)
        with book_at(tmp_path, "c") as c:
            assert len(send(a, c).added) == 32
            assert content(c) == content(a)
        assert (look(a, Person, ids[7]).name, look(a, Person, ids[7]).gender) == ("名7", "")
        put(a, Person, ids[7], phone="2")
        assert fault(a) is None


@pytest.mark.parametrize("name", ["一\0二", "半\ud83d个"])
def test_many_records_with_one_bad_character_are_refused_whole(name: str, tmp_path: Path) -> None:
    with book_at(tmp_path, "a") as book:
        with book.write(CLERK, "init") as session:
            session.add(community())
        before = content(book)
        with pytest.raises(Refusal, match="YS-J01"), book.write(CLERK, "import") as session:
            add_many(session, Person, [{"community_id": VILLAGE, "name": name_} for name_ in ("好", name)])
        assert content(book) == before


def test_dates_survive_the_journal(tmp_path: Path) -> None:
    with book_at(tmp_path, "a") as book:
        meet(book, [1], "x")
        put(book, Meeting, "xm", notice_date=date(2026, 6, 1))
        assert look(book, Meeting, "xm").notice_date == date(2026, 6, 1)
        assert '"notice_date":"2026-06-01"' in content(book)
        assert fault(book) is None
