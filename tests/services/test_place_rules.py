"""Numbers of the place: stored, read by the rules, given up again; a mistake is told at its field and changes nothing."""

import json
from dataclasses import fields

import pytest

from tests.services.conftest import ACTOR, content
from yishi.domain import evaluation, funds, place_numbers, score, transitions
from yishi.domain.records import RuleCopy
from yishi.errors import Refusal
from yishi.services import communities, place_rules
from yishi.store.undo import undo_last
from yishi.store.writing import put


def change(book, kind, **values):
    with book.write(ACTOR, "place_rules") as session:
        place_rules.change(session, kind, values)


def test_every_number_of_the_rules_can_be_edited():
    named = {kind: {item.key for item in items} for kind, items in place_numbers.KINDS.items()}
    assert named["deadlines"] | named["lights"] == {field.name for field in fields(transitions.Deadlines)}
    assert not named["deadlines"] & named["lights"]
    for kind in ("thresholds", "weights", "funds"):
        assert named[kind] == place_numbers.covered(kind)


@pytest.mark.parametrize("kind", place_numbers.KINDS)
def test_what_leaves_the_factory_has_no_mistake_in_it(kind):
    assert place_numbers.faults(kind, place_numbers.factory(kind)) == ()


def test_a_book_without_changes_has_the_factory_values(new_book):
    with new_book().read() as session:
        assert place_rules.deadlines(session) == transitions.FACTORY
        assert place_rules.thresholds(session) == evaluation.FACTORY
        assert place_rules.weights(session) == score.FACTORY and place_rules.funds(session) == funds.FACTORY


def test_a_change_is_read_by_the_rules_and_undone_and_given_up(new_book):
    book = new_book()
    change(book, "deadlines", ordinary=12)
    change(book, "lights", soon=5)
    change(book, "thresholds", raiser_veto=False)
    with book.read() as session:
        found = place_rules.deadlines(session)
        assert (found.ordinary, found.soon, found.accept) == (12, 5, 1) and not place_rules.thresholds(session).raiser_veto
        assert place_rules.changed(session, "lights") and not place_rules.changed(session, "funds")
    with book.write(ACTOR, "undo") as session:
        undo_last(session, ACTOR)
    with book.read() as session:
        assert place_rules.thresholds(session) == evaluation.FACTORY
    with book.write(ACTOR, "place_rules") as session:
        place_rules.restore(session, "deadlines")
    with book.read() as session:
        assert place_rules.deadlines(session).ordinary == 10 and place_rules.deadlines(session).soon == 5


def test_without_the_raisers_veto_a_bad_grade_of_the_raiser_does_not_fail():
    counts = evaluation.read_counts({"very_satisfied": 10, "raiser": "dissatisfied"})
    assert evaluation.passes(counts) == ["提出人自己不满意"]
    assert evaluation.passes(counts, thresholds=evaluation.Thresholds(raiser_veto=False)) == []


@pytest.mark.parametrize(("kind", "values", "field", "words"), [
    ("deadlines", {"ordinary": "十"}, "ordinary", "整数"),
    ("deadlines", {"ordinary": 0}, "ordinary", "1到250"),
    ("deadlines", {"ordinary": None}, "ordinary", "还空着"),
    ("deadlines", {"posting_natural": 3}, "posting_natural", "最少的5日"),
    ("deadlines", {"outcome_natural": 3}, "outcome_natural", "最少的5日"),
    ("thresholds", {"satisfied_percent": 101}, "satisfied_percent", "1到100"),
    ("thresholds", {"raiser_veto": 1}, "raiser_veto", "是"),
    ("thresholds", {"least_valid": 100, "most_needed": 50}, "most_needed", "最少的100份"),
    ("weights", {"on_time": 31}, "satisfied", "101分"),
    ("funds", {"least": 20_000}, "most", "最少的20000元"),
    ("funds", {"colour": 1}, "colour", "没有这一项"),
])  # fmt: skip
def test_a_mistake_is_told_at_its_field_and_changes_nothing(kind, values, field, words, new_book):
    book = new_book()
    before = content(book)
    found = place_rules.faults(kind, place_numbers.factory(kind) | values)
    assert [fault.field for fault in found] == [field] and words in found[0].message
    with pytest.raises(Refusal) as refused:
        change(book, kind, **values)
    assert refused.value.code == "YS-F01" and refused.value.next_step and content(book) == before


def test_an_unknown_kind_is_refused(new_book):
    with pytest.raises(Refusal) as refused, new_book().read() as session:
        place_rules.values(session, "colours")
    assert refused.value.code == "YS-F10"


def test_numbers_kept_by_another_version_are_read_as_far_as_they_go(new_book):
    book = new_book()
    with book.write(ACTOR, "place_rules") as session:
        mine = communities.mine(session).id
        text = json.dumps({"title": "期限", "values": {"ordinary": 15, "accept": -3, "later": 9}})
        put(session, RuleCopy, RuleCopy.id_for(mine, "deadlines", "place"),
            {"community_id": mine, "kind": "deadlines", "code": "place", "content": text})  # fmt: skip
    with book.read() as session:
        assert (place_rules.deadlines(session).ordinary, place_rules.deadlines(session).accept) == (15, 1)


def test_a_community_is_renamed_and_its_records_stay_its_own(new_book):
    book = new_book(worked=True)
    with book.read() as session:
        before = communities.mine(session)
    with book.write(ACTOR, "community") as session:
        after = communities.change(session, name=" 桃源村 ", abbr="", town="洪蓝街道")
    assert (after.id, after.name, after.abbr, after.town, after.org) == (before.id, "桃源村", "桃", "洪蓝街道", "桃源村村民委员会")
    assert [fault.field for fault in communities.faults(name=" ", abbr="九" * 9, actor="")] == ["name", "abbr", "actor"]
    with pytest.raises(Refusal), book.write(ACTOR, "community") as session:
        communities.change(session, name="  ")
