"""The bar and the warnings of a meeting's rules: said by number, never a lock, never 「合法」."""

from datetime import date

import pytest

from tests.services.conftest import ACTOR
from yishi.domain import rule_profiles
from yishi.domain.records import AgendaItem, Attendance, Meeting
from yishi.errors import Refusal
from yishi.services import booklet, forms, legality, meetings, room, voting
from yishi.services.living import one, rows

FOUR_TWO = ("党组织提议", "“两委”商议", "党员大会审议", "村民代表会议决议", "决议公开", "实施结果公开")


@pytest.fixture
def held(new_book):
    """Return a maker of meetings: form, who came and who did not, facts of the meeting; gives the sheet and keeps the book."""

    class Held:
        def __call__(self, form="statutory_reps", came=0, away=0, kind="village", day="2025-06-18", women=0, role="", **facts):
            self.book = new_book(kind)
            with self.book.write(ACTOR, "open_meeting") as session:
                self.id = room.open_meeting(session, form, "会", "村部", f"{day}T09:00")
                for n in range(came + away):
                    room.sign_in(session, self.id, f"代表{n}", role=role, mark="present" if n < came else "absent")
                session.flush()
                meeting = one(session, Meeting, self.id)
                for name, value in facts.items():
                    setattr(meeting, name, value)
            return self.sheet()

        def sheet(self):
            with self.book.read() as session:
                return meetings.sheet(session, self.id)

        def write(self):
            return self.book.write(ACTOR, "edit")

    return Held()


def matters(sheet):
    return {warning.matter for warning in legality.warnings(sheet)}


def words(sheet, matter):
    return next(warning.words for warning in legality.warnings(sheet) if warning.matter == matter)


# ---- the bar


def test_the_bar_says_how_many_are_still_lacking(held):
    sheet = held(came=14, away=9)
    bar = legality.bar(sheet)
    assert (bar.expected, bar.present, bar.share, bar.needed, bar.lacking, bar.met) == (23, 14, 608, 16, 2, False)
    assert bar.words == "应到23人　实到14人　占60.8%　还差 2 人"
    assert bar.rule_words.startswith("按此规则计算：组成人员三分之二以上到会") and "第二十六条" in bar.rule_words
    assert "还差 2 人" in words(sheet, "quorum")


def test_two_thirds_are_enough(held):
    sheet = held(came=16, away=7)
    assert legality.bar(sheet).met and "quorum" not in matters(sheet)


def test_half_of_the_adults_is_not_over_half(held):
    sheet = held("statutory_assembly", came=5, members=10)
    assert legality.bar(sheet).lacking == 1 and "也可以按户算" in words(sheet, "quorum")
    assert legality.bar(held("statutory_assembly", came=6, members=10)).met


def test_the_households_count_as_well(held):
    sheet = held("statutory_assembly", came=5, members=100, households_total=9, households_present=6)
    assert legality.bar(sheet).met and "按户算够数" in legality.bar(sheet).words and "quorum" not in matters(sheet)
    sheet = held("statutory_assembly", came=5, members=100, households_total=9, households_present=5)
    assert "还差 1 户" in legality.bar(sheet).words and "还差 1 户" in words(sheet, "quorum")


def test_an_assembly_whose_adults_nobody_has_counted_cannot_be_counted(held):
    sheet = held("statutory_assembly", came=30)
    assert not legality.bar(sheet).met and "还没有填应到人数" in legality.bar(sheet).words
    assert "members" in matters(sheet) and "quorum" not in matters(sheet)


def test_who_has_left_is_not_there_while_the_meeting_goes_on(held):
    held(came=16, away=7)
    with held.write() as session:
        room.leave(session, held.id, "代表3", "09:30")
    assert legality.bar(held.sheet()).lacking == 1
    with held.write() as session:
        room.close_meeting(session, held.id, "2025-06-18T10:30")
    assert legality.bar(held.sheet()).met


def test_a_consultation_has_no_quorum(held):
    sheet = held("teahouse", came=3, away=20, notice_date=None)
    bar = legality.bar(sheet)
    assert bar.met and bar.needed == bar.lacking == 0 and "不套法定人数" in bar.rule_words
    assert matters(sheet) == set()


def test_where_no_number_is_known_none_is_asked_for(held):
    bar = legality.bar(held("residents_reps", came=3, away=20, kind="urban", day="2026-06-18"))
    assert bar.met and "请核对" in bar.rule_words and "待核对新法" in bar.rule_words


# ---- notice


@pytest.mark.parametrize(("form", "notice", "short"), [
    ("statutory_assembly", date(2025, 6, 8), False), ("statutory_assembly", date(2025, 6, 9), True),  # ten days
    ("statutory_assembly", None, True), ("statutory_assembly", date(2025, 6, 20), True),
    ("residents_council", date(2025, 5, 30), False), ("residents_council", date(2025, 6, 3), True),  # 3 working days over 端午节
    ("bench", None, False),
])  # fmt: skip
def test_a_notice_that_came_too_late_is_said(form, notice, short, held):
    day = "2025-06-18" if form.startswith("statutory") else "2025-06-05"
    sheet = held(form, came=5, day=day, members=8, notice_date=notice)
    assert ("notice" in matters(sheet)) == short
    if short and notice:
        assert "要提前" in words(sheet, "notice")


