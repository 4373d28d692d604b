"""What the roster knows of a person goes out with the meeting records and in again; what the book alone may know stays."""

import json
from copy import deepcopy

import pytest

from tests.services.conftest import ACTOR, TODAY, content
from tests.services.test_record_growth import NUMBER, opened, take_in, taken_out, written
from yishi.domain.records import Person
from yishi.errors import Refusal
from yishi.services import meetings, people, pool, room, topics
from yishi.services.living import one, rows
from yishi.store.book import Book

KNOWN = {"alias": "秦家老大、老秦", "household": "3-12", "household_head": True, "tags": "党员、巧手", "id_name": "秦守亚",
         "glyph_note": "⿰亻尔", "door": "12幢2单元501室", "local": False}  # fmt: skip


def person(book: Book, name: str) -> dict[str, object]:
    with book.read() as session:
        return dict(rows(session, Person, Person.name == name)[0]._mapping)


@pytest.fixture
def known(new_book) -> Book:
    """A book with a meeting of two; the roster knows all about one of them."""
    book = new_book("urban")
    written(book, opened(), {"do": "sign_in", "name": "秦守业", "unit": "3幢"}, {"do": "sign_in", "name": "朱玉梅"},
            {"do": "agenda", "title": "修灯"}, {"do": "close_meeting"})  # fmt: skip
    with book.write(ACTOR, "person") as session:
        who = people.find(session, "秦守业")
        people.change(session, who, note="听力不好", **KNOWN)
        one(session, Person, who).id_tail = "012X"
    return book


def test_what_the_roster_knows_of_a_person_goes_into_an_empty_book(known, new_book):
    other = new_book("urban")
    out = taken_out(known, NUMBER)
    assert out["meetings"][0]["participants"][0]["roster"] == KNOWN
    assert "roster" not in out["meetings"][0]["participants"][1]
    take_in(other, out)
    assert {key: person(other, "秦守业")[key] for key in KNOWN} == KNOWN
    assert taken_out(other, NUMBER) == out


def test_a_household_member_who_is_not_its_head_stays_one(known, new_book):
    with known.write(ACTOR, "person") as session:
        people.change(session, people.find(session, "秦守业"), household_head=False, note="")
        one(session, Person, people.find(session, "秦守业")).id_tail = None
    other = new_book("urban")
    take_in(other, taken_out(known, NUMBER))
    assert person(other, "秦守业")["household_head"] is False
    assert content(other) == content(known)


def test_a_note_and_the_digits_of_an_id_number_do_not_leave(known):
    said = json.dumps(taken_out(known, NUMBER), ensure_ascii=False)
    assert "听力不好" not in said and "012X" not in said


def test_an_older_record_without_these_words_takes_nothing_away(known, new_book):
    older = deepcopy(taken_out(known, NUMBER))
    del older["meetings"][0]["participants"][0]["roster"]
    other = new_book("urban")
    with other.write(ACTOR, "person") as session:
        people.add(session, "秦守业", unit="3幢", **KNOWN)
    take_in(other, older)
    assert {key: person(other, "秦守业")[key] for key in KNOWN} == KNOWN


def test_who_is_known_is_completed_and_never_overwritten(known, new_book):
    other = new_book("urban")
    with other.write(ACTOR, "person") as session:
        people.add(session, "秦守业", unit="3幢", alias="阿秦", household="8-1")
    take_in(other, taken_out(known, NUMBER))
    found = person(other, "秦守业")
    assert (found["alias"], found["household"], found["tags"]) == ("阿秦", "8-1", "党员、巧手")
    assert found["household_head"] is None  # head of the other household


def test_who_was_struck_off_after_the_vote_keeps_what_the_roster_knows(known, new_book):
    number, other = "BD-2026-02", new_book("urban")
    written(known, opened(day="2026-06-09"), {"do": "sign_in", "name": "秦守业", "unit": "3幢"}, {"do": "sign_in", "name": "朱玉梅"},
            {"do": "agenda", "title": "修灯"}, {"do": "vote", "agenda": 1, "motion": "修", "rule": "FOR_GT_AGAINST", "method": "记名",
                                              "choices": {"秦守业": "for", "朱玉梅": "abstain"}})  # fmt: skip
    with known.write(ACTOR, "attendance") as session:
        room.strike(session, meetings.sheet(session, meetings.find(session, number)).attendees[0].id)
    take_in(other, taken_out(known, number))
    assert {key: person(other, "秦守业")[key] for key in KNOWN} == KNOWN


def test_a_head_of_a_household_is_yes_or_no(known, new_book):
    out = taken_out(known, NUMBER)
    out["meetings"][0]["participants"][0]["roster"]["household_head"] = "是"
    with pytest.raises(Refusal, match="household_head"):
        take_in(new_book("urban"), out)


def test_who_sees_to_a_topic_goes_along_with_it(known, new_book):
    with known.write(ACTOR, "topic") as session:
        pool.describe(session, topics.find(session, "修灯"), handler="朱玉梅")
        people.change(session, people.find(session, "秦守业"), note="")
        one(session, Person, people.find(session, "秦守业")).id_tail = None
    other = new_book("urban")
    out = taken_out(known, NUMBER)
    assert out["meetings"][0]["agenda"][0]["topic"] == {"handler": "朱玉梅"}
    take_in(other, out)
    assert content(other) == content(known)
    with other.read() as session:
        assert [t.handler for t in topics.entries(session, TODAY)] == ["朱玉梅"]
