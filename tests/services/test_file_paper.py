"""What the papers of the archive are made from, read from a real book: folders, a year, photos, what an officer hands over."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from yishi.documents import archive_cover, filing, minutes, yearly_index
from yishi.documents.layout import Picture, Text
from yishi.domain.records import Handover, Person
from yishi.domain.retention import TERM_OF
from yishi.errors import Refusal
from yishi.services import (
    attachments_of_meeting,
    file_paper,
    handover_paper,
    meetings,
    paper,
    paper_for,
    people,
    pool,
    resolutions,
    room,
)
from yishi.store import attachments

TODAY = date(2026, 11, 21)
URBAN, FIRST = "BD-2026-04", "翠议〔2026〕4-1"


@pytest.fixture
def book(new_book):
    return new_book("urban", worked=True)


def folder(book, ref: str = URBAN, today: date = TODAY):
    with book.read() as session:
        id_, alone = file_paper.find(session, ref)
        return file_paper.sheet(session, id_, today, alone)


def test_the_folder_of_a_meeting_holds_what_happened_and_nothing_that_did_not(book) -> None:
    early, late = (filing.papers(folder(book, today=day)) for day in (date(2026, 5, 8), TODAY))
    titles = {each.title for each in late}
    assert {"会议通知", "签到表", "会议记录", "会议纪要", "决议公示", "任务交办单"} <= titles
    assert {"办结报告", "督查记录表", "吹哨单", "重新办理通知单"} <= titles
    assert not titles & {"挂起说明", "终止说明"} and len(early) < len(late)
    assert "办结报告" not in {each.title for each in early}
    assert {each.term for each in late} <= set(TERM_OF.values()) and all(each.pages for each in late if each.title == "会议纪要")


def test_the_folder_of_a_resolution_is_named_by_its_number_and_says_what_it_lacks(book) -> None:
    one = folder(book, FIRST)
    assert one.alone and one.line.number == FIRST and len(one.resolutions) == 1
    assert filing.lacking(one) == ("结果公告",)
    assert "决议公示" not in {each.title for each in filing.papers(one)}
    with pytest.raises(Refusal, match="没有编号"):
        folder(book, "XX-2026-99")


def test_a_topic_that_was_gathered_before_lies_in_front(book) -> None:
    with book.write("杜鹃", "more") as session:
        made = room.open_meeting(session, "bench", "议一议", "院子", "2026-06-01T19:00")
        topic = pool.capture(session, "爱心凳", "idea", "苏敏", "2幢", date(2026, 5, 6))
        pool.put_on(session, topic, made)
        number = meetings.sheet(session, made).line.number
    found = folder(book, number)
    assert [t.entry.title for t in found.topics] == ["爱心凳"]
    assert filing.papers(found)[0].title == "金点子提案表（爱心凳）"


def test_the_year_lists_its_meetings_with_what_became_of_them(book) -> None:
    with book.read() as session:
        (row,) = file_paper.year(session, 2026, TODAY).rows
        assert (row.adopted, row.closed, row.posted_on) == (3, 3, date(2026, 4, 27)) and row.line.number == URBAN
        assert file_paper.year(session, 2026, date(2026, 4, 1)).rows == () == file_paper.year(session, 2025, TODAY).rows
        assert file_paper.year_of("", TODAY) == 2026 and file_paper.year_of("2025年", TODAY) == 2025


def test_an_officer_hands_over_what_is_open_and_not_what_is_done(book) -> None:
    with book.read() as session:
        owner = handover_paper.sheet(session, "卢思远", date(2026, 5, 18))
        (promise,) = owner.promises
        assert promise.role == "owner" and promise.number.endswith("4-2")
        assert {p.role for p in handover_paper.sheet(session, "诸葛平", date(2026, 5, 18)).promises} == {"supervisor"}
        recorder = handover_paper.sheet(session, "杜鹃", TODAY)
        assert [line.number for line in recorder.unfinished] == [URBAN] and recorder.promises == ()


def test_what_both_signed_names_who_comes_after_and_what_was_given(book) -> None:
    with book.write("杜鹃", "handover") as session:
        leaver, after = (session.get(Person, people.find(session, name)) for name in ("卢思远", "何丽"))
        given = resolutions.find(session, FIRST)
        session.add(Handover(id=Handover.id_for(leaver.id, TODAY), leaver_id=leaver.id, successor_id=after.id, happened_on=TODAY,
                             witness="诸葛平", items=json.dumps([given]), note="钥匙在门卫"))
    with book.read() as session:
        told = handover_paper.sheet(session, "卢思远", date(2026, 5, 18))
    assert (told.successor, told.witness, told.note) == ("何丽", "诸葛平", "钥匙在门卫")
    assert {(p.number, p.role) for p in told.promises} == {(FIRST, ""), ("翠议〔2026〕4-2", "owner")}


def test_photos_beside_the_book_come_onto_paper_and_those_that_are_gone_leave_no_hole(book, tmp_path) -> None:
    file = tmp_path / "p.png"
    Image.new("RGB", (300, 200), "grey").save(file)
    picture = attachments.drawn_anew(file)
    attachments.keep(Path(book.location), picture)
    with book.write("杜鹃", "attach") as session:
        id_ = meetings.find(session, URBAN)
        for digest in (picture.digest, "0" * 64):
            attachments_of_meeting.attach(session, id_, digest, caption="会场")
    with book.read() as session:
        sheet = paper.sheet(session, id_, TODAY)
        answer = paper_for.answer(session, "PrintedFile", URBAN, TODAY)
    assert [(p.label, p.file is not None) for p in sheet.photos] == [("图1", True), ("图2", False)]
    shown = [c for page in minutes.compose(sheet).pages for c in page if isinstance(c, Picture)]
    assert [c.file.stem for c in shown] == [picture.digest]
    assert any("现场照片" in each.title and each.remark == "2张" for each in filing.papers(answer))
    assert len(archive_cover.compose(answer).pages) == 2


def test_the_index_of_a_year_counts_the_papers_and_pages_of_each_folder(book):
    with book.read() as session:
        year = file_paper.year(session, 2026, TODAY)
    row = next(row for row in year.rows if row.line.number == URBAN)
    filed = filing.papers(folder(book))
    words = [command.text for page in yearly_index.compose(year).pages for command in page if isinstance(command, Text)]
    assert len(filed) > 10 and str(len(filed)) in words
    assert {str(filing.pages(filed)), f"≥{filing.pages(filed)}"} & set(words)
    bare = replace(year, rows=(replace(row, folder=None),))
    assert str(len(filed)) not in [c.text for page in yearly_index.compose(bare).pages for c in page if isinstance(c, Text)]