# ---- composition


def listed(held, women, representatives, unsaid=0):
    held(came=12)
    with held.write() as session:
        for n, row in enumerate(rows(session, Attendance, by=Attendance.position)):
            seat = one(session, Attendance, row.id)
            seat.gender = "" if n >= 12 - unsaid else "女" if n < women else "男"
            seat.role = "村民代表" if n < representatives else "村委会委员"
    return held.sheet()


@pytest.mark.parametrize(("women", "representatives", "found"), [
    (4, 10, set()), (3, 10, {"women"}), (4, 9, {"representatives"}), (0, 0, {"women", "representatives"}),
])  # fmt: skip
def test_too_few_women_or_representatives_are_said(women, representatives, found, held):
    assert matters(listed(held, women, representatives)) & {"women", "representatives"} == found


def test_who_has_no_gender_written_may_still_make_up_the_number(held):
    sheet = listed(held, 3, 10, unsaid=2)
    warning = next(each for each in legality.warnings(sheet) if each.matter == "women")
    assert warning.level == "yellow" and "还有2人没写性别" in warning.words


# ---- matters


def test_each_matter_of_an_assembly_asks_for_the_party_organisation_from_2026_on(held):
    for day, asked in (("2025-06-18", set()), ("2026-06-18", {"precheck 1"})):
        held(came=12, day=day)
        with held.write() as session:
            room.add_agenda(session, held.id, "修路")
            room.add_agenda(session, held.id, "修桥")
            one(session, AgendaItem, room.agenda_id(session, held.id, 2)).party_precheck_on = date(2026, 6, 1)
        assert {m for m in matters(held.sheet()) if m.startswith("precheck")} == asked


def test_a_consultation_sends_a_statutory_matter_to_those_who_decide_it(held):
    held("teahouse", came=5, day="2026-06-08")
    with held.write() as session:
        room.add_agenda(session, held.id, "老井修缮", statutory_flag="第24条第3项 公益事业")
        room.add_agenda(session, held.id, "停车位", statutory_flag="民法典第278条第8项，须业主共同决定")
        room.add_agenda(session, held.id, "一事一议筹资修路")
        room.add_agenda(session, held.id, "看戏")
    sheet = held.sheet()
    assert {m for m in matters(sheet) if m.startswith("statutory")} == {"statutory 1", "statutory 2", "statutory 3"}
    assert "须提请村民会议" in words(sheet, "statutory 1") and "须提请业主" in words(sheet, "statutory 2")
    assert "看着像" in words(sheet, "statutory 3") and "筹资筹劳" in words(sheet, "statutory 3")
    assert {m for m in matters(sheet) if m.startswith("precheck")} == {"precheck 1"}


def test_a_topic_that_sounds_like_one_of_the_nine_matters_is_pointed_out():
    day = date(2026, 6, 8)
    found = legality.suggested("宅基地怎么分", "village", day)
    assert found is not None and found.no == 6
    assert legality.suggested("3号楼加装电梯", "urban", day).no == 7
    assert legality.suggested("路灯", "village", day) is None


def test_an_assembly_that_votes_by_less_than_its_own_majority_is_told(held):
    held(came=12)
    with held.write() as session:
        room.add_agenda(session, held.id, "修路")
        room.add_agenda(session, held.id, "修桥")
        voting.record(session, held.id, 1, "修路", "FOR_GT_AGAINST", "举手", 5, 2, 5)
        voting.record(session, held.id, 2, "修桥", "TWO_THIRDS_PRESENT", "举手", 9, 2, 1)
    assert {m for m in matters(held.sheet()) if m.startswith("majority")} == {"majority 1"}


def test_a_stricter_rule_for_money_counts_only_once_the_place_has_turned_it_on(held):
    held(came=12, away=4)
    for on in (False, True):
        with held.write() as session:
            data = rule_profiles.as_data(forms.rules(session)["CN-VC-2018"])
            data["overrides"][0]["on"] = on
            forms.change_rule(session, "CN-VC-2018", data)
            held.id = room.open_meeting(session, "statutory_reps", "会", "村部", "2025-06-18T09:00")
            for n in range(16):
                room.sign_in(session, held.id, f"代表{n}", mark="present" if n < 12 else "absent")
            room.add_agenda(session, held.id, "修路筹资")
            session.flush()
            voting.record(session, held.id, 1, "每户出50元", "MAJORITY_PRESENT", "举手", 8, 2, 2)
        sheet = held.sheet()
        assert legality.rule_for_item(sheet, 1) == ("TWO_THIRDS_OF_ALL" if on else "MAJORITY_PRESENT")
        assert ({"majority 1", "quorum 1"} <= matters(sheet)) == on
    assert "还差 1 人" in words(held.sheet(), "quorum 1")


# ---- 四议两公开


