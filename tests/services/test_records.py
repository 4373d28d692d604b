"""Records go in whole, come out again, and are not believed where they contradict the rules."""

import copy
import json
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.services import live_meetings, watched_meetings
from tests.services.conftest import ACTOR, TODAY, WORKED, content
from yishi import paths
from yishi.domain import loop
from yishi.errors import Refusal
from yishi.services import communities, meetings, record_format, records_in, records_out, resolutions
from yishi.services.line_format import read_line
from yishi.services.live_entry import LiveEntry
from yishi.store.book import Book


def worked(kind: str) -> dict[str, Any]:
    return record_format.read_file(paths.resource("sample", f"{kind}.json"))


def take_in(book: Book, document: dict[str, Any]) -> records_in.Imported:
    record_format.check(document)
    with book.write(ACTOR, "import") as session:
        return records_in.import_documents(session, [document], TODAY)


def taken_out(book: Book, number: str) -> dict[str, Any]:
    with book.read() as session:
        return records_out.document(session, meetings.find(session, number))


@pytest.mark.parametrize("kind", WORKED)
def test_a_record_exported_and_imported_elsewhere_gives_the_same_content(kind, new_book):
    book, other = new_book(kind, worked=True), new_book(kind)
    take_in(other, json.loads(json.dumps(taken_out(book, WORKED[kind][2]))))
    assert content(other) == content(book)


@pytest.mark.parametrize("kind", WORKED)
def test_a_second_import_changes_nothing(kind, new_book):
    book = new_book(kind, worked=True)
    before = content(book)
    assert take_in(book, worked(kind)) == records_in.Imported((), (WORKED[kind][2],))
    assert content(book) == before


def test_keys_of_others_are_kept_and_come_out_again(new_book):
    book, document = new_book("village"), worked("village")
    document["meetings"][0]["x-folder"] = "B-12"
    document["meetings"][0]["resolutions"][0]["x-colour"] = {"wall": "red"}
    take_in(book, document)
    out = taken_out(book, "TW-2026-03")["meetings"][0]
    assert out["x-folder"] == "B-12" and out["resolutions"][0]["x-colour"] == {"wall": "red"}


@pytest.mark.parametrize("change, place", [
    (lambda m: m["speeches"][0].update(text="说的是另一回事"), "speeches[1].text"),
    (lambda m: m["participants"][0].update(phone="19911112222"), "participants[1].phone"),
    (lambda m: m["resolutions"][0]["events"][2].update(text="没有三家"), "resolutions[1].events[3].text"),
])
def test_the_same_meeting_with_other_content_is_refused_and_the_place_is_named(change, place, new_book):
    book, document = new_book("village", worked=True), worked("village")
    change(document["meetings"][0])
    before = content(book)
    with pytest.raises(Refusal) as refused:
        take_in(book, document)
    assert refused.value.code == "YS-I08" and place in refused.value.message
    assert content(book) == before


def test_of_two_records_in_one_import_none_comes_in_when_one_lies(new_book):
    book, document = new_book("village"), worked("village")
    liar = copy.deepcopy(document["meetings"][0])
    liar.update(id="TW-2026-09", present=3)
    for resolution in liar["resolutions"]:
        resolution["no"] = resolution["no"].replace("3-", "9-")
    liar["statutory_followup"]["resolution"] = "桃议〔2026〕9-1"
    document["meetings"].append(liar)
    before = content(book)
    with pytest.raises(Refusal, match="present"):
        take_in(book, document)
    assert content(book) == before


def test_the_record_of_another_community_is_refused(new_book):
    with pytest.raises(Refusal) as refused:
        take_in(new_book("urban"), worked("village"))
    assert refused.value.code == "YS-I05" and "翠屏社区" in refused.value.message


def test_a_file_that_is_no_record_is_refused_in_plain_words(tmp_path: Path):
    for name, bytes_ in (("a.json", b"\xff\xfe\x00"), ("b.json", b"{"), ("c.json", b"[" * 100_000), ("d.json", b'{"format": NaN}')):
        (tmp_path / name).write_bytes(bytes_)
        with pytest.raises(Refusal) as refused:
            record_format.read_file(tmp_path / name)
        assert refused.value.code == "YS-I01"
    (tmp_path / "e.json").write_text('{"format": "yishi-meeting/9", "meetings": []}', encoding="utf-8")
    with pytest.raises(Refusal, match="yishi-meeting/9"):
        record_format.read_file(tmp_path / "e.json")


def test_two_people_of_one_name_in_one_group_stay_two_people(new_book):
    book, other, document = new_book("village"), new_book("village"), worked("village")
    document["meetings"][0]["participants"].append({"seq": 11, "name": "周桂英", "building_or_group": "周家湾组"})
    document["meetings"][0].update(present=11, expected=13)
    take_in(book, document)
    with book.read() as session:
        names = [a.person_id for a in meetings.sheet(session, meetings.find(session, "TW-2026-03")).attendees if a.name == "周桂英"]
    assert len(set(names)) == 2
    take_in(other, taken_out(book, "TW-2026-03"))
    assert content(other) == content(book)


