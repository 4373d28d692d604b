"""Live entry takes what people mean and refuses the rest by name, before anything is done."""

import json
from datetime import date

import pytest

from tests.services.conftest import ACTOR, content
from yishi.errors import Refusal
from yishi.services import meetings, records_in, records_out, resolutions
from yishi.services.line_format import loop_line, read_line
from yishi.services.live_entry import LiveEntry
from yishi.store.undo import undo_last

DAY = date(2026, 6, 8)
OPEN = {"do": "open_meeting", "form": "bench", "title": "堆物", "place": "楼下", "start": "2026-06-08T19:00", "host": "孟繁星（书记）"}
RESOLVE = {"do": "resolve", "agenda": 1, "text": "清理", "owner_unit": "物业", "owner": "孙伟", "supervisor": "诸葛平", "workdays": 10}
VOTE = {"do": "vote", "agenda": 1, "motion": "清", "rule": "FOR_GT_AGAINST", "method": "举手"}
NUMBER = "翠议〔2026〕1-1"
GOOD = {"very_satisfied": 9, "satisfied": 1, "solved": 10, "raiser": "satisfied"}


@pytest.fixture
def entry():
    return LiveEntry(ACTOR, date(2026, 7, 1), hour="20:15")


@pytest.fixture
def book(new_book, entry):
    """A book in whose open meeting two people have signed in and one topic stands."""
    book = new_book("urban")
    say(book, entry, OPEN, {"do": "sign_in", "name": "秦守业"}, {"do": "sign_in", "name": "朱玉梅"}, {"do": "agenda", "title": "楼道"})
    return book


def say(book, entry, *lines):
    for line in lines:
        with book.write(ACTOR, str(line["do"])) as session:
            entry.take(session, read_line(json.dumps(line)))


def step(book, entry, event, day=9, **given):
    line = {"do": "loop", "resolution": NUMBER, "event": event, "on": f"2026-06-{day:02d}", "by": ACTOR} | given
    say(book, entry, line)


@pytest.mark.parametrize("line", [
    {"do": []}, {"do": "fly"}, {"do": "sign_in"}, {"do": "sign_in", "name": "  "}, {"do": "sign_in", "name": "a\ud800"},
    {"do": "sign_in", "name": "x" * 201}, {"do": "sign_in", "name": "甲", "shoe": 43}, {"do": "sign_in", "name": "甲", "mark": "ghost"},
    {"do": "sign_in", "name": "甲", "arrived_at": "下午三点"}, {"do": "speech", "agenda": True, "speaker": "秦守业", "text": "话"},
    {"do": "speech", "agenda": 10**30, "speaker": "秦守业", "text": "话"}, {"do": "speech", "agenda": 2, "speaker": "秦守业", "text": "话"},
    {"do": "speech", "agenda": 1, "speaker": "路人", "text": "话"}, {"do": "speech", "agenda": 1, "speaker": "秦守业", "text": "a\0b"},
    {"do": "speech", "agenda": 1, "speaker": "秦守业", "text": "话", "at": "三点"}, {"do": "agenda", "title": "路", "category": "foo"},
    {"do": "vote", "agenda": 1, "motion": "清", "rule": "OWNERS_DOUBLE", "method": "举手", "for": 2, "against": 0, "abstain": 0},
    {"do": "vote", "agenda": 1, "motion": "清", "rule": "FOR_GT_AGAINST", "method": "举手", "for": 3, "against": 0, "abstain": 0},
    {**RESOLVE, "supervisor": "孙伟（经理）"}, {**RESOLVE, "due": "2026-07-01"}, {**RESOLVE, "workdays": -5}, {**RESOLVE, "motion": 1},
    {"do": "close_meeting", "end": "2026-6-8T9:0x"}, {"do": "close_meeting", "end": "2026-06-08T18:00"},
    {**OPEN, "start": "0999-01-01T09:00"}, {**OPEN, "form": "party"},
    {**OPEN, "members": 0}, {**OPEN, "members": "九"}, {**OPEN, "entered_on": "2026-06-08"},
    {"do": "sign_in", "name": "甲", "proxy_paper": "有"}, {"do": "agenda", "title": "路", "planned_minutes": -5},
    {"do": "speech", "agenda": 1, "speaker": "秦守业", "text": "话", "handling": "later"},
    {**VOTE, "choices": {"秦守业": "maybe"}}, {**VOTE, "choices": {"路人": "for"}}, {**VOTE, "choices": ["秦守业"]},
    {**VOTE, "for": 1, "against": 0, "abstain": 0, "issued": 3, "returned": 1},
    {**VOTE, "for": 1, "against": 0, "abstain": 0, "issued": 2},
    {**VOTE, "for": 2, "against": 0, "abstain": 0, "tellers": [["监票人"]]},
    {"do": "recuse", "agenda": 1, "name": "路人", "reason": "亲戚"},
    {"do": "outcome", "agenda": 1, "outcome": "later"}, {"do": "waiver", "matter": "quorum"}, {"do": "final"},
    {"do": "correct", "kind": "vote", "field": "votes_for", "text": "9", "reason": "多了"},
    {"do": "loop", "resolution": "%", "event": "assign"}, {"do": "loop", "resolution": NUMBER, "event": "fly"},
])  # fmt: skip
def test_what_makes_no_sense_is_refused_and_nothing_is_done(line, book, entry):
    before = content(book)
    with pytest.raises(Refusal) as refused:
        say(book, entry, line)
    assert refused.value.code.startswith("YS-") and "None" not in str(refused.value)
    assert content(book) == before


