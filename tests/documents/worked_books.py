"""The two worked meetings as books, with what else a paper may be about: an idea, a covenant, a small project, an officer who leaves."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from yishi import paths
from yishi.domain.records import Handover, Membership, Person
from yishi.services import (
    booklet,
    communities,
    covenants,
    loop_paper,
    micro_projects,
    paper_for,
    pool,
    record_format,
    records_in,
    room,
)
from yishi.store.book import Book

TODAY = date(2026, 11, 21)
NAMES = {"village": ("桃湾村", "桃", "青石镇"), "urban": ("翠屏社区", "翠", "柳桥街道")}
STEPS = (("党组织提议", "2026-06-01"), ("“两委”商议", "2026-06-03"), ("党员大会审议", "2026-06-10"))


class Books:
    """Both books, open."""

    def __init__(self, folder: Path) -> None:
        self._books = {kind: self._made(folder, kind) for kind in NAMES}

    def _made(self, folder: Path, kind: str) -> Book:
        book = Book.open(folder / f"{kind}.yishi", home=folder, create=True, who="杜鹃")
        with book.write("杜鹃", "init") as session:
            communities.found(session, kind, *NAMES[kind])
            records_in.import_documents(session, [record_format.read_file(paths.resource("sample", f"{kind}.json"))], TODAY)
        with book.write("杜鹃", "more") as session:
            (_village if kind == "village" else _urban)(session)
        return book

    def answer(self, needs: str, kind: str, ref: str, today: date = TODAY) -> Any:
        """Return what a paper is composed from."""
        with self._books[kind].read() as session:
            return paper_for.answer(session, needs, ref, today)

    def close(self) -> None:
        for book in self._books.values():
            book.close()


def _urban(session: Any) -> None:
    covenants.draft(session, "居民公约", ["爱护环境", "邻里互助"])
    micro_projects.set_up(session, loop_paper.find(session, "翠议〔2026〕4-2"), 800_000, "慈善")
    told = {"situation": "老人爬楼没处歇", "wish": "每个楼道口放一张"}
    pool.capture(session, "楼道口放一张爱心凳", "idea", "苏敏", "2幢", date(2026, 5, 6), **told)


def _village(session: Any) -> None:
    made = room.open_meeting(session, "four_two", "桃湾村村民代表会议", "村部三楼", "2026-06-12T09:00", "陶建平", "许晓芸")
    room.add_agenda(session, made, "晒谷场硬化")
    for name in ("陶建平", "许晓芸", "方志远"):
        room.sign_in(session, made, name)
    for step, day in STEPS:
        booklet.note(session, made, step, day, 30, 26, 20, "程序合规")
    room.close_meeting(session, made, "2026-06-12T10:00")
    people = {p.name: p for p in session.query(Person)}
    leaver, after = people["许晓芸"], people["方志远"]
    session.add(Membership(person_id=leaver.id, body="村委会", post="委员"))
    session.add(Handover(id=Handover.id_for(leaver.id, date(2026, 11, 20)), leaver_id=leaver.id, successor_id=after.id,
                         happened_on=date(2026, 11, 20), witness="许国强", note="路灯的保修卡在抽屉里",
                         items=json.dumps([loop_paper.find(session, "桃议〔2026〕3-1")])))
