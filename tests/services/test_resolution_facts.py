"""For how many households a resolution is and what it is filed under: said later, and it counts from then on."""

import pytest

from tests.services import loop_books
from yishi.domain.records import Resolution
from yishi.errors import Refusal
from yishi.services import resolution_facts, resolutions
from yishi.services.living import one
from yishi.store.undo import undo_last


@pytest.fixture
def book(new_book):
    return loop_books.adopted(new_book)


def describe(book, **facts):
    with book.write("杜鹃", "describe") as s:
        resolution_facts.describe(s, loop_books.only(book), **facts)


def kept(book):
    with book.read() as s:
        record = one(s, Resolution, loop_books.only(book))
        return record.beneficiaries, record.together, record.ledger_kind


def test_what_is_not_named_stays_and_zero_takes_the_number_back(book):
    describe(book, beneficiaries=412, together="build")
    describe(book, ledger_kind="livelihood")
    assert kept(book) == (412, "build", "livelihood")
    describe(book, beneficiaries=0, together="")
    assert kept(book) == (None, "", "livelihood")
    with book.write("杜鹃", "undo") as s:
        undo_last(s, "杜鹃")
    assert kept(book) == (412, "build", "livelihood")


@pytest.mark.parametrize("facts", [{"beneficiaries": -1}, {"beneficiaries": 10**7}, {"together": "五共"}, {"ledger_kind": "x"}])
def test_what_cannot_be_is_refused_and_changes_nothing(book, facts):
    with pytest.raises(Refusal) as refused:
        describe(book, **{"beneficiaries": 12, **facts})
    assert refused.value.code in ("YS-L55", "YS-L56") and refused.value.next_step and kept(book) == (None, "", "")


def test_more_households_ask_for_more_papers(book):
    describe(book, beneficiaries=412)
    loop_books.to_evaluation(book)
    with book.read() as s:
        assert resolutions.sheet(s, loop_books.only(book), loop_books.DAY).line.signs.beneficiaries == 412
    with pytest.raises(Refusal):
        loop_books.step(book, "eval_pass", evaluation=loop_books.GOOD)


def test_a_round_that_passed_is_not_made_too_small_afterwards(book):
    loop_books.to_evaluation(book)
    loop_books.step(book, "eval_pass", evaluation=loop_books.GOOD)
    with pytest.raises(Refusal) as refused:
        describe(book, beneficiaries=4120)
    assert refused.value.code == "YS-L64" and kept(book)[0] is None
    describe(book, beneficiaries=40)
    assert kept(book)[0] == 40
