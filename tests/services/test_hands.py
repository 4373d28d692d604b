"""Three different hands: who takes a matter on, who watches, and who may not."""

from datetime import date, timedelta

import pytest

from tests.services import loop_books
from tests.services.conftest import ACTOR, content
from yishi.domain.records import AgendaItem
from yishi.errors import Refusal
from yishi.services import (
    bodies,
    bundle,
    callbacks,
    claims,
    hands,
    kinship,
    loop_events,
    people,
    room,
    survey,
    visits,
    watching,
)
from yishi.services.dossier import gather
from yishi.services.living import one
from yishi.store.book import Book

DAY = loop_books.DAY


@pytest.fixture
def book(new_book) -> Book:
    return loop_books.adopted(new_book)


def person(book: Book, name: str, **facts) -> str:
    with book.write(ACTOR, "person") as s:
        known = [p.id for p in people.lines(s) if p.name == name]
        if known:
            people.change(s, known[0], **facts)
            return known[0]
        return people.add(s, name, **facts)


def test_the_oversight_committee_is_proposed_first_and_relatives_are_barred(book):
    ids = {name: person(book, name, role="居民") for name in ("白凤仪", "白凤鸣", "孙伟")}
    with book.write(ACTOR, "kinship") as s:
        bodies.join(s, ids["白凤仪"], "居务监督委员会")
        bodies.join(s, ids["白凤鸣"], "居务监督委员会")
        kinship.note(s, ids["孙伟"], ids["白凤鸣"], "夫妻")
    with book.read() as s:
        found = {c.name: c for c in hands.supervisor_candidates(s, "孙伟（经理）")}
        assert hands.default_supervisor(s, "孙伟") == "白凤仪"
        assert [line.relation for line in kinship.of_person(s, ids["白凤鸣"])] == ["夫妻"]
    assert "近亲属" in found["白凤鸣"].barred and found["孙伟"].barred and not found["白凤仪"].barred


def test_a_supervisor_who_is_a_close_relative_of_the_owner_is_refused(book):
    ids = {name: person(book, name) for name in ("孙伟", "诸葛平")}
    with book.write(ACTOR, "kinship") as s:
        kinship.note(s, ids["诸葛平"], ids["孙伟"], "父子")
    before = content(book)
    with pytest.raises(Refusal) as refused:
        loop_books.step(book, "assign")
    assert refused.value.code == "YS-L46" and "近亲属" in refused.value.message and "第32条" in refused.value.message
    assert content(book) == before


def test_a_relation_is_noted_once_whichever_is_named_first(book):
    one, other = person(book, "孙伟"), person(book, "白凤仪")
    with book.write(ACTOR, "kinship") as s:
        first = kinship.note(s, one, other, "夫妻")
        assert kinship.note(s, other, one, "前夫妻") == first
        kinship.strike(s, first)
        assert kinship.names_of_kin(s, "孙伟") == frozenset()
        with pytest.raises(Refusal, match="自己"):
            kinship.note(s, one, one)


def test_grid_workers_are_offered_last_and_choosing_one_is_a_caution_only(book):
    person(book, "安新", role="网格员")
    person(book, "赵立", role="楼栋长")
    with book.read() as s:
        found = hands.owner_candidates(s)
        assert found[-1].name == "安新" and "发现和提出" in found[-1].caution
        assert [c.name for c in found if c.name == "赵立"] and not found[0].caution
        said = loop_events.cautions(s, loop_books.only(book), "assign", DAY, owner="安新")
    assert any("网格员" in words for words in said)


def test_who_offered_becomes_the_owner_when_the_secretary_agrees(book):
    id_ = loop_books.only(book)
    with book.write(ACTOR, "claim") as s:
        offer = claims.claim(s, id_, "何丽", "cpc_member", DAY, "周末带人清", today=DAY)
    with book.read() as s:
        offers = claims.open_for_claim(s, DAY)
        assert [(o.number, [c.who for c in o.claims]) for o in offers] == [(loop_books.NUMBER, ["何丽"])]
    assert loop_books.line(book).owner == "孙伟"
    with book.write(ACTOR, "assign") as s:
        claims.agree(s, offer, ACTOR, DAY, DAY, ACTOR)
    assert (loop_books.line(book).owner, loop_books.line(book).state) == ("何丽", "ASSIGNED")
    with book.read() as s:
        assert claims.open_for_claim(s, DAY) == ()
    with pytest.raises(Refusal) as refused, book.write(ACTOR, "unclaim") as s:
        claims.withdraw(s, offer)
    assert refused.value.code == "YS-L53"


def test_an_offer_out_of_place_is_refused_and_changes_nothing(book):
    id_ = loop_books.only(book)
    with book.write(ACTOR, "claim") as s:
        claims.claim(s, id_, "何丽", "volunteer", DAY)
    before = content(book)
    late = DAY + timedelta(days=1)
    for who, on, code in (("何丽", DAY, "YS-L54"), ("诸葛平", DAY, "YS-L12"), ("苏敏", DAY - timedelta(days=3), "YS-L03"),
                          ("苏敏", late, "YS-L04"), (" ", DAY, "YS-M04")):
        with pytest.raises(Refusal) as refused, book.write(ACTOR, "claim") as s:
            claims.claim(s, id_, who, "volunteer", on, today=DAY)
        assert refused.value.code == code
    assert content(book) == before
    loop_books.step(book, "assign")
    with pytest.raises(Refusal) as refused, book.write(ACTOR, "claim") as s:
        claims.claim(s, id_, "苏敏", "volunteer", DAY)
    assert refused.value.code == "YS-L53"


