"""A meeting before it begins: planned, with what was left open, who is expected, how long it takes and when its notice hangs."""

from datetime import date, datetime

import pytest

from tests.services.conftest import ACTOR, content
from yishi.errors import Refusal
from yishi.services import areas, bodies, expected, meetings, notice, people, preparation, prepare, room, voting
from yishi.services.dossier import calendar
from yishi.services.prepared import Preparation
from yishi.store.book import Book

TODAY = date(2026, 5, 18)
ROSTER = (("周德厚", "周家湾组", "村民小组组长"), ("吴秀兰", "吴庄组", "村民代表"), ("周桂英", "周家湾组", "村民代表"),
          ("王建国", "吴庄组", ""), ("王建国", "周家湾组", ""))  # fmt: skip
START = "2026-05-22T19:00"


@pytest.fixture
def book(new_book):
    """A village with five people, two of the same name."""
    made = new_book("village")
    with made.write(ACTOR, "person") as session:
        for name, unit, role in ROSTER:
            people.add(session, name, unit=unit, role=role)
            session.flush()
    return made


def planned(book: Book, start: str = START, form: str = "teahouse", **facts) -> str:
    with book.write(ACTOR, "plan") as session:
        return prepare.plan(session, form, "第4期", "祠堂", start, "陶建平", ACTOR, today=TODAY, **facts)


def seen(book: Book, meeting_id: str) -> Preparation:
    with book.read() as session:
        return preparation.of_meeting(session, meeting_id, TODAY)


def hold(book: Book, topic: str, start: str, form: str = "teahouse", votes_for: int = 0, resolve: bool = False) -> str:
    """Hold a meeting with one topic that was voted on, or resolved about."""
    with book.write(ACTOR, "open_meeting") as session:
        held = room.open_meeting(session, form, "以前的会", "祠堂", start)
        for name in ("周德厚", "吴秀兰", "周桂英"):
            room.sign_in(session, held, name)
        room.add_agenda(session, held, topic)
        if votes_for:
            voting.record(session, held, 1, topic + "。", "FOR_GT_AGAINST", "举手", votes_for, 3 - votes_for, 0)
        if resolve:
            room.resolve(session, held, 1, topic + "修好", "村委会", "周德厚", "吴秀兰", due=date(2026, 5, 12))
        room.close_meeting(session, held)
    return held


# ---- planned, then begun


def test_a_planned_meeting_takes_agenda_and_people_but_no_speech_and_no_vote(book):
    meeting = planned(book)
    with book.write(ACTOR, "agenda") as session:
        room.add_agenda(session, meeting, "修路")
        room.sign_in(session, meeting, "周德厚", mark="expected")
    acts = (
        lambda s: room.sign_in(s, meeting, "周德厚"),
        lambda s: room.speak(s, meeting, 1, "陶建平", "修吧"),
        lambda s: voting.record(s, meeting, 1, "修。", "FOR_GT_AGAINST", "举手", 1, 0, 0),
        lambda s: room.close_meeting(s, meeting),
    )
    for act in acts:
        before = content(book)
        with pytest.raises(Refusal) as refused, book.write(ACTOR, "speech") as session:
            act(session)
        assert refused.value.next_step and content(book) == before
    shown = seen(book, meeting)
    assert ([i.title for i in shown.agenda], [p.name for p in shown.expected]) == (["修路"], ["周德厚"])


def test_begun_it_is_open_under_its_number_and_time(book):
    meeting = planned(book)
    with book.write(ACTOR, "open_meeting") as session:
        prepare.begin(session, meeting, "2026-05-22T19:08", today=date(2026, 5, 22))
    with book.read() as session:
        sheet = meetings.sheet(session, meeting, TODAY)
    assert (sheet.line.state, sheet.line.number, sheet.line.start, sheet.entered_on) == ("open", "TW-2026-01", "2026-05-22T19:08", None)


def test_written_down_on_a_later_day_it_keeps_both_days(book):
    meeting = planned(book, "2026-05-10T19:00")
    with book.write(ACTOR, "open_meeting") as session:
        prepare.begin(session, meeting, today=TODAY)
    with book.read() as session:
        sheet = meetings.sheet(session, meeting, TODAY)
    assert (sheet.line.start, sheet.entered_on) == ("2026-05-10T19:00", TODAY)


@pytest.mark.parametrize(
    ("planned_for", "now", "began"),
    [
        ("2026-05-18T19:00", "2026-05-18T19:10", "2026-05-18T19:00"),
        ("2026-05-18T19:00", "2026-05-18T20:10", "2026-05-18T20:10"),
        ("2026-05-18T19:00", "2026-05-18T15:00", "2026-05-18T15:00"),
        ("2026-05-17T19:00", "2026-05-18T09:00", "2026-05-17T19:00"),
        ("2026-05-22T19:00", "2026-05-18T09:00", "2026-05-18T09:00"),
    ],
)
def test_a_meeting_begins_when_it_begins(planned_for, now, began):
    assert prepare.start_time(planned_for, datetime.fromisoformat(now)) == began


