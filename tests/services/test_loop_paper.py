"""What the papers of the loop are made from, read from a real book."""

from datetime import date

import pytest

from yishi.domain.records import Callback, Draw, Expense, Person, Whistle
from yishi.errors import Refusal
from yishi.services import loop_paper, resolutions, sample, visits
from yishi.store.book import Book

TODAY = date(2026, 6, 3)


@pytest.fixture
def book(tmp_path):
    with Book.open(tmp_path / "b.yishi", create=True) as made:
        with made.write("杜鹃", "init") as session:
            sample.fill(session, "urban", date(2026, 5, 18), "杜鹃")
        yield made


def sheet(book: Book, number: str, today: date = TODAY):
    with book.read() as session:
        return loop_paper.sheet(session, resolutions.find(session, number), today)


def test_the_due_day_is_told_before_and_after_each_step(book) -> None:
    p = sheet(book, "翠议〔2026〕4-2")
    move = p.move(p.last("extend"))
    assert (move.before, move.after, p.due, p.first_due) == (date(2026, 6, 3), date(2026, 6, 17), date(2026, 6, 17), date(2026, 6, 3))


def test_only_work_that_is_still_going_on_is_late(book) -> None:
    assert sheet(book, "翠议〔2026〕4-2", date(2026, 6, 23)).overdue == 0  # reported on the 17th
    late = sheet(book, "翠议〔2026〕4-1", date(2026, 5, 18))
    assert late.overdue == 0 and late.days_left == 2


def test_the_owner_has_a_number_only_where_the_name_is_unmistakable(book) -> None:
    assert sheet(book, "翠议〔2026〕4-1").owner_phone == "19900000207"
    with book.write("杜鹃", "person") as session:
        mine = session.query(Person).filter(Person.name == "孙伟").one()
        session.add(Person(community_id=mine.community_id, name="孙伟", unit="9幢", phone="19900000299"))
    assert sheet(book, "翠议〔2026〕4-1").owner_phone == ""


def test_calls_whistles_and_vouchers_come_along(book) -> None:
    p = sheet(book, "翠议〔2026〕4-1")
    with book.write("杜鹃", "edit") as session:
        people = session.query(Person).limit(3).all()
        draw = Draw(id="d", community_id=people[0].community_id, kind="callback", subject_id=p.line.id, seed=7, size=1, total=40,
                    happened_on=TODAY)
        session.add(draw)
        session.flush()
        session.add(Callback(id="c1", draw_id="d", person_id=people[0].id, position=1, grade="satisfied",
                             tries='[["2026-06-03","09:30","reached"]]'))
        session.add(Callback(id="c2", draw_id="d", person_id=people[1].id, position=2))
        session.add(Whistle(event_id=p.sheet.events[0].id, resolution_id=p.line.id, matter="emergency", urgent=True, measures="先疏散"))
        session.add(Expense(resolution_id=p.line.id, position=9, what="补漆", amount=5000, voucher="凭9"))
    again = sheet(book, "翠议〔2026〕4-1")
    assert [c.position for c in again.calls] == [1] and again.called_of == 40
    assert again.calls[0].tries == (("2026-06-03", "09:30", "reached"),)
    assert again.whistles[0].measures == "先疏散" and again.spending[-1].voucher == "凭9"


def test_a_meeting_with_one_resolution_stands_for_it_and_with_several_asks_which(book) -> None:
    with book.read() as session:
        with pytest.raises(Refusal, match="3条决议"):
            loop_paper.find(session, "BD-2026-04")
        assert loop_paper.find_meeting(session, "翠议〔2026〕4-1") == loop_paper.find_meeting(session, "BD-2026-04")


def test_the_register_is_in_the_order_of_the_meetings_and_cut_by_year(book) -> None:
    with book.read() as session:
        whole = loop_paper.register(session, None, TODAY)
        assert [row.meeting_day for row in whole.rows] == sorted(row.meeting_day for row in whole.rows) and len(whole.rows) >= 6
        assert loop_paper.register(session, 2025, TODAY).rows == ()
        assert loop_paper.year_of("2026年") == 2026 and loop_paper.year_of("") is None
        with pytest.raises(Refusal, match="哪一年"):
            loop_paper.year_of("丙午")


def test_the_site_visit_says_with_which_seed_it_was_drawn(book) -> None:
    with book.write("杜鹃", "spot_check") as session:
        drawn = visits.spot_check(session, 50, 20260518, date(2026, 5, 18))
    number = drawn.lines[0].number
    spot = sheet(book, number).spot
    assert spot is not None and (spot.on, spot.seed, spot.total) == (date(2026, 5, 18), 20260518, drawn.total)
    assert sheet(book, number, date(2026, 5, 17)).spot is None
