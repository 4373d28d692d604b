"""A post is responsible, not the person who has it today: the promise goes over with the post, and what was done stays done."""

import json
from datetime import date

import pytest

from tests.services.conftest import ACTOR
from tests.services.loop_books import DAY, adopted, line, only, step
from yishi.domain.records import Resolution
from yishi.errors import Refusal
from yishi.services import (
    bodies,
    callbacks,
    erasing,
    handover_paper,
    handovers,
    kinship,
    ledgers,
    offices,
    people,
    posts,
    records_in,
    records_out,
    resolutions,
    tables,
    today,
)
from yishi.services.handovers import OWNER
from yishi.services.living import one
from yishi.store.book import Book

LAST, LEFT = date(2026, 6, 14), date(2026, 6, 15)
POST = "居委会主任"


@pytest.fixture
def book(new_book) -> Book:
    """One thing agreed, charged to the post that 孙伟 holds; 方平 comes after him on LEFT."""
    made = adopted(new_book)
    with made.write(ACTOR, "person") as session:
        people.add(session, "方平", unit="7幢", phone="19900004321")
        bodies.join(session, people.find(session, "孙伟"), "居委会", "主任", date(2023, 1, 10))
        record = one(session, Resolution, only(made))
        offices.charge(session, record, POST, DAY)
    return made


def change_officer(book: Book) -> None:
    with book.write(ACTOR, "body") as session:
        bodies.leave(session, people.find(session, "孙伟"), "居委会", LAST)
        bodies.join(session, people.find(session, "方平"), "居委会", "主任", LEFT)


def in_hand(book: Book, name: str) -> list[str]:
    with book.read() as session:
        return [p.role for p in handovers.in_hand(session, people.find(session, name), LEFT).promises]


def test_a_post_that_is_charged_is_kept_beside_its_holder(book: Book) -> None:
    with book.read() as session:
        record = one(session, Resolution, only(book))
        assert (record.owner, record.owner_title) == ("孙伟", POST)
        sheet = resolutions.sheet(session, only(book), DAY)
    assert sheet.by_post and (sheet.line.owner, sheet.owner_title) == ("孙伟", POST)


def test_after_a_change_of_officer_the_open_promise_is_the_successors_everywhere(book: Book) -> None:
    step(book, "assign")
    change_officer(book)
    assert line(book, LEFT).owner == "方平" and in_hand(book, "方平") == [OWNER] and in_hand(book, "孙伟") == []
    with book.read() as session:
        assert {each.owner for each in today.sheet(session, LEFT).todo if each.id == only(book)} <= {"方平"}
        cells = [cell for row in tables.register(ledgers.register(session, None, LEFT)).rows for cell in row]
        called = [person.name for _id, person in callbacks.population(session, only(book))]
        paper = handover_paper.sheet(session, "方平", LEFT)
    assert "方平" in cells and "孙伟" not in cells
    assert "方平" not in called and "孙伟" not in called  # neither is asked how well it was done
    assert [p.role for p in paper.promises] == [OWNER]


def test_a_day_before_the_change_still_has_the_one_of_then(book: Book) -> None:
    change_officer(book)
    assert line(book, LAST).owner == "孙伟" and line(book, LEFT).owner == "方平"


def test_the_successor_works_on_and_the_steps_of_the_one_before_stay_theirs(book: Book) -> None:
    step(book, "assign")
    step(book, "accept", "孙伟")
    change_officer(book)
    step(book, "progress", "方平", LEFT, text="接着做")
    assert line(book, LEFT).latest.endswith("接着做") and line(book, LEFT).assist == ("孙伟（原责任人）",)
    with pytest.raises(Refusal) as why:
        step(book, "report_done", "于二", LEFT)
    assert "责任人方平" in why.value.message
    step(book, "report_done", "方平", LEFT)
    assert line(book, LEFT).state == "INSPECTING"


