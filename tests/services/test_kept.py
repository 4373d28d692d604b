"""What is kept of past quarters says the same as counting: after any writing, undoing, moving and taking in from another copy."""

from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from tests.services import loop_books
from tests.services.conftest import ACTOR, TODAY, content
from yishi.domain.periods import Period, quarter, year
from yishi.domain.records import (
    AgendaItem,
    Attendance,
    Community,
    Evaluation,
    Expense,
    LoopEvent,
    Meeting,
    Objection,
    Person,
    Posting,
    Record,
    Resolution,
    Topic,
)
from yishi.domain.transitions import EVENTS
from yishi.errors import Refusal
from yishi.services import kept, place_rules, stats
from yishi.services.figures import Report
from yishi.services.stats_found import find
from yishi.store import derived
from yishi.store.book import Book
from yishi.store.derived import kept_quarter
from yishi.store.journal import rows_since, vector
from yishi.store.merge import merge
from yishi.store.undo import redo_last, undo_last
from yishi.store.verify import verify

FIRST, DAYS = date(2025, 1, 1), 700
FORMS = ("bench", "teahouse", "residents_council", "statutory_reps")
STEPS = ("adopt", "assign", "accept", "progress", "report_done", "inspect_pass", "eval_pass")  # led through more often than others
# an archive without the way to it, which no entry lets in, is passed over when counting
ANY = tuple(event for event in EVENTS if event != "archive")
PERIODS = (quarter(2025, 2), quarter(2026, 1), year(2025), year(2026), Period(FIRST, date(2026, 8, 5)))


def told(report: Report) -> tuple[Any, ...]:
    """Everything of a report but its records and bars."""
    figures = tuple((f.code, f.word, f.definition, f.part, f.whole, f.note, f.half_parts, f.mean) for f in report.figures)
    months = tuple((m.year, m.month, m.meetings, m.present, m.expected) for m in report.months)
    return report.first, report.last, report.as_of, figures, tuple((s.code, s.word, s.shares, s.money) for s in report.splits), months


def counted(session: Any, period: Period, today: date) -> Report:
    """The report with nothing taken from what is kept."""
    return stats.of_found(find(session, period, min(period.last, today)))


def agree(book: Book, today: date) -> None:
    with book.read() as session:
        for period in PERIODS:
            if period.first <= today:
                assert told(stats.report(session, period, today)) == told(counted(session, period, today)), period


def some(session: Any, kind: type[Record], r: Random) -> Any:
    found = list(session.scalars(select(kind).where(kind.deleted.is_(False)).order_by(kind.id)))
    return r.choice(found) if found else None


def day(r: Random) -> date:
    return FIRST + timedelta(days=r.randrange(DAYS))


def meet(session: Any, r: Random) -> None:
    """A meeting with people and topics; some topics come again."""
    place = session.scalars(select(Community.id)).first()
    people = list(session.scalars(select(Person).order_by(Person.id)))
    while len(people) < 4:
        people.append(Person(community_id=place, name=f"居民{len(people)}", gender=r.choice(("男", "女", "")),
                             birth_year=r.choice((None, 1950, 1999)), role=r.choice(("", "非户籍", "代表"))))  # fmt: skip
        session.add(people[-1])
    topics = list(session.scalars(select(Topic).order_by(Topic.id)))
    number = session.scalar(select(func.count()).select_from(Meeting))
    new = Meeting(community_id=place, number=f"BD-{number + 1}", form=r.choice(FORMS), title="会", starts=f"{day(r)}T19:00",
                  state=r.choice(("closed", "final", "open", "planned")), members=r.choice((None, None, 9)))  # fmt: skip
    session.add(new)
    session.flush()
    for position, who in enumerate(r.sample(people, 3), 1):
        mark = r.choice(("present", "absent", "proxy", "observer"))
        session.add(Attendance(meeting_id=new.id, person_id=who.id, position=position, mark=mark,
                               gender=r.choice(("", "女")), age=r.choice((None, 30))))  # fmt: skip
    for position in (1, 2):
        topic = r.choice(topics) if topics and r.random() < 0.5 else Topic(community_id=place, title=f"议题{r.random()}")
        session.add(topic)
        session.flush()
        session.add(AgendaItem(meeting_id=new.id, topic_id=r.choice((topic.id, None)), position=position, title="事",
                               category=r.choice(("public_affairs", "")), source=r.choice(("resident", "grid", "")),
                               outcome=r.choice(("", "settled"))))  # fmt: skip


