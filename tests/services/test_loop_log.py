"""What the lists show is the fold of the log and of nothing else."""

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.services import loop_books
from tests.services.conftest import ACTOR, content
from yishi.domain import loop
from yishi.domain.records import LoopEvent
from yishi.errors import Refusal
from yishi.services import loop_events, resolutions, today
from yishi.services.dossier import calendar
from yishi.services.living import rows

STEPS = st.lists(st.tuples(st.integers(0, 999), st.integers(0, 3)), min_size=8, max_size=25)
WHO = {"inspect_pass": "诸葛平", "inspect_fail": "诸葛平", "respond": "街道", "urge": ACTOR, "assign": ACTOR}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_the_lists_show_the_fold_of_the_log_and_a_refusal_leaves_no_trace(steps, new_book):
    book, day = loop_books.adopted(new_book), loop_books.DAY
    id_ = loop_books.only(book)
    for number, gap in steps:
        day += timedelta(days=gap)
        with book.read() as s:  # mostly what may happen now, sometimes anything
            allowed = [name for name in resolutions.sheet(s, id_, day).allowed if name != "terminate"]
        name = allowed[number // 5 % len(allowed)] if allowed and number % 5 else loop.EVENTS[number // 5 % len(loop.EVENTS)]
        more = {"workdays": 5, "approved_by": "诸葛平"} if name == "extend" else {}
        more |= {"evaluation": loop_books.GOOD if name == "eval_pass" else loop_books.BAD} if name.startswith("eval") else {}
        before = content(book)
        try:
            with book.write(ACTOR, name) as s:
                loop_events.happen(s, id_, name, WHO.get(name, "孙伟"), day, day, ACTOR, text="说明", **more)
        except Refusal:
            assert content(book) == before
    with book.read() as s:
        log = [loop.Event(on=e.happened_on, event=e.event, by=e.doer or "", due=e.due, workdays=e.workdays, level=e.level)
               for e in rows(s, LoopEvent, by=(LoopEvent.happened_on, LoopEvent.position))]
        line = next(x for x in resolutions.lines(s, day) if x.id == id_)
        open_ = {x.id: x for x in today.lines(s, day)}
    terms = loop.Terms(adopted_on=loop_books.DAY, meeting_day=loop_books.DAY, owner="孙伟", supervisor="诸葛平", workdays=10)
    stands = loop.fold(terms, log, calendar())
    assert (line.state, line.round, line.closed_on) == (stands.state.name, stands.round, stands.closed_on)
    assert open_.get(id_, line) == line
    assert (id_ in open_) or line.state in ("ARCHIVED", "TERMINATED")
