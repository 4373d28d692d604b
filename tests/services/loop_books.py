"""A book with one meeting and one thing agreed, and steps of its loop."""

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.services.conftest import ACTOR
from yishi.services import loop_events, resolutions, room, voting
from yishi.store.book import Book

DAY = date(2026, 6, 8)
NUMBER = "翠议〔2026〕1-1"


def adopted(new_book: Callable[..., Book]) -> Book:
    """Return a book in which clearing the corridor was agreed on 8 June: owner 孙伟, supervisor 诸葛平, ten working days."""
    book = new_book("urban")
    with book.write(ACTOR, "meeting") as s:
        meeting = room.open_meeting(s, "bench", "堆物", "3幢楼下", "2026-06-08T19:00", host="孟繁星（书记）", recorder=ACTOR)
        for name in ("秦守业", "朱玉梅", "苏敏"):
            room.sign_in(s, meeting, name)
        room.add_agenda(s, meeting, "楼道堆物")
        voting.record(s, meeting, 1, "清理楼道", "FOR_GT_AGAINST", "举手", 2, 1, 0)
        room.resolve(s, meeting, 1, "清理楼道", "绿安物业", "孙伟", "诸葛平", workdays=10)
        room.close_meeting(s, meeting, "2026-06-08T20:00")
    return book


def only(book: Book) -> str:
    """Return the id of the one resolution."""
    with book.read() as s:
        return resolutions.find(s, NUMBER)


def step(book: Book, event: str, by: str = ACTOR, on: date = DAY, **more: Any) -> str:
    """Write down one event on its own day."""
    with book.write(ACTOR, event) as s:
        return loop_events.happen(s, resolutions.find(s, NUMBER), event, by=by, on=on, today=on, actor=ACTOR, **more)


def line(book: Book, day: date = DAY) -> Any:
    """Return the line of the one resolution as of a day."""
    with book.read() as s:
        return resolutions.sheet(s, resolutions.find(s, NUMBER), day).line


def to_evaluation(book: Book, on: date = DAY) -> None:
    """Lead it as far as the residents are asked."""
    for event, by in (("assign", ACTOR), ("accept", "孙伟"), ("progress", "孙伟"), ("report_done", "孙伟"), ("inspect_pass", "诸葛平")):
        step(book, event, by, on, text="做了" if event == "progress" else "")


BAD = {"sample": 26, "valid": 26, "very_satisfied": 5, "satisfied": 5, "basically_satisfied": 5, "dissatisfied": 8,
       "very_dissatisfied": 3, "solved": 10, "partially_solved": 6, "unsolved": 10, "raiser": "satisfied"}  # 57.7 %
GOOD = {**BAD, "very_satisfied": 15, "satisfied": 8, "basically_satisfied": 3, "dissatisfied": 0, "very_dissatisfied": 0}
