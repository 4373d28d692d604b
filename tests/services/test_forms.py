"""Meeting forms in the book: each opens a meeting, a place changes its copy, a meeting keeps what it was held under."""

import json
from datetime import date

import pytest

from tests.services.conftest import ACTOR, content
from yishi.domain import rule_profiles
from yishi.domain.meeting_forms import as_data
from yishi.domain.terms import FORM_WORDS
from yishi.domain.voting import WITHOUT_VOTE
from yishi.errors import Refusal
from yishi.services import booklet, forms, legality, meetings, paper, room, voting, waivers, wrap_up
from yishi.services.line_format import read_line
from yishi.services.live_entry import LiveEntry
from yishi.store import shipped_rules
from yishi.store.undo import undo_last

DAY = date(2026, 6, 8)
START = "2026-06-08T19:00"


def begin(book, form="custom", start=START):
    with book.write(ACTOR, "open_meeting") as session:
        return room.open_meeting(session, form, "会", "村部", start)


def sheet_of(book, meeting_id):
    with book.read() as session:
        return meetings.sheet(session, meeting_id)


def change(book, code, **values):
    with book.write(ACTOR, "form") as session:
        forms.change_form(session, code, {**as_data(forms.of(session, code)), **values})


@pytest.mark.parametrize("code", FORM_WORDS)
def test_each_form_opens_a_meeting_and_is_found_in_it(code, new_book):
    urban_only = "village" not in forms.shipped(code).kinds
    book = new_book("urban" if urban_only else "village")
    line = {"do": "open_meeting", "form": code, "title": "会", "place": "村部", "start": START}
    with book.write(ACTOR, "open_meeting") as session:
        LiveEntry(ACTOR, DAY).take(session, read_line(json.dumps(line)))
    with book.read() as session:
        sheet = meetings.sheet(session, meetings.lines(session)[0].id)
    form = forms.held(sheet)
    assert form == shipped_rules.forms()[code] and sheet.held_under
    assert sheet.line.form_name == FORM_WORDS[code] and sheet.line.number.startswith(form.letters + "-2026-")
    assert form.parties or "空着" in form.remark
    assert {"sign_in", "record"} <= set(form.papers) and form.vote_rule in form.vote_rules
    assert form.notice_days or (not form.statutory and "notice" not in form.papers)
    assert form.posting_days or not form.public
    rule = forms.rule_held(sheet)
    assert (rule is not None) == form.statutory and sheet.rule_profile == (rule.code if rule else "consultation")
    bar = legality.bar(sheet)
    assert bar.words.startswith("应到0人　实到0人") and bar.rule_words and "合法" not in bar.words + bar.rule_words
    assert bar.met != bool(rule and rule.of(code).quorum)


@pytest.mark.parametrize("code", FORM_WORDS)
def test_each_form_is_found_on_the_paper_and_when_wrapping_up(code, new_book):
    book = new_book("urban" if "village" not in forms.shipped(code).kinds else "village")
    meeting_id, form = begin(book, code), forms.shipped(code)
    with book.write(ACTOR, "sign_in") as session:
        room.sign_in(session, meeting_id, "王建国")
        if form.stages:
            booklet.note(session, meeting_id, form.stages[0], "2026-06-01")
    with book.read() as session:
        printed = paper.sheet(session, meeting_id, DAY)
        found = {each.matter: each.words for each in wrap_up.findings(meetings.sheet(session, meeting_id))}
    told = printed.form
    assert told and (told.name, told.parties, told.stages, told.posting_days) == (form.name, form.parties, form.stages, form.posting_days)
    assert len(told.papers) == len(form.papers) and told.vote_rule and (str(form.notice_days or "") in told.notice)
    assert ("steps" in found) == (len(form.stages) > 1) and all(stage in found["steps"] for stage in form.stages[1:3])
    assert ("notice" in found) == bool(form.notice_days)
    assert ("quorum" in found or "members" in found) != legality.bar(printed).met


@pytest.mark.parametrize("code", FORM_WORDS)
def test_a_motion_waits_under_a_rule_that_counts_votes(code, new_book):
    book = new_book()
    meeting_id = begin(book, code)
    with book.write(ACTOR, "motion") as session:
        room.add_agenda(session, meeting_id, "路灯")
        voting.put_motion(session, meeting_id, 1, "修")
    rule = sheet_of(book, meeting_id).motions[0].rule
    assert rule not in WITHOUT_VOTE and (rule in forms.shipped(code).vote_rules or code == "owners_vote")