def steps(held, *noted):
    held("four_two", came=12, day="2026-06-18")
    with held.write() as session:
        for name, when, *numbers in noted:
            booklet.note(session, held.id, name, when, *numbers)
    return [(w.matter, w.words) for w in legality.warnings(held.sheet()) if w.matter.startswith(("order", "step"))]


def test_the_steps_of_the_booklet_stand_in_their_order(held):
    held("four_two", came=1)
    assert tuple(line.name for line in booklet.lines("", forms.held(held.sheet()).stages)) == FOUR_TWO


def test_steps_in_order_are_fine_also_on_one_day(held):
    assert steps(held, (FOUR_TWO[0], "2026-06-01"), (FOUR_TWO[1], "2026年6月1日"), (FOUR_TWO[2], "2026-06-08", 30, 20, 16),
                 (FOUR_TWO[3], "2026-06-18", 12, 8)) == []  # fmt: skip


def test_a_step_before_the_one_that_goes_before_it_is_told(held):
    found = steps(held, (FOUR_TWO[0], "2026-06-05"), (FOUR_TWO[1], "2026-06-01"))
    assert [matter for matter, _words in found] == ["order “两委”商议"] and "早于" in found[0][1]


def test_a_step_that_was_left_out_is_told(held):
    found = steps(held, (FOUR_TWO[0], "2026-06-01"), (FOUR_TWO[2], "2026-06-08", 30, 20, 16))
    assert [matter for matter, _words in found] == ["order “两委”商议"] and "还没有写日期" in found[0][1]


@pytest.mark.parametrize(("present", "votes_for", "told"), [
    (19, 16, {"step_quorum 党员大会审议"}), (20, 15, {"step_consent 党员大会审议"}), (20, 16, set()),
    (None, None, {"step_quorum 党员大会审议"}),
])  # fmt: skip
def test_the_meeting_of_the_party_members_has_numbers_of_its_own(present, votes_for, told, held):
    found = steps(held, *((name, "2026-06-01") for name in FOUR_TWO[:2]), (FOUR_TWO[2], "2026-06-08", 30, present, votes_for))
    assert {matter for matter, _words in found} == told


def test_numbers_of_a_step_that_cannot_be_are_refused(held):
    held("four_two", came=1)
    with pytest.raises(Refusal, match="YS-F05"), held.write() as session:
        booklet.note(session, held.id, FOUR_TWO[2], "2026-06-08", 30, 31, 16)
    with held.write() as session:
        booklet.note(session, held.id, FOUR_TWO[2], "2026-06-08", 30, 20, 16, "程序已看过")
        booklet.note(session, held.id, FOUR_TWO[0], "雨天推迟")
    kept = {line.name: line for line in booklet.lines(held.sheet().booklet, FOUR_TWO)}
    assert kept[FOUR_TWO[2]].opinion == "程序已看过" and kept[FOUR_TWO[0]].day is None
    with held.write() as session:
        booklet.note(session, held.id, FOUR_TWO[2], "")
    assert [step for step, _when in held.sheet().steps] == [FOUR_TWO[0]]


@pytest.mark.parametrize(("form", "kind"), [("statutory_assembly", "village"), ("four_two", "village"), ("residents_assembly", "urban")])
def test_no_warning_calls_anything_lawful_and_each_names_its_source(form, kind, held):
    sheet = held(form, came=2, away=20, kind=kind, day="2026-06-18", members=22)
    found = legality.warnings(sheet)
    assert found and all(w.source and "合法" not in w.words + w.source for w in found)
    assert any("待核对新法" in w.source for w in found)


def test_what_is_only_reported_on_does_not_ask_for_the_party_organisation(held):
    held(came=12, day="2026-06-18")
    with held.write() as session:
        item = room.add_agenda(session, held.id, "上次那件事的进展")
        one(session, AgendaItem, item).about_resolution_id = "r1"
    assert not {m for m in matters(held.sheet()) if m.startswith("precheck")}


def test_papers_that_can_only_have_gone_out_too_late_are_told(held):
    noted = ((FOUR_TWO[0], "2026-06-01"), (FOUR_TWO[1], "2026-06-05"))
    assert steps(held, *noted, (FOUR_TWO[2], "2026-06-08", 30, 20, 16)) == []
    ((matter, told),) = steps(held, *noted, (FOUR_TWO[2], "2026-06-06", 30, 20, 16))
    assert matter == "step_papers 党员大会审议" and "提前3天" in told and "只有1天" in told


def test_more_people_than_belong_to_it_are_pointed_out_and_not_hidden(held):
    sheet = held("bench", came=9, kind="urban", members=6)
    assert "stated" in matters(sheet) and (legality.bar(sheet).expected, legality.bar(sheet).present) == (6, 9)


def test_every_matter_that_a_rule_raises_can_be_waived_and_has_words():
    from yishi.domain.matters import MATTER_WORDS, known, matter_words

    steps = [f"{code} 村民会议决议" for code in ("order", "step_quorum", "step_papers", "step_consent")]
    for matter in ("quorum", "quorum 1", "notice", "members", "stated", "women", "representatives", "precheck 2", "statutory 1",
                   "majority 3", *steps):  # fmt: skip
        assert known(matter) and matter_words(matter) in MATTER_WORDS.values()
