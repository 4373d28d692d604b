"""Looking for words: what is there is found, what is gone is not, newest first, and each hit leads to its place."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.services.conftest import ACTOR, TODAY
from yishi.domain.finding import fold, words_of
from yishi.domain.records import AgendaItem, Attachment, LoopEvent, Meeting, Person, Resolution, Speech, Topic
from yishi.errors import Refusal
from yishi.services import communities, people, private_use
from yishi.services.search import KINDS, find


def hits(book, query, most=50):
    with book.read() as session:
        return find(session, query, most)


def kinds(book, query):
    return [hit.kind for hit in hits(book, query)]


def first(session, kind):
    return session.scalars(select(kind).order_by(kind.id)).first()


SIGNS = "ab%_\\/'AＡ１1·•.〔[张伟飞𬱖𠮷𠀀。 "
TEXTS = st.lists(st.text(SIGNS, max_size=14), min_size=1, max_size=12, unique=True)


@given(TEXTS, st.lists(st.text(SIGNS, min_size=1, max_size=14), min_size=1, max_size=2))
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_hits_are_those_of_a_plain_look_at_random_text_of_every_length(shared_book, texts, looked_for):
    query = " ".join([*looked_for, texts[0][2:5]])
    words = words_of(query)
    with shared_book.rehearse(ACTOR, "topic_add") as session:
        mine = communities.mine(session).id
        for n, text in enumerate(texts):
            session.add(Topic(id=f"{n:032x}", community_id=mine, title=text, situation=text[::-1]))
        session.flush()
        found = {int(hit.ref, 16) for hit in find(session, query, 1000)}
    assert found == {n for n, text in enumerate(texts) if words and all(w in fold(text) or w in fold(text[::-1]) for w in words)}


@pytest.fixture
def shared_book(new_book):
    return new_book()


@pytest.mark.parametrize("sign", ["%", "_", "\\", "/", "'", '"', "*", "[", "𬱖", "𠀀", "\U0002f800"])
def test_a_sign_that_means_something_to_a_program_is_only_itself(new_book, sign):
    book = new_book(worked=True)
    assert not hits(book, sign) or all(sign in fold(hit.text) for hit in hits(book, sign))
    with book.write(ACTOR, "topic_add") as session:
        session.add(Topic(id="f" * 32, community_id=communities.mine(session).id, title=f"修{sign}路"))
    found = [hit for hit in hits(book, f"修{sign}路")]
    assert [(hit.ref, hit.text, hit.marks) for hit in found] == [("f" * 32, f"修{sign}路", ((0, 3),))]


def test_every_kind_is_found_and_leads_to_its_place(new_book):
    book = new_book(worked=True)
    with book.write(ACTOR, "x") as session:
        meeting, item, done = first(session, Meeting), first(session, AgendaItem), first(session, Resolution)
        ids = {"meetings": meeting.id, "follow": done.id}
        people.add(session, "琉璃")
        session.add(Topic(id="a" * 32, community_id=meeting.community_id, title="门前", wish="装琉璃瓦"))
        ids |= {"topics": "a" * 32, "people": session.scalar(select(Person.id).where(Person.name == "琉璃"))}
        meeting.place, item.title, done.text = "琉璃厅", "议琉璃", "换琉璃"
        assert item.meeting_id == done.meeting_id == meeting.id
        session.scalars(select(Speech).where(Speech.meeting_id == meeting.id)).first().text = "琉璃好"
        session.scalars(select(LoopEvent).where(LoopEvent.resolution_id == done.id)).first().text = "琉璃到了"
        session.add(Attachment(id="b" * 32, meeting_id=meeting.id, position=1, kind="photo", sha256="0" * 64, caption="琉璃照片"))
    found = hits(book, "琉璃")
    assert {hit.kind for hit in found} == set(KINDS) - {"paper", "scan", "covenant", "expense"}  # these: test_search_papers
    assert all(ids[hit.place] == hit.ref for hit in found)
    assert all([hit.text[a:b] for a, b in hit.marks] == ["琉璃"] for hit in found)


def test_the_newest_comes_first_and_of_many_only_the_newest_are_told(new_book):
    book = new_book()
    with book.write(ACTOR, "topic_add") as session:
        mine = communities.mine(session).id
        for n in range(1, 29):
            session.add(Topic(id=f"{n:032x}", community_id=mine, title=f"井盖{n}", raised_on=date(2026, 2, 29 - n)))
        session.add(Topic(id="e" * 32, community_id=mine, title="井盖，不知哪天"))
    assert [hit.on.day for hit in hits(book, "井盖", 5)] == [28, 27, 26, 25, 24]
    assert hits(book, "井盖")[-1].on is None and len(hits(book, "井盖")) == 29


def test_two_words_may_stand_in_two_texts_of_one_record_and_both_must(new_book):
    book = new_book()
    with book.write(ACTOR, "topic_add") as session:
        mine = communities.mine(session).id
        session.add(Topic(id="a" * 32, community_id=mine, title="路灯不亮", situation="3组有8户"))
        session.add(Topic(id="b" * 32, community_id=mine, title="路灯太亮"))
    assert [hit.ref for hit in hits(book, "路灯 8户")] == ["a" * 32]
    assert not hits(book, "路灯 井盖")


def test_what_hangs_on_something_deleted_is_not_found(new_book):
    book = new_book(worked=True)
    with book.read() as session:
        said = [text[:6] for text in session.scalars(select(Speech.text)) if text]
        steps = [text[:6] for text in session.scalars(select(LoopEvent.text)) if text]
    assert {"speech", "event"} <= {kind for words in (*said, *steps) for kind in kinds(book, words)}
    with book.write(ACTOR, "meeting_remove") as session:
        for meeting in session.scalars(select(Meeting)):
            meeting.deleted = True
    assert {kind for words in (*said, *steps) for kind in kinds(book, words)} <= {"topic", "person"}


def test_a_deleted_agenda_item_takes_what_was_said_and_agreed_on_it_with_it(new_book):
    book = new_book(worked=True)
    with book.write(ACTOR, "x") as session:
        speech = first(session, Speech)
        speech.text = "琉璃"
        session.get(AgendaItem, speech.agenda_item_id).deleted = True
    assert not hits(book, "琉璃")


def test_people_are_found_by_characters_sound_group_and_the_end_of_the_phone(new_book):
    book = new_book()
    with book.write(ACTOR, "person_add") as session:
        for name, unit, phone in (("王建国", "周家湾组", "19900000201"), ("买买提·艾力", "老街组", ""), ("单小乐", "3幢", "")):
            people.add(session, name, unit=unit, phone=phone)
    for query in ("王建国", "国", "wjg", "w'j'g", "wang jian guo", "wangjg", "0201", "周家湾 王", "wang 周家湾", "２０１"):
        assert [hit.text for hit in hits(book, query)] == ["王建国　周家湾组"], query
    for query in ("买买提·艾力", "买买提•艾力", "买买提.艾力", "买买提艾力", "mmt"):
        assert [hit.text for hit in hits(book, query)] == ["买买提·艾力　老街组"], query
    assert [hit.text for hit in hits(book, "shan")] == ["单小乐　3幢"]
    assert not hits(book, "01") and not hits(book, "wang 老街")
    assert all("1990" not in hit.text for hit in hits(book, "0201"))  # a phone number is not shown by the way


def test_an_erased_or_deleted_person_is_never_found(new_book):
    book = new_book()
    with book.write(ACTOR, "person_add") as session:
        gone, erased = people.add(session, "王建国"), people.add(session, "王建军")
    with book.write(ACTOR, "person_remove") as session:
        people.remove(session, gone)
        session.get(Person, erased).erased = True
    assert hits(book, "王") == hits(book, "wjg") == hits(book, "wangjianjun") == ()


@pytest.mark.parametrize("query", ["", "  ", "　", "\x00", "\ud800"])
def test_nothing_typed_finds_nothing(new_book, query):
    assert hits(new_book(worked=True), query) == ()


@pytest.mark.parametrize("query", [" ".join(map(str, range(400))), "长" * 5000])
def test_more_than_anybody_types_is_refused_in_plain_words(new_book, query):
    with pytest.raises(Refusal) as refused:
        hits(new_book(), query)
    assert refused.value.code == "YS-R20" and refused.value.next_step


def test_what_is_found_is_what_the_book_says_today(new_book):
    book = new_book(worked=True)
    with book.write(ACTOR, "x") as session:
        item = first(session, Resolution)
        item.text = "换成琉璃瓦"
    assert [(hit.kind, hit.number) for hit in hits(book, "琉璃瓦")] == [("resolution", hits(book, "琉璃瓦")[0].number)]
    assert hits(book, "琉璃瓦")[0].on <= TODAY and hits(book, "琉璃瓦")[0].text.startswith(hits(book, "琉璃瓦")[0].number)


def test_people_are_found_by_every_way_their_name_is_written_and_by_the_house_number(new_book):
    book = new_book()
    with book.write(ACTOR, "person_add") as session:
        private_use.note(session, "\ue123", "鲤")
        people.add(session, "孔\ue123", unit="3幢", alias="李家二媳妇", id_name="孔里", glyph_note="⿰鱼里", door="3-501")
        people.add(session, "王建国", unit="13幢", door="12幢2单元1501室")
    for query in ("孔鲤", "鲤", "kongli", "kl", "李家二媳妇", "ljexf", "孔里", "⿰鱼里", "3-501", "501", "孔 501", "３－５０１"):
        found = hits(book, query)
        assert [hit.text[0] for hit in found] == ["孔"], query
        assert not any("501" in hit.text for hit in found)  # a house number is not shown by the way
    assert [hit.text for hit in hits(book, "12-2-1501")] == [hit.text for hit in hits(book, "2单元")] == ["王建国　13幢"]
    assert not hits(book, "01")
