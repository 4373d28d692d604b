"""The pool of topics: caught in one line, gathered, decided about, answered."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.services.conftest import ACTOR, TODAY, content
from yishi.domain.records import Topic
from yishi.errors import Refusal
from yishi.services import communities, meetings, pool, room, topics
from yishi.services.pool_lines import TopicEntry
from yishi.store.book import Book
from yishi.store.undo import undo_last

Make = Callable[..., Book]


@pytest.fixture
def book(new_book: Make) -> Book:
    return new_book()


def entries(book: Book) -> dict[str, TopicEntry]:
    with book.read() as session:
        return {e.title: e for e in topics.entries(session, TODAY)}


def noted(book: Book, *titles: str) -> list[str]:
    with book.write(ACTOR, "topic") as session:
        return [pool.capture(session, title, "resident", on=TODAY) for title in titles]


def a_meeting(session: Session) -> str:
    return room.open_meeting(session, "teahouse", "第一场", "院子", "2026-11-21T19:00")


def test_a_topic_needs_nothing_but_its_words(book: Book) -> None:
    noted(book, "村口路灯不亮")
    found = entries(book)["村口路灯不亮"]
    assert (found.status_words, found.mentions, found.raised_on, found.source) == ("新", 0, TODAY, "resident")


def test_the_same_words_again_are_a_mention_and_no_second_topic(book: Book) -> None:
    first, second = noted(book, "村口路灯不亮", "村口路灯不亮")
    assert first == second and entries(book)["村口路灯不亮"].mentions == 1 and len(entries(book)) == 1


def test_a_topic_without_words_is_refused_and_nothing_is_stored(book: Book) -> None:
    before = content(book)
    with pytest.raises(Refusal, match="还空着"):
        noted(book, "  \n ")
    assert content(book) == before


def test_a_source_that_does_not_exist_is_refused(book: Book) -> None:
    with pytest.raises(Refusal, match="没有“走访路上”"), book.write(ACTOR, "topic") as session:
        pool.capture(session, "村口路灯不亮", "走访路上", on=TODAY)


def test_facts_can_be_said_later(book: Book) -> None:
    id_ = noted(book, "村口路灯不亮")[0]
    with book.write(ACTOR, "topic_facts") as session:
        pool.describe(session, id_, situation="坏了3盏", wish="换新的", category="difficulties", level="community", duty_list="primary",
                      ledger_kind="livelihood", external_no="12345-0077", phone="19900000201", statutory_flag="")
    found = entries(book)["村口路灯不亮"]
    assert (found.situation, found.level, found.duty_list, found.ledger_kind, found.external_no) == (
        "坏了3盏", "community", "primary", "livelihood", "12345-0077")


@pytest.mark.parametrize(
    ("typed", "like"),
    [("村口的路灯坏了", "村口路灯不亮"), ("老井要围栏", "老井修缮和围栏"), ("维修老井", "老井维修加固"), ("路灯不亮", "村口路灯不亮")],
)
def test_a_matter_in_other_words_is_pointed_out(book: Book, typed: str, like: str) -> None:
    noted(book, "村口路灯不亮", "老井修缮和围栏", "老井维修加固", "秋季垃圾清运费")
    with book.read() as session:
        found = pool.similar(session, typed)
    assert like in [each.title for each in found]


@pytest.mark.parametrize("typed", ["村口路面坑洼", "路灯", "", "ludeng", "<b>秋</b>", "的了是在也都"])
def test_what_shares_only_a_few_characters_is_not_pointed_out(book: Book, typed: str) -> None:
    noted(book, "村口路灯不亮", "秋季垃圾清运费")
    with book.read() as session:
        assert pool.similar(session, typed) == ()


def test_words_of_a_mention_and_of_a_merged_topic_lead_to_the_topic_that_is_left(book: Book) -> None:
    lamp, dark = noted(book, "村口路灯不亮", "晚上回家一片漆黑")
    with book.write(ACTOR, "topic_merge") as session:
        pool.merge(session, dark, lamp)
        pool.again(session, lamp, TODAY, text="桥头那盏大灯闪个没完")
    with book.read() as session:
        titles = [pool.similar(session, typed)[0].title for typed in ("晚上回家漆黑一片", "桥头那盏大灯闪")]
    assert titles == ["村口路灯不亮"] * 2


def test_among_thousands_the_likest_is_named_first(book: Book) -> None:
    places, things = [f"{a}{b}" for a in "东西南北前后上下中" for b in "湾桥坡岭塘坝庄院"], ("路灯", "水管", "围墙", "垃圾", "排水沟")
    with book.write(ACTOR, "topic") as session:
        session.add_all(Topic(community_id=communities.mine(session).id, title=f"{place}第{n}组{thing}要修")
                        for place in places for thing in things for n in range(14))
    with book.read() as session:
        assert pool.similar(session, "南桥第7组的排水沟堵了")[0].title == "南桥第7组排水沟要修"


def test_merged_topics_are_counted_together(book: Book) -> None:
    lamp, dark = noted(book, "村口路灯不亮", "村口太黑")
    noted(book, "村口太黑", "村口太黑", "村口路灯不亮")
    with book.write(ACTOR, "topic_merge") as session:
        pool.merge(session, dark, lamp)
    found = entries(book)
    assert found["村口路灯不亮"].mentions == 4  # once itself, the other one and its two
    assert (found["村口太黑"].status, found["村口太黑"].merged_into) == ("merged", "村口路灯不亮")


def test_one_undo_takes_a_merge_apart(book: Book) -> None:
    lamp, dark = noted(book, "村口路灯不亮", "村口太黑")
    before = content(book)
    with book.write(ACTOR, "topic_merge") as session:
        pool.merge(session, dark, lamp)
    with book.write(ACTOR, "undo") as session:
        undo_last(session, ACTOR)
    assert content(book) == before


def test_merging_in_a_circle_is_refused(book: Book) -> None:
    lamp, dark = noted(book, "村口路灯不亮", "村口太黑")
    with book.write(ACTOR, "topic_merge") as session:
        pool.merge(session, dark, lamp)
    with pytest.raises(Refusal, match="自己头上"), book.write(ACTOR, "topic_merge") as session:
        pool.merge(session, lamp, dark)


def test_what_was_merged_and_comes_again_counts_for_the_one_that_is_left(book: Book) -> None:
    lamp, dark = noted(book, "村口路灯不亮", "村口太黑")
    with book.write(ACTOR, "topic_merge") as session:
        pool.merge(session, dark, lamp)
    assert noted(book, "村口太黑") == [lamp] and entries(book)["村口路灯不亮"].mentions == 2


def test_declining_asks_for_a_reason(book: Book) -> None:
    id_ = noted(book, "给我家开亲属证明")[0]
    with pytest.raises(Refusal, match="理由"), book.write(ACTOR, "topic_decline") as session:
        pool.decline(session, id_, " ")
    assert entries(book)["给我家开亲属证明"].status == "new"


def test_what_ended_without_a_meeting_waits_for_a_reply_until_one_is_given(book: Book) -> None:
    away, done, up, kept = noted(book, "一", "二", "三", "四")
    with book.write(ACTOR, "topic_decline") as session:
        pool.decline(session, away, "物业分内事")
        pool.direct(session, done, "当天换了灯泡")
        pool.pass_up(session, up, "青石镇城建办", "要动公路")
    found = entries(book)
    assert [found[t].awaits_reply for t in "一二三四"] == [True, True, True, False]
    assert [found[t].status_words for t in "一二三四"] == ["不议（已说明）", "直接办", "已上报", "新"]
    with book.write(ACTOR, "topic_reply") as session:
        pool.reply(session, up, date(2026, 11, 21), "电话", "已报镇里，有消息告诉您")
    told = entries(book)["三"]
    assert (told.awaits_reply, told.passed_to, told.reply_channel) == (False, "青石镇城建办", "电话")
    assert kept


def test_a_topic_taken_back_into_the_pool_is_new_again(book: Book) -> None:
    id_ = noted(book, "村口路灯不亮")[0]
    with book.write(ACTOR, "topic_pass_up") as session:
        pool.pass_up(session, id_, "镇里")
        pool.reply(session, id_, TODAY, "当面")
    with book.write(ACTOR, "topic_take_back") as session:
        pool.take_back(session, id_)
    found = entries(book)["村口路灯不亮"]
    assert (found.status, found.passed_to, found.replied_on) == ("new", "", None)


def test_a_topic_put_on_a_meeting_takes_along_what_is_known_of_it(book: Book) -> None:
    with book.write(ACTOR, "topic") as session:
        id_ = pool.capture(session, "老井围栏", "hotline", "王建国", on=TODAY, category="difficulties", external_no="12345-0077",
                           statutory_flag="动用集体资金")
        meeting = a_meeting(session)
        pool.put_on(session, id_, meeting)
    with book.read() as session:
        item = meetings.sheet(session, meeting).agenda[0]
        listed = topics.entries(session, TODAY)[0]
    assert (item.title, item.source, item.proposer, item.category, item.external_no, item.statutory_flag, item.topic_id) == (
        "老井围栏", "hotline", "王建国", "difficulties", "12345-0077", "动用集体资金", id_)
    assert (listed.status, listed.status_words) == ("listed", "列入第1期")


def test_a_topic_comes_on_one_agenda_only_once_and_never_on_that_of_a_closed_meeting(book: Book) -> None:
    id_ = noted(book, "老井围栏")[0]
    with book.write(ACTOR, "put_on") as session:
        meeting = a_meeting(session)
        pool.put_on(session, id_, meeting)
    with pytest.raises(Refusal, match="已经在这场会"), book.write(ACTOR, "put_on") as session:
        pool.put_on(session, id_, meeting)
    with book.write(ACTOR, "close_meeting") as session:
        room.close_meeting(session, meeting)
    other = noted(book, "路灯")[0]
    with pytest.raises(Refusal, match="已经开完"), book.write(ACTOR, "put_on") as session:
        pool.put_on(session, other, meeting)


def test_what_was_declined_and_is_taken_up_after_all_is_listed(book: Book) -> None:
    id_ = noted(book, "老井围栏")[0]
    with book.write(ACTOR, "put_on") as session:
        pool.decline(session, id_, "没有钱")
        pool.put_on(session, id_, a_meeting(session))
    assert entries(book)["老井围栏"].status == "listed"


def test_what_was_declined_and_is_raised_in_the_room_by_its_words_is_listed(book: Book) -> None:
    noted(book, "老井围栏")
    with book.write(ACTOR, "agenda") as session:
        pool.decline(session, topics.find(session, "老井围栏"), "没有钱")
        room.add_agenda(session, a_meeting(session), "老井围栏")
    assert entries(book)["老井围栏"].status == "listed"


def test_what_is_told_of_a_topic_the_second_time_adds_to_it_and_overwrites_nothing(book: Book) -> None:
    with book.write(ACTOR, "topic") as session:
        id_ = pool.capture(session, "路灯", who="王建国", on=TODAY)
        for told in ("坏了3盏", "坏了5盏"):
            pool.capture(session, "路灯", "hotline", "李秀英", "二组", TODAY, situation=told, external_no="12345-0077")
        said = topics.mentions(session, id_)
    found = entries(book)["路灯"]
    assert (found.proposer, found.unit, found.situation) == ("王建国", "二组", "坏了3盏")
    assert (found.external_no, found.mentions) == ("12345-0077", 2)
    assert {m.text for m in said} == {"", "坏了5盏"}


def test_a_topic_that_is_listed_is_neither_removed_nor_reworded_nor_merged_away(book: Book) -> None:
    listed, fresh = noted(book, "老井围栏", "老井加盖")
    with book.write(ACTOR, "put_on") as session:
        pool.put_on(session, listed, a_meeting(session))
    for act in (lambda s: pool.remove(s, listed), lambda s: pool.reword(s, listed, "老井"), lambda s: pool.merge(s, listed, fresh)):
        with pytest.raises(Refusal, match="已经列入会议"), book.write(ACTOR, "topic") as session:
            act(session)
    assert entries(book)["老井围栏"].status == "listed"


def test_a_topic_in_other_words_keeps_its_mentions_and_what_was_merged_into_it(book: Book) -> None:
    lamp, dark = noted(book, "村口路登不亮", "村口太黑")
    noted(book, "村口路登不亮")
    with book.write(ACTOR, "topic_facts") as session:
        pool.merge(session, dark, lamp)
        pool.reword(session, lamp, "村口路灯不亮")
    found = entries(book)
    assert found["村口路灯不亮"].mentions == 2 and "村口路登不亮" not in found
    assert found["村口太黑"].merged_into == "村口路灯不亮"


def test_a_topic_whose_resolutions_are_all_finished_is_done(new_book: Make) -> None:
    book = new_book("village", worked=True)
    found = entries(book)
    assert {e.status for e in found.values() if e.settled} == {"done"}
    assert all(e.status_words.startswith(("列入第", "办结")) for e in found.values())


def test_the_list_of_topics_tells_status_level_and_mentions(book: Book) -> None:
    noted(book, "路灯", "路灯")
    with book.read() as session:
        line = topics.lines(session, TODAY)[0]
    assert (line.status, line.level, line.mentions) == ("new", "", 1)
