"""The roster: who is somebody new, and who is somebody known."""

from datetime import date

import pytest

from tests.services.conftest import ACTOR, TODAY, content
from yishi.errors import Refusal
from yishi.services import bodies, people, people_groups


def test_somebody_of_the_same_name_can_move_in_where_a_namesake_moved_away(new_book):
    book = new_book()
    with book.write(ACTOR, "person") as session:
        first = people.add(session, "周杰", unit="3幢")
    with book.write(ACTOR, "person") as session:
        people.change(session, first, unit="5幢")
    with book.write(ACTOR, "person") as session:
        second = people.add(session, "周杰", unit="3幢")
    with book.read() as session:
        found = {(line.id, line.unit) for line in people.lines(session, "周杰")}
    assert found == {(first, "5幢"), (second, "3幢")}
    assert content(book).count('"周杰"') >= 2


@pytest.mark.parametrize("wanted", ["zgl", "桂兰", "李家二媳妇", "ljexf", "erxifu", "周贵兰", "00312", "312", "3幢", "0031", "501"])
def test_somebody_is_found_by_all_that_is_said_of_them(new_book, wanted):
    book = new_book()
    with book.write(ACTOR, "person") as session:
        people.add(session, "周桂兰", unit="3幢2单元501", alias="李家二媳妇、二媳妇", household="00312", phone="199 0000 0031",
                   id_name="周贵兰")
        people.add(session, "孙伟", unit="9幢", phone="19900000099")
    with book.read() as session:
        assert [line.name for line in people.lines(session, wanted)] == ["周桂兰"]


def test_lists_of_words_are_kept_with_one_sign_between(new_book):
    book = new_book()
    with book.write(ACTOR, "person") as session:
        people.add(session, "周桂兰", tags="热心，会修电器 ; 热心", alias=" 二媳妇 ")
    with book.read() as session:
        [line] = people.lines(session)
    assert (line.tags, line.alias) == ("热心、会修电器", "二媳妇")


@pytest.mark.parametrize(("field", "value", "code"), [
    ("phone", "199****0031", "YS-M61"), ("phone", "199＊＊＊＊0031", "YS-M61"), ("birth_year", 58, "YS-M62"),
    ("tags", "字" * 201, "YS-M10"),
])  # fmt: skip
def test_what_cannot_be_is_refused_and_changes_nothing(new_book, field, value, code):
    book = new_book()
    with book.write(ACTOR, "person") as session:
        person = people.add(session, "周桂兰", phone="19900000031")
    before = content(book)
    with pytest.raises(Refusal, match=code), book.write(ACTOR, "person") as session:
        people.change(session, person, **{field: value})
    assert content(book) == before


def test_who_was_removed_can_be_put_back_and_who_was_not_cannot(new_book):
    book = new_book()
    with book.write(ACTOR, "person") as session:
        person = people.add(session, "周桂兰")
    with book.write(ACTOR, "delete") as session:
        people.remove(session, person)
    with book.read() as session:
        assert [line.id for line in people.removed(session)] == [person] and people.lines(session) == ()
    with book.write(ACTOR, "person") as session:
        people.restore(session, person)
    with book.read() as session:
        assert [line.id for line in people.lines(session)] == [person] and people.removed(session) == ()
    with pytest.raises(Refusal, match="YS-M63"), book.write(ACTOR, "person") as session:
        people.restore(session, person)


def test_groups_count_who_belongs_on_the_day(new_book):
    book = new_book()
    with book.write(ACTOR, "person") as session:
        zhou = people.add(session, "周桂兰", unit="3幢", tags="热心", household_head=True)
        sun = people.add(session, "孙伟", unit="3幢", party="居民")
        gone = people.add(session, "王退")
        bodies.join(session, zhou, "议事会", "", date(2026, 1, 1))
        bodies.join(session, sun, "议事会", "", date(2024, 1, 1))
        session.flush()
        bodies.leave(session, sun, "议事会", date(2025, 12, 31))
        people.remove(session, gone)
    with book.read() as session:
        found = {(g.kind, g.name): set(g.people) for g in people_groups.groups(session, TODAY)}
    assert found == {
        ("all", "全部"): {zhou, sun}, ("body", "议事会"): {zhou}, ("party", "居民"): {sun}, ("unit", "3幢"): {zhou, sun},
        ("tag", "热心"): {zhou}, ("head", "户主"): {zhou}, ("removed", "回收站"): {gone},
    }  # fmt: skip


@pytest.mark.parametrize("name", ["\u200b", "\u200b\u3000\u202e", "\ufeff"])
def test_a_name_of_nothing_that_can_be_seen_is_no_name(new_book, name):
    book = new_book()
    before = content(book)
    with pytest.raises(Refusal) as refused, book.write(ACTOR, "person") as session:
        people.add(session, name)
    assert refused.value.code == "YS-M04" and content(book) == before
