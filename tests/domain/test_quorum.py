"""Who must be there, in whole numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yishi.domain.quorum import Alternative, Counted, Part, reached, thousandths

HALF, TWO_THIRDS = Part(1, 2, over=True), Part(2, 3)
ASSEMBLY = (Alternative("adults", HALF), Alternative("households", TWO_THIRDS))


@pytest.mark.parametrize(("whole", "needed"), [(1, 1), (2, 2), (3, 2), (20, 11), (21, 11), (300, 151)])
def test_exactly_half_is_not_over_half(whole, needed):
    assert HALF.needed(whole) == needed
    assert HALF.met(needed, whole) and not HALF.met(needed - 1, whole)


@pytest.mark.parametrize(("whole", "needed"), [(1, 1), (2, 2), (3, 2), (12, 8), (13, 9), (14, 10), (23, 16)])
def test_two_thirds_includes_the_number_itself_and_never_rounds_down(whole, needed):
    assert TWO_THIRDS.needed(whole) == needed
    assert TWO_THIRDS.met(needed, whole) and not TWO_THIRDS.met(needed - 1, whole)


@given(n=st.integers(1, 9), d=st.integers(1, 9), over=st.booleans(), whole=st.integers(1, 5000))
def test_the_needed_number_is_the_least_that_is_enough(n, d, over, whole):
    part = Part.read(f"{'>' if over else ''}{n}/{d}")
    if part is None:
        assert n > d or (over and n == d)
        return
    assert part.met(part.needed(whole), whole) and not part.met(part.needed(whole) - 1, whole)
    assert Part.read(str(part)) == part


def test_of_nobody_nothing_is_enough():
    assert not HALF.met(0, 0) and not TWO_THIRDS.met(0, 0) and thousandths(5, 0) == 0


@pytest.mark.parametrize("text", ["", "2", "3/2", ">2/2", "0/3", "a/b", "2/3以上", "-1/2"])
def test_what_is_no_part_is_not_read_as_one(text):
    assert Part.read(text) is None


@pytest.mark.parametrize(("text", "words"), [
    ("2/3", "三分之二以上"), (">1/2", "过半数"), ("4/5", "五分之四以上"), (">2/3", "超过三分之二"),
])  # fmt: skip
def test_a_part_is_said_as_people_say_it(text, words):
    part = Part.read(text)
    assert part is not None and part.words == words


def test_too_few_adults_lack_a_number_of_people():
    found = reached(ASSEMBLY, Counted(expected=200, present=97))
    assert found is not None and not found.met and (found.by.of, found.needed, found.lacking) == ("adults", 101, 4)


def test_two_thirds_of_the_households_are_enough_where_the_adults_are_not():
    found = reached(ASSEMBLY, Counted(expected=200, present=60, households=90, households_present=60))
    assert found is not None and found.met and found.by.of == "households" and found.lacking == 0


def test_the_alternative_that_lacks_least_is_the_one_that_is_told():
    found = reached(ASSEMBLY, Counted(expected=200, present=60, households=90, households_present=58))
    assert found is not None and not found.met and (found.by.of, found.lacking) == ("households", 2)


def test_without_the_numbers_nothing_is_reached():
    found = reached(ASSEMBLY, Counted(expected=None, present=60))
    assert found is not None and not found.met and found.whole is None
    assert reached((), Counted(expected=9, present=1)) is None


def test_a_share_never_looks_like_more_than_it_is():
    assert thousandths(2, 3) == 666 and thousandths(18, 23) == 782 and thousandths(23, 23) == 1000
