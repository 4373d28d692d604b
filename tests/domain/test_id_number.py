"""ID numbers read as GB 11643-1999 writes them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yishi.domain import id_number
from yishi.domain.id_number import CHECKS, IdNumber

TODAY = date(2026, 11, 22)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # as the standard lists them


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("11010519491231002X", IdNumber("11010519491231002X", date(1949, 12, 31), "女")),
        ("１１０１０５ １９４９１２３１ ００２ｘ", IdNumber("11010519491231002X", date(1949, 12, 31), "女")),
        ("440524188001010014", IdNumber("440524188001010014", date(1880, 1, 1), "男")),
        ("110105194912310021", IdNumber("110105194912310021", date(1949, 12, 31), "女", "check")),
        ("110105194902310029", IdNumber("110105194902310029", None, "女", "day")),
        ("110105202712310021", IdNumber("110105202712310021", None, "女", "day")),
        ("110105491231002", IdNumber("110105491231002", date(1949, 12, 31), "女")),
        ("11010549123100", IdNumber("11010549123100", fault="length")),
        ("X1010519491231002X", IdNumber("X1010519491231002X", fault="length")),
        ("", IdNumber("", fault="length")),
    ],
)
def test_a_number_tells_day_sex_and_fault(typed, said):
    assert id_number.read(typed, TODAY) == said


def test_the_last_four_are_the_tail():
    assert id_number.read("11010519491231002x").tail == "002X"


@given(st.integers(10**16, 10**17 - 1).map(str))
def test_the_check_is_the_weighted_sum_of_the_standard(figures):
    last = CHECKS[sum(int(sign) * weight for sign, weight in zip(figures, WEIGHTS, strict=True)) % 11]
    assert [sign for sign in "0123456789X" if id_number.passes(figures + sign)] == [last]