@pytest.mark.parametrize("data", [
    {"disatisfied": 9}, {**GOOD, "passed": False}, {**GOOD, "round": 7}, {**GOOD, "satisfaction_rate": 0.5}, {**GOOD, "method": ["电话"]},
    {**GOOD, "very_satisfied": 10**30}, {**GOOD, "raiser": "furious"},
])
def test_an_evaluation_that_contradicts_itself_is_refused(data, book, entry):
    say(book, entry, RESOLVE, {"do": "close_meeting"})
    for event, by in (("assign", ACTOR), ("accept", "孙伟"), ("report_done", "孙伟"), ("inspect_pass", "诸葛平")):
        step(book, entry, event, by=by)
    before = content(book)
    with pytest.raises(Refusal), book.write(ACTOR, "eval_pass") as session:
        entry.take(session, loop_line(NUMBER, "eval_pass", {"on": "2026-06-10"}, data))
    assert content(book) == before


def test_a_misspelt_posting_is_not_quietly_the_usual_one(book, entry):
    say(book, entry, RESOLVE)
    with pytest.raises(Refusal, match="postign"):
        loop_line(NUMBER, "publish_decision", {}, {"postign": {"natural_days": 15}})
    with pytest.raises(Refusal, match="days"):
        loop_line(NUMBER, "publish_decision", {}, {"posting": {"days": 15}})


def test_an_evaluation_taken_back_can_be_entered_again(book, entry):
    say(book, entry, RESOLVE, {"do": "close_meeting"})
    for event, by in (("assign", ACTOR), ("accept", "孙伟"), ("report_done", "孙伟"), ("inspect_pass", "诸葛平")):
        step(book, entry, event, by=by)
    before = content(book)
    for _ in range(2):
        step(book, entry, "eval_pass", 10, evaluation=GOOD)
        done = content(book)
        with book.write(ACTOR, "undo") as session:
            undo_last(session, ACTOR)
        assert content(book) == before
    step(book, entry, "eval_pass", 10, evaluation=GOOD)
    assert content(book) == done


def test_an_import_taken_back_can_be_imported_again(new_book):
    book = new_book("village", worked=True)
    with book.read() as session:
        document = records_out.document(session, meetings.find(session, "TW-2026-03"))
    before = content(book)
    for _ in range(2):
        with book.write(ACTOR, "undo") as session:
            undo_last(session, ACTOR)
        with book.write(ACTOR, "import") as session:
            assert records_in.import_documents(session, [document], date(2026, 11, 21)).added == ("TW-2026-03",)
        assert content(book) == before


def sheet_of(book):
    with book.read() as session:
        return meetings.sheet(session, meetings.find(session, "BD-2026-01"))


def test_a_vote_by_name_is_counted_and_one_who_is_recused_has_none(book, entry):
    say(book, entry, {"do": "recuse", "agenda": 1, "name": "朱玉梅", "reason": "是她家的"})
    with pytest.raises(Refusal, match="朱玉梅在这项议题上回避"):
        say(book, entry, {**VOTE, "choices": {"秦守业": "for", "朱玉梅": "against"}})
    say(book, entry, {**VOTE, "choices": {"秦守业": "for"}, "tellers": [["监票人", "诸葛平"]]})
    motion = sheet_of(book).motions[0]
    assert (motion.eligible, motion.votes_for, motion.not_voted, motion.tellers) == (1, 1, 0, (("监票人", "诸葛平"),))


def test_nobody_is_expected_twice(book, entry):
    say(book, entry, {"do": "sign_in", "name": "何丽", "mark": "expected"})
    with pytest.raises(Refusal, match="何丽"):
        say(book, entry, {"do": "sign_in", "name": "何丽", "mark": "expected"})
    say(book, entry, {"do": "sign_in", "name": "何丽"})
    assert [a.mark for a in sheet_of(book).attendees if a.name == "何丽"] == ["present"]