def agreed(session: Any, r: Random) -> None:
    item = some(session, AgendaItem, r)
    if item is not None:
        session.add(Resolution(meeting_id=item.meeting_id, agenda_item_id=item.id, number=f"议{r.random()}",
                               position=r.randrange(9), text="办", owner_unit="物业", owner="孙伟", supervisor="诸葛平",
                               workdays=r.choice((None, 5)), fund_source=r.choice((None, "财政补助", "自筹")),
                               together=r.choice(("", "learn", "share"))))  # fmt: skip


def happens(session: Any, r: Random) -> None:
    """Steps as copies that were merged may hold them: some in their order, some that fit nowhere."""
    of = some(session, Resolution, r)
    if of is None:
        return
    on = date.fromisoformat(session.get(Meeting, of.meeting_id).starts[:10]) + timedelta(days=r.randrange(30))
    steps = STEPS[: r.randrange(1, 8)] if r.random() < 0.7 else [r.choice(ANY) for _n in range(3)]
    for position, event in enumerate(steps, 1):
        on += timedelta(days=r.randrange(25))
        level = r.choice(("", "town"))
        session.add(LoopEvent(resolution_id=of.id, position=position, happened_on=on, event=event, doer="孙伟", level=level))
    for round_ in (1, 2):
        if session.get(Evaluation, Evaluation.id_for(of.id, round_)) is None:
            good = r.randrange(12)
            session.add(Evaluation(id=Evaluation.id_for(of.id, round_), resolution_id=of.id, round=round_, sample=12, valid=12,
                                   very_satisfied=good, satisfied=0, basically_satisfied=0, dissatisfied=12 - good, very_dissatisfied=0,
                                   solved=good, partially_solved=1, unsolved=2))  # fmt: skip
    session.add(Expense(resolution_id=of.id, position=1, what="料", amount=r.randrange(900)))


def posted(session: Any, r: Random) -> None:
    meeting = some(session, Meeting, r)
    if meeting is not None:
        on = date.fromisoformat(meeting.starts[:10]) + timedelta(days=3)
        new = Posting(meeting_id=meeting.id, kind="decision", starts_on=on, natural_days=7, ends_on=on + timedelta(days=9))
        session.add(new)
        session.flush()
        session.add(Objection(posting_id=new.id, position=1, raised_on=on, replied_on=r.choice((None, on + timedelta(days=40)))))


def changed(session: Any, r: Random) -> None:
    kind = r.choice((Meeting, Attendance, AgendaItem, Resolution, Person, LoopEvent, Evaluation, Expense, Posting))
    found = some(session, kind, r)
    if found is None:
        return
    if r.random() < 0.3:
        found.deleted = True
        return
    if isinstance(found, Meeting):
        found.starts, found.state = f"{day(r)}T19:00", r.choice(("closed", "planned"))
    elif isinstance(found, Attendance):
        found.mark = r.choice(("present", "absent"))
    elif isinstance(found, AgendaItem):
        other = some(session, Topic, r)
        found.source, found.topic_id = "patrol", r.choice((None, other.id if other else None))
    elif isinstance(found, Resolution):
        found.together, found.fund_source = r.choice(("", "learn")), r.choice((None, "慈善捐款"))
    elif isinstance(found, Person):
        found.gender, found.birth_year = r.choice(("男", "女", "")), r.choice((None, 2001))
    elif isinstance(found, LoopEvent):
        found.happened_on += timedelta(days=r.randrange(90))
    elif isinstance(found, Evaluation):
        found.valid += 1
    elif isinstance(found, Expense):
        found.amount += 5
    elif isinstance(found, Posting):
        found.ends_on += timedelta(days=30)


