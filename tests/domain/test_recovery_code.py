"""The code on the sheet: a slip is told at once, and in which group it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yishi.domain import recovery_code as code

SECRETS = st.binary(min_size=code.BYTES, max_size=code.BYTES)


@given(SECRETS)
def test_what_is_typed_from_the_sheet_is_the_secret(secret):
    told = code.told(secret)
    assert [len(group) for group in told.split("-")] == [5] * 6 and not set("01IO") & set(told)
    assert code.secret(told) == secret == code.secret(told.lower().replace("-", " ")) == code.secret(told.replace("-", "－"))


@given(SECRETS, st.integers(0, 29), st.sampled_from(code.SIGNS))
def test_one_wrong_sign_is_found_in_its_group(secret, place, sign):
    signs = code.told(secret).replace("-", "")
    typed = signs[:place] + sign + signs[place + 1 :]
    assert code.wrong(typed) == (() if typed == signs else (place // 5 + 1,))


@given(SECRETS, st.integers(0, 29), st.integers(1, 4))
def test_two_signs_of_a_group_that_changed_places_are_found(secret, place, step):
    signs, other = list(code.told(secret).replace("-", "")), place // 5 * 5 + (place + step) % 5
    swapped = signs.copy()
    swapped[place], swapped[other] = signs[other], signs[place]
    assert code.wrong("".join(swapped)) == (() if swapped == signs else (place // 5 + 1,))


@given(SECRETS, st.integers(0, 5), st.integers(1, 5))
def test_two_groups_that_changed_places_are_found(secret, place, step):
    groups, other = code.told(secret).split("-"), (place + step) % 6
    groups[place], groups[other] = groups[other], groups[place]
    assert code.wrong("-".join(groups)) == tuple(sorted((place + 1, other + 1)))


def test_signs_that_no_sheet_has_and_a_code_cut_short_are_told():
    told = code.told(bytes(code.BYTES))
    assert code.strange(told[:-1] + "0") == "0" and code.strange("钥" + told) == "钥"
    assert (code.missing(told[:-2]), code.missing(told), code.missing(told + "2")) == (2, 0, -1)
    with pytest.raises(ValueError, match="not a code"):
        code.secret(told[:-1])