def test_what_has_begun_cannot_be_planned_any_more(book):
    meeting = planned(book)
    with book.write(ACTOR, "open_meeting") as session:
        prepare.begin(session, meeting)
    for act in (prepare.cancel, prepare.begin, lambda s, m: prepare.change(s, m, title="改名")):
        with pytest.raises(Refusal) as refused, book.write(ACTOR, "plan") as session:
            act(session, meeting)
        assert refused.value.code == "YS-M47"


def test_given_up_it_is_gone_but_its_topic_stays_in_the_pool(book):
    from yishi.services import topics

    meeting = planned(book)
    with book.write(ACTOR, "agenda") as session:
        room.add_agenda(session, meeting, "修路")
    with book.write(ACTOR, "delete") as session:
        prepare.cancel(session, meeting)
    with book.read() as session:
        assert meetings.lines(session) == ()
        assert [t.title for t in topics.lines(session, TODAY)] == ["修路"]


@pytest.mark.parametrize(
    "facts",
    [{"planned_minutes": 0}, {"planned_minutes": 5000}, {"members": -1}, {"start": "下周"}, {"title": " "}, {"form": "party"},
     {"notice_date": date(2026, 5, 23)}],
)  # fmt: skip
def test_a_fact_that_cannot_be_changes_nothing(book, facts):
    meeting = planned(book)
    before = content(book)
    with pytest.raises(Refusal) as refused, book.write(ACTOR, "plan") as session:
        prepare.change(session, meeting, place="别处", **facts)
    assert refused.value.next_step and content(book) == before


def test_another_form_is_another_number_with_the_same_agenda_and_people(book):
    meeting = planned(book)
    with book.write(ACTOR, "agenda") as session:
        item = room.add_agenda(session, meeting, "修路")
        prepare.set_minutes(session, item, 20)
        expected.expect_one(session, meeting, "周德厚")
    with book.write(ACTOR, "plan") as session:
        other = prepare.change(session, meeting, form="bench", place="场院")
    shown = seen(book, other)
    assert (shown.number, shown.place, shown.agenda[0].minutes) == ("BD-2026-01", "场院", 20)
    assert [p.name for p in shown.expected] == ["周德厚"]
    with book.read() as session:
        assert [line.number for line in meetings.lines(session)] == ["BD-2026-01"]
    with book.write(ACTOR, "plan") as session:
        back = prepare.change(session, other, form="teahouse")
    assert (back, seen(book, back).number) == (meeting, "TW-2026-01")


def test_moved_to_another_year_it_takes_a_number_of_that_year(book):
    meeting = planned(book)
    with book.write(ACTOR, "plan") as session:
        other = prepare.change(session, meeting, start="2027-01-05T14:00")
    assert seen(book, other).number == "TW-2027-01"


# ---- what was left open


def test_an_open_topic_and_an_overdue_resolution_come_back_by_themselves(book):
    hold(book, "老井围栏", "2026-04-20T19:00", votes_for=3, resolve=True)
    hold(book, "秋季垃圾费", "2026-05-04T19:00", votes_for=1)
    shown = seen(book, planned(book))
    assert [(item.title, item.light, item.carried) for item in shown.agenda] == [
        ("老井围栏（上次未了）", "red", True), ("秋季垃圾费", "", True)]  # fmt: skip
    assert shown.agenda[0].words.endswith("请周德厚说明") and shown.agenda[1].words == "上次没有议定"


def test_what_was_settled_or_voted_through_does_not_come_back(book):
    hold(book, "修路", "2026-04-20T19:00", votes_for=3)
    other = hold(book, "路灯", "2026-05-04T19:00")
    with book.write(ACTOR, "agenda") as session:
        from yishi.domain.records import AgendaItem

        session.get(AgendaItem, room.agenda_id(session, other, 1)).outcome = "settled"
    assert seen(book, planned(book)).agenda == ()


def test_what_was_put_off_comes_back_though_something_was_voted(book):
    other = hold(book, "路灯", "2026-05-04T19:00", votes_for=3)
    with book.write(ACTOR, "agenda") as session:
        from yishi.domain.records import AgendaItem

        session.get(AgendaItem, room.agenda_id(session, other, 1)).outcome = "next_time"
    (item,) = seen(book, planned(book)).agenda
    assert (item.title, item.words) == ("路灯", "上次说好下次再议")


