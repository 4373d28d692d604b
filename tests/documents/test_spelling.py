"""A name that no face has is printed as the ID card writes it, or by the place's table, and the paper says so."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from yishi.documents import paint
from yishi.documents.catalogue import documents
from yishi.documents.layout import Paper
from yishi.errors import Refusal
from yishi.services.answers import MeetingSheet

DRAWN = "\ue123"
PAPERS = ("sign-in", "sign-in-allowance", "minutes", "record", "signatures")


@pytest.fixture
def rare(meeting: MeetingSheet) -> MeetingSheet:
    """The meeting with somebody whose name has a character that was drawn on one PC, who also spoke."""
    people = tuple(replace(a, name=f"秦{DRAWN}业") if a.name == "秦守业" else a for a in meeting.attendees)
    said = tuple(replace(s, speaker=f"秦{DRAWN}业") if s.speaker == "马骁" else s for s in meeting.speeches)
    return replace(meeting, attendees=people, speeches=said)


@pytest.mark.parametrize("name", PAPERS)
def test_the_way_of_the_id_card_stands_on_paper_and_the_paper_says_so(
    rare: MeetingSheet, name: str, words: Callable[[Paper], str]
) -> None:
    text = words(documents()[name].compose(replace(rare, id_names=((f"秦{DRAWN}业", "秦寿业"),))))
    assert text.count("秦寿业") >= 2 and "本件中“秦寿业”的姓名按身份证写法印。" in text


@pytest.mark.parametrize("name", PAPERS)
def test_a_drawn_character_is_printed_by_the_table_of_the_place(rare: MeetingSheet, name: str, words: Callable[[Paper], str]) -> None:
    text = words(documents()[name].compose(replace(rare, drawn=((DRAWN, "守"),))))
    assert "秦守业" in text and "本件中造字U+E123印作“守”。" in text


def test_the_card_goes_before_the_table(rare: MeetingSheet, words: Callable[[Paper], str]) -> None:
    text = words(documents()["minutes"].compose(replace(rare, id_names=((f"秦{DRAWN}业", "秦寿业"),), drawn=((DRAWN, "守"),))))
    assert "秦寿业" in text and "秦守业" not in text and "U+E123" not in text


@pytest.mark.parametrize("id_names", [(), ((f"秦{DRAWN}业", f"秦{DRAWN}"),), (("别人", "别仁"),)])
def test_where_neither_helps_nothing_is_printed(rare: MeetingSheet, id_names: tuple[tuple[str, str], ...]) -> None:
    with pytest.raises(Refusal, match="U\\+E123") as refused:
        paint.pdf(documents()["minutes"].compose(replace(rare, id_names=id_names)))
    assert refused.value.code == "YS-P01"


def test_a_name_that_can_be_printed_stays_as_people_write_it(meeting: MeetingSheet, words: Callable[[Paper], str]) -> None:
    text = words(documents()["sign-in"].compose(replace(meeting, id_names=(("秦守业", "秦寿业"),), drawn=((DRAWN, "守"),))))
    assert "秦守业" in text and "秦寿业" not in text and "本件中" not in text
