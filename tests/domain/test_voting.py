"""When a motion carries and when it does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.builders import resolutions
from yishi.domain import voting
from yishi.domain.voting import OwnersTally, Tally, carried, check_tally, explain, owners_carried
from yishi.errors import Refusal


@pytest.mark.parametrize(
    ("rule", "votes", "present", "eligible", "passes"),
    [
        ("FOR_GT_AGAINST", (5, 5, 1), 11, 11, False),
        ("FOR_GT_AGAINST", (1, 0, 10), 11, 11, True),
        ("MAJORITY_PRESENT", (5, 0, 5), 10, 12, False),  # half is not over half
        ("MAJORITY_PRESENT", (6, 4, 0), 10, 40, True),
        ("TWO_THIRDS_PRESENT", (6, 3, 0), 9, 20, True),  # 以上 includes the number itself
        ("TWO_THIRDS_PRESENT", (6, 4, 0), 10, 10, False),
        ("TWO_THIRDS_PRESENT", (0, 0, 0), 0, 10, False),
        ("TWO_THIRDS_OF_ALL", (21, 0, 6), 27, 32, False),
        ("TWO_THIRDS_OF_ALL", (22, 0, 5), 27, 32, True),
        ("CONSENSUS", (3, 0, 8), 11, 11, True),
        ("CONSENSUS", (10, 1, 0), 11, 11, False),
        ("INFO_ONLY", (11, 0, 0), 11, 11, False),
    ],
)
def test_a_motion_carries_by_its_rule(rule: str, votes: tuple[int, int, int], present: int, eligible: int,
                                      passes: bool) -> None:  # fmt: skip
    tally = Tally(*votes)
    assert carried(rule, tally, present, eligible) is passes
    if rule not in voting.WITHOUT_VOTE:
        assert explain(rule, tally, present, eligible).endswith("，通过" if passes else "未通过")


def test_the_sentence_names_rule_and_numbers() -> None:
    assert explain("FOR_GT_AGAINST", Tally(8, 2, 1), 11, 11) == "同意8，多于反对2，通过"
    assert explain("TWO_THIRDS_OF_ALL", Tally(21, 0, 6), 27, 32) == "同意21，不到应到32人的三分之二（22人），未通过"
    assert explain("CONSENSUS", Tally(9, 1, 0), 10, 10) == "有1人反对，没有达成共识"


def test_an_unknown_rule_is_refused_by_name() -> None:
    with pytest.raises(Refusal, match="LOUDEST"):
        carried("LOUDEST", Tally(1, 0, 0), 1, 1)


def test_owners_do_not_decide_by_raised_hands() -> None:
    with pytest.raises(Refusal, match="面积"):
        carried("OWNERS_DOUBLE", Tally(9, 0, 0), 9, 9)


@pytest.mark.parametrize(
    ("tally", "said"),
    [(Tally(99, 0, 0), "99"), (Tally(8, 2, 0), "10"), (Tally(12, -1, 0), "-1"), (Tally(8, 2, 1, 1, 0), "12")],
)
def test_votes_that_do_not_add_up_are_refused_with_both_numbers(tally: Tally, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_tally(tally, 11)
    assert refused.value.code == "YS-V02" and said in refused.value.message


def test_votes_that_add_up_are_let_in() -> None:
    full = Tally(7, 1, 1, 1, 1)
    check_tally(full, 11)
    assert full.total == 11


def test_the_votes_of_the_worked_meetings_carry_as_recorded() -> None:
    seen = {id(meeting): meeting for meeting, _resolution in resolutions()}
    for meeting in seen.values():
        for vote in meeting["votes"]:
            tally = Tally(vote["votes_for"], vote["votes_against"], vote["abstain"], 0, vote["not_voted"])
            check_tally(tally, vote["present"])
            assert carried(vote["rule"], tally, vote["present"], vote["eligible"]) is vote["passed"]
        owners = meeting.get("owners_vote")
        if owners:
            areas = {k: voting.read_area(owners[k]) for k in ("total_area", "participating_area", "agree_area")}
            joint = OwnersTally(
                owners["total_owners"],
                areas["total_area"],
                owners["participating_owners"],
                areas["participating_area"],
                owners["agree_owners"],
                areas["agree_area"],
                owners["civil_code_278"],
            )
            assert owners_carried(joint) is owners["passed"]


@pytest.mark.parametrize(
    ("numbers", "matter", "passes"),
    [
        ((300, 30000, 200, 20000, 101, 10001), 1, True),
        ((300, 30000, 199, 20000, 199, 20000), 1, False),  # too few took part
        ((300, 30000, 200, 19999, 200, 19999), 1, False),  # too little area took part
        ((300, 30000, 200, 20000, 100, 20000), 1, False),  # half the heads is not over half
        ((300, 30000, 200, 20000, 200, 10000), 1, False),
        ((300, 30000, 200, 20000, 150, 15000), 8, True),  # three quarters include the number itself
        ((300, 30000, 200, 20000, 149, 20000), 8, False),
        ((300, 30000, 200, 20000, 200, 14999), 7, False),
        ((0, 0, 0, 0, 0, 0), 1, False),
    ],
)
def test_owners_decide_by_heads_and_by_area(
    numbers: tuple[int, int, int, int, int, int], matter: int, passes: bool
) -> None:
    tally = OwnersTally(*numbers, matter)
    assert owners_carried(tally) is passes
    assert voting.explain_owners(tally).endswith("，通过" if passes else "未通过")


@pytest.mark.parametrize(
    "tally",
    [OwnersTally(9, 9, 10, 9, 1, 1, 1), OwnersTally(9, 9, 9, 9, 1, 10, 1), OwnersTally(9, 9, 9, 9, 9, 9, 10)],
)
def test_owners_numbers_that_cannot_be_are_refused(tally: OwnersTally) -> None:
    with pytest.raises(Refusal) as refused:
        owners_carried(tally)
    assert refused.value.code == "YS-V04"


@pytest.mark.parametrize(("text", "area"), [("36850.40", 3685040), ("12.5", 1250), ("7", 700), ("１２", 1200)])
def test_an_area_is_read_to_the_hundredth(text: str, area: int) -> None:
    assert voting.read_area(text) == area


@pytest.mark.parametrize("text", ["1.234", "-3", "1e5", "", "十二"])
def test_an_area_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(Refusal):
        voting.read_area(text)


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
def test_one_more_vote_for_never_makes_a_motion_fail(f: int, a: int, b: int) -> None:
    before, present = Tally(f, a, b), f + a + b + 1
    more = Tally(f + 1, a, b)
    for rule in voting.RULES:
        if rule != "OWNERS_DOUBLE":
            assert carried(rule, more, present, 90) >= carried(rule, before, present, 90)


@pytest.mark.parametrize(("numbers", "said"), [
    ((18, 17, 1, 13, 2, 1), ""), ((0, 0, 0, 0, 0, 0), ""), ((18, 18, 18, 0, 0, 0), ""),
    ((19, 17, 1, 13, 2, 1), "发出19张，比可以投票的18人多1张"), ((17, 18, 0, 18, 0, 0), "收回18张，比发出的17张多1张"),
    ((18, 3, 4, 0, 0, 0), "无效4张，比收回的3张多1张"), ((18, 17, 1, 14, 2, 1), "同意、反对、弃权合计17，比有效票16张多1"),
    ((18, 17, 1, 12, 2, 1), "同意、反对、弃权合计15，比有效票16张少1"), ((18, 17, -1, 16, 2, 0), "票数不能是负数"),
])  # fmt: skip
def test_the_sums_of_a_tally_sheet_agree_or_it_is_said_what_differs(numbers: tuple[int, ...], said: str) -> None:
    ballot = voting.Ballot(*numbers)
    assert voting.ballot_differs(ballot, 18) == said
    if said:
        with pytest.raises(Refusal, match=said) as refused:
            voting.check_ballot(ballot, 18)
        assert refused.value.code == "YS-V10"
    else:
        voting.check_ballot(ballot, 18)


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40), st.integers(0, 40), st.integers(0, 40))
def test_a_tally_sheet_counted_from_ballots_always_agrees(f: int, a: int, b: int, invalid: int, kept: int) -> None:
    returned = f + a + b + invalid
    ballot = voting.Ballot(returned + kept, returned, invalid, f, a, b)
    assert not voting.ballot_differs(ballot, returned + kept) and ballot.valid == f + a + b


def test_beans_and_hands_say_how_many_are_too_many() -> None:
    assert voting.sum_differs("举手", 19, 18) == "合计19，比实到18多1"
    assert voting.sum_differs("举手", 19, 18, recused=1) == "合计19，比可以表决的18人多1（回避1人不算）"
    assert voting.sum_differs("投豆", 20, 18) == "碗里合计20粒，可以投豆的18人，多2粒"
    assert not voting.sum_differs("投豆", 18, 18)


def test_votes_by_name_are_counted_and_the_rest_did_not_vote() -> None:
    assert voting.count_choices(["for", "against", "for", "not_voted"], 5) == Tally(2, 1, 0, 0, 2)
    with pytest.raises(Refusal) as refused:
        voting.count_choices(["perhaps"], 5)
    assert refused.value.code == "YS-V13" and "perhaps" in refused.value.message