def test_only_what_the_same_body_left_open_comes_back(book):
    hold(book, "老井围栏", "2026-04-20T19:00", form="bench")
    assert seen(book, planned(book)).agenda == ()
    assert [item.title for item in seen(book, planned(book, form="bench")).agenda] == ["老井围栏"]


def test_another_body_brings_its_own_matters(book):
    hold(book, "老井围栏", "2026-04-20T19:00", form="bench")
    hold(book, "秋季垃圾费", "2026-05-04T19:00")
    meeting = planned(book)
    with book.write(ACTOR, "agenda") as session:
        room.add_agenda(session, meeting, "修路")
    with book.write(ACTOR, "plan") as session:
        other = prepare.change(session, meeting, form="bench")
    assert [item.title for item in seen(book, other).agenda] == ["修路", "老井围栏"]


def test_the_last_meeting_of_a_yard_is_copied_with_its_yard(book):
    with book.read() as session:
        yard = next(line.id for line in areas.lines(session) if line.name == "周家湾组")
    meeting = planned(book, area_id=yard)
    with book.write(ACTOR, "open_meeting") as session:
        prepare.begin(session, meeting)
        room.close_meeting(session, meeting)
    with book.read() as session:
        assert prepare.copy_last(session, "teahouse").area_id == yard


def test_nothing_comes_back_twice(book):
    hold(book, "老井围栏", "2026-04-20T19:00", votes_for=3, resolve=True)
    hold(book, "秋季垃圾费", "2026-05-04T19:00")
    first = planned(book)
    assert len(seen(book, first).agenda) == 2
    assert seen(book, planned(book, "2026-05-29T19:00")).agenda == ()
    with book.write(ACTOR, "agenda") as session:
        prepare.drop_item(session, room.agenda_id(session, first, 1))
    assert [item.title for item in seen(book, planned(book, "2026-06-05T19:00")).agenda] == ["老井围栏（上次未了）"]


def test_reported_on_and_still_open_it_comes_back_under_the_same_words(book):
    hold(book, "老井围栏", "2026-04-20T19:00", votes_for=3, resolve=True)
    first = planned(book, "2026-05-11T19:00")
    with book.write(ACTOR, "open_meeting") as session:
        prepare.begin(session, first)
        room.close_meeting(session, first)
    assert [item.title for item in seen(book, planned(book)).agenda] == ["老井围栏（上次未了）"]


# ---- who is expected


def test_a_body_is_expected_as_it_is_on_the_day_of_the_meeting(book):
    with book.write(ACTOR, "person") as session:
        bodies.join(session, people.find(session, "周德厚"), "议事会", "", date(2026, 1, 1))
        bodies.join(session, people.find(session, "吴秀兰"), "议事会", "", date(2026, 5, 20))
        bodies.join(session, people.find(session, "周桂英"), "议事会", "", date(2026, 1, 1))
        bodies.leave(session, people.find(session, "周桂英"), "议事会", date(2026, 5, 1))
    meeting = planned(book)
    with book.write(ACTOR, "attendance") as session:
        assert expected.expect_body(session, meeting, "议事会").added == 2
    assert sorted(p.name for p in seen(book, meeting).expected) == ["吴秀兰", "周德厚"]


def test_the_same_person_is_expected_once(book):
    meeting = planned(book)
    with book.write(ACTOR, "attendance") as session:
        expected.expect_group(session, meeting, "unit", "周家湾组")
        told = expected.expect_group(session, meeting, "role", "村民代表")
    assert (told.added, told.already) == (1, ("周桂英",))
    assert len(seen(book, meeting).expected) == 4
    with pytest.raises(Refusal) as refused, book.write(ACTOR, "attendance") as session:
        expected.expect_one(session, meeting, "周德厚")
    assert refused.value.code == "YS-M42"


def test_two_of_one_name_on_the_list_are_told_with_their_groups(book):
    meeting = planned(book)
    with book.write(ACTOR, "attendance") as session:
        expected.expect_group(session, meeting, "roster")
    (told,) = seen(book, meeting).doubles
    assert told.startswith("王建国2人") and "周家湾组" in told and "吴庄组" in told


def test_taken_off_and_put_on_again(book):
    meeting = planned(book)
    with book.write(ACTOR, "attendance") as session:
        who = expected.expect_one(session, meeting, "周德厚")
        expected.unexpect(session, meeting, who)
    assert seen(book, meeting).expected == ()
    with book.write(ACTOR, "attendance") as session:
        expected.expect_one(session, meeting, "周德厚")
    assert [p.name for p in seen(book, meeting).expected] == ["周德厚"]