def ruled(session: Any, r: Random) -> None:
    place_rules.change(session, "deadlines", {"accept": r.randrange(1, 6)})


WRITES = {"meet": meet, "agreed": agreed, "happens": happens, "posted": posted, "changed": changed, "ruled": ruled}
DONE = st.sampled_from(["meet", "agreed", "agreed", "happens", "happens", "happens", "posted", "changed", "changed", "changed", "ruled",
                        "undo", "undo", "redo", "settle", "settle", "settle_copy"])  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(done=st.lists(DONE, min_size=4, max_size=30), seed=st.integers(0, 2**32))
def test_added_up_and_counted_are_the_same_whatever_was_written_undone_or_taken_in(done, seed, new_book):
    book, copy, r = new_book("urban"), new_book("urban"), Random(seed)
    for word in ("meet", "agreed", "happens", "settle", *done):
        if word == "settle":
            book.keep(kept.settle)
        elif word == "settle_copy":
            taken_in(copy, book)
            copy.keep(kept.settle)
        elif word in ("undo", "redo"):
            try:
                with book.write(ACTOR, word) as session:
                    (undo_last if word == "undo" else redo_last)(session, ACTOR)
            except Refusal:
                pass
        else:
            with book.write(ACTOR, word) as session:
                WRITES[word](session, r)
    taken_in(copy, book)
    for each in (book, copy):
        agree(each, r.choice((TODAY, day(r), FIRST + timedelta(days=2 * DAYS))))
        with each.read() as session:
            assert verify(session) is None


def taken_in(book: Book, other: Book) -> None:
    with book.read() as session:
        known = vector(session)
    with other.read() as session:
        rows = rows_since(session, known)
    with book.write(ACTOR, "merge") as session:
        merge(session, rows)


def test_a_town_that_holds_several_communities_reads_their_sum(new_book):
    book, r = new_book("urban"), Random(5)
    with book.write(ACTOR, "seed") as session:
        for n in range(12):
            WRITES[("meet", "agreed", "happens")[n % 3]](session, r)
            session.flush()
        session.add(Community(id="other", kind="village", name="桃湾村", abbr="桃"))
        session.flush()
        for meeting in session.scalars(select(Meeting).order_by(Meeting.id).limit(2)):
            meeting.community_id = "other"
    book.keep(kept.settle)
    with book.read() as session:
        assert session.scalar(select(func.count()).select_from(kept_quarter).where(kept_quarter.c.community_id == kept.WHOLE))
    agree(book, TODAY)
    with book.write(ACTOR, "more") as session:
        meet(session, r)
        changed(session, r)
    agree(book, TODAY)
    agree(book, date(2026, 2, 3))


def test_what_is_kept_is_no_content_and_may_be_lost(new_book):
    book = loop_books.adopted(new_book)
    before = content(book)
    book.keep(kept.settle)
    assert content(book) == before
    with book.read() as session:
        assert kept.facts_of(session, year(2026), TODAY) is not None
        once = told(stats.report(session, year(2026), TODAY))
    book.keep(derived.wipe)
    with book.read() as session:
        assert kept.facts_of(session, year(2026), TODAY) is None
        assert told(stats.report(session, year(2026), TODAY)) == once


def test_keeping_is_no_action_of_the_user(new_book):
    book = loop_books.adopted(new_book)
    with book.read() as session:
        before = vector(session)
    book.keep(kept.settle)
    with book.read() as session:
        assert vector(session) == before
    with pytest.raises(RuntimeError):
        book.keep(lambda session: session.add(Topic(community_id="c", title="不算一步")))


def test_ten_years_are_read_and_not_counted(new_book):
    from sqlalchemy import event

    book = loop_books.adopted(new_book)
    book.keep(kept.settle)
    said: list[str] = []
    event.listen(book.engine, "before_cursor_execute", lambda *a: said.append(a[2]))
    with book.read() as session:
        stats.report(session, Period(date(2017, 1, 1), TODAY), TODAY)
    asked = [sql for sql in said if sql.startswith(("SELECT", "WITH"))]
    assert len(asked) <= 6
    assert not any("loop_event" in sql or "attendance" in sql for sql in asked)
