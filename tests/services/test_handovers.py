"""An officer leaves: what they promised goes on in other hands, in one action, or not at all."""

import json
from datetime import date

import pytest

from tests.services.conftest import ACTOR, content
from tests.services.loop_books import DAY, adopted, line, only, step, to_evaluation
from yishi.domain.records import Resolution
from yishi.errors import Refusal
from yishi.services import (
    bodies,
    handover_paper,
    handovers,
    kinship,
    people,
    pool,
    posts,
    records_in,
    records_out,
    resolutions,
    topics,
)
from yishi.services.handovers import OWNER, SUPERVISOR
from yishi.services.living import one
from yishi.store import undo
from yishi.store.book import Book

LEFT = date(2026, 6, 15)


@pytest.fixture
def book(new_book) -> Book:
    """One thing agreed: owner 孙伟, supervisor 诸葛平; 方平 is new."""
    made = adopted(new_book)
    with made.write(ACTOR, "person") as session:
        people.add(session, "方平", unit="7幢")
        bodies.join(session, who(made, "孙伟"), "居委会", "主任", date(2023, 1, 10))
    return made


def who(book: Book, name: str) -> str:
    with book.read() as session:
        return people.find(session, name)


def give(book: Book, leaver: str, successor: str, *roles: str, on: date = LEFT, **more) -> str:
    with book.write(ACTOR, "handover") as session:
        return handovers.hand_over(session, people.find(session, leaver), people.find(session, successor), on, max(on, LEFT),
                                   promises=[(only(book), role) for role in roles], **more)


def test_what_somebody_has_in_hand_is_listed_with_their_part(book: Book) -> None:
    step(book, "assign")
    with book.read() as session:
        owner, watcher = (handovers.in_hand(session, people.find(session, name), LEFT) for name in ("孙伟", "诸葛平"))
    assert [(p.line.number, p.role) for p in owner.promises] == [("翠议〔2026〕1-1", OWNER)]
    assert [p.role for p in watcher.promises] == [SUPERVISOR]
    assert [m.post for m in owner.posts] == ["主任"] and owner.namesakes == 0


def test_the_recorder_is_told_which_meetings_are_not_final(book: Book) -> None:
    with book.write(ACTOR, "person") as session:
        id_ = people.add(session, ACTOR)
    with book.read() as session:
        assert len(handovers.in_hand(session, id_, LEFT).unfinished) == 1


def test_the_promise_goes_on_in_other_hands_and_what_was_done_stays_in_the_name_of_who_did_it(book: Book) -> None:
    step(book, "assign")
    step(book, "accept", "孙伟")
    give(book, "孙伟", "方平", OWNER, witness="诸葛平")
    now = line(book, LEFT)
    assert (now.owner, now.supervisor, now.assist) == ("方平", "诸葛平", ("孙伟（原责任人）",))
    step(book, "progress", "方平", LEFT, text="接着做")
    assert line(book, LEFT).latest.endswith("接着做")


def test_a_book_with_a_handover_can_be_taken_to_another_computer(book: Book, new_book) -> None:
    step(book, "assign")
    step(book, "accept", "孙伟")
    give(book, "孙伟", "方平", OWNER)
    with book.read() as session:
        out = json.loads(json.dumps(records_out.document(session, resolutions.sheet(session, only(book), LEFT).line.meeting_id)))
    other = new_book("urban")
    with other.write(ACTOR, "import") as session:
        records_in.import_documents(session, [out], LEFT)
    assert line(other, LEFT).owner == "方平"


def test_the_post_goes_over_with_the_day_and_its_holders_are_known_from_when_to_when(book: Book) -> None:
    step(book, "assign")
    with book.read() as session:
        held = bodies.of_person(session, people.find(session, "孙伟"))[0].id
    give(book, "孙伟", "方平", OWNER, ended=[held])
    with book.read() as session:
        told = [(h.name, h.since, h.until) for h in posts.history(session, "居委会", "主任")]
        before, after = (posts.holder(session, "居委会主任", day) for day in (date(2026, 6, 14), LEFT))
    assert told == [("方平", LEFT, None), ("孙伟", date(2023, 1, 10), date(2026, 6, 14))]
    assert before is not None and after is not None and (before.name, after.name) == ("孙伟", "方平")
    with book.read() as session:
        assert resolutions.sheet(session, only(book), LEFT).line.owner == "方平"