def test_the_last_list_says_who_stayed_away_and_why(book):
    with book.write(ACTOR, "open_meeting") as session:
        held = room.open_meeting(session, "teahouse", "上一场", "祠堂", "2026-05-04T19:00")
        room.sign_in(session, held, "周德厚")
        room.sign_in(session, held, "吴秀兰", mark="absent", reason="加班")
        room.close_meeting(session, held)
    meeting = planned(book)
    with book.write(ACTOR, "attendance") as session:
        expected.expect_group(session, meeting, "last")
    assert {p.name: p.note for p in seen(book, meeting).expected} == {"周德厚": "", "吴秀兰": "上次缺席：加班"}


def test_the_groups_to_choose_from_are_counted(book):
    with book.read() as session:
        found = {(g.kind, g.code): g.people for g in expected.groups(session, TODAY)}
    assert found[("role", "村民代表")] == 2 and found[("unit", "周家湾组")] == 3 and found[("roster", "")] == 5


# ---- the next one, proposed


def test_a_proposal_has_what_the_last_meeting_had_and_writes_nothing(book):
    with book.write(ACTOR, "open_meeting") as session:
        held = room.open_meeting(session, "teahouse", "上一场", "村口大榕树下", "2026-05-04T19:00", "陶建平", ACTOR)
        room.sign_in(session, held, "周德厚")
        room.close_meeting(session, held)
    before = content(book)
    with book.read() as session:
        shown = preparation.proposal(session, "", datetime(2026, 5, 18, 15, 0), ACTOR)
    assert (shown.form, shown.place, shown.host, shown.last_words) == ("teahouse", "村口大榕树下", "陶建平", "第1期")
    assert [p.name for p in shown.expected] == ["周德厚"] and shown.start == "2026-05-18T15:00"
    assert content(book) == before


def test_the_first_meeting_expects_a_small_roster_as_a_whole(book):
    with book.read() as session:
        assert len(preparation.proposal(session, "", datetime(2026, 5, 18, 15, 0)).expected) == 5


# ---- minutes


def test_more_minutes_than_the_meeting_has_are_told(book):
    meeting = planned(book, planned_minutes=30)
    with book.write(ACTOR, "agenda") as session:
        for title in ("修路", "路灯"):
            prepare.set_minutes(session, room.add_agenda(session, meeting, title), 20)
    shown = seen(book, meeting).minutes
    assert (shown.total, shown.planned, shown.over) == (40, 30, 10)


# ---- the notice


def counted(days: int, unit: str, held: date, today: date, posted: date | None = None):
    return notice.count(days, unit, held, today, calendar(), posted)


def test_three_working_days_before_a_friday_are_a_tuesday():
    told = counted(3, "workdays", date(2026, 5, 22), TODAY)
    assert (told.latest_day, told.days_left, told.short) == (date(2026, 5, 19), 1, False)


def test_holidays_are_no_working_days_and_makeup_days_are():
    told = counted(3, "workdays", date(2026, 5, 7), date(2026, 4, 20))  # 5-1 to 5-5 rest
    assert told.latest_day == date(2026, 4, 29)
    assert counted(3, "workdays", date(2026, 5, 11), date(2026, 4, 20)).latest_day == date(2026, 5, 7)  # 5-9 is worked


def test_ten_days_of_a_statutory_assembly_are_natural_days():
    told = counted(10, "days", date(2026, 5, 22), TODAY)
    assert (told.latest_day, told.short) == (date(2026, 5, 12), True) and "10天" in told.words


@pytest.mark.parametrize(("posted", "short"), [(date(2026, 5, 19), False), (date(2026, 5, 20), True)])
def test_what_hangs_in_time_is_fine_and_what_hangs_too_late_is_told(posted, short):
    told = counted(3, "workdays", date(2026, 5, 22), date(2026, 5, 21), posted)
    assert told.short is short and "5月" in told.words


def test_a_form_without_notice_asks_for_none():
    told = counted(0, "workdays", date(2026, 5, 22), TODAY)
    assert (told.latest_day, told.words, told.short) == (None, "", False)


def test_a_year_whose_holidays_nobody_knows_yet_says_so():
    assert "未含法定节假日安排" in counted(3, "workdays", date(2029, 5, 22), TODAY).words


def test_two_whom_nothing_tells_apart_are_told_until_the_roster_does(book):
    meeting = planned(book)
    with book.write(ACTOR, "people") as session:
        first = people.add(session, "马小军", unit="吴庄组")
        session.flush()
        second = people.add(session, "马小军", unit="吴庄组")
        session.flush()
        expected.expect(session, meeting, (first, second))
    assert seen(book, meeting).unclear == ("马小军",) and not any("马小军" in told for told in seen(book, meeting).doubles)
    with book.write(ACTOR, "people") as session:
        people.change(session, second, phone="13812345678")
    assert seen(book, meeting).unclear == () and any("马小军2人" in told for told in seen(book, meeting).doubles)
