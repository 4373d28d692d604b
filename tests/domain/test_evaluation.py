"""What the residents' sheets give."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.builders import BAD, GOOD, resolutions
from yishi.domain.evaluation import (
    check_counts,
    needed,
    passes,
    rate_text,
    read_counts,
    resolve,
    satisfaction,
    thousandths,
)
from yishi.errors import Refusal


def test_the_worked_meetings_give_the_rates_they_record() -> None:
    seen = 0
    for _meeting, resolution in resolutions():
        for sheet in resolution["evaluations"]:
            counts = read_counts(sheet)
            assert satisfaction(counts) == round(sheet["satisfaction_rate"] * 1000)
            assert resolve(counts) == round(sheet["resolve_rate"] * 1000)
            assert (not passes(counts)) is sheet["passed"]
            seen += 1
    assert seen == 6


def test_basically_satisfied_counts_as_satisfied_and_eighty_percent_is_enough() -> None:
    exactly = replace(GOOD, very_satisfied=0, satisfied=0, basically_satisfied=16, dissatisfied=4)
    assert satisfaction(exactly) == 800 and passes(exactly) == []
    below = replace(exactly, basically_satisfied=15, dissatisfied=5)
    assert passes(below) == ["满意率75.0%，低于80%"]


@pytest.mark.parametrize(("grade", "ok"), [
    ("dissatisfied", False), ("very_dissatisfied", False), ("basically_satisfied", True),
    ("unreached", True), (None, True),
])  # fmt: skip
def test_the_one_who_raised_it_has_a_veto(grade: str | None, ok: bool) -> None:
    assert (passes(replace(GOOD, raiser=grade)) == []) is ok


def test_too_few_answers_do_not_pass() -> None:
    four = read_counts({"very_satisfied": 4})
    assert passes(four) == ["有效评价4份，不到5份"]
    assert passes(GOOD, beneficiaries=201) == ["有效评价20份，不到21份"]
    assert [needed(n) for n in (None, 46, 60, 5000)] == [5, 5, 6, 250]


def test_what_follows_from_the_counts_may_be_missing() -> None:
    counts = read_counts({"very_satisfied": 3, "dissatisfied": 2, "solved": 3, "unsolved": 2})
    assert (counts.valid, counts.sample, counts.raiser) == (5, 5, None)


@pytest.mark.parametrize(
    "change",
    [{"valid": 19}, {"sample": 19}, {"solved": 17}, {"unsolved": -1}, {"raiser": "delighted"}],
)
def test_counts_that_contradict_themselves_are_refused(change: dict[str, int]) -> None:
    with pytest.raises(Refusal) as refused:
        check_counts(replace(GOOD, **change))  # type: ignore[arg-type]
    assert refused.value.code == "YS-L42"


def test_a_count_that_is_no_number_is_refused() -> None:
    with pytest.raises(Refusal):
        read_counts({"very_satisfied": "三"})


def test_nothing_asked_is_no_rate_and_no_crash() -> None:
    nobody = read_counts({})
    assert (satisfaction(nobody), resolve(nobody)) == (0, 0) and passes(nobody)


def test_a_rate_reads_as_percent() -> None:
    assert [rate_text(n) for n in (929, 1000, 5)] == ["92.9%", "100.0%", "0.5%"]
    assert rate_text(satisfaction(BAD)) == "30.0%"


@given(st.integers(0, 500), st.integers(1, 500))
def test_a_rate_is_rounded_half_up(part: int, whole: int) -> None:
    exact = Fraction(part * 1000, whole)
    assert thousandths(part, whole) == int(exact + Fraction(1, 2))


@pytest.mark.parametrize("value", [["a"], {"a": None}, 1.5, "很多", True, "长" * 999])
def test_what_is_no_number_is_named_in_chinese_and_cut_short(value: object) -> None:
    for data, code in (({"very_satisfied": value}, "YS-L41"), ({"raiser": value}, "YS-L42")):
        with pytest.raises(Refusal, match=code) as told:
            read_counts(data)
        text = str(told.value)
        assert len(text) < 130 and "None" not in text and "True" not in text and "'" not in text and told.value.next_step