def test_a_book_in_which_the_post_went_over_can_be_taken_to_another_computer(book: Book, new_book) -> None:
    step(book, "assign")
    step(book, "accept", "孙伟")
    change_officer(book)
    step(book, "progress", "方平", LEFT, text="接着做")
    with book.read() as session:
        out = json.loads(json.dumps(records_out.document(session, resolutions.sheet(session, only(book), LEFT).line.meeting_id)))
    other = new_book("urban")
    with other.write(ACTOR, "import") as session:
        records_in.import_documents(session, [out], LEFT)
    with other.read() as session:
        sheet = resolutions.sheet(session, resolutions.find(session, "翠议〔2026〕1-1"), LEFT)
    assert (sheet.line.owner, sheet.owner_title, sheet.line.assist) == ("孙伟", POST, ("方平（接任责任人）",))
    with book.write(ACTOR, "import") as session:  # the same document is nothing new here
        assert not records_in.import_documents(session, [out], LEFT).added


def test_with_nobody_in_the_post_it_waits_with_the_one_who_left(book: Book) -> None:
    with book.write(ACTOR, "body") as session:
        bodies.leave(session, people.find(session, "孙伟"), "居委会", LAST)
    assert line(book, LEFT).owner == "孙伟" and in_hand(book, "孙伟") == [OWNER]


def test_of_a_post_that_several_hold_nobody_is_guessed(book: Book) -> None:
    with book.write(ACTOR, "body") as session:
        for id_ in (people.find(session, "方平"), people.add(session, "周德厚")):
            bodies.join(session, id_, "居委会", "委员", date(2023, 1, 10))
    with book.write(ACTOR, "x") as session, pytest.raises(Refusal) as why:
        offices.charged(session, "居委会委员", "", DAY)
    assert why.value.code == "YS-M96" and why.value.next_step
    with book.read() as session:
        assert offices.charged(session, "居委会委员（方平）", "", DAY) == ("方平", "居委会委员")
        assert offices.charged(session, "村委会主任", "", DAY) == ("村委会主任", "")


def test_a_promise_made_in_person_stays_with_the_person(book: Book) -> None:
    with book.write(ACTOR, "x") as session:
        offices.charge(session, one(session, Resolution, only(book)), "孙伟", DAY)
    change_officer(book)
    assert line(book, LEFT).owner == "孙伟"


def test_a_handover_passes_the_post_and_what_was_charged_to_it(book: Book) -> None:
    step(book, "assign")
    with book.write(ACTOR, "handover") as session:
        leaver, heir = people.find(session, "孙伟"), people.find(session, "方平")
        held = bodies.of_person(session, leaver)[0].id
        handovers.hand_over(session, leaver, heir, LEFT, LEFT, ended=[held])  # the promise is not even ticked: it is the post's
    with book.read() as session:
        assert one(session, Resolution, only(book)).owner_title == POST and line(book, LEFT).owner == "方平"
        assert [p.role for p in handover_paper.sheet(session, "孙伟", LEFT).promises] == [OWNER]


def test_the_successor_may_not_be_watched_over_by_a_relative(book: Book) -> None:
    change_officer(book)
    with book.write(ACTOR, "kin") as session:
        kinship.note(session, people.find(session, "方平"), people.find(session, "诸葛平"), "兄弟")
    with pytest.raises(Refusal) as why:
        step(book, "assign", on=LEFT)
    assert why.value.code == "YS-L46"


def test_who_left_the_post_can_be_forgotten_and_the_promise_stays_the_successors(book: Book) -> None:
    change_officer(book)
    with book.write(ACTOR, erasing.VERB) as session:
        erasing.erase_person(session, people.find(session, "孙伟"), LEFT)
    assert line(book, LEFT).owner == "方平"


def test_who_holds_it_is_the_one_of_the_day_who_is_told_by_posts_too(book: Book) -> None:
    change_officer(book)
    with book.read() as session:
        told, known = offices.read(session), posts.holder(session, POST, LEFT)
    assert known is not None and told.holders(POST, LEFT) == (known.name,) == ("方平",)
    assert told.single(LAST) == ((POST, "孙伟"),)
