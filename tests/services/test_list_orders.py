"""The order of a list of the roster, and the order that somebody set by hand."""

import pytest

from tests.services.conftest import ACTOR, content
from yishi.errors import Refusal
from yishi.services import list_orders, people
from yishi.services.list_orders import OrderedList
from yishi.services.person_lines import PersonLine
from yishi.store import undo
from yishi.store.book import Book

LISTED = (("王龘", "2组", "村民代表"), ("田大利", "三组", "村民小组长"), ("丁一", "12组", ""), ("田富", "2组", "村党组织书记"),
          ("文天", "", ""))  # fmt: skip


@pytest.fixture
def book(new_book) -> Book:
    made: Book = new_book()
    with made.write(ACTOR, "person") as session:
        for name, unit, role in LISTED:
            people.add(session, name, unit=unit, role=role)
    return made


def everybody(book: Book) -> tuple[PersonLine, ...]:
    with book.read() as session:
        return people.lines(session)


def names(found: OrderedList) -> list[str]:
    return [p.name for p in found.people]


def test_by_strokes_the_unknown_character_stands_last_and_is_told(book: Book) -> None:
    found = list_orders.ordered(everybody(book), "stroke-surname")
    assert names(found) == ["丁一", "文天", "田富", "田大利", "王龘"] and found.unknown == ("龘",)
    assert found.label == "按姓氏笔画为序"
    assert names(list_orders.ordered(everybody(book), "stroke-name"))[2:4] == ["田大利", "田富"]


def test_what_somebody_is_in_the_body_goes_before_what_the_roster_calls_them(book: Book) -> None:
    ids = {p.name: p.id for p in everybody(book)}
    assert names(list_orders.ordered(everybody(book), "post"))[0] == "田富"
    posts = {ids["丁一"]: "召集人", ids["文天"]: "副召集人", ids["田富"]: "委员"}
    assert names(list_orders.ordered(everybody(book), "post", posts=posts))[:3] == ["丁一", "文天", "田富"]


def test_households_stand_together_by_group_the_head_first(book: Book) -> None:
    with book.write(ACTOR, "person") as session:
        for name, head in (("田富", None), ("王龘", True)):
            people.change(session, people.find(session, name), household="7", household_head=head)
    assert names(list_orders.ordered(everybody(book), "household"))[:3] == ["王龘", "田富", "丁一"]


def test_somebody_moved_by_hand_stays_there_and_who_comes_later_stands_last_and_is_told(book: Book) -> None:
    shown = [p.id for p in everybody(book)]
    with book.write(ACTOR, "hand_order") as session:
        assert list_orders.move(session, "2组", shown, shown[2], -1)
    with book.write(ACTOR, "person") as session:
        new = people.add(session, "阿布")
    with book.read() as session:
        kept = list_orders.by_hand(session, "2组")
        assert list_orders.by_hand(session, "12组") == ()
    assert kept == (shown[0], shown[2], shown[1], *shown[3:])
    found = list_orders.ordered(everybody(book), "hand", hand=kept)
    assert [p.id for p in found.people] == [*kept, new] and found.unplaced == (new,)


def test_one_move_is_one_undo_and_at_the_end_nothing_is_moved(book: Book) -> None:
    shown, before = [p.id for p in everybody(book)], content(book)
    with book.write(ACTOR, "hand_order") as session:
        assert not list_orders.move(session, "2组", shown, shown[0], -1)
    assert content(book) == before
    for step in (1, 1):
        with book.write(ACTOR, "hand_order") as session:
            with_hand = list_orders.by_hand(session, "2组") or tuple(shown)
            list_orders.move(session, "2组", with_hand, shown[0], step)
    with book.write(ACTOR, "undo") as session:
        undo.undo_last(session, ACTOR)
    with book.read() as session:
        assert list_orders.by_hand(session, "2组")[:2] == (shown[1], shown[0])


def test_a_list_of_a_whole_town_is_not_put_in_order_by_hand(book: Book) -> None:
    with book.write(ACTOR, "hand_order") as session, pytest.raises(Refusal) as why:
        list_orders.move(session, "全部", [str(n) for n in range(list_orders.MOST + 1)], "1", 1)
    assert why.value.code == "YS-M70"
    with book.write(ACTOR, "hand_order") as session, pytest.raises(Refusal) as gone:
        list_orders.move(session, "全部", ["a", "b"], "c", 1)
    assert gone.value.code == "YS-M71"
