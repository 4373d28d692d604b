"""Fen as people and records write them in yuan."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yishi.domain.money import in_yuan, yuan


@pytest.mark.parametrize(
    ("fen", "words"),
    [(0, "0"), (320_000, "3200"), (320_050, "3200.50"), (5, "0.05"), (-130_050, "-1300.50"), (-50, "-0.50"), (123_456_789, "1234567.89")],
)
def test_money_is_written_to_the_fen_and_what_is_overspent_has_its_sign(fen: int, words: str) -> None:
    assert yuan(fen) == words


def test_records_write_whole_yuan_without_a_point() -> None:
    assert (in_yuan(320_000), in_yuan(320_050)) == (3200, 3200.5)


@given(st.integers(-(10**14), 10**14))
def test_no_fen_is_lost(fen: int) -> None:
    whole, _point, part = yuan(fen).removeprefix("-").partition(".")
    assert (int(whole) * 100 + int(part or 0)) * (-1 if fen < 0 else 1) == fen