def test_nobody_else_is_made_owner_on_assignment(book):
    with pytest.raises(Refusal) as refused:
        loop_books.step(book, "assign", duty={"owner": "苏敏"})
    assert refused.value.code == "YS-L44"
    assert loop_books.line(book, date(2026, 6, 8)).owner == "孙伟"


# ---- close relatives, wherever somebody is put to watch or to judge


def kin(book: Book, one: str, other: str) -> None:
    ids = [person(book, name) for name in (one, other)]
    with book.write(ACTOR, "kinship") as s:
        kinship.note(s, *ids, "兄弟")


def test_a_resolution_is_not_written_down_with_a_relative_as_supervisor(book):
    kin(book, "孙伟", "白凤仪")
    before = content(book)
    with pytest.raises(Refusal, match="YS-L46"), book.write(ACTOR, "resolve") as s:
        meeting = room.open_meeting(s, "bench", "再议", "3幢楼下", "2026-06-09T19:00")
        room.add_agenda(s, meeting, "路灯")
        room.resolve(s, meeting, 1, "修路灯", "绿安物业", "孙伟（经理）", "白凤仪", workdays=5)
    assert content(book) == before


def test_a_visit_by_somebody_who_became_known_as_a_relative_is_refused_and_another_supervisor_may_be_named(book):
    for event, by in (("assign", ACTOR), ("accept", "孙伟"), ("progress", "孙伟"), ("report_done", "孙伟")):
        loop_books.step(book, event, by, text="做了" if event == "progress" else "")
    kin(book, "孙伟", "诸葛平")
    before = content(book)
    for event in ("inspect_pass", "inspect_fail"):
        with pytest.raises(Refusal, match="YS-L46"):
            loop_books.step(book, event, "诸葛平", text="都好")
    assert content(book) == before
    with book.write(ACTOR, "supervisor") as s:
        assert watching.change(s, loop_books.only(book), "白凤仪", "是责任人的近亲属，要回避", DAY) == "诸葛平"
    loop_books.step(book, "inspect_pass", "白凤仪", text="都好")
    assert loop_books.line(book).state == "EVALUATING"


@pytest.mark.parametrize(("name", "reason", "code"), [("孙伟", "换人", "YS-L12"), ("诸葛平（代表）", "换人", "YS-L59"),
                                                      ("白凤鸣", "换人", "YS-L46"), ("白凤仪", "  ", "YS-L58")])  # fmt: skip
def test_not_everybody_may_come_into_the_supervisors_place(book, name, reason, code):
    kin(book, "孙伟", "白凤鸣")
    before = content(book)
    with pytest.raises(Refusal, match=code), book.write(ACTOR, "supervisor") as s:
        watching.change(s, loop_books.only(book), name, reason, DAY)
    assert content(book) == before


def test_who_has_inspected_keeps_the_name(book):
    for event, by in (("assign", ACTOR), ("accept", "孙伟"), ("progress", "孙伟"), ("report_done", "孙伟"), ("inspect_fail", "诸葛平")):
        loop_books.step(book, event, by, text="做了")
    with pytest.raises(Refusal, match="YS-L57"), book.write(ACTOR, "supervisor") as s:
        watching.change(s, loop_books.only(book), "白凤仪", "身体不好", DAY)


def test_a_relative_does_not_take_on_what_the_other_one_watches_over(book):
    kin(book, "诸葛平", "白凤仪")
    with pytest.raises(Refusal, match="YS-L46"), book.write(ACTOR, "claim") as s:
        claims.claim(s, loop_books.only(book), "白凤仪", "volunteer", DAY, today=DAY)


def test_a_spot_check_by_a_relative_is_refused(book):
    for event, by in (("assign", ACTOR), ("accept", "孙伟")):
        loop_books.step(book, event, by)
    kin(book, "孙伟", "白凤仪")
    with pytest.raises(Refusal, match="YS-L46"), book.write(ACTOR, "visit") as s:
        visits.note(s, loop_books.only(book), visits.Seen("seen", "看过了"), by="白凤仪", on=DAY, today=DAY, actor=ACTOR)


def raised_by(book: Book, name: str) -> None:
    with book.write(ACTOR, "agenda") as s:
        one(s, AgendaItem, gather(bundle.of_resolution(s, loop_books.only(book)))[0].agenda.id).proposer = name


@pytest.mark.parametrize(("name", "words"), [("孙伟（经理）", "责任人"), ("诸葛平", "督查人"), ("白凤仪", "近亲属")])
def test_a_raiser_who_did_it_or_is_a_relative_does_not_evaluate_it(book, name, words):
    loop_books.to_evaluation(book)
    kin(book, "孙伟", "白凤仪")
    raised_by(book, name)
    before = content(book)
    with pytest.raises(Refusal, match="YS-S66") as refused, book.write(ACTOR, "survey_raiser") as s:
        survey.set_raiser(s, loop_books.only(book), DAY, "satisfied")
    assert words in refused.value.message
    with pytest.raises(Refusal, match="YS-S66"):
        loop_books.step(book, "eval_pass", evaluation=loop_books.GOOD)
    assert content(book) == before
    with book.read() as s:
        told = survey.verdict(s, loop_books.only(book), DAY)
        called = {one_.name for _key, one_ in callbacks.population(s, loop_books.only(book))}
    assert words in told.raiser_barred and "白凤仪" not in called
    loop_books.step(book, "eval_pass", evaluation={**loop_books.GOOD, "raiser": None})
