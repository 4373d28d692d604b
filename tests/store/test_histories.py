"""Copies that live apart with wrong clocks, lost, repeated and shuffled packages, and a restored backup agree in the end."""

import random
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.store.copies import (
    DAY,
    START,
    attendance,
    conflicts,
    content,
    fault,
    fill,
    package,
    person,
    resolution,
    send,
)
from yishi.domain.records import Attendance, LoopEvent, Meeting, Person, Record, Resolution
from yishi.errors import Refusal
from yishi.store.book import Book
from yishi.store.journal import journal, rows_since, vector, waiting
from yishi.store.merge import all_conflicts, merge
from yishi.store.replay import Row, decode
from yishi.store.undo import redo_last, undo_last
from yishi.store.verify import verify
from yishi.store.writing import erase, redact, settle

CLERKS = ("许晓芸", "周德厚")
STEPS = 60
TOUCHED = (Person, Meeting, Resolution, Attendance, LoopEvent)


class Copy:
    """A book on a PC of its own, whose clock is wrong by `offset` and ticks in steps of `coarse` milliseconds."""

    def __init__(self, folder: Path, name: str, template: Path, offset: int, coarse: int) -> None:
        self.home, self.file = folder / name, folder / f"{name}.yishi"
        shutil.copy(template, self.file)
        self.time, self.offset, self.coarse = START, offset, coarse
        self.book = self._open()

    def now(self) -> int:
        shown = self.time + self.offset
        return shown - shown % self.coarse

    def _open(self) -> Book:
        return Book.open(self.file, home=self.home, now=self.now)

    def back_up(self) -> None:
        shutil.copy(self.file, self.file.with_suffix(".bak"))

    def restore(self) -> None:
        if self.file.with_suffix(".bak").exists():
            self.book.close()
            shutil.copy(self.file.with_suffix(".bak"), self.file)
            self.book = self._open()


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty book, laid out once."""
    folder = tmp_path_factory.mktemp("template")
    Book.open(folder / "empty.yishi", home=folder, create=True).close()
    return folder / "empty.yishi"


def act(rng: random.Random, book: Book) -> None:
    """Do one random thing as one user action."""
    clerk = rng.choice(CLERKS)
    with book.write(clerk, "act", rng.choice([None, "更正"])) as session:
        have = {kind: list(session.scalars(select(kind))) for kind in TOUCHED}
        living = {kind: [record for record in records if not record.deleted] for kind, records in have.items()}
        deeds = (add, add, edit_person, edit_person, edit_resolution, edit_resolution, drop, decide, wipe, revive, back)
        rng.choice(deeds)(rng, session, have, living, clerk)


Records = dict[type[Record], list[Record]]


def add(rng: random.Random, session: Session, have: Records, living: Records, clerk: str) -> None:
    people, meetings, resolutions = (rng.sample(living[kind], min(1, len(living[kind]))) for kind in TOUCHED[:3])
    what = rng.random()
    if what < 0.3 or not (people and meetings):
        session.add(person(name=rng.choice("张王李赵") + str(rng.random()), phone=str(rng.randrange(999))))
    elif what < 0.5:
        session.add(resolution(meeting_id=meetings[0].id, number=str(rng.randrange(99)), text=str(rng.random())))
    elif what < 0.8:
        known = session.get(Attendance, Attendance.id_for(meetings[0].id, people[0].id))
        if known is None:
            session.add(attendance(meetings[0].id, people[0].id, mark=rng.choice(["present", "absent"])))
        elif not known.deleted:
            known.mark = rng.choice(["present", "absent", "proxy"])
    elif resolutions:
        day = date(2026, 6, 9)
        event = {"position": 1, "happened_on": day, "event": "progress", "text": "与张三谈"}
        session.add(LoopEvent(resolution_id=resolutions[0].id, **event))


def edit_person(rng: random.Random, session: Session, have: Records, living: Records, clerk: str) -> None:
    for record in rng.sample(living[Person], min(1, len(living[Person]))):
        assert isinstance(record, Person)
        if not record.erased:
            record.name = rng.choice("张王李赵") + str(rng.randrange(3))
        record.unit = str(rng.randrange(4))
        session.flush()
        record.birth_year = 1950 + rng.randrange(5)


def edit_resolution(rng: random.Random, session: Session, have: Records, living: Records, clerk: str) -> None:
    for record in rng.sample(living[Resolution], min(1, len(living[Resolution]))):
        assert isinstance(record, Resolution)
        record.text = str(rng.randrange(3))
        record.due = rng.choice([None, date(2026, 3, 1) + timedelta(rng.randrange(3))])


def drop(rng: random.Random, session: Session, have: Records, living: Records, clerk: str) -> None:
    alive = [record for records in living.values() for record in records]
    for record in rng.sample(alive, min(1, len(alive))):
        record.deleted = True


def revive(rng: random.Random, session: Session, have: Records, living: Records, clerk: str) -> None:
    gone = [record for records in have.values() for record in records if record.deleted]
    for record in rng.sample(gone, min(1, len(gone))):
        record.deleted = False


def decide(rng: random.Random, session: Session, have: Records, living: Records, clerk: str) -> None:
    found = all_conflicts(session)
    for one in rng.sample(found, min(1, len(found))):
        record = session.get_one({kind.__tablename__: kind for kind in TOUCHED}[one.kind], one.record)
        settle(session, record, one.field, decode(one.kind, one.field, rng.choice(one.values)))


def wipe(rng: random.Random, session: Session, have: Records, living: Records, clerk: str) -> None:
    if rng.random() < 0.3:
        erase(session, rng.choice(have[Person]))
    masked = [record for record in living[Person] if not record.erased]
    if masked and rng.random() < 0.4:
        redact(session, rng.choice(masked), name="王*", note=rng.choice([None, "在外"]))


def back(rng: random.Random, session: Session, have: Records, living: Records, clerk: str) -> None:
    rng.choice([undo_last, undo_last, redo_last])(session, clerk)


def pack(rng: random.Random, sender: Book, believed: dict[str, tuple[int, str]]) -> list[Row]:
    """Return what a copy lacks that has what we believe it has; one in five times only some of it, in any order."""
    with sender.read() as session:
        rows = rows_since(session, believed)
    if rng.random() < 0.2:
        rng.shuffle(rows)
        rows = rows[: rng.randrange(len(rows) + 1)]
    return rows


def live(rng: random.Random, copies: list[Copy]) -> None:
    """Let the copies write, send, lose, double and receive packages, and one of them be restored now and then."""
    post: list[tuple[Copy, list[Row]]] = []
    believed: dict[tuple[Copy, Copy], dict[str, tuple[int, str]]] = {}
    for _step in range(STEPS):
        copy, what = rng.choice(copies), rng.random()
        for each in copies:
            each.time += rng.choice([0, 1, 60_000, DAY // 3])
        if what < 0.6:
            try:
                act(rng, copy.book)
            except Refusal as refusal:
                assert refusal.code in ("YS-J02", "YS-J03")
        elif what < 0.8:
            to = rng.choice(copies)
            rows = pack(rng, copy.book, believed.get((copy, to), {}))
            with copy.book.read() as session:
                believed[copy, to] = vector(session)
            post += [(to, rows)] * rng.choice([0, 1, 1, 2])
        elif what < 0.95 and post:
            to, rows = post.pop(rng.randrange(len(post)))
            with to.book.write(CLERKS[0], "bring-back") as session:
                merge(session, rows)
        elif what < 0.97:
            copies[0].back_up()
        else:
            copies[0].restore()


def settle_down(rng: random.Random, copies: list[Copy]) -> None:
    """Let every copy take in what every other has, twice, since the first to speak has not heard the last."""
    for _round in range(2):
        for receiver in rng.sample(copies, len(copies)):
            for sender in rng.sample(copies, len(copies)):
                rows = package(sender.book, receiver.book)
                rng.shuffle(rows)
                with receiver.book.write(CLERKS[0], "bring-back") as session:
                    merge(session, rows)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "seed" in metafunc.fixturenames:
        metafunc.parametrize("seed", range(200 if metafunc.config.getoption("--long") else 20))


def test_copies_that_lived_apart_agree_in_the_end(seed: int, template: Path, tmp_path: Path) -> None:
    rng = random.Random(seed)
    copies = [
        Copy(
            tmp_path,
            f"c{number}",
            template,
            rng.choice([0, rng.randrange(-400 * DAY, 400 * DAY)]),
            rng.choice([1, 1000, DAY]),
        )
        for number in range(3)
    ]
    with copies[0].book.write(CLERKS[0], "init") as session:
        fill(session)
    for copy in copies[1:]:
        send(copies[0].book, copy.book)

    live(rng, copies)
    settle_down(rng, copies)

    assert len({content(copy.book) for copy in copies}) == 1
    assert len({repr(conflicts(copy.book)) for copy in copies}) == 1
    assert [fault(copy.book) for copy in copies] == [None, None, None]
    for copy in copies:  # what still waits was written after the backup that came back, and is nowhere any more
        with copy.book.read() as session:
            lost = session.execute(select(waiting.c.device, waiting.c.seq)).all()
            here = {tuple(row) for row in session.execute(select(journal.c.device, journal.c.seq))}
            assert not here.intersection(tuple(row) for row in lost)
            assert verify(session) is None
        copy.book.close()
