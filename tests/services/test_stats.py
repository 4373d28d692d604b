"""The figures of a report: counted from the book, each with the records behind it."""

from datetime import date

import pytest

from tests.services.conftest import TODAY
from yishi.domain.periods import quarter, year
from yishi.services import callbacks, resolutions, stats


@pytest.mark.parametrize("kind", ["village", "urban"])
def test_a_figure_counts_just_the_records_that_it_shows(kind, new_book):
    with new_book(kind, worked=True).read() as session:
        report = stats.report(session, year(2026), TODAY)
    for code in ("meetings", "topics", "resolutions", "closed", "reopened", "overdue"):
        figure = report.figure(code)
        assert figure.part == len(figure.records), code
        assert figure.definition.endswith("。")


def test_the_worked_urban_meeting_gives_its_known_figures(new_book):
    with new_book("urban", worked=True).read() as session:
        report = stats.report(session, year(2026), date(2026, 12, 31))
    parts = {code: report.figure(code).part for code in ("meetings", "attendances", "topics", "closed", "reopened", "overdue")}
    assert parts == {"meetings": 1, "attendances": 11, "topics": 2, "closed": 3, "reopened": 1, "overdue": 0}
    assert report.figure("satisfaction_rate").rate == pytest.approx(105 / 116)
    assert report.figure("response_rate").rate == 1
    assert dict((code, n) for code, _word, n in report.split("forms").shares) == {"bench": 1}


def test_a_quarter_before_the_first_meeting_is_empty_and_has_no_rates(new_book):
    with new_book("urban", worked=True).read() as session:
        report = stats.report(session, quarter(2025, 1), TODAY)
    assert report.figure("meetings").part == 0
    assert report.figure("satisfaction_rate").rate is None


def test_what_happened_later_is_not_counted_yet(new_book):
    with new_book("urban", worked=True).read() as session:
        early = stats.report(session, year(2026), date(2026, 4, 26))
        late = stats.report(session, year(2026), TODAY)
    assert early.as_of == date(2026, 4, 26)
    assert early.figure("closed").part < late.figure("closed").part


def test_owner_supervisor_and_who_did_a_step_are_never_called(new_book):
    with new_book("urban", worked=True).read() as session:
        number = resolutions.lines(session, TODAY)[0].number
        sheet = resolutions.sheet(session, resolutions.find(session, number), TODAY)
        drawn = callbacks.draw(session, sheet.line.id, None, 7)
    names = {p.name for p in (*drawn.sample, *drawn.replacements)}
    assert names and not names & {sheet.line.owner, sheet.line.supervisor, *(e.by for e in sheet.events)}


def test_a_phone_on_the_call_list_is_masked(new_book):
    with new_book("urban", worked=True).read() as session:
        drawn = callbacks.draw(session, resolutions.lines(session, TODAY)[0].id, 3, 7)
    assert len(drawn.sample) == 3
    assert all("****" in p.phone for p in drawn.sample if p.phone)
