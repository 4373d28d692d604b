"""The score of responsible units: shares, weights, ties, and who is not ranked."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yishi.domain.score import FACTORY, Share, UnitCounts, Weights, rank, score

FULL = Share(5, 5)


def unit(name: str = "绿安物业", cases: int = 5, **parts: Share) -> UnitCounts:
    """Return a unit that did everything well, but for what is said."""
    return UnitCounts(name, cases, **({"on_time": FULL, "first_pass": FULL, "solved": FULL, "satisfied": FULL} | parts))


def places(*units: UnitCounts, weights: Weights = FACTORY) -> dict[str, int | None]:
    return {scored.counts.unit: scored.place for scored in rank(units, weights)}


def test_everything_right_is_a_hundred():
    assert score(unit()) == 1000


@pytest.mark.parametrize(("part", "points"), [("on_time", 700), ("first_pass", 800), ("solved", 750), ("satisfied", 750)])
def test_each_part_weighs_what_the_factory_says(part, points):
    assert score(unit(**{part: Share(0, 5)})) == points


def test_half_up_to_a_tenth():
    assert score(unit(on_time=Share(2, 3))) == 900
    assert score(unit(satisfied=Share(57, 100))) == 893  # 89.25 → 89.3


def test_a_part_that_nobody_knows_leaves_its_weight_to_the_others():
    assert score(unit(solved=Share(), satisfied=Share())) == 1000
    assert score(unit(on_time=Share(0, 5), solved=Share(), satisfied=Share())) == 400


def test_nothing_to_count_is_no_score():
    empty = UnitCounts("居委会", 0)
    assert score(empty) is None
    assert rank([empty])[0].place is None and rank([empty])[0].points == ""


def test_fewer_than_five_cases_are_not_ranked_however_good():
    found = rank([unit("甲", 4), unit("乙", 5, on_time=Share(1, 5))])
    assert [(s.counts.unit, s.place, s.medal) for s in found] == [("乙", 1, True), ("甲", None, False)]


def test_equal_scores_share_a_place_and_the_medal():
    worse = Share(1, 5)
    assert places(unit("甲"), unit("乙"), unit("丙", on_time=worse)) == {"甲": 1, "乙": 1, "丙": 3}
    assert [s.medal for s in rank([unit("甲"), unit("乙"), unit("丙", on_time=worse)])] == [True, True, False]


def five() -> list[UnitCounts]:
    return [unit(name, on_time=Share(5 - n, 5)) for n, name in enumerate("甲乙丙丁戊")]


def test_the_last_three_are_not_named_unless_the_place_wants_it():
    assert not any(s.last for s in rank(five()))
    named = rank(five(), replace(FACTORY, name_last=True))
    assert [s.counts.unit for s in named if s.last] == ["丙", "丁", "戊"]


def test_who_ties_with_the_fourth_last_is_not_named():
    units = [*five()[:2], *(unit(name, on_time=Share(0, 5)) for name in "丙丁戊己")]
    assert not any(s.last for s in rank(units, replace(FACTORY, name_last=True)))


def test_a_unit_alone_is_first_and_never_last():
    only = rank([unit()], replace(FACTORY, name_last=True))[0]
    assert (only.place, only.medal, only.last) == (1, True, False)


def test_weights_that_the_place_chose_count():
    only_time = Weights(on_time=100, first_pass=0, solved=0, satisfied=0)
    assert score(unit(on_time=Share(3, 4), satisfied=Share(0, 5)), only_time) == 750


shares = st.integers(0, 9).flatmap(lambda whole: st.integers(0, whole).map(lambda part: Share(part, whole)))


@given(st.lists(st.tuples(st.integers(0, 8), shares, shares, shares, shares), max_size=8))
def test_places_follow_the_scores(found):
    units = [UnitCounts(str(n), cases, *parts) for n, (cases, *parts) in enumerate(found)]
    made = rank(units)
    assert sorted(s.counts.unit for s in made) == sorted(u.unit for u in units)
    ranked = [s for s in made if s.place is not None]
    assert all(0 <= s.tenths <= 1000 for s in made if s.tenths is not None)
    for s in ranked:
        assert s.place == 1 + sum(other.tenths > s.tenths for other in ranked)
