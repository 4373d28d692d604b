"""Who had the floor, and whose turn it is."""

import pytest

from yishi.domain import turns
from yishi.domain.turns import Said, Share


def test_a_speech_lasts_until_the_next_one_begins() -> None:
    assert turns.lengths(("14:32", "14:33", "14:36"), "14:38") == (1, 3, 2)


def test_the_last_speech_is_open_while_nobody_says_when_it_ended() -> None:
    assert turns.lengths(("14:32", "14:33")) == (1, 0)


def test_a_break_is_not_a_speech() -> None:
    assert turns.lengths(("14:00", "15:30"), "15:31") == (turns.LONGEST, 1)


def test_a_meeting_may_go_on_past_midnight() -> None:
    assert turns.lengths(("23:58", "00:03"), "00:05") == (5, 2)


def test_a_line_that_was_added_later_counts_as_nothing() -> None:
    assert turns.lengths(("14:32", "14:10", "14:35")) == (0, 10, 0)


@pytest.mark.parametrize("odd", ["", "下午", "14", "25:99", "1４:x"])
def test_a_time_that_nobody_knows_counts_as_nothing(odd: str) -> None:
    assert turns.lengths(("14:00", odd, "14:02")) == (0, 0, 0)


def test_each_speaker_has_times_and_minutes_the_busiest_first() -> None:
    said = [Said("王建国", "14:00"), Said("李秀英", "14:02"), Said("王建国", "14:03")]
    assert turns.shares(said, "14:06") == (Share("王建国", 2, 5), Share("李秀英", 1, 1))


def test_who_spoke_twice_has_used_up_their_times() -> None:
    first, second = turns.shares([Said("甲"), Said("乙"), Said("甲")])
    assert first.used_up and not second.used_up


def test_who_has_not_spoken_is_named_in_the_order_of_the_sheet_without_host_and_recorder() -> None:
    there = ("王建国", "李秀英", "陈大富", "杜鹃")
    assert turns.silent(there, [Said("李秀英")], ("杜鹃",)) == ("王建国", "陈大富")


def test_after_one_for_comes_one_against_and_the_other_way_round() -> None:
    assert turns.whose_turn([Said("甲", stance="赞成"), Said("乙", stance="建议")]) == "反对"
    assert turns.whose_turn([Said("甲", stance="赞成"), Said("乙", stance="反对")]) == "赞成"


def test_while_nobody_took_a_side_nobody_is_called_first() -> None:
    assert turns.whose_turn([Said("甲", stance="情况说明")]) == ""
    assert turns.whose_turn([]) == ""


def test_the_one_who_presides_should_not_take_sides() -> None:
    assert turns.takes_sides([Said("孟繁星", stance="赞成")], "孟繁星")
    assert not turns.takes_sides([Said("孟繁星", stance="情况说明"), Said("甲", stance="反对")], "孟繁星")
    assert not turns.takes_sides([Said("", stance="赞成")], "")


def test_where_nobody_spoke_there_are_no_shares() -> None:
    assert turns.shares([], "14:00") == () and turns.lengths(()) == ()
