"""How long papers are kept: three terms, the longer in doubt, and a folder as long as the paper in it that is kept longest."""

from yishi.domain.retention import PERMANENT, TERM_OF, TERMS, Y10, Y30, longest
from yishi.domain.terms import RETENTION_WORDS


def test_the_terms_are_those_that_the_rules_know() -> None:
    assert set(TERM_OF.values()) == set(TERMS) == set(RETENTION_WORDS)


def test_records_of_what_was_decided_are_kept_for_ever_and_single_answers_for_ten_years() -> None:
    assert {TERM_OF[name] for name in ("record", "minutes", "sign-in", "opinion", "tally", "covenant", "four-two")} == {PERMANENT}
    assert {TERM_OF[name] for name in ("assignment", "supervision", "completion", "callback", "posting", "outcome", "photo")} == {Y30}
    assert {TERM_OF[name] for name in ("notice", "topic-form", "proposal", "survey")} == {Y10}


def test_a_folder_is_kept_as_long_as_what_is_kept_longest() -> None:
    assert longest([Y10, PERMANENT, Y30]) == PERMANENT and longest([Y10, Y30]) == Y30 and longest([Y10]) == Y10 and longest([]) == ""
