"""Ballots and tally sheets: secret ones cannot be traced, owners' are signed, the numbers are those of the vote."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from yishi.documents import ballot, tally
from yishi.documents.layout import Paper, Rule, Text
from yishi.services.answers import MeetingSheet

Words = Callable[[Paper], str]


@pytest.fixture
def waiting(meeting: MeetingSheet) -> MeetingSheet:
    """The meeting before its votes."""
    return replace(meeting, motions=tuple(replace(m, voted=False) for m in meeting.motions))


def first(paper: Paper) -> Paper:
    return replace(paper, pages=paper.pages[:1])


def test_a_page_has_four_ballots_with_the_whole_motion_and_for_at_the_left(waiting: MeetingSheet, words: Words) -> None:
    text = words(first(ballot.compose(waiting)))
    assert text.count("会商表决票") == 4 and text.count("议题1：消防通道违停") == 4
    assert text.count("多选、不选、涂改的为无效票") == 4 and text.count("盖章处") == 4
    at = [c.x for c in ballot.compose(waiting).pages[0] if isinstance(c, Text) and c.text in ("同意", "反对", "弃权")][:3]
    assert at == sorted(at)


def test_every_motion_has_as_many_ballots_as_people_are_expected(waiting: MeetingSheet, words: Words) -> None:
    text = words(ballot.compose(replace(waiting, members=9)))
    assert text.count("消防通道重新划线") >= 9 and text.count("12个车位") >= 9
    assert text.count("飞线充电") >= 9  # a topic without a motion has lines to write it on


def test_a_secret_ballot_bears_no_name_and_no_number(waiting: MeetingSheet, words: Words) -> None:
    text = words(ballot.compose(waiting))
    assert not any(a.name in text for a in waiting.attendees)
    assert "签名" not in text and "第1页" not in text and "—1—" not in text
    pages = ballot.compose(waiting).pages
    assert pages[0] == pages[1]  # nothing tells one from another


def test_an_owner_signs_with_room_area_and_date(waiting: MeetingSheet, words: Words) -> None:
    line = replace(waiting.line, form="owners_vote", form_name="业主共同决定")
    text = words(first(ballot.compose(replace(waiting, line=line))))
    for label in ("楼栋室号：", "专有面积：", "日期：", "业主签名："):
        assert text.count(label) == 4


@pytest.mark.parametrize(("length", "count"), [(40, 4), (400, 2), (1500, 1)])
def test_a_long_motion_gets_a_larger_ballot_and_stays_whole(waiting: MeetingSheet, words: Words, length: int, count: int) -> None:
    motion = replace(waiting.motions[0], text="甲" * length)
    text = words(first(ballot.compose(replace(waiting, motions=(motion,)))))
    assert text.count("甲") == count * length


def test_nothing_of_a_ballot_crosses_the_cut(waiting: MeetingSheet) -> None:
    paper = ballot.compose(waiting)
    middle = paper.sheet.width / 2
    for command in paper.pages[0]:
        if isinstance(command, Text):
            end = command.x + command.size * command.chain.width(command.text)
            assert (command.x > middle) == (end > middle), command.text
    assert any(isinstance(c, Rule) and c.x1 == c.x2 == middle for c in paper.pages[0])


def test_a_tally_sheet_has_room_for_the_count_and_three_signatures(waiting: MeetingSheet, words: Words) -> None:
    paper = tally.compose(waiting)
    text = words(first(paper))
    for word in ("发出", "收回", "有效", "无效", "同意", "反对", "弃权", "监票人签字：", "计票人签字：", "唱票人签字："):
        assert word in text
    assert "□通过□未通过" in text and len(paper.pages) == 3


def test_a_tally_sheet_shows_what_was_counted(meeting: MeetingSheet, words: Words) -> None:
    counted = replace(meeting.motions[0], issued=8, returned=7, invalid=1)
    text = words(first(tally.compose(replace(meeting, motions=(counted,)))))
    assert "发出8收回7有效6无效1" in text and "结果：通过" in text