def test_what_is_said_of_the_meeting_and_of_its_items_is_on_the_sheet(new_book, entry):
    book = new_book("urban")
    say(book, entry, {**OPEN, "members": 9, "planned_minutes": 90, "entered_on": "2026-06-12"},
        {"do": "sign_in", "name": "秦守业", "mark": "proxy", "proxy": "儿子", "proxy_paper": True},
        {"do": "agenda", "title": "楼道", "planned_minutes": 20, "party_precheck_date": "2026-06-01", "party_precheck_doc": "支委会记录"},
        {"do": "speech", "agenda": 1, "speaker": "秦守业", "text": "堵了", "handling": "on_spot", "reply": "今天就清"},
        {"do": "outcome", "agenda": 1, "outcome": "settled", "conclusion": "当场清了"}, {"do": "no_dissent"},
        {"do": "waiver", "matter": "quorum", "reason": "下雨"})
    sheet = sheet_of(book)
    assert (sheet.line.state, sheet.members, sheet.planned_minutes, sheet.entered_on) == ("open", 9, 90, date(2026, 6, 12))
    item, speech = sheet.agenda[0], sheet.speeches[0]
    assert (item.planned_minutes, item.party_precheck_on, item.outcome, item.conclusion) == (20, date(2026, 6, 1), "settled", "当场清了")
    assert (speech.handling, speech.reply, sheet.no_dissent, sheet.attendees[0].proxy_paper) == ("on_spot", "今天就清", True, True)
    assert [(w.matter, w.reason) for w in sheet.waivers] == [("quorum", "下雨")]


def test_a_final_record_is_corrected_in_the_open(book, entry):
    say(book, entry, {"do": "close_meeting"}, {"do": "final"})
    with pytest.raises(Refusal, match="定稿"):
        say(book, entry, {"do": "correct", "meeting": "BD-2026-01", "kind": "meeting", "field": "number", "text": "9", "reason": "错"})
    say(book, entry, {"do": "correct", "kind": "agenda_item", "field": "title", "text": "楼道堆物", "reason": "写漏了", "on": "2026-06-20"})
    sheet = sheet_of(book)
    assert sheet.agenda[0].title == "楼道堆物"
    assert [(c.on, c.old, c.new, c.reason) for c in sheet.corrections] == [(date(2026, 6, 20), "楼道", "楼道堆物", "写漏了")]


def test_a_vote_after_the_work_began_does_not_make_it_a_draft_again(book, entry):
    say(book, entry, RESOLVE)
    step(book, entry, "assign", 9)
    say(book, entry, {"do": "vote", "agenda": 1, "motion": "另一件", "rule": "FOR_GT_AGAINST", "method": "举手", "for": 0, "against": 2,
                      "abstain": 0})
    with book.read() as session:
        assert resolutions.sheet(session, resolutions.find(session, NUMBER), date(2026, 6, 9)).line.state == "ASSIGNED"


def test_who_has_spoken_cannot_be_marked_as_absent(book, entry):
    say(book, entry, {"do": "speech", "agenda": 1, "speaker": "秦守业", "text": "我在"})
    with pytest.raises(Refusal, match="发过言"):
        say(book, entry, {"do": "sign_in", "name": "秦守业", "mark": "absent"})


def test_who_leaves_without_saying_when_leaves_now(book, entry):
    say(book, entry, {"do": "leave", "name": "秦守业"})
    with book.read() as session:
        sheet = meetings.sheet(session, meetings.find(session, "BD-2026-01"))
    assert {a.name: a.left_at for a in sheet.attendees}["秦守业"] == "20:15"


def test_the_host_who_signs_in_with_a_building_is_one_person(book, entry):
    say(book, entry, {"do": "sign_in", "name": "孟繁星", "unit": "3幢"})
    with book.read() as session:
        from yishi.services import people

        assert [(p.name, p.unit) for p in people.lines(session, "孟繁星")] == [("孟繁星", "3幢")]


def test_filing_asks_for_the_papers_that_are_missing(book, entry):
    say(book, entry, RESOLVE, {"do": "close_meeting"})
    for event, by in (("assign", ACTOR), ("accept", "孙伟"), ("report_done", "孙伟"), ("inspect_pass", "诸葛平")):
        step(book, entry, event, by=by)
    step(book, entry, "eval_pass", 10, evaluation=GOOD)
    step(book, entry, "publish_outcome", 10)
    with pytest.raises(Refusal, match="照片"):
        step(book, entry, "archive", 30)


def test_line_breaks_of_word_are_line_breaks_and_the_record_goes_in_again(book, entry, new_book):
    guest = "谭勇（城管办）"
    say(book, entry, {"do": "speech", "agenda": 1, "speaker": "秦守业", "text": "一\v二\r\n三"},
        {"do": "sign_in", "name": guest, "mark": "observer"}, {"do": "speech", "agenda": 1, "speaker": guest, "text": "可以"},
        {"do": "sign_in", "name": "何丽", "mark": "absent", "unit": "2幢", "reason": "出差"})
    other = new_book("urban")
    with book.read() as session:
        document = records_out.document(session, meetings.find(session, "BD-2026-01"))
    assert document["meetings"][0]["speeches"][0]["text"] == "一\n二\n三"
    with other.write(ACTOR, "import") as session:
        records_in.import_documents(session, [json.loads(json.dumps(document))], DAY)
    assert content(other) == content(book)


def test_a_namesake_can_come_back_after_the_first_was_taken_off(book):
    from yishi.services import people

    with book.write(ACTOR, "person") as session:
        first, second = people.add(session, "王五"), people.add(session, "王五")
        people.remove(session, first)
    with book.write(ACTOR, "person") as session:
        assert people.add(session, "王五") != second
        assert len([p for p in people.lines(session) if p.name == "王五"]) == 2
