"""The place's table of drawn characters (造字)."""

import pytest

from tests.services.conftest import ACTOR, TODAY
from yishi.errors import Refusal
from yishi.services import meetings, paper, people, private_use
from yishi.store.undo import undo_last


def test_what_a_drawn_character_stands_for_is_kept_changed_and_taken_out(new_book):
    book = new_book()
    for meant in ("𰻝", "𱁬"):
        with book.write(ACTOR, "private_use") as session:
            private_use.note(session, "\ue123", meant)
        with book.read() as session:
            assert private_use.table(session) == {"\ue123": meant}
    with book.write(ACTOR, "private_use") as session:
        private_use.strike(session, "\ue123")
    with book.read() as session:
        assert private_use.table(session) == {}
    with book.write(ACTOR, "undo") as session:
        undo_last(session, ACTOR)
    with book.read() as session:
        assert private_use.table(session) == {"\ue123": "𱁬"}


@pytest.mark.parametrize(("sign", "meant"), [("张", "章"), ("\ue123", ""), ("\ue123", "两字"), ("\ue123", "\ue124"), ("\ue123", "？")])
def test_nonsense_is_refused(new_book, sign, meant):
    book = new_book()
    with pytest.raises(Refusal, match="YS-M64"), book.write(ACTOR, "private_use") as session:
        private_use.note(session, sign, meant)


def test_a_name_kept_with_its_drawn_character_is_found_by_the_real_one_and_its_sound(new_book):
    book = new_book()
    with book.write(ACTOR, "person") as session:
        people.add(session, "李\ue123")
        private_use.note(session, "\ue123", "伟")
    for wanted in ("李伟", "liwei", "lw", "李\ue123"):
        with book.read() as session:
            assert [line.name for line in people.lines(session, wanted)] == ["李\ue123"], wanted


def test_a_paper_knows_how_the_id_card_writes_a_name_and_what_the_place_says_of_drawn_characters(new_book):
    book = new_book("urban", worked=True)
    with book.write(ACTOR, "x") as session:
        people.change(session, people.find(session, "秦守业"), id_name="秦寿业")
        private_use.note(session, "\ue123", "守")
    with book.read() as session:
        made = paper.sheet(session, meetings.find(session, "BD-2026-04"), TODAY)
    assert ("秦守业", "秦寿业") in made.id_names and made.drawn == (("\ue123", "守"),)
