"""A community may be renamed: its records stay its own, under whichever name their papers have."""

from copy import deepcopy

import pytest

from tests.services.conftest import ACTOR, content
from tests.services.test_record_growth import NUMBER, opened, take_in, taken_out, written
from yishi.errors import Refusal
from yishi.services import communities
from yishi.store.book import Book

BARE = {"do": "agenda", "title": "修灯"}
AGREED = {"do": "resolve", "agenda": 1, "text": "修好路灯", "owner_unit": "物业", "owner": "孙伟", "supervisor": "诸葛平", "workdays": 5}


def rename(book: Book, name: str = "翠湖社区", abbr: str = "湖") -> None:
    with book.write(ACTOR, "community") as session:
        communities.change(session, name=name, abbr=abbr)


@pytest.fixture(params=[(BARE,), (BARE, AGREED)], ids=["without a number", "with a number"])
def book(request: pytest.FixtureRequest, new_book) -> Book:
    made = new_book("urban")
    written(made, opened(), {"do": "sign_in", "name": "秦守业"}, *request.param, {"do": "close_meeting"})
    return made


def test_a_record_from_before_the_community_was_renamed_is_known_and_its_paper_keeps_the_old_name(book):
    before = taken_out(book, NUMBER)
    rename(book)
    after = taken_out(book, NUMBER)
    assert after["meetings"][0]["org"] == before["meetings"][0]["org"] and "翠屏" in after["meetings"][0]["org"]
    assert take_in(book, before).unchanged == (NUMBER,)
    assert take_in(book, after).unchanged == (NUMBER,)


def test_a_record_goes_out_of_a_renamed_book_and_into_one_that_is_called_as_before_or_as_now(book, new_book):
    rename(book)
    out = taken_out(book, NUMBER)
    same, new = new_book("urban"), new_book("urban")
    take_in(same, out)
    rename(same)
    assert content(same) == content(book)
    rename(new, abbr="")
    take_in(new, out)
    assert taken_out(new, NUMBER)["meetings"][0]["org"] == out["meetings"][0]["org"]


def test_an_empty_book_that_was_renamed_takes_in_an_old_record(book, new_book):
    other, before = new_book("urban"), taken_out(book, NUMBER)
    rename(other)
    take_in(other, before)
    third = new_book("urban")
    rename(third)
    take_in(third, taken_out(other, NUMBER))
    assert content(third) == content(other)


def test_a_meeting_held_after_the_renaming_is_known_to_a_copy_under_the_old_name(book, new_book):
    rename(book)
    written(book, opened(day="2026-07-08"), {"do": "sign_in", "name": "秦守业"}, BARE, AGREED, {"do": "close_meeting"})
    out = taken_out(book, "BD-2026-02")
    assert "翠湖" in out["meetings"][0]["org"]
    assert take_in(new_book("urban"), out).added == ("BD-2026-02",)


def test_a_record_of_another_community_is_still_refused(book, new_book):
    rename(book)
    strange = deepcopy(taken_out(book, NUMBER))
    meeting = strange["meetings"][0]
    meeting["org"], meeting["community"] = "柳桥社区居民委员会", {"id": "0" * 32, "name": "柳桥社区"}
    for resolution in meeting["resolutions"]:
        resolution["no"] = resolution["no"].replace("翠", "柳")
    with pytest.raises(Refusal) as refused:
        take_in(new_book("urban"), strange)
    assert refused.value.code == "YS-I05"


def test_a_community_that_was_never_renamed_says_nothing_of_it(book):
    assert "community" not in taken_out(book, NUMBER)["meetings"][0]
