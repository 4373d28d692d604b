"""Whatever a meeting can hold has its key in the record: how it goes in, what is refused, and in which order meetings may come."""

import json
from datetime import date
from typing import Any

import pytest

from tests.services.conftest import ACTOR, TODAY, content
from yishi.domain import terms
from yishi.domain.records import AgendaItem
from yishi.errors import Refusal
from yishi.services import (
    finalising,
    legality,
    meetings,
    people,
    pool,
    prepare,
    record_format,
    records_in,
    records_out,
    room,
    teahouse,
)
from yishi.services.line_format import read_line
from yishi.services.live_entry import LiveEntry
from yishi.services.living import rows
from yishi.store.book import Book

NUMBER = "BD-2026-01"


def written(book: Book, *lines: dict[str, Any]) -> None:
    entry = LiveEntry(ACTOR, TODAY)
    for line in lines:
        with book.write(ACTOR, line["do"]) as session:
            entry.take(session, read_line(json.dumps(line)))


def taken_out(book: Book, *numbers: str) -> dict[str, Any]:
    with book.read() as session:
        return json.loads(json.dumps(records_out.document(session, *(meetings.find(session, number) for number in numbers))))


def take_in(book: Book, document: dict[str, Any]) -> records_in.Imported:
    record_format.check(document)
    with book.write(ACTOR, "import") as session:
        return records_in.import_documents(session, [document], TODAY)


def opened(form: str = "bench", day: str = "2026-06-08") -> dict[str, Any]:
    return {"do": "open_meeting", "form": form, "title": "修灯", "place": "院里", "start": f"{day}T19:00", "host": "孟繁星（书记）"}


@pytest.fixture
def told(new_book) -> dict[str, Any]:
    """The record of a meeting of three in which a vote by name was taken, somebody being recused."""
    book = new_book("urban")
    written(book, opened(), *({"do": "sign_in", "name": name} for name in ("秦守业", "朱玉梅", "何丽")), {"do": "agenda", "title": "修灯"},
            {"do": "recuse", "agenda": 1, "name": "何丽", "reason": "灯在她家墙上"},
            {"do": "vote", "agenda": 1, "motion": "修", "rule": "FOR_GT_AGAINST", "method": "记名",
             "choices": {"秦守业": "for", "朱玉梅": "abstain"}}, {"do": "close_meeting"})
    return taken_out(book, NUMBER)


@pytest.mark.parametrize("form", terms.FORM_WORDS)
def test_a_meeting_of_every_form_is_recorded_and_goes_in_again(form, new_book):
    book, other = new_book("urban"), new_book("urban")
    written(book, opened(form), {"do": "sign_in", "name": "秦守业"}, {"do": "agenda", "title": "修灯"}, {"do": "close_meeting"})
    with book.read() as session:
        number = meetings.lines(session)[0].number
    take_in(other, taken_out(book, number))
    assert content(other) == content(book)


@pytest.mark.parametrize("change, words", [
    (lambda m: m["agenda"][0].update(party_precheck="2026-06-01"), "party_precheck"),
    (lambda m: m["votes"][0]["seats"][0].update(vote="for"), "vote"),
    (lambda m: m.update(quorum=3), "quorum"),
    (lambda m: m.update(waivers=[{"matter": "quorum", "reason": "雨", "by": "书记"}]), "by"),
    (lambda m: m.update(attachments=[{"kind": "photo", "sha256": "../x"}]), "sha256"),
    (lambda m: m["agenda"][0].update(topic={"colour": "red"}), "colour"),
    (lambda m: m["votes"][0]["seats"][0].update(choice="maybe"), "maybe"),
])  # fmt: skip
def test_what_the_format_does_not_know_is_refused_by_name(change, words, told, new_book):
    change(told["meetings"][0])
    with pytest.raises(Refusal) as refused:
        take_in(new_book("urban"), told)
    assert refused.value.code == "YS-I02" and words in refused.value.message


