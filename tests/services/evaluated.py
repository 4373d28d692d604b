"""A matter that was done and inspected, in a community whose residents are on the roster."""

from datetime import date

from sqlalchemy.orm import Session

from yishi.domain.records import Resolution
from yishi.services import loop_events, people, resolutions, room
from yishi.services.living import one
from yishi.store.book import Book

TODAY = date(2026, 11, 20)
ACTOR = "许晓芸"
RAISER = "周德厚"
OWNER, SUPERVISOR = "孙伟", "诸葛平"


def residents(session: Session, many: int, units: int = 4) -> None:
    for n in range(many):
        people.add(session, f"{'赵钱孙李周吴郑王冯陈'[n % 10]}{'春夏秋冬梅兰竹菊'[n // 10 % 8]}{'一二三四五六七八九十'[n // 80]}",
                   unit=f"{n % units + 1}幢", phone=f"1990000{n:04d}")


def inspected(book: Book, many: int = 60, beneficiaries: int | None = None) -> str:
    """Write everything up to the day before the evaluation; return the resolution's id."""
    with book.write(ACTOR, "meeting") as session:
        residents(session, many)
        meeting = room.open_meeting(session, "bench", "送餐", "3幢楼下", "2026-11-02T19:00", "孟繁星", ACTOR)
        session.flush()
        room.add_agenda(session, meeting, "老年助餐", proposer=RAISER)
        session.flush()
        number = room.resolve(session, meeting, 1, "老年助餐点送餐到楼", "居委会", OWNER, SUPERVISOR, workdays=10)
        id_ = resolutions.find(session, number)
        one(session, Resolution, id_).beneficiaries = beneficiaries
    begin = (("assign", 3, ACTOR), ("accept", 3, OWNER), ("progress", 4, OWNER))
    for event, day, by in begin:
        step(book, id_, event, date(2026, 11, day), by)
    done(book, id_, date(2026, 11, 10))
    return id_


def step(book: Book, id_: str, event: str, on: date, by: str) -> None:
    with book.write(ACTOR, event) as session:
        loop_events.happen(session, id_, event, by=by, on=on, today=TODAY, actor=ACTOR, text="做了")


def done(book: Book, id_: str, on: date) -> None:
    """Report the matter done and let it be inspected, on one day."""
    step(book, id_, "report_done", on, OWNER)
    step(book, id_, "inspect_pass", on, SUPERVISOR)


def state(book: Book, id_: str) -> str:
    with book.read() as session:
        return resolutions.sheet(session, id_, TODAY).line.state
