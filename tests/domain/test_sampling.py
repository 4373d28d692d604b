from hypothesis import given
from hypothesis import strategies as st

from yishi.domain.sampling import drawn, margin, split, usual_size

HOUSES = [(f"p{n}", n) for n in range(86)]


def test_the_same_seed_draws_the_same_list_whatever_order_the_roster_is_in() -> None:
    assert drawn(HOUSES, 7) == drawn(reversed(HOUSES), 7)
    assert drawn(HOUSES, 7) != drawn(HOUSES, 8)


def test_the_draw_of_a_seed_never_changes_between_versions() -> None:
    assert drawn(HOUSES, 7)[:5] == [33, 85, 15, 36, 31]


@given(st.integers(0, 2**63), st.integers(0, 120))
def test_nobody_is_drawn_twice_and_the_replacements_are_all_the_others(seed: int, size: int) -> None:
    sample, rest = split(drawn(HOUSES, seed), size)
    assert len(sample) == min(size, 86)
    assert sorted([*sample, *rest]) == list(range(86))


def test_every_house_has_about_the_same_chance() -> None:
    hits = [0] * 86
    for seed in range(2000):
        for n in drawn(HOUSES, seed)[:10]:
            hits[n] += 1
    assert min(hits) > 170 and max(hits) < 300  # 232.6 expected, four deviations are about 57


def test_at_most_250_are_asked_unless_somebody_says_more() -> None:
    assert (usual_size(86), usual_size(1200)) == (86, 250)


def test_the_margin_is_that_of_a_simple_random_sample() -> None:
    assert margin(250, 1_000_000) == 62
    assert margin(30, 1_000_000) == 179
    assert margin(86, 86) == 0
