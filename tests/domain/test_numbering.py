"""Numbers as they are printed and as they are typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yishi.domain import numbering as n
from yishi.domain.terms import FORM_WORDS
from yishi.store.shipped_rules import forms


def test_numbers_are_printed_as_the_documents_have_them() -> None:
    assert n.meeting_number("TW", 2026, 3) == "TW-2026-03"
    assert n.meeting_number("BD", 2026, 123) == "BD-2026-123"
    assert n.resolution_number("桃", 2026, 3, 1) == "桃议〔2026〕3-1"
    assert n.document_number("交办", 2026, 12) == "交办〔2026〕12号"


@pytest.mark.parametrize("text", ["桃议〔2026〕3-1", "桃议[2026]3-1", "桃议（2026）3－1", "桃议【2026】 3-1"])
def test_a_resolution_number_is_read_with_any_brackets(text: str) -> None:
    assert n.parse_resolution_number(text) == ("桃", 2026, 3, 1)


def test_what_is_no_number_is_none() -> None:
    assert n.parse_meeting_number(" tw-2026-3 ") == ("TW", 2026, 3)
    assert n.parse_document_number("督办(2026)3号") == ("督办", 2026, 3)
    for text in ("", "TW-26-3", "桃议2026-3", "交办〔2026〕号"):
        assert (n.parse_meeting_number(text), n.parse_resolution_number(text), n.parse_document_number(text)) == (
            None,
        ) * 3


def test_every_form_has_letters_of_its_own() -> None:
    letters = {code: form.letters for code, form in forms().items()}
    assert set(letters) == set(FORM_WORDS)
    assert len(set(letters.values())) == len(letters)
    assert [letters[form] for form in ("teahouse", "bench", "five_party")] == ["TW", "BD", "WF"]


@given(
    st.sampled_from([form.letters for form in forms().values()]), st.integers(1900, 2999), st.integers(1, 9999), st.integers(1, 99)
)
def test_numbers_read_back(code: str, year: int, meeting: int, number: int) -> None:
    assert n.parse_meeting_number(n.meeting_number(code, year, meeting)) == (code, year, meeting)
    assert n.parse_resolution_number(n.resolution_number("翠", year, meeting, number)) == ("翠", year, meeting, number)
    assert n.parse_document_number(n.document_number("吹哨", year, number)) == ("吹哨", year, number)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("tw-2026-3", "TW-2026-03"),
        ("ＴＷ－２０２６－０３", "TW-2026-03"),
        ("TW-2026-123456", "TW-2026-123456"),
        ("桃议[2026]03-01", "桃议〔2026〕3-1"),
        ("TW-2026-1234567", None),
        ("TW-2026-٣", None),
        ("会", None),
    ],
)
def test_a_number_has_one_form_however_it_was_typed(typed: str, printed: str | None) -> None:
    assert n.canonical(typed) == printed
