"""The register, the two ledgers, and the list of wishes."""

from datetime import date

import pytest

from tests.services.conftest import ACTOR, TODAY
from yishi.domain.periods import quarter, year
from yishi.domain.records import Topic
from yishi.errors import Refusal
from yishi.services import communities, ledgers, register_columns, resolutions, tables
from yishi.services.living import rows
from yishi.store.writing import put


def test_every_resolution_is_one_line_of_the_register(new_book):
    with new_book("urban", worked=True).read() as session:
        found = ledgers.register(session, None, TODAY)
        known = {line.id for line in resolutions.lines(session, TODAY)}
    assert {filed.id for filed in found} == known
    assert [filed.row.meeting_day for filed in found] == sorted(filed.row.meeting_day for filed in found)


def test_a_period_has_the_matters_of_its_meetings_only(new_book):
    with new_book("urban", worked=True).read() as session:
        assert len(ledgers.register(session, year(2026), TODAY)) == 3
        assert ledgers.register(session, quarter(2026, 1), TODAY) == ()


def test_what_was_filed_stands_in_its_ledger_and_in_no_other(new_book):
    book = new_book("urban", worked=True)
    with book.read() as session:
        ids = [filed.id for filed in ledgers.register(session, None, TODAY)]
    with book.write(ACTOR, "ledger") as session:
        assert ledgers.file_under(session, ids[:2], "livelihood") == 2
    with book.read() as session:
        assert [f.id for f in ledgers.register(session, None, TODAY, "livelihood")] == ids[:2]
        assert [f.id for f in ledgers.register(session, None, TODAY, "")] == ids[2:]
        assert ledgers.register(session, None, TODAY, "party_building") == ()


def test_a_matter_stands_in_the_ledger_of_its_topic_until_it_has_its_own(new_book):
    book = new_book("urban", worked=True)
    with book.write(ACTOR, "ledger") as session:
        ledgers.file_topics(session, [t.id for t in rows(session, Topic)], "party_building")
    with book.write(ACTOR, "ledger") as session:
        first = ledgers.register(session, None, TODAY)[0].id
        ledgers.file_under(session, [first], "livelihood")
    with book.read() as session:
        found = {f.id: f.kind for f in ledgers.register(session, None, TODAY)}
    assert found.pop(first) == "livelihood" and set(found.values()) == {"party_building"}


@pytest.mark.parametrize(("ids", "kind", "code"), [(["x"], "thirdledger", "YS-N01"), ([], "livelihood", "YS-N02")])
def test_an_unknown_ledger_or_nothing_ticked_is_refused(new_book, ids, kind, code):
    book = new_book("urban", worked=True)
    with pytest.raises(Refusal) as refused, book.write(ACTOR, "ledger") as session:
        ledgers.file_under(session, ids, kind)
    assert refused.value.code == code and refused.value.next_step


def test_the_table_of_the_register_keeps_days_as_days_and_texts_as_texts(new_book):
    with new_book("urban", worked=True).read() as session:
        table = tables.register(ledgers.register(session, None, date(2026, 12, 31)))
    assert all(len(row) == len(table.headers) for row in table.rows)
    column = table.headers.index("会议日期")
    assert all(isinstance(row[column], date) for row in table.rows)
    assert all(str(row[table.headers.index("满意率")]).endswith("%") for row in table.rows)


def test_a_wished_for_service_is_listed_once_without_a_name(new_book):
    book = new_book("urban")
    with book.write(ACTOR, "topic") as session:
        mine = communities.mine(session).id
        told = (("送餐到楼", "resident", "想请人做助餐服务"), ("补路灯", "resident", "装灯"), ("体检", "superior", "服务"))
        for title, source, wish in told:
            put(session, Topic, Topic.id_for(mine, title),
                {"community_id": mine, "title": title, "source": source, "wish": wish, "proposer": "周德厚", "raised_on": TODAY})
    with book.read() as session:
        found = ledgers.wishes(session, year(2026))
        assert ledgers.wishes(session, year(2025)) == ()
    assert [w.title for w in found] == ["送餐到楼"]
    assert not any("周德厚" in str(value) for row in tables.wishes(found).rows for value in row)


def test_the_register_has_the_columns_that_the_place_chose(new_book):
    book = new_book("urban", worked=True)
    with book.read() as session:
        found = ledgers.register(session, None, TODAY)
        assert register_columns.chosen(session) == tuple(register_columns.COLUMNS)
    for keys, code in ((("number", "text", "weather"), "YS-N04"), (("number", "due"), "YS-N05")):
        with pytest.raises(Refusal, match=code), book.write(ACTOR, "register_columns") as session:
            register_columns.choose(session, keys)
    with book.write(ACTOR, "register_columns") as session:
        register_columns.choose(session, ("due", "text", "number"))
    with book.read() as session:
        table = tables.register(found, register_columns.chosen(session))
    assert table.headers == ("决议编号", "决议", "期限") and {len(row) for row in table.rows} == {3}
    assert [row[0] for row in table.rows] == [filed.row.line.number for filed in found]


def test_topics_are_listed_with_their_ledger_and_none_ticked_is_refused(new_book):
    book = new_book("urban", worked=True)
    with pytest.raises(Refusal, match="YS-N02"), book.write(ACTOR, "ledger") as session:
        ledgers.file_topics(session, [], "livelihood")
    with book.write(ACTOR, "ledger") as session:
        first = ledgers.topics(session)[0]
        assert ledgers.file_topics(session, [first.topic_id], "livelihood") == 1
    with book.read() as session:
        assert {t.topic_id: t.kind for t in ledgers.topics(session)}[first.topic_id] == "livelihood"
