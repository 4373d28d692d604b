"""The figures of a report: counted from the book, each with the records behind it."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.services.conftest import ACTOR, TODAY
from yishi.domain.periods import quarter, year
from yishi.domain.records import AgendaItem, Community, Meeting, Topic
from yishi.services import callbacks, kept, resolutions, stats


@pytest.mark.parametrize("kind", ["village", "urban"])
def test_a_figure_counts_just_the_records_that_it_shows(kind, new_book):
    with new_book(kind, worked=True).read() as session:
        report = stats.report(session, year(2026), TODAY)
        for code in ("meetings", "topics", "resolutions", "closed", "reopened", "overdue"):
            figure = report.figure(code)
            assert figure.part == len(stats.behind(session, year(2026), TODAY, ("figure", code))), code
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


def test_shares_of_people_say_of_how_many_they_are_known(new_book):
    with new_book("urban", worked=True).read() as session:
        report = stats.report(session, year(2026), TODAY)
    women, young, elsewhere = (report.figure(code) for code in ("women_rate", "young_rate", "non_hukou_rate"))
    came = report.figure("attendances").part
    assert women.whole and 0 < women.part < women.whole <= came
    assert 0 <= young.part <= young.whole <= came
    assert elsewhere.part == elsewhere.whole == 0, "the only one known says it by her post: that is no share"
    assert "1人次写明了户籍，其中1人次非本地户籍" in elsewhere.note
    assert str(women.whole) in women.note and str(came) in women.note


def test_a_second_round_shows_in_redo_rate_and_mean_rounds(new_book):
    with new_book("urban", worked=True).read() as session:
        report = stats.report(session, year(2026), date(2026, 12, 31))
    assert report.figure("redo_rate").fraction == "1/3"
    assert (report.figure("mean_rounds").part, report.figure("mean_rounds").value) == (4, "1.3")
    assert report.figure("conversion_rate").value == "100.0%"


def test_half_solved_counts_half_in_the_fraction_that_is_shown():
    from yishi.services.figures import Figure

    figure = Figure("resolve_rate", "解决率", "", 9, 5, half_parts=True)
    assert (figure.fraction, figure.value) == ("4.5/5", "90.0%")


@pytest.mark.parametrize("kind", ["village", "urban"])
def test_each_kind_of_a_split_counts_just_the_records_that_it_shows(kind, new_book):
    last = date(2026, 12, 31)
    with new_book(kind, worked=True).read() as session:
        report = stats.report(session, year(2026), last)
        for split in report.splits:
            if split.code not in ("attendances_by_form", "fund_money"):
                for code, _word, n in split.shares:
                    assert n == len(stats.behind(session, year(2026), last, ("split", split.code, code))), (split.code, code)
        for month in report.months:
            assert month.meetings == len(stats.behind(session, year(2026), last, ("month", (month.year, month.month))))
    assert sum(m.meetings for m in report.months) == report.figure("meetings").part
    assert report.split("forms").total == report.figure("meetings").part


def test_three_of_the_five_together_are_counted_by_themselves(new_book):
    with new_book("urban", worked=True).read() as session:
        shares = dict((code, n) for code, _word, n in stats.report(session, year(2026), date(2026, 12, 31)).split("together").shares)
    assert shares == {"decide": 1, "build": 3, "learn": 0, "judge": 3, "share": 0}


def test_a_topic_counts_as_it_stood_at_its_last_meeting_whatever_the_ids_of_the_meetings(new_book):
    book = new_book("urban")
    with book.write(ACTOR, "seed") as session:
        place = session.scalars(select(Community.id)).first()
        topic = Topic(community_id=place, title="增设座椅")
        session.add(topic)
        session.flush()
        for id_, month, source in (("b", 4, "resident"), ("a", 5, "grid")):
            meeting = Meeting(id=id_, community_id=place, number=f"BD-{month}", form="bench", title="会", starts=f"2026-0{month}-08T19:00",
                              state="closed")  # fmt: skip
            session.add(meeting)
            session.flush()
            session.add(AgendaItem(meeting_id=id_, topic_id=topic.id, position=1, title="增设座椅", source=source, category=""))
    for settle in (False, True):
        if settle:
            book.keep(kept.settle)
        with book.read() as session:
            assert [share[0] for share in stats.report(session, year(2026), TODAY).split("sources").shares] == ["grid"]


def test_money_is_sorted_by_the_words_that_people_write():
    from yishi.domain.fund_sorts import sort_of

    told = ("政府购买服务", "镇慈善分会", "志愿服务队出工", "街道为民服务专项资金", "小区公共收益", "村集体公益金", "不知道")
    assert [sort_of(text) for text in told] == ["purchase", "charity", "volunteer", "fiscal", "own", "own", "other"]


def test_after_a_quarter_without_a_posting_one_is_reminded_until_something_hangs(new_book):
    book = new_book("urban", worked=True)
    with book.read() as session:
        assert [each.span for each in stats.to_publish(session, date(2027, 1, 5))] == ["month", "quarter"]
        assert [each.span for each in stats.to_publish(session, date(2026, 4, 30))] == []


def test_the_quarter_before_january_lies_in_the_year_before():
    from yishi.domain.periods import month_before, name_of, quarter_before

    assert quarter_before(date(2026, 1, 5)) == quarter(2025, 4)
    assert month_before(date(2026, 1, 5)).last == date(2025, 12, 31)
    assert (name_of(year(2026)), name_of(quarter(2026, 2))) == ("2026年", "2026年第2季度")
