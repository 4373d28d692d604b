"""Papers that were printed, scans that came back, agreements and vouchers are found by their names and words, and lead to their place."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.services.conftest import ACTOR
from yishi.domain.records import Covenant, Expense, Meeting, PrintedPage, Resolution, ReturnedPage
from yishi.services import communities, search_index
from yishi.services.living import as_list
from yishi.services.search import KINDS, find

TITLES = {"minutes": "会议纪要", "sign-in": "签到表"}


@pytest.fixture(params=["looked through", "index"])
def book(new_book, request):
    made = new_book(worked=True)
    with made.write(ACTOR, "print") as session:
        meeting = session.scalars(select(Meeting)).one()
        done = session.scalars(select(Resolution).order_by(Resolution.position)).first()
        meeting.title = "琉璃瓦议事会"
        for n, code in enumerate(("K7Q2M4X9T1", "K7Q2M4X9T2"), 1):
            session.add(PrintedPage(id=PrintedPage.id_for(code), code=code, document="minutes", about_id=meeting.id, page=n, pages=2,
                                    printed_on=date(2026, 3, 5)))
        session.flush()
        for name, kind, about in (("IMG_0417.jpg", "sign-in", meeting.id), ("扫描件三.pdf", "", None)):
            session.add(ReturnedPage(id=f"{len(name):032x}", sha256="0" * 64, document=kind, about_id=about, came_on=date(2026, 3, 9),
                                     file_name=name))
        session.add(Covenant(id="c" * 32, community_id=communities.mine(session).id, title="村规民约", version=2,
                             articles=as_list(["红白事不攀比", "夜里不放琉璃喇叭"]), adopted_on=date(2026, 2, 1)))
        session.add(Expense(resolution_id=done.id, position=1, what="买琉璃瓦", amount=100, voucher="收字0091", spent_on=date(2026, 4, 1)))
    more = [request.param == "index"]
    while more[-1]:
        made.keep(lambda session: more.append(search_index.settle(session)))
    return made


def hits(book, query):
    with book.read() as session:
        return [hit for hit in find(session, query, titles=TITLES) if KINDS[hit.kind] == KINDS["document"]]


@pytest.mark.parametrize(("query", "kind", "place"), [
    ("会议纪要", "paper", "papers"), ("纪要 琉璃瓦", "paper", "papers"), ("k7q2m4x9t2", "paper", "papers"), ("IMG_0417", "scan", "scans"),
    ("签到表", "scan", "scans"), ("扫描件三", "scan", "scans"), ("攀比", "covenant", "covenants"), ("村规", "covenant", "covenants"),
    ("收字0091", "expense", "follow"), ("买琉璃", "expense", "follow"),
])  # fmt: skip
def test_each_is_found_by_its_name_and_words_and_leads_to_its_place(book, query, kind, place):
    assert [(hit.kind, hit.place) for hit in hits(book, query)] == [(kind, place)]
    assert all(hit.marks and hit.on for hit in hits(book, query))


def test_a_paper_of_several_pages_is_told_once_and_leads_to_what_it_is_about(book):
    with book.read() as session:
        meeting = session.scalars(select(Meeting.id)).one()
    (hit,) = hits(book, "会议纪要")
    assert (hit.ref, hit.text) == (f"{meeting} minutes", "会议纪要　TW-2026-03 琉璃瓦议事会　K7Q2M4X9T1")


def test_what_is_about_something_deleted_is_not_found(book):
    with book.write(ACTOR, "meeting_remove") as session:
        session.scalars(select(Meeting)).one().deleted = True
    assert not hits(book, "会议纪要") and not hits(book, "IMG_0417") and not hits(book, "买琉璃")
    assert hits(book, "扫描件三") and hits(book, "攀比")


def test_the_newest_comes_first_among_all_kinds(book):
    with book.read() as session:
        found = [hit.on for hit in find(session, "琉璃") if hit.kind != "person"]
    assert found == sorted(found, reverse=True) and len(found) >= 3
