"""The shelf of 打印中心 and the matrix of what is missing: a paper is there once it was printed, signed once it came back."""

from datetime import date

import pytest

from yishi.documents.catalogue import documents, papers_of
from yishi.domain.records import Meeting, PrintedPage, ReturnedPage
from yishi.errors import Refusal
from yishi.services import meetings, paper, paper_matrix, paper_shelf, paper_subjects, printed_pages, room, voting
from yishi.services.living import rows
from yishi.services.paper_matrix import Matrix, MatrixCell
from yishi.services.paper_shelf import Paper
from yishi.store.book import Book

TODAY = date(2026, 11, 21)


def the_meeting(book: Book) -> str:
    with book.read() as session:
        return str(meetings.lines(session)[0].id)


def shelf(book: Book, about: str) -> dict[str, Paper]:
    with book.read() as session:
        found = paper_shelf.shelf(session, about, TODAY, tuple(documents().values()), papers_of)
    return {each.name: each for each in found}


def printing(book: Book, document: str, about: str, pages: int = 1, on: date = TODAY) -> list[str]:
    """Note a paper as printed; return the ids of its pages."""
    with book.write("许晓芸", "print") as session:
        codes = printed_pages.register(session, document, about, [f"{document} {n}" for n in range(pages)], on)
    return [printed_pages.PrintedPage.id_for(code) for code in codes]


def coming_back(book: Book, page: str | None, document: str = "", about: str | None = None) -> None:
    with book.write("许晓芸", "scan") as session:
        if page is not None:  # as it is written when its code was read
            printed = session.get_one(PrintedPage, page)
            document, about = printed.document, printed.about_id
        digest = f"{page}{document}"
        session.add(ReturnedPage(id=ReturnedPage.id_for(digest), sha256=digest, printed_page_id=page, document=document, about_id=about,
                                 came_on=TODAY, file_name=None))  # fmt: skip


def cells(found: Matrix, place: int = 0) -> dict[str, MatrixCell]:
    return dict(zip((name for name, _word in found.columns), found.rows[place].cells, strict=True))


def matrix(book: Book, year: int | None = None) -> Matrix:
    with book.read() as session:
        return paper_matrix.matrix(session, year, TODAY)


def test_a_paper_goes_from_printed_to_scanned_to_signed(new_book) -> None:
    book = new_book("village", worked=True)
    meeting = the_meeting(book)
    assert shelf(book, meeting)["minutes"].state == ""
    pages = printing(book, "minutes", meeting, pages=2, on=date(2026, 11, 20))
    assert shelf(book, meeting)["minutes"].state_words == "已打印 11-20"
    coming_back(book, pages[0])
    assert shelf(book, meeting)["minutes"].state == "scanned"  # the page that is signed may be the other one
    coming_back(book, pages[1])
    assert shelf(book, meeting)["minutes"].state_words == "已签 11-21"


def test_a_notice_that_comes_back_is_scanned_never_signed(new_book) -> None:
    book = new_book("village", worked=True)
    meeting = the_meeting(book)
    coming_back(book, printing(book, "notice", meeting)[0])
    assert shelf(book, meeting)["notice"].state == "scanned"


def test_a_scan_named_by_hand_counts_for_its_paper(new_book) -> None:
    book = new_book("village", worked=True)
    meeting = the_meeting(book)
    coming_back(book, None, "sign-in", meeting)
    assert shelf(book, meeting)["sign-in"].state == "signed"
    assert cells(matrix(book))["sign-in"].words == "已签"


def test_orders_of_several_resolutions_are_one_row_as_far_as_the_last_of_them(new_book) -> None:
    book = new_book("village", worked=True)
    meeting = the_meeting(book)
    orders = shelf(book, meeting)["assignment"]
    assert len(orders.about) > 1 and orders.state == ""
    printing(book, "assignment", orders.about[0])
    assert shelf(book, meeting)["assignment"].state_words == f"已打印1/{len(orders.about)}"
    assert shelf(book, orders.about[0])["assignment"].state == "printed"
    for id_ in orders.about[1:]:
        printing(book, "assignment", id_)
    assert shelf(book, meeting)["assignment"].state == "printed"


def test_papers_of_a_record_that_is_gone_are_refused_in_words(new_book) -> None:
    book = new_book("village")
    with pytest.raises(Refusal, match="已经不在了"):
        shelf(book, "0" * 32)


def test_everything_on_any_shelf_can_be_found_again(new_book) -> None:
    book = new_book("urban", worked=True)
    with book.read() as session:
        for each in paper_subjects.every(session):
            assert paper_subjects.named(session, each.id) == each
            if each.number:
                assert paper_subjects.named(session, each.number).id == each.id


def test_what_the_form_asks_for_is_lacking_until_it_is_printed(new_book) -> None:
    book = new_book("village", worked=True)
    meeting = the_meeting(book)
    before = matrix(book)
    with book.read() as session:
        asked = set(paper.offered(meetings.sheet(session, meeting, TODAY)))
    assert cells(before)["minutes"].state == "lacking" and "minutes" in asked
    printing(book, "minutes", meeting)
    after = matrix(book)
    assert cells(after)["minutes"].words == "有" and after.lacking == before.lacking - 1


def test_a_cell_of_decisions_leads_to_the_first_that_is_missing(new_book) -> None:
    book = new_book("village", worked=True)
    orders = shelf(book, the_meeting(book))["assignment"].about
    printing(book, "assignment", orders[0])
    cell = cells(matrix(book))["assignment"]
    assert cell.state == "lacking" and cell.words == f"缺 1/{len(orders)}" and cell.about in orders[1:]


def test_a_meeting_that_is_not_over_lacks_no_minutes_yet(new_book) -> None:
    book = new_book("village", worked=True)
    with book.write("许晓芸", "open_meeting") as session:
        room.open_meeting(session, "teahouse", "再议一议", "晒场", "2026-11-21T19:00", "周德厚", "许晓芸")
    newest = cells(matrix(book))
    assert newest["minutes"].words == "还早" and newest["sign-in"].state == "lacking"


@pytest.mark.parametrize(("method", "state"), [("举手", None), ("投票", "lacking"), ("记名", "lacking")])
def test_a_count_is_only_asked_for_where_ballots_were_cast(new_book, method: str, state: str | None) -> None:
    book = new_book("village")
    with book.write("许晓芸", "open_meeting") as session:
        made = room.open_meeting(session, "statutory_reps", "选一选", "礼堂", "2026-11-20T09:00", "周德厚", "许晓芸")
        room.add_agenda(session, made, "老井围栏")
        for name in ("周德厚", "吴秀兰", "方志远"):
            room.sign_in(session, made, name)
        voting.record(session, made, 1, "做围栏", "MAJORITY_PRESENT", method, 3, 0, 0)
        room.close_meeting(session, made, "2026-11-20T10:00")
    found = cells(matrix(book))
    assert (found["tally"].state if "tally" in found else None) == state
    assert "ballot" not in found  # nothing may tell whose a ballot was, so nothing tells that it was printed


def test_each_year_stands_for_itself(new_book) -> None:
    book = new_book("village", worked=True)
    with book.read() as session:
        day = rows(session, Meeting)[0].starts[:4]
        assert paper_matrix.years(session) == (int(day),)
    assert matrix(book, int(day)).rows and not matrix(book, int(day) - 1).rows