def test_one_handover_is_one_undo(book: Book) -> None:
    step(book, "assign")
    before = content(book)
    with book.read() as session:
        held = bodies.of_person(session, people.find(session, "孙伟"))[0].id
    give(book, "孙伟", "方平", OWNER, ended=[held], note="钥匙在门卫室")
    assert content(book) != before
    with book.write(ACTOR, "undo") as session:
        undo.undo_last(session, ACTOR)
    assert line(book, LEFT).owner == "孙伟" and line(book, LEFT).assist == ()
    with book.read() as session:
        assert handovers.latest(session) == () and bodies.of_person(session, people.find(session, "孙伟"))[0].ends_on is None


REFUSED = (
    ("孙伟", "孙伟", (OWNER,), {}, "YS-M72"), ("孙伟", "诸葛平", (OWNER,), {}, "YS-L12"), ("诸葛平", "孙伟", (SUPERVISOR,), {}, "YS-L12"),
    ("孙伟", "方平", (), {}, "YS-M74"), ("孙伟", "方平", (OWNER,), {"witness": "方平"}, "YS-M76"),
    ("孙伟", "方平", (SUPERVISOR,), {}, "YS-M77"), ("孙伟", "方平", (OWNER,), {"ended": ["no such one"]}, "YS-M45"),
)  # fmt: skip


@pytest.mark.parametrize(("leaver", "successor", "roles", "more", "code"), REFUSED)
def test_what_may_not_be_is_refused_and_nothing_is_changed(book: Book, leaver: str, successor: str, roles, more, code: str) -> None:
    step(book, "assign")
    before = content(book)
    with pytest.raises(Refusal) as why:
        give(book, leaver, successor, *roles, **more)
    assert why.value.code == code and why.value.next_step
    assert content(book) == before


def test_a_near_relative_of_the_owner_does_not_take_over_the_watching_and_the_rule_is_told(book: Book) -> None:
    step(book, "assign")
    with book.write(ACTOR, "person") as session:
        kinship.note(session, people.find(session, "方平"), people.find(session, "孙伟"), "兄弟")
    before = content(book)
    with pytest.raises(Refusal) as why:
        give(book, "诸葛平", "方平", SUPERVISOR)
    assert why.value.code == "YS-L46" and "翠议〔2026〕1-1" in why.value.message and "近亲属" in why.value.message
    assert content(book) == before


def test_a_supervisor_who_has_inspected_is_not_replaced_by_a_handover(book: Book) -> None:
    to_evaluation(book)
    with book.read() as session:
        promise = handovers.in_hand(session, people.find(session, "诸葛平"), LEFT).promises[0]
    assert "已经督查" in promise.barred
    with pytest.raises(Refusal) as why:
        give(book, "诸葛平", "方平", SUPERVISOR)
    assert why.value.code == "YS-L57"


def test_who_did_the_work_as_owner_does_not_become_its_supervisor(book: Book) -> None:
    step(book, "assign")
    step(book, "accept", "孙伟")
    give(book, "孙伟", "方平", OWNER)
    with pytest.raises(Refusal) as why:
        give(book, "诸葛平", "孙伟", SUPERVISOR)
    assert why.value.code == "YS-L12"


def test_a_day_to_come_and_a_second_time_on_one_day_are_refused(book: Book) -> None:
    step(book, "assign")
    with book.write(ACTOR, "x") as session, pytest.raises(Refusal) as early:
        handovers.hand_over(session, people.find(session, "孙伟"), people.find(session, "方平"), LEFT, DAY, promises=[(only(book), OWNER)])
    assert early.value.code == "YS-M73"
    give(book, "孙伟", "方平", OWNER)
    with book.read() as session:
        held = bodies.of_person(session, people.find(session, "孙伟"))[0].id
    with pytest.raises(Refusal) as twice:
        give(book, "孙伟", "方平", ended=[held])
    assert twice.value.code == "YS-M75"


def test_a_visit_that_is_due_is_told_beside_the_promise(book: Book) -> None:
    for event, by in (("assign", ACTOR), ("accept", "孙伟"), ("progress", "孙伟"), ("report_done", "孙伟")):
        step(book, event, by, text="做了" if event == "progress" else "")
    with book.read() as session:
        promise = handovers.in_hand(session, people.find(session, "诸葛平"), LEFT).promises[0]
    assert promise.besides == ("报了办结，等着去现场督查",)


def test_the_sheet_names_both_the_witness_and_what_was_handed_over(book: Book) -> None:
    step(book, "assign")
    give(book, "孙伟", "方平", OWNER, witness="诸葛平", note="钥匙在门卫室")
    with book.read() as session:
        sheet = handover_paper.sheet(session, "孙伟", LEFT)
    assert (sheet.leaver, sheet.successor, sheet.witness, sheet.note) == ("孙伟", "方平", "诸葛平", "钥匙在门卫室")
    assert [(p.number, p.role) for p in sheet.promises] == [("翠议〔2026〕1-1", OWNER)]


