"""Scores from a real book."""

from datetime import date

from tests.services.conftest import TODAY
from yishi.domain.periods import quarter, year
from yishi.services import place_rules, score, stats


def test_the_worked_urban_resolutions_give_their_units_a_score_but_no_rank(new_book):
    with new_book("urban", worked=True).read() as session:
        table = score.table(session, year(2026), date(2026, 12, 31))
        units = {s.counts.unit: s for s in table.units}
        assert all(stats.behind(session, year(2026), date(2026, 12, 31), ("unit", name)) for name in units)
    assert sum(s.counts.cases for s in units.values()) == 3
    assert all(s.place is None and not s.medal for s in units.values())
    reopened = next(s for s in units.values() if s.counts.first_pass.whole and s.tenths is not None)
    assert 0 <= reopened.tenths <= 1000


def test_weights_of_the_place_and_its_least_number_of_cases_are_in_force(new_book):
    book = new_book("urban", worked=True)
    with book.write("许晓芸", "settings") as session:
        place_rules.change(session, "weights", {"on_time": 100, "first_pass": 0, "solved": 0, "satisfied": 0, "least_cases": 1})
    with book.read() as session:
        table = score.table(session, year(2026), date(2026, 12, 31))
    assert table.weights.on_time == 100
    assert next(s.place for s in table.units if s.counts.cases) == 1
    assert all(s.tenths == 1000 * s.counts.on_time.part // s.counts.on_time.whole for s in table.units if s.counts.cases)


def test_a_quarter_without_anything_has_no_units(new_book):
    with new_book("urban", worked=True).read() as session:
        assert score.table(session, quarter(2025, 1), TODAY).units == ()


def test_naming_the_last_three_is_off_until_somebody_turns_it_on(new_book):
    book = new_book("urban")
    with book.read() as session:
        assert place_rules.weights(session).name_last is False
    with book.write("许晓芸", "settings") as session:
        place_rules.change(session, "weights", {"name_last": True})
    with book.read() as session:
        assert place_rules.weights(session).name_last is True