def test_a_change_is_for_the_next_meeting_and_not_for_a_past_one(new_book):
    book = new_book()
    past = begin(book)
    change(book, "custom", name="老街夜话", stages=["摆谈", "商定"], vote_rule="TWO_THIRDS_PRESENT", posting_days=15, letters="YH",
           notice_days=None)  # fmt: skip
    coming = begin(book)
    assert forms.held(sheet_of(book, past)) == forms.shipped("custom")
    new = forms.held(sheet_of(book, coming))
    assert (new.name, new.stages, new.vote_rule, new.posting_days) == ("老街夜话", ("摆谈", "商定"), "TWO_THIRDS_PRESENT", 15)
    with book.read() as session:
        assert {(m.number, m.form_name) for m in meetings.lines(session)} == {("YH-2026-02", "老街夜话"), ("ZD-2026-01", "自定形式")}
        assert forms.of(session, "custom").name == "老街夜话"
        assert [line.code for line in forms.lines(session) if line.changed] == ["custom"]
    assert voting_rule(book, coming) == "TWO_THIRDS_PRESENT" and voting_rule(book, past) == "FOR_GT_AGAINST"


def voting_rule(book, meeting_id):
    with book.write(ACTOR, "motion") as session:
        room.add_agenda(session, meeting_id, "路灯")
        voting.put_motion(session, meeting_id, 1, "修")
    return sheet_of(book, meeting_id).motions[0].rule


def test_a_copy_that_is_given_up_leaves_what_is_shipped(new_book):
    book = new_book()
    before = content(book)
    change(book, "teahouse", name="院坝会")
    with book.write(ACTOR, "restore_rule") as session:
        forms.restore(session, "form", "teahouse")
        forms.restore(session, "rule", "CN-VC-2026")  # there is none: nothing happens
    assert forms.name_held("teahouse", None) == "流动的茶馆" and content(book) == before
    change(book, "teahouse", name="夜话")  # and it can be changed again
    with book.read() as session:
        assert forms.of(session, "teahouse").name == "夜话"


def test_a_form_written_back_as_it_was_shipped_needs_no_copy(new_book):
    book = new_book()
    change(book, "teahouse", name="院坝会")
    change(book, "teahouse", name="流动的茶馆")
    change(book, "bench")
    with book.read() as session:
        assert not any(line.changed for line in forms.lines(session))


def test_a_change_can_be_undone(new_book):
    book = new_book()
    change(book, "bench", posting_days=10)
    with book.write(ACTOR, "undo") as session:
        undo_last(session, ACTOR)
    with book.read() as session:
        assert forms.of(session, "bench") == forms.shipped("bench")


@pytest.mark.parametrize(("code", "wrong", "where"), [
    ("bench", {"stages": ["一", "一"]}, "步骤第2项"), ("bench", {"posting_days": "七天"}, "公示几天"),
    ("bench", {"legal_status": "statutory"}, "法律地位"), ("tea", {}, "没有“tea”这种会议形式"),
])  # fmt: skip
def test_a_broken_change_is_refused_with_its_place_and_nothing_is_lost(code, wrong, where, new_book):
    book = new_book()
    change(book, "bench", posting_days=10)
    before = content(book)
    with pytest.raises(Refusal) as refused, book.write(ACTOR, "form") as session:
        forms.change_form(session, code, {**as_data(forms.of(session, "bench")), **wrong})
    assert where in refused.value.message and refused.value.next_step
    assert content(book) == before


def test_the_name_of_a_form_is_kept_in_the_list_even_where_it_is_a_code_of_old(new_book):
    book = new_book(worked=True)
    with book.read() as session:
        line = meetings.lines(session)[0]
    assert line.form_name == "流动的茶馆" and not sheet_of(book, line.id).held_under
    assert forms.held(sheet_of(book, line.id)) == forms.shipped("teahouse")


# ---- rules


@pytest.mark.parametrize(("kind", "form", "start", "code"), [
    ("village", "statutory_reps", "2025-12-31T09:00", "CN-VC-2018"), ("village", "statutory_reps", "2026-01-01T09:00", "CN-VC-2026"),
    ("urban", "residents_assembly", "2025-12-31T09:00", "CN-RC-2018"), ("urban", "residents_reps", "2026-03-01T09:00", "CN-RC-2026"),
    ("urban", "owners_vote", "2026-03-01T09:00", "CN-CC-278"), ("urban", "owners_vote", "2019-03-01T09:00", "owners_vote"),
    ("village", "four_two", "2026-03-01T09:00", "CN-42"), ("village", "statutory_reps", "2012-03-01T09:00", "consultation"),
    ("village", "bench", "2026-03-01T09:00", "consultation"),
])  # fmt: skip
def test_the_version_of_the_day_governs_a_meeting(kind, form, start, code, new_book):
    sheet = sheet_of(book := new_book(kind), begin(book, form, start))
    rule = forms.rule_held(sheet)
    assert sheet.rule_profile == code and (rule.code if rule else None) == (code if code.startswith("CN-") else None)
    assert forms.known_profile(sheet.rule_profile)


