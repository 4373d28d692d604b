"""The names of a meeting in the order that was asked for, and said so on the paper."""

from datetime import date

import pytest

from yishi.documents import minutes, sign_in
from yishi.documents.layout import Text
from yishi.errors import Refusal
from yishi.services import list_orders, loop_paper, meetings, name_lists, paper, people, resolutions, room
from yishi.store.book import Book

TODAY = date(2026, 11, 21)
PEOPLE = (("田大利", "三组", "村民小组长"), ("丁一", "一组", ""), ("田富", "十二组", "村党组织书记"), ("欧阳春燕", "12组", ""),
          ("王䶮", "2组", ""))  # fmt: skip


@pytest.fixture
def sheet(new_book):
    book: Book = new_book("village")
    with book.write("许晓芸", "open_meeting") as session:
        made = room.open_meeting(session, "teahouse", "议一议", "晒场", "2026-11-20T19:00", "周德厚", "许晓芸")
        for name, unit, role in PEOPLE:
            room.sign_in(session, made, name, unit=unit, role=role)
    with book.read() as session:
        return paper.sheet(session, made, TODAY)


def names(sheet, how: str) -> list[str]:
    return [a.name for a in name_lists.listed(sheet, how).answer.attendees]


def test_the_two_customs_of_strokes_differ_in_the_short_name(sheet) -> None:
    by_surname, by_name = names(sheet, "stroke-surname"), names(sheet, "stroke-name")
    assert by_surname.index("田富") < by_surname.index("田大利")
    assert by_name.index("田大利") < by_name.index("田富")
    assert by_surname[0] == by_name[0] == "丁一"


def test_a_post_comes_before_those_without(sheet) -> None:
    assert names(sheet, "post")[:2] == ["田富", "田大利"]


def test_groups_are_counted_not_spelled(sheet) -> None:
    found = names(sheet, "household")
    assert found.index("王䶮") < found.index("欧阳春燕")  # 2组 before 12组


def test_as_it_is_nothing_is_moved_and_nothing_said(sheet) -> None:
    assert name_lists.listed(sheet, name_lists.AS_IS).answer == sheet


@pytest.mark.parametrize("how", [how for how in name_lists.OFFERED if how])
def test_every_order_keeps_everybody_and_is_named_on_the_minutes(sheet, how: str) -> None:
    found = name_lists.listed(sheet, how, {"议事会": [a.person_id for a in sheet.attendees[::-1]]}).answer
    assert sorted(a.name for a in found.attendees) == sorted(name for name, _unit, _role in PEOPLE)
    said = "".join(c.text for page in minutes.compose(found).pages for c in page if isinstance(c, Text))
    assert found.listed in said and found.listed
    on_sheet = "".join(c.text for page in sign_in.compose(found).pages for c in page if isinstance(c, Text))
    places = [on_sheet.index(a.name) for a in found.attendees]
    assert places == sorted(places)


def test_a_resolution_brings_its_meeting_in_order(new_book) -> None:
    book = new_book("village", worked=True)
    with book.read() as session:
        line = resolutions.lines(session, TODAY)[0]
        found = name_lists.listed(loop_paper.sheet(session, line.id, TODAY), "pinyin").answer
        whole = meetings.sheet(session, line.meeting_id, TODAY)
    assert found.meeting.listed and [a.position for a in found.meeting.attendees] == list(range(1, len(whole.attendees) + 1))


def test_by_hand_the_list_that_knows_most_of_them_is_taken_and_the_rest_stand_last_and_are_told(sheet) -> None:
    ids = {a.name: a.person_id for a in sheet.attendees}
    hands = {"两委": [ids["田富"]], "议事会": [ids["王䶮"], ids["田富"], ids["丁一"], "somebody who was not there"]}
    found = name_lists.listed(sheet, "hand", hands)
    assert [a.name for a in found.answer.attendees[:3]] == ["王䶮", "田富", "丁一"]
    assert sorted(found.unplaced) == ["欧阳春燕", "田大利"] and found.answer.listed == "手工排列"


def test_where_nobody_has_put_them_in_order_by_hand_the_paper_is_refused_with_the_way_there(sheet) -> None:
    with pytest.raises(Refusal) as why:
        name_lists.listed(sheet, "hand", {"别的组": ["nobody here"]})
    assert why.value.code == "YS-P27" and "人员" in why.value.next_step


def test_a_household_stays_together_inside_its_group_its_head_first(new_book) -> None:
    book: Book = new_book("village")
    with book.write("许晓芸", "open_meeting") as session:
        made = room.open_meeting(session, "teahouse", "议一议", "晒场", "2026-11-20T19:00", "周德厚", "许晓芸")
        for name, unit, household, head in (("丁二", "2组", "12号", False), ("丁三", "2组", "2号", None), ("丁一", "2组", "12号", True),
                                            ("丁四", "1组", "", None), ("丁五", "2组", "", None)):  # fmt: skip
            id_ = people.add(session, name, unit=unit, household=household, household_head=head)
            session.flush()
            room.sign_in(session, made, name, person_id=id_)
    with book.read() as session:
        found = paper.sheet(session, made, TODAY)
        houses = list_orders.houses(session, [a.person_id for a in found.attendees])
    people_of = name_lists.listed(found, "household", houses=houses).answer.attendees
    assert [a.name for a in people_of] == ["丁四", "丁三", "丁一", "丁二", "丁五"]
