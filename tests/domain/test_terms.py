"""Every code has a word, and a village is not spoken to as a town."""

from yishi.domain import terms
from yishi.domain.loop import EVENTS, LEVELS, STAGE_OF, Stage, State
from yishi.domain.voting import RULES


def test_every_code_has_a_word() -> None:
    assert set(terms.STATE_WORDS) == set(State) == set(STAGE_OF)
    assert set(terms.EVENT_WORDS) == set(EVENTS)
    assert set(terms.LEVEL_WORDS) == set(LEVELS)
    assert set(terms.RULE_WORDS) == set(RULES)
    assert [stage.value for stage in Stage] == ["决议", "跟进", "督查", "评价", "公开归档"]


def test_no_two_states_and_no_two_events_share_a_word() -> None:
    for words in (terms.STATE_WORDS, terms.EVENT_WORDS, terms.FORM_WORDS, terms.ROLE_WORDS):
        assert len(set(words.values())) == len(words)


def test_an_urban_community_has_residents_and_a_village_villagers() -> None:
    text = "村民委员会、村务监督委员会、村民代表会议、村务公开栏"
    assert terms.word("village", text) == text
    assert terms.word("urban", text) == "居民委员会、居务监督委员会、居民代表会议、居务公开栏"
