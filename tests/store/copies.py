"""Copies of one book for the tests of the store: short ways to fill them, to let them exchange, and to look into them."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from yishi.domain.records import AgendaItem, Attendance, Community, Meeting, Person, Record, Resolution
from yishi.store.book import Book
from yishi.store.dump import dump
from yishi.store.journal import rows_since, vector
from yishi.store.merge import Merged, all_conflicts, merge
from yishi.store.replay import Conflict, Row
from yishi.store.verify import verify

R = TypeVar("R", bound=Record)

DAY = 86_400_000
START = 1_795_000_000_000  # a day of November 2026
CLERK = "许晓芸"
VILLAGE = Community.id_for("village", "桃湾村", "桃")


def book_at(folder: Path, name: str, now: Callable[[], int] = lambda: START) -> Book:
    """Open the book `name` in `folder`, made when missing, as a PC of its own would."""
    return Book.open(folder / f"{name}.yishi", home=folder / name, now=now, create=True, who=CLERK)


def community() -> Community:
    return Community(id=VILLAGE, kind="village", name="桃湾村", abbr="桃")


def meeting(**values: Any) -> Meeting:
    number = values.setdefault("number", "TW-2026-03")
    given = {
        "id": f"m-{number}",
        "community_id": VILLAGE,
        "form": "teahouse",
        "title": "会",
        "starts": "2026-06-08T19:00",
    }
    return Meeting(**{**given, **values})


def person(**values: Any) -> Person:
    return Person(**{"community_id": VILLAGE, "name": "王五", "phone": "1", "unit": "周家湾组", **values})


def resolution(**values: Any) -> Resolution:
    given = {"meeting_id": "m", "agenda_item_id": "a", "number": "桃议〔2026〕3-1", "position": 1, "text": "修路"}
    return Resolution(**{**given, **values})


def attendance(meeting_id: str, person_id: str, **values: Any) -> Attendance:
    key = Attendance.id_for(meeting_id, person_id)
    return Attendance(
        **{"id": key, "meeting_id": meeting_id, "person_id": person_id, "mark": "present", "position": 1, **values}
    )


def fill(session: Session) -> None:
    """Put in one community, person "p", meeting "m" with agenda item "a", and resolution "r"."""
    session.add_all([community(), person(id="p"), meeting(id="m"), resolution(id="r", due=date(2026, 12, 20))])
    session.add(AgendaItem(id="a", meeting_id="m", position=1, title="路灯"))


def put(book: Book, kind: type[Record], key: str, reason: str | None = None, **values: Any) -> None:
    """Change fields of one record in one action."""
    with book.write(CLERK, "edit", reason) as session:
        record = session.get_one(kind, key)
        for name, value in values.items():
            setattr(record, name, value)


def package(sender: Book, receiver: Book | None = None) -> list[Row]:
    """Return the rows that `receiver` lacks, or all."""
    have = {}
    if receiver:
        with receiver.read() as session:
            have = vector(session)
    with sender.read() as session:
        return rows_since(session, have)


def take_in(receiver: Book, rows: list[Row]) -> Merged:
    with receiver.write(CLERK, "bring-back") as session:
        return merge(session, rows)


def send(sender: Book, receiver: Book) -> Merged:
    return take_in(receiver, package(sender, receiver))


def content(book: Book) -> str:
    with book.read() as session:
        return dump(session)


def conflicts(book: Book) -> list[Conflict]:
    with book.read() as session:
        return all_conflicts(session)


def fault(book: Book) -> Any:
    with book.read() as session:
        return verify(session)


def look(book: Book, kind: type[R], key: str) -> R:
    """Return one record as it stands."""
    with book.read() as session:
        found = session.get_one(kind, key)
        session.expunge(found)
        return found