@pytest.mark.parametrize("change, code, words", [
    (lambda m: m["votes"][0].update(votes_for=2, abstain=0), "YS-V02", "votes[1]"),
    (lambda m: m["votes"][0].update(issued=3, returned=2), "YS-V10", "3"),
    (lambda m: m["votes"][0].update(issued=2), "YS-V10", "收回"),
    (lambda m: m["votes"][0]["seats"].append({"seq": 9}), "YS-I04", "9"),
    (lambda m: m["votes"][0]["seats"].append(dict(m["votes"][0]["seats"][0])), "YS-I04", "两次"),
    (lambda m: m["votes"][0]["seats"].pop(), "YS-I04", "对不上"),
    (lambda m: m["agenda"][0]["recused"].append({"name": "何丽", "reason": "又写一次"}), "YS-I04", "两次"),
    (lambda m: m.update(members=12), "YS-I07", "expected"),
    (lambda m: m.update(held_under={"form": {"name": "没有代号"}}), "YS-I04", "held_under"),
    (lambda m: m.update(attachments=[{"kind": "photo", "sha256": "0" * 64, "agenda": 7}]), "YS-I04", "attachments[1]"),
    (lambda m: m.update(waivers=[{"matter": "quorum", "reason": "雨"}] * 2), "YS-I04", "quorum"),
    (lambda m: m["participants"].append({**m["participants"][0], "seq": 8}), "YS-I04", "秦守业"),
    (lambda m: m.update(absent=[{"name": "朱玉梅"}]), "YS-I04", "朱玉梅"),
])  # fmt: skip
def test_a_record_that_contradicts_itself_is_refused_and_the_place_is_named(change, code, words, told, new_book):
    book = new_book("urban")
    before = content(book)
    change(told["meetings"][0])
    with pytest.raises(Refusal) as refused:
        take_in(book, told)
    assert refused.value.code == code and words in refused.value.message
    assert content(book) == before


def test_people_may_be_named_by_their_names_where_votes_and_recusals_name_them(told, new_book):
    book, other = new_book("urban"), new_book("urban")
    take_in(book, told)
    record = json.loads(json.dumps(told))["meetings"][0]
    name = {p["seq"]: p["name"] for p in record["participants"]}
    for who in (*record["agenda"][0]["recused"], *record["votes"][0]["seats"]):
        who["name"] = name[who.pop("seq")]
    record["votes"][0]["seats"].reverse()
    take_in(other, {**told, "meetings": [record]})
    assert content(other) == content(book)
    assert take_in(other, told).unchanged == (NUMBER,)


def test_who_was_struck_off_after_the_vote_keeps_the_seat(new_book):
    book, other = new_book("urban"), new_book("urban")
    written(book, opened(), {"do": "sign_in", "name": "秦守业", "unit": "3幢", "role": "楼长"}, {"do": "sign_in", "name": "朱玉梅"},
            {"do": "agenda", "title": "修灯"},
            {"do": "vote", "agenda": 1, "motion": "修", "rule": "FOR_GT_AGAINST", "method": "举手", "for": 2, "against": 0, "abstain": 0})
    with book.write(ACTOR, "attendance") as session:
        room.strike(session, meetings.sheet(session, meetings.find(session, NUMBER)).attendees[0].id)
    out = taken_out(book, NUMBER)
    assert {"name": "秦守业", "unit": "3幢", "roster": {"role": "楼长"}} in out["meetings"][0]["votes"][0]["seats"]
    take_in(other, out)
    assert content(other) == content(book)


@pytest.fixture
def two(new_book) -> Book:
    """A book with a meeting that agreed on something, and a planned one to which it comes back."""
    book = new_book("urban")
    written(book, opened(), {"do": "sign_in", "name": "秦守业"}, {"do": "agenda", "title": "修灯"},
            {"do": "resolve", "agenda": 1, "text": "修好路灯", "owner_unit": "物业", "owner": "孙伟", "supervisor": "诸葛平",
             "workdays": 5},
            {"do": "close_meeting"})
    with book.write(ACTOR, "meeting") as session:
        prepare.plan(session, "bench", "再议", "院里", "2026-07-08T19:00", planned_minutes=60, today=date(2026, 6, 20))
    return book


@pytest.mark.parametrize("order", [(NUMBER, "BD-2026-02"), ("BD-2026-02", NUMBER)])
def test_an_item_finds_the_resolution_it_reports_on_in_whatever_order_the_meetings_come(order, two, new_book):
    other = new_book("urban")
    for number in order:
        take_in(other, taken_out(two, number))
    assert content(other) == content(two)
    assert taken_out(two, "BD-2026-02")["meetings"][0]["agenda"][0]["about"] == "翠议〔2026〕1-1"