def test_an_unknown_profile_is_known_as_such():
    assert forms.known_profile("consultation") and forms.known_profile("owners_vote") and forms.known_profile("CN-VC-2018")
    assert not forms.known_profile("CN-VC-1998") and not forms.known_profile("") and not forms.known_profile("statutory")


def test_a_rule_stays_to_be_checked_until_somebody_of_the_place_has_confirmed_it(new_book):
    book = new_book()
    past = begin(book, "statutory_reps")
    assert "待核对新法" in legality.bar(sheet_of(book, past)).rule_words
    with book.write(ACTOR, "confirm_rule") as session:
        forms.confirm_rule(session, "CN-VC-2026", "王建国", DAY)
    coming = begin(book, "statutory_reps")
    assert "待核对" not in legality.bar(sheet_of(book, coming)).rule_words
    assert "待核对新法" in legality.bar(sheet_of(book, past)).rule_words  # it was not confirmed then
    with book.read() as session:
        line = next(each for each in forms.rule_lines(session) if each.code == "CN-VC-2026")
        assert (line.unchecked, line.confirmed_by, line.confirmed_on, line.changed) == (False, "王建国", DAY, True)


def test_a_changed_number_counts_from_the_next_meeting_on(new_book):
    book = new_book()
    past = begin(book, "statutory_reps")
    with book.write(ACTOR, "rule") as session:
        data = rule_data_of(session, "CN-VC-2026")
        next(each for each in data["forms"] if each["form"] == "statutory_reps")["quorum"] = [{"of": "members", "part": "4/5"}]
        forms.change_rule(session, "CN-VC-2026", data)
    coming = begin(book, "statutory_reps")
    for meeting_id in (past, coming):
        with book.write(ACTOR, "sign_in") as session:
            for n in range(10):
                room.sign_in(session, meeting_id, f"代表{n}", mark="present" if n < 7 else "absent")
    assert legality.bar(sheet_of(book, past)).met and legality.bar(sheet_of(book, coming)).lacking == 1


def rule_data_of(session, code):
    return rule_profiles.as_data(forms.rules(session)[code])


def test_a_broken_rule_is_refused_and_nothing_is_lost(new_book):
    book = new_book()
    before = content(book)
    with pytest.raises(Refusal, match="到会人数第1段：比例"), book.write(ACTOR, "rule") as session:
        data = rule_data_of(session, "CN-VC-2026")
        data["forms"][1]["quorum"] = [{"of": "members", "part": "很多"}]
        forms.change_rule(session, "CN-VC-2026", data)
    with pytest.raises(Refusal, match="YS-F04"), book.write(ACTOR, "rule") as session:
        forms.confirm_rule(session, "CN-XX", "王建国", DAY)
    assert content(book) == before


# ---- going on all the same


def test_going_on_takes_a_reason_that_stands_in_the_record(new_book):
    book = new_book()
    meeting_id = begin(book, "statutory_reps")
    with pytest.raises(Refusal, match="YS-F06"), book.write(ACTOR, "waive") as session:
        waivers.go_on(session, meeting_id, "notice", "  ")
    for reason in ("雨大，改到今天", "汛情紧急"):
        with book.write(ACTOR, "waive") as session:
            waivers.go_on(session, meeting_id, "notice", reason)
    sheet = sheet_of(book, meeting_id)
    assert [(w.matter, w.reason) for w in sheet.waivers] == [("notice", "汛情紧急")]
    assert next(w for w in legality.warnings(sheet) if w.matter == "notice").waived_reason == "汛情紧急"
    with book.write(ACTOR, "waive") as session:
        waivers.take_back(session, meeting_id, "notice")
    assert not sheet_of(book, meeting_id).waivers


@pytest.mark.parametrize("matter", ["quorom", "随便写的", "notice 3", "undecided"])
def test_one_does_not_go_on_in_spite_of_what_no_check_asks(new_book, matter):
    book = new_book()
    meeting_id = begin(book, "statutory_reps")
    with pytest.raises(Refusal, match="YS-F07"), book.write(ACTOR, "waive") as session:
        waivers.go_on(session, meeting_id, matter, "雨大")
    assert not sheet_of(book, meeting_id).waivers
