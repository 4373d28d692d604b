"""What stands between a paper and the wall, in a real book: the people of the roster, what was decided, who decided."""

from datetime import date
from typing import Any

import pytest

from yishi.documents import leaks as looked_at
from yishi.documents.catalogue import documents
from yishi.documents.layout import Text
from yishi.domain.records import Actor, Community, LeakDecision, Person, Resolution
from yishi.errors import Refusal
from yishi.services import leaks, meetings, paper_for, people, resolutions, room
from yishi.services.living import one, rows
from yishi.store.book import Book
from yishi.store.journal import rows_of

DAY = date(2026, 6, 20)
TEXT = "由吴小明看护晾晒场，电话13812345678"


@pytest.fixture
def book(new_book) -> Book:
    """A book of a village in which somebody who was not at the meeting is named in a resolution."""
    made = new_book("village")
    with made.write("许晓芸", "x") as session:
        people.add(session, "吴小明", unit="3组")
        people.add(session, "郑书琴", role="村民小组组长")
        meeting = room.open_meeting(session, "teahouse", "议一议", "晒场", "2026-05-18T19:00", "周德厚（村主任）", "许晓芸（文书）")
        room.add_agenda(session, meeting, "晾晒场")
        room.sign_in(session, meeting, "周德厚", role="村主任")
        room.resolve(session, meeting, 1, TEXT, "村委会", "郑书琴", "周德厚", workdays=10)
        room.close_meeting(session, meeting, "2026-05-18T20:00")
    return made


def answer(book: Book, name: str = "posting") -> Any:
    with book.read() as session:
        ref = meetings.lines(session)[0].id
        return leaks.guarded(session, name, paper_for.answer(session, documents()[name].needs, ref, DAY), DAY)


def hits(book: Book, name: str = "posting") -> dict[str, Any]:
    return {hit.sort: hit for hit in looked_at.hits(name, answer(book, name))}


def said(book: Book) -> str:
    made = documents()["posting"].compose(answer(book))
    return "".join(c.text for page in made.pages for c in page if isinstance(c, Text))


def decide(book: Book, sort: str, what: str, reason: str = "", actor: str = "许晓芸") -> None:
    about, hit = leaks.about(answer(book)), hits(book)[sort]
    with book.write(actor, "leak_decide") as session:
        leaks.decide(session, "posting", about, hit, what, reason, DAY)


def test_somebody_of_the_roster_is_masked_and_who_acts_in_office_is_not(book: Book) -> None:
    text = said(book)
    assert "吴小明" not in text and "吴*明" in text and "郑书琴" in text and "13812345678" not in text
    assert set(hits(book)) == {"name", "phone"}


def test_an_alias_is_as_good_as_a_name(book: Book) -> None:
    with book.write("许晓芸", "x") as session:
        found = next(p for p in people.lines(session) if p.name == "吴小明")
        one(session, Person, found.id).alias = "吴老三、晾晒"
    assert {hit.passage for hit in looked_at.hits("posting", answer(book)) if hit.sort == "name"} == {"吴小明", "晾晒"}


def test_a_passage_is_kept_for_a_reason_and_who_kept_it_is_in_the_journal(book: Book) -> None:
    decide(book, "name", "keep", "本人同意公开", actor="杜鹃")
    assert "吴小明" in said(book) and "13812345678" not in said(book)
    with book.read() as session:
        about = leaks.about(answer(book))
        assert list(leaks.reasons(session, "posting", about).values()) == ["本人同意公开"]
        made = rows(session, LeakDecision)
        assert [(d.decision, d.sort, d.decided_on) for d in made] == [("keep", "name", DAY)]
        row = next(iter(rows_of(session, [made[0].id])))
        assert one(session, Actor, row.actor).name == "杜鹃" and "吴小明" not in str(row)


def test_without_a_reason_nothing_is_kept(book: Book) -> None:
    with pytest.raises(Refusal) as refused:
        decide(book, "phone", "keep", "　")
    assert refused.value.code == "YS-P40" and hits(book)["phone"].decision == ""


def test_an_identity_number_is_never_kept(book: Book) -> None:
    with book.write("许晓芸", "x") as session:
        room.reopen_meeting(session, meetings.lines(session)[0].id)
        room.resolve(session, meetings.lines(session)[0].id, 1, "身份证11010519491231002X", "村委会", "郑书琴", "周德厚", workdays=10)
    with pytest.raises(Refusal) as refused:
        decide(book, "id_number", "keep", "本人同意")
    assert refused.value.code == "YS-P41"


def test_a_decision_is_of_this_sentence_and_this_paper_and_can_be_taken_back(book: Book) -> None:
    decide(book, "name", "keep", "本人同意公开")
    with book.read() as session:
        number = resolutions.lines(session, DAY)[0].number
        other = leaks.guarded(session, "outcome", paper_for.answer(session, "PrintedResolution", number, DAY), DAY)
    assert all(not hit.decision for hit in looked_at.hits("outcome", other))
    about, hit = leaks.about(answer(book)), hits(book)["name"]
    with book.write("许晓芸", "x") as session:
        leaks.take_back(session, "posting", about, hit)
    assert "吴小明" not in said(book)
    decide(book, "name", "mask")
    assert hits(book)["name"].decision == "mask" and "吴小明" not in said(book)


def test_the_telephones_of_the_office_are_printed_in_full_and_where_none_is_known_there_is_a_line(book: Book) -> None:
    assert "电话：＿" in said(book) and "监督电话（村务监督委员会）：＿" in said(book)
    with book.write("许晓芸", "x") as session:
        place = one(session, Community, rows(session, Community)[0].id)
        place.phone, place.complaint_phone = "0511-85551234", "13812345678"
    text = said(book)
    assert "电话：0511-85551234" in text and "监督电话（村务监督委员会）：13812345678" in text


def test_somebody_of_the_roster_is_found_in_traditional_signs_and_the_roster_in_them_too(book: Book) -> None:
    with book.write("许晓芸", "x") as session:
        people.add(session, "趙國慶")
        resolution = rows(session, Resolution)[0]
        one(session, Resolution, resolution.id).text = "由吳小明、赵国庆看护晾晒场"
    text = said(book)
    assert "吳小明" not in text and "赵国庆" not in text and "看护晾晒场" in text