def test_an_item_about_a_resolution_that_nobody_knows_keeps_its_number(two, new_book):
    other = new_book("urban")
    out = taken_out(two, "BD-2026-02")
    take_in(other, out)
    assert taken_out(other, "BD-2026-02") == out
    assert take_in(other, out).unchanged == ("BD-2026-02",)


def test_a_topic_that_the_book_knows_stays_as_it_is_there(told, new_book):
    book = new_book("urban")
    with book.write(ACTOR, "topic") as session:
        pool.capture(session, "修灯", source="hotline", who="何丽", on=date(2026, 5, 1))
    take_in(book, told)
    with book.read() as session:
        from yishi.services import topics

        assert [(t.source, t.proposer, t.raised_on) for t in topics.entries(session, TODAY)] == [("hotline", "何丽", date(2026, 5, 1))]
    assert take_in(book, told).unchanged == (NUMBER,)


def test_what_was_written_into_three_boxes_goes_in_again(new_book):
    book, other = new_book("urban"), new_book("urban")
    with book.write(ACTOR, "open_meeting") as session:
        meeting = teahouse.begin(session, date(2026, 6, 8), "老槐树下", came=("秦守业",), today=date(2026, 6, 10))
        teahouse.note(session, meeting, "秦守业", "灯不亮", "明天去看")
        teahouse.note(session, meeting, "", "垃圾没人收")
    with book.read() as session:
        number = meetings.lines(session)[0].number
    out = taken_out(book, number)
    assert out["meetings"][0]["entered_on"] == "2026-06-10" and out["meetings"][0]["agenda"][0]["topic"] is False
    take_in(other, out)
    assert content(other) == content(book)
    with other.read() as session:
        assert [item.topic_id for item in rows(session, AgendaItem)] == [None]


def test_a_final_record_and_its_corrections_go_in_again(new_book):
    book, other = new_book("urban"), new_book("urban")
    written(book, opened(), {"do": "sign_in", "name": "秦守业"}, {"do": "agenda", "title": "修灯"},
            {"do": "speech", "agenda": 1, "speaker": "秦守业", "text": "不亮"}, {"do": "close_meeting"}, {"do": "final"},
            {"do": "correct", "kind": "speech", "no": 1, "field": "text", "text": "亮了一半", "reason": "听错了", "on": "2026-06-20"})
    out = taken_out(book, NUMBER)
    assert out["meetings"][0]["corrections"] == [
        {"date": "2026-06-20", "what": "第1条发言", "old": "不亮", "new": "亮了一半", "reason": "听错了"}]
    take_in(other, out)
    assert content(other) == content(book)
    with other.write(ACTOR, "correct") as session, pytest.raises(Refusal, match="定稿"):
        finalising.finalise(session, meetings.find(session, NUMBER))


def test_a_host_who_was_corrected_twice_goes_in_again_with_everybody_who_was_named(new_book):
    book, other = new_book("urban"), new_book("urban")
    written(book, opened(), {"do": "sign_in", "name": "秦守业"}, {"do": "agenda", "title": "修灯"},
            {"do": "close_meeting"}, {"do": "final"},
            *({"do": "correct", "kind": "meeting", "no": 1, "field": "host", "text": text, "reason": "写错了", "on": "2026-06-20"}
              for text in ("孟繁新（副书记）", "孟凡新（书记）")))
    take_in(other, taken_out(book, NUMBER))
    assert content(other) == content(book)
    with other.read() as session:
        assert {"孟繁星", "孟繁新", "孟凡新"} <= {p.name for p in people.lines(session)}


def test_a_rule_that_nobody_knows_is_refused_by_its_name(told, new_book):
    told["meetings"][0]["rule_profile"] = "CN-VC-1998"
    with pytest.raises(Refusal) as refused:
        take_in(new_book("urban"), told)
    assert refused.value.code == "YS-F14" and "CN-VC-1998" in refused.value.message


def test_stated_members_are_the_expected_ones_everywhere(new_book):
    book, other = new_book("urban"), new_book("urban")
    written(book, opened() | {"members": 40}, {"do": "sign_in", "name": "秦守业"}, {"do": "agenda", "title": "修灯"},
            {"do": "close_meeting"})
    out = taken_out(book, NUMBER)
    take_in(other, out)
    with other.read() as session:
        found = meetings.sheet(session, meetings.find(session, NUMBER))
        assert out["meetings"][0]["expected"] == found.line.expected == meetings.lines(session)[0].expected == 40
        assert legality.bar(found).expected == 40