TEXTS = st.text("路灯修好吧，。a<b&=1\n\U00020164", min_size=1, max_size=12).filter(lambda t: t.strip())
PICKS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 4)), min_size=5, max_size=30)  # which of what is allowed, days later
GOOD = {"very_satisfied": 6, "satisfied": 2, "basically_satisfied": 1, "dissatisfied": 1, "solved": 9, "unsolved": 1}
BAD = {"very_satisfied": 1, "dissatisfied": 6, "very_dissatisfied": 3, "solved": 2, "partially_solved": 1, "unsolved": 7}


def walk(book: Book, entry: LiveEntry, number: str, picks: list[tuple[int, int]]) -> None:
    """Go through the loop by what the table allows; what a guard refuses changes nothing."""
    day = date(2026, 6, 9)
    for pick, gap in picks:
        day += timedelta(days=gap)
        with book.read() as session:
            allowed = resolutions.sheet(session, resolutions.find(session, number), day).allowed
        if not allowed:
            return
        step = allowed[pick % len(allowed)]
        doer = {"inspect_pass": "诸葛平", "inspect_fail": "诸葛平", "respond": "街道"}.get(step, ACTOR)
        line = {"do": "loop", "resolution": number, "event": step, "by": doer, "on": day.isoformat(), "text": f"{step}了"}
        line |= {"workdays": 5, "approved_by": "诸葛平"} if step == "extend" else {}
        line |= {"evaluation": GOOD if step == "eval_pass" else BAD} if step.startswith("eval") else {}
        line |= {"data": {"reply": "已经改了"}} if step == "answer_objection" else {}
        before = content(book)
        try:
            with book.write(ACTOR, step) as session:
                entry.take(session, read_line(json.dumps(line)))
        except Refusal:
            assert content(book) == before


MARKS = st.lists(st.sampled_from(["present", "proxy", "observer", "absent", "expected", ""]), min_size=7, max_size=7)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS, marks=MARKS, votes=st.tuples(st.integers(0, 7), st.integers(0, 7)), picks=PICKS, seed=st.integers(0, 2**32))
def test_every_live_meeting_comes_out_as_a_record_that_gives_the_same_book(text, marks, votes, picks, seed, new_book):
    book, other = new_book("urban"), new_book("urban")
    entry, r = LiveEntry(ACTOR, TODAY), Random(seed)
    with book.write(ACTOR, "topic") as session:
        if r.random() < 0.5:
            live_meetings.raise_before(session, r, text)
    for line in live_meetings.lines(r, text, marks, votes):
        with book.write(ACTOR, line["do"]) as session:
            entry.take(session, read_line(live_meetings.said_of(line)))
    with book.read() as session:
        number = meetings.lines(session)[0].number
    with book.write(ACTOR, "edit") as session:
        live_meetings.by_hand(session, r, number)
    with book.write(ACTOR, "close_meeting") as session:
        entry.take(session, read_line('{"do": "close_meeting", "end": "2026-06-08T20:10"}'))
    walk(book, entry, "翠议〔2026〕1-1", picks)
    walk(book, entry, "翠议〔2026〕1-2", picks[::-1])
    with book.write(ACTOR, "edit") as session:
        watched_meetings.watch(session, r, meetings.find(session, number), text)
    if r.random() < 0.5:
        with book.write(ACTOR, "final") as session:
            live_meetings.put_right(session, r, number)
    out = json.loads(json.dumps(taken_out(book, number)))
    assert take_in(other, out).added == (number,)
    assert content(other) == content(book)
    assert take_in(other, out).unchanged == (number,)
    assert content(other) == content(book)


@pytest.mark.parametrize("kind", WORKED)
def test_states_in_the_book_are_those_that_were_recorded(kind, new_book):
    book = new_book(kind, worked=True)
    with book.read() as session:
        found = {r.number: r for r in resolutions.lines(session, TODAY)}
    for told in worked(kind)["meetings"][0]["resolutions"]:
        line = found[told["no"]]
        assert (line.state, line.round, line.owner) == (told["final_state"], told["round"], told["owner"])
        assert line.state in loop.State.__members__


def test_a_book_has_one_community(new_book):
    book = new_book()
    with pytest.raises(Refusal, match="另"), book.write(ACTOR, "init") as session:
        communities.found(session, "village", "李家村")


def test_a_meeting_is_not_planned_for_longer_than_the_room_lets_it(new_book):
    import json

    from yishi import paths
    from yishi.services import prepare, record_format

    told = json.loads(paths.resource("sample", "urban.json").read_text("utf-8"))
    for minutes, right in ((prepare.MOST_MINUTES, True), (prepare.MOST_MINUTES + 1, False)):
        told["meetings"][0]["planned_minutes"] = minutes
        if right:
            record_format.check(told)
        else:
            with pytest.raises(Refusal):
                record_format.check(told)
