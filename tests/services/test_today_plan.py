"""What is open is found along indexes: no table of the book that grows is walked from end to end."""

from sqlalchemy import event, text

from tests.services import loop_books
from tests.services.conftest import TODAY
from yishi.services import bundle, meetings, resolutions
from yishi.store.union import statement

SMALL = {"rule_copy", "calendar_day"}  # the place's own rules, a handful
OURS = {"not_finished", "finished", "straight", "met"}  # what the statement has put together itself


def test_what_needs_attention_is_found_without_walking_through_a_table(new_book):
    book = loop_books.adopted(new_book)
    asked = statement("open", bundle.OF_MEETING + bundle.OF_RESOLUTION + bundle.OF_PLACE)
    with book.read() as session:
        plan = session.execute(text("EXPLAIN QUERY PLAN " + asked.text).bindparams(today=TODAY.isoformat(), since=TODAY.isoformat()))
        steps = [row[3] for row in plan]
        assert [line.number for line in resolutions.attention(session, loop_books.DAY)] == [loop_books.NUMBER]
    walked = {step.split()[1] for step in steps if step.startswith("SCAN") and "USING COVERING INDEX" not in step}
    assert walked <= SMALL | OURS
    assert any("loop_event USING COVERING INDEX" in step for step in steps)


def test_a_meeting_with_everything_takes_two_statements(new_book):
    book, said = loop_books.adopted(new_book), []
    with book.read() as session:
        [line] = meetings.lines(session)
        event.listen(book.engine, "before_cursor_execute", lambda *a: said.append(a[2]))
        found = meetings.sheet(session, line.id, loop_books.DAY)
        assert found.resolutions and found.agenda
    assert len([sql for sql in said if sql.startswith(("SELECT", "WITH"))]) <= 2, said
