"""The code of a printed page: no slip of the pen or of the finger makes another valid one of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yishi.domain import form_code
from yishi.domain.form_code import ALPHABET, LENGTH

codes = st.binary(min_size=form_code.BYTES, max_size=32).map(form_code.make)


@given(codes)
def test_a_code_is_ten_signs_that_nobody_takes_for_others(code: str) -> None:
    assert len(code) == LENGTH and set(code) <= set(ALPHABET) and not set(code) & set("0O1IL")
    assert form_code.valid(code) and form_code.found_in(form_code.carried(code)) == code


@given(codes, st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_any_single_wrong_sign_is_noticed(code: str, place: int, sign: str) -> None:
    wrong = code[:place] + sign + code[place + 1 :]
    assert form_code.valid(wrong) == (wrong == code)


@given(codes, st.integers(0, LENGTH - 1), st.integers(0, LENGTH - 1))
def test_any_two_signs_that_changed_places_are_noticed(code: str, one: int, two: int) -> None:
    signs = list(code)
    signs[one], signs[two] = signs[two], signs[one]
    wrong = "".join(signs)
    assert form_code.valid(wrong) == (wrong == code)


@given(codes)
def test_a_code_is_read_however_it_is_typed(code: str) -> None:
    shown = form_code.shown(code)
    wide = "".join(chr(ord(char) + 0xFEE0) for char in shown)
    assert len(shown) == LENGTH + 1 and shown[LENGTH // 2] == "-"
    for typed in (shown, shown.lower(), f" {code[:3]} {code[3:]} ", wide):
        assert form_code.read(typed) == code


@given(st.text(max_size=20))
def test_words_are_not_taken_for_a_code(text: str) -> None:
    read = form_code.read(text)
    assert read == "" or form_code.valid(read)
    assert form_code.found_in(text) == "" or text.startswith("YS:")


@pytest.mark.parametrize("text", ["", "YS:", "https://example.org", "0000000000", "ABCDEFGHJ", "1234567890123"])
def test_what_is_no_code_is_none(text: str) -> None:
    assert form_code.found_in(text) == "" and form_code.read(text) == ""


@given(st.lists(st.binary(min_size=16, max_size=16), min_size=50, max_size=50, unique=True))
def test_other_bits_give_other_codes(bits: list[bytes]) -> None:
    assert len({form_code.make(each) for each in bits}) == len(bits)


def test_too_few_bits_are_our_own_mistake() -> None:
    with pytest.raises(ValueError, match="8 random bytes"):
        form_code.make(b"short")