def test_the_sheet_still_calls_who_left_by_the_post_that_went_over(book: Book) -> None:
    step(book, "assign")
    with book.read() as session:
        held = bodies.of_person(session, people.find(session, "孙伟"))[0].id
    give(book, "孙伟", "方平", OWNER, ended=[held])
    with book.read() as session:
        assert handover_paper.sheet(session, "孙伟", LEFT).leaver_post == "居委会主任"


@pytest.fixture
def matter(book: Book) -> str:
    """A topic that 孙伟 sees to; nobody has told its proposer anything yet."""
    with book.write(ACTOR, "topic") as session:
        return pool.capture(session, "楼道灯坏了", who="何丽", on=date(2026, 6, 1), handler="孙伟")


def hand_topics(book: Book, leaver: str, successor: str, *ids: str, **more) -> None:
    with book.write(ACTOR, "handover") as session:
        handovers.hand_over(session, people.find(session, leaver), people.find(session, successor), LEFT, LEFT, matters=ids, **more)


def handler(book: Book, id_: str) -> str:
    with book.read() as session:
        return topics.sheet(session, id_, LEFT).entry.handler


def matters_of(book: Book, name: str) -> list[str]:
    with book.read() as session:
        return [t.title for t in handovers.in_hand(session, people.find(session, name), LEFT).matters]


def test_a_topic_that_waits_for_an_answer_goes_to_who_comes_after(book: Book, matter: str) -> None:
    assert matters_of(book, "孙伟") == ["楼道灯坏了"]
    hand_topics(book, "孙伟", "方平", matter)
    assert handler(book, matter) == "方平" and matters_of(book, "孙伟") == []
    with book.read() as session:
        paper = handover_paper.sheet(session, "孙伟", LEFT)
    assert [(p.text, p.role) for p in paper.promises if p.role == "handler"] == [("楼道灯坏了", "handler")]


def test_a_topic_whose_proposer_was_told_is_not_handed_over(book: Book, matter: str) -> None:
    with book.write(ACTOR, "topic") as session:
        pool.direct(session, matter, "当天换了灯泡")
    assert matters_of(book, "孙伟") == ["楼道灯坏了"]
    with book.write(ACTOR, "topic") as session:
        pool.reply(session, matter, LEFT, "当面")
    assert matters_of(book, "孙伟") == []
    with pytest.raises(Refusal) as why:
        hand_topics(book, "孙伟", "方平", matter)
    assert why.value.code == "YS-M77" and handler(book, matter) == "孙伟"


def charge_the_post(book: Book, matter: str) -> str:
    """Let the post of 孙伟 be responsible for the resolution and the topic; return his membership."""
    with book.write(ACTOR, "owner") as session:
        one(session, Resolution, only(book)).owner = "居委会主任"
        pool.describe(session, matter, handler="居委会主任")
    with book.read() as session:
        return bodies.of_person(session, people.find(session, "孙伟"))[0].id


def test_what_the_post_promised_goes_over_with_the_post_and_keeps_its_words(book: Book, matter: str) -> None:
    step(book, "assign")
    held = charge_the_post(book, matter)
    with book.read() as session:
        found = handovers.in_hand(session, people.find(session, "孙伟"), LEFT)
    assert [p.role for p in found.promises] == [OWNER] and [t.id for t in found.matters] == [matter] and found.open == 2
    hand_topics(book, "孙伟", "方平", matter, promises=[(only(book), OWNER)], ended=[held])
    assert line(book, LEFT).owner == handler(book, matter) == "居委会主任"
    assert matters_of(book, "孙伟") == [] and matters_of(book, "方平") == ["楼道灯坏了"]
    with book.read() as session:
        assert [p.line.number for p in handovers.in_hand(session, people.find(session, "方平"), LEFT).promises] == ["翠议〔2026〕1-1"]


def test_what_the_post_promised_goes_to_the_successor_by_name_where_the_post_stays(book: Book, matter: str) -> None:
    step(book, "assign")
    charge_the_post(book, matter)
    hand_topics(book, "孙伟", "方平", matter, promises=[(only(book), OWNER)])
    assert line(book, LEFT).owner == handler(book, matter) == "方平"


def test_the_owner_by_post_is_still_no_near_relative_of_the_supervisor(book: Book, matter: str) -> None:
    step(book, "assign")
    held = charge_the_post(book, matter)
    with book.write(ACTOR, "kin") as session:
        kinship.note(session, people.find(session, "方平"), people.find(session, "诸葛平"), "兄弟")
    with pytest.raises(Refusal) as why:
        hand_topics(book, "孙伟", "方平", promises=[(only(book), OWNER)], ended=[held])
    assert why.value.code == "YS-L46" and line(book, LEFT).owner == "居委会主任"
